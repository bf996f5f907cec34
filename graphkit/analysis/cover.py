"""The least contradiction of a signed graph, with proof, by mixed-integer programming.

By Harary's theorem (1953) a signed graph splits into two camps without contradiction if and only if
every cycle has an even number of oppositions; by Davis's (1967), into any number of blocs if and only
if no cycle has exactly one. So the ties to give up are a lightest set that meets every bad cycle:

    minimise  sum w(e) f(e)   subject to   sum over e in C of f(e) >= 1  for each bad cycle C,  f(e) in {0, 1}

There are too many cycles to write down. The program starts with few, and each solution is searched for
a cycle that it misses (Groetschel, Juenger & Reinelt 1984 for two camps; Demaine et al. 2006 for any
number): in the linear relaxation by shortest paths, for integer solutions by walking the ties kept. The
relaxation is solved first, for its cycles make the integer program small.
"""

from __future__ import annotations

import heapq
import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from graphkit.analysis.search import Piece, edges_along, simple_cycles_of

EPSILON = 1e-6
MAX_ROUNDS = 400
PATIENCE = 12
LEAST_GAIN = 0.001
"""The relaxation is given up where so many rounds raised its bound by less than this share: what is
left to prove, branching then proves sooner (300 random ties of 100 actors: 10 to 15 s instead of 18)."""
NODES = 20_000
"""Branches that HiGHS may open in one call."""
SECONDS = 120.0
"""A safety far above what the sizes that `blocs` sends here were measured to take. Where it strikes, the
answer is the heuristic's, with the bound reached, and says that it is not proven."""


class Kind(StrEnum):
    """Which cycles are bad."""

    TWO = "two camps"
    FREE = "any number of blocs"


@dataclass(frozen=True, slots=True, kw_only=True)
class Cover:
    """Ties that a best partition contradicts, by index, and a proven lower bound on their weight."""

    edges: frozenset[int]
    bound: float


def solver_is_there() -> bool:
    """Whether HiGHS is installed (the extra ``analysis``)."""
    try:
        import highspy  # noqa: F401  # only asked for
    except ImportError:
        return False
    return True


def least_cover(piece: Piece, kind: Kind, start: frozenset[int], cycles: Iterable[list[int]]) -> Cover:
    """The lightest set of edges that meets every bad cycle.

    `start` is a cover that is known already, `cycles` some bad cycles to begin with. Where the program
    takes more than `NODES` branches, the result is `start` or better, with the bound reached.
    """
    relaxed = _Program(piece)
    relaxed.add(cycles)
    values, bounds = [0.0] * len(piece.edges), [0.0]
    while len(bounds) <= MAX_ROUNDS and not _is_proven(bounds[-1], start, piece):
        values, bound, _ = relaxed.solve()
        bounds.append(max(bound, bounds[-1]))
        missed = SEPARATORS[kind](piece, values)
        stalls = len(bounds) > PATIENCE and bounds[-1] - bounds[-PATIENCE] < LEAST_GAIN * bound
        if not missed or stalls:
            break
        relaxed.add(missed)
    if _is_proven(bounds[-1], start, piece):
        return Cover(edges=start, bound=piece.cost(start))
    whole = _Program(piece, sides=kind is Kind.TWO, integers=True)
    # With sides no cycle is needed to be right: only those that are met without any to spare help the bound.
    whole.add(c for c in relaxed.cycles if kind is Kind.FREE or math.fsum(values[i] for i in c) < 1 + EPSILON)
    return _solved(whole, piece, kind, start, bounds[-1])


def _solved(whole: _Program, piece: Piece, kind: Kind, start: frozenset[int], bound: float) -> Cover:
    """The integer program solved again and again, until its solution misses no cycle."""
    best = start
    for _ in range(MAX_ROUNDS):
        values, reached, is_finished = whole.solve()
        bound = max(bound, reached)
        if len(values) < len(piece.edges):  # stopped before it had any solution
            break
        missed = SEPARATORS[kind](piece, [float(round(value)) for value in values])
        if not missed:
            chosen = frozenset(index for index, value in enumerate(values) if value > 0.5)
            best = min(start, chosen, key=piece.cost)
            break
        if _is_proven(bound, start, piece) or not is_finished:
            break
        whole.add(missed)
    cost = piece.cost(best)
    return Cover(edges=best, bound=cost if _is_proven(bound, best, piece) else _rounded(bound, piece))


def _is_proven(bound: float, edges: frozenset[int], piece: Piece) -> bool:
    return _rounded(bound, piece) >= piece.cost(edges) - EPSILON


