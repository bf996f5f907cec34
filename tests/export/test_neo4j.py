"""What Neo4j is given; its own parser reads the Cypher in test_foreign_readers.py."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest
from sample import TEXTS, hostile_graph, ring_graph, syria_graph, text_graph

from graphkit.export import export
from graphkit.export.flatten import flatten
from graphkit.export.neo4j import BATCH


def read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, strict=True))


def test_every_end_of_a_relationship_is_a_node(tmp_path: Path) -> None:
    nodes = read(export(text_graph(), tmp_path / "neo4j-nodes.csv"))
    edges = read(export(text_graph(), tmp_path / "neo4j-edges.csv"))
    ids = {node["id:ID"] for node in nodes}
    assert {edge[end] for edge in edges for end in (":START_ID", ":END_ID")} == ids == set(TEXTS)
    assert len({edge["id:string"] for edge in edges}) == len(edges) == text_graph().number_of_edges()


def test_headers_are_those_of_neo4j_admin(tmp_path: Path) -> None:
    for name in ("neo4j-nodes.csv", "neo4j-edges.csv"):
        header = export(syria_graph(), tmp_path / name).read_text("utf-8").splitlines()[0].split(",")
        fields = [column.partition(":")[2] for column in header]
        assert set(fields) <= {
            "ID",
            "LABEL",
            "START_ID",
            "END_ID",
            "TYPE",
            "string",
            "long",
            "double",
            "boolean",
        }


def test_labels_and_types_are_in_the_style_of_neo4j(tmp_path: Path) -> None:
    nodes = {node["id:ID"]: node for node in read(export(syria_graph(), tmp_path / "neo4j-nodes.csv"))}
    assert nodes["hts"][":LABEL"] == "Actor;ArmedGroup"
    edges = read(export(syria_graph(), tmp_path / "neo4j-edges.csv"))
    assert {edge[":TYPE"] for edge in edges} == {
        "ALLIANCE", "OPPOSITION", "DIPLOMACY", "AFFILIATION", "CO_MENTION",
    }  # fmt: skip


def test_a_text_is_not_disarmed_for_a_machine(tmp_path: Path) -> None:
    nodes = {node["id:ID"]: node for node in read(export(text_graph(), tmp_path / "neo4j-nodes.csv"))}
    assert nodes["formula"]["label:string"] == TEXTS["formula"]


def test_nothing_breaks_out_of_a_cypher_string(tmp_path: Path) -> None:
    """Without its strings, the file is made of a few words only."""
    for make in (hostile_graph, text_graph):
        text = export(make(), tmp_path / "graph.cypher").read_text("utf-8")
        rest = re.sub(r'"(\\.|[^"\\])*"', "", text)
        assert '"' not in rest
        allowed = {
            "UNWIND",
            "AS",
            "row",
            "MERGE",
            "MATCH",
            "SET",
            "CREATE",
            "CONSTRAINT",
            "Actor",
            "FOR",
            "REQUIRE",
        }
        upper = set(re.findall(r"\b[A-Z]\w*", re.sub("`[^`]*`", "", rest)))
        assert upper - allowed <= {"IF", "NOT", "EXISTS", "IS", "UNIQUE"}


def test_a_statement_has_a_bounded_number_of_rows(tmp_path: Path) -> None:
    graph = ring_graph(2 * BATCH)
    for _, data in graph.nodes(data=True):
        data.update(x=0.0, y=1.0)  # no map need be laid out
    text = export(graph, tmp_path / "graph.cypher").read_text("utf-8")
    blocks = text.split("UNWIND")[1:]
    sizes = [block.count("\n{") for block in blocks]
    assert max(sizes) == BATCH
    assert sum(sizes) == len(graph) + graph.number_of_edges()


@pytest.mark.parametrize("name", ["graph.cypher", "graph.cql"])
def test_every_edge_is_merged_by_its_id(name: str, tmp_path: Path) -> None:
    text = export(syria_graph(), tmp_path / name).read_text("utf-8")
    for edge in flatten(syria_graph()).edges:
        assert f'properties: {{id: "{edge["id"]}"' in text
