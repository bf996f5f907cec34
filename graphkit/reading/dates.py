"""The date of an article: from its first and last lines, or from its file's name.

A wrong date is worse than none, so only three places count: a line with a date cue
("03/05/2023 mis à jour: 18:40"), a line that is nothing but a date ("lundi 2 décembre 2024"),
and a dateline ("2 novembre 2012. - L'armée..."). A date inside prose is an event's, and the
year of a copyright notice is the site's. The words are language data (``dates.toml``).
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from graphkit.language import get

HEAD_LINES, TAIL_LINES = 6, 3
"""How many non-empty lines are looked at: a title, a subtitle and a byline may come before the date."""

FIRST_YEAR = 1800

MAX_LINE = 160
"""A longer line is prose: "dans un rapport publié le ..." tells the report's date."""

CUE_REACH = 25
"""Characters between a cue and its date: room for "le lundi" or "par la rédaction, le"."""

_NAME_DATE = re.compile(
    r"(?<![0-9A-Za-z])(\d{4})(?:([-_.])(\d{2})(?:\2(\d{2}))?|(\d{2})(\d{2}))(?![0-9A-Za-z])"
)
_ISO_TIME = re.compile(r"(?P<year>\d{4})(?:-?(?P<month>\d{2})(?:-?(?P<day>\d{2}))?)?(?:[t ]\d{2}:?\d{2}.*)?")
_DATELINE_END = r"\s*[.,]?\s*(?:\([^()]{2,30}\)\s*)?[-\u2013\u2014:]\s*\S"


@dataclass(frozen=True, slots=True, kw_only=True)
class DateWords:
    """One language's patterns, made from its ``dates.toml``; all words are folded (see `fold`)."""

    months: dict[str, int]
    date: re.Pattern[str]
    dateline: re.Pattern[str]
    cue: re.Pattern[str]
    not_cue: re.Pattern[str]
    filler: re.Pattern[str]


class Found(NamedTuple):
    """A date as ISO 8601 at the precision known, and where it was found."""

    value: str
    place: str


def find_date(text: str, name: str, language: str = "fr", *, today: dt.date | None = None) -> Found | None:
    """The date of an article, or None.

    `name` is the file's name; it decides where the text is silent or less precise.
    A date after `today` (default: the current day) is a slip and counts as unknown.
    """
    limit = _limit(today)
    said = next((d for d in _dates_in_text(text, _words(language)) if d <= limit), None)
    named = next((d for d in _dates_in_name(name) if d <= limit), None)
    if named and (said is None or named.startswith(said)):
        return Found(named, "file name")
    return Found(said, "text") if said else None


def parse_date(value: object, language: str = "fr", *, today: dt.date | None = None) -> str | None:
    """A date that a table or a page's metadata gives, as ISO 8601 at the precision that it has, or None.

    Takes dates, ISO 8601 with or without time, and the ways in which a line tells a date:
    "02/12/2024" is the day before the month, as in French. 0000-00-00, 31/02 and the future are unknown.
    """
    words = _words(language)
    # A datetime is a date too; its time is cut off.
    text = value.isoformat()[:10] if isinstance(value, dt.date) else fold(str(value).strip())
    exact = _ISO_TIME.fullmatch(text)
    if exact:
        date = _at_precision(exact["year"], exact["month"], exact["day"])
    else:
        match = words.date.search(text[:MAX_LINE])
        date = _iso(match, words) if match else None
    return date if date and date <= _limit(today) else None


def date_of_line(line: str, language: str = "fr", *, today: dt.date | None = None) -> str | None:
    """The date that a line tells as the article's, such as one with a date cue; None for any other date."""
    limit = _limit(today)
    return next((d for d in _dates_in_line(fold(line.strip()), _words(language)) if d <= limit), None)


def _limit(today: dt.date | None) -> str:
    """The last day that may be: tomorrow, for the clocks of the world differ."""
    return ((today or dt.datetime.now(tz=dt.UTC).date()) + dt.timedelta(days=1)).isoformat()


def fold(text: str) -> str:
    """Lower case without accents, for comparing words."""
    decomposed = unicodedata.normalize("NFD", text.lower())
    return "".join(char for char in decomposed if not unicodedata.combining(char))


def _dates_in_text(text: str, words: DateWords) -> Iterator[str]:
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    head, tail = lines[:HEAD_LINES], lines[HEAD_LINES:][-TAIL_LINES:]
    for line in [*head, *reversed(tail)]:
        yield from _dates_in_line(fold(line), words)


