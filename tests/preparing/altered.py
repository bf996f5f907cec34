"""Copies of articles, altered as papers alter what an agency sends."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from graphkit.language import get
from graphkit.preparing import Sentence, Told, clean

SYNONYMS = {
    "selon": "d'après",
    "indique": "précise",
    "offensive": "attaque",
    "rebelles": "insurgés",
    "régime": "pouvoir",
    "ville": "cité",
    "annoncé": "fait savoir",
    "dimanche": "hier",
    "soutien": "appui",
    "armée": "troupe",
    "plusieurs": "diverses",
    "forces": "unités",
    "contre": "face à",
}
HEADLINE = "Ce que l'on sait de la situation sur le terrain après plusieurs jours de combats"
TAIL = "Avec agences de presse et correspondants sur place."

_END = re.compile(r"(?<=[.!?])\s+(?=[^\W\d_a-zà-ÿ]|[«\"])")


def sentences_of(text: str) -> list[str]:
    """The sentences of the prose of an article; a cheap cut, for tests that need no parser."""
    blocks = [text[b.start : b.end] for b in clean(text, get("fr").boilerplate) if b.parsed]
    return [sentence for block in blocks for sentence in _END.split(block)]


def told(id_: str, sentences: Sequence[str], date: str | None = None) -> Told:
    """A document of these sentences, one after the other."""
    starts = [sum(len(s) + 1 for s in sentences[:i]) for i in range(len(sentences))]
    return Told(
        id=id_, date=date, sentences=[Sentence(*pair) for pair in zip(starts, sentences, strict=True)]
    )


def _rephrased(sentences: list[str], rng: random.Random) -> list[str]:
    return [re.sub(r"\w+", lambda m: SYNONYMS.get(m.group(), m.group()), sentence) for sentence in sentences]


def _figures(sentences: list[str], rng: random.Random) -> list[str]:
    return [re.sub(r"\d", lambda m: str((int(m.group()) + 3) % 10), sentence) for sentence in sentences]


def _words_left_out(sentences: list[str], rng: random.Random) -> list[str]:
    return [
        " ".join(word for i, word in enumerate(sentence.split()) if i % 9 != 5 or len(sentence) < 60)
        for sentence in sentences
    ]


ALTERATIONS: Mapping[str, Callable[[list[str], random.Random], list[str]]] = {
    "the same": lambda s, rng: s,
    "other case and quotes": lambda s, rng: [
        x.replace("«", '"').replace("»", '"').replace("’", "'") for x in s
    ],
    "new headline": lambda s, rng: [HEADLINE, *s[1:], TAIL],
    "cut to the first half": lambda s, rng: s[: max(6, len(s) // 2)],
    "cut inside": lambda s, rng: [x for i, x in enumerate(s) if i % 4 != 2],
    "reordered": lambda s, rng: rng.sample(s, len(s)),
    "changed figures": _figures,
    "a word changed here and there": _rephrased,
    "words left out": _words_left_out,
}
"""Name -> what becomes of the sentences of an article; all of them are copies to a reader."""


def articles(folder: Path) -> dict[str, list[str]]:
    """Name -> sentences of the articles of a folder."""
    return {
        path.name: sentences_of(path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.txt"))
    }
