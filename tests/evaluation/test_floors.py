"""The figures of the seeds, with the shipped model, do not fall below their floors."""

from __future__ import annotations

from pathlib import Path

import pytest

from graphkit.evaluation import evaluate, gate
from graphkit.pipeline import build

pytestmark = pytest.mark.model


def test_the_seeds_are_read_as_well_as_before(root: Path, tmp_path: Path) -> None:
    gold = root / "tests" / "gold" / "seeds"
    build(root / "seeds", tmp_path / "out")
    result = gate(evaluate(tmp_path / "out", gold), root / "tests" / "gold" / "floors.json", gold)
    assert result.passed, "\n".join(result.lines())
