"""What holds for files of any format; what readers make of them is in test_foreign_readers.py."""

import csv
import io
import os
import sys
import tomllib
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from sample import empty_graph, hostile_graph, syria_graph

from graphkit.errors import ExportError
from graphkit.export import FORMATS, export, export_all, format_of, write_all
from graphkit.export.flatten import flatten
from graphkit.export.graphml import write_graphml

GEXF = "{http://gexf.net/1.3}"


def read_xml(path):
    return ET.parse(path).getroot()  # noqa: S314  # our own output


def spell(root, kind, id_):
    element = next(e for e in root.iter(f"{GEXF}{kind}") if e.get("id") == id_)
    found = element.find(f"{GEXF}spells/{GEXF}spell")
    return None if found is None else (found.get("start"), found.get("end"))


def test_gexf_has_a_timeline_where_there_are_dates(tmp_path):
    root = read_xml(export(syria_graph(), tmp_path / "graph.gexf"))
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


def test_gexf_without_dates_is_static(tmp_path):
    graph = empty_graph()
    graph.add_node("a", label="A", type="ORG")
    assert read_xml(export(graph, tmp_path / "graph.gexf")).find(f"{GEXF}graph").get("mode") == "static"


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
    assert b"\r\n" not in one


def test_write_all_lays_out_once_and_writes_five_files(tmp_path):
    paths = write_all(syria_graph(), tmp_path)
    assert [p.name for p in paths] == ["graph.html", "graph.graphml", "graph.gexf", "nodes.csv", "edges.csv"]
    assert sorted(p.name for p in tmp_path.iterdir()) == sorted(p.name for p in paths), (
        "no temporary file is left"
    )


@pytest.mark.parametrize("name", ["graph.xyz", "graph", "graph.gexf.txt"])
def test_an_unknown_ending_names_those_that_are_known(name, tmp_path):
    with pytest.raises(ExportError, match=r"known: \.html, .*\.graphml, .*\.gexf, nodes\.csv, edges\.csv"):
        export(syria_graph(), tmp_path / name)
    assert not list(tmp_path.iterdir())


def test_an_unknown_format_or_profile_or_language_is_an_error(tmp_path):
    with pytest.raises(ExportError, match="unknown format 'pdf'"):
        export(syria_graph(), tmp_path / "x.html", format="pdf")
    with pytest.raises(ExportError, match="unknown GraphML profile 'x'"):
        write_graphml(flatten(empty_graph()), tmp_path / "x.graphml", profile="x")
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


def test_nothing_is_written_where_one_of_the_names_is_unknown(tmp_path):
    with pytest.raises(ExportError, match=r"graph\.xyz: cannot tell the format"):
        export_all(syria_graph(), [tmp_path / "graph.gexf", tmp_path / "graph.xyz"])
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("name", "library"), [("edges.parquet", "pyarrow"), ("graph.ftm.json", "followthemoney")]
)
def test_a_missing_extra_is_named_with_its_command(name, library, tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, library, None)
    with pytest.raises(ExportError) as error:
        export(syria_graph(), tmp_path / name)
    assert str(error.value).endswith(f"pip install {library}")
    assert str(tmp_path / name) in str(error.value)
    assert not list(tmp_path.iterdir())


def test_every_extra_is_in_the_metadata(root):
    project = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))["project"]
    assert {"parquet", "followthemoney"} <= set(project["optional-dependencies"])


@pytest.mark.parametrize(
    ("name", "format_"),
    [
        ("a.graphml", "graphml"), ("a-portable.graphml", "graphml-portable"), ("a.GEXF", "gexf"),
        ("x.csv", "edges.csv"), ("x-nodes.csv", "nodes.csv"), ("x-evidence.csv", "evidence.csv"),
        ("neo4j-nodes.csv", "neo4j-nodes.csv"), ("x-neo4j-edges.csv", "neo4j-edges.csv"), ("a.htm", "html"),
        ("x.cypher", "cypher"), ("x.parquet", "edges.parquet"), ("nodes.parquet", "nodes.parquet"),
        ("x.json", "json"), ("x.cyjs", "cytoscape"), ("x.ftm.json", "ftm"), ("x.ftm", "ftm"),
    ],
)  # fmt: skip
def test_the_end_of_a_name_is_its_format(name, format_):
    assert format_of(Path(name)) == format_


def test_every_format_has_an_ending_of_its_own():
    endings = [ending for known in FORMATS.values() for ending in known.endings]
    assert len(endings) == len(set(endings))
