"""Head nouns known from `titles.toml` and what stands around them: whose army, which office.

Reading the words in their order is steadier here than the parse, which often hangs the
second adjective or the name on the wrong noun.
"""

from __future__ import annotations

import copy
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from typing import Self

from graphkit.actors.candidate import DEFINITE, PARTY_OF_OFFICE, Candidate
from graphkit.actors.names import Gazetteer, Knows, first, pieces, slug
from graphkit.language.schema import Collective, CueKind, Institution, KnownActor, Office, Role
from graphkit.records import ActorType, MentionKind
from graphkit.syntax import Tree, Word

Head = Institution | Collective | Office

# The most complements in a name that begins with a noun, and the fewest nouns and adjectives.
_COMPLEMENTS_OF_NAME, _LEAST_TELLING = 2, 3
# Known actors of one state, and none of another, that tell which state's a parliament is: in all of 17
# annotated articles that name three, it was the state that the article is about.
_ENOUGH_ACTORS = 3
# Levels of offices: of a state, its army, a town, none that makes one known (CHARGE), and party politics.
STATE_LEVEL, ARMY_LEVEL, LOCAL_LEVEL, CHARGE_LEVEL = "state", "army", "local", "charge"
POLITICS_LEVEL = "politics"
# Types of nouns that a name in apposition follows: "l'entreprise X", "le parti X".
NAMED_TYPES = (ActorType.COMPANY, ActorType.PARTY, ActorType.ORG, ActorType.ARMED_GROUP)


@dataclass(slots=True)
class Specifier:
    """What stands to the right of a head noun and says whose it is.

    `adjectives` tells where each of the `states` is named, if by an adjective.
    """

    end: int
    states: list[str] = field(default_factory=list)
    adjectives: dict[str, int] = field(default_factory=dict)
    peoples: list[tuple[str, str]] = field(default_factory=list)
    classes: list[str] = field(default_factory=list)
    government: bool = False
    party: Candidate | None = None
    name: Candidate | None = None
    owner: Candidate | None = None
    skipped: bool = False

    @property
    def empty(self) -> bool:
        """Whether nothing specifies the noun."""
        told = self.states or self.peoples or self.classes or self.government
        return not (told or self.party or self.name or self.owner)


