"""Which mentions are the same actor: within one text, then across texts.

Within a text: surname to full name, holders of an office to the person named with it, and
what a text leaves out because it is about one state ("le régime", "l'armée", "les rebelles").
Across texts: by id (known actors, states, bodies of a state) and by full personal name.
Nothing is joined by transitive closure: each actor joins the one it matches best, or stays.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from graphkit.actors.candidate import Candidate
from graphkit.actors.entities import NAME_THAT_ACTS
from graphkit.actors.hierarchy import with_parents
from graphkit.actors.names import Gazetteer, Knows, is_short_for, person_pieces, same_person, slug
from graphkit.actors.nominals import Nominals
from graphkit.records import Actor, ActorType, Alias, Extraction, Mention, MentionKind

# A text is about one state when at least this share of what points to a state points to it, so
# many times the second's, and so often. Of 30 annotated articles, those plainly about one state
# have it at 0.42 to 1.0 and at twice the second or more; three about two states lead by 1.2 to
# 1.4 only, and one about a meeting of many has its first at 0.33. The least number keeps single
# sentences open: "la Turquie ne soutient plus les rebelles" does not say whose.
ABOUT_SHARE, ABOUT_LEAD, ABOUT_LEAST = 0.4, 1.5, 3


def states_of_text(text: str, gazetteer: Gazetteer) -> Counter[str]:
    """How often a text points to each state (ISO code): by name, adjective, seat or place.

    Forms of several states ("congolais") count for none.
    """
    counts: Counter[str] = Counter()
    for hit in gazetteer.hits(text):
        states = {entry.iso for entry in hit.entries if entry.iso and entry.knows is not Knows.ACTOR}
        if len(states) == 1:
            counts[states.pop()] += 1
    return counts


def main_state(counts: Counter[str]) -> str:
    """The state that a text is about, or an empty string where none stands out."""
    ranked = counts.most_common(2)
    if not ranked:
        return ""
    state, most = ranked[0]
    second = ranked[1][1] if len(ranked) > 1 else 0
    clear = most >= ABOUT_SHARE * counts.total() and most >= ABOUT_LEAD * second
    return state if clear and most >= ABOUT_LEAST else ""


def link_within(candidates: Sequence[Candidate], states: Counter[str], nominals: Nominals) -> list[Candidate]:
    """Settle what is open and join the persons of one text; unsettled mentions are dropped."""
    about = main_state(states)
    joined = _join_persons(_titled(candidates))
    return [settled for c in _settle(joined, about, nominals) if (settled := c).id]


def _titled(candidates: Sequence[Candidate]) -> list[Candidate]:
    """Names that an office stands beside are persons, whatever the model took them for."""
    titled = {c.id for c in candidates if c.rule == "office with name"}
    return [
        replace(c, type=ActorType.PERSON) if c.id in titled and c.rule.startswith("entity:") else c
        for c in candidates
    ]


def _join_persons(candidates: Sequence[Candidate]) -> list[Candidate]:
    """Give all names of a person one id: the fullest spelling's."""
    names = Counter(c.label for c in candidates if c.type is ActorType.PERSON and c.kind is MentionKind.NAME)
    full = sorted((n for n in names if len(person_pieces(n)) > 1), key=lambda n: (-names[n], -len(n), n))
    leaders: list[str] = []
    leader_of: dict[str, tuple[str, str]] = {}
    for name in full:
        match = next((leader for leader in leaders if same_person(name, leader)), None)
        if match is None:
            leaders.append(name)
        leader_of[name] = (match or name, "spelling of a name" if match else "")
    for name in names:
        if name in leader_of:
            continue
        owners = [leader for leader in leaders if is_short_for(name, leader)]
        # Two persons of one surname: the short form stays apart, no one guesses.
        leader_of[name] = (owners[0], "surname in the same text") if len(owners) == 1 else (name, "")
    return [
        _renamed(c, leader_of) if c.type is ActorType.PERSON and c.label in leader_of else c
        for c in candidates
    ]


