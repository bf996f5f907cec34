"""Which mentions are the same actor: within one text, then across texts.

Within a text: surname to full name, holders of an office to the person named with it, and
what a text leaves out because it is about one state ("le régime", "l'armée", "les rebelles").
Across texts: by id (known actors, states, bodies of a state) and by full personal name.
Nothing is joined by transitive closure: each actor joins the one that it fits, or stays.
What fits two stays apart, and the doubt is on record (`Doubt`).
"""

from __future__ import annotations

import dataclasses
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from graphkit.actors.candidate import DEFINITE, HELD, MEMBERS, OFFICE, PART, WITH_HOLDER, Candidate, replace
from graphkit.actors.definites import SAME_NOUN, Definites, as_mention
from graphkit.actors.hierarchy import STATE_BODIES, with_parents
from graphkit.actors.names import Hit, Knows, pieces, slug
from graphkit.actors.nominals import Nominals
from graphkit.actors.offices import office_id
from graphkit.actors.persons import (
    abbreviates,
    has_initials,
    has_particle,
    is_full_name,
    is_short_for,
    leaves_out,
    name_words,
    opens,
    same_person,
    sound_keys,
)
from graphkit.language.schema.folder import LanguageData
from graphkit.records import Actor, ActorType, Alias, Extraction, Mention, MentionKind

# Rules of merges, and of names that were left apart because two persons fit.
SPELLING = "spelling of a name"
SEVERAL_PERSONS, SEVERAL_SPELLINGS = "surname of several persons", "spelling of several names"

# Two letters are too many persons' initials.
_LEAST_INITIALS = 3

# A text is about one state when at least this share of what points to a state points to it, so
# many times the second's, and so often. Of 30 annotated articles, those plainly about one state
# have it at 0.42 to 1.0 and at twice the second or more; three about two states lead by 1.2 to
# 1.4 only, and one about a meeting of many has its first at 0.33. The least number keeps single
# sentences open: "la Turquie ne soutient plus les rebelles" does not say whose.
ABOUT_SHARE, ABOUT_LEAD, ABOUT_LEAST = 0.4, 2, 3


def states_of_text(hits: Iterable[Hit]) -> Counter[str]:
    """How often the forms found in a text point to each state (ISO code): by name, adjective, seat or place.

    Forms of several states ("congolais") count for none.
    """
    counts: Counter[str] = Counter()
    for hit in hits:
        states = {entry.iso for entry in hit.entries if entry.iso and entry.knows is not Knows.ACTOR}
        if len(states) == 1:
            counts[states.pop()] += 1
    return counts


def states_of_actors(hits: Iterable[Hit]) -> Counter[str]:
    """The states (ISO codes) of the actors that a text names in forms of no other one -> how many actors."""
    found = ({(e.id, e.iso) for e in hit.entries if e.knows is Knows.ACTOR} for hit in hits)
    clear = {actor for actors in found if len(actors) == 1 for actor in actors}
    return Counter(iso for _, iso in clear if iso)


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
    joined = _join_persons(_spelled_out(_titled(candidates)), nominals.gazetteer.language)
    joined = [_as_body(c, nominals) for c in joined]
    return [settled for c in _settle(joined, about, nominals) if (settled := c).id]


def _as_body(c: Candidate, nominals: Nominals) -> Candidate:
    """A body's bare noun that a model took for a name, open like the noun itself: "le Sénat"."""
    key = nominals.body_key(c)
    return replace(c, pending=f"body:{key}", noun=pieces(c.label)[0]) if key else c


