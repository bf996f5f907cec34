"""What somebody helps others, or calls on them, to do.

"X aide Y à repousser Z", "X appelle les électeurs à voter pour Y".
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from graphkit.language.schema.cues import CueKind, Slot
from graphkit.language.schema.folder import LanguageData
from graphkit.language.schema.grammar import Role
from graphkit.records import SIGNS, RelationType
from graphkit.relations.arguments import Structure
from graphkit.relations.cues import Fired, Lexicon
from graphkit.relations.ends import End, Resolver
from graphkit.relations.found import Found, are_different, found_by
from graphkit.relations.status import StatusReader
from graphkit.syntax import Word


class DeedReader:
    """Reads what the infinitives with "à" say that complete a verb, for one language."""

    def __init__(self, language: LanguageData, lexicon: Lexicon, status: StatusReader) -> None:
        self.words = language.grammar.words
        self.lexicon = lexicon
        self.status = status
        self._siding_verbs = language.status.possible.siding_verbs

    def calls(self, structure: Structure, resolver: Resolver) -> list[Found]:
        """Who calls on others to take a side takes it: "X appelle les électeurs à voter pour Y"."""
        made = []
        for verb in structure.tree:
            if verb.pos != "VERB" or verb.lemma not in self._siding_verbs:
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
                    found_by(deed, source, side, judgement, directed=True)
                    for source in sources
                    for side in sides
                    if are_different(source.mention, side.mention)
                ]
        return made

    def fought_together(
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
                found_by(deed, helper, enemy, judgement, directed=True)
                for helper in helpers
                for enemy in enemies
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
