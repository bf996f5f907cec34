"""Articles and statements by the thousand: the seeds with other names, and statements by chance.

python tests/benchmarks/volume.py FOLDER NUMBER    # writes so many articles
"""

from __future__ import annotations

import random
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from graphkit.records import (
    Actor,
    ActorType,
    Alias,
    Document,
    Evidence,
    Extraction,
    Mention,
    MentionKind,
    Modality,
    Relation,
    RelationType,
)
from graphkit.store import Entry, Store

SEEDS = Path(__file__).parent.parent.parent / "seeds"
PLACES = (
    "Alep",
    "Damas",
    "Homs",
    "Hama",
    "Idleb",
    "Raqqa",
    "Mossoul",
    "Kirkouk",
    "Bassora",
    "Tripoli",
    "Benghazi",
    "Misrata",
    "Sanaa",
)
STATES = (
    "Russie",
    "Iran",
    "Turquie",
    "Syrie",
    "Irak",
    "Israël",
    "Liban",
    "Libye",
    "Jordanie",
    "Qatar",
    "Koweït",
    "Oman",
    "Tunisie",
)
SYLLABLES = (
    "ba",
    "ra",
    "mi",
    "no",
    "la",
    "ve",
    "to",
    "sa",
    "ki",
    "lo",
    "du",
    "ne",
    "pa",
    "ri",
    "go",
    "ta",
    "mé",
    "lin",
    "vor",
    "dan",
)


def words(draw: random.Random) -> str:
    """A name that no text has had before, as new articles bring them."""
    return "".join(draw.choices(SYLLABLES, k=draw.randint(2, 4))).capitalize()


def articles(number: int, *, sentences: int = 12) -> Iterator[str]:
    """Different articles: sentences of the seeds with states, places, figures and a person of their own."""
    lines = [
        line.strip()
        for path in sorted(SEEDS.glob("*.txt"))
        for line in re.split(r"(?<=[.!?])\s+", path.read_text(encoding="utf-8"))
        if 60 < len(line.strip()) < 400 and "\n" not in line.strip()
    ]
    named = re.compile("|".join([*PLACES, *STATES]))
    for n in range(number):
        draw = random.Random(n)
        person = f"{words(draw)} {words(draw)}"
        text = " ".join(draw.sample(lines, min(sentences, len(lines))))
        text = named.sub(lambda m: draw.choice(PLACES if m.group() in PLACES else STATES), text)  # noqa: B023
        text = re.sub(r"\d+", lambda _: str(draw.randint(2, 900)), text)  # noqa: B023
        last = f"{person} a rencontré le président de {words(draw)}."
        yield f"{draw.randint(1, 28)} novembre 2024\n\n{text} {last}"


def statements(number: int, *, actors: int = 2000, each: int = 50) -> Iterator[Entry]:
    """Documents of so many statements each, between actors of which few are in many."""
    draw = random.Random(1)
    names = [f"actor {n:05}" for n in range(actors)]
    weights = [1 / (n + 1) for n in range(actors)]
    types = [t for t in RelationType if t is not RelationType.CO_MENTION]
    for first in range(0, number, each):
        doc = f"{first // each:07}.txt"
        ends = draw.choices(names, weights, k=2 * each)
        date = f"2024-{draw.randint(1, 12):02}-{draw.randint(1, 28):02}"
        yield _entry(doc, list(zip(ends[::2], ends[1::2], strict=True)), draw, types, date)


def _entry(
    doc: str, pairs: list[tuple[str, str]], draw: random.Random, types: list[RelationType], date: str
) -> Entry:
    sentence = "Un communiqué dit que l'un soutient l'autre, sans en dire davantage."
    relations, mentions = [], []
    for n, (source, target) in enumerate(pairs):
        start = n * 100
        evidence = Evidence(
            doc=doc,
            start=start,
            end=start + len(sentence),
            sentence=f"{sentence[:-1]} {n}.",
            cue="soutient",
            cue_start=start + 28,
            cue_end=start + 36,
            source_mention=source,
            source_start=start + 24,
            source_end=start + 27,
            target_mention=target,
            target_start=start + 37,
            target_end=start + 44,
        )
        relations.append(
            Relation(
                id=f"{doc[:7]}{n:09}",
                source=source,
                target=target,
                type=draw.choice(types),
                event="AID",
                intensity=7.0,
                directed=True,
                negated=draw.random() < 0.05,
                modality=draw.choice(list(Modality)),
                attributed_to=None,
                date=date,
                confidence=0.9,
                evidence=evidence,
                rule="verb",
            )
        )
        for name, place in ((source, start), (target, start + 20)):
            mentions.append(
                Mention(
                    doc=doc,
                    start=place,
                    end=place + 1,
                    text="x",
                    kind=MentionKind.NAME,
                    actor=name,
                    rule="name",
                )
            )
    seen = sorted({name for pair in pairs for name in pair})
    alias = {
        name: Alias(form=name, kind=MentionKind.NAME, docs=(doc,), count=1, rule="name") for name in seen
    }
    actors = tuple(Actor(id=n, label=n, type=ActorType.ORG, aliases=(alias[n],)) for n in seen)
    spans = tuple((n * 100, n * 100 + 100) for n in range(len(pairs)))
    extraction = Extraction(
        doc=doc, actors=actors, mentions=tuple(mentions), relations=tuple(relations), sentences=spans
    )
    return Entry(Document(id=doc, text="x" * (100 * len(pairs)), date=date), extraction)


def fill(store: Store, number: int) -> None:
    """Put so many statements into a store."""
    batch: list[Entry] = []
    for entry in statements(number):
        batch.append(entry)
        if len(batch) == 200:
            store.add(batch, fingerprint="volume")
            batch.clear()
    store.add(batch, fingerprint="volume")


if __name__ == "__main__":
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    for n, text in enumerate(articles(int(sys.argv[2]))):
        (folder / f"{n:06}.txt").write_text(text, encoding="utf-8")
