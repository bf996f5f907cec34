"""Expected figures are worked out by hand from the definitions in `graphkit.evaluation.clusters`."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from itertools import permutations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tiny_folders import DOC, Record, write_gold, write_lines

from graphkit.evaluation import Evaluation, evaluate
from graphkit.evaluation.clusters import b_cubed, best_pairing, ceaf_e, form_key, is_name
from graphkit.evaluation.gold import Answers, Gold, read_answers, read_gold

Clusters = dict[tuple[str, str], Hashable]


def clusters(*groups: str, doc: str = DOC) -> Clusters:
    """ "ab", "c" -> two clusters of one document, with one letter for each form."""
    return {(doc, form): (doc, number) for number, group in enumerate(groups) for form in group}


# Twelve mentions, the example of Bagga and Baldwin 1998. The first answer joins two big chains, the
# second a big one and a small one; MUC holds them equal, B-cubed holds the second for the better one.
TRUTH = clusters("12345", "67", "89abc")


@pytest.mark.parametrize(
    ("found", "precision", "recall"),
    [
        # 5 of 5 thrice right; the joined chain of 7: 5 * 5/7 + 2 * 2/7 = 29/7; 5 alone: (29/7 + 5) / 12
        (clusters("1234567", "89abc"), (29 / 7 + 5) / 12, 1.0),
        # the joined chain of 10: 2 * 5 * 5/10 = 5, and the 2 alone
        (clusters("1234589abc", "67"), (5 + 2) / 12, 1.0),
        # one cluster for all: (25 + 4 + 25) / 12 / 12
        (clusters("123456789abc"), 54 / 144, 1.0),
        # each form alone: the mean of 1/5 ten times and 1/2 twice
        (clusters(*"123456789abc"), 1.0, (10 / 5 + 2 / 2) / 12),
    ],
    ids=["a small error", "a big error", "all together", "all alone"],
)
def test_b_cubed(found: Clusters, precision: float, recall: float) -> None:
    figures = b_cubed(TRUTH, found)
    assert (figures.precision, figures.recall) == (pytest.approx(precision), pytest.approx(recall))


@pytest.mark.parametrize(
    ("found", "precision", "recall"),
    [
        # {1..7} with {1..5}: 2*5/(7+5); {8..c} with itself: 1; {6,7} is left over
        (clusters("1234567", "89abc"), (10 / 12 + 1) / 2, (10 / 12 + 1) / 3),
        # {1..5,8..c} with either chain of five: 2*5/(10+5)
        (clusters("1234589abc", "67"), (10 / 15 + 1) / 2, (10 / 15 + 1) / 3),
        (clusters("123456789abc"), 10 / 17, 10 / 17 / 3),
        # 2*1/(1+5) twice and 2*1/(1+2)
        (clusters(*"123456789abc"), (1 / 3 + 1 / 3 + 2 / 3) / 12, (1 / 3 + 1 / 3 + 2 / 3) / 3),
    ],
    ids=["a small error", "a big error", "all together", "all alone"],
)
def test_ceaf_e(found: Clusters, precision: float, recall: float) -> None:
    figures = ceaf_e(TRUTH, found)
    assert (figures.precision, figures.recall) == (pytest.approx(precision), pytest.approx(recall))


def test_a_form_of_one_side_counts_against_it() -> None:
    """B3all: {a, b} against {a, b, x}: found are 2/3, 2/3 and 0; asked for are 1 and 1."""
    figures = b_cubed(clusters("ab"), clusters("abx"))
    assert (figures.precision, figures.recall) == (pytest.approx(4 / 9), 1.0)


def test_clusters_of_two_documents_are_never_paired() -> None:
    one, other = clusters("ab"), clusters("ab", doc="b.txt")
    assert ceaf_e(one, other).f1 == 0.0
    assert ceaf_e(one | other, one | other).f1 == 1.0


def test_nothing_is_zero() -> None:
    assert b_cubed({}, {}).f1 == ceaf_e({}, {}).f1 == 0.0


@pytest.mark.parametrize(
    ("table", "best"),
    [
        ([], 0.0),
        ([[0.5]], 0.5),
        ([[0.9, 0.8], [0.8, 0.1]], 1.6),  # taking the greatest cell first gives 1.0
        ([[1, 2, 3], [2, 4, 6], [3, 6, 9]], 14.0),
        ([[0.0, 0.0, 1.0]], 1.0),
        ([[0.3], [0.7], [0.2]], 0.7),
    ],
)
def test_the_best_pairing(table: list[list[float]], best: float) -> None:
    assert best_pairing(table) == pytest.approx(best)


tables = st.integers(1, 4).flatmap(
    lambda width: st.lists(
        st.lists(st.integers(0, 9).map(float), min_size=width, max_size=width), min_size=1, max_size=4
    )
)


@given(tables)
def test_no_pairing_is_better(table: list[list[float]]) -> None:
    wide = table if len(table) <= len(table[0]) else [list(row) for row in zip(*table, strict=True)]
    columns = range(len(wide[0]))
    best = max(sum(wide[i][j] for i, j in enumerate(p)) for p in permutations(columns, len(wide)))
    assert best_pairing(table) == pytest.approx(best)


FORMS = [(doc, form) for doc in ("a.txt", "b.txt") for form in "abcdef"]


def within_documents(numbers: Mapping[tuple[str, str], int]) -> Clusters:
    return {form: (form[0], number) for form, number in numbers.items()}


some = st.dictionaries(st.sampled_from(FORMS), st.integers(0, 4), min_size=1).map(within_documents)


@given(some)
def test_the_gold_against_itself_is_perfect(gold: Clusters) -> None:
    for measure in (b_cubed, ceaf_e):
        figures = measure(gold, gold)
        assert (figures.precision, figures.recall) == (pytest.approx(1.0), pytest.approx(1.0))


@given(some, some)
def test_names_of_clusters_do_not_matter(gold: Clusters, found: Clusters) -> None:
    renamed = {form: ("other", cluster) for form, cluster in reversed(found.items())}
    for measure in (b_cubed, ceaf_e):
        a, b = measure(gold, found), measure(gold, renamed)
        assert (a.precision, a.recall) == (pytest.approx(b.precision), pytest.approx(b.recall))


@given(some, some)
def test_changing_sides_changes_precision_and_recall_over(gold: Clusters, found: Clusters) -> None:
    for measure in (b_cubed, ceaf_e):
        a, b = measure(gold, found), measure(found, gold)
        assert (a.precision, a.recall) == (pytest.approx(b.recall), pytest.approx(b.precision))


@given(some, some)
def test_figures_are_shares(gold: Clusters, found: Clusters) -> None:
    for measure in (b_cubed, ceaf_e):
        figures = measure(gold, found)
        assert min(figures.precision, figures.recall) >= -1e-9
        assert max(figures.precision, figures.recall) <= 1 + 1e-9


@given(some)
def test_forms_left_alone_are_never_wrong_and_all_together_never_missing(gold: Clusters) -> None:
    alone = {form: ("alone", *form) for form in gold}
    together = dict.fromkeys(gold, "one")
    assert b_cubed(gold, alone).precision == pytest.approx(1.0)
    assert b_cubed(gold, together).recall == pytest.approx(1.0)


# -- folders


@pytest.mark.parametrize(
    "form", ["Assad", "M. Assad", "Les États-Unis", "L’ONU", "« Le Monde »", "M23", "Denis"]
)
def test_names_begin_with_a_capital(form: str) -> None:
    assert is_name(form)


@pytest.mark.parametrize(
    "form", ["l'armée syrienne", "Le gouvernement", "russe", "28 soldats", "son armée", ""]
)
def test_what_does_not_is_no_name(form: str) -> None:
    assert not is_name(form)


@pytest.mark.parametrize(
    ("form", "other"),
    [
        ("les États-Unis", "Etats-Unis"),
        ("L’ONU", "Onu"),
        ("M. Assad", "Assad"),
        ("l'Union africaine", "Union africaine"),
    ],
)
def test_forms_that_are_one(form: str, other: str) -> None:
    assert form_key(form) == form_key(other)


def actor(id_: str, *forms: str, **more: object) -> Record:
    aliases = [{"form": form, "docs": [DOC], "count": 1, "kind": "name"} for form in forms]
    return {"id": id_, "label": forms[0], "type": "PERSON", "docs": [DOC], "aliases": aliases} | more


def sides(
    tmp_path: Path, gold: Iterable[Record], found: Iterable[Record]
) -> tuple[Gold, Answers, Evaluation]:
    asked = write_gold(tmp_path / "gold", [], gold)
    out = tmp_path / "out"
    out.mkdir()
    write_lines(out / "actors.jsonl", found)
    write_lines(out / "relations.jsonl", [])
    return read_gold(asked), read_answers(out), evaluate(out, asked)


ASSAD = actor("assad", "Bachar al-Assad", "Assad", "le président syrien")
RUSSIA = actor("russia", "Russie", "Moscou")


def test_names_right_wrong_and_missed(tmp_path: Path) -> None:
    found = [actor("x", "Bachar al-Assad", "président syrien"), actor("y", "la Russie", "Paris")]
    names = sides(tmp_path, [ASSAD, RUSSIA], found)[2].names
    assert (names.right, names.wrong, names.missed) == (2, 1, 2)  # Assad, Moscou


def test_places_and_vague_actors_are_neither_asked_for_nor_wrong(tmp_path: Path) -> None:
    gold = [ASSAD, actor("damas", "Damas", type="PLACE"), actor("others", "Puissances", generic=True)]
    names = sides(tmp_path, gold, [actor("x", "Bachar al-Assad", "Assad", "Damas")])[2].names
    assert (names.right, names.wrong, names.missed) == (2, 0, 0)


def test_a_pronoun_is_no_name(tmp_path: Path) -> None:
    pronoun = {"form": "Il", "docs": [DOC], "count": 1, "kind": "pronoun"}
    found = actor("x", "Bachar al-Assad", "Assad")
    found["aliases"] = [*found["aliases"], pronoun]
    assert sides(tmp_path, [ASSAD], [found])[2].names.wrong == 0


def test_clusters_of_folders(tmp_path: Path) -> None:
    """Assad's two names are split, one of them is with Russia's: forms a b | c d become a | b c d."""
    found = [actor("x", "Bachar al-Assad"), actor("y", "Assad", "Russie", "Moscou")]
    result = sides(tmp_path, [ASSAD, RUSSIA], found)[2]
    assert result.b_cubed.precision == pytest.approx((1 + 1 / 3 + 2 / 3 + 2 / 3) / 4)
    assert result.b_cubed.recall == pytest.approx((1 / 2 + 1 / 2 + 1 + 1) / 4)
    assert result.ceaf_e.precision == pytest.approx((2 / 3 + 4 / 5) / 2)
    assert result.ceaf_e.recall == pytest.approx((2 / 3 + 4 / 5) / 2)


def test_a_form_of_two_actors_is_left_out(tmp_path: Path) -> None:
    both = [actor("lavrov", "Lavrov", "les ministres"), actor("zarif", "Zarif", "les ministres")]
    found = [actor("x", "Lavrov"), actor("y", "Zarif", "les ministres")]
    assert sides(tmp_path, both, found)[2].b_cubed.f1 == 1.0


def test_the_figures_are_shown(tmp_path: Path) -> None:
    result = sides(tmp_path, [ASSAD, RUSSIA], [ASSAD, RUSSIA])[2]
    shown = "\n".join(result.lines())
    assert "names" in shown
    assert "B-cubed" in shown
    assert "CEAF-e" in shown
    assert result.to_dict()["actors"]["b_cubed"] == {"precision": 1.0, "recall": 1.0, "f1": 1.0}
    assert result.to_dict()["actors"]["names"]["missed"] == 0
