"""Each file is read back, by networkx and by an emulation of what Gephi's importer refuses or merges."""

import csv
import io
import os
import re
from collections import Counter
from xml.etree import ElementTree as ET

import networkx as nx
import pytest
from sample import empty_graph, hostile_graph, syria_graph

from graphkit.errors import ExportError
from graphkit.export import FORMATS, export, write_all
from graphkit.export.flatten import flatten
from graphkit.export.gexf import gexf_text
from graphkit.export.graphml import graphml_text

GRAPHML = "{http://graphml.graphdrawing.org/xmlns}"
GEXF = "{http://gexf.net/1.3}"
VIZ = "{http://gexf.net/1.3/viz}"
GRAPHS = pytest.mark.parametrize("make", [syria_graph, hostile_graph, empty_graph])


def parse_xml(text):
    return ET.fromstring(text)  # noqa: S314  # our own output


def check_as_gephi(node_ids, edges):
    """What Gephi 0.10 does without asking: drops repeated ids and weight 0, merges within a kind."""
    assert len(set(node_ids)) == len(node_ids)
    assert len({edge["id"] for edge in edges}) == len(edges)
    for edge in edges:
        assert edge["weight"] > 0
        assert {edge["source"], edge["target"]} <= set(node_ids)
    kinds = Counter((edge["source"], edge["target"], edge["kind"]) for edge in edges)
    assert max(kinds.values(), default=1) == 1
    undirected = Counter((frozenset((e["source"], e["target"])), e["kind"]) for e in edges)
    mixed = {(frozenset((e["source"], e["target"])), e["kind"]) for e in edges if not e["directed"]}
    assert all(undirected[pair] == 1 for pair in mixed)


@GRAPHS
def test_gephi_reads_the_graphml_whole(make):
    graph = make()
    root = parse_xml(graphml_text(flatten(graph)))
    keys = {key.get("id"): key for key in root.findall(f"{GRAPHML}key")}
    assert len(keys) == len(root.findall(f"{GRAPHML}key"))
    assert {key.get("attr.type") for key in keys.values()} <= {"boolean", "int", "long", "double", "string"}
    assert not {"id", "timeset"} & set(keys)
    assert "all" not in {key.get("for") for key in keys.values()}
    assert [child.tag for child in root][-1] == f"{GRAPHML}graph", "keys come before the graph"
    inner = root.find(f"{GRAPHML}graph")
    assert inner.get("edgedefault") == "undirected"
    nodes = inner.findall(f"{GRAPHML}node")
    for node in nodes:
        data = {d.get("key"): d.text for d in node}
        assert re.fullmatch("#[0-9a-f]{6}", data["color"])
        assert data["label"]
        float(data["x"]), float(data["y"]), float(data["size"])
    edges = []
    for edge in inner.findall(f"{GRAPHML}edge"):
        data = {d.get("key"): d.text for d in edge}
        assert edge.get("directed") in ("true", "false")
        edges.append({**edge.attrib, "kind": edge.get("label"), "weight": float(data["weight"]),
                      "directed": edge.get("directed") == "true"})  # fmt: skip
    check_as_gephi([node.get("id") for node in nodes], edges)
    assert (len(nodes), len(edges)) == (graph.number_of_nodes(), graph.number_of_edges())


@GRAPHS
def test_networkx_reads_the_portable_graphml(make):
    graph, flat = make(), flatten(make())
    read = nx.parse_graphml(graphml_text(flat, profile="portable"), edge_key_type=str, force_multigraph=True)
    assert (read.number_of_nodes(), read.number_of_edges()) == (
        graph.number_of_nodes(),
        graph.number_of_edges(),
    )
    for row in flat.edges:
        data = read.get_edge_data(row["source"], row["target"], key=row["id"])
        assert (data["relation"], data["weight"]) == (row["relation"], row["weight"])
        assert data["symmetric"] is not row["directed"]
        assert data.get("evidence") == row["evidence"]
    for row in flat.nodes:
        assert read.nodes[row["id"]]["aliases"] == row["aliases"]


@GRAPHS
def test_gephi_reads_the_gexf_whole(make):
    graph = make()
    root = parse_xml(gexf_text(flatten(graph)))
    inner = root.find(f"{GEXF}graph")
    assert inner.get("defaultedgetype") is None
    nodes = inner.findall(f"{GEXF}nodes/{GEXF}node")
    for node in nodes:
        assert node.get("label")
        assert node.find(f"{VIZ}position") is not None
        assert all(0 <= int(node.find(f"{VIZ}color").get(c)) <= 255 for c in "rgb")
    edges = [
        {**edge.attrib, "weight": float(edge.get("weight")), "directed": edge.get("type") == "directed"}
        for edge in inner.findall(f"{GEXF}edges/{GEXF}edge")
    ]
    assert {edge["type"] for edge in edges} <= {"directed", "undirected"}
    check_as_gephi([node.get("id") for node in nodes], edges)
    assert len(edges) == graph.number_of_edges()
    declared = {
        (block.get("class"), attribute.get("id"))
        for block in inner.findall(f"{GEXF}attributes")
        for attribute in block
    }
    for kind, elements in (("node", nodes), ("edge", inner.findall(f"{GEXF}edges/{GEXF}edge"))):
        used = {(kind, value.get("for")) for e in elements for value in e.iter(f"{GEXF}attvalue")}
        assert used <= declared


