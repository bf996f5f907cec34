"""The shipped pipeline against an untrained one of the same components at spaCy's "efficiency" size.

    pytest tests/benchmarks/test_untrained.py --benchmark-enable --benchmark-only

Compare the two rows of each group: words read, and loading from disk. The untrained pipeline has the same
labels and the same tokenizer, and what it predicts is as long.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import spacy
from spacy.tokens import Doc
from spacy.training import Example
from spacy.util import load_config, load_model_from_config

from graphkit import language
from graphkit.language.fr.training.recipe import CONFIG
from graphkit.model import load_pipeline

if TYPE_CHECKING:
    from pytest_benchmark.fixture import BenchmarkFixture
    from spacy.language import Language

ROOT = Path(__file__).parent.parent.parent
TEXTS = [
    line
    for path in sorted((ROOT / "seeds").glob("*.txt"))
    for line in path.read_text(encoding="utf-8").splitlines()
    if line.strip()
]
EFFICIENCY = {"width": 96, "depth": 4, "rows": [5000, 1000, 2500, 2500], "hidden_width": 64, "pieces": 2}

pytestmark = pytest.mark.model


@pytest.fixture(scope="module")
def shipped() -> Language:
    data = language.get("fr")
    return load_pipeline(data.model, data.grammar)


@pytest.fixture(scope="module")
def untrained(shipped: Language, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the same components, small and untrained."""
    config: Any = load_config(CONFIG, interpolate=True)
    components = config["components"]
    components["tok2vec"]["model"]["encode"] |= {"width": EFFICIENCY["width"], "depth": EFFICIENCY["depth"]}
    components["tok2vec"]["model"]["embed"] |= {
        "width": EFFICIENCY["width"],
        "attrs": ["NORM", "PREFIX", "SUFFIX", "SHAPE"],
        "rows": EFFICIENCY["rows"],
    }
    for name in ("morphologizer", "trainable_lemmatizer", "parser", "ner"):
        components[name]["model"]["tok2vec"]["width"] = EFFICIENCY["width"]
    for name in ("parser", "ner"):
        components[name]["model"] |= {
            "hidden_width": EFFICIENCY["hidden_width"],
            "maxout_pieces": EFFICIENCY["pieces"],
        }
    components["parser"]["min_action_freq"] = 1
    nlp = load_model_from_config(config, auto_fill=True)
    examples = []
    for doc in shipped.pipe(TEXTS):
        reference = Doc(nlp.vocab).from_bytes(doc.to_bytes())
        examples.append(Example(nlp.make_doc(doc.text), reference))
    nlp.initialize(lambda: examples)
    folder = tmp_path_factory.mktemp("untrained")
    nlp.to_disk(folder)
    return folder


@pytest.mark.benchmark(group="words")
def test_words_shipped(benchmark: BenchmarkFixture, shipped: Language) -> None:
    assert benchmark(lambda: sum(len(doc) for doc in shipped.pipe(TEXTS))) > 2000


@pytest.mark.benchmark(group="words")
def test_words_untrained(benchmark: BenchmarkFixture, untrained: Path) -> None:
    nlp = spacy.load(untrained)
    assert benchmark(lambda: sum(len(doc) for doc in nlp.pipe(TEXTS))) > 2000


@pytest.mark.benchmark(group="load")
def test_load_shipped(benchmark: BenchmarkFixture) -> None:
    data = language.get("fr")
    assert benchmark(lambda: len(load_pipeline(data.model, data.grammar).pipe_names)) == 5


@pytest.mark.benchmark(group="load")
def test_load_untrained(benchmark: BenchmarkFixture, untrained: Path) -> None:
    assert benchmark(lambda: len(spacy.load(untrained).pipe_names)) == 5
