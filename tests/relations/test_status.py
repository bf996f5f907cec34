"""Is it so? Status of a predicate on trees by hand."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from graphkit.language.schema.folder import LanguageData
from graphkit.records import Modality
from graphkit.relations.arguments import Structure
from graphkit.relations.status import Judgement, StatusReader
from graphkit.syntax import Tree

Judge = Callable[..., Judgement]


@pytest.fixture
def judge(by_hand: Callable[[str], Tree], french: LanguageData) -> Judge:
    """The status of the word with a given form."""

    def status(table: str, form: str, modality: str = "") -> Judgement:
        structure = Structure(by_hand(table), french.grammar)
        index = next(word.index for word in structure.tree if word.text == form)
        return StatusReader(french).judge(structure, index, modality=modality)

    return status


def clause(*extra: str, verb: str = "soutient", mood: str = "Ind", tense: str = "Pres") -> str:
    """ "Iran soutient Damas" with more words hung on the verb (word 2)."""
    return "\n".join(
        [
            "Iran     Iran     PROPN subject 2",
            f"{verb} soutenir VERB  root    0 VerbForm=Fin|Mood={mood}|Tense={tense}",
            "Damas    Damas    PROPN object  2",
            *extra,
        ]
    )


def test_a_plain_clause_is_asserted(judge: Judge) -> None:
    assert judge(clause(), "soutient") == Judgement(
        negated=False, modality=Modality.ASSERTED, speaker=None, reasons=()
    )


@pytest.mark.parametrize("word", ["pas", "plus", "jamais", "guère", "aucunement"])
def test_ne_with_a_word_of_negation_denies(word: str, judge: Judge) -> None:
    judgement = judge(clause("ne ne ADV adverb 2", f"{word} {word} ADV adverb 2"), "soutient")
    assert judgement.negated
    assert any(reason.startswith("negation") for reason in judgement.reasons)


@pytest.mark.parametrize("extra", [("ne ne ADV adverb 2",), ("n' ne ADV adverb 2", "que que ADV adverb 3")])
def test_ne_alone_and_ne_que_do_not_deny(extra: tuple[str, ...], judge: Judge) -> None:
    assert not judge(clause(*extra), "soutient").negated


def test_a_negative_determiner_denies_a_noun(judge: Judge) -> None:
    table = """
    Berne    Berne    PROPN subject    3
    n'       ne       ADV   adverb     3
    apporte  apporter VERB  root       0 VerbForm=Fin|Mood=Ind
    aucun    aucun    DET   determiner 5
    soutien  soutien  NOUN  object     3
    """
    assert judge(table, "soutien").negated


def test_without_denies_an_infinitive_and_leaves_the_clause(judge: Judge) -> None:
    table = clause("sans sans ADP mark 5", "aider aider VERB adverbial 2 VerbForm=Inf")
    assert judge(table, "aider").negated
    assert not judge(table, "soutient").negated


def governed(verb: str, *, tense: str = "Pres") -> str:
    return f"""
    Iran     Iran     PROPN subject         2
    X        {verb}   VERB  root            0 VerbForm=Fin|Mood=Ind|Tense={tense}
    de       de       ADP   mark            4
    soutenir soutenir VERB  open_complement 2 VerbForm=Inf
    Damas    Damas    PROPN object          4
    """


@pytest.mark.parametrize("verb", ["cesser", "refuser", "renoncer", "éviter", "nier"])
def test_verbs_that_end_or_refuse_deny_what_they_govern(verb: str, judge: Judge) -> None:
    judgement = judge(governed(verb), "soutenir")
    assert judgement.negated
    assert any(reason.startswith("reversal") for reason in judgement.reasons)
    assert not judge(governed(verb), "X").negated


@pytest.mark.parametrize("verb", ["promettre", "vouloir", "pouvoir", "menacer", "tenter"])
def test_modal_verbs_leave_open_what_they_govern(verb: str, judge: Judge) -> None:
    judgement = judge(governed(verb), "soutenir")
    assert judgement.modality is Modality.POSSIBLE
    assert not judgement.negated


def test_an_aspect_verb_changes_nothing(judge: Judge) -> None:
    assert judge(governed("continuer"), "soutenir").modality is Modality.ASSERTED


@pytest.mark.parametrize(
    ("verb", "mood", "tense"), [("soutiendrait", "Cnd", "Pres"), ("soutiendra", "Ind", "Fut")]
)
def test_conditional_and_future_are_possible(verb: str, mood: str, tense: str, judge: Judge) -> None:
    assert judge(clause(verb=verb, mood=mood, tense=tense), verb).modality is Modality.POSSIBLE


def test_a_present_that_was_tagged_as_a_conditional_is_a_fact(judge: Judge) -> None:
    assert judge(clause(verb="soutiennent", mood="Cnd"), "soutiennent").modality is Modality.ASSERTED


def test_a_conditional_auxiliary_is_possible(judge: Judge) -> None:
    table = """
    Iran    Iran    PROPN subject   3
    aurait  avoir   AUX   auxiliary 3 Mood=Cnd
    attaqué attaquer VERB root      0 VerbForm=Part|Tense=Past
    """
    assert judge(table, "attaqué").modality is Modality.POSSIBLE


@pytest.mark.parametrize(
    "extra", [("? ? PUNCT other 2",), ("peut-être peut-être ADV adverb 2",), ("si si SCONJ mark 2",)]
)
def test_questions_adverbs_and_conditions_are_possible(extra: tuple[str, ...], judge: Judge) -> None:
    assert judge(clause(*extra), "soutient").modality is Modality.POSSIBLE


def test_a_pluperfect_is_past(judge: Judge) -> None:
    table = """
    Iran    Iran     PROPN subject   3
    avait   avoir    AUX   auxiliary 3 Mood=Ind|Tense=Imp
    soutenu soutenir VERB  root      0 VerbForm=Part|Tense=Past
    """
    assert judge(table, "soutenu").modality is Modality.PAST
    assert judge(table.replace("Tense=Imp", "Tense=Pres"), "soutenu").modality is Modality.ASSERTED


@pytest.mark.parametrize("former", ["ancien", "ex", "précédent"])
def test_a_former_tie_is_past(former: str, judge: Judge) -> None:
    table = f"""
    Iran    Iran  PROPN subject  4
    est     être  AUX   copula   4
    {former} {former} ADJ modifier 4
    allié   allié NOUN  root     0
    """
    assert judge(table, "allié").modality is Modality.PAST


def test_according_to_somebody_is_claimed_by_them(judge: Judge) -> None:
    judgement = judge(clause("selon selon ADP case 5", "Paris Paris PROPN oblique 2"), "soutient")
    assert (judgement.modality, judgement.speaker) == (Modality.CLAIMED, 4)


def test_reported_speech_is_claimed_by_its_subject(judge: Judge) -> None:
    table = """
    Paris    Paris    PROPN subject            2
    affirme  affirmer VERB  root               0 VerbForm=Fin|Mood=Ind
    que      que      SCONJ mark               5
    Iran     Iran     PROPN subject            5
    soutient soutenir VERB  clausal_complement 2 VerbForm=Fin|Mood=Ind
    Damas    Damas    PROPN object             5
    """
    judgement = judge(table, "soutient")
    assert (judgement.modality, judgement.speaker) == (Modality.CLAIMED, 0)
    assert judge(table, "affirme").modality is Modality.ASSERTED


def test_denied_speech_leaves_the_deed_denied(judge: Judge) -> None:
    assert judge(governed("démentir"), "soutenir").negated


@pytest.mark.parametrize(("open_", "close"), [("«", "»"), ("“", "”"), ('"', '"')])
def test_a_quotation_is_claimed_by_who_says_it(open_: str, close: str, judge: Judge) -> None:
    table = f"""
    {open_}  {open_}  PUNCT other   3
    Iran     Iran     PROPN subject 3
    soutient soutenir VERB  root    0 VerbForm=Fin|Mood=Ind
    Damas    Damas    PROPN object  3
    {close}  {close}  PUNCT other   3
    déclare  déclarer VERB  other   3 VerbForm=Fin|Mood=Ind
    Paris    Paris    PROPN subject 6
    """
    judgement = judge(table, "soutient")
    assert (judgement.modality, judgement.speaker) == (Modality.CLAIMED, 6)


def test_doubt_outweighs_a_claim_and_a_claim_the_past(judge: Judge) -> None:
    source = ("selon selon ADP case 5", "Paris Paris PROPN oblique 2")
    doubtful = clause(*source, verb="soutiendrait", mood="Cnd")
    assert judge(doubtful, "soutiendrait").modality is Modality.POSSIBLE
    assert judge(clause(*source), "soutient", "past").modality is Modality.CLAIMED


@pytest.mark.parametrize("modality", [Modality.PAST, Modality.POSSIBLE])
def test_a_cue_may_carry_a_modality(modality: Modality, judge: Judge) -> None:
    assert judge(clause(), "soutient", modality).modality is modality


NEGATED = ("ne ne ADV adverb 2", "pas pas ADV adverb 2")


@pytest.mark.parametrize("verb", ["cesser", "renoncer", "hésiter", "manquer"])
def test_who_does_not_stop_doing_something_does_it(verb: str, judge: Judge) -> None:
    judgement = judge("\n".join([governed(verb).rstrip(), *NEGATED]), "soutenir")
    assert (judgement.negated, judgement.modality) == (False, Modality.ASSERTED)
    assert any(reason.startswith("denied reversal") for reason in judgement.reasons)


def test_a_denied_reversal_in_the_conditional_is_possible(judge: Judge) -> None:
    table = governed("cesser").rstrip().replace("Mood=Ind", "Mood=Cnd").replace(" X ", " cesserait ")
    judgement = judge("\n".join([table, *NEGATED]), "soutenir")
    assert (judgement.negated, judgement.modality) == (False, Modality.POSSIBLE)


@pytest.mark.parametrize("verb", ["exclure", "refuser", "nier"])
def test_what_is_not_ruled_out_is_possible(verb: str, judge: Judge) -> None:
    judgement = judge("\n".join([governed(verb).rstrip(), *NEGATED]), "soutenir")
    assert (judgement.negated, judgement.modality) == (False, Modality.POSSIBLE)


def test_a_few_verbs_are_denied_by_the_particle_alone(judge: Judge) -> None:
    assert judge("\n".join([governed("pouvoir").rstrip(), NEGATED[0]]), "soutenir").negated
    assert not judge("\n".join([governed("tenter").rstrip(), NEGATED[0]]), "soutenir").negated
    restricted = [governed("pouvoir").rstrip(), NEGATED[0], "que que ADV adverb 4"]
    assert not judge("\n".join(restricted), "soutenir").negated


def test_not_only_denies_nothing(judge: Judge) -> None:
    assert judge(clause(*NEGATED), "soutient").negated
    assert not judge(clause(*NEGATED, "seulement seulement ADV adverb 2"), "soutient").negated


@pytest.mark.parametrize(("noun", "denied"), [("arrêt", False), ("refus", True)])
def test_what_somebody_is_called_on_to_end_takes_place(noun: str, denied: bool, judge: Judge) -> None:
    table = f"""
    Pékin    Pékin    PROPN subject 2
    demande  demander VERB  root    0 VerbForm=Fin|Mood=Ind
    {noun}   {noun}   NOUN  object  2
    des      de       ADP   case    5
    frappes  frappe   NOUN  oblique 3
    """
    judgement = judge(table, "frappes")
    assert judgement.negated is denied
    assert (judgement.modality is Modality.ASSERTED) is not denied
