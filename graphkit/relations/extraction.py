"""From cues, arguments and status to relations between mentions.

Pure functions on a tree and the mentions found in it; each relation keeps the words that
made it, each refusal says why, so that `explain` can show both.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from graphkit.actors.adjectives import SIDED
from graphkit.actors.candidate import OFFICE, PART, PARTY_OF_OFFICE, WITH_HOLDER, Candidate
from graphkit.actors.heads import is_plural
from graphkit.actors.joined_names import OF_PARTY
from graphkit.language.schema.cues import Cue, CueKind, Slot
from graphkit.language.schema.folder import LanguageData
from graphkit.language.schema.grammar import Role
from graphkit.records import SIGNS, ActorType, MentionKind, Modality, RelationType
from graphkit.relations.arguments import Slots, Structure, oblique
from graphkit.relations.cues import Fired, Lexicon
from graphkit.relations.ends import ARMED, ASSAULT, End, Resolver
from graphkit.relations.opinions import Opinion, OpinionReader
from graphkit.relations.status import Judgement, StatusReader
from graphkit.syntax import Word

# Trust in a relation by how its ends were found: arguments of a verb, of a noun or adjective (or reached
# through another noun), or an office with its holder. Shares that were right of the 134 relations found in 30
# annotated articles (34 of 43, 67 of 70, 21 of 21; one right and one wrong added to each). The lexicon was
# tried on these articles, so elsewhere expect less.
_CONFIDENCE = {"verb": 0.78, "noun": 0.94, "office": 0.96}


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A relation in terms of words: what `components` turns into a `Relation`.

    One that is `labelled` has an end that the text names by what its opponents call it.
    """

    source: End
    target: End
    cue: Cue
    type: RelationType
    words: tuple[int, ...]
    judgement: Judgement
    directed: bool
    confidence: float
    rule: str
    labelled: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """A cue that fired and made no relation, and why."""

    cue: str
    text: str
    reason: str


