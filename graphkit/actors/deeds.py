"""Whose "cette décision" or "une mesure saluée par Y" is: of the subject of the sentence or clause before.

Who judges what somebody did takes a side towards who did it. Only a noun for a deed that is judged counts
("X a salué [cette décision]"), not one that does something itself. Where the sentence before reports what
another one does, judges a deed of its own, or tells what its subject undergoes, nobody is taken.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from graphkit.actors.candidate import Candidate, replace
from graphkit.actors.owners import named_at
from graphkit.language.schema.folder import LanguageData
from graphkit.language.schema.grammar import Role
from graphkit.records import MentionKind
from graphkit.syntax import Tree, Word

RULE = "deed of the subject before"


class Deeds:
    """The nouns for deeds of one language."""

    def __init__(self, language: LanguageData) -> None:
        words = language.anaphora
        self.nouns = {form: kind.verbs for kind in words.deed for form in kind.forms}
        self.judging = words.judging_verbs
        self.undergoing = words.undergoing_verbs
        self.saying = language.status.attribution.verbs - words.announcing_verbs
        grammar = language.grammar.words
        self.demonstratives = grammar.demonstrative
        self.indefinite = grammar.indefinite_article
        self.relative, self.relative_subject = grammar.relative_object, grammar.relative_subject
        self.forms = language.verb_forms()

    def find(self, tree: Tree, word: Word, at: Mapping[int, Sequence[Candidate]]) -> list[Candidate]:
        """Who did what a noun names, as mentions; nobody where it is not clear."""
        if word.lower not in self.nouns or not word.index or at.get(word.index):
            return []
        before = tree[word.index - 1]
        if before.lower in self.demonstratives and word.sentence and self._is_judged(tree, word):
            start, end = tree.sentences[word.sentence - 1]
        elif before.lower in self.indefinite and self._is_judged_beside(tree, word):
            start, end = tree.sentence_of(word.index)[0], word.index - 1
        else:
            return []
        return [self._mention(word, m) for m in self._authors(tree, start, end, word, at)]

    def _authors(
        self, tree: Tree, start: int, end: int, word: Word, at: Mapping[int, Sequence[Candidate]]
    ) -> list[Candidate]:
        """Who does what a clause says, where it says no more than that."""
        root = next((w for w in tree[start : tree.sentence_of(start)[1]] if w.head == w.index), None)
        if root is None or root.index >= end or root.pos != "VERB" or not self._tells(tree, root, word):
            return []
        if self._has_other(tree, root, end, word, at):
            return []
        passive = tree.children(root.index, Role.PASSIVE_AUXILIARY)
        roles = (Role.AGENT,) if passive else (Role.SUBJECT, Role.PASSIVE_SUBJECT)
        doers = tree.children(root.index, *roles)
        listed = [i for doer in doers[:1] for i in _list_from(tree, doer)]
        found = [named_at(tree, at, i) for i in listed]
        return [m for ms in found for m in ms] if found and all(found) and max(listed) < end else []

    def _tells(self, tree: Tree, root: Word, word: Word) -> bool:
        """Whether a clause tells that its subject did what a noun names, and not that another one did."""
        verbs = self.nouns[word.lower]
        if verbs:
            return self._is_one(root, verbs)
        first, _ = tree.sentence_of(root.index)
        told = any(tree[i].lower in self.nouns for i in range(first, word.index - 1))
        spoken = self._is_one(root, self.judging) or self._is_one(root, self.saying)
        return not (told or spoken or self._is_one(root, self.undergoing))

    def _has_other(
        self, tree: Tree, root: Word, end: int, word: Word, at: Mapping[int, Sequence[Candidate]]
    ) -> bool:
        """Whether another clause tells what somebody did: "X annonce que Y part", "X reçoit Y, qui part"."""
        spoken = bool(self.nouns[word.lower]) and self._is_one(root, self.judging | self.saying)
        first, _ = tree.sentence_of(root.index)
        return not spoken and any(
            subject.lower in self.relative_subject or at.get(subject.index)
            for verb in tree[first:end]
            if verb.index != root.index and verb.pos == "VERB"
            for subject in tree.children(verb.index, Role.SUBJECT, Role.PASSIVE_SUBJECT)
        )

    def _is_judged(self, tree: Tree, word: Word) -> bool:
        """Whether a deed is what somebody judges: "a salué [cette décision]"."""
        verb = tree[word.head]
        return word.role in (Role.OBJECT, Role.PASSIVE_SUBJECT) and self._is_one(verb, self.judging)

    def _is_judged_beside(self, tree: Tree, word: Word) -> bool:
        """Whether a deed beside a clause is judged in its own: ", une décision [saluée par Y]"."""
        behind = word.index + 1
        if word.index < 2 or tree[word.index - 2].text != "," or behind >= tree.sentence_of(word.index)[1]:
            return False
        said = tree[behind]
        if said.lower in self.relative:  # "une décision que Y condamne"
            return said.head > behind and self._is_one(tree[said.head], self.judging)
        return self._is_one(said, self.judging)

    def _is_one(self, verb: Word, lemmas: frozenset[str]) -> bool:
        """Whether a verb is one of some, by its lemma or by its form."""
        return verb.lemma in lemmas or not lemmas.isdisjoint(self.forms.get(verb.lower, ()))

    @staticmethod
    def _mention(word: Word, m: Candidate) -> Candidate:
        return replace(
            m,
            start=word.index,
            end=word.index + 1,
            head=word.index,
            kind=MentionKind.PRONOUN,
            rule=RULE,
            weak=False,
            office="",
            past=False,
            plural=False,
            noun="",
            near=False,
            sentence=word.sentence,
        )


def _list_from(tree: Tree, head: Word) -> Iterator[int]:
    """The words of a list that begins at a word; parsers may hang its last on the one before."""
    yield head.index
    for joined in tree.children(head.index, Role.CONJUNCT):
        yield from _list_from(tree, joined)
