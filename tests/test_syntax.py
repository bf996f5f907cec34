"""Words with roles: navigation, rewriting, and what is made of a parser's labels."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphkit.language.schema.folder import LanguageData
from graphkit.language.schema.grammar import Role
from graphkit.repairs import mend
from graphkit.repairs.readings import find_verbs
from graphkit.syntax import Tree, Word, join_span, role_table, tree_of, tree_of_parts

By_Hand = Callable[[str], Tree]

SENTENCE = """
L'        le        DET    determiner  2
Iran      Iran      PROPN  subject     3
soutient  soutenir  VERB   root        0
le        le        DET    determiner  5
Hezbollah Hezbollah PROPN  object      3
.         .         PUNCT  other       3

Il        lui       PRON   subject     8
gagne     gagner    VERB   root        0
"""


def texts(words: list[Word]) -> list[str]:
    return [word.text for word in words]


def test_a_tree_is_a_sequence_of_words(by_hand: By_Hand) -> None:
    tree = by_hand(SENTENCE)
    assert len(tree) == 8
    assert tree[1].text == "Iran"
    assert texts(tree[0:2]) == ["L'", "Iran"]
    assert [word.index for word in tree] == list(range(8))


def test_children_are_in_text_order_and_chosen_by_role(by_hand: By_Hand) -> None:
    tree = by_hand(SENTENCE)
    assert texts(tree.children(2)) == ["Iran", "Hezbollah", "."]
    assert texts(tree.children(2, Role.SUBJECT, Role.OBJECT)) == ["Iran", "Hezbollah"]
    assert tree.children(0) == []


def test_a_root_has_no_head(by_hand: By_Hand) -> None:
    tree = by_hand(SENTENCE)
    assert tree.head(2) is None
    assert tree.head(0) is tree[1]
    assert texts(list(tree.ancestors(0))) == ["Iran", "soutient"]


def test_a_subtree_stays_in_its_sentence(by_hand: By_Hand) -> None:
    tree = by_hand(SENTENCE)
    assert tree.subtree(2) == [0, 1, 2, 3, 4, 5]
    assert tree.subtree(4) == [3, 4]
    assert [tree.sentence_of(i) for i in (0, 7)] == [(0, 6), (6, 8)]


def test_attach_moves_a_word_with_what_hangs_on_it(by_hand: By_Hand) -> None:
    tree = by_hand(SENTENCE)
    tree.attach(4, 1, Role.APPOSITION)
    assert tree.head(4) is tree[1]
    assert tree[4].role is Role.APPOSITION
    assert texts(tree.children(1)) == ["L'", "Hezbollah"]
    assert texts(tree.children(2)) == ["Iran", "."]


def test_attach_makes_no_circle(by_hand: By_Hand) -> None:
    tree = by_hand(SENTENCE)
    tree.attach(2, 0, Role.OBJECT)
    tree.attach(1, 1, Role.OBJECT)
    assert tree.head(2) is None
    assert texts(tree.children(2)) == ["Iran", "Hezbollah", "."]


def test_make_root_cuts_a_word_loose(by_hand: By_Hand) -> None:
    tree = by_hand(SENTENCE)
    tree.make_root(4)
    assert tree.head(4) is None
    assert tree[4].role is Role.ROOT
    assert texts(tree.children(2)) == ["Iran", "."]


def test_a_copy_is_independent(by_hand: By_Hand) -> None:
    tree = by_hand(SENTENCE)
    copy = tree.copy()
    copy.attach(4, 1, Role.APPOSITION)
    assert tree[4].role is Role.OBJECT
    assert texts(tree.children(2)) == ["Iran", "Hezbollah", "."]


def test_lower_has_straight_apostrophes(by_hand: By_Hand) -> None:
    assert by_hand("L’ le DET root 0")[0].lower == "l'"


def test_a_name_over_two_governors_becomes_one_word(by_hand: By_Hand) -> None:
    tree = by_hand("""
    Hayat    Hayat    PROPN subject   5
    Tahrir   Tahrir   NOUN  apposition 1
    al-Cham  al-Cham  X     object    5
    (HTS)    HTS      PROPN modifier  3
    attaque  attaquer VERB  root      0
    Alep     Alep     PROPN object    5
    """)
    head = join_span(tree, 0, 3)
    assert head == 0
    assert tree[0].pos == "PROPN"
    assert [tree[i].role for i in (1, 2)] == [Role.NAME_PART] * 2
    assert texts(tree.children(0, Role.MODIFIER)) == ["(HTS)"]
    assert texts(tree.children(4, Role.OBJECT)) == ["Alep"]
    assert tree.joins == [(0, 3)]


@given(st.data())
def test_rewriting_keeps_a_tree(by_hand: By_Hand, data: st.DataObject) -> None:
    """Whatever is attached, every word has one governor, is its child, and reaches a root."""
    tree = by_hand(SENTENCE)
    for _ in range(data.draw(st.integers(0, 8))):
        index, head = data.draw(st.integers(0, 7)), data.draw(st.integers(0, 7))
        if data.draw(st.booleans()):
            tree.attach(index, head, Role.OBLIQUE)
        else:
            join_span(tree, min(index, head), max(index, head) + 1)
    for word in tree:
        parents = [other.index for other in tree if word.index in other.children]
        assert parents == ([] if word.head == word.index else [word.head])
        assert len(list(tree.ancestors(word.index))) < len(tree)


def test_every_label_of_the_grammar_has_one_role(french: LanguageData) -> None:
    table = role_table(french.grammar)
    assert len(table) == sum(len(labels) for labels in french.grammar.labels.values())
    assert (table["nsubj"], table["obl:agent"], table["nsubj:pass"]) == (
        Role.SUBJECT,
        Role.AGENT,
        Role.PASSIVE_SUBJECT,
    )


@pytest.fixture
def doc() -> Any:
    """A spaCy Doc by hand; no model."""
    from spacy.tokens import Doc
    from spacy.vocab import Vocab

    return Doc(
        Vocab(),
        words=["L’", "Iran", "aidaient", "Kiev", ".", "Oui", "."],
        spaces=[False, True, True, False, True, False, False],
        heads=[1, 2, 2, 2, 2, 5, 5],
        deps=["det", "nsubj", "ROOT", "obj", "punct", "ROOT", "never-seen"],
        pos=["DET", "PROPN", "VERB", "PROPN", "PUNCT", "INTJ", "PUNCT"],
        lemmas=["le", "Iran", "aidaier", "Kiev", ".", "oui", "."],
        morphs=["", "Number=Sing", "Mood=Ind|VerbForm=Fin", "", "", "", ""],
        ents=["O", "B-LOC", "O", "B-LOC", "O", "O", "O"],
    )


def test_a_parsed_doc_becomes_words_with_roles(doc: Any, french: LanguageData) -> None:
    tree = tree_of(doc, french.grammar)
    assert [word.role for word in tree[:4]] == [Role.DETERMINER, Role.SUBJECT, Role.ROOT, Role.OBJECT]
    assert tree[2].morph == {"Mood": "Ind", "VerbForm": "Fin"}
    assert tree.sentences == ((0, 5), (5, 7))
    assert tree.entities == ((1, 2, "LOC"), (3, 4, "LOC"))
    assert [(w.start, w.end) for w in tree[:3]] == [(0, 2), (2, 6), (7, 15)]


def test_an_unknown_label_is_no_error(doc: Any, french: LanguageData) -> None:
    assert tree_of(doc, french.grammar)[6].role is Role.OTHER


def test_known_verb_forms_are_surer_than_the_lemmatizer(doc: Any, french: LanguageData) -> None:
    assert tree_of(doc, french.grammar)[2].lemma == "aidaier"
    assert tree_of(doc, french.grammar, verbs={"aidaient": ("aider",)})[2].lemma == "aider"
    assert tree_of(doc, french.grammar, verbs={"iran": ("irer",)})[1].lemma == "Iran"


def test_shifts_move_offsets(doc: Any, french: LanguageData) -> None:
    tree = tree_of(doc, french.grammar, shifts=[10, 10, 10, 10, 10, 20, 20])
    assert (tree[1].start, tree[1].end, tree[5].start) == (12, 16, doc[5].idx + 20)


def test_the_parts_of_a_text_become_one_tree(doc: Any, french: LanguageData) -> None:
    starts = [place + shift for shift in (0, 50) for place in doc.to_array("IDX").tolist()]
    tree = tree_of_parts([doc, doc], french.grammar, starts=starts)
    assert tree.sentences == ((0, 5), (5, 7), (7, 12), (12, 14))
    assert [word.head for word in tree] == [1, 2, 2, 2, 2, 5, 5, 8, 9, 9, 9, 9, 12, 12]
    assert [word.sentence for word in tree[7:]] == [2, 2, 2, 2, 2, 3, 3]
    assert tree.entities[2:] == ((8, 9, "LOC"), (10, 11, "LOC"))
    assert [(w.start, w.end) for w in tree[7:10]] == [(50, 52), (52, 56), (57, 65)]


def test_a_verb_hung_on_its_first_subject_becomes_root(by_hand: By_Hand, french: LanguageData) -> None:
    tree = by_hand("""
    Paris      Paris      PROPN root     0
    et         et         CCONJ other    3
    Berlin     Berlin     PROPN subject  4
    soutiennent soutenir  VERB  conjunct 1 VerbForm=Fin
    Kiev       Kiev       PROPN object   4
    """)
    mend(tree, french.grammar.words)
    assert tree.head(3) is None
    assert texts(tree.children(3, Role.SUBJECT)) == ["Paris"]
    assert texts(tree.children(0, Role.CONJUNCT)) == ["Berlin"]


def test_a_known_form_with_an_auxiliary_is_a_participle(by_hand: By_Hand, french: LanguageData) -> None:
    tree = by_hand("""
    Boeing   Boeing   PROPN subject   3
    a        avoir    AUX   auxiliary 3
    licencié licencié NOUN  root      0
    Paul     Paul     PROPN object    3
    """)
    find_verbs(tree, french.grammar.words, {"licencié": ("licencier",)})
    assert (tree[2].pos, tree[2].lemma, tree[2].morph["VerbForm"]) == ("VERB", "licencier", "Part")


def test_a_known_infinitive_takes_the_object_behind_it(by_hand: By_Hand, french: LanguageData) -> None:
    tree = by_hand("""
    Paul   Paul   PROPN subject         2
    va     aller  VERB  root            0
    trahir trahir NOUN  open_complement 2
    Jean   Jean   PROPN object          2
    """)
    find_verbs(tree, french.grammar.words, {"trahir": ("trahir",)})
    assert (tree[2].pos, tree[2].morph) == ("VERB", {"VerbForm": "Inf"})
    assert texts(tree.children(2, Role.OBJECT)) == ["Jean"]


def test_a_noun_that_looks_like_a_verb_stays_one(by_hand: By_Hand, french: LanguageData) -> None:
    tree = by_hand("""
    Une     un      DET  determiner 2
    attaque attaque NOUN subject    3
    dure    durer   VERB root       0
    """)
    find_verbs(tree, french.grammar.words, {"attaque": ("attaquer",)})
    assert tree[1].pos == "NOUN"


def test_a_finite_verb_hung_on_a_noun_is_the_root(by_hand: By_Hand, french: LanguageData) -> None:
    tree = by_hand("""
    Paul  Paul   PROPN root        0
    ,     ,      PUNCT other       3
    chef  chef   NOUN  apposition  1
    ,     ,      PUNCT other       3
    rompt rompre VERB  participial 3 VerbForm=Fin
    avec  avec   ADP   case        7
    Anne  Anne   PROPN oblique     5
    """)
    mend(tree, french.grammar.words)
    assert tree.head(4) is None
    assert texts(tree.children(4, Role.SUBJECT)) == ["Paul"]


@pytest.mark.parametrize(
    "rest",
    [
        """
        que  que  SCONJ mark        5
        Anne Anne PROPN subject     5
        nie  nier VERB  participial 2 VerbForm=Fin
        """,
        """
        interdit interdire VERB  participial 2 VerbForm=Fin
        par      par       ADP   case        5
        Anne     Anne      PROPN oblique     3
        """,
        """
        vu   voir VERB  participial 2 VerbForm=Part
        par  par  ADP   case        5
        Anne Anne PROPN agent       3
        """,
    ],
)
def test_a_clause_or_a_participle_of_a_noun_is_not_the_root(
    by_hand: By_Hand, french: LanguageData, rest: str
) -> None:
    start = """
    Le   le   DET  determiner 2
    fait fait NOUN root       0"""
    tree = by_hand(start + rest)
    mend(tree, french.grammar.words)
    assert tree.head(1) is None


def test_what_is_counted_apart_is_a_list(by_hand: By_Hand, french: LanguageData) -> None:
    tree = by_hand("""
    61      61     NUM   other      2
    civils  civil  NOUN  subject    6
    ,       ,      PUNCT other      5
    137     137    NUM   other      5
    soldats soldat NOUN  apposition 2
    meurent mourir VERB  root       0
    """)
    mend(tree, french.grammar.words)
    assert tree[4].role is Role.CONJUNCT


def test_a_participle_in_front_is_not_the_root(by_hand: By_Hand, french: LanguageData) -> None:
    tree = by_hand("""
    appuyée appuyer VERB  root       0 VerbForm=Part
    par     par     ADP   case       3
    Paul    Paul    PROPN agent      1
    ,       ,       PUNCT other      6
    Anne    Anne    PROPN subject    6
    avance  avancer VERB  adverbial  1 VerbForm=Fin
    """)
    mend(tree, french.grammar.words)
    assert tree.head(5) is None
    assert texts(tree.children(5, Role.ADVERBIAL)) == ["appuyée"]


def test_a_second_subject_behind_and_is_coordinated(by_hand: By_Hand, french: LanguageData) -> None:
    tree = by_hand("""
    Paul    Paul    PROPN subject 5
    parle   parler  X     other   1
    et      et      CCONJ other   5
    Anne    Anne    PROPN subject 5
    avancent avancer VERB root    0 VerbForm=Fin
    """)
    mend(tree, french.grammar.words)
    assert texts(tree.children(0, Role.CONJUNCT)) == ["Anne"]


def test_a_town_before_a_dash_is_no_subject(by_hand: By_Hand, french: LanguageData) -> None:
    tree = by_hand("""
    MADRID  Madrid  PROPN subject    5
    -       -       PUNCT other      1
    L'      le      DET   determiner 4
    armée   armée   NOUN  apposition 1
    recule  reculer VERB  root       0 VerbForm=Fin
    """)
    mend(tree, french.grammar.words)
    assert texts(tree.children(4, Role.SUBJECT)) == ["armée"]
    assert tree[0].role is Role.DISLOCATED


LOST = """
{noun}   {noun}   NOUN  root        0 Number={number}
,        ,        PUNCT other       4
qui      qui      PRON  subject     4
mange    manger   VERB  relative    1 VerbForm=Fin|Number=Sing
,        ,        PUNCT other       6
dort     dormir   VERB  conjunct    4 VerbForm=Fin|Number=Sing
"""


@pytest.mark.parametrize(("noun", "number", "found"), [("chat", "Sing", True), ("chats", "Plur", False)])
def test_the_verb_behind_a_relative_clause_is_the_root(
    by_hand: By_Hand, french: LanguageData, noun: str, number: str, found: bool
) -> None:
    tree = by_hand(LOST.format(noun=noun, number=number))
    mend(tree, french.grammar.words)
    assert (tree.head(5) is None) is found
    assert texts(tree.children(5, Role.SUBJECT)) == [noun] * found


def test_a_verb_that_a_relative_clause_without_a_comma_holds_is_not_the_root(
    by_hand: By_Hand, french: LanguageData
) -> None:
    tree = by_hand("""
    chat  chat   NOUN  root      0 Number=Sing
    qui   qui    PRON  subject   3
    mange manger VERB  relative  1 VerbForm=Fin|Number=Sing
    ,     ,      PUNCT other     5
    dort  dormir VERB  conjunct  3 VerbForm=Fin|Number=Sing
    """)
    mend(tree, french.grammar.words)
    assert tree.head(0) is None


def test_the_verb_takes_over_what_stands_behind_it(by_hand: By_Hand, french: LanguageData) -> None:
    tree = by_hand("""
    jury    jury     NOUN root        0 Number=Sing
    épingle épingler VERB participial 1 VerbForm=Fin|Number=Sing
    Anne    Anne     PROPN name_part  1
    ,       ,        PUNCT other      5
    accusée accuser  VERB participial 1 VerbForm=Part
    .       .        PUNCT other      1
    """)
    mend(tree, french.grammar.words)
    assert tree.head(1) is None
    assert texts(tree.children(1)) == ["jury", "Anne", "."]
    assert tree[2].role is Role.OBJECT
    assert tree.head(4) is tree[2]


def test_a_verb_taken_for_a_preposition_keeps_its_object(by_hand: By_Hand, french: LanguageData) -> None:
    tree = by_hand("""
    Paul  Paul  PROPN root    0
    a     avoir VERB  case    4 VerbForm=Fin|Number=Sing
    le    le    DET   determiner 4
    choix choix NOUN  oblique 1
    """)
    mend(tree, french.grammar.words)
    assert texts(tree.children(1, Role.SUBJECT)) == ["Paul"]
    assert texts(tree.children(1, Role.OBJECT)) == ["choix"]


def test_a_fronted_phrase_is_no_root(by_hand: By_Hand, french: LanguageData) -> None:
    tree = by_hand("""
    Malgré  malgré  ADP   case        2
    cela    cela    NOUN  root        0
    ,       ,       PUNCT other       5
    deux    deux    NUM   other       5
    élus    élu     NOUN  apposition  2
    protestent protester VERB participial 5 VerbForm=Fin
    """)
    mend(tree, french.grammar.words)
    assert tree.head(5) is None
    assert texts(tree.children(5, Role.SUBJECT)) == ["élus"]
    assert texts(tree.children(5, Role.OBLIQUE)) == ["cela"]


def test_two_subjects_before_a_plural_are_a_list(by_hand: By_Hand, french: LanguageData) -> None:
    tree = by_hand("""
    Paul    Paul   PROPN subject  6
    ,       ,      PUNCT other    3
    Anne    Anne   PROPN subject  6
    et      et     CCONJ other    5
    Lise    Lise   PROPN conjunct 3
    partent partir VERB  root     0 VerbForm=Fin|Number=Plur
    """)
    mend(tree, french.grammar.words)
    assert texts(tree.children(5, Role.SUBJECT)) == ["Paul"]
    assert texts(tree.children(0, Role.CONJUNCT)) == ["Anne", "Lise"]


def test_a_name_between_commas_before_and_says_who_the_first_is(
    by_hand: By_Hand, french: LanguageData
) -> None:
    tree = by_hand("""
    maire   maire  NOUN  subject  7 Number=Sing
    ,       ,      PUNCT other    3
    Anne    Anne   PROPN subject  7
    ,       ,      PUNCT other    6
    et      et     CCONJ other    6
    Lise    Lise   PROPN conjunct 3
    partent partir VERB  root     0 VerbForm=Fin|Number=Plur
    """)
    mend(tree, french.grammar.words)
    assert texts(tree.children(0, Role.APPOSITION)) == ["Anne"]
    assert texts(tree.children(0, Role.CONJUNCT)) == ["Lise"]


@pytest.mark.parametrize(("comma", "role"), [(",", Role.SUBJECT), ("hier", Role.ADVERBIAL)])
def test_two_subjects_before_a_singular_are_one(
    by_hand: By_Hand, french: LanguageData, comma: str, role: Role
) -> None:
    tree = by_hand(f"""
    maire maire  NOUN  subject 5 Number=Sing
    ,     ,      PUNCT other   3
    Anne  Anne   PROPN subject 5
    {comma} {comma} ADV other 5
    part  partir VERB  root    0 VerbForm=Fin|Number=Sing
    """)
    mend(tree, french.grammar.words)
    assert tree[0].role is role


def test_who_did_it_is_no_second_subject(by_hand: By_Hand, french: LanguageData) -> None:
    tree = by_hand("""
    film   film    NOUN  subject     5 Number=Sing
    tourné tourner VERB  participial 1 VerbForm=Part
    par    par     ADP   case        4
    Anne   Anne    PROPN subject     5
    plaît  plaire  VERB  root        0 VerbForm=Fin|Number=Sing
    """)
    mend(tree, french.grammar.words)
    assert tree.head(3) is tree[1]


def test_to_reproach_somebody_with_having_done_it(by_hand: By_Hand, french: LanguageData) -> None:
    tree = by_hand("""
    Paul     Paul      PROPN subject     2
    reproche reprocher VERB  root        0 VerbForm=Fin
    à        à         ADP   case        4
    Anne     Anne      PROPN oblique     2
    d'       de        ADP   mark        7
    avoir    avoir     AUX   auxiliary   7 VerbForm=Inf
    menti    mentir    VERB  participial 4 VerbForm=Part
    """)
    mend(tree, french.grammar.words)
    assert (tree[6].head, tree[6].role) == (1, Role.OPEN_COMPLEMENT)


def test_a_participle_in_front_is_not_the_root_of_a_passive(by_hand: By_Hand, french: LanguageData) -> None:
    tree = by_hand("""
    appuyée appuyer VERB  root               0 VerbForm=Part
    par     par     ADP   case               3
    Paul    Paul    PROPN agent              1
    ,       ,       PUNCT other              7
    Anne    Anne    PROPN passive_subject    7
    est     être    AUX   passive_auxiliary  7 VerbForm=Fin|Number=Sing
    élue    élire   VERB  clausal_complement 1 VerbForm=Part
    """)
    mend(tree, french.grammar.words)
    assert tree.head(6) is None
    assert texts(tree.children(6, Role.ADVERBIAL)) == ["appuyée"]


@pytest.mark.parametrize(
    ("behind", "found"),
    [("Lise Lise PROPN name_part 4", True), ("de de ADP case 8\nLise Lise PROPN oblique 6", False)],
)
def test_a_second_participle_shares_the_auxiliary(
    by_hand: By_Hand, french: LanguageData, behind: str, found: bool
) -> None:
    tree = by_hand(f"""
    Paul    Paul    PROPN subject   3
    a       avoir   AUX   auxiliary 3 VerbForm=Fin
    vanté   vanter  VERB  root      0 VerbForm=Part
    Anne    Anne    PROPN object    3
    et      et      CCONJ other     6
    allié   allié   NOUN  conjunct  4
    {behind}
    """)
    find_verbs(tree, french.grammar.words, {"allié": ("allier",), "vanté": ("vanter",)})
    assert (tree[5].pos == "VERB", tree[5].head == 2) == (found, found)
    assert texts(tree.children(5, Role.OBJECT)) == ["Lise"] * found


def test_a_name_that_opens_a_sentence_is_what_stands_between_commas(
    by_hand: By_Hand, french: LanguageData
) -> None:
    tree = by_hand("""
    Anne    Anne    PROPN oblique    6
    ,       ,       PUNCT other      4
    la      le      DET   determiner 4
    cheffe  chef    NOUN  subject    6
    ,       ,       PUNCT other      4
    proteste protester VERB root     0 VerbForm=Fin
    """)
    mend(tree, french.grammar.words)
    assert texts(tree.children(5, Role.SUBJECT)) == ["Anne"]
    assert texts(tree.children(0, Role.APPOSITION)) == ["cheffe"]


def test_a_participle_with_an_object_is_not_beside_a_noun(by_hand: By_Hand, french: LanguageData) -> None:
    tree = by_hand("""
    Paul    Paul    PROPN subject   3
    a       avoir   AUX   auxiliary 3 VerbForm=Fin
    vanté   vanter  VERB  root      0 VerbForm=Part|Tense=Past
    Anne    Anne    PROPN object    3
    et      et      CCONJ other     6
    accusé  accuser VERB  conjunct  4 VerbForm=Part|Tense=Past
    Lise    Lise    PROPN object    6
    """)
    mend(tree, french.grammar.words)
    assert (tree[5].head, tree[5].role) == (2, Role.CONJUNCT)


@pytest.mark.parametrize(("role", "found"), [("oblique", True), ("object", False)])
def test_a_name_behind_the_second_verb_is_its_object(
    by_hand: By_Hand, french: LanguageData, role: str, found: bool
) -> None:
    tree = by_hand(f"""
    Paul     Paul      PROPN subject   2
    condamne condamner VERB  root      0 VerbForm=Fin
    tout     tout      PRON  {role}    2
    et       et        CCONJ other     5
    désavoue désavouer VERB  conjunct  2 VerbForm=Fin
    Lise     Lise      PROPN {role}    {3 if found else 2}
    """)
    mend(tree, french.grammar.words)
    assert texts(tree.children(4, Role.OBJECT)) == ["Lise"]
