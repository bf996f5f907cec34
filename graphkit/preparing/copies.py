"""What is said twice: sentences that repeat one another, documents that are copies, stories told again.

An agency story stands in forty papers, whole, cut, or in other words. Counting it forty times would make
the graph lie, so all that repeats is linked (never deleted), and an edge counts independent sources.

1. Two sentences of any documents repeat one another if they are alike letter by letter. Candidates share
   one of their smallest hashes of three words, the bottom-k sketch of Broder (1997), "On the resemblance and
   containment of documents"; rapidfuzz decides.
2. A document is a copy of one at least as long that repeats nearly all of its sentences.
3. Two documents of about the same day tell one story if enough of their sentences say the same in other
   words: most of the information in their words is shared, each word weighing as much as it is rare (inverse
   document frequency; Sparck Jones 1972). This is the case "partially derived" of Clough et al. (2002),
   "METER: MEasuring TExt Reuse".
"""

from __future__ import annotations

import datetime as dt
import math
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations, pairwise
from typing import NamedTuple
from zlib import crc32

MIN_WORDS = 6
"""Shorter sentences are formulas ("Il a ensuite pris la parole"): two articles share them by chance."""

SHINGLE, SKETCH = 3, 4
"""Words per shingle, and shingles per sketch: with four instead of two, 98 instead of 92 of 100 altered
sentences are found; runs of three words are the longest that a sentence with a changed word still shares."""

ALIKE = 75.0
"""Similarity (rapidfuzz ratio, 0 to 100) from which two sentences are one. On 100,000 sentences with 20,000
altered copies, no unlike pair reached it."""

MAX_BUCKET = 60
"""Sentences that share a shingle of a sketch; of more, only those of nearly equal length are compared."""

COPY = 0.8
"""Share of a document's words in sentences that another one repeats, from which it is a copy. Below, enough
is its own to be a source of its own for that part."""

STEM = 5
"""Letters by which words are compared in other words: "iranienne" and "Iran", "alliés" and "alliance" differ
in their ends, and French stems are told by about five letters."""

RETOLD, RETOLD_BOTH = 0.5, 0.42
"""Share of the weight of the words of the shorter sentence, and of both, from which a sentence says the same
in other words. Between two press articles that rewrite one agency story, of 18 and 38 sentences, nine of the
twelve pairs that a reader marked are above (two of the others are parts of sentences); among five articles
on the same events no pair is that should not be, but at 0.40 one would: it differs in its figures."""

STORY, STORY_SENTENCES = 0.3, 3
"""Share of the sentences of the shorter document, and their least number, from which two tell one story. The
two that rewrite one agency story share 0.5, all others on the same events none."""

RARE, RARE_SHARED, SAMPLED = 20, 2, 4
"""Two documents are compared for a story if they share at least two pairs of neighbouring words that at most
twenty documents have: names and figures with their nouns. Of all such pairs only every fourth, by its hash,
is looked at, which takes a quarter of the memory; two tellings of one story share dozens."""

STORY_DAYS = 3
"""Days between two tellings of one story: weeklies and Monday papers tell what agencies sent on Friday. Later
articles repeat its background, which says nothing of their news."""

_WORD = re.compile(r"\w+")


class Sentence(NamedTuple):
    """A sentence and where it begins in its document."""

    start: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A document as it is compared; its date as ISO 8601 at the precision known."""

    id: str
    sentences: Sequence[Sentence]
    date: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """The document that another one repeats, and how that was found."""

    of: str
    rule: str


Place = tuple[str, int]
"""A sentence: its document's id, and where it begins."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Repeats:
    """What repeats what. A sentence that stands alone, and a document that repeats none, is in none of these.

    `sentences` maps each sentence to the first of those that say the same, itself included.
    """

    copies: Mapping[str, Copy] = field(default_factory=dict)
    retellings: Mapping[str, Copy] = field(default_factory=dict)
    sentences: Mapping[Place, Place] = field(default_factory=dict)