class Extractor:
    """Relations of a text from its tree and mentions, for one language."""

    def __init__(self, language: LanguageData) -> None:
        self.language = language
        self.words = language.grammar.words
        self.lexicon = Lexicon(language)
        self.status = StatusReader(language)
        self.opinions = OpinionReader(language)
        self.speaker = language.anaphora.speaker
        self._labels: dict[str, list[list[str]]] = defaultdict(list)
        for group in language.titles.collective:
            for form in group.forms if group.label_by_opponent else ():
                label = form.lower().replace("'", "' ").split()
                self._labels[label[0]].append(label)

    def extract(
        self, structure: Structure, mentions: Sequence[Candidate]
    ) -> tuple[list[Found], list[Refused]]:
        """All relations of a text, and the cues that fired without making one."""
        resolver = Resolver(structure, mentions, self.lexicon)
        found: list[Found] = []
        refused: list[Refused] = []
        for readings in self.lexicon.fired(structure):
            for reading in readings:
                made, no = self._read(structure, resolver, reading)
                found.extend(made)
                refused.extend(no)
                if made:
                    break
        found.extend(self._offices(structure, resolver, mentions))
        found.extend(self._sided(structure, resolver, mentions))
        found.extend(self._members(structure, resolver, mentions))
        found.extend(self._bodies(structure, resolver, mentions))
        found.extend(self._opinions(structure, resolver))
        found.extend(self._calls(structure, resolver))
        labelled = [self._as_said(structure, f) for f in found]
        return _unique(_without_contradictions(labelled, refused), structure), refused

    def _as_said(self, structure: Structure, found: Found) -> Found:
        """What an enemy's label says of those it names is a claim: "l'armée a attaqué des terroristes".

        Who attacks them is the one who calls them so; elsewhere nobody in the text is.
        """
        judgement = found.judgement
        named = [end for end in (found.source, found.target) if self._is_label(structure, end)]
        if not named or judgement.modality not in (Modality.ASSERTED, Modality.PAST):
            return found
        hostile = found.type is RelationType.OPPOSITION and named == [found.target]
        claimed = replace(
            judgement,
            modality=Modality.CLAIMED,
            speaker=found.source.mention.head if hostile else None,
            reasons=(*judgement.reasons, "label of an opponent"),
        )
        return replace(found, judgement=claimed, labelled=True)

    def _is_label(self, structure: Structure, end: End) -> bool:
        mention = end.mention
        if mention.kind is not MentionKind.NOMINAL:
            return False
        words = [word.lower for word in structure.tree[mention.start : mention.end]]
        return any(
            label == words[i : i + len(label)]
            for i, word in enumerate(words)
            for label in self._labels.get(word, ())
        )

    def _read(
        self, structure: Structure, resolver: Resolver, reading: Iterable[Fired]
    ) -> tuple[list[Found], list[Refused]]:
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
        judgement = self._judged(structure, fired) if source or spoken else _PLAIN
        if judgement is None:
            return [], "not denied"
        known = resolver.is_relational(fired.index) or source_slot == Slot.ADJECTIVE
        known = known or bool(structure.bare_names(fired.index))  # "son ami [X]"
        if judgement.negated and structure.possessive(fired.index) and known:
            return [], "denied of what is done to somebody, not of who it is"  # "ne soutient pas son rival Y"
        source = source or self._speakers(resolver, spoken, judgement)
        if not source:
            return [], "no actor as source"
        if _is_one_of_several(structure.tree[fired.index], cue, source):
            return [], "several, and one person"
        against = self._against(fired, slots, source, target, resolver, judgement, far=structure.far)
        against += self._fought_together(structure, resolver, fired, source)
        pairs = [(s, t) for s in source for t in target]
        pairs = pairs or self._among(structure, fired, source, source_slot, slots)
        if not pairs and not against:
            return [], "no actor as target"
        pairs = [_as_owned(cue, s, t) for s, t in pairs]
        made = [self._found(fired, s, t, judgement, directed=cue.directed and bool(target)) for s, t in pairs]
        made.extend(against)
        kept = [f for f in made if _different(f.source.mention, f.target.mention) and _fits(f)]
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
        if fired.cue.pos is not CueKind.NOUN:
            return []
        found = structure.undergoers(fired.index) or self._victims(structure, fired)
        return found or (structure.prompted(fired.index) if fired.cue.event == _ACCUSE else [])

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
        if victims and slot == Slot.GENITIVE:
            doers = {*ARMED, *_POLITICAL} if is_plural(structure.tree[fired.index]) else ARMED
            source = [end for end in source if end.mention.type in doers and end.how == "direct"]
        return source, slot

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
        denied = judgement.negated or self.status.is_slight(structure, fired.index)
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
        if noun and owned and resolver.is_relational(fired.index):
            slots = {**slots, Slot.SUBJECT: [fired.index]}
        if self._has_object_between(structure, resolver, fired):
            slots = {**slots, Slot.SUBJECT: []}
        if structure.possessive(fired.index):
            slots = {s: words for s, words in slots.items() if s not in _owners_beside(fired.cue)}
        doers = [i for i in structure.doers(fired.index) if i not in undergoers]
        return {**slots, Slot.SUBJECT: doers} if undergoers else slots

    @staticmethod
    def _has_object_between(structure: Structure, resolver: Resolver, fired: Fired) -> bool:
        """Whether a membership may as well be of whom the clause is done to: "X nomme Y à la tête de Z"."""
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
        if not fired.cue.reciprocal or (said and one):
            return []
        firsts = ordered[:1] if fired.index in structure.one_sided else ordered
        return [(a, b) for i, a in enumerate(firsts) for b in ordered[i + 1 :]]

    def _found(
        self,
        fired: Fired,
        source: End,
        target: End,
        judgement: Judgement,
        *,
        directed: bool,
        relation_type: RelationType | None = None,
    ) -> Found:
        cue = fired.cue
        through = _THROUGH in (source.how, target.how)
        base = "verb" if cue.pos is CueKind.VERB and not through else "noun"
        # A former minister who criticises does so now; only what he was minister of is over.
        former = source.mention.past or target.mention.past
        past = former and (relation_type or cue.type) is RelationType.AFFILIATION
        if past and judgement.modality is Modality.ASSERTED:
            judgement = Judgement(
                negated=judgement.negated,
                modality=Modality.PAST,
                speaker=None,
                reasons=(*judgement.reasons, "former"),
            )
        return Found(
            source=source,
            target=target,
            cue=cue,
            type=relation_type or cue.type,
            words=fired.words,
            judgement=judgement,
            directed=directed,
            confidence=_CONFIDENCE[base],
            rule=f"{cue.id} {cue.pos} {source.slot}>{target.slot}",
        )

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
            self._found(fired, friend, enemy, judgement, directed=True, relation_type=RelationType.OPPOSITION)
            for friend in (*source, *target)
            for enemy in enemies
        ]

    def _fought_together(
        self, structure: Structure, resolver: Resolver, fired: Fired, helpers: Sequence[End]
    ) -> list[Found]:
        """Who helps somebody to do something to an enemy does it too: "X aide Y à repousser Z"."""
        if fired.cue.type is not RelationType.ALLIANCE or fired.kind is not CueKind.VERB:
            return []
        if structure.tree[fired.index].lemma not in self.words.object_control:
            return []
        made = []
        for deed, enemies in self._deeds(structure, resolver, structure.tree[fired.index]):
            if deed.cue.type is not RelationType.OPPOSITION:
                continue
            judgement = self.status.judge(structure, deed.index, modality=deed.cue.modality)
            made += [
                self._found(deed, helper, enemy, judgement, directed=True)
                for helper in helpers
                for enemy in enemies
            ]
        return made

    def _sided(self, structure: Structure, resolver: Resolver, mentions: Sequence[Candidate]) -> list[Found]:
        """Adjectives that take sides: "les séparatistes pro-russes", "leurs slogans antiaméricains"."""
        result = []
        for m in mentions:
            if not m.rule.startswith(SIDED) or m.kind is not MentionKind.ADJECTIVE:
                continue
            noun = structure.tree.head(m.head)
            # "les séparatistes [pro-russes]" with the adjective as head: the group is a mention there.
            group = resolver.mentions_at(m.head)
            if group or noun is None:
                noun = structure.tree[m.head]
            elif noun.pos not in ("NOUN", "PROPN") or not _stands_behind(structure, m, noun):
                continue
            relation_type = RelationType(self.words.stance_prefixes[m.rule.removeprefix(SIDED)])
            cue = replace(_SIDE_CUE, type=relation_type, event=_SIDE_EVENTS[relation_type])
            own = [End(mention=o, slot=Slot.HOST, how="direct") for o in resolver.mentions_at(noun.index)]
            # What a group is called by is said of it whatever its clause says or denies.
            judgement = _PLAIN if own else self.status.judge(structure, noun.index)
            target = End(mention=m, slot=Slot.ADJECTIVE, how="noun")
            for source in own or self._voices(structure, resolver, noun, cue):
                if _different(source.mention, m):
                    found = self._found(
                        Fired(cue=cue, index=m.head, words=(m.head,), kind=CueKind.ADJECTIVE),
                        source,
                        target,
                        judgement,
                        directed=True,
                    )
                    result.append(replace(found, rule=f"{relation_type}:{m.rule}"))
        return result

    def _calls(self, structure: Structure, resolver: Resolver) -> list[Found]:
        """Who calls on others to take a side takes it: "X appelle les électeurs à voter pour Y"."""
        made = []
        for verb in structure.tree:
            if verb.pos != "VERB" or verb.lemma not in self.language.status.possible.siding_verbs:
                continue
            callers = structure.subjects(verb.index)
            for deed, sides in self._deeds(structure, resolver, verb):
                if not SIGNS[deed.cue.type] or self.status.judge(structure, deed.index).negated:
                    continue
                judgement = self.status.judge(structure, verb.index)
                sources = [
                    e for i in callers for e in resolver.ends(i, Slot.SUBJECT, deed.cue, is_target=False)
                ]
                made += [
                    self._found(deed, source, side, judgement, directed=True)
                    for source in sources
                    for side in sides
                    if _different(source.mention, side.mention)
                ]
        return made

    def _deeds(
        self, structure: Structure, resolver: Resolver, verb: Word
    ) -> Iterator[tuple[Fired, list[End]]]:
        """The cues of the infinitives with "à" that complete a verb, with whom they are done to."""
        for word in structure.tree.children(verb.index, Role.OPEN_COMPLEMENT, Role.ADVERBIAL, Role.OBLIQUE):
            marks = {c.lower for c in structure.tree.children(word.index, Role.MARK, Role.CASE)}
            if word.pos != "VERB" or not marks & self.words.dative:
                continue
            for deed in next(iter(self.lexicon.at(structure, word)), []):
                if not deed.cue.denied:
                    slots = structure.slots(word.index, deed.kind, (), deed.words)
                    yield deed, resolver.fill(slots, deed.cue.target, deed.cue, is_target=True)[0]

    def _opinions(self, structure: Structure, resolver: Resolver) -> list[Found]:
        """Blame and praise: of who judges by a verb, or of who is quoted with it."""
        result = []
        for opinion in self.opinions.read(structure):
            cue = replace(_SIDE_CUE, pos=CueKind.VERB, type=opinion.type, event=_SIDE_EVENTS[opinion.type])
            judgement = self.status.judge(structure, opinion.predicate)
            holders = opinion.holders
            if not holders and judgement.modality is Modality.CLAIMED and judgement.speaker is not None:
                holders, judgement = (judgement.speaker,), replace(_PLAIN, negated=judgement.negated)
            if judgement.negated is not opinion.denied:
                continue  # who does not find somebody bad need not find them good
            judgement = replace(judgement, negated=False)
            sources = [e for i in holders for e in resolver.ends(i, Slot.SUBJECT, cue, is_target=False)]
            targets = [
                e
                for i in self._judged_by(structure, opinion, holders)
                for e in resolver.ends(i, Slot.OBJECT, cue, is_target=True)
                if not self._may_be_where(structure, i, e)
            ]
            for source, target in ((s, t) for s in sources for t in targets):
                if _different(source.mention, target.mention):
                    fired = Fired(cue=cue, index=opinion.predicate, words=opinion.words, kind=CueKind.VERB)
                    found = self._found(fired, source, target, judgement, directed=True)
                    result.append(replace(found, rule=f"{opinion.type}:opinion"))
        return result

    def _judged_by(self, structure: Structure, opinion: Opinion, holders: Sequence[int]) -> Iterator[int]:
        """Whom an opinion is of; "vous" in a quotation is who is spoken to: "…, a lancé X [à Y]"."""
        for index in opinion.judged:
            if structure.tree[index].lower not in self.opinions.data.addressed:
                yield index
                continue
            for holder in holders if not opinion.holders else ():
                slots = structure.verb_slots(structure.tree[holder].head)
                for preposition in self.words.dative:
                    yield from slots.get(oblique(preposition), ())

    def _may_be_where(self, structure: Structure, index: int, end: End) -> bool:
        """Whether somebody in whom something is seen may be where it is: "voit en France un danger"."""
        locating = structure.preposition(index) in self.opinions.data.locating
        return locating and end.mention.type in (ActorType.STATE, ActorType.GOVERNMENT)

    def _members(
        self, structure: Structure, resolver: Resolver, mentions: Sequence[Candidate]
    ) -> list[Found]:
        """Names that say who belongs where: "Jean Jaurès, de la SFIO", "le Parti républicain de Trump"."""
        result = []
        for m in mentions:
            if m.kind not in _NAMES or not (m.type is ActorType.PERSON or m.type in _WITH_MEMBERS):
                continue
            for child in structure.tree.children(m.head, Role.OBLIQUE):
                if structure.preposition(child.index) not in self.words.genitive:
                    continue
                for other in resolver.mentions_at(child.index):
                    person, body = (m, other) if m.type is ActorType.PERSON else (other, m)
                    if (
                        other.kind in _NAMES
                        and person.type is ActorType.PERSON
                        and body.type in _WITH_MEMBERS
                        and (m.type is ActorType.PERSON or _is_body(m))
                    ):
                        found = self._found(
                            Fired(
                                cue=_OFFICE_CUE,
                                index=child.index,
                                words=(m.head, child.index),
                                kind=CueKind.NOUN,
                            ),
                            End(mention=person, slot=Slot.SUBJECT, how="noun"),
                            End(mention=body, slot=Slot.GENITIVE, how="noun"),
                            _PLAIN,
                            directed=True,
                        )
                        result.append(replace(found, rule="affiliation:name of name"))
        return result

    def _bodies(self, structure: Structure, resolver: Resolver, mentions: Sequence[Candidate]) -> list[Found]:
        """Bodies that are a person's: "[son parti], Force juive", "le Stade rochelais, [son club]"."""
        made = []
        for body in mentions:
            if body.kind not in _NAMES or body.type not in _WITH_MEMBERS or body.source_only:
                continue
            noun = structure.owned_beside(body.head)
            if noun is None or not self._has_members(structure.tree[noun]):
                continue
            target = End(mention=body, slot=Slot.SUBJECT, how="direct")
            fired = Fired(cue=_OFFICE_CUE, index=noun, words=(noun,), kind=CueKind.NOUN)
            judgement = (
                replace(_PLAIN, modality=Modality.PAST) if self._is_former(structure, noun) else _PLAIN
            )
            for owner in self._owners(structure, resolver, noun, body):
                if owner.mention.type is ActorType.PERSON:
                    found = self._found(fired, owner, target, judgement, directed=True)
                    made.append(replace(found, rule="affiliation:body of somebody"))
        return made

    def _has_members(self, noun: Word) -> bool:
        return not self.words.member_nouns.isdisjoint((noun.lemma, noun.lower))

    @staticmethod
    def _owners(structure: Structure, resolver: Resolver, noun: int, body: Candidate) -> list[End]:
        """Whose a body is by its possessive; what was taken for the body's own is read again."""
        for told in (True, False):
            owners = structure.possessors(noun, told=told)
            ends = [e for i in owners for e in resolver.ends(i, Slot.POSSESSOR, _OFFICE_CUE, is_target=False)]
            if any(e.mention.id != body.id for e in ends):
                return ends
        return []

    def _is_former(self, structure: Structure, noun: int) -> bool:
        """Whether something is said to be somebody's no more: "son ancien parti"."""
        past = self.language.status.past
        near = [c.lower for c in structure.tree.children(noun, Role.MODIFIER)]
        return any(w in past.adjectives or w.rstrip("-") in past.prefixes for w in near)

    def _voices(self, structure: Structure, resolver: Resolver, noun: Word, cue: Cue) -> list[End]:
        """Whose a stance is that an adjective gives to a noun: "la rhétorique antirusse de X"."""
        slots = structure.slots(noun.index, CueKind.NOUN, resolver.actors_in_adjectives(noun.index))
        wanted = (Slot.SUBJECT, Slot.POSSESSOR, Slot.ADJECTIVE, Slot.GENITIVE)
        source, _ = resolver.fill(slots, wanted, cue, is_target=False)
        verb = structure.tree.head(noun.index)
        singular = {noun.lemma, noun.lemma.removesuffix("s")}  # what a lemmatizer leaves of "slogans"
        if source or verb is None or verb.pos != "VERB" or not singular & self.words.stance_nouns:
            return source
        subjects = structure.subjects(verb.index)
        return [e for i in subjects for e in resolver.ends(i, Slot.SUBJECT, cue, is_target=False)]

    def _offices(
        self, structure: Structure, resolver: Resolver, mentions: Sequence[Candidate]
    ) -> list[Found]:
        """An office says for whom its holder speaks, named or not: "le président syrien Bachar al-Assad"."""
        cue = _OFFICE_CUE
        result = []
        states = {c.country: c for c in mentions if c.type is ActorType.STATE}
        by_id = {c.id: c for c in mentions}
        told = (c for c in mentions if c.kind is not MentionKind.ADJECTIVE or c.rule == PARTY_OF_OFFICE)
        named_at = {(c.id, c.start) for c in told}
        for c in mentions:
            told_by_name = c.office == OF_PARTY or c.rule in (WITH_HOLDER, PART)
            if not told_by_name and not _is_somebody(structure, c):
                continue
            over = by_id.get(c.parent)
            # "le porte-parole de l'armée de X" speaks for the army, "le sociologue français X" for nobody.
            inside = any((c.parent, i) in named_at for i in range(c.start, c.end))
            if c.office != OF_PARTY and c.parent and c.country and not inside:
                over = states.get(c.country) or over
            over = over or self._relative_owner(structure, resolver, c)
            if over is None or over.id == c.id:
                continue
            judgement = Judgement(
                negated=False,
                modality=_when(c),
                speaker=None,
                reasons=(),
            )
            # The evidence is the office or part itself: the state or body may be named elsewhere.
            named = over if c.office == OF_PARTY else replace(over, start=c.start, end=c.end, head=c.head)
            result.append(
                Found(
                    source=End(mention=c, slot=Slot.SUBJECT, how="direct"),
                    target=End(mention=named, slot=Slot.GENITIVE, how="direct"),
                    cue=cue,
                    type=RelationType.AFFILIATION,
                    words=tuple(range(c.start, c.end)),
                    judgement=judgement,
                    directed=True,
                    confidence=_CONFIDENCE["office"],
                    rule="affiliation:office",
                )
            )
        return result

    @staticmethod
    def _relative_owner(structure: Structure, resolver: Resolver, office: Candidate) -> Candidate | None:
        """The body whose office a relative clause tells: "[Spotify], dont le patron, X, …"."""
        owner = structure.relative_owner(office.head)
        bodies = resolver.mentions_at(owner) if owner is not None and office.rule == WITH_HOLDER else []
        return next((m for m in bodies if m.type in (*_WITH_MEMBERS, ActorType.GOVERNMENT)), None)


