"""Who works for whom by any trade: "X, basketteur de Y", "un commentateur de Y, X", "X, plombier chez Y".

Offices and nouns of the lexicon are read elsewhere; any other noun for a person says no more than that
somebody is of the body behind it, as long as it is none for who is outside: "vainqueur de Y", "lecteur de Y".
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from graphkit.actors.candidate import Candidate
from graphkit.actors.heads import is_plural
from graphkit.actors.noun_phrases import COLLECTIVE_WITH_NAME
from graphkit.language.schema.cues import Cue, CueKind, Slot
from graphkit.language.schema.folder import LanguageData
from graphkit.language.schema.grammar import Role
from graphkit.records import ActorType, MentionKind, RelationType
from graphkit.relations.arguments import Structure, oblique
from graphkit.relations.cues import Fired, Lexicon
from graphkit.relations.ends import Resolver
from graphkit.relations.found import Found
from graphkit.relations.predicates import PredicateReader
from graphkit.syntax import Word

_EMPLOYERS = (ActorType.ORG, ActorType.PARTY, ActorType.COMPANY)
_NAMES = (MentionKind.NAME, MentionKind.ACRONYM)


class TradeReader:
    """Reads affiliations by nouns for persons that no list has, for one language."""

    def __init__(self, language: LanguageData, lexicon: Lexicon, predicates: PredicateReader) -> None:
        self.words = language.grammar.words
        self._lexicon = lexicon
        self._predicates = predicates
        self._status = predicates.status

    def read(self, structure: Structure, resolver: Resolver) -> Iterator[Found]:
        """The affiliations of the trades of a text."""
        for word in structure.tree:
            # Taggers take a bare noun that says what somebody is for an adjective: "X est infirmier à Y".
            noun = word.pos == "NOUN" or (word.pos == "ADJ" and structure.is_predicate(word.index))
            prepositions = self._prepositions(structure, word) if noun else []
            if not prepositions or is_plural(word) or self._is_read(structure, resolver, word):
                continue
            slots = [Slot.GENITIVE if p in self.words.genitive else oblique(p) for p in prepositions]
            fired = Fired(cue=_cue(*slots), index=word.index, words=(word.index,), kind=CueKind.NOUN)
            for found in self._predicates.read(structure, resolver, [fired])[0]:
                if _is_person(found.source.mention) and _is_body(found.target.mention):
                    yield replace(self._as_granted(structure, found, word), rule="affiliation:trade")

    def _as_granted(self, structure: Structure, found: Found, word: Word) -> Found:
        """A relation of a noun beside a name, which its clause takes for granted, by itself."""
        said = structure.tree.children(word.index, Role.COPULA) or word.role is Role.OPEN_COMPLEMENT
        if said or structure.is_object_of_copula(word.index):
            return found
        return replace(found, judgement=self._status.of_noun(structure, word.index))

    def _prepositions(self, structure: Structure, word: Word) -> list[str]:
        """The prepositions behind a noun that may stand before whom somebody works for.

        Whoever is somewhere "chez" somebody works there, whatever the noun, unless as a customer.
        """
        told = {structure.preposition(c.index) for c in structure.tree.children(word.index, Role.OBLIQUE)}
        any_noun = self.words.workplace if word.lemma not in self.words.customers else frozenset[str]()
        by_trade = self.words.genitive | self.words.dative if self._is_trade(word) else frozenset[str]()
        return sorted(told & (any_noun | by_trade))

    def _is_trade(self, word: Word) -> bool:
        """Whether a noun is by its ending one for a person who may be of some body."""
        form = word.lower.removesuffix("s")
        outside = self.words.outsiders | self.words.customers
        return form.endswith(self.words.trade_endings) and outside.isdisjoint((form, word.lemma))

    def _is_read(self, structure: Structure, resolver: Resolver, word: Word) -> bool:
        """Whether a noun says by itself who is of what, as an office or as a word of the lexicon."""
        return bool(self._lexicon.at(structure, word)) or resolver.is_part_of_name(word.index)


def _cue(*slots: str) -> Cue:
    """The cue that any trade is; its target stands behind one of some prepositions."""
    return Cue(
        lemma="",
        pos=CueKind.NOUN,
        source=(Slot.SUBJECT,),
        target=slots,
        example="",
        expect="",
        type=RelationType.AFFILIATION,
    )


def _is_person(mention: Candidate) -> bool:
    return mention.type is ActorType.PERSON


def _is_body(mention: Candidate) -> bool:
    named = mention.kind in _NAMES or mention.rule == COLLECTIVE_WITH_NAME
    return named and mention.type in _EMPLOYERS
