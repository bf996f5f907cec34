"""Gold and build folders of a few lines, written by hand."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from graphkit.evaluation import Evaluation, evaluate

DOC = "a.txt"

Record = dict[str, Any]

ACTORS: tuple[Record, ...] = (
    {"id": "syria", "label": "la Syrie", "type": "STATE", "country": "SYR"},
    {"id": "syria_gov", "label": "régime syrien", "type": "GOVERNMENT", "country": "SYR"},
    {"id": "syria_army", "label": "armée syrienne", "type": "MILITARY", "country": "SYR"},
    {"id": "assad", "label": "Bachar al-Assad", "type": "PERSON", "parent": "syria_gov"},
    {"id": "russia", "label": "Russie", "type": "STATE", "country": "RUS"},
    {"id": "hts", "label": "HTS", "type": "ARMED_GROUP"},
    {"id": "jihadists", "label": "jihadistes", "type": "ARMED_GROUP", "may_merge_with": ["hts"]},
    {"id": "jolani", "label": "Jolani", "type": "PERSON", "parent": "hts"},
    {"id": "parties", "label": "toutes les parties", "type": "ORG", "generic": True},
)


def relation(source: str, type_: str, target: str, **more: object) -> Record:
    """One line of relations.jsonl; its directed, negated and borderline flags default to a plain edge."""
    facts = {"doc": DOC, "source": source, "target": target, "type": type_, "directed": True}
    facts |= {"negated": False, "sentence": f"{source} … {target}.", "cue": type_}
    return facts | more


def write_gold(folder: Path, relations: Iterable[Record], actors: Iterable[Record] = ACTORS) -> Path:
    folder.mkdir(exist_ok=True)
    records = [{"docs": [DOC], "aliases": [], **actor} for actor in actors]
    (folder / "actors.json").write_text(json.dumps(records, indent=1), encoding="utf-8")
    write_lines(folder / "relations.jsonl", relations)
    return folder


def write_build(folder: Path, relations: Iterable[Record], actors: Iterable[Record] = ACTORS) -> Path:
    """A build folder; its actors are found under the gold's labels unless others are given."""
    folder.mkdir(exist_ok=True)
    forms = [
        {"aliases": [{"form": actor["label"], "docs": [DOC], "count": 1}], **actor, "id": f"x-{actor['id']}"}
        for actor in actors
    ]
    write_lines(folder / "actors.jsonl", forms)
    changed = ({**r, "source": f"x-{r['source']}", "target": f"x-{r['target']}"} for r in relations)
    write_lines(folder / "relations.jsonl", changed)
    return folder


def write_lines(path: Path, records: Iterable[Record]) -> None:
    lines = (json.dumps(record, ensure_ascii=False) + "\n" for record in records)
    path.write_text("".join(lines), encoding="utf-8")


def compare(tmp_path: Path, *, found: Iterable[Record], gold: Iterable[Record]) -> Evaluation:
    """The evaluation of these relations against those."""
    return evaluate(write_build(tmp_path / "out", found), write_gold(tmp_path / "gold", gold))
