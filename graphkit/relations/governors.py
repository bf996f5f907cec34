"""The governors of a predicate as far as they decide whether it is so."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from graphkit.language.schema.folder import LanguageData
from graphkit.language.schema.grammar import Role
from graphkit.relations.arguments import Structure
from graphkit.relations.matching import is_noun, opens_clause
from graphkit.syntax import Tree, Word

Chain = list[tuple[Word, Word | None]]
"""A predicate and its governors, each with the word that it governs."""

_DEPTH = 8  # governors followed upwards; deeper embedding was not seen in the development articles


class Governors:
    """Follows predicates up to what decides on them, for one language."""

    def __init__(self, language: LanguageData) -> None:
        self.status = language.status

    def above(self, structure: Structure, index: int) -> Iterator[tuple[Word, Word | None]]:
        """The predicate and its governors as long as they decide whether it is so: (word, governed)."""
        tree, below, word = structure.tree, None, structure.tree[index]
        for _ in range(_DEPTH):
            yield word, below
            above = tree.head(word.index)
            if above is None or not self._decides(structure, word, above):
                return
            below, word = word, above

    def _decides(self, structure: Structure, word: Word, above: Word) -> bool:
        """Whether a governor's status reaches what it governs; a modifier's clause has its own."""
        if word.role in (Role.OPEN_COMPLEMENT, Role.CLAUSAL_COMPLEMENT) or is_loose_clause(
            structure.tree, word
        ):
            return True
        if is_clause(word) and structure.tree.children(above.index, Role.COPULA):
            return True  # "il est temps que X soutienne Y", with the clause as the subject
        if word.role is Role.RELATIVE:
            return structure.is_cleft(above.index)
        if word.role is Role.PARTICIPIAL:
            return structure.is_infinitive_of_noun(word.index)
        if word.role is Role.ADVERBIAL:
            return word.morph.get("VerbForm") == "Inf" or opens_clause(
                structure, word, self.status.possible.conditions
            )
        if word.role is Role.CONJUNCT:
            that = structure.words.relative_object  # "dit que … et [que …]"
            again = any(mark.lower in that for mark in structure.tree.children(word.index, Role.MARK))
            own = structure.tree.children(word.index, Role.SUBJECT) and not again
            return above.pos == word.pos and not own
        if word.pos in ("NOUN", "ADJ", "PROPN") and above.pos in ("VERB", "AUX"):
            return word.role in (
                Role.OBJECT,
                Role.OBLIQUE,
                Role.AGENT,
                Role.SUBJECT,
                Role.PASSIVE_SUBJECT,
                Role.OPEN_COMPLEMENT,
            )
        if word.pos == "NOUN" and word.role is Role.OBLIQUE:
            if above.lemma in structure.words.victim_nouns | structure.words.undergoing_objects:
                return True  # "n'ont pas été victimes de frappes", "ne fait pas l'objet de critiques"
            negation = self.status.negation
            nouns = negation.reversing_nouns | negation.evidence_nouns | self.status.possible.nouns
            return above.pos == "NOUN" and is_noun(above, nouns)
        return False


def carried(structure: Structure, index: int) -> Chain:
    """An event noun and the verb of its relative clause: "le soutien [que X n'apporte plus] à Y".

    What is said of such a noun takes for granted what its clause says.
    """
    verb, noun = structure.light_relative(index), structure.tree[index]
    if verb is None:
        return []
    return [(noun, None), (structure.tree[verb], replace(noun, role=Role.OBJECT, head=verb))]


def is_loose_clause(tree: Tree, word: Word) -> bool:
    """Whether a clause with a conjunction hangs on its governor without a role: "craint que X …"."""
    verbal = word.pos == "VERB" or bool(tree.children(word.index, Role.COPULA))
    return word.role is Role.OTHER and verbal and bool(tree.children(word.index, Role.MARK))


def is_clause(word: Word) -> bool:
    """Whether a verb completes a governor, or is the subject of one with a copula."""
    return word.role is Role.CLAUSAL_COMPLEMENT or (word.pos == "VERB" and word.role is Role.SUBJECT)
