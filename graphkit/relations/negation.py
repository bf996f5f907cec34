"""Is it denied? Negation, reversal ("refuser", "cesser"), and denials that leave it open."""

from __future__ import annotations

from graphkit.language.schema.folder import LanguageData
from graphkit.language.schema.grammar import Role
from graphkit.relations.arguments import Structure
from graphkit.relations.governors import Chain, is_clause, is_loose_clause
from graphkit.relations.matching import VerbLists, is_noun, opens_clause
from graphkit.syntax import SUBJECTS, Tree, Word


class NegationReader:
    """Reads what is denied, for one language."""

    def __init__(self, language: LanguageData, verbs: VerbLists) -> None:
        self.negation = language.status.negation
        self._verbs = verbs

    def negated(
        self, structure: Structure, chain: Chain, reasons: list[str], *, stance: bool
    ) -> tuple[bool, bool, int, set[int]]:
        """(denied, left open, how far up the chain what leaves it open counts, governors that do not).

        A denied reversal is none: who does not stop doing something does it, who does not rule it out may.
        What somebody is called on to stop takes place. A `stance` that has come to an end is none; talks that
        have were held.
        """
        tree, negation = structure.tree, self.negation
        doubted, cleared = False, set[int]()
        for place, (word, below) in enumerate(chain):
            governed = below is not None and below.role is not Role.CONJUNCT
            if governed and self._verbs.has(tree, word, negation.presupposing_verbs):
                return False, doubted, place, cleared
            denied = self._has_negation(tree, word, below)
            reversal = self._reverses(tree, word, below) or (stance and self._fades(tree, word, below))
            insists = below is not None and self._verbs.has(tree, word, negation.insisting_verbs)
            doubts = below is not None and (
                self._verbs.has(tree, word, negation.doubting_verbs)
                or is_noun(below, negation.evidence_nouns)
            )
            if denied and (reversal or insists or doubts):
                reasons.append(f"denied reversal: {word.text}")
                cleared.add(word.index)
                doubted = doubted or not insists
                continue
            if reversal and self._is_ending(tree, word) and self._is_called_for(tree, chain[place + 1 :]):
                reasons.append(f"called on to end: {word.text}")
                return False, doubted, place, cleared
            if denied:
                reasons.append(f"negation: {word.text}")
            elif reversal:
                reasons.append(f"reversal: {word.text}")
            elif structure.preposition(word.index) in negation.without or opens_clause(
                structure, word, negation.without
            ):
                reasons.append(f"without: {word.text}")
            else:
                continue
            return True, doubted, len(chain), cleared
        return False, doubted, len(chain), cleared

    def is_slight(self, structure: Structure, index: int) -> bool:
        """Whether an adverb says that it is hardly so: "a peu goûté"."""
        little = self.negation.little
        return any(c.lower in little for c in structure.tree.children(index, Role.ADVERB))

    def _is_ending(self, tree: Tree, word: Word) -> bool:
        """Whether a reversal presupposes what it ends: "cesser" does, "refuser" does not."""
        if word.pos == "NOUN":
            return word.lemma in self.negation.ending_nouns
        return self._verbs.has(tree, word, self.negation.ending_verbs)

    def _is_called_for(self, tree: Tree, above: Chain) -> bool:
        return any(
            word.lemma in self.negation.calling_nouns
            if word.pos == "NOUN"
            else self._verbs.has(tree, word, self.negation.calling_verbs)
            for word, _ in above
        )

    def _has_negation(self, tree: Tree, word: Word, below: Word | None) -> bool:
        """*ne* with a word of negation, or a negative determiner; *ne … que* and lone *ne* are none.

        Nor is "ne … pas seulement" one; with a few verbs *ne* denies alone ("ne peut", "ne cesse").
        """
        negation, children = self.negation, tree.children(word.index)
        if any(c.role is Role.DETERMINER and c.lower in negation.determiners for c in children):
            return True
        if below is not None and word.pos == "NOUN" and not tree.children(word.index, Role.COPULA):
            return False
        particle = any(c.lower in negation.particle for c in children)
        limited = any(c.lower in negation.limits for c in children)
        # A denied verb above ("X n'a pas dit que …") counts too: what it leaves open is no plain edge.
        # "n'a attaqué [aucun] de ses voisins" has the determiner for a pronoun.
        denying = negation.words | negation.determiners
        denied = any(c.lower in denying and c.index != word.index for c in children)
        if particle and denied:
            return not limited
        if particle and not limited and self._verbs.has(tree, word, negation.alone):
            return not any(tree[i].lower in negation.restriction for i in tree.subtree(word.index))
        if particle and not limited and self._is_denied_before(tree, word):
            return True
        below_arguments = (g for c in children for g in tree.children(c.index))
        if particle and any(g.lower in negation.coordinators for g in below_arguments):
            return True
        if particle and any(
            g.lower in negation.determiners for c in children for g in tree.children(c.index, Role.DETERMINER)
        ):
            return True
        # "non soutenu", "pas encore allié": without *ne* only certain words right before deny, and not where
        # they are part of another adverbial: "plus [que] jamais soutenu".
        before = tree[word.index - 1] if word.index else None
        joined = word.index > 1 and tree[word.index - 2].lower in negation.bare_not_after
        return (
            before is not None
            and not joined
            and before.lower in negation.bare
            and before.sentence == word.sentence
            and before.head == word.index
        )

    def _is_denied_before(self, tree: Tree, verb: Word) -> bool:
        """Whether the other half of a *ne* stands with something else: "X, pas plus que Y, ne …"."""
        if verb.head != verb.index:
            return False
        before = tree[tree.sentence_of(verb.index)[0] : verb.index]
        return any(word.lower in self.negation.words for word in before)

    def _reverses(self, tree: Tree, word: Word, below: Word | None) -> bool:
        if below is None:
            return False
        if word.pos == "NOUN":
            reversed_by = below.role in (Role.OBLIQUE, Role.PARTICIPIAL)
            return is_noun(word, self.negation.reversing_nouns) and reversed_by
        negation = self.negation
        false = word.lower in negation.reversing_adjectives and is_clause(below)
        if not false and not self._verbs.has(tree, word, negation.reversing_verbs):
            return False
        return is_loose_clause(tree, below) or below.role in (
            Role.OPEN_COMPLEMENT,
            Role.CLAUSAL_COMPLEMENT,
            Role.OBJECT,
            Role.OBLIQUE,
            Role.PASSIVE_SUBJECT,
        )

    def _fades(self, tree: Tree, word: Word, below: Word | None) -> bool:
        """Whether a verb says that its subject has come to an end: "le soutien de X à Y [a pris fin]"."""
        subject = below is not None and below.role in SUBJECTS
        return subject and self._verbs.has(tree, word, self.negation.fading_verbs)
