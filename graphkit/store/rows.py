"""What one article says as rows of the store, and back."""

from __future__ import annotations

import json
import sqlite3
from bisect import bisect_right
from collections.abc import Sequence
from hashlib import blake2b
from typing import Any, NamedTuple

from graphkit.records import Actor, Document, Extraction, Mention, MentionKind, Place, Relation

NO_SENTENCE = -1
"""Number of the sentence of a mention that is in none (a heading)."""

_FIELDS = (
    *("id", "text", "title", "date", "outlet", "url", "lang", "path", "copy_of", "retells"),
    *("date_from", "outlet_from", "notes"),
)
_NOT_IN_DIGEST = ("path", "copy_of", "retells", "title")
COLUMNS = ", ".join(_FIELDS)
_MENTION = ("start", "stop", "text", "kind", "actor", "rule")
_RELATION = (
    "id",
    "source",
    "target",
    "attributed_to",
    "type",
    "event",
    "mode",
    "intensity",
    "directed",
    "negated",
    "modality",
    "date",
    "confidence",
    "rule",
)


class Entry(NamedTuple):
    """A document with what was extracted from it."""

    document: Document
    extraction: Extraction


def digest(document: Document) -> str:
    """A hash of all that the extraction of a document depends on."""
    values = [getattr(document, name) for name in _FIELDS if name not in _NOT_IN_DIGEST]
    return blake2b(json.dumps(values).encode(), digest_size=16).hexdigest()


def document_of(values: Sequence[Any]) -> Document:
    """The document of a row of `COLUMNS`."""
    fields = dict(zip(_FIELDS, values, strict=True))
    return Document(**fields | {"notes": tuple(json.loads(fields["notes"]))})


def extraction_of(connection: sqlite3.Connection, key: int, id_: str) -> Extraction:
    """What was extracted from the document of a key."""
    run = connection.execute
    actors = run("SELECT data FROM local_actors WHERE doc = ? ORDER BY n", (key,))
    mentions = run(f"SELECT {', '.join(_MENTION)} FROM mentions WHERE doc = ? ORDER BY n", (key,))
    relations = run(
        f"SELECT {', '.join(_RELATION)}, evidence FROM relations WHERE doc = ? ORDER BY key", (key,)
    )
    return Extraction(
        doc=id_,
        actors=tuple(Actor.from_dict(json.loads(data)) for (data,) in actors),
        mentions=tuple(
            Mention(doc=id_, start=start, end=stop, text=text, kind=MentionKind(kind), actor=actor, rule=rule)
            for start, stop, text, kind, actor, rule in mentions
        ),
        relations=tuple(_relation(row) for row in relations),
        sentences=tuple(run("SELECT start, stop FROM sentences WHERE doc = ? ORDER BY n", (key,))),
        places=tuple(
            Place.from_dict(json.loads(data))
            for (data,) in run("SELECT data FROM local_places WHERE doc = ? ORDER BY n", (key,))
        ),
    )


def insert(
    connection: sqlite3.Connection, document: Document, extraction: Extraction, origin: str, fingerprint: str
) -> None:
    """Write a document that the store does not have, with all that was extracted from it."""
    run, run_all = connection.execute, connection.executemany
    values = [_value(document, name) for name in _FIELDS]
    key = run(
        f"INSERT INTO documents ({COLUMNS}, origin, digest, fingerprint) "
        f"VALUES ({', '.join('?' * len(_FIELDS))}, ?, ?, ?)",
        (*values, origin, digest(document), fingerprint),
    ).lastrowid
    run_all(
        "INSERT INTO local_actors VALUES (?, ?, ?, ?)",
        (
            (key, n, actor.id, json.dumps(actor.to_dict(), ensure_ascii=False))
            for n, actor in enumerate(extraction.actors)
        ),
    )
    run_all(
        "INSERT INTO local_places VALUES (?, ?, ?)",
        (
            (key, n, json.dumps(place.to_dict(), ensure_ascii=False))
            for n, place in enumerate(extraction.places)
        ),
    )
    spans = extraction.sentences
    run_all("INSERT INTO sentences VALUES (?, ?, ?, ?)", ((key, n, *span) for n, span in enumerate(spans)))
    starts = [start for start, _ in spans]
    rows = []
    for n, m in enumerate(extraction.mentions):
        sentence = bisect_right(starts, m.start) - 1
        inside = sentence >= 0 and m.start < spans[sentence][1]
        place = (m.start, m.end, m.text, m.kind.value, m.actor, m.rule)
        rows.append((key, n, *place, sentence if inside else NO_SENTENCE))
    run_all("INSERT INTO mentions VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", rows)
    run_all(
        f"INSERT INTO relations (doc, {', '.join(_RELATION)}, start, cue_start, sentence, evidence) "
        f"VALUES ({', '.join('?' * (len(_RELATION) + 5))})",
        ((key, *_relation_row(relation)) for relation in extraction.relations),
    )


def _value(document: Document, name: str) -> Any:
    return json.dumps(document.notes, ensure_ascii=False) if name == "notes" else getattr(document, name)


def _relation_row(relation: Relation) -> tuple[object, ...]:
    evidence = relation.evidence
    said = " ".join(evidence.sentence.casefold().split())
    hashed = int.from_bytes(blake2b(said.encode(), digest_size=8).digest(), signed=True)
    values = (getattr(relation, name) for name in _RELATION)
    places = (evidence.start, evidence.cue_start, hashed)
    return (*values, *places, json.dumps(evidence.to_dict(), ensure_ascii=False))


def _relation(row: Sequence[Any]) -> Relation:
    values = dict(zip((*_RELATION, "evidence"), row, strict=True))
    return Relation.from_dict(
        values
        | {"directed": bool(values["directed"]), "negated": bool(values["negated"])}
        | {"evidence": json.loads(values["evidence"])}
    )
