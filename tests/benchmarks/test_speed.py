"""How much of a build is the bare pipeline: compare the two rows of one run.

    pytest tests/benchmarks --benchmark-enable --benchmark-only

Times depend on the machine; their ratio in one run does not. In a plain run each function is
called once, which shows that it works.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from graphkit import components, language
from graphkit.preparing import clean
from graphkit.records import Document

if TYPE_CHECKING:
    from pytest_benchmark.fixture import BenchmarkFixture
    from spacy.language import Language

SEEDS = Path(__file__).parent.parent.parent / "seeds"
DOCUMENTS = [
    Document(id=path.name, text=path.read_text(encoding="utf-8")) for path in sorted(SEEDS.glob("*.txt"))
]

pytestmark = pytest.mark.model


def blocks_of(document: Document) -> list[tuple[int, int]]:
    blocks = clean(document.text, language.get("fr").boilerplate)
    return [(block.start, block.end) for block in blocks if block.parsed]


@pytest.mark.benchmark(group="five dispatches")
def test_bare_pipeline(benchmark: BenchmarkFixture, nlp: Language) -> None:
    texts = [document.text[start:end] for document in DOCUMENTS for start, end in blocks_of(document)]

    def run() -> int:
        with nlp.select_pipes(disable=[components.ACTORS, components.RELATIONS]):
            return sum(len(doc) for doc in nlp.pipe(texts))

    assert benchmark(run) > 2000


@pytest.mark.benchmark(group="five dispatches")
def test_extraction(benchmark: BenchmarkFixture, nlp: Language) -> None:
    def run() -> int:
        blocks = [clean(document.text, language.get("fr").boilerplate) for document in DOCUMENTS]
        found = [components.extract(nlp, d, b) for d, b in zip(DOCUMENTS, blocks, strict=True)]
        return sum(len(extraction.relations) for extraction in found)

    assert benchmark(run) > 20
