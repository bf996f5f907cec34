"""Balance against the values that signnet documents, and against definitions."""

from __future__ import annotations

import math
from itertools import combinations

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from signed import complete, signed_graph, tribes

from graphkit.analysis import balance as module
from graphkit.analysis.balance import balance


def test_read_s_tribes_as_signnet_documents_them() -> None:
    """The three values of balance_score(tribes) in signnet's vignette on structural balance."""
    found = balance(tribes())
    assert (found.ties, found.positive, found.negative, found.census.total) == (58, 29, 29, 68)
    assert found.triangles == pytest.approx(0.8676471, abs=5e-8)
    assert found.walks == pytest.approx(0.3575761, abs=5e-8)
    assert found.line_index == pytest.approx(0.7586207, abs=5e-8)
    assert (found.frustration, found.frustration_bound) == (7, 7)
    assert len(found.unbalanced) == 68 - 59


def test_the_triangles_of_signnet_s_own_test() -> None:
    """A complete graph of four: one actor is everybody's friend, the other three are enemies."""
    graph = signed_graph(
        (*pair, sign) for pair, sign in zip(combinations("1234", 2), (1, 1, 1, -1, -1, -1), strict=True)
    )
    found = balance(graph)
    assert found.census.to_dict() == {"ppp": 0, "ppm": 3, "pmm": 0, "mmm": 1}
    assert sorted(("".join(t.actors), t.signs) for t in found.unbalanced) == [
        ("123", "++-"),
        ("124", "++-"),
        ("134", "++-"),
        ("234", "---"),
    ]
    assert (found.triangles, found.clusterable_triangles) == (0.0, 0.25)


def test_friends_with_a_common_quarrel_are_listed_with_their_ties() -> None:
    found = balance(signed_graph([("a", "b", 1, 3), ("b", "c", 1, 2), ("a", "c", -1, 5)]))
    (triangle,) = found.unbalanced
    assert (triangle.signs, triangle.weight) == ("++-", 2.0)
    assert [tie.ends for tie in triangle.ties] == [("a", "b"), ("b", "c"), ("a", "c")]


signs = st.lists(st.sampled_from((-1, 0, 1)), min_size=21, max_size=21)


@settings(deadline=None, max_examples=60)
@given(signs)
def test_measures_agree_with_their_definitions(drawn: list[int]) -> None:
    ties = [(*pair, sign) for pair, sign in zip(combinations("abcdefg", 2), drawn, strict=True) if sign]
    graph = signed_graph(ties)
    found = balance(graph)
    assert found.census.total == sum(nx.triangles(nx.Graph(graph)).values()) // 3
    unsigned = nx.Graph(graph)
    sign_of = {frozenset(tie[:2]): tie[2] for tie in ties}
    products = [
        math.prod(sign_of[frozenset(pair)] for pair in combinations(three, 2))
        for three in combinations(sorted(unsigned), 3)
        if all(unsigned.has_edge(*pair) for pair in combinations(three, 2))
    ]
    assert found.triangles == (products.count(1) / len(products) if products else None)
    if found.frustration == 0:  # Harary's theorem: every measure is then at its best
        assert found.triangles in (1.0, None)
        assert found.walks == pytest.approx(1.0) if ties else found.walks is None
        assert found.line_index in (1.0, None)


def test_nothing_to_measure_is_none() -> None:
    for graph in (nx.MultiDiGraph(), signed_graph([("a", "a", -1)])):
        found = balance(graph)
        assert (found.ties, found.triangles, found.walks, found.line_index, found.frustration) == (
            0,
            *[None] * 3,
            0,
        )
    assert balance(signed_graph([("a", "b", -1)])).triangles is None


def test_a_graph_without_oppositions_is_balanced() -> None:
    found = balance(complete(6, 1))
    assert (found.triangles, found.line_index, found.frustration, found.unbalanced) == (1.0, 1.0, 0, ())
    assert found.walks == pytest.approx(1.0)


def test_mixed_ties_make_no_triangle() -> None:
    found = balance(signed_graph([("a", "b", 1), ("b", "a", -1), ("b", "c", 1), ("a", "c", 1)]))
    assert (found.ties, found.mixed, found.census.total) == (2, 1, 0)


def test_large_eigenvalues_do_not_overflow() -> None:
    hub = signed_graph(("hub", f"a{i}", 1 - 2 * (i % 2)) for i in range(700))  # a star is balanced
    both = signed_graph((f"l{i:03}", f"r{j:03}", 1) for i in range(40) for j in range(40))
    assert balance(nx.compose(hub, both)).walks == pytest.approx(1.0)


def test_walks_are_left_out_where_they_would_take_too_long(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "WALK_ACTORS", 3)
    found = balance(complete(4, -1))
    assert found.walks is None
    assert found.census.total == 4


def test_numbers_are_plain_python() -> None:
    found = balance(tribes())
    assert {type(value) for value in (found.triangles, found.walks, found.line_index)} == {float}
    assert type(found.frustration) is int
