"""The names of a text as stretches of words: what the steps that find, mend and type them share."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from graphkit.actors.candidate import Candidate
from graphkit.actors.names import Entry, Knows, slug
from graphkit.actors.nominals import Nominals
from graphkit.actors.persons import PARTICLES
from graphkit.records import ActorType, MentionKind
from graphkit.syntax import Tree, Word

# The labels of the model.
PERSON, ORGANISATION, LOCATION = "PER", "ORG", "LOC"

Span = tuple[int, int, tuple[Entry, ...]]
"""A form that the gazetteer knows: its words [start, end) and what it may name."""

# The fewest words of a full name.
FULL_NAME = 2
INNER_PLACES = (Knows.PLACE, Knows.PART)
PLACES = (*INNER_PLACES, Knows.STATE)
LONGEST_PERSON = 4  # words without particles; longer runs of capitals are titles of works or bodies


def is_behind_thing(tree: Tree, start: int, nominals: Nominals) -> bool:
    """Whether a noun before a name says that it is a place's, a product's or a storm's."""
    before, first = start - 1, tree.sentence_of(start)[0]
    while before > first and tree[before].pos == "ADJ" and tree[before].text[0].islower():
        before -= 1  # "l'aéroport international Houari-Boumédiène"
    noun = tree[before].lower if before >= first else ""
    return noun in nominals.words.place_nouns or noun in nominals.words.product_nouns


def all_capitals(words: Sequence[Word]) -> bool:
    """Whether all words have a capital, particles and numbers aside."""
    return all(w.text[0].isupper() or w.lower in PARTICLES or w.text[0].isdigit() for w in words)


def taken_by(found: Iterable[Candidate], known: Iterable[Span]) -> set[int]:
    """The words that names hold already."""
    return {i for c in found for i in range(c.start, c.end)} | {i for s in known for i in range(s[0], s[1])}


def as_name(start: int, end: int, text: str, type_: ActorType, rule: str) -> Candidate:
    """A stretch of words as a mention by its name, or by its acronym."""
    acronym = text.isupper() and len(text) <= 6
    return Candidate(
        start=start,
        end=end,
        head=start,
        id=slug(text),
        label=text,
        type=type_,
        kind=MentionKind.ACRONYM if acronym else MentionKind.NAME,
        rule=rule,
    )
