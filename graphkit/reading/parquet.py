"""Parquet, batch by batch. Needs the extra ``parquet`` (pyarrow)."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import BinaryIO

from graphkit.reading.extras import require
from graphkit.reading.source import Options, Source
from graphkit.reading.tables import Columns, find_columns, read_row
from graphkit.records import Document, Skipped

BATCH = 256
"""Rows in memory at a time."""

MAX_MEMORY = 500_000_000
"""Bytes of a Parquet file that comes by a pipe or in a gzip file: its end must be read before its rows."""


def read_stream(stream: BinaryIO, source: Source, options: Options) -> Iterator[Document | Skipped]:
    """A document for each row."""
    arrow = require("pyarrow", "reading Parquet")
    parquet = require("pyarrow.parquet", "reading Parquet")
    file: BinaryIO = stream if stream.seekable() else io.BytesIO(stream.read(MAX_MEMORY))
    number = 0
    try:
        table = parquet.ParquetFile(file)
        columns = find_columns(table.schema_arrow.names, source, options)
        if not isinstance(columns, Columns):
            yield columns
            return
        fields = (columns.text, columns.title, columns.date, columns.outlet, columns.id, columns.url)
        wanted = [name for name in fields if name is not None]
        for batch in table.iter_batches(batch_size=BATCH, columns=wanted):
            for row in batch.to_pylist():
                number += 1
                yield read_row(row, columns, number, source, options)
    except arrow.ArrowException as error:
        place = f"after row {number}" if number else ""
        yield Skipped(path=source.name, reason=f"damaged Parquet: {_first_line(error)}", place=place)
        return
    if not number:
        yield Skipped(path=source.name, reason="a table without rows")


def _first_line(error: Exception) -> str:
    return str(error).split("\n")[0][:120]
