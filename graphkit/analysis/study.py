"""All measures of one graph together, over the same ties and the same partition."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from graphkit.analysis.balance import Balance, balance_of
from graphkit.analysis.blocs import Blocs, blocs_of
from graphkit.analysis.brokers import Brokers, brokers
from graphkit.analysis.changes import Changes, changes
from graphkit.analysis.ego import Ego, Paths, ego, signed_paths
from graphkit.analysis.ties import Tie, signed_ties
from graphkit.analysis.voices import Voices, voices
from graphkit.records import Modality, Record

if TYPE_CHECKING:
    import networkx as nx


@dataclass(frozen=True, slots=True, kw_only=True)
class Study(Record):
    """What all measures found; `egos` and `paths` are of the actors that were asked for."""

    ties: tuple[Tie, ...]
    blocs: Blocs
    balance: Balance
    brokers: Brokers
    changes: Changes
    voices: Voices
    egos: tuple[Ego, ...]
    paths: Paths | None


def study(
    graph: nx.MultiDiGraph[str],
    *,
    k: int | None = 2,
    window: str | Sequence[str] = "year",
    actors: Sequence[str] = (),
    modality: str | Iterable[str] = Modality.ASSERTED,
    min_confidence: float = 0.0,
) -> Study:
    """All measures of a graph; each is described where it is defined.

    `actors` are ids: each gets its own side of the graph, the first two also the paths between them.
    """
    modality = (modality,) if isinstance(modality, str) else tuple(modality)
    ties = signed_ties(graph, modality=modality, min_confidence=min_confidence)
    partition = blocs_of(ties, k=k)
    asked = tuple(dict.fromkeys(actors))
    return Study(
        ties=ties,
        blocs=partition,
        balance=balance_of(ties),
        brokers=brokers(graph, modality=modality, min_confidence=min_confidence, partition=partition),
        changes=changes(graph, window=window, modality=modality, min_confidence=min_confidence),
        voices=voices(graph, min_confidence=min_confidence, partition=partition),
        egos=tuple(ego(graph, actor, modality=modality, min_confidence=min_confidence) for actor in asked),
        paths=(
            signed_paths(graph, asked[0], asked[1], modality=modality, min_confidence=min_confidence)
            if len(asked) > 1
            else None
        ),
    )