_THROUGH = "through"
_ACCUSE = "ACCUSE"
_NAMES = (MentionKind.NAME, MentionKind.ACRONYM)
_POLITICAL = (ActorType.PERSON, ActorType.PARTY)
_WITH_MEMBERS = (ActorType.ORG, ActorType.PARTY, ActorType.COMPANY, ActorType.ARMED_GROUP)
_PLAIN = Judgement(negated=False, modality=Modality.ASSERTED, speaker=None, reasons=())
_SIDE_EVENTS = {RelationType.OPPOSITION: "REJECT", RelationType.ALLIANCE: "SUPPORT"}
_SIDE_CUE = Cue(
    lemma="", pos=CueKind.ADJECTIVE, source=(), target=(), example="", expect="", type=RelationType.ALLIANCE
)
_OFFICE_CUE = Cue(
    lemma="", pos=CueKind.NOUN, source=(), target=(), example="", expect="", type=RelationType.AFFILIATION
)


def _owners_beside(cue: Cue) -> set[str]:
    """Slots that tell no owner beside a possessive: "son allié X, [du parti Y]", "sa filiale [russe] X"."""
    sides = [side for side in (cue.source, cue.target) if Slot.POSSESSOR in side]
    owners = {Slot.GENITIVE} if any(Slot.GENITIVE in side for side in sides) else set()
    return {*owners, Slot.ADJECTIVE} if cue.type is RelationType.AFFILIATION else {*owners}


