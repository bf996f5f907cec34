"""The date of an event: what a clause says, and what it is by the article's date."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from graphkit.language.schema.folder import LanguageData
from graphkit.relations.dating import Calendar, Expression, resolve
from graphkit.syntax import Tree

WEDNESDAY = "2025-06-18"


@pytest.mark.parametrize(
    ("said", "date"),
    [
        ({"year": 2015}, "2015"),
        ({"year": 2015, "month": 9}, "2015-09"),
        ({"year": 2015, "month": 9, "day": 30}, "2015-09-30"),
        ({"year": 2015, "month": 2, "day": 31}, None),
        ({"month": 5}, "2025-05"),
        ({"month": 6}, "2025-06"),
        ({"month": 9}, "2024-09"),
        ({"month": 6, "day": 13}, "2025-06-13"),
        ({"month": 6, "day": 20}, "2024-06-20"),
        ({"weekday": 0}, "2025-06-16"),
        ({"weekday": 2}, WEDNESDAY),
        ({"weekday": 3}, "2025-06-12"),
        ({"weekday": 3, "following": True}, "2025-06-19"),
        ({"days": -1}, "2025-06-17"),
        ({"months": -6}, "2024-12"),
        ({"months": 7}, "2026-01"),
        ({"years": -1}, "2024"),
    ],
)
def test_a_date_is_resolved_against_the_article(said: dict[str, Any], date: str | None) -> None:
    assert resolve(Expression(text="", **said), WEDNESDAY) == date


@pytest.mark.parametrize(
    ("said", "date"),
    [({"weekday": 0}, "2025-06-23"), ({"month": 3}, "2026-03"), ({"month": 6, "day": 20}, "2025-06-20")],
)
def test_what_lies_ahead_is_the_next_one(said: dict[str, Any], date: str) -> None:
    assert resolve(Expression(text="", **said), WEDNESDAY, ahead=True) == date


@pytest.mark.parametrize("article", [None, "2025", "2025-06"])
def test_without_the_articles_day_a_weekday_is_no_date(article: str | None) -> None:
    assert resolve(Expression(text="lundi", weekday=0), article) is None
    assert resolve(Expression(text="en 2015", year=2015), article) == "2015"


@pytest.fixture
def date_of(by_hand: Callable[[str], Tree], french: LanguageData) -> Callable[[str, str], str]:
    """What the clause of the word with a given form gives as its date; empty for nothing."""

    def said(table: str, form: str) -> str:
        tree = by_hand(table)
        index = next(word.index for word in tree if word.text == form)
        found = Calendar(french.dates).date_of(tree, index)
        return found.text if found else ""

    return said


def attack(*extra: str) -> str:
    """ "Moscou bombarde Kiev" with more words hung on the verb (word 2)."""
    return "\n".join(
        [
            "Moscou   Moscou    PROPN subject 2",
            "bombarde bombarder VERB  root    0 VerbForm=Fin|Mood=Ind|Tense=Pres",
            "Kiev     Kiev      PROPN object  2",
            *extra,
        ]
    )


@pytest.mark.parametrize(
    ("extra", "text"),
    [
        (("lundi lundi NOUN oblique 2",), "lundi"),
        (("en en ADP case 5", "2015 2015 NUM oblique 2"), "en 2015"),
        (("le le DET determiner 5", "3 3 NUM oblique 2", "mai mai NOUN oblique 5"), "3 mai"),
        (("depuis depuis ADP case 5", "lundi lundi NOUN oblique 2"), ""),
        (
            (
                "depuis depuis ADP mark 5",
                "éclaté éclater VERB adverbial 2",
                "en en ADP case 7",
                "2011 2011 NUM oblique 2",
            ),
            "",
        ),
        (("lundi lundi NOUN oblique 2", "mardi mardi NOUN oblique 2"), ""),
        ((), ""),
    ],
)
def test_a_clause_gives_its_date(
    extra: tuple[str, ...], text: str, date_of: Callable[[str, str], str]
) -> None:
    assert date_of(attack(*extra), "bombarde") == text


def test_the_date_of_another_clause_is_its_own(date_of: Callable[[str, str], str]) -> None:
    table = """
    Varsovie promet    VERB  root            0 VerbForm=Fin|Mood=Ind
    lundi    lundi     NOUN  oblique         1
    d'       de        ADP   mark            4
    aider    aider     VERB  open_complement 1 VerbForm=Inf
    Kiev     Kiev      PROPN object          4
    """
    assert date_of(table, "Varsovie") == "lundi"
    assert date_of(table, "aider") == ""
