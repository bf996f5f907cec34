"""Who else a pronoun may stand for: a noun that is no actor, somebody unknown, another actor that fits.

Where there is one, nobody is taken.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from graphkit.actors.agreement import Agreement, agreement_of
from graphkit.actors.antecedents import Antecedents
from graphkit.actors.candidate import Candidate
from graphkit.language.schema.grammar import Role
from graphkit.records import ActorType
from graphkit.syntax import SUBJECTS, Word


class Rivals(Antecedents):
    """Finds what speaks against those whom a pronoun may go back to."""

    def has_other(self, clause: Word, noun: Word, doers: Sequence[Candidate], wanted: Agreement) -> bool:
        """Whether a clause has an object that a pronoun behind a noun may be said of as well."""
        ids = {m.id for m in doers}
        return any(
            noun.index not in self.tree.subtree(child.index)
            and (
                any(m.id not in ids and self.agreement(m).fits(wanted) for m in self.at.get(child.index, ()))
                or (not self.at.get(child.index) and self.rules.relation_nouns.is_somebody(child.lower))
            )
            for child in self.tree.children(clause.index, Role.OBJECT)
        )

    def is_unknown_doer(self, head: Word) -> bool:
        """Whether a subject is somebody whom nobody knows: "il", "un ministre qui", "X, une cousine qui"."""
        if self.at.get(head.index):
            return False
        start = min(self.tree.subtree(head.index))
        beside = start > 0 and self.tree[start - 1].text == "," and head.role not in SUBJECTS
        return head.pos == "PRON" or beside or self.rules.relation_nouns.is_somebody(head.lower)

    def has_unknown(self, start: int, end: int) -> bool:
        """Whether a stretch has a pronoun for which nobody was found: it is spoken of somebody else too."""
        return any(
            not self.at.get(word.index)
            and (
                (word.lower in self.rules.pronouns and word.role in SUBJECTS)
                or (word.lower in self.rules.objects and self.is_object(word))
                or (word.lower in self.rules.strong and self.is_behind_preposition(word))
            )
            for word in self.tree[start:end]
        )

    def has_thing(self, start: int, end: int, wanted: Agreement) -> bool:
        """Whether a noun that is no actor is subject or object in a stretch, and fits a pronoun."""
        return any(
            word.pos == "NOUN"
            and word.role in (*SUBJECTS, Role.OBJECT)
            and not self.at.get(word.index)
            and agreement_of(word).fits(wanted)
            for word in self.tree[start:end]
        )

    def has_other_object(self, root: Word, doers: Sequence[Candidate], wanted: Agreement) -> bool:
        """Whether a noun is object that "elle" may be as well: "L'Iran a publié [une note]. Elle …".

        Of a person's sentence only a noun for somebody: "Kesha a écrit [une chanson]. Elle …" is the person.
        """
        persons = all(m.type is ActorType.PERSON for m in doers)
        return any(
            noun.pos == "NOUN"
            and not self.at.get(noun.index)
            and (not persons or self.rules.relation_nouns.is_somebody(noun.lower))
            and agreement_of(noun).fits(wanted)
            for noun in self.tree.children(root.index, Role.OBJECT)
        )

    def has_object(
        self, root: Word, doers: Sequence[Candidate], wanted: Agreement, *, undergoes: bool
    ) -> bool:
        """Whether a sentence has an object that "il" may be as well: "X a limogé Y. Il est accusé".

        A body and a person may both be who does the next thing: "Le parti a investi X. Il critique …".
        """
        types, ids = {m.type for m in doers}, {m.id for m in doers}
        if not undergoes:
            types = {ActorType.PERSON, ActorType.POPULATION} - types
        objects = self.tree.children(root.index, Role.OBJECT)
        return any(
            m.id not in ids and m.type in types and self.agreement(m).fits(wanted)
            for child in objects
            for m in self.at.get(child.index, ())
        )

    def has_speaker(self, verb: int, wanted: Agreement) -> bool:
        """Whether a clause of saying has a subject that is no actor: "un cadre de X a déclaré que"."""
        lemmas = (self.tree[verb].lemma, *self.rules.verbs.get(self.tree[verb].lower, ()))
        said = not self.rules.saying.isdisjoint(lemmas)
        return said and self.has_rival(verb, len(self.tree), wanted)

    def has_rival(self, verb: int, before: int, wanted: Agreement) -> bool:
        """Whether the subject of a clause is no actor and may be what a pronoun stands for."""
        for subject in self.tree.children(verb, *SUBJECTS):
            if subject.index < before and not self.at.get(subject.index):
                if subject.lower in self.rules.words.speaker:
                    continue
                if subject.pos == "PRON" or agreement_of(subject).fits(wanted):
                    return True
        return False

    def has_rival_object(self, verb: int, before: int, wanted: Agreement) -> bool:
        """Whether somebody who speaks says of a noun what a pronoun may be said of: "j'ai vu [un ami] …"."""
        subjects = self.tree.children(verb, *SUBJECTS)
        return any(s.lower in self.rules.words.speaker for s in subjects) and any(
            noun.index < before and not self.at.get(noun.index) and agreement_of(noun).fits(wanted)
            for noun in self.tree.children(verb, Role.OBJECT)
        )

    def has_somebody(
        self, start: int, end: int, wanted: Agreement, *, but: Collection[int] = frozenset()
    ) -> bool:
        """Whether a stretch has a noun for somebody who is not known: "son homologue", "le ministre".

        What completes a noun for somebody known is left out: "X, candidat à [la Cour suprême]".
        """
        return any(
            word.pos == "NOUN"
            and word.index not in but
            and not self.at.get(word.index)
            and not (word.role is Role.OBLIQUE and (self.at.get(word.head) or self.is_bare(word)))
            and self.rules.relation_nouns.is_somebody(word.lower)
            and agreement_of(word).fits(wanted)
            for word in self.tree[start:end]
        )

    def is_bare(self, word: Word) -> bool:
        """Whether a complement has no determiner, alone or in its preposition: "une chaîne de télévision"."""
        cases = self.tree.children(word.index, Role.CASE)
        determined = self.tree.children(word.index, Role.DETERMINER)
        return bool(cases) and not determined and all(c.lower in self.rules.bare_genitive for c in cases)
