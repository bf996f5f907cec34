"""Which language a text is in."""

from __future__ import annotations

import pytest
from conftest import ROOT

from graphkit.language import get
from graphkit.reading.languages import guess_language

OTHERS = {
    "en": "The government said on Monday that it would support the army after the attack in the north.",
    "es": "El gobierno dijo el lunes que apoyaba al ejército después del ataque contra la ciudad.",
    "it": "Il governo ha detto lunedì che sostiene l'esercito dopo l'attacco contro la città.",
    "pt": "O governo disse na segunda-feira que apoia o exército depois do ataque contra a cidade.",
    "ca": "El govern va dir dilluns que dona suport a l'exèrcit després de l'atac contra la ciutat.",
    "de": "Die Regierung sagte am Montag, dass sie die Armee nach dem Angriff auf die Stadt unterstützt.",
    "nl": "De regering zei maandag dat zij het leger steunt na de aanval op de stad.",
    "ro": "Guvernul a spus luni că sprijină armata după atacul asupra orașului și că nu va ceda.",
    "tr": "Hükümet ülkenin kuzeyindeki saldırıdan sonra orduyu desteklediğini ve bu şehir için dedi.",
}
FRENCH = [
    "Le gouvernement a dit lundi qu'il soutenait l'armée après l'attaque contre la ville du nord.",
    "« The war is over », a dit lundi à la presse le ministre, qui n'a pas voulu en dire plus.",
    "Paris, Londres et Berlin condamnent l'attaque contre la ville, selon un communiqué publié lundi.",
]
WORDS = get("fr").input


@pytest.mark.parametrize("language", OTHERS)
def test_a_sentence_in_another_language(language: str) -> None:
    assert guess_language(OTHERS[language], WORDS, "fr") == language


@pytest.mark.parametrize("text", FRENCH)
def test_a_sentence_in_french(text: str) -> None:
    assert guess_language(text, WORDS, "fr") == "fr"


@pytest.mark.parametrize("path", sorted((ROOT / "seeds").glob("*.txt")), ids=lambda path: path.stem)
def test_every_seed_is_french_line_by_line(path: str) -> None:
    lines = [
        line for line in (ROOT / "seeds" / path).read_text(encoding="utf-8").splitlines() if len(line) > 150
    ]
    assert {guess_language(line, WORDS, "fr") for line in lines} == {"fr"}


@pytest.mark.parametrize("text", ["", "1224", "Alep.", "Le Hezbollah, le Hamas"])
def test_too_little_tells_nothing(text: str) -> None:
    assert guess_language(text, WORDS, "fr") is None
