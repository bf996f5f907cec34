"""Positions of the actors, computed once in Python so that every output shows the same map.

Statements pull actors together, alliances more than oppositions; co-mentions never shape the
map, for most views hide them. Each connected part is laid out alone with a seeded force layout
(Fruchterman and Reingold 1991: igraph's where it is installed, else that of networkx), then the
parts are packed on shelves, so that a small part does not fly away from a big one.
"""

from __future__ import annotations

import importlib.util
import math
import random
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

import networkx as nx

from graphkit.records import RelationType

Point = tuple[float, float]

PULL: Mapping[str, float] = {
    RelationType.ALLIANCE: 1.0,
    RelationType.AFFILIATION: 0.9,
    RelationType.DIPLOMACY: 0.5,
    RelationType.OPPOSITION: 0.35,
}
"""How strongly one statement of a type pulls; an opposition still keeps the two in one map."""

SCREEN = 1.6
"""Width to height of the map that packing aims at: that of a common screen."""

SPACING = 135.0
"""Wanted distance between neighbours, in pixels of the page at zoom 1: room for a dot and a label."""

CORE = 450
"""Largest part that networkx lays out: it needs scipy from 500 nodes on. The rest is placed around it."""

GRID = 1000
"""From so many actors on, igraph's layout is asked to look at near actors only: 0.6 s for 5,000, not 27."""

PUSHES = 25_000
"""About how many actors `_spread` may look at in all its rounds: half a second or so."""

SEED = 7
WIDE = 0.95
"""Width over height of a finished part: about the room that a screen leaves between the two panels."""


def positions(graph: nx.MultiDiGraph[str]) -> dict[str, Point]:
    """Position of every node, y upwards, centred on the origin; the same graph gives the same map."""
    pull = _pull_graph(graph)
    parts = sorted(nx.connected_components(pull), key=lambda part: (-len(part), min(part)))
    linked = [sorted(part) for part in parts if len(part) > 1]
    placed = _pack([_layout_part(pull.subgraph(part), part) for part in linked])
    loose = sorted(node for part in parts if len(part) == 1 for node in part)
    placed.update(_place_loose(loose, graph, placed))
    return {node: placed[node] for node in graph}


def _pull_graph(graph: nx.MultiDiGraph[str]) -> nx.Graph[str]:
    """The undirected graph of statements, weighted by how much they pull."""
    pull: nx.Graph[str] = nx.Graph()
    pull.add_nodes_from(sorted(graph))
    for source, target, data in sorted(
        graph.edges(data=True), key=lambda e: (e[0], e[1], str(e[2].get("type")))
    ):
        strength = PULL.get(data.get("type", ""), 0.0) * (1 + math.log1p(float(data.get("weight", 1.0))))
        if strength and source != target:
            known = pull.edges[source, target]["weight"] if pull.has_edge(source, target) else 0.0
            pull.add_edge(source, target, weight=known + strength)
    return pull


def _layout_part(part: nx.Graph[str], order: Sequence[str]) -> dict[str, Point]:
    """One connected part: the force layout of its best linked actors, the others beside theirs."""
    strength = dict(part.degree(weight="weight"))
    is_fast = importlib.util.find_spec("igraph") is not None
    best = sorted(order, key=lambda node: (-strength[node], node))
    core = sorted(best if is_fast else best[:CORE])
    ordered: nx.Graph[str] = nx.Graph()
    ordered.add_nodes_from(core)
    ordered.add_weighted_edges_from(
        (one, other, min(data["weight"], 6.0))
        for one, other, data in sorted(part.edges(data=True), key=lambda e: sorted(e[:2]))
        if one in ordered and other in ordered
    )
    raw = _igraph_layout(ordered) if is_fast else _networkx_layout(ordered)
    found = _scaled(_evened(raw), SPACING * math.sqrt(len(order)))
    for node in sorted(set(order) - set(core), key=lambda node: (-strength[node], node)):
        found[node] = _beside(found, part.neighbors(node), len(found))
    return _spread(found)


def _networkx_layout(part: nx.Graph[str]) -> dict[str, Point]:
    k = 2.4 / math.sqrt(len(part))
    raw = nx.spring_layout(part, k=k, iterations=220, seed=SEED, weight="weight", scale=None)
    return {node: (float(x), float(y)) for node, (x, y) in raw.items()}


