"""Filters and roll-up hold for every format alike."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import graphkit
from graphkit.export import FORMATS, export_all
from graphkit.export.flatten import flatten
from graphkit.export.tables import read_table

FILES = {
    "graphml": "graph.graphml", "graphml-portable": "portable.graphml", "gexf": "graph.gexf",
    "nodes.csv": "nodes.csv", "edges.csv": "edges.csv", "evidence.csv": "evidence.csv", "json": "graph.json",
    "cytoscape": "graph.cyjs", "cypher": "graph.cypher", "neo4j-nodes.csv": "neo4j-nodes.csv",
    "neo4j-edges.csv": "neo4j-edges.csv", "nodes.parquet": "nodes.parquet", "edges.parquet": "edges.parquet",
    "evidence.parquet": "evidence.parquet", "ftm": "graph.ftm.json", "html": "graph.html",
}  # fmt: skip


def ids_of_graph(path: Path) -> set[str]:
    graph = graphkit.read_graph(path)
    return {row["id"] for row in flatten(graph).edges}


def ids_of_parquet(path: Path) -> set[str]:
    from pyarrow import parquet

    table = parquet.read_table(path)
    return set(table.column("id" if "id" in table.column_names else "edge_key").to_pylist())


def ids_of_neo4j(path: Path) -> set[str]:
    with path.open(encoding="utf-8", newline="") as file:
        return {row["id:string"] for row in csv.DictReader(file)}


def ids_of_ftm(path: Path) -> set[str]:
    entities = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    return {entity["properties"]["recordId"][0] for entity in entities if entity["schema"] == "UnknownLink"}


def ids_of_page(path: Path) -> set[str]:
    text = path.read_text("utf-8").split('id="gk-graph"', 1)[1].split(">", 1)[1].split("</script>", 1)[0]
    data = json.loads(text)
    nodes = spread(data["nodes"]["columns"]["id"], data["nodes"]["length"])
    table = data["edges"]
    names = ("id", "source", "type", "target", "denied")
    rows = zip(*(spread(table["columns"][name], table["length"]) for name in names), strict=True)
    # An id that follows the rule is left to the page.
    return {id_ or f"{nodes[s]}|{t}|{nodes[o]}" for id_, s, t, o, denied in rows if not denied}


def spread(column: Any, length: int) -> list[Any]:
    """The values of a column of the page, which may be coded (`graphkit.export.columns`)."""
    if isinstance(column, list):
        return column
    return [column["all"]] * length if "all" in column else [column["values"][code] for code in column["of"]]


def ids_of_cypher(path: Path) -> set[str]:
    parts = path.read_text("utf-8").split("properties: {id: ")[1:]
    return {json.JSONDecoder().raw_decode(part)[0] for part in parts}


EDGES: dict[str, Callable[[Path], set[Any]]] = {
    "graphml": ids_of_graph,
    "graphml-portable": ids_of_graph,
    "gexf": ids_of_graph,
    "edges.csv": lambda path: {row["id"] for row in read_table(path)},
    "evidence.csv": lambda path: {row["edge_key"] for row in read_table(path)},
    "json": lambda path: {link["key"] for link in json.loads(path.read_text("utf-8"))["links"]},
    "cytoscape": lambda path: {
        edge["data"]["id"] for edge in json.loads(path.read_text("utf-8"))["elements"]["edges"]
    },
    "cypher": ids_of_cypher,
    "neo4j-edges.csv": ids_of_neo4j,
    "edges.parquet": ids_of_parquet,
    "evidence.parquet": ids_of_parquet,
    "ftm": ids_of_ftm,
    "html": ids_of_page,
}
"""Format -> ids of the edges in a file. The others hold nodes only."""


@pytest.fixture
def corpus(articles: Path, fake_components: object) -> graphkit.Corpus:
    return graphkit.build(articles)


@pytest.mark.parametrize(
    "view",
    [
        {},
        {"types": ["alliance"]},
        {"types": ["opposition", "diplomacy"], "since": "2024"},
        {"modality": ["asserted"], "min_documents": 1},
        {"roll_up": True},
        {"types": ["alliance"], "until": "1999"},
    ],
    ids=str,
)
def test_a_view_is_the_same_in_every_format(
    corpus: graphkit.Corpus, view: dict[str, Any], tmp_path: Path
) -> None:
    assert set(FILES) == set(FORMATS)
    graph = corpus.graph(**view)
    export_all(graph, [tmp_path / name for name in FILES.values()])
    expected = {row["id"] for row in flatten(graph).edges}
    assert bool(expected) == ("until" not in view)
    for format_, ids in EDGES.items():
        assert ids(tmp_path / FILES[format_]) == expected, format_
    nodes = {row["id"] for row in flatten(graph).nodes}
    assert {row["id"] for row in read_table(tmp_path / "nodes.csv")} == nodes
    assert ids_of_parquet(tmp_path / "nodes.parquet") == nodes


def test_roll_up_makes_fewer_actors(corpus: graphkit.Corpus) -> None:
    assert len(corpus.graph(roll_up=True)) < len(corpus.graph())
