"""Other names, other spelling, the same annotation."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphkit.errors import TrainingError
from graphkit.language.fr.training import recipe
from graphkit.language.fr.training.augmentation import (
    Augmenter,
    Names,
    Rates,
    Verbs,
    entity_spans,
    other_apostrophes,
    other_quotes,
    other_verbs,
    plain_capitals,
    renamed,
    without_accents,
    without_full_stop,
)
from graphkit.language.fr.training.corpora import Sentence, Word

ALWAYS = Rates(
    names=1,
    each_name=1,
    verbs=0,
    apostrophes=0,
    quotes=0,
    plain_capitals=0,
    no_accents=0,
    capitals=0,
    no_full_stop=0,
)


NAMES = Names.read(recipe.NAMES)
VERBS = Verbs.read(recipe.VERBS, NAMES)


@pytest.fixture
def names() -> Names:
    return NAMES


# "Le président Bachar al-Assad parle." with its tree
PRESIDENT = Sentence(
    "bank",
    "s1",
    (
        Word("Le", True, "DET", "", "le", 1, "det", "O"),
        Word("président", True, "NOUN", "", "président", 4, "nsubj", "O"),
        Word("Bachar", True, "PROPN", "Gender=Masc", "Bachar", 1, "appos", "B-PER"),
        Word("al-Assad", True, "PROPN", "", "al-Assad", 2, "flat:name", "I-PER"),
        Word("parle", False, "VERB", "", "parler", 4, "ROOT", "O"),
        Word(".", False, "PUNCT", "", ".", 4, "punct", "O"),
    ),
)


def flat(text: str) -> Sentence:
    """A sentence without a tree: ``L' ONU/ORG parle``; a space follows each word but an elided one."""
    words = []
    for part in text.split():
        form, _, label = part.partition("/")
        words.append(Word(form, not form.endswith("'"), entity=f"B-{label}" if label else "O"))
    return Sentence("news", "n1", tuple(words))


@pytest.mark.parametrize(
    "parts", [["Modi"], ["Narendra", "Modi"], ["Jean-Luc", "van", "den", "Berg"]], ids=len
)
def test_a_name_of_any_length_keeps_its_place_in_the_tree(parts: list[str]) -> None:
    found = renamed(PRESIDENT, 2, 4, "PER", parts, " ".join(parts))
    words = found.words
    n = len(parts)
    assert found.text == f"Le président {' '.join(parts)} parle."
    assert [words[w.head].text for w in words[: 2 + 1]] == ["président", "parle", "président"]
    assert [(w.dep, w.head) for w in words[3 : 2 + n]] == [("flat:name", 2)] * (n - 1)
    assert [w.entity for w in words[2 : 2 + n]] == ["B-PER"] + ["I-PER"] * (n - 1)
    assert words[-1].head == words[-2].head == len(words) - 2
    assert words[2].morph == "Gender=Masc"


def test_a_name_that_does_not_hang_together_is_left(names: Names) -> None:
    loose = list(PRESIDENT.words)
    loose[3] = loose[3]._replace(head=4, dep="obj")
    found = Sentence("bank", "s", tuple(loose))
    assert renamed(found, 2, 4, "PER", ["Modi"], "Modi") is found


def test_a_name_with_a_structure_of_its_own_is_left() -> None:
    inner = list(PRESIDENT.words)
    inner[3] = inner[3]._replace(dep="amod")
    found = Sentence("bank", "s", tuple(inner))
    assert renamed(found, 2, 4, "PER", ["Modi"], "Modi") is found


@pytest.mark.parametrize(
    ("name", "label", "before", "kind"),
    [
        ("Russie", "LOC", "la", "places.countries_feminine"),
        ("Iran", "LOC", "l'", "places.countries_vowel"),
        ("Mali", "LOC", "le", "places.countries_masculine"),
        ("Union européenne", "ORG", "L'", "organisations.vowel"),
        ("Trifouillis", "LOC", "à", "places.cities"),
        ("Kurdes", "MISC", "les", "miscellaneous.peoples_plural"),
    ],
)
def test_a_name_is_replaced_by_one_that_takes_the_same_article(
    names: Names, name: str, label: str, before: str, kind: str
) -> None:
    for seed in range(20):
        other = names.other(name, label, before, random.Random(seed), words=1)
        assert other in names.kinds[kind]


@pytest.mark.parametrize(
    ("name", "label", "before"),
    [
        ("Trifouillis", "LOC", "du"),  # a river, a region: its gender is not known
        ("Anglais", "MISC", "l'"),  # one of a people
        ("Concorde", "MISC", "avec"),
        ("Grand Machin", "ORG", "le"),
    ],
)
def test_a_name_whose_kind_is_not_known_is_left(names: Names, name: str, label: str, before: str) -> None:
    assert names.other(name, label, before, random.Random(0), words=1) is None


@given(st.integers(0, 10_000))
def test_elision_fits_the_new_name(seed: int) -> None:
    rng = random.Random(seed)
    after_elision = NAMES.other("Alep", "LOC", "d'", rng, words=1) or "Alep"  # None where chance found none
    after_full_word = NAMES.other("Damas", "LOC", "de", rng, words=1) or "Damas"
    assert without_accents(after_elision)[0].lower() in "aeiou"
    assert without_accents(after_full_word)[0].lower() not in "aeiouh"


