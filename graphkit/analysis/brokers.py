"""Brokers: who stands between others, among allies, between blocs, and by talking to both sides."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

import networkx as nx

from graphkit.analysis.blocs import Blocs, blocs_of
from graphkit.analysis.ties import Tie, root_of, signed_ties, statements_between
from graphkit.records import Modality, Record, RelationType

if TYPE_CHECKING:
    from graphkit.records import Document

EXACT_BETWEENNESS = 1500
"""Actors above which networkx samples: Brandes' algorithm takes 6 s of one core at 1,500 actors and three
alliances each. With igraph (the extra ``fast``) it is exact at any size."""

SAMPLES = 200
SEED = 7


@dataclass(frozen=True, slots=True, kw_only=True)
class Broker(Record):
    """Where an actor stands among allies.

    `betweenness` is in [0, 1]; `constraint` is None where the actor has no ally.
    """

    actor: str
    bloc: str | None
    allies: int
    betweenness: float
    constraint: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact(Record):
    """Diplomacy between two actors: independent sources, and the statements behind it."""

    one: str
    other: str
    sources: int
    relations: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Mediator(Record):
    """An actor that talks to members of two opposed blocs; `contacts` are those talks.

    `bloc` is its own, one of the two where it speaks for a side. `score` counts the independent sources
    of the side that it is less in touch with.
    """

    actor: str
    bloc: str | None
    blocs: tuple[str, str]
    score: int
    contacts: tuple[Contact, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Gatekeeper(Record):
    """How often an actor stands between two that have no contact with one another, by role.

    The roles are those of Gould & Fernandez (1989) for a -> actor -> b: all in one bloc (coordinator), a
    and b in another (consultant), a outside (gatekeeper), b outside (representative), three blocs (liaison).
    """

    actor: str
    bloc: str
    coordinator: int
    consultant: int
    gatekeeper: int
    representative: int
    liaison: int

    @property
    def between_blocs(self) -> int:
        """All roles but the coordinator's."""
        return self.consultant + self.gatekeeper + self.representative + self.liaison


@dataclass(frozen=True, slots=True, kw_only=True)
class Brokers(Record):
    """All brokers, the strongest first; `sampled` says whether betweenness is an estimate.

    `contacts` is all diplomacy, `channels` that between two opposed blocs.
    """

    brokers: tuple[Broker, ...]
    mediators: tuple[Mediator, ...]
    contacts: tuple[Contact, ...]
    channels: tuple[Contact, ...]
    gatekeepers: tuple[Gatekeeper, ...]
    sampled: bool


def brokers(
    graph: nx.MultiDiGraph[str],
    *,
    modality: str | Iterable[str] = Modality.ASSERTED,
    min_confidence: float = 0.0,
    partition: Blocs | None = None,
) -> Brokers:
    """Who stands between others.

    - betweenness on the alliance layer: the share of shortest paths between other actors that pass through
      one (Freeman 1977; algorithm of Brandes 2001, sampled above `EXACT_BETWEENNESS` actors as in Brandes &
      Pich 2007). O(actors * ties).
    - constraint on it, weighted by evidence: sum over j of (p(ij) + sum over q of p(iq) p(qj))^2, low where
      an actor bridges holes between its allies (Burt 1992, 2004). O(ties * allies).
    - mediators: actors with diplomacy with members of two opposed blocs, as third parties or for one of them;
      `channels` are the talks between two opposed blocs themselves.
    - gatekeepers: Gould & Fernandez (1989) roles over alliances and diplomacy, with the blocs as groups.
      O(sum of squared contacts).

    `partition` is `blocs` of this graph, worked out where it is not given.
    """
    ties = signed_ties(graph, modality=modality, min_confidence=min_confidence)
    partition = partition or blocs_of(ties)
    bloc_of = partition.bloc_of()
    alliances = [tie for tie in ties if tie.sign > 0]
    found, sampled = _alliance_brokers(alliances, bloc_of)
    contacts = sorted(_contacts(graph, modality, min_confidence), key=lambda c: (-c.sources, c.one, c.other))
    opposed = {
        _pair(bloc_of[tie.one], bloc_of[tie.other])
        for tie in ties
        if tie.sign < 0 and tie.one in bloc_of and tie.other in bloc_of
    }
    opposed = {pair for pair in opposed if pair[0] != pair[1]}
    return Brokers(
        brokers=found,
        mediators=_mediators(contacts, bloc_of, opposed),
        contacts=tuple(contacts),
        channels=tuple(
            contact
            for contact in contacts
            if contact.one in bloc_of
            and contact.other in bloc_of
            and _pair(bloc_of[contact.one], bloc_of[contact.other]) in opposed
        ),
        gatekeepers=_gatekeepers(_directed_contacts(graph, alliances, contacts), bloc_of),
        sampled=sampled,
    )


def _alliance_brokers(
    alliances: Sequence[Tie], bloc_of: Mapping[str, str]
) -> tuple[tuple[Broker, ...], bool]:
    layer: nx.Graph[str] = nx.Graph()
    for tie in alliances:
        layer.add_edge(tie.one, tie.other, weight=tie.weight)
    between, sampled = _betweenness(layer)
    # With the nodes named, networkx gives the same numbers whether scipy is installed or not.
    constraint = nx.constraint(layer, nodes=list(layer), weight="weight")
    found = [
        Broker(
            actor=actor,
            bloc=bloc_of.get(actor),
            allies=len(layer[actor]),
            betweenness=float(between[actor]),
            constraint=None if math.isnan(constraint[actor]) else float(constraint[actor]),
        )
        for actor in layer
    ]
    return tuple(sorted(found, key=lambda b: (-b.betweenness, b.constraint or 0.0, b.actor))), sampled


