"""The evidence store of a build folder: one SQLite file.

Two layers. What each article says by itself is written once, together with what it was made from
(digests of the source's bytes, of the document, of the extractor), in one transaction, so that a killed
build loses at most the current batch and goes on from there. What linking makes of all of it
(`graphkit.linked`) is written anew, as a whole, after any change: so adding one article gives the same as
building anew. All SQL of the package is here and in `graphkit.linked`.
"""

from __future__ import annotations

import json
import sqlite3
import weakref
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from hashlib import blake2b
from itertools import groupby
from pathlib import Path
from types import TracebackType
from typing import Any, NamedTuple, Self

from graphkit.errors import FolderError
from graphkit.linked import DERIVED, DERIVED_TABLES, LinkedTables
from graphkit.records import (
    Actor,
    Document,
    Extraction,
    Failure,
    Mention,
    MentionKind,
    Place,
    Relation,
    Skipped,
)

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
    # Extractions become rows. Those of earlier schemas go: their documents stay, without a fingerprint, and
    # the next build reads them again.
    """
    DROP TABLE extractions;
    DROP TABLE repeats;
    DROP INDEX documents_by_path;
    ALTER TABLE documents RENAME TO documents_2;
    CREATE TABLE documents (
        key INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, text TEXT NOT NULL, title TEXT, date TEXT,
        outlet TEXT, url TEXT, lang TEXT, path TEXT, copy_of TEXT, retells TEXT, date_from TEXT,
        outlet_from TEXT, notes TEXT NOT NULL, copy_rule TEXT, retell_rule TEXT, origin TEXT NOT NULL,
        digest TEXT NOT NULL, fingerprint TEXT NOT NULL
    );
    INSERT INTO documents (id, text, title, date, outlet, url, lang, path, date_from, outlet_from, notes,
            origin, digest, fingerprint)
        SELECT id, text, title, date, outlet, url, lang, path, date_from, outlet_from, notes,
            coalesce(origin, path, id), digest, ''
        FROM documents_2 ORDER BY id;
    DROP TABLE documents_2;
    CREATE TABLE repeats (
        doc TEXT NOT NULL REFERENCES documents (id) ON DELETE CASCADE, start INTEGER NOT NULL,
        first_doc TEXT NOT NULL, first_start INTEGER NOT NULL, PRIMARY KEY (doc, start)
    ) WITHOUT ROWID;
    CREATE INDEX documents_by_origin ON documents (origin);
    CREATE TABLE local_actors (
        doc INTEGER NOT NULL REFERENCES documents ON DELETE CASCADE, n INTEGER NOT NULL,
        id TEXT NOT NULL, data TEXT NOT NULL, PRIMARY KEY (doc, n)
    ) WITHOUT ROWID;
    CREATE TABLE local_places (
        doc INTEGER NOT NULL REFERENCES documents ON DELETE CASCADE, n INTEGER NOT NULL,
        data TEXT NOT NULL, PRIMARY KEY (doc, n)
    ) WITHOUT ROWID;
    CREATE TABLE mentions (
        doc INTEGER NOT NULL REFERENCES documents ON DELETE CASCADE, n INTEGER NOT NULL,
        start INTEGER NOT NULL, stop INTEGER NOT NULL, text TEXT NOT NULL, kind TEXT NOT NULL,
        actor TEXT NOT NULL, rule TEXT NOT NULL, sentence INTEGER NOT NULL, PRIMARY KEY (doc, n)
    ) WITHOUT ROWID;
    CREATE TABLE relations (
        key INTEGER PRIMARY KEY, doc INTEGER NOT NULL REFERENCES documents ON DELETE CASCADE,
        id TEXT NOT NULL, source TEXT NOT NULL, target TEXT NOT NULL, attributed_to TEXT, type TEXT NOT NULL,
        event TEXT NOT NULL, mode TEXT NOT NULL, intensity REAL NOT NULL, directed INTEGER NOT NULL,
        negated INTEGER NOT NULL, modality TEXT NOT NULL, date TEXT, confidence REAL NOT NULL,
        rule TEXT NOT NULL, start INTEGER NOT NULL, cue_start INTEGER NOT NULL, sentence INTEGER NOT NULL,
        evidence TEXT NOT NULL
    );
    CREATE INDEX relations_by_doc ON relations (doc);
    CREATE TABLE sentences (
        doc INTEGER NOT NULL REFERENCES documents ON DELETE CASCADE, n INTEGER NOT NULL,
        start INTEGER NOT NULL, stop INTEGER NOT NULL, PRIMARY KEY (doc, n)
    ) WITHOUT ROWID;
    CREATE TABLE sources (origin TEXT PRIMARY KEY, digest TEXT NOT NULL) WITHOUT ROWID;
    ALTER TABLE skipped ADD COLUMN origin TEXT NOT NULL DEFAULT '';
    UPDATE skipped SET origin = path;
    CREATE TABLE failures (
        doc TEXT PRIMARY KEY, origin TEXT NOT NULL, stage TEXT NOT NULL, reason TEXT NOT NULL,
        digest TEXT NOT NULL, fingerprint TEXT NOT NULL
    ) WITHOUT ROWID;
    """,
    # The derived tables have another shape.
    "",
)
"""Step n brings a store from schema n to n + 1 (`user_version`); steps are only ever appended. The derived
tables are no part of it: after any step they are made anew, empty, and the next build links again."""