def _titled(candidates: Sequence[Candidate]) -> list[Candidate]:
    """Names that are persons' whatever the model took them for.

    Those that an office stands beside; and surnames with a particle ("Le Drian") of a person whom the
    text names in full. A surname without one may as well be a company's: "Henry Ford", "Ford".
    """
    titled = {c.id for c in candidates if c.rule == WITH_HOLDER}
    full = {c.label for c in candidates if c.type is ActorType.PERSON and is_full_name(c.label)}
    return [
        replace(c, type=ActorType.PERSON)
        if c.rule.startswith("entity:")
        and (c.id in titled or (has_particle(c.label) and any(is_short_for(c.label, name) for name in full)))
        else c
        for c in candidates
    ]


def _spelled_out(candidates: Sequence[Candidate]) -> list[Candidate]:
    """Initials as the person's whom the text names in full: "Ibrahim Boubacar Keïta … IBK"."""
    full: dict[str, set[str]] = defaultdict(set)
    for c in candidates:
        if c.type is ActorType.PERSON and c.kind is MentionKind.NAME and is_full_name(c.label):
            full["".join(piece[0] for piece in pieces(c.label)).upper()].add(c.label)
    return [
        replace(c, type=ActorType.PERSON, label=next(iter(owners)), rule="initials in the same text")
        if len(c.label) >= _LEAST_INITIALS
        and c.label.isupper()
        and c.rule.startswith("entity:")
        and len(owners := full.get(c.label, set())) == 1
        else c
        for c in candidates
    ]


def _join_persons(candidates: Sequence[Candidate], language: LanguageData) -> list[Candidate]:
    """Give all names of a person one id: the fullest spelling's."""
    named = [c for c in candidates if c.type is ActorType.PERSON and c.kind is MentionKind.NAME]
    names = Counter(c.label for c in named)
    leader_of = _full_names(names)
    people = _People(
        genders={name: _gender(name, language) for name, (leader, _) in leader_of.items() if name == leader},
        shorts=sorted(names.keys() - leader_of.keys(), key=lambda n: (-len(n), n)),
        family_names_first=language.titles.family_names_first,
    )
    return [
        _renamed(c, leader_of.get(c.label) or _owner(c.label, c.gender, people))
        if c.type is ActorType.PERSON and c.label in names
        else c
        for c in candidates
    ]


def _full_names(names: Mapping[str, int]) -> dict[str, tuple[str, str]]:
    """Full name -> (the spelling that leads, the rule); a name that fits two leaders stays apart.

    Names with initials come last, for they may be short for another: "A. Montebourg".
    """
    leaders: list[str] = []
    near: dict[tuple[str, str], list[str]] = defaultdict(list)
    leader_of: dict[str, tuple[str, str]] = {}
    full = (name for name in names if is_full_name(name))
    for name in sorted(full, key=lambda n: (has_initials(n), -names[n], -len(n), n)):
        # All pairs of a list of thousands of names are too many: only those that may sound alike.
        keys = list(sound_keys(name))
        fitting = [n for n in dict.fromkeys(n for key in keys for n in near[key]) if same_person(name, n)]
        if has_initials(name):
            fitting = [n for n in leaders if n in fitting or abbreviates(name, n)]
        if len(fitting) == 1:
            leader_of[name] = (fitting[0], SPELLING)
        else:
            leaders.append(name)
            for key in keys:
                near[key].append(name)
            leader_of[name] = (name, SEVERAL_SPELLINGS if fitting else "")
    return leader_of


@dataclass(frozen=True, slots=True, kw_only=True)
class _People:
    """The persons of a text: full names with the gender that they show, short ones, and which words open."""

    genders: Mapping[str, str]
    shorts: Sequence[str]
    family_names_first: AbstractSet[str]


def _gender(name: str, language: LanguageData) -> str:
    """The gender that a full name's given name shows ("Fem", "Masc"), or nothing."""
    given = name.split(maxsplit=1)[0]
    if given in language.given_names.feminine:
        return "Fem"
    return "Masc" if given in language.given_names.masculine else ""


