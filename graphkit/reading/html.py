"""Saved web pages: trafilatura finds the article; the date is found here, with the precision it has.

trafilatura's own search for dates (htmldate) invents days where a page tells a month, and takes the year of
a copyright line for the article's, so of its metadata all but the date is used.
"""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Iterator
from functools import cache
from itertools import islice
from typing import TYPE_CHECKING, Any, BinaryIO, NamedTuple
from urllib.parse import urlsplit

from graphkit.reading.dates import date_of_line, parse_date
from graphkit.reading.encoding import keep, read_text
from graphkit.reading.source import Options, Source
from graphkit.records import Document, Skipped

if TYPE_CHECKING:
    from lxml.html import HtmlElement

MAX_BYTES = 5_000_000
"""Extraction takes 3 seconds for a megabyte, and more than so for each further one: a page of 17 MB took a
minute. Pages of news sites have up to some hundred thousand bytes."""

MAX_LINES = 3_000
"""Elements in which a visible date is looked for; a page has some hundred before its article."""

MAX_LINE, MAX_PIECES = 200, 8
"""Characters and parts of a line that may tell the date; hour and author may be elements of their own."""

START = 50
"""Characters by which a paragraph of the article is known again on the page."""

MAX_LOOK = 5_000
"""Characters in which the first tags of a column of HTML stand."""

_DECLARED = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
_XML = re.compile(r"^\s*<\?xml[^>]*\?>")
_MARKUP = re.compile(
    r"</?(?:p|br|div|span|strong|em|b|i|a|h[1-6]|ul|ol|li|blockquote|img|figure)\b[^<>]*>", re.IGNORECASE
)
_NOT_TEXT = frozenset({"script", "style", "noscript", "head", "iframe"})
_BLOCKS = frozenset(
    {"p", "br", "div", "li", "ul", "ol", "blockquote", "figure", *(f"h{n}" for n in range(1, 7))}
)
_META_DATES = (  # the most specific first
    ("property", "article:published_time"),
    ("property", "og:published_time"),
    ("itemprop", "datePublished"),
    ("name", "date"),
    ("name", "dc.date"),
    ("name", "dc.date.issued"),
    ("name", "dcterms.created"),
    ("name", "publication_date"),
    ("name", "pubdate"),
    ("name", "publish-date"),
)
_NOT_ARTICLE = frozenset({"nav", "footer", "aside", "script", "style", "noscript", "a", "form", "select"})


class Dated(NamedTuple):
    """A date and where on the page it stands."""

    value: str
    place: str


def read_stream(stream: BinaryIO, source: Source, options: Options) -> Iterator[Document | Skipped]:
    """The one article of a page, or why there is none."""
    data = stream.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        yield Skipped(path=source.name, reason=f"a page of more than {MAX_BYTES // 1_000_000} MB")
        return
    page, notes = read_text(data, _declared(data))
    yield read_page(page, notes, source, options)


def read_page(page: str, notes: tuple[str, ...], source: Source, options: Options) -> Document | Skipped:
    """The article of a decoded page."""
    from trafilatura import bare_extraction
    from trafilatura.utils import load_html

    _be_quiet()
    page = _XML.sub("", page)
    tree = load_html(page)
    if tree is None:
        return Skipped(path=source.name, reason="not a .html file, whatever its name says")
    try:
        found: Any = bare_extraction(
            page,  # not the tree: the extraction takes it apart
            with_metadata=True,
            include_comments=False,
            include_tables=False,
            date_extraction_params={"extensive_search": False, "original_date": True},
        )
    except RecursionError:  # tags nested thousands deep
        found = None
    body, more = keep((found.text if found is not None else "") or "")
    if not body.strip():
        return Skipped(path=source.name, reason="no article on the page")
    date = _date(tree, options.language, body)
    title = " ".join(keep(found.title or "").text.split())
    outlet = " ".join(keep(found.sitename or "").text.split()) or _host(found.url)
    return Document(
        id=source.id,
        text=body if not title or body.lstrip().startswith(title) else f"{title}\n\n{body}",
        title=title or None,
        date=date.value if date else None,
        outlet=outlet,
        url=found.url,
        path=source.name,
        date_from=date.place if date else None,
        outlet_from=("page metadata" if found.sitename else "page address") if outlet else None,
        notes=tuple(dict.fromkeys(notes + more)),
    )


