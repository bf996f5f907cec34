"""Names: folding, ids, and which two names are one person's."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from graphkit.actors.names import (
    fold,
    government_id,
    is_acronym_of,
    military_id,
    pieces,
    slug,
    state_id,
)
from graphkit.actors.persons import is_short_for, same_person


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Élysée", "elysee"),
        ("CÔTE D’IVOIRE", "cote d’ivoire"),
        ("Cœur", "coeur"),
        ("Erdoğan", "erdogan"),
        ("Wałęsa", "walesa"),
        ("Bjørn", "bjorn"),
    ],
)
def test_folding_drops_case_accents_and_ligatures(text: str, folded: str) -> None:
    assert fold(text) == folded


@given(st.text())
@example("Ø")
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize("spelling", ["États-Unis", "Etats-Unis", "ÉTATS-UNIS", "Etats Unis", "États‑Unis"])
def test_spellings_of_a_name_have_the_same_pieces(spelling: str) -> None:
    assert pieces(spelling) == ("etats", "unis")


def test_pieces_part_at_apostrophes_and_hyphens() -> None:
    assert pieces("l'État islamique") == pieces("l’Etat islamique") == ("l", "etat", "islamique")
    assert pieces("Jean-Luc M.") == ("jean", "luc", "m")


@pytest.mark.parametrize(
    ("name", "id_"),
    [
        ("Bachar al-Assad", "bachar-al-assad"),
        ("Côte d’Ivoire", "cote-d-ivoire"),
        ("M23", "m23"),
        ("  Élysée ", "elysee"),
    ],
)
def test_a_slug_is_an_id_of_plain_letters(name: str, id_: str) -> None:
    assert slug(name) == id_


@given(st.text(min_size=1))
def test_every_text_has_a_slug(text: str) -> None:
    assert slug(text)
    assert slug(text) == slug(text).lower()


def test_ids_of_a_state_and_its_bodies_differ() -> None:
    assert (state_id("SYR"), government_id("SYR"), military_id("SYR")) == (
        "syr",
        "syr-government",
        "syr-military",
    )


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Bachar al-Assad", "Bashar al-Assad"),
        ("Bachar al-Assad", "Bashar el-Assad"),
        ("Bachar al-Assad", "Bachar Al Assad"),
        ("Bachar al-Assad", "BACHAR AL-ASSAD"),
        ("Mohamed Morsi", "Mohammed Morsi"),
        ("Vladimir Poutine", "Vladimir Putin"),
        ("Hassan Rohani", "Hassan Rouhani"),
        ("Ali Khamenei", "Ali Khameneï"),
        ("Volodymyr Zelensky", "Volodymyr Zelenskiy"),
        ("Recep Tayyip Erdogan", "Recep Tayyip Erdoğan"),
        ("Kim Jong-un", "Kim Jong Un"),
        ("Ursula von der Leyen", "Ursula Von der Leyen"),
    ],
)
def test_spellings_of_a_full_name_are_one_person(one: str, other: str) -> None:
    assert same_person(one, other)
    assert same_person(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Emmanuel Macron", "Emmanuel Moulin"),
        ("Emmanuel Macron", "Brigitte Macron"),
        ("Marine Le Pen", "Jean-Marie Le Pen"),
        ("Bill Clinton", "Hillary Clinton"),
        ("George Bush", "George W. Bush"),
        ("Donald Trump", "Melania Trump"),
        ("Raúl Castro", "Fidel Castro"),
        ("Kim Jong-un", "Kim Jong-il"),
        ("Bachar al-Assad", "Hafez al-Assad"),
        ("Macron", "Emmanuel Macron"),
        ("Macron", "Macron"),
        ("al-Assad", "al-Assad"),
        ("Marine Le Pen", "Marion Le Pen"),
    ],
)
def test_a_shared_first_name_or_surname_makes_no_one_person(one: str, other: str) -> None:
    assert not same_person(one, other)
    assert not same_person(other, one)


@given(st.text(max_size=30), st.text(max_size=30))
def test_being_one_person_is_mutual(one: str, other: str) -> None:
    assert same_person(one, other) == same_person(other, one)


@pytest.mark.parametrize(
    ("short", "full"),
    [
        ("Macron", "Emmanuel Macron"),
        ("MACRON", "Emmanuel Macron"),
        ("Le Pen", "Marine Le Pen"),
        ("Assad", "Bachar al-Assad"),
        ("al-Assad", "Bachar al-Assad"),
        ("von der Leyen", "Ursula von der Leyen"),
        ("Tayyip Erdogan", "Recep Tayyip Erdogan"),
    ],
)
def test_the_last_pieces_of_a_name_are_short_for_it(short: str, full: str) -> None:
    assert is_short_for(short, full)
    assert not is_short_for(full, short)


@pytest.mark.parametrize(
    ("short", "full"),
    [
        ("Bachar", "Bachar al-Assad"),
        ("Marine", "Marine Le Pen"),
        ("Emmanuel Macron", "Emmanuel Macron"),
        ("Moulin", "Emmanuel Macron"),
        ("Assade", "Bachar al-Assad"),
        ("", "Bachar al-Assad"),
    ],
)
def test_other_parts_of_a_name_are_not_short_for_it(short: str, full: str) -> None:
    assert not is_short_for(short, full)


@pytest.mark.parametrize(
    ("acronym", "name"),
    [
        ("OSDH", "Observatoire syrien des droits de l'homme"),
        ("CGT", "Confédération générale du travail"),
        ("ONU", "Organisation des Nations unies"),
        ("PKK", "Partiya Karkerên Kurdistan"),
    ],
)
def test_initials_in_order_make_an_acronym(acronym: str, name: str) -> None:
    assert is_acronym_of(acronym, name)


@pytest.mark.parametrize(
    ("acronym", "name"),
    [
        ("HTS", "Hayat Tahrir al-Cham"),
        ("Onu", "Organisation des Nations unies"),
        ("C", "Confédération"),
        ("TGC", "Confédération générale du travail"),
        ("", "Organisation"),
    ],
)
def test_other_letters_make_none(acronym: str, name: str) -> None:
    assert not is_acronym_of(acronym, name)