def _igraph_layout(part: nx.Graph[str]) -> dict[str, Point]:
    import igraph

    place = {node: index for index, node in enumerate(part)}
    graph = igraph.Graph(n=len(place), edges=[(place[one], place[other]) for one, other in part.edges()])
    # From an even disc (igraph's grid is slow while actors crowd one cell) and with numbers of its own, so
    # that nothing of the process decides the map.
    turn = math.pi * (3 - math.sqrt(5))
    disc = [(math.sqrt(i) * math.cos(i * turn), math.sqrt(i) * math.sin(i * turn)) for i in range(len(place))]
    igraph.set_random_number_generator(random.Random(SEED))  # noqa: S311  # a layout keeps no secret
    try:
        found = graph.layout_fruchterman_reingold(
            weights=[data["weight"] for *_, data in part.edges(data=True)],
            seed=disc,
            niter=200 if len(place) >= GRID else 500,
            grid="grid" if len(place) >= GRID else "nogrid",
        )
    finally:
        igraph.set_random_number_generator(random)
    return {node: (float(x), float(y)) for node, (x, y) in zip(part, found.coords, strict=True)}


def _evened(points: Mapping[str, Point]) -> dict[str, Point]:
    """Half way to an even spread along both axes: force layouts crowd the middle, where labels need room."""
    found: dict[str, list[float]] = {node: [] for node in points}
    for axis in (0, 1):
        low, high = (
            min(point[axis] for point in points.values()),
            max(point[axis] for point in points.values()),
        )
        order = sorted(points, key=lambda node: (points[node][axis], node))
        for rank, node in enumerate(order):
            even = low + (high - low) * rank / max(len(order) - 1, 1)
            found[node].append((points[node][axis] + even) / 2)
    return {node: (x, y) for node, (x, y) in found.items()}


def _scaled(points: Mapping[str, Point], size: float) -> dict[str, Point]:
    """Points centred and fitted to a `WIDE` box whose area is `size` squared."""
    xs, ys = [x for x, _ in points.values()], [y for _, y in points.values()]
    if max(xs) - min(xs) < max(ys) - min(ys):
        points = {node: (y, -x) for node, (x, y) in points.items()}
        xs, ys = ys, [-x for x in xs]
    width, height = size * math.sqrt(WIDE), size / math.sqrt(WIDE)
    stretch_x = width / max(max(xs) - min(xs), 1e-9)
    stretch_y = min(height / max(max(ys) - min(ys), 1e-9), stretch_x * 1.6)
    mid_x, mid_y = (max(xs) + min(xs)) / 2, (max(ys) + min(ys)) / 2
    return {node: ((x - mid_x) * stretch_x, (y - mid_y) * stretch_y) for node, (x, y) in points.items()}


def _beside(placed: Mapping[str, Point], neighbours: Iterable[str], turn: int) -> Point:
    """A place near the middle of the neighbours that are placed; `turn` spreads those that share it."""
    known = [placed[node] for node in sorted(neighbours) if node in placed]
    x = math.fsum(x for x, _ in known) / len(known) if known else 0.0
    y = math.fsum(y for _, y in known) / len(known) if known else 0.0
    angle = turn * math.pi * (3 - math.sqrt(5))  # the golden angle: no two directions repeat
    reach = SPACING * (1.0 + 0.25 * (turn % 5))
    return x + reach * math.cos(angle), y + reach * math.sin(angle)