class HeadNouns:
    """Recognises head nouns and reads what specifies them, for one language."""

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
        self._tree: Tree | None = None
        self._found: dict[int, tuple[list[Head], int]] = {}
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

    def place_behind(self, tree: Tree, start: int) -> Candidate | None:
        """The place whose office it is, as who governs there: "maire de [Londres]"."""
        j, limit = start, tree.sentence_of(start - 1)[1]
        while j < limit and (
            passed := self._passing(tree, j, limit) or bool(self.gazetteer.parties(tree[j].text))
        ):
            j += passed
        if j >= limit or not self.is_genitive(tree[j]):
            return None
        j = self._skip_article(tree, j + 1, limit)
        end = self.places.get(j)
        if end is None:
            return None
        name = text_of(tree, j, end)
        # A part of a state has one name in all texts: "Ecosse" is "Écosse".
        part = self.gazetteer.part_of_state(name)
        return Candidate(
            start=j,
            end=end,
            head=j,
            id=part.id if part else slug(name),
            label=part.label if part else name,
            type=ActorType.STATE if part else ActorType.GOVERNMENT,
            parent=part.parent if part else "",
            kind=MentionKind.METONYM,
            rule="place of an office",
        )

    def _town_behind(self, tree: Tree, at: int, owner: Candidate | None) -> Candidate | None:
        """The town that nobody knows but for its body: "le service de police de X"; towns take no article."""
        unknown = owner is None or (owner.rule.startswith("entity:") and owner.type is ActorType.ORG)
        if not unknown or at + 1 >= tree.sentence_of(at - 1)[1] or not self.is_genitive(tree[at]):
            return None
        word, article = (
            tree[at + 1],
            tree[at].lower not in self.words.genitive and tree[at].text[-1].isalpha(),
        )
        if article or word.pos != "PROPN" or not word.text[0].isupper() or self.is_given(word.text):
            return None
        end, limit = at + 2, tree.sentence_of(at)[1]
        while end < limit and tree[end].pos == "PROPN" and tree[end].text[0].isupper():
            end += 1
        name = text_of(tree, at + 1, end)
        return Candidate(
            start=at + 1,
            end=end,
            head=at + 1,
            id=slug(name),
            label=name,
            type=ActorType.GOVERNMENT,
            kind=MentionKind.METONYM,
            rule="place of a body",
        )

    def with_places(self, places: Mapping[int, int]) -> Self:
        """A reader that knows the places of the text (first word -> end), which offices are held in."""
        reader = copy.copy(self)
        reader.places = places
        return reader

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

    def closing_type(self, words: Iterable[Word]) -> ActorType | None:
        """The type of an organisation that the noun which closes its name tells: "Brookings Institution"."""
        return next((kind for word in words if (kind := self._closing.get(word.text))), None)

    def closes(self, word: Word) -> bool:
        """Whether a word is a noun that closes the name of an organisation."""
        return word.text in self._closing

    def body_key(self, name: Candidate) -> str:
        """The kind of state body whose bare noun a model took for a name ("le Sénat"), or nothing."""
        head = self._bodies.get(pieces(name.label)) if name.rule.startswith("entity:") else None
        named = name.kind is MentionKind.NAME and name.type is ActorType.ORG
        return self.key(head) if head is not None and named else ""

    def opened_name(
        self, tree: Tree, index: int, taken: AbstractSet[int], bodies: AbstractSet[int]
    ) -> tuple[int, ActorType] | None:
        """The end and the type of a name that a noun opens: "le [Comité national républicain]".

        The noun has a capital and an article. `taken` are the words of other names, `bodies` those of bodies,
        which the noun may be a part of: "le Comité exécutif du RPR".
        """
        word = tree[index]
        written = word.text[0].isupper() and not word.text.isupper() and index > tree.sentence_of(index)[0]
        if not written or is_plural(word) or not self.definite(tree, index):
            return None
        heads, length = self.heads(tree, index) or ((), 0)
        for head in heads:
            if not (isinstance(head, Collective) and head.generic and head.type in NAMED_TYPES):
                continue
            seen = max((last for start, last, _ in tree.entities if start == index), default=index)
            seen = seen if tree[seen - 1].text.isalpha() else index
            end = max(self._name_end(tree, index + length, taken), seen)
            # "le Conseil de surveillance", "la Ligue nationale" are of many; "le Parti populaire" is a party.
            nouns = (word for word in tree[index:end] if word.pos in ("NOUN", "PROPN", "ADJ"))
            telling = sum(len(pieces(word.text)) for word in nouns)
            party = head.type == ActorType.PARTY and seen > index + length
            known = party or (telling >= _LEAST_TELLING and end > index + length)
            event = any(word.lower in self.words.event_names for word in tree[index:end])
            if not known or event or head.type == ActorType.ARMED_GROUP or taken & set(range(index, end)):
                continue
            if not (head.part and self._behind_genitive(tree, end) in bodies):
                return end, ActorType.PARTY if head.type == ActorType.PARTY else ActorType.ORG
        return None

    def _behind_genitive(self, tree: Tree, at: int) -> int:
        """The word behind *de* and an article, or -1."""
        limit = tree.sentence_of(at - 1)[1]
        after = at < limit and self.is_genitive(tree[at])
        return self._skip_article(tree, at + 1, limit) if after else -1

    def is_body(self, tree: Tree, index: int) -> bool:
        """Whether a noun for a body of a state begins at a word."""
        heads, _ = self.heads(tree, index) or ((), 0)
        return any(isinstance(head, Institution) for head in heads)

    def _name_end(self, tree: Tree, end: int, taken: AbstractSet[int]) -> int:
        """Where a name ends that begins with a noun: "Fondation nationale [des sciences naturelles]"."""
        limit = tree.sentence_of(end - 1)[1]
        for _ in range(_COMPLEMENTS_OF_NAME + 1):
            while (
                end < limit
                and end not in taken
                and tree[end].pos == "ADJ"
                and tree[end].lower not in self._verbs
            ):
                end += 1
            at = end + 1
            if at >= limit or not (self.is_genitive(tree[end]) or tree[end].lower in self.words.naming_links):
                break
            while at < limit and (tree[at].lower in self.words.article or tree[at].pos == "NUM"):
                at += 1
            if at >= limit or self.is_body(tree, at) or at in taken or tree[at].pos not in ("NOUN", "PROPN"):
                break
            end = at + 1
        return end

    def is_led(self, tree: Tree, index: int) -> int:
        """The length of a noun for a government that its head's name alone may specify, or 0."""
        match = self.heads(tree, index)
        led = match is not None and any(isinstance(head, Institution) and head.led for head in match[0])
        return match[1] if match is not None and led and not is_plural(tree[index]) else 0

    def organisation_noun(self, tree: Tree, index: int) -> tuple[int, bool, ActorType] | None:
        """The length of a noun that an organisation's name completes, whether *de* stands between, its type.

        "l'entreprise X", "le syndicat X"; "les actionnaires de X", "le président du directoire de X".
        """
        match = self.heads(tree, index)
        if match is None or not is_nominal(tree, index):
            return None
        for head in match[0]:
            if isinstance(head, Collective) and head.type in NAMED_TYPES and not is_plural(tree[index]):
                return match[1], False, ActorType(head.type)
            if isinstance(head, Office | Collective) and head.of_organisation:
                return match[1], True, ActorType.COMPANY
        return None

    def body_noun(self, tree: Tree, index: int) -> ActorType | None:
        """The type of the one organisation that a noun calls: "banque", "syndicat"."""
        word = tree[index]
        heads, _ = self.heads(tree, index) or ((), 0)
        noun = word.pos == "NOUN" or (word.pos == "VERB" and word.lower not in self._verbs)
        if not noun or is_plural(word):
            return None
        groups = (head for head in heads if isinstance(head, Collective) and head.type in NAMED_TYPES)
        return next((ActorType(head.type) for head in groups), None)

    def end_of_head(self, tree: Tree, index: int) -> int:
        """Where the noun ends that begins at a word."""
        match = self.heads(tree, index)
        return index + match[1] if match is not None else index

    def fields(self, tree: Tree) -> set[int]:
        """Words inside the name of a body or office, where no other name begins: "ministère de la Santé"."""
        inside: set[int] = set()
        for index, (heads, length) in self.all_heads(tree).items():
            end = index + length
            inside.update(range(index + 1, end))
            limit = tree.sentence_of(index)[1]
            state = any(
                head.type is ActorType.GOVERNMENT and not head.same_as_state_government
                if isinstance(head, Institution)
                else isinstance(head, Office) and head.level == STATE_LEVEL
                for head in heads
            )
            # "ministère de la Culture": names of companies and persons take no article
            while end < limit and self.is_nationality(tree[end]):
                end += 1  # "ministère chinois des Affaires étrangères"
            if state and end + 1 < limit and self.is_genitive(tree[end]):
                article = tree[end + 1].lower in self.words.article
                contracted = tree[end].lower in self.words.contractions
                if article or (contracted and not tree[end].lower.endswith("'")):
                    inside.add(end + 2 if article else end + 1)
        return inside

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
        found = self._found if tree is self._tree else self.all_heads(tree)
        return found.get(index)

    def all_heads(self, tree: Tree) -> Mapping[int, tuple[list[Head], int]]:
        """`heads` of all words of a text that have some, in text order."""
        if tree is not self._tree:  # several steps ask for the same text
            self._tree, self._found = tree, {}
            for word in tree:
                opening = pieces(word.text)
                if len(opening) > 1 and opening[0] in self._former:
                    opening = opening[1:]  # "ex-président"
                known = bool(opening) and opening[0] in self._openings
                if known and (match := self._heads(tree, word.index, opening)) is not None:
                    self._found[word.index] = match
        return self._found

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

    def is_behind_office(self, tree: Tree, index: int) -> bool:
        """Whether an office and *de* stand before a word: "le patron de [X]"."""
        first = tree.sentence_of(index)[0]
        if index - 2 < first or not self.is_genitive(tree[index - 1]):
            return False
        found = ((at, self.heads(tree, at)) for at in range(max(first, index - 5), index - 1))
        return any(
            match is not None and at + match[1] == index - 1 and isinstance(match[0][0], Office)
            for at, match in found
        )

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

    def organisation_type(self, tree: Tree, start: int, text: str) -> ActorType:
        """The type of an organisation's name from its own words or the noun before it."""
        before = [tree[i].lower for i in range(max(tree.sentence_of(start)[0], start - 2), start)]
        for word in [*(w.lower() for w in text.split()[:2]), *reversed(before)]:
            head = self._groups.get(pieces(word))
            if isinstance(head, Collective) and head.type in (ActorType.PARTY, ActorType.COMPANY):
                return ActorType(head.type)
        return ActorType.ORG

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
        after = index + length
        modified = (
            after < len(tree) and tree[after].pos == "ADJ" and tree[after].sentence == tree[index].sentence
        )
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

    def specifier(
        self, tree: Tree, start: int, by_start: Mapping[int, Sequence[Candidate]], head: Head
    ) -> Specifier:
        """What stands to the right of a head noun that ends before word `start`."""
        spec = Specifier(end=start)
        j, limit = start, tree.sentence_of(start - 1)[1]
        while j < limit:
            word = tree[j]
            passed = self._passing(tree, j, limit)
            if passed:
                j += passed
                spec.end = j if j == start + passed else spec.end
            elif j == start and word.text in self.quotes.close:
                j += 1  # "les « forces d'occupation » américaines"
            elif (party := _party_at(by_start, j)) is not None:
                j += 1
                spec.party, spec.end = party, j
            elif self._adjective(word, spec):
                j += 1
                spec.end = j
            elif self._joins_states(tree, j, limit, spec) or (word.pos == "ADJ" and word.text[0].islower()):
                j += 1
            elif isinstance(head, Office) and (
                owner := self._workplace(tree, j, limit, by_start, head, spec)
            ):
                spec.owner, spec.end = owner, owner.end
                break
            elif self.is_genitive(word):
                after = self._complement(tree, j + 1, limit, by_start, head, spec)
                if after is None:
                    break
                j, spec.skipped = after, True
            else:
                self._name(longest_at(by_start, j), head, spec)
                break
        return spec

    def _joins_states(self, tree: Tree, j: int, limit: int, spec: Specifier) -> bool:
        """Whether a conjunction stands between two nationalities: "les ministres russe [et] iranien"."""
        if not spec.states or j + 1 >= limit or not self.is_nationality(tree[j + 1]):
            return False
        if tree[j].lower in self.words.conjunctions:
            return True
        # "américaines, françaises et turques": a comma joins only where a conjunction follows
        return tree[j].text == "," and j + 2 < limit and self._joins_states(tree, j + 2, limit, spec)

    def _passing(self, tree: Tree, j: int, limit: int) -> int:
        """The number of words of a complement that says nothing of whose an office is: "par intérim"."""
        for words in self._passing_complements.get(tree[j].lower, ()):
            here = tuple(word.lower for word in tree[j : min(j + len(words), limit)])
            if here == words:
                return len(words)
        return 0

    def _complement(
        self,
        tree: Tree,
        j: int,
        limit: int,
        by_start: Mapping[int, Sequence[Candidate]],
        head: Head,
        spec: Specifier,
    ) -> int | None:
        """Take up a complement with *de*; where to read on, or None where nothing may follow."""
        # "de La Poste" has its article in its name, "de La Croix Rouge" more than "La Croix"
        names = (longest_at(by_start, at) for at in (self._skip_article(tree, j, limit), j))
        owner = max((name for name in names if name is not None), key=lambda name: name.end, default=None)
        open_ = isinstance(head, Office) or (isinstance(head, Collective) and head.of_organisation)
        if owner is not None and (open_ or not owner.pending.startswith(DEFINITE)):
            spec.owner, spec.end = owner, owner.end
            if isinstance(head, Office):
                spec.end = self._behind_bracket(tree, owner, by_start)
            behind = longest_at(by_start, spec.end)
            if isinstance(head, Office) and behind is not None and behind.type is ActorType.PERSON:
                self._name(behind, head, spec)  # "le président du directoire de X Jean …"
            return None
        # "professeur de médecine du sommeil à X"
        employed = isinstance(head, Office) and head.employed
        after = None if spec.skipped and not employed else self._after_complement(tree, j, limit)
        if after is None and isinstance(head, Institution | Office) and spec.states:
            spec.end = self._complement_end(tree, j, limit) or spec.end
        return after

    @staticmethod
    def _behind_bracket(tree: Tree, name: Candidate, by_start: Mapping[int, Sequence[Candidate]]) -> int:
        """The end of a name with its acronym: "le directeur de l'Agence de X [(AX)], Y"."""
        at = name.end
        short = longest_at(by_start, at + 1) if at < len(tree) and tree[at].text == "(" else None
        same = short is not None and short.id == name.id and short.end < len(tree)
        return short.end + 1 if short is not None and same and tree[short.end].text == ")" else at

    def _workplace(
        self,
        tree: Tree,
        j: int,
        limit: int,
        by_start: Mapping[int, Sequence[Candidate]],
        head: Office,
        spec: Specifier,
    ) -> Candidate | None:
        """The body in which an office is held: "directeur juridique [chez X]", "chargé de l'emploi [à Y]"."""
        before = self.plain(tree[j])
        field = before in self.words.dative and spec.skipped  # else "l'appel du directeur [à X]"
        employed = head.employed and before in self.words.employment
        if j + 1 >= limit or not (field or employed or before in self.words.workplace):
            return None
        body = longest_at(by_start, j + 1) or longest_at(by_start, self._skip_article(tree, j + 1, limit))
        return body if body is not None and body.type in NAMED_TYPES and not body.pending else None

    def _name(self, name: Candidate | None, head: Head, spec: Specifier) -> None:
        """Take up a name right behind the noun; behind "la diplomatie américaine" it is somebody else's."""
        if name is None or name.kind not in (MentionKind.NAME, MentionKind.ACRONYM):
            return
        if not isinstance(head, Institution) or spec.empty:
            spec.name, spec.end = name, name.end

    def _adjective(self, word: Word, spec: Specifier) -> bool:
        """Take up one adjective that says whose the noun is; False if it is none."""
        if not word.text[0].islower():
            return False
        if word.lower in self.words.government_adjectives:
            spec.government = True
            return True
        if word.lower in self._class_adjectives:
            spec.classes.append(self._class_adjectives[word.lower])
            return True
        state = self.nationality(word.text)
        if state:
            spec.states.append(state)
            spec.adjectives.setdefault(state, word.index)
            return True
        people = first(self.gazetteer.lookup(word.text), Knows.PEOPLE)
        if people:
            spec.peoples.append((people.id, people.label))
        return people is not None

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

    def _after_complement(self, tree: Tree, j: int, limit: int) -> int | None:
        """The word after a complement that is no actor ("ministre [des Affaires étrangères] russe")."""
        j = self._skip_article(tree, j, limit)
        if j >= limit or tree[j].pos not in ("NOUN", "PROPN") or tree[j].lemma in self.words.inquiries:
            return None  # "le directeur de l'examen de la police": not of the police
        j += 1
        while j < limit and tree[j].pos in ("ADJ", "NOUN") and not self.is_nationality(tree[j]):
            j += 1
        open_ = j < limit and (
            self.is_nationality(tree[j])
            or self.is_genitive(tree[j])
            or self.plain(tree[j]) in self.words.dative | self.words.workplace
            or tree[j].text[0].isupper()
        )
        return j if open_ else None


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


def _party_at(by_start: Mapping[int, Sequence[Candidate]], index: int) -> Candidate | None:
    """The party that an adjective at a word names: "la sénatrice [démocrate]"."""
    return next((c for c in by_start.get(index, ()) if c.rule == PARTY_OF_OFFICE), None)


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
