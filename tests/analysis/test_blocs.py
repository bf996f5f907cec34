"""Blocs against published values, closed formulas, brute force and planted camps."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations, pairwise, product

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from signed import complete, planted, signed_graph, tribes

from graphkit.analysis import blocs as module
from graphkit.analysis.blocs import Blocs, blocs, set_blocs
from graphkit.errors import InputError

highspy = pytest.importorskip("highspy", reason="highspy is not installed (extra: analysis)")

ACTORS = "abcdefg"


def partitions(size: int, most: int) -> Iterator[tuple[int, ...]]:
    """All partitions of `size` things into at most `most` sets, as restricted growth strings."""

    def grow(prefix: tuple[int, ...]) -> Iterator[tuple[int, ...]]:
        if len(prefix) == size:
            yield prefix
            return
        for label in range(min(max(prefix, default=-1) + 2, most)):
            yield from grow((*prefix, label))

    return grow(())


def least(graph: nx.MultiDiGraph[str], most: int) -> float:
    """The least weight that any partition contradicts, by trying all."""
    order = sorted(graph)
    ties = [(order.index(u), order.index(v), d["sign"], d["sources"]) for u, v, d in graph.edges(data=True)]
    return min(
        sum(weight for u, v, sign, weight in ties if (labels[u] == labels[v]) != (sign > 0))
        for labels in partitions(len(order), most)
    )


def camps_of(found: Blocs) -> set[frozenset[str]]:
    return {frozenset(bloc.members) for bloc in found.blocs}


def test_read_s_tribes_have_the_published_frustration_index() -> None:
    """7 of 58 ties: Aref & Wilson 2018, table of real networks; signnet's 0.7586 is 1 - 2 * 7 / 58."""
    found = blocs(tribes())
    assert (found.ties, found.frustration, found.bound) == (58, 7.0, 7.0)
    assert found.is_best
    assert len(found.contradictions) == 7


def test_read_s_tribes_fall_into_three_camps() -> None:
    """The three blocks of Doreian & Mrvar 1996, as signnet documents them (2 ties contradicted)."""
    found = blocs(tribes(), k=None)
    assert (found.frustration, found.bound) == (2.0, 2.0)
    membership = (1, 1, 3, 3, 2, 3, 3, 3, 2, 2, 3, 3, 2, 2, 1, 1)
    expected = {frozenset(f"{i:02}" for i, m in enumerate(membership, start=1) if m == n) for n in (1, 2, 3)}
    assert camps_of(found) == expected


@pytest.mark.parametrize("actors", range(2, 10))
def test_a_complete_graph_of_enemies(actors: int) -> None:
    """floor((n - 1)^2 / 4), the largest frustration of n actors (Petersdorf 1966); no two are together."""
    assert blocs(complete(actors, -1)).frustration == (actors - 1) ** 2 // 4
    assert blocs(complete(actors, -1), k=None).frustration == 0


def test_the_petersen_graph_of_enemies() -> None:
    """Its largest cut has 12 of 15 edges."""
    graph = signed_graph((str(u), str(v), -1) for u, v in nx.petersen_graph().edges)
    found = blocs(graph)
    assert (found.frustration, found.is_best) == (3.0, True)


@st.composite
def signed_graphs(draw: st.DrawFn) -> nx.MultiDiGraph[str]:
    pairs = list(combinations(ACTORS[: draw(st.integers(2, 7))], 2))
    signs = draw(st.lists(st.sampled_from((-2, -1, 0, 1, 2)), min_size=len(pairs), max_size=len(pairs)))
    graph = signed_graph(
        (one, other, 1 if s > 0 else -1, abs(s)) for (one, other), s in zip(pairs, signs, strict=True) if s
    )
    graph.add_nodes_from(ACTORS[:2])
    return graph


@settings(deadline=None, max_examples=80)
@given(signed_graphs())
def test_the_solver_finds_what_brute_force_finds(graph: nx.MultiDiGraph[str]) -> None:
    for k, most in ((2, 2), (None, len(graph))):
        found = blocs(graph, k=k)
        assert found.frustration == found.bound == least(graph, most)
        assert sum(tie.weight for tie in found.contradictions) == found.frustration


@settings(deadline=None, max_examples=40)
@given(signed_graphs())
def test_without_the_solver_the_bound_holds(graph: nx.MultiDiGraph[str]) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "solver_is_there", lambda: False)
        for k, most in ((2, 2), (None, len(graph))):
            found = blocs(graph, k=k)
            best = least(graph, most)
            assert found.bound <= best <= found.frustration
            assert found.exact or found.solver_missing


@pytest.mark.parametrize("most", [2, 3], ids=["two camps", "three camps"])
def test_planted_camps_are_found(most: int) -> None:
    graph, camp = planted(48, 300, camps=most, wrong=0.05)
    found = blocs(graph, k=2 if most == 2 else None)
    label = found.bloc_of()
    together = [
        (a, b) for a, b in combinations(sorted(label), 2) if (label[a] == label[b]) != (camp[a] == camp[b])
    ]
    assert len(label) >= 46
    assert together == []


