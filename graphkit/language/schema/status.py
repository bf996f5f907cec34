"""What denies, leaves open, puts in the past, gives to a source or tells a game."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Negation:
    """Words that deny, and words that look like denial and are none (`status.toml`).

    `ending_verbs` and `ending_nouns` are reversals that presuppose what they end: who is called on by one of
    the `calling_verbs` to end something does it. `insisting_verbs` say, denied, that it is done. Denied,
    `doubting_verbs` and what governs `evidence_nouns` leave open what is below. `fading_verbs` say of their
    subject that it is over.
    """

    particle: frozenset[str]
    words: frozenset[str]
    coordinators: frozenset[str]
    bare: frozenset[str]
    bare_not_after: frozenset[str]
    determiners: frozenset[str]
    without: frozenset[str]
    little: frozenset[str]
    limits: frozenset[str]
    restriction: frozenset[str]
    alone: frozenset[str]
    reversing_verbs: frozenset[str]
    reversing_nouns: frozenset[str]
    reversing_adjectives: frozenset[str]
    fading_verbs: frozenset[str]
    ending_verbs: frozenset[str]
    ending_nouns: frozenset[str]
    insisting_verbs: frozenset[str]
    doubting_verbs: frozenset[str]
    evidence_nouns: frozenset[str]
    presupposing_verbs: frozenset[str]
    calling_verbs: frozenset[str]
    calling_nouns: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Possible:
    """What leaves open whether something is so (`status.toml`)."""

    moods: frozenset[str]
    tenses: frozenset[str]
    endings: tuple[str, ...]
    stem_end: str
    infinitives: tuple[str, ...]
    tagged_endings: tuple[str, ...]
    doubtful: frozenset[str]
    verbs: frozenset[str]
    siding_verbs: frozenset[str]
    adjectives: frozenset[str]
    coming: frozenset[str]
    adverbs: frozenset[str]
    conditions: frozenset[str]
    concessions: frozenset[str]
    purposes: frozenset[str]
    fulfilled: frozenset[str]
    nouns: frozenset[str]
    factive: frozenset[str]
    questions: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Past:
    """What says that something is over (`status.toml`)."""

    adjectives: frozenset[str]
    prefixes: frozenset[str]
    then: frozenset[str]
    auxiliary_tenses: frozenset[str]
    adverbs: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribution:
    """What gives a statement to a source (`status.toml`)."""

    prepositions: frozenset[str]
    opening_prepositions: frozenset[str]
    no_openings: frozenset[str]
    opening_verbs: frozenset[str]
    nouns: frozenset[str]
    verbs: frozenset[str]
    quoting_verbs: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Games:
    """What tells that a text is of sport, and the lemmas of cues that are then of a game (`status.toml`)."""

    words: frozenset[str]
    contests: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Status:
    """`status.toml`: negation, possibility, past, attribution, games."""

    negation: Negation
    possible: Possible
    past: Past
    attribution: Attribution
    games: Games