def _owner(name: str, gender: str, people: _People) -> tuple[str, str]:
    """(whose name a short form is, the rule); itself where nobody or more than one fits."""
    fits = opens if name in people.family_names_first else is_short_for
    # "Mme Macron" is not Emmanuel Macron.
    fitting = [full for full, shown in people.genders.items() if not (gender and shown and gender != shown)]
    owners = [full for full in fitting if is_short_for(name, full) or fits(name, full)]
    rule = "surname in the same text"
    if not owners and len(fitting) == len(people.genders):
        # "Assad" beside "al-Assad", in a text that gives no full name
        longer = [n for n in people.shorts if len(n) > len(name) and name_words(n) == name_words(name)]
        owners, rule = longer[:1], "surname without its particle"
    if len(owners) > 1:
        return name, SEVERAL_PERSONS  # the short form stays apart, no one guesses
    return (owners[0], rule) if owners else (name, "")


def _renamed(candidate: Candidate, leader: tuple[str, str]) -> Candidate:
    label, rule = leader
    return replace(candidate, id=slug(label), label=label, rule=rule or candidate.rule)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Known:
    """What a whole text tells about its actors.

    `about` is the state it is about, `persons` a mention of each person that gives country and
    office, `holders` the person of each office ("syr-president"), `labels` the persons' names,
    `definites` what "le groupe" or "le ministère" may go back to.
    """

    about: str
    persons: Mapping[str, Candidate]
    holders: Mapping[str, str]
    labels: Mapping[str, str]
    definites: Definites


def _settle(candidates: Sequence[Candidate], about: str, nominals: Nominals) -> list[Candidate]:
    """Give every mention an actor; facts about persons (country, office) go to all their mentions."""
    definites = Definites(candidates)
    candidates = _of_bodies(candidates, definites, about, nominals)
    persons: dict[str, Candidate] = {}
    holders: dict[str, str] = {}
    holds_one: dict[str, set[str]] = defaultdict(set)
    for c in candidates:
        if c.type is ActorType.PERSON and c.id and (c.country or c.parent):
            # Whom somebody spoke for once is not whom the person speaks for now.
            now = replace(c, parent="") if c.past else c
            known = persons.get(c.id)
            if known is None or (now.parent and not known.parent):
                persons[c.id] = now
        body = c.country.lower() or c.parent
        if c.type is ActorType.PERSON and c.id and body and c.rule == WITH_HOLDER and not c.plural:
            holders.setdefault(office_id(body, c.office, past=c.past), c.id)
            if short := nominals.short_office(c.office):
                holds_one[office_id(body, short, past=c.past)].add(c.id)
    # "le ministre iranien", where the text names one minister of Iran.
    for office, found in holds_one.items():
        if len(found) == 1:
            holders.setdefault(office, *found)
    text = _Known(
        about=about,
        persons=persons,
        holders=holders,
        labels={
            c.id: c.label for c in candidates if c.type is ActorType.PERSON and c.kind is MentionKind.NAME
        },
        definites=definites,
    )
    return [_settled(c, text, nominals) for c in candidates]


def _of_bodies(
    candidates: Sequence[Candidate], definites: Definites, about: str, nominals: Nominals
) -> list[Candidate]:
    """The offices of a body that the text must tell ("le porte-parole du parti") with that body.

    Where it does not, who is named with the office holds it of nobody, and who is not named is left out.
    """
    asked = {c.body for c in candidates if c.body is not None}
    text = _Known(about=about, persons={}, holders={}, labels={}, definites=definites)
    candidates = _parts(candidates, text, nominals)
    bodies = {
        c.head: definites.resolved(c, of_office=True)
        if c.pending.startswith(DEFINITE)
        else _settled(c, text, nominals)
        for c in candidates
        if c.head in asked and not c.office
    }
    known = {head: body for head, body in bodies.items() if body.id and not body.generic}
    nouns: dict[tuple[str, int], str] = {}
    for head in sorted(known):
        # "le chef du parti" and "le leader du mouvement" in one sentence are not of one body.
        noun = known[head].noun
        if nouns.setdefault((known[head].id, known[head].sentence), noun) != noun:
            del known[head]
    result = []
    for c in candidates:
        body = known.get(c.head if c.body is None else c.body)
        if c.rule == PART:
            result.append(c)
        elif c.body is None:
            result.append(c if body is None or c.office else body)
        elif body is None:
            result.append(replace(c, body=None) if c.id else replace(c, pending="nobody"))
        else:
            country = body.country if body.type in STATE_BODIES else ""
            held = c if c.id else nominals.holder_in(c, c.label, body)
            result.append(replace(held, parent=body.id, country=country))
    return result