JOURNAL_BYTES = 16 << 20
"""The journal is cut to this after a checkpoint; a long build had left one of 33 MB."""

NO_SENTENCE = -1
"""Number of the sentence of a mention that is in none (a heading)."""

_CHANGES = "changes"
_FIELDS = (
    *("id", "text", "title", "date", "outlet", "url", "lang", "path", "copy_of", "retells"),
    *("date_from", "outlet_from", "notes"),
)
_NOT_IN_DIGEST = ("path", "copy_of", "retells", "title")
_COLUMNS = ", ".join(_FIELDS)
_MENTION = ("start", "stop", "text", "kind", "actor", "rule")
_RELATION = (
    "id",
    "source",
    "target",
    "attributed_to",
    "type",
    "event",
    "mode",
    "intensity",
    "directed",
    "negated",
    "modality",
    "date",
    "confidence",
    "rule",
)


class Entry(NamedTuple):
    """A document with what was extracted from it."""

    document: Document
    extraction: Extraction


class Done(NamedTuple):
    """A source that was read to its end: what its bytes and their reading hash to, and all that it gave.

    What an earlier build made of it beside these goes.
    """

    origin: str
    digest: str
    ids: frozenset[str]
    skipped: frozenset[tuple[str, str]] = frozenset()
    """(path, place) of each of its parts that gave no document."""


