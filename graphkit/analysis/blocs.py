"""Blocs: who stands together against whom, with the ties that do not fit and the actors that fit nowhere."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import networkx as nx

from graphkit.analysis.cover import Kind, least_cover, solver_is_there
from graphkit.analysis.search import Edge, Piece, free_blocs, packed_cycles, two_camps
from graphkit.analysis.ties import Tie, components, neighbours, signed_ties
from graphkit.errors import InputError
from graphkit.records import Modality, Record

EXACT_TIES: Mapping[Kind, int] = {Kind.TWO: 320, Kind.FREE: 140}
"""Largest piece, in ties, that goes to the solver. Random signs at three ties an actor, the hardest case we
know, take 10 to 15 s of one core at 300 ties for two camps and up to 9 s at 150 for free blocs; signs with
camps in them and a sixth of them wrong take 0.3 s at 300."""

EPSILON = 1e-9

Misplaced = Literal["between", "apart", "mixed"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Bloc(Record):
    """Actors on one side; blocs of different `part`s (actors that ties connect) cannot be compared.

    `groups` are the members that alliances within the bloc connect, the largest group first: between two
    groups of a camp there is no more than an enemy in common.
    """

    id: str
    part: int
    members: tuple[str, ...]
    groups: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Misfit(Record):
    """An actor that no bloc can claim.

    `reason` is "between" (its ties pull as strongly elsewhere), "apart" (opposed to others and allied
    with none; only with free blocs) or "mixed" (all its ties are both alliance and opposition).
    """

    actor: str
    reason: Misplaced
    ties: tuple[Tie, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Blocs(Record):
    """A partition, and how well it is known.

    `frustration` is the weight of the contradicted ties; `bound` is proven to be a least value of it, so
    that the partition is a best one where the two are equal (`is_best`). `exact` says whether the solver
    was asked for every piece that needed it.
    """

    k: int | None
    blocs: tuple[Bloc, ...]
    contradictions: tuple[Tie, ...]
    misfits: tuple[Misfit, ...]
    mixed: tuple[Tie, ...]
    ties: int
    weight: float
    frustration: float
    bound: float
    exact: bool
    solver_missing: bool

    @property
    def is_best(self) -> bool:
        """Whether no partition contradicts less."""
        return self.frustration - self.bound < EPSILON

    def bloc_of(self) -> dict[str, str]:
        """Actor -> id of its bloc; misfits are left out."""
        return {actor: bloc.id for bloc in self.blocs for actor in bloc.members}


def blocs(
    graph: nx.MultiDiGraph[str],
    *,
    k: int | None = 2,
    modality: str | Iterable[str] = Modality.ASSERTED,
    min_confidence: float = 0.0,
    weighted: bool = True,
    exact: bool = True,
) -> Blocs:
    """The partition of the actors that the signed ties contradict least.

    Minimises the weight of alliances between blocs and oppositions within them. With `k` = 2 that least
    weight is the frustration index, or line index of balance (Harary 1959; Aref & Wilson 2019); with
    `k` = None there are as many blocs as it takes (correlation clustering: Bansal, Blum & Chawla 2004;
    Doreian & Mrvar 1996 for social networks). Where actors fall into parts that no tie connects, each part
    is partitioned by itself, for nothing says who of one part stands with whom of another.

    Pieces that hang together at single actors only are independent of one another (Aref & Wilson 2019);
    each is first searched (`graphkit.analysis.search`), and where the result does not meet its lower
    bound, solved exactly if it has at most `EXACT_TIES` ties and HiGHS is installed
    (`graphkit.analysis.cover`). Exponential at worst; otherwise O(restarts * sweeps * ties).

    `modality` and `min_confidence` say which statements count (see `signed_ties`). Ties weigh by their
    independent sources; not `weighted`, each weighs 1. Not `exact`, the solver is not asked.
    """
    ties = signed_ties(graph, modality=modality, min_confidence=min_confidence)
    return blocs_of(ties, k=k, weighted=weighted, exact=exact)


def set_blocs(graph: nx.MultiDiGraph[str]) -> None:
    """Give each node of a graph its camp, as the attribute ``bloc``; None where it has none.

    For pictures, which need an answer soon: the partition is searched, not proven.
    """
    found = blocs(graph, exact=False).bloc_of()
    nx.set_node_attributes(graph, {actor: found.get(actor) for actor in graph}, "bloc")


def blocs_of(ties: Sequence[Tie], *, k: int | None = 2, weighted: bool = True, exact: bool = True) -> Blocs:
    """`blocs`, of ties that are known already."""
    if k not in (2, None):
        raise InputError(f"blocs: k is {k!r}; known: 2, or None for any number")
    kind = Kind.FREE if k is None else Kind.TWO
    signed = [tie for tie in ties if tie.sign]
    solution = _Solution(signed, kind, weighted=weighted, exact=exact)
    label = solution.labels()
    near = neighbours(signed)
    between = {
        actor for actor in near if _could_be_elsewhere(actor, near[actor], label, kind, solution.weight_of)
    }
    apart = {actor for actor in near if kind is Kind.FREE and _stands_apart(actor, near, label)}
    found = _numbered(label, [actor for actor in near if actor not in between | apart], signed)
    misfits = [
        Misfit(
            actor=actor, reason="between" if actor in between else "apart", ties=tuple(near[actor].values())
        )
        for actor in sorted(between | apart)
    ]
    mixed = [tie for tie in ties if not tie.sign]
    only_mixed = neighbours(mixed)
    misfits += [
        Misfit(actor=actor, reason="mixed", ties=tuple(only_mixed[actor].values()))
        for actor in sorted(set(only_mixed) - set(near))
    ]
    against = [tie for tie in signed if (label[tie.one] == label[tie.other]) != (tie.sign > 0)]
    return Blocs(
        k=k,
        blocs=found,
        contradictions=tuple(sorted(against, key=lambda tie: (-tie.weight, tie.ends))),
        misfits=tuple(misfits),
        mixed=tuple(mixed),
        ties=len(signed),
        weight=float(sum(map(solution.weight_of, signed))),
        frustration=float(sum(map(solution.weight_of, against))),
        bound=solution.bound,
        exact=solution.exact,
        solver_missing=solution.solver_missing,
    )


class _Solution:
    """Which ties to give up, worked out piece by piece."""

    def __init__(self, ties: Sequence[Tie], kind: Kind, *, weighted: bool, exact: bool) -> None:
        self.kind = kind
        self.weight_of: Callable[[Tie], float] = (lambda tie: tie.weight) if weighted else (lambda _: 1.0)
        self._asks_solver = exact
        self.bound = 0.0
        self.exact = True
        self.solver_missing = False
        self._near = neighbours(ties)
        self._parts = components(ties)
        self._given_up: set[tuple[str, str]] = set()
        for actors, group in _pieces(ties):
            self._solve(actors, group)

    def _solve(self, actors: Sequence[str], ties: Sequence[Tie]) -> None:
        number = {actor: index for index, actor in enumerate(actors)}
        edges = tuple(Edge(number[t.one], number[t.other], t.sign, self.weight_of(t)) for t in ties)
        piece = Piece(size=len(actors), edges=edges)
        chosen = piece.contradicted((two_camps if self.kind is Kind.TWO else free_blocs)(piece))
        bound, cycles = packed_cycles(piece, *self._anchors(piece, chosen)) if chosen else (0.0, [])
        if piece.cost(chosen) - bound > EPSILON:
            if len(edges) > EXACT_TIES[self.kind] or not self._asks_solver:
                self.exact = False
            elif not solver_is_there():
                self.exact, self.solver_missing = False, True
            else:
                cover = least_cover(piece, self.kind, chosen, cycles)
                chosen, bound = cover.edges, cover.bound
        self.bound += bound
        self._given_up |= {ties[index].ends for index in chosen}

    def _anchors(self, piece: Piece, chosen: frozenset[int]) -> tuple[Iterable[int], Iterable[int]]:
        """Edges and path edges that make up cycles of which every partition contradicts a tie."""
        if self.kind is Kind.TWO:  # seen from the camps found, a cycle with one contradiction is odd
            return chosen, [index for index in range(len(piece.edges)) if index not in chosen]
        return (
            [index for index, edge in enumerate(piece.edges) if edge.sign < 0],
            [index for index, edge in enumerate(piece.edges) if edge.sign > 0],
        )

    def labels(self) -> dict[str, tuple[int, int]]:
        """Actor -> (part, bloc), by walking along the ties that are kept: these agree with one another.

        With free blocs only alliances are walked, so that each bloc is held together by alliances.
        """
        found: dict[str, tuple[int, int]] = {}
        for part, actors in enumerate(self._parts, start=1):
            blocs_so_far = 0
            for start in actors:
                if start not in found:
                    side = self._side_of(start, found) if self.kind is Kind.TWO else blocs_so_far
                    blocs_so_far += 1
                    self._walk(start, (part, side), found)
        return found

    def _walk(self, start: str, label: tuple[int, int], found: dict[str, tuple[int, int]]) -> None:
        found[start] = label
        stack = [start]
        while stack:
            actor = stack.pop()
            part, side = found[actor]
            for other, tie in self._near[actor].items():
                if other in found or tie.ends in self._given_up:
                    continue
                if tie.sign > 0 or self.kind is Kind.TWO:
                    found[other] = (part, side if tie.sign > 0 else 1 - side)
                    stack.append(other)

    def _side_of(self, start: str, found: Mapping[str, tuple[int, int]]) -> int:
        """The side of an actor that no tie kept leads to, as a given-up tie of its has it; else 0."""
        for other, tie in self._near[start].items():
            if other in found:
                return found[other][1] if tie.sign > 0 else 1 - found[other][1]
        return 0


def _pieces(ties: Sequence[Tie]) -> list[tuple[list[str], list[Tie]]]:
    """Actors and ties of each piece in which a contradiction can be: the graph cut at its cut vertices."""
    by_ends = {tie.ends: tie for tie in ties}
    graph: nx.Graph[str] = nx.Graph()
    graph.add_edges_from(by_ends)
    found = []
    for edges in nx.biconnected_component_edges(graph):
        group = sorted((by_ends[min(edge), max(edge)] for edge in edges), key=lambda tie: tie.ends)
        if len(group) > 2:  # fewer make no cycle
            found.append((sorted({actor for tie in group for actor in tie.ends}), group))
    return sorted(found, key=lambda piece: piece[0])


def _could_be_elsewhere(
    actor: str,
    near: Mapping[str, Tie],
    label: Mapping[str, tuple[int, int]],
    kind: Kind,
    weight_of: Callable[[Tie], float],
) -> bool:
    """Whether moving this one actor would contradict no more."""
    pulls: Counter[tuple[int, int]] = Counter()
    for other, tie in near.items():
        pulls[label[other]] += tie.sign * weight_of(tie)  # type: ignore[assignment]  # a counter of floats
    here = pulls.pop(label[actor], 0)
    if kind is Kind.TWO:
        return here - sum(pulls.values()) < EPSILON
    is_alone = all(label[other] != label[actor] for other in near)
    elsewhere = max([*pulls.values(), *([] if is_alone else [0])], default=-1)
    return here - elsewhere < EPSILON


def _stands_apart(
    actor: str, near: Mapping[str, Mapping[str, Tie]], label: Mapping[str, tuple[int, int]]
) -> bool:
    """Whether nobody is in this actor's bloc, and nobody is its ally."""
    return all(tie.sign < 0 and label[other] != label[actor] for other, tie in near[actor].items())


