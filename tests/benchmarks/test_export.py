"""Writing a graph of 5,000 actors and 50,000 edges, against networkx's GraphML writer on the same columns.

    pytest tests/benchmarks/test_export.py --benchmark-enable --benchmark-only

Compare the rows of one run. Ours make the rows from the graph as they write them; networkx is given the
finished rows as attributes. Places are given, for laying out a map is another matter. In a plain run the
graph is small, and each function is called once, which shows that it works.
"""

from __future__ import annotations

import os
import random
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import networkx as nx
import pytest

from graphkit.export import export
from graphkit.export.flatten import flatten
from graphkit.records import Alias, Evidence, MentionKind, Modality, Relation, RelationType

if TYPE_CHECKING:
    from pytest_benchmark.fixture import BenchmarkFixture

TYPES = [t for t in RelationType if t is not RelationType.CO_MENTION]


def make_graph(actors: int, edges: int, *, letters: int = 120) -> nx.MultiDiGraph[str]:
    """A random graph in which each edge stands on one statement whose sentence has so many letters more."""
    rng = random.Random(1)
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph(relations={}, documents={}, title="benchmark")
    names = [f"acteur-{i:05}" for i in range(actors)]
    for name in names:
        alias = Alias(form=f"L'{name}", kind=MentionKind.NAME, docs=("d",), count=1, rule="benchmark")
        graph.add_node(
            name, label=f"Acteur n\u00b0 {name}", type="STATE", country="FRA", aliases=(alias,), mentions=3,
            documents=1, first="2024-11-29", last="2024-12-05", x=rng.uniform(-9, 9), y=rng.uniform(-9, 9),
        )  # fmt: skip
    made = 0
    while made < edges:
        source, target, type_ = (*rng.sample(names, 2), rng.choice(TYPES))
        if graph.has_edge(source, target, key=type_.value):
            continue
        made += 1
        relation = make_relation(f"r{made}", source, target, type_, "x" * letters)
        graph.graph["relations"][relation.id] = relation
        graph.add_edge(
            source, target, key=type_.value, type=type_.value, sign=0, directed=True,
            weight=rng.choice([1.0, 2.0]), documents=1, sources=1, first=relation.date, last=relation.date,
            asserted=1, claimed=0, possible=0, past=0, negated=0, modality="asserted", event=relation.event,
            confidence=0.9,
            intensity=rng.uniform(-9, 9), relations=(relation.id,),
        )  # fmt: skip
    return graph


def make_relation(id_: str, source: str, target: str, type_: RelationType, filling: str) -> Relation:
    sentence = f"\u00ab {source} \u00bb a soutenu {target} & ses alli\u00e9s, hier. {filling}"
    evidence = Evidence(
        doc="d", start=0, end=len(sentence), sentence=sentence, cue="soutenu", cue_start=0, cue_end=0,
        source_mention=source, source_start=0, source_end=0, target_mention=target, target_start=0,
        target_end=0,
    )  # fmt: skip
    return Relation(
        id=id_, source=source, target=target, type=type_, event="SUPPORT", intensity=1.0, directed=True,
        negated=False, modality=Modality.ASSERTED, attributed_to=None, date="2024-12-02", confidence=0.9,
        evidence=evidence, rule="benchmark",
    )  # fmt: skip


@pytest.fixture(scope="module")
def graph(request: pytest.FixtureRequest) -> nx.MultiDiGraph[str]:
    is_measured = request.config.getoption("--benchmark-enable")
    return make_graph(5000, 50_000) if is_measured else make_graph(50, 200)


@pytest.mark.benchmark(group="write")
@pytest.mark.parametrize("name", ["graph.graphml", "graph.gexf", "edges.csv", "graph.json", "graph.cypher"])
def test_graphkit(
    benchmark: BenchmarkFixture, graph: nx.MultiDiGraph[str], tmp_path: Path, name: str
) -> None:
    assert benchmark(lambda: export(graph, tmp_path / name).stat().st_size) > 10_000


@pytest.mark.benchmark(group="write")
def test_networkx_graphml(benchmark: BenchmarkFixture, graph: nx.MultiDiGraph[str], tmp_path: Path) -> None:
    flat = flatten(graph)
    other: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for row in flat.nodes:
        other.add_node(
            row["id"], **{name: value for name, value in row.items() if name != "id" and value is not None}
        )
    for row in flat.edges:
        ends = ("id", "source", "target")
        data = {name: value for name, value in row.items() if name not in ends and value is not None}
        other.add_edge(row["source"], row["target"], key=row["id"], **data)
    benchmark(lambda: nx.write_graphml(other, tmp_path / "networkx.graphml"))
    assert (tmp_path / "networkx.graphml").stat().st_size > 10_000


MEASURE = """
import re, sys
from pathlib import Path
from test_export import make_graph
from graphkit.export import export

def memory(name):
    return int(re.search(name + r":\\s*(\\d+)", Path("/proc/self/status").read_text())[1]) * 1024

folder = Path(sys.argv[1])
graphs = [make_graph(100, 1000, letters=letters) for letters in (10, 10_000)]
for name in sys.argv[2:]:
    for graph in (graphs[0], *graphs):  # the first time, libraries are loaded
        Path("/proc/self/clear_refs").write_text("5")  # forgets the peak
        before = memory("VmRSS")
        size = export(graph, folder / name).stat().st_size
        print(name, size, memory("VmHWM") - before)
"""


@pytest.mark.skipif(not os.access("/proc/self/clear_refs", os.W_OK), reason="no peak memory in /proc")
def test_memory_does_not_grow_with_the_file(tmp_path: Path) -> None:
    """Long sentences make the file longer, and what writing needs beside the graph no larger."""
    names = ["graph.graphml", "graph.gexf", "edges.csv", "evidence.csv", "graph.json", "graph.cypher"]
    done = subprocess.run(
        [sys.executable, "-c", MEASURE, str(tmp_path), *names],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join([str(Path(__file__).parent), *sys.path])},
    )
    lines = [line.split() for line in done.stdout.splitlines()]
    for (name, size, growth), (_, long_size, long_growth) in zip(lines[1::3], lines[2::3], strict=True):
        assert int(long_size) - int(size) > 9e6
        assert int(long_growth) - int(growth) < 3e6, name
