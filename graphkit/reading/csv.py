"""CSV and TSV, row by row. The delimiter is found from the header; a row that is broken costs no other."""

from __future__ import annotations

import csv
from collections import deque
from collections.abc import Iterable, Iterator
from pathlib import PurePath
from typing import BinaryIO

from graphkit.reading.lines import TooLong, read_lines
from graphkit.reading.source import Options, Source
from graphkit.reading.tables import find_columns, read_row
from graphkit.records import Document, Skipped

DELIMITERS = ",;\t|"
MAX_LINES = 2_000
"""Lines of one row from which a quote was left open; an article has a few hundred paragraphs at most."""


def read_stream(stream: BinaryIO, source: Source, options: Options) -> Iterator[Document | Skipped]:
    """A document for each row below the header."""
    csv.field_size_limit(max(csv.field_size_limit(), options.max_bytes))  # one for the whole process
    lines = _Lines(_unix_lines(read_lines(stream, options.max_bytes)))
    header = next((line for line in lines if line.strip()), "")
    if not header:
        yield Skipped(path=source.name, reason="empty file")
        return
    delimiter = _delimiter(header, is_tsv=".tsv" in PurePath(source.id).suffixes)
    names = next(csv.reader([header], delimiter=delimiter), [])
    columns = find_columns(names, source, options)
    if isinstance(columns, Skipped):
        yield columns
        return
    number = 0
    for number, cells in enumerate(_rows(lines, delimiter, options.too_long), 1):
        if isinstance(cells, str):
            yield Skipped(path=source.name, reason=cells, place=f"row {number}")
        elif len(cells) > len(names) and any(cells[len(names) :]):
            reason = "more cells than the header has; quote the text or give another delimiter"
            yield Skipped(path=source.name, reason=reason, place=f"row {number}")
        else:
            yield read_row(dict(zip(names, cells, strict=False)), columns, number, source, options)
    if not number:
        yield Skipped(path=source.name, reason="a table without rows")


def _unix_lines(lines: Iterable[str]) -> Iterator[str]:
    """The lines again, those that end with a carriage return too, and all of them with one newline."""
    for line in lines:
        if isinstance(line, TooLong) or "\r" not in line:
            yield line
            continue
        pieces = line.replace("\r\n", "\n").replace("\r", "\n").split("\n")
        yield from (f"{piece}\n" for piece in pieces[:-1])
        yield from pieces[-1:] if pieces[-1] else ()


class _Lines:
    """Lines that can be put back, and those that the current row has taken."""

    def __init__(self, lines: Iterable[str]) -> None:
        self._lines = iter(lines)
        self._back: deque[str] = deque()
        self.taken: list[str] = []

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        if len(self.taken) > MAX_LINES:
            raise csv.Error("too many lines")
        line = self._back.popleft() if self._back else next(self._lines)
        self.taken.append(line)
        return line

    def put_back_all_but_first(self) -> None:
        """Let the next row begin behind the first line of this one."""
        self._back.extendleft(reversed(self.taken[1:]))


def _rows(lines: _Lines, delimiter: str, too_long: str) -> Iterator[list[str] | str]:
    """The cells of each row, or what is wrong with it."""
    while True:
        lines.taken.clear()
        try:
            cells = next(csv.reader(lines, delimiter=delimiter, strict=True))
        except StopIteration:
            return
        except csv.Error:
            first = lines.taken[0] if lines.taken else ""
            loose = next(csv.reader([first], delimiter=delimiter), [])
            is_open = len(lines.taken) > 1 or any("\n" in cell for cell in loose)
            lines.put_back_all_but_first()
            yield "a quote in it is never closed" if is_open else loose
            continue
        if any(isinstance(line, TooLong) for line in lines.taken):
            yield too_long
        elif any(cells):
            yield cells


def _delimiter(header: str, *, is_tsv: bool) -> str:
    """The delimiter that cuts the header into most names; a TSV has its own."""
    if is_tsv and "\t" in header:
        return "\t"
    return max(DELIMITERS, key=header.count)
