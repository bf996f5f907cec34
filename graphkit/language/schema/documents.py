"""What an article has around its prose: boilerplate, dates, table columns, outlets, its language."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Boilerplate:
    """`boilerplate.toml`: lines, line starts and line ends that are no prose, as regular expressions.

    The name of a pattern's group is the reason that is reported: ``(?P<copyright>...)``.
    """

    line: tuple[str, ...]
    line_start: tuple[str, ...] = ()
    line_end: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Dates:
    """`dates.toml`: month names, the words around a publication date, and those that date an event.

    `weekdays` begin with Monday. `inside` stand before a month or year in which something happens, `bounds`
    before a date that only bounds it. The relative ones count from the date of the article.
    """

    months: Mapping[str, int]
    weekdays: tuple[str, ...] = ()
    inside: tuple[str, ...] = ()
    following: tuple[str, ...] = ()
    bounds: frozenset[str] = frozenset()
    relative_days: Mapping[str, int] = dataclasses.field(default_factory=dict)
    relative_months: Mapping[str, int] = dataclasses.field(default_factory=dict)
    relative_years: Mapping[str, int] = dataclasses.field(default_factory=dict)
    ordinals: tuple[str, ...] = ()
    fillers: tuple[str, ...] = ()
    publication: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class InputWords:
    """`input.toml`: names of table columns, lines that name the outlet, function words by language code.

    `compound_starts` are words that keep their hyphen where a line ends behind it.
    """

    columns: Mapping[str, tuple[str, ...]]
    function_words: Mapping[str, tuple[str, ...]]
    outlet_cues: tuple[str, ...] = ()
    outlet_fillers: tuple[str, ...] = ()
    compound_starts: tuple[str, ...] = ()