def _rounded(bound: float, piece: Piece) -> float:
    """The bound, up to the next whole number where all weights are whole."""
    if all(edge.weight.is_integer() for edge in piece.edges):
        return float(math.ceil(bound - EPSILON))
    return bound


class _Program:
    """The covering program with the cycles found so far, as HiGHS holds it.

    With `integers` it is the whole program, else its relaxation. With `sides` each actor gets a side,
    0 or 1, and a tie's value follows from the sides of its ends: HiGHS then branches over actors, and
    no cycle is missed.
    """

    def __init__(self, piece: Piece, *, integers: bool = False, sides: bool = False) -> None:
        import highspy

        self.cycles: dict[tuple[int, ...], None] = {}
        self._highs: Any = highspy.Highs()  # type: ignore[no-untyped-call]  # the package types little
        self._optimal: Any = highspy.HighsModelStatus.kOptimal
        self._size = len(piece.edges)
        self._integers = integers
        are_whole = all(edge.weight.is_integer() for edge in piece.edges)
        for option, value in {
            "output_flag": False,
            "threads": 1,
            "random_seed": 0,
            "mip_rel_gap": 0.0,
            "mip_abs_gap": 0.999 if are_whole else EPSILON / 2,
            "mip_max_nodes": NODES,
            "time_limit": SECONDS,
        }.items():
            self._highs.setOptionValue(option, value)
        integer = highspy.HighsVarType.kInteger
        for index, edge in enumerate(piece.edges):
            self._highs.addCol(edge.weight, 0.0, 1.0, 0, [], [])
            if integers and not sides:
                self._highs.changeColIntegrality(index, integer)
        if sides:
            self._add_sides(piece, integer)

    def _add_sides(self, piece: Piece, integer: Any) -> None:
        fixed = max(
            range(piece.size), key=lambda actor: len(piece.near[actor])
        )  # else each partition is there twice
        for actor in range(piece.size):
            self._highs.addCol(0.0, 0.0, float(actor != fixed), 0, [], [])
            self._highs.changeColIntegrality(self._size + actor, integer)
        for index, (one, other, sign, _) in enumerate(piece.edges):
            columns = [index, self._size + one, self._size + other]
            if sign > 0:  # f >= |x - y|
                self._highs.addRow(0.0, math.inf, 3, columns, [1.0, 1.0, -1.0])
                self._highs.addRow(0.0, math.inf, 3, columns, [1.0, -1.0, 1.0])
            else:  # f >= |x + y - 1|
                self._highs.addRow(-1.0, math.inf, 3, columns, [1.0, -1.0, -1.0])
                self._highs.addRow(1.0, math.inf, 3, columns, [1.0, 1.0, 1.0])

    def add(self, cycles: Iterable[Iterable[int]]) -> None:
        """Add the cycles that are not there yet."""
        for cycle in cycles:
            key = tuple(sorted(cycle))
            if key not in self.cycles:
                self.cycles[key] = None
                self._highs.addRow(1.0, math.inf, len(key), list(key), [1.0] * len(key))

    def solve(self) -> tuple[list[float], float, bool]:
        """Value of each edge, the lower bound that is proven, and whether it was solved to the end."""
        self._highs.run()
        info = self._highs.getInfo()
        is_finished = self._highs.getModelStatus() == self._optimal
        bound = 0.0
        if self._integers:
            bound = float(info.mip_dual_bound)
        elif is_finished:
            bound = float(info.objective_function_value)
        values = self._highs.getSolution().col_value[: self._size]
        return [float(value) for value in values], bound, is_finished


def odd_cycles(piece: Piece, values: Sequence[float]) -> list[list[int]]:
    """Cycles with an odd number of oppositions that are met too little.

    First the cheap ones: those that a tie closes in a lightest spanning tree. Where these are all met,
    exactly: in the double cover of the graph (each actor once per side; alliances stay on a side,
    oppositions change it) such a cycle is a path from an actor to itself on the other side, which
    Dijkstra finds, cut at length 1. O(actors * ties * log(actors)).
    """
    if found := _tree_cycles(piece, values):
        return found
    index_of = _indices(piece)
    exact: dict[tuple[int, ...], list[int]] = {}
    for start in range(piece.size):
        for cycle in simple_cycles_of(_lightest_walk(piece, values, start)):
            edges = [index_of[pair] for pair in edges_along(cycle)]
            if _is_odd_and_missed(piece, values, edges):
                exact.setdefault(tuple(sorted(edges)), edges)
    return list(exact.values())


