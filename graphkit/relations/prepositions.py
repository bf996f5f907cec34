"""Prepositions as one form each: contracted ones without their article, compound ones whole.

"du" is "de", and "aux côtés de X" hangs X on the verb with the preposition "aux côtés de",
whatever tree the parser made of its words.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from functools import cache

from graphkit.language.schema.grammar import Role, Words
from graphkit.syntax import Tree


@cache
def _patterns(words: Words) -> Mapping[str, list[tuple[list[str], str]]]:
    """The compound prepositions by their first word, each as its words and as it is written."""
    patterns: dict[str, list[tuple[list[str], str]]] = defaultdict(list)
    for form in sorted(words.compound_prepositions, key=len, reverse=True):
        pattern = [words.contractions.get(part, part) for part in form.replace("'", "' ").split()]
        patterns[pattern[0]].append((pattern, form))
    return patterns


class Prepositions:
    """The prepositions of one text. `tree` is rewritten at compound prepositions."""

    def __init__(self, tree: Tree, words: Words) -> None:
        self.tree = tree
        self.words = words
        self.compounds: dict[int, str] = {}
        self._before: dict[int, str] = {}
        self._join_compounds()

    def plain(self, form: str) -> str:
        """A contracted preposition without its article: "du" is "de"."""
        return self.words.contractions.get(form, form)

    def _join_compounds(self) -> None:
        """Make "aux côtés de X" one complement X with the preposition "aux côtés de"."""
        contractions, patterns = self.words.contractions, _patterns(self.words)
        plain = [contractions.get(word.lower, word.lower) for word in self.tree]
        joined = 0  # the end of the last one: "grâce [à l'appui de] X" has no "à l'appui de" in it
        for start, word in enumerate(plain):
            if word not in patterns or start < joined:
                continue
            for pattern, form in patterns[word]:
                end = start + len(pattern)
                if plain[start:end] == pattern and end < len(plain):
                    self._join_compound(start, end, form)
                    joined = end
                    break

    def _join_compound(self, start: int, end: int, form: str) -> None:
        tree, last = self.tree, self.tree[end - 1]
        complement = last.head if last.head >= end else self._next_noun(end)
        if complement is None or complement < end:
            return
        inside = range(start, end)
        top = next((i for i in inside if tree[i].head not in inside and tree[i].head != complement), None)
        self.compounds[complement] = form
        if tree[complement].head in inside and top is not None and tree[top].head != top:
            tree.attach(complement, tree[top].head, Role.OBLIQUE)
        elif tree[complement].role is Role.OTHER:
            tree[complement].role = Role.OBLIQUE

    def _next_noun(self, start: int) -> int | None:
        limit = min(start + 4, len(self.tree))
        return next((i for i in range(start, limit) if self.tree[i].pos in ("NOUN", "PROPN", "PRON")), None)

    def before(self, index: int) -> str:
        """The preposition before a word, compound ones as one form; empty if there is none."""
        found = self._before.get(index)
        if found is None:
            cases = [] if index in self.compounds else self.tree.children(index, Role.CASE)
            found = self.plain(cases[0].lower) if cases else self.compounds.get(index, "")
            self._before[index] = found
        return found
