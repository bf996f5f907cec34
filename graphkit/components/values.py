"""A relation that was found as plain values, which a Doc can keep, and these as a record with evidence."""

from __future__ import annotations

import dataclasses
import hashlib
from collections.abc import Mapping, Sequence
from typing import Any

from graphkit.actors.candidate import Candidate
from graphkit.language.schema.grammar import Role
from graphkit.records import Document, Evidence, MentionKind, Modality, Relation, RelationType
from graphkit.relations.dating import Calendar, Expression, resolve
from graphkit.relations.ends import End
from graphkit.relations.found import Found
from graphkit.syntax import Tree


def speakers_of(mentions: Sequence[Candidate]) -> dict[int, str]:
    """Head word -> actor id, for telling who claims something."""
    speakers: dict[int, str] = {}
    for mention in mentions:
        if mention.kind is not MentionKind.ADJECTIVE:
            speakers.setdefault(mention.head, mention.id)
    return speakers


def _together(tree: Tree, index: int) -> list[int]:
    """A word and those coordinated with it: who says something together."""
    return [index, *(i for c in tree.children(index, Role.CONJUNCT) for i in _together(tree, c.index))]


def relation_values(
    found: Found, tree: Tree, speakers: Mapping[int, str], calendar: Calendar
) -> dict[str, Any]:
    """A relation that was found, as JSON-like values; offsets are the text's, `when` is not yet resolved."""
    judgement = found.judgement
    said_by = [] if judgement.speaker is None else _together(tree, judgement.speaker)
    speaker = speakers.get(judgement.speaker) if judgement.speaker is not None else None
    claimed = judgement.modality is Modality.CLAIMED
    speaks = found.source.mention.id in {speakers.get(index) for index in said_by}
    own = claimed and speaks and not found.labelled
    first, last = tree.sentence_of(found.words[0])
    # An office or a membership is dated by nothing: "président depuis 2017", "élu en 2022".
    dated = found.type is not RelationType.AFFILIATION
    when = calendar.date_of(tree, found.words[0]) if dated else None
    return {
        "source": found.source.mention.id,
        "target": found.target.mention.id,
        "type": str(found.type),
        # "X aide Y contre Z": the event is the help, of the opposition to Z nothing more is said.
        "event": found.cue.event if found.type is found.cue.type else "",
        "mode": found.cue.mode if found.type is found.cue.type else "",
        "intensity": found.cue.intensity if found.type is found.cue.type else 0.0,
        "directed": found.directed,
        "negated": judgement.negated,
        # What an actor says of its own act is that act: "Moscou annonce avoir livré des armes"; who says that
        # he leaves is of there no more.
        "modality": (found.cue.modality or str(Modality.ASSERTED)) if own else str(judgement.modality),
        "attributed_to": None if own or judgement.modality is not Modality.CLAIMED else speaker,
        "confidence": found.confidence,
        "rule": "; ".join([found.rule, *judgement.reasons, *([f"date: {when.text}"] if when else [])]),
        "when": dataclasses.asdict(when) if when else None,
        "sentence": (tree[first].start, tree[last - 1].end),
        "cue": (tree[min(found.words)].start, tree[max(found.words)].end),
        "source_span": _span(found.source, tree),
        "target_span": _span(found.target, tree),
    }


def _span(end: End, tree: Tree) -> tuple[int, int]:
    return tree[end.mention.start].start, tree[end.mention.end - 1].end


def relation_of(values: Mapping[str, Any], document: Document) -> Relation:
    """The record of such values, with its evidence from the document's text and its date from its day."""
    text = document.text
    (start, end), (cue_start, cue_end) = values["sentence"], values["cue"]
    (source_start, source_end), (target_start, target_end) = values["source_span"], values["target_span"]
    place = (
        document.id,
        values["type"],
        cue_start,
        cue_end,
        source_start,
        source_end,
        target_start,
        target_end,
    )
    evidence = Evidence(
        doc=document.id,
        start=start,
        end=end,
        sentence=text[start:end],
        cue=text[cue_start:cue_end],
        cue_start=cue_start,
        cue_end=cue_end,
        source_mention=text[source_start:source_end],
        source_start=source_start,
        source_end=source_end,
        target_mention=text[target_start:target_end],
        target_start=target_start,
        target_end=target_end,
    )
    plain = {
        k: values[k]
        for k in (
            "source", "target", "event", "mode", "intensity", "directed", "negated", "confidence", "rule",
        )
    }  # fmt: skip
    when = Expression(**values["when"]) if values["when"] else None
    ahead = values["modality"] == Modality.POSSIBLE
    date = resolve(when, document.date, ahead=ahead) if when else None
    return Relation(
        **plain,
        id=hashlib.sha256(repr(place).encode()).hexdigest()[:16],
        type=RelationType(values["type"]),
        modality=Modality(values["modality"]),
        attributed_to=values["attributed_to"],
        date=date or document.date,
        evidence=evidence,
    )
