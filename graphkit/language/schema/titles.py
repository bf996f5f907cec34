"""Kinds of actors by their nouns: offices, institutions, collectives, names of organisations."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from graphkit.records import ActorType


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
    à X". A `governing` one may be of a region: "la Première ministre écossaise". A `national` one that says
    of which state it is nowhere is of the one that the text is plainly about: "le ministre du Budget, X".
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
    national: bool = False
    employed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Institution:
    """A kind of state body that takes its state from an adjective or a complement.

    A `part` may be of the `assembly` behind it ("la commission des lois du Sénat"). A `local` one is a
    body of the town behind it ("le parquet de Paris"); of a part of a state every body may be. A government
    `led` by somebody is called by a name alone: "le gouvernement X". An `abstract` noun names a thing as well
    ("la justice"): without a state it is a body only where it acts. A `mission` is abroad, so that it is not
    of the state that a text is about: "l'ambassade" is the one that the text named before.
    """

    forms: tuple[str, ...]
    type: ActorType
    same_as_state_government: bool = False
    part: bool = False
    assembly: bool = False
    local: bool = False
    led: bool = False
    abstract: bool = False
    mission: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Collective:
    """A collective noun of people or forces that takes what specifies it from its context.

    `relational` nouns are actors of their own only through another one: "les partisans de X",
    "X et ses alliés". A capital behind *de* is an organisation's name where the noun is
    `of_organisation` ("les actionnaires de X"). Those that are `stateless` are no state's, also in a
    text that is about one ("les forces étrangères"); those `generic` too are all of a kind ("la presse").
    `stands_for` are the types of the actors that a noun alone may go back to ("le groupe"), if not only its
    own; one that is `only_introduced` goes back to what the text introduced with it, as "le journal" does.
    `same_as` is the first form of the noun that this is another name of; one with `verbs` is so as their
    subject only: "des milliers de personnes défilent". `staff` belongs to the body behind it: "les cheminots
    de X". A `part` is an actor of its own where a body stands behind it: "le comité central du parti X".
    Troops that are `of_person` may be known by who commands them: "les forces de X".
    """

    forms: tuple[str, ...]
    type: str
    same_as: str = ""
    verbs: frozenset[str] = frozenset()
    of_organisation: bool = False
    staff: bool = False
    stateless: bool = False
    stands_for: tuple[str, ...] = ()
    only_introduced: bool = False
    part: bool = False
    label_by_opponent: bool = False
    generic: bool = False
    relational: bool = False
    of_person: bool = False


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
