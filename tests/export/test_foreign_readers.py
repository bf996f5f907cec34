"""Every export of every test graph, read by readers that are not ours.

Gephi's importers are stood in for by `gephi`, which does as they do; the rest are the readers themselves:
igraph, networkx, libxml2 with the schemas, the parsers that Gephi Lite calls, Cytoscape.js, d3, pyarrow
and followthemoney.
"""

from __future__ import annotations

import io
import json
import math
import os
import shutil
import subprocess
import warnings
import zipfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import gephi
import igraph
import networkx as nx
import pytest
from lxml import etree
from sample import GRAPHS, TEXTS, syria_graph, text_graph

from graphkit.export import export, export_all
from graphkit.export.flatten import Flat, flatten, split_list
from graphkit.export.tables import _cell

Node = Callable[..., list[dict[str, Any]]]

SCHEMAS = Path(__file__).parent / "schemas"
NAMES = [
    "graph.graphml", "portable.graphml", "graph.gexf", "nodes.csv", "edges.csv", "graph.json", "graph.cyjs",
    "nodes.parquet", "edges.parquet", "evidence.parquet", "graph.ftm.json", "graph.cypher",
    "neo4j-nodes.csv", "neo4j-edges.csv", "evidence.csv",
]  # fmt: skip


@pytest.fixture(scope="module", params=GRAPHS)
def files(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[Flat, Path]:
    """(the rows, the folder of all exports) of each graph."""
    graph = GRAPHS[request.param]()
    folder = tmp_path_factory.mktemp(request.param)
    export_all(graph, [folder / name for name in NAMES])
    return flatten(graph).held(), folder


def statements(rows: Any) -> list[tuple[Any, ...]]:
    """What of an edge no reader may lose."""
    names = ("id", "source", "target", "directed", "relation", "polarity", "weight", "evidence")
    return sorted(tuple(row.get(name) for name in names) for row in rows)


def by_key(edges: Any) -> list[dict[str, Any]]:
    """Edges under their key: in GraphML, ids are written with the characters that its schema allows."""
    return [edge | {"id": edge["edge_key"]} for edge in edges]


def actors(rows: Any) -> list[tuple[Any, ...]]:
    """What of a node no reader may lose."""
    names = ("id", "label", "actor_type", "aliases", "mentions", "x", "y", "size")
    return sorted(tuple(row.get(name) for name in names) for row in rows)


def as_strings(rows: list[tuple[Any, ...]]) -> list[tuple[str, ...]]:
    return [tuple(str(_cell(value)) if value is not None else "" for value in row) for row in rows]


@pytest.mark.parametrize("name", ["graph.graphml", "graph.gexf"])
def test_gephi_imports_all_without_an_issue(files: tuple[Flat, Path], name: str) -> None:
    flat, folder = files
    found = (gephi.import_graphml if name.endswith("graphml") else gephi.import_gexf)(folder / name)
    assert found.issues == []
    assert statements(by_key(found.edges.values())) == statements(flat.edges)
    assert actors(found.nodes.values()) == actors(flat.nodes)
    for edge in found.edges.values():
        row = next(row for row in flat.edges if row["id"] == edge["edge_key"])
        assert (edge["kind"], edge["label"], edge["color"]) == (row["relation"], row["label"], row["color"])
    assert {id_: node["color"] for id_, node in found.nodes.items()} == {
        n["id"]: n["color"] for n in flat.nodes
    }


def test_gephi_imports_both_tables(files: tuple[Flat, Path]) -> None:
    flat, folder = files
    found = gephi.import_tables(folder / "nodes.csv", folder / "edges.csv")
    found.issues = [issue for issue in found.issues if issue != "no node has a place"]  # a table has none
    assert found.issues == []
    assert len(found.nodes) == len(flat.nodes)
    expected = {
        (
            _cell(e["id"]),
            _cell(e["source"]),
            _cell(e["target"]),
            e["directed"],
            _cell(e["relation"]),
            e["weight"],
        )
        for e in flat.edges
    }
    names = ("source", "target", "directed", "kind", "weight")
    assert {(id_, *(edge[n] for n in names)) for id_, edge in found.edges.items()} == expected


def test_gephi_would_lose_most_of_what_networkx_writes(tmp_path: Path) -> None:
    """The reason for a writer of our own, and the proof that the emulation can fail."""
    graph = nx.MultiDiGraph()
    for edge in flatten(syria_graph()).edges:
        graph.add_edge(edge["source"], edge["target"], key=edge["relation"], weight=edge["weight"])
    nx.write_graphml(graph, tmp_path / "networkx.graphml")
    found = gephi.import_graphml(tmp_path / "networkx.graphml")
    assert any("already exists" in issue for issue in found.issues)
    assert len(found.edges) < graph.number_of_edges() / 2


def test_networkx_reads_the_portable_graphml(files: tuple[Flat, Path]) -> None:
    flat, folder = files
    read = nx.read_graphml(folder / "portable.graphml", edge_key_type=str, force_multigraph=True)
    assert isinstance(read, nx.MultiDiGraph)
    edges = [
        data | {"source": s, "target": t, "directed": not data["symmetric"]}
        for s, t, data in read.edges(data=True)
    ]
    assert statements(by_key(edges)) == statements(flat.edges)
    assert actors(data | {"id": node} for node, data in read.nodes(data=True)) == actors(flat.nodes)


@pytest.mark.parametrize("name", ["graph.graphml", "portable.graphml"])
def test_igraph_reads_the_graphml(files: tuple[Flat, Path], name: str) -> None:
    flat, folder = files
    if not flat.nodes:
        pytest.skip("igraph gives an empty graph no attributes to compare")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # igraph tells that ids of nodes become an attribute
        read = igraph.Graph.Read_GraphML(str(folder / name))
    ids = read.vs["id"]
    edges = [
        edge.attributes() | {
            "id": edge["edge_key"], "source": ids[edge.source], "target": ids[edge.target],
            "directed": not edge["symmetric"], "evidence": edge["evidence"] or None,
        }
        for edge in read.es
    ]  # fmt: skip
    if name == "graph.graphml":  # igraph keeps one direction for all, and may turn the ends of an edge
        assert not read.is_directed()
        turned = {row["id"]: row for row in flat.edges}
        for edge in edges:
            assert {edge["source"], edge["target"]} == {
                turned[edge["id"]][end] for end in ("source", "target")
            }
            edge |= {end: turned[edge["id"]][end] for end in ("source", "target")}
    assert statements(edges) == statements(flat.edges)
    nodes = [
        {name: None if value == "" else value for name, value in v.attributes().items()} for v in read.vs
    ]
    assert actors(nodes) == actors(flat.nodes)


@pytest.mark.parametrize(
    ("name", "schema"),
    [("graph.graphml", "graphml"), ("portable.graphml", "graphml"), ("graph.gexf", "gexf")],
)
def test_the_xml_is_valid(files: tuple[Flat, Path], name: str, schema: str) -> None:
    etree.RelaxNG(file=str(SCHEMAS / f"{schema}.rng")).assertValid(etree.parse(str(files[1] / name)))


@pytest.fixture(scope="module")
def published() -> dict[str, etree.XMLSchema]:
    """The schemas of GraphML 1.0 and GEXF 1.2 as the Debian package libjgrapht-java has them."""
    jar = Path(os.environ.get("GRAPHKIT_JGRAPHT", "/usr/share/java/jgrapht-io.jar"))
    if not jar.is_file():
        pytest.skip(f"{jar} is missing: apt-get install libjgrapht-java, or set GRAPHKIT_JGRAPHT")
    archive = zipfile.ZipFile(jar)

    class Inside(etree.Resolver):
        def resolve(self, system_url: str, public_id: str, context: object) -> Any:
            name = Path(system_url).name
            return self.resolve_string(archive.read(name), context) if name in archive.namelist() else None

    parser = etree.XMLParser(no_network=True)
    parser.resolvers.add(Inside())
    return {
        name: etree.XMLSchema(
            etree.parse(io.BytesIO(archive.read(f"{name}.xsd")), parser, base_url=f"{name}.xsd")
        )
        for name in ("graphml", "gexf")
    }


def test_the_portable_graphml_fits_the_published_schema(
    files: tuple[Flat, Path], published: dict[str, etree.XMLSchema]
) -> None:
    published["graphml"].assertValid(etree.parse(str(files[1] / "portable.graphml")))


def test_the_graphml_for_gephi_fits_it_but_for_the_attribute_that_gephi_reads(
    files: tuple[Flat, Path], published: dict[str, etree.XMLSchema]
) -> None:
    tree = etree.parse(str(files[1] / "graph.graphml"))
    for edge in tree.iterfind(".//{*}edge"):
        del edge.attrib["label"]
    published["graphml"].assertValid(tree)


def test_the_gexf_fits_the_published_schema_of_1_2_but_for_what_1_3_added(
    files: tuple[Flat, Path], published: dict[str, etree.XMLSchema]
) -> None:
    text = (files[1] / "graph.gexf").read_text("utf-8")
    for new, old in (
        ("http://gexf.net/1.3", "http://www.gexf.net/1.2draft"),
        ('version="1.3"', 'version="1.2"'),
    ):
        text = text.replace(new, old)
    root = etree.fromstring(text.encode())
    root.find("{*}graph").attrib.pop("timerepresentation", None)
    for element in root.iter("{*}edge"):
        del element.attrib["kind"]
    for element in root.iter("{http://www.gexf.net/1.2draft/viz}*"):  # 1.2 writes them in its own namespace
        element.tag = etree.QName("http://www.gexf.net/1.2draft", etree.QName(element).localname)
    published["gexf"].assertValid(root)


def node_reader(*packages: str) -> Node:
    """Runs readers.cjs on files, gives what it prints; skips where Node or a package is missing."""
    program = shutil.which("node") or shutil.which("nodejs")
    if program is None:
        pytest.skip("Node is missing")
    probe = ";".join(f"require.resolve('{name}')" for name in packages)
    if subprocess.run([program, "-e", probe], capture_output=True, check=False).returncode:
        pytest.skip(f"not found by NODE_PATH: npm install {' '.join(packages)}")

    def read(*paths: Path) -> list[dict[str, Any]]:
        command = [program, str(Path(__file__).with_name("readers.cjs")), *map(str, paths)]
        done = subprocess.run(command, capture_output=True, check=False)
        assert done.returncode == 0, done.stderr.decode()
        found: list[dict[str, Any]] = json.loads(done.stdout)
        return found

    return read


@pytest.fixture(scope="module")
def node() -> Node:
    """Reads as Gephi Lite, sigma, d3 and Cytoscape.js do."""
    return node_reader("graphology", "graphology-graphml", "graphology-gexf", "cytoscape", "d3-force")


@pytest.mark.parametrize("name", ["hostile", "texts"])  # it takes seconds for each
def test_neo4js_own_parser_finds_no_fault_in_the_cypher(name: str, tmp_path: Path) -> None:
    read = node_reader("@neo4j-cypher/language-support")
    (found,) = read(export(GRAPHS[name](), tmp_path / "graph.cypher"))
    assert found["errors"] == []
    assert found["statements"] > 2


@pytest.mark.parametrize("name", ["graph.graphml", "graph.gexf"])
def test_the_parsers_of_gephi_lite_read_all(
    files: tuple[Flat, Path], name: str, node: Callable[..., Any]
) -> None:
    flat, folder = files
    (found,) = node(folder / name)
    assert statements(by_key(found["edges"])) == statements(flat.edges)
    assert actors(found["nodes"]) == actors(flat.nodes)
    assert Counter(e["directed"] for e in found["edges"]) == Counter(e["directed"] for e in flat.edges)
    if name.endswith("gexf"):
        assert all(edge["kind"] == edge["relation"] for edge in found["edges"])


@pytest.mark.parametrize("name", ["graph.graphml", "graph.gexf"])
def test_gephi_lite_draws_every_edge_as_directed(
    files: tuple[Flat, Path], name: str, node: Callable[..., Any]
) -> None:
    """What examples/gephi.md says; the column ``symmetric`` still tells."""
    flat, folder = files
    (found,) = node(folder / name)
    assert found["lite"] == {"nodes": len(flat.nodes), "directed": len(flat.edges), "undirected": 0}


def test_sigma_and_d3_read_the_json(files: tuple[Flat, Path], node: Node) -> None:
    flat, folder = files
    (found,) = node(folder / "graph.json")
    expected = [row | {"evidence": split_list(row["evidence"])} for row in flat.edges]
    assert statements(found["edges"]) == statements(expected)
    assert len(found["nodes"]) == len(flat.nodes)
    assert found["resolved"] == len(flat.edges)


def test_networkx_reads_the_json(files: tuple[Flat, Path]) -> None:
    flat, folder = files
    data = json.loads((folder / "graph.json").read_text("utf-8"))
    read = nx.node_link_graph(data, edges="links")
    assert {(s, t, k) for s, t, k in read.edges(keys=True)} == {
        (e["source"], e["target"], e["id"]) for e in flat.edges
    }
    assert {node: d["aliases"] for node, d in read.nodes(data=True)} == {
        node["id"]: split_list(node["aliases"]) for node in flat.nodes
    }


def test_cytoscape_reads_its_json(files: tuple[Flat, Path], node: Node) -> None:
    flat, folder = files
    (found,) = node(folder / "graph.cyjs")
    expected = [row | {"evidence": split_list(row["evidence"])} for row in flat.edges]
    assert statements(found["edges"]) == statements(expected)
    assert {n["id"]: (n["name"], n["x"], -n["y"]) for n in found["nodes"]} == {
        n["id"]: (n["label"], n["x"], n["y"]) for n in flat.nodes
    }
    assert not any(n["isBoxed"] for n in found["nodes"]), "a parent is no box around its children"


def test_pyarrow_reads_the_parquet(files: tuple[Flat, Path]) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    flat, folder = files
    edges = parquet.read_table(folder / "edges.parquet").to_pylist()
    expected = [row | {"evidence": split_list(row["evidence"])} for row in flat.edges]
    assert statements(edges) == statements(expected)
    nodes = parquet.read_table(folder / "nodes.parquet").to_pylist()
    assert actors(nodes) == actors(row | {"aliases": split_list(row["aliases"])} for row in flat.nodes)


def test_followthemoney_reads_its_entities(files: tuple[Flat, Path]) -> None:
    model = pytest.importorskip("followthemoney").model
    flat, folder = files
    lines = (folder / "graph.ftm.json").read_text("utf-8").splitlines()
    entities = [model.get_proxy(json.loads(line)) for line in lines]
    by_id = {entity.id: entity for entity in entities}
    assert len(by_id) == len(entities)
    links = [entity for entity in entities if entity.schema.name == "UnknownLink"]
    found = {
        (
            by_id[link.first("subject")].first("name"),
            link.first("role"),
            by_id[link.first("object")].first("name"),
        )
        for link in links
    }
    labels = {row["id"]: row["label"] for row in flat.nodes}
    assert found == {(labels[e["source"]], e["relation"], labels[e["target"]]) for e in flat.edges}
    assert len(links) == len(flat.edges)
    for link in links:
        assert all(by_id[proof].schema.name == "Article" for proof in link.get("proof"))
    said = {text for link in links for text in link.get("description")}
    assert said >= {text for row in flat.edges for text in split_list(row["evidence"])}


def test_every_reader_keeps_every_text(tmp_path: Path, node: Node) -> None:
    """Quotes, markup, accents and blanks of French, Arabic, emoji, ten kilobytes: every character."""
    export_all(text_graph(), [tmp_path / name for name in NAMES])
    graphml, gexf = tmp_path / "graph.graphml", tmp_path / "graph.gexf"
    lite_graphml, lite_gexf = node(graphml, gexf)
    read = {
        "Gephi GraphML": gephi.import_graphml(graphml).edges.values(),
        "Gephi GEXF": gephi.import_gexf(gexf).edges.values(),
        "Gephi Lite GraphML": lite_graphml["edges"],
        "Gephi Lite GEXF": lite_gexf["edges"],
        "networkx": [d for *_, d in nx.read_graphml(tmp_path / "portable.graphml").edges(data=True)],
        "igraph": [e.attributes() for e in igraph.Graph.Read_GraphML(str(tmp_path / "portable.graphml")).es],
    }
    for name, text in TEXTS.items():
        for reader, edges in read.items():
            (cell,) = {e["evidence"] for e in edges if e["edge_key"].startswith(f"{name}|alliance")}
            (sentence,) = split_list(cell)
            assert sentence == f"A dit B {text}", reader


def test_places_are_the_same_in_every_file(files: tuple[Flat, Path]) -> None:
    flat, folder = files
    expected = {row["id"]: (row["x"], row["y"]) for row in flat.nodes}
    for found in (gephi.import_graphml(folder / "graph.graphml"), gephi.import_gexf(folder / "graph.gexf")):
        assert {id_: (node["x"], node["y"]) for id_, node in found.nodes.items()} == expected
        assert all(math.isfinite(node["size"]) and node["size"] > 0 for node in found.nodes.values())
