"""Head nouns known from `titles.toml`, and the words around them: which noun, whether it is definite."""

from __future__ import annotations

import copy
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Self

from graphkit.actors.candidate import Candidate
from graphkit.actors.names import Gazetteer, Knows, first, pieces, slug
from graphkit.language.schema.cues import CueKind
from graphkit.language.schema.grammar import Role
from graphkit.language.schema.knowledge import KnownActor
from graphkit.language.schema.titles import Collective, Institution, Office
from graphkit.records import ActorType, MentionKind
from graphkit.syntax import Tree, Word

Head = Institution | Collective | Office

# Known actors of one state, and none of another, that tell which state's a parliament is: in all of 17
# annotated articles that name three, it was the state that the article is about.
_ENOUGH_ACTORS = 3
# Levels of offices: for whom they speak. Who has a charge is somebody only beside a name and a body.
STATE_LEVEL, ARMY_LEVEL, LOCAL_LEVEL, CHARGE_LEVEL = "state", "army", "local", "charge"
POLITICS_LEVEL = "politics"
# Types of nouns that a name in apposition follows: "l'entreprise X", "le parti X".
NAMED_TYPES = (ActorType.COMPANY, ActorType.PARTY, ActorType.ORG, ActorType.ARMED_GROUP)


@dataclass(slots=True)
class _TextHeads:
    """The head nouns of the text that was read last: first word -> readings and length."""

    tree: Tree | None = None
    found: dict[int, tuple[list[Head], int]] = field(default_factory=dict)


