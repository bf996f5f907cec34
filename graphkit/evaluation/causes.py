"""Why edges were missed, as far as a build folder tells: which step lost them.

The first of these that fits, in the order in which the steps follow one another:

- **mention missed**: no found actor stands for one of the ends, or none of its forms is in the sentence.
- **linked wrongly**: a form of that end was found, but put to an actor that stands for another one.
- **status wrong**: the pair was found in the sentence, as negated.
- **type wrong**: the pair was found there with another type.
- **argument wrong**: the pair was found there the other way round, or the cue with another end.
- **cue or parse**: nothing was read from the cue: the lexicon lacks it, or the parse hides who is meant.
  `graphkit explain` on the sentence tells which.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from enum import StrEnum

from graphkit.evaluation.gold import Answers, Gold, Statement

_WORD = re.compile(r"\w+")

Roll = Callable[[str, str], str]


class Cause(StrEnum):
    """What lost an edge."""

    MENTION = "mention missed"
    LINK = "linked wrongly"
    STATUS = "status wrong"
    TYPE = "type wrong"
    ARGUMENT = "argument wrong"
    CUE = "cue or parse"


def cause_of(
    missed: Statement,
    answers: Answers,
    gold: Gold,
    stands_for: Mapping[tuple[str, str], str],
    roll: Roll,
) -> Cause:
    """Which step lost a statement of the gold.

    Args:
        missed: a statement whose edge was not found.
        answers: what the build says.
        gold: what it should say.
        stands_for: (document, found actor) -> gold actor, as `match_actors` gives it.
        roll: what a gold actor counts as at the level that is scored.

    """
    doc, words = missed.doc, f" {_plain(missed.sentence)} "
    here = {
        roll(doc, stands_for[doc, actor.id])
        for actor in answers.actors
        if (doc, actor.id) in stands_for and any(f" {_plain(form.text)} " in words for form in actor.forms)
    }
    for end in (missed.source, missed.target):
        if roll(doc, end) not in here:
            elsewhere = _is_found(gold.actors[doc, end].forms, words, missed.doc, answers)
            return Cause.LINK if elsewhere else Cause.MENTION
    pair = (roll(doc, missed.source), roll(doc, missed.target))
    cause = Cause.CUE
    for statement in answers.statements:
        if statement.doc != doc or not _same_sentence(statement.sentence, missed.sentence):
            continue
        ends = (
            _rolled(doc, statement.source, stands_for, roll),
            _rolled(doc, statement.target, stands_for, roll),
        )
        if set(ends) == set(pair) and statement.type == missed.type:
            return Cause.STATUS if statement.negated else Cause.ARGUMENT
        if set(ends) == set(pair):
            cause = Cause.TYPE
        elif (
            cause is Cause.CUE
            and statement.type == missed.type
            and set(ends) & set(pair)
            and _share_a_word(statement.cue, missed.cue)
        ):
            cause = Cause.ARGUMENT
    return cause


def _rolled(doc: str, found: str, stands_for: Mapping[tuple[str, str], str], roll: Roll) -> str:
    actor = stands_for.get((doc, found))
    return "" if actor is None else roll(doc, actor)


def _is_found(forms: tuple[str, ...], words: str, doc: str, answers: Answers) -> bool:
    """Whether a form of an actor that stands in a sentence is a form of some found actor."""
    wanted = {form for form in map(_plain, forms) if f" {form} " in words}
    return any(
        _plain(form.text) in wanted and (form.docs is None or doc in form.docs)
        for actor in answers.actors
        for form in actor.forms
    )


def _same_sentence(one: str, other: str) -> bool:
    """Whether one sentence holds the other: annotator and parser may cut a text differently."""
    first, second = _plain(one), _plain(other)
    return bool(first and second) and (first in second or second in first)


def _share_a_word(one: str, other: str) -> bool:
    return bool(set(_plain(one).split()) & set(_plain(other).split()))


def _plain(text: str) -> str:
    """The words of a text in small letters without accents, one space between two."""
    folded = unicodedata.normalize("NFKD", text.casefold())
    return " ".join(_WORD.findall("".join(char for char in folded if not unicodedata.combining(char))))
