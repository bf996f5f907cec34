"""Gender and number: what a pronoun and an actor agree in, and what shows the gender of an actor."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from graphkit.actors.candidate import Candidate
from graphkit.language.schema.anaphora import AnaphoraWords
from graphkit.records import ActorType, MentionKind
from graphkit.syntax import Tree, Word


@dataclass(frozen=True, slots=True)
class Agreement:
    """Gender (``Masc``, ``Fem``) and number (``Sing``, ``Plur``); empty where not known."""

    gender: str = ""
    number: str = ""

    def fits(self, other: Agreement) -> bool:
        """Whether both can be said of one thing."""
        return all(
            not a or not b or a == b for a, b in ((self.gender, other.gender), (self.number, other.number))
        )


def agreements(forms: Mapping[str, str]) -> dict[str, Agreement]:
    """Form -> what it agrees with; "Sing" alone leaves the gender open."""
    parted = {form: value.rpartition(" ") for form, value in forms.items()}
    return {form: Agreement(gender, number) for form, (gender, _, number) in parted.items()}


def agreement_of(noun: Word) -> Agreement:
    """What the features of a noun show."""
    return Agreement(noun.morph.get("Gender", ""), noun.morph.get("Number", ""))


def genders(
    tree: Tree, mentions: Iterable[Candidate], *, words: AnaphoraWords, given: Mapping[str, str]
) -> Mapping[str, str]:
    """Actor id -> gender, by what most of its mentions show: address, given name, office, article."""
    votes: dict[str, Counter[str]] = defaultdict(Counter)
    for m in mentions:
        for gender in _shown(tree, m, words, given):
            votes[m.id][gender] += 1
    return {actor: counts.most_common(1)[0][0] for actor, counts in votes.items()}


def _shown(tree: Tree, m: Candidate, words: AnaphoraWords, given: Mapping[str, str]) -> Iterator[str]:
    before = tree[m.start - 1].lower if m.start else ""
    if m.type is ActorType.PERSON:
        if gender := words.addresses.get(before):
            yield gender
        if m.kind is MentionKind.NAME and (gender := given.get(m.label.split(" ")[0])):
            yield gender
    if gender := words.articles.get(before):
        yield gender
    if m.type is ActorType.STATE and m.kind is MentionKind.NAME and before in words.elided:
        # "l'Iran", "l'Ukraine": the article hides what the ending of the name shows.
        yield "Fem" if m.label.split(" ")[0].endswith(words.feminine_states) else "Masc"