class HeadNouns:
    """Recognises head nouns, for one language."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self.gazetteer = gazetteer
        grammar, titles = gazetteer.language.grammar, gazetteer.language.titles
        self.words = grammar.words
        self.templates = grammar.templates
        self.past = gazetteer.language.status.past
        self.coming = gazetteer.language.status.possible.coming
        self.articles = grammar.words.article
        self.attribution = gazetteer.language.status.attribution.prepositions
        self.person_prepositions = grammar.words.person_prepositions
        self.quotes = grammar.quotes
        self.entourage = gazetteer.language.anaphora.entourage
        self._before_places = self.words.dative | self.words.genitive | self.words.state_prepositions
        self._before_fields = self._before_places | self.words.field_prepositions
        self.states: Mapping[str, int] = {}
        self.of_actors: Mapping[str, int] = {}
        self.places: Mapping[int, int] = {}
        self._events = {cue.head for cue in gazetteer.language.cues if cue.pos is CueKind.NOUN}
        names = gazetteer.language.given_names
        self._given = names.feminine | names.masculine | names.either
        self._verbs = gazetteer.language.verb_forms()
        self._former = {prefix.rstrip("-") for prefix in self.past.prefixes}
        self._honorifics = {form.lower() for form in titles.honorific.forms}
        self._titles = {form.lower() for form in titles.honorific.forms}
        groups: tuple[Institution | Collective, ...] = (*titles.collective, *titles.institution)
        self._groups = {pieces(form): head for head in groups for form in head.forms}
        self._offices = {pieces(form): head for head in titles.office for form in head.forms}
        self._titles.update(form.lower() for head in titles.office for form in head.forms)
        self._passing_complements: dict[str, list[tuple[str, ...]]] = defaultdict(list)
        for phrase in grammar.words.passing_complements:
            opening, *more = phrase.replace("'", "' ").split()
            self._passing_complements[opening].append((opening, *more))
        anaphora = gazetteer.language.anaphora
        self._kin = {
            form for forms in (*anaphora.kin, *anaphora.mutual) for form in forms
        } | anaphora.familiars
        self._short_offices = [self.key(head) for head in titles.office if head.for_short]
        self._closing = {form: kind for kind, forms in titles.closing.items() for form in forms}
        self.name_joining, self.name_conjunctions = titles.name_joining, titles.name_conjunctions
        self._bodies = {
            pieces(form): head
            for head in titles.institution
            if not head.same_as_state_government
            for form in head.forms
        }
        self._assemblies = {form[0] for form, head in self._bodies.items() if head.assembly}
        self._longest = max(len(form) for form in (*self._groups, *self._offices))
        self._openings: dict[str, int] = {}
        """The first piece of each form -> the length of the longest that begins with it."""
        for form in (*self._groups, *self._offices):
            self._openings[form[0]] = max(len(form), self._openings.get(form[0], 0))
        self._known = _TextHeads()  # one for all copies, which read the same texts
        # Nouns of armed groups are adjectives too: "factions rebelles", "le groupe jihadiste".
        self._class_adjectives = {
            form.lower(): self.key(head)
            for head in titles.collective
            if head.type == ActorType.ARMED_GROUP and not head.generic
            for form in head.forms
            if " " not in form
        }

    def for_text(self, states: Mapping[str, int], of_actors: Mapping[str, int] | None = None) -> Self:
        """A reader for one text, in which `states` (ISO code -> how often) are spoken of.

        `of_actors` are the states of its known actors (ISO code -> how many): they decide where the text
        speaks of none.
        """
        reader = copy.copy(self)
        reader.states = states
        reader.of_actors = of_actors or {}
        return reader

    def only_state(self) -> str:
        """The only state that the text speaks of, where it also names an actor of that state, or nothing.

        Several actors of one state and none of another outweigh states that are named beside them.
        """
        found = set(self.states) or set(self.of_actors)
        if len(found) == 1 and found.issubset(self.of_actors):
            return next(iter(found))
        (state, actors), *others = (*self.of_actors.items(), ("", 0))
        return state if actors >= _ENOUGH_ACTORS and len(others) == 1 else ""

    def nationality(self, form: str) -> str:
        """ISO code of an adjective's state; of several ("congolais") the one that the text speaks of."""
        codes = {e.iso for e in self.gazetteer.lookup(form) if e.knows is Knows.NATIONALITY}
        if len(codes) > 1:
            spoken = [code for code in codes if self.states.get(code)]
            spoken = spoken or [code for code in codes if code in self.of_actors]
            return spoken[0] if len(spoken) == 1 else ""
        return codes.pop() if codes else ""

    def party(self, form: str, states: Collection[str] = ()) -> KnownActor | None:
        """The party whose people a lower-case form calls ("socialiste"), of one of `states` if any is given.

        A form that is a class of people too ("les républicains") is a party's only in a text that speaks of
        its country more than of any other, or of none and names actors of that country.
        """
        parties = self.gazetteer.parties(form)
        if states:
            parties = [party for party in parties if party.country in states]
        elif len(parties) > 1 or pieces(form) in self._groups:
            most = max(self.states.values(), default=0)
            spoken = [state for state, number in self.states.items() if number == most] or self.of_actors
            parties = [party for party in parties if party.country in spoken] if len(spoken) == 1 else []
        return parties[0] if len(parties) == 1 else None

    @staticmethod
    def key(head: Head) -> str:
        """The name of a class of head nouns: its first form, or that of the office that it is."""
        return slug((head.same_as if isinstance(head, Office | Collective) else "") or head.forms[0])

    def short_office(self, key: str) -> str:
        """What an office is called for short, or nothing: "ministre" for "ministre-de-la-defense"."""
        return next((short for short in self._short_offices if key.startswith(f"{short}-")), "")

    def is_honorific(self, form: str) -> bool:
        """Whether a lower-case form is a form of address."""
        return form in self._honorifics

    def is_event_noun(self, word: Word) -> bool:
        """Whether a noun names what passes between actors: "les négociations", "la guerre"."""
        return word.pos == "NOUN" and word.lemma in self._events

    def is_given(self, form: str) -> bool:
        """Whether a form is a given name, or begins with one and a hyphen."""
        return form in self._given or form.replace("‑", "-").partition("-")[0] in self._given

    def body_key(self, name: Candidate) -> str:
        """The kind of state body whose bare noun a model took for a name ("le Sénat"), or nothing."""
        head = self._bodies.get(pieces(name.label)) if name.rule.startswith("entity:") else None
        named = name.kind is MentionKind.NAME and name.type is ActorType.ORG
        return self.key(head) if head is not None and named else ""

    def is_body(self, tree: Tree, index: int) -> bool:
        """Whether a noun for a body of a state begins at a word."""
        heads, _ = self.heads(tree, index) or ((), 0)
        return any(isinstance(head, Institution) for head in heads)

    def is_actor_noun(self, form: str) -> bool:
        """Whether a form is a noun for an office, a body or a group of people: "sénateur", "milice"."""
        return pieces(form) in self._groups or pieces(form) in self._offices

    def is_title(self, form: str) -> bool:
        """Whether a lower-case form is an office or a form of address."""
        return form in self._titles

    def heads(self, tree: Tree, index: int) -> tuple[list[Head], int] | None:
        """The readings of the head noun that begins at a word, and its length; the longest form wins.

        A noun may be an office and a group ("soldats", "députés"): the office comes first.
        """
        known = self._known
        found = known.found if tree is known.tree else self.all_heads(tree)
        return found.get(index)

    def all_heads(self, tree: Tree) -> Mapping[int, tuple[list[Head], int]]:
        """`heads` of all words of a text that have some, in text order."""
        known = self._known
        if tree is not known.tree:  # several steps ask for the same text
            known.tree, known.found = tree, {}
            for word in tree:
                opening = pieces(word.text)
                if len(opening) > 1 and opening[0] in self._former:
                    opening = opening[1:]  # "ex-président"
                opens = bool(opening) and opening[0] in self._openings
                if opens and (match := self._heads(tree, word.index, opening)) is not None:
                    known.found[word.index] = match
        return known.found

    def shorter_heads(self, tree: Tree, index: int, end: int) -> tuple[list[Head], int] | None:
        """`heads` of a word among the words before `end`."""
        opening = pieces(tree[index].text)
        opening = opening[1:] if len(opening) > 1 and opening[0] in self._former else opening
        return self._heads(tree, index, opening, end)

    def _heads(
        self, tree: Tree, index: int, opening: tuple[str, ...], end: int | None = None
    ) -> tuple[list[Head], int] | None:
        longest = self._openings[opening[0]]
        limit = min(end or tree.sentence_of(index)[1], index + 2 * self._longest)
        found: list[str] = []
        best: tuple[list[Head], int] | None = None
        for j in range(index, limit):
            more = pieces(tree[j].text) if j > index else opening
            found.extend(more)
            if len(found) > longest:
                break
            form = tuple(found) if more else ()
            heads = [head for head in (self._offices.get(form), self._groups.get(form)) if head is not None]
            if heads:
                best = heads, j + 1 - index
        return best

    def ends_office(self, tree: Tree, index: int) -> bool:
        """Whether an office ends with its state's adjective at a word: "la présidente [coréenne]"."""
        if index < 1 or not self.is_nationality(tree[index]):
            return False
        return self.office_at(tree, index - 1) is not None

    def office_at(self, tree: Tree, index: int) -> Office | None:
        """The office whose noun begins at a word."""
        heads, _ = self.heads(tree, index) or ((), 0)
        return next((head for head in heads if isinstance(head, Office)), None)

    def parted_office(self, tree: Tree, index: int, length: int) -> Office | None:
        """The office that a nationality parts: "ministre [iranien] des Affaires étrangères"."""
        limit = min(tree.sentence_of(index)[1], index + 2 * self._longest)
        behind = next((j for j in range(index + length, limit) if not self.is_nationality(tree[j])), limit)
        if behind == index + length:
            return None
        found = [piece for word in tree[index : index + length] for piece in pieces(word.text)]
        best: Office | None = None
        for word in tree[behind:limit]:
            found.extend(pieces(word.text))
            head = self._offices.get(tuple(found))
            best = head if isinstance(head, Office) else best
        return best

    def is_opening_participle(self, tree: Tree, index: int) -> bool:
        """Whether a word opens its sentence and is a known verb's participle or infinitive, and no name."""
        form = tree[index].lower
        verbal = form.endswith(self.words.participle_endings) or form in self._verbs.get(form, ())
        return index == tree.sentence_of(index)[0] and form in self._verbs and verbal

    def class_of(self, word: Word) -> tuple[str, str]:
        """(class of group, pending) that an adjective names: "quartiers rebelles", "zones civiles"."""
        if word.lower in self.words.government_adjectives:
            return "", "government"
        key = self._class_adjectives.get(word.lower) or self.words.class_adjectives.get(word.lower, "")
        return key, f"class:{key}" if key else ""

    def class_type(self, key: str) -> ActorType:
        """The actor type of a class of head nouns."""
        head = self._groups.get(tuple(key.split("-")))
        return ActorType(head.type) if head is not None and head.type else ActorType.ARMED_GROUP

    def modifies(self, tree: Tree, index: int) -> bool:
        """Whether a word that may be noun or adjective stands right after a noun: then it is an adjective."""
        word, before = tree[index], tree[index - 1] if index else None
        if before is None or word.lower not in self._class_adjectives or before.sentence != word.sentence:
            return False
        return before.pos == "NOUN" and bool(word.head != word.index)

    def possessive(self, tree: Tree, index: int) -> bool:
        """Whether a possessive stands right before the noun."""
        return index > 0 and tree[index - 1].lower in self.words.possessive

    def known_by_context(self, tree: Tree, index: int, length: int) -> bool:
        """Whether a noun leaves to the text whose it is: definite, and no adjective says otherwise."""
        after = self._behind_passing(tree, index + length)
        modified = after < tree.sentence_of(index)[1] and tree[after].pos == "ADJ"
        return self.definite(tree, index) and not modified

    def definite(self, tree: Tree, index: int) -> bool:
        """Whether a definite or demonstrative determiner stands before the noun (adjectives between)."""
        for j in range(index - 1, max(index - 4, -1), -1):
            word = tree[j]
            if word.sentence != tree[index].sentence:
                return False
            contracted = (
                word.lower in self.words.contractions and word.lower not in self.words.indefinite_article
            )
            if contracted or word.lower in self.words.demonstrative or word.morph.get("Definite") == "Def":
                return True
            if word.pos not in ("ADJ", "NUM"):
                return False
        return False

    def _passing(self, tree: Tree, j: int, limit: int) -> int:
        """The number of words of a complement that says nothing of whose an office is: "par intérim"."""
        for words in self._passing_complements.get(tree[j].lower, ()):
            here = tuple(word.lower for word in tree[j : min(j + len(words), limit)])
            if here == words:
                return len(words)
        return 0

    def _behind_passing(self, tree: Tree, at: int) -> int:
        """The word behind what stands at a word and says nothing of whose a noun before it is."""
        limit = tree.sentence_of(at - 1)[1]
        while at < limit and (passed := self._passing(tree, at, limit)):
            at += passed
        return at

    def is_nationality(self, word: Word) -> bool:
        """Whether a word is the adjective of one state."""
        return word.text[0].islower() and bool(self.nationality(word.text))

    def precedes_nationality(self, tree: Tree, index: int) -> bool:
        """Whether a plural read as the adjective of a nationality is its noun: "des [civils] israéliens"."""
        word = tree[index]
        opened = index > 0 and tree[index - 1].pos == "DET" and word.pos == "ADJ" and is_plural(word)
        return opened and word.head == index + 1 and self.is_nationality(tree[index + 1])

    def is_people(self, word: Word) -> bool:
        """Whether a word is the adjective of a people without a state of its name."""
        return word.text[0].islower() and first(self.gazetteer.lookup(word.text), Knows.PEOPLE) is not None

    def plain(self, word: Word) -> str:
        """A preposition without the article that it may be contracted with."""
        return self.words.contractions.get(word.lower, word.lower)

    def is_genitive(self, word: Word) -> bool:
        """Whether a word is the preposition of owners and members, contracted or not."""
        return self.plain(word) in self.words.genitive

    def _skip_article(self, tree: Tree, j: int, limit: int) -> int:
        while j < limit and (
            (tree[j].lower in self.words.article and not self.is_genitive(tree[j]))
            or self.is_honorific(tree[j].lower)
        ):
            j += 1
        return j

    def _complement_end(self, tree: Tree, j: int, limit: int) -> int | None:
        """The end of the field of a body: "ministère chinois [des Affaires étrangères]".

        Where no noun follows there is none: "ont demandé au ministre chinois [de le dire]".
        """
        noun = end = self._skip_article(tree, j, limit)
        while end < limit and tree[end].pos in ("NOUN", "PROPN", "ADJ"):
            end += 1
        return end if end > noun else None


