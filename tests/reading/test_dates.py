"""The date of an article."""

from __future__ import annotations

import datetime as dt

import pytest

from graphkit.reading import find_date
from graphkit.reading.dates import parse_date

TODAY = dt.date(2026, 1, 1)


def date_of(text: str, name: str = "x.txt") -> str | None:
    found = find_date(text, name, today=TODAY)
    return found.value if found else None


@pytest.mark.parametrize(
    ("line", "date"),
    [
        ("03/05/2023 mis à jour: 18:40", "2023-05-03"),
        (" date 2016-12 Réagissez", "2016-12"),
        ("lundi 2 décembre 2024", "2024-12-02"),
        ("Le lundi 2 décembre 2024 à 10h04", "2024-12-02"),
        ("1er mars 2020", "2020-03-01"),
        ("2 janv. 2020", "2020-01-02"),
        ("décembre 2016", "2016-12"),
        ("2 novembre 2012. - L’armée syrienne avance.", "2012-11-02"),
        ("Kaboul, 2 novembre 2012 (AFP) - Les talibans", "2012-11-02"),
        ("4 juillet 2012. - Depuis le 30 juin 2012, les islamistes", "2012-07-04"),
        ("Publié le 12 aout 2020 à 10h04 par Jean Dupont", "2020-08-12"),
        ("Mis à jour le 3/4/2021", "2021-04-03"),
        ("2024-12-02", "2024-12-02"),
    ],
)
def test_a_line_that_tells_the_date(line: str, date: str) -> None:
    assert date_of(f"Un titre\n\n{line}\n\nLe texte commence ici.") == date


@pytest.mark.parametrize(
    "line",
    [
        "Copyright 2025 . All Rights Reserved.",
        "© 12/03/2025 Le Journal",
        "Le 15 novembre 2016, l'armée attaque Alep.",
        "Un rapport publié le 2 novembre 2012 accuse l'armée.",
        "En 2015 et avec l'appui de la Russie",
        "31/02/2024",
        "12/31/2020",
        "1/1/0001",
        "3 mars 2027",
        "1224",
    ],
)
def test_a_line_that_does_not(line: str) -> None:
    assert date_of(f"Un titre\n{line}\nLe texte.") is None


def test_the_middle_of_a_text_is_not_looked_at() -> None:
    lines = ["Une phrase."] * 20
    lines[10] = "2 décembre 2024"
    assert date_of("\n".join(lines)) is None


def test_the_end_of_a_text_is_looked_at() -> None:
    assert date_of("\n".join(["Une phrase."] * 20 + ["Publié le 2 décembre 2024"])) == "2024-12-02"


@pytest.mark.parametrize(
    ("name", "date"),
    [
        ("2024-12-02_alep.txt", "2024-12-02"),
        ("alep-2024-12.txt", "2024-12"),
        ("alep_20241202.txt", "2024-12-02"),
        ("000_49ee56dcba9a3d8a.txt", None),
        ("2024-13-01.txt", None),
        ("12345678.txt", None),
    ],
)
def test_the_name_of_the_file(name: str, date: str | None) -> None:
    assert date_of("Une phrase.", name) == date


def test_the_text_wins_over_the_name() -> None:
    assert date_of("2 décembre 2024", "2020-01-01.txt") == "2024-12-02"


def test_the_name_adds_the_day_that_the_text_leaves_out() -> None:
    assert date_of("décembre 2024", "2024-12-09.txt") == "2024-12-09"


def test_where_it_was_found_is_said() -> None:
    assert find_date("2 décembre 2024", "x.txt", today=TODAY) == ("2024-12-02", "text")
    assert find_date("Une phrase.", "2024-12.txt", today=TODAY) == ("2024-12", "file name")


@pytest.mark.parametrize(
    ("value", "date"),
    [
        ("2024-12-02", "2024-12-02"),
        ("2024-12-02T07:22:00+01:00", "2024-12-02"),
        ("2024-12-02 07:22", "2024-12-02"),
        ("20241202", "2024-12-02"),
        ("02/12/2024", "2024-12-02"),
        ("02/12/2024 à 7h22", "2024-12-02"),
        ("lundi 2 décembre 2024", "2024-12-02"),
        ("2024-12", "2024-12"),
        ("2024", "2024"),
        (2024, "2024"),
        (dt.datetime(2024, 12, 2, 7, 22, tzinfo=dt.UTC), "2024-12-02"),
        (dt.date(2024, 12, 2), "2024-12-02"),
        ("0000-00-00", None),
        ("2024-00-00", None),
        ("31/02/2024", None),
        ("2027-01-01", None),
        ("0001-01-01", None),
        ("hier", None),
        ("", None),
        (None, None),
        (float("nan"), None),
        ("9" * 5000, None),
    ],
)
def test_the_date_of_a_table_or_of_metadata(value: object, date: str | None) -> None:
    assert parse_date(value, today=TODAY) == date
