"""When it happened: the date that a clause gives, resolved against the date of its article.

Only what hangs in the clause of the cue counts ("Moscou a bombardé Kiev lundi"); a span of time that
something began or ended with ("depuis 2015") is no date of an event. A date keeps the precision of the
text: "en 2015" is ``2015``. The words are language data (``dates.toml``).
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate

from graphkit.language.schema.documents import Dates
from graphkit.syntax import Tree, Word

_MONTHS_OF_YEAR, _DAYS_OF_WEEK = 12, 7


@dataclass(frozen=True, slots=True, kw_only=True)
class Expression:
    """A date as a text says it: what it names, and what it leaves to the date of the article.

    A year, month or day that is not said is 0. `weekday` counts from 0 for Monday, -1 for none. Of `shift`
    one is set: days, months or years from the article's date. `following` says that it lies ahead of it.
    """

    text: str
    year: int = 0
    month: int = 0
    day: int = 0
    weekday: int = -1
    days: int | None = None
    months: int | None = None
    years: int | None = None
    following: bool = False


class Calendar:
    """Finds the date of a predicate in its clause."""

    def __init__(self, dates: Dates) -> None:
        self.dates = dates
        months, weekdays = _any_of(dates.months), _any_of(dates.weekdays)
        day = rf"(?P<day>\d{{1,2}})\s?(?:{_any_of(dates.ordinals)})?"
        relative = {**dates.relative_days, **dates.relative_months, **dates.relative_years}
        self._pattern = re.compile(
            rf"(?<!\w)(?:(?:(?:{weekdays}) )?{day} (?P<month>{months})(?: (?P<year>\d{{4}}))?"
            rf"|(?:{_any_of(dates.inside)}) (?P<month2>{months})(?: (?P<year2>\d{{4}}))?"
            rf"|(?:{_any_of(dates.inside)}) (?P<year3>\d{{4}})"
            rf"|(?P<weekday>{weekdays})(?: (?P<following>{_any_of(dates.following)}))?"
            rf"|(?P<relative>{_any_of(relative)}))(?!\w)"
        )

    def date_of(self, tree: Tree, index: int) -> Expression | None:
        """The date that the clause of a word gives; None where there is none, or several."""
        path = _path(tree, index)
        near: list[Expression] = []
        beside: list[Expression] = []
        for first, last, expression in self._expressions(tree, *tree.sentence_of(index)):
            top = next((w for w in tree[first:last] if not first <= w.head < last), tree[first])
            if _path(tree, top.head)[-1] != path[-1] or self._is_bound(tree, first):
                continue
            if top.head in path:
                near.append(expression)
            elif tree[top.head].pos != "NOUN":  # "l'élection de mardi" dates the election
                beside.append(expression)
        found = near or beside
        return found[0] if len(found) == 1 else None

    def _expressions(self, tree: Tree, first: int, last: int) -> Iterable[tuple[int, int, Expression]]:
        """(first word, end, date) of the dates of a sentence."""
        words = [word.lower for word in tree[first:last]]
        starts = [0, *accumulate(len(word) + 1 for word in words[:-1])]
        for match in self._pattern.finditer(" ".join(words)):
            inside = [i for i, start in enumerate(starts) if match.start() <= start < match.end()]
            expression = self._expression(match)
            if inside and expression is not None:
                yield first + inside[0], first + inside[-1] + 1, expression

    def _expression(self, match: re.Match[str]) -> Expression | None:
        part, text = match.groupdict(), match.group().replace("' ", "'")
        if part["relative"]:
            form = part["relative"].replace("' ", "'")
            return Expression(
                text=text,
                days=self.dates.relative_days.get(form),
                months=self.dates.relative_months.get(form),
                years=self.dates.relative_years.get(form),
            )
        if part["weekday"]:
            number = self.dates.weekdays.index(part["weekday"])
            return Expression(text=text, weekday=number, following=bool(part["following"]))
        month, year = part["month"] or part["month2"], part["year"] or part["year2"] or part["year3"]
        return Expression(
            text=text,
            year=int(year or 0),
            month=self.dates.months[month] if month else 0,
            day=int(part["day"] or 0),
        )

    def _is_bound(self, tree: Tree, first: int) -> bool:
        """Whether a date bounds a span of time instead of naming one: "depuis", "avant"."""
        begin = tree.sentence_of(first)[0]
        comma = next((i for i in range(first - 1, begin, -1) if tree[i].text == ","), begin)
        # "depuis que la guerre a éclaté en 2011, …": all up to the comma is the span.
        return any(word.lower in self.dates.bounds for word in tree[comma:first])


def resolve(expression: Expression, article: str | None, *, ahead: bool = False) -> str | None:
    """The date of an expression as ISO 8601 at its precision; None where the article's date is missing.

    Args:
        expression: what the text says.
        article: the date of the article, ISO 8601 at any precision.
        ahead: whether the event lies ahead of the article ("rencontrera mardi"); else it is the last one.

    >>> resolve(Expression(text="lundi", weekday=0), "2024-12-04")
    '2024-12-02'
    >>> resolve(Expression(text="en mars", month=3), "2024-01-15")
    '2023-03'

    """
    year, month, day = ([int(part) for part in (article or "").split("-") if part] + [0, 0, 0])[:3]
    ahead = ahead or expression.following
    if expression.year:
        return _iso(expression.year, expression.month, expression.day)
    if not year:
        return None
    if expression.years is not None:
        return _iso(year + expression.years, 0, 0)
    if expression.months is not None:
        count = year * _MONTHS_OF_YEAR + month - 1 + expression.months
        return _iso(count // _MONTHS_OF_YEAR, count % _MONTHS_OF_YEAR + 1, 0) if month else None
    if expression.month:
        said, now = (expression.month, expression.day), (month, day if expression.day else 0)
        if month and (said < now if ahead else said > now):
            year += 1 if ahead else -1
        return _iso(year, expression.month, expression.day)
    if not day or _iso(year, month, day) is None:
        return None
    today = dt.date(year, month, day)
    if expression.days is not None:
        return (today + dt.timedelta(days=expression.days)).isoformat()
    back = (today.weekday() - expression.weekday) % _DAYS_OF_WEEK
    return (today + dt.timedelta(days=-back % _DAYS_OF_WEEK if ahead else -back)).isoformat()


def _iso(year: int, month: int, day: int) -> str | None:
    try:
        date = dt.date(year, month or 1, day or 1)
    except ValueError:
        return None
    return date.isoformat()[: 10 if day else 7 if month else 4]


def _path(tree: Tree, index: int) -> list[int]:
    """A word and its governors up to the verb of its clause."""
    path = [index]
    word: Word = tree[index]
    above = tree.head(index)
    while word.pos != "VERB" and above is not None:
        path.append(above.index)
        word, above = above, tree.head(above.index)
    return path


def _any_of(words: Sequence[str] | Mapping[str, int]) -> str:
    """A pattern for any of the forms, as a tokenizer cuts them, the longest first."""
    forms = sorted((form.replace("'", "' ") for form in words), key=lambda form: (-len(form), form))
    return "|".join(map(re.escape, forms)) or "(?!)"
