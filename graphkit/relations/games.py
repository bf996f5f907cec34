"""Is it a game? "La France a battu la Croatie 4-2" sets no state against another."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable

from graphkit.language.schema.folder import LanguageData
from graphkit.relations.cues import Fired
from graphkit.relations.found import Refused
from graphkit.relations.matching import Phrases
from graphkit.syntax import Tree, Word

_SCORE = re.compile(r"\d{1,3}-\d{1,3}")
# A text is of sport as a whole where that many of its sentences show it, and this share of them. Set by eye
# on reports of matches, which show it in every second sentence; what a report on a ministry of sport loses by
# it are cues of contests alone.
_SENTENCES = 3
_SHARE = 0.2


class GameReader:
    """Tells the sentences of a text that speak of sport, and the cues that are of a game there."""

    def __init__(self, language: LanguageData) -> None:
        self._contests = language.status.games.contests
        self._words = Phrases(language.status.games.words)

    def sentences(self, tree: Tree) -> Collection[int]:
        """The numbers of the sentences that speak of sport."""
        shown = {
            word.sentence
            for word in tree
            if (word.pos == "NUM" or word.lower in self._words.openings) and self._shows(tree, word)
        }
        whole = len(shown) >= _SENTENCES and len(shown) >= _SHARE * len(tree.sentences)
        return range(len(tree.sentences)) if whole else shown

    def parted(
        self, tree: Tree, reading: Iterable[Fired], of_sport: Collection[int]
    ) -> tuple[list[Fired], list[Refused]]:
        """The cues of a reading without those of a game, who met and who won, and the refusals of these."""
        serious, games = [], []
        for fired in reading:
            word = tree[fired.index]
            if fired.cue.lemma in self._contests and word.sentence in of_sport:
                games.append(Refused(cue=fired.cue.id, text=word.text, reason="said of a game"))
            else:
                serious.append(fired)
        return serious, games

    def _shows(self, tree: Tree, word: Word) -> bool:
        if word.pos == "NUM" and _SCORE.fullmatch(word.text):
            # "le 49-3" has an article, "les 18-25 ans" a noun.
            beside = [tree[i].pos for i in (word.index - 1, word.index + 1) if 0 <= i < len(tree)]
            return not {"DET", "NOUN"}.intersection(beside)
        return self._words.begins(tree, word)
