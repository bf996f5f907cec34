"""What is compared: the gold folder, made by hand, and the answers in a build folder.

A gold folder holds ``actors.json`` and ``relations.jsonl``, a build folder ``actors.jsonl`` and
``relations.jsonl``. Only the fields that scoring needs are read; a fault names its file and line.
"""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from graphkit.errors import InputError
from graphkit.records import ActorType, RelationType

GOLD_FILES = ("actors.json", "relations.jsonl")
BUILD_FILES = ("actors.jsonl", "relations.jsonl")

SCORED = (RelationType.ALLIANCE, RelationType.OPPOSITION, RelationType.DIPLOMACY, RelationType.AFFILIATION)
"""The types that an annotator marks; a co-mention is counted, nobody has to read it."""

STATE_BODIES = frozenset({ActorType.STATE, ActorType.GOVERNMENT, ActorType.MILITARY})
"""The types of actor that stand for their country in the rolled view."""

# These words are part of what the figures mean, hence here and not in the language data: if they changed
# with the extractor, the figures of two versions could not be compared. For the same reason there is still
# no word boundary behind them, as in the scorer that the gold was first used with: "les rebelles" becomes
# "s rebelles" and is another form than "rebelles". Whom a gold names with "les" alone is never found: three
# edges on the 20 development articles, and about 0.02 of actor recall.
_LEADING_WORD = re.compile(r"(?:l[ea']|un|des|d[ue']|ce|son|sa|ses|mme|mm?\.)\s*")
_BRACKETS = re.compile(r"[\"«»“”()\[\]]")
_GAPS = re.compile(r"[-‐‑\s]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldActor:
    """An actor as the annotator sees it in one document."""

    id: str
    label: str
    type: str
    country: str | None = None
    parent: str | None = None
    generic: bool = False
    may_merge_with: tuple[str, ...] = ()
    forms: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundForm:
    """A form of a found actor. `docs` is None where the folder does not say where it occurs.

    `kind` is a `MentionKind`, or empty where the folder does not say.
    """

    text: str
    docs: frozenset[str] | None
    count: int
    kind: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundActor:
    """An actor of a build folder."""

    id: str
    label: str
    forms: tuple[FoundForm, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """A relation that one sentence states: one line of ``relations.jsonl``, of either folder.

    `rule` is empty and `confidence` 1 in a gold folder, `borderline` always false in a build folder.
    """

    doc: str
    source: str
    target: str
    type: str
    directed: bool
    negated: bool
    borderline: bool
    sentence: str
    cue: str
    rule: str
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Gold:
    """A gold folder: its actors by (document, id), and its statements."""

    actors: Mapping[tuple[str, str], GoldActor]
    statements: tuple[Statement, ...]
    docs: frozenset[str]
    _by_form: Mapping[tuple[str, str], tuple[GoldActor, ...]] = field(repr=False)

    def named(self, doc: str, form: str) -> tuple[GoldActor, ...]:
        """The actors that a form may stand for in a document, in the order of the file."""
        return self._by_form.get((doc, comparable(form)), ())

    def is_loose(self, statement: Statement) -> bool:
        """Whether an edge from it is neither asked for nor held against a build."""
        ends = (self.actors[statement.doc, end] for end in (statement.source, statement.target))
        return statement.borderline or statement.negated or any(actor.generic for actor in ends)


@dataclass(frozen=True, slots=True)
class Answers:
    """What a build folder says."""

    actors: tuple[FoundActor, ...]
    statements: tuple[Statement, ...]

    @property
    def docs(self) -> frozenset[str]:
        """Documents in which an actor or a relation was found."""
        said = {doc for actor in self.actors for form in actor.forms for doc in form.docs or ()}
        return frozenset(said | {statement.doc for statement in self.statements})


def comparable(form: str) -> str:
    """A form without what does not tell actors apart: case, accents, hyphens, brackets, determiners.

    >>> comparable("L’Armée  arabe-syrienne"), comparable("de la Russie")
    ('armee arabe syrienne', 'russie')
    """
    text = unicodedata.normalize("NFKD", form.replace("’", "'").replace("‘", "'"))
    text = "".join(char for char in text if not unicodedata.combining(char)).casefold()
    text = _GAPS.sub(" ", _BRACKETS.sub(" ", text)).strip(" .,;:")
    while (found := _LEADING_WORD.match(text)) and found.end() < len(text):
        text = text[found.end() :]
    return text


def read_gold(folder: Path) -> Gold:
    """Read a gold folder.

    ``actors.json`` is a list whose records name their ``docs``, or a mapping from each document to its
    own list. Raises `InputError` for a file that is missing or ill-formed, and for a relation of a type
    or actor that nobody declared.
    """
    actors: dict[tuple[str, str], GoldActor] = {}
    by_form: dict[tuple[str, str], dict[str, GoldActor]] = {}
    for doc, actor, where in _gold_actors(folder / GOLD_FILES[0]):
        if (doc, actor.id) in actors:
            raise InputError(f"{where}: {actor.id!r} is already an actor of {doc}")
        actors[doc, actor.id] = actor
        for form in (actor.label, *actor.forms):
            by_form.setdefault((doc, comparable(form)), {})[actor.id] = actor
    statements = []
    for row in _json_lines(folder / GOLD_FILES[1]):
        statement = _statement(row)
        if statement.type not in SCORED:
            raise InputError(f"{row.where}: unknown type {statement.type!r}; known: {', '.join(SCORED)}")
        for end in (statement.source, statement.target):
            if (statement.doc, end) not in actors:
                raise InputError(
                    f"{row.where}: {end!r} is no actor of {statement.doc}; add it to {GOLD_FILES[0]}"
                )
        statements.append(statement)
    return Gold(
        actors=actors,
        statements=tuple(statements),
        docs=frozenset(doc for doc, _ in actors),
        _by_form={key: tuple(named.values()) for key, named in by_form.items()},
    )


def read_answers(folder: Path) -> Answers:
    """Read what a build found. Raises `InputError` for a file that is missing or ill-formed."""
    actors, statements = (folder / name for name in BUILD_FILES)
    return Answers(
        actors=tuple(_found_actor(row) for row in _json_lines(actors)),
        statements=tuple(_statement(row) for row in _json_lines(statements)),
    )


def fingerprint(folder: Path) -> str:
    """SHA-256 of the gold's files: figures are comparable only where it is the same.

    Line ends do not count, for a checkout may change them.
    """
    total = hashlib.sha256()
    for name in GOLD_FILES:
        content = _read(folder / name).replace("\r\n", "\n").encode()
        total.update(f"{name} {len(content)}\n".encode())
        total.update(content)
    return total.hexdigest()


@dataclass(frozen=True, slots=True)
class _Row:
    """A JSON object and where it stands; asking for a field checks its kind."""

    where: str
    data: Mapping[str, Any]

    def text(self, key: str) -> str:
        value = self._get(key, str, "a string")
        if value is None:
            raise InputError(f"{self.where}: no {key!r}")
        return str(value)

    def optional(self, key: str) -> str | None:
        value = self._get(key, str, "a string or null")
        return None if value is None else str(value)

    def flag(self, key: str, *, default: bool) -> bool:
        value = self._get(key, bool, "true or false")
        return default if value is None else bool(value)

    def number(self, key: str, *, default: int) -> int:
        value = self._get(key, int, "a whole number")
        return default if value is None else int(value)

    def share(self, key: str) -> float:
        """A number between 0 and 1; 1 where it is missing."""
        value = self.data.get(key)
        if value is None:
            return 1.0
        if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= 1:
            raise InputError(f"{self.where}: {key!r} should be a number from 0 to 1, not {value!r:.60}")
        return float(value)

    def items(self, key: str) -> list[Any] | None:
        value = self._get(key, list, "a list")
        return None if value is None else list(value)

    def texts(self, key: str) -> tuple[str, ...] | None:
        items = self.items(key)
        if items is None:
            return None
        if not all(isinstance(item, str) for item in items):
            raise InputError(f"{self.where}: {key!r} should be a list of strings")
        return tuple(items)

    def _get(self, key: str, kind: type, wanted: str) -> Any:
        value = self.data.get(key)
        if value is not None and not isinstance(value, kind):
            raise InputError(f"{self.where}: {key!r} should be {wanted}, not {value!r:.60}")
        return value


def _gold_actors(path: Path) -> Iterator[tuple[str, GoldActor, str]]:
    """(document, actor as that document names it, where it stands), for each document of each actor."""
    text = _read(path)
    try:
        data = json.loads(text)
    except json.JSONDecodeError as error:
        raise InputError(f"{path}, line {error.lineno}: not JSON: {error.msg}") from error
    shape = f"{path}: should be a list of actors, or a mapping from each document to such a list"
    if isinstance(data, dict):
        for doc, records in data.items():
            if not isinstance(records, list):
                raise InputError(f"{shape}; {doc!r} is neither")
            for number, record in enumerate(records, 1):
                row = _row(record, f"{path}, {doc}, actor {number}")
                yield doc, _gold_actor(row, doc), row.where
    elif isinstance(data, list):
        for number, record in enumerate(data, 1):
            row = _row(record, f"{path}, actor {number}")
            docs = row.texts("docs")
            if not docs:
                raise InputError(f"{row.where}: no 'docs'")
            for doc in docs:
                yield doc, _gold_actor(row, doc), row.where
    else:
        raise InputError(shape)


def _gold_actor(row: _Row, doc: str) -> GoldActor:
    forms = []
    for item in row.items("aliases") or ():
        if isinstance(item, str):
            forms.append(item)
            continue
        alias = _row(item, f"{row.where}, alias")
        docs = alias.texts("docs")
        if docs is None or doc in docs:
            forms.append(alias.text("form"))
    return GoldActor(
        id=row.text("id"),
        label=row.text("label"),
        type=row.text("type"),
        country=row.optional("country"),
        parent=row.optional("parent"),
        generic=row.flag("generic", default=False),
        may_merge_with=row.texts("may_merge_with") or (),
        forms=tuple(forms),
    )


def _found_actor(row: _Row) -> FoundActor:
    forms = []
    for item in row.items("aliases") or ():
        alias = _row(item, f"{row.where}, alias")
        docs = alias.texts("docs")
        forms.append(
            FoundForm(
                text=alias.text("form"),
                docs=None if docs is None else frozenset(docs),
                count=max(1, alias.number("count", default=1)),
                kind=alias.optional("kind") or "",
            )
        )
    return FoundActor(id=row.text("id"), label=row.text("label"), forms=tuple(forms))


def _statement(row: _Row) -> Statement:
    return Statement(
        doc=row.text("doc"),
        source=row.text("source"),
        target=row.text("target"),
        type=row.text("type"),
        directed=row.flag("directed", default=True),
        negated=row.flag("negated", default=False),
        borderline=row.flag("borderline", default=False),
        sentence=row.optional("sentence") or "",
        cue=row.optional("cue") or "",
        rule=row.optional("rule") or "",
        confidence=row.share("confidence"),
    )


def _json_lines(path: Path) -> Iterator[_Row]:
    # Not splitlines(): a sentence may hold other line separators (U+2028), which JSON leaves as they are.
    for number, line in enumerate(_read(path).split("\n"), 1):
        if not line.strip():
            continue
        where = f"{path}, line {number}"
        try:
            record = json.loads(line)
        except json.JSONDecodeError as error:
            raise InputError(f"{where}: not JSON: {error.msg}") from error
        yield _row(record, where)


def _row(record: object, where: str) -> _Row:
    if not isinstance(record, dict):
        raise InputError(f"{where}: should be an object, not {record!r:.60}")
    return _Row(where, record)


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except FileNotFoundError as error:
        kinds = f"a build folder holds {' and '.join(BUILD_FILES)}, a gold folder {' and '.join(GOLD_FILES)}"
        raise InputError(f"{path} is missing; {kinds}") from error
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{path} cannot be read: {error}") from error
