"""From actors and relations to a plain `networkx.MultiDiGraph`, keyed by relation type.

Every edge carries the ids of the relations it stands on; ``graph.graph["relations"]`` and
``graph.graph["documents"]`` resolve them, so no number in the graph is without its sentences.
"""

from __future__ import annotations

import gc
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TypeVar

import networkx as nx

from graphkit.actors.hierarchy import rolled_up
from graphkit.co_mentions import find_co_mentions
from graphkit.counting import Counting, Edge, NodeCounts, Selection
from graphkit.errors import InputError
from graphkit.linked import LinkedTables
from graphkit.records import SIGNS, Actor, Alias, Document, Modality, Relation, RelationType

RELATIONS_KEPT = 100_000
"""Relations of a graph that stay in memory once read: some 200 MB. The exports go over them several times."""

E = TypeVar("E", RelationType, Modality)

_SIGN = {type_.value: sign for type_, sign in SIGNS.items()}

_DATE = re.compile(r"\d{4}(-\d{2}){0,2}")


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """Which part of the material a graph shows, and whether states are rolled up."""

    roll_up: bool = False
    types: frozenset[RelationType] | None = None
    since: str | None = None
    until: str | None = None
    min_documents: int = 1
    modality: frozenset[Modality] | None = None

    @classmethod
    def of(
        cls,
        *,
        roll_up: bool = False,
        types: str | Iterable[str] | None = None,
        since: str | None = None,
        until: str | None = None,
        min_documents: int = 1,
        modality: str | Iterable[str] | None = None,
    ) -> View:
        """A view from plain values; an unknown type, modality or date is an `InputError`."""
        for date in filter(None, (since, until)):
            if not _DATE.fullmatch(date):
                raise InputError(f"date {date!r} is not of the form 2024, 2024-12 or 2024-12-02")
        return cls(
            roll_up=roll_up,
            types=_members(RelationType, types),
            since=since,
            until=until,
            min_documents=min_documents,
            modality=_members(Modality, modality),
        )

    def selection(self, merged: Mapping[str, str] | None = None) -> Selection:
        """What the store has to count; `merged` are the actors that stand for others."""
        return Selection(
            types=self.types,
            modality=self.modality,
            since=self.since,
            until=self.until,
            min_documents=self.min_documents,
            merged=merged,
        )

    @property
    def is_dated(self) -> bool:
        """Whether the view shows a period only."""
        return self.since is not None or self.until is not None


class Statements(Mapping[str, Relation]):
    """The relations on which a graph stands, by id, each read from the store when it is asked for."""

    def __init__(self, linked: LinkedTables, selection: Selection) -> None:
        self._linked = linked
        self._selection = selection
        self._read = lru_cache(maxsize=RELATIONS_KEPT)(linked.relation)

    @cached_property
    def _ids(self) -> dict[str, None]:
        return dict.fromkeys(self._linked.relation_ids(self._selection))

    def __getitem__(self, id_: str) -> Relation:
        found = self._read(id_) if id_ in self._ids else None
        if found is None:
            raise KeyError(id_)
        return found

    def __contains__(self, id_: object) -> bool:
        return id_ in self._ids

    def __iter__(self) -> Iterator[str]:
        return iter(self._ids)

    def __len__(self) -> int:
        return len(self._ids)


def build_graph(
    linked: LinkedTables, documents: Iterable[Document], view: View | None = None, *, title: str = ""
) -> nx.MultiDiGraph:
    """The graph of a view of what is linked; all counting is done by the store.

    Nodes are actors; edges are keyed by relation type. `weight` is the number of distinct sentences, in
    documents that are not copies of one another, that say so without negation; a sentence and its
    repetitions are one. `sources` is the number of independent sources (see `graphkit.counting.least_cover`).
    A pair of which a type is only denied has no edge.
    `documents` are those of the store; their texts are not needed.
    """
    view = view or View()
    actors = list(linked.actors())
    merged = rolled_up(actors) if view.roll_up else None
    selection = view.selection(merged)
    counting = linked.count(selection)
    shown = counting.documents()
    graph: nx.MultiDiGraph = nx.MultiDiGraph(
        relations=Statements(linked, selection),
        documents={d.id: d for d in documents if d.id in shown},
        title=title,
    )
    _add_nodes(graph, actors, merged or {}, counting.node_counts())
    with _without_collector():
        for edge in counting.edges():
            _add_statements(graph, edge)
    if view.types is None or RelationType.CO_MENTION in view.types:
        _add_co_mentions(graph, counting, view)
    _drop_isolated(graph, view)
    return graph


