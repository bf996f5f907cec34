"""What is kept of all that was found: no two signs by one word, one relation per pair and sentence."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from graphkit.records import SIGNS, RelationType
from graphkit.relations.arguments import Structure
from graphkit.relations.ends import THROUGH
from graphkit.relations.found import Found, Refused


def without_contradictions(found: Sequence[Found], refused: list[Refused]) -> list[Found]:
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


def without_nobodies(found: Iterable[Found], refused: list[Refused]) -> list[Found]:
    """Drop what is said of the unnamed alone ("la police arrête des manifestants"): nobody knows of whom."""
    kept = []
    for f in found:
        ends = [f.source.mention, f.target.mention]
        unnamed = all(m.generic for m in ends) or f.type is RelationType.AFFILIATION
        if unnamed and any(m.of_a_kind for m in ends):
            refused.append(Refused(cue=f.cue.id, text="", reason="of unnamed kinds of people or bodies"))
        else:
            kept.append(f)
    return kept


def unique(found: Iterable[Found], structure: Structure) -> list[Found]:
    """One relation per pair, type and sentence: the surest one, and of denial and statement the denial."""
    best: dict[tuple[object, ...], Found] = {}
    for f in found:
        pair = (f.source.mention.id, f.target.mention.id)
        key = (pair if f.directed else tuple(sorted(pair)), f.type, structure.tree[f.words[0]].sentence)
        if key not in best or _rank(f) > _rank(best[key]):
            best[key] = f
    return list(best.values())


def _rank(found: Found) -> tuple[bool, float, bool]:
    direct = THROUGH not in (found.source.how, found.target.how)
    return found.judgement.negated, found.confidence, direct
