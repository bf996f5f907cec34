"""The records of one text: its actors with their aliases, and its mentions with their offsets."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from graphkit.actors.candidate import Candidate
from graphkit.records import Actor, Alias, Mention, MentionKind


def actors_of(doc: str, mentions: Sequence[tuple[Candidate, str]]) -> tuple[Actor, ...]:
    """The actors of one text with their aliases, from (candidate, surface text) pairs."""
    groups: dict[str, list[tuple[Candidate, str]]] = defaultdict(list)
    for candidate, text in mentions:
        groups[candidate.id].append((candidate, text))
    actors = []
    for actor_id, group in groups.items():
        best = min(
            (c for c, _ in group),
            key=lambda c: (c.generic, c.past or not c.parent, c.kind is not MentionKind.NAME, c.start),
        )
        forms: dict[tuple[str, MentionKind], list[Candidate]] = defaultdict(list)
        for candidate, text in group:
            forms[text, candidate.kind].append(candidate)
        aliases = tuple(
            Alias(form=form, kind=kind, docs=(doc,), count=len(found), rule=found[0].rule)
            for (form, kind), found in sorted(forms.items(), key=lambda item: (-len(item[1]), item[0]))
        )
        actors.append(
            Actor(
                id=actor_id,
                label=best.label,
                type=best.type,
                aliases=aliases,
                country=best.country or None,
                parent=(not best.past and best.parent) or None,
                generic=best.generic,
            )
        )
    return tuple(sorted(actors, key=lambda actor: actor.id))


def mentions_of(doc: str, mentions: Sequence[tuple[Candidate, int, int, str]]) -> tuple[Mention, ...]:
    """Mention records from (candidate, start, end, text) with offsets into the document."""
    return tuple(
        Mention(doc=doc, start=start, end=end, text=text, kind=c.kind, actor=c.id, rule=c.rule)
        for c, start, end, text in mentions
    )
