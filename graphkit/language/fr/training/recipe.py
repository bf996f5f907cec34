"""The whole way from the corpora to the folder that graphkit ships.

The configuration is spaCy's (``nlp``, ``components``, ``training.optimizer``) with four blocks of our own:
``corpora``, ``schedule``, ``augmentation`` and ``score``.
"""

from __future__ import annotations

import hashlib
import json
import random
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from spacy.language import Language
from spacy.training import Example
from spacy.util import load_config, load_model_from_config, registry
from thinc.api import NumpyOps, fix_random_seed, set_current_ops

from graphkit.language.fr.training import card
from graphkit.language.fr.training.augmentation import Augmenter, Names, Rates, Verbs
from graphkit.language.fr.training.corpora import Sentence, read_corpora
from graphkit.language.fr.training.evaluation import measure
from graphkit.language.fr.training.loop import Schedule, train
from graphkit.language.fr.training.texts import as_example, grouped

CONFIG = Path(__file__).with_name("config.cfg")
NAMES = Path(__file__).with_name("names.toml")
VERBS = Path(__file__).with_name("verbs.toml")

_SHOWN = ("score", "las", "uas", "pos", "morph", "lemma", "sentence", "entity", "entity_p", "entity_r")


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """Which files are learnt from and which are measured on: the ``[corpora]`` block."""

    train_treebanks: tuple[str, ...]
    train_entities: tuple[str, ...]
    dev_treebanks: tuple[str, ...]
    dev_entities: tuple[str, ...]
    home: str
    """The treebank whose conventions the pipeline speaks."""
    run_sizes: tuple[int, ...]
    """How many sentences make a text to learn from; one of these by chance."""
    dev_run_size: int


def make(corpora: Path, out: Path, *, config: Path = CONFIG, say: Callable[[str], None]) -> Path:
    """Train and package the pipeline; the folder of the result, ``out/model``.

    A run that was stopped goes on from its last checkpoint in ``out/checkpoints``.

    Args:
        corpora: folder with ``ud/`` and ``ner/``; README.md tells where its files come from.
        out: folder for checkpoints, log and result.
        config: spaCy configuration with the blocks named above.
        say: told each line of progress.

    """
    settings = load_config(config, interpolate=True)
    blocks: dict[str, Any] = {
        k: tuple(v) if isinstance(v, list) else v for k, v in settings["corpora"].items()
    }
    parts = Parts(**blocks)
    schedule = Schedule(**settings["schedule"])
    # Measured on x86-64: numpy's matrix products take a third of the time of thinc's default.
    set_current_ops(NumpyOps(use_blis=False))
    fix_random_seed(schedule.seed)
    nlp = load_model_from_config(settings, auto_fill=True)
    say(f"reading the corpora in {corpora}")
    sentences = read_corpora(
        corpora, nlp.tokenizer, treebanks=parts.train_treebanks, entities=parts.train_entities
    )
    dev = read_corpora(corpora, nlp.tokenizer, treebanks=parts.dev_treebanks, entities=parts.dev_entities)
    data = fingerprint(sentences, dev)
    say(f"{len(sentences)} sentences to learn from, {len(dev)} to measure on; data {data}")

    names = Names.read(NAMES)
    augmenter = Augmenter(
        Rates(**settings["augmentation"]),
        names,
        Verbs.read(VERBS, names),
        lambda text: [token.text for token in nlp.tokenizer(text)],
    )

    def examples(epoch: int) -> Iterator[Example]:
        chance = random.Random(f"{schedule.seed}-{epoch}")  # noqa: S311  # not for secrets
        runs = list(grouped(sentences, lambda: chance.choice(parts.run_sizes)))
        chance.shuffle(runs)
        for run in runs:
            yield as_example(augmenter(run, chance), nlp.tokenizer, home=parts.home)

    plain = [as_example(run, nlp.tokenizer, home=parts.home) for run in grouped(sentences, lambda: 1)]
    varied = [e for _, e in zip(range(len(plain)), examples(0), strict=False)]
    nlp.initialize(lambda: plain + varied)

    out.mkdir(parents=True, exist_ok=True)
    log = out / "log.jsonl"
    started = time.monotonic()

    def evaluate(trained: Language) -> Mapping[str, float]:
        scores = measure(trained, dev, sentences_a_text=parts.dev_run_size)
        return {"score": sum(w * scores[name] for name, w in settings["score"].items()), **scores}

    def progress(step: int, scores: Mapping[str, float], losses: Mapping[str, float]) -> None:
        line = "  ".join(f"{name} {100 * scores[name]:.2f}" for name in _SHOWN)
        say(f"step {step:>6}  {(time.monotonic() - started) / 60:6.1f} min  {line}")
        with log.open("a", encoding="utf-8") as file:
            row = {"step": step, **scores, **{f"loss_{k}": round(float(v), 1) for k, v in losses.items()}}
            file.write(json.dumps(row) + "\n")

    best = train(
        nlp,
        registry.resolve({"optimizer": settings["training"]["optimizer"]})["optimizer"],
        schedule,
        examples=examples,
        evaluate=evaluate,
        folder=out / "checkpoints",
        fingerprint=f"{data}-{_digest(config.read_bytes(), NAMES.read_bytes(), VERBS.read_bytes())}",
        progress=progress,
    )
    say("stripping and measuring the best checkpoint")
    return card.write(best, out / "model", dev, data=data, settings=settings)


def fingerprint(*parts: list[Sentence]) -> str:
    """Hash of the sentences that a pipeline was made from."""
    return _digest(*(repr(sentence).encode() for part in parts for sentence in part))


def _digest(*pieces: bytes) -> str:
    digest = hashlib.sha256()
    for piece in pieces:
        digest.update(piece)
    return digest.hexdigest()[:16]
