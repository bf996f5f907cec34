"""Plain text (.txt, .md): one document a file."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from graphkit.reading.encoding import decode, is_binary, read_text
from graphkit.reading.source import Options, Source
from graphkit.records import Document, Skipped

SAMPLE = 65_536
"""Bytes by which a large file is known for binary before all of it is decoded."""


def read_stream(stream: BinaryIO, source: Source, options: Options) -> Iterator[Document | Skipped]:
    """The one document of a text file, or why there is none."""
    data = stream.read(options.max_bytes + 1)
    if is_binary(decode(data[:SAMPLE]).text):
        yield Skipped(path=source.name, reason="binary file")
        return
    if len(data) > options.max_bytes:
        yield Skipped(path=source.name, reason=options.too_long)
        return
    text, notes = read_text(data)
    if not text.strip():
        yield Skipped(path=source.name, reason="no text")
    else:
        yield Document(id=source.id, text=text, path=source.name, notes=notes)