@contextmanager
def _without_collector() -> Iterator[None]:
    """Leave the garbage collector out: edges make no circles, and with many it takes a third of the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _members(kind: type[E], values: str | Iterable[str] | None) -> frozenset[E] | None:
    if values is None:
        return None
    wanted = [values] if isinstance(values, str) else list(values)
    known = {member.value: member for member in kind}
    unknown = sorted(set(wanted) - set(known))
    if unknown:
        raise InputError(f"unknown {kind.__name__} {unknown[0]!r}; known: {', '.join(known)}")
    return frozenset(known[value] for value in wanted)


def _add_nodes(
    graph: nx.MultiDiGraph,
    actors: Sequence[Actor],
    merged: Mapping[str, str],
    counts: Mapping[str, NodeCounts],
) -> None:
    aliases: dict[str, list[Alias]] = defaultdict(list)
    for actor in actors:
        aliases[merged.get(actor.id, actor.id)].extend(actor.aliases)
    for actor in actors:
        if merged.get(actor.id, actor.id) != actor.id:
            continue
        count = counts.get(actor.id, NodeCounts(0, 0, None, None))
        graph.add_node(
            actor.id,
            label=actor.label,
            type=actor.type.value,
            country=actor.country,
            parent=actor.parent,
            generic=actor.generic,
            aliases=tuple(sorted(aliases[actor.id], key=lambda a: (-a.count, a.form, a.kind))),
            **count._asdict(),
        )


def _add_statements(graph: nx.MultiDiGraph, edge: Edge) -> None:
    graph.add_edge(
        edge.source,
        edge.target,
        edge.type,
        type=edge.type,
        sign=_SIGN[edge.type],
        directed=edge.directed,
        sources=edge.sources,
        documents=edge.documents,
        relations=edge.relations,
        weight=float(edge.sentences or 1),  # evidence that only a copy has still makes the edge
        first=edge.first,
        last=edge.last,
        asserted=edge.asserted,
        claimed=edge.claimed,
        past=edge.past,
        possible=edge.possible,
        modality=_strongest(edge),
        event=edge.event,
        intensity=round(edge.intensity, 4),
        confidence=edge.confidence,
        negated=edge.negated,
    )


def _strongest(edge: Edge) -> str:
    if edge.asserted:
        return Modality.ASSERTED.value
    if edge.claimed:
        return Modality.CLAIMED.value
    return Modality.PAST.value if edge.past else Modality.POSSIBLE.value


def _add_co_mentions(graph: nx.MultiDiGraph, counting: Counting, view: View) -> None:
    """Undirected edges of actors mentioned together, counted over documents that are no copies."""
    for pair in find_co_mentions(counting):
        if pair.documents < view.min_documents:
            continue
        graph.add_edge(
            pair.one,
            pair.other,
            key=RelationType.CO_MENTION.value,
            type=RelationType.CO_MENTION.value,
            sign=SIGNS[RelationType.CO_MENTION],
            directed=False,
            weight=float(pair.sentences or pair.documents),
            sentences=pair.sentences,
            documents=pair.documents,
            sources=pair.documents,
            npmi_sentence=pair.npmi_sentence,
            npmi_document=pair.npmi_document,
            examples=tuple({"doc": doc, "sentence": sentence} for doc, sentence in pair.examples),
        )


def _drop_isolated(graph: nx.MultiDiGraph, view: View) -> None:
    """Remove vague actors that no edge holds, and actors that the period of the view does not mention."""
    for node in list(nx.isolates(graph)):
        if graph.nodes[node]["generic"] or (view.is_dated and not graph.nodes[node]["mentions"]):
            graph.remove_node(node)
