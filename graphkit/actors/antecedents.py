"""Who is named in a text before a pronoun, as subject of which clause, and who agrees with it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence

from graphkit.actors.agreement import Agreement, genders
from graphkit.actors.candidate import Candidate
from graphkit.actors.heads import is_plural
from graphkit.actors.owners import named_at
from graphkit.actors.pronouns import Pronouns
from graphkit.language.schema.grammar import Quotes, Role
from graphkit.records import ActorType, MentionKind
from graphkit.syntax import SUBJECTS, Tree, Word

_VERBAL = ("VERB", "AUX")
# A clause of these roles has its subject in the clause above where it names none: "refuse de le voir".
WITHOUT_SUBJECT = (Role.CONJUNCT, Role.OPEN_COMPLEMENT, Role.ADVERBIAL, Role.OBLIQUE)


class Antecedents:
    """One text with the actors that a pronoun in it may go back to."""

    def __init__(self, rules: Pronouns, tree: Tree, mentions: Sequence[Candidate]) -> None:
        self.rules = rules
        self.tree = tree
        self.mentions = sorted(mentions, key=lambda m: m.start)
        self.named = [
            m for m in mentions if m.kind is not MentionKind.ADJECTIVE and not m.weak and not m.source_only
        ]
        self.at: dict[int, list[Candidate]] = defaultdict(list)
        for m in self.named:
            self.at[m.head].append(m)
        self.gender = genders(tree, self.named, words=rules.words, given=rules.given)
        self.quoted = quoted_words(tree, rules.quotes)

    def is_object(self, word: Word) -> bool:
        """Whether a word is a pronoun before the verb whose object it is."""
        verb = self.tree[word.head]
        # "les" and "leur" are often taken for the determiners that they are elsewhere.
        before = word.index < verb.index and word.pos in ("PRON", "DET")
        if word.index and self.tree[word.index - 1].role in (Role.AUXILIARY, Role.PASSIVE_AUXILIARY):
            return False  # "X a, lui, écrit"
        return before and verb.pos == "VERB" and word.role in (Role.OBJECT, Role.OBLIQUE)

    def is_behind_preposition(self, word: Word) -> bool:
        """Whether a word is a pronoun behind a preposition of actors: "avec lui", but not "entre eux"."""
        cases = self.tree.children(word.index, Role.CASE)
        return len(cases) == 1 and cases[0].lower in self.rules.with_actors

    def clause_of_antecedent(self, noun: Word) -> Word | None:
        """The clause in which a noun stands, unless it is in the subject: "X [dénonce] Y, qui …"."""
        below = noun
        for above in self.tree.ancestors(noun.index):
            if below.role in SUBJECTS:
                return None
            if self.is_verbal(above) or self.tree.children(above.index, *SUBJECTS):
                return above
            below = above
        return None

    def subjects_above(self, clause: Word, before: int) -> list[Candidate]:
        """The actors that are subject of a clause, or of the one above where it names none."""
        while not self.tree.children(clause.index, *SUBJECTS):
            above = self.tree.head(clause.index)
            if above is None or above.lemma in self.rules.object_control:
                return []
            if clause.role is Role.PARTICIPIAL:
                return list(named_at(self.tree, self.at, above.index))
            if clause.role not in WITHOUT_SUBJECT:
                return []
            clause = above
        return [m for m in self.named_by(self.doers_of(clause)) if m.start < before]

    def has_lemma(self, verb: Word, lemmas: Collection[str]) -> bool:
        """Whether a verb is one of some, by its lemma or by its form."""
        return verb.lemma in lemmas or not set(self.rules.verbs.get(verb.lower, ())).isdisjoint(lemmas)

    def doers_of(self, clause: Word) -> list[Word]:
        """The subjects of a clause; for "qui" what the relative clause is said of."""
        heads = self.tree.children(clause.index, *SUBJECTS)
        above = self.tree.head(clause.index)
        relative = clause.role is Role.RELATIVE and above is not None
        return [above if relative and above and h.lower in self.rules.relative else h for h in heads]

    def named_by(self, heads: Sequence[Word]) -> list[Candidate]:
        """The actors that the heads of a list, or of what is no list, name."""
        return [m for head in heads for i in self.list_from(head) for m in named_at(self.tree, self.at, i)]

    def list_from(self, head: Word) -> Iterator[int]:
        """The words of a list that begins at a word; parsers may hang its last on the one before."""
        yield head.index
        for joined in self.tree.children(head.index, Role.CONJUNCT):
            if joined.pos not in _VERBAL:
                yield from self.list_from(joined)

    def is_verbal(self, word: Word) -> bool:
        """Whether a word is a verb, or a participle that was taken for an adjective: "d'avoir [comploté]"."""
        return word.pos in _VERBAL or bool(self.tree.children(word.index, Role.AUXILIARY))

    def plain(self, word: Word) -> str:
        """The form without the joint of an inverted pronoun: ``-t-il`` -> ``il``."""
        form, joints = word.lower, self.rules.words.joints
        if form.startswith(joints):
            for joint in joints:
                form = form.removeprefix(joint)
        return form

    def only(self, mentions: Sequence[Candidate], wanted: Agreement) -> tuple[list[Candidate], str]:
        """The one actor among some that a pronoun can stand for, or the list that a plural can."""
        fitting = self.fitting_alone(mentions, wanted)
        if wanted.number == "Plur" and len({m.id for m in fitting}) != 1:
            together = self.listed(fitting or mentions)
            return (together, "pronoun: those named together") if together else ([], "")
        open_gender = not wanted.gender or (wanted.number == "Plur" and wanted.gender != "Fem")
        one = len({m.id for m in fitting}) == 1 and (open_gender or self.agreement(fitting[-1]).gender != "")
        return (fitting[-1:], "pronoun: the only actor that fits") if one else ([], "")

    def listed(self, mentions: Sequence[Candidate]) -> list[Candidate]:
        """All of some actors, where they stand in one list: "[Paris et Berlin]"."""
        heads = {m.head for m in mentions}
        first = min(heads, default=0)
        several = len({m.id for m in mentions}) > 1
        joined = all(
            self.tree[i].role is Role.CONJUNCT and self.tree[i].head in heads for i in heads - {first}
        )
        return list(mentions) if several and joined else []

    def subjects(self, verb: int, *, before: int) -> list[Candidate]:
        """The actors that are subject of a verb and stand before a word."""
        children = self.tree.children(verb, *SUBJECTS)
        heads = [i for child in children if child.index < before for i in self.list_from(child)]
        return [m for i in heads for m in named_at(self.tree, self.at, i)]

    def actors(self, start: int, end: int) -> list[Candidate]:
        """The actors that words [start, end) mention so far, in text order."""
        return [m for i in range(start, end) for m in self.at.get(i, ())]

    def fitting(self, mentions: Sequence[Candidate], wanted: Agreement) -> list[Candidate]:
        """Those that a pronoun of this gender and number can stand for; several singulars fit a plural.

        A singular stands for one: which of "X et Y" a later "il" is, nobody knows.
        """
        several = len({m.id for m in mentions}) > 1
        if wanted.number == "Plur" and several and all(not m.plural for m in mentions):
            genders = {self.gender.get(m.id, "") for m in mentions}
            return list(mentions) if wanted.gender == "Masc" or genders <= {"Fem", ""} else []
        alone = self.fitting_alone(mentions, wanted)
        return [] if wanted.number == "Sing" and len({m.id for m in alone}) > 1 else alone

    def fitting_alone(self, mentions: Sequence[Candidate], wanted: Agreement) -> list[Candidate]:
        """Those that agree with a pronoun each by itself."""
        return [m for m in mentions if self.agreement(m).fits(wanted)]

    def agreement(self, m: Candidate) -> Agreement:
        """Gender and number of a mention."""
        word = self.tree[m.head]
        article = self.tree[m.start - 1].lower if m.start else ""
        plural = m.plural or article in self.rules.plural_articles or (word.pos == "NOUN" and is_plural(word))
        number = "Plur" if plural else "Sing"
        gender = self.gender.get(m.id, "")
        if not gender and word.pos == "NOUN":
            shown = word.morph.get("Gender", "")
            # "la ministre", "son épouse" show it; "le ministre" may be of either, as older texts write.
            gender = shown if m.type is not ActorType.PERSON or shown == "Fem" else ""
        return Agreement(gender, number)


def quoted_words(tree: Tree, quotes: Quotes) -> list[int]:
    """For each word the number of the quotation that holds it, 0 outside of all."""
    result, current, number = [], 0, 0
    for word in tree:
        closes = current and word.text in quotes.close
        if not closes and word.text in quotes.open:
            number += 1
            current = number
        result.append(current)
        if closes:
            current = 0
    return result
