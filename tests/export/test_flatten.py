import math

import pytest
from sample import add_actor, empty_graph, hostile_graph, ring_graph, syria_graph

from graphkit.errors import ExportError
from graphkit.export.flatten import EDGE_COLUMNS, NODE_COLUMNS, clean, flatten, one_line
from graphkit.export.layout import positions


@pytest.fixture(scope="module")
def flat():
    return flatten(syria_graph())


def row_of(rows, id_):
    return next(row for row in rows if row["id"] == id_)


def test_rows_hold_scalars_only_and_every_column(flat):
    edge_columns = {"id", "source", "target", "directed", *EDGE_COLUMNS}
    for rows, columns in ((flat.nodes, {"id", *NODE_COLUMNS}), (flat.edges, edge_columns)):
        for row in rows:
            assert set(row) == columns
            assert all(value is None or isinstance(value, str | int | float | bool) for value in row.values())


def test_degrees_count_statements_and_not_co_mentions(flat):
    osdh = row_of(flat.nodes, "osdh")
    assert (osdh["degree"], osdh["weighted_degree"]) == (0, 0.0)
    turkey = row_of(flat.nodes, "turquie")  # counted by hand in syria.toml
    assert (turkey["degree"], turkey["alliances"], turkey["oppositions"]) == (9, 2, 4)


def test_a_copy_adds_a_document_but_no_source(flat):
    edge = row_of(flat.edges, "russie|alliance|regime-syrien")
    assert (edge["weight"], edge["documents"], edge["sources"], edge["negated"]) == (3.0, 4, 3, 1)


def test_evidence_is_at_most_three_sentences_and_none_that_denies(flat):
    edge = row_of(flat.edges, "russie|alliance|regime-syrien")
    sentences = edge["evidence"].split(" | ")
    assert len(sentences) == 3
    assert not any("renforts" in sentence for sentence in sentences)
    assert "2015" in sentences[-1], "a past relation supports less than an asserted one"


def test_a_co_mention_shows_its_examples(flat):
    assert row_of(flat.edges, "iran|co_mention|qatar")["evidence"] == "Iran et Qatar sont cités ensemble."


def test_the_graph_stays_as_it_is():
    graph = syria_graph()
    before = (sorted(graph.nodes(data=True)), sorted(map(str, graph.edges(keys=True, data=True))))
    flatten(graph)
    assert before == (sorted(graph.nodes(data=True)), sorted(map(str, graph.edges(keys=True, data=True))))


def test_an_empty_graph_has_no_rows():
    flat = flatten(empty_graph("leer"))
    assert (flat.title, list(flat.nodes), list(flat.edges)) == ("leer", [], [])


def test_order_of_nodes_and_edges_does_not_matter():
    graph = syria_graph()
    turned = empty_graph(graph.graph["title"])
    turned.graph.update(graph.graph)
    turned.add_nodes_from(reversed(list(graph.nodes(data=True))))
    turned.add_edges_from(reversed(list(graph.edges(keys=True, data=True))))
    one, other = flatten(turned), flatten(graph)
    assert (list(one.nodes), list(one.edges)) == (list(other.nodes), list(other.edges))
    assert (one.node_keys, one.edge_keys) == (other.node_keys, other.edge_keys)


@pytest.mark.parametrize("weight", [0.0, -1.0, math.nan, math.inf])
def test_a_weight_that_gephi_would_drop_is_an_error(weight):
    graph = syria_graph()
    graph.edges["russie", "regime-syrien", "alliance"]["weight"] = weight
    with pytest.raises(ExportError, match=r"russie -> regime-syrien \(alliance\) has weight"):
        flatten(graph)


def test_one_kind_never_has_both_directions_between_two_actors():
    graph = syria_graph()
    graph.add_edge("iran", "russie", **{**graph.edges["russie", "iran", "alliance"], "directed": False})
    edges = [e for e in flatten(graph).edges if {e["source"], e["target"]} == {"iran", "russie"}]
    assert [e["directed"] for e in edges] == [True, True]


