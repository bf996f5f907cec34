"""The places of a text that are only places: no actors, but listed with counts."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from graphkit.actors.heads import text_of
from graphkit.actors.names import Hit, Knows, fold
from graphkit.actors.persons import similar
from graphkit.actors.spans import LOCATION
from graphkit.records import Place
from graphkit.syntax import Tree


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceMention:
    """A place at characters [start, end) of a text, with the code of its state where that is known."""

    start: int
    end: int
    name: str
    country: str = ""


def find_places(tree: Tree, hits: Iterable[Hit]) -> list[PlaceMention]:
    """Towns and regions that the gazetteer knows, and what the model takes for places, in text order."""
    found = []
    covered: set[int] = set()
    for hit in hits:
        entry = next((e for e in hit.entries if e.knows is Knows.PLACE or e.capital), None)
        covered.update(range(hit.start, hit.end))
        if entry is not None and hit.text[0].isupper():
            states = {e.iso for e in hit.entries if e.iso}
            country = states.pop() if len(states) == 1 else ""
            found.append(PlaceMention(start=hit.start, end=hit.end, name=hit.text, country=country))
    for start, end, label in tree.entities:
        first, last = tree[start].start, tree[end - 1].end
        if (
            label == LOCATION
            and tree[start].text[0].isupper()
            and not covered.intersection(range(first, last))
        ):
            found.append(PlaceMention(start=first, end=last, name=text_of(tree, start, end)))
    return sorted(found, key=lambda place: place.start)


def places_of(
    doc: str, mentions: Sequence[PlaceMention], actors: Iterable[tuple[int, int]]
) -> tuple[Place, ...]:
    """The places of one text; `actors` are the characters [start, end) of what it mentions as actors."""
    taken = {i for start, end in actors for i in range(start, end)}
    counts = Counter((m.name, m.country) for m in mentions if not taken.intersection(range(m.start, m.end)))
    return tuple(
        Place(name=name, country=country or None, docs=(doc,), count=count)
        for (name, country), count in sorted(counts.items())
    )


def merged_places(places: Iterable[Place]) -> tuple[Place, ...]:
    """The places of all texts, those of most mentions first; spellings in one state are one place.

    "Idleb" and "Idlib" are one. Where no state is known, only the same name is the same place.
    """
    groups: dict[tuple[str, str | None], list[Place]] = defaultdict(list)
    totals: Counter[tuple[str, str | None]] = Counter()
    for place in places:
        totals[place.name, place.country] += place.count
        groups[place.name, place.country].append(place)
    forms: dict[str | None, list[str]] = defaultdict(list)
    leaders: dict[tuple[str, str | None], tuple[str, str | None]] = {}
    for name, country in sorted(totals, key=lambda k: (-totals[k], k[0], k[1] or "")):
        form = fold(name)
        near = [f for f in forms[country] if country and same_place(form, f)]
        leader = leaders.get((form, country)) or next((leaders[f, country] for f in near), None)
        if leader is None:
            leaders[form, country] = name, country
            forms[country].append(form)
        else:
            groups[leader] += groups[name, country]
    found = [
        Place(
            name=name,
            country=country,
            docs=tuple(sorted({doc for place in groups[name, country] for doc in place.docs})),
            count=sum(place.count for place in groups[name, country]),
        )
        for name, country in leaders.values()
    ]
    return tuple(sorted(found, key=lambda place: (-place.count, place.name)))


def same_place(one: str, other: str) -> bool:
    """Whether two folded names of places in one state are spellings of one.

    Many come from Arabic, where e and i are one.

    >>> same_place("idleb", "idlib"), same_place("hama", "homs"), same_place("hubei", "hebei")
    (True, False, False)
    """
    if similar(one, other):
        return True
    return len(one) == len(other) and all(
        a == b or {a, b} == {"e", "i"} for a, b in zip(one, other, strict=True)
    )