def find_repeats(documents: Iterable[Told], function_words: Iterable[str] = ()) -> Repeats:
    """All that is said twice in some documents. Their order changes nothing.

    `function_words` are those that carry no meaning: they do not count where sentences are compared word by
    word.

    Of documents that repeat one another, the longest stands for the others: it holds what they hold. Each is
    compared with such originals only, so likeness is not passed on from copy to copy.
    """
    told = sorted(documents, key=lambda document: document.id)
    lines = [
        _Line((document.id, sentence.start), words)
        for document in told
        for sentence in document.sentences
        if len(words := _words(sentence.text)) >= MIN_WORDS
    ]
    groups = _Groups()
    _join_alike(lines, groups)
    by_document: dict[str, list[_Line]] = defaultdict(list)
    for line in lines:
        by_document[line.place[0]].append(line)
    order = sorted(told, key=lambda d: (-sum(len(line.words) for line in by_document[d.id]), d.id))
    copies = _copies(order, by_document, groups)
    originals = [document for document in order if document.id not in copies]
    empty = frozenset(word for form in function_words for word in _words(form))
    retellings = _retellings(originals, by_document, groups, empty)
    return Repeats(copies=copies, retellings=retellings, sentences=groups.firsts())


class _Line(NamedTuple):
    place: Place
    words: tuple[str, ...]


class _Groups:
    """Sentences that say the same, as sets that are joined (union by the first place)."""

    def __init__(self) -> None:
        self._above: dict[Place, Place] = {}

    def first(self, place: Place) -> Place:
        above = self._above.get(place, place)
        while above != self._above.get(above, above):
            above = self._above[above]
        if above != place:
            self._above[place] = above
        return above

    def join(self, one: Place, other: Place) -> None:
        first, second = sorted((self.first(one), self.first(other)))
        self._above[second] = first
        self._above.setdefault(first, first)

    def firsts(self) -> dict[Place, Place]:
        return {place: self.first(place) for place in sorted(self._above)}


def _words(text: str) -> tuple[str, ...]:
    if not text.isascii():
        decomposed = unicodedata.normalize("NFKD", text)
        text = "".join(char for char in decomposed if not unicodedata.combining(char))
    return tuple(_WORD.findall(text.casefold()))


def _join_alike(lines: Iterable[_Line], groups: _Groups) -> None:
    """Join sentences that are equal but for case, accents and punctuation, then those that are alike."""
    from rapidfuzz.fuzz import ratio

    first: dict[str, Place] = {}
    for line in lines:
        key = " ".join(line.words)
        if key in first:
            groups.join(first[key], line.place)
        else:
            first[key] = line.place
    buckets: dict[int, list[str]] = defaultdict(list)
    for key in first:
        words = key.split()
        shingles = {crc32(" ".join(words[i : i + SHINGLE]).encode()) for i in range(len(words) - SHINGLE + 1)}
        for shingle in sorted(shingles)[:SKETCH]:
            buckets[shingle].append(key)
    for bucket in buckets.values():
        for one, other in _pairs(bucket):
            if groups.first(first[one]) != groups.first(first[other]) and ratio(
                one, other, score_cutoff=ALIKE
            ):
                groups.join(first[one], first[other])


def _pairs(bucket: list[str]) -> Iterator[tuple[str, str]]:
    """Pairs worth comparing. Of a shingle that very many share, those of nearly equal length."""
    if len(bucket) <= MAX_BUCKET:
        yield from combinations(bucket, 2)
        return
    ordered = sorted(bucket, key=lambda key: (len(key), key))
    for index, key in enumerate(ordered):
        for other in ordered[index + 1 : index + MAX_BUCKET]:
            yield key, other


def _copies(
    order: Sequence[Told], by_document: Mapping[str, Sequence[_Line]], groups: _Groups
) -> dict[str, Copy]:
    """Documents that repeat a longer one, or an equal one with an id before theirs."""
    whole: dict[str, str] = {}
    holders: dict[Place, list[str]] = defaultdict(list)
    copies: dict[str, Copy] = {}
    for document in order:
        lines = by_document[document.id]
        text = " ".join(word for sentence in document.sentences for word in _words(sentence.text))
        if text and text in whole:
            copies[document.id] = Copy(of=whole[text], rule="same text")
            continue
        words = sum(len(line.words) for line in lines)
        shared: Counter[str] = Counter()
        for line in lines:
            for holder in set(holders[groups.first(line.place)]):
                shared[holder] += len(line.words)
        best = min(shared, key=lambda id_: (-shared[id_], id_)) if shared else None
        if best is not None and shared[best] >= COPY * words:
            copies[document.id] = Copy(of=best, rule=f"repeats {shared[best] / words:.2f} of its words")
            continue
        whole[text] = document.id
        for first in {groups.first(line.place) for line in lines}:
            holders[first].append(document.id)
    return copies


