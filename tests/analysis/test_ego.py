"""One actor's allies and opponents, and signed paths."""

from __future__ import annotations

from itertools import combinations, pairwise

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from signed import signed_graph

from graphkit.analysis.ego import ego, signed_paths
from graphkit.errors import ActorNotFoundError

TIES = [
    ("e", "a", 1, 2),
    ("e", "b", 1, 5),
    ("e", "x", -1),
    ("a", "c", 1),
    ("a", "y", -1),
    ("b", "y", -1),
    ("x", "z", -1),
]


def test_allies_opponents_and_those_one_step_further() -> None:
    found = ego(signed_graph(TIES), "e")
    assert [tie.beside("e") for tie in found.allies] == ["b", "a"]
    assert [tie.beside("e") for tie in found.opponents] == ["x"]
    assert [i.actor for i in found.allies_of_allies] == ["c"]
    assert [(i.actor, len(i.ties)) for i in found.opponents_of_allies] == [("y", 4)]
    assert [i.actor for i in found.opponents_of_opponents] == ["z"]


def test_who_has_a_tie_is_not_listed_as_indirect() -> None:
    found = ego(signed_graph([*TIES, ("e", "y", -1)]), "e")
    assert found.opponents_of_allies == ()


def test_an_actor_without_ties_has_an_empty_side() -> None:
    graph = signed_graph(TIES)
    graph.add_node("alone")
    found = ego(graph, "alone")
    assert (found.allies, found.opponents, found.opponents_of_allies) == ((), (), ())


def test_an_unknown_actor_is_named() -> None:
    with pytest.raises(ActorNotFoundError, match="no actor 'nobody' in this graph"):
        ego(signed_graph(TIES), "nobody")
    with pytest.raises(ActorNotFoundError, match="'nobody'"):
        signed_paths(signed_graph(TIES), "e", "nobody")


def test_the_shortest_path_multiplies_its_signs() -> None:
    found = signed_paths(signed_graph(TIES), "c", "z")
    (path,) = found.examples
    assert (found.length, path.actors, path.sign) == (4, ("c", "a", "e", "x", "z"), 1)
    assert [tie.sign for tie in path.ties] == [1, 1, -1, -1]


def test_two_ways_of_different_sign_leave_it_open() -> None:
    graph = signed_graph(
        [("s", "m", 1), ("m", "t", 1), ("s", "n", 1), ("n", "t", -1), ("s", "o", 1, 4), ("o", "t", 1, 3)]
    )
    found = signed_paths(graph, "s", "t")
    assert (found.length, found.positive, found.negative) == (2, 2, 1)
    assert [path.actors for path in found.examples] == [("s", "o", "t"), ("s", "n", "t")], "the best attested"


def test_no_path_and_no_distance() -> None:
    graph = signed_graph([("a", "b", 1), ("x", "y", 1), ("b", "x", 1), ("x", "b", -1)])
    found = signed_paths(graph, "a", "y")
    assert (found.length, found.positive, found.negative, found.examples) == (None, 0, 0, ())
    itself = signed_paths(graph, "a", "a")
    assert (itself.length, itself.positive, itself.examples[0].ties) == (0, 1, ())


@settings(deadline=None, max_examples=60)
@given(st.lists(st.sampled_from((-1, 0, 1)), min_size=15, max_size=15))
def test_shortest_paths_are_those_of_networkx(signs: list[int]) -> None:
    ties = [(*pair, s) for pair, s in zip(combinations("abcdef", 2), signs, strict=True) if s]
    graph = signed_graph(ties)
    graph.add_nodes_from("af")
    sign_of = {frozenset(tie[:2]): tie[2] for tie in ties}
    plain = nx.Graph(graph)
    found = signed_paths(graph, "a", "f")
    if not nx.has_path(plain, "a", "f"):
        assert found.length is None
        return
    products = []
    for path in nx.all_shortest_paths(plain, "a", "f"):
        product = 1
        for one, other in pairwise(path):
            product *= sign_of[frozenset((one, other))]
        products.append(product)
    assert (found.length, found.positive, found.negative) == (
        len(path) - 1,
        products.count(1),
        products.count(-1),
    )
