"""Which actors of several texts are the same: by id, and persons by their full names.

The ids of known actors, states and bodies of a state are the same in every text.
Nothing is joined by transitive closure: each actor joins the one that it fits, or stays.
What fits two stays apart, and the doubt is on record (`Doubt`).
"""

from __future__ import annotations

import dataclasses
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from graphkit.actors.hierarchy import with_parents
from graphkit.actors.one_person import SEVERAL_PERSONS, SEVERAL_SPELLINGS, SPELLING
from graphkit.actors.persons import (
    abbreviates,
    is_full_name,
    is_short_for,
    leaves_out,
    name_words,
    opens,
    same_person,
    sound_keys,
)
from graphkit.records import Actor, ActorType, Alias, Extraction, MentionKind


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Doubt:
    """A name that was left apart though it may be another actor's.

    `actor` is whom it stands for now, `candidates` whom it may be (ids of the whole corpus, sorted),
    `reason` why nobody was chosen.
    """

    doc: str
    form: str
    actor: str
    candidates: tuple[str, ...]
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Linking:
    """The actors of a corpus, where each document's local ids went, and what was left in doubt."""

    actors: tuple[Actor, ...]
    ids: Mapping[tuple[str, str], str]
    doubts: tuple[Doubt, ...] = ()


def link(extractions: Sequence[Extraction]) -> Linking:
    """Join the actors of all documents; the order of the documents does not matter."""
    local = [(e.doc, actor) for e in sorted(extractions, key=lambda e: e.doc) for actor in e.actors]
    leader_of, unsure = _persons_across(actor for _, actor in local)
    ids: dict[tuple[str, str], str] = {}
    groups: dict[str, list[Actor]] = defaultdict(list)
    for doc, actor in local:
        target, rule = leader_of.get(actor.id, (actor.id, ""))
        ids[doc, actor.id] = target
        groups[target].append(_with_rule(actor, rule))
    merged = {actor_id: _merge(actor_id, group) for actor_id, group in groups.items()}
    reparented = [
        dataclasses.replace(
            actor, parent=leader_of.get(actor.parent, (actor.parent, ""))[0] if actor.parent else None
        )
        for actor in merged.values()
    ]
    return Linking(
        actors=with_parents(reparented), ids=ids, doubts=tuple(sorted(_doubts(local, ids, merged, unsure)))
    )


def _persons_across(
    actors: Iterable[Actor],
) -> tuple[dict[str, tuple[str, str]], dict[str, tuple[str, ...]]]:
    """Local person id -> (id of the spelling that leads, rule); and -> the leaders, where several fit.

    For full names only. A name is compared with those that share a sound key, so the cost grows
    with the number of names, not with its square.
    """
    weights: Counter[str] = Counter()
    labels: dict[str, str] = {}
    for actor in actors:
        if actor.type is ActorType.PERSON and is_full_name(actor.label) and not actor.generic:
            weights[actor.id] += sum(alias.count for alias in actor.aliases)
            labels[actor.id] = max(labels.get(actor.id, actor.label), actor.label)
    leaders: dict[tuple[str, str], list[str]] = defaultdict(list)
    joined: dict[str, tuple[str, str]] = {}
    unsure: dict[str, tuple[str, ...]] = {}
    for actor_id in sorted(weights, key=lambda i: (-weights[i], i)):
        keys = list(sound_keys(labels[actor_id]))
        near = dict.fromkeys(leader for key in keys for leader in leaders[key])
        fitting = [leader for leader in near if same_person(labels[actor_id], labels[leader])]
        if len(fitting) == 1:
            joined[actor_id] = (fitting[0], SPELLING)
            continue
        if fitting:
            unsure[actor_id] = tuple(sorted(fitting))
        for key in keys:
            leaders[key].append(actor_id)
    return joined, unsure


def _doubts(
    local: Sequence[tuple[str, Actor]],
    ids: Mapping[tuple[str, str], str],
    actors: Mapping[str, Actor],
    unsure: Mapping[str, tuple[str, ...]],
) -> Iterator[Doubt]:
    """The persons left apart though a full name of the text, or else of the corpus, may be theirs."""
    persons = [
        (doc, ids[doc, actor.id], actor)
        for doc, actor in local
        if actor.type is ActorType.PERSON and not actor.generic and name_words(actor.label)
    ]
    known = {id_: actors[id_].label for _, id_, _ in persons if is_full_name(actors[id_].label)}
    by_word: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for id_, label in known.items():
        words = name_words(label)
        by_word[words[0]].add(id_)
        by_word[words[-1]].add(id_)
    in_text: dict[str, set[str]] = defaultdict(set)
    for doc, id_, _ in persons:
        in_text[doc].add(id_)
    for doc, id_, actor in persons:
        if actor.id in unsure:
            yield Doubt(
                doc=doc, form=actor.label, actor=id_, candidates=unsure[actor.id], reason=SEVERAL_SPELLINGS
            )
        if id_ in known and id_ != actor.id:
            continue  # joined to a full name
        words = name_words(actor.label)
        near = sorted((by_word[words[0]] | by_word[words[-1]]) - {id_})
        fitting = [other for other in near if _may_be(actor.label, known[other])]
        fitting = [other for other in fitting if other in in_text[doc]] or fitting
        if fitting:
            reason = "part of a longer name" if is_full_name(actor.label) else "no full name in the text"
            reason = SEVERAL_PERSONS if len(fitting) > 1 else reason
            yield Doubt(doc=doc, form=actor.label, actor=id_, candidates=tuple(fitting), reason=reason)


def _may_be(name: str, full: str) -> bool:
    return any(may_be(name, full) for may_be in (is_short_for, opens, leaves_out, abbreviates))


def _with_rule(actor: Actor, rule: str) -> Actor:
    if not rule:
        return actor
    return dataclasses.replace(
        actor, aliases=tuple(dataclasses.replace(alias, rule=rule) for alias in actor.aliases)
    )


def _merge(actor_id: str, group: Sequence[Actor]) -> Actor:
    """One actor of the local ones that share an id."""
    forms: dict[tuple[str, MentionKind], list[Alias]] = defaultdict(list)
    for actor in group:
        for alias in actor.aliases:
            forms[alias.form, alias.kind].append(alias)
    aliases = tuple(
        Alias(
            form=form,
            kind=kind,
            docs=tuple(sorted({doc for alias in found for doc in alias.docs})),
            count=sum(alias.count for alias in found),
            rule=min(alias.rule for alias in found),
        )
        for (form, kind), found in sorted(
            forms.items(), key=lambda item: (-sum(a.count for a in item[1]), item[0])
        )
    )
    labels = Counter(actor.label for actor in group)
    types = Counter(actor.type for actor in group)
    return Actor(
        id=actor_id,
        label=min(labels, key=lambda label: (-labels[label], label)),
        type=min(types, key=lambda kind: (-types[kind], kind)),
        aliases=aliases,
        country=_commonest(actor.country for actor in group),
        parent=_commonest(actor.parent for actor in group),
        generic=all(actor.generic for actor in group),
    )


def _commonest(values: Iterable[str | None]) -> str | None:
    counts = Counter(value for value in values if value)
    return min(counts, key=lambda value: (-counts[value], value)) if counts else None
