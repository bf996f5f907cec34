"""Predicate-argument structure: which words fill which slot of a predicate.

One normalised structure over the parse (voice, coordination, shared subjects, control,
relative clauses, light verbs, apposition, possessives, compound prepositions), independent
of any cue. Cues are then matched against slots, never against raw dependencies: "X attaque
Y", "Y attaqué par X", "l'attaque de X contre Y" and "X lance une attaque contre Y" fill the
same slots.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable

from graphkit.language.schema.cues import CueKind, Slot
from graphkit.language.schema.grammar import Grammar, Role
from graphkit.relations.prepositions import Prepositions
from graphkit.syntax import Tree, Word

Slots = dict[str, list[int]]

# How far shared subjects, control and antecedents are followed. Real chains end by four
# ("a promis d'aider à combattre"); the limit only stops a circle in a broken parse.
_DEPTH = 6

_CLAUSAL = (Role.OPEN_COMPLEMENT, Role.CLAUSAL_COMPLEMENT, Role.ADVERBIAL)
_SUBJECTS = (Role.SUBJECT, Role.PASSIVE_SUBJECT)
_VERBAL = ("VERB", "AUX")
_AUXILIARIES = (Role.AUXILIARY, Role.PASSIVE_AUXILIARY, Role.COPULA)
# Roles of a participle that speaks of the noun above it; in "dont certaines appuyées par X" it is a clause.
_ON_NOUNS = (Role.PARTICIPIAL, Role.MODIFIER, Role.APPOSITION, Role.RELATIVE)


def oblique(preposition: str) -> str:
    """The slot of a complement with a preposition."""
    return f"oblique:{preposition}"


class Structure:
    """The predicates of one text and their arguments.

    `tree` is rewritten at compound prepositions, at copulas and at conjunctions that open a clause. `told`
    are the pronouns and possessives that are known to stand for an actor.
    """

    def __init__(self, tree: Tree, grammar: Grammar, told: Collection[int] = frozenset()) -> None:
        self.tree = tree
        self.told = told
        self.words = grammar.words
        self.quotes = grammar.quotes
        self.prepositions = Prepositions(tree, grammar.words)
        self._relieve_copulas()
        self._relieve_subjects()
        self._relieve_names()
        self._join_lists()
        self._sentence_words: dict[int, frozenset[str]] = {}
        self._passive: dict[int, bool] = {}
        self.far: set[int] = set()
        """Complements with "contre" that hang neither on an event noun nor on one of its arguments."""
        self.one_sided: set[int] = set()
        """Nouns with "entre X et Y, Z et W": X on one side, the others on the other."""

    def _relieve_copulas(self) -> None:
        """Hang what a parser left with a copula on what it says: "[X n'] est [plus] le chef de Y"."""
        for copula in self.tree:
            if copula.role is Role.COPULA:
                for child in self.tree.children(copula.index):
                    self.tree.attach(child.index, copula.head, child.role)

    def _relieve_subjects(self) -> None:
        """Hang a conjunction that a parser left with a subject on its clause: "[Si] X était chef de Y"."""
        for mark in self.tree:
            above = self.tree.head(mark.index) if mark.role is Role.MARK else None
            if above is not None and above.role in _SUBJECTS:
                self.tree.attach(mark.index, above.head, Role.MARK)

    def _relieve_names(self) -> None:
        """Hang on its verb what a parser left with a name: "X accuse Y [d'être soutenu] par Z"."""
        for word in self.tree:
            above = self.tree.head(word.index)
            if above is None or (above.pos, word.pos, word.role) != ("PROPN", "VERB", Role.PARTICIPIAL):
                continue
            verb = self.tree.head(above.index)
            marks = {self.plain(c.lower) for c in self.tree.children(word.index, Role.MARK)}
            controlled = verb is not None and verb.lemma in self.words.object_control
            if verb is not None and controlled and marks & self.words.genitive:
                self.tree.attach(word.index, verb.index, Role.OPEN_COMPLEMENT)

    def _join_lists(self) -> None:
        """Coordinate what a parser left apart of a list: "[X], [Y et Z] ont …", "X, [Y], Z et W"."""
        for verb in self.tree:
            subjects = [c for c in self.tree.children(verb.index, Role.SUBJECT) if c.pos in ("NOUN", "PROPN")]
            if not subjects or verb.pos not in _VERBAL or not self._is_plural_verb(verb.index):
                continue
            first = self._listed_before(verb, subjects[0])
            subjects = [*first, *subjects]
            if len(subjects) > 1:
                self._join_subjects(subjects)
        for name in self.tree:
            if name.pos == "PROPN" and name.role is Role.APPOSITION and self._is_inside_list(name):
                self.tree.attach(name.index, name.head, Role.CONJUNCT)

    def _listed_before(self, verb: Word, subject: Word) -> list[Word]:
        """What opens a list of subjects and was read as loose: "[le PS], les Verts et le PCF ont …"."""
        start = self.tree.subtree(subject.index)[0]
        return [
            c
            for c in self.tree.children(verb.index, Role.OBLIQUE, Role.DISLOCATED)
            if c.pos in ("NOUN", "PROPN")
            and not self.tree.children(c.index, Role.CASE)
            and (c.pos == "PROPN" or self._is_definite(c.index))
            and [self.tree[i].text for i in range(self._end(c.index), start)] in ([], [","])
        ]

    def _end(self, index: int) -> int:
        """The word behind all that hangs on a word, a comma at its end left out."""
        return max(i for i in self.tree.subtree(index) if self.tree[i].text != ",") + 1

    def _join_subjects(self, subjects: list[Word]) -> None:
        first, *others = subjects
        last = others[-1]
        joined = self.tree.children(last.index, Role.CONJUNCT)
        joined += [c for c in self.tree.children(last.index) if c.pos == "CCONJ" and c.index < last.index]
        if not joined or self._is_plural(first.index):
            return  # "les alliés de X, [Y et Z]" may be who they are
        self.tree.attach(first.index, last.head, Role.SUBJECT)
        for other in others:
            self.tree.attach(other.index, first.index, Role.CONJUNCT)

    def _is_inside_list(self, name: Word) -> bool:
        """Whether a name between commas is one of several: "X, [Y], Z et W", not "X, dit Y, et Z"."""
        above = self.tree.head(name.index)
        behind = self.tree.subtree(name.index)[-1] + 1
        if above is None or above.pos != "PROPN" or behind >= len(self.tree) or self.tree[behind].text != ",":
            return False
        others = [c for c in self.tree.children(above.index, Role.CONJUNCT) if c.index > behind]
        if len(others) < 2:
            return False
        start = min(self.tree.subtree(others[0].index))
        return start == behind + 1 or (start == behind and self.tree[start].text == ",")

    def preposition(self, index: int) -> str:
        """The preposition before a word, compound ones as one form; empty if there is none."""
        return self.prepositions.before(index)

    def plain(self, form: str) -> str:
        """A contracted preposition without its article: "du" is "de"."""
        return self.prepositions.plain(form)

    # -- verbs

    def has_words(self, index: int, lemmas: Iterable[str]) -> bool:
        """Whether words of these lemmas or forms stand in the sentence of a word."""
        number = self.tree[index].sentence
        known = self._sentence_words.get(number)
        if known is None:
            first, last = self.tree.sentences[number]
            known = frozenset(form for word in self.tree[first:last] for form in (word.lemma, word.lower))
            self._sentence_words[number] = known
        return known.issuperset(lemmas)

    def is_passive(self, index: int) -> bool:
        """Whether a verb form is passive; a bare past participle is, unless its verb takes *être*."""
        found = self._passive.get(index)
        if found is None:
            found = self._passive[index] = self._is_passive(index)
        return found

    def _is_passive(self, index: int) -> bool:
        word = self.tree[index]
        if self.is_undergone(index):
            return True
        if self.is_reflexive(index):
            return False
        if word.lemma in self.words.etre_verbs and not (
            self.tree.children(index, Role.AUXILIARY) and self.tree.children(index, Role.PASSIVE_AUXILIARY)
        ):
            return False  # "est passé"; but "a été passé à tabac" is passive
        if self._is_active(index):
            return False
        if self.tree.children(index, Role.PASSIVE_AUXILIARY, Role.PASSIVE_SUBJECT, Role.AGENT):
            return True
        known = (
            word.pos == "ADJ"
            and word.role in _ON_NOUNS
            and word.lower.endswith(self.words.participle_endings)
        )
        if self.tree.children(index, Role.AUXILIARY) or (word.lower == word.lemma and not known):
            return False  # active, or an infinitive that the tagger did not know
        participle = word.morph.get("VerbForm") == "Part" and word.morph.get("Tense", "Past") == "Past"
        if not participle and word.pos not in ("ADJ", "NOUN"):
            return False
        if word.role is Role.CONJUNCT:
            above = self.tree[word.head]
            return above.pos == "NOUN" or (above.pos in (*_VERBAL, "ADJ") and self.is_passive(above.index))
        return True

    def is_undergone(self, index: int) -> bool:
        """Whether an infinitive is done to the subject: "X s'est vu (s'est fait) [accuser] par Y"."""
        word, above = self.tree[index], self.tree.head(index)
        if word.morph.get("VerbForm") != "Inf" and not self.tree.children(index, Role.CAUSATIVE):
            return False
        if self.tree.children(index, Role.CAUSATIVE):
            return self._has_reflexive(index) and bool(self._agents(index))
        return (
            word.role is Role.OPEN_COMPLEMENT
            and above is not None
            and above.lemma in self.words.causee_verbs
            and self._has_reflexive(above.index)
        )

    def gives_name(self, index: int) -> bool:
        """Whether a verb calls its object something: "appeler X « la bourgeoise »"."""
        if self.tree[index].lemma not in self.words.naming_verbs:
            return False
        return any(
            word.text in self.quotes.open
            for child in self.tree.children(index, Role.OBJECT)
            for word in self.tree[child.index : self.tree.subtree(child.index)[-1] + 2]
        )

    def _is_active(self, index: int) -> bool:
        """Whether a participle has only auxiliaries that no passive has alone: "qui avait accordé"."""
        auxiliaries = self.tree.children(index, Role.AUXILIARY, Role.PASSIVE_AUXILIARY, Role.COPULA)
        return bool(auxiliaries) and all(a.lemma in self.words.active_auxiliary for a in auxiliaries)

    def is_reflexive(self, index: int) -> bool:
        """Whether a verb has a reflexive clitic of its own; "se faire attaquer" has that of "faire"."""
        causative = bool(self.tree.children(index, Role.CAUSATIVE)) and bool(self._agents(index))
        return self._has_reflexive(index) and not causative

    def _has_reflexive(self, index: int) -> bool:
        tree, reflexive = self.tree, self.words.reflexive
        return any(tree[child].lower in reflexive for child in tree[index].children)

    def subjects(self, index: int, depth: int = _DEPTH) -> list[int]:
        """Deep subjects of a verb: who does it, whatever the voice and wherever it is named."""
        if depth == 0:
            return []
        if self.is_passive(index):
            return self._agents(index) or self._shared(index, depth, passive=True)
        named = self.tree.children(index, *_SUBJECTS)
        if any(self._is_complement(child) for child in named):
            return []  # who does it, the parser has not found
        own = [child.index for child in named]
        for causative in self.tree.children(index, Role.CAUSATIVE):
            own += [child.index for child in self.tree.children(causative.index, *_SUBJECTS)]
        if own:
            return self._antecedents(own, index)
        return self._shared(index, depth, passive=False)

    def _is_complement(self, pronoun: Word) -> bool:
        """Whether a relative pronoun read as a subject has a preposition: "X, [à qui] Y prête …"."""
        relative = pronoun.lower in self.words.relative_subject
        return relative and bool(self.tree.children(pronoun.index, Role.CASE))

    def _agents(self, index: int) -> list[int]:
        agents = [child.index for child in self.tree.children(index, Role.AGENT)]
        if agents:
            return agents
        return [
            child.index
            for child in self.tree.children(index, Role.OBLIQUE)
            if self.preposition(child.index) in self.words.passive_agent
        ]

    def _shared(self, index: int, depth: int, *, passive: bool) -> list[int]:
        """The subject that a verb shares with the clause above it."""
        word, above = self.tree[index], self.tree.head(index)
        if above is None:
            return []
        if word.role is Role.CONJUNCT and above.pos in (*_VERBAL, "ADJ", "NOUN"):
            return self._shared_in_coordination(above, depth, passive=passive)
        if passive:
            return []
        if word.role is Role.PARTICIPIAL and above.pos in ("NOUN", "PROPN", "PRON"):
            if word.morph.get("VerbForm") == "Part":
                return [above.index]
            if self.is_infinitive_of_noun(index):
                # "la tentative [de X] de renverser Y", "[sa] volonté d'aider Y"
                return (
                    self.subjects_of_noun(above.index, depth - 1)
                    or [i for i in self.genitives(above.index) if i < index]
                    or self.possessors(above.index)
                )
            return []
        if word.role is Role.RELATIVE:
            return []
        infinite = word.morph.get("VerbForm") in ("Inf", "Part") or word.morph.get("Mood") is None
        if word.role in _CLAUSAL or (word.role is Role.OBLIQUE and infinite):
            return self._controller(word, above, depth) if infinite else []
        return []

    def _shared_in_coordination(self, above: Word, depth: int, *, passive: bool) -> list[int]:
        """The deep subject of a verb coordinated to another one: who does it, or by whom it is done."""
        above_passive = self.is_passive(above.index)
        if passive:
            return self.subjects(above.index, depth - 1) if above_passive else []
        if above.pos == "NOUN":
            return []
        if above_passive:
            return self.objects(above.index, depth - 1)  # "X a été visé par Y et accuse Z": X does
        return self.subjects(above.index, depth - 1)

    def _controller(self, word: Word, above: Word, depth: int) -> list[int]:
        """The understood subject of an infinitive or participle clause."""
        marks = {self.plain(c.lower) for c in self.tree.children(word.index, Role.MARK, Role.CASE)}
        # "pardonne à Y, chef de Z, d'avoir …" is hung loosely, "accuse Y pour se venger" is X's.
        completes = word.role is not Role.ADVERBIAL or bool(marks & self.words.genitive)
        if above.lemma in self.words.object_control and completes:
            asked = (
                self.objects(above.index, depth - 1)
                or self._indirect(above.index)
                or self.hidden_objects(above.index)
            )
            if asked or not marks & self.words.dative:
                return asked
            return self.subjects(above.index, depth - 1)  # "X appelle à voter pour Y"
        bare = not self.tree.children(word.index, Role.MARK, Role.CASE)
        if word.role is Role.ADVERBIAL and word.morph.get("VerbForm") == "Inf" and bare:
            return []  # "(se battre avec X, féliciter Y)": listed, not done by the subject of the clause
        if word.role is Role.ADVERBIAL and above.role is Role.PARTICIPIAL:
            # "… un supplément payé par Z, après avoir accusé Y": said of the clause, not of Z.
            above = next((a for a in self.tree.ancestors(above.index) if a.pos in _VERBAL), above)
        if above.pos in ("NOUN", "PROPN"):
            return self.subjects_of_noun(above.index, depth - 1)
        if self.is_passive(above.index):
            return self.objects(above.index, depth - 1)
        return self.subjects(above.index, depth - 1)

    def is_own_call(self, index: int) -> bool:
        """Whether who calls for something does it, with nobody called on: "X appelle [à voter pour Y]"."""
        above = self.tree.head(index)
        if above is None or self.tree[index].role not in (*_CLAUSAL, Role.OBLIQUE):
            return False
        marks = {c.lower for c in self.tree.children(index, Role.MARK, Role.CASE)}
        asked = self.objects(above.index) or self._indirect(above.index) or self.hidden_objects(above.index)
        return bool(marks & self.words.dative) and not asked

    def _indirect(self, index: int) -> list[int]:
        return [
            c.index
            for c in self.tree.children(index, Role.OBLIQUE)
            if self.preposition(c.index) in self.words.dative
        ]

    def objects(self, index: int, depth: int = _DEPTH) -> list[int]:
        """Deep objects of a verb: who undergoes it."""
        if depth == 0:
            return []
        word, above = self.tree[index], self.tree.head(index)
        if not self.is_passive(index):
            own = [child.index for child in self.tree.children(index, Role.OBJECT)]
            if (
                not own
                and word.role is Role.CONJUNCT
                and above is not None
                and (self._shares_object(word, above) or self._has_relative_object(above))
            ):
                return self.objects(above.index, depth - 1)
            return self._antecedents(own, index)
        own = [child.index for child in self.tree.children(index, Role.PASSIVE_SUBJECT, Role.SUBJECT)]
        if own:
            return self._antecedents(own, index)
        if above is None:
            return []
        if word.role in _ON_NOUNS and above.pos in (
            "NOUN",
            "PROPN",
            "PRON",
            "DET",
        ):
            return [above.index] if self._participle_fits(word, above) else []
        if word.role is Role.CONJUNCT:
            return self._undergone_in_coordination(word, above, depth)
        if self.is_undergone(index):
            return self.subjects(above.index, depth - 1)
        return self._undergone_in_clause(word, above, depth)

    def _undergone_in_clause(self, word: Word, above: Word, depth: int) -> list[int]:
        """The deep object of a passive that completes a clause."""
        index, predicative = word.index, word.role in (Role.OPEN_COMPLEMENT, Role.CLAUSAL_COMPLEMENT)
        told = word.role in _CLAUSAL and bool(self.tree.children(index, Role.PASSIVE_AUXILIARY))
        if told and above.lemma in self.words.object_control:
            return self.objects(above.index, depth - 1)  # "X est accusé [d'être soutenu] par Y"
        if word.role is Role.ADVERBIAL or (predicative and above.lemma in self.words.state_verbs):
            # "Appuyée par X, l'armée avance", "X se dit choqué par Y": it speaks of the clause's subject.
            return self.subjects(above.index, depth - 1)
        return []

    def _undergone_in_coordination(self, word: Word, above: Word, depth: int) -> list[int]:
        """The deep object of a passive that is coordinated to another word."""
        if above.pos == "NOUN":
            return self._noun_modified(above)
        if self.is_passive(above.index):
            return self.objects(above.index, depth - 1)
        # "X a quitté Y et a été accusé" says it of X; a participle alone may belong to any noun before.
        clause = self.tree.children(word.index, Role.AUXILIARY, Role.PASSIVE_AUXILIARY)
        return self.subjects(above.index, depth - 1) if clause else []

    def _participle_fits(self, word: Word, above: Word) -> bool:
        """Whether a participle agrees with the noun it hangs on: "la direction, soutenus par X" does not."""
        if len(self.coordinated(above.index)) > 1:
            return True
        known = {f: (word.morph.get(f), above.morph.get(f)) for f in ("Number", "Gender")}
        if word.lower.endswith(self.words.plural_endings):
            del known["Number"]  # taggers overlook the ending of a participle that they do not know
        if above.pos == "PROPN":
            del known["Gender"]  # of a name it is guessed: "Ursula" was a man's
        return all(own == other for own, other in known.values() if own and other)

    def _shares_object(self, word: Word, above: Word) -> bool:
        """In "X arme et finance Y" the first verb's object stands after the second: "il frappe et tue Y"."""
        return (
            False
            if not self.tree.children(above.index, Role.OBJECT)
            else all(child.index > word.index for child in self.tree.children(above.index, Role.OBJECT))
        )

    def _has_relative_object(self, verb: Word) -> bool:
        """Whether a verb has "que" as its object: "X, [que] Y arme et finance"."""
        return any(c.lower in self.words.relative_object for c in self.tree.children(verb.index, Role.OBJECT))

    def _noun_modified(self, word: Word) -> list[int]:
        """What a participle that was tagged as a noun modifies."""
        above = self.tree.head(word.index)
        return [above.index] if above is not None and above.pos in ("NOUN", "PROPN") else []

    def _antecedents(self, found: Iterable[int], verb: int) -> list[int]:
        """Replace relative pronouns by the noun that the relative clause hangs on."""
        result = []
        pronouns = self.words.relative_subject | self.words.relative_object
        for index in found:
            if self.tree[index].lower in pronouns:
                above = self._relative_noun(verb, index)
                if above is not None:
                    result.append(self._agreeing(above, index, verb))
            else:
                result.append(index)
        return result

    def _agreeing(self, noun: int, pronoun: int, verb: int) -> int:
        """The list that a plural "qui" behind its last name stands for: "[X et Y], qui se sont vus"."""
        word = self.tree[noun]
        subject = self.tree[pronoun].lower in self.words.relative_subject
        listed = word.role is Role.CONJUNCT and not self._is_plural(noun)
        return self._list_of(word)[0] if subject and listed and self._is_plural_verb(verb) else noun

    def _is_plural_verb(self, verb: int) -> bool:
        """Whether a verb, or the auxiliary that is its finite form, is in the plural."""
        forms = (verb, *(c.index for c in self.tree.children(verb, *_AUXILIARIES)))
        finite = [i for i in forms if self.tree[i].morph.get("Mood") is not None]
        return any(self._is_plural(i) for i in finite)

    def _relative_noun(self, verb: int, pronoun: int | None = None) -> int | None:
        """The noun that a relative clause, or a verb coordinated in one, modifies."""
        above = self._noun_of_clause(verb)
        return self._noun_before(pronoun) if above is None and pronoun is not None else above

    def _noun_before(self, pronoun: int) -> int | None:
        """The name right before a relative pronoun whose clause was hung elsewhere: "[X], à qui Y parle"."""
        start = min((c.index for c in self.tree.children(pronoun, Role.CASE)), default=pronoun)
        before = start - 1
        if self.tree[pronoun].pos != "PRON" or before <= self.tree.sentence_of(pronoun)[0]:
            return None
        word: Word = self.tree[before - 1] if self.tree[before].text == "," else self.tree[before]
        while word.role is Role.NAME_PART:
            word = self.tree[word.head]
        owned = self.tree.head(word.index) if self.preposition(word.index) in self.words.genitive else None
        if word.pos != "PROPN" or (owned is not None and self._is_definite(owned.index)):
            return None  # "le chef de X, à qui Y reproche"
        return word.index

    def _is_definite(self, index: int) -> bool:
        articles = self.tree.children(index, Role.DETERMINER)
        return any(c.morph.get("Definite") == "Def" for c in articles)

    def _noun_of_clause(self, verb: int) -> int | None:
        word = self.tree[verb]
        for _ in range(_DEPTH):
            above = self.tree.head(word.index)
            if above is None:
                return None
            if word.role in (Role.RELATIVE, Role.PARTICIPIAL):
                return above.index
            if word.role is not Role.CONJUNCT:
                return None
            word = above
        return None

    def is_cleft(self, index: int) -> bool:
        """Whether a noun is what a cleft sentence sets off: "c'est [X] qui …"."""
        subjects = self.tree.children(index, Role.SUBJECT)
        return bool(self.tree.children(index, Role.COPULA)) and any(
            s.lower in self.words.cleft_subjects for s in subjects
        )

    def is_infinitive_of_noun(self, index: int) -> bool:
        """Whether a verb completes a noun: "l'intention [de soutenir Y]"."""
        word, above = self.tree[index], self.tree.head(index)
        return (
            word.role is Role.PARTICIPIAL
            and word.morph.get("VerbForm") == "Inf"
            and bool(self.tree.children(index, Role.MARK, Role.CASE))
            and above is not None
            and above.pos == "NOUN"
        )

    def genitives(self, index: int) -> list[int]:
        """Complements of a noun with "de"; for "dont" the noun that its relative clause hangs on."""
        found = []
        for child in self.tree.children(index, Role.OBLIQUE, Role.AGENT):
            if self._is_passing(child.index):
                found += self.genitives(child.index)  # "rival de longue date [de X]"
            elif self.preposition(child.index) in self.words.genitive:
                found += [child.index]
            elif child.lower in self.words.relative_genitive:
                clause = next((a for a in self.tree.ancestors(index) if a.role is Role.RELATIVE), None)
                above = self.tree.head(clause.index) if clause is not None else None
                found += [above.index] if above is not None else []
        return found or self._genitives_of_predicate(index) or self._genitives_of_object(index)

    def _genitives_of_object(self, index: int) -> list[int]:
        """The noun that "dont" stands for with an object: "X, [dont] Y loue le courage"."""
        word, verb = self.tree[index], self.tree.head(index)
        if word.role is not Role.OBJECT or verb is None or verb.role is not Role.RELATIVE:
            return []
        definite = self._is_definite(index)
        names = (s.index for s in self.tree.children(verb.index, Role.SUBJECT) if s.pos in ("PROPN", "PRON"))
        hung = (c for i in (verb.index, *names) for c in self.tree.children(i))
        dont = next((c for c in hung if c.lower in self.words.relative_genitive), None)
        noun = self._relative_noun(verb.index, dont.index) if definite and dont is not None else None
        return [noun] if noun is not None else []

    def relative_owner(self, index: int) -> int | None:
        """The noun whose something is that opens a relative clause: "[X], dont le patron a …"."""
        for child in self.tree.children(index):
            if child.lower in self.words.relative_genitive and child.index < index:
                clause = next((a for a in self.tree.ancestors(index) if a.role is Role.RELATIVE), None)
                return clause.head if clause is not None else None
        return None

    def _is_passing(self, index: int) -> bool:
        """Whether a complement says nothing of whose something is: "de longue date"."""
        nouns = (c.index for c in self.tree.children(index, Role.OBLIQUE))
        end = min(nouns, default=index + 1)
        while end > index + 1 and self.tree[end - 1].role in (Role.CASE, Role.DETERMINER):
            end -= 1
        first = min((c.index for c in self.tree.children(index, Role.CASE)), default=index)
        here = " ".join(word.lower for word in self.tree[first:end])
        return here in self.words.passing_complements

    def _genitives_of_predicate(self, index: int) -> list[int]:
        """The noun that "dont" stands for with a predicate: "X, [dont] Y est l'allié".

        Parsers hang "dont" on the subject, which it cannot complete where that is a name.
        """
        word, above = self.tree[index], self.tree.head(index)
        if not self.is_predicate(index) or above is None:
            return []
        clause = word if word.role is Role.RELATIVE else above
        antecedent = self.tree.head(clause.index)
        if clause.role is not Role.RELATIVE or antecedent is None:
            return []
        subjects = self.tree.children(clause.index, Role.SUBJECT)
        hung = [c for s in subjects if s.pos == "PROPN" for c in self.tree.children(s.index)]
        return [antecedent.index] if any(c.lower in self.words.relative_genitive for c in hung) else []

    def has_agent(self, index: int) -> bool:
        """Whether something that may be the agent of a passive hangs on a word."""
        return any(
            c.role is Role.AGENT or self.preposition(c.index) in self.words.agentive
            for c in self.tree.children(index)
        )

    def verb_slots(self, index: int) -> Slots:
        """The slots of a verb."""
        slots: Slots = defaultdict(list)
        slots[Slot.SUBJECT] = self.subjects(index)
        slots[Slot.OBJECT] = [] if self.is_reflexive(index) else self.objects(index)
        agents = set(slots[Slot.SUBJECT]) if self.is_passive(index) else set()
        self._add_obliques(slots, index, skip=agents)
        if not slots[Slot.OBJECT] and not self.is_reflexive(index):
            slots[Slot.OBJECT] = self.hidden_objects(index)
        for noun in (i for o in self.objects(index) for i in self.coordinated(o)):
            # A complement of the verb is often hung on its object: "livrer [des armes à Kiev]".
            if noun > index:
                self._add_obliques(slots, noun, skip=agents, only_new=True, genitive=False)
        for noun in self._nouns_between(index):
            if noun not in agents:
                self._add_obliques(slots, noun, skip=agents, only_new=True, genitive=False)
        word = self.tree[index]
        infinitive = word.role is Role.OPEN_COMPLEMENT and word.morph.get("VerbForm") == "Inf"
        # What the second of two verbs has is often hung on the first: "veut siéger [au Sénat]".
        if (word.role is Role.CONJUNCT or infinitive) and self.tree[word.head].pos in (*_VERBAL, "ADJ"):
            for child in self.tree.children(word.head, Role.OBLIQUE):
                if child.index > index:
                    self._add_oblique(slots, child.index, only_new=True)
        return slots

    def _nouns_between(self, verb: int) -> list[int]:
        """Complements on which a verb's own are hung: "s'entretenir [par téléphone] avec X".

        Also "se présenter pour la réélection [en novembre] contre X".
        """
        found = []
        for child in self.tree.children(verb, Role.OBLIQUE):
            if child.index > verb and child.pos in ("NOUN", "PROPN"):
                dates = self.tree.children(child.index, Role.OBLIQUE)
                found += [child.index]
                found += [d.index for d in dates if not self.tree.children(d.index, Role.DETERMINER)]
        return found

    def _with_complements_of_parts(self, slots: Slots, index: int, parts: Iterable[int]) -> Slots:
        """Add what hangs on a further word: "réclamer la démission [de X]", "compagnon de route [de X]"."""
        others = [part for part in parts if part != index and self.tree[part].pos == "NOUN"]
        for part in parts:
            if part != index and self.tree[part].pos == "VERB" and not slots[Slot.OBJECT]:
                slots[Slot.OBJECT] = self.subjects(part)  # "exiger que [X] quitte le pouvoir"
        if others:
            slots[Slot.GENITIVE] = [word for word in slots.get(Slot.GENITIVE, ()) if word not in others]
        passive = self.is_passive(index)
        for child in (c for part in others for c in self.tree.children(part, Role.OBLIQUE)):
            if self.preposition(child.index) in self.words.genitive:
                slots[Slot.GENITIVE].append(child.index)
                # "rompre les relations [de son pays] [avec X]"
                self._add_obliques(slots, child.index, only_new=True, genitive=False)
            elif passive and not slots[Slot.SUBJECT] and self.preposition(child.index) in self.words.agentive:
                slots[Slot.SUBJECT].append(child.index)  # "rappelé à l'ordre [par X]"
            elif child.index not in parts:
                self._add_oblique(slots, child.index, only_new=True)
        return slots

    def hidden_objects(self, index: int) -> list[int]:
        """Objects that were read as complements: behind "des" ("bombarder [des quartiers]"), or bare names.

        "des" is an article or a contracted preposition. Right behind a verb it may be either, so that a
        cue that wants an object and one that wants "de" both find it.
        """
        found = []
        for child in self.tree.children(index, Role.OBLIQUE):
            cases = self.tree.children(child.index, Role.CASE)
            partitive = [c for c in cases if c.lower in self.words.plural_partitive and c.index == index + 1]
            # A name without a preposition is no complement of place or time: "soutient [le Hezbollah]".
            bare = not cases and child.pos == "PROPN"
            if child.index > index and (partitive or bare):
                found.append(child.index)
            elif child.index > index and not self.tree.children(child.index, Role.DETERMINER):
                # "accuse en retour [Kinshasa]": no name without a preposition belongs to such a noun.
                found += [
                    c.index
                    for c in self.tree.children(child.index, Role.OBLIQUE)
                    if c.pos == "PROPN" and not self.tree.children(c.index, Role.CASE)
                ]
        return found

    def _add_obliques(
        self,
        slots: Slots,
        index: int,
        *,
        skip: Iterable[int] = (),
        only_new: bool = False,
        genitive: bool = True,
    ) -> None:
        for child in self.tree.children(index, Role.OBLIQUE, Role.AGENT):
            if child.index in skip:
                continue
            preposition = self.preposition(child.index)
            if not genitive and preposition in self.words.genitive:
                continue
            if preposition in self.words.dative and self.opens_sentence(child.index):
                continue  # "[À Bangui], X a accordé l'asile à Y"
            self._add_oblique(slots, child.index, only_new=only_new)

    def opens_sentence(self, index: int) -> bool:
        """Whether a complement opens its sentence, up to a comma."""
        inside = [i for i in self.tree.subtree(index) if self.tree[i].text != ","]
        first, last = self.tree.sentence_of(index)
        behind = inside[-1] + 1
        return inside[0] == first and behind < last and self.tree[behind].text == ","

    def _add_oblique(self, slots: Slots, index: int, *, only_new: bool = False) -> None:
        word = self.tree[index]
        preposition = self.preposition(index) or self.words.contracted_relatives.get(word.lower, "")
        if not preposition and word.lower in self.words.indirect_clitic:
            preposition = min(self.words.dative)
        if not preposition:
            return
        if word.lower in self.words.relative_oblique or word.lower in self.words.contracted_relatives:
            noun = self._relative_noun(word.head, index)  # "X, [avec qui] Y s'est entretenu"
            if noun is None:
                return
            index = noun
        slot = oblique(preposition)
        if not (only_new and slots.get(slot)):
            slots.setdefault(slot, []).append(index)

    # -- nouns

    def noun_slots(self, index: int, adjectives: Iterable[int]) -> Slots:
        """The slots of a noun; `adjectives` are the words among its modifiers that name an actor."""
        slots: Slots = defaultdict(list)
        slots[Slot.SUBJECT] = self.subjects_of_noun(index)
        # "X, soutien de Y" is said of X; "X annonce le soutien de Y" is not.
        slots[Slot.BEARER] = [] if self.light_verb(index) is not None else slots[Slot.SUBJECT]
        slots[Slot.ADJECTIVE] = list(adjectives)
        slots[Slot.POSSESSOR] = self.possessors(index)
        slots[Slot.HOST] = self._hosts(index, self.words.accompaniment)
        slots[Slot.OCCASION] = self._hosts(index, self.words.occasion)
        slots[Slot.GENITIVE] = self.genitives(index) or self._givers(index)
        self._add_noun_complements(slots, index)
        for owner in slots[Slot.GENITIVE][:1]:
            # "l'attaque [des rebelles contre l'armée]": a second complement is often hung on the first.
            for child in self.tree.children(owner, Role.OBLIQUE, Role.AGENT):
                if self.preposition(child.index) in self.words.agentive:
                    slots.setdefault(Slot.BY, []).append(child.index)
                elif self.preposition(child.index) not in self.words.genitive:
                    self._add_oblique(slots, child.index, only_new=True)
        if not slots[Slot.BY]:
            slots[Slot.BY] += self._agents_on_verb(index)
        self._add_between(slots, index)
        verb = self.light_verb(index)
        verb = self.involving_verb(index) if verb is None else verb
        if verb is not None:
            self._add_obliques(slots, verb, skip=[index, *self.subjects(verb)], only_new=True, genitive=False)
            self._add_enemies(slots, verb)
        self._add_happening(slots, index)
        self._add_complements_of_noun_above(slots, index)
        return slots

    def _givers(self, index: int) -> list[int]:
        """From whom something comes, hung on the verb: "X reçoit le soutien sans faille [de Y]"."""
        word, above = self.tree[index], self.tree.head(index)
        if word.role is not Role.OBJECT or above is None or not self._undergoes(above):
            return []
        return [
            child.index
            for child in self.tree.children(above.index, Role.OBLIQUE)
            if child.index > index and self.preposition(child.index) in self.words.genitive
        ]

    def _agents_on_verb(self, index: int) -> list[int]:
        """Who does an event, hung on the verb: "X condamne l'annexion de Y [par Z]"; of a passive it is X."""
        word, above = self.tree[index], self.tree.head(index)
        if word.role is not Role.OBJECT or above is None or self.is_passive(above.index):
            return []
        return [
            child.index
            for child in self.tree.children(above.index, Role.OBLIQUE, Role.AGENT)
            if child.index > index and self.preposition(child.index) in self.words.agentive
        ]

    def _add_noun_complements(self, slots: Slots, index: int) -> None:
        """Add what hangs on a noun with another preposition than "de", or with "visant"."""
        for verb in self.tree.children(index, Role.PARTICIPIAL, Role.RELATIVE):
            if verb.lemma in self.words.aiming_verbs and not self.is_passive(verb.index):
                aimed = [i for i in self.objects(verb.index) if i != index]
                slots[oblique(min(self.words.adversative))] += aimed
        for child in self.tree.children(index, Role.OBLIQUE, Role.AGENT):
            preposition = self.preposition(child.index)
            if child.index in slots[Slot.GENITIVE]:
                continue
            if child.role is Role.AGENT or preposition in self.words.agentive:
                slots[Slot.BY].append(child.index)
            elif preposition:
                slots[oblique(preposition)].append(child.index)

    def _add_complements_of_noun_above(self, slots: Slots, index: int) -> None:
        """Add what is hung on the noun above: "la fin [de l'aide] [à l'Ukraine]"."""
        word, above = self.tree[index], self.tree.head(index)
        if above is None or above.pos != "NOUN" or word.role is not Role.OBLIQUE:
            return
        for child in self.tree.children(above.index, Role.OBLIQUE):
            if child.index > index and self.preposition(child.index) not in self.words.genitive:
                self._add_oblique(slots, child.index, only_new=True)

    def _add_happening(self, slots: Slots, index: int) -> None:
        """Add what a verb of taking place says: "les négociations [qui se déroulent] entre X et Y"."""
        verb = self._happening(index)
        if verb is not None:
            self._add_obliques(slots, verb, skip=[index], only_new=True, genitive=False)
            self._add_between(slots, verb)

    def _happening(self, index: int) -> int | None:
        """The verb that says that an event takes place: above it, or of a relative clause on it."""
        word, above = self.tree[index], self.tree.head(index)
        if above is not None and word.role in _SUBJECTS and above.lemma in self.words.happening_verbs:
            return above.index
        relatives = self.tree.children(index, Role.RELATIVE)
        return next((c.index for c in relatives if c.lemma in self.words.happening_verbs), None)

    def _add_between(self, slots: Slots, index: int) -> None:
        """Read "accord entre X et Y" in the order of its words: parsers often part X from Y."""
        first, last = self.tree.sentence_of(index)
        start = next((i for i in range(index + 1, last) if self.tree[i].pos != "ADJ"), last)
        if self.tree[first].lower in self.words.between and self.tree[index].role in _SUBJECTS:
            start = first  # "Entre X et Y, la rupture est consommée"
        elif start < last and self.plain(self.tree[start].lower) in self.words.genitive:
            start = self._behind_owner(start, last)
        if start >= last or self.tree[start].lower not in self.words.between:
            start = self._behind_event(index, last)
        if start >= last:
            return
        nouns, separators = self._listed(start + 1, last)
        slot = oblique(self.tree[start].lower)
        complement = self.tree[start].head
        if len(nouns) < 2 <= len(self.coordinated(complement)):
            slots[slot] = [complement]  # "entre [le chef de X et une dizaine d'élus]"
        for noun in nouns[1:]:
            if self.tree[noun].head not in nouns:
                self.tree.attach(noun, nouns[0], Role.CONJUNCT)  # not "la médiation de [X … et Z]"
        if len(nouns) > len({w for found in slots.get(slot, ()) for w in self.coordinated(found)}):
            slots[slot] = nouns
        if len(nouns) > 2 and separators[0] != ",":
            self.one_sided.add(index)

    def _behind_event(self, index: int, last: int) -> int:
        """Where "entre" stands behind what else is said of an event: "l'accord [signé en mai] entre X et Y".

        A noun with a determiner between them may be the event that is meant: "après la guerre entre X et Y".
        """
        word, above = self.tree[index], self.tree.head(index)
        verb = above if above is not None and word.role in _SUBJECTS and self._says_event(above) else None
        for i in range(index + 1, last):
            between = self.tree[i]
            if between.lower in self.words.between:
                return i
            if between.pos in _VERBAL and not self._is_said_of_event(between, index, verb):
                return last
            if between.pos in ("DET", "PUNCT", "CCONJ", "SCONJ"):
                return last
        return last

    def _says_event(self, verb: Word) -> bool:
        """Whether a verb says no more of an event than that it is or was: "un accord [a été trouvé]"."""
        return self.is_passive(verb.index) or verb.lemma in self.words.happening_verbs

    def _is_said_of_event(self, verb: Word, event: int, finite: Word | None) -> bool:
        """Whether a verb is an event's own, one of its auxiliaries, or a participle on the event."""
        if finite is not None and finite.index in (verb.index, verb.head):
            return verb.index == finite.index or verb.role in _AUXILIARIES
        return verb.head == event and verb.role in (Role.PARTICIPIAL, Role.MODIFIER)

    def _behind_owner(self, start: int, last: int) -> int:
        """Where "entre" stands behind a short owner: "la médiation [du Qatar] entre X et Y"."""
        for index in range(start + 1, min(start + 5, last)):
            if self.tree[index].lower in self.words.between:
                return index
            if self.tree[index].pos not in ("DET", "NOUN", "PROPN", "ADJ"):
                break
        return last

    def _listed(self, start: int, last: int) -> tuple[list[int], list[str]]:
        """The nouns of an enumeration that begins at a word, and what stands between them."""
        nouns: list[int] = []
        separators: list[str] = []
        for word in self.tree[start:last]:
            if len(nouns) == len(separators) and word.pos in ("NOUN", "PROPN"):
                nouns.append(word.index)
            elif len(nouns) > len(separators) and (word.text == "," or word.lower in self.words.conjunctions):
                separators.append(word.lower)
            elif not (word.pos in ("DET", "ADJ") or word.role is Role.NAME_PART or self._is_apposed(word)):
                break
        return nouns, separators

    def _is_apposed(self, word: Word) -> bool:
        """Whether a name stands right behind what it is called: "le ministre russe [Lavrov]"."""
        return word.pos == "PROPN" and not self.tree.children(word.index, Role.CASE, Role.DETERMINER)

    def _add_enemies(self, slots: Slots, verb: int) -> None:
        """Add "contre Y" at the end of a clause with a light verb, whatever noun it was hung on."""
        for index in self.tree.subtree(verb):
            if self.preposition(index) in self.words.adversative and index > verb:
                told = {word for found in slots.values() for word in found}
                if index not in told and self.tree[index].head not in told:
                    self.far.add(index)
                self._add_oblique(slots, index, only_new=True)

    def light_verb(self, index: int) -> int | None:
        """The verb that carries an event noun: "lancer une offensive", "une offensive menée par"."""
        word, above = self.tree[index], self.tree.head(index)
        for child in self.tree.children(index, Role.PARTICIPIAL):
            if child.lemma in self.words.light_verbs and self.is_passive(child.index):
                return child.index
        carried = self.light_relative(index)
        return self._light_verb_above(word, above) if carried is None else carried

    def _light_verb_above(self, word: Word, above: Word | None) -> int | None:
        """The verb above an event noun that carries it, or one beside that verb."""
        index = word.index
        if word.role in _SUBJECTS and above is not None:
            # "Lancée contre X, l'offensive a fait 240 morts"
            for child in self.tree.children(above.index, Role.ADVERBIAL):
                if (
                    child.lemma in self.words.light_verbs
                    and child.index < index
                    and self.is_passive(child.index)
                ):
                    return child.index
        if word.role is Role.CONJUNCT and above is not None and above.pos == "NOUN":
            return self.light_verb(above.index)
        if above is None or above.pos not in _VERBAL or above.lemma not in self.words.light_verbs:
            return None
        if word.role is Role.OBJECT or word.role is Role.PASSIVE_SUBJECT:
            return above.index
        preposition = self.preposition(index) if word.role is Role.OBLIQUE else ""
        if preposition in self.words.dative and self._has_clitic(above.index):
            return None  # "leur affirme, à l'aide de chiffres, que": a verb has one indirect object
        # "X procède à une attaque"; but "X met son veto à l'aide" is no help of X's.
        objects = [o for o in self.tree.children(above.index, Role.OBJECT) if o.pos == "NOUN"]
        carries = all(o.lemma in self.words.carrying_objects for o in objects)
        return above.index if carries and preposition in self.words.dative | self.words.genitive else None

    def light_relative(self, index: int) -> int | None:
        """The verb of a relative clause that carries an event noun: "le soutien [que X apporte] à Y"."""
        for verb in self.tree.children(index, Role.RELATIVE):
            if verb.lemma in self.words.light_verbs and any(
                child.lower in self.words.relative_object for child in self.tree.children(verb.index)
            ):
                return verb.index
        return None

    def involving_verb(self, index: int) -> int | None:
        """The verb that says that its subject takes part in an event: "X et Y entrent en guerre".

        A passive says it of whom it is done to: "X et Y sont engagés dans une guerre".
        """
        event, verb = self.tree[index], self.tree.head(index)
        if event.role is not Role.OBLIQUE or verb is None or verb.lemma not in self.words.involving_verbs:
            return None
        alone = self.is_passive(verb.index) or not self.objects(verb.index)
        return verb.index if alone and self.preposition(index) in self.words.involving_prepositions else None

    def _has_clitic(self, verb: int) -> bool:
        """Whether an indirect object stands before a verb: "[lui] apporter"."""
        return any(c.lower in self.words.indirect_clitic for c in self.tree.children(verb, Role.OBLIQUE))

    def doers(self, index: int) -> list[int]:
        """By whom an event or a weapon is said to come: "une attaque [revendiquée par X]"."""
        verb = self.light_verb(index)
        told = verb is not None and self.tree[verb].role in (Role.PARTICIPIAL, Role.RELATIVE)
        return self.subjects(verb) if verb is not None and told else []

    def undergoers(self, index: int) -> list[int]:
        """Who undergoes an event noun through its verb: "X a subi une attaque"."""
        above = self.tree.head(index)
        if above is None or self.tree[index].role not in (Role.OBJECT, Role.OBLIQUE):
            return []
        if above.lemma in self.words.undergoing_objects and above.role is Role.OBJECT:
            above = self.tree[above.head]  # "fait l'objet [de critiques]", hung on the object or the verb
        elif not any(
            o.lemma in self.words.undergoing_objects for o in self.tree.children(above.index, Role.OBJECT)
        ):
            return self.subjects(above.index) if self._undergoes(above) else []
        return self.subjects(above.index) if above.pos in _VERBAL else []

    def prompted(self, index: int) -> list[int]:
        """Who undergoes what a complaint led to: "X a été condamné sur [plainte] de Y"."""
        word = self.tree[index]
        led = self.preposition(index) in self.words.prompting_prepositions and word.role is Role.OBLIQUE
        bare = not self.tree.children(index, Role.DETERMINER)
        if not led or not (bare or index in self.prepositions.compounds):
            return []
        verb = next((a for a in self.tree.ancestors(index) if a.pos in _VERBAL), None)
        return self.objects(verb.index) if verb is not None and self.is_passive(verb.index) else []

    def _undergoes(self, verb: Word) -> bool:
        return verb.pos in _VERBAL and verb.lemma in self.words.undergoing_verbs

    def victims(self, index: int, *, agent: bool = False) -> list[int]:
        """Whom an assault harms: "X a été tué dans [une attaque]", "X est mort dans …", "X, victime de …".

        With `agent`, only whom an event itself hits: "X, visé par [une plainte]", "X, cible de [critiques]".
        """
        word, above = self.tree[index], self.tree.head(index)
        if above is not None and word.role is Role.CONJUNCT and above.pos == "NOUN":
            return self.victims(above.index, agent=agent)  # "victime de la haine et [de la colère] de X"
        if above is None or word.role not in (Role.OBLIQUE, Role.AGENT):
            return []
        preposition = self.preposition(index)
        if above.lemma in self.words.victim_nouns and above.pos not in _VERBAL:
            # The parser takes "a été victime" for a passive.
            borne = [c.index for c in self.tree.children(above.index, Role.PASSIVE_SUBJECT)]
            found = self._antecedents(borne, above.index) or self.subjects_of_noun(above.index)
            return found if preposition in self.words.genitive else []
        if agent and preposition not in self.words.agentive:
            return []
        if preposition not in self.words.harming_prepositions:
            return []
        if above.lemma in self.words.dying_verbs:
            return self.subjects(above.index) or self._noun_modified(above)
        agents = self._agents(above.index)
        if agents and index not in agents:
            return []  # "tués par X dans une attaque de Y": X killed them
        harmed = above.lemma in self.words.harming_verbs and self.is_passive(above.index)
        return self.objects(above.index) if harmed else []

    def subjects_of_noun(self, index: int, depth: int = _DEPTH) -> list[int]:
        """Who a noun says something of: by copula, apposition in any position, or its light verb."""
        if depth == 0:
            return []
        if self.tree.children(index, Role.COPULA):
            return self._of_copula(index, depth)
        carried = self.light_relative(index)
        if carried is not None and self.tree[carried].lemma not in self.words.undergoing_verbs:
            return self.subjects(carried, depth - 1)
        return self._subjects_around(index, depth)

    def _subjects_around(self, index: int, depth: int) -> list[int]:
        """Who a noun without a copula says something of."""
        word, above = self.tree[index], self.tree.head(index)
        beside = self._appositions(index)
        if beside or above is None:
            carried = None if beside else self.light_verb(index)
            return beside if carried is None else self.subjects(carried, depth - 1)
        beside_name = word.role is Role.MODIFIER and word.pos == "NOUN" and above.pos in ("NOUN", "PROPN")
        if word.role is Role.APPOSITION and self._is_plural(index) and above.role is Role.CONJUNCT:
            first = self._list_of(above)  # "X et Y, [alliés] de Z"
            return first if not any(self._is_plural(i) for i in first) else [above.index]
        if (
            word.role is Role.APPOSITION
            or beside_name
            or (word.role is Role.PARTICIPIAL and word.pos == "NOUN")
        ):
            return [above.index]
        if word.role is Role.CONJUNCT and above.pos == word.pos:
            return self.subjects_of_noun(above.index, depth - 1)
        aspect = word.role is Role.OBLIQUE and word.lemma in self.words.aspect_nouns
        complement = word.role is Role.OPEN_COMPLEMENT or self._is_object_of_copula(index)
        posing = self._poser(word, above)
        if posing:
            return posing
        if above.pos in _VERBAL and (complement or aspect):
            # "X a nommé Y président de Z", "Y a été élu président de Z"
            own = [c.index for c in self.tree.children(index, Role.SUBJECT)]
            named = own or (self.objects(above.index) if word.role is Role.OPEN_COMPLEMENT else [])
            # "Y devient président de Z"; also "semble sur le point d'attaquer"
            return [i for i in named if i != index] or self.subjects(above.index, depth - 1)
        if word.role is Role.OBLIQUE and above.lemma in self.words.carrier_nouns:
            return self.subjects_of_noun(above.index, depth - 1)  # "annonce la signature d'un partenariat"
        if self._is_fronted(word, above):
            return [i for i in self.subjects(above.index, depth - 1) if i != index]
        verb = self.involving_verb(index)
        if verb is not None and self.is_passive(verb):
            return self.objects(verb)
        verb = self.light_verb(index) if verb is None else verb
        carries = verb is not None and self.tree[verb].lemma not in self.words.undergoing_verbs
        return self.subjects(verb, depth - 1) if verb is not None and carries else self.before_comma(index)

    def _list_of(self, conjunct: Word) -> list[int]:
        """The first word of the list that a conjunct stands in, alone: it stands for all."""
        first = conjunct
        while first.role is Role.CONJUNCT and self.tree[first.head].pos in ("NOUN", "PROPN"):
            first = self.tree[first.head]
        return [first.index]

    def _poser(self, word: Word, above: Word) -> list[int]:
        """Who poses, or is seen, as what a noun says: "X s'est posé [en protecteur] de Y"."""
        if above.pos not in _VERBAL or word.role is not Role.OBLIQUE:
            return []
        counted = above.lemma in self.words.counting_verbs
        if counted and self.preposition(word.index) in self.words.counting_prepositions:
            return self.subjects(above.index)
        if above.lemma not in self.words.posing_verbs:
            return []
        if self.preposition(word.index) not in self.words.posing_prepositions:
            return []
        if self.is_reflexive(above.index):
            return self.subjects(above.index)
        return self.objects(above.index) if self.is_passive(above.index) else []

    def is_predicate(self, index: int) -> bool:
        """Whether a noun says what somebody is: "X est président de Y", "X, président de Y"."""
        role = self.tree[index].role
        said = role in (Role.OPEN_COMPLEMENT, Role.APPOSITION) or self._is_object_of_copula(index)
        return said or bool(self.tree.children(index, Role.COPULA))

    def _is_object_of_copula(self, index: int) -> bool:
        above = self.tree.head(index)
        return (
            self.tree[index].role is Role.OBJECT
            and above is not None
            and above.lemma in self.words.copular_verbs
        )

    def _of_copula(self, index: int, depth: int) -> list[int]:
        """The subject of "X est l'allié de Y", "X est en grève"; "être face aux députés" is no such thing."""
        state = self.tree[index].lemma in self.words.aspect_nouns
        if (
            self.preposition(index)
            and self.preposition(index) not in self.words.state_prepositions
            and not state
        ):
            return []
        own = [c.index for c in self.tree.children(index, Role.SUBJECT)]
        return self._antecedents(own, index) or self._shared(index, depth, passive=False)

    def _is_fronted(self, word: Word, above: Word) -> bool:
        """Whether a bare noun opens its clause: "Alliée de longue date de Kiev, Varsovie a réagi"."""
        loose = word.role in (Role.ADVERBIAL, Role.OBLIQUE, Role.DISLOCATED, Role.OTHER, Role.PARATAXIS)
        return (
            loose and not self.preposition(word.index) and above.pos in _VERBAL and word.index < above.index
        )

    def before_comma(self, index: int) -> list[int]:
        """The noun right before "…, un allié de Z": an apposition that the parser hung elsewhere."""
        start = index
        first = self.tree.sentence_of(index)[0]
        if self.tree[index].role in _SUBJECTS:
            return []
        if self.preposition(index) in self.words.state_prepositions:
            start -= 1  # "X, en guerre contre Y"
        while start > first and self.tree[start - 1].pos in ("DET", "ADJ"):
            if self.tree[start - 1].morph.get("Definite") == "Def":
                return []
            start -= 1
        comma = start - 1
        if comma <= first or self.tree[comma].text != ",":
            return []
        before = comma - 1
        if self.tree[before].text == ")":  # "les Forces de soutien rapide (FSR), en guerre …"
            before = next((i - 1 for i in range(before, first, -1) if self.tree[i].text == "("), before)
        while before > first and self.tree[before].pos == "ADJ":
            before -= 1
        word = self.tree[before]
        if word.pos not in ("NOUN", "PROPN"):
            return []
        return [word.head if word.role is Role.NAME_PART else word.index]

    def _appositions(self, index: int) -> list[int]:
        """Names that stand beside a noun and say who it is: "son allié, la Russie", "son ami X"."""
        found = [
            child.index
            for child in self.tree.children(index, Role.APPOSITION, Role.NAME_PART)
            if child.index > index and child.pos in ("PROPN", "NOUN")
        ]
        return found or (self.bare_names(index) if self.possessive(index) else [])

    def bare_names(self, index: int) -> list[int]:
        """The name right behind a noun, with nothing but adjectives between: "sa filiale russe [X]"."""
        return [
            child.index
            for child in self.tree.children(index, Role.OBLIQUE)
            if child.pos == "PROPN"
            and not self.tree.children(child.index, Role.CASE, Role.DETERMINER)
            and child.index > index
            and all(self.tree[i].role is Role.MODIFIER for i in range(index + 1, child.index))
        ]

    def owned_beside(self, name: int) -> int | None:
        """The noun with a possessive beside a name: "[son parti], X", "X, [son club]", "[son parti] X"."""
        above = self.tree.head(name)
        if above is not None and (name in self._appositions(above.index)) and self.possessive(above.index):
            return above.index
        beside = (c for c in self.tree.children(name, Role.APPOSITION, Role.CONJUNCT) if c.pos == "NOUN")
        return next((c.index for c in beside if self.possessive(c.index) and self._is_parenthetic(c)), None)

    def _is_parenthetic(self, noun: Word) -> bool:
        """Whether a noun stands between commas, and is no part of a list."""
        inside = [i for i in self.tree.subtree(noun.index) if self.tree[i].text != ","]
        before, behind = self.tree[inside[0] - 1], inside[-1] + 1
        return before.text == "," and behind < len(self.tree) and self.tree[behind].text == ","

    def possessive(self, index: int) -> list[Word]:
        """The possessive before a noun, if there is one."""
        return [c for c in self.tree.children(index, Role.DETERMINER) if c.lower in self.words.possessive]

    def possessors(self, index: int, *, told: bool = True) -> list[int]:
        """Whom a possessive before a noun refers to: the subject of its clause, where numbers agree.

        One whose owner is told stands for the owner itself, unless that is not asked for.
        """
        owners = self.possessive(index)
        if not owners:
            return []
        blamed = self._addressed(index)
        if blamed:
            return blamed
        if told and owners[0].index in self.told:
            return [owners[0].index]
        plural = owners[0].lower in self.words.plural_possessive
        first = self._first_of_list(index)
        if first is not None and self.tree[first].pos != "PRON" and self._is_plural(first) == plural:
            return [first]  # "[X] et ses alliés"
        inside = False
        for above in self.tree.ancestors(index):
            infinitive = above.morph.get("VerbForm") == "Inf"
            if above.pos not in (*_VERBAL, "ADJ") or (inside and infinitive):
                continue
            subjects = self.subjects(above.index)
            found = [i for i in subjects if index not in self.tree.subtree(i)]
            inside = inside or len(found) < len(subjects)  # "…, que X, [son] patron, critique"
            if not found and self.is_passive(above.index):
                found = self.objects(above.index)  # "X a été vendu par sa maison mère"
            if found and all(self.tree[i].pos == "PRON" and i not in self.told for i in found):
                return []  # nobody knows who "elle" is
            if found and (len(self.coordinated(found[0])) > 1 or self._is_plural(found[0])) == plural:
                return found
        return []

    def _addressed(self, index: int) -> list[int]:
        """To whom something of theirs is said: "X reproche [à Y] son soutien à Z"."""
        verb = next((above for above in self.tree.ancestors(index) if above.pos in _VERBAL), None)
        if verb is None or verb.lemma not in self.words.object_control:
            return []
        return self._indirect(verb.index)

    def _first_of_list(self, index: int) -> int | None:
        """The word before a conjunction that the noun behind it is coordinated with."""
        above = self.tree.head(index)
        joined = (
            self.tree[index].role is Role.CONJUNCT and above is not None and above.pos in ("NOUN", "PROPN")
        )
        if not joined or above is None or self._is_parenthetic(self.tree[index]):
            return None  # "X, [son club], a …"
        return above.index

    def _is_plural(self, index: int) -> bool:
        return bool(self.tree[index].morph.get("Number") == "Plur")

    def _hosts(self, index: int, prepositions: frozenset[str]) -> list[int]:
        """The subject of a clause in which a noun is means or occasion: "avec l'appui de X, Y avance"."""
        above = self.tree.head(index)
        if above is None:
            return []
        if (
            above.lemma in self.words.accompaniment_adjectives
            and self.preposition(index) in self.words.genitive
        ):
            head = self.tree.head(above.index)
            if head is not None and head.pos in ("NOUN", "PROPN"):
                return [head.index]  # "X, [fort] du soutien de Y, avance"
            return self.subjects(head.index) if head is not None and head.pos in _VERBAL else []
        if self.preposition(index) not in prepositions:
            return []
        if above.pos in _VERBAL:
            return self.objects(above.index) if self.is_passive(above.index) else self.subjects(above.index)
        return []

    # -- adjectives and prepositions

    def adjective_slots(self, index: int) -> Slots:
        """The slots of an adjective: the noun it speaks of and its complements."""
        slots: Slots = defaultdict(list)
        word, above = self.tree[index], self.tree.head(index)
        # "est opposé à" may be read as a passive: what it is said of is the same.
        if self.tree.children(index, Role.COPULA, Role.PASSIVE_AUXILIARY):
            own = [c.index for c in self.tree.children(index, Role.SUBJECT, Role.PASSIVE_SUBJECT)]
            slots[Slot.SUBJECT] = self._antecedents(own, index)
        elif above is not None and word.role in (Role.MODIFIER, Role.PARTICIPIAL, Role.APPOSITION):
            slots[Slot.SUBJECT] = [above.index]
        elif (
            above is not None and word.role in (Role.OPEN_COMPLEMENT, Role.ADVERBIAL) and above.pos in _VERBAL
        ):
            slots[Slot.SUBJECT] = self.subjects(above.index)
        elif above is not None and word.role is Role.CONJUNCT:
            slots[Slot.SUBJECT] = (
                self.adjective_slots(above.index)[Slot.SUBJECT] if above.pos == "ADJ" else []
            )
        slots[Slot.SUBJECT] = slots[Slot.SUBJECT] or self.before_comma(index)
        for noun in slots[Slot.SUBJECT]:
            slots[Slot.POSSESSOR] += self.possessors(noun)  # "X et [ses] factions alliées"
        self._add_obliques(slots, index)
        if above is not None and word.role is Role.OPEN_COMPLEMENT and above.pos in _VERBAL:
            for child in self.tree.children(above.index, Role.OBLIQUE):
                if child.index > index:  # "se dit solidaire [de X]", hung on the verb
                    self._add_oblique(slots, child.index, only_new=True)
        return slots

    def preposition_slots(self, complement: int) -> Slots:
        """The slots of a prepositional predicate: subject of the clause, and its complement."""
        slots: Slots = defaultdict(list)
        above = self.tree.head(complement)
        slots[Slot.OBJECT] = [complement]
        if above is None:
            return slots
        if above.pos in _VERBAL:
            slots[Slot.HOST] = self.objects(above.index)  # "arrêter [X] sur plainte de Y"
            passive = self.is_passive(above.index)
            slots[Slot.SUBJECT] = slots[Slot.HOST] if passive else self.subjects(above.index)
            return slots
        # "des citoyens [en colère contre] Y"; between commas others too speak of the noun before them.
        state = self.preposition(complement).split()[0] in self.words.state_prepositions
        if state or (above.pos in ("NOUN", "PROPN") and self._opens_with_comma(complement, above)):
            slots[Slot.SUBJECT] = [above.index]
        # "X est [en guerre contre] Y": the copula stands with the complement or with the noun before it.
        for word in (complement, above.index):
            if self.tree.children(word, Role.COPULA):
                slots[Slot.SUBJECT] = [c.index for c in self.tree.children(word, Role.SUBJECT)]
        return slots

    def _opens_with_comma(self, complement: int, above: Word) -> bool:
        """Whether a comma stands between a noun and the preposition of its complement."""
        cases = self.tree.children(complement, Role.CASE)
        return bool(cases) and any(word.text == "," for word in self.tree[above.index + 1 : cases[0].index])

    def slots(
        self, index: int, kind: CueKind, adjectives: Iterable[int] = (), parts: Iterable[int] = ()
    ) -> Slots:
        """The slots of a predicate of a given word class; `parts` are all words of one of several words."""
        if kind is CueKind.VERB:
            return self._with_complements_of_parts(self.verb_slots(index), index, parts)
        if kind is CueKind.NOUN:
            return self._with_complements_of_parts(self.noun_slots(index, adjectives), index, parts)
        if kind is CueKind.ADJECTIVE:
            return self.adjective_slots(index)
        return self.preposition_slots(index)

    def coordinated(self, index: int) -> list[int]:
        """A word and what is coordinated with it, in text order; a coordinated clause is not."""
        found, stack = [], [index]
        while stack:
            current = stack.pop()
            found.append(current)
            stack.extend(
                c.index
                for c in self.tree.children(current, Role.CONJUNCT)
                if (c.pos not in _VERBAL or self.tree[index].pos in _VERBAL) and not self._is_excluded(c)
            )
        return sorted(found)

    def _is_excluded(self, conjunct: Word) -> bool:
        """Whether a conjunct is parted off from what is said: "X, et [non Y]"."""
        if conjunct.pos in _VERBAL:
            return False
        adverbs = self.tree.children(conjunct.index, Role.ADVERB)
        return any(a.lower in self.words.excluding_adverbs and a.index < conjunct.index for a in adverbs)
