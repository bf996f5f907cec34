"""What a store holds, read from it; nothing here writes."""

from __future__ import annotations

import json
import sqlite3
import weakref
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import groupby
from pathlib import Path

from graphkit.errors import FolderError
from graphkit.linked import LinkedTables
from graphkit.records import Actor, Document, Extraction, Failure, Place, Skipped
from graphkit.store.rows import COLUMNS, Entry, document_of, extraction_of
from graphkit.store.schema import schema_of

CHANGES = "changes"
"""The key under which `meta` counts the changes of a store."""


class StoreReader:
    """The tables of one build, read."""

    def __init__(self, connection: sqlite3.Connection, name: str, *, writable: bool) -> None:
        self._connection = connection
        self._name = name
        self._writable = writable
        self.linked = LinkedTables(connection)
        # A connection is in a circle of references and would wait for the garbage collector. Graphs made
        # from the linked tables read them later on, so they, not the store, keep it open.
        weakref.finalize(self.linked, connection.close)

    def close(self) -> None:
        """Close the file; the last to close leaves no journal file behind."""
        self._connection.close()

    @property
    def schema(self) -> int:
        """The schema number of the file."""
        return schema_of(self._connection)

    # -- what the articles say

    def entries(self) -> Iterator[Entry]:
        """All documents with their extractions, by document id."""
        with errors_name(self._name):
            rows = list(self._connection.execute("SELECT key FROM documents ORDER BY id"))
            for (key,) in rows:
                query = f"SELECT {COLUMNS} FROM documents WHERE key = ?"
                values = self._connection.execute(query, (key,)).fetchone()
                document = document_of(values)
                yield Entry(document, extraction_of(self._connection, key, document.id))

    def local_actors(self) -> Iterator[Extraction]:
        """The actors of each document that has some, by document id; all else is left out."""
        query = "SELECT d.id, l.data FROM documents d JOIN local_actors l ON l.doc = d.key ORDER BY d.id, l.n"
        with errors_name(self._name):
            for id_, rows in groupby(self._connection.execute(query), key=lambda row: str(row[0])):
                actors = tuple(Actor.from_dict(json.loads(data)) for _, data in rows)
                yield Extraction(doc=id_, actors=actors)

    def places(self) -> Iterator[Place]:
        """The places of each document that are only places, by document id."""
        query = "SELECT l.data FROM documents d JOIN local_places l ON l.doc = d.key ORDER BY d.id, l.n"
        with errors_name(self._name):
            for (data,) in self._connection.execute(query):
                yield Place.from_dict(json.loads(data))

    def documents(self, *, with_text: bool = True) -> Iterator[Document]:
        """All documents, by id."""
        columns = COLUMNS if with_text else COLUMNS.replace("text", "'' AS text")
        with errors_name(self._name):
            for values in self._connection.execute(f"SELECT {columns} FROM documents ORDER BY id"):
                yield document_of(values)

    def sentences(self) -> Iterator[tuple[Document, list[tuple[int, int]]]]:
        """Each document with the offsets of its sentences, by id."""
        run = self._connection.execute
        with errors_name(self._name):
            for key, *values in run(f"SELECT key, {COLUMNS} FROM documents ORDER BY id"):
                spans = run("SELECT start, stop FROM sentences WHERE doc = ? ORDER BY n", (key,)).fetchall()
                yield document_of(values), spans

    def document(self, id_: str) -> Document | None:
        """One stored document, or None."""
        with errors_name(self._name):
            row = self._connection.execute(f"SELECT {COLUMNS} FROM documents WHERE id = ?", (id_,)).fetchone()
        return document_of(row) if row else None

    def without_actors(self) -> tuple[str, ...]:
        """Ids of the documents in which no actor was found."""
        query = "SELECT id FROM documents WHERE key NOT IN (SELECT doc FROM local_actors) ORDER BY id"
        with errors_name(self._name):
            return tuple(id_ for (id_,) in self._connection.execute(query))

    def copies(self) -> dict[str, tuple[str, str]]:
        """Near copy -> (id of the original, the rule that found it)."""
        return self._links("copy_of", "copy_rule")

    def retellings(self) -> dict[str, tuple[str, str]]:
        """Document -> (id of the one whose story it tells in other words, the rule that found it)."""
        return self._links("retells", "retell_rule")

    def _links(self, column: str, rule: str) -> dict[str, tuple[str, str]]:
        query = f"SELECT id, {column}, {rule} FROM documents WHERE {column} IS NOT NULL ORDER BY id"
        with errors_name(self._name):
            return {id_: (of, found or "") for id_, of, found in self._connection.execute(query)}

    def repeats(self) -> dict[tuple[str, int], tuple[str, int]]:
        """Which sentences say the same: (document id, start) -> the first of them."""
        with errors_name(self._name):
            rows = self._connection.execute("SELECT * FROM repeats ORDER BY doc, start")
            return {(doc, start): (first_doc, first_start) for doc, start, first_doc, first_start in rows}

    def skipped(self) -> tuple[Skipped, ...]:
        """All inputs, and parts of inputs, that gave no document, by path."""
        with errors_name(self._name):
            rows = self._connection.execute("SELECT path, reason, place FROM skipped ORDER BY path, place")
            return tuple(Skipped(path=path, reason=reason, place=place) for path, reason, place in rows)

    def failures(self) -> tuple[Failure, ...]:
        """All articles that could not be worked on, by id."""
        with errors_name(self._name):
            rows = self._connection.execute("SELECT doc, stage, reason FROM failures ORDER BY doc")
            return tuple(Failure(doc=doc, stage=stage, reason=reason) for doc, stage, reason in rows)

    # -- what is done

    def fingerprints(self) -> dict[str, tuple[str, str]]:
        """Document id -> (its digest, fingerprint of the extractor), for what was extracted or has failed."""
        with errors_name(self._name):
            rows = self._connection.execute(
                "SELECT id, digest, fingerprint FROM documents UNION ALL "
                "SELECT doc, digest, fingerprint FROM failures"
            )
            return {id_: (digest, fingerprint) for id_, digest, fingerprint in rows}

    def sources(self) -> dict[str, str]:
        """Origin -> digest, of the sources that were read to their end."""
        with errors_name(self._name):
            return dict(self._connection.execute("SELECT origin, digest FROM sources"))

    def origins(self) -> dict[str, str]:
        """Document id -> origin of the source that it came from, also of what has failed."""
        query = "SELECT id, origin FROM documents UNION ALL SELECT doc, origin FROM failures"
        with errors_name(self._name):
            return dict(self._connection.execute(query))

    def known_origins(self) -> set[str]:
        """The origins of all that is stored, also of skips and failures."""
        tables = ("documents", "failures", "skipped", "sources")
        query = " UNION ".join(f"SELECT origin FROM {table}" for table in tables)
        with errors_name(self._name):
            return {origin for (origin,) in self._connection.execute(query)}

    def is_empty(self) -> bool:
        """Whether there is no document."""
        return self._connection.execute("SELECT 1 FROM documents LIMIT 1").fetchone() is None

    def count_documents(self) -> int:
        """How many documents there are."""
        return int(self._connection.execute("SELECT count(*) FROM documents").fetchone()[0])

    # -- facts about the build

    @property
    def changes(self) -> str:
        """A number that grows whenever documents, extractions or copies change."""
        return self.meta().get(CHANGES, "0")

    def meta(self) -> dict[str, str]:
        """What the last build recorded about itself: language, extractor, exports."""
        with errors_name(self._name):
            return dict(self._connection.execute("SELECT key, value FROM meta ORDER BY key"))

    def faults(self) -> list[str]:
        """What SQLite's integrity check and the foreign keys find wrong; nothing where all is well."""
        with errors_name(self._name):
            found = [str(row[0]) for row in self._connection.execute("PRAGMA integrity_check")]
            orphans = self._connection.execute("PRAGMA foreign_key_check").fetchall()
        faults = [fault for fault in found if fault != "ok"]
        return faults + [f"{table}: row without its document" for table, *_ in orphans]

    def rows(self) -> dict[str, int]:
        """Table -> number of rows."""
        run = self._connection.execute
        with errors_name(self._name):
            names = run("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name").fetchall()
            return {name: int(run(f"SELECT count(*) FROM {name}").fetchone()[0]) for (name,) in names}

    def sizes(self) -> dict[str, int]:
        """Table -> bytes with its indexes, the largest first; empty where SQLite cannot tell."""
        query = """
            SELECT m.tbl_name, sum(s.pgsize) FROM dbstat s JOIN sqlite_master m ON m.name = s.name
            GROUP BY m.tbl_name ORDER BY 2 DESC, 1
        """
        try:
            return dict(self._connection.execute(query))
        except sqlite3.OperationalError:  # a SQLite that was compiled without dbstat
            return {}

    @property
    def bytes(self) -> int:
        """The size of the file, or of what is in memory."""
        run = self._connection.execute
        return int(run("PRAGMA page_count").fetchone()[0] * run("PRAGMA page_size").fetchone()[0])


@contextmanager
def errors_name(path: Path | str) -> Iterator[None]:
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
        if "full" in str(error):
            raise FolderError(
                f"{path}: the disk is full; make room and build again, it goes on from here"
            ) from error
        raise FolderError(f"{path}: {error}") from error
