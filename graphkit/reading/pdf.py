"""PDF with a text layer, page by page. Needs the extra ``pdf`` (pypdfium2).

Words that were hyphenated at the ends of lines are whole again, and what stands at the head or foot of most
pages is left out; the cleaning puts lines together into paragraphs.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from typing import BinaryIO

from graphkit.language import get
from graphkit.reading.encoding import keep
from graphkit.reading.extras import require
from graphkit.reading.source import Options, Source
from graphkit.records import Document, Skipped

MAX_BYTES = 200_000_000
"""A larger PDF is a book of scans."""

MARGIN_LINES, MARGIN_PAGES = 2, 3
"""A line among the first or last two of at least three pages, and of half of all, belongs to the page."""

_HYPHEN = ("\x02", "-\n")
"""pdfium writes this character for a hyphen at the end of a line, and the next line follows at once."""

_HYPHENATED = re.compile(r"(?P<word>[^\W\d_]+)-$")
_DIGITS = re.compile(r"\d+")


def read_stream(stream: BinaryIO, source: Source, options: Options) -> Iterator[Document | Skipped]:
    """The one document of a PDF, or why there is none."""
    pdfium = require("pypdfium2", "reading PDF")
    data = stream.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        yield Skipped(path=source.name, reason=f"a PDF of more than {MAX_BYTES // 1_000_000} MB")
        return
    try:
        pages = list(_pages(pdfium, data, options.max_chars))
    except pdfium.PdfiumError as error:
        is_locked = "password" in str(error).lower()
        yield Skipped(path=source.name, reason="encrypted PDF" if is_locked else "damaged PDF")
        return
    starts = frozenset(get(options.language).input.compound_starts)
    text, notes = keep("\n".join(whole_lines(pages, starts)))
    if not text.strip():
        reason = (
            "PDF without text; scanned pages need character recognition first"
            if pages
            else "PDF without pages"
        )
        yield Skipped(path=source.name, reason=reason)
        return
    yield Document(id=source.id, text=text, path=source.name, notes=notes)


def _pages(pdfium: object, data: bytes, limit: int) -> Iterator[list[str]]:
    """The lines of each page; stops where the text is over the limit, which is then refused."""
    total = 0
    pdf = pdfium.PdfDocument(data)  # type: ignore[attr-defined]  # an optional library
    try:
        for page in pdf:
            content = page.get_textpage()
            text = content.get_text_bounded().replace(*_HYPHEN)
            lines = [line.rstrip() for line in text.splitlines()]
            content.close()
            page.close()
            yield lines
            total += sum(map(len, lines))
            if total > limit:
                return
    finally:
        pdf.close()


def whole_lines(pages: Sequence[Sequence[str]], compound_starts: Collection[str] = ()) -> list[str]:
    """The lines of all pages, without running heads, and each word in one line.

    A word that is cut at the end of a line loses its hyphen, but not before a capital letter or after one of
    `compound_starts`, such as "vice".

    >>> whole_lines([["Le gouvernement syrien a accu-", "sé les rebelles."]])
    ['Le gouvernement syrien a accusé', 'les rebelles.']
    """
    result: list[str] = []
    for line in (line.strip() for page in _without_margins(pages) for line in page):
        cut = _HYPHENATED.search(result[-1]) if result else None
        if cut is None or not line:
            result.append(line)
            continue
        word, _, rest = line.partition(" ")
        is_compound = word[0].isupper() or cut["word"].lower() in compound_starts
        result[-1] = (result[-1] if is_compound else result[-1][:-1]) + word
        result.extend([rest] if rest else [])
    return result


def _without_margins(pages: Sequence[Sequence[str]]) -> list[list[str]]:
    """The pages without running heads and page numbers, which differ in nothing but digits."""
    filled = [[line for line in page if line.strip()] for page in pages]
    margins = Counter(
        key
        for page in filled
        for key in {_key(line) for line in (*page[:MARGIN_LINES], *page[-MARGIN_LINES:])}
    )
    running = {key for key, n in margins.items() if n >= MARGIN_PAGES and 2 * n >= len(pages)}

    def is_margin(page: Sequence[str], index: int) -> bool:
        at_edge = index < MARGIN_LINES or index >= len(page) - MARGIN_LINES
        return at_edge and _key(page[index]) in running

    return [[line for i, line in enumerate(page) if not is_margin(page, i)] for page in filled]


def _key(line: str) -> str:
    return _DIGITS.sub("0", line.strip())
