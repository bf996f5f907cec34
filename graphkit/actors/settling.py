"""Whom the mentions of one text stand for, once all of it is read.

Surname to full name, holders of an office to the person named with it, and what a text leaves out because it
is about one state ("le régime", "l'armée", "les rebelles"). What the text does not tell is nobody, or, of a
body, one of its kind.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from graphkit.actors.candidate import (
    DEFINITE,
    HELD,
    MEMBERS,
    NATIONAL,
    OFFICE,
    PART,
    PART_OF_STATE,
    WITH_HOLDER,
    Candidate,
    replace,
)
from graphkit.actors.definites import SAME_NOUN, Definites, as_mention
from graphkit.actors.hierarchy import STATE_BODIES
from graphkit.actors.institutions import INSTITUTION
from graphkit.actors.main_state import main_state, plain_state
from graphkit.actors.names import government_id, pieces, slug
from graphkit.actors.nominals import Nominals
from graphkit.actors.offices import office_id
from graphkit.actors.one_person import join_persons
from graphkit.records import ActorType, MentionKind


def link_within(
    candidates: Sequence[Candidate],
    states: Counter[str],
    nominals: Nominals,
    bodies: Counter[str] | None = None,
) -> list[Candidate]:
    """Settle what is open and join the persons of one text; unsettled mentions are dropped.

    `states` tell how often the text points to each state (ISO code), `bodies` how often to the parties and
    bodies of each, which decide only where the states leave open which one the text is about.
    """
    about = main_state(states) or main_state(states + (bodies or Counter()))
    joined = join_persons(candidates, nominals.gazetteer.language)
    joined = [_as_body(c, nominals) for c in _of_the_state(joined, plain_state(states))]
    return [settled for c in _settle(joined, about, nominals) if (settled := c).id]


def _as_body(c: Candidate, nominals: Nominals) -> Candidate:
    """A body's bare noun that a model took for a name, open like the noun itself: "le Sénat"."""
    key = nominals.body_key(c)
    return replace(c, pending=f"body:{key}", noun=pieces(c.label)[0]) if key else c


def _of_the_state(candidates: Sequence[Candidate], state: str) -> list[Candidate]:
    """Holders of an office of a state with the one that the text is plainly about: "le ministre X".

    Nobody whom the text gives another country or body, and only who is named so once where nothing else in
    the sentence is of that state: "le ministre X [est attendu à Y]" may be a guest. Where the text names a
    part with a government of its own, it may be that one's: "[Québec] : le ministre X".
    """
    if any(c.rule == PART_OF_STATE for c in candidates):
        state = ""
    persons = [c for c in candidates if c.type is ActorType.PERSON]
    elsewhere = {c.id for c in persons if c.parent or c.body is not None or c.country not in ("", state)}
    named = {
        c.sentence for c in candidates if c.country == state and (c.type is ActorType.STATE or c.capital)
    }
    asked = {c.id for c in candidates if c.pending == NATIONAL and c.sentence not in named}
    at_home = asked - elsewhere if state else set()
    government = government_id(state)
    # Its government, where the text speaks of it, is closer than the state.
    told = any(c.id == government or c.pending == "government" for c in candidates)
    return [
        c
        if c.pending != NATIONAL
        else replace(c, country="" if told else state, parent=government, pending="")
        if c.id in at_home
        else replace(c, pending="")
        for c in candidates
    ]


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
        if not body.of_a_kind
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
    """Those who belong to the only company of a text, or the one it is about; else all of their kind."""
    key, one = c.pending.removeprefix(MEMBERS), text.definites.company()
    if one is not None:
        label = f"{nominals.plural(key)} ({one.label})"
        return replace(c, id=f"{one.id}-{key}", label=label, rule="of the company of the text", pending="")
    return replace(c, label=nominals.plural(key), weak=True, generic=True, pending="")


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
    """Whose state is unknown: a group ("les rebelles") as a vague actor, a body ("la police") as its kind.

    An army of none is nobody: where the text tells of a war, it tells of two.
    """
    what, _, key = c.pending.partition(":")
    if c.kind is MentionKind.NAME:
        return replace(c, pending="")
    if what == "government" and key:
        return replace(c, id=f"{key}-government", pending="")
    if what in ("government", "body") and c.rule == INSTITUTION and not c.specified:
        return replace(c, id=slug(c.label), weak=True, generic=True, noun="", pending="")
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
