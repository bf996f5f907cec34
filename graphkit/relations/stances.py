"""Who is for or against whom by an adjective or an opinion.

"les séparatistes pro-russes", "leurs slogans antiaméricains", "« X est un danger », a dit Y".
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from graphkit.actors.adjectives import SIDED
from graphkit.actors.candidate import Candidate
from graphkit.language.schema.cues import Cue, CueKind, Slot
from graphkit.language.schema.folder import LanguageData
from graphkit.language.schema.grammar import Role
from graphkit.records import ActorType, MentionKind, Modality, RelationType
from graphkit.relations.arguments import Structure, oblique
from graphkit.relations.cues import Fired
from graphkit.relations.ends import End, Resolver
from graphkit.relations.found import PLAIN, Found, are_different, found_by
from graphkit.relations.opinions import Opinion, OpinionReader
from graphkit.relations.status import StatusReader
from graphkit.syntax import Word

_SIDE_EVENTS = {RelationType.OPPOSITION: "REJECT", RelationType.ALLIANCE: "SUPPORT"}
_SIDE_CUE = Cue(
    lemma="", pos=CueKind.ADJECTIVE, source=(), target=(), example="", expect="", type=RelationType.ALLIANCE
)


class StanceReader:
    """Reads stances that no cue tells, for one language."""

    def __init__(self, language: LanguageData, status: StatusReader) -> None:
        self.words = language.grammar.words
        self.status = status
        self._opinions = OpinionReader(language)

    def sided(self, structure: Structure, resolver: Resolver, mentions: Sequence[Candidate]) -> list[Found]:
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
            judgement = PLAIN if own else self.status.judge(structure, noun.index)
            target = End(mention=m, slot=Slot.ADJECTIVE, how="noun")
            for source in own or self._voices(structure, resolver, noun, cue):
                if are_different(source.mention, m):
                    found = found_by(
                        Fired(cue=cue, index=m.head, words=(m.head,), kind=CueKind.ADJECTIVE),
                        source,
                        target,
                        judgement,
                        directed=True,
                    )
                    result.append(replace(found, rule=f"{relation_type}:{m.rule}"))
        return result

    def _voices(self, structure: Structure, resolver: Resolver, noun: Word, cue: Cue) -> list[End]:
        """Whose a stance is that an adjective gives to a noun: "la rhétorique antirusse de X"."""
        slots = structure.slots(noun.index, CueKind.NOUN, resolver.actors_in_adjectives(noun.index))
        wanted = (Slot.SUBJECT, Slot.POSSESSOR, Slot.ADJECTIVE, Slot.GENITIVE)
        source, _ = resolver.fill(slots, wanted, cue, is_target=False)
        # "arborent des portraits et [des banderoles anti-X]"
        listed = noun.role is Role.CONJUNCT and structure.tree.head(noun.index)
        verb = structure.tree.head(listed.index if listed and listed.pos == "NOUN" else noun.index)
        singular = {noun.lemma, noun.lemma.removesuffix("s")}  # what a lemmatizer leaves of "slogans"
        if source or verb is None or verb.pos != "VERB" or not singular & self.words.stance_nouns:
            return source
        subjects = structure.subjects(verb.index)
        return [e for i in subjects for e in resolver.ends(i, Slot.SUBJECT, cue, is_target=False)]

    def opinions(self, structure: Structure, resolver: Resolver) -> list[Found]:
        """Blame and praise: of who judges by a verb, or of who is quoted with it."""
        result = []
        for opinion in self._opinions.read(structure):
            cue = replace(_SIDE_CUE, pos=CueKind.VERB, type=opinion.type, event=_SIDE_EVENTS[opinion.type])
            judgement = self.status.judge(structure, opinion.predicate)
            holders = opinion.holders
            if opinion.clause is not None and self._is_open(structure, opinion.clause):
                continue
            said = judgement.modality is Modality.CLAIMED or opinion.supposed
            if not holders and said and judgement.speaker is not None:
                if opinion.demand and self._is_announced(structure, judgement.speaker):
                    continue
                holders, judgement = (judgement.speaker,), replace(PLAIN, negated=judgement.negated)
            if judgement.negated is not opinion.denied and not opinion.supposed:
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
                if are_different(source.mention, target.mention):
                    fired = Fired(cue=cue, index=opinion.predicate, words=opinion.words, kind=CueKind.VERB)
                    found = found_by(fired, source, target, judgement, directed=True)
                    result.append(replace(found, rule=f"{opinion.type}:opinion"))
        return result

    def _is_open(self, structure: Structure, predicate: int) -> bool:
        return self.status.judge(structure, predicate).modality is Modality.POSSIBLE

    def _is_announced(self, structure: Structure, speaker: int) -> bool:
        """Whether who speaks only tells what is to come: "X doit partir, a [annoncé] le club"."""
        verb = structure.tree[structure.tree[speaker].head]
        return verb.lemma in self._opinions.data.announcing

    def _judged_by(self, structure: Structure, opinion: Opinion, holders: Sequence[int]) -> Iterator[int]:
        """Whom an opinion is of; "vous" in a quotation is who is spoken to: "…, a lancé X [à Y]"."""
        for index in opinion.judged:
            if structure.tree[index].lower not in self._opinions.data.addressed:
                yield index
                continue
            for holder in holders if not opinion.holders else ():
                slots = structure.verb_slots(structure.tree[holder].head)
                for preposition in self.words.dative:
                    yield from slots.get(oblique(preposition), ())

    def _may_be_where(self, structure: Structure, index: int, end: End) -> bool:
        """Whether somebody in whom something is seen may be where it is: "voit en France un danger"."""
        locating = structure.preposition(index) in self._opinions.data.locating
        return locating and end.mention.type in (ActorType.STATE, ActorType.GOVERNMENT)


def _stands_behind(structure: Structure, adjective: Candidate, noun: Word) -> bool:
    """Whether an adjective stands right behind its noun, other adjectives between them let pass."""
    between = structure.tree[noun.index + 1 : adjective.head]
    return noun.index < adjective.head and all(word.pos == "ADJ" for word in between)
