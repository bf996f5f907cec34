"""Balance: how many triangles fit, how far the whole graph is from splitting into two camps.

A triangle is balanced where the product of its signs is positive: the friend of a friend is a friend, the
enemy of an enemy is a friend (Heider 1946; Cartwright & Harary 1956). Measures of partial balance disagree
with one another (Aref & Wilson 2018), so all of them are given.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from graphkit.analysis.blocs import blocs_of
from graphkit.analysis.ties import Tie, components, neighbours, signed_ties
from graphkit.records import Modality, Record

if TYPE_CHECKING:
    import networkx as nx

WALK_ACTORS = 1500
"""Largest connected part whose eigenvalues are worked out: 0.7 s of one core, and 36 MB."""

KINDS = ("+++", "++-", "+--", "---")


@dataclass(frozen=True, slots=True, kw_only=True)
class Triangle(Record):
    """Three actors and their ties; `signs` as in "++-", alliances first."""

    actors: tuple[str, str, str]
    signs: str
    ties: tuple[Tie, Tie, Tie]

    @property
    def weight(self) -> float:
        """Independent sources behind its weakest tie."""
        return min(tie.weight for tie in self.ties)


@dataclass(frozen=True, slots=True, kw_only=True)
class Census(Record):
    """How many triangles there are of each kind, by their signs."""

    ppp: int
    ppm: int
    pmm: int
    mmm: int

    @property
    def total(self) -> int:
        """All triangles of signed ties."""
        return self.ppp + self.ppm + self.pmm + self.mmm


@dataclass(frozen=True, slots=True, kw_only=True)
class Balance(Record):
    """Shares are in [0, 1], 1 for perfect balance, and None where there is nothing to measure.

    `triangles`: balanced triangles of all. `clusterable_triangles`: those that any number of blocs allows.
    `walks`: the walk-based degree of balance. `frustration`: fewest ties whose removal leaves two camps, at
    least `frustration_bound`; `line_index` is it, normalised. `mixed` ties have no sign and count nowhere.
    """

    ties: int
    positive: int
    negative: int
    mixed: int
    census: Census
    triangles: float | None
    clusterable_triangles: float | None
    walks: float | None
    frustration: int
    frustration_bound: int
    line_index: float | None
    unbalanced: tuple[Triangle, ...]


def balance(
    graph: nx.MultiDiGraph[str],
    *,
    modality: str | Iterable[str] = Modality.ASSERTED,
    min_confidence: float = 0.0,
) -> Balance:
    """How balanced the signed ties of a graph are.

    - triangles T = (n(+++) + n(+--)) / n (Cartwright & Harary 1956; Terzi & Winkler 2011), and with n(---)
      counted as fitting, clusterability (Davis 1967). O(ties^1.5).
    - walks K = tr exp(A) / tr exp(|A|), with the signed adjacency matrix A: closed walks of every length,
      long ones counting less (Estrada & Benzi 2014). O(actors^3) for each connected part; None where a
      part has more than `WALK_ACTORS` actors.
    - line index F = 1 - 2 L / m, with the frustration index L (Harary 1959; Aref & Wilson 2018, 2019);
      `frustration_bound` is less than `frustration` where it is not proven (see `blocs`).

    `unbalanced` has the triangles ++- and ---, best attested first. Ties weigh alike here, as in the
    papers. `modality` and `min_confidence` say which statements count (see `signed_ties`).
    """
    ties = signed_ties(graph, modality=modality, min_confidence=min_confidence)
    return balance_of(ties)


def balance_of(ties: Sequence[Tie]) -> Balance:
    """`balance`, of ties that are known already."""
    signed = [tie for tie in ties if tie.sign]
    found = list(triangles_of(signed))
    kinds = Counter(triangle.signs for triangle in found)
    census = Census(**dict(zip(("ppp", "ppm", "pmm", "mmm"), (kinds[kind] for kind in KINDS), strict=True)))
    camps = blocs_of(signed, weighted=False)
    unbalanced = [triangle for triangle in found if triangle.signs in {"++-", "---"}]
    return Balance(
        ties=len(signed),
        positive=sum(tie.sign > 0 for tie in signed),
        negative=sum(tie.sign < 0 for tie in signed),
        mixed=len(ties) - len(signed),
        census=census,
        triangles=_share(census.ppp + census.pmm, census.total),
        clusterable_triangles=_share(census.total - census.ppm, census.total),
        walks=_walk_balance(signed),
        frustration=round(camps.frustration),
        frustration_bound=round(camps.bound),
        line_index=1 - 2 * camps.frustration / len(signed) if signed else None,
        unbalanced=tuple(sorted(unbalanced, key=lambda t: (-t.weight, t.actors))),
    )


def triangles_of(ties: Iterable[Tie]) -> Iterable[Triangle]:
    """Every triangle once: each tie is looked at from its end with fewer ties. O(ties^1.5)."""
    near = neighbours(ties)
    rank = {actor: (len(near[actor]), actor) for actor in near}
    later = {
        actor: {other: tie for other, tie in near[actor].items() if rank[other] > rank[actor]}
        for actor in near
    }
    for one, mine in later.items():
        for other, tie in mine.items():
            for third in mine.keys() & later[other].keys():
                yield _triangle(near, (one, other, third), tie)


def _triangle(near: Mapping[str, Mapping[str, Tie]], actors: tuple[str, str, str], tie: Tie) -> Triangle:
    one, other, third = actors
    ties = sorted((tie, near[one][third], near[other][third]), key=lambda t: (-t.sign, t.ends))
    a, b, c = sorted(actors)
    return Triangle(
        actors=(a, b, c),
        signs="".join("+" if t.sign > 0 else "-" for t in ties),
        ties=(ties[0], ties[1], ties[2]),
    )


def _walk_balance(ties: Sequence[Tie]) -> float | None:
    import numpy as np

    near = neighbours(ties)
    parts = components(ties)
    if not parts or len(parts[0]) > WALK_ACTORS:
        return None
    spectra = []
    for part in parts:
        number = {actor: index for index, actor in enumerate(part)}
        matrix = np.zeros((len(part), len(part)))
        for actor in part:
            for other, tie in near[actor].items():
                matrix[number[actor], number[other]] = tie.sign
        spectra.append((np.linalg.eigvalsh(matrix), np.linalg.eigvalsh(np.abs(matrix))))
    top = max(float(unsigned[-1]) for _, unsigned in spectra)  # exp of it may be too large for a float
    signed_sum, unsigned_sum = (
        sum(float(np.exp(spectrum[which] - top).sum()) for spectrum in spectra) for which in (0, 1)
    )
    return signed_sum / unsigned_sum


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None
