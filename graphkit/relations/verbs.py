"""Verbs by themselves: voice, reflexives, and the light verbs that carry an event noun.

What a verb form is, by its auxiliaries, its clitics and the words that hang on it, whoever takes part.
"""

from __future__ import annotations

from graphkit.language.schema.grammar import Grammar, Role
from graphkit.relations.prepositions import Prepositions
from graphkit.syntax import SUBJECTS, Tree, Word

VERBAL = ("VERB", "AUX")
AUXILIARIES = (Role.AUXILIARY, Role.PASSIVE_AUXILIARY, Role.COPULA)
# Roles of a participle that speaks of the noun above it; in "dont certaines appuyées par X" it is a clause.
ON_NOUNS = (Role.PARTICIPIAL, Role.MODIFIER, Role.APPOSITION, Role.RELATIVE)


class Verbs:
    """The verbs of one text. `tree` is rewritten at compound prepositions."""

    def __init__(self, tree: Tree, grammar: Grammar) -> None:
        self.tree = tree
        self.words = grammar.words
        self.quotes = grammar.quotes
        self.prepositions = Prepositions(tree, grammar.words)
        self._sentence_words: dict[int, frozenset[str]] = {}
        self._passive: dict[int, bool] = {}

    def preposition(self, index: int) -> str:
        """The preposition before a word, compound ones as one form; empty if there is none."""
        return self.prepositions.before(index)

    def plain(self, form: str) -> str:
        """A contracted preposition without its article: "du" is "de"."""
        return self.prepositions.plain(form)

    def sentence_words(self, index: int) -> frozenset[str]:
        """The lemmas and forms of the words in the sentence of a word."""
        number = self.tree[index].sentence
        known = self._sentence_words.get(number)
        if known is None:
            first, last = self.tree.sentences[number]
            known = frozenset(form for word in self.tree[first:last] for form in (word.lemma, word.lower))
            self._sentence_words[number] = known
        return known

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
            word.pos == "ADJ" and word.role in ON_NOUNS and word.lower.endswith(self.words.participle_endings)
        )
        if self.tree.children(index, Role.AUXILIARY) or (word.lower == word.lemma and not known):
            return False  # active, or an infinitive that the tagger did not know
        participle = word.morph.get("VerbForm") == "Part" and word.morph.get("Tense", "Past") == "Past"
        if not participle and word.pos not in ("ADJ", "NOUN"):
            return False
        if word.role is Role.CONJUNCT:
            above = self.tree[word.head]
            return above.pos == "NOUN" or (above.pos in (*VERBAL, "ADJ") and self.is_passive(above.index))
        return True

    def is_undergone(self, index: int) -> bool:
        """Whether an infinitive is done to the subject: "X s'est vu (s'est fait) [accuser] par Y"."""
        word, above = self.tree[index], self.tree.head(index)
        if word.morph.get("VerbForm") != "Inf" and not self.tree.children(index, Role.CAUSATIVE):
            return False
        if self.tree.children(index, Role.CAUSATIVE):
            return self._has_reflexive(index) and bool(self.agents(index))
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
        if not self._has_reflexive(index):
            return False
        return not self.tree.children(index, Role.CAUSATIVE) or not self.agents(index)

    def _has_reflexive(self, index: int) -> bool:
        return any(child.lower in self.words.reflexive for child in self.tree.children(index))

    def agents(self, index: int) -> list[int]:
        """By whom something is done, of a passive: "attaqué [par X]"."""
        agents = [child.index for child in self.tree.children(index, Role.AGENT)]
        if agents:
            return agents
        # "déclaré coupable [d'un meurtre]": that belongs to what somebody is said to be.
        said = self.tree.children(index, Role.OPEN_COMPLEMENT)
        obliques = [(c.index, self.preposition(c.index)) for c in self.tree.children(index, Role.OBLIQUE)]
        by = [i for i, preposition in obliques if preposition in self.words.agentive]
        if by or said:
            return by  # "chassé de X [par Y]"
        return [i for i, preposition in obliques if preposition in self.words.passive_agent]

    def has_agent(self, index: int) -> bool:
        """Whether something that may be the agent of a passive hangs on a word."""
        return any(
            c.role is Role.AGENT or self.preposition(c.index) in self.words.agentive
            for c in self.tree.children(index)
        )

    def indirect_objects(self, index: int) -> list[int]:
        """To whom something is said or done: "reproche [à X] son soutien"."""
        return [
            c.index
            for c in self.tree.children(index, Role.OBLIQUE)
            if self.preposition(c.index) in self.words.dative
        ]

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
            elif child.index > index:
                # "accuse en retour [Kinshasa]", "rappelle à l'ordre [le député]": hung without a preposition.
                bare = not self.tree.children(child.index, Role.DETERMINER)
                found += [
                    c.index
                    for c in self.tree.children(child.index, Role.OBLIQUE)
                    if not self.tree.children(c.index, Role.CASE)
                    and ((bare and c.pos == "PROPN") or self._is_determined(c, child))
                ]
        return found

    def _is_determined(self, noun: Word, above: Word) -> bool:
        """Whether a noun stands behind another one with an article, as no complement of a noun does."""
        articles = self.tree.children(noun.index, Role.DETERMINER)
        behind = bool(articles) and above.index < articles[0].index
        return behind and noun.pos == "NOUN" and self.tree[articles[0].index - 1].pos != "PUNCT"

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

    def is_cleft(self, index: int) -> bool:
        """Whether a noun is what a cleft sentence sets off: "c'est [X] qui …"."""
        subjects = self.tree.children(index, Role.SUBJECT)
        return bool(self.tree.children(index, Role.COPULA)) and any(
            s.lower in self.words.cleft_subjects for s in subjects
        )

    def opens_sentence(self, index: int) -> bool:
        """Whether a complement opens its sentence, up to a comma."""
        inside = [i for i in self.tree.subtree(index) if self.tree[i].text != ","]
        first, last = self.tree.sentence_of(index)
        behind = inside[-1] + 1
        return inside[0] == first and behind < last and self.tree[behind].text == ","

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
        if word.role in SUBJECTS and above is not None:
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
        if above is None or above.pos not in VERBAL or above.lemma not in self.words.light_verbs:
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

    def _has_clitic(self, verb: int) -> bool:
        """Whether an indirect object stands before a verb: "[lui] apporter"."""
        return any(c.lower in self.words.indirect_clitic for c in self.tree.children(verb, Role.OBLIQUE))
