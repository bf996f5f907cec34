"""Who says so? Sources, verbs of reporting and quotations."""

from __future__ import annotations

from graphkit.language.schema.folder import LanguageData
from graphkit.language.schema.grammar import Role
from graphkit.relations.arguments import Structure
from graphkit.relations.governors import Chain, is_loose_clause
from graphkit.relations.matching import VerbLists
from graphkit.syntax import Tree, Word


class AttributionReader:
    """Reads who is said to say something, for one language."""

    def __init__(self, language: LanguageData, verbs: VerbLists) -> None:
        self.attribution = language.status.attribution
        self.quotes = language.grammar.quotes
        self._verbs = verbs
        self._quoting_verbs = self.attribution.verbs | self.attribution.quoting_verbs

    def claimed(
        self, structure: Structure, chain: Chain, index: int, reasons: list[str]
    ) -> tuple[bool, int | None]:
        """Whether somebody is said to say it, and the word that names them."""
        for word, below in chain:
            source = self._source(structure, word) or self._reporter(structure, word, below)
            if source is not None:
                reason, speaker = source
                reasons.append(reason)
                return True, speaker
        if self._quoted(structure.tree, index):
            reasons.append("quotation")
            return True, self._quoting(structure, index)
        return False, None

    def _source(self, structure: Structure, word: Word) -> tuple[str, int | None] | None:
        """The source that an adverbial of a word names: "selon X", "de source militaire", "à en croire X"."""
        for clause in structure.tree.children(word.index, Role.ADVERBIAL):
            if clause.lemma in self.attribution.opening_verbs and structure.opens_sentence(clause.index):
                named = structure.tree.children(clause.index, Role.OBJECT)
                return f"attribution: {clause.text}", next((c.index for c in named), None)
        for child in structure.tree.children(word.index, Role.OBLIQUE):
            preposition = structure.preposition(child.index)
            if child.lemma in self.attribution.nouns and preposition:
                return f"attribution: {child.text}", None
            sourced = preposition in self.attribution.prepositions or (
                preposition in self.attribution.opening_prepositions
                and child.lemma not in self.attribution.no_openings
                and structure.opens_sentence(child.index)
            )
            says = (
                word.pos in ("VERB", "AUX", "ADJ")
                or word.lemma in structure.words.victim_nouns
                or bool(structure.tree.children(word.index, Role.COPULA))
            )
            if sourced and says:
                return f"attribution: {preposition}", child.index
        return None

    def _reporter(
        self, structure: Structure, word: Word, below: Word | None
    ) -> tuple[str, int | None] | None:
        """Who reports a clause: by a verb that governs it, or by one that stands beside it."""
        tree, verbs = structure.tree, self.attribution.verbs
        governed = below is not None and below.role in (Role.CLAUSAL_COMPLEMENT, Role.OPEN_COMPLEMENT)
        reported = governed or (below is not None and is_loose_clause(tree, below))
        if reported and self._verbs.has(tree, word, verbs):
            return f"reported: {word.text}", next(iter(structure.subjects(word.index)), None)
        beside = [c for c in tree.children(word.index, Role.PARATAXIS) if c.index > word.index]
        above = tree.head(word.index)
        if word.role is Role.PARATAXIS and above is not None and above.index > word.index:
            beside.insert(0, above)  # "X soutient Y, a déclaré Z" with the reporting verb as head
        for verb in beside:
            # "…, a annoncé l'armée": the subject behind its verb is often taken for an object.
            speakers = structure.subjects(verb.index) or structure.objects(verb.index)
            if self._verbs.has(tree, verb, self._quoting_verbs) and (speakers or verb is not above):
                return f"reported: {verb.text}", next(iter(speakers), None)
        return None

    def _quoted(self, tree: Tree, index: int) -> bool:
        """Whether a word stands between quotation marks that open in its sentence."""
        first, last = tree.sentence_of(index)
        depth, straight = 0, False
        for word in tree[first:index]:
            if word.text in self.quotes.open and word.text in self.quotes.close:
                straight = not straight
            elif word.text in self.quotes.open:
                depth += 1
            elif word.text in self.quotes.close:
                depth -= 1
        closes = any(word.text in self.quotes.close for word in tree[index:last])
        return (depth > 0 or straight) and closes

    def _quoting(self, structure: Structure, index: int) -> int | None:
        """Who says a quotation: the subject of the reporting verb outside the marks nearest to them."""
        tree = structure.tree
        first, last = tree.sentence_of(index)
        marks = self.quotes.open | self.quotes.close
        opened = next((i for i in range(index, first, -1) if tree[i].text in marks), first)
        closed = next((i for i in range(index, last) if tree[i].text in marks), index)
        found = [
            (min(abs(opened - word.index), abs(word.index - closed)), subjects[0])
            for word in tree[first:last]
            if word.pos in ("VERB", "ADJ")  # "s'[indigne] X" was taken for an adjective
            and self._verbs.has(tree, word, self._quoting_verbs)
            and not self._quoted(tree, word.index)
            and (subjects := structure.subjects(word.index))
        ]
        return min(found)[1] if found else None