def _retellings(
    order: Sequence[Told],
    by_document: Mapping[str, Sequence[_Line]],
    groups: _Groups,
    empty: Collection[str],
) -> dict[str, Copy]:
    """Documents that tell the story of a longer one in other words; their sentences are joined to its.

    A sentence is joined to that which it shares most with, if the same holds of that one.
    """
    stems = {
        document.id: [frozenset(_stems(line.words, empty)) for line in by_document[document.id]]
        for document in order
    }
    frequency = Counter(stem for sentences in stems.values() for sentence in sentences for stem in sentence)
    number = sum(map(len, stems.values()))
    weight = {stem: math.log((number + 1) / (count + 0.5)) for stem, count in frequency.items()}
    dates = {document.id: document.date for document in order}
    rank = {document.id: index for index, document in enumerate(order)}
    found: dict[str, dict[str, dict[tuple[int, int], float]]] = defaultdict(dict)
    for pair in sorted(_candidates(order, by_document)):
        one, other = sorted(pair, key=rank.__getitem__)
        if not _same_days(dates[one], dates[other]):
            continue
        matches = _matches(stems[one], stems[other], weight)
        retold = len({j for _, j in matches})
        if retold >= max(STORY_SENTENCES, STORY * min(len(stems[one]), len(stems[other]))):
            found[other][one] = matches
    retellings: dict[str, Copy] = {}
    for document in order:
        tellers = {
            one: len({j for _, j in m}) for one, m in found[document.id].items() if one not in retellings
        }
        if tellers:
            best = min(tellers, key=lambda id_: (-tellers[id_], id_))
            rule = f"{tellers[best]} of {len(stems[document.id])} sentences in other words"
            retellings[document.id] = Copy(of=best, rule=rule)
            for i, j in _mutual(found[document.id][best]):
                groups.join(by_document[best][i].place, by_document[document.id][j].place)
    return retellings


def _candidates(
    order: Sequence[Told], by_document: Mapping[str, Sequence[_Line]]
) -> Iterator[tuple[str, str]]:
    """Pairs of documents that share a few rare pairs of neighbouring words."""
    holders: dict[int, list[str]] = defaultdict(list)
    for document in order:
        hashes = {
            crc32(f"{one[:STEM]} {other[:STEM]}".encode())
            for line in by_document[document.id]
            for one, other in pairwise(line.words)
        }
        for hash_ in hashes:
            if hash_ % SAMPLED == 0:
                holders[hash_].append(document.id)
    shared = Counter(
        pair
        for documents in holders.values()
        if 2 <= len(documents) <= RARE
        for pair in combinations(sorted(documents), 2)
    )
    return (pair for pair, number in shared.items() if number >= RARE_SHARED)


def _matches(
    one: Sequence[frozenset[str]], other: Sequence[frozenset[str]], weight: Mapping[str, float]
) -> dict[tuple[int, int], float]:
    """Indexes of the sentences of two documents that say the same in other words, with what they share."""

    def total(stems: Collection[str]) -> float:
        return math.fsum(weight[stem] for stem in stems)

    mine, theirs = [total(stems) for stems in one], [total(stems) for stems in other]
    found = {}
    for i, stems in enumerate(one):
        for j, others in enumerate(other):
            least, both = min(mine[i], theirs[j]), mine[i] + theirs[j]
            if not least or min(len(stems), len(others)) < STORY_SENTENCES:
                continue
            shared = total(stems & others)
            if shared >= RETOLD * least and 2 * shared >= RETOLD_BOTH * both:
                found[i, j] = 2 * shared / both
    return found


def _mutual(matches: Mapping[tuple[int, int], float]) -> Iterator[tuple[int, int]]:
    """Those matches of which each sentence is the other's best."""
    best: dict[tuple[str, int], float] = defaultdict(float)
    for (i, j), share in matches.items():
        best["one", i] = max(best["one", i], share)
        best["other", j] = max(best["other", j], share)
    return (
        pair for pair, share in matches.items() if share == best["one", pair[0]] == best["other", pair[1]]
    )


def _stems(words: Iterable[str], empty: Collection[str]) -> Iterator[str]:
    """The beginnings of the words that carry meaning: those of three letters and more, and figures."""
    return (word[:STEM] for word in words if word not in empty and (len(word) >= 3 or word.isdigit()))


def _same_days(one: str | None, other: str | None) -> bool:
    """Whether two dates may be so near; one that is unknown, or known by month only, may."""
    if one is None or other is None or len(one) < 10 or len(other) < 10:
        return one is None or other is None or one.startswith(other) or other.startswith(one)
    return abs(dt.date.fromisoformat(one) - dt.date.fromisoformat(other)) <= dt.timedelta(days=STORY_DAYS)
