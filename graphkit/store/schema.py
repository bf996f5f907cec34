"""The schema of the store, how a file comes to it, and whose file it is."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from graphkit.errors import FolderError
from graphkit.linked import DERIVED, DERIVED_TABLES

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


def schema_of(connection: sqlite3.Connection) -> int:
    """The schema number of a file; 0 where it holds nothing yet."""
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def check_owner(connection: sqlite3.Connection, name: str) -> None:
    """Refuse a newer schema and a database that is not graphkit's."""
    schema = schema_of(connection)
    if schema > len(MIGRATIONS):
        raise FolderError(f"{name} was written by a newer graphkit (schema {schema}); update graphkit")
    owner = connection.execute("PRAGMA application_id").fetchone()[0]
    tables = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
    if tables and owner != APPLICATION_ID:
        raise FolderError(f"{name} is a database of another program; give another output folder")


def check_schema(connection: sqlite3.Connection, name: str, folder: Path) -> None:
    """Refuse an older schema, which a reader cannot mend."""
    schema = schema_of(connection)
    if not schema:
        raise FolderError(f"{name} holds nothing yet; go on with: graphkit build INPUT... -o {folder}")
    if schema < len(MIGRATIONS):
        raise FolderError(
            f"{name} was written by an earlier graphkit (schema {schema}); "
            f"bring it up to date with: graphkit build INPUT... -o {folder}"
        )


def migrate(connection: sqlite3.Connection) -> None:
    """Bring the file to the last schema, in one transaction: after a kill it has the old one, or this."""
    steps = MIGRATIONS[schema_of(connection) :]
    if steps:
        end = f"PRAGMA application_id = {APPLICATION_ID}; PRAGMA user_version = {len(MIGRATIONS)}; COMMIT;"
        derived = DERIVED.format(temporary="")
        old = [f"DROP TABLE IF EXISTS {table};" for table in DERIVED_TABLES]
        connection.executescript(" ".join(["BEGIN IMMEDIATE;", *steps, *old, derived, end]))
