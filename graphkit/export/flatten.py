"""The graph as flat rows of scalars, in a fixed order: what every file format is written from.

GraphML, GEXF and CSV hold neither None, lists nor records, and XML forbids most control
characters. All of that is settled here, once, before any writer.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import networkx as nx

from graphkit.errors import ExportError
from graphkit.export.layout import positions
from graphkit.export.palette import actor_look, relation_look
from graphkit.records import Modality, Relation, RelationType

Scalar = str | int | float | bool | None
Row = dict[str, Scalar]

LIST_SEPARATOR = " | "
MAX_SENTENCES = 3
"""Sentences kept on an edge of a flat file; the page and the store have them all."""

NODE_COLUMNS: Mapping[str, str] = {
    "label": "string",
    "actor_type": "string",
    "country": "string",
    "parent": "string",
    "generic": "boolean",
    "aliases": "string",
    "mentions": "int",
    "documents": "int",
    "first_date": "string",
    "last_date": "string",
    "bloc": "string",
    "degree": "int",
    "weighted_degree": "double",
    "alliances": "int",
    "oppositions": "int",
    "size": "double",
    "color": "string",
    "x": "double",
    "y": "double",
}
"""Columns of a node row beside ``id``, and their type in GraphML and GEXF."""

EDGE_COLUMNS: Mapping[str, str] = {
    "label": "string",
    "relation": "string",
    "polarity": "int",
    "symmetric": "boolean",
    "weight": "double",
    "event": "string",
    "intensity": "double",
    "modality": "string",
    "confidence": "double",
    "documents": "int",
    "sources": "int",
    "asserted": "int",
    "claimed": "int",
    "possible": "int",
    "past": "int",
    "negated": "int",
    "npmi_sentence": "double",
    "npmi_document": "double",
    "first_date": "string",
    "last_date": "string",
    "evidence": "string",
    "edge_key": "string",
    "color": "string",
}
"""Columns of an edge row beside ``id``, ``source``, ``target`` and ``directed``."""

MODALITY_ORDER = (Modality.ASSERTED, Modality.CLAIMED, Modality.PAST, Modality.POSSIBLE)

# What XML 1.0 allows, less the two non-characters it forbids; lone surrogates fall out with the rest.
_ILLEGAL = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Flat:
    """A graph as rows, in the order of their ids.

    `node_keys` and `edge_keys` say, row by row, where in the graph a row comes from: an id that
    no file may hold is another one in the row.
    """

    title: str
    nodes: tuple[Row, ...]
    edges: tuple[Row, ...]
    node_keys: tuple[str, ...]
    edge_keys: tuple[tuple[str, str, str], ...]


def flatten(graph: nx.MultiDiGraph[str]) -> Flat:
    """The flat form of a graph; the graph itself stays as it is.

    An edge whose weight is not above zero is an `ExportError`: Gephi would drop it without a word.
    """
    ids = _clean_ids(graph)
    node_keys = tuple(sorted(graph, key=lambda node: ids[node]))
    edge_keys = tuple(sorted(graph.edges(keys=True), key=lambda e: (ids[e[0]], ids[e[1]], str(e[2]))))
    edges = tuple(_edge_rows(graph, edge_keys, ids))
    return Flat(
        title=clean(graph.graph.get("title") or ""),
        nodes=tuple(_node_rows(graph, node_keys, ids, edges)),
        edges=edges,
        node_keys=node_keys,
        edge_keys=edge_keys,
    )


def clean(text: object) -> str:
    r"""Text that any XML 1.0 parser accepts, in Unicode normal form C.

    >>> clean("Erdog\u0306an\x00")
    'Erdoğan'
    """
    return unicodedata.normalize("NFC", _ILLEGAL.sub("", str(text)))


def sentences_of(data: Mapping[str, Any], relations: Mapping[str, Relation]) -> list[str]:
    """The distinct sentences of an edge, best support first; of a co-mention, its examples."""
    if not data.get("relations"):
        found = [str(example["sentence"]) for example in data.get("examples", ())]
    else:
        known = [relations[id_] for id_ in data["relations"] if id_ in relations]
        found = [r.evidence.sentence for r in sorted(known, key=_support) if not r.negated]
    return list(dict.fromkeys(" ".join(clean(sentence).split()) for sentence in found))


def _support(relation: Relation) -> tuple[int, float, str]:
    return MODALITY_ORDER.index(relation.modality), -relation.confidence, relation.id


def _clean_ids(graph: nx.MultiDiGraph[str]) -> dict[str, str]:
    """Node -> id that is legal, not empty and unique in a file."""
    ids: dict[str, str] = {}
    taken: set[str] = set()
    for node in sorted(graph, key=str):
        ids[node] = _unique(clean(node).strip() or "actor", taken)
    return ids


def _unique(wanted: str, taken: set[str]) -> str:
    """`wanted`, or with a number if it is taken; the result is added to `taken`."""
    result, number = wanted, 2
    while result in taken:
        result, number = f"{wanted}-{number}", number + 1
    taken.add(result)
    return result


def _edge_rows(
    graph: nx.MultiDiGraph[str], keys: Iterable[tuple[str, str, str]], ids: Mapping[str, str]
) -> Iterable[Row]:
    relations: Mapping[str, Relation] = graph.graph.get("relations", {})
    # Gephi merges edges of one kind between two actors unless all of them are directed.
    shared: dict[tuple[frozenset[str], str], int] = defaultdict(int)
    for source, target, data in graph.edges(data=True):
        shared[frozenset((source, target)), data["type"]] += 1
    taken: set[str] = set()
    for source, target, kind in keys:
        data = graph.edges[source, target, kind]
        relation = clean(data["type"])
        weight = float(data.get("weight", 0.0))
        if not (math.isfinite(weight) and weight > 0):
            raise ExportError(
                f"edge {source} -> {target} ({relation}) has weight {weight}; it must be above 0"
            )
        directed = bool(data.get("directed", True)) or shared[frozenset((source, target)), data["type"]] > 1
        key = _unique(f"{ids[source]}|{relation}|{ids[target]}", taken)
        yield {
            "id": key,
            "source": ids[source],
            "target": ids[target],
            "directed": directed,
            "label": relation,
            "relation": relation,
            "polarity": int(data.get("sign", 0)),
            "symmetric": not directed,
            "weight": round(weight, 4),
            "event": _text(data.get("event")),
            "intensity": _number(data.get("intensity")),
            "modality": _text(data.get("modality")),
            "confidence": _number(data.get("confidence")),
            "documents": int(data.get("documents", 0)),
            "sources": int(data.get("sources", 0)),
            **{name.value: int(data.get(name.value, 0)) for name in Modality},
            "negated": int(data.get("negated", 0)),
            "npmi_sentence": _number(data.get("npmi_sentence")),
            "npmi_document": _number(data.get("npmi_document")),
            "first_date": _text(data.get("first")),
            "last_date": _text(data.get("last")),
            "evidence": LIST_SEPARATOR.join(sentences_of(data, relations)[:MAX_SENTENCES]) or None,
            "edge_key": key,
            "color": relation_look(relation).color,
        }


def _node_rows(
    graph: nx.MultiDiGraph[str], keys: Iterable[str], ids: Mapping[str, str], edges: Iterable[Row]
) -> Iterable[Row]:
    degrees = _degrees(edges)
    places = positions(graph)
    heaviest = max((measures["weighted_degree"] for measures in degrees.values()), default=0.0)
    most = max((data.get("mentions", 0) for _, data in graph.nodes(data=True)), default=0)
    for node in keys:
        data = graph.nodes[node]
        measures = degrees[ids[node]]
        share = measures["weighted_degree"] / heaviest if heaviest else data.get("mentions", 0) / (most or 1)
        parent = data.get("parent")
        aliases = dict.fromkeys(clean(alias.form) for alias in data.get("aliases", ()))
        yield {
            "id": ids[node],
            "label": " ".join(clean(data.get("label") or "").split()) or ids[node],
            "actor_type": clean(data.get("type", "")),
            "country": _text(data.get("country")),
            "parent": ids.get(parent, clean(parent)) if parent else None,
            "generic": bool(data.get("generic", False)),
            "aliases": LIST_SEPARATOR.join(filter(None, aliases)) or None,
            "mentions": int(data.get("mentions", 0)),
            "documents": int(data.get("documents", 0)),
            "first_date": _text(data.get("first")),
            "last_date": _text(data.get("last")),
            "bloc": _text(data.get("bloc")),
            "degree": int(measures["degree"]),
            "weighted_degree": round(measures["weighted_degree"], 4),
            "alliances": int(measures["alliances"]),
            "oppositions": int(measures["oppositions"]),
            "size": round(7 + 19 * math.sqrt(share), 2),  # area, not width, shows the weight
            "color": actor_look(str(data.get("type", ""))).color,
            "x": round(places[node][0], 1) + 0.0,
            "y": round(places[node][1], 1) + 0.0,
        }


def _degrees(edges: Iterable[Row]) -> dict[str, dict[str, float]]:
    """Measures by node id over statements; a co-mention states nothing and does not count."""
    degrees: dict[str, dict[str, float]] = defaultdict(
        lambda: {"degree": 0, "weighted_degree": 0.0, "alliances": 0, "oppositions": 0}
    )
    partners: dict[tuple[str, str], set[str]] = defaultdict(set)
    counted = {RelationType.ALLIANCE.value: "alliances", RelationType.OPPOSITION.value: "oppositions"}
    for edge in edges:
        if edge["relation"] == RelationType.CO_MENTION:
            continue
        for end, other in (("source", "target"), ("target", "source")):
            node = str(edge[end])
            degrees[node]["degree"] += 1
            degrees[node]["weighted_degree"] += float(edge["weight"] or 0)
            if measure := counted.get(str(edge["relation"])):
                partners[node, measure].add(str(edge[other]))
    for (node, measure), others in partners.items():
        degrees[node][measure] = len(others)
    return degrees


def _text(value: object) -> str | None:
    return clean(value) if value else None


def _number(value: float | None) -> float | None:
    return None if value is None or not math.isfinite(value) else round(float(value), 4) + 0.0
