"""Which actors are mentioned together, how often, and how much oftener than by chance."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

from graphkit.counting import Counting

MAX_EXAMPLES = 3
MIN_DOCUMENTS = 2
"""Shared articles that join two actors without a shared sentence; one article names many by the way."""

MAX_TOGETHER = 300
"""Actors of one sentence or article that are paired; a text with more is a list, which joins nobody. Articles
of a thousand words name some forty. Pairs grow with the square: 5,000 actors would make 12 million."""


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


def find_co_mentions(counting: Counting) -> Iterator[CoMention]:
    """All pairs of actors that share a sentence, or at least two documents, in the order of ids.

    Counted over the documents of `counting` that are no copies.
    """
    units = counting.units()
    for pair in counting.pairs(
        min_documents=MIN_DOCUMENTS, max_together=MAX_TOGETHER, max_examples=MAX_EXAMPLES
    ):
        yield CoMention(
            one=pair.one,
            other=pair.other,
            sentences=pair.sentences,
            documents=pair.documents,
            npmi_sentence=npmi(pair.sentences, pair.one_sentences, pair.other_sentences, units.sentences),
            npmi_document=npmi(pair.documents, pair.one_documents, pair.other_documents, units.documents),
            examples=pair.examples,
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
