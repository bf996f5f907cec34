"""What linking makes of all articles together, as tables.

These tables are derived: they are written anew, as a whole, from what the articles say and from the user's
corrections. A reader whose corrections differ from those of the last build derives them again as temporary
tables, which in SQLite take the place of the stored ones of the same names, and writes nothing.
"""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from graphkit.counting import TOTALS, Counting, Selection
from graphkit.records import (
    Actor,
    Alias,
    Evidence,
    Mention,
    MentionKind,
    Modality,
    Relation,
    RelationType,
)

DERIVED = (
    """
    CREATE {temporary} TABLE actors (
        key INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, label TEXT NOT NULL, type TEXT NOT NULL,
        country TEXT, parent TEXT, generic INTEGER NOT NULL, aliases TEXT NOT NULL
    );
    CREATE {temporary} TABLE places (
        doc INTEGER NOT NULL, sentence INTEGER NOT NULL, actor INTEGER NOT NULL, mention INTEGER NOT NULL,
        PRIMARY KEY (doc, sentence, actor, mention)
    ) WITHOUT ROWID;
    CREATE {temporary} TABLE statements (
        rank INTEGER PRIMARY KEY, relation INTEGER NOT NULL, id TEXT NOT NULL, doc INTEGER NOT NULL,
        source INTEGER NOT NULL, target INTEGER NOT NULL, attributed_to INTEGER, type TEXT NOT NULL,
        event TEXT NOT NULL, mode TEXT NOT NULL, intensity REAL NOT NULL, directed INTEGER NOT NULL,
        negated INTEGER NOT NULL, modality TEXT NOT NULL, date TEXT, confidence REAL NOT NULL,
        rule TEXT NOT NULL, sentence NOT NULL, said TEXT NOT NULL
    );
    CREATE {temporary} TABLE former (name TEXT PRIMARY KEY, ids TEXT NOT NULL) WITHOUT ROWID;
    CREATE {temporary} TABLE linking (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
"""
    + TOTALS
)
"""Keys of actors follow their ids, and ranks of statements follow documents and text: to compare them is to
compare what they stand for. `sentence` tells different sentences of a statement apart: it is the first of
those that say the same, where some do, or else a hash of the words; `said` is that first one, or its own
place."""

_INDEXES = """
    CREATE INDEX IF NOT EXISTS {schema}.statements_by_id ON statements (id);
    CREATE INDEX IF NOT EXISTS {schema}.statements_by_source ON statements (source, target);
    CREATE INDEX IF NOT EXISTS {schema}.statements_by_target ON statements (target);
"""
_NO_INDEXES = """
    DROP INDEX IF EXISTS {schema}.statements_by_id;
    DROP INDEX IF EXISTS {schema}.statements_by_source;
    DROP INDEX IF EXISTS {schema}.statements_by_target;
"""
DERIVED_TABLES = ("actors", "places", "statements", "former", "linking", "totals", "appearances")

_STATEMENT = """
    s.id, a.id, b.id, s.type, s.event, s.mode, s.intensity, s.directed, s.negated, s.modality, c.id,
    s.date, s.confidence, s.rule, r.evidence
"""
_STATEMENTS_FROM = """
    FROM statements s JOIN relations r ON r.key = s.relation JOIN actors a ON a.key = s.source
    JOIN actors b ON b.key = s.target LEFT JOIN actors c ON c.key = s.attributed_to
"""