def _is_somebody(structure: Structure, office: Candidate) -> bool:
    """Whether an office stands for who holds it, unnamed: "le candidat de X", not "Y est président de X"."""
    tree = structure.tree
    if office.rule != OFFICE or office.plural or not office.start or structure.is_predicate(office.head):
        return False
    before = tree[office.start - 1]
    contracted = before.pos != "DET" and before.lower in structure.words.contractions
    return contracted or before.morph.get("Definite") == "Def"


def _is_body(name: Candidate) -> bool:
    """Whether a name is of a body that may be called by its leader's: "le Parti républicain de X".

    What only a model takes for a body may as well be somebody's work: "le Vaisseau fantôme de Wagner".
    """
    unknown = name.type is ActorType.ORG and name.rule.startswith("entity:")
    return not (name.source_only or unknown)


def _when(office: Candidate) -> Modality:
    """Whether an office is held now, was once, or will or may be."""
    if office.past:
        return Modality.PAST
    return Modality.POSSIBLE if office.ahead else Modality.ASSERTED


def _is_one_of_several(word: Word, cue: Cue, source: Sequence[End]) -> bool:
    """Whether a plural noun for members would be one person: "face aux députés de Y, X a parlé"."""
    members = cue.type is RelationType.AFFILIATION and word.pos == "NOUN" and is_plural(word)
    return members and len(source) == 1 and source[0].mention.type is ActorType.PERSON


