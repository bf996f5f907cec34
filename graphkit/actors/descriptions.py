"""Whom "le géant américain", "la chaîne de supermarchés" or "le pays" stands for, after the names are known.

A nationality behind a noun for companies tells which of those named before is meant; a noun with a fixed
complement goes back as one alone does (`actors.definites`); "le pays" is the only state that the text has
spoken of so far. Where two remain, nobody is taken.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from graphkit.actors.candidate import DEFINITE, TOPICAL, Candidate, replace
from graphkit.actors.definites import Definites
from graphkit.actors.heads import is_plural
from graphkit.actors.nominals import Nominals
from graphkit.language.schema import Collective, LanguageData, PairNouns, Role
from graphkit.records import ActorType, MentionKind
from graphkit.syntax import Tree, Word

BY_STATE, COUNTRY = "the only one of that state", "the only state named so far"
_SUBJECTS = (Role.SUBJECT, Role.PASSIVE_SUBJECT)
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
        return self._fixed(word) or self._of_state(word)

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
        if not named or self._specified(word.index + 1):
            return []
        return [replace(_as(word, word.index + 1, named[-1], COUNTRY), weak=True)]

    def _fixed(self, word: Word) -> list[Candidate]:
        """What a noun with a fixed complement stands for: "la chaîne [de supermarchés]"."""
        for form, kind in self.rules.fixed.get(word.lower, ()):
            end = word.index + len(form)
            if tuple(w.lower for w in self.tree[word.index : end]) != form or self._specified(end):
                continue
            types = "|".join([*kind.types, TOPICAL])
            asked = replace(_BASE, start=word.index, end=end, pending=f"{DEFINITE}{types}")
            found = self.definites.resolved(replace(asked, sentence=word.sentence))
            if found.id and self._is_other(word, found):
                return [_as(word, end, found, found.rule)]
        return []

    def _of_state(self, word: Word) -> list[Candidate]:
        """The only company of a state that was named before: "le géant [américain]"."""
        heads, length = self.rules.nominals.heads(self.tree, word.index) or ((), 0)
        end = word.index + length
        adjective = self.adjectives.get(end)
        companies = any(isinstance(h, Collective) and _is_for_companies(h) for h in heads)
        if adjective is None or not companies or self._specified(end + 1):
            return []
        before = [m for m in self.mentions if m.type is ActorType.COMPANY and m.kind in _NAMES]
        before = [m for m in before if m.end <= word.index and self._is_other(word, m)]
        fitting = [m for m in before if m.country in ("", adjective.country)]
        if len({m.id for m in fitting}) != 1 or not fitting[-1].country:
            return []
        return [_as(word, end + 1, fitting[-1], BY_STATE)]

    def _specified(self, index: int) -> bool:
        """Whether what stands behind a description says of which: a name, an adjective, a complement."""
        if index >= len(self.tree) or self.tree[index].sentence != self.tree[index - 1].sentence:
            return False
        word = self.tree[index]
        if word.pos in ("ADJ", "NOUN", "PROPN", "NUM") or word.role in (Role.PARTICIPIAL, Role.RELATIVE):
            return True
        if word.lower in self.rules.relative or self.rules.nominals.is_genitive(word):
            return True
        complement = self.tree[word.head]
        return word.pos == "ADP" and bool(complement.head == index - 1)

    def _is_other(self, word: Word, m: Candidate) -> bool:
        """Whether an actor is not the subject of the clause in which a word is something else."""
        above = self.tree.head(word.index)
        if above is None or word.role in _SUBJECTS:
            return True
        subjects = self.tree.children(above.index, *_SUBJECTS)
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


def _is_for_companies(head: Collective) -> bool:
    return ActorType.COMPANY in (head.type, *head.stands_for)


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
