"""The statements behind each edge, one by one: what the page lists and ``evidence.csv`` tabulates."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from urllib.parse import urlsplit

from graphkit.export.flatten import MODALITY_ORDER, EdgeKey, Flat, Row, clean, one_line
from graphkit.records import Document, Evidence, Relation

EVIDENCE_COLUMNS: Mapping[str, str] = {
    "edge_key": "string",
    "source": "string",
    "relation": "string",
    "target": "string",
    "polarity": "int",
    "date": "string",
    "outlet": "string",
    "title": "string",
    "url": "string",
    "document": "string",
    "copy_of": "string",
    "sentence": "string",
    "start": "int",
    "end": "int",
    "source_mention": "string",
    "cue": "string",
    "target_mention": "string",
    "event": "string",
    "intensity": "double",
    "modality": "string",
    "negated": "boolean",
    "attributed_to": "string",
    "confidence": "double",
    "rule": "string",
    "statement": "string",
}
"""Columns of a statement. ``source``, ``target`` and ``attributed_to`` are labels, ``start`` and ``end``
offsets in the article, ``polarity`` is the sign of the statement (0 where it is negated)."""


def statements_of(flat: Flat, key: EdgeKey) -> list[Relation]:
    """The statements on which an edge stands, newest first, then by support, article and place."""
    relations: Mapping[str, Relation] = flat.graph.graph.get("relations", {})
    found = [relations[id_] for id_ in flat.graph.edges[key].get("relations", ()) if id_ in relations]
    found.sort(key=lambda r: (r.evidence.doc, r.evidence.start, r.id))
    found.sort(key=lambda r: (r.date or "", -MODALITY_ORDER.index(r.modality)), reverse=True)
    return found


def sentence_parts(evidence: Evidence) -> list[tuple[str, str]]:
    """The clean sentence cut into (text, role), where a role is "source", "target", "cue" or "" for none.

    What does not slice back to its text gets no role; of two that overlap, the first keeps its own.
    """
    sentence = evidence.sentence
    spans = []
    for role, text, start, end in (
        ("source", evidence.source_mention, evidence.source_start, evidence.source_end),
        ("target", evidence.target_mention, evidence.target_start, evidence.target_end),
        ("cue", evidence.cue, evidence.cue_start, evidence.cue_end),
    ):
        first, last = start - evidence.start, end - evidence.start
        if 0 <= first < last and sentence[first:last] == text:
            spans.append((first, last, role))
    parts, done = [], 0
    for first, last, role in sorted(spans):
        if first >= done:
            parts += [(clean(sentence[done:first]), ""), (clean(sentence[first:last]), role)]
            done = last
    return [part for part in [*parts, (clean(sentence[done:]), "")] if part[0]]


def evidence_rows(flat: Flat) -> Iterator[Row]:
    """One row for each statement of each edge, denied ones too; of a co-mention, for each example."""
    documents: Mapping[str, Document] = flat.graph.graph.get("documents", {})
    labels = {key: str(row["label"]) for key, row in zip(flat.node_keys, flat.nodes, strict=True)}
    empty: Row = dict.fromkeys(EVIDENCE_COLUMNS)
    for edge, key in zip(flat.edges, flat.edge_keys, strict=True):
        ends: Row = {
            "edge_key": edge["id"],
            "source": labels[key[0]],
            "relation": edge["relation"],
            "target": labels[key[1]],
        }
        statements = statements_of(flat, key)
        for relation in statements:
            yield empty | ends | _statement(relation, labels) | _article(relation.evidence.doc, documents)
        for example in () if statements else flat.graph.edges[key].get("examples", ()):
            said: Row = {"sentence": one_line(example["sentence"]), "polarity": 0}
            yield empty | ends | said | _article(example["doc"], documents)


def is_web_address(url: str) -> bool:
    """Whether a reader may follow this address: http or https, with a host."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(parts.netloc)


def _statement(relation: Relation, labels: Mapping[str, str]) -> Row:
    evidence, by = relation.evidence, relation.attributed_to
    return {
        "polarity": relation.sign,
        "date": relation.date,
        "sentence": one_line(evidence.sentence),
        "start": evidence.start,
        "end": evidence.end,
        "source_mention": one_line(evidence.source_mention),
        "cue": one_line(evidence.cue),
        "target_mention": one_line(evidence.target_mention),
        "event": one_line(relation.event),
        "intensity": round(relation.intensity, 4) + 0.0,
        "modality": relation.modality.value,
        "negated": relation.negated,
        "attributed_to": labels.get(by) or one_line(by) if by else None,
        "confidence": round(relation.confidence, 4) + 0.0,
        "rule": one_line(relation.rule),
        "statement": one_line(relation.id),
    }


def _article(id_: str, documents: Mapping[str, Document]) -> Row:
    """What is known of an article; a date of the statement itself goes before the article's."""
    row: Row = {"document": one_line(id_) or None}
    if (document := documents.get(id_)) is not None:
        for name in ("outlet", "title", "copy_of", "url"):
            value = getattr(document, name)
            if value and (name != "url" or is_web_address(value)):
                row[name] = one_line(value)
    return row