def _is_odd_and_missed(piece: Piece, values: Sequence[float], edges: Sequence[int]) -> bool:
    is_odd = sum(piece.edges[index].sign < 0 for index in edges) % 2
    return bool(is_odd) and math.fsum(values[index] for index in edges) < 1 - EPSILON


def _tree_cycles(piece: Piece, values: Sequence[float]) -> list[list[int]]:
    """Missed odd cycles of one tie and a path in a lightest spanning tree (Prim's)."""
    above: dict[int, tuple[int, int]] = {}
    depth = [-1] * piece.size
    heap = [(0.0, 0, 0, -1)]
    while heap:
        _, actor, parent, index = heapq.heappop(heap)
        if depth[actor] >= 0:
            continue
        depth[actor] = depth[parent] + 1
        above[actor] = (parent, index)
        for other, _, tie in piece.near[actor]:
            if depth[other] < 0:
                heapq.heappush(heap, (values[tie], other, actor, tie))
    found = []
    for index, edge in enumerate(piece.edges):
        if index in (above[edge.one][1], above[edge.other][1]) or values[index] >= 1 - EPSILON:
            continue
        cycle = [index, *_tree_path(above, depth, edge.one, edge.other)]
        if _is_odd_and_missed(piece, values, cycle):
            found.append(cycle)
    return found


def _tree_path(above: Mapping[int, tuple[int, int]], depth: Sequence[int], one: int, other: int) -> list[int]:
    """Edges between two actors of a tree."""
    path = []
    while one != other:
        if depth[one] < depth[other]:
            one, other = other, one
        one, edge = above[one]
        path.append(edge)
    return path


def _lightest_walk(piece: Piece, values: Sequence[float], start: int) -> list[int]:
    """A closed walk with an odd number of oppositions, lighter than 1, as actors; or an empty one."""
    best = {(start, 0): 0.0}
    came: dict[tuple[int, int], tuple[int, int]] = {}
    heap = [(0.0, start, 0)]
    while heap:
        length, actor, side = heapq.heappop(heap)
        if (actor, side) == (start, 1):
            walk, state = [actor], (actor, side)
            while state != (start, 0):
                state = came[state]
                walk.append(state[0])
            return walk
        if length > best[actor, side]:
            continue
        for other, weight, index in piece.near[actor]:
            state = (other, side if weight > 0 else 1 - side)
            total = length + max(values[index], 0.0)
            if total < 1 - EPSILON and total < best.get(state, math.inf):
                best[state] = total
                came[state] = (actor, side)
                heapq.heappush(heap, (total, *state))
    return []


def single_opposition_cycles(piece: Piece, values: Sequence[float]) -> list[list[int]]:
    """Cycles of alliances and exactly one opposition that are met too little.

    For each opposition the lightest path of alliances between its ends. O(oppositions * ties * log(actors)).
    """
    found = []
    for index, (one, other, sign, _) in enumerate(piece.edges):
        if sign < 0 and values[index] < 1 - EPSILON:
            path = _lightest_path(piece, values, one, other, 1 - values[index] - EPSILON)
            if path is not None:
                found.append([index, *path])
    return found


def _lightest_path(
    piece: Piece, values: Sequence[float], start: int, end: int, limit: float
) -> list[int] | None:
    """Edges of the lightest path of alliances that is lighter than `limit`; or none."""
    best = {start: 0.0}
    came: dict[int, tuple[int, int]] = {}
    heap = [(0.0, start)]
    while heap:
        length, actor = heapq.heappop(heap)
        if actor == end:
            path = []
            while actor != start:
                actor, index = came[actor]
                path.append(index)
            return path
        if length > best[actor]:
            continue
        for other, weight, index in piece.near[actor]:
            total = length + max(values[index], 0.0)
            if weight > 0 and total < limit and total < best.get(other, math.inf):
                best[other] = total
                came[other] = (actor, index)
                heapq.heappush(heap, (total, other))
    return None


def _indices(piece: Piece) -> dict[tuple[int, int], int]:
    return {(min(e.one, e.other), max(e.one, e.other)): index for index, e in enumerate(piece.edges)}


SEPARATORS: Mapping[Kind, Callable[[Piece, Sequence[float]], list[list[int]]]] = {
    Kind.TWO: odd_cycles,
    Kind.FREE: single_opposition_cycles,
}
"""Kind -> finds bad cycles, as edge indices, whose values sum to less than 1."""
