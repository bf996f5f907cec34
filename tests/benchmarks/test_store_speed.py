"""What the store costs: filling it, linking it, and the graph of its statements.

    pytest tests/benchmarks/test_store_speed.py --benchmark-enable --benchmark-only

GRAPHKIT_STATEMENTS says how many statements: the store is made for 1,000,000, the default is small.
In a plain run each function is called once, which shows that it works.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import volume

from graphkit.corpus import Corpus
from graphkit.store import Store

if TYPE_CHECKING:
    from pytest_benchmark.fixture import BenchmarkFixture

STATEMENTS = int(os.environ.get("GRAPHKIT_STATEMENTS", "2000"))
STATED = ("alliance", "opposition", "diplomacy", "affiliation")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A linked store."""
    folder = tmp_path_factory.mktemp("volume")
    with Store.create(folder) as store:
        volume.fill(store, STATEMENTS)
        Corpus.from_store(store, title=folder.name).link()
    return folder


@pytest.mark.benchmark(group="statements to graph")
def test_graph_of_all_statements(benchmark: BenchmarkFixture, folder: Path) -> None:
    graph = benchmark.pedantic(lambda: Corpus.open(folder).graph(types=STATED), rounds=1)
    proven = {id_ for *_, data in graph.edges(data=True) for id_ in data["relations"]}
    assert 0.8 * STATEMENTS < len(proven) <= STATEMENTS  # without loops, and pairs that are only denied


@pytest.mark.benchmark(group="statements to graph")
def test_graph_of_some_statements(benchmark: BenchmarkFixture, folder: Path) -> None:
    graph = benchmark.pedantic(
        lambda: Corpus.open(folder).graph(types="alliance", since="2024-07", min_documents=2), rounds=1
    )
    assert {data["type"] for *_, data in graph.edges(data=True)} == {"alliance"}


@pytest.mark.benchmark(group="statements to graph")
def test_main_edges(benchmark: BenchmarkFixture, folder: Path) -> None:
    edges = benchmark.pedantic(lambda: list(Corpus.open(folder).edges(types=STATED)), rounds=1)
    assert sum(len(edge.relations) for *_, edge in edges) <= STATEMENTS