def test_one_name_becomes_the_same_other_name_all_through_a_text(names: Names) -> None:
    run = [flat("Damas/LOC parle ."), flat("Damas/LOC se tait .")]
    augment = Augmenter(ALWAYS, names, VERBS, str.split)
    found = augment(run, random.Random(1))
    first, second = (" ".join(w.text for w in s.words if w.entity != "O") for s in found)
    assert first == second != "Damas"


def test_nothing_changes_at_rates_of_zero(names: Names) -> None:
    never = Rates(**dict.fromkeys(Rates.__dataclass_fields__, 0.0))
    run = [PRESIDENT, flat("L' ONU/ORG parle .")]
    assert Augmenter(never, names, VERBS, str.split)(run, random.Random(0)) == run


@given(st.integers(0, 100_000))
def test_every_variant_is_a_tree_over_the_same_entities(seed: int) -> None:
    half = Rates(**dict.fromkeys(Rates.__dataclass_fields__, 0.5))
    augment = Augmenter(half, NAMES, VERBS, str.split)
    (found,) = augment([PRESIDENT], random.Random(seed))
    assert all(0 <= word.head < len(found.words) for word in found.words)
    assert [i for i, word in enumerate(found.words) if word.head == i] == [
        next(i for i, word in enumerate(found.words) if word.dep == "ROOT")
    ]
    assert [label for _, _, label in entity_spans(found)] == ["PER"]


# "Elle n'accusait pas Damas"
ACCUSED = Sentence(
    "bank",
    "s2",
    (
        Word("Elle", True, "PRON", "", "lui", 2, "nsubj", "O"),
        Word("n'", False, "ADV", "", "ne", 2, "advmod", "O"),
        Word("accusait", True, "VERB", "Tense=Imp", "accuser", 2, "ROOT", "O"),
        Word("pas", True, "ADV", "", "pas", 2, "advmod", "O"),
        Word("Damas", False, "PROPN", "", "Damas", 2, "obj", "O"),
    ),
)


@given(st.integers(0, 100_000))
def test_a_transitive_verb_becomes_another_in_the_same_form(seed: int) -> None:
    found = other_verbs(ACCUSED, VERBS, 1.0, random.Random(seed))
    old, new = ACCUSED.words[2], found.words[2]
    assert new.text.endswith("ait")
    assert new.lemma.endswith("er")
    assert without_accents(new.text)[0] in "aeiouh"  # behind "n'"
    assert new.text[-4] not in "cg"  # "lançait", "changeait"
    assert (new.head, new.dep, new.morph) == (old.head, old.dep, old.morph)
    assert (*found.words[:2], *found.words[3:]) == (*ACCUSED.words[:2], *ACCUSED.words[3:])


def test_verbs_differ_from_text_to_text() -> None:
    found = {other_verbs(ACCUSED, VERBS, 1.0, random.Random(seed)).words[2].lemma for seed in range(20)}
    assert len(found) > 10


@pytest.mark.parametrize(
    ("change", "value"),
    [("dep", "obl:mod"), ("dep", "expl:comp")],
    ids=["no object", "reflexive"],
)
def test_other_verbs_are_left(change: str, value: str) -> None:
    words = list(ACCUSED.words)
    words[4] = words[4]._replace(**{change: value})
    sentence = Sentence("bank", "s3", tuple(words))
    assert other_verbs(sentence, VERBS, 1.0, random.Random(0)) == sentence


def test_an_irregular_form_is_left() -> None:
    words = list(ACCUSED.words)
    words[2] = words[2]._replace(text="appelle", lemma="appeler")
    sentence = Sentence("bank", "s4", tuple(words))
    assert other_verbs(sentence, VERBS, 1.0, random.Random(0)).words[2].text == "appelle"


def test_spellings_of_the_press() -> None:
    quoted = flat('Il a dit " non " hier')
    assert other_quotes(quoted).text == "Il a dit « non » hier "
    assert other_quotes(other_quotes(quoted)).text == 'Il a dit "non" hier '
    elided = flat("L' Iran")
    assert other_apostrophes(elided).text == "L’Iran "
    assert other_apostrophes(other_apostrophes(elided)) == elided
    assert plain_capitals("À l'État") == "A l'Etat"
    assert without_accents("État élu") == "Etat elu"


def test_a_heading_has_no_full_stop_and_keeps_its_tree() -> None:
    assert without_full_stop(PRESIDENT).text == "Le président Bachar al-Assad parle"
    headed = [*PRESIDENT.words]
    headed[4] = headed[4]._replace(head=5)
    assert without_full_stop(Sentence("bank", "s", tuple(headed))).words[-1].text == "."


def test_a_names_file_without_a_list_is_named(tmp_path: Path) -> None:
    path = tmp_path / "names.toml"
    path.write_text("[places]\n[organisations]\n[miscellaneous]\n", encoding="utf-8")
    with pytest.raises(TrainingError, match=r"names\.toml.*missing"):
        Names.read(path)
