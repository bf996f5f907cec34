"""Whom a pronoun stands for, on trees written by hand."""

from __future__ import annotations

import pytest

from graphkit.actors.agreement import Agreement
from graphkit.actors.anaphora import Anaphora
from graphkit.actors.candidate import Candidate
from graphkit.actors.names import Gazetteer
from graphkit.actors.nominals import Nominals
from graphkit.language.schema.folder import LanguageData
from graphkit.language.schema.grammar import Role
from graphkit.records import ActorType, MentionKind
from graphkit.syntax import Tree, Word


@pytest.fixture(scope="module")
def anaphora(french: LanguageData) -> Anaphora:
    return Anaphora(french, Nominals(Gazetteer(french)))


def tree(*sentences: str) -> Tree:
    """Sentences of ``form/POS/role/head`` words; the head counts from 1 in its sentence, 0 is the root."""
    words: list[Word] = []
    spans = []
    for number, sentence in enumerate(sentences):
        first = len(words)
        for token in sentence.split():
            form, pos, role, head = token.split("/")
            index = len(words)
            words.append(
                Word(
                    index=index,
                    text=form,
                    lemma=form.lower(),
                    pos=pos,
                    role=Role(role),
                    head=first + int(head) - 1 if int(head) else index,
                    start=index * 10,
                    end=index * 10 + len(form),
                    sentence=number,
                )
            )
        spans.append((first, len(words)))
    return Tree(words, sentences=spans)


def person(index: int, label: str) -> Candidate:
    return Candidate(
        start=index,
        end=index + 1,
        head=index,
        id=label.lower().replace(" ", "-"),
        label=label,
        type=ActorType.PERSON,
        kind=MentionKind.NAME,
        rule="entity:PER",
    )


RECEIVES = "Macron/PROPN/subject/2 reçoit/VERB/root/0 Orban/PROPN/object/2"
MACRON, ORBAN = person(0, "Emmanuel Macron"), person(2, "Viktor Orban")


@pytest.mark.parametrize(
    ("second", "expected"),
    [
        ("Il/PRON/subject/2 parle/VERB/root/0", ["emmanuel-macron"]),
        ("Elle/PRON/subject/2 parle/VERB/root/0", []),
        ("Ils/PRON/subject/2 parlent/VERB/root/0", ["emmanuel-macron", "viktor-orban"]),
        ("Celui-ci/PRON/subject/2 parle/VERB/root/0", ["viktor-orban"]),
        ("Ce/DET/determiner/2 dernier/ADJ/subject/3 parle/VERB/root/0", ["viktor-orban"]),
        ("Il/PRON/subject/2 courant/ADJ/root/0 partir/VERB/open_complement/2", []),
    ],
)
def test_the_second_sentence_goes_on_about_the_first(
    anaphora: Anaphora, second: str, expected: list[str]
) -> None:
    found = anaphora.resolve(tree(RECEIVES, second), [MACRON, ORBAN])
    if second.startswith("Ils"):  # a subject of one is not "ils"; both of the sentence may be
        assert {m.id for m in found} <= set(expected)
    else:
        assert [m.id for m in found] == expected
    assert all(m.kind is MentionKind.PRONOUN and m.rule.startswith("pronoun") for m in found)


def test_inside_a_sentence_the_clause_above_has_the_subject(anaphora: Anaphora) -> None:
    above = "Macron/PROPN/subject/2 dit/VERB/root/0 qu'/SCONJ/mark/5"
    below = "il/PRON/subject/5 parle/VERB/clausal_complement/2"
    (found,) = anaphora.resolve(tree(f"{above} {below}"), [MACRON])
    assert (found.id, found.start) == ("emmanuel-macron", 3)


def test_in_a_quotation_nobody_is_the_speaker(anaphora: Anaphora) -> None:
    above = "Macron/PROPN/subject/2 dit/VERB/root/0 :/PUNCT/other/2 «/PUNCT/other/6"
    below = "il/PRON/subject/6 ouvre/VERB/clausal_complement/2 »/PUNCT/other/6"
    assert anaphora.resolve(tree(f"{above} {below}"), [MACRON]) == []


def test_a_subject_that_is_no_actor_may_be_meant(anaphora: Anaphora) -> None:
    first = "Projet/NOUN/subject/4 de/ADP/case/3 Macron/PROPN/oblique/1 avance/VERB/root/0"
    second = "Il/PRON/subject/2 coûte/VERB/root/0"
    assert anaphora.resolve(tree(first, second), [person(2, "Emmanuel Macron")]) == []


def test_it_is_usual_to_do_something_speaks_of_nobody(anaphora: Anaphora) -> None:
    words = "Il/PRON/subject/2 courant/ADJ/root/0 pour/ADP/case/4 tous/PRON/oblique/2 de/ADP/mark/6"
    found = tree(RECEIVES, f"{words} partir/VERB/other/4")
    found[len(found) - 1].morph = {"VerbForm": "Inf"}
    assert anaphora.resolve(found, [MACRON, ORBAN]) == []


def test_a_pronoun_with_nothing_before_it_is_left(anaphora: Anaphora) -> None:
    assert anaphora.resolve(tree("Il/PRON/subject/2 parle/VERB/root/0"), []) == []


def test_two_that_fit_are_nobody(anaphora: Anaphora) -> None:
    first = "Arrivée/NOUN/root/0 de/ADP/case/3 Macron/PROPN/oblique/1 chez/ADP/case/5 Orban/PROPN/oblique/3"
    mentions = [person(2, "Emmanuel Macron"), person(4, "Viktor Orban")]
    assert anaphora.resolve(tree(first, "Il/PRON/subject/2 parle/VERB/root/0"), mentions) == []


def test_the_inverted_pronoun_is_a_person(anaphora: Anaphora) -> None:
    second = "Nous/PRON/subject/2 gagnons/VERB/root/0 a/AUX/other/2 -t-il/PRON/subject/5 dit/VERB/parataxis/2"
    (found,) = anaphora.resolve(tree(RECEIVES, second), [MACRON, ORBAN])
    assert found.id == "emmanuel-macron"


@pytest.mark.parametrize(
    ("one", "other", "fits"),
    [
        (Agreement("Masc", "Sing"), Agreement("Masc", "Sing"), True),
        (Agreement("Masc", "Sing"), Agreement("Fem", "Sing"), False),
        (Agreement("", "Sing"), Agreement("Fem", "Sing"), True),
        (Agreement("Masc", "Plur"), Agreement("", "Sing"), False),
    ],
)
def test_what_is_not_known_agrees_with_all(one: Agreement, other: Agreement, *, fits: bool) -> None:
    assert one.fits(other) is fits
    assert other.fits(one) is fits
