"""Events told by a noun: who does, gives or undergoes them, and in whose clause they are means or occasion.

"X a subi une attaque", "X a été tué dans une attaque de Y", "avec l'appui de X, Y avance".
"""

from __future__ import annotations

from collections.abc import Collection

from graphkit.language.schema.grammar import Role
from graphkit.relations.agreement import agrees
from graphkit.relations.participants import Participants
from graphkit.relations.verbs import VERBAL
from graphkit.syntax import SUBJECTS, Word


class Events(Participants):
    """The event nouns of one text, by the verbs and nouns around them."""

    def doers(self, index: int) -> list[int]:
        """By whom an event or a weapon is said to come: "une attaque [revendiquée par X]"."""
        verb = self.light_verb(index)
        told = verb is not None and self.tree[verb].role in (Role.PARTICIPIAL, Role.RELATIVE)
        return self.subjects(verb) if verb is not None and told else []

    def leaders(self, noun: int) -> list[int]:
        """Who leads what acts: "la coalition [menée par X]"."""
        return [
            agent
            for verb in self.tree.children(noun, Role.PARTICIPIAL)
            if verb.lemma in self.words.leading_verbs and self.is_passive(verb.index)
            for agent in self.subjects(verb.index)
        ]

    def participle_agents(self, index: int, verbs: Collection[str]) -> list[int]:
        """By whom something is done with one of `verbs`: "les efforts [déployés par X]".

        The participle may hang on its complement: "la réforme des retraites [voulue par X]".
        """
        noun = self.tree[index]
        inner = [c for c in self.tree.children(index, Role.OBLIQUE) if c.index in self.genitives(index)]
        return [
            agent
            for above in (noun, *inner)
            for verb in self.tree.children(above.index, Role.PARTICIPIAL)
            if verb.lemma in verbs and self.is_passive(verb.index) and agrees(verb, noun, self.words)
            for agent in self.agents(verb.index)
        ]

    def agents_on_verb(self, index: int) -> list[int]:
        """Who does an event, hung on the verb: "X condamne l'annexion de Y [par Z]"; of a passive it is X."""
        word, above = self.tree[index], self.tree.head(index)
        if word.role is not Role.OBJECT or above is None or self.is_passive(above.index):
            return []
        return [
            child.index
            for child in self.tree.children(above.index, Role.OBLIQUE, Role.AGENT)
            if child.index > index and self.preposition(child.index) in self.words.agentive
        ]

    def givers(self, index: int) -> list[int]:
        """From whom something comes, hung on the verb: "X reçoit le soutien sans faille [de Y]"."""
        word, above = self.tree[index], self.tree.head(index)
        if word.role is not Role.OBJECT or above is None or not self._undergoes(above):
            return []
        return [
            child.index
            for child in self.tree.children(above.index, Role.OBLIQUE)
            if child.index > index and self.preposition(child.index) in self.words.genitive
        ]

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
        return self.subjects(above.index) if above.pos in VERBAL else []

    def _undergoes(self, verb: Word) -> bool:
        return verb.pos in VERBAL and verb.lemma in self.words.undergoing_verbs

    def prompted(self, index: int) -> list[int]:
        """Who undergoes what a complaint led to: "X a été condamné sur [plainte] de Y"."""
        word = self.tree[index]
        led = self.preposition(index) in self.words.prompting_prepositions and word.role is Role.OBLIQUE
        bare = not self.tree.children(index, Role.DETERMINER)
        if not led or not (bare or index in self.prepositions.compounds):
            return []
        verb = next((a for a in self.tree.ancestors(index) if a.pos in VERBAL), None)
        return self.objects(verb.index) if verb is not None and self.is_passive(verb.index) else []

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
        if above.lemma in self.words.victim_nouns and above.pos not in VERBAL:
            # The parser takes "a été victime" for a passive.
            borne = [c.index for c in self.tree.children(above.index, Role.PASSIVE_SUBJECT)]
            found = self.antecedents(borne, above.index) or self.subjects_of_noun(above.index)
            return found if preposition in self.words.genitive else []
        if agent and preposition not in self.words.agentive:
            return []
        if preposition not in self.words.harming_prepositions:
            return []
        if above.lemma in self.words.dying_verbs:
            return self.subjects(above.index) or self.noun_modified(above)
        agents = self.agents(above.index)
        if agents and index not in agents:
            return []  # "tués par X dans une attaque de Y": X killed them
        harmed = above.lemma in self.words.harming_verbs and self.is_passive(above.index)
        return self.objects(above.index) if harmed else []

    def wishers(self, index: int) -> list[int]:
        """Who wants what a clause says to be: "[X] souhaite que Y soit chassé", "l'espoir que …" of X."""
        above = self.tree.head(index)
        if above is None or self.tree[index].role not in (Role.CLAUSAL_COMPLEMENT, Role.PARTICIPIAL):
            return []
        if not any(m.lower in self.words.relative_object for m in self.tree.children(index, Role.MARK)):
            return []
        if above.pos in VERBAL and above.lemma in self.words.wishing_verbs:
            return self.subjects(above.index)
        verb = self.tree.head(above.index)
        if above.lemma not in self.words.wishes or above.role is not Role.OBJECT or verb is None:
            return []
        return self.subjects(verb.index)

    def hosts(self, index: int, prepositions: frozenset[str]) -> list[int]:
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
            return self.subjects(head.index) if head is not None and head.pos in VERBAL else []
        if self.preposition(index) not in prepositions:
            return []
        if above.pos in VERBAL:
            return self.objects(above.index) if self.is_passive(above.index) else self.subjects(above.index)
        return []

    def happening_verb(self, index: int) -> int | None:
        """The verb that says that an event takes place: above it, or of a relative clause on it."""
        word, above = self.tree[index], self.tree.head(index)
        if above is not None and word.role in SUBJECTS and above.lemma in self.words.happening_verbs:
            return above.index
        relatives = self.tree.children(index, Role.RELATIVE)
        return next((c.index for c in relatives if c.lemma in self.words.happening_verbs), None)
