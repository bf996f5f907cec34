"""From actors and relations to a plain `networkx.MultiDiGraph`, keyed by relation type.

Every edge carries the ids of the relations it stands on; ``graph.graph["relations"]`` and
``graph.graph["documents"]`` resolve them, so no number in the graph is without its sentences.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, TypeVar

import networkx as nx

from graphkit.actors.hierarchy import rolled_up
from graphkit.co_mentions import Place, find_co_mentions
from graphkit.errors import InputError
from graphkit.records import (
    SIGNS,
    Actor,
    Alias,
    Document,
    Mention,
    Modality,
    Relation,
    RelationType,
)

MODALITY_ORDER = (Modality.ASSERTED, Modality.CLAIMED, Modality.PAST, Modality.POSSIBLE)
"""From the strongest to the weakest support for an edge."""


E = TypeVar("E", RelationType, Modality)

_DATE = re.compile(r"\d{4}(-\d{2}){0,2}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """All that a graph is made from. Ids are global; `sentences` are offsets by document id.

    `repeats` maps a sentence (document id, start) that is said again elsewhere to the first of those that say
    the same.
    """

    actors: Sequence[Actor]
    relations: Sequence[Relation]
    mentions: Sequence[Mention]
    sentences: Mapping[str, Sequence[tuple[int, int]]]
    documents: Sequence[Document]
    repeats: Mapping[tuple[str, int], tuple[str, int]] = field(default_factory=dict)


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

    @property
    def is_dated(self) -> bool:
        """Whether the view shows a period only."""
        return self.since is not None or self.until is not None

    def covers(self, date: str | None) -> bool:
        """Whether a date may lie in the view's period; dates of different precision match by prefix."""
        if not self.is_dated:
            return True
        if date is None:
            return False
        late = self.since is None or date >= self.since or self.since.startswith(date)
        early = self.until is None or date <= self.until or date.startswith(self.until)
        return late and early


def build_graph(material: Material, view: View | None = None, *, title: str = "") -> nx.MultiDiGraph:
    """The graph of a view of the material.

    Nodes are actors; edges are keyed by relation type. `weight` is the number of distinct sentences, in
    documents that are not copies of one another, that say so without negation; a sentence and its
    repetitions are one. `sources` is the number of independent sources (see `_sources`). A pair of which a
    type is only denied has no edge.
    """
    view = view or View()
    shown = {d.id for d in material.documents if view.covers(d.date)}
    merged = rolled_up(material.actors) if view.roll_up else {actor.id: actor.id for actor in material.actors}
    relations = [r for r in material.relations if _is_shown(r, view)]
    cited = {r.evidence.doc for r in relations}
    documents = {d.id: replace(d, text="") for d in material.documents if d.id in shown or d.id in cited}
    graph: nx.MultiDiGraph = nx.MultiDiGraph(
        relations={r.id: r for r in relations}, documents=documents, title=title
    )
    mentions = [m for m in material.mentions if m.doc in shown]
    _add_nodes(graph, material.actors, mentions, documents, merged)
    _add_statements(graph, relations, merged, _Independence.of(documents.values(), material.repeats), view)
    if view.types is None or RelationType.CO_MENTION in view.types:
        _add_co_mentions(graph, material, merged, shown, view)
    _drop_isolated(graph, view)
    return graph


def _is_shown(relation: Relation, view: View) -> bool:
    return (
        (view.types is None or relation.type in view.types)
        and (view.modality is None or relation.modality in view.modality)
        and view.covers(relation.date)
    )


def _members(kind: type[E], values: str | Iterable[str] | None) -> frozenset[E] | None:
    if values is None:
        return None
    wanted = [values] if isinstance(values, str) else list(values)
    known = {member.value: member for member in kind}
    unknown = sorted(set(wanted) - set(known))
    if unknown:
        raise InputError(f"unknown {kind.__name__} {unknown[0]!r}; known: {', '.join(known)}")
    return frozenset(known[value] for value in wanted)