@cache
def _be_quiet() -> None:
    """Keep warnings of the libraries off the terminal; the reason of a skip says what they warn of."""
    for name in ("trafilatura", "htmldate"):
        logging.getLogger(name).addHandler(logging.NullHandler())


def has_markup(text: str) -> bool:
    """Whether a text that should be plain is HTML, as columns of feeds and media databases often are."""
    return len(_MARKUP.findall(text[:MAX_LOOK])) > 1


def plain_text(markup: str) -> str:
    """The text of a piece of HTML, one line for each paragraph, without scripts."""
    from lxml.html import document_fromstring, fragment_fromstring

    markup = _XML.sub("", markup)
    try:
        tree = fragment_fromstring(markup, create_parent=True)
    except AssertionError:  # of a whole page whose head does not end, no body is found
        tree = document_fromstring(markup)
    for element in list(tree.iter()):
        if not isinstance(element.tag, str) or element.tag in _NOT_TEXT:
            element.drop_tree()
        elif element.tag in _BLOCKS:
            element.tail = f"\n{element.tail or ''}"
            element.text = f"\n{element.text or ''}"
    lines = (" ".join(line.split()) for line in tree.text_content().split("\n"))
    return "\n".join(line for line in lines if line)


def _declared(data: bytes) -> str | None:
    found = _DECLARED.search(data[:4096])
    return found[1].decode("ascii", "replace").lower() if found else None


def _host(url: str | None) -> str | None:
    return (urlsplit(url).hostname or "").removeprefix("www.") or None if url else None


def _date(tree: HtmlElement, language: str, body: str) -> Dated | None:
    """The date of publication: JSON-LD, metadata, then <time> or a visible line before the article's prose.

    What stands behind it may be the date of another article, to which the page leads.
    """
    values = [*_linked_data_dates(tree), *_meta_dates(tree)]
    for value in values:
        date = parse_date(value, language)
        if date:
            return Dated(date, "page metadata")
    prose = {line[:START] for line in body.splitlines() if len(line) > START}
    for element in islice(_elements(tree), MAX_LINES):
        is_paragraph = element.tag == "p" or (element.tag == "div" and not len(element))
        if is_paragraph and _start(element) in prose:
            break
        if element.tag == "time" and element.get("datetime"):
            date = parse_date(element.get("datetime"), language)
        else:
            line = _line(element)
            date = date_of_line(line, language) if line else None
        if date:
            return Dated(date, "page text")
    return None


def _line(element: HtmlElement) -> str:
    """The text of an element that may be a line, or nothing: of a larger one no more is looked at."""
    pieces: list[str] = []
    for piece in element.itertext():
        pieces.append(piece)
        if sum(map(len, pieces)) > MAX_LINE or len(pieces) > MAX_PIECES:
            return ""
    return " ".join(" ".join(pieces).split())


def _start(element: HtmlElement) -> str:
    """The first characters of an element."""
    text = ""
    for piece in element.itertext():
        text += piece
        if len(text) >= 2 * START:
            break
    return " ".join(text.split())[:START]


def _linked_data_dates(tree: HtmlElement) -> Iterator[str]:
    """Dates of publication in JSON-LD, of the article before those of what else is on the page."""
    found: list[tuple[bool, str]] = []
    for script in tree.iterfind(".//script[@type='application/ld+json']"):
        try:
            data = json.loads(script.text or "")
        except (ValueError, RecursionError):
            continue
        stack = [data]
        while stack:
            item = stack.pop()
            if isinstance(item, dict):
                date = item.get("datePublished")
                if isinstance(date, str):
                    found.append(("Article" not in str(item.get("@type")), date))
                stack.extend(item.values())
            elif isinstance(item, list):
                stack.extend(item)
    return (date for _, date in sorted(found, key=lambda pair: pair[0]))


def _meta_dates(tree: HtmlElement) -> Iterator[str]:
    metas = [
        (element.get("property"), element.get("itemprop"), element.get("name"), element.get("content"))
        for element in tree.iter("meta")
    ]
    for attribute, name in _META_DATES:
        index = ("property", "itemprop", "name").index(attribute)
        for meta in metas:
            if (meta[index] or "").lower() == name.lower() and meta[3]:
                yield meta[3]


def _elements(tree: HtmlElement) -> Iterator[HtmlElement]:
    """The elements of a page in order, without navigation, footers, links and what lies in them."""
    stack = [tree]
    while stack:
        element = stack.pop()
        if not isinstance(element.tag, str) or element.tag in _NOT_ARTICLE:
            continue
        yield element
        stack.extend(reversed(element))
