"""``nodes.csv`` and ``edges.csv``: what a spreadsheet opens and Gephi's "import spreadsheet" reads."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
from pathlib import Path

from graphkit.export.files import atomic_write
from graphkit.export.flatten import EDGE_COLUMNS, NODE_COLUMNS, Flat, Row, Scalar

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
"""Column of the table -> field of the row. The first names are those that Gephi knows."""

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def write_nodes(flat: Flat, path: Path) -> None:
    """Write the table of actors."""
    atomic_write(path, _csv(NODE_HEADER, flat.nodes))


def write_edges(flat: Flat, path: Path) -> None:
    """Write the table of relations."""
    rows = ({**edge, "directed": "Directed" if edge["directed"] else "Undirected"} for edge in flat.edges)
    atomic_write(path, _csv(EDGE_HEADER, rows))


def _csv(header: Mapping[str, str], rows: Iterable[Row]) -> str:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(header)
    writer.writerows([_cell(row[field]) for field in header.values()] for row in rows)
    return text.getvalue()


def _cell(value: Scalar) -> str:
    """A cell; text that a spreadsheet would run as a formula gets a leading apostrophe.

    >>> _cell("=HYPERLINK(A1)"), _cell(-1), _cell(True)
    ("'=HYPERLINK(A1)", '-1', 'true')
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str) and value.startswith(_FORMULA):
        return f"'{value}"
    return str(value)
