"""Is it so? Negation, possibility, past and attribution of what a predicate says."""

from __future__ import annotations

from dataclasses import dataclass

from graphkit.language.schema.folder import LanguageData
from graphkit.records import Modality
from graphkit.relations.arguments import Structure
from graphkit.relations.attribution import AttributionReader
from graphkit.relations.governors import Governors, carried
from graphkit.relations.matching import VerbLists
from graphkit.relations.modality import ModalityReader
from graphkit.relations.negation import NegationReader


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """What the text makes of a statement.

    `speaker` is the word that names who claims it (None: nobody in the text). `reasons`
    are the rules that fired, for `explain`.
    """

    negated: bool
    modality: Modality
    speaker: int | None
    reasons: tuple[str, ...]


class StatusReader:
    """Reads the status of predicates from the structure and the language's closed classes."""

    def __init__(self, language: LanguageData) -> None:
        verbs = VerbLists(language)
        self.negation = NegationReader(language, verbs)
        self._governors = Governors(language)
        self._modality = ModalityReader(language, verbs)
        self._attribution = AttributionReader(language, verbs)

    def judge(
        self, structure: Structure, index: int, *, modality: str = "", stance: bool = False
    ) -> Judgement:
        """The status of the predicate at a word; `modality` is what the cue itself says.

        A `stance` is taken by who calls for it: "X appelle à voter contre Y" is no mere possibility.
        """
        reasons: list[str] = []
        above = list(self._governors.above(structure, index))
        chain = carried(structure, index) or above
        negated, doubted, reach, cleared = self.negation.negated(structure, chain, reasons, stance=stance)
        if stance:
            cleared |= self._modality.own_calls(structure, chain)
        possible = self._modality.possible(structure, chain[:reach], cleared, reasons) or doubted
        past = modality == Modality.PAST or self._modality.past(structure, chain, reasons)
        claimed, speaker = self._attribution.claimed(structure, [*chain, *above[1:]], index, reasons)
        if possible or modality == Modality.POSSIBLE:
            result = Modality.POSSIBLE
        elif claimed:
            result = Modality.CLAIMED
        else:
            result = Modality.PAST if past else Modality.ASSERTED
        return Judgement(
            negated=negated, modality=result, speaker=speaker if claimed else None, reasons=tuple(reasons)
        )

    def of_noun(self, structure: Structure, index: int) -> Judgement:
        """The status of what a noun takes for granted: "X, [ancien] patron de Y, ne dira rien"."""
        reasons: list[str] = []
        word = structure.tree[index]
        doubt = self._modality.opened_beside(structure, word)
        past = self._modality.past(structure, [(word, None)], reasons)
        result = Modality.PAST if past else Modality.ASSERTED
        reasons += [doubt] if doubt else []
        return Judgement(
            negated=False,
            modality=Modality.POSSIBLE if doubt else result,
            speaker=None,
            reasons=tuple(reasons),
        )