class Store:
    """The tables of one build, in a folder or in memory; use as a context manager."""

    def __init__(self, connection: sqlite3.Connection, name: str, *, writable: bool) -> None:
        self._connection = connection
        self._name = name
        self._writable = writable
        self.linked = LinkedTables(connection)
        # A connection is in a circle of references and would wait for the garbage collector. Graphs made
        # from the linked tables read them later on, so they, not the store, keep it open.
        weakref.finalize(self.linked, connection.close)

    @classmethod
    def in_memory(cls) -> Self:
        """An empty store that leaves nothing behind."""
        connection = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
        store = cls(connection, "the store in memory", writable=True)
        store._connection.execute("PRAGMA foreign_keys = ON")
        store._migrate()
        return store

    @classmethod
    def create(cls, folder: Path) -> Self:
        """The store of a folder, to write to; made or brought to this version's schema where needed."""
        path = folder / STORE_NAME
        with _errors_name(path):
            connection = sqlite3.connect(path, isolation_level=None, timeout=10, check_same_thread=False)
            store = cls(connection, str(path), writable=True)
            try:
                store._check_owner()
                connection.execute("PRAGMA journal_mode = WAL")
                connection.execute("PRAGMA synchronous = FULL")
                connection.execute(f"PRAGMA journal_size_limit = {JOURNAL_BYTES}")
                store._migrate()
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
        with _errors_name(path):
            try:  # not mode=ro: such a connection leaves the journal files behind when it closes
                connection = _connect_to_read(path, "mode=rw")
            except sqlite3.OperationalError:  # a folder that cannot be written
                connection = _connect_to_read(path, "immutable=1")
            store = cls(connection, str(path), writable=False)
            try:
                store._check_owner()
                store._check_schema(folder)
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
        """Close the file; the last to close leaves no journal file behind."""
        self._connection.close()

    @property
    def schema(self) -> int:
        """The schema number of the file."""
        return int(self._connection.execute("PRAGMA user_version").fetchone()[0])

    # -- what the articles say

    def entries(self) -> Iterator[Entry]:
        """All documents with their extractions, by document id."""
        with _errors_name(self._name):
            rows = list(self._connection.execute("SELECT key FROM documents ORDER BY id"))
            for (key,) in rows:
                query = f"SELECT {_COLUMNS} FROM documents WHERE key = ?"
                values = self._connection.execute(query, (key,)).fetchone()
                document = _document(values)
                yield Entry(document, self._extraction(key, document.id))

    def _extraction(self, key: int, id_: str) -> Extraction:
        run = self._connection.execute
        actors = run("SELECT data FROM local_actors WHERE doc = ? ORDER BY n", (key,))
        mentions = run(f"SELECT {', '.join(_MENTION)} FROM mentions WHERE doc = ? ORDER BY n", (key,))
        relations = run(
            f"SELECT {', '.join(_RELATION)}, evidence FROM relations WHERE doc = ? ORDER BY key", (key,)
        )
        return Extraction(
            doc=id_,
            actors=tuple(Actor.from_dict(json.loads(data)) for (data,) in actors),
            mentions=tuple(
                Mention(
                    doc=id_, start=start, end=stop, text=text, kind=MentionKind(kind), actor=actor, rule=rule
                )
                for start, stop, text, kind, actor, rule in mentions
            ),
            relations=tuple(_relation(row) for row in relations),
            sentences=tuple(run("SELECT start, stop FROM sentences WHERE doc = ? ORDER BY n", (key,))),
            places=tuple(
                Place.from_dict(json.loads(data))
                for (data,) in run("SELECT data FROM local_places WHERE doc = ? ORDER BY n", (key,))
            ),
        )

    def local_actors(self) -> Iterator[Extraction]:
        """The actors of each document that has some, by document id; all else is left out."""
        query = "SELECT d.id, l.data FROM documents d JOIN local_actors l ON l.doc = d.key ORDER BY d.id, l.n"
        with _errors_name(self._name):
            for id_, rows in groupby(self._connection.execute(query), key=lambda row: str(row[0])):
                actors = tuple(Actor.from_dict(json.loads(data)) for _, data in rows)
                yield Extraction(doc=id_, actors=actors)

    def places(self) -> Iterator[Place]:
        """The places of each document that are only places, by document id."""
        query = "SELECT l.data FROM documents d JOIN local_places l ON l.doc = d.key ORDER BY d.id, l.n"
        with _errors_name(self._name):
            for (data,) in self._connection.execute(query):
                yield Place.from_dict(json.loads(data))

    def documents(self, *, with_text: bool = True) -> Iterator[Document]:
        """All documents, by id."""
        columns = _COLUMNS if with_text else _COLUMNS.replace("text", "'' AS text")
        with _errors_name(self._name):
            for values in self._connection.execute(f"SELECT {columns} FROM documents ORDER BY id"):
                yield _document(values)

    def sentences(self) -> Iterator[tuple[Document, list[tuple[int, int]]]]:
        """Each document with the offsets of its sentences, by id."""
        run = self._connection.execute
        with _errors_name(self._name):
            for key, *values in run(f"SELECT key, {_COLUMNS} FROM documents ORDER BY id"):
                spans = run("SELECT start, stop FROM sentences WHERE doc = ? ORDER BY n", (key,)).fetchall()
                yield _document(values), spans

    def document(self, id_: str) -> Document | None:
        """One stored document, or None."""
        with _errors_name(self._name):
            row = self._connection.execute(
                f"SELECT {_COLUMNS} FROM documents WHERE id = ?", (id_,)
            ).fetchone()
        return _document(row) if row else None

    def without_actors(self) -> tuple[str, ...]:
        """Ids of the documents in which no actor was found."""
        query = "SELECT id FROM documents WHERE key NOT IN (SELECT doc FROM local_actors) ORDER BY id"
        with _errors_name(self._name):
            return tuple(id_ for (id_,) in self._connection.execute(query))

    def copies(self) -> dict[str, tuple[str, str]]:
        """Near copy -> (id of the original, the rule that found it)."""
        return self._links("copy_of", "copy_rule")

    def retellings(self) -> dict[str, tuple[str, str]]:
        """Document -> (id of the one whose story it tells in other words, the rule that found it)."""
        return self._links("retells", "retell_rule")

    def _links(self, column: str, rule: str) -> dict[str, tuple[str, str]]:
        query = f"SELECT id, {column}, {rule} FROM documents WHERE {column} IS NOT NULL ORDER BY id"
        with _errors_name(self._name):
            return {id_: (of, found or "") for id_, of, found in self._connection.execute(query)}

    def repeats(self) -> dict[tuple[str, int], tuple[str, int]]:
        """Which sentences say the same: (document id, start) -> the first of them."""
        with _errors_name(self._name):
            rows = self._connection.execute("SELECT * FROM repeats ORDER BY doc, start")
            return {(doc, start): (first_doc, first_start) for doc, start, first_doc, first_start in rows}

    def skipped(self) -> tuple[Skipped, ...]:
        """All inputs, and parts of inputs, that gave no document, by path."""
        with _errors_name(self._name):
            rows = self._connection.execute("SELECT path, reason, place FROM skipped ORDER BY path, place")
            return tuple(Skipped(path=path, reason=reason, place=place) for path, reason, place in rows)

    def failures(self) -> tuple[Failure, ...]:
        """All articles that could not be worked on, by id."""
        with _errors_name(self._name):
            rows = self._connection.execute("SELECT doc, stage, reason FROM failures ORDER BY doc")
            return tuple(Failure(doc=doc, stage=stage, reason=reason) for doc, stage, reason in rows)

    # -- what is done

    def fingerprints(self) -> dict[str, tuple[str, str]]:
        """Document id -> (its digest, fingerprint of the extractor), for what was extracted or has failed."""
        with _errors_name(self._name):
            rows = self._connection.execute(
                "SELECT id, digest, fingerprint FROM documents UNION ALL "
                "SELECT doc, digest, fingerprint FROM failures"
            )
            return {id_: (digest, fingerprint) for id_, digest, fingerprint in rows}

    def sources(self) -> dict[str, str]:
        """Origin -> digest, of the sources that were read to their end."""
        with _errors_name(self._name):
            return dict(self._connection.execute("SELECT origin, digest FROM sources"))

    def origins(self) -> dict[str, str]:
        """Document id -> origin of the source that it came from, also of what has failed."""
        query = "SELECT id, origin FROM documents UNION ALL SELECT doc, origin FROM failures"
        with _errors_name(self._name):
            return dict(self._connection.execute(query))

    def is_empty(self) -> bool:
        """Whether there is no document."""
        return self._connection.execute("SELECT 1 FROM documents LIMIT 1").fetchone() is None

    def count_documents(self) -> int:
        """How many documents there are."""
        return int(self._connection.execute("SELECT count(*) FROM documents").fetchone()[0])

    # -- writing

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
                self._insert(document, extraction, origin, fingerprint)
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

    def _insert(self, document: Document, extraction: Extraction, origin: str, fingerprint: str) -> None:
        run, run_all = self._connection.execute, self._connection.executemany
        values = [_value(document, name) for name in _FIELDS]
        key = run(
            f"INSERT INTO documents ({_COLUMNS}, origin, digest, fingerprint) "
            f"VALUES ({', '.join('?' * len(_FIELDS))}, ?, ?, ?)",
            (*values, origin, digest(document), fingerprint),
        ).lastrowid
        run_all(
            "INSERT INTO local_actors VALUES (?, ?, ?, ?)",
            (
                (key, n, actor.id, json.dumps(actor.to_dict(), ensure_ascii=False))
                for n, actor in enumerate(extraction.actors)
            ),
        )
        run_all(
            "INSERT INTO local_places VALUES (?, ?, ?)",
            (
                (key, n, json.dumps(place.to_dict(), ensure_ascii=False))
                for n, place in enumerate(extraction.places)
            ),
        )
        spans = extraction.sentences
        run_all(
            "INSERT INTO sentences VALUES (?, ?, ?, ?)", ((key, n, *span) for n, span in enumerate(spans))
        )
        starts = [start for start, _ in spans]
        rows = []
        for n, m in enumerate(extraction.mentions):
            sentence = bisect_right(starts, m.start) - 1
            inside = sentence >= 0 and m.start < spans[sentence][1]
            place = (m.start, m.end, m.text, m.kind.value, m.actor, m.rule)
            rows.append((key, n, *place, sentence if inside else NO_SENTENCE))
        run_all("INSERT INTO mentions VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", rows)
        run_all(
            f"INSERT INTO relations (doc, {', '.join(_RELATION)}, start, cue_start, sentence, evidence) "
            f"VALUES ({', '.join('?' * (len(_RELATION) + 5))})",
            ((key, *_relation_row(relation)) for relation in extraction.relations),
        )

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

    def known_origins(self) -> set[str]:
        """The origins of all that is stored, also of skips and failures."""
        tables = ("documents", "failures", "skipped", "sources")
        query = " UNION ".join(f"SELECT origin FROM {table}" for table in tables)
        with _errors_name(self._name):
            return {origin for (origin,) in self._connection.execute(query)}

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
        with _errors_name(self._name):
            if not self._writable:
                self.linked.derive_apart()
                write(self.linked)
                return
        with self._transaction():
            write(self.linked)

    # -- facts about the build

    @property
    def changes(self) -> str:
        """A number that grows whenever documents, extractions or copies change."""
        return self.meta().get(_CHANGES, "0")

    def _count_change(self) -> None:
        self._connection.execute(
            "INSERT INTO meta VALUES (?, '1') ON CONFLICT (key) "
            "DO UPDATE SET value = CAST(CAST(value AS INTEGER) + 1 AS TEXT)",
            (_CHANGES,),
        )

    def meta(self) -> dict[str, str]:
        """What the last build recorded about itself: language, extractor, exports."""
        with _errors_name(self._name):
            return dict(self._connection.execute("SELECT key, value FROM meta ORDER BY key"))

    def set_meta(self, **values: str) -> None:
        """Record facts about this build; what is so already is not written again."""
        if values.items() <= self.meta().items():
            return
        with self._transaction() as connection:
            connection.executemany("INSERT OR REPLACE INTO meta VALUES (?, ?)", sorted(values.items()))

    def faults(self) -> list[str]:
        """What SQLite's integrity check and the foreign keys find wrong; nothing where all is well."""
        with _errors_name(self._name):
            found = [str(row[0]) for row in self._connection.execute("PRAGMA integrity_check")]
            orphans = self._connection.execute("PRAGMA foreign_key_check").fetchall()
        faults = [fault for fault in found if fault != "ok"]
        return faults + [f"{table}: row without its document" for table, *_ in orphans]

    def rows(self) -> dict[str, int]:
        """Table -> number of rows."""
        run = self._connection.execute
        with _errors_name(self._name):
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

    def copy_to(self, folder: Path) -> None:
        """Write the whole store into a folder that has none."""
        with Store.create(folder) as other, _errors_name(folder / STORE_NAME):
            if not other.is_empty():
                raise FolderError(f"{folder} holds a build already; save to a new folder")
            self._connection.backup(other._connection)  # noqa: SLF001  # of the same class

    @contextmanager
    def _transaction(self) -> Iterator[sqlite3.Connection]:
        if not self._writable:
            raise FolderError(f"{self._name} is open to read only")
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

    def _check_schema(self, folder: Path) -> None:
        """Refuse an older schema, which a reader cannot mend."""
        if not self.schema:
            raise FolderError(
                f"{self._name} holds nothing yet; go on with: graphkit build INPUT... -o {folder}"
            )
        if self.schema < len(MIGRATIONS):
            raise FolderError(
                f"{self._name} was written by an earlier graphkit (schema {self.schema}); "
                f"bring it up to date with: graphkit build INPUT... -o {folder}"
            )

    def _migrate(self) -> None:
        """Bring the file to the last schema, in one transaction: after a kill it has the old one, or this."""
        steps = MIGRATIONS[self.schema :]
        if steps:
            end = (
                f"PRAGMA application_id = {APPLICATION_ID}; PRAGMA user_version = {len(MIGRATIONS)}; COMMIT;"
            )
            derived = DERIVED.format(temporary="")
            old = [f"DROP TABLE IF EXISTS {table};" for table in DERIVED_TABLES]
            self._connection.executescript(" ".join(["BEGIN IMMEDIATE;", *steps, *old, derived, end]))


