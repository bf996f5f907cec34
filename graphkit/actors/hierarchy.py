"""Who stands above whom: person -> office -> government -> state, army -> state, branch -> group."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from graphkit.records import Actor, ActorType

STATE_BODIES = frozenset({ActorType.GOVERNMENT, ActorType.MILITARY})


def with_parents(actors: Sequence[Actor]) -> tuple[Actor, ...]:
    """The actors sorted by id, with parents that exist and no circles.

    A parent that no text mentions ("armée syrienne" without "Syrie") is no actor of the
    corpus: the child then hangs on the nearest one that is, or on none.
    """
    by_id = {actor.id: actor for actor in actors}
    parents: dict[str, str | None] = {}
    for actor_id, actor in sorted(by_id.items()):
        parent = _nearest(actor, by_id)
        parents[actor_id] = None if parent is not None and actor_id in _above(parent, parents) else parent
    return tuple(replace(by_id[actor_id], parent=parent) for actor_id, parent in parents.items())


def _above(actor: str, parents: Mapping[str, str | None]) -> set[str]:
    """An actor and all that stand above it so far."""
    found: set[str] = set()
    current: str | None = actor
    while current is not None and current not in found:
        found.add(current)
        current = parents.get(current)
    return found


def _nearest(actor: Actor, by_id: dict[str, Actor]) -> str | None:
    """The closest ancestor that is in the corpus; a government that is not stands for its state."""
    seen = {actor.id}
    parent = actor.parent
    while parent is not None and parent not in seen:
        if parent in by_id:
            return parent
        seen.add(parent)
        # "<state>-government" -> "<state>": ids of a state's bodies begin with the state's.
        parent = parent.partition("-")[0] if "-" in parent else None
    return None


def rolled_up(actors: Sequence[Actor]) -> dict[str, str]:
    """Actor id -> id of the state it speaks for, or its own.

    Governments, armies and office-holders speak for their state. A chain that passes through
    anything else (a party, an armed group) does not: its members speak for that.
    """
    by_id = {actor.id: actor for actor in actors}
    result = {}
    for actor in actors:
        top, seen = actor, {actor.id}
        while top.type in STATE_BODIES or top.type is ActorType.PERSON:
            parent = by_id.get(top.parent or "")
            if parent is None or parent.id in seen:
                break
            seen.add(parent.id)
            top = parent
        result[actor.id] = top.id if top.type is ActorType.STATE else actor.id
    return result
