"""Blocs: proof against search, and search at the size of a large corpus.

    pytest tests/benchmarks/test_analysis.py --benchmark-enable --benchmark-only

Compare the rows of each group. A sixth (300 ties) or a tenth (20,000) of the signs is wrong. In a plain run
each function is called once.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import networkx as nx
import pytest

sys.path.insert(0, str(Path(__file__).parent.parent / "analysis"))

from signed import planted

from graphkit.analysis import blocs as module
from graphkit.analysis.blocs import Blocs, blocs_of
from graphkit.analysis.ties import Tie, signed_ties

if TYPE_CHECKING:
    from pytest_benchmark.fixture import BenchmarkFixture


def ties_of(graph: nx.MultiDiGraph[str]) -> tuple[Tie, ...]:
    return signed_ties(graph)


def search_only(ties: tuple[Tie, ...], k: int | None) -> Blocs:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "EXACT_TIES", dict.fromkeys(module.EXACT_TIES, 0))
        return blocs_of(ties, k=k)


@pytest.fixture(scope="module")
def small() -> tuple[Tie, ...]:
    return ties_of(planted(120, 300, camps=2, wrong=1 / 6)[0])


@pytest.fixture(scope="module")
def large() -> tuple[Tie, ...]:
    return ties_of(planted(5_000, 20_000, camps=2, wrong=0.1)[0])


@pytest.mark.benchmark(group="300 ties, two camps")
def test_search(benchmark: BenchmarkFixture, small: tuple[Tie, ...]) -> None:
    assert benchmark(search_only, small, 2).ties == 300


@pytest.mark.benchmark(group="300 ties, two camps")
def test_proof(benchmark: BenchmarkFixture, small: tuple[Tie, ...]) -> None:
    pytest.importorskip("highspy", reason="highspy is not installed (extra: analysis)")
    assert benchmark(blocs_of, small).is_best


@pytest.mark.benchmark(group="20,000 ties")
@pytest.mark.parametrize("k", [2, None], ids=["two camps", "free blocs"])
def test_search_of_a_large_graph(benchmark: BenchmarkFixture, large: tuple[Tie, ...], k: int | None) -> None:
    found = benchmark(search_only, large, k)
    assert found.bound <= found.frustration
