"""Predicate-argument structure: which words fill which slot of a predicate.

One normalised structure over the parse (voice, coordination, shared subjects, control,
relative clauses, light verbs, apposition, possessives, compound prepositions), independent
of any cue. Cues are then matched against slots, never against raw dependencies: "X attaque
Y", "Y attaqué par X", "l'attaque de X contre Y" and "X lance une attaque contre Y" fill the
same slots.

What slots are filled with is told below, each module knowing those before it: `verbs`, `nouns`,
`participants` (who does and undergoes it), `events` (the same of event nouns).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable

from graphkit.language.schema.cues import CueKind, Slot
from graphkit.language.schema.grammar import Grammar, Role
from graphkit.relations.attachment import reattach
from graphkit.relations.events import Events
from graphkit.relations.verbs import AUXILIARIES, VERBAL
from graphkit.syntax import SUBJECTS, Tree, Word

Slots = dict[str, list[int]]


def oblique(preposition: str) -> str:
    """The slot of a complement with a preposition."""
    return f"oblique:{preposition}"


class Structure(Events):
    """The predicates of one text and their arguments.

    `tree` is rewritten at compound prepositions, at copulas and at conjunctions that open a clause. `told`
    are the pronouns and possessives that are known to stand for an actor.
    """

    def __init__(self, tree: Tree, grammar: Grammar, told: Collection[int] = frozenset()) -> None:
        super().__init__(tree, grammar, told)
        reattach(tree, self.prepositions)
        self.far: set[int] = set()
        """Complements with "contre" that hang neither on an event noun nor on one of its arguments."""
        self.one_sided: set[int] = set()
        """Nouns with "entre X et Y, Z et W": X on one side, the others on the other."""

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

    # -- of verbs

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
        if (word.role is Role.CONJUNCT or infinitive) and self.tree[word.head].pos in (*VERBAL, "ADJ"):
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
        nominal = ("NOUN", "ADJ")  # "prêter [main-forte] à X"
        others = [part for part in parts if part != index and self.tree[part].pos in nominal]
        for part in parts:
            if part != index and self.tree[part].pos == "VERB" and not slots[Slot.OBJECT]:
                slots[Slot.OBJECT] = self.subjects(part)  # "exiger que [X] quitte le pouvoir"
        if others:
            slots[Slot.GENITIVE] = [word for word in slots.get(Slot.GENITIVE, ()) if word not in others]
        passive = self.is_passive(index)
        for child in (c for part in others for c in self.tree.children(part, Role.OBLIQUE)):
            if self.preposition(child.index) in self.words.genitive:
                slots[Slot.GENITIVE].append(child.index)
                if not self._has_article(child.index):
                    slots[Slot.GENITIVE] += self._genitives(child.index)  # "rejeter l'offre de rachat [de X]"
                # "rompre les relations [de son pays] [avec X]"
                self._add_obliques(slots, child.index, only_new=True, genitive=False)
            elif passive and not slots[Slot.SUBJECT] and self.preposition(child.index) in self.words.agentive:
                slots[Slot.SUBJECT].append(child.index)  # "rappelé à l'ordre [par X]"
            elif child.index not in parts:
                self._put_nearest(slots, child.index)
        return slots

    def _put_nearest(self, slots: Slots, index: int) -> None:
        """Fill a slot with what hangs on a part of an idiom and stands before what hangs on the verb.

        "prêter main-forte [à X] à Paris": the second says where.
        """
        slot = oblique(self.preposition(index))
        if all(index < other for other in slots.get(slot, ())):
            slots[slot] = []
        self._add_oblique(slots, index, only_new=True)

    def _has_article(self, index: int) -> bool:
        """Whether a noun has an article or another determiner, also as part of its preposition: "du"."""
        contracted = any(c.morph.get("Definite") == "Def" for c in self.tree.children(index, Role.CASE))
        return contracted or bool(self.tree.children(index, Role.DETERMINER))

    def _genitives(self, index: int) -> list[int]:
        """What completes a noun with *de*."""
        obliques = self.tree.children(index, Role.OBLIQUE)
        return [child.index for child in obliques if self.preposition(child.index) in self.words.genitive]

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

    def _add_oblique(self, slots: Slots, index: int, *, only_new: bool = False) -> None:
        word = self.tree[index]
        preposition = self.preposition(index) or self.words.contracted_relatives.get(word.lower, "")
        if not preposition and word.lower in self.words.indirect_clitic:
            preposition = min(self.words.dative)
        if not preposition:
            return
        if word.lower in self.words.relative_oblique or word.lower in self.words.contracted_relatives:
            noun = self.relative_noun(word.head, index)  # "X, [avec qui] Y s'est entretenu"
            if noun is None:
                return
            index = noun
        slot = oblique(preposition)
        if not (only_new and slots.get(slot)):
            slots.setdefault(slot, []).append(index)

    # -- of nouns

    def noun_slots(self, index: int, adjectives: Iterable[int]) -> Slots:
        """The slots of a noun; `adjectives` are the words among its modifiers that name an actor."""
        slots: Slots = defaultdict(list)
        slots[Slot.SUBJECT] = self.subjects_of_noun(index)
        # "X, soutien de Y" is said of X; "X annonce le soutien de Y" is not.
        slots[Slot.BEARER] = [] if self.light_verb(index) is not None else slots[Slot.SUBJECT]
        slots[Slot.ADJECTIVE] = list(adjectives)
        slots[Slot.POSSESSOR] = self.possessors(index)
        slots[Slot.HOST] = self.hosts(index, self.words.accompaniment)
        if not self.possessive(index):  # "après [son] vote" tells itself whose
            slots[Slot.OCCASION] = self.hosts(index, self.words.occasion)
        slots[Slot.GENITIVE] = self.genitives(index) or self.givers(index)
        self._add_noun_complements(slots, index)
        for owner in slots[Slot.GENITIVE][:1]:
            # "l'attaque [des rebelles contre l'armée]": a second complement is often hung on the first.
            for child in self.tree.children(owner, Role.OBLIQUE, Role.AGENT):
                if self.preposition(child.index) in self.words.agentive:
                    slots.setdefault(Slot.BY, []).append(child.index)
                elif self.preposition(child.index) not in self.words.genitive:
                    self._add_oblique(slots, child.index, only_new=True)
        if not slots[Slot.BY]:
            slots[Slot.BY] += self.agents_on_verb(index)
        self._add_between(slots, index)
        verb = self.light_verb(index)
        verb = self.involving_verb(index) if verb is None else verb
        if verb is not None:
            self._add_obliques(slots, verb, skip=[index, *self.subjects(verb)], only_new=True, genitive=False)
            self._add_enemies(slots, verb)
        self._add_happening(slots, index)
        self._add_complements_of_noun_above(slots, index)
        return slots

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
        for child in self.tree.children(above.index, Role.OBLIQUE, Role.AGENT):
            if child.index < index or self.preposition(child.index) in self.words.genitive:
                continue
            if child.role is Role.OBLIQUE:
                self._add_oblique(slots, child.index, only_new=True)
            agent = child.role is Role.AGENT or self.preposition(child.index) in self.words.agentive
            if agent and above.lemma in self.words.occasion_nouns and not slots[Slot.BY]:
                slots[Slot.BY].append(child.index)

    def _add_happening(self, slots: Slots, index: int) -> None:
        """Add what a verb of taking place says: "les négociations [qui se déroulent] entre X et Y"."""
        verb = self.happening_verb(index)
        if verb is not None:
            self._add_obliques(slots, verb, skip=[index], only_new=True, genitive=False)
            self._add_between(slots, verb)

    def _add_enemies(self, slots: Slots, verb: int) -> None:
        """Add "contre Y" at the end of a clause with a light verb, whatever noun it was hung on."""
        for index in self.tree.subtree(verb):
            if self.preposition(index) in self.words.adversative and index > verb:
                told = {word for found in slots.values() for word in found}
                if index not in told and self.tree[index].head not in told:
                    self.far.add(index)
                self._add_oblique(slots, index, only_new=True)

    def _add_between(self, slots: Slots, index: int) -> None:
        """Read "accord entre X et Y" in the order of its words: parsers often part X from Y."""
        first, last = self.tree.sentence_of(index)
        start = next((i for i in range(index + 1, last) if self.tree[i].pos != "ADJ"), last)
        if self.tree[first].lower in self.words.between and self.tree[index].role in SUBJECTS:
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
        verb = above if above is not None and word.role in SUBJECTS and self._says_event(above) else None
        for i in range(index + 1, last):
            between = self.tree[i]
            if between.lower in self.words.between:
                return i
            if between.pos in VERBAL and not self._is_said_of_event(between, index, verb):
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
            return verb.index == finite.index or verb.role in AUXILIARIES
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

    # -- of adjectives and prepositions

    def adjective_slots(self, index: int) -> Slots:
        """The slots of an adjective: the noun it speaks of and its complements."""
        slots: Slots = defaultdict(list)
        word, above = self.tree[index], self.tree.head(index)
        # "est opposé à" may be read as a passive: what it is said of is the same.
        if self.tree.children(index, Role.COPULA, Role.PASSIVE_AUXILIARY):
            own = [c.index for c in self.tree.children(index, Role.SUBJECT, Role.PASSIVE_SUBJECT)]
            slots[Slot.SUBJECT] = self.antecedents(own, index)
        elif above is not None and word.role in (Role.MODIFIER, Role.PARTICIPIAL, Role.APPOSITION):
            slots[Slot.SUBJECT] = [above.index]
        elif (
            above is not None and word.role in (Role.OPEN_COMPLEMENT, Role.ADVERBIAL) and above.pos in VERBAL
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
        if above is not None and word.role is Role.OPEN_COMPLEMENT and above.pos in VERBAL:
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
        if above.pos in VERBAL:
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
