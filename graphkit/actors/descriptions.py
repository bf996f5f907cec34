"""Whom "le géant américain", "la chaîne de supermarchés" or "le pays" stands for, after the names are known.

A nationality behind a noun for bodies tells which of those named before is meant; a noun with a fixed
complement goes back as one alone does (`actors.definites`); one whose adjective says of which kind it is ("le
mouvement islamiste", "la banque milanaise") is the only one of the kind that was named so far; "le pays" is
the only state that the text has spoken of so far. Where two remain, nobody is taken.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from graphkit.actors.candidate import DEFINITE, TOPICAL, Candidate, replace
from graphkit.actors.definites import Definites
from graphkit.actors.heads import is_plural
from graphkit.actors.nominals import Nominals
from graphkit.language.schema.anaphora import PairNouns
from graphkit.language.schema.folder import LanguageData
from graphkit.language.schema.grammar import Role
from graphkit.language.schema.titles import Collective
from graphkit.records import ActorType, MentionKind
from graphkit.syntax import SUBJECTS, Tree, Word

BY_STATE, COUNTRY = "the only one of that state", "the only state named so far"
BY_KIND, BY_PERSON = "the only one of its kind so far", "the body of a person"
# What is described has been named in this sentence, or in one of so many before.
_SENTENCES = 2
# Adjectives that may stand behind a noun: "l'organisation islamiste radicale".
_ADJECTIVES = 2
# So far behind its preposition the noun of a trade may stand: "du tout jeune commerce".
_LONGEST_TRADE = 3
_NAMES = (MentionKind.NAME, MentionKind.ACRONYM)


class Descriptions:
    """The definite descriptions of one language that need more than their noun."""

    def __init__(self, language: LanguageData, nominals: Nominals) -> None:
        self.nominals = nominals
        words = language.anaphora
        forms = ((tuple(form.split()), kind) for kind in words.described for form in kind.forms)
        self.fixed: dict[str, list[tuple[tuple[str, ...], PairNouns]]] = defaultdict(list)
        for form, kind in forms:
            self.fixed[form[0]].append((form, kind))
        self.countries = words.country_nouns
        self.kinds = {form: kind for kind in words.kind_adjectives for form in kind.forms}
        self.personal_objects = words.personal_objects
        self.towns = words.town_adjectives
        self.of_trade = words.trade_nouns
        grammar = language.grammar.words
        self.relative = grammar.relative_subject | grammar.relative_object | grammar.relative_genitive

    def reader(self, tree: Tree, mentions: Sequence[Candidate], at: Mapping[int, list[Candidate]]) -> Reader:
        """A reader for one text; `at` holds what is known so far of each word, and grows."""
        return Reader(self, tree, mentions, at)


class Reader:
    """One text while its descriptions are read, in text order."""

    def __init__(
        self,
        rules: Descriptions,
        tree: Tree,
        mentions: Sequence[Candidate],
        at: Mapping[int, list[Candidate]],
    ) -> None:
        self.rules = rules
        self.tree = tree
        self.mentions = mentions
        self.at = at
        self.definites = Definites(mentions)
        self.adjectives = {m.start: m for m in mentions if m.kind is MentionKind.ADJECTIVE and m.country}

    def find(self, word: Word) -> list[Candidate]:
        """The actor that a noun with what stands behind it describes; nobody where it is not clear."""
        if word.pos != "NOUN" or is_plural(word) or self.at.get(word.index):
            return []
        if not self.rules.nominals.definite(self.tree, word.index):
            return []
        if word.lower in self.rules.countries:
            return self._country(word)
        return self._fixed(word) or self._of_state(word) or self._of_kind(word) or self._of_person(word)

    def _country(self, word: Word) -> list[Candidate]:
        """The only state that the text has named so far, in whatever way."""
        named: list[Candidate] = []
        country = ""
        for m in self.mentions:
            if m.end > word.index or not m.country:
                continue
            if country and m.country != country:
                return []
            country = m.country
            if m.type is ActorType.STATE and m.kind is MentionKind.NAME:
                named.append(m)
        if not named or self._specified(word, word.index + 1):
            return []
        return [replace(_as(word, word.index + 1, named[-1], COUNTRY), weak=True)]

    def _fixed(self, word: Word) -> list[Candidate]:
        """What a noun with a fixed complement stands for: "la chaîne [de supermarchés]"."""
        for form, kind in self.rules.fixed.get(word.lower, ()):
            end = word.index + len(form)
            if tuple(w.lower for w in self.tree[word.index : end]) != form or self._specified(word, end):
                continue
            types = "|".join([*kind.types, TOPICAL])
            asked = replace(_BASE, start=word.index, end=end, pending=f"{DEFINITE}{types}")
            found = self.definites.resolved(replace(asked, sentence=word.sentence))
            if found.id and self._is_other(word, found):
                return [_as(word, end, found, found.rule)]
        return []

    def _of_state(self, word: Word) -> list[Candidate]:
        """The only body of a state that was named before: "le géant [américain]", "le parti [turc]"."""
        types, end = self._types(word)
        adjective = self.adjectives.get(end)
        if adjective is None or not types or self._specified(word, self._trade_end(word, end + 1)):
            return []
        before = [m for m in self.mentions if m.type in types and m.kind in _NAMES]
        before = [m for m in before if m.end <= word.index and self._is_other(word, m)]
        fitting = [m for m in before if m.country in ("", adjective.country)]
        if len({m.id for m in fitting}) != 1 or not fitting[-1].country:
            return []
        return [_as(word, end + 1, fitting[-1], BY_STATE)]

    def _of_kind(self, word: Word) -> list[Candidate]:
        """The only one of a kind that was named just before: "le mouvement [islamiste]"."""
        types, start = self._types(word)
        end = start
        while end - start < _ADJECTIVES and (kind := self._kind_of(end, types)):
            types, end = kind, end + 1
        traded = self._trade_end(word, end)
        if not types or end == start or self._specified(word, traded):
            return []
        before = [m for m in self.definites.named_as(types) if m.end <= word.index and not m.source_only]
        one = before[-1] if len({m.id for m in before}) == 1 else None
        if one is None or one.sentence < word.sentence - _SENTENCES or not self._is_other(word, one):
            return []
        return [_as(word, end, one, BY_KIND)]

    def _of_person(self, word: Word) -> list[Candidate]:
        """The only body whose person the text says somebody is: "X, chef de Y, … le parti [de X]"."""
        types, end = self._types(word)
        limit = self.tree.sentence_of(word.index)[1]
        if not types or end + 1 >= limit or not self.rules.nominals.is_genitive(self.tree[end]):
            return []
        persons = [m for m in self.mentions if m.start == end + 1 and m.type is ActorType.PERSON]
        named = next((m for m in persons if m.kind is MentionKind.NAME), None)
        if named is None:
            return []
        parents = {m.parent for m in self.mentions if m.id == named.id and m.parent and not m.past}
        told = [m for m in self.mentions if m.id in parents and m.type in types and m.kind in _NAMES]
        one = told[0] if len({m.id for m in told}) == 1 else None
        if one is None or not self._is_other(word, one):
            return []
        return [_as(word, named.end, one, BY_PERSON)]

    def _types(self, word: Word) -> tuple[tuple[str, ...], int]:
        """The types of the bodies that a noun alone may go back to, and where it ends."""
        heads, length = self.rules.nominals.heads(self.tree, word.index) or ((), 0)
        groups = (h for h in heads if isinstance(h, Collective) and not h.part and not h.only_introduced)
        types = next((h.stands_for or (h.type,) for h in groups if h.stands_for or _is_company(h)), ())
        return types, word.index + length

    def _kind_of(self, index: int, types: Sequence[str]) -> tuple[str, ...]:
        """Those of some types of which an adjective at a word can be said; empty where it is none."""
        if index >= len(self.tree) or self.tree[index].sentence != self.tree[index - 1].sentence:
            return ()
        form = self.tree[index].lower
        if form.endswith(self.rules.towns) and self.tree[index].pos == "ADJ" and index not in self.adjectives:
            return tuple(t for t in types if t == ActorType.COMPANY)
        kind = self.rules.kinds.get(form)
        return tuple(t for t in types if kind is not None and t in kind.types)

    def _trade_end(self, word: Word, start: int) -> int:
        """Where the trade behind a noun of rank ends: "le géant américain [du commerce en ligne]"."""
        end = self.tree.sentence_of(word.index)[1]
        if word.lower not in self.rules.of_trade or start + 1 >= end:
            return start
        below = self.tree[self.tree[start].head]
        if not self.rules.nominals.is_genitive(self.tree[start]) or below.pos != "NOUN":
            return start
        part = [i for i in self.tree.subtree(below.index) if i >= start]
        named = any(self.at.get(i) for i in part) or any(self.tree[i].pos == "PROPN" for i in part)
        return (
            start if named or below.head >= start or below.index > start + _LONGEST_TRADE else max(part) + 1
        )

    def _specified(self, noun: Word, index: int) -> bool:
        """Whether what stands behind a description says of which: a name, an adjective, a complement.

        What somebody is accused of does not: "accuse le mouvement islamiste [de mensonge]".
        """
        if index >= len(self.tree) or self.tree[index].sentence != self.tree[index - 1].sentence:
            return False
        word = self.tree[index]
        if word.pos in ("ADJ", "NOUN", "PROPN", "NUM") or word.role in (Role.PARTICIPIAL, Role.RELATIVE):
            return True
        if self.rules.nominals.is_genitive(word):
            return (
                noun.role is not Role.OBJECT or self.tree[noun.head].lemma not in self.rules.personal_objects
            )
        if word.lower in self.rules.relative:
            return True
        complement = self.tree[word.head]
        return word.pos == "ADP" and bool(complement.head == index - 1)

    def _is_other(self, word: Word, m: Candidate) -> bool:
        """Whether an actor is not the subject of the clause in which a word is something else."""
        above = self.tree.head(word.index)
        if above is None or word.role in SUBJECTS:
            return True
        subjects = self.tree.children(above.index, *SUBJECTS)
        return all(o.id != m.id for s in subjects for o in self.at.get(s.index, ()))


_BASE = Candidate(
    start=0,
    end=0,
    head=0,
    id="",
    label="",
    type=ActorType.ORG,
    kind=MentionKind.NOMINAL,
    rule="",
)


def _is_company(head: Collective) -> bool:
    return head.type == ActorType.COMPANY


def _as(word: Word, end: int, m: Candidate, rule: str) -> Candidate:
    """A description as a mention of the actor of another one."""
    return replace(
        _BASE,
        start=word.index,
        end=end,
        head=word.index,
        id=m.id,
        label=m.label,
        type=m.type,
        country=m.country,
        parent=m.parent,
        source_only=m.source_only,
        rule=rule,
        sentence=word.sentence,
    )
