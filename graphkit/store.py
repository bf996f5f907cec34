"""The evidence store of a build folder: one SQLite file; all SQL of the package is here.

What is stored is the result local to a document, so that linking, graph and exports are always
computed from the whole and adding one article gives the same as building anew. A document and its
extraction are committed together, so a killed build loses at most the current batch and resumes.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from hashlib import blake2b
from pathlib import Path
from types import TracebackType
from typing import Any, NamedTuple, Self

from graphkit.errors import FolderError
from graphkit.records import Document, Extraction, Skipped

STORE_NAME = "graphkit.sqlite"

APPLICATION_ID = 0x676B6974
"""Marks the file as graphkit's ("gkit"), so that another program's database is never written to."""

MIGRATIONS = (
    """
    CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
    CREATE TABLE documents (
        id TEXT PRIMARY KEY, text TEXT NOT NULL, title TEXT, date TEXT, outlet TEXT, url TEXT,
        lang TEXT, path TEXT, copy_of TEXT, copy_rule TEXT, digest TEXT NOT NULL
    );
    CREATE INDEX documents_by_path ON documents (path);
    CREATE TABLE extractions (
        doc TEXT PRIMARY KEY REFERENCES documents (id) ON DELETE CASCADE,
        fingerprint TEXT NOT NULL, data TEXT NOT NULL
    );
    CREATE TABLE skipped (path TEXT PRIMARY KEY, reason TEXT NOT NULL) WITHOUT ROWID;
    """,
    """
    ALTER TABLE documents ADD COLUMN date_from TEXT;
    ALTER TABLE documents ADD COLUMN outlet_from TEXT;
    ALTER TABLE documents ADD COLUMN notes TEXT NOT NULL DEFAULT '[]';
    ALTER TABLE documents ADD COLUMN origin TEXT;
    ALTER TABLE documents ADD COLUMN retells TEXT;
    ALTER TABLE documents ADD COLUMN retell_rule TEXT;
    ALTER TABLE skipped RENAME TO skipped_files;
    CREATE TABLE skipped (
        path TEXT, place TEXT NOT NULL, reason TEXT NOT NULL, PRIMARY KEY (path, place)
    ) WITHOUT ROWID;
    INSERT INTO skipped SELECT path, '', reason FROM skipped_files;
    DROP TABLE skipped_files;
    CREATE TABLE repeats (
        doc TEXT REFERENCES documents (id) ON DELETE CASCADE, start INTEGER, first_doc TEXT NOT NULL,
        first_start INTEGER NOT NULL, PRIMARY KEY (doc, start)
    ) WITHOUT ROWID;
    """,
)
"""Step n brings a store from schema n to n + 1 (`user_version`); steps are only ever appended."""

_FIELDS = (
    *("id", "text", "title", "date", "outlet", "url", "lang", "path", "copy_of", "retells"),
    *("date_from", "outlet_from", "notes"),
)
_NOT_IN_DIGEST = ("path", "copy_of", "retells", "title")
_COLUMNS = ", ".join(_FIELDS)


class Entry(NamedTuple):
    """A document with what was extracted from it."""

    document: Document
    extraction: Extraction


class Store:
    """The tables of one build, in a folder or in memory; use as a context manager."""

    def __init__(self, connection: sqlite3.Connection, name: str) -> None:
        self._connection = connection
        self._name = name

    @classmethod
    def in_memory(cls) -> Self:
        """An empty store that leaves nothing behind."""
        store = cls(sqlite3.connect(":memory:", isolation_level=None), "the store in memory")
        store._migrate()
        return store

    @classmethod
    def create(cls, folder: Path) -> Self:
        """The store of a folder, to write to; made or brought to this version's schema where needed."""
        path = folder / STORE_NAME
        with _errors_name(path):
            store = cls(sqlite3.connect(path, isolation_level=None, timeout=10), str(path))
            try:
                store._check_owner()
                store._connection.execute("PRAGMA journal_mode = WAL")
                store._connection.execute("PRAGMA synchronous = FULL")
                store._connection.execute("PRAGMA foreign_keys = ON")
                store._migrate()
            except BaseException:
                store._connection.close()
                raise
        return store

    @classmethod
    def open(cls, folder: Path) -> Self:
        """The store of an existing build folder, to read only."""
        path = folder / STORE_NAME
        if not path.is_file():
            raise FolderError(
                f"{folder} is not a build folder (no {STORE_NAME}); make one with: graphkit build"
            )
        with _errors_name(path):
            try:
                connection = _connect_read_only(path, "mode=ro")
            except (
                sqlite3.OperationalError
            ):  # a folder that cannot be written: SQLite may not make its -shm file
                connection = _connect_read_only(path, "immutable=1")
            store = cls(connection, str(path))
            try:
                store._check_owner()
            except BaseException:
                connection.close()
                raise
        return store

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the file; the last writer leaves no journal file behind."""
        self._connection.close()

    @property
    def schema(self) -> int:
        """The schema number of the file."""
        return int(self._connection.execute("PRAGMA user_version").fetchone()[0])

    def entries(self) -> Iterator[Entry]:
        """All documents with their extractions, by document id."""
        query = f"SELECT data, {_COLUMNS} FROM documents JOIN extractions ON doc = id ORDER BY id"
        with _errors_name(self._name):
            for data, *values in self._connection.execute(query):
                extraction = Extraction.from_dict(json.loads(data))
                yield Entry(_document(values), extraction)

    def copy_rules(self) -> dict[str, str]:
        """How each copy, or else each retelling, was found, by document id."""
        with _errors_name(self._name):
            return dict(
                self._connection.execute(
                    "SELECT id, coalesce(copy_rule, retell_rule) FROM documents "
                    "WHERE copy_of IS NOT NULL OR retells IS NOT NULL ORDER BY id"
                )
            )

    def skipped(self) -> tuple[Skipped, ...]:
        """All inputs that gave no document, by path."""
        with _errors_name(self._name):
            rows = self._connection.execute("SELECT path, reason, place FROM skipped ORDER BY path, place")
            return tuple(Skipped(path=path, reason=reason, place=place) for path, reason, place in rows)

    def origins(self) -> dict[str, str]:
        """Document id -> the file that it came from, where that is known."""
        with _errors_name(self._name):
            return dict(self._connection.execute("SELECT id, coalesce(origin, '') FROM documents"))

    def fingerprints(self) -> dict[str, tuple[str, str]]:
        """Document id -> (digest of the document, fingerprint of the extractor) of its extraction."""
        with _errors_name(self._name):
            rows = self._connection.execute(
                "SELECT id, digest, fingerprint FROM documents JOIN extractions ON doc = id"
            )
            return {id_: (digest, fingerprint) for id_, digest, fingerprint in rows}

    def document(self, id_: str) -> Document | None:
        """One stored document, or None."""
        with _errors_name(self._name):
            row = self._connection.execute(
                f"SELECT {_COLUMNS} FROM documents WHERE id = ?", (id_,)
            ).fetchone()
        return _document(row) if row else None

    def add(
        self,
        entries: Iterable[Entry],
        skipped: Iterable[Skipped],
        *,
        fingerprint: str,
        origins: Mapping[str, str] | None = None,
        reread: Iterable[str] = (),
    ) -> None:
        """Write a batch in one transaction: all of it is stored, or none.

        A document replaces an earlier one of its id; a file that is now skipped drops what an earlier build
        made of it (the part of it whose id is the skip's place, if it has one), and a file that now is a
        document is no longer skipped. `origins` are the files that the
        documents came from, by id; of the files in `reread` no earlier skip counts any more.
        """
        with self._transaction() as connection:
            connection.executemany("DELETE FROM skipped WHERE path = ?", ((path,) for path in reread))
            for document, extraction in entries:
                values = [_value(document, name) for name in _FIELDS]
                connection.execute("DELETE FROM documents WHERE id = ?", (document.id,))
                connection.execute("DELETE FROM skipped WHERE path = ? AND place = ''", (document.path,))
                connection.execute(
                    f"INSERT INTO documents ({_COLUMNS}, digest, origin) "
                    f"VALUES ({', '.join('?' * len(_FIELDS))}, ?, ?)",
                    (*values, digest(document), (origins or {}).get(document.id)),
                )
                connection.execute(
                    "INSERT INTO extractions VALUES (?, ?, ?)",
                    (document.id, fingerprint, json.dumps(extraction.to_dict(), ensure_ascii=False)),
                )
            for item in skipped:
                connection.execute(
                    "DELETE FROM documents WHERE path = ? AND (? = '' OR id = ?)",
                    (item.path, item.place, item.place),
                )
                connection.execute(
                    "INSERT OR REPLACE INTO skipped VALUES (?, ?, ?)", (item.path, item.place, item.reason)
                )

    def set_copies(
        self, copies: Iterable[tuple[str, str, str]], retellings: Iterable[tuple[str, str, str]] = ()
    ) -> None:
        """Record copies and retellings as (document id, id of the original, rule); others are originals."""
        with self._transaction() as connection:
            for of, by, rows in (("copy_of", "copy_rule", copies), ("retells", "retell_rule", retellings)):
                connection.execute(f"UPDATE documents SET {of} = NULL, {by} = NULL WHERE {of} IS NOT NULL")
                connection.executemany(
                    f"UPDATE documents SET {of} = ?, {by} = ? WHERE id = ?",
                    ((original, rule, id_) for id_, original, rule in rows),
                )

    def set_origins(self, origins: Mapping[str, str]) -> None:
        """Record the files that documents came from, by id: one that was moved keeps its id."""
        with self._transaction() as connection:
            connection.executemany(
                "UPDATE documents SET origin = ? WHERE id = ? AND origin IS NOT ?",
                ((origin, id_, origin) for id_, origin in origins.items()),
            )

    def set_repeats(self, repeats: Mapping[tuple[str, int], tuple[str, int]]) -> None:
        """Record which sentences say the same: (document id, start) -> the first of them."""
        with self._transaction() as connection:
            connection.execute("DELETE FROM repeats")
            connection.executemany(
                "INSERT INTO repeats VALUES (?, ?, ?, ?)",
                ((*place, *first) for place, first in repeats.items()),
            )

    def repeats(self) -> dict[tuple[str, int], tuple[str, int]]:
        """Which sentences say the same: (document id, start) -> the first of them."""
        with _errors_name(self._name):
            rows = self._connection.execute("SELECT * FROM repeats ORDER BY doc, start")
            return {(doc, start): (first_doc, first_start) for doc, start, first_doc, first_start in rows}

    def meta(self) -> dict[str, str]:
        """What the last build recorded about itself: version, language."""
        with _errors_name(self._name):
            return dict(self._connection.execute("SELECT key, value FROM meta ORDER BY key"))

    def set_meta(self, **values: str) -> None:
        """Record facts about this build."""
        with self._transaction() as connection:
            connection.executemany("INSERT OR REPLACE INTO meta VALUES (?, ?)", sorted(values.items()))

    @contextmanager
    def _transaction(self) -> Iterator[sqlite3.Connection]:
        with _errors_name(self._name):
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield self._connection
                self._connection.execute("COMMIT")
            except BaseException:
                if self._connection.in_transaction:  # a full disk has rolled back already
                    self._connection.execute("ROLLBACK")
                raise

    def _check_owner(self) -> None:
        """Refuse a newer schema and a database that is not graphkit's."""
        if self.schema > len(MIGRATIONS):
            raise FolderError(
                f"{self._name} was written by a newer graphkit (schema {self.schema}); update graphkit"
            )
        owner = self._connection.execute("PRAGMA application_id").fetchone()[0]
        tables = self._connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
        if tables and owner != APPLICATION_ID:
            raise FolderError(f"{self._name} is a database of another program; give another output folder")

    def _migrate(self) -> None:
        for number in range(self.schema, len(MIGRATIONS)):
            script = f"BEGIN IMMEDIATE; {MIGRATIONS[number]} PRAGMA application_id = {APPLICATION_ID}; "
            self._connection.executescript(script + f"PRAGMA user_version = {number + 1}; COMMIT;")


def digest(document: Document) -> str:
    """A hash of all that the extraction of a document depends on."""
    values = [getattr(document, name) for name in _FIELDS if name not in _NOT_IN_DIGEST]
    return blake2b(json.dumps(values).encode(), digest_size=16).hexdigest()


def _document(values: Sequence[Any]) -> Document:
    fields = dict(zip(_FIELDS, values, strict=True))
    return Document(**fields | {"notes": tuple(json.loads(fields["notes"]))})


def _value(document: Document, name: str) -> Any:
    return json.dumps(document.notes, ensure_ascii=False) if name == "notes" else getattr(document, name)


def _connect_read_only(path: Path, option: str) -> sqlite3.Connection:
    connection = sqlite3.connect(f"{path.absolute().as_uri()}?{option}", uri=True, isolation_level=None)
    try:
        connection.execute("SELECT count(*) FROM sqlite_master")
    except BaseException:
        connection.close()
        raise
    return connection


@contextmanager
def _errors_name(path: Path | str) -> Iterator[None]:
    """SQLite's errors as one sentence that names the file."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        if "not a database" in str(error) or "malformed" in str(error):
            raise FolderError(
                f"{path} is damaged or not graphkit's store; delete it and build again"
            ) from error
        if "locked" in str(error):
            raise FolderError(f"{path} is in use by another process; wait for it to end") from error
        raise FolderError(f"{path}: {error}") from error
