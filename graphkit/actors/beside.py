"""Whom a noun beside a name stands for where a clause goes on about it: "X, [la femme] qui l'accuse".

Parsers hang such a noun on any word before it, so that it is read from the order of words: a name, a comma,
a noun of its kind with an article, the relative clause. Where the noun may open a clause of its own ("À côté
de X, une femme qui … a parlé"), or gender or number speak against it, nobody is taken.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from graphkit.actors.candidate import Candidate, replace
from graphkit.actors.heads import is_plural
from graphkit.actors.nominals import Nominals
from graphkit.language.schema.anaphora import PairNouns
from graphkit.language.schema.folder import LanguageData
from graphkit.language.schema.grammar import Role
from graphkit.language.schema.titles import Office
from graphkit.records import ActorType, MentionKind
from graphkit.syntax import SUBJECTS, Tree, Word

RULE = "beside the name"
_NAMES = (MentionKind.NAME, MentionKind.ACRONYM)
# The longest noun between the comma and the relative clause: "une des femmes", "une agence de presse".
_LONGEST = 6
_OFFICE = PairNouns(forms=(), types=(ActorType.PERSON,))
_CLOSING = frozenset(",.;:)?!»")


class Beside:
    """The nouns beside a name of one language."""

    def __init__(self, language: LanguageData, nominals: Nominals) -> None:
        self.nominals = nominals
        grammar = language.grammar.words
        self.kinds = {form: kind for kind in language.anaphora.beside for form in kind.forms}
        self.relative = grammar.relative_subject
        self.articles = grammar.article
        self.partitive = grammar.plural_partitive
        self.conjunctions = grammar.conjunctions
        self.one = {form for form in grammar.indefinite_article if form not in grammar.contractions}

    def find(
        self, tree: Tree, word: Word, at: Mapping[int, Sequence[Candidate]], genders: Mapping[str, str]
    ) -> list[Candidate]:
        """The actor that a word, the antecedent of a relative clause, stands for; else an empty list."""
        relative = next(
            (
                pronoun
                for clause in tree.children(word.index, Role.RELATIVE)
                for pronoun in tree.children(clause.index, *SUBJECTS)
                if pronoun.lower in self.relative
            ),
            None,
        )
        if relative is None or at.get(word.index):
            return []
        start = self._start(tree, word, relative)
        if start is None or not self._is_closed(tree, word, start):
            return []
        if any(w.lower in self.conjunctions for w in tree[start : relative.index]):
            return []  # "X, un ministre et une femme qui …"
        name = self._name_before(tree, start - 1, at)
        noun, kind = self._noun(tree, start, relative.index)
        if name is None or noun is None:
            return []
        shown = genders.get(name.id, "")
        if name.type not in kind.types or (kind.gender and shown and kind.gender != shown):
            return []
        return [
            replace(
                name,
                start=noun.index,
                end=noun.index + 1,
                head=word.index,
                kind=MentionKind.NOMINAL,
                rule=RULE,
                office="",
                past=False,
                noun="",
                sentence=word.sentence,
            )
        ]

    def _noun(self, tree: Tree, start: int, end: int) -> tuple[Word | None, PairNouns]:
        """The noun between two words and what it is said of: an office, or "une des …", of a person."""
        if self._is_one_of(tree, start):
            noun = next((w for w in tree[start + 1 : end] if w.pos == "NOUN"), None)
            known = noun is not None and noun.lower in self.kinds
            return noun, self.kinds[noun.lower] if noun is not None and known else self._one(tree[start])
        for word in tree[start:end]:
            if word.lower in self.kinds:
                return word, self.kinds[word.lower]
            heads, _ = self.nominals.heads(tree, word.index) or ((), 0)
            if any(isinstance(head, Office) for head in heads):
                return word, _OFFICE
        return None, _OFFICE

    def _is_one_of(self, tree: Tree, start: int) -> bool:
        """Whether "un des" or "une des" begins at a word."""
        return tree[start].lower in self.one and tree[start + 1].lower in self.partitive

    @staticmethod
    def _one(word: Word) -> PairNouns:
        """A person of the gender of "un" or "une"."""
        return PairNouns(forms=(), types=(ActorType.PERSON,), gender=word.morph.get("Gender", ""))

    def _start(self, tree: Tree, word: Word, relative: Word) -> int | None:
        """Where "la femme", "une des femmes" begins, right behind a comma; it is one person or body."""
        first = max(tree.sentence_of(word.index)[0] + 1, relative.index - _LONGEST)
        start = next((i + 1 for i in range(relative.index - 1, first - 1, -1) if tree[i].text == ","), None)
        if start is None or start == relative.index or tree[start].lower not in self.articles:
            return None
        several = is_plural(tree[start]) or (is_plural(word) and tree[start].lower not in self.one)
        return None if several else start

    @staticmethod
    def _name_before(tree: Tree, comma: int, at: Mapping[int, Sequence[Candidate]]) -> Candidate | None:
        """The name that ends at a comma."""
        first = tree.sentence_of(comma)[0]
        mentions = (m for i in range(comma - 1, first - 1, -1) for m in at.get(i, ()))
        return next((m for m in mentions if m.end == comma and m.kind in _NAMES), None)

    @staticmethod
    def _is_closed(tree: Tree, word: Word, start: int) -> bool:
        """Whether the clause ends at a comma or the sentence, and the noun is no subject of its own."""
        above = tree.head(word.index)
        if word.role in SUBJECTS and above is not None:
            others = [s for s in tree.children(above.index, *SUBJECTS) if s.index < start]
            if not others:
                return False
        below = [i for clause in tree.children(word.index, Role.RELATIVE) for i in tree.subtree(clause.index)]
        end = max(below) + 1
        return end >= len(tree) or tree[end].text in _CLOSING or tree[end - 1].text in _CLOSING
