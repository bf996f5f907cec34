"""How French is cut into words: the treebanks' conventions, on what news texts hold."""

from __future__ import annotations

import pytest
import spacy

from graphkit.tokenization import French


@pytest.fixture(scope="module")
def tokenizer() -> object:
    return French().tokenizer


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Bachar al-Assad parle.", ["Bachar", "al-Assad", "parle", "."]),
        ("les États-Unis", ["les", "États-Unis"]),
        ("le Royaume-Uni et la Croix-Rouge", ["le", "Royaume-Uni", "et", "la", "Croix-Rouge"]),
        ("chef d'Al-Qaïda", ["chef", "d'", "Al-Qaïda"]),
        ("selon l’OSDH", ["selon", "l’", "OSDH"]),
        ("QU'ALEP", ["QU'", "ALEP"]),
        ("« Oui », dit-il", ["«", "Oui", "»", ",", "dit", "-il"]),
        ("«Oui», dit-il", ["«", "Oui", "»", ",", "dit", "-il"]),
        ('l\'"émir"', ["l'", '"', "émir", '"']),
        ("a-t-elle été soutenue", ["a", "-t-elle", "été", "soutenue"]),
        ("donnez-le-moi", ["donnez", "-le", "-moi"]),
        ("celui-ci, au-delà, là-bas", ["celui-ci", ",", "au-delà", ",", "là-bas"]),
        ("Aujourd’hui, quelqu'un", ["Aujourd’hui", ",", "quelqu'un"]),
        ("O'Connor", ["O'Connor"]),
        ("Saint-Louis-en-l'Isle", ["Saint-Louis-en-l'Isle"]),
        ("M. Macron et Mme. Borne", ["M.", "Macron", "et", "Mme.", "Borne"]),
        ("en 2013-2014, 12,5% à 14h30", ["en", "2013-2014", ",", "12,5", "%", "à", "14", "h", "30"]),
        ("l'accord Moscou–Ankara", ["l'", "accord", "Moscou", "–", "Ankara"]),
        ("-a-t-il- ajouté", ["-", "a", "-t-il", "-", "ajouté"]),
        ("les élu(e)s", ["les", "élu(e)s"]),
        ("la fin de l’Etat.Celui-ci", ["la", "fin", "de", "l’", "Etat", ".", "Celui-ci"]),
        ("www.exemple.fr/page", ["www.exemple.fr/page"]),
    ],
)
def test_words_are_cut_as_the_treebanks_cut_them(tokenizer: object, text: str, words: list[str]) -> None:
    assert [token.text for token in tokenizer(text)] == words  # type: ignore[operator]


def test_no_character_is_lost(tokenizer: object) -> None:
    text = "L’OSDH (Londres) :\u00a0« 12\u202f% »…  -- N'Djamena/Paris!?"
    assert tokenizer(text).text == text  # type: ignore[operator]


def test_spacy_finds_the_language_by_its_code() -> None:
    assert isinstance(spacy.blank("fr_graphkit"), French)


def test_stems_and_endings_are_what_the_layers_see(tokenizer: object) -> None:
    token = tokenizer("Bombardements")[0]  # type: ignore[operator]
    assert (token.prefix_, token.suffix_) == ("bomb", "ents")
