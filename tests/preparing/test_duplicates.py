"""Near copies among documents."""

from __future__ import annotations

import random
from itertools import combinations

import pytest

from graphkit.preparing import Copy, find_copies
from graphkit.preparing.duplicates import ALIKE, _shingles, _words

WORDS = [f"mot{i}" for i in range(300)]


def text_of(seed: int, length: int = 200) -> list[str]:
    return random.Random(seed).choices(WORDS, k=length)


BASE = text_of(1)


def test_the_same_text_in_other_case_and_spacing_is_a_copy_of_the_first_id() -> None:
    texts = [("b", "L'Iran  a PARLÉ."), ("a", "l'iran a parle"), ("c", "L'Irak a parlé.")]
    assert find_copies(texts) == {"b": Copy(of="a", rule="same text")}


def test_a_text_with_one_changed_sentence_is_a_near_copy() -> None:
    changed = [*BASE[:100], *text_of(2, 8), *BASE[100:]]
    found = find_copies([("a", " ".join(BASE)), ("b", " ".join(changed))])
    assert found["b"].of == "a"
    assert found["b"].rule.startswith("word 5-grams, Jaccard 0.9")


def test_a_text_that_quotes_half_of_another_is_not() -> None:
    assert find_copies([("a", " ".join(BASE)), ("b", " ".join(BASE[:100] + text_of(3, 100)))]) == {}


def test_short_and_empty_texts_are_copies_only_when_equal() -> None:
    assert find_copies([("a", ""), ("b", ""), ("c", "un deux trois"), ("d", "un deux quatre")]) == {}


def test_order_of_documents_does_not_matter() -> None:
    texts = [(str(i), " ".join([*BASE[: 150 + i], *text_of(i, 10)])) for i in range(12)]
    expected = find_copies(texts)
    assert expected
    for seed in range(3):
        assert find_copies(random.Random(seed).sample(texts, len(texts))) == expected


@pytest.mark.parametrize("seed", range(5))
def test_prefix_filtering_misses_no_pair(seed: int) -> None:
    """Oracle: the Jaccard index of every pair."""
    rng = random.Random(seed)
    texts = []
    for i in range(20):
        words = list(BASE)
        for _ in range(rng.randrange(12)):
            words[rng.randrange(len(words))] = "autre"
        texts.append((f"{i:02}", " ".join(words)))
    sets = {id_: _shingles(_words(text)) for id_, text in texts}
    copies = find_copies(texts)
    originals = [id_ for id_, _ in texts if id_ not in copies]
    for one, two in combinations(originals, 2):
        assert len(sets[one] & sets[two]) / len(sets[one] | sets[two]) < ALIKE
