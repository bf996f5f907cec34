"""Signed graphs for the tests: by hand, published ones, and random ones with camps planted in them."""

from __future__ import annotations

import random
import tomllib
from collections.abc import Iterable
from itertools import combinations
from pathlib import Path

import networkx as nx

from graphkit.records import RelationType

with (Path(__file__).parent / "networks.toml").open("rb") as _file:
    NETWORKS = tomllib.load(_file)


def signed_graph(
    ties: Iterable[tuple[str, str, int]] | Iterable[tuple[str, str, int, float]],
) -> nx.MultiDiGraph[str]:
    """A graph from (actor, actor, sign, independent sources) without relations; one source unless it says."""
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for one, other, sign, *sources in ties:
        type_ = RelationType.ALLIANCE if sign > 0 else RelationType.OPPOSITION
        graph.add_edge(one, other, key=type_.value, type=type_.value, sign=sign, sources=(sources or [1])[0])
    return graph


def tribes() -> nx.MultiDiGraph[str]:
    """Read's highland tribes."""
    signs = {"positive": 1, "negative": -1}
    return signed_graph(
        (f"{one:02}", f"{other:02}", sign)
        for name, sign in signs.items()
        for one, other in NETWORKS["tribes"][name]
    )


def complete(actors: int, sign: int) -> nx.MultiDiGraph[str]:
    """Everybody tied to everybody by one sign."""
    return signed_graph((f"{a:02}", f"{b:02}", sign) for a, b in combinations(range(actors), 2))


def planted(
    actors: int, ties: int, *, camps: int, wrong: float, seed: int = 1
) -> tuple[nx.MultiDiGraph[str], dict[str, int]]:
    """A random graph of `camps` camps in which a share of the ties has the wrong sign, and the camps."""
    rng = random.Random(seed)
    names = [f"a{i:05}" for i in range(actors)]
    camp = {name: i % camps for i, name in enumerate(names)}
    pairs: set[tuple[str, str]] = set()
    while len(pairs) < ties:
        one, other = sorted(rng.sample(names, 2))
        pairs.add((one, other))
    found = []
    for one, other in sorted(pairs):
        sign = 1 if camp[one] == camp[other] else -1
        found.append((one, other, -sign if rng.random() < wrong else sign))
    return signed_graph(found), camp
