"""Parquet tables of actors, relations and statements, for data frames and databases."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import islice
from pathlib import Path

from graphkit.errors import ExportError
from graphkit.export.evidence import EVIDENCE_COLUMNS, evidence_rows
from graphkit.export.files import atomic_file
from graphkit.export.flatten import EDGE_COLUMNS, LIST_COLUMNS, NODE_COLUMNS, Flat, Row, split_list

BATCH = 10_000
"""Rows of one row group: so many are held in memory at once."""

_NODES: Mapping[str, str] = {"id": "string", **NODE_COLUMNS}
_EDGES: Mapping[str, str] = {
    **dict.fromkeys(("id", "source", "target"), "string"),
    "directed": "boolean",
    **{name: type_ for name, type_ in EDGE_COLUMNS.items() if name not in ("label", "edge_key", "symmetric")},
}


def write_parquet_nodes(flat: Flat, path: Path) -> None:
    """Write the table of actors; aliases are a list."""
    _write(path, _NODES, flat.nodes)


def write_parquet_edges(flat: Flat, path: Path) -> None:
    """Write the table of relations; evidence is a list of sentences."""
    _write(path, _EDGES, flat.edges)


def write_parquet_evidence(flat: Flat, path: Path) -> None:
    """Write the table of statements, with every sentence."""
    _write(path, EVIDENCE_COLUMNS, evidence_rows(flat))


def _write(path: Path, columns: Mapping[str, str], rows: Iterable[Row]) -> None:
    try:
        import pyarrow as pa
        from pyarrow import parquet
    except ModuleNotFoundError as error:
        raise ExportError(f"{path}: Parquet needs pyarrow: pip install pyarrow") from error
    types = {"string": pa.string(), "boolean": pa.bool_(), "int": pa.int64(), "double": pa.float64()}
    schema = pa.schema(
        (name, pa.list_(pa.string()) if name in LIST_COLUMNS else types[type_])
        for name, type_ in columns.items()
    )
    rows = iter(rows)
    with atomic_file(path) as file, parquet.ParquetWriter(file, schema, compression="zstd") as writer:
        while batch := [_nested(row, columns) for row in islice(rows, BATCH)]:
            writer.write_table(pa.Table.from_pylist(batch, schema))


def _nested(row: Row, columns: Iterable[str]) -> dict[str, object]:
    return {name: split_list(row[name]) if name in LIST_COLUMNS else row[name] for name in columns}
