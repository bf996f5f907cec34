"""Forms of verbs from their infinitives."""

from __future__ import annotations

import pytest

from graphkit.language.conjugation import form_table, forms
from graphkit.language.schema.folder import LanguageData

FAMILIES = {"er": ("e", "ons", "ait", "é"), "tenir": ("tient", "tenu"), "ir": ("it", "i")}
CHANGE = {("c", "a"): "ç", ("c", "o"): "ç", ("g", "a"): "ge", ("g", "o"): "ge"}


def test_the_longest_ending_decides() -> None:
    assert forms("soutenir", FAMILIES, change=CHANGE) == ("soutient", "soutenu")
    assert forms("punir", FAMILIES, change=CHANGE) == ("punit", "puni")


def test_a_verb_of_no_family_has_no_forms() -> None:
    assert forms("dire", FAMILIES, change=CHANGE) == ()


@pytest.mark.parametrize(
    ("infinitive", "form"),
    [("menacer", "menaçait"), ("engager", "engageons"), ("aider", "aidait"), ("lancer", "lance")],
)
def test_spelling_keeps_the_sound(infinitive: str, form: str) -> None:
    assert form in forms(infinitive, FAMILIES, change=CHANGE)


def test_a_form_of_two_verbs_names_both_in_order() -> None:
    families = {"er": ["e"], "eindre": ["eigne", "eint"], "aigner": ["aigne"]}
    assert form_table(["teindre", "aider"], families, change={}) == {
        "teigne": ("teindre",),
        "teint": ("teindre",),
        "aide": ("aider",),
    }
    assert form_table(["b-x", "a-x"], {"b-x": ["form"], "a-x": ["form"]}, change={}) == {
        "form": ("a-x", "b-x")
    }


@pytest.mark.parametrize(
    ("form", "infinitive"),
    [
        ("soutiennent", "soutenir"),
        ("soutenait", "soutenir"),
        ("combattent", "combattre"),
        ("combattu", "combattre"),
        ("aidaient", "aider"),
        ("menaçait", "menacer"),
        ("envahissent", "envahir"),
        ("promis", "promettre"),
        ("rompu", "rompre"),
        ("défend", "défendre"),
        ("reçoit", "recevoir"),
        ("conduit", "conduire"),
        ("contraint", "contraindre"),
        ("interdit", "interdire"),
        ("poursuivi", "poursuivre"),
        ("secourt", "secourir"),
        ("élu", "élire"),
        ("vaincu", "vaincre"),
    ],
)
def test_forms_of_french_verbs_are_known(french: LanguageData, form: str, infinitive: str) -> None:
    assert infinitive in french.verb_forms().get(form, ())


@pytest.mark.parametrize(
    ("form", "plain"),
    [
        ("négocie", "voit"),
        ("négocient", "voient"),
        ("soutient", "voit"),
        ("soutiennent", "voient"),
        ("appuie", "voit"),
        ("octroient", "voient"),
        ("élit", "voit"),
        ("convainc", "voit"),
        ("requièrent", "voient"),
        ("rompt", "voit"),
        ("soutienne", "voit"),
        ("négocions", "voyons"),
        ("soutenez", "voyez"),
    ],
)
def test_forms_of_the_present(french: LanguageData, form: str, plain: str) -> None:
    assert french.present_forms()[form] == plain
    assert form in french.verb_forms()


def test_no_other_tense_is_the_present(french: LanguageData) -> None:
    others = {"négociait", "négocia", "négociera", "négocié", "négocier", "trahie", "contre", "entre"}
    assert not others & set(french.present_forms())


def test_the_present_is_of_known_families_in_every_person(french: LanguageData) -> None:
    grammar = french.grammar
    assert set(grammar.present) == set(grammar.conjugation)
    for family, line in grammar.present.items():
        assert len(line.split("|")) == len(grammar.words.plain_verb), family
        assert set(line.replace("|", " ").split()) <= set(grammar.conjugation[family].split()), family


def test_doubtful_forms_are_of_known_verbs(french: LanguageData) -> None:
    words = french.grammar.words
    doubtful = words.present_nouns | words.present_adjectives
    assert doubtful - set(french.present_forms()) == set()
    assert not words.present_nouns & words.present_adjectives
