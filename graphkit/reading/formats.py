"""Which reader takes an input: what its first bytes say, then what its name says.

A new format is one new module with a ``read_stream`` and one line in `READERS`.
"""

from __future__ import annotations

import importlib
import re
import sys
import zlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace
from pathlib import Path, PurePath
from typing import BinaryIO, cast

from graphkit.errors import InputError
from graphkit.language import get
from graphkit.reading.compressed import expand
from graphkit.reading.dates import find_date
from graphkit.reading.encoding import decode
from graphkit.reading.files import find
from graphkit.reading.identity import Ids
from graphkit.reading.languages import guess_language
from graphkit.reading.outlets import find_outlet
from graphkit.reading.source import Options, Source
from graphkit.reading.tables import looks_like_table
from graphkit.records import Document, Skipped

READERS: Mapping[str, str] = {
    ".txt": "graphkit.reading.text",
    ".md": "graphkit.reading.text",
    ".html": "graphkit.reading.html",
    ".htm": "graphkit.reading.html",
    ".xhtml": "graphkit.reading.html",
    ".pdf": "graphkit.reading.pdf",
    ".csv": "graphkit.reading.csv",
    ".tsv": "graphkit.reading.csv",
    ".jsonl": "graphkit.reading.jsonl",
    ".ndjson": "graphkit.reading.jsonl",
    ".parquet": "graphkit.reading.parquet",
}
"""Suffix -> module with ``read_stream(stream, source, options) -> Iterator[Document | Skipped]``.

Modules are named, not imported, so that a reader's file-format library loads only when it is needed.
Each of these files may be compressed: ``.csv.gz``.
"""

INSTEAD: Mapping[str, str] = {
    **dict.fromkeys((".xlsx", ".xls", ".ods"), "save it as .csv"),
    **dict.fromkeys((".doc", ".docx", ".odt", ".rtf", ".epub"), "save it as .txt or .html"),
    **dict.fromkeys((".mht", ".mhtml"), "save the page as .html"),
    **dict.fromkeys((".zip", ".tar", ".tgz", ".7z", ".rar"), "unpack it"),
    ".json": "save it as .jsonl, one object a line",
}
"""What to do about files that many have and graphkit does not read."""

HEAD = 4096
"""Bytes that are looked at to tell a format: signatures stand in the first 16, <html> behind comments."""

_MAGIC = {
    b"%PDF-": "PDF",
    b"PAR1": "Parquet",
    b"\x1f\x8b": "gzip",
    b"PK\x03\x04": "ZIP",
    b"BZh": "bzip2",
    b"\xfd7zXZ": "xz",
    b"7z\xbc\xaf": "7z",
    b"Rar!": "RAR",
    b"\x89PNG": "PNG",
    b"\xff\xd8\xff": "JPEG",
    b"GIF8": "GIF",
    b"\x7fELF": "ELF",
    b"MZ\x90": "Windows program",
    b"\xd0\xcf\x11\xe0": "old Office",
    b"SQLite format 3": "SQLite",
}
_BY_CONTENT = {"PDF": ".pdf", "Parquet": ".parquet"}
_PAGE = re.compile(
    r"(?:<\?xml[^>]*>|<!--(?:(?!-->).){0,2000}-->|\s)*<(?:!doctype\s+html|html|head|body)\b",
    re.IGNORECASE | re.DOTALL,
)
_OBJECT = re.compile(r"\s*\{\s*\"[^\"\n]{1,60}\"\s*:")
_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,200}>")


def read(
    paths: Iterable[str | Path], *, language: str = "fr", options: Options | None = None
) -> Iterator[Document | Skipped]:
    """Read every article under `paths` (files or folders), one by one, in a fixed order.

    Nothing is dropped in silence: what is not an article comes out as `Skipped`.
    `language` is that of the articles; `options` say more and go before it.
    """
    ids = Ids()
    for found in find(paths):
        if isinstance(found, Skipped):
            yield found
        else:
            yield from load(found, options or Options(language=language), ids)


