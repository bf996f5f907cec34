"""From argument words to the actors that they mention: the ends of a relation.

An argument is often not the actor itself: "des frappes russes", "une partie des rebelles",
"la politique de X". What may stand for whom depends on the side of the relation, and on the cue.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from graphkit.actors.adjectives import SIDED
from graphkit.actors.candidate import (
    FOLLOWERS,
    NAMED_BEFORE,
    OF_STATE,
    OFFICE,
    PARTY_OF_OFFICE,
    ROLE,
    STATE_OF_OFFICE,
    WITH_HOLDER,
    WITH_NAME,
    Candidate,
)
from graphkit.actors.counterparts import PRIVATE
from graphkit.actors.heads import is_plural
from graphkit.language.schema.cues import Cue, CueKind, Slot
from graphkit.language.schema.grammar import Role
from graphkit.records import ActorType, MentionKind, RelationType
from graphkit.relations.arguments import Structure
from graphkit.relations.cues import Lexicon
from graphkit.relations.inclusions import Inclusions
from graphkit.syntax import Word

# What a town that stands for a government cannot be: the thing that is bombed or taken.
_PHYSICAL = frozenset({"ASSAULT", "MOBILIZE", "COERCE", "RETREAT"})
# Who takes or hits a place does it to who holds it.
_TAKING = frozenset({"ASSAULT", "COERCE"})
# To look into what X says or did ("enquêter sur les accusations de X") is no stand on X.
_INVESTIGATE = "investigate"
_ARREST = "arrest"
_EXPEL = "expel"
ASSAULT = "ASSAULT"
_MEASURES = frozenset({"SANCTION", "COERCE", "PROTEST"})
_STATE_LIKE = (ActorType.STATE, ActorType.GOVERNMENT, ActorType.MILITARY, ActorType.ARMED_GROUP)
ARMED = (ActorType.ARMED_GROUP, ActorType.MILITARY)
_RELATIONAL = frozenset({FOLLOWERS, WITH_NAME, NAMED_BEFORE, OF_STATE})
_STANCE = frozenset({"ACCUSE", "REJECT", "SUPPORT", "THREATEN", "PROTEST", "REQUEST", "AGREE"})
# How an end is reached that another noun leads to.
THROUGH = "through"


@dataclass(frozen=True, slots=True, kw_only=True)
class End:
    """One end of a relation: the mention, the slot it came from, and how it was reached."""

    mention: Candidate
    slot: str
    how: str


class Resolver:
    """From argument words to the actors that they mention."""

    def __init__(
        self,
        structure: Structure,
        mentions: Sequence[Candidate],
        lexicon: Lexicon,
        former: Collection[str] = (),
    ) -> None:
        self.structure = structure
        self.tree = structure.tree
        self.words = structure.words
        self.lexicon = lexicon
        self._former = former
        self._inclusions = Inclusions(structure.tree, structure.words, structure.coordinated)
        self._at: dict[int, list[Candidate]] = defaultdict(list)
        self._names: set[int] = set()
        self._inside_offices: set[int] = set()
        for mention in mentions:
            if mention.rule in (STATE_OF_OFFICE, PARTY_OF_OFFICE):
                continue  # said of the office alone
            self._at[mention.head].append(mention)
            if mention.office and mention.kind is MentionKind.NOMINAL:
                self._inside_offices.update(range(mention.start, mention.end))
            if mention.kind in (MentionKind.NAME, MentionKind.ACRONYM):
                self._names.update(range(mention.start, mention.end))

    def mentions_at(self, index: int) -> list[Candidate]:
        """The actors that a word itself names, adjectives left out."""
        return [m for m in self._at.get(index, ()) if m.kind is not MentionKind.ADJECTIVE]

    def is_part_of_name(self, index: int) -> bool:
        """Whether a word belongs to a name, where it cannot be a cue ("Front de libération")."""
        return index in self._names

    def is_part_of_office(self, index: int) -> bool:
        """Whether a word stands inside what an office is called: "le président [élu] de X"."""
        return index in self._inside_offices

    def is_office(self, index: int, *, named: bool = False) -> bool:
        """Whether a noun is the office of a mention; if asked, only of one whose holder the text names."""
        unnamed = (OFFICE, ROLE) if named else ()
        return any(
            m.office
            and m.kind is MentionKind.NOMINAL
            and m.rule not in unnamed
            and not self._is_held_for_person(m)
            for m in self._at.get(index, ())
        )

    def _is_held_for_person(self, office: Candidate) -> bool:
        """Whether an office is told only by a person's possessive: "X et [son ministre] Y"."""
        if office.rule != WITH_HOLDER or office.parent:
            return False
        owners = [m for word in self.structure.possessive(office.head) for m in self.mentions_at(word.index)]
        return any(m.type is ActorType.PERSON and m.id != office.id for m in owners)

    def is_relational(self, index: int) -> bool:
        """Whether a noun is a mention of actors known through another: "ses alliés", "son rival X"."""
        here = self._at.get(index, ())
        owned = bool(self.structure.possessive(index))
        # "son rival républicain X": the noun is read as an office too.
        return any(m.rule in _RELATIONAL or (owned and m.rule == WITH_HOLDER) for m in here)

    def is_private(self, index: int) -> bool:
        """Whether a noun is for who is near a person in private, or in sport: "son partenaire X"."""
        return any(m.rule == PRIVATE for m in self._at.get(index, ()))

    def names_owned(self, index: int, cue: Cue) -> bool:
        """Whether a noun with a possessive is for states in a relation to another: "ses [alliés] russes".

        Those of a state or an armed group are states, those of a person or a company may be anybody there.
        """
        people = cue.pos is CueKind.NOUN and Slot.SUBJECT in cue.source and Slot.POSSESSOR in cue.target
        if not people or not self.structure.possessive(index):
            return False
        owners = [m for i in self.structure.possessors(index) for m in self._at.get(i, ())]
        return bool(owners) and all(
            m.type in _STATE_LIKE for m in owners if m.kind is not MentionKind.ADJECTIVE
        )

    def actors_in_adjectives(self, index: int) -> list[int]:
        """Adjectives that name who acts in an event: "frappes russes"; "guerre civile" names nobody."""
        return [
            w
            for w in self.adjectives(index)
            if not all(m.rule == "adjective:class" and m.type is ActorType.POPULATION for m in self._at[w])
        ]

    def adjectives(self, index: int) -> list[int]:
        """Modifiers of a noun that name an actor: "frappes russes et syriennes"."""
        children = self.tree.children(
            index, Role.MODIFIER, Role.APPOSITION, Role.OTHER, Role.CONJUNCT, Role.PARTICIPIAL
        )
        words = {w for c in children for w in (*self.structure.coordinated(c.index), *self._below(c))}
        return sorted(w for w in words if any(_names_owner(m) for m in self._at.get(w, ())))

    def _below(self, word: Word) -> list[int]:
        """Adjectives hung on an adjective: "des soutiens décisifs [russe et iranien]"."""
        return (
            [i for i in self.tree.subtree(word.index) if self.tree[i].pos == "ADJ"]
            if word.pos == "ADJ"
            else []
        )

    def fill(
        self,
        slots: Mapping[str, Sequence[int]],
        wanted: Iterable[str],
        cue: Cue,
        *,
        is_target: bool,
        taken: str = "",
        predicate: int | None = None,
    ) -> tuple[list[End], str]:
        """The ends in the first wanted slot that holds an actor, and that slot; see `ends`."""
        for slot in wanted:
            if slot == taken:
                continue
            ends = [
                end
                for word in slots.get(slot, ())
                for end in self.ends(word, slot, cue, is_target=is_target, predicate=predicate)
            ]
            if ends:
                return list({e.mention.id: e for e in reversed(ends)}.values())[::-1], slot
        return [], ""

    def ends(
        self, index: int, slot: str, cue: Cue, *, is_target: bool, predicate: int | None = None
    ) -> list[End]:
        """The actors that an argument word and what is coordinated with it stand for.

        What is said between two coordinated words is said of the first: "[X, ex-branche de Z,] et Y";
        `predicate` is the word that says it.
        """
        result: list[End] = []
        below = predicate is not None and predicate in self.tree.subtree(index)
        for word in self.structure.coordinated(index):
            if below and predicate is not None and index < predicate < word:
                continue
            result.extend(self._ends_of(word, slot, cue, is_target=is_target, depth=3))
            for named in self._inclusions.named_among(word):
                some = self._ends_of(named, slot, cue, is_target=is_target, depth=3)
                result.extend(end for end in some if not end.mention.weak)  # "24 morts, dont 19 enfants"
        return [end for end in result if self._allowed(end, cue, is_target=is_target)]

    def _ends_of(self, index: int, slot: str, cue: Cue, *, is_target: bool, depth: int) -> list[End]:
        if depth == 0 or self.structure.is_apart(index):
            return []
        own = [
            m
            for m in self._at.get(index, ())
            if m.kind is not MentionKind.ADJECTIVE or slot == Slot.ADJECTIVE
        ]
        if own:
            how = "noun" if slot in (Slot.POSSESSOR, Slot.ADJECTIVE) else "direct"
            return [End(mention=m, slot=slot, how=how) for m in _distinct(own)]
        word = self.tree[index]
        named = [
            m
            for c in self._named_parts(index)
            for m in self._at.get(c, ())
            if m.kind is not MentionKind.ADJECTIVE
        ]
        if is_plural(word) and len(named) == 1 and named[0].type is ActorType.PERSON:
            named = []  # "des partisans du guide, l'ayatollah Khomeini": one person is not several
        if named:
            return [End(mention=m, slot=slot, how="direct") for m in _distinct(named)]
        if word.pos == "NOUN" and self._are_owned(word):
            others = [m for i in self.adjectives(index) for m in self._at.get(i, ())]
            return [End(mention=m, slot=slot, how="noun") for m in others]
        word = self._members_behind(word)
        below = self._through(word, slot, cue, is_target=is_target, depth=depth)
        if is_target and cue.event in _PHYSICAL and not below:
            below = self._holders(word, slot, cue, depth=depth)
        if self._is_people(word) and (is_target or cue.type is not RelationType.AFFILIATION):
            # People act as their group itself does; "exclut trois députés [du PS]" may be what the PS does.
            expelled = is_target and cue.mode == _EXPEL
            return [end for end in below if end.mention.type in _STATE_LIKE] if expelled else below
        if below and (word.lemma in self.words.count_nouns or word.lower in self.words.shares):
            return below  # what "des milliers de X" or "la plupart des X" do, X do
        if below:
            return [end if end.how == "agent" else replace(end, how=THROUGH) for end in below]
        return [  # "X, un groupe lié à Y": the group is X itself
            end
            for i in self._hosts(word)
            for end in self._ends_of(i, slot, cue, is_target=is_target, depth=depth - 1)
            # "son directeur, [un groupe] qui aide Y" was hung on the wrong word.
            if end.mention.type is not ActorType.PERSON or word.lemma not in self.words.transparent_nouns
        ]

    def _members_behind(self, word: Word) -> Word:
        """The noun for several people right behind another one ("les pays [membres] de X"), else that one."""
        behind = self.tree[min(word.index + 1, len(self.tree) - 1)]
        members = word.pos == "NOUN" and behind.head == word.index and self._is_people(behind)
        return behind if members else word

    def _is_people(self, word: Word) -> bool:
        """Whether a noun names several people of what follows it: "des combattants de X"."""
        return word.lemma in self.words.transparent_people and is_plural(word)

    def _hosts(self, word: Word) -> list[int]:
        """What a noun is said to be: "X, [une voix] critique envers Y", "X est [un pays] qui soutient Y"."""
        above = self.tree.head(word.index)
        if word.pos != "NOUN":
            return []
        if word.role is Role.APPOSITION and above is not None:
            return [above.index] if is_plural(word) == is_plural(above) else []
        if self.tree.children(word.index, Role.COPULA):
            return self.structure.subjects_of_noun(word.index)
        return []

    def _holders(self, place: Word, slot: str, cue: Cue, *, depth: int) -> list[End]:
        """Who is hit with a place that is theirs: "Idleb, [dernier bastion] des rebelles"."""
        inside = set(self.tree.subtree(place.index))
        for word in self.tree[place.index + 1 : self.tree.sentence_of(place.index)[1]]:
            if word.lemma in self.words.proxy_nouns and inside.intersection(
                self.structure.before_comma(word.index)
            ):
                return self._through(word, slot, cue, is_target=True, depth=depth)
        return []

    def _named_parts(self, index: int) -> list[int]:
        """Names in apposition to a noun: "le groupe HTS", "ses alliés, notamment Londres et Rome"."""
        parts = self.tree.children(index, Role.APPOSITION, Role.NAME_PART)
        found = [w for part in parts for w in self.structure.coordinated(part.index)]
        if self.structure.possessive(index) or self._is_of_nation(index):
            found += self.structure.bare_names(index)  # "son collègue X", "l'italien X"
        for part in self.tree.children(index, Role.OBLIQUE):
            if part.lemma in self.words.name_nouns:
                found += self.structure.genitives(part.index)  # "un homme du nom de X"
            elif self.structure.is_named_behind_comma(part, index):
                found.append(part.index)  # "un autre élu, le républicain X"
            elif (
                part.pos == "PROPN"
                and is_plural(self.tree[index])
                and not self.tree.children(part.index, Role.CASE)
            ):
                several = self.structure.coordinated(part.index)
                found += several if len(several) > 1 else []  # "les magasins X et Y"
        return found

    def _is_of_nation(self, index: int) -> bool:
        """Whether a noun says from where somebody is who is named behind it: "le [japonais] X"."""
        return self.tree[index].pos == "NOUN" and any(_names_owner(m) for m in self._at.get(index, ()))

    def _through(self, word: Word, slot: str, cue: Cue, *, is_target: bool, depth: int) -> list[End]:
        """The actor behind a noun that is none itself."""
        if word.pos not in ("NOUN", "PRON", "DET", "NUM"):
            return []
        genitives = self.structure.genitives(word.index)
        if any(child.lower in self._former for child in self.tree.children(word.index, Role.MODIFIER)):
            return []  # "d'anciens membres de X" are not X
        if (
            self._is_people(word)
            or word.lemma in self.words.transparent_nouns
            or word.lemma in self.words.count_nouns
            or word.pos in ("PRON", "DET", "NUM")
        ):
            led = [] if genitives else self.structure.leaders(word.index)
            ends = self._all([*genitives, *led], slot, cue, is_target=is_target, depth=depth)
            return [end for end in ends if self._speaks_for(word, end)]
        adjectives = [
            End(mention=m, slot=slot, how=THROUGH)
            for w in self.adjectives(word.index)
            for m in self._at.get(w, ())
        ]
        stance = cue.event in _STANCE and cue.mode != _INVESTIGATE
        if is_target and stance:
            doers = self._doers(word, slot, cue, depth=depth)
            if doers:
                return doers
        fighters = self.words.transparent_people | self.words.officers
        if is_target and cue.event == ASSAULT and word.lemma in fighters:
            # To kill "un chef du Hezbollah" is to attack it; to arrest a member of a party need not be.
            groups = self._all(genitives, slot, cue, is_target=is_target, depth=depth)
            return [end for end in groups if end.mention.type in ARMED]
        if is_target:
            owned = word.lemma in self.words.proxy_nouns
            owned |= stance and word.lemma in self.words.stance_nouns
            # Duties on a state's steel are against it; who criticises its wine is not.
            owned |= cue.event in _MEASURES and word.lemma in self.words.wares
            sources = [*genitives, *self.structure.origins(word.index)]
            owners = adjectives or self._all(sources, slot, cue, is_target=is_target, depth=depth)
            if owned and owners:
                return owners
            return self._all(self._makers(word, cue), slot, cue, is_target=is_target, depth=depth)
        authors = self._authors(word, slot, cue, depth=depth) if stance else []
        return authors or self._wielders(word, adjectives, slot, cue, depth=depth)

    def _authors(self, word: Word, slot: str, cue: Cue, *, depth: int) -> list[End]:
        """Whose a text is, who says what it does: "[le rapport] de X accuse Y".

        What it threatens it may as well endanger, and "les rapports de X avec Y" are no text.
        """
        others = self.words.accompaniment | self.words.between
        prepositions = {self.structure.preposition(c.index) for c in self.tree.children(word.index)}
        if word.lemma not in self.words.written_nouns or cue.event == "THREATEN" or prepositions & others:
            return []
        genitives = self.structure.genitives(word.index)
        ends = self._all(genitives, slot, cue, is_target=False, depth=depth)
        return [replace(end, how="agent") for end in ends]

    def _wielders(self, word: Word, adjectives: list[End], slot: str, cue: Cue, *, depth: int) -> list[End]:
        """Whom an event or a weapon stands for as a source: "appuyée par [des frappes] russes"."""
        persons = self.words.victim_nouns | self.words.ambivalent_nouns
        event = word.lemma not in persons and self.lexicon.is_event(self.structure, word)
        if not event and word.lemma not in self.words.proxy_nouns:
            return []
        possessors = self.structure.possessors(word.index)
        owners = self._all(possessors, slot, cue, is_target=False, depth=depth)
        agents = self._all(self.structure.doers(word.index), slot, cue, is_target=False, depth=depth)
        found = [replace(end, how="agent") for end in agents] or adjectives or owners
        genitives = self.structure.genitives(word.index)
        return found or self._all(genitives, slot, cue, is_target=False, depth=depth)

    def _are_owned(self, word: Word) -> bool:
        """Whether a noun is for who stands in a relation to its owner: "[ses alliés] russes"."""
        if not self.structure.possessive(word.index):
            return False
        return any(
            self.names_owned(word.index, fired.cue)
            for reading in self.lexicon.at(self.structure, word)
            for fired in reading
        )

    def _speaks_for(self, word: Word, end: End) -> bool:
        """Whether several people act for what follows them: of one person, only who is commanded."""
        alone = end.mention.type is ActorType.PERSON and end.how == "direct"
        return not (self._is_people(word) and alone) or word.lemma in self.words.commanded_people

    def _makers(self, word: Word, cue: Cue) -> list[int]:
        """Who is meant with what a participle says is theirs: "condamne [les propos] tenus par X"."""
        if cue.event in _STANCE and cue.mode != _INVESTIGATE and word.lemma in self.words.stance_nouns:
            return self.structure.participle_agents(word.index, self.words.making_verbs)
        taken = cue.event in _TAKING and cue.mode != _ARREST  # who is arrested is no place that one holds
        if taken and cue.type is RelationType.OPPOSITION:
            return self.structure.participle_agents(word.index, self.words.holding_verbs)
        return []

    def _doers(self, word: Word, slot: str, stance: Cue, *, depth: int) -> list[End]:
        """Whom a stance on an event is a stance on: who did it ("condamne les frappes israéliennes").

        Only where event and stance have one sign: to condemn an attack is to oppose the attacker.
        "l'arrestation de X" names the victim, so that a complement which may be either does not count.
        """
        for reading in self.lexicon.at(self.structure, word):
            for fired in reading:
                event = fired.cue
                if event.pos is not CueKind.NOUN or event.type is not stance.type:
                    continue
                slots = self.structure.slots(word.index, CueKind.NOUN, self.actors_in_adjectives(word.index))
                filled = [s for s in event.target if s != Slot.GENITIVE and slots.get(s)]
                wanted = [s for s in event.source if s != Slot.SUBJECT]
                carrier = self.structure.light_verb(word.index)
                if carrier is not None and self.tree[carrier].role in (Role.PARTICIPIAL, Role.RELATIVE):
                    wanted = list(event.source)  # "l'attaque menée par X", "l'attaque que X a menée"
                if Slot.GENITIVE in event.target and not filled:
                    wanted = [s for s in wanted if s != Slot.GENITIVE]
                for wanted_slot in wanted:
                    ends = self._all(
                        slots.get(wanted_slot, ()), wanted_slot, event, is_target=False, depth=depth
                    )
                    if ends:
                        return [End(mention=e.mention, slot=slot, how=THROUGH) for e in ends]
        return []

    def _all(self, indexes: Iterable[int], slot: str, cue: Cue, *, is_target: bool, depth: int) -> list[End]:
        return [
            end
            for i in indexes
            for word in self.structure.coordinated(i)
            for end in self._ends_of(word, slot, cue, is_target=is_target, depth=depth - 1)
        ]

    def _allowed(self, end: End, cue: Cue, *, is_target: bool) -> bool:
        mention = end.mention
        if mention.source_only and cue.type is not RelationType.AFFILIATION:
            return is_target and cue.type is RelationType.OPPOSITION  # "porte plainte contre Fox News"
        if is_target and cue.target_types and mention.type not in cue.target_types:
            return False
        acts = end.slot == Slot.SUBJECT and not is_target  # "accuse [Moscou] d'avoir tué X"
        if mention.capital and mention.weak and cue.event in _PHYSICAL and not acts:
            return False
        if mention.capital and mention.weak and cue.type is RelationType.AFFILIATION:
            return not (is_target and cue.pos is CueKind.NOUN)  # "maire de Paris": of the town
        if cue.type is RelationType.AFFILIATION and end.how == THROUGH:
            return False  # "les fonctionnaires de l'UE travaillant au NHS": the Union does not
        if not is_target and self._is_one_of_people(mention):
            return False
        # A word of several senses needs its actor named as its source: "des coûts russes frappent …".
        return is_target or not (cue.ambiguous and end.how == THROUGH)

    def _is_one_of_people(self, mention: Candidate) -> bool:
        """Whether a noun is of one of a people, for whom the others do not answer: "un étudiant iranien"."""
        article = self.tree[mention.start - 1] if mention.start else None
        return (
            mention.type is ActorType.POPULATION
            and mention.kind is MentionKind.NOMINAL
            and not mention.plural
            and article is not None
            and article.morph.get("Definite") == "Ind"
        )


def _names_owner(mention: Candidate) -> bool:
    """Whether an adjective says whose something is: "russe" does, "antirusse" does not."""
    return mention.kind is MentionKind.ADJECTIVE and not mention.rule.startswith(SIDED)


def _distinct(mentions: Iterable[Candidate]) -> list[Candidate]:
    """One mention per actor; names before nominals, so that the evidence shows the name."""
    ranked = sorted(mentions, key=lambda m: (m.kind is not MentionKind.NAME, m.start))
    return list({m.id: m for m in reversed(ranked)}.values())[::-1]