class LinkedTables:
    """The derived tables of a connection. The caller begins and ends transactions."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._schema = "main"

    # -- writing

    def derive_apart(self) -> None:
        """From here on write to temporary tables, which hide the stored ones from this connection."""
        if self._schema == "main":
            self._schema = "temp"
            for statement in filter(str.strip, DERIVED.format(temporary="TEMP").split(";")):
                self._connection.execute(statement)

    def write(
        self,
        actors: Sequence[Actor],
        ids: Mapping[tuple[str, str], str],
        *,
        former: Mapping[str, Sequence[str]] | None = None,
        facts: Mapping[str, str],
    ) -> None:
        """Write what linking made: actors, and (document id, local id) -> id of the actor."""
        keys = self._begin(actors, former or {}, facts)
        run = self._connection.execute
        run("CREATE TEMP TABLE IF NOT EXISTS local_to_actor (doc INTEGER, id TEXT, actor INTEGER, "
            "PRIMARY KEY (doc, id)) WITHOUT ROWID")  # fmt: skip
        run("DELETE FROM temp.local_to_actor")
        documents = self._document_keys()
        self._connection.executemany(
            "INSERT INTO temp.local_to_actor VALUES (?, ?, ?)",
            sorted((documents[doc], local, keys[actor]) for (doc, local), actor in ids.items()),
        )
        run(
            f"INSERT INTO {self._schema}.places SELECT m.doc, m.sentence, l.actor, m.n "
            "FROM mentions m JOIN temp.local_to_actor l ON l.doc = m.doc AND l.id = m.actor "
            "ORDER BY 1, 2, 3, 4"
        )
        run(
            f"""
            INSERT INTO {self._schema}.statements
            SELECT row_number() OVER (ORDER BY d.id, r.start, r.cue_start, r.id, r.key), r.key, r.id, r.doc,
                a.actor, b.actor, c.actor, r.type, r.event, r.mode, r.intensity, r.directed, r.negated,
                r.modality, r.date, r.confidence, r.rule,
                coalesce(p.first_start || ' ' || p.first_doc, r.sentence),
                coalesce(p.first_start || ' ' || p.first_doc, r.start || ' ' || d.id)
            FROM relations r JOIN documents d ON d.key = r.doc
            LEFT JOIN repeats p ON p.doc = d.id AND p.start = r.start
            JOIN temp.local_to_actor a ON a.doc = r.doc AND a.id = r.source
            JOIN temp.local_to_actor b ON b.doc = r.doc AND b.id = r.target
            LEFT JOIN temp.local_to_actor c ON c.doc = r.doc AND c.id = r.attributed_to
            ORDER BY 1
            """
        )
        run("DELETE FROM temp.local_to_actor")
        self._end()

    def write_records(
        self,
        actors: Sequence[Actor],
        mentions: Iterable[Mention],
        relations: Iterable[Relation],
        *,
        former: Mapping[str, Sequence[str]],
        facts: Mapping[str, str],
    ) -> None:
        """Write mentions and relations that were changed after linking: one by one, as they are now."""
        keys = self._begin(actors, former, facts)
        documents = self._document_keys()
        rows: dict[tuple[Any, ...], list[tuple[int, int]]] = defaultdict(list)
        for *place, n, sentence in self._connection.execute(
            "SELECT doc, start, stop, kind, rule, n, sentence FROM mentions ORDER BY doc, n DESC"
        ):
            rows[tuple(place)].append((n, sentence))
        places = []
        for m in mentions:
            found = rows[documents[m.doc], m.start, m.end, m.kind.value, m.rule]
            n, sentence = found.pop() if len(found) > 1 else found[0]
            places.append((documents[m.doc], sentence, keys[m.actor], n))
        self._connection.executemany(
            f"INSERT OR IGNORE INTO {self._schema}.places VALUES (?, ?, ?, ?)", places
        )
        stored: dict[str, list[tuple[Any, ...]]] = defaultdict(list)
        for id_, *row in self._connection.execute(
            """
            SELECT r.id, r.key, r.doc, coalesce(p.first_start || ' ' || p.first_doc, r.sentence),
                coalesce(p.first_start || ' ' || p.first_doc, r.start || ' ' || d.id)
            FROM relations r JOIN documents d ON d.key = r.doc
            LEFT JOIN repeats p ON p.doc = d.id AND p.start = r.start ORDER BY r.key DESC
            """
        ):
            stored[id_].append(tuple(row))
        self._connection.executemany(
            f"INSERT INTO {self._schema}.statements VALUES ({', '.join('?' * 19)})",
            (
                self._statement(rank, r, stored[r.id], keys)
                for rank, r in enumerate(sorted(relations, key=_text_order), 1)
            ),
        )
        self._end()

    @staticmethod
    def _statement(
        rank: int, r: Relation, found: list[tuple[Any, ...]], keys: Mapping[str, int]
    ) -> tuple[object, ...]:
        key, doc, sentence, said = found.pop() if len(found) > 1 else found[0]
        by = keys[r.attributed_to] if r.attributed_to is not None else None
        ends = (keys[r.source], keys[r.target], by)
        values = (r.type.value, r.event, r.mode, r.intensity, r.directed, r.negated, r.modality.value)
        return (rank, key, r.id, doc, *ends, *values, r.date, r.confidence, r.rule, sentence, said)

    def _document_keys(self) -> dict[str, int]:
        return dict(self._connection.execute("SELECT id, key FROM documents"))

    def _begin(
        self, actors: Sequence[Actor], former: Mapping[str, Sequence[str]], facts: Mapping[str, str]
    ) -> dict[str, int]:
        for statement in filter(str.strip, _NO_INDEXES.format(schema=self._schema).split(";")):
            self._connection.execute(statement)
        for table in DERIVED_TABLES:
            self._connection.execute(f"DELETE FROM {self._schema}.{table}")
        keys: dict[str, int] = {}
        for key, actor in enumerate(sorted(actors, key=lambda a: a.id), 1):
            keys[actor.id] = key
            aliases = json.dumps([_alias_row(alias) for alias in actor.aliases], ensure_ascii=False)
            self._connection.execute(
                f"INSERT INTO {self._schema}.actors VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    *(key, actor.id, actor.label, actor.type.value),
                    *(actor.country, actor.parent, actor.generic, aliases),
                ),
            )
        self._connection.executemany(
            f"INSERT INTO {self._schema}.former VALUES (?, ?)",
            ((name, json.dumps([*ids], ensure_ascii=False)) for name, ids in sorted(former.items())),
        )
        self._connection.executemany(
            f"INSERT INTO {self._schema}.linking VALUES (?, ?)", sorted(facts.items())
        )
        return keys

    def _end(self) -> None:
        for statement in filter(str.strip, _INDEXES.format(schema=self._schema).split(";")):
            self._connection.execute(statement)
        counting = Counting(self._connection, Selection(), anew=True)
        counting.write_totals(self._schema)
        counting.drop()

    # -- reading

    def facts(self) -> dict[str, str]:
        """What was recorded with the linking."""
        return dict(self._connection.execute("SELECT key, value FROM linking"))

    def former(self) -> dict[str, tuple[str, ...]]:
        """Names that corrections took away, with the ids that they stand for."""
        rows = self._connection.execute("SELECT name, ids FROM former ORDER BY name")
        return {name: tuple(json.loads(ids)) for name, ids in rows}

    def actors(self) -> Iterator[Actor]:
        """All actors, by id."""
        query = "SELECT id, label, type, country, parent, generic, aliases FROM actors ORDER BY key"
        for id_, label, type_, country, parent, generic, aliases in self._connection.execute(query):
            yield Actor.from_dict(
                {
                    "id": id_,
                    "label": label,
                    "type": type_,
                    "country": country,
                    "parent": parent,
                    "generic": bool(generic),
                    "aliases": [_alias(row) for row in json.loads(aliases)],
                }
            )

    def mentions(self) -> Iterator[Mention]:
        """All mentions, in the order of documents and text."""
        query = """
            SELECT d.id, m.start, m.stop, m.text, m.kind, a.id, m.rule
            FROM places p JOIN mentions m ON m.doc = p.doc AND m.n = p.mention
            JOIN documents d ON d.key = p.doc JOIN actors a ON a.key = p.actor
            ORDER BY d.id, m.start, m.stop, a.id, m.n
        """
        for doc, start, end, text, kind, actor, rule in self._connection.execute(query):
            yield Mention(
                doc=doc, start=start, end=end, text=text, kind=MentionKind(kind), actor=actor, rule=rule
            )

    def relations(self, actors: Sequence[str] | None = None) -> Iterator[Relation]:
        """All relations, or those of some actors, in the order of documents and text."""
        where, values = "", []
        if actors is not None:
            known = "SELECT key FROM actors WHERE id IN (SELECT value FROM json_each(?))"
            where = (
                f"WHERE s.rank IN (SELECT rank FROM statements WHERE source IN ({known}) "
                f"UNION SELECT rank FROM statements WHERE target IN ({known}))"
            )
            values = [json.dumps([*actors])] * 2
        query = f"SELECT {_STATEMENT} {_STATEMENTS_FROM} {where} ORDER BY s.rank"
        for row in self._connection.execute(query, values):
            yield _relation(row)

    def relation(self, id_: str) -> Relation | None:
        """One relation, or None."""
        query = f"SELECT {_STATEMENT} {_STATEMENTS_FROM} WHERE s.id = ? ORDER BY s.rank LIMIT 1"
        row = self._connection.execute(query, (id_,)).fetchone()
        return _relation(row) if row else None

    def relation_ids(self, selection: Selection) -> list[str]:
        """The ids of the chosen statements, in the order of documents and text."""
        query = f"SELECT s.id FROM statements s WHERE {selection.chosen()} ORDER BY s.rank"
        return [id_ for (id_,) in self._connection.execute(query, selection.values)]

    def counts_by_type(self) -> list[tuple[str, int]]:
        """Relation types with the number of relations, the most frequent first."""
        query = "SELECT type, count(*) FROM statements GROUP BY type ORDER BY 2 DESC, min(rank)"
        return list(self._connection.execute(query))

    def actor_counts(self) -> dict[str, tuple[int, int]]:
        """Actor id -> (mentions, documents)."""
        query = """
            SELECT a.id, coalesce(t.mentions, 0), coalesce(t.documents, 0)
            FROM actors a LEFT JOIN appearances t ON t.actor = a.key ORDER BY a.key
        """
        return {id_: (mentions, documents) for id_, mentions, documents in self._connection.execute(query)}

    def labels(self) -> dict[str, str]:
        """Actor id -> label."""
        return dict(self._connection.execute("SELECT id, label FROM actors"))

    def number_of_actors(self) -> int:
        """How many actors there are."""
        return int(self._connection.execute("SELECT count(*) FROM actors").fetchone()[0])

    def count(self, selection: Selection) -> Counting:
        """The numbers of a graph of what a selection chooses; those of an earlier selection end with it."""
        return Counting(self._connection, selection)


def _text_order(r: Relation) -> tuple[str, int, int, str]:
    return r.evidence.doc, r.evidence.start, r.evidence.cue_start, r.id


def _alias_row(alias: Alias) -> list[Any]:
    return [alias.form, alias.kind.value, [*alias.docs], alias.count, alias.rule]


def _alias(row: Sequence[Any]) -> dict[str, Any]:
    return dict(zip(("form", "kind", "docs", "count", "rule"), row, strict=True))


def _relation(row: Sequence[Any]) -> Relation:
    id_, source, target, type_, event, mode, intensity, directed, negated, modality, by, *rest = row
    date, confidence, rule, evidence = rest
    return Relation(
        id=id_,
        source=source,
        target=target,
        type=RelationType(type_),
        event=event,
        mode=mode,
        intensity=intensity,
        directed=bool(directed),
        negated=bool(negated),
        modality=Modality(modality),
        attributed_to=by,
        date=date,
        confidence=confidence,
        evidence=Evidence(**json.loads(evidence)),
        rule=rule,
    )
