"""The numbers of a graph, counted inside SQLite from the linked tables (`graphkit.linked`).

The edges and actors of the whole material are counted once, when it is linked, and kept in the tables
`totals` and `appearances`. A graph of all dates and modalities reads them there, but for what it merges; a
graph of a period, or of some modalities, is counted anew. The same queries count both.
"""

from __future__ import annotations

import heapq
import sqlite3
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from operator import itemgetter
from typing import Any, NamedTuple

from graphkit.records import Modality, RelationType

TEMPORARY_KB = 256 << 10
"""Memory for the temporary tables of a graph; what is more goes to disk. With SQLite's own 2 MB, the edges of
300,000 statements take a fifth longer."""

TOTALS = """
    CREATE {temporary} TABLE totals (
        source INTEGER, target INTEGER, type TEXT, directed INTEGER NOT NULL, relations TEXT NOT NULL,
        negated INTEGER NOT NULL, documents INTEGER NOT NULL, sources INTEGER NOT NULL,
        sentences INTEGER NOT NULL, first TEXT, last TEXT, asserted INTEGER NOT NULL,
        claimed INTEGER NOT NULL, possible INTEGER NOT NULL, past INTEGER NOT NULL, event TEXT NOT NULL,
        intensity REAL NOT NULL, confidence REAL NOT NULL, PRIMARY KEY (source, target, type)
    ) WITHOUT ROWID;
    CREATE {temporary} TABLE appearances (
        actor INTEGER PRIMARY KEY, mentions INTEGER NOT NULL, documents INTEGER NOT NULL, first TEXT,
        last TEXT
    );
"""
"""Edges and actors of the whole material: the columns of `Edge` and `NodeCounts`, with the keys of actors."""


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

    @property
    def is_whole(self) -> bool:
        """Whether an edge, where it is shown, shows all that is stated of its two actors and type."""
        return self.since is None and self.until is None and self.modality is None

    def dated(self, column: str) -> str:
        """SQL: whether a date may lie in the period."""
        if self.since is None and self.until is None:
            return "1"
        late = f"({column} >= :since OR substr(:since, 1, length({column})) = {column})"
        early = f"({column} <= :until OR substr({column}, 1, length(:until)) = :until)"
        parts = [late if self.since is not None else "", early if self.until is not None else ""]
        return f"({column} IS NOT NULL AND {' AND '.join(filter(None, parts))})"

    def typed(self, column: str) -> str:
        """SQL: whether a type is meant."""
        return _among(column, self.types)

    def chosen(self) -> str:
        """SQL: whether a statement ``s`` is meant."""
        return f"{self.dated('s.date')} AND {self.typed('s.type')} AND {_among('s.modality', self.modality)}"

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


_TEMPORARY = (
    *(
        "chosen_docs",
        "chosen_merged",
        "chosen",
        "chosen_ends",
        "chosen_kinds",
        "chosen_events",
        "chosen_held",
    ),
    *("counted", "seen_in_sentence", "seen_in_doc", "shared_sentence", "shared_doc"),
    *("paired_sentence", "paired_doc"),
)

_APPEARANCES = """
    SELECT m.kept, count(*), count(DISTINCT p.doc), min(d.date), max(d.date)
    FROM places p JOIN temp.chosen_docs d ON d.key = p.doc AND d.shown
    JOIN temp.chosen_merged m ON m.actor = p.actor WHERE {where} GROUP BY m.kept
"""

_EDGES = """
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
    SELECT s.source, s.target, s.type, s.directed, s.ids, s.negated, s.documents, s.sources, s.sentences,
        s.first, s.last, s.asserted, s.claimed, s.possible, s.past, e.event, s.intensity, s.confidence
    FROM sums s CROSS JOIN temp.chosen_events e
    ON e.source = s.source AND e.target = s.target AND e.type = s.type
    WHERE s.documents >= :min_documents
    ORDER BY s.source, s.target, s.type
"""


