"""Applying the user's corrections to actors and relations after they were linked.

Nothing is parsed again for them, and every build applies them anew. Kinds are applied in the order of
`corrections.KINDS`, the entries of a kind in the order of the file. Actors are named by id, label or alias,
as they are called once the kinds before are applied; names that corrections took from them stay valid. An
entry that finds nothing is reported and changes nothing, since an article may yet come for which it holds.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from graphkit.corrections import (
    KINDS,
    Corrections,
    Entry,
    Forbid,
    Merge,
    Rename,
    Reparent,
    Resign,
    Retype,
    Split,
)
from graphkit.errors import CorrectionsError
from graphkit.lookup import Lookup, choices, fold
from graphkit.records import Actor, Alias, Evidence, Mention, MentionKind, Relation, RelationType

RULE = "correction"
"""The rule on aliases that a correction joined, and the first word of that on relations."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Linked:
    """Actors, mentions and relations of a corpus, all with the actors' ids.

    `former` are ids and folded labels that corrections took away, with the ids that they stand for, if any.
    """

    actors: tuple[Actor, ...]
    mentions: tuple[Mention, ...] = ()
    relations: tuple[Relation, ...] = ()
    former: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectionReport:
    """What became of each entry, as lines to read.

    `loops` counts the relations that were dropped because their two ends became one actor.
    """

    applied: tuple[str, ...] = ()
    unmatched: tuple[str, ...] = ()
    loops: int = 0

    def to_dict(self) -> dict[str, Any]:
        """The report as JSON values."""
        return {"applied": [*self.applied], "unmatched": [*self.unmatched], "loops": self.loops}


@dataclass(frozen=True, slots=True, kw_only=True)
class Corrected:
    """A corrected corpus, and the report."""

    linked: Linked
    report: CorrectionReport


def apply(corrections: Corrections, linked: Linked) -> Corrected:
    """Apply corrections to what linking made.

    Every end and every attribution of a relation is an actor afterwards, whatever was merged or dropped.
    A `CorrectionsError` where a name may mean several actors; its message gives their ids.
    """
    if corrections.is_empty:
        return Corrected(linked=linked, report=CorrectionReport())
    work = _Work(linked, corrections.name)
    steps: dict[str, Callable[[Any], None]] = {
        "split": work.split,
        "merge": work.merge,
        "rename": work.rename,
        "retype": work.retype,
        "reparent": work.reparent,
        "forbid": work.forbid,
        "resign": work.resign,
    }
    for kind in KINDS:
        entries = getattr(corrections, kind.kind)
        if entries:
            work.read_names()
            steps[kind.kind](entries)
    return work.result()


