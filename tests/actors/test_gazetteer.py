"""Known forms in a text: the longest one, with the right capitals, and no other."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphkit.actors.names import Gazetteer, Knows, first
from graphkit.records import ActorType


def read(gazetteer: Gazetteer, text: str) -> list[tuple[str, str]]:
    """(form, id) of the first reading of each hit."""
    return [(hit.text, hit.entries[0].id) for hit in gazetteer.hits(text)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Hama est une ville, le Hamas est un groupe.", [("Hama", "hama"), ("Hamas", "hamas")]),
        ("Le Niger et le Nigeria", [("Niger", "ner"), ("Nigeria", "nga")]),
        ("le Nigéria", [("Nigéria", "nga")]),
        ("la Guinée", [("Guinée", "gin")]),
        ("la Guinée-Bissau", [("Guinée-Bissau", "gnb")]),
        ("la Guinée équatoriale", [("Guinée équatoriale", "gnq")]),
        ("la Papouasie-Nouvelle-Guinée", [("Papouasie-Nouvelle-Guinée", "png")]),
        ("Soudan et Soudan du Sud", [("Soudan", "sdn"), ("Soudan du Sud", "ssd")]),
        ("la Corée du Nord et la Corée du Sud", [("Corée du Nord", "prk"), ("Corée du Sud", "kor")]),
        ("la République démocratique du Congo", [("République démocratique du Congo", "cod")]),
        ("le Congo-Brazzaville", [("Congo-Brazzaville", "cog")]),
        ("l'État islamique en Irak", [("État islamique en Irak", "etat-islamique")]),
    ],
)
def test_names_that_share_letters_are_told_apart(
    gazetteer: Gazetteer, text: str, found: list[tuple[str, str]]
) -> None:
    assert [
        (form, id_) for form, id_ in read(gazetteer, text) if id_ in {known for _, known in found}
    ] == found


@pytest.mark.parametrize(
    "form",
    ["États-Unis", "Etats-Unis", "Etats Unis", "ÉTATS-UNIS", "États‑Unis", "États-Unis d'Amérique", "USA"],
)
def test_spellings_of_a_state_are_one_state(gazetteer: Gazetteer, form: str) -> None:
    assert read(gazetteer, f"les {form} ont dit") == [(form, "usa")]


def test_apostrophes_of_both_kinds_are_the_same(gazetteer: Gazetteer) -> None:
    assert read(gazetteer, "la Côte d'Ivoire") == [("Côte d'Ivoire", "civ")]
    assert read(gazetteer, "la Côte d’Ivoire") == [("Côte d’Ivoire", "civ")]


@pytest.mark.parametrize(
    "text", ["un service à thé en chine", "le mali d'un arbre", "un roman", "otan", "onu", "Domaine"]
)
def test_common_words_are_no_names(gazetteer: Gazetteer, text: str) -> None:
    assert [
        entry.knows for hit in gazetteer.hits(text) for entry in hit.entries if entry.knows is not Knows.PLACE
    ] == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("de la banque mondiale", ["banque-mondiale"]),
        ("au parlement européen", ["parlement-europeen"]),
        ("de l’union africaine", ["union-africaine"]),
        ("un parlement européen plus fort", []),
        ("le parti du peuple", []),
        ("sur le front national", []),
        ("un conseil de sécurité", []),
    ],
)
def test_a_body_behind_its_article_needs_no_capital(
    gazetteer: Gazetteer, text: str, found: list[str]
) -> None:
    hits = (entry for hit in gazetteer.hits(text) for entry in hit.entries)
    assert [entry.id for entry in hits if entry.knows is Knows.ACTOR] == found


def test_an_acronym_is_found_in_capitals_only(gazetteer: Gazetteer) -> None:
    assert read(gazetteer, "l'ONU et le PCF") == [("ONU", "onu"), ("PCF", "pcf")]
    assert read(gazetteer, "Pcf") == []


def test_names_do_not_reach_over_lines_and_sentences(gazetteer: Gazetteer) -> None:
    assert ("Corée\ndu Nord", "prk") not in read(gazetteer, "Corée\ndu Nord")
    assert "Guinée, Bissau" not in dict(read(gazetteer, "la Guinée, Bissau"))


def test_a_capital_stands_for_a_government(gazetteer: Gazetteer) -> None:
    entry = first(gazetteer.lookup("Moscou"), Knows.GOVERNMENT)
    assert entry is not None
    assert (entry.id, entry.type, entry.capital) == ("rus-government", ActorType.GOVERNMENT, True)
    kremlin = first(gazetteer.lookup("Kremlin"), Knows.GOVERNMENT)
    assert kremlin is not None
    assert not kremlin.capital


@pytest.mark.parametrize("form", ["russe", "russes", "Russe", "américaine", "égyptien", "Egyptiens"])
def test_adjectives_name_their_state(gazetteer: Gazetteer, form: str) -> None:
    entry = first(gazetteer.lookup(form), Knows.NATIONALITY)
    assert entry is not None
    assert entry.id in {"rus", "usa", "egy"}


def test_every_known_actor_is_found_by_its_name(gazetteer: Gazetteer) -> None:
    """An ambiguous name is found in a text that gives a context."""
    missed = []
    for actor in gazetteer.known.values():
        state = gazetteer.states.get(actor.country)
        context = actor.context[0] if actor.context else state.name if state else ""
        text = f"{actor.name}. {context}" if actor.name in actor.ambiguous else actor.name
        if not any(actor.id == entry.id for hit in gazetteer.hits(text) for entry in hit.entries):
            missed.append(actor.id)
    assert missed == []


def test_every_state_is_found_by_each_of_its_names(gazetteer: Gazetteer) -> None:
    missed = [
        form
        for state in gazetteer.states.values()
        for form in (state.name, *state.names)
        if (form.rstrip("."), state.iso.lower())
        not in [(hit.text, e.id) for hit in gazetteer.hits(form) for e in hit.entries]
    ]
    assert missed == []


@given(
    st.lists(
        st.sampled_from(["Iran", "la", "Hamas", "Corée", "du", "Nord", "-", "\n", "États-Unis", ", ", "d’"])
    )
)
def test_hits_slice_back_in_order_and_apart(gazetteer: Gazetteer, words: list[str]) -> None:
    text = " ".join(words)
    end = 0
    for hit in gazetteer.hits(text):
        assert text[hit.start : hit.end] == hit.text
        assert hit.start >= end
        assert hit.entries
        end = hit.end
