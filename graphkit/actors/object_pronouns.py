"""Whom an object pronoun or one behind a preposition stands for: "l'accuse", "lui répond", "avec lui"."""

from __future__ import annotations

from collections.abc import Collection

from graphkit.actors.agreement import Agreement
from graphkit.actors.antecedents import WITHOUT_SUBJECT
from graphkit.actors.candidate import Candidate
from graphkit.actors.rivals import Rivals
from graphkit.language.schema.grammar import Role
from graphkit.records import ActorType, MentionKind
from graphkit.syntax import SUBJECTS, Word


class ObjectPronouns(Rivals):
    """Resolves object pronouns: the only actor so far that does not do what is done to it."""

    def of_object(self, word: Word, wanted: Agreement) -> tuple[list[Candidate], str]:
        """The only actor of the sentence so far, the verb's subject aside, or else of the one before."""
        verb = self.tree[word.head]
        if not wanted.gender and verb.lower.endswith(self.rules.words.feminine_participles):
            wanted = Agreement("Fem", wanted.number)
        clause = next((above for above in self.tree.ancestors(word.index) if self.is_verbal(above)), verb)
        asked: list[Candidate] = []
        while not self.tree.children(clause.index, *SUBJECTS) and clause.role in WITHOUT_SUBJECT:
            joined, clause = clause.role is Role.CONJUNCT, self.tree[clause.head]
            if not joined:  # "demande à X de le voir": X is who sees
                nouns = self.tree.children(clause.index, Role.OBJECT, Role.OBLIQUE)
                both = [i for c in nouns for i in (c, *self.tree.children(c.index, Role.CONJUNCT))]
                asked += [m for c in both for m in self.at.get(c.index, ())]
        heads = self.doers_of(clause)
        if any(self.is_unknown_doer(head) for head in heads):
            return [], ""  # nobody knows who "il" is, so it may be anyone
        doers = {m.id for m in (*self.named_by(heads), *asked)}
        found, rule = self.in_relative(doers, clause, word, wanted)
        if found:
            return found, rule
        # "X, députée de [Y], l'accuse"
        beside = {i for head in heads for i in self.tree.subtree(head.index) if i < word.index}
        first, _ = self.tree.sentences[word.sentence]
        spans = [(first, word.index), *([self.tree.sentences[word.sentence - 1]] if word.sentence else [])]
        for start, end in spans:
            here = [m for m in self.actors(start, end) if m.id not in doers and m.head not in beside]
            here = [m for m in here if self.quoted[m.head] == self.quoted[word.index]]
            if self.has_lemma(verb, self.rules.personal_objects):
                here = [m for m in here if not self.completes_office(m)]
                other = self.has_somebody(start, end, wanted, but=beside)
            else:
                other = self.has_thing(start, end, wanted)
            if other or self.has_unknown(start, end):
                return [], ""
            if here:
                return self.only(here, wanted)
        return [], ""

    def in_relative(
        self, doers: Collection[str], clause: Word, word: Word, wanted: Agreement
    ) -> tuple[list[Candidate], str]:
        """Whom an object pronoun stands for by the clause above a relative one, or beside who does it."""
        topic = self.of_clause_above(clause, word, wanted, but=doers) or self.of_topic(
            clause, word, wanted, but=doers
        )
        if topic:
            return topic, "pronoun: whom the clause above speaks of"
        beside = self.beside_in_relative(doers, word, wanted)
        return ([beside], "pronoun: named beside who does it") if beside else ([], "")

    def of_clause_above(
        self, clause: Word, word: Word, wanted: Agreement, *, but: Collection[str]
    ) -> list[Candidate]:
        """Whom a relative clause speaks of that says what its antecedent does: "X craint [Y, qui l'accuse]".

        Only where a thing can have nothing of the kind done to it, nor another one of that clause.
        """
        if not but or clause.role is not Role.RELATIVE or not self.is_done_to_persons(word):
            return []
        noun = self.tree[clause.head]
        if noun.role is Role.CONJUNCT:
            return []  # "Y et Z, qui l'accuse" may be Y
        main = self.clause_of_antecedent(noun)
        if main is None or self.quoted[main.index] != self.quoted[word.index]:
            return []
        found = [m for m in self.subjects_above(main, word.index) if m.id not in but]
        fitting = self.fitting_alone(found, wanted)
        if len({m.id for m in found}) != 1 or not fitting or self.has_other(main, noun, fitting, wanted):
            return []
        return fitting[-1:]

    def of_topic(
        self, clause: Word, word: Word, wanted: Agreement, *, but: Collection[str]
    ) -> list[Candidate]:
        """Whom the clause above or the sentence before speaks of: "X a perdu, et Y lui a apporté son appui".

        Only of what is done to actors, where no other one that the clause names fits.
        """
        own = self.tree.children(clause.index, *SUBJECTS)
        if not but or not own or not self.is_done_to_persons(word):
            return []
        if any(subject.lower in self.rules.relative for subject in own):
            return []
        first, last = self.tree.sentences[word.sentence]
        above = self.head_clause(clause)
        if above is None and word.sentence:
            first, last = self.tree.sentences[word.sentence - 1]
            above = next((w for w in self.tree[first:last] if w.head == w.index), None)
        if above is None or self.quoted[above.index] != self.quoted[word.index]:
            return []
        found = [m for m in self.subjects_above(above, word.index) if m.id not in but]
        fitting = self.fitting_alone(found, wanted)
        if len({m.id for m in found}) != 1 or not fitting:
            return []
        topic = fitting[-1]
        others = (m for m in self.actors(first, min(last, word.index)) if m.id not in {topic.id, *but})
        if any(m.type is topic.type and self.agreement(m).fits(wanted) for m in others):
            return []
        beside = {i for subject in own for i in self.tree.subtree(subject.index)}
        unknown = self.has_somebody(first, word.index, wanted, but=beside)
        return [] if unknown or self.has_unknown(first, min(last, word.index)) else [topic]

    def head_clause(self, clause: Word) -> Word | None:
        """The clause with a subject under which another stands: "X [a perdu], et Y l'accuse"."""
        below = clause
        for above in self.tree.ancestors(clause.index):
            if below.role in SUBJECTS:
                return None
            if above.index < clause.index and self.tree.children(above.index, *SUBJECTS):
                return above
            below = above
        return None

    def is_done_to_persons(self, word: Word) -> bool:
        """Whether a pronoun stands for no thing: "l'accuse", "lui répond", "contre lui"."""
        if self.plain(word) in self.rules.strong and self.is_behind_preposition(word):
            return not any(
                c.lower in self.rules.attribution for c in self.tree.children(word.index, Role.CASE)
            )
        verb, dative = self.tree[word.head], word.role is Role.OBLIQUE
        return self.has_lemma(verb, self.rules.personal_datives if dative else self.rules.personal_objects)

    def completes_office(self, m: Candidate) -> bool:
        """Whether an actor is named only to say what a person is: "X, candidat à [la Cour suprême]"."""
        above = self.tree.head(m.head)
        offices = self.at.get(above.index, ()) if above is not None else ()
        return self.tree[m.head].role is Role.OBLIQUE and any(
            o.office and o.type is ActorType.PERSON and o.kind is MentionKind.NOMINAL for o in offices
        )

    def beside_in_relative(self, doers: Collection[str], word: Word, wanted: Agreement) -> Candidate | None:
        """Who stands beside the doer as a subject: "… où ont témoigné [X] et Y, une femme qui l'accuse".

        Only of a clause that is said of something: "Z dit que X et Y, qui l'accuse, …" may speak of Z.
        """
        first, _ = self.tree.sentences[word.sentence]
        for m in self.actors(first, word.index):
            head = self.tree[m.head]
            opening = self.tree[head.head] if head.role is Role.CONJUNCT else head
            if m.id not in doers or opening.role not in SUBJECTS:
                continue
            if self.tree[opening.head].role is not Role.RELATIVE:
                continue
            listed = [opening, *self.tree.children(opening.index, Role.CONJUNCT)]
            others = [o for w in listed for o in self.at.get(w.index, ()) if o.id not in doers]
            fitting = self.fitting_alone(others, wanted)
            return fitting[0] if len({o.id for o in others}) == 1 and fitting else None
        return None
