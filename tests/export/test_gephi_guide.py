"""examples/gephi.md says what the files hold; `tests/test_documents.py` runs its commands."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from graphkit.export.flatten import EDGE_COLUMNS, NODE_COLUMNS
from graphkit.export.palette import ACTOR_LOOKS, RELATION_LOOKS
from graphkit.records import SIGNS


@pytest.fixture
def guide(root: Path) -> str:
    return (root / "examples" / "gephi.md").read_text(encoding="utf-8")


def test_the_colours_are_those_of_the_files(guide: str) -> None:
    rows = re.findall(r"^\| `(#[0-9a-f]{6})` [^|]* \| (\w+) \|", guide, re.MULTILINE)
    looks = {str(type_): look.color for type_, look in (ACTOR_LOOKS | RELATION_LOOKS).items()}
    assert {name: color for color, name in rows} == looks


def test_the_signs_are_those_of_the_relations(guide: str) -> None:
    rows = re.findall(r"\| (\w+) \| ([+\u2212]?\d) \|", guide)
    assert {name: int(sign.replace("\u2212", "-")) for name, sign in rows} == {
        str(t): s for t, s in SIGNS.items()
    }


def test_the_columns_it_names_exist(guide: str) -> None:
    named = set(re.findall(r"`(\w+)`", guide)) | set(re.findall(r"(?:Partition|Range) > (\w+)", guide))
    words = {"opposition", "Kind", "Type"}
    assert named - words <= set(NODE_COLUMNS) | set(EDGE_COLUMNS)
    assert {"symmetric", "sources", "bloc", "relation", "evidence"} <= named