def _renamed(candidate: Candidate, leader_of: Mapping[str, tuple[str, str]]) -> Candidate:
    leader, rule = leader_of[candidate.label]
    return replace(candidate, id=slug(leader), label=leader, rule=rule or candidate.rule)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Known:
    """What a whole text tells about its actors.

    `about` is the state it is about, `persons` a mention of each person that gives country and
    office, `holders` the person of each office ("syr-president"), `labels` the persons' names,
    `only` the one company or party of a text that names no other.
    """

    about: str
    persons: Mapping[str, Candidate]
    holders: Mapping[str, str]
    labels: Mapping[str, str]
    only: Mapping[str, Candidate]


def _settle(candidates: Sequence[Candidate], about: str, nominals: Nominals) -> list[Candidate]:
    """Give every mention an actor; facts about persons (country, office) go to all their mentions."""
    persons: dict[str, Candidate] = {}
    holders: dict[str, str] = {}
    for c in candidates:
        if c.type is ActorType.PERSON and c.id and c.country:
            known = persons.get(c.id)
            if known is None or (c.parent and not known.parent):
                persons[c.id] = c
            if c.rule == "office with name" and not c.past:
                holders.setdefault(f"{c.country.lower()}-{c.office}", c.id)
    text = _Known(
        about=about,
        persons=persons,
        holders=holders,
        labels={
            c.id: c.label for c in candidates if c.type is ActorType.PERSON and c.kind is MentionKind.NAME
        },
        only=_only_ones(candidates),
    )
    return [_settled(c, text, nominals) for c in candidates]


def _only_ones(candidates: Sequence[Candidate]) -> dict[str, Candidate]:
    """For companies and for parties, the one that a text names, if it names only one of the kind.

    A name that acts and that nobody knows is taken for a company: most are.
    """
    named: dict[str, dict[str, Candidate]] = defaultdict(dict)
    for c in candidates:
        if c.kind in (MentionKind.NAME, MentionKind.ACRONYM) and not c.source_only:
            kind = ActorType.COMPANY if c.rule == NAME_THAT_ACTS else c.type
            named[kind].setdefault(c.id, c)
    ones = {kind: next(iter(found.values())) for kind, found in named.items() if len(found) == 1}
    companies = (
        named[ActorType.COMPANY].keys() | named[ActorType.PARTY].keys() | named[ActorType.ARMED_GROUP].keys()
    )
    if len(companies) == 1 and ActorType.COMPANY in ones:
        ones[ActorType.ORG] = ones[ActorType.COMPANY]  # "le groupe" may be any kind of them
    else:
        ones.pop(ActorType.ORG, None)
    return ones


def _only(c: Candidate, text: _Known) -> Candidate:
    """The only company or party of a text for "le groupe" or "le parti"; else nobody."""
    one = text.only.get(c.pending.partition(":")[2])
    if one is None:
        return replace(c, id="")
    rule = "the only one of the text"
    return replace(c, id=one.id, label=one.label, type=one.type, country=one.country, rule=rule, pending="")


def _settled(c: Candidate, text: _Known, nominals: Nominals) -> Candidate:
    """A mention with its actor; without id where the text does not tell who is meant."""
    if c.pending == "nobody":
        return replace(c, id="")
    if c.pending.startswith("only:"):
        return _only(c, text)
    if c.pending.startswith("office:"):
        # "le président" of no named country and no named holder is left out rather than guessed.
        holder = text.holders.get(f"{text.about.lower()}-{c.office}")
        return _held(c, holder, text) if holder else replace(c, id="")
    if c.pending:
        return nominals.settle(c, text.about) if text.about else _generic(c)
    if c.rule == "office" and c.id in text.holders:
        return _held(c, text.holders[c.id], text)
    if c.type is ActorType.PERSON and c.id in text.persons:
        known = text.persons[c.id]
        return replace(c, country=known.country, parent=known.parent)
    return c


