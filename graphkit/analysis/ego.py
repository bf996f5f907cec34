"""One actor's side of the graph, and how two actors are linked by signed ties."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from graphkit.analysis.ties import Tie, neighbours, signed_ties
from graphkit.errors import ActorNotFoundError
from graphkit.records import Modality, Record

if TYPE_CHECKING:
    import networkx as nx


@dataclass(frozen=True, slots=True, kw_only=True)
class Indirect(Record):
    """An actor without a tie of its own to the one asked for, and the ties in between, pair by pair."""

    actor: str
    ties: tuple[Tie, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ego(Record):
    """`allies`, `opponents` and `mixed` are ties of `actor`, best attested first.

    The others have no tie with it: those that its allies oppose (balance would have it oppose them too),
    those that support its allies, and those that its opponents oppose.
    """

    actor: str
    allies: tuple[Tie, ...]
    opponents: tuple[Tie, ...]
    mixed: tuple[Tie, ...]
    allies_of_allies: tuple[Indirect, ...]
    opponents_of_allies: tuple[Indirect, ...]
    opponents_of_opponents: tuple[Indirect, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedPath(Record):
    """A shortest path: its actors in order, its ties, and the product of their signs."""

    actors: tuple[str, ...]
    ties: tuple[Tie, ...]
    sign: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Paths(Record):
    """How two actors are linked; `positive` and `negative` count shortest paths by their product of signs.

    `examples` has one path of each sign there is, the one with the most evidence on its weakest tie; where
    both signs are found, the ties between leave open whether the two are on one side.
    """

    source: str
    target: str
    length: int | None
    positive: int
    negative: int
    examples: tuple[SignedPath, ...]


def ego(
    graph: nx.MultiDiGraph[str],
    actor: str,
    *,
    modality: str | Iterable[str] = Modality.ASSERTED,
    min_confidence: float = 0.0,
) -> Ego:
    """Allies and opponents of an actor, and those of its allies and opponents.

    What two signed ties in a row suggest is Heider's (1946) rule, and only suggested: an indirect actor is
    listed where no tie with `actor` says anything. O(ties). An actor that the graph lacks is an
    `ActorNotFoundError`; `modality` and `min_confidence` as in `signed_ties`.
    """
    _require(graph, actor)
    near = neighbours(signed_ties(graph, modality=modality, min_confidence=min_confidence))
    mine = near.get(actor, {})
    chains: dict[tuple[int, int], dict[str, list[Tie]]] = defaultdict(lambda: defaultdict(list))
    for other, tie in mine.items():
        for third, next_tie in near[other].items():
            if third != actor and third not in mine:
                chains[tie.sign, next_tie.sign][third] += [tie, next_tie]

    def indirect(first: int, second: int) -> tuple[Indirect, ...]:
        found = sorted(chains[first, second].items(), key=lambda item: (-len(item[1]), item[0]))
        return tuple(Indirect(actor=third, ties=tuple(ties)) for third, ties in found)

    def direct(sign: int) -> tuple[Tie, ...]:
        return tuple(sorted((t for t in mine.values() if t.sign == sign), key=lambda t: (-t.weight, t.ends)))

    return Ego(
        actor=actor,
        allies=direct(1),
        opponents=direct(-1),
        mixed=direct(0),
        allies_of_allies=indirect(1, 1),
        opponents_of_allies=indirect(1, -1),
        opponents_of_opponents=indirect(-1, -1),
    )


def signed_paths(
    graph: nx.MultiDiGraph[str],
    source: str,
    target: str,
    *,
    modality: str | Iterable[str] = Modality.ASSERTED,
    min_confidence: float = 0.0,
) -> Paths:
    """The shortest paths of signed ties between two actors, and what their signs multiply to.

    Breadth-first search, counting shortest paths by sign as in SP(+) and SP(-) of Kunegis et al. 2009.
    O(ties). Mixed ties are no way through. Where there is no path, `length` is None.
    """
    _require(graph, source)
    _require(graph, target)
    ties = signed_ties(graph, modality=modality, min_confidence=min_confidence)
    near = neighbours(tie for tie in ties if tie.sign)
    depth = {source: 0}
    counts: dict[str, dict[int, int]] = {source: {1: 1, -1: 0}}
    best: dict[tuple[str, int], tuple[float, tuple[str, int] | None]] = {(source, 1): (float("inf"), None)}
    layer = [source]
    while layer and target not in depth:
        following: dict[str, None] = {}
        for actor in layer:
            for other, tie in near.get(actor, {}).items():
                if other not in depth:
                    depth[other] = depth[actor] + 1
                    counts[other] = {1: 0, -1: 0}
                    following[other] = None
                if depth[other] == depth[actor] + 1:
                    _extend(actor, other, tie, counts, best)
        layer = list(following)
    found = counts.get(target, {1: 0, -1: 0})
    examples = [_path(best, near, target, sign) for sign in (1, -1) if (target, sign) in best]
    return Paths(
        source=source,
        target=target,
        length=depth.get(target),
        positive=found[1],
        negative=found[-1],
        examples=tuple(examples),
    )


def _extend(
    actor: str,
    other: str,
    tie: Tie,
    counts: Mapping[str, dict[int, int]],
    best: dict[tuple[str, int], tuple[float, tuple[str, int] | None]],
) -> None:
    """Carry the shortest paths that end at `actor` on to `other`."""
    for sign in (1, -1):
        if (actor, sign) in best:
            counts[other][sign * tie.sign] += counts[actor][sign]
            strength = min(best[actor, sign][0], tie.weight)
            state = (other, sign * tie.sign)
            if state not in best or strength > best[state][0]:
                best[state] = (strength, (actor, sign))


def _path(
    best: Mapping[tuple[str, int], tuple[float, tuple[str, int] | None]],
    near: Mapping[str, Mapping[str, Tie]],
    target: str,
    sign: int,
) -> SignedPath:
    actors = [target]
    before = best[target, sign][1]
    while before is not None:
        actors.append(before[0])
        before = best[before][1]
    actors.reverse()
    ties = tuple(near[one][other] for one, other in pairwise(actors))
    return SignedPath(actors=tuple(actors), ties=ties, sign=sign)


def _require(graph: nx.MultiDiGraph[str], actor: str) -> None:
    if actor not in graph:
        raise ActorNotFoundError(f"no actor {actor!r} in this graph; graphkit show OUT lists the ids")
