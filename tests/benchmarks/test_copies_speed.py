"""What finding copies costs, and how that grows: compare the rows of one run.

    pytest tests/benchmarks/test_copies_speed.py --benchmark-enable --benchmark-only

The sentences are frames of the seeds with other words in them, a fifth of the articles altered copies.
"""

from __future__ import annotations

import random
import re
from typing import TYPE_CHECKING

import pytest
from altered import ALTERATIONS, articles, told
from conftest import ROOT

from graphkit.language import get
from graphkit.preparing import Told, find_repeats

if TYPE_CHECKING:
    from pytest_benchmark.fixture import BenchmarkFixture

LENGTH = 15
WORD = re.compile(r"[^\W\d_]{4,}")


def corpus(sentences: int) -> tuple[list[Told], dict[str, str]]:
    """Articles of so many sentences, and copy -> original."""
    rng = random.Random(1)
    frames = [sentence for article in articles(ROOT / "seeds").values() for sentence in article]
    words = [f"{word}{chr(97 + n % 26)}" for frame in frames for n, word in enumerate(WORD.findall(frame))]
    documents: dict[str, list[str]] = {}
    copies: dict[str, str] = {}
    for n in range(sentences // LENGTH):
        if n % 5 == 4:
            original = rng.choice([id_ for id_ in documents if id_ not in copies])
            copies[f"c{n}"] = original
            documents[f"c{n}"] = rng.choice(list(ALTERATIONS.values()))(documents[original], rng)
        else:
            chosen = rng.choices(frames, k=LENGTH)
            documents[f"o{n}"] = [WORD.sub(lambda _: rng.choice(words), frame) for frame in chosen]
    return [told(id_, text) for id_, text in documents.items()], copies


@pytest.mark.benchmark(group="copies")
@pytest.mark.parametrize("sentences", [1_000, 4_000])
def test_finding_copies(benchmark: BenchmarkFixture, sentences: int) -> None:
    documents, copies = corpus(sentences)
    empty = get("fr").input.function_words["fr"]
    found = benchmark(lambda: find_repeats(documents, empty))
    joined = {frozenset((id_, copy.of)) for id_, copy in found.copies.items()}
    root = {id_: copies.get(id_, id_) for id_ in (d.id for d in documents)}
    assert all(len({root[id_] for id_ in pair}) == 1 for pair in joined)
    assert len(found.copies) >= 0.95 * len(copies)
