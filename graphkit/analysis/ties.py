"""Signed ties: what of a graph the measures count, pair by pair.

A tie joins two actors, without direction, for balance theory asks who stands with whom, not who
spoke or fired first. It counts what is asserted (and, on request, what is only claimed); what is
negated, possible or over never makes a tie.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from graphkit.errors import InputError
from graphkit.records import SIGNS, Document, Modality, Record, Relation, RelationType

if TYPE_CHECKING:
    import networkx as nx

COUNTABLE = (Modality.ASSERTED, Modality.CLAIMED)
"""What may make a tie; the others say that it is not there, or not any more."""

SIGNED = frozenset(type_ for type_, sign in SIGNS.items() if sign)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tie(Record):
    """A pair of actors and what is said of the two; `one` sorts before `other`.

    `alliance` and `opposition` count independent sources. `sign` is +1 or -1 where all of them
    agree, and 0 where both are found: such a tie is mixed, and no measure guesses its sign.
    `relations` are the ids of the statements behind it, in the order of time.
    """

    one: str
    other: str
    sign: int
    alliance: float
    opposition: float
    relations: tuple[str, ...] = ()
    first: str | None = None
    last: str | None = None

    @property
    def weight(self) -> float:
        """Independent sources behind the tie, of either sign."""
        return self.alliance + self.opposition

    @property
    def ends(self) -> tuple[str, str]:
        """Both actors, in the order of their ids."""
        return self.one, self.other

    def beside(self, actor: str) -> str:
        """The other end."""
        return self.other if actor == self.one else self.one


def signed_ties(
    graph: nx.MultiDiGraph[str],
    *,
    modality: str | Iterable[str] = Modality.ASSERTED,
    min_confidence: float = 0.0,
) -> tuple[Tie, ...]:
    """The signed ties of a graph, sorted by pair.

    Where the graph carries its relations (as `Corpus.graph` gives it), a tie's evidence is the
    number of documents, copies not counted, whose counted statements say so. A graph without
    relations is taken at its edges' word: `sources`, else `documents`, else `weight`, else 1.
    A tie of an actor with itself says nothing about sides and is left out. O(edges + relations).

    `modality` is one or both of "asserted" and "claimed", anything else is an `InputError`; statements
    that were read with less than `min_confidence`, in [0, 1], are left out.
    """
    counted = _counted(modality)
    if not 0 <= min_confidence <= 1:
        raise InputError(f"confidence {min_confidence:g} is not between 0 and 1")
    relations: Mapping[str, Relation] = graph.graph.get("relations", {})
    stated: dict[tuple[str, str], dict[str, Relation]] = defaultdict(dict)
    bare: dict[tuple[str, str], dict[int, float]] = defaultdict(lambda: defaultdict(float))
    for source, target, data in graph.edges(data=True):
        if not data.get("sign") or source == target:
            continue
        pair = (source, target) if source < target else (target, source)
        if known := [relations[id_] for id_ in data.get("relations", ()) if id_ in relations]:
            stated[pair] |= {
                r.id: r
                for r in known
                if not r.negated and r.modality in counted and r.confidence >= min_confidence
            }
        elif not data.get("modality") or data["modality"] in counted:
            bare[pair][data["sign"]] += _bare_weight(data)
    documents: Mapping[str, Document] = graph.graph.get("documents", {})
    ties = [tie_of(pair, list(found.values()), documents) for pair, found in stated.items() if found]
    ties += [_bare_tie(pair, weights) for pair, weights in bare.items() if pair not in stated]
    return tuple(sorted(ties, key=lambda tie: tie.ends))


def tie_of(pair: tuple[str, str], statements: Sequence[Relation], documents: Mapping[str, Document]) -> Tie:
    """The tie that statements about a pair make together, whatever their direction."""
    ordered = sorted(statements, key=lambda r: (r.date or "", r.evidence.doc, r.evidence.start, r.id))
    alliance, opposition = (
        len({root_of(r.evidence.doc, documents) for r in ordered if SIGNS[r.type] == sign})
        for sign in (1, -1)
    )
    dates = [r.date for r in ordered if r.date]
    return Tie(
        one=pair[0],
        other=pair[1],
        sign=_sign(alliance, opposition),
        alliance=float(alliance),
        opposition=float(opposition),
        relations=tuple(r.id for r in ordered),
        first=dates[0] if dates else None,
        last=dates[-1] if dates else None,
    )


def root_of(doc: str, documents: Mapping[str, Document]) -> str:
    """The document that stands for a document and its copies."""
    return (documents[doc].copy_of if doc in documents else None) or doc


def neighbours(ties: Iterable[Tie]) -> dict[str, dict[str, Tie]]:
    """Actor -> other actor -> their tie, all in the order of ids."""
    found: dict[str, dict[str, Tie]] = defaultdict(dict)
    for tie in sorted(ties, key=lambda tie: tie.ends):
        found[tie.one][tie.other] = tie
        found[tie.other][tie.one] = tie
    return {actor: dict(sorted(found[actor].items())) for actor in sorted(found)}


def components(ties: Iterable[Tie]) -> list[tuple[str, ...]]:
    """Sets of actors that ties connect, the largest first; members in the order of ids."""
    near = neighbours(ties)
    seen: set[str] = set()
    found = []
    for start in near:
        if start in seen:
            continue
        part, stack = {start}, [start]
        while stack:
            fresh = [other for other in near[stack.pop()] if other not in part]
            part.update(fresh)
            stack += fresh
        seen |= part
        found.append(tuple(sorted(part)))
    return sorted(found, key=lambda part: (-len(part), part))


def _counted(modality: str | Iterable[str]) -> frozenset[str]:
    wanted = {modality} if isinstance(modality, str) else set(modality)
    unknown = sorted(str(value) for value in wanted - set(COUNTABLE))
    if unknown or not wanted:
        named = f"modality {unknown[0]!r}" if unknown else "no modality"
        raise InputError(f"{named} makes no tie; known: {', '.join(COUNTABLE)}")
    return frozenset(wanted)


def _bare_weight(data: Mapping[str, Any]) -> float:
    return float(next((data[name] for name in ("sources", "documents", "weight") if data.get(name)), 1.0))


def _bare_tie(pair: tuple[str, str], weights: Mapping[int, float]) -> Tie:
    alliance, opposition = weights.get(1, 0.0), weights.get(-1, 0.0)
    return Tie(
        one=pair[0],
        other=pair[1],
        sign=_sign(alliance, opposition),
        alliance=alliance,
        opposition=opposition,
    )


def _sign(alliance: float, opposition: float) -> int:
    return 0 if alliance and opposition else 1 if alliance else -1


def statements_between(
    graph: nx.MultiDiGraph[str], types: frozenset[RelationType], modality: str | Iterable[str]
) -> dict[tuple[str, str], list[Relation]]:
    """Pair -> statements of some types about it, for measures that look beyond the sign."""
    counted = _counted(modality)
    relations: Mapping[str, Relation] = graph.graph.get("relations", {})
    found: dict[tuple[str, str], dict[str, Relation]] = defaultdict(dict)
    for source, target, data in graph.edges(data=True):
        if data.get("type") in types and source != target:
            pair = (source, target) if source < target else (target, source)
            known = (relations[id_] for id_ in data.get("relations", ()) if id_ in relations)
            found[pair] |= {r.id: r for r in known if not r.negated and r.modality in counted}
    return {pair: list(by_id.values()) for pair, by_id in sorted(found.items()) if by_id}