def _dates_in_line(line: str, words: DateWords) -> Iterator[str]:
    """The dates of a folded line that may be the article's, as ISO; impossible ones (31/02) are left out."""
    matches = []
    dateline = words.dateline.match(line)
    if dateline:
        matches.append(dateline)
    if not words.not_cue.search(line[:MAX_LINE]):
        matches.extend(m for m in words.date.finditer(line[:MAX_LINE]) if _tells_article(line, m, words))
    yield from filter(None, (_iso(match, words) for match in matches))


def _tells_article(line: str, date: re.Match[str], words: DateWords) -> bool:
    """Whether a date is the article's: beside a cue in a line that is no sentence, or alone in its line."""
    before = line[max(0, date.start() - CUE_REACH) : date.start()]
    after = line[date.end() :].lstrip(" ,:-")
    prose = len(line) > MAX_LINE or (line.endswith((".", "!", "?")) and not words.cue.match(line))
    beside_cue = bool(words.cue.search(before) or words.cue.match(after))
    return (beside_cue and not prose) or _is_alone(line, date, words)


def _is_alone(line: str, date: re.Match[str], words: DateWords) -> bool:
    """Whether a line holds a date and nothing else but hours and filler words."""
    rest = line[: date.start()] + " " + line[date.end() :]
    return not re.search(r"[^\W\d_]", words.filler.sub(" ", rest))


def _iso(match: re.Match[str], words: DateWords) -> str | None:
    """The ISO form of a match of `DateWords.date`, or None for an impossible date such as 31/02."""
    part = match.groupdict()
    year = part["y1"] or part["y2"] or part["y3"] or part["y4"]
    month = part["m1"] or part["m2"] or part["m4"]
    number = month or str(words.months[part["name3"]])
    return _at_precision(year, number, part["d1"] or part["d2"] or part["d3"])


def _at_precision(year: str, month: str | None, day: str | None) -> str | None:
    """ISO 8601 with the parts that are given, or None where there is no such day."""
    try:
        date = dt.date(int(year), int(month or 1), int(day or 1))
    except ValueError:
        return None
    if date.year < FIRST_YEAR:
        return None
    return date.isoformat()[: 10 if day else 7 if month else 4]


def _dates_in_name(name: str) -> Iterator[str]:
    for year, _, month, day, month8, day8 in _NAME_DATE.findall(name):
        found = _at_precision(year, month or month8, day or day8 or None)
        if found:
            yield found


@cache
def _words(language: str) -> DateWords:
    data = get(language).dates
    months = {fold(form): number for form, number in data.months.items()}
    weekday = _any_of(data.weekdays)
    date = (
        r"(?<!\d)(?:"
        r"(?P<y1>\d{4})-(?P<m1>\d{1,2})-(?P<d1>\d{1,2})"
        r"|(?P<d2>\d{1,2})(?P<sep>[/.-])(?P<m2>\d{1,2})(?P=sep)(?P<y2>\d{4})"
        rf"|(?:{weekday}\s+)?(?:(?P<d3>\d{{1,2}})(?:{_any_of(data.ordinals)})?\s+)?"
        rf"(?P<name3>{_any_of(months)})\.?\s+(?P<y3>\d{{4}})"
        r"|(?P<y4>\d{4})-(?P<m4>\d{2})"
        r")(?![\d-])"
    )
    filler = rf"(?<!\w)(?:{weekday}|\d+\s*h\s*\d*|{_any_of(data.fillers)})(?!\w)"
    return DateWords(
        months=months,
        date=re.compile(date),
        dateline=re.compile(rf"(?:[^\W\d_][^\d,.;:!?]{{1,40}},\s+)?{date}{_DATELINE_END}"),
        cue=re.compile(rf"(?<!\w){_any_of(data.publication)}(?!\w)"),
        not_cue=re.compile(rf"(?<!\w){_any_of(data.ignore)}"),
        filler=re.compile(filler),
    )


def _any_of(words: Iterable[str]) -> str:
    """A pattern for any of the words, the longest first; one that never matches where there is no word."""
    forms = sorted({fold(word) for word in words}, key=lambda form: (-len(form), form))
    return "(?:" + "|".join(map(re.escape, forms)) + ")" if forms else "(?!)"
