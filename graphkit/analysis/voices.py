"""Who says so: ties on which outlets disagree, and ties that only one side asserts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from graphkit.analysis.blocs import Blocs, blocs
from graphkit.analysis.ties import COUNTABLE, SIGNED, root_of, statements_between
from graphkit.records import SIGNS, Modality, Record

if TYPE_CHECKING:
    import networkx as nx

    from graphkit.records import Document, Relation


@dataclass(frozen=True, slots=True, kw_only=True)
class OutletView(Record):
    """What one outlet says of a pair: independent articles for either sign, and the statements."""

    outlet: str
    sign: int
    alliance: int
    opposition: int
    relations: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Disagreement(Record):
    """A pair of which outlets say different things."""

    one: str
    other: str
    outlets: tuple[OutletView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OneSided(Record):
    """A tie that no article asserts by itself, and that only one side claims.

    `side` is the bloc of all its speakers, or None where they are one speaker in no bloc. `is_own` says
    whether a speaker is one of the two ends. `denials` are statements that deny the same.
    """

    one: str
    other: str
    sign: int
    side: str | None
    speakers: tuple[str, ...]
    is_own: bool
    relations: tuple[str, ...]
    denials: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Voices(Record):
    """Both kinds, best attested first; `outlets` are those known, `unknown` counts articles without one."""

    outlets: tuple[str, ...]
    unknown: int
    disagreements: tuple[Disagreement, ...]
    one_sided: tuple[OneSided, ...]


def voices(
    graph: nx.MultiDiGraph[str], *, min_confidence: float = 0.0, partition: Blocs | None = None
) -> Voices:
    """How ties look by outlet and by speaker.

    An outlet's sign for a pair is +1 or -1 where all its statements agree, 0 where it has both; a pair is
    disagreed upon where the signs of two outlets differ. What is asserted and what is claimed count alike
    here, for an outlet chooses whom it quotes. A tie is one-sided where every statement for it is a claim
    and all speakers are of one bloc of `partition` (`blocs` of this graph, worked out where it is not
    given), or are one and the same. O(statements).
    """
    partition = partition or blocs(graph, min_confidence=min_confidence)
    relations: Mapping[str, Relation] = graph.graph.get("relations", {})
    documents: Mapping[str, Document] = graph.graph.get("documents", {})
    pairs = {
        pair: sorted(
            (r for r in found if r.confidence >= min_confidence),
            key=lambda r: (r.date or "", r.evidence.doc, r.evidence.start, r.id),
        )
        for pair, found in statements_between(graph, SIGNED, COUNTABLE).items()
    }
    cited = {r.evidence.doc for r in relations.values()}
    outlets = {doc: documents[doc].outlet for doc in cited if doc in documents}
    views = {pair: _views(found, outlets, documents) for pair, found in pairs.items()}
    disagreements = [
        Disagreement(one=one, other=other, outlets=seen)
        for (one, other), seen in views.items()
        if len({view.sign for view in seen}) > 1
    ]
    bloc_of = partition.bloc_of()
    denied = _denials(graph)
    one_sided = [
        tie
        for pair, found in pairs.items()
        for sign in (1, -1)
        if (tie := _one_sided(pair, sign, found, bloc_of, denied.get(pair, ())))
    ]
    return Voices(
        outlets=tuple(sorted({outlet for outlet in outlets.values() if outlet})),
        unknown=sum(not outlets.get(doc) for doc in cited),
        disagreements=tuple(
            sorted(disagreements, key=lambda d: (-sum(len(v.relations) for v in d.outlets), d.one, d.other))
        ),
        one_sided=tuple(sorted(one_sided, key=lambda t: (-len(t.relations), t.one, t.other, t.sign))),
    )


def _views(
    statements: Iterable[Relation], outlets: Mapping[str, str | None], documents: Mapping[str, Document]
) -> tuple[OutletView, ...]:
    by_outlet: dict[str, list[Relation]] = defaultdict(list)
    for relation in statements:
        if outlet := outlets.get(relation.evidence.doc):
            by_outlet[outlet].append(relation)
    found = []
    for outlet, mine in sorted(by_outlet.items()):
        alliance, opposition = (
            len({root_of(r.evidence.doc, documents) for r in mine if SIGNS[r.type] == sign})
            for sign in (1, -1)
        )
        found.append(
            OutletView(
                outlet=outlet,
                sign=(alliance > 0) - (opposition > 0),
                alliance=alliance,
                opposition=opposition,
                relations=tuple(r.id for r in mine),
            )
        )
    return tuple(found)


def _denials(graph: nx.MultiDiGraph[str]) -> dict[tuple[str, str], list[Relation]]:
    """Pair -> statements that deny a signed tie of the two."""
    relations: Mapping[str, Relation] = graph.graph.get("relations", {})
    found: dict[tuple[str, str], dict[str, Relation]] = defaultdict(dict)
    for source, target, data in graph.edges(data=True):
        known = (relations[id_] for id_ in data.get("relations", ()) if id_ in relations)
        for relation in known:
            if relation.negated and relation.type in SIGNED:
                found[min(source, target), max(source, target)][relation.id] = relation
    return {pair: list(by_id.values()) for pair, by_id in found.items()}


def _one_sided(
    pair: tuple[str, str],
    sign: int,
    statements: Iterable[Relation],
    bloc_of: Mapping[str, str],
    denied: Sequence[Relation],
) -> OneSided | None:
    mine = [r for r in statements if SIGNS[r.type] == sign]
    speakers = sorted({r.attributed_to for r in mine if r.attributed_to})
    sides = {bloc_of.get(speaker, speaker) for speaker in speakers}
    is_claimed = all(r.modality is Modality.CLAIMED and r.attributed_to for r in mine)
    if not mine or not is_claimed or len(sides) != 1:
        return None
    return OneSided(
        one=pair[0],
        other=pair[1],
        sign=sign,
        side=bloc_of.get(speakers[0]),
        speakers=tuple(speakers),
        is_own=not set(speakers).isdisjoint(pair),
        relations=tuple(r.id for r in mine),
        denials=tuple(sorted(r.id for r in denied if SIGNS[r.type] == sign)),
    )
