"""Who is named of several: "plusieurs pays, dont [la France] et [l'Allemagne]", "des groupes comme [X]".

Who is named takes part in what is said of them all. Parsers hang such names on the noun, on the verb or
as a clause without a verb, so that they are found by where they stand.
"""

from __future__ import annotations

from collections.abc import Callable

from graphkit.actors.heads import is_plural
from graphkit.language.schema.grammar import Role, Words
from graphkit.relations.agreement import is_definite
from graphkit.relations.matching import Phrases
from graphkit.relations.verbs import VERBAL
from graphkit.syntax import SUBJECTS, Tree, Word

# What may stand between a noun and the names of some of what it means: "pays [européens de l'Est], dont X".
_MODIFYING = ("ADJ", "ADP", "DET", "NOUN", "PROPN", "NUM")
# Also what was taken for a verb: "députés de La France [insoumise]".
_MODIFIERS = (Role.MODIFIER, Role.PARTICIPIAL, Role.NAME_PART)
_BEFORE_NAMES = ("DET", "ADJ", "NUM", "PUNCT")
_NOMINAL = ("NOUN", "PROPN")
# Words looked at behind the noun, not tuned: room for "membres permanents du Conseil de sécurité".
_REACH = 8


class Inclusions:
    """Finds in one text who is named of several."""

    def __init__(self, tree: Tree, words: Words, coordinated: Callable[[int], list[int]]) -> None:
        self.tree = tree
        self.words = words
        self._coordinated = coordinated
        self._phrases = Phrases(words.including)

    def named_among(self, index: int) -> list[int]:
        """The nouns that name some of what a plural noun means, in text order; often none."""
        noun = self.tree[index]
        if noun.pos != "NOUN" or not is_plural(noun):
            return []
        marker = self._marker_behind(noun)
        if marker is None:
            return []
        first, last = marker
        name = self._name_at(last, self.tree.sentence_of(index)[1])
        if name is None or self._opens_clause(name, first) or self._may_compare(noun, first):
            return []
        named = self._coordinated(name.index)
        return named if self._is_closed(named[-1], first) else []

    def _marker_behind(self, noun: Word) -> tuple[int, int] | None:
        """The first and end word of what says that some of a noun's are named: ", [dont] X"."""
        _, end = self.tree.sentence_of(noun.index)
        for word in self.tree[noun.index + 1 : min(noun.index + _REACH, end - 1)]:
            start = word.index + 1 if word.text in self.words.including_marks else word.index
            length = self._phrases.length_at(self.tree, self.tree[start])
            if length:
                return start, start + length
            if word.pos not in _MODIFYING and word.role not in _MODIFIERS:
                return None
        return None

    def _name_at(self, start: int, end: int) -> Word | None:
        """The first noun behind a marker, with only determiners and adjectives before it."""
        for index in range(start, end):
            word: Word = self.tree[index]
            if word.pos in _NOMINAL:
                return self.tree.head(index) if word.role is Role.NAME_PART else word
            if word.pos not in _BEFORE_NAMES:
                return None
        return None

    def _opens_clause(self, name: Word, marker: int) -> bool:
        """Whether a marker opens a clause of which the name is the subject: "dont [X] dénonce les actes"."""
        verb = self.tree.head(name.index)
        if verb is None or name.role not in SUBJECTS:
            return False
        opened = any(c.index == marker for c in self.tree.children(verb.index))
        return verb.role in (Role.RELATIVE, Role.ADVERBIAL) or (opened and verb.pos in VERBAL)

    def _may_compare(self, noun: Word, marker: int) -> bool:
        """Whether a marker may say who does the same: "X critique les démocrates, comme [Y]"."""
        apart = self.tree[marker - 1].text in self.words.including_marks
        comparing = self.tree[marker].lower in self.words.comparing
        return apart and comparing and is_definite(self.tree, noun.index)

    def _is_closed(self, last: int, marker: int) -> bool:
        """Whether a list that a comma opens ends at a mark, or at the end of the sentence."""
        if self.tree[marker - 1].text not in self.words.including_marks:
            return True
        _, end = self.tree.sentence_of(marker)
        behind = next((w for w in self.tree[last + 1 : end] if w.pos not in _MODIFYING), None)
        return behind is None or behind.pos in ("PUNCT", "CCONJ") or behind.role is Role.PARTICIPIAL