def _parts(candidates: Sequence[Candidate], text: _Known, nominals: Nominals) -> list[Candidate]:
    """The open parts of bodies with the body that the text tells, or nobody's: "la commission du Sénat"."""
    asked = {c.body for c in candidates if c.rule == PART and c.body is not None}
    bodies = {
        c.head: body
        for c in candidates
        if c.head in asked and not c.office and (body := _settled(c, text, nominals)).id
    }
    return [
        c
        if c.rule != PART or c.body is None
        else replace(nominals.part_of(c, bodies[c.body]), body=None)
        if c.body in bodies
        else replace(c, body=None, pending="nobody")
        for c in candidates
    ]


def _of_only(c: Candidate, text: _Known, nominals: Nominals) -> Candidate:
    """Those who belong to the only company of a text, or the one it is about; else nobody."""
    key, one = c.pending.removeprefix(MEMBERS), text.definites.company()
    if one is not None:
        label = f"{nominals.plural(key)} ({one.label})"
        return replace(c, id=f"{one.id}-{key}", label=label, rule="of the company of the text", pending="")
    return replace(c, id="")


def _settled(c: Candidate, text: _Known, nominals: Nominals) -> Candidate:
    """A mention with its actor; without id where the text does not tell who is meant."""
    if c.pending == "nobody":
        return replace(c, id="")
    if c.pending.startswith(DEFINITE):
        return text.definites.resolved(c)
    if c.pending.startswith(MEMBERS):
        return _of_only(c, text, nominals)
    if c.pending.startswith("office:"):
        # "le président" of no named country and no named holder is left out rather than guessed.
        holder = text.holders.get(office_id(text.about.lower(), c.office, past=c.past))
        return _held(c, holder, text) if holder else replace(c, id="")
    if c.pending.startswith("body:") and (named := text.definites.introduced(c)):
        return as_mention(c, named, SAME_NOUN)
    if c.pending:
        about = text.about or (nominals.only_state() if c.pending.startswith("body:") else "")
        return nominals.settle(c, about) if about else _generic(c)
    if c.rule == OFFICE and c.id in text.holders:
        return _held(c, text.holders[c.id], text)
    if c.type is ActorType.PERSON and c.id in text.persons:
        known = text.persons[c.id]
        # "le sociologue français X", who works for Y, is not Y's for being French.
        own = c.rule == WITH_HOLDER and c.country
        parent = c.parent if own else c.parent or known.parent
        return replace(c, country=known.country or c.country, parent=parent)
    return c


def _generic(c: Candidate) -> Candidate:
    """A group of no known state ("les rebelles") as a vague actor; a government or army of none is nobody."""
    what, _, key = c.pending.partition(":")
    if c.kind is MentionKind.NAME:
        return replace(c, pending="")
    if what == "government" and key:
        return replace(c, id=f"{key}-government", pending="")
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
        rule=HELD,
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


def mentions_of(doc: str, mentions: Sequence[tuple[Candidate, int, int, str]]) -> tuple[Mention, ...]:
    """Mention records from (candidate, start, end, text) with offsets into the document."""
    return tuple(
        Mention(doc=doc, start=start, end=end, text=text, kind=c.kind, actor=c.id, rule=c.rule)
        for c, start, end, text in mentions
    )
