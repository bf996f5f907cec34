"""Lines of a stream, one by one and none longer than is safe, as text."""

from __future__ import annotations

import codecs
from collections.abc import Iterable, Iterator
from typing import BinaryIO, cast

from graphkit.reading.encoding import decode
from graphkit.reading.source import MAX_BYTES_PER_CHAR

SAMPLE = 65_536
"""Bytes by which the encoding is told."""


class TooLong(str):
    """The beginning of a line that is longer than the limit; the rest of it was passed over."""

    __slots__ = ()


def read_lines(stream: BinaryIO, limit: int) -> Iterator[str]:
    """The lines of a stream with their ends, each decoded by itself.

    So that a file pasted together from several encodings is read, and a line of gigabytes is not. A line of
    more than `limit` characters comes out as a `TooLong`.
    """
    sample: bytes = cast(bytes, stream.peek(SAMPLE)[:SAMPLE])  # type: ignore[attr-defined]  # all streams here are buffered
    encoding = decode(sample).encoding
    if encoding.startswith(("utf-16", "utf-32")):
        yield from _bounded(_wide_pieces(stream, encoding, limit), limit)
    else:
        pieces = iter(lambda: stream.readline(limit * MAX_BYTES_PER_CHAR), b"")
        yield from _bounded((decode(piece).text for piece in pieces), limit)


def _wide_pieces(stream: BinaryIO, encoding: str, limit: int) -> Iterator[str]:
    """The lines of a text in which a newline has several bytes; of what is longer than the limit, pieces."""
    decoder = codecs.getincrementaldecoder(encoding)("replace")
    rest = ""
    for chunk in iter(lambda: stream.read(SAMPLE), b""):
        *lines, rest = (rest + decoder.decode(chunk)).split("\n")
        yield from (f"{line}\n" for line in lines)
        if len(rest) > limit:
            yield rest
            rest = ""
    rest += decoder.decode(b"", final=True)
    if rest:
        yield rest


def _bounded(pieces: Iterable[str], limit: int) -> Iterator[str]:
    """Pieces that end with a newline; of what is longer than the limit, only the first as a `TooLong`."""
    is_rest = False
    for piece in pieces:
        is_cut = not piece.endswith("\n") and len(piece) >= limit
        if not is_rest:
            line = piece.removeprefix("\ufeff")
            yield TooLong(line[:100]) if is_cut or len(line) > limit else line
        is_rest = is_cut
