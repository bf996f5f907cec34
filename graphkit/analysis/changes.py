"""What changes from one period to the next: ties that appear, fade or turn over, and who changed sides.

A period knows only what its articles say. That a tie fades means that nobody states it any more, not
that it ended; where a text says that it is over or denies it, that statement is given beside.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Literal

from graphkit.analysis.blocs import blocs_of
from graphkit.analysis.ties import SIGNED, Tie, neighbours, statements_between, tie_of
from graphkit.errors import InputError
from graphkit.records import SIGNS, Modality, Record

if TYPE_CHECKING:
    import networkx as nx

    from graphkit.records import Document, Relation

LENGTHS: Mapping[str, int] = {"year": 4, "month": 7}
"""Name of a window -> characters of a date that tell it."""

_PERIOD = re.compile(r"(\d{4}(?:-\d{2}){0,2})(?:\.\.(\d{4}(?:-\d{2}){0,2}))?")

Kind = Literal["appears", "fades", "flips", "becomes mixed", "settles"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Period(Record):
    """A stretch of time, both ends included, with the ties that its statements make."""

    label: str
    since: str
    until: str
    ties: tuple[Tie, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TieChange(Record):
    """A tie in two periods that follow one another.

    `kind` is "appears", "fades", "flips" (from one sign to the other), "becomes mixed" or "settles" (mixed
    before, of one sign now). `over` are statements of the later period that the tie is over or denied.
    """

    kind: Kind
    earlier: str
    later: str
    before: Tie | None
    after: Tie | None
    over: tuple[str, ...]

    @property
    def tie(self) -> Tie:
        """What it is now, or was where it faded."""
        tie = self.after or self.before
        if tie is None:
            raise ValueError("a change has a tie before or after")
        return tie


@dataclass(frozen=True, slots=True, kw_only=True)
class SideChange(Record):
    """An actor that stood with others before and stands against them now, or the reverse.

    `before` and `after` are its ties that show it, the earliest first; `left` and `joined` are actors of both
    periods that it stood with only before, and only after.
    """

    actor: str
    earlier: str
    later: str
    left: tuple[str, ...]
    joined: tuple[str, ...]
    before: tuple[Tie, ...]
    after: tuple[Tie, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes(Record):
    """Periods with statements, in order, and what changes between one and the next.

    `undated` counts the statements that no period can take: without a date, or with one that is too coarse.
    """

    periods: tuple[Period, ...]
    ties: tuple[TieChange, ...]
    sides: tuple[SideChange, ...]
    undated: int


def changes(
    graph: nx.MultiDiGraph[str],
    *,
    window: str | Sequence[str] = "year",
    modality: str | Iterable[str] = Modality.ASSERTED,
    min_confidence: float = 0.0,
) -> Changes:
    """What changes from one period to the next.

    `window` is "year", "month", or periods of one's own such as "2016" or "2016-11..2017-06". Statements
    go by their date, and only where it lies in the period for certain; periods without any are left out.

    Who changed sides: each period's ties are parted into two camps (`graphkit.analysis.blocs`). Camps have
    no names, so those of two periods are matched, part by part, in the way that leaves most actors where
    they were; the few that then stand elsewhere have changed sides (the minimum number of moves, as the
    line index of balance is one of signs; Doreian & Mrvar 1996 compare partitions over time). Where both
    ways leave as many in place, nothing says who moved, and nobody is named. O(periods * blocs).
    """
    statements = {
        pair: [r for r in found if r.confidence >= min_confidence]
        for pair, found in statements_between(graph, SIGNED, modality).items()
    }
    documents: Mapping[str, Document] = graph.graph.get("documents", {})
    dated = [r for found in statements.values() for r in found]
    frames = _frames(window, {r.date for r in dated if r.date})
    periods = []
    taken: set[str] = set()
    for label, since, until in frames:
        ties = []
        for pair, found in statements.items():
            inside = [r for r in found if _lies_in(r.date, since, until)]
            taken |= {r.id for r in inside}
            if inside:
                ties.append(tie_of(pair, inside, documents))
        if ties:
            periods.append(Period(label=label, since=since, until=until, ties=tuple(ties)))
    over = _said_to_be_over(graph)
    return Changes(
        periods=tuple(periods),
        ties=tuple(c for one, other in pairwise(periods) for c in _tie_changes(one, other, over)),
        sides=tuple(c for one, other in pairwise(periods) for c in _side_changes(one, other)),
        undated=sum(not _datable(r.date, window) for r in dated if r.id not in taken),
    )


def _frames(window: str | Sequence[str], dates: set[str]) -> list[tuple[str, str, str]]:
    """(label, first day, last day) of each period, in order."""
    if isinstance(window, str) and window in LENGTHS:
        length = LENGTHS[window]
        labels = sorted({date[:length] for date in dates if len(date) >= length})
        return [(label, _first_day(label), _last_day(label)) for label in labels]
    frames = []
    for period in [window] if isinstance(window, str) else window:
        found = _PERIOD.fullmatch(period)
        if not found:
            raise InputError(f"window {period!r} is not year, month, 2016 or 2016-11..2017-06")
        since, until = _first_day(found[1]), _last_day(found[2] or found[1])
        if since > until:
            raise InputError(f"window {period!r} ends before it begins")
        frames.append((period, since, until))
    return sorted(frames, key=lambda frame: frame[1:])


def _first_day(date: str) -> str:
    return date + "-01-01"[len(date) - 4 :]


def _last_day(date: str) -> str:
    return date + "-12-31"[len(date) - 4 :]


def _lies_in(date: str | None, since: str, until: str) -> bool:
    return date is not None and since <= _first_day(date) and _last_day(date) <= until


def _datable(date: str | None, window: str | Sequence[str]) -> bool:
    """Whether a statement is merely outside the periods asked for."""
    return date is not None and not (isinstance(window, str) and len(date) < LENGTHS.get(window, 0))


def _said_to_be_over(graph: nx.MultiDiGraph[str]) -> dict[tuple[str, str], list[Relation]]:
    """Pair -> statements that deny a signed tie of the two, or say that it is past."""
    relations: Mapping[str, Relation] = graph.graph.get("relations", {})
    found: dict[tuple[str, str], dict[str, Relation]] = defaultdict(dict)
    for source, target, data in graph.edges(data=True):
        for id_ in data.get("relations", ()):
            relation = relations.get(id_)
            if relation and SIGNS[relation.type] and (relation.negated or relation.modality is Modality.PAST):
                found[min(source, target), max(source, target)][id_] = relation
    return {pair: list(by_id.values()) for pair, by_id in found.items()}


def _tie_changes(
    earlier: Period, later: Period, over: Mapping[tuple[str, str], Sequence[Relation]]
) -> list[TieChange]:
    before = {tie.ends: tie for tie in earlier.ties}
    after = {tie.ends: tie for tie in later.ties}
    found = []
    for pair in sorted(before.keys() | after.keys()):
        was, now = before.get(pair), after.get(pair)
        if kind := _kind(was, now):
            ended = [
                r
                for r in over.get(pair, ())
                if _lies_in(r.date, later.since, later.until) and was and SIGNS[r.type] == was.sign
            ]
            found.append(
                TieChange(
                    kind=kind,
                    earlier=earlier.label,
                    later=later.label,
                    before=was,
                    after=now,
                    over=tuple(sorted(r.id for r in ended)),
                )
            )
    order = ("flips", "becomes mixed", "settles", "appears", "fades")
    return sorted(found, key=lambda c: (order.index(c.kind), -c.tie.weight, c.tie.ends))


def _kind(was: Tie | None, now: Tie | None) -> Kind | None:
    if was is None:
        return "appears"
    if now is None:
        return "fades"
    if was.sign == now.sign:
        return None
    if now.sign == 0:
        return "becomes mixed"
    return "flips" if was.sign else "settles"


def _side_changes(earlier: Period, later: Period) -> list[SideChange]:
    old, new = blocs_of(earlier.ties), blocs_of(later.ties)
    old_side, new_side = old.bloc_of(), new.bloc_of()
    old_part, new_part = ({bloc.id: bloc.part for bloc in found.blocs} for found in (old, new))
    groups: dict[tuple[int, int], dict[str, tuple[str, str]]] = defaultdict(dict)
    for actor in sorted(old_side.keys() & new_side.keys()):
        sides = (old_side[actor], new_side[actor])
        groups[old_part[sides[0]], new_part[sides[1]]][actor] = sides
    found = []
    for group in groups.values():
        for actor in _movers(group):
            with_before, with_after = (
                {other for other in group if group[other][at] == group[actor][at]} - {actor} for at in (0, 1)
            )
            found.append(
                SideChange(
                    actor=actor,
                    earlier=earlier.label,
                    later=later.label,
                    left=tuple(sorted(with_before - with_after)),
                    joined=tuple(sorted(with_after - with_before)),
                    before=_showing(actor, earlier, old_side, group),
                    after=_showing(actor, later, new_side, group),
                )
            )
    return sorted(found, key=lambda change: change.actor)


def _movers(sides: Mapping[str, tuple[str, str]]) -> list[str]:
    """The fewest actors whose move explains both partitions; none where that is not clear."""
    counts = Counter(sides.values())
    olds = sorted({old for old, _ in counts})
    news = sorted({new for _, new in counts})
    straight = {(old, new) for old, new in zip(olds, news, strict=False)}
    if (
        len(olds) < 2 or len(news) < 2
    ):  # one camp has no other half in one of the periods: it may match either
        straight = {max(counts, key=lambda pair: (counts[pair], pair))}
        rivals = [n for pair, n in counts.items() if pair not in straight]
        if any(n == counts[next(iter(straight))] for n in rivals):
            return []
    else:
        kept = sum(n for pair, n in counts.items() if pair in straight)
        if 2 * kept == len(sides):
            return []
        if 2 * kept < len(sides):
            straight = set(counts) - straight
    return [actor for actor, pair in sides.items() if pair not in straight]


def _showing(
    actor: str, period: Period, side: Mapping[str, str], group: Mapping[str, object]
) -> tuple[Tie, ...]:
    """Ties of an actor that agree with the side it is on; those with actors of both periods come first."""
    fitting = [
        (other, tie)
        for other, tie in neighbours(period.ties)[actor].items()
        if tie.sign and other in side and (side[other] == side[actor]) == (tie.sign > 0)
    ]
    fitting.sort(key=lambda item: (item[0] not in group, item[1].first or "", item[0]))
    return tuple(tie for _, tie in fitting)