def _stands_behind(structure: Structure, adjective: Candidate, noun: Word) -> bool:
    """Whether an adjective stands right behind its noun, other adjectives between them let pass."""
    between = structure.tree[noun.index + 1 : adjective.head]
    return noun.index < adjective.head and all(word.pos == "ADJ" for word in between)


def _as_owned(cue: Cue, owner: End, owned: End) -> tuple[End, End]:
    """The ends of an affiliation: a person belongs to what it owns, but a body to the body that owns it."""
    body = owner.mention.type is not ActorType.PERSON
    return (owned, owner) if cue.owner and body else (owner, owned)


def _different(one: Candidate, other: Candidate) -> bool:
    """Whether two ends are two actors: not one, and not a body and the state it speaks for."""
    if one.id == other.id:
        return False
    both = {one.type, other.type} == {ActorType.STATE, ActorType.GOVERNMENT}
    return not (both and one.country and one.country == other.country)


def _fits(found: Found) -> bool:
    """Whether an affiliation has something to belong to: no state belongs to another or to a person."""
    source, target = found.source.mention.type, found.target.mention.type
    if found.cue.ranked and source is ActorType.PERSON:
        return False  # "X, chef de Y, principal parti de l'opposition"
    return found.type is not RelationType.AFFILIATION or not (
        source is ActorType.STATE and target in (ActorType.STATE, ActorType.PERSON)
    )


