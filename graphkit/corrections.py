"""The user's corrections file: what its entries are, and the faults that it may have.

`graphkit.correcting` applies them.
"""

from __future__ import annotations

import tomllib
import types
import typing
from collections.abc import Mapping
from dataclasses import MISSING, dataclass, fields
from enum import StrEnum
from pathlib import Path
from typing import Any, ClassVar, Self

from graphkit.errors import CorrectionsError
from graphkit.records import ActorType, RelationType

FILE_NAME = "corrections.toml"
"""A build folder's own corrections."""

MAY_BE_EMPTY = frozenset({"parent", "note"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One table of the file; `number` counts the tables of its kind from 1."""

    kind: ClassVar[str]

    note: str = ""
    number: int = 0

    @property
    def place(self) -> str:
        """How messages name this entry: ``merge 2``."""
        return f"{self.kind} {self.number}"

    def fault(self) -> tuple[str, str] | None:
        """(field, what to write) where fields do not go together."""
        return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Split(Entry):
    """Mentions of an actor, by form, are another actor: a new one, or the one of that label.

    A pronoun goes with the mention before it. With `documents`, only mentions in those are meant.
    """

    kind = "split"

    actor: str
    forms: tuple[str, ...]
    label: str
    type: ActorType | None = None
    documents: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Merge(Entry):
    """Several actors are one: the first is kept, with the label `into` where that is given."""

    kind = "merge"

    actors: tuple[str, ...]
    into: str = ""

    def fault(self) -> tuple[str, str] | None:
        """At least two actors."""
        return None if len(self.actors) > 1 else ("actors", "name at least two actors")


@dataclass(frozen=True, slots=True, kw_only=True)
class Rename(Entry):
    """An actor is shown by another label; its id stays."""

    kind = "rename"

    actor: str
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Retype(Entry):
    """An actor is of another type."""

    kind = "retype"

    actor: str
    type: ActorType


@dataclass(frozen=True, slots=True, kw_only=True)
class Reparent(Entry):
    """An actor stands under another one, or, where `parent` is empty, under none."""

    kind = "reparent"

    actor: str
    parent: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Forbid(Entry):
    """An actor is none, or nothing (of a type) is said from `source` to `target`.

    A relation without direction is meant in either order.
    """

    kind = "forbid"

    actor: str = ""
    source: str = ""
    target: str = ""
    type: RelationType | None = None

    def fault(self) -> tuple[str, str] | None:
        """Either an actor, or two ends."""
        if self.actor:
            wrong = [name for name in ("source", "target", "type") if getattr(self, name)]
            return (
                (wrong[0], "with actor, give nothing else: it goes with all its relations") if wrong else None
            )
        return _missing_end(self.source, self.target, "give actor, or source and target")


@dataclass(frozen=True, slots=True, kw_only=True)
class Resign(Entry):
    """Statements have another type, or are none.

    They are given by the id of one, or as all those from `source` to `target`, of that type, whose cue
    and sentence hold the given words.
    """

    kind = "resign"

    relation: str = ""
    source: str = ""
    target: str = ""
    type: RelationType | None = None
    cue: str = ""
    sentence: str = ""
    becomes: RelationType | None = None
    dropped: bool = False

    def fault(self) -> tuple[str, str] | None:
        """One way to find relations, one thing to do with them."""
        if (self.becomes is None) is not self.dropped:
            return "becomes", "give either becomes = a relation type, or dropped = true"
        if self.relation:
            others = ("source", "target", "type", "cue", "sentence")
            wrong = [name for name in others if getattr(self, name)]
            return (wrong[0], "with relation, leave it out: the id finds one relation") if wrong else None
        return _missing_end(self.source, self.target, "give relation = an id, or source and target")


KINDS: tuple[type[Entry], ...] = (Split, Merge, Rename, Retype, Reparent, Forbid, Resign)
"""In the order in which they are applied."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Corrections:
    """A checked file. `text` is the file itself, `name` is what messages call it."""

    split: tuple[Split, ...] = ()
    merge: tuple[Merge, ...] = ()
    rename: tuple[Rename, ...] = ()
    retype: tuple[Retype, ...] = ()
    reparent: tuple[Reparent, ...] = ()
    forbid: tuple[Forbid, ...] = ()
    resign: tuple[Resign, ...] = ()
    text: str = ""
    name: str = FILE_NAME

    @classmethod
    def load(cls, path: str | Path) -> Self:
        """Read a file; a `CorrectionsError` names file, entry, field and what to write."""
        try:
            # Some editors begin a file with a byte order mark, which TOML knows nothing of.
            text = Path(path).read_bytes().decode("utf-8-sig")
        except UnicodeDecodeError as error:
            raise CorrectionsError(f"{path} is not UTF-8 ({error.reason}); save it as UTF-8") from error
        except OSError as error:
            raise CorrectionsError(
                f"{path} cannot be read: {error.strerror or error}; give the path of a corrections file"
            ) from error
        return cls.parse(text, name=str(path))

    @classmethod
    def parse(cls, text: str, name: str = FILE_NAME) -> Self:
        """The corrections that a text holds; faults as for `load`."""
        try:
            data = tomllib.loads(text)
        except tomllib.TOMLDecodeError as error:
            raise CorrectionsError(f"{name} is not TOML: {error}; mend that line") from error
        known = {kind.kind: kind for kind in KINDS}
        unknown = sorted(set(data) - set(known))
        if unknown:
            raise CorrectionsError(f"unknown kind {unknown[0]!r} in {name}; known: {', '.join(known)}")
        for kind, tables in data.items():
            if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
                raise CorrectionsError(
                    f"{name}, {kind}: each entry is a table of its own; write [[{kind}]] above it"
                )
        entries: dict[str, Any] = {
            kind: tuple(_entry(known[kind], table, number, name) for number, table in enumerate(tables, 1))
            for kind, tables in data.items()
        }
        return cls(**entries, text=text, name=name)

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to apply."""
        return not any(getattr(self, kind.kind) for kind in KINDS)


def _missing_end(source: str, target: str, advice: str) -> tuple[str, str] | None:
    missing = [name for name, value in (("source", source), ("target", target)) if not value]
    return (missing[0], advice) if missing else None


def _entry(cls: type[Entry], table: Mapping[str, Any], number: int, name: str) -> Entry:
    where = f"{name}, [[{cls.kind}]] {number}"
    hints = _fields(cls)
    unknown = sorted(set(table) - set(hints))
    if unknown:
        raise CorrectionsError(f"{where}: unknown field {unknown[0]!r}; known: {', '.join(hints)}")
    missing = [f for f, (_, required) in hints.items() if required and f not in table]
    if missing:
        raise CorrectionsError(f"{where}: field {missing[0]!r} is missing; add {missing[0]} = ...")
    values = {f: _value(hints[f][0], value, f, where) for f, value in table.items()}
    entry = cls(**values, number=number)
    if fault := entry.fault():
        raise CorrectionsError(f"{where}, field {fault[0]!r}: {fault[1]}")
    return entry


def _fields(cls: type[Entry]) -> dict[str, tuple[Any, bool]]:
    """Field -> (type without None, whether it must be given), for the fields that a file may have."""
    hints = typing.get_type_hints(cls)
    result = {}
    for f in fields(cls):
        hint = hints[f.name]
        if typing.get_origin(hint) is types.UnionType:
            hint = next(kind for kind in typing.get_args(hint) if kind is not types.NoneType)
        if f.name != "number":
            result[f.name] = (hint, f.default is MISSING)
    return result


def _value(hint: Any, value: Any, name: str, where: str) -> Any:
    """The value of a field, or a `CorrectionsError`."""
    where = f"{where}, field {name!r}"
    if typing.get_origin(hint) is tuple:
        if not isinstance(value, list) or not value:
            raise CorrectionsError(f'{where}: expected names, got {value!r}; write {name} = ["...", "..."]')
        return tuple(_value(str, item, name, where) for item in value)
    if hint is bool:
        if not isinstance(value, bool):
            raise CorrectionsError(f"{where}: expected true or false, got {value!r}")
        return value
    if not isinstance(value, str):
        raise CorrectionsError(f'{where}: expected a text, got {value!r}; write {name} = "..."')
    if issubclass(hint, StrEnum):
        # Co-mentions are counted, not stated: there is none to forbid, and none to make of a statement.
        known = [kind.value for kind in hint if kind is not RelationType.CO_MENTION]
        if value not in known:
            raise CorrectionsError(f"{where}: unknown value {value!r}; known: {', '.join(known)}")
        return hint(value)
    if not value.strip() and name not in MAY_BE_EMPTY:
        raise CorrectionsError(f"{where}: the text is empty; write what is meant, or leave the entry out")
    return value
