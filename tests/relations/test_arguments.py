"""Which words fill which slot of a predicate, on trees by hand."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pytest

from graphkit.language.schema.cues import CueKind
from graphkit.language.schema.folder import LanguageData
from graphkit.language.schema.grammar import Role
from graphkit.relations.arguments import Structure
from graphkit.syntax import Tree

By_Hand = Callable[[str], Tree]
Read = Callable[..., Mapping[str, list[str]]]


@pytest.fixture
def read(by_hand: By_Hand, french: LanguageData) -> Read:
    """Slots of the predicate with a given form, as forms; coordinated words included."""

    def slots(table: str, form: str, kind: CueKind = CueKind.VERB) -> dict[str, list[str]]:
        structure = Structure(by_hand(table), french.grammar)
        tree = structure.tree
        index = next(word.index for word in tree if word.text == form)
        adjectives = [child.index for child in tree.children(index, Role.MODIFIER)]
        found = structure.slots(index, kind, adjectives)
        return {
            str(slot): [tree[j].text for i in indexes for j in structure.coordinated(i)]
            for slot, indexes in found.items()
            if indexes
        }

    return slots


ACTIVE = """
Iran      Iran      PROPN subject 2
soutient  soutenir  VERB  root    0 VerbForm=Fin|Mood=Ind
Hezbollah Hezbollah PROPN object  2
"""
PASSIVE = """
Hezbollah Hezbollah PROPN passive_subject   3
est       être      AUX   passive_auxiliary 3
soutenu   soutenir  VERB  root              0 VerbForm=Part|Tense=Past
par       par       ADP   case              5
Iran      Iran      PROPN agent             3
"""
PARTICIPLE = """
Hezbollah Hezbollah PROPN subject     5
soutenu   soutenir  VERB  participial 1 VerbForm=Part|Tense=Past
par       par       ADP   case        4
Iran      Iran      PROPN agent       2
avance    avancer   VERB  root        0 VerbForm=Fin|Mood=Ind
"""
PASSIVE_DE = """
Hezbollah Hezbollah PROPN subject     5
soutenu   soutenir  VERB  participial 1 VerbForm=Part|Tense=Past
d'        de        ADP   case        4
Iran      Iran      PROPN oblique     2
avance    avancer   VERB  root        0 VerbForm=Fin|Mood=Ind
"""
RELATIVE_QUI = """
Iran      Iran      PROPN subject  5
qui       qui       PRON  subject  3
soutient  soutenir  VERB  relative 1 VerbForm=Fin|Mood=Ind
Hezbollah Hezbollah PROPN object   3
avance    avancer   VERB  root     0 VerbForm=Fin|Mood=Ind
"""
RELATIVE_QUE = """
Hezbollah Hezbollah PROPN subject  5
que       que       PRON  object   4
Iran      Iran      PROPN subject  4
soutient  soutenir  VERB  relative 1 VerbForm=Fin|Mood=Ind
avance    avancer   VERB  root     0 VerbForm=Fin|Mood=Ind
"""
CONTROL = """
Iran      Iran      PROPN subject         2
promet    promettre VERB  root            0 VerbForm=Fin|Mood=Ind
de        de        ADP   mark            4
soutenir  soutenir  VERB  open_complement 2 VerbForm=Inf
Hezbollah Hezbollah PROPN object          4
"""
OBJECT_CONTROL = """
Paris     Paris     PROPN subject         2
aide      aider     VERB  root            0 VerbForm=Fin|Mood=Ind
Iran      Iran      PROPN object          2
à         à         ADP   mark            5
soutenir  soutenir  VERB  open_complement 2 VerbForm=Inf
Hezbollah Hezbollah PROPN object          5
"""
INDIRECT_CONTROL = """
Paris     Paris     PROPN subject         2
demande   demander  VERB  root            0 VerbForm=Fin|Mood=Ind
à         à         ADP   case            4
Iran      Iran      PROPN oblique         2
de        de        ADP   mark            6
soutenir  soutenir  VERB  open_complement 2 VerbForm=Inf
Hezbollah Hezbollah PROPN object          6
"""
SHARED_SUBJECT = """
Iran      Iran      PROPN subject  2
attend    attendre  VERB  root     0 VerbForm=Fin|Mood=Ind
et        et        CCONJ other    4
soutient  soutenir  VERB  conjunct 2 VerbForm=Fin|Mood=Ind
Hezbollah Hezbollah PROPN object   4
"""
SHARED_OBJECT = """
Iran      Iran      PROPN subject  2
soutient  soutenir  VERB  root     0 VerbForm=Fin|Mood=Ind
et        et        CCONJ other    4
arme      armer     VERB  conjunct 2 VerbForm=Fin|Mood=Ind
Hezbollah Hezbollah PROPN object   2
"""
FRONTED = """
Soutenu   soutenir  VERB  adverbial 5 VerbForm=Part|Tense=Past
par       par       ADP   case      3
Iran      Iran      PROPN agent     1
Hezbollah Hezbollah PROPN subject   5
avance    avancer   VERB  root      0 VerbForm=Fin|Mood=Ind
"""
VERBS = {
    "active": (ACTIVE, "soutient"),
    "passive": (PASSIVE, "soutenu"),
    "participle": (PARTICIPLE, "soutenu"),
    "agent with de": (PASSIVE_DE, "soutenu"),
    "relative subject": (RELATIVE_QUI, "soutient"),
    "relative object": (RELATIVE_QUE, "soutient"),
    "control by the subject": (CONTROL, "soutenir"),
    "control by the object": (OBJECT_CONTROL, "soutenir"),
    "control by the indirect object": (INDIRECT_CONTROL, "soutenir"),
    "subject of the verb before": (SHARED_SUBJECT, "soutient"),
    "object of the verb before": (SHARED_OBJECT, "arme"),
    "participle in front of its clause": (FRONTED, "Soutenu"),
}


@pytest.mark.parametrize(("table", "form"), VERBS.values(), ids=VERBS)
def test_a_verb_has_the_same_slots_in_every_construction(table: str, form: str, read: Read) -> None:
    slots = read(table, form)
    assert slots["subject"] == ["Iran"]
    assert slots["object"] == ["Hezbollah"]


def test_both_ends_may_be_coordinated(read: Read) -> None:
    slots = read(
        """
        Iran      Iran      PROPN subject  4
        et        et        CCONJ other    3
        Syrie     Syrie     PROPN conjunct 1
        aident    aider     VERB  root     0 VerbForm=Fin|Mood=Ind
        Hezbollah Hezbollah PROPN object   4
        et        et        CCONJ other    7
        Hamas     Hamas     PROPN conjunct 5
        """,
        "aident",
    )
    assert slots == {"subject": ["Iran", "Syrie"], "object": ["Hezbollah", "Hamas"]}


def test_a_compound_preposition_is_one_slot(read: Read) -> None:
    table = """
    Iran       Iran       PROPN subject 3
    est        être       AUX   auxiliary 3
    intervenu  intervenir VERB  root    0 VerbForm=Part|Tense=Past
    aux        à          ADP   case    5
    côtés      côté       NOUN  oblique 3
    de         de         ADP   case    7
    Damas      Damas      PROPN oblique 5
    """
    slots = read(table, "intervenu")
    assert slots["subject"] == ["Iran"]
    assert slots["oblique:aux côtés de"] == ["Damas"]
    assert read(table, "Damas", CueKind.PREPOSITION) == {"subject": ["Iran"], "object": ["Damas"]}


def test_a_contracted_preposition_is_the_plain_one(read: Read) -> None:
    slots = read(
        """
        Iran    Iran    PROPN subject 2
        parle   parler  VERB  root    0 VerbForm=Fin|Mood=Ind
        aux     à       ADP   case    4
        Kurdes  Kurde   NOUN  oblique 2
        """,
        "parle",
    )
    assert slots["oblique:à"] == ["Kurdes"]


def test_a_reflexive_verb_has_no_object(read: Read) -> None:
    slots = read(
        """
        Renault Renault PROPN subject   4
        s'      se      PRON  reflexive 4
        est     être    AUX   auxiliary 4
        allié   allier  VERB  root      0 VerbForm=Part|Tense=Past
        à       à       ADP   case      6
        Nissan  Nissan  PROPN oblique   4
        """,
        "allié",
    )
    assert slots == {"subject": ["Renault"], "oblique:à": ["Nissan"]}


def test_a_verb_with_etre_is_not_passive(by_hand: By_Hand, french: LanguageData) -> None:
    tree = by_hand("""
    Iran      Iran       PROPN subject   3
    est       être       AUX   auxiliary 3
    intervenu intervenir VERB  root      0 VerbForm=Part|Tense=Past
    """)
    structure = Structure(tree, french.grammar)
    assert not structure.is_passive(2)
    assert structure.subjects(2) == [0]


GENITIVE = """
le      le      DET   determiner 2
soutien soutien NOUN  subject    7
de      de      ADP   case       4
Moscou  Moscou  PROPN oblique    2
à       à       ADP   case       6
Kiev    Kiev    PROPN oblique    2
dure    durer   VERB  root       0 VerbForm=Fin|Mood=Ind
"""
NESTED = GENITIVE.replace("Kiev    Kiev    PROPN oblique    2", "Kiev    Kiev    PROPN oblique    4")


@pytest.mark.parametrize("table", [GENITIVE, NESTED], ids=["on the noun", "on its genitive"])
def test_a_noun_has_genitive_and_complement(table: str, read: Read) -> None:
    slots = read(table, "soutien", CueKind.NOUN)
    assert slots["genitive"] == ["Moscou"]
    assert slots["oblique:à"] == ["Kiev"]


def test_a_noun_has_by_and_adjective(read: Read) -> None:
    slots = read(
        """
        invasion invasion NOUN  root     0
        russe    russe    ADJ   modifier 1
        de       de       ADP   case     4
        Kiev     Kiev     PROPN oblique  1
        par      par      ADP   case     6
        Moscou   Moscou   PROPN oblique  1
        """,
        "invasion",
        CueKind.NOUN,
    )
    assert slots == {"adjective": ["russe"], "genitive": ["Kiev"], "by": ["Moscou"]}


def test_a_light_verb_lends_its_arguments(read: Read) -> None:
    slots = read(
        """
        Madrid  Madrid   PROPN subject    2
        apporte apporter VERB  root       0 VerbForm=Fin|Mood=Ind
        son     son      DET   determiner 4
        soutien soutien  NOUN  object     2
        à       à        ADP   case       6
        Kiev    Kiev     PROPN oblique    2
        """,
        "soutien",
        CueKind.NOUN,
    )
    assert slots["subject"] == ["Madrid"]
    assert slots["oblique:à"] == ["Kiev"]


def test_another_verb_lends_no_subject(read: Read) -> None:
    slots = read(
        """
        Madrid  Madrid   PROPN subject    2
        oublie  oublier  VERB  root       0 VerbForm=Fin|Mood=Ind
        le      le       DET   determiner 4
        soutien soutien  NOUN  object     2
        """,
        "soutien",
        CueKind.NOUN,
    )
    assert "subject" not in slots


def test_who_undergoes_an_event(by_hand: By_Hand, french: LanguageData) -> None:
    tree = by_hand("""
    Kiev    Kiev    PROPN subject 2
    subit   subir   VERB  root    0 VerbForm=Fin|Mood=Ind
    attaque attaque NOUN  object  2
    """)
    assert Structure(tree, french.grammar).undergoers(2) == [0]


COPULA = """
Iran  Iran  PROPN subject 3
est   être  AUX   copula  3
allié allié NOUN  root    0
de    de    ADP   case    5
Kiev  Kiev  PROPN oblique 3
"""
AFTER = """
Iran    Iran    PROPN subject    5
allié   allié   NOUN  apposition 1
de      de      ADP   case       4
Kiev    Kiev    PROPN oblique    2
avance  avancer VERB  root       0 VerbForm=Fin|Mood=Ind
"""
BEFORE = """
Allié   allié   NOUN  adverbial 5
de      de      ADP   case      3
Kiev    Kiev    PROPN oblique   1
Iran    Iran    PROPN subject   5
avance  avancer VERB  root      0 VerbForm=Fin|Mood=Ind
"""
NAME_BEHIND = """
allié   allié   NOUN  subject    5
de      de      ADP   case       3
Kiev    Kiev    PROPN oblique    1
Iran    Iran    PROPN apposition 1
avance  avancer VERB  root       0 VerbForm=Fin|Mood=Ind
"""


@pytest.mark.parametrize(
    "table", [COPULA, AFTER, BEFORE, NAME_BEHIND], ids=["copula", "after", "before", "name behind"]
)
def test_a_noun_speaks_of_its_subject_in_every_position(table: str, read: Read) -> None:
    form = "Allié" if "Allié" in table else "allié"
    slots = read(table, form, CueKind.NOUN)
    assert slots["subject"] == ["Iran"]
    assert slots["genitive"] == ["Kiev"]


def test_accompaniment_hosts_who_acts(read: Read) -> None:
    slots = read(
        """
        Avec    avec    ADP   case    2
        appui   appui   NOUN  oblique 6
        de      de      ADP   case    4
        Moscou  Moscou  PROPN oblique 2
        Damas   Damas   PROPN subject 6
        avance  avancer VERB  root    0 VerbForm=Fin|Mood=Ind
        """,
        "appui",
        CueKind.NOUN,
    )
    assert slots["host"] == ["Damas"]
    assert slots["genitive"] == ["Moscou"]


@pytest.mark.parametrize(("number", "owner"), [("Sing", ["Ankara"]), ("Plur", None)])
def test_a_possessive_agrees_with_its_owner(number: str, owner: list[str] | None, read: Read) -> None:
    slots = read(
        f"""
        Ankara  Ankara  PROPN subject    2 Number={number}
        cache   cacher  VERB  root       0 VerbForm=Fin|Mood=Ind
        son     son     DET   determiner 4
        soutien soutien NOUN  object     2
        """,
        "soutien",
        CueKind.NOUN,
    )
    assert slots.get("possessor") == owner


def test_an_adjective_has_subject_and_complement(read: Read) -> None:
    slots = read(
        """
        Riyad    Riyad    PROPN subject 3
        est      être     AUX   copula  3
        hostile  hostile  ADJ   root    0
        aux      à        ADP   case    5
        Houthis  Houthi   NOUN  oblique 3
        """,
        "hostile",
        CueKind.ADJECTIVE,
    )
    assert slots == {"subject": ["Riyad"], "oblique:à": ["Houthis"]}


def test_a_predicate_of_several_words_has_the_complements_of_them_all(
    by_hand: By_Hand, french: LanguageData
) -> None:
    tree = by_hand(
        """
        Rabat      Rabat      PROPN subject    2
        prend      prendre    VERB  root       0 VerbForm=Fin|Mood=Ind
        la         le         DET   determiner 4
        défense    défense    NOUN  object     2
        de         de         ADP   case       6
        Riyad      Riyad      PROPN oblique    4
        """
    )
    structure = Structure(tree, french.grammar)
    assert "genitive" not in structure.slots(1, CueKind.VERB)
    assert structure.slots(1, CueKind.VERB, parts=(1, 3))["genitive"] == [5]


def test_the_further_word_of_a_noun_is_no_complement_of_it(by_hand: By_Hand, french: LanguageData) -> None:
    tree = by_hand(
        """
        compagnon compagnon NOUN  root    0
        de        de        ADP   case    3
        route     route     NOUN  oblique 1
        de        de        ADP   case    5
        Nasser    Nasser    PROPN oblique 3
        """
    )
    structure = Structure(tree, french.grammar)
    assert structure.slots(0, CueKind.NOUN)["genitive"] == [2]
    assert structure.slots(0, CueKind.NOUN, parts=(0, 2))["genitive"] == [4]
