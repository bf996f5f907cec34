"""The graph as flat rows of scalars, in a fixed order: what every file format is written from.

GraphML, GEXF and CSV hold neither None, lists nor records, and XML forbids most control
characters. All of that is settled here, once, before any writer. Rows are made when they are asked
for, so that writing a file needs no memory beside the graph's own.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, overload

import networkx as nx

from graphkit.errors import ExportError
from graphkit.export.layout import Point, positions
from graphkit.export.palette import actor_look, relation_look
from graphkit.records import Modality, Relation, RelationType

Scalar = str | int | float | bool | None
Row = dict[str, Scalar]
EdgeKey = tuple[str, str, str]

MAX_SENTENCES = 3
"""Sentences kept on an edge of a flat file; the page, ``evidence.csv`` and the store have them all."""

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
"""Columns of a node row beside ``id``, and their type in GraphML and GEXF.

``bloc`` is text, though blocs are often numbered: it names a group, and Gephi Lite would colour
numbers as an amount.
"""

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

LIST_COLUMNS = frozenset({"aliases", "evidence"})
"""Columns that hold several texts; `split_list` gives them back."""

MODALITY_ORDER = (Modality.ASSERTED, Modality.CLAIMED, Modality.PAST, Modality.POSSIBLE)

# What XML 1.0 allows, less the two non-characters it forbids; lone surrogates fall out with the rest.
_ILLEGAL = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

# Ends of lines, tabs and blanks; the no-break blanks of French typography are no part of it.
_BLANKS = re.compile("[\t\n\r\x85\u2028\u2029 ]+")
_UNEVEN = re.compile("[\t\n\r\x85\u2028\u2029]|  ")


class Rows(Sequence[Row]):
    """Rows that are made anew each time they are asked for, and held by nobody."""

    def __init__(self, count: int, make: Callable[[int], Row]) -> None:
        self._count = count
        self._make = make

    def __len__(self) -> int:
        return self._count

    @overload
    def __getitem__(self, index: int) -> Row: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Row]: ...
    def __getitem__(self, index: int | slice) -> Row | Sequence[Row]:
        if isinstance(index, slice):
            return [self._make(i) for i in range(self._count)[index]]
        return self._make(range(self._count)[index])

    def __iter__(self) -> Iterator[Row]:
        return map(self._make, range(self._count))


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Flat:
    """A graph as rows, in the order of their ids.

    `node_keys` and `edge_keys` say, row by row, where in the graph a row comes from: an id that
    no file may hold is another one in the row.
    """

    title: str
    nodes: Sequence[Row]
    edges: Sequence[Row]
    node_keys: Sequence[str]
    edge_keys: Sequence[EdgeKey]
    graph: nx.MultiDiGraph[str]

    def held(self) -> Flat:
        """The same with rows that are kept in memory, for who goes through them again and again."""
        return replace(self, nodes=tuple(self.nodes), edges=tuple(self.edges))


def flatten(graph: nx.MultiDiGraph[str]) -> Flat:
    """The flat form of a graph; the graph itself stays as it is.

    Two things that Gephi would repair without a word are an `ExportError`: an edge whose weight is
    not above zero, which it drops, and two edges of one type from one actor to another, which it merges.

    Where every node has numbers ``x`` and ``y`` they are its place, else the map is laid out here.
    """
    flattener = _Flattener(graph)
    return Flat(
        title=one_line(graph.graph.get("title") or ""),
        nodes=Rows(len(flattener.node_keys), flattener.node_row),
        edges=Rows(len(flattener.edge_keys), flattener.edge_row),
        node_keys=flattener.node_keys,
        edge_keys=flattener.edge_keys,
        graph=graph,
    )


def clean(text: object) -> str:
    r"""Text that any XML 1.0 parser accepts, in Unicode normal form C.

    >>> clean("Erdog\u0306an\x00")
    'Erdoğan'
    """
    result = str(text)
    if result.isascii() and result.isprintable():
        return result
    return unicodedata.normalize("NFC", _ILLEGAL.sub("", result))


def one_line(text: object) -> str:
    r"""Clean text without ends of lines, for a cell or an attribute.

    >>> one_line(" le  régime\r\n syrien ")
    'le régime syrien'
    """
    result = clean(text)
    if _UNEVEN.search(result):
        result = _BLANKS.sub(" ", result)
    return result.strip(" ")


def scalar_text(value: Scalar) -> str:
    """A value that is not None as XML, CSV and Cypher write it.

    >>> scalar_text(True), scalar_text(0.5), scalar_text("a")
    ('true', '0.5', 'a')
    """
    if isinstance(value, bool):
        return "true" if value else "false"
    return value if isinstance(value, str) else str(value)


def join_list(texts: Iterable[str]) -> str | None:
    """Texts in one cell, with " | " between them; `split_list` is the inverse.

    >>> join_list(["HTS", "Hayat Tahrir al-Cham"])
    'HTS | Hayat Tahrir al-Cham'
    >>> join_list(["a | b", "c"])
    'a || b | c'
    """
    return " | ".join(_longer_bars(text) if "|" in text else text for text in texts) or None


def split_list(cell: Scalar) -> list[str]:
    """The texts that `join_list` put into one cell.

    >>> split_list("a || b | c")
    ['a | b', 'c']
    """
    return [
        _longer_bars(text, by=-1) if "|" in text else text for text in str(cell or "").split(" | ") if text
    ]


def _longer_bars(text: str, *, by: int = 1) -> str:
    """Text in which each word of bars only is longer by one, so that none is the separator; or shorter."""
    words = text.split(" ")
    return " ".join("|" * (len(word) + by) if word and not word.strip("|") else word for word in words)


def sentences_of(data: Mapping[str, Any], relations: Mapping[str, Relation]) -> list[str]:
    """The distinct sentences of an edge, best support first; of a co-mention, its examples."""
    if not data.get("relations"):
        found = [str(example["sentence"]) for example in data.get("examples", ())]
    else:
        known = [relations[id_] for id_ in data["relations"] if id_ in relations]
        found = [r.evidence.sentence for r in sorted(known, key=_support) if not r.negated]
    return list(dict.fromkeys(filter(None, map(one_line, found))))


def _support(relation: Relation) -> tuple[int, float, str]:
    return MODALITY_ORDER.index(relation.modality), -relation.confidence, relation.id


@dataclass(slots=True)
class _Measures:
    """What a node row says of its edges; a co-mention states nothing and does not count."""

    degree: int = 0
    weighted_degree: float = 0.0
    alliances: int = 0
    oppositions: int = 0


class _Flattener:
    """Makes the rows of one graph."""

    def __init__(self, graph: nx.MultiDiGraph[str]) -> None:
        self._graph = graph
        self._relations: Mapping[str, Relation] = graph.graph.get("relations", {})
        self._ids = ids = _clean_ids(graph)
        self.node_keys = tuple(sorted(graph, key=lambda node: ids[node]))
        self.edge_keys: tuple[EdgeKey, ...] = tuple(
            sorted(graph.edges(keys=True), key=lambda key: self._order(graph.edges[key], key))
        )
        # Gephi merges edges of one kind between two actors unless all of them are directed.
        pairs = Counter(_pair(*self._order(graph.edges[key], key)) for key in self.edge_keys)
        self._both_ways = {pair for pair, count in pairs.items() if count > 1}
        self._edge_ids = tuple(self._checked_ids())

    def _order(self, data: Mapping[str, Any], key: EdgeKey) -> tuple[str, str, str]:
        return self._ids[key[0]], self._ids[key[1]], _relation_of(data)

    def _checked_ids(self) -> Iterator[str]:
        taken: set[str] = set()
        last = None
        for key in self.edge_keys:
            data = self._graph.edges[key]
            weight = float(data.get("weight", 0.0))
            source, target, relation = self._order(data, key)
            if not (math.isfinite(weight) and weight > 0):
                raise ExportError(
                    f"edge {source} -> {target} ({relation}) has weight {weight}; it must be above 0"
                )
            if (source, target, relation) == last:
                raise ExportError(
                    f"two edges {source} -> {target} are both of type {relation!r}, and Gephi would merge "
                    "them; make them one, or give each its type"
                )
            last = (source, target, relation)
            yield _unique(f"{source}|{relation}|{target}", taken)

    def edge_row(self, index: int) -> Row:
        key = self.edge_keys[index]
        id_ = self._edge_ids[index]
        data = self._graph.edges[key]
        source, target, relation = self._order(data, key)
        directed = bool(data.get("directed", True)) or _pair(source, target, relation) in self._both_ways
        sentences = sentences_of(data, self._relations)[:MAX_SENTENCES]
        return {
            "id": id_,
            "source": source,
            "target": target,
            "directed": directed,
            "label": relation,
            "relation": relation,
            "polarity": int(data.get("sign", 0)),
            "symmetric": not directed,
            "weight": _weight(data),
            "event": _text(data.get("event")),
            "intensity": _number(data.get("intensity")),
            "modality": _text(data.get("modality")),
            "confidence": _number(data.get("confidence")),
            "documents": int(data.get("documents", 0)),
            "sources": int(data.get("sources", 0)),
            "asserted": int(data.get("asserted", 0)),
            "claimed": int(data.get("claimed", 0)),
            "possible": int(data.get("possible", 0)),
            "past": int(data.get("past", 0)),
            "negated": int(data.get("negated", 0)),
            "npmi_sentence": _number(data.get("npmi_sentence")),
            "npmi_document": _number(data.get("npmi_document")),
            "first_date": _text(data.get("first")),
            "last_date": _text(data.get("last")),
            "evidence": join_list(sentences),
            "edge_key": id_,
            "color": relation_look(relation).color,
        }

    def node_row(self, index: int) -> Row:
        node = self.node_keys[index]
        id_ = self._ids[node]
        data = self._graph.nodes[node]
        measures = self._measures[id_]
        x, y = self._places[node]
        aliases = dict.fromkeys(one_line(alias.form) for alias in data.get("aliases", ()))
        return {
            "id": id_,
            "label": one_line(data.get("label") or "") or id_,
            "actor_type": _text(data.get("type")),
            "country": _text(data.get("country")),
            "parent": self._parent(data.get("parent")),
            "generic": bool(data.get("generic", False)),
            "aliases": join_list(filter(None, aliases)),
            "mentions": int(data.get("mentions", 0)),
            "documents": int(data.get("documents", 0)),
            "first_date": _text(data.get("first")),
            "last_date": _text(data.get("last")),
            "bloc": _text(data.get("bloc")),
            "degree": measures.degree,
            "weighted_degree": round(measures.weighted_degree, 4),
            "alliances": measures.alliances,
            "oppositions": measures.oppositions,
            "size": round(7 + 19 * math.sqrt(self._share(measures, data)), 2),  # area shows the weight
            "color": actor_look(str(data.get("type", ""))).color,
            "x": round(x, 1) + 0.0,
            "y": round(y, 1) + 0.0,
        }

    def _parent(self, parent: str | None) -> str | None:
        return self._ids.get(parent) or _text(parent) if parent else None

    def _share(self, measures: _Measures, data: Mapping[str, Any]) -> float:
        """An actor's part of the greatest weight or, in a graph without statements, of the most mentions."""
        if self._heaviest:
            return measures.weighted_degree / self._heaviest
        return int(data.get("mentions", 0)) / (self._most_mentions or 1)

    @cached_property
    def _heaviest(self) -> float:
        return max((measures.weighted_degree for measures in self._measures.values()), default=0.0)

    @cached_property
    def _most_mentions(self) -> int:
        return max((data.get("mentions", 0) for _, data in self._graph.nodes(data=True)), default=0)

    @cached_property
    def _places(self) -> Mapping[str, Point]:
        known = {node: (data.get("x"), data.get("y")) for node, data in self._graph.nodes(data=True)}
        if all(
            isinstance(value, int | float) and math.isfinite(value) for p in known.values() for value in p
        ):
            return known
        return positions(self._graph)

    @cached_property
    def _measures(self) -> Mapping[str, _Measures]:
        """Measures by node id, over statements."""
        found: dict[str, _Measures] = defaultdict(_Measures)
        allies: dict[str, set[str]] = defaultdict(set)
        opponents: dict[str, set[str]] = defaultdict(set)
        counted = {RelationType.ALLIANCE.value: allies, RelationType.OPPOSITION.value: opponents}
        for key in self.edge_keys:
            data = self._graph.edges[key]
            source, target, relation = self._order(data, key)
            if relation == RelationType.CO_MENTION:
                continue
            for node, other in ((source, target), (target, source)):
                found[node].degree += 1
                found[node].weighted_degree += _weight(data)
                if relation in counted:
                    counted[relation][node].add(other)
        for node, measures in found.items():
            measures.alliances, measures.oppositions = len(allies[node]), len(opponents[node])
        return found


def _clean_ids(graph: nx.MultiDiGraph[str]) -> dict[str, str]:
    """Node -> id that is legal, not empty and unique in a file."""
    ids: dict[str, str] = {}
    taken: set[str] = set()
    for node in sorted(graph, key=str):
        ids[node] = _unique(one_line(node) or "actor", taken)
    return ids


def _unique(wanted: str, taken: set[str]) -> str:
    """`wanted`, or with a number if it is taken; the result is added to `taken`."""
    result, number = wanted, 2
    while result in taken:
        result, number = f"{wanted}-{number}", number + 1
    taken.add(result)
    return result


def _pair(source: str, target: str, relation: str) -> tuple[str, str, str]:
    """Two actors and a relation, whatever the direction."""
    return min(source, target), max(source, target), relation


def _relation_of(data: Mapping[str, Any]) -> str:
    return one_line(data["type"]) or "relation"


def _weight(data: Mapping[str, Any]) -> float:
    return round(float(data["weight"]), 4) or 0.0001  # what is above zero stays so


def _text(value: object) -> str | None:
    return None if value is None else one_line(value) or None


def _number(value: float | None) -> float | None:
    return None if value is None or not math.isfinite(value) else round(float(value), 4) + 0.0
