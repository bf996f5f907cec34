"""Words of a text against the lists of a language: verbs, nouns, adverbs, what opens a clause.

Entries may be of several words: "s'opposer", "mettre fin", "sans doute", "à l'époque".
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cache

from graphkit.language.schema.folder import LanguageData
from graphkit.language.schema.grammar import Role
from graphkit.relations.arguments import Structure
from graphkit.syntax import Tree, Word


class VerbLists:
    """Finds the verbs of a list in a text, for one language."""

    def __init__(self, language: LanguageData) -> None:
        self._verb_forms = language.verb_forms()
        self._reflexive = language.grammar.words.reflexive

    def has(self, tree: Tree, word: Word, verbs: frozenset[str]) -> bool:
        """Whether a verb is one of a list that also holds reflexives and verbs with a noun: "mettre fin"."""
        found = self._lemmas(word)
        if not found.isdisjoint(verbs):
            return True
        entries = _of_several_words(verbs, self._reflexive)
        longer = [entry for verb in found for entry in entries.get(verb, ())]
        if not longer:
            return False
        children = tree.children(word.index)
        reflexive = any(c.lower in self._reflexive for c in children)
        return any(
            (reflexive or not with_pronoun)
            and all(any(part in (c.lemma, c.lower) for c in children) for part in rest)
            for with_pronoun, rest in longer
        )

    def _lemmas(self, word: Word) -> set[str]:
        """The lemma of a governor, and the verbs whose form it is where the tagger did not know it."""
        unknown = word.pos in ("ADJ", "X") or word.lemma == word.lower
        return {word.lemma, *(self._verb_forms.get(word.lower, ()) if unknown else ())}


class Phrases:
    """Finds phrases of one or more words in a text: "coupe du monde"."""

    def __init__(self, phrases: Iterable[str]) -> None:
        self._rests: dict[str, list[list[str]]] = defaultdict(list)
        for phrase in phrases:
            first, *rest = words_of(phrase)
            self._rests[first].append(rest)
        self.openings = frozenset(self._rests)
        """The words with which a phrase begins."""

    def begins(self, tree: Tree, word: Word) -> bool:
        """Whether a phrase begins at a word."""
        return self.length_at(tree, word) > 0

    def length_at(self, tree: Tree, word: Word) -> int:
        """The words of the longest phrase that begins at a word; 0 where none does."""
        lengths = (
            1 + len(rest)
            for rest in self._rests.get(word.lower, ())
            if [w.lower for w in tree[word.index + 1 : word.index + 1 + len(rest)]] == rest
        )
        return max(lengths, default=0)


def is_noun(word: Word, nouns: frozenset[str]) -> bool:
    """Whether a noun is one of a list; small lemmatizers give "menace" the lemma of a verb."""
    return not nouns.isdisjoint((word.lemma, word.lower, word.lower.removesuffix("s")))


def has_adverb(tree: Tree, word: Word, forms: frozenset[str]) -> bool:
    """Whether an adverb stands with a word, or an adverbial of several words: "sans doute"."""
    for child in tree.children(word.index, Role.ADVERB, Role.OBLIQUE, Role.ADVERBIAL):
        inside = tuple(tree[i].lower for i in tree.subtree(child.index) if tree[i].pos != "PUNCT")
        if inside in _phrases(forms):
            return True
    return False


def opens_clause(structure: Structure, word: Word, forms: frozenset[str]) -> bool:
    """Whether one of these forms opens a clause; of a noun only those of several words count."""
    if word.pos not in ("VERB", "AUX", "ADJ", "NOUN"):
        return False
    tree, verbal = structure.tree, word.pos in ("VERB", "AUX")
    first = tree.sentence_of(word.index)[0]
    for child in tree.children(word.index, Role.MARK, Role.CASE):
        before = [structure.plain(w.lower) for w in tree[first : child.index + 1]]
        for form in forms:
            parts = words_of(form)
            one = len(parts) == 1
            if one and not verbal and child.role is Role.CASE:
                continue
            if before[-len(parts) :] == [structure.plain(part) for part in parts]:
                return True
    return False


def words_of(form: str) -> list[str]:
    """The words of a form as a tokenizer cuts them: "à l'époque" is three."""
    return form.replace("'", "' ").split()


def verbs_of(verbs: frozenset[str], reflexive: frozenset[str]) -> frozenset[str]:
    """The verbs of a list, those of its entries of several words among them."""
    return verbs.union(_of_several_words(verbs, reflexive))


@cache
def _phrases(forms: frozenset[str]) -> frozenset[tuple[str, ...]]:
    return frozenset(tuple(words_of(form)) for form in forms)


@cache
def _of_several_words(
    verbs: frozenset[str], reflexive: frozenset[str]
) -> Mapping[str, list[tuple[bool, list[str]]]]:
    """The verbs of a list that have a pronoun or nouns: by the verb, whether a pronoun, and which nouns."""
    entries: dict[str, list[tuple[bool, list[str]]]] = defaultdict(list)
    for parts in map(words_of, verbs):
        with_pronoun = parts[0] in reflexive
        verb, *rest = parts[1:] if with_pronoun else parts
        if len(parts) > 1:
            entries[verb].append((with_pronoun, rest))
    return entries
