"""Whom "le sénateur" or "l'ancien président" stands for: the one person whom the text has named with it.

The noun must stand alone, or with the very words behind it that it was told with ("le candidat à la Cour
suprême"). Where the text has named two with it, or spoken of another one without a name, nobody is taken;
nor is one with an office of a state where the text has named a person of whom it tells no office: anyone may
be "le président".
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from graphkit.actors.candidate import WITH_HOLDER, Candidate
from graphkit.actors.heads import is_plural
from graphkit.actors.names import pieces
from graphkit.actors.nominals import STATE_LEVEL, Nominals
from graphkit.language.schema import LanguageData, Office, Role
from graphkit.records import ActorType, MentionKind
from graphkit.syntax import Tree, Word

RULE = "the only holder named before"
_SUBJECTS = (Role.SUBJECT, Role.PASSIVE_SUBJECT)
# How many words behind an office are compared with those that it was told with.
_SAME_WORDS = 3


class Holders:
    """The offices of one language without a name."""

    def __init__(self, language: LanguageData, nominals: Nominals) -> None:
        self.nominals = nominals
        self.relative = language.grammar.words.relative_subject
        self.past = language.status.past.adjectives
        self.personal_objects = language.anaphora.personal_objects

    def find(
        self,
        tree: Tree,
        word: Word,
        mentions: Sequence[Candidate],
        at: Mapping[int, Sequence[Candidate]],
        genders: Mapping[str, str],
    ) -> list[Candidate]:
        """The person whose office a word names alone, as a mention; nobody where it is not clear."""
        if word.pos != "NOUN" or is_plural(word) or at.get(word.index) or not self._alone(tree, word):
            return []
        match = self._office(tree, word.index)
        if match is None or not self.nominals.definite(tree, word.index):
            return []
        office, length = match
        noun, past = pieces(word.text)[0], self._past(tree, word.index)
        told = [
            m
            for m in mentions
            if m.rule == WITH_HOLDER
            and m.end <= word.index
            and (m.noun == noun or m.office == self.nominals.key(office))
            and m.past == past
        ]
        if len({m.id for m in told}) != 1:
            return []
        behind = self._behind(tree, word.index + length)
        if behind and all(behind != self._behind(tree, m.start + length) for m in told):
            return []
        if self._others(tree, word, noun, at, {m.start for m in mentions}):
            return []
        holder = told[-1]
        if not self._agrees(word, holder, genders) or self._does(tree, word, holder, at):
            return []
        if office.level == STATE_LEVEL and self._unknown_persons(tree, word, mentions, at):
            return []
        return [
            replace(
                holder,
                start=word.index,
                end=word.index + length,
                head=word.index,
                kind=MentionKind.NOMINAL,
                rule=RULE,
                sentence=word.sentence,
            )
        ]

    def _office(self, tree: Tree, index: int) -> tuple[Office, int] | None:
        heads, length = self.nominals.heads(tree, index) or ((), 0)
        office = next((head for head in heads if isinstance(head, Office)), None)
        return (office, length) if office is not None else None

    def _alone(self, tree: Tree, word: Word) -> bool:
        """Whether nothing says which one is meant but a complement: no adjective, name or clause behind.

        Nor may the noun say what somebody is ("X est le capitaine", "le capitaine était X").
        """
        above = tree.head(word.index)
        said = above is not None and above.pos in ("PROPN", "NOUN") and word.role in _SUBJECTS
        if tree.children(word.index, Role.COPULA) or (
            said and above and tree.children(above.index, Role.COPULA)
        ):
            return False
        after = word.index + 1
        if after >= len(tree) or tree[after].sentence != word.sentence:
            return True
        behind = tree[after]
        clause = behind.lower in self.relative or behind.role in (Role.PARTICIPIAL, Role.RELATIVE)
        return not clause and behind.pos not in ("ADJ", "PROPN", "NUM")

    def _behind(self, tree: Tree, start: int) -> list[str]:
        """The first words of the complement of an office that ends before a word, if it has one."""
        end = tree.sentence_of(start - 1)[1]
        office = tree[start - 1]
        accused = office.role is Role.OBJECT and tree[office.head].lemma in self.personal_objects
        if accused and self.nominals.is_genitive(tree[start]):
            return []  # "accuse le sénateur de mensonge"
        if start >= end or tree[start].pos != "ADP" or not self._hangs(tree, start, office.index):
            return []
        return [w.lower for w in tree[start : min(start + _SAME_WORDS, end)]]

    @staticmethod
    def _hangs(tree: Tree, case: int, noun: int) -> bool:
        """Whether a preposition belongs to a complement of a noun rather than of the verb."""
        return tree[case].head in tree.subtree(noun) or tree[tree[case].head].head == noun

    def _past(self, tree: Tree, index: int) -> bool:
        return index > 0 and tree[index - 1].lower in self.past

    def _others(
        self, tree: Tree, word: Word, noun: str, at: Mapping[int, Sequence[Candidate]], starts: set[int]
    ) -> bool:
        """Whether the text has spoken of another one whom it does not name: "un sénateur", "le juge de X"."""
        return any(
            w.pos == "NOUN"
            and w.index not in starts
            and not at.get(w.index)
            and not is_plural(w)
            and pieces(w.text)[:1] == (noun,)
            and (not self.nominals.definite(tree, w.index) or bool(self._behind(tree, w.index + 1)))
            for w in tree[: word.index]
        )

    @staticmethod
    def _agrees(word: Word, holder: Candidate, genders: Mapping[str, str]) -> bool:
        """Whether a noun that shows a woman is said of one."""
        shown, gender = word.morph.get("Gender", ""), genders.get(holder.id, "")
        return not (gender and shown == "Fem" and gender != shown)

    @staticmethod
    def _does(tree: Tree, word: Word, holder: Candidate, at: Mapping[int, Sequence[Candidate]]) -> bool:
        """Whether the holder is the subject of the clause of which the word is no subject."""
        above = tree.head(word.index)
        return (
            word.role not in _SUBJECTS
            and above is not None
            and any(
                m.id == holder.id for s in tree.children(above.index, *_SUBJECTS) for m in at.get(s.index, ())
            )
        )

    @staticmethod
    def _unknown_persons(
        tree: Tree, word: Word, mentions: Sequence[Candidate], at: Mapping[int, Sequence[Candidate]]
    ) -> bool:
        """Whether a person was named whose office the text does not tell, other than who does it."""
        known = {m.id for m in mentions if m.rule == WITH_HOLDER}
        above = tree.head(word.index)
        if above is not None and word.role not in _SUBJECTS:
            known |= {m.id for s in tree.children(above.index, *_SUBJECTS) for m in at.get(s.index, ())}
        return any(
            m.type is ActorType.PERSON
            and m.id not in known
            and m.kind is MentionKind.NAME
            and m.end <= word.index
            for m in mentions
        )
