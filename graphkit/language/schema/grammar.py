"""The grammar of a language: roles, closed word classes, labels, spelling, and how words are cut."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """Grammatical roles that the code speaks of; `language.toml` maps them to labels."""

    SUBJECT = "subject"
    PASSIVE_SUBJECT = "passive_subject"
    OBJECT = "object"
    AGENT = "agent"
    OBLIQUE = "oblique"
    APPOSITION = "apposition"
    CONJUNCT = "conjunct"
    OPEN_COMPLEMENT = "open_complement"
    CLAUSAL_COMPLEMENT = "clausal_complement"
    RELATIVE = "relative"
    PARTICIPIAL = "participial"
    ADVERBIAL = "adverbial"
    MODIFIER = "modifier"
    COPULA = "copula"
    AUXILIARY = "auxiliary"
    PASSIVE_AUXILIARY = "passive_auxiliary"
    CAUSATIVE = "causative"
    CASE = "case"
    MARK = "mark"
    DETERMINER = "determiner"
    ADVERB = "adverb"
    REFLEXIVE = "reflexive"
    NAME_PART = "name_part"
    PARATAXIS = "parataxis"
    DISLOCATED = "dislocated"
    ROOT = "root"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Words:
    """Closed word classes that argument resolution needs (`language.toml`, [words])."""

    relative_subject: frozenset[str]
    relative_object: frozenset[str]
    relative_genitive: frozenset[str]
    relative_oblique: frozenset[str]
    contracted_relatives: Mapping[str, str]
    excluding_adverbs: frozenset[str]
    including: frozenset[str]
    including_marks: frozenset[str]
    comparing: frozenset[str]
    correlatives: frozenset[str]
    causee_verbs: frozenset[str]
    undergoing_objects: frozenset[str]
    losing_verbs: frozenset[str]
    wishing_verbs: frozenset[str]
    wishes: frozenset[str]
    cleft_subjects: frozenset[str]
    state_verbs: frozenset[str]
    leading_verbs: frozenset[str]
    making_verbs: frozenset[str]
    installing_verbs: frozenset[str]
    holding_verbs: frozenset[str]
    wares: frozenset[str]
    origin_prepositions: frozenset[str]
    seated_nouns: frozenset[str]
    aspect_nouns: frozenset[str]
    carrier_nouns: frozenset[str]
    posing_verbs: frozenset[str]
    posing_prepositions: frozenset[str]
    counting_verbs: frozenset[str]
    counting_prepositions: frozenset[str]
    active_auxiliary: frozenset[str]
    jointly: frozenset[str]
    name_nouns: frozenset[str]
    directions: frozenset[str]
    naming_verbs: frozenset[str]
    participles_of_nouns: frozenset[str]
    reflexive: frozenset[str]
    genitive: frozenset[str]
    passive_agent: frozenset[str]
    contractions: Mapping[str, str]
    possessive: frozenset[str]
    demonstrative: frozenset[str]
    article: frozenset[str]
    contracted_articles: Mapping[str, tuple[str, ...]]
    indirect_clitic: frozenset[str]
    direct_clitic: frozenset[str]
    adverbial_clitic: frozenset[str]
    clitic_verbs: Mapping[str, str]
    plural_possessive: frozenset[str]
    indefinite_article: frozenset[str]
    plural_partitive: frozenset[str]
    dative: frozenset[str]
    agentive: frozenset[str]
    between: frozenset[str]
    adversative: tuple[str, ...]
    actor_prepositions: frozenset[str]
    participle_endings: tuple[str, ...]
    plural_endings: tuple[str, ...]
    accompaniment_adjectives: frozenset[str]
    accompaniment: frozenset[str]
    person_prepositions: frozenset[str]
    partner_prepositions: frozenset[str]
    state_prepositions: frozenset[str]
    aiming_verbs: frozenset[str]
    bystander_prepositions: frozenset[str]
    prompting_prepositions: frozenset[str]
    field_prepositions: frozenset[str]
    owned_bodies: frozenset[str]
    member_nouns: frozenset[str]
    occasion: frozenset[str]
    occasion_nouns: frozenset[str]
    compound_prepositions: tuple[str, ...]
    light_verbs: frozenset[str]
    involving_verbs: frozenset[str]
    involving_prepositions: frozenset[str]
    carrying_objects: frozenset[str]
    undergoing_verbs: frozenset[str]
    requesting_verbs: frozenset[str]
    harming_verbs: frozenset[str]
    dying_verbs: frozenset[str]
    victim_nouns: frozenset[str]
    harming_prepositions: frozenset[str]
    happening_verbs: frozenset[str]
    plain_verb: tuple[str, ...]
    behind_present: frozenset[str]
    object_determiners: frozenset[str]
    present_nouns: frozenset[str]
    present_adjectives: frozenset[str]
    present_prepositions: frozenset[str]
    object_control: frozenset[str]
    time_openings: frozenset[str]
    cause_openings: frozenset[str]
    depriving_verbs: frozenset[str]
    theme_verbs: frozenset[str]
    misread_adjectives: Mapping[str, str]
    transparent_nouns: frozenset[str]
    count_nouns: frozenset[str]
    transparent_people: frozenset[str]
    commanded_people: frozenset[str]
    vague_people: frozenset[str]
    ambivalent_nouns: frozenset[str]
    officers: frozenset[str]
    proxy_nouns: frozenset[str]
    written_nouns: frozenset[str]
    stance_nouns: frozenset[str]
    stance_prefixes: Mapping[str, str]
    place_nouns: frozenset[str]
    passing_complements: tuple[str, ...]
    product_nouns: frozenset[str]
    event_names: frozenset[str]
    storms: frozenset[str]
    causes: frozenset[str]
    class_adjectives: Mapping[str, str]
    naming_nouns: frozenset[str]
    partisan_nouns: frozenset[str]
    government_adjectives: frozenset[str]
    leanings: frozenset[str]
    copular_verbs: frozenset[str]
    ranking_adjectives: frozenset[str]
    workplace: frozenset[str]
    customers: frozenset[str]
    trade_endings: tuple[str, ...]
    outsiders: frozenset[str]
    scholars: frozenset[str]
    specialists: frozenset[str]
    employment: frozenset[str]
    inquiries: frozenset[str]
    naming_links: frozenset[str]
    etre_verbs: frozenset[str]
    partitives: frozenset[str]
    shares: frozenset[str]
    plural_articles: frozenset[str]
    conjunctions: frozenset[str]
    inflections: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Quotes:
    """Opening and closing quotation marks."""

    open: frozenset[str]
    close: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Templates:
    """Labels of actors that a text names only by what they are (`language.toml`, [templates])."""

    government: str
    government_of: str
    forces_of: str
    military: str
    forces: str
    group: str
    holder: str
    former_holder: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Spelling:
    """Letters at the end of a stem that change before certain endings (`language.toml`, [spelling]).

    `change` holds before what begins as `before` says, `stems` (a regular expression each) before `silent`.
    """

    before: tuple[str, ...]
    change: Mapping[str, str]
    stems: Mapping[str, str]
    silent: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Grammar:
    """`language.toml`: model folder, labels by role, entity labels, word classes, quotes, verb endings."""

    code: str
    name: str
    model: str
    labels: Mapping[str, frozenset[str]]
    entities: Mapping[str, frozenset[str]]
    words: Words
    quotes: Quotes
    templates: Templates
    spelling: Spelling
    conjugation: Mapping[str, str]
    present: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tokenization:
    """`tokenizer.toml`: elided words, clitics behind a hyphen, and words that must not be cut."""

    elisions: frozenset[str]
    clitics: frozenset[str]
    whole: tuple[str, ...]
