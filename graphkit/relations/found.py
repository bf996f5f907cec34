"""A relation in terms of words, with what made it; and a cue that made none, with the reason."""

from __future__ import annotations

from dataclasses import dataclass

from graphkit.actors.candidate import Candidate
from graphkit.language.schema.cues import Cue, CueKind
from graphkit.records import ActorType, Modality, RelationType
from graphkit.relations.cues import Fired
from graphkit.relations.ends import THROUGH, End
from graphkit.relations.status import Judgement

# Trust in a relation by how its ends were found: arguments of a verb, of a noun or adjective (or reached
# through another noun), or an office with its holder. Shares that were right of the 134 relations found in 30
# annotated articles (34 of 43, 67 of 70, 21 of 21; one right and one wrong added to each). The lexicon was
# tried on these articles, so elsewhere expect less.
CONFIDENCE = {"verb": 0.78, "noun": 0.94, "office": 0.96}
PLAIN = Judgement(negated=False, modality=Modality.ASSERTED, speaker=None, reasons=())


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


def found_by(
    fired: Fired,
    source: End,
    target: End,
    judgement: Judgement,
    *,
    directed: bool,
    relation_type: RelationType | None = None,
) -> Found:
    """The relation that a cue makes of its ends; what a former holder had by an office is past."""
    cue = fired.cue
    through = THROUGH in (source.how, target.how)
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
        confidence=CONFIDENCE[base],
        rule=f"{cue.id} {cue.pos} {source.slot}>{target.slot}",
    )


def are_different(one: Candidate, other: Candidate) -> bool:
    """Whether two ends are two actors: not one, and not a body and the state it speaks for."""
    if one.id == other.id:
        return False
    both = {one.type, other.type} == {ActorType.STATE, ActorType.GOVERNMENT}
    return not (both and one.country and one.country == other.country)