def _betweenness(layer: nx.Graph[str]) -> tuple[dict[str, float], bool]:
    """Betweenness in [0, 1] by actor, and whether it was sampled."""
    size = len(layer)
    if size <= EXACT_BETWEENNESS:
        return nx.betweenness_centrality(layer), False
    try:
        import igraph
    except ImportError:
        return nx.betweenness_centrality(layer, k=SAMPLES, seed=SEED), True
    order = list(layer)
    number = {actor: index for index, actor in enumerate(order)}
    twin = igraph.Graph(n=size, edges=[(number[one], number[other]) for one, other in layer.edges])
    pairs = (size - 1) * (size - 2) / 2
    return {actor: float(v) / pairs for actor, v in zip(order, twin.betweenness(), strict=True)}, False


def _contacts(
    graph: nx.MultiDiGraph[str], modality: str | Iterable[str], min_confidence: float
) -> list[Contact]:
    """Diplomacy, pair by pair."""
    documents: Mapping[str, Document] = graph.graph.get("documents", {})
    found = []
    for (one, other), all_statements in statements_between(
        graph, frozenset({RelationType.DIPLOMACY}), modality
    ).items():
        statements = [r for r in all_statements if r.confidence >= min_confidence]
        statements.sort(key=lambda r: (r.date or "", r.evidence.doc, r.evidence.start, r.id))
        if statements:
            sources = len({root_of(r.evidence.doc, documents) for r in statements})
            found.append(
                Contact(one=one, other=other, sources=sources, relations=tuple(r.id for r in statements))
            )
    return found


def _mediators(
    contacts: Iterable[Contact], bloc_of: Mapping[str, str], opposed: set[tuple[str, str]]
) -> tuple[Mediator, ...]:
    by_actor: dict[str, dict[str, list[Contact]]] = defaultdict(lambda: defaultdict(list))
    for contact in contacts:
        for actor, other in ((contact.one, contact.other), (contact.other, contact.one)):
            if other in bloc_of:
                by_actor[actor][bloc_of[other]].append(contact)
    found = []
    for actor, by_bloc in sorted(by_actor.items()):
        for one, other in combinations(sorted(by_bloc), 2):
            if _pair(one, other) in opposed:
                sides = by_bloc[one], by_bloc[other]
                found.append(
                    Mediator(
                        actor=actor,
                        bloc=bloc_of.get(actor),
                        blocs=(one, other),
                        score=min(sum(c.sources for c in side) for side in sides),
                        contacts=(*sides[0], *sides[1]),
                    )
                )
    return tuple(sorted(found, key=lambda m: (m.bloc in m.blocs, -m.score, m.actor, m.blocs)))


def _directed_contacts(
    graph: nx.MultiDiGraph[str], alliances: Sequence[Tie], contacts: Sequence[Contact]
) -> dict[str, set[str]]:
    """Actor -> those that it supports or turns to; what is mutual goes both ways."""
    counted = {id_ for tie in alliances for id_ in tie.relations}
    counted |= {id_ for contact in contacts for id_ in contact.relations}
    bare = {tie.ends for tie in alliances if not tie.relations}  # of a graph without relations
    near: dict[str, set[str]] = defaultdict(set)
    for source, target, data in graph.edges(data=True):
        is_bare = data.get("sign", 0) > 0 and _pair(source, target) in bare
        if is_bare or not counted.isdisjoint(data.get("relations", ())):
            near[source].add(target)
            if not data.get("directed", True):
                near[target].add(source)
    return near


def _gatekeepers(near: Mapping[str, set[str]], bloc_of: Mapping[str, str]) -> tuple[Gatekeeper, ...]:
    into: dict[str, set[str]] = defaultdict(set)
    for source, targets in near.items():
        for target in targets:
            into[target].add(source)
    found = []
    for actor in sorted(set(near) & set(into) & set(bloc_of)):
        roles: dict[str, int] = defaultdict(int)
        for before in into[actor] & bloc_of.keys():
            for after in near[actor] & bloc_of.keys():
                if before != after and after not in near.get(before, ()):
                    roles[_role(bloc_of[before], bloc_of[actor], bloc_of[after])] += 1
        if roles:
            found.append(
                Gatekeeper(
                    actor=actor,
                    bloc=bloc_of[actor],
                    coordinator=roles["coordinator"],
                    consultant=roles["consultant"],
                    gatekeeper=roles["gatekeeper"],
                    representative=roles["representative"],
                    liaison=roles["liaison"],
                )
            )
    return tuple(sorted(found, key=lambda g: (-g.between_blocs, -g.coordinator, g.actor)))


def _role(before: str, own: str, after: str) -> str:
    if before == after:
        return "coordinator" if before == own else "consultant"
    if own == after:
        return "gatekeeper"
    return "representative" if own == before else "liaison"


def _pair(one: str, other: str) -> tuple[str, str]:
    return (one, other) if one < other else (other, one)
