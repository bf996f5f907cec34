"""What somebody thinks of somebody: a verb of opinion, or a quotation, with a word of blame or praise.

"qualifier X de menteur", "juger inacceptable l'attitude de X", "« X est un danger », a dit Y". Blame is
opposition and praise alliance. A word that is in neither list says nothing here: a sign is never guessed.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from graphkit.language.schema.folder import LanguageData
from graphkit.language.schema.grammar import Role
from graphkit.records import RelationType
from graphkit.relations.agreement import agrees
from graphkit.relations.arguments import Structure
from graphkit.relations.matching import Phrases, VerbLists, is_noun, verbs_of
from graphkit.syntax import SUBJECTS, Tree, Word

_COMPLEMENTS = (Role.OPEN_COMPLEMENT, Role.OBLIQUE, Role.CLAUSAL_COMPLEMENT, Role.MODIFIER, Role.APPOSITION)
# The parts of speech of words of blame and praise.
_JUDGING = ("ADJ", "NOUN", "VERB", "PROPN")


@dataclass(frozen=True, slots=True, kw_only=True)
class Opinion:
    """A judgement of somebody, as words.

    `holders` is empty where no verb tells whose it is; then it is that of who is quoted. `predicate` is
    the word whose status decides, and `words` are shown as the cue. One that is `denied` is had where the
    text denies the predicate; one that is `supposed` is had whether the text denies its predicate, leaves it
    open or says it. A `demand` says what somebody is to do, which who announces it need not want. What the
    `clause` leaves open is no opinion.
    """

    type: RelationType
    holders: tuple[int, ...]
    judged: tuple[int, ...]
    predicate: int
    words: tuple[int, ...]
    denied: bool = False
    supposed: bool = False
    demand: bool = False
    clause: int | None = None


class OpinionReader:
    """Reads opinions from a structure, for one language."""

    def __init__(self, language: LanguageData) -> None:
        self.data = language.opinions
        self.quotes = language.grammar.quotes
        self._verb_lists = VerbLists(language)
        self._negation = language.status.negation
        self._inflections = language.grammar.words.inflections
        self._verb_forms = language.verb_forms()
        self._verbs = self.data.with_adjective.union(*self.data.calling.values())
        self._phrases = Phrases(self.data.blame_phrases)
        self._types = self._with_endings(self.data.blame, self.data.praise)
        self._felt = self._with_endings(**self.data.feelings)
        self._tones = self._with_endings(**self.data.tones)
        self._owed_virtues = frozenset(self._with_endings(self.data.owed_virtues, ()))
        self._speaker = language.anaphora.speaker
        reflexive = language.grammar.words.reflexive
        self._acts = [
            (relation_type, own, frozenset(a for a in acts if a.startswith(tuple(reflexive)) is own))
            for acts, relation_type in (
                (self.data.blaming_acts, RelationType.OPPOSITION),
                (self.data.praising_acts, RelationType.ALLIANCE),
            )
            for own in (False, True)
        ]
        self._judging_verbs = frozenset().union(
            self._verbs,
            self.data.seeing,
            self.data.feeling,
            verbs_of(self.data.owed_acts, reflexive),
            *(verbs_of(acts, reflexive) for _, _, acts in self._acts),
        )
        demands = (self.data.leaving, self.data.yielding, self.data.staying)
        self._due_verbs = frozenset().union(
            self.data.due_blame,
            self.data.due_praise,
            verbs_of(self.data.ceasing, reflexive),
            *(verbs_of(acts, reflexive) for acts in demands),
        )
        self._due_nouns = frozenset(part for acts in demands for act in acts for part in act.split()[1:])

    def read(self, structure: Structure) -> Iterator[Opinion]:
        """The opinions of a text, in text order."""
        for word in structure.tree:
            if word.pos in ("VERB", "AUX") and self._lemmas(word) & self._judging_verbs:
                yield from self._of_verb(structure, word)
                yield from self._of_sight(structure, word)
                yield from self._of_feeling(structure, word)
                yield from self._of_act(structure, word)
            if word.pos in ("VERB", "ADJ") and self._lemmas(word) & self._due_verbs:
                yield from self._of_demand(structure, word)
            if word.pos in _JUDGING and structure.tree.children(word.index, Role.COPULA):
                yield from self._of_copula(structure, word)
            if word.lower in self._felt:
                yield from self._of_own_feeling(structure, word)
            if word.pos == "NOUN":
                yield from self._of_conduct(structure, word)
                yield from self._of_tone(structure, word)

    def type_of(self, word: Word) -> RelationType | None:
        """The relation that a word of blame or praise makes; None for all others."""
        if word.pos not in _JUDGING:
            return None
        return self.type_of_form(word.text) or self.type_of_form(word.lemma)

    def type_of_form(self, form: str) -> RelationType | None:
        """The relation that a form makes, whatever its ending."""
        return self._types.get(form.lower())

    def _with_endings(self, blame: Collection[str], praise: Collection[str]) -> dict[str, RelationType]:
        """The relation that each form of two lists makes; a form of both is blame."""
        sides = ((RelationType.ALLIANCE, praise), (RelationType.OPPOSITION, blame))
        endings = ("", *self._inflections)
        return {form + ending: side for side, forms in sides for form in forms for ending in endings}

    def _type_of_phrase(self, structure: Structure, word: Word) -> RelationType | None:
        """The relation that a word makes with what stands beside it: "un homme [dangereux]", "peu fiable".

        A word that is taken back says nothing ("un prétendu héros"), and praise that is denied is blame.
        """
        modifiers = self._modifiers(structure, word)
        if any(c.lower in self.data.hollow for c in modifiers):
            return None
        found = self.type_of(word) or self._type_of_words(structure, word)
        if found is None and word.pos == "NOUN":
            types = {self._type_of_phrase(structure, c) for c in modifiers} - {None}
            found = types.pop() if len(types) == 1 else None
        if found is None or not self._is_lessened(structure, word):
            return found
        return RelationType.OPPOSITION if found is RelationType.ALLIANCE else None

    @staticmethod
    def _modifiers(structure: Structure, word: Word) -> list[Word]:
        """The adjectives of a word, whatever a tagger took them for right behind it."""
        tree = structure.tree
        own = [
            c
            for c in tree.children(word.index)
            if c.pos in ("ADJ", "VERB", "NOUN")
            and (
                c.role is Role.MODIFIER
                or (
                    c.role in (Role.OBLIQUE, Role.PARTICIPIAL)
                    and all(w.pos == "ADV" for w in tree[word.index + 1 : c.index])
                    and all(below.pos == "ADV" for below in tree.children(c.index))
                    and c.index > word.index
                )
            )
        ]
        beside = (d for c in own for d in tree.children(c.index, Role.CONJUNCT) if d.pos == "ADJ")
        return [*own, *beside]  # "une réponse ferme et [juste]"

    def _type_of_words(self, structure: Structure, word: Word) -> RelationType | None:
        """The relation that several words make: "un coup monté", "un tissu [de mensonges]"."""
        tree = structure.tree
        if self._phrases.begins(tree, word):
            return RelationType.OPPOSITION
        if word.lemma not in self.data.heaps:
            return None
        inside = (c for c in tree.children(word.index, Role.OBLIQUE) if c.index > word.index)
        bare = (c for c in inside if not tree.children(c.index, Role.DETERMINER))
        held = (self.type_of(c) for c in bare if structure.preposition(c.index) in structure.words.genitive)
        return next((t for t in held if t is not None), None)

    def _of_verb(self, structure: Structure, verb: Word) -> Iterator[Opinion]:
        """Opinions said with a verb: "X qualifie Y de menteur", "X juge inacceptable la décision de Y"."""
        lemmas = self._lemmas(verb) & self._verbs
        if not lemmas or structure.is_reflexive(verb.index):
            return
        subjects = structure.subjects(verb.index)
        for word, relation_type in self._words_of(structure, verb, lemmas):
            holders = [i for i in subjects if i != word.index]
            if not holders and structure.is_passive(verb.index):
                # "qualifié de menteur [par X]" has its agent hung on what X says.
                holders = [
                    c.index
                    for c in structure.tree.children(word.index, Role.OBLIQUE, Role.AGENT)
                    if structure.preposition(c.index) in structure.words.agentive
                ]
            judged = [i for i in self._judged(structure, verb, word) if i != word.index]
            if holders and judged:
                yield self._by_verb(relation_type, holders, judged, verb, word)
                return

    def _lemmas(self, verb: Word) -> set[str]:
        return {verb.lemma, *self._verb_forms.get(verb.lower, ())}

    @staticmethod
    def _by_verb(
        relation_type: RelationType, holders: Sequence[int], judged: Sequence[int], verb: Word, word: Word
    ) -> Opinion:
        return Opinion(
            type=relation_type,
            holders=tuple(holders),
            judged=tuple(judged),
            predicate=verb.index,
            words=tuple(sorted((verb.index, word.index))),
        )

    def _words_of(
        self, structure: Structure, verb: Word, lemmas: set[str]
    ) -> Iterator[tuple[Word, RelationType]]:
        """The words by which a verb calls somebody something."""
        tree = structure.tree
        objects = [*structure.objects(verb.index), *structure.hidden_objects(verb.index)]
        # "une décision que X juge [scandaleuse]" has it for the object, "juge [scandaleuse] la décision" too.
        before = bool(self._antecedent(structure, verb))
        nouns = [] if before else [i for i in objects if tree[i].pos != "ADJ"]
        roles = (*_COMPLEMENTS, Role.OBJECT) if before or nouns else _COMPLEMENTS
        for governor, word in self._said_words(structure, verb, objects, roles):
            if word.index < verb.index or word.index in nouns or _is_clause_of_its_own(tree, word):
                continue
            preposition = structure.preposition(word.index)
            if lemmas & self.data.calling.get(preposition, frozenset()):
                called = self._type_of_phrase(structure, word) or self._type_of_relation(structure, word)
                found = RelationType.OPPOSITION if lemmas & self.data.insulting else called
                owner = governor != verb.index and called is None and not self._is_quoted(structure, word)
                if found is not None and owner:
                    continue  # "traiter la demande [de l'association]"
                if found is not None and word.index not in objects:
                    yield word, found
            elif not preposition and lemmas & self.data.with_adjective:
                found = self._type_of_phrase(structure, word)
                if found is not None and self._is_predicative(structure, word, governor, verb):
                    yield word, found

        if lemmas & self.data.with_adjective:
            yield from self._quoted_at_end(structure, objects)
            yield from self._at_end(structure, verb, objects)

    @staticmethod
    def _owners_behind(structure: Structure, noun: int) -> list[int]:
        """Whose a noun is, and whose they are: "le choix [de la direction] [de X]"; none of several."""
        found: list[int] = []
        behind = [i for i in structure.genitives(noun) if i > noun]
        while len(behind) == 1:
            found += behind
            behind = [i for i in structure.genitives(behind[0]) if i > found[-1]]
        return [] if behind else found

    @staticmethod
    def _said_words(
        structure: Structure, verb: Word, objects: Sequence[int], roles: Sequence[Role]
    ) -> Iterator[tuple[int, Word]]:
        """What hangs on a verb, on its objects and, with a preposition and bare, on whose they are.

        "qualifie les propos de Y [de scandaleux]" may have it hung on Y.
        """
        tree = structure.tree
        for governor in (verb.index, *objects):
            yield from ((governor, word) for word in tree.children(governor, *roles))
        for noun in (i for i in objects if tree[i].pos == "NOUN"):
            for owner in structure.genitives(noun):
                for word in tree.children(owner, *roles):
                    bare = not tree.children(word.index, Role.DETERMINER)
                    if bare and structure.preposition(word.index):
                        yield owner, word

    def _at_end(
        self, structure: Structure, verb: Word, objects: Sequence[int]
    ) -> Iterator[tuple[Word, RelationType]]:
        """An adjective behind the genitive of an object: "juge les lois de X [très injustes]".

        One that belongs to the noun stands before its genitive, and one that may belong to the genitive says
        nothing: "juge la décision de la majorité scandaleuse".
        """
        tree = structure.tree
        last = tree.sentence_of(verb.index)[1]
        for noun in (tree[i] for i in objects if i > verb.index and tree[i].pos == "NOUN"):
            owners = self._owners_behind(structure, noun.index)
            if not owners or not tree.children(noun.index, Role.DETERMINER):
                continue
            place = owners[-1] + 1
            while place < last and (tree[place].pos == "PROPN" or tree[place].text[:1].isupper()):
                place += 1  # the rest of a name
            degree = place < last and tree[place].pos == "ADV"
            place += degree
            word = tree[place] if place < last else verb
            if word.pos not in ("ADJ", "VERB") or word.index == verb.index:
                continue
            found = self._type_of_phrase(structure, word)
            fits = agrees(word, noun, structure.words)
            common = (tree[i] for i in owners if tree[i].pos != "PROPN")
            of_owner = any(agrees(word, owner, structure.words) for owner in common)
            if found is not None and fits and (degree or not of_owner):
                yield word, found

    def _quoted_at_end(
        self, structure: Structure, objects: Sequence[int]
    ) -> Iterator[tuple[Word, RelationType]]:
        """An adjective between quotation marks behind an object: "juge la loi de X « inique »"."""
        tree = structure.tree
        for inside in map(tree.subtree, objects):
            if len(inside) < 4:
                continue
            before, word, after = (tree[i] for i in inside[-3:])
            quoted = before.text in self.quotes.open and after.text in self.quotes.close
            if quoted and word.pos == "ADJ" and (found := self._type_of_phrase(structure, word)) is not None:
                yield word, found

    def _is_quoted(self, structure: Structure, word: Word) -> bool:
        """Whether a quotation opens at a noun or what stands before it: "de « cinquième [colonne] »"."""
        start = word.index
        while start > 0 and structure.tree[start - 1].pos in ("ADJ", "DET", "NUM"):
            start -= 1
        return start > 0 and structure.tree[start - 1].text in self.quotes.open

    def _ends_quotation(self, structure: Structure, word: Word) -> bool:
        """Whether a quotation closes right before a noun phrase."""
        inside = (i for i in structure.tree.subtree(word.index) if structure.tree[i].pos != "PUNCT")
        return structure.tree[min(inside) - 1].text in self.quotes.close

    def _type_of_relation(self, structure: Structure, word: Word) -> RelationType | None:
        """The relation to who speaks that a noun says, unless it says to whom else: "le rival de Y"."""
        owned = [c for c in structure.tree.children(word.index, Role.OBLIQUE) if c.pos != "ADJ"]
        if owned or any(c.lower in structure.words.possessive for c in structure.tree.children(word.index)):
            return None
        if word.lemma in self.data.foes or word.lower in self.data.foes:
            return RelationType.OPPOSITION
        friend = word.lemma in self.data.friends or word.lower in self.data.friends
        return RelationType.ALLIANCE if friend else None

    def _is_predicative(self, structure: Structure, word: Word, governor: int, verb: Word) -> bool:
        """Whether a word is what the verb calls its object: "juge [dangereuse] la loi", not "la … loi"."""
        if governor == verb.index:
            return word.role is not Role.MODIFIER
        determiners = structure.tree.children(governor, Role.DETERMINER)
        before = bool(determiners) and word.index < determiners[0].index
        return before or (structure.tree[governor].pos == "PROPN" and word.index > governor)

    def _judged(self, structure: Structure, verb: Word, word: Word) -> list[int]:
        return (
            [
                i
                for i in structure.objects(verb.index)
                if i != word.index and not self._is_far(structure, verb, i)
            ]
            or [c.index for c in structure.tree.children(word.index, Role.OBJECT)]
            or structure.hidden_objects(verb.index)
            or self._antecedent(structure, verb)
            or [
                c.index  # "trouve choquants [les propos de Y]", hung on the verb without a preposition
                for c in structure.tree.children(verb.index, Role.OBLIQUE)
                if c.index > word.index and c.pos == "NOUN" and not structure.preposition(c.index)
            ]
            or [
                c.index  # "traite d'« incompétents » [les élus de Y]", read as an apposition
                for c in structure.tree.children(word.index, Role.APPOSITION)
                if c.pos in ("NOUN", "PROPN") and self._ends_quotation(structure, c)
            ]
            or [
                c.index  # "juge « inique » [la loi de Y]", read as a list
                for c in structure.tree.children(word.index, Role.CONJUNCT)
                if c.pos == "NOUN" and not any(d.pos == "CCONJ" for d in structure.tree.children(c.index))
            ]
        )

    @staticmethod
    def _antecedent(structure: Structure, verb: Word) -> list[int]:
        """The noun that "que" stands for, read as a conjunction: "[une décision] que X juge inique"."""
        that = structure.words.relative_object
        marks = [c.index for c in structure.tree.children(verb.index, Role.MARK) if c.lower in that]
        if not marks or verb.role not in (Role.RELATIVE, Role.PARTICIPIAL):
            return []
        # "l'association de Y, que X juge …" may be said of either.
        between = structure.tree[verb.head + 1 : marks[0]]
        nearer = any(w.pos == "PROPN" and w.role is not Role.NAME_PART for w in between)
        return [] if nearer else [verb.head]

    @staticmethod
    def _is_far(structure: Structure, verb: Word, noun: int) -> bool:
        """Whether something stands between a relative clause and its noun: "X, [ami de Y,] que Z juge …"."""
        that = structure.words.relative_object
        marks = [c.index for c in structure.tree.children(verb.index, Role.OBJECT) if c.lower in that]
        return bool(marks) and any(w.text == "," for w in structure.tree[noun + 1 : marks[0] - 1])

    def _of_copula(self, structure: Structure, word: Word) -> Iterator[Opinion]:
        """Opinions that somebody who is quoted has: "X est un danger", "X n'est pas crédible"."""
        judged = structure.subjects_of_noun(word.index)
        if structure.preposition(word.index) or not judged:
            return
        relation_type = self._type_of_phrase(structure, word)
        if relation_type is not None:
            yield self._by_speaker(relation_type, judged, word)
        if word.lower in self._owed_virtues:
            yield replace(self._by_speaker(RelationType.OPPOSITION, judged, word), denied=True)

    def _of_own_feeling(self, structure: Structure, word: Word) -> Iterator[Opinion]:
        """What who is quoted feels at somebody: "nous sommes déçus par l'attitude de X"."""
        tree = structure.tree
        subjects = tree.children(word.index, Role.SUBJECT, Role.PASSIVE_SUBJECT)
        if not any(s.lower in self._speaker for s in subjects) or self._is_lessened(structure, word):
            return
        judged = [
            c.index
            for c in tree.children(word.index, Role.AGENT, Role.OBLIQUE)
            if structure.preposition(c.index) in self.data.feeling_prepositions and c.index > word.index
        ]
        yield self._by_speaker(self._felt[word.lower], judged[:1], word)

    @staticmethod
    def _by_speaker(relation_type: RelationType, judged: Sequence[int], word: Word) -> Opinion:
        return Opinion(
            type=relation_type, holders=(), judged=tuple(judged), predicate=word.index, words=(word.index,)
        )

    def _of_act(self, structure: Structure, verb: Word) -> Iterator[Opinion]:
        """Opinions that somebody who is quoted has of who does something: "X a trahi ses promesses"."""
        reflexive = structure.is_reflexive(verb.index)
        for relation_type, own, acts in self._acts:
            if own is reflexive and self._verb_lists.has(structure.tree, verb, acts):
                yield self._by_speaker(relation_type, structure.subjects(verb.index), verb)
                return
        if not reflexive and self._verb_lists.has(structure.tree, verb, self.data.owed_acts):
            opinion = self._by_speaker(RelationType.OPPOSITION, structure.subjects(verb.index), verb)
            yield replace(opinion, denied=True)

    def _of_demand(self, structure: Structure, verb: Word) -> Iterator[Opinion]:
        """What somebody who is quoted wants done by or to somebody: "X doit démissionner", "… être jugé"."""
        modal = structure.tree.head(verb.index)
        if modal is None or verb.role not in (Role.OPEN_COMPLEMENT, Role.CLAUSAL_COMPLEMENT):
            return
        due = modal.lower in self.data.duties or self._is_reported_duty(structure, modal)
        if not due and not self._lemmas(modal) & self.data.abilities:
            return
        relation_type, denied = self._type_of_demand(structure, verb), False
        if relation_type is None or not due:
            denied = self._verb_lists.has(structure.tree, verb, self.data.staying)
            relation_type = RelationType.OPPOSITION if denied else None
        if relation_type is not None and self._is_no_plan(structure, modal, verb):
            opinion = self._by_speaker(relation_type, structure.subjects(modal.index), modal)
            yield replace(opinion, words=tuple(sorted((modal.index, verb.index))), denied=denied, demand=True)

    def _is_reported_duty(self, structure: Structure, modal: Word) -> bool:
        """Whether a duty is told in the past: "X a estimé que Y [devait] partir"."""
        above = structure.tree.head(modal.index)
        if above is None or modal.lower not in self.data.told_duties:
            return False
        return modal.role is Role.CLAUSAL_COMPLEMENT and bool(self._lemmas(above) & self.data.with_adjective)

    def _type_of_demand(self, structure: Structure, verb: Word) -> RelationType | None:
        """What who wants something done is to who is to do it, or to undergo it."""
        if structure.tree.children(verb.index, Role.PASSIVE_AUXILIARY, Role.AUXILIARY, Role.COPULA):
            lemmas = self._lemmas(verb)
            if lemmas & self.data.due_blame:
                return RelationType.OPPOSITION
            return RelationType.ALLIANCE if lemmas & self.data.due_praise else None
        going = self._verb_lists.has(structure.tree, verb, self.data.leaving | self.data.yielding)
        return RelationType.OPPOSITION if going or self._ends_evil(structure, verb) else None

    def _ends_evil(self, structure: Structure, verb: Word) -> bool:
        """Whether somebody is to stop doing ill: "doit cesser ses provocations", "… de mentir"."""
        tree = structure.tree
        if not self._verb_lists.has(tree, verb, self.data.ceasing):
            return False
        acts = tree.children(verb.index, Role.OPEN_COMPLEMENT, Role.ADVERBIAL)
        if any(self._verb_lists.has(tree, act, self.data.blaming_acts) for act in acts):
            return True
        return any(
            structure.possessive(noun.index)
            and (is_noun(noun, self.data.ceased) or self.type_of(noun) is RelationType.OPPOSITION)
            for noun in tree.children(verb.index, Role.OBJECT, Role.OBLIQUE)
        )

    def _is_no_plan(self, structure: Structure, modal: Word, verb: Word) -> bool:
        """Whether no time and no destination make a demand a plan: "doit partir [lundi pour Moscou]"."""
        tree = structure.tree
        if self._verb_lists.has(tree, verb, self.data.ceasing):
            return True
        going = self._verb_lists.has(tree, verb, self.data.leaving)
        allowed = structure.words.genitive if going else self.data.demanding
        for governor in (verb, modal):
            for child in tree.children(governor.index, Role.OBLIQUE, Role.MODIFIER, Role.OTHER):
                noun = child.pos in ("NOUN", "PROPN", "NUM") and child.index > verb.index
                if (
                    noun
                    and child.lemma not in self._due_nouns
                    and structure.preposition(child.index) not in allowed
                ):
                    return False
        return True

    def _of_sight(self, structure: Structure, verb: Word) -> Iterator[Opinion]:
        """What somebody sees in somebody: "X voit en Y une menace"."""
        if not self._lemmas(verb) & self.data.seeing or structure.is_reflexive(verb.index):
            return
        seen = [
            c.index
            for c in structure.tree.children(verb.index, Role.OBLIQUE)
            if structure.preposition(c.index) in self.data.seeing_prepositions
        ]
        for word in structure.tree.children(verb.index, Role.OBJECT, Role.OPEN_COMPLEMENT):
            found = self._type_of_phrase(structure, word) or self._type_of_relation(structure, word)
            if found is not None and seen:
                yield self._by_verb(found, structure.subjects(verb.index), seen, verb, word)
                return

    def _of_feeling(self, structure: Structure, verb: Word) -> Iterator[Opinion]:
        """What somebody says to feel at somebody: "X s'est dit « consterné » par Y"."""
        if not self._lemmas(verb) & self.data.feeling or not structure.is_reflexive(verb.index):
            return
        for word in structure.tree.children(verb.index, *_COMPLEMENTS, Role.OBJECT):
            found = self._felt.get(word.lower)
            if found is None or word.index < verb.index or self._is_lessened(structure, word):
                continue
            judged = [
                c.index
                for governor in (word.index, verb.index)
                for c in structure.tree.children(governor, Role.AGENT, Role.OBLIQUE)
                if structure.preposition(c.index) in self.data.feeling_prepositions and c.index > word.index
            ]
            if judged:
                yield self._by_verb(found, structure.subjects(verb.index), judged[:1], verb, word)
            return

    def _is_lessened(self, structure: Structure, word: Word) -> bool:
        """Whether a word before another takes it back: "peu impressionné", "pas déçu"."""
        less = self._negation.little | self._negation.bare | self._negation.coordinators
        return any(c.lower in less and c.index < word.index for c in structure.tree.children(word.index))

    def _of_conduct(self, structure: Structure, noun: Word) -> Iterator[Opinion]:
        """How somebody behaves, for who says it: "les mensonges de X", "parle d'un chantage de X".

        What somebody does shows it where a word of blame or praise stands with it: "les méthodes brutales
        de X".
        """
        tree, verb = structure.tree, structure.tree.head(noun.index)
        heap = noun.lemma in self.data.heaps and self._type_of_words(structure, noun) is not None
        own = heap or is_noun(noun, self.data.conduct)
        deed = not own and is_noun(noun, self.data.deeds | self.data.services)
        made = tree.children(noun.index, Role.PARTICIPIAL)
        relation_type = self._type_of_phrase(structure, noun) if own or deed or made else None
        if relation_type is None or (deed and self._is_no_judgement(structure, noun, relation_type)):
            return  # most nouns
        # "un complot ourdi par X"
        judged = [
            agent
            for participle in made
            if self._lemmas(participle) & self.data.doing and structure.is_passive(participle.index)
            for agent in structure.subjects(participle.index)
        ]
        if own or deed:
            judged += structure.genitives(noun.index) or self._shared_genitives(structure, noun)
        if judged and verb is not None and self._mentions(structure, verb, noun):
            yield self._by_verb(relation_type, structure.subjects(verb.index), judged, verb, noun)
        elif judged and not (verb is not None and self._is_imputed(structure, verb)):
            yield from self._in_speech(structure, noun, relation_type, judged, deed=deed)

    def _is_imputed(self, structure: Structure, above: Word) -> bool:
        """Whether what governs conduct leaves it to others: "évoque les mensonges", "reste à prouver"."""
        deeds = structure.tree.children(above.index, Role.OPEN_COMPLEMENT, Role.ADVERBIAL)
        infinitives = (d for d in deeds if d.morph.get("VerbForm") == "Inf")
        return any(self._lemmas(word) & self.data.imputing for word in (above, *infinitives))

    def _is_no_judgement(self, structure: Structure, noun: Word, relation_type: RelationType) -> bool:
        """Whether what stands with a deed only describes it: "la décision historique de X"."""
        if relation_type is RelationType.OPPOSITION and is_noun(noun, self.data.services):
            return True
        judging = (m for m in self._modifiers(structure, noun) if self.type_of(m) is not None)
        return all({m.lemma, m.lower} & self.data.describing for m in judging)

    def _in_speech(
        self,
        structure: Structure,
        noun: Word,
        relation_type: RelationType,
        judged: Sequence[int],
        *,
        deed: bool,
    ) -> Iterator[Opinion]:
        """How who is quoted judges a deed or somebody's conduct, by a noun."""
        tree, verb = structure.tree, structure.tree.head(noun.index)
        known = _is_known(tree, noun)
        if deed and not known and not tree.children(noun.index, Role.COPULA):
            return  # "une réaction excessive de X" may be one to come
        supposing = structure.preposition(noun.index) in self.data.supposing_prepositions
        supposing = supposing or (verb is not None and bool(self._lemmas(verb) & self.data.supposing))
        # "la réaction excessive de X [serait] une erreur": the predicate says whether it is so.
        said = verb is not None and noun.role in SUBJECTS and tree.children(verb.index, Role.COPULA)
        yield replace(
            self._by_speaker(relation_type, judged, noun),
            supposed=supposing and known,
            clause=verb.index if verb is not None and said else None,
        )

    def _shared_genitives(self, structure: Structure, noun: Word) -> list[int]:
        """The genitive that a noun shares with one behind it: "la méchanceté et la colère [de X]"."""
        tree, place = structure.tree, noun.index + 1
        last = tree.sentence_of(noun.index)[1]
        for part in ("ADJ", "CCONJ", "ADP", "DET"):
            place += place < last and tree[place].pos == part
        other = tree[place] if place < last else noun
        joined = any(word.pos == "CCONJ" for word in tree[noun.index + 1 : noun.index + 3])
        alike = other.pos == "NOUN" and is_noun(other, self.data.conduct | self.data.deeds)
        return structure.genitives(other.index) if joined and alike and other is not noun else []

    def _mentions(self, structure: Structure, verb: Word, noun: Word) -> bool:
        """Whether a verb of speech has a noun for what it speaks of."""
        preposition = structure.preposition(noun.index)
        verbs = self.data.mentioning.get(preposition, frozenset())
        said = noun.role in (Role.OBLIQUE, Role.OBJECT, Role.PASSIVE_SUBJECT)
        return said and bool(self._lemmas(verb) & verbs) and not structure.is_reflexive(verb.index)

    def _of_tone(self, structure: Structure, noun: Word) -> Iterator[Opinion]:
        """Hard or kind words for somebody: "X n'a pas de mots assez durs pour Y"."""
        tree, verb = structure.tree, structure.tree.head(noun.index)
        if noun.lemma not in self.data.utterances or verb is None or noun.role is not Role.OBJECT:
            return
        if not self._lemmas(verb) & self.data.uttering:
            return
        for tone in tree.children(noun.index, Role.MODIFIER):
            found = self._tones.get(tone.lower)
            judged = [
                c.index
                for governor in (noun.index, tone.index, verb.index)
                for c in tree.children(governor, Role.OBLIQUE)
                if structure.preposition(c.index) in self.data.towards and c.index > noun.index
            ]
            if found is None or not judged:
                continue
            # "pas de mots assez durs" is no denial; else what the verb says decides.
            enough = {tree[i].lower for i in tree.subtree(noun.index)} & self.data.enough
            opinion = self._by_verb(found, structure.subjects(verb.index), judged[:1], noun, tone)
            yield replace(opinion, predicate=tone.index) if enough else opinion
            return


def _is_clause_of_its_own(tree: Tree, word: Word) -> bool:
    """Whether a verb has its own subject, which it is said of: "juge que la politique de X [menace] Y"."""
    return (
        word.pos == "VERB"
        and word.role is Role.CLAUSAL_COMPLEMENT
        and bool(tree.children(word.index, *SUBJECTS))
    )


def _is_known(tree: Tree, noun: Word) -> bool:
    """Whether a noun phrase speaks of what is known: "les mensonges", "ces mensonges", not "un mensonge"."""
    articles = tree.children(noun.index, Role.DETERMINER, Role.CASE)  # "au chantage de X" has one in "au"
    return any(a.morph.get("Definite") == "Def" or a.morph.get("PronType") == "Dem" for a in articles)
