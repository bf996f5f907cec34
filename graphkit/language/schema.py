"""One frozen dataclass per TOML file of a language folder, checked when it is loaded.

A fault (unknown key, missing key, wrong type, unknown role) stops at once with the
file, the entry and what is allowed: language data is edited by hand.
"""

from __future__ import annotations

import dataclasses
import tomllib
import types
import typing
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, cached_property
from pathlib import Path
from typing import Any, TypeVar

from graphkit.errors import LanguageError, LexiconError
from graphkit.language.conjugation import form_table
from graphkit.records import ActorType, RelationType

T = TypeVar("T")


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


class Slot(StrEnum):
    """Places of a predicate that a cue's frame may name, beside ``oblique:<preposition>``."""

    SUBJECT = "subject"
    OBJECT = "object"
    GENITIVE = "genitive"
    POSSESSOR = "possessor"
    ADJECTIVE = "adjective"
    BY = "by"
    BEARER = "bearer"
    HOST = "host"
    OCCASION = "occasion"


class CueKind(StrEnum):
    """The word class of a cue."""

    VERB = "verb"
    NOUN = "noun"
    ADJECTIVE = "adjective"
    PREPOSITION = "preposition"


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Words:
    """Closed word classes that argument resolution needs (`language.toml`, [words])."""

    relative_subject: frozenset[str]
    relative_object: frozenset[str]
    relative_genitive: frozenset[str]
    relative_oblique: frozenset[str]
    contracted_relatives: Mapping[str, str]
    excluding_adverbs: frozenset[str]
    comparing: frozenset[str]
    correlatives: frozenset[str]
    causee_verbs: frozenset[str]
    undergoing_objects: frozenset[str]
    losing_verbs: frozenset[str]
    cleft_subjects: frozenset[str]
    state_verbs: frozenset[str]
    leading_verbs: frozenset[str]
    wares: frozenset[str]
    seated_nouns: frozenset[str]
    aspect_nouns: frozenset[str]
    carrier_nouns: frozenset[str]
    posing_verbs: frozenset[str]
    posing_prepositions: frozenset[str]
    counting_verbs: frozenset[str]
    counting_prepositions: frozenset[str]
    active_auxiliary: frozenset[str]
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
    compound_prepositions: tuple[str, ...]
    light_verbs: frozenset[str]
    involving_verbs: frozenset[str]
    involving_prepositions: frozenset[str]
    carrying_objects: frozenset[str]
    undergoing_verbs: frozenset[str]
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
    transparent_nouns: frozenset[str]
    count_nouns: frozenset[str]
    transparent_people: frozenset[str]
    commanded_people: frozenset[str]
    ambivalent_nouns: frozenset[str]
    officers: frozenset[str]
    proxy_nouns: frozenset[str]
    stance_nouns: frozenset[str]
    stance_prefixes: Mapping[str, str]
    place_nouns: frozenset[str]
    passing_complements: tuple[str, ...]
    product_nouns: frozenset[str]
    event_names: frozenset[str]
    causes: frozenset[str]
    class_adjectives: Mapping[str, str]
    naming_nouns: frozenset[str]
    partisan_nouns: frozenset[str]
    government_adjectives: frozenset[str]
    copular_verbs: frozenset[str]
    ranking_adjectives: frozenset[str]
    workplace: frozenset[str]
    employment: frozenset[str]
    inquiries: frozenset[str]
    naming_links: frozenset[str]
    etre_verbs: frozenset[str]
    partitives: frozenset[str]
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
    kin: tuple[tuple[str, ...], ...]
    contests: Mapping[str, tuple[str, ...]]
    leaders: frozenset[str]
    entourage: frozenset[str]
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
class Status:
    """`status.toml`: negation, possibility, past, attribution."""

    negation: Negation
    possible: Possible
    past: Past
    attribution: Attribution


