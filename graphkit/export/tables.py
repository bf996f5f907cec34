"""``nodes.csv``, ``edges.csv`` and ``evidence.csv``: for a spreadsheet, and for Gephi's "import spreadsheet".

A spreadsheet runs a cell that starts like a formula. Such a text gets a leading apostrophe, and
`read_table` takes it away again.
"""

from __future__ import annotations

import csv
import re
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path

from graphkit.errors import InputError
from graphkit.export.evidence import EVIDENCE_COLUMNS, evidence_rows
from graphkit.export.files import atomic_text
from graphkit.export.flatten import EDGE_COLUMNS, NODE_COLUMNS, Flat, Row, Scalar, scalar_text
from graphkit.export.unflatten import FlatFile, typed

NODE_HEADER: Mapping[str, str] = {
    "Id": "id",
    "Label": "label",
    **{n: n for n in NODE_COLUMNS if n != "label"},
}
EDGE_HEADER: Mapping[str, str] = {
    "Source": "source",
    "Target": "target",
    "Type": "directed",
    "Kind": "relation",
    "Id": "id",
    "Label": "label",
    "Weight": "weight",
    **{n: n for n in EDGE_COLUMNS if n not in ("label", "relation", "weight", "edge_key")},
}
EVIDENCE_HEADER: Mapping[str, str] = {name: name for name in EVIDENCE_COLUMNS}
"""Column of the table -> field of the row. The first names of nodes and edges are those that Gephi knows."""

_KNOWN = ((NODE_HEADER, NODE_COLUMNS), (EDGE_HEADER, EDGE_COLUMNS), (EVIDENCE_HEADER, EVIDENCE_COLUMNS))

# The starts that OWASP lists for "CSV injection", full-width forms included; apostrophes before one are
# ours, or were there.
_FORMULA = re.compile("'*[=+\\-@\t\r\n\uff1d\uff0b\uff0d\uff20]")


def write_nodes(flat: Flat, path: Path) -> None:
    """Write the table of actors."""
    write_table(path, NODE_HEADER, flat.nodes)


def write_edges(flat: Flat, path: Path) -> None:
    """Write the table of relations."""
    rows = ({**edge, "directed": "Directed" if edge["directed"] else "Undirected"} for edge in flat.edges)
    write_table(path, EDGE_HEADER, rows)


def write_evidence(flat: Flat, path: Path) -> None:
    """Write the table of statements, with every sentence."""
    write_table(path, EVIDENCE_HEADER, evidence_rows(flat))


def write_table(path: Path, header: Mapping[str, str], rows: Iterable[Row], *, guard: bool = True) -> None:
    """Write rows as CSV, one after the other; `guard` disarms formulas."""
    with atomic_text(path) as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        for row in rows:
            writer.writerow([_cell(row[field], guard=guard) for field in header.values()])


def read_table(path: Path) -> list[Row]:
    """The rows of a table that graphkit wrote, texts as they were; an empty cell is None.

    What is no such table is an `InputError`.
    """
    csv.field_size_limit(sys.maxsize)  # a cell of sentences may be long
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.reader(file, strict=True)
            names = next(reader, [])
            header, types = next((known for known in _KNOWN if names == list(known[0])), ({}, {}))
            if not header:
                raise InputError(f"{path} has not the columns of a table that graphkit export writes")
            return [_row(header, types, cells) for cells in reader]
    except OSError as error:
        raise InputError(f"{path} cannot be read: {error.strerror or error}") from error
    except (csv.Error, ValueError) as error:
        raise InputError(f"{path} is no whole table: {error}; export it again") from error


def read_tables(path: Path) -> FlatFile:
    """The rows of two tables that lie side by side, ``nodes.csv`` and ``edges.csv``; `path` is either."""
    if not (found := re.fullmatch("(.*)(nodes|edges)\\.csv", path.name, re.IGNORECASE)):
        raise InputError(f"{path}: a graph is read from two tables named ...nodes.csv and ...edges.csv")
    stem = found[1]
    return FlatFile(
        nodes=read_table(path.with_name(f"{stem}nodes.csv")),
        edges=read_table(path.with_name(f"{stem}edges.csv")),
    )


def _row(header: Mapping[str, str], types: Mapping[str, str], cells: list[str]) -> Row:
    row: Row = {}
    for field, cell in zip(header.values(), cells, strict=True):
        if field == "directed":
            row[field] = cell == "Directed"
        elif not cell:
            row[field] = None
        elif types.get(field, "string") == "string":
            row[field] = cell[1:] if cell[0] == "'" and _FORMULA.match(cell) else cell
        else:
            row[field] = typed(cell, types[field])
    return row


def _cell(value: Scalar, *, guard: bool = True) -> str:
    """A cell; text that a spreadsheet would run as a formula gets a leading apostrophe.

    >>> _cell("=HYPERLINK(A1)"), _cell(-1), _cell(True)
    ("'=HYPERLINK(A1)", '-1', 'true')
    """
    if value is None:
        return ""
    text = scalar_text(value)
    return f"'{text}" if guard and isinstance(value, str) and _FORMULA.match(text) else text