def is_nominal(tree: Tree, index: int) -> bool:
    """Whether a word stands where a noun stands; taggers waver between "les rebelles" NOUN and ADJ."""
    word = tree[index]
    if word.pos in ("NOUN", "PROPN"):
        return True
    at = index - 1
    while at > 0 and tree[at].pos == "ADJ" and tree[at].head == index:
        at -= 1  # "le jeune républicain X"
    before = tree[at] if index else None
    opened = before is not None and before.sentence == word.sentence and before.pos in ("DET", "NUM", "ADP")
    return word.pos in ("ADJ", "VERB", "X") and opened and word.role is not Role.MODIFIER


def is_plural(word: Word) -> bool:
    """Whether a noun is plural by its features, else by its ending, as where it was taken for a verb."""
    number = "" if word.morph.get("VerbForm") == "Fin" else word.morph.get("Number")
    return number == "Plur" or (not number and word.lower.endswith(("s", "x")))


def text_of(tree: Tree, start: int, end: int) -> str:
    """The text of words [start, end), one blank where the source has any."""
    parts: list[str] = []
    for word in tree[start:end]:
        if parts and word.start > tree[word.index - 1].end:
            parts.append(" ")
        parts.append(word.text)
    return "".join(parts)


def longest_at(by_start: Mapping[int, Sequence[Candidate]], index: int) -> Candidate | None:
    """The longest mention that begins at a word."""
    return max(by_start.get(index, ()), key=lambda c: c.end, default=None)
