"""Which actors are mentioned together, how often, and how much oftener than by chance."""

from __future__ import annotations

import math
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import NamedTuple

MAX_EXAMPLES = 3
MIN_DOCUMENTS = 2
"""Shared articles that join two actors without a shared sentence; one article names many by the way."""

MAX_TOGETHER = 300
"""Actors of one sentence or article that are paired; a text with more is a list, which joins nobody. Articles
of a thousand words name some forty. Pairs grow with the square: 5,000 actors would make 12 million."""


class Place(NamedTuple):
    """Where an actor is mentioned."""

    doc: str
    start: int
    actor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CoMention:
    """Two actors that are mentioned together; `one` comes before `other`.

    `npmi_sentence` and `npmi_document` are the measure of `npmi` with the sentence and with the
    article as unit; `examples` are (document id, sentence).
    """

    one: str
    other: str
    sentences: int
    documents: int
    npmi_sentence: float
    npmi_document: float
    examples: tuple[tuple[str, str], ...]


def find_co_mentions(
    places: Collection[Place], texts: Mapping[str, str], sentences: Mapping[str, Sequence[tuple[int, int]]]
) -> Iterator[CoMention]:
    """All pairs of actors that share a sentence, or at least two documents, in the order of ids.

    `texts` are the documents that count, by id; `sentences` are offsets into them.
    """
    in_document: dict[str, set[str]] = defaultdict(set)
    for place in places:
        in_document[place.doc].add(place.actor)
    in_sentence = _actors_by_sentence(places, sentences)
    shared, alone = _pair_counts(in_sentence.values())
    shared_documents, alone_documents = _pair_counts(in_document.values())
    examples = _examples(in_sentence, texts)
    units = sum(len(sentences.get(doc, ())) for doc in texts)
    for one, other in sorted(shared_documents):
        together, documents = shared[one, other], shared_documents[one, other]
        if together or documents >= MIN_DOCUMENTS:
            yield CoMention(
                one=one,
                other=other,
                sentences=together,
                documents=documents,
                npmi_sentence=npmi(together, alone[one], alone[other], units),
                npmi_document=npmi(documents, alone_documents[one], alone_documents[other], len(texts)),
                examples=tuple(examples[one, other]),
            )


def npmi(both: int, one: int, other: int, units: int) -> float:
    """Normalised pointwise mutual information of two actors that occur in units of text.

    ``ln(p(x,y) / (p(x) p(y))) / -ln p(x,y)``, from -1 (never together) over 0 (as if by chance)
    to 1 (only together). Bouma (2009), "Normalized (pointwise) mutual information in collocation
    extraction". Two actors that are in every unit get 1, the limit of actors only found together.

    >>> npmi(1, 1, 1, 10)
    1.0
    >>> npmi(1, 2, 5, 10)
    0.0
    >>> npmi(0, 3, 4, 10)
    -1.0
    """
    if not both:
        return -1.0
    if both >= units:
        return 1.0
    value = math.log(both * units / (one * other)) / -math.log(both / units)
    return round(value, 4) + 0.0  # no negative zero


def _actors_by_sentence(
    places: Iterable[Place], sentences: Mapping[str, Sequence[tuple[int, int]]]
) -> dict[tuple[str, int, int], set[str]]:
    result: dict[tuple[str, int, int], set[str]] = defaultdict(set)
    starts = {doc: [start for start, _ in spans] for doc, spans in sentences.items()}
    for doc, start, actor in places:
        index = bisect_right(starts.get(doc, ()), start) - 1
        if index >= 0 and start < sentences[doc][index][1]:
            result[doc, *sentences[doc][index]].add(actor)
    return result


def _pair_counts(groups: Iterable[Collection[str]]) -> tuple[Counter[tuple[str, str]], Counter[str]]:
    """In how many groups each pair, and each actor, occurs; lists make no pairs."""
    pairs: Counter[tuple[str, str]] = Counter()
    actors: Counter[str] = Counter()
    for group in groups:
        actors.update(group)
        if len(group) <= MAX_TOGETHER:
            pairs.update(combinations(sorted(group), 2))
    return pairs, actors


def _examples(
    in_sentence: Mapping[tuple[str, int, int], Collection[str]], texts: Mapping[str, str]
) -> dict[tuple[str, str], list[tuple[str, str]]]:
    """The first few sentences that each pair shares."""
    result: dict[tuple[str, str], list[tuple[str, str]]] = defaultdict(list)
    for doc, start, end in sorted(in_sentence):
        actors = in_sentence[doc, start, end]
        for pair in combinations(sorted(actors), 2) if len(actors) <= MAX_TOGETHER else ():
            if len(result[pair]) < MAX_EXAMPLES:
                result[pair].append((doc, texts[doc][start:end]))
    return result
