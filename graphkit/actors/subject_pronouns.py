"""Whom a subject pronoun stands for: the subject of the clause above it, or of the sentence before.

(Centering: Grosz, Joshi and Weinstein 1995, Computational Linguistics 21.)
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from graphkit.actors.agreement import Agreement
from graphkit.actors.candidate import Candidate
from graphkit.actors.heads import is_plural
from graphkit.actors.rivals import Rivals
from graphkit.language.schema.grammar import Role
from graphkit.records import ActorType
from graphkit.syntax import SUBJECTS, Word

_CLAUSES = (
    Role.CLAUSAL_COMPLEMENT,
    Role.ADVERBIAL,
    Role.CONJUNCT,
    Role.RELATIVE,
    Role.PARATAXIS,
    Role.OPEN_COMPLEMENT,
)
# So many sentences of a quotation without an actor may stand between who speaks and "a-t-il dit".
_QUOTED_SENTENCES = 3


class SubjectPronouns(Rivals):
    """Resolves subject pronouns, those behind their verb among them."""

    def of_subject(self, word: Word, wanted: Agreement) -> tuple[list[Candidate], str]:
        """The subject of the clause above, else of the sentence before, else its only fitting actor."""
        if found := self.of_main_clause(word, wanted):
            return found, "pronoun: subject of the clause above"
        for verb in self.clauses_above(word.index):
            if self.quoted[verb] != self.quoted[word.index]:
                break  # who speaks of "il" in a quotation speaks of somebody else
            subjects = self.subjects(verb, before=word.index)
            if subjects:
                fitting = self.fitting(subjects, wanted)
                return (fitting, "pronoun: subject of the clause above") if fitting else ([], "")
            if self.has_rival(verb, word.index, wanted) or self.has_rival_object(verb, word.index, wanted):
                return [], ""
        first, _ = self.tree.sentences[word.sentence]
        here = self.actors(first, word.index)
        here = [m for m in here if self.quoted[m.head] == self.quoted[word.index]]
        apart = self.spoken_of(word)
        here = [m for m in here if m.id not in apart]
        beside = [m for m in here if self.is_beside(m, word)]
        if any(self.is_source(m) and self.agreement(m).fits(wanted) for m in beside):
            return [], ""  # "Selon X, il …" may speak of X or not
        here = [m for m in here if m not in beside]
        if here and (self.fitting(here, wanted) or not beside):
            return self.only(here, wanted)
        if word.sentence:
            return self.of_sentence_before(word, wanted)
        return self.of_clause_behind(word, wanted), "pronoun: subject of the clause behind"

    def of_main_clause(self, word: Word, wanted: Agreement) -> list[Candidate]:
        """The subject of the clause in which the antecedent of a clause stands: "[X] dénonce Y, qu'il …"."""
        clause = self.tree[word.head]
        if clause.role is not Role.RELATIVE or clause.head >= word.index:
            return []
        noun = self.tree[clause.head]
        start = min(self.tree.subtree(clause.index))
        if noun.pos == "PROPN" and "," not in (self.tree[start - 1].text, self.tree[start].text):
            return []  # "exige de X qu'elle parte": a relative clause of a name stands behind a comma
        main = self.clause_of_antecedent(noun)
        if main is None or self.quoted[main.index] != self.quoted[word.index]:
            return []
        apart = self.spoken_of(word)
        found = [m for m in self.subjects_above(main, word.index) if m.id not in apart]
        fitting = self.fitting(found, wanted)
        return [] if self.has_other(main, noun, fitting, wanted) else fitting

    def spoken_of(self, word: Word) -> set[str]:
        """Of whom a relative clause speaks, who is not its "il": "[X], qu'il accuse"."""
        clause = self.tree[word.head]
        return {m.id for m in self.at.get(clause.head, ())} if clause.role is Role.RELATIVE else set()

    def of_clause_behind(self, word: Word, wanted: Agreement) -> list[Candidate]:
        """The subject that follows a clause which opens a text: "Alors qu'il reçoit Y, [X] a parlé".

        Where somebody else was named before the pronoun, it may be he, but for what its clause is said of.
        """
        apart = self.spoken_of(word)
        first, _ = self.tree.sentences[word.sentence]
        before = [m for m in self.actors(first, word.index) if m.id not in apart]
        if self.fitting_alone(before, wanted) or self.has_somebody(first, word.index, wanted):
            return []
        for above in self.tree.ancestors(word.head):
            subjects = self.tree.children(above.index, *SUBJECTS)
            if subjects:
                named = [m for m in self.named_by(subjects) if m.start > word.index and m.id not in apart]
                fronted = (
                    subjects[0].index > word.index and self.quoted[above.index] == self.quoted[word.index]
                )
                return self.fitting(named, wanted) if fronted else []
        return []

    def of_sentence_before(self, word: Word, wanted: Agreement) -> tuple[list[Candidate], str]:
        """The subject of the sentence before a pronoun, else its only fitting actor, or the two it names."""
        start, end = self.tree.sentences[word.sentence - 1]
        root = next((w for w in self.tree[start:end] if w.head == w.index), None)
        subjects = self.subjects_in(root, end) if root is not None else []
        if root is not None and not subjects and self.has_rival(root.index, end, wanted):
            subjects = self.subjects_of_content(root, end) if self.is_personal(word) else []
            fitting = self.fitting(subjects, wanted)
            return (fitting, "pronoun: subject of what the sentence before says") if fitting else ([], "")
        if subjects:
            fitting = self.fitting(subjects, wanted)
            undergoes = word.role is Role.PASSIVE_SUBJECT
            if root is not None and self.has_object(root, fitting, wanted, undergoes=undergoes):
                return [], ""
            if self.is_quoted_by(word, fitting):
                return [], ""
            shown = any(self.agreement(m).gender for m in fitting)
            other = self.has_unknown(start, end) or (root and self.has_other_object(root, fitting, wanted))
            if fitting and (shown or not other):
                return fitting, "pronoun: subject of the sentence before"
        if self.has_unknown(start, end):
            return [], ""
        found, rule = self.only(self.actors(start, end), wanted)
        if not found and wanted.number == "Plur" and root is not None:
            found, rule = self.of_two(root, end, wanted), "pronoun: the two of the sentence before"
        return found, rule

    def is_quoted_by(self, word: Word, doers: Sequence[Candidate]) -> bool:
        """Whether a pronoun stands in a quotation of those found: "X a insulté Y. « Il ment », dit-il"."""
        start, end = self.tree.sentence_of(word.index)
        quotation = self.quoted[word.index]
        if not quotation or any(self.quoted[m.head] == quotation for m in doers):
            return False
        heads = [w for w in self.tree[start:end] if w.role in SUBJECTS and self.quoted[w.index] != quotation]
        speakers = {m.id for head in heads for m in self.at.get(head.index, ())}
        return not speakers or any(m.id in speakers for m in doers)

    def subjects_in(self, root: Word, end: int) -> list[Candidate]:
        """The actors that are subject of a sentence, or of a clause joined to one whose subject is "nous"."""
        heads = self.tree.children(root.index, *SUBJECTS)
        if not any(head.lower in self.rules.words.speaker for head in heads):
            return self.subjects(root.index, before=end)
        joined = self.tree.children(root.index, Role.CONJUNCT)
        return self.subjects(joined[0].index, before=end) if len(joined) == 1 else []

    def subjects_of_content(self, root: Word, end: int) -> list[Candidate]:
        """The actors that are subject of what a thing brings about: "le hasard veut que [X] vienne"."""
        things = self.tree.children(root.index, *SUBJECTS)
        if any(thing.pos == "PRON" for thing in things):
            return []
        clauses = self.tree.children(root.index, Role.CLAUSAL_COMPLEMENT)
        return self.subjects(clauses[0].index, before=end) if len(clauses) == 1 else []

    def is_personal(self, word: Word) -> bool:
        """Whether only a person can do what a subject does: "il doit s'entretenir avec"."""
        verb = self.tree[word.head]
        done = (verb, *self.tree.children(verb.index, Role.OPEN_COMPLEMENT))
        return any(self.has_lemma(v, self.rules.words.personal_verbs) for v in done)

    def of_two(self, root: Word, end: int, wanted: Agreement) -> list[Candidate]:
        """The two persons of a clause, where nothing else in it may be several: "X a reçu Y. Ils …"."""
        start, _ = self.tree.sentence_of(root.index)
        doers = self.subjects(root.index, before=end)
        partners = [
            m
            for child in self.tree.children(root.index, Role.OBJECT, Role.OBLIQUE, Role.AGENT)
            for m in self.at.get(child.index, ())
        ]
        both = {m.id: m for m in (*doers, *partners)}
        everyone = {m.id for m in self.actors(start, end) if m.type is ActorType.PERSON}
        several = any(
            word.pos in ("NOUN", "PROPN")
            and word.role in (*SUBJECTS, Role.OBJECT, Role.OBLIQUE, Role.CONJUNCT)
            and is_plural(word)
            and Agreement(word.morph.get("Gender", ""), "Plur").fits(wanted)
            for word in self.tree[start:end]
        )
        if several or len(both) != 2 or everyone != set(both):
            return []
        return self.fitting(list(both.values()), wanted)

    def is_beside(self, m: Candidate, word: Word) -> bool:
        """Whether an actor stands in the very clause of a pronoun, so that it is somebody else.

        "Après un entretien avec X, il …", "Assis à côté de X, il …": but "Quand X a reçu Y, il …" may be X.
        """
        verb = word.head
        if self.tree[m.head].head == verb and not self.tree.children(m.head, Role.CASE):
            return False  # "X, fils de Y, il …" is said of X
        subjects, below = False, self.tree[m.head]
        for above in self.tree.ancestors(m.head):
            if above.index == verb:
                # "En disant que X est prêt, il …": who says it is the subject of both.
                return not subjects or (
                    below.pos == "VERB" and not self.tree.children(below.index, *SUBJECTS)
                )
            subjects = subjects or bool(self.tree.children(above.index, *SUBJECTS))
            below = above
        return False

    def is_source(self, m: Candidate) -> bool:
        """Whether an actor is one by whom something is said: "selon X"."""
        return any(case.lower in self.rules.attribution for case in self.tree.children(m.head, Role.CASE))

    def of_speaker(self, word: Word, wanted: Agreement) -> tuple[list[Candidate], str]:
        """Who says what stands before "a-t-il dit": nobody in the quotation, but a person before it."""
        if word.sentence == 0:
            return [], ""
        start, end = next(
            (span for span in self.sentences_before(word) if self.actors(*span)),
            self.tree.sentences[word.sentence - 1],
        )
        persons = [m for m in self.actors(start, end) if m.type is ActorType.PERSON]
        root = next((w for w in self.tree[start:end] if w.head == w.index), None)
        subjects = [m for m in self.subjects(root.index, before=end) if m in persons] if root else []
        fitting = self.fitting(subjects, wanted)
        if fitting:
            return fitting, "pronoun: subject of the sentence before"
        if root is not None and not subjects and self.has_speaker(root.index, wanted):
            return [], ""
        return self.only(persons, wanted)

    def sentences_before(self, word: Word) -> Iterator[tuple[int, int]]:
        """The sentences before a word's, the nearest first, as far back as what is quoted may reach."""
        last = max(word.sentence - _QUOTED_SENTENCES, 0)
        return (self.tree.sentences[i] for i in range(word.sentence - 1, last - 1, -1))

    def is_impersonal(self, word: Word) -> bool:
        """Whether "il" stands for a clause: "il est courant (pour X) de partir"."""
        predicate = self.tree[word.head]
        if predicate.pos != "ADJ" or predicate.lower in self.rules.verbs:
            return False  # "il est accusé de …"
        clauses = self.tree.children(
            predicate.index, Role.CLAUSAL_COMPLEMENT, Role.OPEN_COMPLEMENT, Role.ADVERBIAL, Role.SUBJECT
        )
        behind = self.tree[predicate.index : self.tree.sentence_of(predicate.index)[1]]
        infinitive = any(
            self.rules.contractions.get(a.lower, a.lower) in self.rules.genitive
            and b.morph.get("VerbForm") == "Inf"
            for a, b in pairwise(behind)
        )
        return infinitive or any(c.pos == "VERB" for c in clauses)

    def clauses_above(self, index: int) -> Iterator[int]:
        """Heads of the clauses in which the clause of a pronoun stands, the nearest first."""
        verb = self.tree[index].head
        for above in self.tree.ancestors(verb):
            if self.tree[verb].role in _CLAUSES:
                yield above.index
            verb = above.index