@pytest.mark.parametrize("k", [2, None])
@pytest.mark.parametrize("seed", range(4))
def test_the_search_is_within_two_per_cent_of_the_exact(
    k: int | None, seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    graph, _ = planted(50, 130, camps=3 if k is None else 2, wrong=0.2, seed=seed)
    exact = blocs(graph, k=k)
    assert exact.is_best
    monkeypatch.setattr(module, "EXACT_TIES", dict.fromkeys(module.EXACT_TIES, 0))
    searched = blocs(graph, k=k)
    assert not searched.exact
    assert exact.frustration <= searched.frustration <= 1.02 * exact.frustration
    assert searched.bound <= exact.frustration


def test_pictures_get_the_camps_as_an_attribute_of_the_nodes() -> None:
    graph = signed_graph([("a", "b", 1), ("a", "x", -1)])
    graph.add_node("alone")
    set_blocs(graph)
    assert dict(graph.nodes(data="bloc")) == {"a": "1.1", "b": "1.1", "x": "1.2", "alone": None}


@pytest.mark.parametrize("k", [2, None])
def test_weights_need_not_be_whole(k: int | None) -> None:
    graph, _ = planted(20, 70, camps=3, wrong=0.2)
    for number, (_, _, data) in enumerate(graph.edges(data=True)):
        data["sources"] = 0.5 + 0.01 * (number % 7)
    found = blocs(graph, k=k)
    assert found.is_best
    assert found.frustration == pytest.approx(sum(tie.weight for tie in found.contradictions))


def test_the_solver_is_not_asked_where_time_matters(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "least_cover", None)
    found = blocs(complete(9, -1), exact=False)
    assert (found.exact, found.solver_missing) == (False, False)


def test_evidence_weighs() -> None:
    """One report against three does not part two allies of long standing."""
    graph = signed_graph([("a", "b", 1, 3), ("b", "c", 1, 3), ("a", "c", -1, 1)])
    found = blocs(graph)
    assert camps_of(found) == {frozenset("abc")}
    assert [tie.ends for tie in found.contradictions] == [("a", "c")]
    assert blocs(graph, weighted=False).frustration == 1.0


def test_an_actor_between_the_camps_is_in_neither() -> None:
    ties = [("a", "b", 1), ("a", "x", -1), ("b", "x", -1), ("b", "y", -1), ("x", "y", 1)]
    found = blocs(signed_graph([*ties, ("m", "a", 1), ("m", "x", 1)]))
    assert camps_of(found) == {frozenset("ab"), frozenset("xy")}
    assert [(m.actor, m.reason) for m in found.misfits] == [("m", "between")]


def test_mixed_ties_have_no_sign_and_place_nobody() -> None:
    found = blocs(signed_graph([("a", "b", 1), ("b", "c", 1), ("c", "b", -1)]))
    assert [(tie.ends, tie.sign, tie.alliance, tie.opposition) for tie in found.mixed] == [
        (("b", "c"), 0, 1.0, 1.0)
    ]
    assert camps_of(found) == {frozenset("ab")}
    assert [(m.actor, m.reason) for m in found.misfits] == [("c", "mixed")]


def test_parts_that_nothing_connects_are_not_compared() -> None:
    found = blocs(signed_graph([("a", "b", -1), ("x", "y", -1), ("y", "z", 1)]))
    assert [(bloc.id, bloc.part, bloc.members) for bloc in found.blocs] == [
        ("1.1", 1, ("y", "z")),
        ("1.2", 1, ("x",)),
        ("2.1", 2, ("a",)),
        ("2.2", 2, ("b",)),
    ]


def test_enemies_without_allies_stand_apart_among_free_blocs() -> None:
    found = blocs(signed_graph([("a", "b", 1), ("b", "x", -1), ("x", "y", -1)]), k=None)
    assert camps_of(found) == {frozenset("ab")}
    assert [(m.actor, m.reason) for m in found.misfits] == [("x", "apart"), ("y", "apart")]


@pytest.mark.parametrize("k", [2, None])
def test_graphs_with_nothing_to_part(k: int | None) -> None:
    empty: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    nothing = blocs(empty, k=k)
    assert (nothing.blocs, nothing.contradictions, nothing.misfits, nothing.mixed) == ((), (), (), ())
    assert (nothing.ties, nothing.weight, nothing.frustration, nothing.bound) == (0, 0.0, 0.0, 0.0)
    assert nothing.is_best
    empty.add_node("alone")
    empty.add_edge("alone", "alone", key="opposition", type="opposition", sign=-1)
    assert blocs(empty, k=k).blocs == ()
    friends = blocs(complete(5, 1), k=k)
    assert (len(friends.blocs), friends.frustration, friends.is_best) == (1, 0.0, True)


def test_another_number_of_blocs_is_refused() -> None:
    with pytest.raises(InputError, match="k is 3; known: 2, or None"):
        blocs(tribes(), k=3)


def test_without_the_solver_the_answer_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "solver_is_there", lambda: False)
    found = blocs(complete(7, -1))
    assert (found.exact, found.solver_missing) == (False, True)
    assert found.bound <= 9 <= found.frustration


def test_the_order_of_the_edges_does_not_matter() -> None:
    graph, _ = planted(30, 80, camps=2, wrong=0.1)
    turned = signed_graph([(v, u, d["sign"]) for u, v, d in reversed(list(graph.edges(data=True)))])
    assert blocs(graph) == blocs(turned)
    assert blocs(graph).to_dict() == blocs(graph).to_dict()


def test_a_long_chain_is_walked_without_recursion() -> None:
    names = [f"{i:05}" for i in range(3000)]
    found = blocs(signed_graph((one, other, -1) for one, other in pairwise(names)))
    assert [len(bloc.members) for bloc in found.blocs] == [1500, 1500]


def test_all_signs_of_a_triangle() -> None:
    costs = []
    for signs in product((1, -1), repeat=3):
        graph = signed_graph(zip("aab", "bcc", signs, strict=True))
        costs.append((sum(signs), blocs(graph).frustration, blocs(graph, k=None).frustration))
    assert set(costs) == {(3, 0.0, 0.0), (1, 1.0, 1.0), (-1, 0.0, 0.0), (-3, 1.0, 0.0)}