def spell(root, kind, id_):
    element = next(e for e in root.iter(f"{GEXF}{kind}") if e.get("id") == id_)
    found = element.find(f"{GEXF}spells/{GEXF}spell")
    return None if found is None else (found.get("start"), found.get("end"))


def test_gexf_has_a_timeline_where_there_are_dates():
    root = parse_xml(gexf_text(flatten(syria_graph())))
    inner = root.find(f"{GEXF}graph")
    assert inner.attrib == {"mode": "dynamic", "timeformat": "date", "timerepresentation": "interval"}
    assert spell(root, "edge", "hts|opposition|armee-syrienne") == ("2024-11-29", "2024-12-05")
    assert spell(root, "edge", "etats-unis|alliance|fds") == ("2024-12-01", "2024-12-31"), (
        "a month is all its days"
    )
    assert spell(root, "edge", "osdh|co_mention|russie") is None
    assert spell(root, "node", "israel") == ("2024-01-01", "2024-12-31"), (
        "an edge of 2024 needs its ends all year"
    )


def test_gexf_without_dates_is_static():
    graph = empty_graph()
    graph.add_node("a", label="A", type="ORG")
    assert 'mode="static"' in gexf_text(flatten(graph))


def test_free_text_survives_xml():
    expected = flatten(hostile_graph())
    edge = next(e for e in expected.edges if e["relation"] == "opposition")
    assert "]]>" in edge["evidence"]
    root = parse_xml(graphml_text(expected))
    assert edge["evidence"] in {data.text for data in root.iter(f"{GRAPHML}data")}
    root = parse_xml(gexf_text(expected))
    assert edge["evidence"] in {value.get("value") for value in root.iter(f"{GEXF}attvalue")}


@GRAPHS
def test_the_tables_are_gephis_spreadsheets(make, tmp_path):
    graph = make()
    nodes = list(csv.DictReader(io.StringIO(export(graph, tmp_path / "nodes.csv").read_text("utf-8"))))
    edges = list(csv.DictReader(io.StringIO(export(graph, tmp_path / "edges.csv").read_text("utf-8"))))
    assert {edge["Type"] for edge in edges} <= {"Directed", "Undirected"}
    names = {"id": "Id", "source": "Source", "target": "Target", "kind": "Kind"}
    read = [
        {short: edge[name] for short, name in names.items()}
        | {"weight": float(edge["Weight"]), "directed": edge["Type"] == "Directed"}
        for edge in edges
    ]
    check_as_gephi([node["Id"] for node in nodes], read)
    assert (len(nodes), len(edges)) == (graph.number_of_nodes(), graph.number_of_edges())


def test_no_cell_is_a_formula(tmp_path):
    graph = hostile_graph()
    nodes = list(csv.DictReader(io.StringIO(export(graph, tmp_path / "nodes.csv").read_text("utf-8"))))
    by_id = {node["Id"]: node for node in nodes}
    assert by_id["b"]["Label"] == '\'=HYPERLINK("http://x")'
    edges = list(csv.DictReader(io.StringIO(export(graph, tmp_path / "edges.csv").read_text("utf-8"))))
    assert {edge["polarity"] for edge in edges} == {"1", "-1", "0"}, "numbers stay numbers"


@pytest.mark.parametrize("format_", FORMATS)
def test_the_same_graph_gives_the_same_bytes(format_, tmp_path):
    one = export(syria_graph(), tmp_path / "one", format=format_).read_bytes()
    assert export(syria_graph(), tmp_path / "two", format=format_).read_bytes() == one
    assert b"\r" not in one


def test_write_all_lays_out_once_and_writes_five_files(tmp_path):
    paths = write_all(syria_graph(), tmp_path)
    assert [p.name for p in paths] == ["graph.html", "graph.graphml", "graph.gexf", "nodes.csv", "edges.csv"]
    assert sorted(p.name for p in tmp_path.iterdir()) == sorted(p.name for p in paths), (
        "no temporary file is left"
    )


@pytest.mark.parametrize("name", ["graph.xyz", "graph", "graph.gexf.txt"])
def test_an_unknown_ending_names_those_that_are_known(name, tmp_path):
    with pytest.raises(ExportError, match=r"known: \.html, \.graphml, \.gexf, nodes\.csv, edges\.csv"):
        export(syria_graph(), tmp_path / name)
    assert not list(tmp_path.iterdir())


def test_an_unknown_format_or_profile_or_language_is_an_error(tmp_path):
    with pytest.raises(ExportError, match="unknown format 'pdf'"):
        export(syria_graph(), tmp_path / "x.html", format="pdf")
    with pytest.raises(ExportError, match="unknown GraphML profile 'x'"):
        graphml_text(flatten(empty_graph()), profile="x")
    with pytest.raises(ExportError, match="no language 'xx'; known: fr, en"):
        export(syria_graph(), tmp_path / "x.html", lang="xx")


def test_a_failed_write_leaves_the_old_file_whole(tmp_path, monkeypatch):
    path = export(syria_graph(), tmp_path / "edges.csv")
    before = path.read_bytes()

    def full_disk(_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full_disk)
    with pytest.raises(ExportError, match=r"edges\.csv cannot be written: No space left"):
        export(hostile_graph(), path)
    assert path.read_bytes() == before
    assert [p.name for p in tmp_path.iterdir()] == ["edges.csv"]


def test_a_folder_that_is_missing_is_named(tmp_path):
    with pytest.raises(ExportError, match="missing"):
        export(syria_graph(), tmp_path / "missing" / "graph.gexf")
