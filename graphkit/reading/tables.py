"""Rows of a table as documents: which column is which, and what a row gives. The formats are elsewhere."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from graphkit.language import get
from graphkit.reading.dates import fold, parse_date
from graphkit.reading.encoding import keep
from graphkit.reading.html import has_markup, plain_text
from graphkit.reading.source import Options, Source
from graphkit.records import Document, Skipped

FIELDS = ("text", "title", "date", "outlet", "id", "url")


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """The names of the columns that hold each field, as the table writes them; None where it has none."""

    text: str
    title: str | None
    date: str | None
    outlet: str | None
    id: str | None
    url: str | None


def find_columns(names: Iterable[str], source: Source, options: Options) -> Columns | Skipped:
    """Which column is which; a table without the columns that are needed is skipped, others may have them."""
    found = _find_columns(tuple(names), options)
    return Skipped(path=source.name, reason=found) if isinstance(found, str) else found


@lru_cache(maxsize=64)
def _find_columns(names: tuple[str, ...], options: Options) -> Columns | str:
    """The columns, or what is missing. Lines of JSON have the same few sets of names again and again."""
    given = {
        "text": options.text_column,
        "date": options.date_column,
        "outlet": options.outlet_column,
        "id": options.id_column,
    }
    by_name = {_plain(name): name for name in reversed(names)}
    found: dict[str, str | None] = {}
    for field in FIELDS:
        wanted = given.get(field)
        forms: Iterable[str] = (wanted,) if wanted is not None else get(options.language).input.columns[field]
        found[field] = next((by_name[key] for key in map(_plain, forms) if key in by_name), None)
        if wanted is not None and found[field] is None:
            return f"no column {wanted!r}; it has {_some(names)}"
    text = found.pop("text")
    if text is None:
        return f"no text column; name it with --text-column: {_some(names)}"
    return Columns(text=text, **found)


def looks_like_table(start: str, language: str) -> bool:
    """Whether a text without a telling name begins with the header of a table that holds texts."""
    cells = [_plain(cell.strip("\"' ")) for cell in re.split("[,;\t|]", start.partition("\n")[0])]
    forms = get(language).input.columns["text"]
    return len(cells) > 1 and not {*map(_plain, forms)}.isdisjoint(cells)


def read_row(
    row: Mapping[str, object], columns: Columns, number: int, source: Source, options: Options
) -> Document | Skipped:
    """The document of one row; `number` counts rows from 1, the header aside."""
    place = f"row {number}"

    def field(name: str | None) -> str:
        value = row.get(name) if name is not None else None
        return keep(str(value)).text.strip() if value is not None else ""

    value = row.get(columns.text)
    if value is not None and not isinstance(value, str):
        kind = type(value).__name__
        return Skipped(path=source.name, reason=f"its text is no text but a {kind}", place=place)
    body, notes = keep(value or "")
    if has_markup(body):
        body = keep(plain_text(body)).text
    if not body.strip():
        return Skipped(path=source.name, reason="no text", place=place)
    title = " ".join(field(columns.title).split())
    # As in a file of plain text, the headline is part of what is read.
    text = body if not title or body.lstrip().startswith(title) else f"{title}\n\n{body}"
    date = parse_date(row.get(columns.date), options.language) if columns.date is not None else None
    outlet = field(columns.outlet)
    return Document(
        id=field(columns.id) or f"{source.id}#{number}",
        text=text,
        title=title or None,
        date=date,
        outlet=outlet or None,
        url=field(columns.url) or None,
        path=source.name,
        date_from=f"column {columns.date}" if date else None,
        outlet_from=f"column {columns.outlet}" if outlet else None,
        notes=notes,
    )


def _plain(name: str) -> str:
    return re.sub(r"[\s_.\-]+", " ", fold(name)).strip()


def _some(names: Sequence[str], limit: int = 8) -> str:
    more = f" and {len(names) - limit} more" if len(names) > limit else ""
    return ", ".join(" ".join(name.split())[:40] for name in names[:limit]) + more
