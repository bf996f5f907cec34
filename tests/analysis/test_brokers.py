"""Brokers against networkx, igraph and the definitions."""

from __future__ import annotations

import networkx as nx
import pytest
from signed import planted, signed_graph, tribes

from graphkit.analysis import brokers as module
from graphkit.analysis.blocs import blocs
from graphkit.analysis.brokers import Brokers, brokers
from graphkit.records import RelationType

igraph = pytest.importorskip("igraph", reason="igraph is not installed (extra: fast)")


def with_diplomacy(graph: nx.MultiDiGraph[str], make, pairs) -> nx.MultiDiGraph[str]:  # type: ignore[no-untyped-def]
    """Adds talks, with a statement each."""
    relations = graph.graph.setdefault("relations", {})
    for number, (one, other) in enumerate(pairs):
        relation = make.relation(one, other, RelationType.DIPLOMACY, doc=f"{number}.txt", directed=False)
        relations[relation.id] = relation
        graph.add_edge(
            one, other, key="diplomacy", type="diplomacy", sign=0, directed=False, relations=(relation.id,)
        )
    return graph


def positive_layer(graph: nx.MultiDiGraph[str]) -> nx.Graph[str]:
    layer: nx.Graph[str] = nx.Graph()
    layer.add_edges_from(
        (u, v, {"weight": d["sources"]}) for u, v, d in graph.edges(data=True) if d["sign"] > 0
    )
    return layer


def test_the_medici_stand_between_as_published() -> None:
    """Betweenness 0.522 among the marriages of Padgett & Ansell (1993), e.g. in Jackson 2008, section 2.1."""
    found = brokers(signed_graph((u, v, 1) for u, v in nx.florentine_families_graph().edges))
    assert (found.brokers[0].actor, round(found.brokers[0].betweenness, 3)) == ("Medici", 0.522)


def test_betweenness_and_constraint_are_those_of_igraph() -> None:
    graph = tribes()
    layer = positive_layer(graph)
    order = list(layer)
    twin = igraph.Graph(n=len(order), edges=[(order.index(u), order.index(v)) for u, v in layer.edges])
    pairs = (len(order) - 1) * (len(order) - 2) / 2
    expected = {
        actor: (between / pairs, constraint)
        for actor, between, constraint in zip(order, twin.betweenness(), twin.constraint(), strict=True)
    }
    found = {b.actor: (b.betweenness, b.constraint) for b in brokers(graph).brokers}
    assert found.keys() == expected.keys()
    for actor, values in found.items():
        assert values == pytest.approx(expected[actor])


def test_large_graphs_are_exact_with_igraph_and_sampled_without(monkeypatch: pytest.MonkeyPatch) -> None:
    graph, _ = planted(60, 200, camps=2, wrong=0.0)
    exact = {b.actor: b.betweenness for b in brokers(graph).brokers}
    monkeypatch.setattr(module, "EXACT_BETWEENNESS", 10)
    fast = brokers(graph)
    assert not fast.sampled
    assert {b.actor: b.betweenness for b in fast.brokers} == pytest.approx(exact)
    monkeypatch.setitem(__import__("sys").modules, "igraph", None)
    monkeypatch.setattr(module, "SAMPLES", 30)
    assert brokers(graph).sampled
    assert brokers(graph) == brokers(graph)


def test_a_mediator_talks_to_both_sides(make) -> None:  # type: ignore[no-untyped-def]
    ties = [("a", "b", 1), ("x", "y", 1), ("a", "x", -1), ("b", "y", -1)]
    graph = with_diplomacy(
        signed_graph(ties), make, [("m", "a"), ("m", "x"), ("b", "y"), ("n", "a"), ("a", "y")]
    )
    found = brokers(graph)
    assert [(m.actor, m.bloc, m.blocs, m.score) for m in found.mediators] == [("m", None, ("1.1", "1.2"), 1)]
    assert [(c.one, c.other) for c in found.channels] == [("a", "y"), ("b", "y")]


def test_who_talks_for_a_side_comes_after_third_parties(make) -> None:  # type: ignore[no-untyped-def]
    graph = with_diplomacy(
        signed_graph([("a", "b", 1), ("a", "x", -1)]), make, [("a", "b"), ("a", "x"), ("z", "a"), ("z", "x")]
    )
    assert [(m.actor, m.bloc) for m in brokers(graph).mediators] == [("z", None), ("a", "1.1")]


def test_denied_or_possible_talks_make_no_mediator(make) -> None:  # type: ignore[no-untyped-def]
    graph = with_diplomacy(signed_graph([("a", "x", -1)]), make, [("m", "a"), ("m", "x")])
    relations = graph.graph["relations"]
    from dataclasses import replace

    graph.graph["relations"] = {id_: replace(r, negated=True) for id_, r in relations.items()}
    assert brokers(graph).mediators == ()


def test_roles_of_gould_and_fernandez() -> None:
    """a -> b -> c in one bloc; d of another bloc supports b, and b supports e of that bloc."""
    own = [("a", "b", 1), ("b", "c", 1), ("a", "x", -1), ("b", "x", -1), ("a", "y", -1), ("b", "y", -1)]
    others = [("c", "y", -1), ("x", "y", 1), ("d", "x", 1, 3), ("d", "b", 1), ("e", "x", 1, 3), ("b", "e", 1)]
    graph = signed_graph([*own, *others])
    label = blocs(graph).bloc_of()
    assert label["a"] == label["b"] == label["c"] != label["x"] == label["d"] == label["e"]
    (found,) = [g for g in brokers(graph).gatekeepers if g.actor == "b"]
    assert (found.coordinator, found.consultant, found.gatekeeper, found.representative, found.liaison) == (
        1,
        1,
        1,
        1,
        0,
    )
    assert found.between_blocs == 3


def test_a_graph_without_alliances_has_no_brokers() -> None:
    for graph in (nx.MultiDiGraph(), signed_graph([("a", "b", -1)])):
        assert brokers(graph) == Brokers(
            brokers=(), mediators=(), contacts=(), channels=(), gatekeepers=(), sampled=False
        )
