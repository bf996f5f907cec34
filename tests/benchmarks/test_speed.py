"""How much of a build is the bare pipeline, and what a second worker brings: compare the rows of one run.

    pytest tests/benchmarks/test_speed.py --benchmark-enable --benchmark-only

Times depend on the machine; their ratio in one run does not. In a plain run each function is called once,
which shows that it works. On a machine that others use too, rounds that take turns and processor seconds tell
more; one thread of linear algebra is what each worker process has:

    OPENBLAS_NUM_THREADS=1 python tests/benchmarks/test_speed.py [FOLDER]
"""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from graphkit import components, language
from graphkit.preparing import clean
from graphkit.processing import Settings, process
from graphkit.records import Document
from graphkit.sharding import SHARD, Crew, Work
from graphkit.workers import WorkerPool

if TYPE_CHECKING:
    from pytest_benchmark.fixture import BenchmarkFixture
    from spacy.language import Language

SEEDS = Path(__file__).parent.parent.parent / "seeds"
ROUNDS = 7


def documents_of(folder: Path) -> list[Document]:
    """The texts of a folder."""
    return [
        Document(id=path.name, text=path.read_text(encoding="utf-8"), date="2024-12-01")
        for path in sorted(folder.glob("*.txt"))
    ]


def run_bare(nlp: Language, documents: Sequence[Document]) -> int:
    """Read what a build parses of the documents with the pipeline alone; the number of words."""
    boilerplate = language.get("fr").boilerplate
    texts = [d.text[b.start : b.end] for d in documents for b in clean(d.text, boilerplate) if b.parsed]
    with nlp.select_pipes(disable=[components.ACTORS, components.RELATIONS]):
        return sum(len(doc) for doc in nlp.pipe(texts))


DOCUMENTS = documents_of(SEEDS)
COPIES = [replace(d, id=f"{n}-{d.id}") for n in range(SHARD) for d in DOCUMENTS]

pytestmark = pytest.mark.model


@pytest.mark.benchmark(group="five dispatches")
def test_bare_pipeline(benchmark: BenchmarkFixture, nlp: Language) -> None:
    assert benchmark(lambda: run_bare(nlp, DOCUMENTS)) > 2000


@pytest.mark.benchmark(group="five dispatches")
def test_process(benchmark: BenchmarkFixture) -> None:
    """All that a build does with each article; the pipeline is loaded before."""
    process(DOCUMENTS[:1], Settings())
    assert len(benchmark(lambda: process(DOCUMENTS, Settings()))) == len(DOCUMENTS)


@pytest.mark.benchmark(group="four shards")
@pytest.mark.parametrize("workers", [1, 2])
def test_workers(benchmark: BenchmarkFixture, workers: int) -> None:
    """The same shards for one process and for two, which have loaded their pipelines before."""
    with WorkerPool(workers) as pool:
        crew = Crew(executor=pool, size=workers, disposable=True)

        def run() -> int:
            return sum(len(outcomes) for outcomes in Work(COPIES, Settings(), crew).outcomes())

        run()
        assert benchmark(run) == len(COPIES)


def _seconds(run: Callable[[], object]) -> float:
    start = time.process_time()
    run()
    return time.process_time() - start


def compare(folder: Path) -> Iterator[str]:
    """Words in a processor second of `process`, as a share of the bare pipeline's, round by round."""
    documents, settings = documents_of(folder), Settings()
    nlp = settings.load()
    process(documents, settings)
    run_bare(nlp, documents)
    shares = []
    for number in range(1, ROUNDS + 1):
        bare = _seconds(lambda: run_bare(nlp, documents))
        whole = _seconds(lambda: process(documents, settings))
        shares.append(bare / whole)
        yield f"round {number}: bare {bare:.2f} s, process {whole:.2f} s, {bare / whole:.2f}"
    yield f"median of {ROUNDS} rounds: {statistics.median(shares):.2f}"


if __name__ == "__main__":
    for line in compare(Path(sys.argv[1]) if len(sys.argv) > 1 else SEEDS):
        sys.stdout.write(f"{line}\n")