class _Work:
    """A corpus while it is corrected."""

    def __init__(self, linked: Linked, name: str) -> None:
        self._file = name
        self._actors = {actor.id: actor for actor in linked.actors}
        self._mentions = sorted(linked.mentions, key=_mention_order)
        self._relations = sorted(linked.relations, key=_relation_order)
        self._former: dict[str, set[str]] = defaultdict(set)
        for old, ids in linked.former.items():
            self._former[old].update(ids)
        self._became: dict[str, str] = {}
        """Id of an actor that is no more -> id of the one that it was joined to."""
        self._lookup = Lookup(())
        self._applied: list[str] = []
        self._unmatched: list[str] = []
        self._loops = 0

    def result(self) -> Corrected:
        """The corpus as it now is."""
        linked = Linked(
            actors=tuple(self._actors[id_] for id_ in sorted(self._actors)),
            mentions=tuple(sorted(self._mentions, key=_mention_order)),
            relations=tuple(sorted(self._relations, key=_relation_order)),
            former=self._known_former(),
        )
        report = CorrectionReport(
            applied=tuple(self._applied), unmatched=tuple(self._unmatched), loops=self._loops
        )
        return Corrected(linked=linked, report=report)

    # -- names

    def read_names(self) -> None:
        """Call the actors from here on as they are called now."""
        self._lookup = Lookup(self._actors.values(), self._known_former())

    def _known_former(self) -> dict[str, tuple[str, ...]]:
        now = {
            old: {self._now(id_) for id_ in ids} & self._actors.keys() for old, ids in self._former.items()
        }
        return {old: tuple(sorted(ids)) for old, ids in sorted(now.items())}

    def _now(self, id_: str) -> str:
        while id_ in self._became:
            id_ = self._became[id_]
        return id_

    def _find(self, entry: Entry, field_: str, name: str) -> Actor | None:
        """The actor of a name, or None, which is reported; a `CorrectionsError` where there are several."""
        ids = dict.fromkeys(map(self._now, self._lookup.find(name)))
        found = [self._actors[id_] for id_ in ids if id_ in self._actors]
        if len(found) > 1:
            raise CorrectionsError(
                f"{self._file}, [[{entry.kind}]] {entry.number}, field {field_!r}: {name!r} may be "
                f"{len(found)} actors, give an id: {choices(found)}"
            )
        if not found:
            self._unmatched.append(f"{entry.place}: no actor {name!r}; {self._lookup.hint(name)}")
        return found[0] if found else None

    def _ends(self, entry: Forbid | Resign) -> tuple[Actor, Actor] | None:
        source = self._find(entry, "source", entry.source)
        target = self._find(entry, "target", entry.target)
        return (source, target) if source and target else None

    def _relabel(self, actor: Actor, label: str) -> None:
        if label != actor.label:
            self._former[fold(actor.label)].add(actor.id)
            self._actors[actor.id] = replace(actor, label=label)

    # -- the kinds

    def split(self, entries: Iterable[Split]) -> None:
        """Give mentions another actor, and the relations that stand on them."""
        # Linked actors are split: one that a correction has taken away is not to be found in its heir.
        self._lookup = Lookup(self._actors.values(), dict.fromkeys(self._former, ()))
        touched: list[str] = []
        for entry in entries:
            actor = self._find(entry, "actor", entry.actor)
            if actor is None:
                continue
            mine = [m for m in self._mentions if m.actor == actor.id]
            moved = self._moved(entry, actor, mine)
            if not moved:
                continue
            other = self._split_off(entry, actor)
            if other.id == actor.id:
                self._unmatched.append(f"{entry.place}: {entry.label} is the same actor ({actor.id})")
                continue
            if entry.type not in (None, other.type):
                kept = f"{other.label} is a {other.type} already, use [[retype]]"
                self._unmatched.append(f"{entry.place}: type {entry.type} not given: {kept}")
            self._move(actor, other, mine, moved)
            if len(moved) == len(mine):  # an actor of whom no mention is left is no more
                self._absorb(other.id, actor.id)
            touched += [actor.id, other.id]
            self._applied.append(
                f"{entry.place}: {_counted(len(moved), 'mention')} of {actor.label} now {other.label}"
            )
        self._settle(touched)

    def merge(self, entries: Iterable[Merge]) -> None:
        """Join actors to the first that is found."""
        kept: list[tuple[Merge, str]] = []
        for entry in entries:
            named = [self._find(entry, "actors", name) for name in entry.actors]
            found = list({actor.id: actor for actor in named if actor}.values())
            if not found:
                continue
            keep, *rest = found
            for actor in rest:
                self._absorb(keep.id, actor.id)
            kept.append((entry, keep.id))
            label = entry.into or keep.label
            if rest:
                self._applied.append(f"{entry.place}: {', '.join(a.label for a in rest)} joined to {label}")
            elif all(named):
                self._applied.append(f"{entry.place}: {label} is one actor already")
            elif entry.into:
                self._applied.append(f"{entry.place}: {keep.label} now {label}")
        # Labels come last: an actor that a later entry joined to another one gives it its label all the same.
        for entry, id_ in kept:
            if entry.into:
                self._relabel(self._actors[self._now(id_)], entry.into)
        self._settle(id_ for _, id_ in kept)

    def rename(self, entries: Iterable[Rename]) -> None:
        """Give actors other labels."""
        for entry in entries:
            actor = self._find(entry, "actor", entry.actor)
            if actor is not None:
                self._relabel(actor, entry.label)
                self._applied.append(f"{entry.place}: {actor.label} now {entry.label}")

    def retype(self, entries: Iterable[Retype]) -> None:
        """Give actors other types."""
        for entry in entries:
            actor = self._find(entry, "actor", entry.actor)
            if actor is not None:
                self._actors[actor.id] = replace(actor, type=entry.type)
                self._applied.append(f"{entry.place}: {actor.label} now {entry.type}, was {actor.type}")

    def reparent(self, entries: Iterable[Reparent]) -> None:
        """Put actors under others. A circle is refused: the actor stays where it was.

        All actors that are to move are first taken from their places, so that two may change theirs.
        """
        wanted: dict[str, tuple[Reparent, Actor | None]] = {}
        for entry in entries:
            actor = self._find(entry, "actor", entry.actor)
            parent = self._find(entry, "parent", entry.parent) if entry.parent.strip() else None
            if actor is None:
                continue
            if earlier := wanted.pop(actor.id, None):
                self._unmatched.append(f"{earlier[0].place}: {entry.place} says otherwise of {actor.label}")
            if parent is not None or not entry.parent.strip():
                wanted[actor.id] = (entry, parent)
        before = {id_: self._actors[id_].parent for id_ in wanted}
        for id_ in wanted:
            self._hang(id_, None)
        refused = []
        for id_, (entry, parent) in wanted.items():
            label = self._actors[id_].label
            if self._hang(id_, parent.id if parent else None):
                self._applied.append(f"{entry.place}: {label} now under {parent.label if parent else 'none'}")
            else:
                refused.append(id_)
                below = f"{parent.label if parent else ''} stands under {label}"
                self._unmatched.append(f"{entry.place}: {below}, or is it; put that elsewhere first")
        for id_ in refused:
            self._hang(id_, before[id_])

    def forbid(self, entries: Iterable[Forbid]) -> None:
        """Drop actors with all that is said of them, or relations between two."""
        for entry in entries:
            if entry.actor:
                actor = self._find(entry, "actor", entry.actor)
                if actor is not None:
                    self._drop(entry, actor)
                continue
            ends = self._ends(entry)
            if ends is None:
                continue
            kept = [r for r in self._relations if not _joins(r, ends) or not _is_of(entry.type, r)]
            dropped = len(self._relations) - len(kept)
            self._relations = kept
            said = f"from {ends[0].label} to {ends[1].label}"
            if dropped:
                self._applied.append(f"{entry.place}: {_counted(dropped, 'relation')} {said} dropped")
            else:
                self._unmatched.append(f"{entry.place}: no such relation {said}")

    def resign(self, entries: Iterable[Resign]) -> None:
        """Give relations other types, or drop them. The first entry that finds a relation decides on it."""
        done: dict[int, Relation | None] = {}
        for entry in entries:
            ends = None if entry.relation else self._ends(entry)
            if not entry.relation and ends is None:
                continue
            found = [
                index
                for index, relation in enumerate(self._relations)
                if index not in done and not _is_resigned(relation) and _is_meant(entry, relation, ends)
            ]
            for index in found:
                done[index] = _resigned(self._relations[index], entry.becomes)
            if found:
                what = "dropped" if entry.becomes is None else f"now {entry.becomes}"
                self._applied.append(f"{entry.place}: {_counted(len(found), 'relation')} {what}")
            else:
                said = f"{ends[0].label} to {ends[1].label}" if ends else entry.relation
                self._unmatched.append(f"{entry.place}: no such relation {said}")
        relations = (done.get(index, relation) for index, relation in enumerate(self._relations))
        self._relations = [relation for relation in relations if relation is not None]

    # -- steps of a split

    def _moved(self, entry: Split, actor: Actor, mine: Sequence[Mention]) -> list[Mention]:
        """The mentions of an actor that an entry means; forms that it has not are reported."""
        # What another correction brought stays: it is this actor's because the user said so.
        brought = {(a.form, a.kind) for a in actor.aliases if a.rule == RULE}
        mine = [m for m in mine if (m.text, m.kind) not in brought]
        forms = {fold(form): form for form in entry.forms}
        moved: list[Mention] = []
        before = ("", False)  # the article of the mention before, and whether that goes
        for mention in mine:
            if entry.documents and mention.doc not in entry.documents:
                continue
            is_pronoun = mention.kind is MentionKind.PRONOUN
            goes = fold(mention.text) in forms or (is_pronoun and before == (mention.doc, True))
            if goes:
                moved.append(mention)
            if not is_pronoun:
                before = (mention.doc, goes)
        found = {fold(mention.text) for mention in moved}
        where = f" in {', '.join(entry.documents)}" if entry.documents else ""
        self._unmatched += [
            f"{entry.place}: {actor.label} is never called {form!r}{where}"
            for folded, form in forms.items()
            if folded not in found
        ]
        return moved

    def _split_off(self, entry: Split, actor: Actor) -> Actor:
        """The actor that has the label already, also from an earlier entry, or a new one."""
        wanted = fold(entry.label)
        same = [a for a in self._actors.values() if fold(a.label) == wanted]
        if not same:  # the label may be one that a correction took away
            same = [self._actors[id_] for id_ in self._known_former().get(wanted, ())]
        if len(same) > 1:
            raise CorrectionsError(
                f"{self._file}, [[split]] {entry.number}, field 'label': {entry.label!r} is the label of "
                f"{len(same)} actors, give a new one: {choices(same)}"
            )
        if same:
            return same[0]
        return Actor(id=self._new_id(entry.label), label=entry.label, type=entry.type or actor.type)

    def _new_id(self, label: str) -> str:
        base = "-".join("".join(char if char.isalnum() else " " for char in fold(label)).split()) or "actor"
        taken = self._actors.keys() | self._former.keys()
        return next(
            id_ for n in range(1, len(taken) + 2) if (id_ := base if n == 1 else f"{base}-{n}") not in taken
        )

    def _move(self, actor: Actor, other: Actor, mine: Sequence[Mention], moved: Sequence[Mention]) -> None:
        spans = {(m.doc, m.start, m.end) for m in moved}
        left = {(m.text, m.kind) for m in mine if (m.doc, m.start, m.end) not in spans}
        gone = {(m.text, m.kind) for m in moved} - left
        self._actors[actor.id] = replace(
            actor, aliases=tuple(a for a in actor.aliases if (a.form, a.kind) not in gone)
        )
        new = tuple(
            Alias(form=form, kind=kind, docs=(), count=0, rule=RULE)
            for form, kind in sorted({(m.text, m.kind) for m in moved})
        )
        self._actors[other.id] = replace(other, aliases=_joined(other.aliases, new))
        self._mentions = [
            replace(m, actor=other.id) if m.actor == actor.id and (m.doc, m.start, m.end) in spans else m
            for m in self._mentions
        ]
        in_document: dict[str, list[Mention]] = defaultdict(list)
        for mention in mine:
            in_document[mention.doc].append(mention)

        def end(id_: str | None, e: Evidence, start: int, stop: int) -> str | None:
            here = in_document[e.doc] if id_ == actor.id else ()
            # What is no mention itself ("président syrien", of whom an attribution tells no place)
            # goes where all mentions of its sentence go, or else where all of its article go.
            place = (
                [m for m in here if (m.start, m.end) == (start, stop)]
                or [m for m in here if e.start <= m.start < e.end]
                or here
            )
            return other.id if place and all((m.doc, m.start, m.end) in spans for m in place) else id_

        relations = []
        for r in self._relations:
            e = r.evidence
            source = end(r.source, e, e.source_start, e.source_end) or r.source
            target = end(r.target, e, e.target_start, e.target_end) or r.target
            by = end(r.attributed_to, e, -1, -1)
            relations.append(self._with_ends(r, source, target, by))
        self._relations = [r for r in relations if r is not None]

    # -- steps of a merge

    def _absorb(self, keep: str, gone: str) -> None:
        """Join one actor to another; mentions and relations follow in `_settle`."""
        one, other = self._actors[keep], self._actors.pop(gone)
        self._became[gone] = keep
        self._former[gone].add(keep)
        self._former[fold(other.label)].add(keep)
        self._actors[keep] = replace(
            one,
            aliases=_joined(one.aliases, other.aliases),
            country=one.country or other.country,
            parent=None,
            generic=one.generic and other.generic,
        )
        # Of two parents, the kept actor's goes first; one that now stands below the actor is none.
        for parent in (one.parent, other.parent):
            if parent is not None and self._hang(keep, parent):
                break

    def _settle(self, touched: Iterable[str]) -> None:
        """Bring mentions, relations, parents and counts to the ids that actors have now."""
        mentions: dict[tuple[str, int, int, str], Mention] = {}
        for m in sorted(self._mentions, key=_mention_order):
            id_ = self._now(m.actor)
            mentions.setdefault((m.doc, m.start, m.end, id_), m if id_ == m.actor else replace(m, actor=id_))
        self._mentions = list(mentions.values())
        relations = [
            self._with_ends(
                r,
                self._now(r.source),
                self._now(r.target),
                None if r.attributed_to is None else self._now(r.attributed_to),
            )
            for r in self._relations
        ]
        self._relations = [r for r in relations if r is not None]
        for id_, actor in self._actors.items():
            if actor.parent is not None and actor.parent in self._became:
                self._actors[id_] = replace(actor, parent=self._now(actor.parent))
        self._recount(set(map(self._now, touched)))

    def _with_ends(self, relation: Relation, source: str, target: str, by: str | None) -> Relation | None:
        """A relation with these actors; none, and counted, where its ends became one."""
        if (source, target, by) == (relation.source, relation.target, relation.attributed_to):
            return relation
        if source == target and relation.source != relation.target:
            self._loops += 1
            return None
        return replace(relation, source=source, target=target, attributed_to=by)

    def _recount(self, touched: set[str]) -> None:
        """Count again where the forms of these actors occur."""
        found: dict[tuple[str, str, MentionKind], list[Mention]] = defaultdict(list)
        for m in self._mentions:
            if m.actor in touched:
                found[m.actor, m.text, m.kind].append(m)
        for id_ in touched:
            actor = self._actors[id_]
            aliases = [
                replace(a, docs=tuple(sorted({m.doc for m in here})), count=len(here))
                if (here := found.get((id_, a.form, a.kind)))
                else a
                for a in actor.aliases
            ]
            self._actors[id_] = replace(actor, aliases=_ordered(aliases))

    # -- parents and ends

    def _hang(self, id_: str, parent: str | None) -> bool:
        """Give an actor a parent; False where it would stand above itself."""
        parent = self._now(parent) if parent is not None else None
        current, seen = parent, set[str]()
        while current is not None and current not in seen:
            if current == id_:
                return False
            seen.add(current)
            above = self._actors[current].parent if current in self._actors else None
            current = self._now(above) if above is not None else None
        self._actors[id_] = replace(self._actors[id_], parent=parent)
        return True

    def _drop(self, entry: Forbid, actor: Actor) -> None:
        """Take an actor out; what stood below it stands below what it stood below."""
        del self._actors[actor.id]
        for name in (actor.id, fold(actor.label)):
            self._former[name].add(actor.id)
        relations = len(self._relations)
        self._mentions = [m for m in self._mentions if m.actor != actor.id]
        self._relations = [
            # The statement is another's; only who made it is no longer told.
            replace(r, attributed_to=None) if r.attributed_to == actor.id else r
            for r in self._relations
            if actor.id not in (r.source, r.target)
        ]
        for id_, child in self._actors.items():
            if child.parent == actor.id:
                self._actors[id_] = replace(child, parent=actor.parent)
        dropped = _counted(relations - len(self._relations), "relation")
        self._applied.append(f"{entry.place}: {actor.label} dropped with {dropped}")


