"""Whom a pronoun or "ce dernier" stands for, where the text leaves no doubt.

Subjects go on: "il" is first the subject of the clause above it, then that of the sentence before (centering:
Grosz, Joshi and Weinstein 1995, Computational Linguistics 21). An object ("l'accuse") is the only other actor
that was named before it. Gender and number must agree, as far as they are known. Where two actors remain, or
a noun that is no actor may be meant, nobody is taken.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from graphkit.actors.beside import Beside
from graphkit.actors.candidate import WITH_HOLDER, Candidate, replace
from graphkit.actors.counterparts import Counterparts, named_at
from graphkit.actors.deeds import Deeds
from graphkit.actors.descriptions import Descriptions
from graphkit.actors.heads import is_plural
from graphkit.actors.holders import Holders
from graphkit.actors.nominals import Nominals
from graphkit.actors.pairs import Pairs
from graphkit.language.schema import LanguageData, Quotes, Role
from graphkit.records import ActorType, MentionKind
from graphkit.syntax import Tree, Word

_SUBJECTS = (Role.SUBJECT, Role.PASSIVE_SUBJECT)
_VERBAL = ("VERB", "AUX")
# A clause of these roles has its subject in the clause above where it names none: "refuse de le voir".
_WITHOUT_SUBJECT = (Role.CONJUNCT, Role.OPEN_COMPLEMENT, Role.ADVERBIAL, Role.OBLIQUE)
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


@dataclass(frozen=True, slots=True)
class Agreement:
    """Gender (``Masc``, ``Fem``) and number (``Sing``, ``Plur``); empty where not known."""

    gender: str = ""
    number: str = ""

    def fits(self, other: Agreement) -> bool:
        """Whether both can be said of one thing."""
        return all(
            not a or not b or a == b for a, b in ((self.gender, other.gender), (self.number, other.number))
        )


class Anaphora:
    """Resolves the pronouns of texts of one language."""

    def __init__(self, language: LanguageData, nominals: Nominals) -> None:
        words = language.anaphora
        self.words = words
        self.quotes = language.grammar.quotes
        self.genitive = language.grammar.words.genitive
        self.contractions = language.grammar.words.contractions
        # "de" and "d'", but not "du"
        self.bare_genitive = self.genitive | {form for form in self.contractions if form.endswith("'")}
        self.verbs = language.verb_forms()
        self.possessive = language.grammar.words.possessive
        self.demonstratives = language.grammar.words.demonstrative
        self.pronouns = _agreements(words.pronouns)
        self.objects = _agreements(words.objects)
        self.strong = _agreements(words.strong)
        self.pairs = Pairs(language)
        self.beside = Beside(language, nominals)
        self.holders = Holders(language, nominals)
        self.descriptions = Descriptions(language, nominals)
        self.deeds = Deeds(language)
        self.personal_objects, self.personal_datives = words.personal_objects, words.personal_datives
        self.relative = language.grammar.words.relative_subject
        self.object_control = language.grammar.words.object_control
        self.counterparts = Counterparts(language, nominals)
        grammar = language.grammar.words
        self.saying = language.status.attribution.verbs
        self.attribution = language.status.attribution.prepositions
        self.with_actors = (grammar.person_prepositions | grammar.dative) - grammar.between
        self.plural_articles = words.pair_determiners
        self.last = _agreements(words.last_named)
        self.last_adjectives = _agreements(words.last_adjectives)
        self.anaphors = frozenset[str]().union(
            self.pronouns, self.objects, self.strong, self.last, self.last_adjectives
        )
        names = language.given_names
        self.given = dict.fromkeys(names.feminine, "Fem") | dict.fromkeys(names.masculine, "Masc")

    def resolve(self, tree: Tree, mentions: Sequence[Candidate]) -> list[Candidate]:
        """A mention of kind PRONOUN for each anaphor whose actor is clear, in text order."""
        return sorted(_Text(self, tree, mentions).found(), key=lambda c: (c.start, c.id))


class _Text:
    """One text while its pronouns are resolved."""

    def __init__(self, rules: Anaphora, tree: Tree, mentions: Sequence[Candidate]) -> None:
        self.rules = rules
        self.tree = tree
        self.mentions = sorted(mentions, key=lambda m: m.start)
        self.named = [
            m for m in mentions if m.kind is not MentionKind.ADJECTIVE and not m.weak and not m.source_only
        ]
        self.at: dict[int, list[Candidate]] = defaultdict(list)
        for m in self.named:
            self.at[m.head].append(m)
        self.gender = _genders(rules, tree, self.named)
        self.quoted = quoted_words(tree, rules.quotes)
        self.relations = rules.counterparts.reader(tree, mentions, self.at)
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
        made = made or self.rules.pairs.find(self.tree, word, self.mentions, self.gender)
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
        if noun.pos != "NOUN" or self.relations.possessive(noun) is not word:
            return []
        owners = {m.id: m for m in self.relations.owners(noun)}
        if len(owners) != 1:
            return []
        return [replace(self.pronoun(word, m, "possessive"), weak=True) for m in owners.values()]

    def of(self, word: Word) -> tuple[Sequence[Candidate], str]:
        """Whom a pronoun stands for, and by which rule; nobody for all other words."""
        rules, form = self.rules, self.plain(word)
        wanted = rules.pronouns.get(form)
        inverted = form != word.lower
        subject = word.role in _SUBJECTS or (inverted and self.is_of_saying(word.index - 1))
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

    def of_object(self, word: Word, wanted: Agreement) -> tuple[list[Candidate], str]:
        """The only actor of the sentence so far, the verb's subject aside, or else of the one before."""
        verb = self.tree[word.head]
        if not wanted.gender and verb.lower.endswith(self.rules.words.feminine_participles):
            wanted = Agreement("Fem", wanted.number)
        clause = next((above for above in self.tree.ancestors(word.index) if self.is_verbal(above)), verb)
        asked: list[Candidate] = []
        while not self.tree.children(clause.index, *_SUBJECTS) and clause.role in _WITHOUT_SUBJECT:
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
        own = self.tree.children(clause.index, *_SUBJECTS)
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
            if below.role in _SUBJECTS:
                return None
            if above.index < clause.index and self.tree.children(above.index, *_SUBJECTS):
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

    def clause_of_antecedent(self, noun: Word) -> Word | None:
        """The clause in which a noun stands, unless it is in the subject: "X [dénonce] Y, qui …"."""
        below = noun
        for above in self.tree.ancestors(noun.index):
            if below.role in _SUBJECTS:
                return None
            if self.is_verbal(above) or self.tree.children(above.index, *_SUBJECTS):
                return above
            below = above
        return None

    def subjects_above(self, clause: Word, before: int) -> list[Candidate]:
        """The actors that are subject of a clause, or of the one above where it names none."""
        while not self.tree.children(clause.index, *_SUBJECTS):
            above = self.tree.head(clause.index)
            if above is None or above.lemma in self.rules.object_control:
                return []
            if clause.role is Role.PARTICIPIAL:
                return list(named_at(self.tree, self.at, above.index))
            if clause.role not in _WITHOUT_SUBJECT:
                return []
            clause = above
        return [m for m in self.named_by(self.doers_of(clause)) if m.start < before]

    def has_other(self, clause: Word, noun: Word, doers: Sequence[Candidate], wanted: Agreement) -> bool:
        """Whether a clause has an object that a pronoun behind a noun may be said of as well."""
        ids = {m.id for m in doers}
        return any(
            noun.index not in self.tree.subtree(child.index)
            and (
                any(m.id not in ids and self.agreement(m).fits(wanted) for m in self.at.get(child.index, ()))
                or (not self.at.get(child.index) and self.rules.counterparts.is_somebody(child.lower))
            )
            for child in self.tree.children(clause.index, Role.OBJECT)
        )

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
            if m.id not in doers or opening.role not in _SUBJECTS:
                continue
            if self.tree[opening.head].role is not Role.RELATIVE:
                continue
            listed = [opening, *self.tree.children(opening.index, Role.CONJUNCT)]
            others = [o for w in listed for o in self.at.get(w.index, ()) if o.id not in doers]
            fitting = self.fitting_alone(others, wanted)
            return fitting[0] if len({o.id for o in others}) == 1 and fitting else None
        return None

    def has_lemma(self, verb: Word, lemmas: Collection[str]) -> bool:
        """Whether a verb is one of some, by its lemma or by its form."""
        return verb.lemma in lemmas or not set(self.rules.verbs.get(verb.lower, ())).isdisjoint(lemmas)

    def is_unknown_doer(self, head: Word) -> bool:
        """Whether a subject is somebody whom nobody knows: "il", "un ministre qui", "X, une cousine qui"."""
        if self.at.get(head.index):
            return False
        start = min(self.tree.subtree(head.index))
        beside = start > 0 and self.tree[start - 1].text == "," and head.role not in _SUBJECTS
        return head.pos == "PRON" or beside or self.rules.counterparts.is_somebody(head.lower)

    def doers_of(self, clause: Word) -> list[Word]:
        """The subjects of a clause; for "qui" what the relative clause is said of."""
        heads = self.tree.children(clause.index, *_SUBJECTS)
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

    def has_unknown(self, start: int, end: int) -> bool:
        """Whether a stretch has a pronoun for which nobody was found: it is spoken of somebody else too."""
        return any(
            not self.at.get(word.index)
            and (
                (word.lower in self.rules.pronouns and word.role in _SUBJECTS)
                or (word.lower in self.rules.objects and self.is_object(word))
                or (word.lower in self.rules.strong and self.is_behind_preposition(word))
            )
            for word in self.tree[start:end]
        )

    def has_thing(self, start: int, end: int, wanted: Agreement) -> bool:
        """Whether a noun that is no actor is subject or object in a stretch, and fits a pronoun."""
        return any(
            word.pos == "NOUN"
            and word.role in (*_SUBJECTS, Role.OBJECT)
            and not self.at.get(word.index)
            and Agreement(word.morph.get("Gender", ""), word.morph.get("Number", "")).fits(wanted)
            for word in self.tree[start:end]
        )

    def stands_alone(self, word: Word) -> bool:
        """Whether an adjective has a demonstrative before it and no noun above or behind it."""
        before = self.tree[word.index - 1].lower if word.index else ""
        return before in self.rules.demonstratives and word.role is not Role.MODIFIER

    def plain(self, word: Word) -> str:
        """The form without the joint of an inverted pronoun: ``-t-il`` -> ``il``."""
        form, joints = word.lower, self.rules.words.joints
        if form.startswith(joints):
            for joint in joints:
                form = form.removeprefix(joint)
        return form

    @staticmethod
    def pronoun(word: Word, m: Candidate, rule: str) -> Candidate:
        """A pronoun as a mention of the actor of another mention."""
        return replace(
            m, start=word.index, end=word.index + 1, head=word.index, kind=MentionKind.PRONOUN, rule=rule
        )

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
            subjects = self.tree.children(above.index, *_SUBJECTS)
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
        heads = [w for w in self.tree[start:end] if w.role in _SUBJECTS and self.quoted[w.index] != quotation]
        speakers = {m.id for head in heads for m in self.at.get(head.index, ())}
        return not speakers or any(m.id in speakers for m in doers)

    def has_other_object(self, root: Word, doers: Sequence[Candidate], wanted: Agreement) -> bool:
        """Whether a noun is object that "elle" may be as well: "L'Iran a publié [une note]. Elle …".

        Of a person's sentence only a noun for somebody: "Kesha a écrit [une chanson]. Elle …" is the person.
        """
        persons = all(m.type is ActorType.PERSON for m in doers)
        return any(
            noun.pos == "NOUN"
            and not self.at.get(noun.index)
            and (not persons or self.rules.counterparts.is_somebody(noun.lower))
            and Agreement(noun.morph.get("Gender", ""), noun.morph.get("Number", "")).fits(wanted)
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

    def subjects_in(self, root: Word, end: int) -> list[Candidate]:
        """The actors that are subject of a sentence, or of a clause joined to one whose subject is "nous"."""
        heads = self.tree.children(root.index, *_SUBJECTS)
        if not any(head.lower in self.rules.words.speaker for head in heads):
            return self.subjects(root.index, before=end)
        joined = self.tree.children(root.index, Role.CONJUNCT)
        return self.subjects(joined[0].index, before=end) if len(joined) == 1 else []

    def subjects_of_content(self, root: Word, end: int) -> list[Candidate]:
        """The actors that are subject of what a thing brings about: "le hasard veut que [X] vienne"."""
        things = self.tree.children(root.index, *_SUBJECTS)
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
            and word.role in (*_SUBJECTS, Role.OBJECT, Role.OBLIQUE, Role.CONJUNCT)
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
                    below.pos == "VERB" and not self.tree.children(below.index, *_SUBJECTS)
                )
            subjects = subjects or bool(self.tree.children(above.index, *_SUBJECTS))
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

    def has_speaker(self, verb: int, wanted: Agreement) -> bool:
        """Whether a clause of saying has a subject that is no actor: "un cadre de X a déclaré que"."""
        lemmas = (self.tree[verb].lemma, *self.rules.verbs.get(self.tree[verb].lower, ()))
        said = not self.rules.saying.isdisjoint(lemmas)
        return said and self.has_rival(verb, len(self.tree), wanted)

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

    def has_rival(self, verb: int, before: int, wanted: Agreement) -> bool:
        """Whether the subject of a clause is no actor and may be what a pronoun stands for."""
        for subject in self.tree.children(verb, *_SUBJECTS):
            if subject.index < before and not self.at.get(subject.index):
                morph = subject.morph
                shown = Agreement(morph.get("Gender", ""), morph.get("Number", ""))
                if subject.lower in self.rules.words.speaker:
                    continue
                if subject.pos == "PRON" or shown.fits(wanted):
                    return True
        return False

    def has_rival_object(self, verb: int, before: int, wanted: Agreement) -> bool:
        """Whether somebody who speaks says of a noun what a pronoun may be said of: "j'ai vu [un ami] …"."""
        subjects = self.tree.children(verb, *_SUBJECTS)
        return any(s.lower in self.rules.words.speaker for s in subjects) and any(
            noun.index < before
            and not self.at.get(noun.index)
            and Agreement(noun.morph.get("Gender", ""), noun.morph.get("Number", "")).fits(wanted)
            for noun in self.tree.children(verb, Role.OBJECT)
        )

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

    def last_named(self, word: Word, wanted: Agreement) -> tuple[list[Candidate], str]:
        """Who was named last, the subject of the clause aside: "ce dernier", "celui-ci"."""
        start = self.tree.sentences[max(word.sentence - 1, 0)][0]
        doers: set[str] = set()
        if word.role not in _SUBJECTS:
            doers = {m.id for m in self.subjects(word.head, before=word.index)}
        apart = self.antecedent_of_clause(word)
        named = [m for m in self.actors(start, word.index) if m.id not in doers]
        if any(m.head in apart for m in self.fitting_alone(named, wanted)):
            return [], ""
        fitting = (
            self.fitting_alone(named, wanted) if wanted.number == "Sing" else self.fitting(named, wanted)
        )
        if not fitting or len({m.id for m in self.at[fitting[-1].head]}) > 1:
            return [], ""  # "les deux hommes … ce dernier" is one or the other
        if self.has_somebody(fitting[-1].end, word.index, wanted):
            return [], ""
        return fitting[-1:], "pronoun: the last one named"

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
            and self.rules.counterparts.is_somebody(word.lower)
            and Agreement(word.morph.get("Gender", ""), word.morph.get("Number", "")).fits(wanted)
            for word in self.tree[start:end]
        )

    def is_bare(self, word: Word) -> bool:
        """Whether a complement has no determiner, alone or in its preposition: "une chaîne de télévision"."""
        cases = self.tree.children(word.index, Role.CASE)
        determined = self.tree.children(word.index, Role.DETERMINER)
        return bool(cases) and not determined and all(c.lower in self.rules.bare_genitive for c in cases)

    def antecedent_of_clause(self, word: Word) -> set[int]:
        """The words of what a relative clause is said of: "le sort de [X], qui oppose ce dernier à Y"."""
        verb = self.tree[word.head]
        if verb.role is not Role.RELATIVE or word.role in _SUBJECTS:
            return set()
        return {i for i in self.tree.subtree(verb.head) if i < verb.index}

    def clauses_above(self, index: int) -> Iterator[int]:
        """Heads of the clauses in which the clause of a pronoun stands, the nearest first."""
        verb = self.tree[index].head
        for above in self.tree.ancestors(verb):
            if self.tree[verb].role in _CLAUSES:
                yield above.index
            verb = above.index

    def subjects(self, verb: int, *, before: int) -> list[Candidate]:
        """The actors that are subject of a verb and stand before a word."""
        children = self.tree.children(verb, *_SUBJECTS)
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