def test_ids_that_become_equal_when_cleaned_stay_apart():
    graph = empty_graph()
    for id_ in ("a", "a\x00", "\x01"):
        add_actor(graph, id_)
    assert [row["id"] for row in flatten(graph).nodes] == ["a", "a-2", "actor"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [("a\x00b\x0b", "ab"), ("\ud800x", "x"), ("e\u0301", "é"), ("\ufffe\uffff", ""), ("😀\t\n", "😀\t\n")],
    ids=["control", "surrogate", "nfc", "non-character", "kept"],
)
def test_clean_text_is_legal_xml(text, expected):
    assert clean(text) == expected


def test_a_label_of_blanks_falls_back_to_the_id():
    assert row_of(flatten(hostile_graph()).nodes, "c")["label"] == "c"


def test_linked_actors_do_not_lie_on_one_another(flat):
    places = [(row["x"], row["y"]) for row in flat.nodes]
    distances = [math.dist(a, b) for i, a in enumerate(places) for b in places[:i]]
    assert min(distances) > 40


def test_isolated_actors_stay_near_the_map():
    graph = syria_graph()
    for i in range(30):
        add_actor(graph, f"lonely-{i}")
    places = positions(graph)
    linked = [places[n] for n in graph if graph.degree(n)]
    width = max(x for x, _ in linked) - min(x for x, _ in linked)
    assert max(math.hypot(x, y) for x, y in places.values()) < 2 * width


@pytest.mark.parametrize("is_installed", [True, False], ids=["igraph", "networkx"])
def test_a_large_part_is_laid_out_by_either_library(monkeypatch, is_installed):
    if is_installed:
        pytest.importorskip("igraph", reason="igraph is not installed (extra: fast)")
    else:
        monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    places = positions(ring_graph(1100))
    assert len(places) == len(set(places.values())) == 1100
    assert positions(ring_graph(1100)) == places, "no chance decides the map"


def test_relations_of_an_unknown_type_are_written():
    graph = syria_graph()
    graph.edges["russie", "iran", "alliance"].update(type="rivalry")
    assert row_of(flatten(graph).edges, "russie|rivalry|iran")["color"].startswith("#")


def test_two_edges_that_gephi_would_merge_are_an_error():
    graph = syria_graph()
    graph.add_edge("russie", "iran", key="again", **graph.edges["russie", "iran", "alliance"])
    with pytest.raises(ExportError, match="two edges russie -> iran are both of type 'alliance'"):
        flatten(graph)


def test_a_bloc_of_the_graph_is_a_column_of_text():
    graph = syria_graph()
    graph.nodes["iran"]["bloc"] = 0
    rows = flatten(graph).nodes
    assert (row_of(rows, "iran")["bloc"], row_of(rows, "turquie")["bloc"]) == ("0", None)


def test_places_that_a_graph_has_are_kept():
    graph = syria_graph()
    for index, node in enumerate(graph):
        graph.nodes[node].update(x=float(index), y=-1.25)
    assert {(row["x"], row["y"]) for row in flatten(graph).nodes} == {
        (float(i), -1.2) for i in range(len(graph))
    }


def test_rows_are_made_anew_and_may_be_held(flat):
    assert flat.edges[0] == flat.edges[0]
    assert flat.edges[0] is not flat.edges[0]
    assert flat.edges[-1] == list(flat.edges)[-1]
    assert flat.edges[1:3] == list(flat.edges)[1:3]
    with pytest.raises(IndexError):
        flat.edges[len(flat.edges)]
    held = flat.held()
    assert held.edges[0] is held.edges[0]
    assert list(held.nodes) == list(flat.nodes)


def test_no_break_blanks_of_a_sentence_are_kept_and_ends_of_lines_are_not():
    assert one_line(" « Oui »\u00a0:\u202f1\n\n2 \u2028 3") == "« Oui »\u00a0:\u202f1 2 3"
