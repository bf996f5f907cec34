"""Colours, dashes and shapes, in one place for the page, Gephi and the legend.

Types of actor use Tol's "muted" scheme; alliance and opposition use Okabe and Ito's blue and
vermillion. Both schemes stay apart under the common colour deficiencies, and no relation type
is told by colour alone: each has its own dash. Dark values are the same hues, lightened until
they stand out from a dark page.
"""

from __future__ import annotations

from dataclasses import dataclass

from graphkit.records import ActorType, RelationType


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """How one type is drawn; `shape` is a vis-network node shape, `dash` a canvas dash pattern."""

    color: str
    dark: str
    shape: str = "dot"
    dash: tuple[int, ...] = ()


ACTOR_LOOKS: dict[str, Look] = {
    ActorType.STATE: Look(color="#3d348b", dark="#9a90f0", shape="square"),
    ActorType.GOVERNMENT: Look(color="#3a86b7", dark="#7cc4ee", shape="square"),
    ActorType.MILITARY: Look(color="#1f7a4d", dark="#58c48d", shape="triangle"),
    ActorType.ARMED_GROUP: Look(color="#882255", dark="#e07ab0", shape="triangleDown"),
    ActorType.PARTY: Look(color="#aa4499", dark="#dd8fd0", shape="diamond"),
    ActorType.COMPANY: Look(color="#8a7a1f", dark="#d0bf5a", shape="diamond"),
    ActorType.ORG: Look(color="#2f9c8c", dark="#62d0c0", shape="hexagon"),
    ActorType.PERSON: Look(color="#c8862b", dark="#ecb565", shape="dot"),
    ActorType.POPULATION: Look(color="#7b8494", dark="#a9b3c4", shape="dot"),
}

RELATION_LOOKS: dict[str, Look] = {
    RelationType.ALLIANCE: Look(color="#0072b2", dark="#56b4e9"),
    RelationType.OPPOSITION: Look(color="#d55e00", dark="#ff8a4c", dash=(9, 5)),
    RelationType.DIPLOMACY: Look(color="#4f8a83", dark="#7fc4bb", dash=(2, 4)),
    RelationType.AFFILIATION: Look(color="#9aa3b2", dark="#7d8798"),
    RelationType.CO_MENTION: Look(color="#d3d8e0", dark="#3d4656", dash=(1, 3)),
}

PARTS: tuple[Look, ...] = (
    Look(color="#4477aa", dark="#77aadd"),
    Look(color="#cc6677", dark="#ee8899"),
    Look(color="#228833", dark="#66c275"),
    Look(color="#b58900", dark="#e3c04b"),
    Look(color="#aa3377", dark="#dd77aa"),
    Look(color="#2a9d9d", dark="#66ccdd"),
    Look(color="#8c564b", dark="#c69a8e"),
    Look(color="#5b4fb3", dark="#a79df0"),
)
"""Colours of blocs and countries, the biggest first (Tol's "bright", extended); the rest is grey."""

UNKNOWN = Look(color="#7b8494", dark="#a9b3c4")
"""For a type that a later version may add."""


def actor_look(type_: str) -> Look:
    """How an actor of this type is drawn."""
    return ACTOR_LOOKS.get(type_, UNKNOWN)


def relation_look(type_: str) -> Look:
    """How a relation of this type is drawn."""
    return RELATION_LOOKS.get(type_, UNKNOWN)
