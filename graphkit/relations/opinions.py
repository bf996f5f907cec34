"""What somebody thinks of somebody: a verb of opinion, or a quotation, with a word of blame or praise.

"qualifier X de menteur", "juger inacceptable l'attitude de X", "« X est un danger », a dit Y". Blame is
opposition and praise alliance. A word that is in neither list says nothing here: a sign is never guessed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from graphkit.language.schema import LanguageData, Role
from graphkit.records import RelationType
from graphkit.relations.arguments import Structure
from graphkit.syntax import Word

_COMPLEMENTS = (Role.OPEN_COMPLEMENT, Role.OBLIQUE, Role.CLAUSAL_COMPLEMENT, Role.MODIFIER, Role.APPOSITION)
# The parts of speech of words of blame and praise.
_JUDGING = ("ADJ", "NOUN", "VERB", "PROPN")


@dataclass(frozen=True, slots=True, kw_only=True)
class Opinion:
    """A judgement of somebody, as words.

    `holders` is empty where no verb tells whose it is; then it is that of who is quoted. `predicate` is
    the word whose status decides, and `words` are shown as the cue.
    """

    type: RelationType
    holders: tuple[int, ...]
    judged: tuple[int, ...]
    predicate: int
    words: tuple[int, ...]


class OpinionReader:
    """Reads opinions from a structure, for one language."""

    def __init__(self, language: LanguageData) -> None:
        self.data = language.opinions
        self.quotes = language.grammar.quotes
        self._inflections = language.grammar.words.inflections
        self._verb_forms = language.verb_forms()
        self._verbs = self.data.with_preposition | self.data.with_adjective

    def read(self, structure: Structure) -> Iterator[Opinion]:
        """The opinions of a text, in text order."""
        for word in structure.tree:
            if word.pos in ("VERB", "AUX"):
                yield from self._of_verb(structure, word)
            if word.pos in _JUDGING and structure.tree.children(word.index, Role.COPULA):
                yield from self._of_copula(structure, word)

    def type_of(self, word: Word) -> RelationType | None:
        """The relation that a word of blame or praise makes; None for all others."""
        if word.pos not in _JUDGING:
            return None
        return self.type_of_form(word.text) or self.type_of_form(word.lemma)

    def type_of_form(self, form: str) -> RelationType | None:
        """The relation that a form makes, whatever its ending."""
        forms = {form.lower(), *(form.lower().removesuffix(ending) for ending in self._inflections)}
        if forms & self.data.blame:
            return RelationType.OPPOSITION
        return RelationType.ALLIANCE if forms & self.data.praise else None

    def _of_verb(self, structure: Structure, verb: Word) -> Iterator[Opinion]:
        """Opinions said with a verb: "X qualifie Y de menteur", "X juge inacceptable la décision de Y"."""
        lemmas = {verb.lemma, *self._verb_forms.get(verb.lower, ())} & self._verbs
        if not lemmas or structure.is_reflexive(verb.index):
            return
        subjects = structure.subjects(verb.index)
        for word, relation_type in self._words_of(structure, verb, lemmas):
            holders = [i for i in subjects if i != word.index]
            if not holders and structure.is_passive(verb.index):
                # "qualifié de menteur [par X]" has its agent hung on what X says.
                holders = [
                    c.index
                    for c in structure.tree.children(word.index, Role.OBLIQUE, Role.AGENT)
                    if structure.preposition(c.index) in structure.words.agentive
                ]
            judged = [i for i in self._judged(structure, verb, word) if i != word.index]
            if holders and judged:
                yield Opinion(
                    type=relation_type,
                    holders=tuple(holders),
                    judged=tuple(judged),
                    predicate=verb.index,
                    words=tuple(sorted((verb.index, word.index))),
                )
                return

    def _words_of(
        self, structure: Structure, verb: Word, lemmas: set[str]
    ) -> Iterator[tuple[Word, RelationType]]:
        """The words by which a verb calls somebody something."""
        tree = structure.tree
        objects = [*structure.objects(verb.index), *structure.hidden_objects(verb.index)]
        for governor in (verb.index, *objects):
            for word in tree.children(governor, *_COMPLEMENTS):
                introduced = structure.preposition(word.index) in structure.words.naming
                if word.index < verb.index:
                    continue
                if introduced and lemmas & self.data.with_preposition:
                    called = self.type_of(word) or self._type_of_relation(structure, word)
                    found = RelationType.OPPOSITION if lemmas & self.data.insulting else called
                    owner = governor != verb.index and called is None and not self._is_quoted(structure, word)
                    if found is not None and owner:
                        continue  # "traiter la demande [de l'association]"
                    if found is not None and word.index not in objects:
                        yield word, found
                elif not introduced and lemmas & self.data.with_adjective:
                    found = self.type_of(word)
                    if found is not None and self._is_predicative(structure, word, governor, verb):
                        yield word, found

        if lemmas & self.data.with_adjective:
            yield from self._quoted_at_end(structure, objects)

    def _quoted_at_end(
        self, structure: Structure, objects: Sequence[int]
    ) -> Iterator[tuple[Word, RelationType]]:
        """An adjective between quotation marks behind an object: "juge la loi de X « inique »"."""
        tree = structure.tree
        for inside in map(tree.subtree, objects):
            if len(inside) < 4:
                continue
            before, word, after = (tree[i] for i in inside[-3:])
            quoted = before.text in self.quotes.open and after.text in self.quotes.close
            if quoted and word.pos == "ADJ" and (found := self.type_of(word)) is not None:
                yield word, found

    def _is_quoted(self, structure: Structure, word: Word) -> bool:
        """Whether a quotation opens at a noun or what stands before it: "de « cinquième [colonne] »"."""
        start = word.index
        while start > 0 and structure.tree[start - 1].pos in ("ADJ", "DET", "NUM"):
            start -= 1
        return start > 0 and structure.tree[start - 1].text in self.quotes.open

    def _ends_quotation(self, structure: Structure, word: Word) -> bool:
        """Whether a quotation closes right before a noun phrase."""
        inside = (i for i in structure.tree.subtree(word.index) if structure.tree[i].pos != "PUNCT")
        return structure.tree[min(inside) - 1].text in self.quotes.close

    def _type_of_relation(self, structure: Structure, word: Word) -> RelationType | None:
        """The relation to who speaks that a noun says, unless it says to whom else: "le rival de Y"."""
        owned = [c for c in structure.tree.children(word.index, Role.OBLIQUE) if c.pos != "ADJ"]
        if owned or any(c.lower in structure.words.possessive for c in structure.tree.children(word.index)):
            return None
        if word.lemma in self.data.foes or word.lower in self.data.foes:
            return RelationType.OPPOSITION
        friend = word.lemma in self.data.friends or word.lower in self.data.friends
        return RelationType.ALLIANCE if friend else None

    def _is_predicative(self, structure: Structure, word: Word, governor: int, verb: Word) -> bool:
        """Whether a word is what the verb calls its object: "juge [dangereuse] la loi", not "la … loi"."""
        if governor == verb.index:
            return word.role is not Role.MODIFIER
        determiners = structure.tree.children(governor, Role.DETERMINER)
        before = bool(determiners) and word.index < determiners[0].index
        return before or (structure.tree[governor].pos == "PROPN" and word.index > governor)

    def _judged(self, structure: Structure, verb: Word, word: Word) -> list[int]:
        return (
            structure.objects(verb.index)
            or [c.index for c in structure.tree.children(word.index, Role.OBJECT)]
            or structure.hidden_objects(verb.index)
            or [
                c.index  # "trouve choquants [les propos de Y]", hung on the verb without a preposition
                for c in structure.tree.children(verb.index, Role.OBLIQUE)
                if c.index > word.index and c.pos == "NOUN" and not structure.preposition(c.index)
            ]
            or [
                c.index  # "traite d'« incompétents » [les élus de Y]", read as an apposition
                for c in structure.tree.children(word.index, Role.APPOSITION)
                if c.pos in ("NOUN", "PROPN") and self._ends_quotation(structure, c)
            ]
            or [
                c.index  # "juge « inique » [la loi de Y]", read as a list
                for c in structure.tree.children(word.index, Role.CONJUNCT)
                if c.pos == "NOUN" and not any(d.pos == "CCONJ" for d in structure.tree.children(c.index))
            ]
        )

    def _of_copula(self, structure: Structure, word: Word) -> Iterator[Opinion]:
        """Opinions that somebody who is quoted has: "X est un danger"."""
        relation_type = self.type_of(word)
        judged = structure.subjects_of_noun(word.index)
        if relation_type is None or structure.preposition(word.index) or not judged:
            return
        yield Opinion(
            type=relation_type, holders=(), judged=tuple(judged), predicate=word.index, words=(word.index,)
        )
