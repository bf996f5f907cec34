"""``actors.jsonl`` and ``relations.jsonl``: one JSON object a line, for scripts and for scoring."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from graphkit.export.files import atomic_write
from graphkit.records import Actor, Relation


def write_actors(path: Path, actors: Iterable[Actor]) -> None:
    """Write one line per actor, with its aliases and the documents they occur in."""
    _write(path, map(actor_row, actors))


def write_relations(path: Path, relations: Iterable[Relation]) -> None:
    """Write one flat line per relation, with its sentence and the offsets of what it stands on."""
    _write(path, map(relation_row, relations))


def actor_row(actor: Actor) -> dict[str, Any]:
    """An actor as one line holds it."""
    row = actor.to_dict()
    return {key: row[key] for key in ("id", "label", "type", "country", "parent", "generic", "aliases")}


def relation_row(relation: Relation) -> dict[str, Any]:
    """A relation as one line holds it: its fields and those of its evidence side by side."""
    evidence = relation.evidence
    return {
        "id": relation.id,
        "doc": evidence.doc,
        "source": relation.source,
        "target": relation.target,
        "type": relation.type.value,
        "event": relation.event,
        "mode": relation.mode,
        "intensity": relation.intensity,
        "directed": relation.directed,
        "sign": relation.sign,
        "negated": relation.negated,
        "modality": relation.modality.value,
        "attributed_to": relation.attributed_to,
        "date": relation.date,
        "confidence": relation.confidence,
        "sentence": evidence.sentence,
        "start": evidence.start,
        "end": evidence.end,
        "cue": evidence.cue,
        "cue_start": evidence.cue_start,
        "cue_end": evidence.cue_end,
        "source_mention": evidence.source_mention,
        "target_mention": evidence.target_mention,
        "rule": relation.rule,
    }


def _write(path: Path, rows: Iterable[Mapping[str, Any]]) -> None:
    atomic_write(path, "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows))
