"""Whom a pronoun or "ce dernier" stands for, where the text leaves no doubt.

Subjects go on: "il" is first the subject of the clause above it, then that of the sentence before (centering:
Grosz, Joshi and Weinstein 1995, Computational Linguistics 21). An object ("l'accuse") is the only other actor
that was named before it. Gender and number must agree, as far as they are known. Where two actors remain, or
a noun that is no actor may be meant, nobody is taken.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from graphkit.actors.agreement import Agreement
from graphkit.actors.beside import Beside
from graphkit.actors.candidate import WITH_HOLDER, Candidate, replace
from graphkit.actors.counterparts import Counterparts
from graphkit.actors.deeds import Deeds
from graphkit.actors.descriptions import Descriptions
from graphkit.actors.holders import Holders
from graphkit.actors.nominals import Nominals
from graphkit.actors.object_pronouns import ObjectPronouns
from graphkit.actors.pairs import Pairs
from graphkit.actors.pronouns import Pronouns
from graphkit.actors.subject_pronouns import SubjectPronouns
from graphkit.language.schema.folder import LanguageData
from graphkit.language.schema.grammar import Role
from graphkit.records import MentionKind
from graphkit.syntax import SUBJECTS, Tree, Word


class Anaphora(Pronouns):
    """Resolves the pronouns of texts of one language."""

    def __init__(self, language: LanguageData, nominals: Nominals) -> None:
        super().__init__(language, nominals)
        self.pairs = Pairs(language)
        self.beside = Beside(language, nominals)
        self.holders = Holders(language, nominals)
        self.descriptions = Descriptions(language, nominals)
        self.deeds = Deeds(language)

    def resolve(self, tree: Tree, mentions: Sequence[Candidate]) -> list[Candidate]:
        """A mention of kind PRONOUN for each anaphor whose actor is clear, in text order."""
        return sorted(_Text(self, tree, mentions).found(), key=lambda c: (c.start, c.id))


class _Text(SubjectPronouns, ObjectPronouns):
    """One text while its pronouns are resolved."""

    def __init__(self, rules: Anaphora, tree: Tree, mentions: Sequence[Candidate]) -> None:
        super().__init__(rules, tree, mentions)
        self.rules: Anaphora = rules
        self.relations = Counterparts(rules.relation_nouns, tree, mentions, self.at)
        self.holders = rules.holders.reader(tree, mentions, self.at, self.gender)
        self.descriptions = rules.descriptions.reader(tree, mentions, self.at)
        self.antecedents = {word.head for word in tree if word.role is Role.RELATIVE}

    def found(self) -> Iterator[Candidate]:
        """The resolved anaphors; each may be what a later one goes back to."""
        self.relations.read_ahead()
        for word in self.tree:
            made = self.of_noun(word)
            if not made and self.plain(word) in self.rules.anaphors:
                found, rule = self.of(word)
                made = [self.pronoun(word, m, rule) for m in found]
            if not made:
                yield from self.of_possessive(word)
            if made:
                self.at[word.index].extend(made)
                self.mentions.extend(made)
                yield from made

    def of_noun(self, word: Word) -> list[Candidate]:
        """Whom "son rival", "les deux pays" or "X, la femme qui" stands for, unless it is known by itself."""
        made = self.relations.find(word)  # it also keeps what the text says of those already known
        if self.at.get(word.index):
            return [m for m in made if m.rule == WITH_HOLDER]  # the same, with whose office it is
        if not made and self.rules.pairs.may_open(word):
            made = self.rules.pairs.find(self.tree, word, self.mentions, self.gender)
        if not made and word.index in self.antecedents:
            made = self.rules.beside.find(self.tree, word, self.at, self.gender)
        if made or word.pos != "NOUN":
            return made  # as most words, which no holder or description is
        found = self.holders.find(word) or self.descriptions.find(word)
        return found or self.rules.deeds.find(self.tree, word, self.at)

    def of_possessive(self, word: Word) -> list[Candidate]:
        """Whose "ses attaques" are, as a mention that counts only where a relation needs it.

        Those of several named together are left to the clause, which shows each by its name.
        """
        if word.lower not in self.rules.possessive or word.role is not Role.DETERMINER:
            return []
        noun = self.tree[word.head]
        if noun.pos != "NOUN" or self.relations.owners.possessive(noun) is not word:
            return []
        owners = {m.id: m for m in self.relations.owners.of(noun)}
        if len(owners) != 1:
            return []
        return [replace(self.pronoun(word, m, "possessive"), weak=True) for m in owners.values()]

    def of(self, word: Word) -> tuple[Sequence[Candidate], str]:
        """Whom a pronoun stands for, and by which rule; nobody for all other words."""
        rules, form = self.rules, self.plain(word)
        wanted = rules.pronouns.get(form)
        inverted = form != word.lower
        subject = word.role in SUBJECTS or (inverted and self.is_of_saying(word.index - 1))
        if wanted is not None and subject and not self.is_impersonal(word):
            return (self.of_speaker if inverted else self.of_subject)(word, wanted)
        if form in rules.objects and self.is_object(word):
            return self.of_object(word, rules.objects[form])
        if form in rules.strong and self.is_behind_preposition(word):
            return self.of_object(word, rules.strong[form])
        if form in rules.last:
            return self.last_named(word, rules.last[form])
        if form in rules.last_adjectives and self.stands_alone(word):
            return self.last_named(word, rules.last_adjectives[form])
        return [], ""

    def is_of_saying(self, index: int) -> bool:
        """Whether a word is a form of a verb of saying, though the tagger may not know it: "lance-t-il"."""
        lemmas = self.rules.verbs.get(self.tree[index].lower, ())
        return not self.rules.saying.isdisjoint(lemmas)

    def stands_alone(self, word: Word) -> bool:
        """Whether an adjective has a demonstrative before it and no noun above or behind it."""
        before = self.tree[word.index - 1].lower if word.index else ""
        return before in self.rules.demonstratives and word.role is not Role.MODIFIER

    @staticmethod
    def pronoun(word: Word, m: Candidate, rule: str) -> Candidate:
        """A pronoun as a mention of the actor of another mention."""
        return replace(
            m, start=word.index, end=word.index + 1, head=word.index, kind=MentionKind.PRONOUN, rule=rule
        )

    def last_named(self, word: Word, wanted: Agreement) -> tuple[list[Candidate], str]:
        """Who was named last, the subject of the clause aside: "ce dernier", "celui-ci"."""
        start = self.tree.sentences[max(word.sentence - 1, 0)][0]
        doers: set[str] = set()
        if word.role not in SUBJECTS:
            doers = {m.id for m in self.subjects(word.head, before=word.index)}
        apart = self.antecedent_of_clause(word)
        named = [m for m in self.actors(start, word.index) if m.id not in doers]
        if any(m.head in apart for m in self.fitting_alone(named, wanted)):
            return [], ""
        fitting = self.fitting_alone(named, wanted)  # of "le Parlement" nobody says "ces derniers"
        if not fitting or len({m.id for m in self.at[fitting[-1].head]}) > 1:
            return [], ""  # "les deux hommes … ce dernier" is one or the other
        if self.has_somebody(fitting[-1].end, word.index, wanted):
            return [], ""
        return fitting[-1:], "pronoun: the last one named"

    def antecedent_of_clause(self, word: Word) -> set[int]:
        """The words of what a relative clause is said of: "le sort de [X], qui oppose ce dernier à Y"."""
        verb = self.tree[word.head]
        if verb.role is not Role.RELATIVE or word.role in SUBJECTS:
            return set()
        return {i for i in self.tree.subtree(verb.head) if i < verb.index}