@dataclass(frozen=True, slots=True, kw_only=True)
class Opinions:
    """`opinions.toml`: verbs that call somebody something, and words of blame and praise.

    `calling` and `mentioning` are verbs by the preposition behind them. `conduct` are the nouns of blame and
    praise whose complement is who shows it, `blaming_acts` and `praising_acts` verbs that judge their
    subject, `owed_acts` those that blame it where they are denied.
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
    doing: frozenset[str]
    heaps: frozenset[str]
    blame_phrases: frozenset[str]
    blame: frozenset[str]
    praise: frozenset[str]
    calling: Mapping[str, frozenset[str]]
    mentioning: Mapping[str, frozenset[str]]
    tones: Mapping[str, frozenset[str]]
    feelings: Mapping[str, frozenset[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """A state with its names, four-form adjectives, capital, seats of government and places.

    `capital` are the spellings of a town: it stands for the government only where it acts. `government`
    are palaces and addresses, which stand for it wherever they are named. `parts` are those of the places
    that have a government of their own, for which they stand where they act: "la Bavière".
    """

    iso: str
    name: str
    adjectives: tuple[str, ...]
    names: tuple[str, ...] = ()
    other_adjectives: tuple[str, ...] = ()
    capital: tuple[str, ...] = ()
    government: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class People:
    """A people or community without a state of its name.

    One that is `governed` has a government of its own: "le gouvernement catalan", no "ministre breton".
    """

    id: str
    name: str
    adjectives: tuple[str, ...]
    names: tuple[str, ...] = ()
    country: str = ""
    lowercase_noun: bool = False
    governed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Region:
    """A place that lies in no single state."""

    name: str
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Places:
    """`places.toml`."""

    state: tuple[State, ...]
    people: tuple[People, ...] = ()
    region: tuple[Region, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownActor:
    """An organisation, group, party or company that news readers know.

    `parent` is the actor it is a part of: another entry, a people, or a state by its code. `ambiguous`
    are those of its forms that are also common words, or names of others ("Horizons", "PS"): they
    mean it only in a text that says so, by one of the `context` words or another form of it; where
    an entry has no context words, by speaking of its country more than of any rival's. `adherents` are
    the words for who is in a party: "socialiste" of a deputy, "les socialistes" (unless ambiguous) of all.
    """

    id: str
    name: str
    type: ActorType
    acronyms: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    metonyms: tuple[str, ...] = ()
    country: str = ""
    parent: str = ""
    source_only: bool = False
    ambiguous: tuple[str, ...] = ()
    context: tuple[str, ...] = ()
    adherents: tuple[str, ...] = ()

    @property
    def forms(self) -> tuple[str, ...]:
        """All that it is called."""
        return (self.name, *self.names, *self.acronyms, *self.metonyms)


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownActors:
    """`actors.toml`."""

    actor: tuple[KnownActor, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Honorific:
    """Forms of address before a person's name."""

    forms: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """An office or role that a person holds; `level` says for whom it speaks.

    A capital behind *de* is an organisation's name where the office is `of_organisation`; `same_as` is the
    first form of the office that this is another name of ("chef de l'État" of "président"). One person at a
    time holds a `sole` office of a body: who is named with it once is meant wherever it is named. One that is
    `for_short` stands for the only office of a state in the text that begins with it ("ministre"). A capital
    behind one `of_town` is the town, not the government that sits there ("le procureur de Paris").
    One `of_person` may be held for a person ("la porte-parole de X"), an `employed` one at a body: "analyste
    à X". A `governing` one may be of a region: "la Première ministre écossaise".
    """

    forms: tuple[str, ...]
    level: str
    of_organisation: bool = False
    same_as: str = ""
    for_short: bool = False
    sole: bool = False
    of_town: bool = False
    of_person: bool = False
    governing: bool = False
    employed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Institution:
    """A kind of state body that takes its state from an adjective or a complement.

    A `part` may be of the `assembly` behind it ("la commission des lois du Sénat"). A `local` one is a
    body of the town behind it ("le parquet de Paris"); of a part of a state every body may be. A government
    `led` by somebody is called by a name alone: "le gouvernement X".
    """

    forms: tuple[str, ...]
    type: ActorType
    same_as_state_government: bool = False
    part: bool = False
    assembly: bool = False
    local: bool = False
    led: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Collective:
    """A collective noun of people or forces that takes what specifies it from its context.

    `relational` nouns are actors of their own only through another one: "les partisans de X",
    "X et ses alliés". A capital behind *de* is an organisation's name where the noun is
    `of_organisation` ("les actionnaires de X"). Those that are `stateless` are no state's, also in a
    text that is about one ("les forces étrangères"). `stands_for` are the types of the actors that a
    noun alone may go back to ("le groupe"), if not only its own; one that is `only_introduced` goes back to
    what the text introduced with it, as "le journal" does. `same_as` is the first form of the noun that this
    is another name of; one with `verbs` is so as their subject only: "des milliers de personnes défilent".
    A `part` is an actor of its own where a body stands behind it: "le comité central du parti X".
    """

    forms: tuple[str, ...]
    type: str
    same_as: str = ""
    verbs: frozenset[str] = frozenset()
    of_organisation: bool = False
    stateless: bool = False
    stands_for: tuple[str, ...] = ()
    only_introduced: bool = False
    part: bool = False
    label_by_opponent: bool = False
    generic: bool = False
    relational: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Titles:
    """`titles.toml`. `family_names_first` are surnames that stand before the given name: "Xi Jinping".

    `closing` are the nouns that close the name of an organisation, by its type ("la Brookings Institution"),
    `name_joining` and `name_conjunctions` the small words inside such a name.
    """

    family_names_first: frozenset[str]
    name_joining: frozenset[str]
    name_conjunctions: frozenset[str]
    closing: Mapping[ActorType, frozenset[str]]
    honorific: Honorific
    office: tuple[Office, ...]
    institution: tuple[Institution, ...]
    collective: tuple[Collective, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cue:
    """A word that says a relation, with its frame (`cues/<type>.toml`).

    `source` and `target` are slots in order of preference. `event`, `mode` and
    `intensity` follow PLOVER (Open Event Data Alliance, draft 2.0). `type`, `head` (the
    word that the cue is found by), `rest` (its further words) and `reflexive` are told
    by the file's name and the lemma when the file is loaded. A `denied` cue says what it
    says where the text denies it: "ne digère pas les propos de X" is opposition to X. The
    target is of one of the `target_types`, if there are any. A `ranked` cue needs an adjective that ranks it
    among others: "le principal parti de l'opposition" is a part of it, "la coalition des partis" is not. The
    source of an `owner` cue owns the target, which belongs to it where both are bodies.
    """

    lemma: str
    pos: CueKind
    source: tuple[str, ...]
    target: tuple[str, ...]
    example: str
    expect: str
    event: str = ""
    mode: str = ""
    intensity: float = 0.0
    directed: bool = True
    reciprocal: bool = False
    modality: str = ""
    ambiguous: bool = False
    denied: bool = False
    ranked: bool = False
    owner: bool = False
    target_types: tuple[ActorType, ...] = ()
    participle: str = ""
    type: RelationType = RelationType.CO_MENTION
    head: str = ""
    rest: tuple[str, ...] = ()
    reflexive: bool = False

    @property
    def id(self) -> str:
        """Name of the entry in messages and rules: ``alliance:soutenir``."""
        return f"{self.type}:{self.lemma}"


@dataclass(frozen=True, slots=True, kw_only=True)
class CueFile:
    """One file under `cues/`."""

    cue: tuple[Cue, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Boilerplate:
    """`boilerplate.toml`: lines, line starts and line ends that are no prose, as regular expressions.

    The name of a pattern's group is the reason that is reported: ``(?P<copyright>...)``.
    """

    line: tuple[str, ...]
    line_start: tuple[str, ...] = ()
    line_end: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Dates:
    """`dates.toml`: month names, the words around a publication date, and those that date an event.

    `weekdays` begin with Monday. `inside` stand before a month or year in which something happens, `bounds`
    before a date that only bounds it. The relative ones count from the date of the article.
    """

    months: Mapping[str, int]
    weekdays: tuple[str, ...] = ()
    inside: tuple[str, ...] = ()
    following: tuple[str, ...] = ()
    bounds: frozenset[str] = frozenset()
    relative_days: Mapping[str, int] = dataclasses.field(default_factory=dict)
    relative_months: Mapping[str, int] = dataclasses.field(default_factory=dict)
    relative_years: Mapping[str, int] = dataclasses.field(default_factory=dict)
    ordinals: tuple[str, ...] = ()
    fillers: tuple[str, ...] = ()
    publication: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class InputWords:
    """`input.toml`: names of table columns, lines that name the outlet, function words by language code.

    `compound_starts` are words that keep their hyphen where a line ends behind it.
    """

    columns: Mapping[str, tuple[str, ...]]
    function_words: Mapping[str, tuple[str, ...]]
    outlet_cues: tuple[str, ...] = ()
    outlet_fillers: tuple[str, ...] = ()
    compound_starts: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class LanguageData:
    """All data of one language."""

    folder: Path
    grammar: Grammar
    status: Status
    opinions: Opinions
    places: Places
    actors: KnownActors
    titles: Titles
    cues: tuple[Cue, ...]
    boilerplate: Boilerplate
    dates: Dates
    input: InputWords
    anaphora: AnaphoraWords
    given_names: GivenNames

    @property
    def model(self) -> Path:
        """Folder of the spaCy pipeline."""
        return self.folder / self.grammar.model

    def verb_forms(self) -> dict[str, tuple[str, ...]]:
        """Form -> infinitives, for all verbs that this language's data names."""
        return self._verb_forms

    def present_forms(self) -> dict[str, str]:
        """Form of the present -> the verb that it is read as, for the same verbs."""
        return self._present_forms

    @cached_property
    def _verb_forms(self) -> dict[str, tuple[str, ...]]:
        endings = {family: endings.split() for family, endings in self.grammar.conjugation.items()}
        table = self._form_table(endings)
        for cue in self.cues:
            if cue.pos is CueKind.VERB and cue.participle:
                for ending in ("", "e", "s", "es"):
                    table.setdefault(cue.participle + ending, (cue.head,))
        return table

    @cached_property
    def _present_forms(self) -> dict[str, str]:
        words = self.grammar.words
        columns = {family: line.split("|") for family, line in self.grammar.present.items()}
        made: dict[str, str] = {}
        for i, plain in enumerate(words.plain_verb):
            endings = {family: own[i].split() for family, own in columns.items()}
            made |= dict.fromkeys(self._form_table(endings), plain)
        return {form: plain for form, plain in made.items() if form not in words.present_prepositions}

    def _form_table(self, endings: Mapping[str, Sequence[str]]) -> dict[str, tuple[str, ...]]:
        """Form -> infinitives, of the forms that known verbs have with these endings of their family."""
        grammar, status, opinions = self.grammar, self.status, self.opinions
        verbs = {cue.head for cue in self.cues if cue.pos is CueKind.VERB}.union(
            grammar.words.light_verbs,
            grammar.words.undergoing_verbs,
            grammar.words.harming_verbs,
            grammar.words.dying_verbs,
            grammar.words.object_control,
            grammar.words.etre_verbs,
            grammar.words.state_verbs,
            status.negation.reversing_verbs,
            status.negation.insisting_verbs,
            status.negation.fading_verbs,
            status.negation.doubting_verbs,
            status.negation.calling_verbs,
            status.negation.alone,
            status.possible.verbs,
            status.attribution.verbs,
            opinions.with_adjective,
            opinions.seeing,
            opinions.feeling,
            opinions.blaming_acts,
            opinions.praising_acts,
            opinions.owed_acts,
            *opinions.calling.values(),
            *opinions.mentioning.values(),
        )
        spelling = grammar.spelling
        return form_table(
            (verb for verb in verbs if " " not in verb),
            endings,
            change={
                (stem, before): new for stem, new in spelling.change.items() for before in spelling.before
            },
            stems=spelling.stems,
            silent=spelling.silent,
        )


def model_of(folder: Path) -> Path:
    """Folder of the spaCy pipeline of a language folder, of which only one file is read."""
    return folder / load_file(folder / "language.toml", Grammar).model


def load_folder(folder: Path) -> LanguageData:
    """Read and check every file of a language folder."""
    grammar = load_file(folder / "language.toml", Grammar)
    unknown = sorted(set(grammar.labels) - set(Role))
    if unknown:
        raise LanguageError(
            f"unknown role {unknown[0]!r} in {folder / 'language.toml'}; known: {', '.join(Role)}"
        )
    cues: list[Cue] = []
    for path in sorted((folder / "cues").glob("*.toml")):
        cues.extend(load_cues(path, grammar))
    places = load_file(folder / "places.toml", Places)
    actors = load_file(folder / "actors.toml", KnownActors)
    check_actors(folder / "actors.toml", actors.actor, actors.actor, places)
    return LanguageData(
        folder=folder,
        grammar=grammar,
        status=load_file(folder / "status.toml", Status),
        opinions=load_file(folder / "opinions.toml", Opinions),
        places=places,
        actors=actors,
        titles=load_file(folder / "titles.toml", Titles),
        cues=tuple(cues),
        boilerplate=load_file(folder / "boilerplate.toml", Boilerplate),
        dates=load_file(folder / "dates.toml", Dates),
        input=load_file(folder / "input.toml", InputWords),
        anaphora=load_file(folder / "anaphora.toml", AnaphoraWords),
        given_names=load_file(folder / "given_names.toml", GivenNames),
    )


def load_cues(path: Path, grammar: Grammar) -> tuple[Cue, ...]:
    """The cues of one file; the file's name is their relation type."""
    try:
        relation_type = RelationType(path.stem)
    except ValueError:
        raise LexiconError(
            f"{path}: a cue file is named after a relation type: {', '.join(RelationType)}"
        ) from None
    return tuple(finished(cue, relation_type, path, grammar) for cue in load_file(path, CueFile).cue)


def finished(cue: Cue, relation_type: RelationType, path: Path, grammar: Grammar) -> Cue:
    """A cue with its type and the words of its lemma, if its slots are known.

    Raises:
        LexiconError: a slot that no predicate has.

    """
    known = {*Slot} | {f"oblique:{word}" for word in grammar.words.compound_prepositions}
    for slot in (*cue.source, *cue.target):
        # A simple preposition cannot be checked against a closed list; a misspelt one never fires,
        # which its example sentence shows.
        if slot not in known and not slot.startswith("oblique:"):
            raise LexiconError(
                f"unknown slot {slot!r} in {path}, entry {cue.lemma}; known: {', '.join(Slot)}, oblique:…"
            )
    if not cue.lemma.strip():
        raise LexiconError(f"empty lemma in {path}; write the word as a dictionary has it")
    reflexive, words = _split_lemma(cue.lemma, grammar.words.reflexive)
    return dataclasses.replace(
        cue, type=relation_type, head=words[0], rest=tuple(words[1:]), reflexive=reflexive
    )


def check_actors(
    path: Path, added: Iterable[KnownActor], actors: Iterable[KnownActor], places: Places
) -> None:
    """Whether the entries of one file agree with one another and with all actors and places.

    Raises:
        LanguageError: an id twice or of a state, an unknown country or parent, a parent below its own
            child, an ambiguous form that the entry does not have.

    """
    added = tuple(added)
    states = {state.iso for state in places.state}
    taken = {iso.lower() for iso in states} | {people.id for people in places.people}
    parents = {actor.id: actor.parent for actor in actors}
    seen: set[str] = set()
    for actor in added:
        where = f"{path}, entry actor {actor.id}"
        if actor.id in seen or actor.id in taken:
            raise LanguageError(f"{where}: the id is taken; give another one")
        seen.add(actor.id)
        if actor.country and actor.country not in states:
            raise LanguageError(
                f"unknown country {actor.country!r} in {where}; write the three capitals of ISO 3166-1"
            )
        if actor.parent and actor.parent not in parents.keys() | taken:
            raise LanguageError(
                f"unknown parent {actor.parent!r} in {where}; write the id of an actor, "
                "or a state's code in lower case"
            )
        above = [actor.id]
        while parents.get(above[-1]):
            if parents[above[-1]] in above:
                raise LanguageError(f"{where}: its parent {actor.parent!r} is below it; take one of them out")
            above.append(parents[above[-1]])
        strange = [form for form in actor.ambiguous if form not in (*actor.forms, *actor.adherents)]
        if strange:
            raise LanguageError(
                f"unknown ambiguous form {strange[0]!r} in {where}; known: {', '.join(actor.forms)}"
            )
        if actor.ambiguous and not actor.context and not actor.country:
            raise LanguageError(
                f"{where}: nothing tells when an ambiguous form is meant; add context = […] or a country"
            )


def _split_lemma(lemma: str, pronouns: frozenset[str]) -> tuple[bool, list[str]]:
    """(reflexive, words) of an entry: ``s'opposer`` -> (True, ["opposer"])."""
    words = lemma.replace("'", "' ").split()
    return (True, words[1:]) if words[0] in pronouns else (False, lemma.split())


def load_file(path: Path, cls: type[T]) -> T:
    """Read one TOML file into its dataclass; every fault names file, entry and field."""
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise LanguageError(f"{path} is missing; copy it from the folder of another language") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise LanguageError(f"{path}: {error}") from error
    return typing.cast(T, _build(cls, data, path, entry=""))


def _build(cls: type, data: Mapping[str, Any], path: Path, *, entry: str) -> Any:
    fields = _fields(cls)
    where = f"{path}{', entry ' + entry if entry else ''}"
    unknown = sorted(set(data) - set(fields))
    if unknown:
        raise LanguageError(f"unknown key {unknown[0]!r} in {where}; known: {', '.join(sorted(fields))}")
    missing = sorted(name for name, (_, required) in fields.items() if required and name not in data)
    if missing:
        raise LanguageError(f"missing key {missing[0]!r} in {where}")
    return cls(
        **{
            name: _value(fields[name][0], value, path, entry=f"{entry}/{name}".strip("/"))
            for name, value in data.items()
        }
    )


@cache
def _fields(cls: type) -> dict[str, tuple[Any, bool]]:
    hints = typing.get_type_hints(cls)
    return {
        f.name: (hints[f.name], f.default is f.default_factory is dataclasses.MISSING)
        for f in dataclasses.fields(cls)
    }


def _value(hint: Any, value: Any, path: Path, *, entry: str) -> Any:
    origin, args = typing.get_origin(hint), typing.get_args(hint)
    if dataclasses.is_dataclass(hint) and isinstance(hint, type):
        return _build(hint, _expect(dict, value, path, entry), path, entry=entry)
    if origin is tuple:
        items = _expect(list, value, path, entry)
        return tuple(_value(args[0], item, path, entry=_name(entry, item, i)) for i, item in enumerate(items))
    if origin is frozenset:
        return frozenset(
            _value(args[0], item, path, entry=entry) for item in _expect(list, value, path, entry)
        )
    if origin in (Mapping, typing.get_origin(Mapping[str, str])):
        table = _expect(dict, value, path, entry)
        return types.MappingProxyType(
            {key: _value(args[1], item, path, entry=f"{entry}/{key}") for key, item in table.items()}
        )
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        if value not in set(hint):
            raise LanguageError(f"unknown value {value!r} in {path}, entry {entry}; known: {', '.join(hint)}")
        return hint(value)
    if hint is float:
        return float(_expect((int, float), value, path, entry))
    return _expect(hint, value, path, entry)


def _name(entry: str, item: Any, index: int) -> str:
    """How a message names one entry of a list: by its id, lemma or name where it has one."""
    if isinstance(item, dict):
        for key in ("id", "lemma", "name", "iso"):
            if isinstance(item.get(key), str):
                return f"{entry} {item[key]}"
    return f"{entry}[{index}]"


def _expect(kind: Any, value: Any, path: Path, entry: str) -> Any:
    if not isinstance(value, kind):
        raise LanguageError(
            f"{path}, entry {entry}: expected {getattr(kind, '__name__', 'a number')}, got {value!r}"
        )
    return value
