"""Whom "le sénateur" or "l'ancien président" stands for: the one person whom the text has named with it.

The noun must stand alone, or with the very words behind it that it was told with ("le candidat à la Cour
suprême"). Where the text has named two with it, or spoken of another one without a name, nobody is taken;
nor is one with an office of a state where the text has named a person of whom it tells no office: anyone may
be "le président".
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from graphkit.actors.candidate import WITH_HOLDER, Candidate, replace
from graphkit.actors.heads import STATE_LEVEL, is_plural
from graphkit.actors.names import pieces
from graphkit.actors.nominals import Nominals
from graphkit.language.schema.folder import LanguageData
from graphkit.language.schema.grammar import Role
from graphkit.language.schema.titles import Office
from graphkit.records import ActorType, MentionKind
from graphkit.syntax import SUBJECTS, Tree, Word

RULE = "the only holder named before"
# How many words behind an office are compared with those that it was told with.
_SAME_WORDS = 3


class Holders:
    """The offices of one language without a name."""

    def __init__(self, language: LanguageData, nominals: Nominals) -> None:
        self.nominals = nominals
        self.relative = language.grammar.words.relative_subject
        self.past = language.status.past.adjectives
        self.personal_objects = language.anaphora.personal_objects

    def reader(
        self,
        tree: Tree,
        mentions: Sequence[Candidate],
        at: Mapping[int, Sequence[Candidate]],
        genders: Mapping[str, str],
    ) -> Reader:
        """A reader for one text; `at` holds what is known so far of each word, and grows."""
        return Reader(self, tree, mentions, at, genders)


class Reader:
    """One text while its offices without a name are read."""

    def __init__(
        self,
        rules: Holders,
        tree: Tree,
        mentions: Sequence[Candidate],
        at: Mapping[int, Sequence[Candidate]],
        genders: Mapping[str, str],
    ) -> None:
        self.rules = rules
        self.nominals = rules.nominals
        self.tree = tree
        self.at = at
        self.genders = genders
        self.told = [m for m in mentions if m.rule == WITH_HOLDER]
        known = {m.id for m in self.told}
        self.unknown = [
            m
            for m in mentions
            if m.type is ActorType.PERSON and m.kind is MentionKind.NAME and m.id not in known
        ]
        self.others = self._others({i for m in mentions for i in range(m.start, m.end)})
        for m in mentions:  # "le sénateur de l'Ohio", whom the text does not name
            if m.office and m.kind is MentionKind.NOMINAL and m.id not in known:
                self.others.setdefault(m.noun, []).append(m.start)

    def _others(self, known: set[int]) -> dict[str, list[int]]:
        """Noun of an office -> where the text uses it of somebody it does not name: "un sénateur"."""
        nouns = {m.noun for m in self.told}
        found: dict[str, list[int]] = defaultdict(list)
        for word in self.tree if nouns else ():
            noun = next(iter(pieces(word.text)), "") if word.pos == "NOUN" else ""
            if noun not in nouns or word.index in known or is_plural(word):
                continue
            if not self.nominals.definite(self.tree, word.index) or self._behind(word.index + 1):
                found[noun].append(word.index)
        return found

    def find(self, word: Word) -> list[Candidate]:
        """The person whose office a word names alone, as a mention; nobody where it is not clear."""
        if not self.told or word.pos != "NOUN" or is_plural(word) or self.at.get(word.index):
            return []
        heads, length = self.nominals.heads(self.tree, word.index) or ((), 0)
        office = next((head for head in heads if isinstance(head, Office)), None)
        if office is None or not self._alone(word) or not self.nominals.definite(self.tree, word.index):
            return []
        noun, past = pieces(word.text)[0], self.tree[word.index - 1].lower in self.rules.past
        told = [m for m in self.told if m.end <= word.index and m.past == past]
        told = [m for m in told if m.noun == noun or m.office == self.nominals.key(office)]
        if len({m.id for m in told}) != 1 or any(i < word.index for i in self.others.get(noun, ())):
            return []
        behind = self._behind(word.index + length)
        if behind and all(behind != self._behind(self._noun_of(m) + length) for m in told):
            return []
        holder = told[-1]
        if not self._agrees(word, holder) or holder.id in self._doers(word):
            return []
        if office.level == STATE_LEVEL and self._may_be_another(word):
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

    def _noun_of(self, m: Candidate) -> int:
        """The noun of an office in its mention, which may begin before it: "l'[ancien] président"."""
        here = range(m.start, m.end)
        return next((i for i in here if pieces(self.tree[i].text)[:1] == (m.noun,)), m.start)

    def _alone(self, word: Word) -> bool:
        """Whether nothing says which one is meant but a complement: no adjective, name or clause behind.

        Nor may the noun say what somebody is: "X est le capitaine", "le capitaine était X".
        """
        tree, above = self.tree, self.tree.head(word.index)
        said = above is not None and above.pos in ("PROPN", "NOUN") and word.role in SUBJECTS
        if tree.children(word.index, Role.COPULA):
            return False
        if said and above is not None and tree.children(above.index, Role.COPULA):
            return False
        after = word.index + 1
        if after >= len(tree) or tree[after].sentence != word.sentence:
            return True
        behind = tree[after]
        clause = behind.lower in self.rules.relative or behind.role in (Role.PARTICIPIAL, Role.RELATIVE)
        return not clause and behind.pos not in ("ADJ", "PROPN", "NUM")

    def _behind(self, start: int) -> list[str]:
        """The first words of the complement of an office that ends before a word, if it has one."""
        tree = self.tree
        end, office = tree.sentence_of(start - 1)[1], tree[start - 1]
        if start >= end or tree[start].pos != "ADP":
            return []
        complement = tree[tree[start].head]
        if complement.head != office.index and complement.index not in tree.subtree(office.index):
            return []
        accused = office.role is Role.OBJECT and tree[office.head].lemma in self.rules.personal_objects
        if accused and self.nominals.is_genitive(tree[start]):
            return []  # "accuse le sénateur de mensonge"
        return [w.lower for w in tree[start : min(start + _SAME_WORDS, end)]]

    def _agrees(self, word: Word, holder: Candidate) -> bool:
        """Whether a noun that shows a woman is said of one."""
        shown, gender = word.morph.get("Gender", ""), self.genders.get(holder.id, "")
        return not (gender and shown == "Fem" and gender != shown)

    def _doers(self, word: Word) -> set[str]:
        """Who is the subject of the clause in which a word is something else."""
        above = self.tree.head(word.index)
        if above is None or word.role in SUBJECTS:
            return set()
        subjects = self.tree.children(above.index, *SUBJECTS)
        return {m.id for s in subjects for m in self.at.get(s.index, ())}

    def _may_be_another(self, word: Word) -> bool:
        """Whether a person was named whose office the text does not tell, other than who does it."""
        doers = self._doers(word)
        return any(m.end <= word.index and m.id not in doers for m in self.unknown)
