"""A mention on its way to an actor: what every step of `actors` passes on."""

from __future__ import annotations

from dataclasses import dataclass

from graphkit.records import ActorType, MentionKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A mention of an actor as words [start, end) with its syntactic head.

    `weak` mentions ("à Moscou", "russe") are kept only where a relation needs them.
    `pending` names what the rest of the text must tell before the actor is known.
    `gender` is what the form of address before a person's name shows: "Fem", "Masc" or nothing.
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
