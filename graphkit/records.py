"""The frozen data types that every step passes on.

All offsets are character offsets into ``Document.text``, end exclusive, so that
``document.text[m.start:m.end] == m.text`` holds for every mention ``m``.
"""

from __future__ import annotations

import dataclasses
import types
import typing
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Any, Self


class ActorType(StrEnum):
    """What kind of actor a node is."""

    PERSON = "PERSON"
    STATE = "STATE"
    GOVERNMENT = "GOVERNMENT"
    MILITARY = "MILITARY"
    ARMED_GROUP = "ARMED_GROUP"
    PARTY = "PARTY"
    COMPANY = "COMPANY"
    ORG = "ORG"
    POPULATION = "POPULATION"


class RelationType(StrEnum):
    """What an edge says; the sign follows from it (see `SIGNS`)."""

    ALLIANCE = "alliance"
    OPPOSITION = "opposition"
    DIPLOMACY = "diplomacy"
    AFFILIATION = "affiliation"
    CO_MENTION = "co_mention"


SIGNS: Mapping[RelationType, int] = types.MappingProxyType(
    {
        RelationType.ALLIANCE: 1,
        RelationType.OPPOSITION: -1,
        RelationType.DIPLOMACY: 0,
        RelationType.AFFILIATION: 0,
        RelationType.CO_MENTION: 0,
    }
)


class Modality(StrEnum):
    """How the text vouches for a relation."""

    ASSERTED = "asserted"
    CLAIMED = "claimed"
    POSSIBLE = "possible"
    PAST = "past"


class MentionKind(StrEnum):
    """The form in which an actor is mentioned."""

    NAME = "name"
    ACRONYM = "acronym"
    NOMINAL = "nominal"
    METONYM = "metonym"
    DEMONYM = "demonym"
    ADJECTIVE = "adjective"
    PRONOUN = "pronoun"


class Record:
    """Conversion to and from plain JSON values, shared by all record types."""

    __slots__ = ()

    def to_dict(self) -> dict[str, Any]:
        """The record as JSON values: enumerations as strings, tuples as lists."""
        return {f.name: _plain(getattr(self, f.name)) for f in dataclasses.fields(self)}  # type: ignore[arg-type]  # every subclass is a dataclass

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """The record that `to_dict` made this mapping from; unknown keys are ignored."""
        fields: tuple[tuple[str, Any], ...] = _converters(typing.cast(Any, cls))
        return cls(**{name: convert(data[name]) for name, convert in fields if name in data})


def _plain(value: Any) -> Any:
    if isinstance(value, Record):
        return value.to_dict()
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    return value


@cache
def _converters(cls: Any) -> tuple[tuple[str, Any], ...]:
    """(field name, function that makes its value from JSON) for a record class."""
    hints = typing.get_type_hints(cls)
    return tuple((f.name, _converter(hints[f.name])) for f in dataclasses.fields(cls))


def _converter(hint: Any) -> Any:
    args = typing.get_args(hint)
    if typing.get_origin(hint) is tuple:
        inner = _converter(args[0])
        return lambda items: tuple(inner(item) for item in items)
    if isinstance(hint, type) and issubclass(hint, Record):
        return hint.from_dict
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return hint
    return _same


def _same(value: Any) -> Any:
    return value


@dataclass(frozen=True, slots=True, kw_only=True)
class Document(Record):
    """One article.

    `id` is the path relative to the input folder (or the table's id). `date` is
    ISO 8601 at the precision that is known: ``2024``, ``2024-12`` or ``2024-12-02``.
    `copy_of` is the id of the document of which this one is a near copy, `retells` that of a document
    that tells the same story from the same source in other words. `date_from` and `outlet_from` say where
    each was found: ``page metadata``, ``column date``, ``text``, ``file name``. `notes` are what was
    mended on reading.
    """

    id: str
    text: str
    title: str | None = None
    date: str | None = None
    outlet: str | None = None
    url: str | None = None
    lang: str | None = None
    path: str | None = None
    copy_of: str | None = None
    retells: str | None = None
    date_from: str | None = None
    outlet_from: str | None = None
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention(Record):
    """A place in a text that refers to an actor; `rule` says what found it."""

    doc: str
    start: int
    end: int
    text: str
    kind: MentionKind
    actor: str
    rule: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Alias(Record):
    """A surface form of an actor, where it occurs, and the rule that joined it."""

    form: str
    kind: MentionKind
    docs: tuple[str, ...]
    count: int
    rule: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor(Record):
    """A node. `country` is ISO 3166-1 alpha-3; `parent` is the id of the actor above it.

    `generic` actors ("les rebelles" of no known country) are vague: they are kept,
    and views may hide them.
    """

    id: str
    label: str
    type: ActorType
    aliases: tuple[Alias, ...] = ()
    country: str | None = None
    parent: str | None = None
    generic: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence(Record):
    """The place in a text on which a relation stands; all offsets are the document's."""

    doc: str
    start: int
    end: int
    sentence: str
    cue: str
    cue_start: int
    cue_end: int
    source_mention: str
    source_start: int
    source_end: int
    target_mention: str
    target_start: int
    target_end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation(Record):
    """One statement of one sentence about two actors.

    `id` is a hash of document, offsets and type, not of actor ids, so that it
    survives linking and corrections. `event` is a PLOVER event type and `mode` its mode
    ("aerial", "phone"), empty where it has none. `date` is the document's date unless the
    sentence gives another. `confidence` is in [0, 1].
    """

    id: str
    source: str
    target: str
    type: RelationType
    event: str
    intensity: float
    directed: bool
    negated: bool
    modality: Modality
    attributed_to: str | None
    date: str | None
    confidence: float
    evidence: Evidence
    rule: str
    mode: str = ""

    @property
    def sign(self) -> int:
        """+1, -1 or 0; 0 whenever the relation is negated."""
        return 0 if self.negated else SIGNS[self.type]


@dataclass(frozen=True, slots=True, kw_only=True)
class Place(Record):
    """A place that is only a place: no actor, and no end of a relation.

    `country` is the ISO 3166 alpha-3 code of its state, where that is known; `count` is the number of
    mentions in `docs`.
    """

    name: str
    country: str | None = None
    docs: tuple[str, ...] = ()
    count: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Extraction(Record):
    """All that one document says, before any linking across documents.

    `actors`, `mentions` and `relations` use ids that are local to the document.
    `sentences` are (start, end) offsets in text order.
    """

    doc: str
    actors: tuple[Actor, ...] = ()
    mentions: tuple[Mention, ...] = ()
    relations: tuple[Relation, ...] = ()
    sentences: tuple[tuple[int, int], ...] = ()
    places: tuple[Place, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Skipped(Record):
    """An input that gave no document, or a part of one (a row at `place`), and why."""

    path: str
    reason: str
    place: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure(Record):
    """An article that was read and could not be worked on; `stage` says at what."""

    doc: str
    stage: str
    reason: str


def documents_by_id(documents: Iterable[Document]) -> dict[str, Document]:
    """Documents keyed by id, in the given order."""
    return {document.id: document for document in documents}