def _unique(found: Iterable[Found], structure: Structure) -> list[Found]:
    """One relation per pair, type and sentence: the surest one, and of denial and statement the denial."""
    best: dict[tuple[object, ...], Found] = {}
    for f in found:
        pair = (f.source.mention.id, f.target.mention.id)
        key = (pair if f.directed else tuple(sorted(pair)), f.type, structure.tree[f.words[0]].sentence)
        if key not in best or _rank(f) > _rank(best[key]):
            best[key] = f
    return list(best.values())


def _rank(found: Found) -> tuple[bool, float, bool]:
    direct = _THROUGH not in (found.source.how, found.target.how)
    return found.judgement.negated, found.confidence, direct


def _without_contradictions(found: Sequence[Found], refused: list[Refused]) -> list[Found]:
    """Drop pairs to which one and the same cue word gives both signs: a sign is never guessed."""
    signs: dict[tuple[object, ...], set[int]] = defaultdict(set)
    for f in found:
        if SIGNS[f.type]:
            signs[(*sorted((f.source.mention.id, f.target.mention.id)), f.words)].add(SIGNS[f.type])
    kept = []
    for f in found:
        both = signs[(*sorted((f.source.mention.id, f.target.mention.id)), f.words)]
        if SIGNS[f.type] and len(both) > 1:
            refused.append(Refused(cue=f.cue.id, text="", reason="the cue gives both signs"))
        else:
            kept.append(f)
    return kept
