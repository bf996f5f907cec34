"""Neo4j: two tables for ``neo4j-admin database import``, or one Cypher file for a running database.

The tables are for machines: nothing in them is disarmed for spreadsheets. The Cypher file holds its data, so
that ``cypher-shell -f graph.cypher`` needs no file on the server; running it twice changes nothing.
"""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from graphkit.export.files import atomic_text
from graphkit.export.flatten import EDGE_COLUMNS, NODE_COLUMNS, Flat, Row, Scalar, scalar_text
from graphkit.export.tables import write_table

BATCH = 500
LETTERS = 200_000
"""Rows and letters of one Cypher statement at most: it is held, and parsed by Neo4j, as a whole."""

_TYPES = {"string": "string", "boolean": "boolean", "int": "long", "double": "double"}

NODE_HEADER: Mapping[str, str] = {
    "id:ID": "id",
    **{f"{name}:{_TYPES[type_]}": name for name, type_ in NODE_COLUMNS.items()},
    ":LABEL": "labels",
}
_EDGE_PROPERTIES = {
    "directed": "boolean",
    **{n: t for n, t in EDGE_COLUMNS.items() if n not in ("label", "edge_key", "symmetric")},
}
EDGE_HEADER: Mapping[str, str] = {
    ":START_ID": "source",
    ":END_ID": "target",
    ":TYPE": "type",
    "id:string": "id",
    **{f"{name}:{_TYPES[type_]}": name for name, type_ in _EDGE_PROPERTIES.items()},
}
"""Column of the table, with its type -> field of the row."""


def write_neo4j_nodes(flat: Flat, path: Path) -> None:
    """Write the nodes for ``neo4j-admin database import --nodes=FILE``."""
    rows = (row | {"labels": f"Actor;{_node_label(row)}"} for row in flat.nodes)
    write_table(path, NODE_HEADER, rows, guard=False)


def write_neo4j_edges(flat: Flat, path: Path) -> None:
    """Write the relationships for ``neo4j-admin database import --relationships=FILE``.

    Neo4j gives every relationship a direction: that of an undirected one means nothing, and its property
    ``directed`` says so.
    """
    rows = (row | {"type": _relationship(row)} for row in flat.edges)
    write_table(path, EDGE_HEADER, rows, guard=False)


def write_cypher(flat: Flat, path: Path) -> None:
    """Write statements that make the graph, or bring up to date what an earlier file of ours made."""
    with atomic_text(path) as file:
        file.write("CREATE CONSTRAINT actor_id IF NOT EXISTS FOR (actor:Actor) REQUIRE actor.id IS UNIQUE;\n")
        for label, maps in _batches(
            (_node_label(row), _map(row, ("id", *NODE_COLUMNS))) for row in flat.nodes
        ):
            file.write(
                f"UNWIND [\n{maps}\n] AS row\n"
                f"MERGE (actor:Actor {{id: row.id}}) SET actor:`{label}`, actor += row;\n"
            )
        for type_, maps in _batches((_relationship(row), _edge_map(row)) for row in flat.edges):
            file.write(
                f"UNWIND [\n{maps}\n] AS row\n"
                "MATCH (one:Actor {id: row.source}), (other:Actor {id: row.target})\n"
                f"MERGE (one)-[edge:`{type_}` {{id: row.properties.id}}]->(other) "
                "SET edge += row.properties;\n"
            )


def _batches(maps: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """(name, maps of that name, joined), as soon as they are enough for one statement."""
    waiting: dict[str, list[str]] = defaultdict(list)
    letters: Counter[str] = Counter()
    for name, text in maps:
        waiting[name].append(text)
        letters[name] += len(text)
        if len(waiting[name]) == BATCH or letters[name] >= LETTERS:
            del letters[name]
            yield name, ",\n".join(waiting.pop(name))
    for name, texts in waiting.items():
        yield name, ",\n".join(texts)


def _edge_map(row: Row) -> str:
    return (
        f"{{source: {_literal(row['source'])}, target: {_literal(row['target'])}, "
        f"properties: {_map(row, ('id', *_EDGE_PROPERTIES))}}}"
    )


def _map(row: Row, names: Iterable[str]) -> str:
    return "{" + ", ".join(f"{n}: {_literal(row[n])}" for n in names if row[n] is not None) + "}"


def _literal(value: Scalar) -> str:
    """A value as Cypher writes it; the escapes of JSON are among those of Cypher."""
    return json.dumps(value, ensure_ascii=False) if isinstance(value, str) else scalar_text(value)


def _node_label(row: Row) -> str:
    """ARMED_GROUP -> ArmedGroup, as Neo4j names labels; letters, digits and underscores only.

    >>> _node_label({"actor_type": "ARMED_GROUP"})
    'ArmedGroup'
    """
    words = re.findall(r"\w+", str(row["actor_type"] or "").replace("_", " "))
    return "".join(word.capitalize() for word in words) or "Other"


def _relationship(row: Row) -> str:
    """co_mention -> CO_MENTION, as Neo4j names types; letters, digits and underscores only."""
    return "_".join(re.findall(r"\w+", str(row["relation"]))).upper() or "RELATION"
