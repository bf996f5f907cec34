"""What linking makes of all articles together, and the numbers of the graph, counted inside SQLite.

These tables are derived: they are written anew, as a whole, from what the articles say and from the user's
corrections. A reader whose corrections differ from those of the last build derives them again as temporary
tables, which in SQLite take the place of the stored ones of the same names, and writes nothing.
"""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

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

DERIVED = """
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
"""Keys of actors follow their ids, and ranks of statements follow documents and text: to compare them is to
compare what they stand for. `sentence` tells different sentences of a statement apart: it is the first of
those that say the same, where some do, or else a hash of the words; `said` is that first one, or its own
place."""

TEMPORARY_KB = 256 << 10
"""Memory for the temporary tables of a graph; what is more goes to disk. With SQLite's own 2 MB, the edges of
300,000 statements take a fifth longer."""

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
_TABLES = ("actors", "places", "statements", "former", "linking")

_STATEMENT = """
    s.id, a.id, b.id, s.type, s.event, s.mode, s.intensity, s.directed, s.negated, s.modality, c.id,
    s.date, s.confidence, s.rule, r.evidence
"""
_STATEMENTS_FROM = """
    FROM statements s JOIN relations r ON r.key = s.relation JOIN actors a ON a.key = s.source
    JOIN actors b ON b.key = s.target LEFT JOIN actors c ON c.key = s.attributed_to
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """Which statements and documents a graph is made of.

    `merged` maps ids of actors to those of the actors that stand for them. Dates are compared at the
    precision that both have: ``2024-12`` lies in ``2024``.
    """

    types: frozenset[RelationType] | None = None
    modality: frozenset[Modality] | None = None
    since: str | None = None
    until: str | None = None
    min_documents: int = 1
    merged: Mapping[str, str] | None = None

    def dated(self, column: str) -> str:
        """SQL: whether a date may lie in the period."""
        if self.since is None and self.until is None:
            return "1"
        late = f"({column} >= :since OR substr(:since, 1, length({column})) = {column})"
        early = f"({column} <= :until OR substr({column}, 1, length(:until)) = :until)"
        parts = [late if self.since is not None else "", early if self.until is not None else ""]
        return f"({column} IS NOT NULL AND {' AND '.join(filter(None, parts))})"

    def chosen(self) -> str:
        """SQL: whether a statement ``s`` is meant."""
        parts = [self.dated("s.date")]
        for column, members in (("type", self.types), ("modality", self.modality)):
            if members is not None:
                parts.append(f"s.{column} IN ({', '.join(repr(m.value) for m in sorted(members))})")
        return " AND ".join(parts)

    @property
    def values(self) -> dict[str, object]:
        """What the parameters of `dated` and of the queries stand for."""
        return {"since": self.since, "until": self.until, "min_documents": self.min_documents}


class NodeCounts(NamedTuple):
    """How often an actor is mentioned, in how many documents, from when to when."""

    mentions: int
    documents: int
    first: str | None
    last: str | None


class Edge(NamedTuple):
    """What the statements of one type between two actors say together; see `graphkit.graph`."""

    source: str
    target: str
    type: str
    directed: bool
    relations: tuple[str, ...]
    negated: int
    documents: int
    sources: int
    sentences: int
    first: str | None
    last: str | None
    asserted: int
    claimed: int
    possible: int
    past: int
    event: str
    intensity: float
    confidence: float


class Pair(NamedTuple):
    """How often two actors are mentioned together, and each alone; `examples` are (document, sentence)."""

    one: str
    other: str
    sentences: int
    documents: int
    one_sentences: int
    other_sentences: int
    one_documents: int
    other_documents: int
    examples: tuple[tuple[str, str], ...]


class Units(NamedTuple):
    """The sentences and the documents in which pairs are counted."""

    sentences: int
    documents: int


