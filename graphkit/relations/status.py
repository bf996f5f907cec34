"""Is it so? Negation, possibility, past and attribution of what a predicate says."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from graphkit.language.schema import LanguageData, Role
from graphkit.records import Modality
from graphkit.relations.arguments import Structure
from graphkit.syntax import Tree, Word

_CHAIN = 8  # governors followed upwards; deeper embedding was not seen in the development articles


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """What the text makes of a statement.

    `speaker` is the word that names who claims it (None: nobody in the text). `reasons`
    are the rules that fired, for `explain`.
    """

    negated: bool
    modality: Modality
    speaker: int | None
    reasons: tuple[str, ...]


class StatusReader:
    """Reads the status of predicates from the structure and the language's closed classes."""

    def __init__(self, language: LanguageData) -> None:
        self.status = language.status
        self.quotes = language.grammar.quotes

    def judge(self, structure: Structure, index: int, *, modality: str = "") -> Judgement:
        """The status of the predicate at a word; `modality` is what the cue itself says."""
        reasons: list[str] = []
        chain = list(self._chain(structure, index))
        negated = self._negated(structure, chain, reasons)
        possible = self._possible(structure, chain, reasons)
        past = modality == Modality.PAST or self._past(structure, chain, reasons)
        claimed, speaker = self._claimed(structure, chain, index, reasons)
        if possible or modality == Modality.POSSIBLE:
            result = Modality.POSSIBLE
        elif claimed:
            result = Modality.CLAIMED
        else:
            result = Modality.PAST if past else Modality.ASSERTED
        return Judgement(
            negated=negated, modality=result, speaker=speaker if claimed else None, reasons=tuple(reasons)
        )

    def _chain(self, structure: Structure, index: int) -> Iterator[tuple[Word, Word | None]]:
        """The predicate and its governors as long as they decide whether it is so: (word, governed)."""
        tree, below, word = structure.tree, None, structure.tree[index]
        for _ in range(_CHAIN):
            yield word, below
            above = tree.head(word.index)
            if above is None or not self._decides(structure, word, above):
                return
            below, word = word, above

    def _decides(self, structure: Structure, word: Word, above: Word) -> bool:
        """Whether a governor's status reaches what it governs; a modifier's clause has its own."""
        if word.role in (Role.OPEN_COMPLEMENT, Role.CLAUSAL_COMPLEMENT):
            return True
        if word.role is Role.RELATIVE:
            return structure.is_cleft(above.index)
        if word.role is Role.PARTICIPIAL:
            return structure.is_infinitive_of_noun(word.index)
        if word.role is Role.ADVERBIAL:
            return word.morph.get("VerbForm") == "Inf" or self._marks(
                structure.tree, word, self.status.possible.conditions
            )
        if word.role is Role.CONJUNCT:
            return above.pos == word.pos and not structure.tree.children(word.index, Role.SUBJECT)
        if word.pos in ("NOUN", "ADJ", "PROPN") and above.pos in ("VERB", "AUX"):
            return word.role in (
                Role.OBJECT,
                Role.OBLIQUE,
                Role.SUBJECT,
                Role.PASSIVE_SUBJECT,
                Role.OPEN_COMPLEMENT,
            )
        if word.pos == "NOUN" and above.pos == "NOUN" and word.role is Role.OBLIQUE:
            return above.lemma in self.status.negation.reversing_nouns | self.status.possible.nouns
        return False

    # -- negation

    def _negated(
        self, structure: Structure, chain: list[tuple[Word, Word | None]], reasons: list[str]
    ) -> bool:
        tree, without = structure.tree, self.status.negation.without
        for word, below in chain:
            if self._has_negation(tree, word, below):
                reasons.append(f"negation: {word.text}")
            elif self._reverses(tree, word, below):
                reasons.append(f"reversal: {word.text}")
            elif structure.preposition(word.index) in without or self._marks(tree, word, without):
                reasons.append(f"without: {word.text}")
            else:
                continue
            return True
        return False

    def _has_negation(self, tree: Tree, word: Word, below: Word | None) -> bool:
        """*ne* with a word of negation, or a negative determiner; *ne … que* and lone *ne* are none."""
        negation, children = self.status.negation, tree.children(word.index)
        if any(c.role is Role.DETERMINER and c.lower in negation.determiners for c in children):
            return True
        if below is not None and word.pos == "NOUN":
            return False
        particle = any(c.lower in negation.particle for c in children)
        # A denied verb above ("X n'a pas dit que …") counts too: what it leaves open is no plain edge.
        denied = any(c.lower in negation.words and c.index != word.index for c in children)
        if particle and denied:
            return True
        below_arguments = (g for c in children for g in tree.children(c.index))
        if particle and any(g.lower in negation.coordinators for g in below_arguments):
            return True
        if particle and any(
            g.lower in negation.determiners for c in children for g in tree.children(c.index, Role.DETERMINER)
        ):
            return True
        # "non soutenu", "pas encore allié": without *ne* only certain words right before deny.
        before = tree[word.index - 1] if word.index else None
        return (
            before is not None
            and before.lower in negation.bare
            and before.sentence == word.sentence
            and before.head == word.index
        )

    def _is_one_of(self, tree: Tree, word: Word, lemmas: frozenset[str]) -> bool:
        """Whether a verb is one of a list that also holds verbs with a noun: "mettre fin"."""
        if word.lemma in lemmas:
            return True
        rests = [lemma.split()[1:] for lemma in lemmas if lemma.split()[0] == word.lemma and " " in lemma]
        return any(
            all(any(r in (c.lemma, c.lower) for c in tree.children(word.index)) for r in rest)
            for rest in rests
        )

    def _reverses(self, tree: Tree, word: Word, below: Word | None) -> bool:
        if below is None:
            return False
        if word.pos == "NOUN":
            reversed_by = below.role in (Role.OBLIQUE, Role.PARTICIPIAL)
            return word.lemma in self.status.negation.reversing_nouns and reversed_by
        if not self._is_one_of(tree, word, self.status.negation.reversing_verbs):
            return False
        return below.role in (
            Role.OPEN_COMPLEMENT,
            Role.CLAUSAL_COMPLEMENT,
            Role.OBJECT,
            Role.OBLIQUE,
            Role.PASSIVE_SUBJECT,
        )

    # -- possibility and past

    def _possible(
        self, structure: Structure, chain: list[tuple[Word, Word | None]], reasons: list[str]
    ) -> bool:
        tree, possible = structure.tree, self.status.possible
        for word, below in chain:
            auxiliaries = tree.children(word.index, Role.AUXILIARY, Role.PASSIVE_AUXILIARY, Role.COPULA)
            for form in (word, *auxiliaries):
                tagged = (
                    form.morph.get("Mood") in possible.moods or form.morph.get("Tense") in possible.tenses
                )
                if tagged or self._has_open_ending(form):
                    reasons.append(f"mood or tense: {form.text}")
                    return True
            governed = below is not None and below.role in (
                Role.OPEN_COMPLEMENT,
                Role.CLAUSAL_COMPLEMENT,
                Role.ADVERBIAL,
            )
            wished = below is not None and below.pos == "NOUN" and below.role in (Role.OBJECT, Role.OBLIQUE)
            if (governed or wished) and word.lemma in possible.verbs:
                reasons.append(f"modal: {word.text}")
                return True
            if any(a.lemma in possible.verbs for a in auxiliaries):
                reasons.append("modal auxiliary")
                return True
            completed = below is not None and below.role is Role.PARTICIPIAL  # "la décision de soutenir Y"
            if completed or (below is not None and word.pos == "NOUN" and word.lemma in possible.nouns):
                reasons.append(f"noun: {word.text}")
                return True
            if any(c.lower in possible.adverbs for c in tree.children(word.index, Role.ADVERB)):
                reasons.append("adverb")
                return True
            if self._marks(tree, word, possible.conditions) or self._marks(tree, word, possible.purposes):
                reasons.append("condition or purpose")
                return True
        first, last = tree.sentence_of(chain[0][0].index)
        if last > first and tree[last - 1].text in possible.questions:
            reasons.append("question")
            return True
        return False

    def _has_open_ending(self, word: Word) -> bool:
        """Whether a finite verb ends as a conditional or a future does."""
        possible = self.status.possible
        if word.pos not in ("VERB", "AUX") or not word.lower.endswith(possible.endings):
            return False
        ending = next((e for e in possible.infinitives if word.lemma.endswith(e)), "")
        return bool(ending) and not word.lemma.removesuffix(ending).endswith(possible.stem_end)

    def _marks(self, tree: Tree, word: Word, forms: frozenset[str]) -> bool:
        if word.pos not in ("VERB", "AUX", "ADJ", "NOUN"):
            return False
        roles = (Role.MARK, Role.CASE) if word.pos in ("VERB", "AUX") else (Role.MARK,)
        return any(c.lower in forms for c in tree.children(word.index, *roles))

    def _past(self, structure: Structure, chain: list[tuple[Word, Word | None]], reasons: list[str]) -> bool:
        past, tree = self.status.past, structure.tree
        word = chain[0][0]
        near = [*tree.children(word.index, Role.MODIFIER), *([tree[word.index - 1]] if word.index else [])]
        if any(c.lower in past.adjectives or c.lower.rstrip("-") in past.prefixes for c in near):
            reasons.append("former")
            return True
        if any(word.lower.startswith(prefix) for prefix in past.prefixes if prefix.endswith("-")):
            reasons.append("former")
            return True
        for form, _ in chain[:2]:
            auxiliaries = tree.children(form.index, Role.AUXILIARY, Role.PASSIVE_AUXILIARY)
            if form.pos in ("VERB", "AUX") and any(
                a.morph.get("Tense") in past.auxiliary_tenses for a in auxiliaries
            ):
                reasons.append("pluperfect")
                return True
        return False

    # -- attribution

    def _claimed(
        self, structure: Structure, chain: list[tuple[Word, Word | None]], index: int, reasons: list[str]
    ) -> tuple[bool, int | None]:
        """Whether somebody is said to say it, and the word that names them."""
        tree = structure.tree
        for word, below in chain:
            for child in tree.children(word.index, Role.OBLIQUE):
                if structure.preposition(
                    child.index
                ) in self.status.attribution.prepositions and word.pos in ("VERB", "AUX", "ADJ"):
                    reasons.append(f"attribution: {structure.preposition(child.index)}")
                    return True, child.index
            reported = below is not None and below.role in (Role.CLAUSAL_COMPLEMENT, Role.OPEN_COMPLEMENT)
            if reported and self._is_one_of(tree, word, self.status.attribution.verbs):
                reasons.append(f"reported: {word.text}")
                subjects = structure.subjects(word.index)
                return True, subjects[0] if subjects else None
            for child in tree.children(word.index, Role.PARATAXIS):
                if child.lemma in self.status.attribution.verbs and child.index > word.index:
                    reasons.append(f"reported: {child.text}")
                    # "…, a annoncé l'armée": the subject behind its verb is often taken for an object.
                    speakers = structure.subjects(child.index) or structure.objects(child.index)
                    return True, speakers[0] if speakers else None
        if self._quoted(tree, index):
            reasons.append("quotation")
            return True, self._quoting(structure, index)
        return False, None

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
        """Who says a quotation: the subject of a reporting verb outside the marks."""
        first, last = structure.tree.sentence_of(index)
        for word in structure.tree[first:last]:
            if (
                word.pos == "VERB"
                and word.lemma in self.status.attribution.verbs
                and not self._quoted(structure.tree, word.index)
            ):
                subjects = structure.subjects(word.index)
                if subjects:
                    return subjects[0]
        return None
