"""What is prose and what the page added."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphkit.language import get
from graphkit.preparing import Block, BlockKind, body_text, clean, title
from graphkit.preparing.cleaning import MAX_BLOCK

BOILERPLATE = get("fr").boilerplate
PROSE = "Le régime syrien a perdu le contrôle de la ville, a annoncé dimanche une organisation."


def blocks_of(text: str) -> list[tuple[str, str, str]]:
    return [(text[b.start : b.end], b.kind.value, b.reason) for b in clean(text, BOILERPLATE)]


def kept(text: str) -> str:
    return body_text(text, clean(text, BOILERPLATE))


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("Copyright 2025 . All Rights Reserved.", "copyright"),
        ("© Le Journal 2024 - Tous droits réservés", "copyright"),
        ("1224", "view count"),
        ("12 345 vues", "view count"),
        ("03/05/2023 mis à jour: 18:40", "date line"),
        (" date 2016-12 Réagissez", "date line"),
        ("Publié 2016-12 Réagissez", "date line"),
        ("2024-12-02T10:04:00+01:00", "date line"),
        ("Publié le 2 décembre 2024 à 10h04 par Jean Dupont", "date line"),
        ("lundi 2 décembre 2024", "date line"),
        ("Mise à jour : à 18h40, la réaction du ministère a été ajoutée.", "update note"),
        ("Table of Contents", "table of contents"),
        ("Réagissez", "reaction link"),
        ("Lire aussi : Alep, la chute", "related link"),
        ("À lire aussi Alep, la chute", "related link"),
        ("Partager sur Facebook", "share button"),
        ("Facebook Twitter WhatsApp", "share button"),
        ("Publicité", "advertisement"),
        ("Temps de lecture : 3 min", "reading time"),
        ("Crédit photo : AFP", "photo credit"),
        ("* * *", "rule"),
    ],
)
def test_lines_of_the_page_are_left_out(line: str, reason: str) -> None:
    assert blocks_of(f"{PROSE}\n{line}\n")[1] == (line.strip(), "boilerplate", reason)


@pytest.mark.parametrize(
    "line",
    [
        "Partager le pouvoir avec les rebelles est exclu, a dit le ministre.",
        "Le 2 décembre 2024, l'armée a attaqué la ville.",
        "2015-2016 a été une année noire pour les rebelles.",
        "Lire le rapport de l'ONU a changé sa position.",
        "La publicité a été interdite par le gouvernement.",
        "Mis en cause par la Russie, le ministre a démissionné.",
        "Mohammad al-Bachir, chef du « gouvernement » autoproclamé à Idleb",
        "[...] Les rebelles avancent.",
        "Au moins 412 morts",
        "La Russie (alliée du régime) a frappé.",
    ],
)
def test_prose_is_kept(line: str) -> None:
    assert kept(line) == line


def test_a_credit_in_brackets_is_cut_off_its_line() -> None:
    assert blocks_of(f"{PROSE} [KEYSTONE - IRANIAN FOREIGN MINISTRY OFFICE]") == [
        (PROSE, "body", "line"),
        ("[KEYSTONE - IRANIAN FOREIGN MINISTRY OFFICE]", "boilerplate", "photo credit"),
    ]


@pytest.mark.parametrize(
    "head", ["2 novembre 2012. -", "Kaboul, 2 novembre 2012 (AFP) -", "PARIS (AFP) —", "##"]
)
def test_a_dateline_is_cut_off_its_line(head: str) -> None:
    assert [text for text, _, _ in blocks_of(f"{head} {PROSE}")] == [head, PROSE]


def test_short_lines_without_final_punctuation_are_headings() -> None:
    kinds = [kind for _, kind, _ in blocks_of(f"Aide russe cruciale\n{PROSE}\nC'est fini.\nUne question ?")]
    assert kinds == ["heading", "body", "body", "body"]


def test_a_pasted_repeat_is_left_out_with_the_short_lines_in_it() -> None:
    other = PROSE.replace("régime", "gouvernement")
    text = f"{PROSE}\nUn bilan lourd\n{other}\nLa fin.\n{PROSE}\nUn bilan lourd\n{other}\n"
    assert [kind for _, kind, _ in blocks_of(text)] == [
        "body",
        "heading",
        "body",
        "body",
        "repeat",
        "repeat",
        "repeat",
    ]


def test_a_short_line_may_recur() -> None:
    assert "repeat" not in [kind for _, kind, _ in blocks_of(f"Non.\n{PROSE}\nNon.\n")]


def test_the_title_is_a_heading_at_the_top() -> None:
    text = f"1224\nLe régime syrien perd Alep\n{PROSE}"
    assert title(text, clean(text, BOILERPLATE)) == "Le régime syrien perd Alep"
    assert title(PROSE, clean(PROSE, BOILERPLATE)) is None


WRAPPED = """Alep est tombée

Le régime syrien a perdu dimanche le contrôle de la
deuxième ville du pays, et les rebelles en ont pris
les quartiers de l'ouest.
Une aide russe
La Russie soutient le régime depuis des années et
a envoyé des avions.
"""


def test_lines_that_were_wrapped_at_a_margin_are_put_together() -> None:
    assert [" ".join(text.split()) for text, _, _ in blocks_of(WRAPPED)] == [
        "Alep est tombée",
        WRAPPED.split("\n\n")[1].partition("\nUne")[0].replace("\n", " "),
        "Une aide russe",
        "La Russie soutient le régime depuis des années et a envoyé des avions.",
    ]


def test_a_long_line_is_cut_at_sentence_ends() -> None:
    text = " ".join([PROSE] * 2000)
    blocks = clean(text, BOILERPLATE)
    assert len(blocks) > 8
    assert all(b.end - b.start <= MAX_BLOCK and text[b.end - 1] == "." for b in blocks)


@pytest.mark.parametrize("run", ["(" * 20_000, "l'" * 4_000, "x" * 500])
def test_a_run_without_blanks_is_left_out(run: str) -> None:
    assert blocks_of(f"{PROSE} {run} C'est tout.") == [
        (PROSE, "body", "line"),
        (run, "boilerplate", "no words"),
        ("C'est tout.", "body", "line"),
    ]


def test_a_block_survives_a_round_trip() -> None:
    block = Block(start=1, end=2, kind=BlockKind.BODY, reason="line")
    assert Block.from_dict(block.to_dict()) == block


LINES = st.lists(
    st.one_of(st.text(max_size=80), st.sampled_from([PROSE, "1224", "Lire aussi", "Non. [AFP]"]))
)


@given(LINES.map("\n".join))
def test_blocks_are_in_order_and_hold_every_word(text: str) -> None:
    blocks = clean(text, BOILERPLATE)
    assert all(0 <= b.start < b.end <= len(text) for b in blocks)
    assert all(one.end <= two.start for one, two in pairwise(blocks))
    assert "".join("".join(text[b.start : b.end] for b in blocks).split()) == "".join(text.split())


@given(LINES.map("\n".join))
def test_cleaning_what_was_kept_leaves_out_no_repeat(text: str) -> None:
    again = clean(kept(text), BOILERPLATE)
    assert BlockKind.REPEAT not in {b.kind for b in again}