def _joins(relation: Relation, ends: tuple[Actor, Actor]) -> bool:
    wanted = (ends[0].id, ends[1].id)
    found = (relation.source, relation.target)
    return found == wanted or (not relation.directed and found[::-1] == wanted)


def _is_resigned(relation: Relation) -> bool:
    """Whether the relation's type is the user's own: no entry looks for it by type any more."""
    return relation.rule.startswith(RULE)


def _is_of(type_: RelationType | None, relation: Relation) -> bool:
    return type_ is None or (type_ is relation.type and not _is_resigned(relation))


def _is_meant(entry: Resign, relation: Relation, ends: tuple[Actor, Actor] | None) -> bool:
    if ends is None:
        return relation.id == entry.relation
    return (
        _joins(relation, ends)
        and _is_of(entry.type, relation)
        and fold(entry.cue) in fold(relation.evidence.cue)
        and fold(entry.sentence) in fold(relation.evidence.sentence)
    )


def _resigned(relation: Relation, type_: RelationType | None) -> Relation | None:
    """A relation with another type. Its event told the old one; the user vouches for this."""
    if type_ in (None, relation.type):
        return relation if type_ else None
    rule = f"{RULE} (was {relation.type} by {relation.rule})"
    return replace(relation, type=type_, event="", mode="", intensity=0.0, confidence=1.0, rule=rule)


def _joined(kept: Iterable[Alias], added: Iterable[Alias]) -> tuple[Alias, ...]:
    """The aliases of two actors; those that came with the second tell so by their rule."""
    result = {(alias.form, alias.kind): alias for alias in kept}
    for alias in added:
        one = result.get((alias.form, alias.kind), replace(alias, docs=(), count=0))
        docs = tuple(sorted({*one.docs, *alias.docs}))
        result[alias.form, alias.kind] = replace(one, docs=docs, count=one.count + alias.count, rule=RULE)
    return _ordered(result.values())


def _ordered(aliases: Iterable[Alias]) -> tuple[Alias, ...]:
    return tuple(sorted(aliases, key=lambda a: (-a.count, a.form, a.kind)))


def _mention_order(m: Mention) -> tuple[str, int, int, str, str, str]:
    return m.doc, m.start, m.end, m.actor, m.kind, m.rule


def _relation_order(r: Relation) -> tuple[str, int, int, str]:
    return r.evidence.doc, r.evidence.start, r.evidence.cue_start, r.id


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
