"""Is it so now? What may or will be, and what was."""

from __future__ import annotations

from collections.abc import Collection

from graphkit.language.schema.folder import LanguageData
from graphkit.language.schema.grammar import Role
from graphkit.relations.arguments import Structure
from graphkit.relations.governors import Chain, is_clause, is_loose_clause
from graphkit.relations.matching import VerbLists, has_adverb, is_noun, opens_clause
from graphkit.syntax import Tree, Word


class ModalityReader:
    """Reads what is left open and what is over, for one language."""

    def __init__(self, language: LanguageData, verbs: VerbLists) -> None:
        self.status = language.status
        self._verbs = verbs
        self._verb_forms = language.verb_forms()

    def possible(
        self, structure: Structure, chain: Chain, cleared: Collection[int], reasons: list[str]
    ) -> bool:
        """Whether something on the way up leaves open whether a predicate is so; the reason is noted."""
        tree, possible = structure.tree, self.status.possible
        for word, below in chain:
            auxiliaries = tree.children(word.index, Role.AUXILIARY, Role.PASSIVE_AUXILIARY, Role.COPULA)
            for form in (word, *auxiliaries):
                tagged = form.lower.endswith(possible.tagged_endings) and (
                    form.morph.get("Mood") in possible.moods or form.morph.get("Tense") in possible.tenses
                )
                if (tagged and not self._is_imperfect(form)) or self._has_open_ending(form):
                    reasons.append(f"mood or tense: {form.text}")
                    return True
            governed = below is not None and (
                below.role in (Role.OPEN_COMPLEMENT, Role.CLAUSAL_COMPLEMENT, Role.ADVERBIAL)
                or is_loose_clause(tree, below)
            )
            # An oblique behind the verb only: "dans un discours devant X, Y a appelé …" was held.
            wished = (
                below is not None
                and below.pos == "NOUN"
                and (below.role is Role.OBJECT or (below.role is Role.OBLIQUE and below.index > word.index))
            )
            modal = (governed or wished) and word.index not in cleared
            if modal and self._verbs.has(tree, word, possible.verbs):
                reasons.append(f"modal: {word.text}")
                return True
            if governed and word.lower in possible.adjectives:
                reasons.append(f"adjective: {word.text}")
                return True
            if any(a.lemma in possible.verbs for a in auxiliaries):
                reasons.append("modal auxiliary")
                return True
            completed = below is not None and below.role is Role.PARTICIPIAL  # "la décision de soutenir Y"
            thought = (  # "l'idée que X attaque Y"; also where the parser took the verb for a name
                below is not None
                and is_clause(below)
                and (word.pos in ("NOUN", "PROPN") or bool(tree.children(word.index, Role.COPULA)))
                and word.lemma not in possible.factive
            )
            if thought or completed or (below and word.pos == "NOUN" and is_noun(word, possible.nouns)):
                reasons.append(f"{word.pos.lower()}: {word.text}")
                return True
            reason = self.opened_beside(structure, word) or self._doubt_between(structure.tree, word, below)
            if reason:
                reasons.append(reason)
                return True
        first, last = tree.sentence_of(chain[0][0].index)
        if last > first and tree[last - 1].text in possible.questions:
            reasons.append("question")
            return True
        return False

    def own_calls(self, structure: Structure, chain: Chain) -> set[int]:
        """The verbs of calling by which a speaker calls on nobody in particular."""
        return {
            word.index
            for word, below in chain
            if below is not None
            and word.lemma in self.status.possible.siding_verbs
            and structure.is_own_call(below.index)
        }

    def opened_beside(self, structure: Structure, word: Word) -> str:
        """What leaves open what a word says, beside its governors: an adverb, a condition, a purpose."""
        possible = self.status.possible
        if has_adverb(structure.tree, word, possible.adverbs):
            return "adverb"
        modifiers = structure.tree.children(word.index, Role.MODIFIER, Role.PARTICIPIAL)
        if word.pos == "NOUN" and any({m.lemma, m.lower} & possible.doubtful for m in modifiers):
            return "adjective of doubt"
        purposes = frozenset() if word.lemma in possible.fulfilled else possible.purposes
        opened = opens_clause(structure, word, possible.conditions | purposes)
        if opened and not opens_clause(structure, word, possible.concessions):
            return "condition or purpose"
        return ""

    def _doubt_between(self, tree: Tree, word: Word, below: Word | None) -> str:
        """A noun of doubt between a verb and its clause: "il y a peu [de chances] que X soutienne Y"."""
        clause = below is not None and below.role in (Role.CLAUSAL_COMPLEMENT, Role.OPEN_COMPLEMENT)
        if below is None or not clause or word.pos not in ("VERB", "AUX"):
            return ""
        mark = next((c.index for c in tree.children(below.index, Role.MARK, Role.OBJECT)), below.index)
        between = tree[word.index + 1 : min(mark, below.index)]
        nouns = self.status.possible.nouns
        return next((f"noun: {w.text}" for w in between if w.pos == "NOUN" and is_noun(w, nouns)), "")

    def _has_open_ending(self, word: Word) -> bool:
        """Whether a finite verb ends as a conditional or a future does."""
        possible = self.status.possible
        if word.pos not in ("VERB", "AUX") or not word.lower.endswith(possible.endings):
            return False
        ending = next((e for e in possible.infinitives if word.lemma.endswith(e)), "")
        return bool(ending) and not word.lemma.removesuffix(ending).endswith(possible.stem_end)

    def _is_imperfect(self, word: Word) -> bool:
        """Whether a form that ends as a conditional is the imperfect of a verb in r: "collaborait"."""
        possible = self.status.possible
        return any(
            infinitive.removesuffix(family).endswith(possible.stem_end)
            and word.lower == infinitive.removesuffix(family) + ending.removeprefix(possible.stem_end)
            for infinitive in self._verb_forms.get(word.lower, ())
            for family in possible.infinitives
            for ending in possible.endings
            if infinitive.endswith(family)
        )

    def past(self, structure: Structure, chain: Chain, reasons: list[str]) -> bool:
        """Whether a predicate is said to be over, or to have been before something else."""
        past, tree = self.status.past, structure.tree
        word = chain[0][0]
        near = [*tree.children(word.index, Role.MODIFIER), *([tree[word.index - 1]] if word.index else [])]
        if any(c.lower in past.adjectives or c.lower.rstrip("-") in past.prefixes for c in near):
            reasons.append("former")
            return True
        if any(word.lower.startswith(prefix) for prefix in past.prefixes if prefix.endswith("-")):
            reasons.append("former")
            return True
        if word.morph.get("Tense") != "Pres" and any(
            has_adverb(tree, form, past.adverbs) for form, _ in chain[:2]
        ):
            reasons.append("adverb of the past")
            return True
        for form, _ in chain[:2]:
            auxiliaries = tree.children(form.index, Role.AUXILIARY, Role.PASSIVE_AUXILIARY)
            if form.pos in ("VERB", "AUX") and any(
                a.morph.get("Tense") in past.auxiliary_tenses for a in auxiliaries
            ):
                reasons.append("pluperfect")
                return True
        return False