def _roots(documents: Iterable[Document]) -> dict[str, str]:
    """Document id -> id of the one that stands for all its copies among the given documents."""
    groups: dict[str, list[str]] = defaultdict(list)
    for document in documents:
        groups[document.copy_of or document.id].append(document.id)
    return {id_: original if original in ids else min(ids) for original, ids in groups.items() for id_ in ids}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Independence:
    """What tells whether two pieces of evidence have one source.

    `roots` joins copies, `stories` also documents that tell one story in other words; `repeats` joins
    sentences.
    """

    roots: Mapping[str, str]
    stories: Mapping[str, str]
    repeats: Mapping[tuple[str, int], tuple[str, int]]

    @classmethod
    def of(
        cls, documents: Iterable[Document], repeats: Mapping[tuple[str, int], tuple[str, int]]
    ) -> _Independence:
        documents = tuple(documents)
        roots = _roots(documents)
        retells = {d.id: d.retells for d in documents if d.retells}
        original = {d.id: d.copy_of or d.id for d in documents}
        return cls(
            roots=roots,
            stories={id_: retells.get(first) or first for id_, first in original.items()},
            repeats=repeats,
        )

    def statement(self, relation: Relation) -> tuple[str, int]:
        """The sentence of some evidence, or the first of those that say the same."""
        place = (relation.evidence.doc, relation.evidence.start)
        return self.repeats.get(place, place)


def _sources(stated: Iterable[Relation], independence: _Independence) -> int:
    """The number of independent sources of some evidence.

    It is the least number of stories that hold every statement, where a sentence and its repetitions are one
    statement: two articles with the same sentence may both have it from one agency. Found by taking the
    story with most statements first (greedy set cover), which is exact where few overlap.
    """
    held: dict[str, set[tuple[str, int]]] = defaultdict(set)
    for relation in stated:
        held[independence.stories[relation.evidence.doc]].add(independence.statement(relation))
    number = 0
    while held:
        most = min(held, key=lambda story: (-len(held[story]), story))
        covered = held.pop(most)
        number += 1
        held = defaultdict(set, {s: rest for s, has in held.items() if (rest := has - covered)})
    return number


def _add_nodes(
    graph: nx.MultiDiGraph,
    actors: Sequence[Actor],
    mentions: Sequence[Mention],
    documents: Mapping[str, Document],
    merged: Mapping[str, str],
) -> None:
    counts = Counter(merged[m.actor] for m in mentions)
    seen_in: dict[str, set[str]] = defaultdict(set)
    for mention in mentions:
        seen_in[merged[mention.actor]].add(mention.doc)
    aliases: dict[str, list[Alias]] = defaultdict(list)
    for actor in actors:
        aliases[merged[actor.id]].extend(actor.aliases)
    for actor in sorted(actors, key=lambda actor: actor.id):
        if merged[actor.id] != actor.id:
            continue
        dates = sorted(filter(None, (documents[doc].date for doc in seen_in[actor.id])))
        graph.add_node(
            actor.id,
            label=actor.label,
            type=actor.type.value,
            country=actor.country,
            parent=actor.parent,
            generic=actor.generic,
            aliases=tuple(sorted(aliases[actor.id], key=lambda a: (-a.count, a.form, a.kind))),
            mentions=counts[actor.id],
            documents=len(seen_in[actor.id]),
            first=dates[0] if dates else None,
            last=dates[-1] if dates else None,
        )


def _add_statements(
    graph: nx.MultiDiGraph,
    relations: Sequence[Relation],
    merged: Mapping[str, str],
    independence: _Independence,
    view: View,
) -> None:
    for (source, target, type_, directed), group in sorted(_grouped(relations, merged).items()):
        stated = [r for r in group if not r.negated]
        documents = {r.evidence.doc for r in stated}
        if not stated or len(documents) < view.min_documents:
            continue
        graph.add_edge(
            source,
            target,
            key=type_,
            type=type_,
            sign=SIGNS[RelationType(type_)],
            directed=directed,
            sources=_sources(stated, independence),
            documents=len(documents),
            relations=tuple(r.id for r in group),
            **_summary(stated, independence),
            negated=len(group) - len(stated),
        )


