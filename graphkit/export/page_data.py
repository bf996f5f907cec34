"""What the page holds beside the drawing: actors, edges, statements, articles, and every sentence.

The filters of the page work on statements, not on edges, so that an edge under a filter weighs what
`graphkit.graph` would give it. Sentences are cut here, in Python, for offsets count characters and
JavaScript counts UTF-16 units; each sentence and each statement is held once, whatever edges show it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from itertools import accumulate
from typing import Any

import networkx as nx

from graphkit.export.columns import Json, columns
from graphkit.export.evidence import is_web_address, sentence_parts
from graphkit.export.flatten import MODALITY_ORDER, Flat, clean
from graphkit.export.palette import ACTOR_LOOKS, PARTS, RELATION_LOOKS
from graphkit.records import Alias, Document, Evidence, Relation, RelationType

ROLES = ("source", "target", "cue")

_DRAWN = ("id", "label", "shape", "size", "x", "y")
_NODE = (*_DRAWN, "type", "country", "parent", "generic", "mentions", "documents", "first", "last", "bloc")
_EDGE = ("id", "source", "target", "type", "directed", "weight", "documents", "sources", "intensity")
_STATED = ("doc", "sentence", "date", "modality", "confidence", "negated", "directed", "source", "target")
_DETAILS = ("id", "marks", "event", "intensity", "by", "rule")
_DOCUMENT = ("id", "title", "date", "outlet", "copy_of", "url")


@dataclass(frozen=True, slots=True, kw_only=True)
class PageData:
    """The three blocks of the page: `graph` is read at once, the others when they are first needed."""

    graph: Json
    actors: Json
    evidence: Json


def page_data(graph: nx.MultiDiGraph[str], flat: Flat, drawn: Iterable[Mapping[str, Any]]) -> PageData:
    """All that the page shows; `drawn` are the nodes as pyvis holds them, in the order of `flat.nodes`."""
    places = {key: index for index, key in enumerate(flat.node_keys)}
    documents = _Documents(graph.graph.get("documents", {}))
    sentences = _Sentences()
    statements = _Statements(graph, flat, places, documents, sentences)
    edges = [*_edges(graph, flat, places, documents, sentences, statements), *statements.denied()]
    nodes = [_node(graph, flat, index, dict(node)) for index, node in enumerate(drawn)]
    actors = {
        "aliases": [_aliases(graph.nodes[key]) for key in flat.node_keys],
        "docs": [_docs(graph.nodes[key], documents) for key in flat.node_keys],
    }
    return PageData(
        graph={
            "title": flat.title,
            "nodes": columns(_NODE, nodes),
            "edges": columns((*_EDGE, "relations", "examples", "denied"), edges),
            "relations": columns(_STATED, statements.rows),
            "documents": columns(_DOCUMENT, documents.rows()),
            "same_sentence": sentences.same(),
            "looks": {
                "actors": {str(type_): asdict(look) for type_, look in ACTOR_LOOKS.items()},
                "relations": {str(type_): asdict(look) for type_, look in RELATION_LOOKS.items()},
                "parts": [asdict(look) for look in PARTS],
            },
        },
        actors=actors,
        evidence={
            "sentences": [*sentences.texts],
            "relations": columns(_DETAILS, statements.details),
        },
    )


def _node(graph: nx.MultiDiGraph[str], flat: Flat, index: int, drawn: Json) -> Json:
    row = flat.nodes[index]
    bloc = graph.nodes[flat.node_keys[index]].get("bloc")
    return {
        **{name: drawn[name] for name in _DRAWN},
        "type": row["actor_type"],
        **{name: row[name] for name in ("country", "parent", "generic", "mentions", "documents")},
        "first": row["first_date"],
        "last": row["last_date"],
        "bloc": None if bloc is None else clean(bloc),
    }


def _aliases(data: Mapping[str, Any]) -> list[list[Any]]:
    aliases: Iterable[Alias] = data.get("aliases", ())
    return [[clean(a.form), a.kind.value, a.count, clean(a.rule)] for a in aliases]


def _docs(data: Mapping[str, Any], documents: _Documents) -> list[int]:
    return [documents.place(doc) for doc in sorted({doc for a in data.get("aliases", ()) for doc in a.docs})]


def _edges(
    graph: nx.MultiDiGraph[str],
    flat: Flat,
    places: Mapping[str, int],
    documents: _Documents,
    sentences: _Sentences,
    statements: _Statements,
) -> Iterable[Json]:
    """The edges in the order of the flat rows. An id that follows the rule is left to the page."""
    for row, key in zip(flat.edges, flat.edge_keys, strict=True):
        data = graph.edges[key]
        examples: Iterable[Mapping[str, str]] = () if data.get("relations") else data.get("examples", ())
        regular = f"{row['source']}|{row['relation']}|{row['target']}"
        yield {
            "id": None if row["id"] == regular else row["id"],
            "source": places[key[0]],
            "target": places[key[1]],
            "type": row["relation"],
            **{name: row[name] for name in ("directed", "weight", "documents", "sources", "intensity")},
            "relations": statements.of(data),
            "examples": [
                [documents.place(e["doc"]), sentences.place(clean(e["sentence"]))] for e in examples
            ],
            "denied": False,
        }


class _Documents:
    """The articles that the page cites, numbered as they are met."""

    def __init__(self, known: Mapping[str, Document]) -> None:
        self._known = known
        self._places: dict[str, int] = {}

    def place(self, id_: str) -> int:
        return self._places.setdefault(id_, len(self._places))

    def rows(self) -> list[Json]:
        """What is known of each; an address that is not http(s) is left out."""
        return [self._row(id_) for id_ in self._places]

    def _row(self, id_: str) -> Json:
        row: Json = {"id": clean(id_)}
        if document := self._known.get(id_):
            for name in ("title", "date", "outlet", "copy_of", "url"):
                value = getattr(document, name)
                if value and (name != "url" or is_web_address(value)):
                    row[name] = clean(value)
        return row


@dataclass(slots=True)
class _Sentences:
    """The distinct sentences, numbered as they are met."""

    texts: dict[str, int] = field(default_factory=dict)

    def place(self, text: str) -> int:
        return self.texts.setdefault(text, len(self.texts))

    def same(self) -> dict[int, int]:
        """Sentences that a weight counts once, for they differ in case and blanks alone: place -> first."""
        first: dict[str, int] = {}
        found = {}
        for text, place in self.texts.items():
            known = first.setdefault(" ".join(text.casefold().split()), place)
            if known != place:
                found[place] = known
        return found


class _Statements:
    """The statements that the page shows, each once, numbered as they are met."""

    def __init__(
        self,
        graph: nx.MultiDiGraph[str],
        flat: Flat,
        places: Mapping[str, int],
        documents: _Documents,
        sentences: _Sentences,
    ) -> None:
        self.rows: list[Json] = []
        self.details: list[Json] = []
        self._relations: Mapping[str, Relation] = graph.graph.get("relations", {})
        self._labels = {key: str(row["label"]) for key, row in zip(flat.node_keys, flat.nodes, strict=True)}
        self._nodes = places
        self._documents = documents
        self._sentences = sentences
        self._places: dict[str, int] = {}

    def of(self, data: Mapping[str, Any]) -> list[int]:
        """The numbers of an edge's statements, newest first, stronger before weaker."""
        stated = [self._relations[id_] for id_ in data.get("relations", ()) if id_ in self._relations]
        return [self._place(relation) for relation in _newest_first(stated)]

    def denied(self) -> list[Json]:
        """Edges of what is only ever denied, which the graph leaves out; to be called last."""
        groups: dict[tuple[str, str, RelationType], list[Relation]] = defaultdict(list)
        for id_, relation in self._relations.items():
            ends = (relation.source, relation.target)
            if id_ not in self._places and all(end in self._nodes for end in ends) and ends[0] != ends[1]:
                groups[min(ends), max(ends), relation.type].append(relation)
        found = []
        for (_, _, type_), group in sorted(groups.items()):
            if all(relation.negated for relation in group):  # of a filtered graph, other edges are missing
                directed = any(relation.directed for relation in group)
                ways: dict[tuple[str, str], list[Relation]] = defaultdict(list)
                for relation in group:
                    ends = (relation.source, relation.target)
                    ways[ends if directed else (min(ends), max(ends))].append(relation)
                for (source, target), relations in sorted(ways.items()):
                    found.append(
                        {
                            "source": self._nodes[source],
                            "target": self._nodes[target],
                            "type": type_.value,
                            "directed": directed,
                            "weight": 0,
                            "documents": 0,
                            "sources": 0,
                            "relations": [self._place(relation) for relation in _newest_first(relations)],
                            "examples": [],
                            "denied": True,
                        }
                    )
        return found

    def _place(self, relation: Relation) -> int:
        if (known := self._places.get(relation.id)) is not None:
            return known
        place = self._places[relation.id] = len(self.rows)
        sentence, marks = sentence_marks(relation.evidence)
        by = relation.attributed_to
        self.rows.append(
            {
                "doc": self._documents.place(relation.evidence.doc),
                "sentence": self._sentences.place(sentence),
                "date": relation.date,
                "modality": relation.modality.value,
                "confidence": round(relation.confidence, 2) + 0.0,
                "negated": relation.negated,
                "directed": relation.directed,
                "source": self._nodes.get(relation.source, -1),
                "target": self._nodes.get(relation.target, -1),
            }
        )
        self.details.append(
            {
                "id": clean(relation.id),
                "marks": marks,
                "event": clean(relation.event),
                "intensity": round(relation.intensity, 2) + 0.0,
                "by": self._labels.get(by, clean(by)) if by else None,
                "rule": clean(relation.rule),
            }
        )
        return place


def _newest_first(relations: Iterable[Relation]) -> list[Relation]:
    found = sorted(relations, key=lambda r: (r.evidence.doc, r.evidence.start, r.id))
    found.sort(key=lambda r: (r.date or "", -MODALITY_ORDER.index(r.modality)), reverse=True)
    return found


def sentence_marks(evidence: Evidence) -> tuple[str, list[int]]:
    """The clean sentence, and its marks as [role, start, end, ...] in UTF-16 units, roles as in `ROLES`.

    What gets a mark is as in `sentence_parts`.
    """
    parts = sentence_parts(evidence)
    ends = [0, *accumulate(_utf16_length(text) for text, _ in parts)]
    marks = [
        x
        for (_, role), start, end in zip(parts, ends, ends[1:], strict=False)
        if role
        for x in (ROLES.index(role), start, end)
    ]
    return "".join(text for text, _ in parts), marks


def _utf16_length(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2