def load(source: Source, options: Options, ids: Ids) -> Iterator[Document | Skipped]:
    """The documents of one input; what cannot be read is a `Skipped`, never an error."""
    done = 0
    try:
        with _opened(source) as stream:
            for item in _read(stream, source, PurePath(source.id).suffix.lower(), options):
                done += isinstance(item, Document)
                yield _finished(item, source, options, ids) if isinstance(item, Document) else item
    except InputError as error:  # a library that is not installed
        yield Skipped(path=source.name, reason=str(error))
    except (OSError, EOFError, zlib.error) as error:
        reason = (error.strerror if isinstance(error, OSError) else None) or " ".join(str(error).split())
        # What was read before the fault stays: only a file that gave nothing counts as not read at all.
        place = f"after {done} articles" if done else ""
        yield Skipped(path=source.name, reason=f"cannot be read: {reason}", place=place)


def _opened(source: Source) -> AbstractContextManager[BinaryIO]:
    return nullcontext(sys.stdin.buffer) if source.path is None else Path(source.path).open("rb")


def _read(stream: BinaryIO, source: Source, suffix: str, options: Options) -> Iterator[Document | Skipped]:
    head: bytes = cast(bytes, stream.peek(HEAD)[:HEAD])  # type: ignore[attr-defined]  # all streams here are buffered
    content = next((kind for magic, kind in _MAGIC.items() if head.startswith(magic)), None)
    if content == "gzip":
        inner = PurePath(PurePath(source.id).stem).suffix.lower() if suffix == ".gz" else suffix
        with expand(stream) as plain:
            yield from _read(plain, source, inner or ".txt", options)
        return
    module = _reader(head, content, suffix, options.language, given=source.given)
    if module in READERS.values():
        yield from importlib.import_module(module).read_stream(stream, source, options)
    else:
        yield Skipped(path=source.name, reason=module)


def _reader(head: bytes, content: str | None, suffix: str, language: str, *, given: bool) -> str:
    """The module that reads what begins so, or the reason why there is none."""
    if content in _BY_CONTENT:
        return READERS[_BY_CONTENT[content]]
    if suffix in INSTEAD:
        return f"no reader for {suffix}; {INSTEAD[suffix]}"
    if content is not None:
        return f"binary file ({content})"
    if not head:
        return "empty file"
    if suffix in _BY_CONTENT.values():
        return f"not a {suffix} file, whatever its name says"
    start = decode(head).text
    if suffix in READERS:
        return READERS[_told_by_content(start, suffix)]
    if _PAGE.match(start):
        return READERS[".html"]
    if given:
        is_table = looks_like_table(start, language)
        return READERS[_told_by_content(start, ".csv" if is_table else ".txt")]
    return f"no reader for {suffix}" if suffix else "no suffix; name it .txt if it is an article"


def _told_by_content(start: str, suffix: str) -> str:
    """The suffix that the beginning of a text should have, where its own lies."""
    reader = READERS[suffix]
    if reader == READERS[".txt"] and _OBJECT.match(start):
        return ".jsonl"
    if reader == READERS[".txt"] and _PAGE.match(start):
        return ".html"
    if reader == READERS[".html"] and not _TAG.search(start):
        return ".txt"
    return suffix


def _finished(document: Document, source: Source, options: Options, ids: Ids) -> Document | Skipped:
    """A document with date, outlet and language where only its text tells them, and an id of its own."""
    is_row = document.id != source.id
    place = document.id if is_row else ""
    if len(document.text) > options.max_chars:
        return Skipped(path=source.name, reason=options.too_long, place=place)
    data = get(options.language)
    language = guess_language(document.text, data.input, data.grammar.code)
    if language not in (None, data.grammar.code) and not options.any_language:
        reason = f"in another language ({language}); --any-language keeps it"
        return Skipped(path=source.name, reason=reason, place=place)
    if document.date is None:
        date = find_date(document.text, "" if is_row else PurePath(source.id).name, options.language)
        if date is not None:
            document = replace(document, date=date.value, date_from=date.place)
    if document.outlet is None:
        outlet = find_outlet(document.text, data.input)
        if outlet is not None:
            document = replace(document, outlet=outlet, outlet_from="text")
    document = replace(document, lang=language or document.lang)
    return ids.settle(document, source.origin, source.id if is_row else source.group)
