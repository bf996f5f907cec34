"""The store of a build folder: opened, written in transactions, copied."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import NamedTuple, Self

from graphkit.errors import FolderError
from graphkit.linked import LinkedTables
from graphkit.records import Failure, Skipped
from graphkit.store.reading import CHANGES, StoreReader, errors_name
from graphkit.store.rows import Entry, insert
from graphkit.store.schema import check_owner, check_schema, migrate

STORE_NAME = "graphkit.sqlite"

JOURNAL_BYTES = 16 << 20
"""The journal is cut to this after a checkpoint; a long build had left one of 33 MB."""


class Done(NamedTuple):
    """A source that was read to its end: what its bytes and their reading hash to, and all that it gave.

    What an earlier build made of it beside these goes.
    """

    origin: str
    digest: str
    ids: frozenset[str]
    skipped: frozenset[tuple[str, str]] = frozenset()
    """(path, place) of each of its parts that gave no document."""


class Store(StoreReader):
    """The tables of one build, in a folder or in memory; use as a context manager."""

    @classmethod
    def in_memory(cls) -> Self:
        """An empty store that leaves nothing behind."""
        connection = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
        store = cls(connection, "the store in memory", writable=True)
        connection.execute("PRAGMA foreign_keys = ON")
        migrate(connection)
        return store

    @classmethod
    def create(cls, folder: Path) -> Self:
        """The store of a folder, to write to; made or brought to this version's schema where needed."""
        path = folder / STORE_NAME
        with errors_name(path):
            connection = sqlite3.connect(path, isolation_level=None, timeout=10, check_same_thread=False)
            store = cls(connection, str(path), writable=True)
            try:
                check_owner(connection, store._name)
                connection.execute("PRAGMA journal_mode = WAL")
                connection.execute("PRAGMA synchronous = FULL")
                connection.execute(f"PRAGMA journal_size_limit = {JOURNAL_BYTES}")
                migrate(connection)
                connection.execute("PRAGMA foreign_keys = ON")
            except BaseException:
                connection.close()
                raise
        return store

    @classmethod
    def open(cls, folder: Path) -> Self:
        """The store of an existing build folder, to read only: as it is now, whatever is written later."""
        path = folder / STORE_NAME
        if not path.is_file():
            raise FolderError(
                f"{folder} is not a build folder (no {STORE_NAME}); make one with: graphkit build"
            )
        with errors_name(path):
            try:  # not mode=ro: such a connection leaves the journal files behind when it closes
                connection = _connect_to_read(path, "mode=rw")
            except sqlite3.OperationalError:  # a folder that cannot be written
                connection = _connect_to_read(path, "immutable=1")
            store = cls(connection, str(path), writable=False)
            try:
                check_owner(connection, store._name)
                check_schema(connection, store._name, folder)
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

    def add(
        self,
        entries: Iterable[Entry],
        skipped: Iterable[Skipped] = (),
        failures: Iterable[tuple[Failure, str]] = (),
        *,
        fingerprint: str,
        origins: Mapping[str, str] | None = None,
        done: Iterable[Done] = (),
    ) -> None:
        """Write a batch in one transaction: all of it is stored, or none.

        A document replaces an earlier one of its id; an input that is now skipped drops what
        an earlier build made of it, and an input that now is a document is no longer skipped.

        Args:
            entries: documents with what was extracted from them.
            skipped: inputs that gave no document.
            failures: articles that could not be worked on, each with the digest of the document.
            fingerprint: what the extraction depended on.
            origins: id of a document, or path of what was skipped -> origin of its source, if not its path.
            done: sources that end with this batch.

        """
        origins = origins or {}
        changed = 0
        with self._transaction() as connection:
            run = connection.execute
            for document, extraction in entries:
                run("DELETE FROM documents WHERE id = ?", (document.id,))
                run("DELETE FROM failures WHERE doc = ?", (document.id,))
                run("DELETE FROM skipped WHERE path = ? AND place = ''", (document.path,))
                origin = origins.get(document.id, document.path or document.id)
                insert(connection, document, extraction, origin, fingerprint)
                changed += 1
            for failure, failed in failures:
                origin = origins.get(failure.doc, failure.doc)
                changed += run("DELETE FROM documents WHERE id = ?", (failure.doc,)).rowcount
                run(
                    "INSERT OR REPLACE INTO failures VALUES (?, ?, ?, ?, ?, ?)",
                    (failure.doc, origin, failure.stage, failure.reason, failed, fingerprint),
                )
            for item in skipped:
                origin = origins.get(item.path, item.path)
                if not item.place:
                    changed += run("DELETE FROM documents WHERE origin = ?", (origin,)).rowcount
                    changed += run("DELETE FROM documents WHERE path = ?", (item.path,)).rowcount
                    run("DELETE FROM failures WHERE origin = ?", (origin,))
                run(
                    "INSERT OR REPLACE INTO skipped VALUES (?, ?, ?, ?)",
                    (item.path, item.place, item.reason, origin),
                )
            for source in done:
                changed += self._finish(source)
            if changed:
                self._count_change()

    def _finish(self, source: Done) -> int:
        """Mark a source as done, and drop what it no longer gives; how many documents that were."""
        run = self._connection.execute
        gone = 0
        for table, column in (("documents", "id"), ("failures", "doc")):
            rows = run(f"SELECT {column} FROM {table} WHERE origin = ?", (source.origin,)).fetchall()
            for (id_,) in rows:
                if id_ not in source.ids:
                    gone += run(f"DELETE FROM {table} WHERE {column} = ?", (id_,)).rowcount
        rows = run("SELECT path, place FROM skipped WHERE origin = ?", (source.origin,)).fetchall()
        for place in rows:
            if place not in source.skipped:
                run("DELETE FROM skipped WHERE path = ? AND place = ?", place)
        run("INSERT OR REPLACE INTO sources VALUES (?, ?)", (source.origin, source.digest))
        return gone

    def move(self, origins: Mapping[str, str]) -> None:
        """Record that documents, by id, come from other sources than before."""
        with self._transaction() as connection:
            connection.executemany(
                "UPDATE documents SET origin = ? WHERE id = ?", ((o, id_) for id_, o in origins.items())
            )

    def forget(self, origins: Iterable[str]) -> int:
        """Drop all that came from these sources; how many documents that were."""
        gone = 0
        with self._transaction() as connection:
            for origin in origins:
                gone += connection.execute("DELETE FROM documents WHERE origin = ?", (origin,)).rowcount
                for table in ("failures", "skipped", "sources"):
                    connection.execute(f"DELETE FROM {table} WHERE origin = ?", (origin,))
            if gone:
                self._count_change()
        return gone

    def set_copies(
        self, copies: Iterable[tuple[str, str, str]], retellings: Iterable[tuple[str, str, str]] = ()
    ) -> None:
        """Record copies and retellings as (document id, id of the original, rule); others are originals."""
        for of, by, rows in (("copy_of", "copy_rule", copies), ("retells", "retell_rule", retellings)):
            wanted = {id_: (original, rule) for id_, original, rule in rows}
            known = self._links(of, by)
            if wanted == known:
                continue
            with self._transaction() as connection:
                connection.executemany(
                    f"UPDATE documents SET {of} = NULL, {by} = NULL WHERE id = ?",
                    ((id_,) for id_ in known.keys() - wanted.keys()),
                )
                connection.executemany(
                    f"UPDATE documents SET {of} = ?, {by} = ? WHERE id = ?",
                    ((*link, id_) for id_, link in wanted.items() if known.get(id_) != link),
                )
                self._count_change()

    def set_repeats(self, repeats: Mapping[tuple[str, int], tuple[str, int]]) -> None:
        """Record which sentences say the same: (document id, start) -> the first of them."""
        if repeats == self.repeats():
            return
        with self._transaction() as connection:
            connection.execute("DELETE FROM repeats")
            connection.executemany(
                "INSERT INTO repeats VALUES (?, ?, ?, ?)",
                ((*place, *first) for place, first in repeats.items()),
            )
            self._count_change()

    def write_linked(self, write: Callable[[LinkedTables], None]) -> None:
        """Let `write` fill the derived tables, all of them in one transaction.

        A store that is open to read only gets them as temporary tables.
        """
        with errors_name(self._name):
            if not self._writable:
                self.linked.derive_apart()
                write(self.linked)
                return
        with self._transaction():
            write(self.linked)

    def _count_change(self) -> None:
        self._connection.execute(
            "INSERT INTO meta VALUES (?, '1') ON CONFLICT (key) "
            "DO UPDATE SET value = CAST(CAST(value AS INTEGER) + 1 AS TEXT)",
            (CHANGES,),
        )

    def set_meta(self, **values: str) -> None:
        """Record facts about this build; what is so already is not written again."""
        if values.items() <= self.meta().items():
            return
        with self._transaction() as connection:
            connection.executemany("INSERT OR REPLACE INTO meta VALUES (?, ?)", sorted(values.items()))

    def copy_to(self, folder: Path) -> None:
        """Write the whole store into a folder that has none."""
        with Store.create(folder) as other, errors_name(folder / STORE_NAME):
            if not other.is_empty():
                raise FolderError(f"{folder} holds a build already; save to a new folder")
            self._connection.backup(other._connection)  # noqa: SLF001  # of the same class

    @contextmanager
    def _transaction(self) -> Iterator[sqlite3.Connection]:
        if not self._writable:
            raise FolderError(f"{self._name} is open to read only")
        with errors_name(self._name):
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield self._connection
                self._connection.execute("COMMIT")
            except BaseException:
                if self._connection.in_transaction:  # a full disk has rolled back already
                    self._connection.execute("ROLLBACK")
                raise


def _connect_to_read(path: Path, option: str) -> sqlite3.Connection:
    """A connection that sees the file as it is now for as long as it is open."""
    connection = sqlite3.connect(
        f"{path.absolute().as_uri()}?{option}", uri=True, isolation_level=None, check_same_thread=False
    )
    try:
        connection.execute("BEGIN")
        connection.execute("SELECT count(*) FROM sqlite_master")
    except BaseException:
        connection.close()
        raise
    return connection