def _numbered(
    label: Mapping[str, tuple[int, int]], placed: Iterable[str], ties: Iterable[Tie]
) -> tuple[Bloc, ...]:
    """Blocs with ids such as "1.2", the second of the first part; in each part the largest comes first."""
    groups: dict[tuple[int, int], list[str]] = defaultdict(list)
    for actor in placed:
        groups[label[actor]].append(actor)
    ordered = sorted(groups.items(), key=lambda item: (item[0][0], -len(item[1]), item[1]))
    numbers: Counter[int] = Counter()
    side = {actor: key for key, members in groups.items() for actor in members}
    allied: dict[tuple[int, int], list[tuple[str, ...]]] = defaultdict(list)
    inside = [t for t in ties if t.sign > 0 and t.one in side and side[t.one] == side.get(t.other)]
    for group in components(inside):
        allied[side[group[0]]].append(group)
    found = []
    for key, members in ordered:
        part = key[0]
        numbers[part] += 1
        in_groups = {actor for group in allied[key] for actor in group}
        alone = [(actor,) for actor in members if actor not in in_groups]
        found.append(
            Bloc(
                id=f"{part}.{numbers[part]}",
                part=part,
                members=tuple(members),
                groups=(*allied[key], *alone),
            )
        )
    return tuple(found)