class Counting:
    """The documents and statements of one selection, and what is counted of them.

    Its temporary tables take the place of those of an earlier selection on the connection.

    Args:
        connection: one that has linked tables.
        selection: what to count.
        anew: count everything, also what `totals` has.

    """

    def __init__(self, connection: sqlite3.Connection, selection: Selection, *, anew: bool = False) -> None:
        self._connection = connection
        self._selection = selection
        self._has_totals = selection.is_whole and not anew
        self._counts_anew = not self._has_totals
        connection.execute(f"PRAGMA temp.cache_size = -{TEMPORARY_KB}")
        self.drop()
        self._select_actors()
        self._select_documents()

    def drop(self) -> None:
        """Give the room of the temporary tables back."""
        for table in _TEMPORARY:
            self._connection.execute(f"DROP TABLE IF EXISTS temp.{table}")

    def _select_actors(self) -> None:
        """Each actor with the one that stands for it; `alone` where that one stands for no other."""
        run = self._connection.execute
        run(
            "CREATE TEMP TABLE chosen_merged "
            "(actor INTEGER PRIMARY KEY, kept INTEGER NOT NULL, alone INTEGER NOT NULL)"
        )
        if self._selection.merged is None:
            run("INSERT INTO temp.chosen_merged SELECT key, key, 1 FROM actors")
            return
        self._connection.executemany(
            "INSERT INTO temp.chosen_merged SELECT a.key, b.key, 1 FROM actors a, actors b "
            "WHERE a.id = ? AND b.id = ?",
            sorted(self._selection.merged.items()),
        )
        run(
            "UPDATE temp.chosen_merged SET alone = 0 WHERE kept IN "
            "(SELECT kept FROM temp.chosen_merged GROUP BY kept HAVING count(*) > 1)"
        )
        self._counts_anew |= bool(run("SELECT 1 FROM temp.chosen_merged WHERE NOT alone LIMIT 1").fetchone())

    def _select_documents(self) -> None:
        """The documents that the period shows or a chosen statement cites.

        Of the copies of a text among the documents of the view, one stands for all: the original, where it is
        among them, or else the first.
        """
        run, selection = self._connection.execute, self._selection
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

    def _select_statements(self) -> None:
        """The chosen statements with the ends that they count for.

        Between two actors a type is either directed or not. Where the evidence has both ("A attacks B",
        "A and B fight"), the mutual statement counts in both directions, for it says both.
        """
        run, selection = self._connection.execute, self._selection
        for table in ("chosen", "chosen_ends", "chosen_kinds"):
            run(f"DROP TABLE IF EXISTS temp.{table}")
        known = "a.alone AND b.alone" if self._has_totals else "0"
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
            WHERE a.kept <> b.kept AND NOT ({known}) AND {selection.chosen()}
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

    def documents(self) -> set[str]:
        """Ids of the documents that the period shows or a chosen statement cites."""
        return {id_ for (id_,) in self._connection.execute("SELECT id FROM temp.chosen_docs")}

    def node_counts(self) -> dict[str, NodeCounts]:
        """Actor id -> counts over the shown documents, for actors that they mention."""
        run = self._connection.execute
        names = self._names()
        rows: list[tuple[Any, ...]] = []
        if self._has_totals:
            rows += run("SELECT t.* FROM appearances t JOIN temp.chosen_merged m USING (actor) WHERE m.alone")
        if self._counts_anew:
            rows += run(_APPEARANCES.format(where="NOT m.alone" if self._has_totals else "1"))
        return {names[key]: NodeCounts(*counts) for key, *counts in rows}

    def edges(self) -> Iterator[Edge]:
        """One row for each two actors and type of which something is stated, by their ids."""
        names = self._names()
        parts = [self._totals()] if self._has_totals else []
        if self._counts_anew:
            self._select_statements()
            parts.append(self._count_edges())
        rows = parts[0] if len(parts) == 1 else heapq.merge(*parts, key=itemgetter(0, 1, 2))
        for source, target, type_, directed, relations, *rest in rows:
            ids = tuple(relations.split(","))
            yield Edge._make((names[source], names[target], type_, bool(directed), ids, *rest))

    def write_totals(self, schema: str) -> None:
        """Fill the tables `totals` and `appearances` with what was counted."""
        run_all = self._connection.executemany
        self._select_statements()
        places = ", ".join("?" * len(Edge._fields))
        run_all(f"INSERT INTO {schema}.totals VALUES ({places})", list(self._count_edges()))
        self._connection.execute(f"INSERT INTO {schema}.appearances {_APPEARANCES.format(where='1')}")

    def _names(self) -> dict[int, str]:
        return dict(self._connection.execute("SELECT key, id FROM actors"))

    def _totals(self) -> Iterator[tuple[Any, ...]]:
        """The stored edges of actors that stand for themselves alone."""
        query = f"""
            SELECT t.* FROM totals t
            CROSS JOIN temp.chosen_merged a ON a.actor = t.source AND a.alone
            CROSS JOIN temp.chosen_merged b ON b.actor = t.target AND b.alone
            WHERE t.documents >= :min_documents AND {self._selection.typed("t.type")}
            ORDER BY t.source, t.target, t.type
        """
        return self._connection.execute(query, self._selection.values)

    def _count_edges(self) -> Iterator[tuple[Any, ...]]:
        """The rows of `Edge`, with the keys of actors and the ids of relations as one text."""
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
        fewer = self._sources_where_shared()
        at = Edge._fields.index("sources")
        for row in run(_EDGES, self._selection.values):
            sources = fewer.get(row[:3])
            yield row if sources is None else (*row[:at], sources, *row[at + 1 :])

    def _sources_where_shared(self) -> dict[tuple[int, int, str], int]:
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
            SELECT h.source, h.target, h.type, h.story, h.said
            FROM shared s CROSS JOIN temp.chosen_held h
            ON h.source = s.source AND h.target = s.target AND h.type = s.type
        """
        held: dict[tuple[int, int, str], dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
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


def _among(column: str, members: Collection[RelationType | Modality] | None) -> str:
    if members is None:
        return "1"
    return f"{column} IN ({', '.join(repr(m.value) for m in sorted(members))})"