class LinkedTables:
    """The derived tables of a connection. The caller begins and ends transactions."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        connection.execute(f"PRAGMA temp.cache_size = -{TEMPORARY_KB}")
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
        for table in _TABLES:
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
            SELECT a.id, count(p.doc), count(DISTINCT p.doc)
            FROM actors a LEFT JOIN places p ON p.actor = a.key GROUP BY a.key
        """
        return {id_: (mentions, documents) for id_, mentions, documents in self._connection.execute(query)}

    def labels(self) -> dict[str, str]:
        """Actor id -> label."""
        return dict(self._connection.execute("SELECT id, label FROM actors"))

    def number_of_actors(self) -> int:
        """How many actors there are."""
        return int(self._connection.execute("SELECT count(*) FROM actors").fetchone()[0])

    # -- the numbers of a graph

    def select(self, selection: Selection) -> None:
        """Prepare the documents and statements of a graph; the queries below are about these."""
        run = self._connection.execute
        for table in ("chosen_docs", "chosen_merged", "chosen", "chosen_ends", "chosen_kinds"):
            run(f"DROP TABLE IF EXISTS temp.{table}")
        run("CREATE TEMP TABLE chosen_merged (actor INTEGER PRIMARY KEY, kept INTEGER NOT NULL)")
        if selection.merged is not None:
            self._connection.executemany(
                "INSERT INTO temp.chosen_merged SELECT a.key, b.key FROM actors a, actors b "
                "WHERE a.id = ? AND b.id = ?",
                sorted(selection.merged.items()),
            )
        else:
            run("INSERT INTO temp.chosen_merged SELECT key, key FROM actors")
        # Of the copies of a text among the documents of the view, one stands for all: the original, where
        # it is among them, or else the first.
        first = "PARTITION BY coalesce(copy_of, id), {of} ORDER BY id <> coalesce(copy_of, id), id"
        run(
            f"""
            CREATE TEMP TABLE chosen_docs AS
            SELECT key, id, date, shown, coalesce(copy_of, id) AS original, retells,
                first_value(key) OVER ({first.format(of="1")}) = key AS is_root,
                shown AND first_value(key) OVER ({first.format(of="shown")}) = key AS is_shown_root
            FROM (SELECT key, id, date, copy_of, retells, {selection.dated("date")} AS shown FROM documents)
            WHERE shown OR key IN (SELECT s.doc FROM statements s WHERE {selection.chosen()})
            """,
            selection.values,
        )
        run("CREATE UNIQUE INDEX temp.chosen_docs_by_key ON chosen_docs (key)")
        run("CREATE UNIQUE INDEX temp.chosen_docs_by_id ON chosen_docs (id)")
        # Copies are one story, and so is what an original tells again in other words.
        run("ALTER TABLE temp.chosen_docs ADD COLUMN story TEXT")
        run(
            """
            UPDATE temp.chosen_docs SET story = coalesce(
                (SELECT o.retells FROM temp.chosen_docs o WHERE o.id = chosen_docs.original), original
            )
            """
        )
        self._select_statements(selection)

    def _select_statements(self, selection: Selection) -> None:
        """The chosen statements with the ends that they count for.

        Between two actors a type is either directed or not. Where the evidence has both ("A attacks B",
        "A and B fight"), the mutual statement counts in both directions, for it says both.
        """
        run = self._connection.execute
        run(
            """
            CREATE TEMP TABLE chosen (
                source INTEGER, target INTEGER, type TEXT, rank INTEGER, directed INTEGER, id TEXT,
                doc INTEGER, event TEXT, intensity REAL, negated INTEGER, modality TEXT, date TEXT,
                confidence REAL, sentence, said TEXT, PRIMARY KEY (source, target, type, rank)
            ) WITHOUT ROWID
            """
        )
        run("CREATE TEMP TABLE chosen_ends (one INTEGER, other INTEGER, rank INTEGER)")
        run(
            f"""
            INSERT INTO temp.chosen_ends SELECT a.kept, b.kept, s.rank FROM statements s
            JOIN temp.chosen_merged a ON a.actor = s.source
            JOIN temp.chosen_merged b ON b.actor = s.target
            WHERE a.kept <> b.kept AND {selection.chosen()}
            """,
            selection.values,
        )
        run(
            """
            CREATE TEMP TABLE chosen_kinds (
                low INTEGER, high INTEGER, type TEXT, mixed INTEGER, PRIMARY KEY (low, high, type)
            ) WITHOUT ROWID
            """
        )
        # CROSS JOIN keeps SQLite to this order: each row of the first finds one of the second by its key.
        statements = "temp.chosen_ends e CROSS JOIN statements s ON s.rank = e.rank"
        run(
            f"""
            INSERT INTO temp.chosen_kinds SELECT min(one, other), max(one, other), type, max(directed)
            FROM {statements} GROUP BY 1, 2, 3
            """
        )
        kinds = """
            CROSS JOIN temp.chosen_kinds k
            ON k.low = min(e.one, e.other) AND k.high = max(e.one, e.other) AND k.type = s.type
        """
        values = """
            s.type, s.rank, mixed, s.id, s.doc, s.event, s.intensity, s.negated, s.modality, s.date,
            s.confidence, s.sentence, s.said
        """
        run(
            f"""
            INSERT INTO temp.chosen
            SELECT iif(mixed, one, low), iif(mixed, other, high), {values} FROM {statements} {kinds}
            UNION ALL
            SELECT iif(mixed, other, high), iif(mixed, one, low), {values} FROM {statements} {kinds}
            WHERE mixed AND NOT s.directed
            ORDER BY 1, 2, 3, 4
            """
        )

    def chosen_documents(self) -> set[str]:
        """Ids of the documents that the period shows or a chosen statement cites."""
        return {id_ for (id_,) in self._connection.execute("SELECT id FROM temp.chosen_docs")}

    def node_counts(self) -> dict[str, NodeCounts]:
        """Actor id -> counts over the shown documents, for actors that they mention."""
        query = """
            SELECT a.id, count(*), count(DISTINCT p.doc), min(d.date), max(d.date)
            FROM places p JOIN temp.chosen_docs d ON d.key = p.doc AND d.shown
            JOIN temp.chosen_merged m ON m.actor = p.actor JOIN actors a ON a.key = m.kept
            GROUP BY m.kept
        """
        return {id_: NodeCounts(*counts) for id_, *counts in self._connection.execute(query)}

    def edges(self, selection: Selection) -> Iterator[Edge]:
        """One row for each two actors and type of which something is stated, by their ids."""
        run = self._connection.execute
        run("DROP TABLE IF EXISTS temp.chosen_events")
        run(
            """
            CREATE TEMP TABLE chosen_events (
                source INTEGER, target INTEGER, type TEXT, event TEXT, PRIMARY KEY (source, target, type)
            ) WITHOUT ROWID
            """
        )
        run(
            """
            INSERT INTO temp.chosen_events SELECT source, target, type, event FROM (
                SELECT source, target, type, event, row_number() OVER (
                    PARTITION BY source, target, type ORDER BY count(*) DESC, event
                ) AS place
                FROM temp.chosen WHERE NOT negated GROUP BY source, target, type, event
            ) WHERE place = 1
            """
        )
        query = """
            WITH sums AS (
                SELECT c.source, c.target, c.type, max(c.directed) AS directed, group_concat(c.id) AS ids,
                    sum(c.negated) AS negated,
                    count(DISTINCT iif(c.negated, NULL, c.doc)) AS documents,
                    count(DISTINCT iif(c.negated, NULL, d.story)) AS sources,
                    count(DISTINCT iif(c.negated OR NOT d.is_root, NULL, c.sentence)) AS sentences,
                    min(iif(c.negated, NULL, c.date)) AS first, max(iif(c.negated, NULL, c.date)) AS last,
                    sum(NOT c.negated AND c.modality = 'asserted') AS asserted,
                    sum(NOT c.negated AND c.modality = 'claimed') AS claimed,
                    sum(NOT c.negated AND c.modality = 'possible') AS possible,
                    sum(NOT c.negated AND c.modality = 'past') AS past,
                    avg(iif(c.negated, NULL, c.intensity)) AS intensity,
                    max(iif(c.negated, NULL, c.confidence)) AS confidence
                FROM temp.chosen c CROSS JOIN temp.chosen_docs d ON d.key = c.doc
                GROUP BY c.source, c.target, c.type
            )
            SELECT a.id, b.id, s.type, s.directed, s.ids, s.negated, s.documents, s.sources, s.sentences,
                s.first, s.last, s.asserted, s.claimed, s.possible, s.past, e.event, s.intensity, s.confidence
            FROM sums s CROSS JOIN temp.chosen_events e
            ON e.source = s.source AND e.target = s.target AND e.type = s.type
            CROSS JOIN actors a ON a.key = s.source CROSS JOIN actors b ON b.key = s.target
            WHERE s.documents >= :min_documents
            ORDER BY s.source, s.target, s.type
        """
        fewer = self._sources_where_shared()
        for source, target, type_, directed, ids, *rest in run(query, selection.values):
            edge = Edge(source, target, type_, bool(directed), tuple(ids.split(",")), *rest)
            sources = fewer.get((source, target, type_))
            yield edge if sources is None else edge._replace(sources=sources)

    def _sources_where_shared(self) -> dict[tuple[str, str, str], int]:
        """(source, target, type) -> independent sources, where several stories hold one statement.

        Two articles with the same sentence may both have it from one agency. Of all other edges the number
        of stories is the number of sources.
        """
        run = self._connection.execute
        run("DROP TABLE IF EXISTS temp.chosen_held")
        run(
            """
            CREATE TEMP TABLE chosen_held (
                source INTEGER, target INTEGER, type TEXT, said TEXT, story TEXT,
                PRIMARY KEY (source, target, type, said, story)
            ) WITHOUT ROWID
            """
        )
        run(
            """
            INSERT OR IGNORE INTO temp.chosen_held SELECT c.source, c.target, c.type, c.said, d.story
            FROM temp.chosen c CROSS JOIN temp.chosen_docs d ON d.key = c.doc WHERE NOT c.negated
            """
        )
        query = """
            WITH shared AS (
                SELECT DISTINCT source, target, type FROM (
                    SELECT source, target, type FROM temp.chosen_held
                    GROUP BY source, target, type, said HAVING count(*) > 1
                )
            )
            SELECT a.id, b.id, h.type, h.story, h.said
            FROM shared s CROSS JOIN temp.chosen_held h
            ON h.source = s.source AND h.target = s.target AND h.type = s.type
            CROSS JOIN actors a ON a.key = h.source CROSS JOIN actors b ON b.key = h.target
        """
        held: dict[tuple[str, str, str], dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
        for source, target, type_, story, said in run(query):
            held[source, target, type_][story].add(said)
        return {edge: least_cover(stories) for edge, stories in held.items()}

    def units(self) -> Units:
        """The sentences and documents in which `pairs` counts: of documents that are no copies.

        Of sentences that repeat one another, the first counts.
        """
        run = self._connection.execute
        run("DROP TABLE IF EXISTS temp.counted")
        run("CREATE TEMP TABLE counted (doc INTEGER, n INTEGER, PRIMARY KEY (doc, n)) WITHOUT ROWID")
        run(
            """
            INSERT INTO temp.counted SELECT doc, n FROM (
                SELECT n.doc, n.n, row_number() OVER (
                    PARTITION BY coalesce(p.first_start || ' ' || p.first_doc, n.start || ' ' || d.id)
                    ORDER BY d.id, n.n
                ) AS place
                FROM sentences n JOIN temp.chosen_docs d ON d.key = n.doc AND d.is_shown_root
                LEFT JOIN repeats p ON p.doc = d.id AND p.start = n.start
            ) WHERE place = 1
            """
        )
        query = """
            SELECT (SELECT count(*) FROM temp.counted),
                (SELECT count(*) FROM temp.chosen_docs WHERE is_shown_root)
        """
        return Units(*run(query).fetchone())

    def pairs(self, *, min_documents: int, max_together: int, max_examples: int) -> Iterator[Pair]:
        """Actors that share a sentence of `units`, or at least `min_documents` documents, by their ids.

        More than `max_together` actors of one sentence or document are a list, which joins nobody.
        """
        run = self._connection.execute
        for table in ("seen_in_sentence", "seen_in_doc", "shared_sentence", "shared_doc", "shown_examples"):
            run(f"DROP TABLE IF EXISTS temp.{table}")
        run(
            """
            CREATE TEMP TABLE seen_in_sentence (
                doc INTEGER, sentence INTEGER, actor INTEGER, PRIMARY KEY (doc, sentence, actor)
            ) WITHOUT ROWID
            """
        )
        run(
            """
            INSERT OR IGNORE INTO temp.seen_in_sentence SELECT p.doc, coalesce(n.n, -1), m.kept
            FROM places p JOIN temp.chosen_docs d ON d.key = p.doc AND d.is_shown_root
            JOIN temp.chosen_merged m ON m.actor = p.actor
            LEFT JOIN temp.counted n ON n.doc = p.doc AND n.n = p.sentence
            """
        )
        run(
            "CREATE TEMP TABLE seen_in_doc "
            "(doc INTEGER, actor INTEGER, PRIMARY KEY (doc, actor)) WITHOUT ROWID"
        )
        run("INSERT OR IGNORE INTO temp.seen_in_doc SELECT doc, actor FROM temp.seen_in_sentence")
        for table, unit in (
            ("sentence", "x.doc = y.doc AND x.sentence = y.sentence"),
            ("doc", "x.doc = y.doc"),
        ):
            run(
                f"CREATE TEMP TABLE shared_{table} "
                "(one INTEGER, other INTEGER, n INTEGER, PRIMARY KEY (one, other)) WITHOUT ROWID"
            )
            where = "WHERE sentence >= 0" if table == "sentence" else ""
            group = "doc, sentence" if table == "sentence" else "doc"
            run(f"DROP TABLE IF EXISTS temp.paired_{table}")
            run(
                f"CREATE TEMP TABLE paired_{table} AS SELECT {group}, actor FROM temp.seen_in_{table} "
                f"JOIN (SELECT {group} FROM temp.seen_in_{table} {where} GROUP BY {group} "
                f"HAVING count(*) BETWEEN 2 AND ?) USING ({group})",
                (max_together,),
            )
            run(f"CREATE UNIQUE INDEX temp.paired_{table}_by_unit ON paired_{table} ({group}, actor)")
            run(
                f"INSERT INTO temp.shared_{table} SELECT x.actor, y.actor, count(*) "
                f"FROM temp.paired_{table} x JOIN temp.paired_{table} y ON {unit} AND x.actor < y.actor "
                f"GROUP BY 1, 2"
            )
        examples = self._examples(max_examples)
        alone = {
            table: dict(run(f"SELECT actor, count(*) FROM temp.seen_in_{table} {where} GROUP BY actor"))
            for table, where in (("sentence", "WHERE sentence >= 0"), ("doc", ""))
        }
        query = """
            SELECT d.one, d.other, a.id, b.id, coalesce(s.n, 0), d.n
            FROM temp.shared_doc d LEFT JOIN temp.shared_sentence s ON s.one = d.one AND s.other = d.other
            JOIN actors a ON a.key = d.one JOIN actors b ON b.key = d.other
            WHERE s.n IS NOT NULL OR d.n >= ? ORDER BY d.one, d.other
        """
        for one, other, one_id, other_id, sentences, documents in run(query, (min_documents,)):
            yield Pair(
                one_id,
                other_id,
                sentences,
                documents,
                alone["sentence"].get(one, 0),
                alone["sentence"].get(other, 0),
                alone["doc"][one],
                alone["doc"][other],
                tuple(examples.get((one, other), ())),
            )

    def _examples(self, most: int) -> dict[tuple[int, int], list[tuple[str, str]]]:
        """The first few sentences that each pair shares, in the order of documents and text."""
        query = """
            WITH ordered AS (
                SELECT x.actor AS one, y.actor AS other, x.doc AS doc, x.sentence AS sentence, d.id AS id,
                    row_number() OVER (PARTITION BY x.actor, y.actor ORDER BY d.id, x.sentence) AS place
                FROM temp.paired_sentence x JOIN temp.paired_sentence y
                ON x.doc = y.doc AND x.sentence = y.sentence AND x.actor < y.actor
                JOIN temp.chosen_docs d ON d.key = x.doc
            )
            SELECT o.one, o.other, o.id, substr(t.text, n.start + 1, n.stop - n.start)
            FROM ordered o JOIN sentences n ON n.doc = o.doc AND n.n = o.sentence
            JOIN documents t ON t.key = o.doc
            WHERE o.place <= ? ORDER BY o.one, o.other, o.place
        """
        found: dict[tuple[int, int], list[tuple[str, str]]] = defaultdict(list)
        for one, other, id_, text in self._connection.execute(query, (most,)):
            found[one, other].append((id_, text))
        return found


def least_cover(stories: Mapping[str, set[str]]) -> int:
    """The number of independent sources of what some stories say, as sets of statements.

    It is the least number of stories that hold every statement, found by taking the story with most
    statements first (greedy set cover), which is exact where few overlap.

    >>> least_cover({"a": {"1", "2"}, "b": {"2"}, "c": {"3"}})
    2
    """
    left = {story: set(said) for story, said in stories.items()}
    number = 0
    while left:
        most = min(left, key=lambda story: (-len(left[story]), story))
        covered = left.pop(most)
        number += 1
        left = {story: rest for story, said in left.items() if (rest := said - covered)}
    return number


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
