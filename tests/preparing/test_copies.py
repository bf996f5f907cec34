"""What is said twice: copies of documents, stories retold, sentences repeated."""

from __future__ import annotations

import random

import pytest
from altered import ALTERATIONS, articles, told
from conftest import ROOT
from hypothesis import given, settings
from hypothesis import strategies as st

from graphkit.language import get
from graphkit.preparing import Copy, Repeats, Told, find_repeats

SEEDS = articles(ROOT / "seeds")
WIRE = ("alep_2024-12-02_a.txt", "alep_2024-12-02_b.txt")
"""Two dispatches that tell one agency story; all the others stand for themselves."""

WORDS = [f"mot{i}" for i in range(400)]


def repeats_of(*documents: Told) -> Repeats:
    return find_repeats(documents, get("fr").input.function_words["fr"])


def prose(seed: int, sentences: int = 10, length: int = 15) -> list[str]:
    rng = random.Random(seed)
    return [" ".join(rng.choices(WORDS, k=length)) + "." for _ in range(sentences)]


def test_the_same_text_in_other_case_and_spacing_is_a_copy_of_the_first_id() -> None:
    found = repeats_of(
        told("b", ["L'Iran  a PARLÉ."]), told("a", ["l'iran a parle"]), told("c", ["L'Irak a parlé."])
    )
    assert found.copies == {"b": Copy(of="a", rule="same text")}


def test_a_text_with_one_changed_sentence_is_a_copy_of_the_longer() -> None:
    found = repeats_of(told("a", prose(1)), told("b", [*prose(1), *prose(2, 1)]))
    assert found.copies == {"a": Copy(of="b", rule="repeats 1.00 of its words")}


def test_a_text_that_quotes_half_of_another_shares_sentences_but_is_no_copy() -> None:
    found = repeats_of(told("a", prose(1)), told("b", [*prose(1)[:5], *prose(2, 6)]))
    assert found.copies == {}
    assert len(found.sentences) == 10
    assert set(found.sentences.values()) == {("a", s.start) for s in told("a", prose(1)).sentences[:5]}


def test_short_and_empty_texts_are_copies_only_when_equal() -> None:
    texts = {"a": [], "b": [], "c": ["Un deux trois."], "d": ["Un deux quatre."], "e": ["Un deux trois !"]}
    found = repeats_of(*(told(id_, sentences) for id_, sentences in texts.items()))
    assert found.copies == {"e": Copy(of="c", rule="same text")}
    assert found.sentences == {}


@pytest.mark.parametrize("alteration", ALTERATIONS)
@pytest.mark.parametrize("name", SEEDS)
def test_an_altered_article_is_known_for_a_copy(name: str, alteration: str) -> None:
    others = [told(other, sentences) for other, sentences in SEEDS.items() if other not in (*WIRE, name)]
    altered = told("copy", ALTERATIONS[alteration](SEEDS[name], random.Random(1)))
    found = repeats_of(told(name, SEEDS[name]), altered, *others)
    assert {frozenset((id_, copy.of)) for id_, copy in found.copies.items()} == {frozenset((name, "copy"))}
    assert found.retellings == {}


def test_the_story_that_two_outlets_rewrite_is_one() -> None:
    found = repeats_of(*(told(name, sentences) for name, sentences in SEEDS.items()))
    assert found.copies == {}
    assert {frozenset((id_, copy.of)) for id_, copy in found.retellings.items()} == {frozenset(WIRE)}
    assert {doc for doc, _ in found.sentences} == set(WIRE)


@pytest.mark.parametrize(
    ("dates", "told_again"),
    [
        (("2024-12-02", "2024-12-05"), True),
        (("2024-12-02", "2024-12-06"), False),
        (("2024-12-02", None), True),
        (("2024-12-02", "2024-12"), True),
        (("2024-12-02", "2016-12"), False),
        (("2024", "2024-12-02"), True),
    ],
)
def test_a_story_is_told_within_a_few_days(dates: tuple[str, str | None], told_again: bool) -> None:
    """Later articles repeat its background, and stay sources of their own."""
    found = repeats_of(*(told(name, SEEDS[name], date) for name, date in zip(WIRE, dates, strict=True)))
    assert bool(found.retellings) is told_again


def test_roles_reversed_are_not_the_same() -> None:
    one = "Les soldats contrôlent désormais la moitié des quartiers rebelles de la ville, selon une ONG."
    two = "Selon une ONG, les rebelles contrôlent désormais plusieurs bases des soldats autour de la ville."
    assert repeats_of(told("a", [one]), told("b", [two])).sentences == {}


def test_order_of_documents_does_not_matter() -> None:
    documents = [
        told(f"{name}/{kind}", alter(sentences, random.Random(1)))
        for name, sentences in SEEDS.items()
        for kind, alter in ALTERATIONS.items()
    ]
    expected = repeats_of(*documents)
    assert expected.copies
    for seed in range(3):
        assert repeats_of(*random.Random(seed).sample(documents, len(documents))) == expected


@settings(max_examples=30, deadline=None)
@given(st.lists(st.lists(st.sampled_from(prose(3, 12)), max_size=8), max_size=6))
def test_a_copy_is_of_an_original_and_a_sentence_of_a_first_one(texts: list[list[str]]) -> None:
    found = repeats_of(*(told(str(i), sentences) for i, sentences in enumerate(texts)))
    assert not {copy.of for copy in found.copies.values()} & set(found.copies)
    assert not {copy.of for copy in found.retellings.values()} & {*found.retellings, *found.copies}
    assert all(found.sentences[first] == first <= place for place, first in found.sentences.items())
