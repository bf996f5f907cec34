"""JSON Lines: one object a line. A line that is broken costs no other."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import BinaryIO

from graphkit.reading.lines import TooLong, read_lines
from graphkit.reading.source import Options, Source
from graphkit.reading.tables import Columns, find_columns, read_row
from graphkit.records import Document, Skipped

OVERHEAD = 2
"""A line holds the text, other fields and escapes: so many times the longest article, in bytes a line."""


def read_stream(stream: BinaryIO, source: Source, options: Options) -> Iterator[Document | Skipped]:
    """A document for each line that is a JSON object with a text."""
    number = 0
    for number, line in enumerate(read_lines(stream, options.max_bytes * OVERHEAD), 1):
        if line.strip():
            yield _read_line(line, number, source, options)
    if not number:
        yield Skipped(path=source.name, reason="empty file")


def _read_line(line: str, number: int, source: Source, options: Options) -> Document | Skipped:
    place = f"row {number}"
    if isinstance(line, TooLong):
        return Skipped(path=source.name, reason=options.too_long, place=place)
    try:
        row = json.loads(line)
    except (ValueError, RecursionError):  # a number of thousands of digits is a ValueError as well
        return Skipped(path=source.name, reason="not JSON", place=place)
    if not isinstance(row, dict):
        return Skipped(path=source.name, reason="no JSON object", place=place)
    columns = find_columns(row, source, options)  # lines may have different keys
    if not isinstance(columns, Columns):
        return Skipped(path=source.name, reason=columns.reason, place=place)
    return read_row(row, columns, number, source, options)
