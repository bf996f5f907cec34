"""Words that stand for an actor named before, and given names, which tell a gender."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from graphkit.records import ActorType


@dataclass(frozen=True, slots=True, kw_only=True)
class PairNouns:
    """Nouns for two actors named before ("les deux pays"): of some `types`, or of any, and of a gender.

    Also nouns for one that is named beside them ("X, la femme qui …") or before ("la chaîne de magasins"),
    and adjectives that say of which kind one is ("le mouvement islamiste").
    """

    forms: tuple[str, ...]
    types: tuple[ActorType, ...] = ()
    gender: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DeedNouns:
    """Nouns for what the subject of a clause before did, by one of `verbs` or, without, by any of a deed."""

    forms: tuple[str, ...]
    verbs: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class AnaphoraWords:
    """`anaphora.toml`: words that stand for an actor named before, and what tells a name's gender.

    Values are a gender (``Masc``, ``Fem``), a number, or both (``Masc Plur``).
    """

    pronouns: Mapping[str, str]
    objects: Mapping[str, str]
    strong: Mapping[str, str]
    personal_verbs: frozenset[str]
    personal_objects: frozenset[str]
    personal_datives: frozenset[str]
    two: frozenset[str]
    pair_determiners: frozenset[str]
    pair: tuple[PairNouns, ...]
    pair_adjectives: frozenset[str]
    beside: tuple[PairNouns, ...]
    described: tuple[PairNouns, ...]
    kind_adjectives: tuple[PairNouns, ...]
    town_adjectives: tuple[str, ...]
    trade_nouns: frozenset[str]
    country_nouns: frozenset[str]
    local_prepositions: frozenset[str]
    counterparts: frozenset[str]
    deed: tuple[DeedNouns, ...]
    judging_verbs: frozenset[str]
    undergoing_verbs: frozenset[str]
    announcing_verbs: frozenset[str]
    mutual: tuple[tuple[str, ...], ...]
    familiars: frozenset[str]
    kin: tuple[tuple[str, ...], ...]
    contests: Mapping[str, tuple[str, ...]]
    leaders: frozenset[str]
    entourage: frozenset[str]
    soldiers: frozenset[str]
    fighters: frozenset[str]
    sent_people: frozenset[str]
    having_verbs: frozenset[str]
    sending_verbs: frozenset[str]
    private: frozenset[str]
    feminine_participles: tuple[str, ...]
    joints: tuple[str, ...]
    last_named: Mapping[str, str]
    last_adjectives: Mapping[str, str]
    speaker: frozenset[str]
    articles: Mapping[str, str]
    elided: frozenset[str]
    feminine_states: tuple[str, ...]
    addresses: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenNames:
    """`given_names.toml`: given names of one gender, and those of `either`."""

    feminine: frozenset[str]
    masculine: frozenset[str]
    either: frozenset[str]
