"""What a cue says: its ends by its arguments, and whether it is so."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace

from graphkit.actors.heads import is_plural
from graphkit.language.schema.cues import Cue, CueKind, Slot
from graphkit.language.schema.folder import LanguageData
from graphkit.language.schema.grammar import Role
from graphkit.records import SIGNS, ActorType, Modality, RelationType
from graphkit.relations.arguments import Slots, Structure, oblique
from graphkit.relations.cues import Fired, Lexicon
from graphkit.relations.deeds import DeedReader
from graphkit.relations.ends import ARMED, ASSAULT, End, Resolver
from graphkit.relations.found import PLAIN, Found, Refused, are_different, found_by
from graphkit.relations.status import Judgement, StatusReader

_ACCUSE = "ACCUSE"
_POLITICAL = (ActorType.PERSON, ActorType.PARTY)


class PredicateReader:
    """Reads what cues say of their arguments, for one language."""

    def __init__(
        self, language: LanguageData, lexicon: Lexicon, status: StatusReader, deeds: DeedReader
    ) -> None:
        self.words = language.grammar.words
        self.lexicon = lexicon
        self.status = status
        self.deeds = deeds
        self.speaker = language.anaphora.speaker

    def read(
        self, structure: Structure, resolver: Resolver, reading: Iterable[Fired]
    ) -> tuple[list[Found], list[Refused]]:
        """The relations of the cues of one reading; of a cue and its denied twin only one says something."""
        found: list[Found] = []
        refused: list[Refused] = []
        for fired in sorted(reading, key=lambda f: not f.cue.denied):
            if found and found[-1].cue.denied:
                break  # "ne reconnaît pas X" is no denied alliance beside
            made, reason = self._relations(structure, resolver, fired)
            found.extend(made)
            if not made:
                refused.append(
                    Refused(cue=fired.cue.id, text=structure.tree[fired.index].text, reason=reason)
                )
        return found, refused

    def _relations(self, structure: Structure, resolver: Resolver, fired: Fired) -> tuple[list[Found], str]:
        cue = fired.cue
        told = self._told_elsewhere(structure, resolver, fired)
        if told:
            return [], told
        # "X a reçu son allié Y" is no event that X undergoes.
        undergoers = [] if resolver.is_relational(fired.index) else self._undergoers(structure, fired)
        slots = self._slots(structure, resolver, fired, undergoers)
        wanted = (*cue.source, Slot.OCCASION) if cue.type is RelationType.DIPLOMACY else cue.source
        source, source_slot = self._sources(structure, resolver, fired, slots, wanted)
        target = [e for w in undergoers for e in resolver.ends(w, Slot.HOST, cue, is_target=True)]
        if not undergoers or self._victims(structure, fired):
            # Whom a strike kills and whom it is aimed at are two targets; a genitive may be its doer.
            where = [s for s in cue.target if not (undergoers and s == Slot.GENITIVE)]
            target += resolver.fill(
                slots, where, cue, is_target=True, taken=source_slot, predicate=fired.index
            )[0]
        spoken = "" if source else self._spoken(structure, slots, wanted)
        judgement = self._judged(structure, fired) if source or spoken else PLAIN
        if judgement is None:
            return [], "not denied"
        known = resolver.is_relational(fired.index) or source_slot == Slot.ADJECTIVE
        known = known or bool(structure.bare_names(fired.index))  # "son ami [X]"
        if judgement.negated and fired.cue.modality == Modality.PAST:
            return [], "an end that did not come"  # "n'a pas quitté X": still there
        if judgement.negated and structure.possessive(fired.index) and known:
            return [], "denied of what is done to somebody, not of who it is"  # "ne soutient pas son rival Y"
        source = source or self._speakers(resolver, spoken, judgement)
        if not source:
            return [], "no actor as source"
        if _is_one_of_several(structure, fired.index, cue, source):
            return [], "several, and one person"
        against = self._against(fired, slots, source, target, resolver, judgement, far=structure.far)
        against += self.deeds.fought_together(structure, resolver, fired, source)
        pairs = [(s, t) for s in source for t in target]
        pairs = pairs or self._among(structure, fired, source, source_slot, slots)
        if not pairs and not against:
            return [], "no actor as target"
        pairs = [_as_owned(cue, s, t) for s, t in pairs]
        made = [found_by(fired, s, t, judgement, directed=cue.directed and bool(target)) for s, t in pairs]
        made.extend(against)
        kept = [f for f in made if are_different(f.source.mention, f.target.mention) and _fits(f)]
        return kept, "" if kept else "source and target are the same actor"

    def _told_elsewhere(self, structure: Structure, resolver: Resolver, fired: Fired) -> str:
        """Why a cue says nothing by itself, or nothing."""
        cue = fired.cue
        if cue.pos is not CueKind.PREPOSITION and resolver.is_part_of_name(fired.index):
            return "inside a name"
        if cue.pos is CueKind.VERB and resolver.is_part_of_office(fired.index):
            return "inside an office"
        if self._is_carrier(structure, fired):
            return "said by what it carries"
        if cue.type is RelationType.ALLIANCE and resolver.is_private(fired.index):
            return "no alliance of persons"
        said = structure.is_predicate(fired.index)
        if cue.type is RelationType.AFFILIATION and resolver.is_office(fired.index, named=said):
            return "an office, read with its holder"
        return ""

    def _is_carrier(self, structure: Structure, fired: Fired) -> bool:
        """Whether a verb of talk only carries what its object says: "adresser [des critiques] à Y"."""
        verb = structure.tree[fired.index]
        if fired.cue.type is not RelationType.DIPLOMACY or fired.cue.pos is not CueKind.VERB:
            return False
        if verb.lemma not in self.words.light_verbs:
            return False
        objects = [structure.tree[i] for i in structure.objects(fired.index)]
        return any(
            SIGNS[carried.cue.type] and carried.cue.pos is CueKind.NOUN
            for word in objects
            if self.lexicon.is_event(structure, word)
            for reading in self.lexicon.at(structure, word)
            for carried in reading
        )

    def _undergoers(self, structure: Structure, fired: Fired) -> list[int]:
        """Who is known to undergo an event noun, whatever its own complements are."""
        if fired.cue.pos is not CueKind.NOUN or self._is_lodged(structure, fired):
            return []
        above = structure.tree.head(fired.index)
        asked = above is not None and above.lemma in self.words.requesting_verbs
        if asked and fired.cue.type is RelationType.OPPOSITION:
            return []  # who asks for an inquiry is not whom it is against
        found = structure.undergoers(fired.index) or self._victims(structure, fired)
        return found or (structure.prompted(fired.index) if fired.cue.event == _ACCUSE else [])

    def _is_lodged(self, structure: Structure, fired: Fired) -> bool:
        """Whether a noun that says with whom something is lodged also says against whom it is.

        "X fait l'objet d'une plainte" is not where it was lodged.
        """
        readings = self.lexicon.at(structure, structure.tree[fired.index])
        return fired.cue.type is RelationType.DIPLOMACY and any(
            SIGNS[other.cue.type] and other.cue.pos is CueKind.NOUN
            for reading in readings
            for other in reading
        )

    @staticmethod
    def _victims(structure: Structure, fired: Fired) -> list[int]:
        if fired.cue.type is not RelationType.OPPOSITION or fired.cue.reciprocal:
            return []
        return structure.victims(fired.index, agent=fired.cue.event != ASSAULT)

    def _sources(
        self, structure: Structure, resolver: Resolver, fired: Fired, slots: Slots, wanted: Sequence[str]
    ) -> tuple[list[End], str]:
        """Who does what a cue says, and the slot that tells it.

        Where the victims of an assault are told, the genitive is who attacks ("tués dans l'attaque du JNIM")
        if it is an army or an armed group, or in the plural ("cible des attaques de la droite") a person or a
        party, and else what is attacked ("tués dans l'attaque du consulat").
        """
        assault = fired.cue.pos is CueKind.NOUN and fired.cue.event == ASSAULT
        victims = assault and self._victims(structure, fired)
        if victims and Slot.GENITIVE not in wanted:
            wanted = (*wanted, Slot.GENITIVE)
        source, slot = resolver.fill(slots, wanted, fired.cue, is_target=False, predicate=fired.index)
        if not source and resolver.names_owned(fired.index, fired.cue):
            # "ses alliés [russes]": the adjective says who they are, the possessive whose.
            source, slot = resolver.fill(slots, [Slot.ADJECTIVE], fired.cue, is_target=False)
        if not source and self._is_impersonal(structure, resolver, fired):
            wished_by = {str(Slot.SUBJECT): structure.wishers(fired.index)}
            source, slot = resolver.fill(wished_by, [Slot.SUBJECT], fired.cue, is_target=False)
        if victims and slot == Slot.GENITIVE:
            doers = {*ARMED, *_POLITICAL} if is_plural(structure.tree[fired.index]) else ARMED
            source = [end for end in source if end.mention.type in doers and end.how == "direct"]
        return source, slot

    def _is_impersonal(self, structure: Structure, resolver: Resolver, fired: Fired) -> bool:
        """Whether nobody is said to do what a verb says: "que Y soit chassé", "que ces mesures visent Y"."""
        if (
            fired.cue.pos is not CueKind.VERB
            or not SIGNS[fired.cue.type]
            or Slot.SUBJECT not in fired.cue.source
        ):
            return False
        if structure.is_passive(fired.index):
            return not structure.has_agent(fired.index)
        subjects = [structure.tree[i] for i in structure.subjects(fired.index)]
        return bool(subjects) and all(
            (w.lemma in self.words.stance_nouns or self.lexicon.is_event(structure, w))
            and not resolver.mentions_at(w.index)
            for w in subjects
        )

    def _judged(self, structure: Structure, fired: Fired) -> Judgement | None:
        """The status of a cue; None for one that says something only where it is denied, and is not."""
        cue = fired.cue
        judgement = self.status.judge(
            structure, fired.index, modality=cue.modality, stance=bool(SIGNS[cue.type])
        )
        if self._is_lost(structure, fired):
            judgement = replace(
                judgement, negated=not judgement.negated, reasons=(*judgement.reasons, "lost")
            )
        if judgement.negated and self._is_beside(structure, fired, judgement):
            judgement = replace(judgement, negated=False)
        if not cue.denied:
            return judgement
        denied = judgement.negated or self.status.negation.is_slight(structure, fired.index)
        return replace(judgement, negated=False) if denied else None

    def _is_beside(self, structure: Structure, fired: Fired, judgement: Judgement) -> bool:
        """Whether a complement is not denied with its verb: "X a cessé le travail sous la pression de Y"."""
        verb = structure.tree.head(fired.index)
        if fired.cue.pos is not CueKind.PREPOSITION or verb is None:
            return False
        if fired.cue.lemma in self.words.bystander_prepositions or structure.opens_sentence(fired.index):
            return True  # "X ne signera pas, au grand dam de Y"
        return any(reason.partition(": ")[::2] == ("reversal", verb.text) for reason in judgement.reasons)

    def _is_lost(self, structure: Structure, fired: Fired) -> bool:
        """Whether somebody loses an ally or support: "X a perdu [le soutien] de Y"."""
        verb = structure.tree.head(fired.index)
        if verb is None or structure.tree[fired.index].role is not Role.OBJECT:
            return False
        lost = verb.lemma in self.words.losing_verbs
        return lost and fired.cue.pos is CueKind.NOUN and fired.cue.type is RelationType.ALLIANCE

    def _slots(
        self, structure: Structure, resolver: Resolver, fired: Fired, undergoers: Collection[int]
    ) -> Slots:
        """The slots of a cue; who undergoes an event is not its subject, who is known by a relation is."""
        adjectives = resolver.actors_in_adjectives(fired.index)
        slots = structure.slots(fired.index, fired.kind, adjectives, fired.words)
        noun = fired.cue.pos is CueKind.NOUN
        owned = not slots.get(Slot.SUBJECT) or structure.possessive(fired.index)  # "X reçoit son allié Y"
        people = fired.cue.type is RelationType.AFFILIATION and bool(resolver.mentions_at(fired.index))
        carried = people and structure.light_verb(fired.index) is not None  # "X appelle les salariés de Y"
        if noun and (carried or (owned and resolver.is_relational(fired.index))):
            slots = {**slots, Slot.SUBJECT: [fired.index]}
        if self._has_object_between(structure, resolver, fired):
            # "X nomme Y à la tête de Z" says where Y belongs.
            verb = structure.tree[structure.tree[fired.index].head]
            installs = verb.lemma in self.words.installing_verbs
            slots = {**slots, Slot.SUBJECT: structure.objects(verb.index) if installs else []}
        if structure.possessive(fired.index):
            slots = {s: words for s, words in slots.items() if s not in _owners_beside(fired.cue)}
        doers = [i for i in structure.doers(fired.index) if i not in undergoers]
        return {**slots, Slot.SUBJECT: doers} if undergoers else slots

    @staticmethod
    def _has_object_between(structure: Structure, resolver: Resolver, fired: Fired) -> bool:
        """Whether a membership may be of whom the clause is done to: "X remplace Y à la tête de Z"."""
        verb = structure.tree.head(fired.index)
        member = fired.cue.pos is CueKind.PREPOSITION and fired.cue.type is RelationType.AFFILIATION
        if not member or verb is None or verb.pos != "VERB" or structure.is_passive(verb.index):
            return False
        return any(resolver.mentions_at(i) for i in structure.objects(verb.index))

    def _spoken(self, structure: Structure, slots: Slots, wanted: Iterable[str]) -> str:
        """The slot of "nous" in "« Nous condamnons X », a déclaré Y"; empty where there is none."""
        return next(
            (s for s in wanted for i in slots.get(s, ()) if structure.tree[i].lower in self.speaker), ""
        )

    def _speakers(self, resolver: Resolver, slot: str, judgement: Judgement) -> list[End]:
        """Who says "nous" in a quotation."""
        if judgement.speaker is None or judgement.modality is not Modality.CLAIMED:
            return []
        return [End(mention=m, slot=slot, how="direct") for m in resolver.mentions_at(judgement.speaker)]

    def _among(
        self, structure: Structure, fired: Fired, source: Sequence[End], slot: str, slots: Slots
    ) -> list[tuple[End, End]]:
        """The pairs of a reciprocal cue whose ends are all in one slot: "X et Y se sont rencontrés"."""
        if slot == Slot.SUBJECT and len(slots.get(slot, ())) > 1:
            return []  # two subjects that nothing joins are an error of the parser
        ordered = list({e.mention.id: e for e in source}.values())
        # "X et Y forment une coalition", "X et Y sont en guerre" pair them; "X et Y, allié de Z" does not.
        said = fired.cue.pos is CueKind.NOUN and slot == Slot.SUBJECT
        said = said and not structure.preposition(fired.index)
        one = not is_plural(structure.tree[fired.index]) and structure.light_verb(fired.index) is None
        if not fired.cue.reciprocal or (said and one) or self._are_together(structure, fired):
            return []
        firsts = ordered[:1] if fired.index in structure.one_sided else ordered
        return [(a, b) for i, a in enumerate(firsts) for b in ordered[i + 1 :]]

    def _are_together(self, structure: Structure, fired: Fired) -> bool:
        """Whether those who fight do so side by side: "X et Y ont mené [ensemble] la bataille"."""
        if fired.cue.type is not RelationType.OPPOSITION:
            return False
        clause = (fired.index, structure.tree[fired.index].head)
        return any(child.lower in self.words.jointly for i in clause for child in structure.tree.children(i))

    def _against(
        self,
        fired: Fired,
        slots: Slots,
        source: Sequence[End],
        target: Sequence[End],
        resolver: Resolver,
        judgement: Judgement,
        *,
        far: Collection[int],
    ) -> list[Found]:
        """Helping X against Y is also opposition to Y, by the helper and by the helped."""
        if fired.cue.type is not RelationType.ALLIANCE:
            return []
        # Whom an offensive is against may be told far off; whom help is against must be told with it.
        enemies = [
            end
            for preposition in self.words.adversative
            for word in slots.get(oblique(preposition), ())
            if word not in far
            for end in resolver.ends(word, oblique(preposition), fired.cue, is_target=True)
        ]
        return [
            found_by(fired, friend, enemy, judgement, directed=True, relation_type=RelationType.OPPOSITION)
            for friend in (*source, *target)
            for enemy in enemies
        ]


def _owners_beside(cue: Cue) -> set[str]:
    """Slots that tell no owner beside a possessive: "son allié X, [du parti Y]", "sa filiale [russe] X"."""
    sides = [side for side in (cue.source, cue.target) if Slot.POSSESSOR in side]
    owners = {Slot.GENITIVE} if any(Slot.GENITIVE in side for side in sides) else set()
    return {*owners, Slot.ADJECTIVE} if cue.type is RelationType.AFFILIATION else {*owners}


def _is_one_of_several(structure: Structure, index: int, cue: Cue, source: Sequence[End]) -> bool:
    """Whether a plural noun for members would be one person: "face aux députés de Y, X a parlé".

    "un de ses conseillers, X" says that it is one.
    """
    word = structure.tree[index]
    if structure.one_of(index) is not None:
        return False
    members = cue.type is RelationType.AFFILIATION and word.pos == "NOUN" and is_plural(word)
    return members and len(source) == 1 and source[0].mention.type is ActorType.PERSON


def _as_owned(cue: Cue, owner: End, owned: End) -> tuple[End, End]:
    """The ends of an affiliation: a person belongs to what it owns, but a body to the body that owns it."""
    body = owner.mention.type is not ActorType.PERSON
    return (owned, owner) if cue.owner and body else (owner, owned)


def _fits(found: Found) -> bool:
    """Whether an affiliation has something to belong to: no state belongs to another or to a person."""
    source, target = found.source.mention.type, found.target.mention.type
    if found.cue.ranked and source is ActorType.PERSON:
        return False  # "X, chef de Y, principal parti de l'opposition"
    return found.type is not RelationType.AFFILIATION or not (
        source is ActorType.STATE and target in (ActorType.STATE, ActorType.PERSON)
    )
