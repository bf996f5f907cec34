"""Present verbs read as a plain one: before a parse by their neighbours, behind it where it went wrong."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from graphkit.actors.names import Gazetteer
from graphkit.actors.nominals import Nominals
from graphkit.language.schema.folder import LanguageData
from graphkit.plain_verbs import PlainVerbs
from graphkit.relations.opinions import OpinionReader
from graphkit.syntax import Tree

By_Hand = Callable[[str], Tree]


@pytest.fixture(scope="module")
def plain_verbs(french: LanguageData) -> PlainVerbs:
    return PlainVerbs(french, Nominals(Gazetteer(french)), OpinionReader(french))


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Le Kremlin critique l' OTAN", "Le Kremlin voit l' OTAN"),
        ("Les Kurdes attaquent Daech", "Les Kurdes voient Daech"),
        ("Le sénateur vante la réforme", "Le sénateur voit la réforme"),
        ("Il aimait la Russie et critique les Alliés", "Il aimait la Russie et voit les Alliés"),
        ("Paris rencontre la Chine", "Paris voit la Chine"),
        ("Une attaque de Daech", "Une attaque de Daech"),
        ("La nouvelle attaque la semaine dernière", "La nouvelle attaque la semaine dernière"),
        ("La Russie contre l' Ukraine", "La Russie contre l' Ukraine"),
        ("La Pologne envahie la semaine dernière", "La Pologne envahie la semaine dernière"),
        ("Nous soutenons l' Ukraine", "Nous voyons l' Ukraine"),
    ],
)
def test_verbs_are_made_plain_where_only_a_verb_can_stand(
    plain_verbs: PlainVerbs, sentence: str, expected: str
) -> None:
    assert " ".join(plain_verbs.before_parse(sentence.split())) == expected


@pytest.mark.parametrize(
    ("table", "expected"),
    [
        (
            """
            La         le       DET   determiner 2
            Commission id       PROPN root       0
            publique   public   ADJ   modifier   2
            défie      défie    NOUN  modifier   2
            Paris      Paris    PROPN name_part  4
            """,
            "La Commission publique voit Paris",
        ),
        (
            """
            Paris   Paris PROPN subject   3
            se      se    PRON  reflexive 3
            garde   garde NOUN  root      0
            de      de    ADP   case      5
            juger   juger VERB  oblique   3
            """,
            "Paris se voit de juger",
        ),
        (
            """
            Le     le     DET   determiner  2
            groupe groupe NOUN  root        0
            rompt  rompre VERB  participial 2
            avec   avec   ADP   case        5
            Paris  Paris  PROPN oblique     3
            """,
            "Le groupe voit avec Paris",
        ),
        (
            """
            La         le      DET   determiner 2
            Commission id      PROPN oblique    4
            publique   public  ADJ   modifier   2
            enquête    enquête NOUN  root       0
            sur        sur     ADP   case       6
            Paris      Paris   PROPN oblique    4
            """,
            "La Commission publique voit sur Paris",
        ),
        (
            """
            Une     un      DET   determiner 2
            mission mission NOUN  root       0
            pirate  pirate  ADJ   modifier   2
            contre  contre  ADP   case       5
            Paris   Paris   PROPN oblique    2
            """,
            "Une mission pirate contre Paris",
        ),
        (
            """
            L'      le      DET   determiner 2
            enquête enquête NOUN  root       0
            sur     sur     ADP   case       4
            Paris   Paris   PROPN oblique    2
            """,
            "L' enquête sur Paris",
        ),
        (
            """
            La       le       DET   determiner 2
            mission  mission  NOUN  subject    5
            critique critique ADJ   modifier   2
            les      le       PRON  object     5
            inquiète inquiéter VERB root       0
            """,
            "La mission critique les inquiète",
        ),
        (
            """
            Le    le     DET   determiner         2
            fait  fait   NOUN  root               0
            que   que    SCONJ mark               5
            Paris Paris  PROPN subject            5
            nie   nier   VERB  participial        2
            """,
            "Le fait que Paris nie",
        ),
        (
            """
            sans     sans     ADP  case       2
            conclut  conclut  NOUN root       0
            """,
            "sans conclut",
        ),
    ],
)
def test_misread_verbs_are_made_plain(
    plain_verbs: PlainVerbs, by_hand: By_Hand, table: str, expected: str
) -> None:
    assert " ".join(plain_verbs.after_parse(by_hand(table))) == expected


@pytest.mark.model
def test_the_words_of_a_text_stay_its_own(nlp: Any) -> None:
    from graphkit import components

    text = "La Commission européenne négocie avec le Royaume-Uni."
    doc = components.parse(nlp, text, [(0, len(text))])
    assert doc is not None
    assert doc.text == text
    verb = doc[3]
    assert (verb.text, verb.pos_, verb.dep_) == ("négocie", "VERB", "ROOT")