def digest(document: Document) -> str:
    """A hash of all that the extraction of a document depends on."""
    values = [getattr(document, name) for name in _FIELDS if name not in _NOT_IN_DIGEST]
    return blake2b(json.dumps(values).encode(), digest_size=16).hexdigest()


def _document(values: Sequence[Any]) -> Document:
    fields = dict(zip(_FIELDS, values, strict=True))
    return Document(**fields | {"notes": tuple(json.loads(fields["notes"]))})


def _value(document: Document, name: str) -> Any:
    return json.dumps(document.notes, ensure_ascii=False) if name == "notes" else getattr(document, name)


def _relation_row(relation: Relation) -> tuple[object, ...]:
    evidence = relation.evidence
    said = " ".join(evidence.sentence.casefold().split())
    hashed = int.from_bytes(blake2b(said.encode(), digest_size=8).digest(), signed=True)
    values = (getattr(relation, name) for name in _RELATION)
    places = (evidence.start, evidence.cue_start, hashed)
    return (*values, *places, json.dumps(evidence.to_dict(), ensure_ascii=False))


def _relation(row: Sequence[Any]) -> Relation:
    values = dict(zip((*_RELATION, "evidence"), row, strict=True))
    return Relation.from_dict(
        values
        | {"directed": bool(values["directed"]), "negated": bool(values["negated"])}
        | {"evidence": json.loads(values["evidence"])}
    )


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
        if "full" in str(error):
            raise FolderError(
                f"{path}: the disk is full; make room and build again, it goes on from here"
            ) from error
        raise FolderError(f"{path}: {error}") from error
