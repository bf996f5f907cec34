"""Verbs that call somebody something, and words of blame and praise."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Opinions:
    """`opinions.toml`: verbs that call somebody something, and words of blame and praise.

    `calling` and `mentioning` are verbs by the preposition behind them. `conduct` are the nouns of blame
    and praise whose complement is who shows it, `blaming_acts` and `praising_acts` verbs that judge their
    subject, `owed_acts` those that blame it where they are denied. `owed_virtues` are words of praise that
    blame where they are denied. `deeds` are nouns of what somebody does or says, which a word of blame or
    praise judges, except a `describing` one; one of `services` can only be praised. `supposing` verbs take
    for granted what they speak of, even where they are denied, and what `imputing` verbs speak of is so for
    their subject only. `duties` are forms that say what is to be done: what blames who is to do it
    (`leaving`, which may be a journey, `yielding`), and what is done to who is blamed or praised
    (`due_blame`, `due_praise`). Who may not do what is `staying` is blamed, and who is to stop (`ceasing`)
    what is evil, which `ceased` are too.
    """

    with_adjective: frozenset[str]
    insulting: frozenset[str]
    seeing: frozenset[str]
    seeing_prepositions: frozenset[str]
    locating: frozenset[str]
    hollow: frozenset[str]
    addressed: frozenset[str]
    enough: frozenset[str]
    utterances: frozenset[str]
    uttering: frozenset[str]
    towards: frozenset[str]
    feeling: frozenset[str]
    feeling_prepositions: frozenset[str]
    foes: frozenset[str]
    friends: frozenset[str]
    blaming_acts: frozenset[str]
    praising_acts: frozenset[str]
    owed_acts: frozenset[str]
    conduct: frozenset[str]
    owed_virtues: frozenset[str]
    deeds: frozenset[str]
    services: frozenset[str]
    describing: frozenset[str]
    supposing: frozenset[str]
    supposing_prepositions: frozenset[str]
    imputing: frozenset[str]
    duties: frozenset[str]
    told_duties: frozenset[str]
    abilities: frozenset[str]
    demanding: frozenset[str]
    announcing: frozenset[str]
    leaving: frozenset[str]
    yielding: frozenset[str]
    staying: frozenset[str]
    ceasing: frozenset[str]
    ceased: frozenset[str]
    due_blame: frozenset[str]
    due_praise: frozenset[str]
    doing: frozenset[str]
    heaps: frozenset[str]
    blame_phrases: frozenset[str]
    blame: frozenset[str]
    praise: frozenset[str]
    calling: Mapping[str, frozenset[str]]
    mentioning: Mapping[str, frozenset[str]]
    tones: Mapping[str, frozenset[str]]
    feelings: Mapping[str, frozenset[str]]
