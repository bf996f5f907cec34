"""Export then read gives the same graph: the same rows, and a graph that the rest of graphkit takes."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sample import GRAPHS, add_actor, empty_graph, syria_graph

from graphkit import read_graph
from graphkit.errors import InputError
from graphkit.export import export, export_all
from graphkit.export.evidence import EVIDENCE_COLUMNS
from graphkit.export.flatten import flatten, join_list, one_line, split_list
from graphkit.export.tables import read_table
from graphkit.records import RelationType

XML_NAMES = ("graph.graphml", "portable.graphml", "graph.gexf")
NAMES = (*XML_NAMES, "nodes.csv")
ODD = ["=1", "'=1", " | ", "|", "a | b", "]]>", "é\x00", "_x41_", "\u2028"]
TEXT = st.text(max_size=12) | st.sampled_from(
    ["=1", "'=1", " | ", "|", "a | b", "]]>", "é\x00", "_x41_", "\u2028"]
)
COUNT = st.integers(0, 2**31 - 1)
NUMBER = st.floats(-1e6, 1e6)


def rows(graph: nx.MultiDiGraph[str], *, with_title: bool = True) -> tuple[Any, ...]:
    flat = flatten(graph)
    return (flat.title if with_title else "", list(flat.nodes), list(flat.edges))


@st.composite
def graphs(draw: st.DrawFn) -> nx.MultiDiGraph[str]:
    """Graphs with any text in any place, with and without dates, of all kinds and both directions."""
    graph = empty_graph(draw(TEXT))
    names = draw(st.lists(TEXT, unique=True, max_size=5))
    for name in names:
        add_actor(
            graph, name, label=draw(TEXT), actor_type=draw(TEXT), forms=draw(st.lists(TEXT, max_size=3))
        )
        graph.nodes[name].update(
            country=draw(st.none() | TEXT), parent=draw(st.none() | st.sampled_from(names) | TEXT),
            bloc=draw(st.none() | st.integers(0, 3)), mentions=draw(COUNT), documents=draw(COUNT),
            first=draw(st.none() | st.dates().map(str)), last=draw(st.none() | TEXT),
            x=draw(NUMBER), y=draw(NUMBER),
        )  # fmt: skip
    for source in names:
        for target in names:
            for kind in draw(
                st.sets(st.sampled_from([*map(str, RelationType), "rivalité & co"]), max_size=2)
            ):
                graph.add_edge(
                    source, target, key=kind, type=kind, sign=draw(st.integers(-1, 1)),
                    directed=draw(st.booleans()),
                    weight=draw(st.floats(1e-3, 1e6)), documents=draw(COUNT), sources=draw(COUNT),
                    first=draw(st.none() | st.dates().map(str)), last=None, event=draw(st.none() | TEXT),
                    intensity=draw(st.none() | NUMBER), confidence=draw(st.none() | st.floats(0, 1)),
                    asserted=draw(COUNT), claimed=1, possible=0, past=2, negated=3,
                    modality=draw(st.sampled_from([None, "asserted", "past"])),
                    npmi_sentence=draw(st.none() | NUMBER | st.just(float("nan"))),
                    examples=[{"doc": "d", "sentence": text} for text in draw(st.lists(TEXT, max_size=4))],
                )  # fmt: skip
    return graph


@settings(max_examples=60, deadline=None)
@given(graph=graphs())
def test_what_is_exported_is_read_back(graph: nx.MultiDiGraph[str]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        export_all(graph, [Path(folder) / name for name in (*NAMES, "edges.csv")])
        for name in NAMES:
            is_table = name.endswith("csv")  # a table has no place for the title
            found = rows(read_graph(Path(folder) / name), with_title=not is_table)
            assert found == rows(graph, with_title=not is_table), name


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("make", GRAPHS.values(), ids=GRAPHS)
def test_every_test_graph_is_read_back(make: Any, name: str, tmp_path: Path) -> None:
    export_all(make(), [tmp_path / name, tmp_path / "edges.csv"])
    read = read_graph(tmp_path / name)
    assert rows(read, with_title=False) == rows(make(), with_title=False)


def test_a_read_graph_is_as_graphkit_makes_them(tmp_path: Path) -> None:
    graph = syria_graph()
    read = read_graph(export(graph, tmp_path / "graph.graphml"))
    assert set(read.edges(keys=True)) == set(graph.edges(keys=True))
    names = {
        "type",
        "sign",
        "weight",
        "directed",
        "documents",
        "sources",
        "first",
        "last",
        "asserted",
        "negated",
    }
    for key in graph.edges(keys=True):
        want = {name: value for name, value in graph.edges[key].items() if name in names}
        assert want.items() <= read.edges[key].items()
    for node, data in graph.nodes(data=True):
        assert read.nodes[node]["type"] == data["type"]
        assert [a.form for a in read.nodes[node]["aliases"]] == list(
            dict.fromkeys(a.form for a in data["aliases"])
        )
    assert export(read, tmp_path / "again.html").stat().st_size > 100_000, "the page takes it"


@settings(deadline=None)
@given(texts=st.lists(TEXT.map(one_line).filter(bool)))
def test_a_list_in_a_cell_is_read_back(texts: list[str]) -> None:
    assert split_list(join_list(texts)) == texts


@settings(max_examples=50, deadline=None)
@given(label=st.text(alphabet="=+-@\t\r\n' a1\uff1d", max_size=6))
def test_a_disarmed_cell_is_read_back(label: str) -> None:
    graph = empty_graph()
    add_actor(graph, "a", label=label)
    with tempfile.TemporaryDirectory() as folder:
        path = export(graph, Path(folder) / "nodes.csv")
        line = path.read_text("utf-8").splitlines()[1]
        assert not line.split(",")[1].lstrip('"').startswith(("=", "+", "-", "@", "\uff1d"))
        assert read_table(path)[0]["label"] == (one_line(label) or "a")


def test_statements_are_read_back(tmp_path: Path) -> None:
    graph = syria_graph()
    found = read_table(export(graph, tmp_path / "evidence.csv"))
    assert set(found[0]) == set(EVIDENCE_COLUMNS)
    relations = graph.graph["relations"]
    stated = {row["statement"]: row for row in found if row["statement"]}
    assert set(stated) == set(relations)
    for id_, row in stated.items():
        relation = relations[id_]
        assert (row["sentence"], row["start"]) == (relation.evidence.sentence, relation.evidence.start)
        assert (row["polarity"], row["negated"], row["modality"]) == (
            relation.sign, relation.negated, relation.modality,
        )  # fmt: skip
    claimed = next(row for row in found if row["modality"] == "claimed")
    assert claimed["attributed_to"] == "Observatoire syrien des droits de l'homme", "labels, not ids"


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("a.graphml", "<graphml><graph>", "is no whole XML file"),
        ("a.gexf", "no XML", "is no whole XML file"),
        ("a.graphml", '<graphml><graph><node id="a"/></graph></graphml>', "by graphkit: 'a' has no 'label'"),
        ("nodes.csv", "Id,Name\n1,2\n", "has not the columns of a table"),
        ("nodes.csv", "", "has not the columns of a table"),
        ("table.csv", "", "two tables named"),
        ("a.parquet", "", "reads graphs from .graphml, portable.graphml, .gexf, nodes.csv, edges.csv"),
        ("a.txt", "", "reads graphs from"),
    ],
)  # fmt: skip
def test_a_file_that_is_not_ours_is_named(name: str, text: str, message: str, tmp_path: Path) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=message) as error:
        read_graph(tmp_path / name)
    assert str(tmp_path / name) in str(error.value)


@pytest.mark.parametrize("name", NAMES)
def test_a_file_that_is_missing_or_cut_is_named(name: str, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be read"):
        read_graph(tmp_path / name)
    path = export(syria_graph(), tmp_path / name)
    export(syria_graph(), tmp_path / "edges.csv")
    path.write_bytes(path.read_bytes()[:-900])
    with pytest.raises(InputError, match=path.name):
        read_graph(path)


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("graph.graphml", '<data key="mentions">5<', '<data key="mentions">five<'),
        ("graph.gexf", 'for="mentions" value="5"', 'for="mentions" value="five"'),
        ("graph.gexf", 'z="0.0"', 'y="" z="0.0"'),
        ("nodes.csv", ",STATE,", ",STATE,,,true,x,many,"),
    ],
)
def test_a_number_that_is_none_is_named(name: str, old: str, new: str, tmp_path: Path) -> None:
    path = export(syria_graph(), tmp_path / name)
    export(syria_graph(), tmp_path / "edges.csv")
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
    with pytest.raises(InputError, match=path.name):
        read_graph(path)


def test_an_edge_of_an_unknown_actor_is_named(tmp_path: Path) -> None:
    path = export(syria_graph(), tmp_path / "graph.gexf")
    path.write_text(path.read_text("utf-8").replace('source="hts"', 'source="xyz"'), encoding="utf-8")
    with pytest.raises(InputError, match="ends at 'xyz', which is no actor of it"):
        read_graph(path)


def test_a_file_that_is_read_fetches_and_expands_nothing(tmp_path: Path) -> None:
    path = tmp_path / "bomb.graphml"
    path.write_text(
        '<!DOCTYPE g [<!ENTITY a SYSTEM "file:///etc/passwd">]><graphml><desc>&a;</desc><graph/></graphml>',
        encoding="utf-8",
    )
    assert read_graph(path).graph["title"] == ""