def _agreements(forms: Mapping[str, str]) -> dict[str, Agreement]:
    """Form -> what it agrees with; "Sing" alone leaves the gender open."""
    parted = {form: value.rpartition(" ") for form, value in forms.items()}
    return {form: Agreement(gender, number) for form, (gender, _, number) in parted.items()}


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


def _genders(rules: Anaphora, tree: Tree, mentions: Iterable[Candidate]) -> Mapping[str, str]:
    """Actor id -> gender, by what most of its mentions show: address, given name, office, article."""
    votes: dict[str, Counter[str]] = defaultdict(Counter)
    for m in mentions:
        for gender in _shown(rules, tree, m):
            votes[m.id][gender] += 1
    return {actor: counts.most_common(1)[0][0] for actor, counts in votes.items()}


def _shown(rules: Anaphora, tree: Tree, m: Candidate) -> Iterator[str]:
    before = tree[m.start - 1].lower if m.start else ""
    if m.type is ActorType.PERSON:
        if gender := rules.words.addresses.get(before):
            yield gender
        if m.kind is MentionKind.NAME and (gender := rules.given.get(m.label.split(" ")[0])):
            yield gender
    if gender := rules.words.articles.get(before):
        yield gender
    if m.type is ActorType.STATE and m.kind is MentionKind.NAME and before in rules.words.elided:
        # "l'Iran", "l'Ukraine": the article hides what the ending of the name shows.
        yield "Fem" if m.label.split(" ")[0].endswith(rules.words.feminine_states) else "Masc"