def _generic(c: Candidate) -> Candidate:
    """A group of no known state ("les rebelles") as a vague actor; a government or army of none is nobody."""
    what, _, key = c.pending.partition(":")
    if what != "class":
        return replace(c, id="")
    return replace(c, id=key, label=c.label or key, generic=True, pending="")


def _held(c: Candidate, person: str, text: _Known) -> Candidate:
    """An office without a name, for the person whom the text names with it."""
    known = text.persons[person]
    return replace(
        c,
        id=person,
        label=text.labels.get(person, known.label),
        country=known.country,
        parent=known.parent,
        rule="holder of the office in the same text",
        pending="",
    )


def actors_of(doc: str, mentions: Sequence[tuple[Candidate, str]]) -> tuple[Actor, ...]:
    """The actors of one text with their aliases, from (candidate, surface text) pairs."""
    groups: dict[str, list[tuple[Candidate, str]]] = defaultdict(list)
    for candidate, text in mentions:
        groups[candidate.id].append((candidate, text))
    actors = []
    for actor_id, group in groups.items():
        best = min(
            (c for c, _ in group),
            key=lambda c: (c.generic, not c.parent, c.kind is not MentionKind.NAME, c.start),
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
                parent=best.parent or None,
                generic=best.generic,
            )
        )
    return tuple(sorted(actors, key=lambda actor: actor.id))


@dataclass(frozen=True, slots=True, kw_only=True)
class Linking:
    """The actors of a corpus, and where each document's local ids went."""

    actors: tuple[Actor, ...]
    ids: Mapping[tuple[str, str], str]


def link(extractions: Sequence[Extraction]) -> Linking:
    """Join the actors of all documents; the order of the documents does not matter."""
    local = [(e.doc, actor) for e in sorted(extractions, key=lambda e: e.doc) for actor in e.actors]
    leader_of = _persons_across(actor for _, actor in local)
    ids: dict[tuple[str, str], str] = {}
    groups: dict[str, list[Actor]] = defaultdict(list)
    for doc, actor in local:
        target, rule = leader_of.get(actor.id, (actor.id, ""))
        ids[doc, actor.id] = target
        groups[target].append(_with_rule(actor, rule))
    merged = {actor_id: _merge(actor_id, group) for actor_id, group in groups.items()}
    reparented = [
        replace(actor, parent=leader_of.get(actor.parent, (actor.parent, ""))[0] if actor.parent else None)
        for actor in merged.values()
    ]
    return Linking(actors=with_parents(reparented), ids=ids)


def _persons_across(actors: Iterable[Actor]) -> dict[str, tuple[str, str]]:
    """Local person id -> (id of the spelling that leads, rule), for full names only."""
    weights: Counter[str] = Counter()
    labels: dict[str, str] = {}
    for actor in actors:
        if actor.type is ActorType.PERSON and len(person_pieces(actor.label)) > 1 and not actor.generic:
            weights[actor.id] += sum(alias.count for alias in actor.aliases)
            labels[actor.id] = max(labels.get(actor.id, actor.label), actor.label)
    leaders: list[str] = []
    result: dict[str, tuple[str, str]] = {}
    for actor_id in sorted(weights, key=lambda i: (-weights[i], i)):
        match = next((leader for leader in leaders if same_person(labels[actor_id], labels[leader])), None)
        if match is None:
            leaders.append(actor_id)
        else:
            result[actor_id] = (match, "spelling of a name")
    return result


def _with_rule(actor: Actor, rule: str) -> Actor:
    if not rule:
        return actor
    return replace(actor, aliases=tuple(replace(alias, rule=rule) for alias in actor.aliases))


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


def mentions_of(doc: str, mentions: Sequence[tuple[Candidate, int, int, str]]) -> tuple[Mention, ...]:
    """Mention records from (candidate, start, end, text) with offsets into the document."""
    return tuple(
        Mention(doc=doc, start=start, end=end, text=text, kind=c.kind, actor=c.id, rule=c.rule)
        for c, start, end, text in mentions
    )
