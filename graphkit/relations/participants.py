"""Who does it, who undergoes it, of whom a noun is said, and whose it is.

Subjects and objects are deep ones: shared between coordinated verbs, understood of infinitives, turned round
in the passive, and of a noun those of the verb that carries it. Each question leads to the others, hence
they are answered together.
"""

from __future__ import annotations

from collections.abc import Collection

from graphkit.actors.owners import object_before
from graphkit.language.schema.grammar import Grammar, Role
from graphkit.relations.agreement import agrees, is_tagged_plural
from graphkit.relations.nouns import DEPTH, Nouns
from graphkit.relations.verbs import ON_NOUNS, VERBAL
from graphkit.syntax import SUBJECTS, Tree, Word

_CLAUSAL = (Role.OPEN_COMPLEMENT, Role.CLAUSAL_COMPLEMENT, Role.ADVERBIAL)


class Participants(Nouns):
    """Who takes part in what the verbs and nouns of one text say.

    `told` are the pronouns and possessives that are known to stand for an actor.
    """

    def __init__(self, tree: Tree, grammar: Grammar, told: Collection[int] = frozenset()) -> None:
        super().__init__(tree, grammar)
        self.told = told

    # -- of a verb

    def subjects(self, index: int, depth: int = DEPTH) -> list[int]:
        """Deep subjects of a verb: who does it, whatever the voice and wherever it is named."""
        if depth == 0:
            return []
        if self.is_passive(index):
            return self.agents(index) or self._shared(index, depth, passive=True)
        named = self.tree.children(index, *SUBJECTS)
        if any(self._is_complement(child) for child in named):
            return []  # who does it, the parser has not found
        own = [child.index for child in named]
        for causative in self.tree.children(index, Role.CAUSATIVE):
            own += [child.index for child in self.tree.children(causative.index, *SUBJECTS)]
        if own:
            return self.antecedents(own, index)
        return self._shared(index, depth, passive=False)

    def _is_complement(self, pronoun: Word) -> bool:
        """Whether a relative pronoun read as a subject has a preposition: "X, [à qui] Y prête …"."""
        relative = pronoun.lower in self.words.relative_subject
        return relative and bool(self.tree.children(pronoun.index, Role.CASE))

    def _shared(self, index: int, depth: int, *, passive: bool) -> list[int]:
        """The subject that a verb shares with the clause above it."""
        word, above = self.tree[index], self.tree.head(index)
        if above is None:
            return []
        if word.role is Role.CONJUNCT and above.pos in (*VERBAL, "ADJ", "NOUN"):
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
                or self.indirect_objects(above.index)
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
            above = next((a for a in self.tree.ancestors(above.index) if a.pos in VERBAL), above)
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
        asked = (
            self.objects(above.index)
            or self.indirect_objects(above.index)
            or self.hidden_objects(above.index)
        )
        return bool(marks & self.words.dative) and not asked

    def objects(self, index: int, depth: int = DEPTH) -> list[int]:
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
            return self.antecedents(own, index)
        own = [child.index for child in self.tree.children(index, Role.PASSIVE_SUBJECT, Role.SUBJECT)]
        if own:
            return self.antecedents(own, index)
        if above is None:
            return []
        if word.role in ON_NOUNS and above.pos in (
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
            # "Appuyée par X, l'armée avance", "X se dit choqué par Y": it speaks of the clause's subject,
            # as in "Accusé par X, Y a été suspendu par Z"; behind, it rather speaks of Z.
            opens = index < above.index and self.is_passive(above.index)
            return self.objects(above.index, depth - 1) if opens else self.subjects(above.index, depth - 1)
        return []

    def _undergone_in_coordination(self, word: Word, above: Word, depth: int) -> list[int]:
        """The deep object of a passive that is coordinated to another word."""
        if above.pos == "NOUN":
            return self.noun_modified(above)
        if self.is_passive(above.index):
            undergone = self.objects(above.index, depth - 1)
            return self._plural_agents(word, above, undergone) or undergone
        # "X a quitté Y et a été accusé" says it of X; a participle alone may belong to any noun before.
        clause = self.tree.children(word.index, Role.AUXILIARY, Role.PASSIVE_AUXILIARY)
        return self.subjects(above.index, depth - 1) if clause else []

    def _plural_agents(self, participle: Word, above: Word, undergone: Collection[int]) -> list[int]:
        """Of whom a plural participle speaks behind one: "X est visé par [les Y], soutenus par Z"."""
        clause = self.tree.children(participle.index, Role.AUXILIARY, Role.PASSIVE_AUXILIARY)
        several = len(undergone) > 1 or any(is_tagged_plural(self.tree[i]) for i in undergone)
        if clause or several or not participle.lower.endswith(self.words.plural_endings):
            return []
        return [i for i in self.agents(above.index) if is_tagged_plural(self.tree[i])]

    def _participle_fits(self, word: Word, above: Word) -> bool:
        """Whether a participle agrees with the noun it hangs on, or that noun is one of several."""
        return len(self.coordinated(above.index)) > 1 or agrees(word, above, self.words)

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

    # -- of a noun

    def subjects_of_noun(self, index: int, depth: int = DEPTH) -> list[int]:
        """Who a noun says something of: by copula, apposition in any position, or its light verb."""
        if depth == 0:
            return []
        if self.tree.children(index, Role.COPULA):
            return self._of_copula(index, depth)
        carried = self.light_relative(index)
        if carried is not None and self.tree[carried].lemma not in self.words.undergoing_verbs:
            return self.subjects(carried, depth - 1)
        return self._subjects_around(index, depth)

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
        return self.antecedents(own, index) or self._shared(index, depth, passive=False)

    def _subjects_around(self, index: int, depth: int) -> list[int]:
        """Who a noun without a copula says something of."""
        word, above = self.tree[index], self.tree.head(index)
        beside = self.appositions(index)
        if beside or above is None:
            carried = None if beside else self.light_verb(index)
            return beside if carried is None else self.subjects(carried, depth - 1)
        beside_name = word.role is Role.MODIFIER and word.pos == "NOUN" and above.pos in ("NOUN", "PROPN")
        if (
            word.role is Role.APPOSITION
            and is_tagged_plural(self.tree[index])
            and above.role is Role.CONJUNCT
        ):
            first = self.list_of(above)  # "X et Y, [alliés] de Z"
            return first if not any(is_tagged_plural(self.tree[i]) for i in first) else [above.index]
        if (
            word.role is Role.APPOSITION
            or beside_name
            or (word.role is Role.PARTICIPIAL and word.pos == "NOUN")
        ):
            return [above.index]
        if word.role is Role.CONJUNCT and above.pos == word.pos:
            return self.subjects_of_noun(above.index, depth - 1)
        aspect = word.role is Role.OBLIQUE and word.lemma in self.words.aspect_nouns
        complement = word.role is Role.OPEN_COMPLEMENT or self.is_object_of_copula(index)
        posing = self._poser(word, above)
        if posing:
            return posing
        if above.pos in VERBAL and (complement or aspect):
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

    def _is_fronted(self, word: Word, above: Word) -> bool:
        """Whether a bare noun opens its clause: "Alliée de longue date de Kiev, Varsovie a réagi"."""
        loose = word.role in (Role.ADVERBIAL, Role.OBLIQUE, Role.DISLOCATED, Role.OTHER, Role.PARATAXIS)
        return loose and not self.preposition(word.index) and above.pos in VERBAL and word.index < above.index

    def _poser(self, word: Word, above: Word) -> list[int]:
        """Who poses, or is seen, as what a noun says: "X s'est posé [en protecteur] de Y"."""
        if above.pos not in VERBAL or word.role is not Role.OBLIQUE:
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

    def involving_verb(self, index: int) -> int | None:
        """The verb that says that its subject takes part in an event: "X et Y entrent en guerre".

        A passive says it of whom it is done to: "X et Y sont engagés dans une guerre".
        """
        event, verb = self.tree[index], self.tree.head(index)
        if event.role is not Role.OBLIQUE or verb is None or verb.lemma not in self.words.involving_verbs:
            return None
        alone = self.is_passive(verb.index) or not self.objects(verb.index)
        return verb.index if alone and self.preposition(index) in self.words.involving_prepositions else None

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
        first = self.first_of_list(index)
        if (
            first is not None
            and self.tree[first].pos != "PRON"
            and is_tagged_plural(self.tree[first]) == plural
        ):
            return [first]  # "[X] et ses alliés"
        return self._possessors_above(index, plural=plural)

    def _possessors_above(self, index: int, *, plural: bool) -> list[int]:
        """Whom a possessive refers to in the clauses around its noun."""
        inside = False
        for above in self.tree.ancestors(index):
            infinitive = above.morph.get("VerbForm") == "Inf"
            if above.pos not in (*VERBAL, "ADJ") or (inside and infinitive):
                continue
            if self._may_be_of_object(above, index, plural=plural):
                return []
            subjects = self.subjects(above.index)
            found = [i for i in subjects if index not in self.tree.subtree(i)]
            inside = inside or len(found) < len(subjects)  # "…, que X, [son] patron, critique"
            if not found and self.is_passive(above.index):
                found = self.objects(above.index)  # "X a été vendu par sa maison mère"
            if found and all(self.tree[i].pos == "PRON" and i not in self.told for i in found):
                return []  # nobody knows who "elle" is
            if (
                found
                and (len(self.coordinated(found[0])) > 1 or is_tagged_plural(self.tree[found[0]])) == plural
            ):
                return found
        return []

    def _may_be_of_object(self, verb: Word, index: int, *, plural: bool) -> bool:
        """Whether a noun with a possessive may be of the object too: "a vu Y après son vote"."""
        openings = self.words.time_openings | self.words.cause_openings
        if verb.lemma in self.words.depriving_verbs:
            openings |= self.words.genitive  # "a débouté Y de [sa] plainte"
        undergoer = object_before(self.tree, verb, index, openings)
        if undergoer is None or undergoer.pos not in ("PRON", "PROPN"):
            return False
        return (len(self.coordinated(undergoer.index)) > 1 or is_tagged_plural(undergoer)) == plural

    def _addressed(self, index: int) -> list[int]:
        """To whom something of theirs is said: "X reproche [à Y] son soutien à Z"."""
        verb = next((above for above in self.tree.ancestors(index) if above.pos in VERBAL), None)
        if verb is None or verb.lemma not in self.words.object_control:
            return []
        return self.indirect_objects(verb.index)
