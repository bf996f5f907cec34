"""A mention on its way to an actor: what every step of `actors` passes on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from graphkit.records import ActorType, MentionKind

if TYPE_CHECKING:
    from dataclasses import replace as replace  # noqa: PLC0414  # `replace` below is checked like it

# The rule of a name that the model overlooked or took for a place, and that acts.
NAME_THAT_ACTS = "name that acts"
# The rule of a name that a noun closes: "la Brookings Institution".
NAMED_BY_NOUN = "name closed by a noun"
# The rule of a name that is a noun and what tells it apart: "le Comité national républicain".
NAMED_AS_NOUN = "name opened by a noun"
# The rules of an office whose holder is not named: of one that one person at a time holds ("le président de
# X"), and of others ("le joueur de X"), where two mentions need not be of one person.
OFFICE, ROLE = "office", "role"
# The rule of an office whose holder is named with it.
WITH_HOLDER = "office with name"
# The rule of the adjective that says of which state an office is: "le président [syrien]".
STATE_OF_OFFICE = "adjective:office"
# The rule of the adjective that says of which party who holds an office is: "la sénatrice [démocrate]".
PARTY_OF_OFFICE = "adjective:party"
# The rule of a part of a body that stands behind it: "la commission des lois [du Sénat]".
PART = "part of a body"
# The rule of people who work for a body or sit in it: "les cheminots [de la SNCF]".
STAFF = "staff of a body"
# The rule of troops that are known by who commands them: "les forces de X".
COMMANDED = "forces of somebody"
# The rules of those who are known only through another actor: "les partisans de X", "son rival Y".
FOLLOWERS = "relational collective"
WITH_NAME, NAMED_BEFORE, OF_STATE = (
    "relation with name",
    "named before in this relation",
    "relation of a state",
)
# The rule of the name of a part of a state that has a government of its own: "la Bavière".
PART_OF_STATE = "gazetteer:part"
# The rule of an office without a name whose holder the text names elsewhere.
HELD = "holder of the office in the same text"
# The `pending` of an office of a state, with who holds it, that says of which nowhere: "le ministre X".
NATIONAL = "office of the state of the text"
# How the `pending` begins of a noun that stands for an actor of one of the types behind it ("le groupe"),
# and of those who belong to the only company of a text ("les actionnaires").
DEFINITE, MEMBERS = "definite:", "members:"
# Among those types: the noun may also stand for the one that the text is about.
TOPICAL = "topic"


@dataclass(frozen=True, kw_only=True)
class Candidate:
    """A mention of an actor as words [start, end) with its syntactic head.

    `weak` mentions ("à Moscou", "russe") are kept only where a relation needs them.
    `pending` names what the rest of the text must tell before the actor is known.
    `noun` is the folded head noun of a nominal mention, behind as many words as `bare` tells; `near` says
    that a demonstrative stands before it.
    `gender` is what the form of address before a person's name shows: "Fem", "Masc" or nothing.
    `body` is the head of the open mention whose office or part it is ("le porte-parole [du parti]"); an
    office that is still `ahead` belongs to who will hold it. `subject` is whether the mention is one in its
    clause. A `specified` body is no mere one of its kind where the text does not tell its state: "la police
    de l'aéroport".
    """

    start: int
    end: int
    head: int
    id: str
    label: str
    type: ActorType
    kind: MentionKind
    rule: str
    country: str = ""
    parent: str = ""
    weak: bool = False
    generic: bool = False
    source_only: bool = False
    pending: str = ""
    plural: bool = False
    office: str = ""
    capital: bool = False
    past: bool = False
    gender: str = ""
    noun: str = ""
    bare: int = 0
    near: bool = False
    body: int | None = None
    ahead: bool = False
    sentence: int = 0
    subject: bool = False
    specified: bool = False

    @property
    def of_a_kind(self) -> bool:
        """Whether it is all of a kind, of whom the text tells no more: "les syndicats", "des riverains"."""
        return self.generic and self.weak


def is_group(candidate: Candidate) -> bool:
    """Whether a mention is of an organisation of whatever kind, and of no body of a state."""
    return candidate.type in (ActorType.ARMED_GROUP, ActorType.ORG, ActorType.PARTY, ActorType.COMPANY)


def is_named_person(candidate: Candidate) -> bool:
    """Whether a mention is a person's name."""
    return candidate.type is ActorType.PERSON and candidate.kind is MentionKind.NAME


if not TYPE_CHECKING:

    def replace(candidate, **changes):
        """A mention with other values: what `dataclasses.replace` takes seven times as long for.

        A mention goes through it some five times on its way, and has many fields.
        """
        made = object.__new__(Candidate)
        made.__dict__.update(candidate.__dict__, **changes)
        return made