def _spread(points: dict[str, Point]) -> dict[str, Point]:
    """Push apart actors that are closer than their labels allow; wide rather than high."""
    gap_x, gap_y = SPACING * 0.95, SPACING * 0.62
    rounds = max(4, min(60, PUSHES // max(len(points), 1)))
    found = {node: [x, y] for node, (x, y) in points.items()}
    for _ in range(rounds):
        moved = False
        cells: dict[tuple[int, int], list[str]] = defaultdict(list)
        for node, (x, y) in found.items():
            cells[math.floor(x / gap_x), math.floor(y / gap_y)].append(node)
        for (column, row), nodes in list(cells.items()):
            near = [
                n for dx in (-1, 0, 1) for dy in (-1, 0, 1) for n in cells.get((column + dx, row + dy), ())
            ]
            for one in nodes:
                for other in near:
                    if one < other:
                        moved |= _push(found[one], found[other], gap_x, gap_y)
        if not moved:
            break
    return {node: (x, y) for node, (x, y) in found.items()}


def _push(one: list[float], other: list[float], gap_x: float, gap_y: float) -> bool:
    """Move two points apart along the line between them if they are within an ellipse of each other."""
    dx, dy = (other[0] - one[0]) / gap_x, (other[1] - one[1]) / gap_y
    distance = math.hypot(dx, dy)
    if distance >= 1.0:
        return False
    if not distance:
        dx, dy, distance = 1.0, 0.0, 1.0
        step = 0.25
    else:
        step = (1.0 - distance) / 2 * 0.8
    for point, sign in ((one, -1), (other, 1)):
        point[0] += sign * dx / distance * step * gap_x
        point[1] += sign * dy / distance * step * gap_y
    return True


def _pack(parts: Sequence[dict[str, Point]]) -> dict[str, Point]:
    """The biggest part in the middle, the others on shelves below it, the whole about as wide as a screen."""
    placed: dict[str, Point] = {}
    margin = SPACING * 1.2
    boxes = [_box(part) for part in parts]
    area = sum((x1 - x0 + margin) * (y1 - y0 + margin) for x0, y0, x1, y1 in boxes)
    half = max(math.sqrt(area * SCREEN) / 2, 2 * margin)
    left = right = shelf_x = shelf_y = shelf_height = 0.0
    for index, (part, (x0, y0, x1, y1)) in enumerate(zip(parts, boxes, strict=True)):
        if index == 0:
            placed.update(part)
            middle = (x0 + x1) / 2
            left, right = min(x0, middle - half), max(x1, middle + half)
            shelf_x, shelf_y = left, y0 - margin
            continue
        if shelf_x > left and shelf_x + (x1 - x0) > right:
            shelf_x, shelf_y = left, shelf_y - shelf_height - margin
            shelf_height = 0.0
        placed.update({node: (x - x0 + shelf_x, y - y1 + shelf_y) for node, (x, y) in part.items()})
        shelf_x += x1 - x0 + margin
        shelf_height = max(shelf_height, y1 - y0)
    return placed


def _box(part: Mapping[str, Point]) -> tuple[float, float, float, float]:
    """(left, bottom, right, top) of a placed part."""
    xs, ys = [x for x, _ in part.values()], [y for _, y in part.values()]
    return min(xs), min(ys), max(xs), max(ys)


def _place_loose(
    loose: Sequence[str], graph: nx.MultiDiGraph[str], placed: Mapping[str, Point]
) -> dict[str, Point]:
    """Actors without a statement: outside the map, on the side of those they are mentioned with."""
    if not placed:
        return _grid(loose, top=0.0, width=SPACING * math.ceil(math.sqrt(len(loose) or 1)) * 1.5)
    found: dict[str, Point] = {}
    alone = []
    xs, ys = [abs(x) for x, _ in placed.values()], [abs(y) for _, y in placed.values()]
    reach_x, reach_y = max(xs) + SPACING, max(ys) + SPACING
    for node in loose:
        known = sorted({n for n in nx.all_neighbors(graph, node) if n in placed})
        if not known:
            alone.append(node)
            continue
        x, y = _beside(placed, known, len(found))
        stretch = max(1.0, 1 / max(math.hypot(x / reach_x, y / reach_y), 0.05))
        found[node] = (x * stretch, y * stretch)
    if found:
        together = _spread({**placed, **found})
        found = {node: together[node] for node in found}
    bottom = min(y for _, y in [*placed.values(), *found.values()]) - SPACING * 1.5
    return found | _grid(alone, top=bottom, width=2 * reach_x)


def _grid(nodes: Sequence[str], *, top: float, width: float) -> dict[str, Point]:
    """Rows of nodes from the left, downwards from `top`."""
    per_row = max(1, round(width / (SPACING * 1.5)))
    return {
        node: ((index % per_row) * SPACING * 1.5 - width / 2, top - (index // per_row) * SPACING * 0.8)
        for index, node in enumerate(nodes)
    }
