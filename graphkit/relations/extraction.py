"""From cues, arguments and status to relations between mentions.

Pure functions on a tree and the mentions found in it; each relation keeps the words that
made it, each refusal says why, so that `explain` can show both.
"""

from __future__ import annotations

from collections.abc import Sequence

from graphkit.actors.candidate import Candidate
from graphkit.language.schema.folder import LanguageData
from graphkit.relations.affiliations import AffiliationReader
from graphkit.relations.arguments import Structure
from graphkit.relations.cues import Lexicon
from graphkit.relations.deeds import DeedReader
from graphkit.relations.ends import Resolver
from graphkit.relations.found import Found, Refused
from graphkit.relations.games import GameReader
from graphkit.relations.labels import Labels
from graphkit.relations.predicates import PredicateReader
from graphkit.relations.settling import unique, without_contradictions, without_nobodies
from graphkit.relations.stances import StanceReader
from graphkit.relations.status import StatusReader
from graphkit.relations.trades import TradeReader


class Extractor:
    """Relations of a text from its tree and mentions, for one language."""

    def __init__(self, language: LanguageData) -> None:
        self.lexicon = Lexicon(language)
        status = StatusReader(language)
        self._deeds = DeedReader(language, self.lexicon, status)
        self._predicates = PredicateReader(language, self.lexicon, status, self._deeds)
        self._affiliations = AffiliationReader(language)
        self._trades = TradeReader(language, self.lexicon, self._predicates)
        self._stances = StanceReader(language, status)
        self._labels = Labels(language)
        self._games = GameReader(language)
        self._former = language.status.past.adjectives

    def extract(
        self, structure: Structure, mentions: Sequence[Candidate]
    ) -> tuple[list[Found], list[Refused]]:
        """All relations of a text, and the cues that fired without making one."""
        resolver = Resolver(structure, mentions, self.lexicon, self._former)
        found: list[Found] = []
        refused: list[Refused] = []
        of_sport = self._games.sentences(structure.tree)
        for readings in self.lexicon.fired(structure):
            for reading in readings:
                serious, games = self._games.parted(structure.tree, reading, of_sport)
                made, no = self._predicates.read(structure, resolver, serious)
                found.extend(made)
                refused.extend([*no, *games])
                if made:
                    break
        found.extend(self._affiliations.offices(structure, resolver, mentions))
        found.extend(self._stances.sided(structure, resolver, mentions))
        found.extend(self._affiliations.members(structure, resolver, mentions))
        found.extend(self._affiliations.bodies(structure, resolver, mentions))
        found.extend(self._trades.read(structure, resolver))
        found.extend(self._stances.opinions(structure, resolver))
        found.extend(self._deeds.calls(structure, resolver))
        labelled = [self._labels.as_said(structure, f) for f in found]
        kept = without_nobodies(without_contradictions(labelled, refused), refused)
        return unique(kept, structure), refused