def _grouped(
    relations: Sequence[Relation], merged: Mapping[str, str]
) -> dict[tuple[str, str, str, bool], list[Relation]]:
    """Relations by (source, target, type, directed), without self-loops.

    Between two actors a type is either directed or not. Where the evidence has both ("A attacks B",
    "A and B fight"), the mutual statement counts in both directions, for it says both.
    """
    pairs: dict[tuple[str, str, str], list[Relation]] = defaultdict(list)
    for relation in sorted(
        relations, key=lambda r: (r.evidence.doc, r.evidence.start, r.evidence.cue_start, r.id)
    ):
        ends = sorted((merged[relation.source], merged[relation.target]))
        if ends[0] != ends[1]:
            pairs[ends[0], ends[1], relation.type.value].append(relation)
    result: dict[tuple[str, str, str, bool], list[Relation]] = defaultdict(list)
    for (one, other, type_), group in pairs.items():
        directed = any(r.directed for r in group)
        for relation in group:
            ways = {(one, other)} if not directed else {(merged[relation.source], merged[relation.target])}
            if directed and not relation.directed:
                ways = {(one, other), (other, one)}
            for source, target in ways:
                result[source, target, type_, directed].append(relation)
    return result


def _summary(stated: Sequence[Relation], independence: _Independence) -> dict[str, Any]:
    """What the statements of one edge say together."""
    modalities = Counter(r.modality for r in stated)
    events = Counter(r.event for r in stated)
    dates = sorted(r.date for r in stated if r.date)
    roots = independence.roots
    sentences = {  # two of the same words are one, however short; the longer ones are also compared loosely
        independence.repeats.get((r.evidence.doc, r.evidence.start))
        or " ".join(r.evidence.sentence.casefold().split())
        for r in stated
        if roots[r.evidence.doc] == r.evidence.doc
    }
    return {
        "weight": float(max(1, len(sentences))),  # evidence that only a copy has still makes the edge
        "first": dates[0] if dates else None,
        "last": dates[-1] if dates else None,
        **{modality.value: modalities[modality] for modality in MODALITY_ORDER},
        "modality": next(m.value for m in MODALITY_ORDER if modalities[m]),
        "event": min(events, key=lambda event: (-events[event], event)),
        "intensity": round(math.fsum(r.intensity for r in stated) / len(stated), 4),
        "confidence": max(r.confidence for r in stated),
    }


def _add_co_mentions(
    graph: nx.MultiDiGraph, material: Material, merged: Mapping[str, str], shown: Collection[str], view: View
) -> None:
    """Undirected edges of actors mentioned together, counted over documents that are no copies.

    Of sentences that repeat one another, the first counts.
    """
    roots = _roots(d for d in material.documents if d.id in shown)
    texts = {d.id: d.text for d in material.documents if roots.get(d.id) == d.id}
    places = [Place(m.doc, m.start, merged[m.actor]) for m in material.mentions if m.doc in texts]
    for pair in find_co_mentions(places, texts, _first_sentences(material, texts)):
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


def _first_sentences(material: Material, documents: Collection[str]) -> dict[str, list[tuple[int, int]]]:
    """The sentences of some documents, by id, without those that repeat an earlier one of them."""
    seen: set[tuple[str, int]] = set()
    result: dict[str, list[tuple[int, int]]] = {}
    for doc in sorted(documents):
        result[doc] = []
        for start, end in material.sentences.get(doc, ()):
            first = material.repeats.get((doc, start), (doc, start))
            if first not in seen:
                seen.add(first)
                result[doc].append((start, end))
    return result


def _drop_isolated(graph: nx.MultiDiGraph, view: View) -> None:
    """Remove vague actors that no edge holds, and actors that the period of the view does not mention."""
    for node in list(nx.isolates(graph)):
        if graph.nodes[node]["generic"] or (view.is_dated and not graph.nodes[node]["mentions"]):
            graph.remove_node(node)
