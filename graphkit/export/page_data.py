"""What the page holds beside the drawing: actors, links, articles, and every sentence.

Sentences are cut here, in Python, for offsets count characters and JavaScript counts UTF-16 units.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from typing import Any

import networkx as nx

from graphkit.export.evidence import is_web_address, statements_of
from graphkit.export.flatten import Flat, Row, clean
from graphkit.export.palette import ACTOR_LOOKS, RELATION_LOOKS
from graphkit.records import Alias, Document, Evidence, Relation

Json = dict[str, Any]

_ACTOR_FIELDS = (
    "country",
    "parent",
    "generic",
    "mentions",
    "documents",
    "degree",
    "weighted_degree",
    "alliances",
    "oppositions",
)
_LINK_FIELDS = (
    "source",
    "target",
    "directed",
    "weight",
    "documents",
    "sources",
    "asserted",
    "claimed",
    "possible",
    "past",
    "negated",
    "modality",
    "event",
)


def page_data(graph: nx.MultiDiGraph[str], flat: Flat, evidence: Mapping[str, list[Json]]) -> Json:
    """All that the filters, the cards and the legend need; `evidence` is `evidence_by_edge`'s."""
    actors = _actors(graph, flat)
    cited = {item["doc"] for items in evidence.values() for item in items}
    cited |= {doc for actor in actors.values() for doc in actor["docs"]}
    return {
        "title": flat.title,
        "actors": actors,
        "links": {str(edge["id"]): _link(edge) for edge in flat.edges},
        "documents": _documents(graph.graph.get("documents", {}), cited),
        "looks": {
            "actors": {str(type_): asdict(look) for type_, look in ACTOR_LOOKS.items()},
            "relations": {str(type_): asdict(look) for type_, look in RELATION_LOOKS.items()},
        },
    }


def evidence_by_edge(graph: nx.MultiDiGraph[str], flat: Flat) -> dict[str, list[Json]]:
    """The sentences of every edge by edge id, newest first; of a co-mention, its examples."""
    labels = {key: str(row["label"]) for key, row in zip(flat.node_keys, flat.nodes, strict=True)}
    found = {}
    for edge, key in zip(flat.edges, flat.edge_keys, strict=True):
        data = graph.edges[key]
        stated = statements_of(flat, key)
        examples = () if stated else data.get("examples", ())
        found[str(edge["id"])] = [_statement(relation, labels) for relation in stated] + [
            {"parts": [[clean(example["sentence"]), ""]], "doc": clean(example["doc"])}
            for example in examples
        ]
    return found


def _actors(graph: nx.MultiDiGraph[str], flat: Flat) -> dict[str, Json]:
    """What an actor's card shows, by id."""
    found = {}
    for row, key in zip(flat.nodes, flat.node_keys, strict=True):
        aliases: Iterable[Alias] = graph.nodes[key].get("aliases", ())
        found[str(row["id"])] = {
            "type": row["actor_type"],
            **{name: row[name] for name in _ACTOR_FIELDS},
            "first": row["first_date"],
            "last": row["last_date"],
            "aliases": [
                {"form": clean(a.form), "kind": a.kind, "count": a.count, "rule": clean(a.rule)}
                for a in aliases
            ],
            "docs": sorted({clean(doc) for alias in aliases for doc in alias.docs}),
        }
    return found


def _link(edge: Row) -> Json:
    """What the filters and the head of an edge's panel need."""
    names = {"type": "relation", "sign": "polarity", "first": "first_date", "last": "last_date"}
    return {name: edge[name] for name in _LINK_FIELDS} | {short: edge[name] for short, name in names.items()}


def _statement(relation: Relation, labels: Mapping[str, str]) -> Json:
    by = relation.attributed_to
    return {
        "parts": sentence_parts(relation.evidence),
        "doc": clean(relation.evidence.doc),
        "date": relation.date,
        "modality": relation.modality.value,
        "negated": relation.negated,
        "by": labels.get(by, clean(by)) if by else None,
        "event": clean(relation.event),
        "intensity": round(relation.intensity, 2) + 0.0,
        "confidence": round(relation.confidence, 2) + 0.0,
        "rule": clean(relation.rule),
    }


def sentence_parts(evidence: Evidence) -> list[list[str]]:
    """The sentence cut into [text, role] pieces; what does not slice back to its text gets no role."""
    sentence = evidence.sentence
    marks = []
    for role, text, start, end in (
        ("source", evidence.source_mention, evidence.source_start, evidence.source_end),
        ("target", evidence.target_mention, evidence.target_start, evidence.target_end),
        ("cue", evidence.cue, evidence.cue_start, evidence.cue_end),
    ):
        first, last = start - evidence.start, end - evidence.start
        if 0 <= first < last and sentence[first:last] == text:
            marks.append((first, last, role))
    parts, done = [], 0
    for first, last, role in sorted(marks):
        if first >= done:  # of two that overlap, the first keeps its mark
            parts += [[clean(sentence[done:first]), ""], [clean(sentence[first:last]), role]]
            done = last
    return [part for part in [*parts, [clean(sentence[done:]), ""]] if part[0]]


def _documents(documents: Mapping[str, Document], cited: set[str]) -> dict[str, Json]:
    """What is known of the cited articles; an address that is not http(s) is left out."""
    found = {}
    for id_, document in sorted(documents.items()):
        if (key := clean(id_)) in cited:
            found[key] = {
                name: clean(value)
                for name in ("title", "date", "outlet", "copy_of", "url")
                if (value := getattr(document, name)) and (name != "url" or is_web_address(value))
            }
    return found
