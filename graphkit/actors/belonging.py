"""Whose a body or an office is that stands behind its owner: "ses forces", "X et [son président] Y"."""

from __future__ import annotations

from collections.abc import Sequence

from graphkit.actors.candidate import (
    COMMANDED,
    NAMED_AS_NOUN,
    NAMED_BY_NOUN,
    PART,
    WITH_HOLDER,
    Candidate,
    replace,
)
from graphkit.actors.heads import LOCAL_LEVEL, STATE_LEVEL
from graphkit.actors.hierarchy import STATE_BODIES
from graphkit.actors.institutions import INSTITUTION
from graphkit.actors.joined_names import OF_PERSONS
from graphkit.actors.names import government_id
from graphkit.actors.nominals import Nominals
from graphkit.language.schema.grammar import Role
from graphkit.language.schema.titles import Office
from graphkit.records import ActorType, MentionKind
from graphkit.syntax import SUBJECTS, Tree

_WITH_LEADERS = (*OF_PERSONS, ActorType.ARMED_GROUP)
_OWNERS = (ActorType.COMPANY, ActorType.ORG)
_NAMES = (MentionKind.NAME, MentionKind.ACRONYM)
# So often a text speaks of the state that it is about.
_ABOUT_LEAST = 3


def owned_by_subject(
    tree: Tree, candidate: Candidate, ordered: Sequence[Candidate], nominals: Nominals
) -> Candidate:
    """Whose "ses forces" are: the state that is the last subject before, in this sentence or the last."""
    sentence = tree[candidate.start].sentence
    for other in reversed([c for c in ordered if c.end <= candidate.start]):
        if tree[other.head].sentence < sentence - 1:
            break
        case = tree.children(other.head, Role.CASE)
        source = bool(case) and case[0].lower in nominals.attribution
        if source or other.subject:
            official = (
                other.type in (ActorType.STATE, ActorType.GOVERNMENT) and other.country and not other.pending
            )
            return (
                nominals.settle(candidate, other.country)
                if official
                else replace(candidate, pending="nobody")
            )
    return replace(candidate, pending="nobody")


def leaders(tree: Tree, ordered: Sequence[Candidate], nominals: Nominals) -> dict[int, int]:
    """Where the names of those stand who lead a government or troops called by theirs, with its head.

    "le gouvernement de [X]", "la junte du général [X]", "les forces de [X]".
    """
    led: dict[int, int] = {}
    spoken = max(nominals.states, key=lambda iso: nominals.states[iso], default="")
    about = {spoken} if nominals.states.get(spoken, 0) >= _ABOUT_LEAST else set()
    for body in ordered:
        if body.rule == COMMANDED:
            led.update((c.start, body.head) for c in ordered if body.start < c.start and c.end == body.end)
        noun = body.start + body.bare
        named = body.rule == INSTITUTION and body.pending.startswith("government:")
        if not named or not nominals.is_led(tree, noun) or not nominals.definite(tree, noun):
            continue
        for c in ordered:
            at = c.start - 1
            inside = body.start < c.start and body.end in (c.start, c.end)
            if inside and c.kind is MentionKind.NAME and c.type is ActorType.PERSON:
                at -= nominals.is_title(tree[at].lower)
                # "le régime de X", in a text about another state, is not known for X's
                states = {o.country for o in ordered if o.id == c.id and o.country}
                if nominals.is_genitive(tree[at]) and about <= states:
                    led[c.start] = body.head
    return led


def in_company(tree: Tree, c: Candidate, ordered: Sequence[Candidate], nominals: Nominals) -> Candidate:
    """A company with the one that owns it: "X a protesté. [Sa filiale Y] …", "X et [sa filiale Y]"."""
    before, first = c.start - 1, tree.sentence_of(c.start)[0]
    owned = before >= first and tree[before].lower in nominals.words.possessive
    if c.noun not in nominals.words.owned_bodies or not owned or c.plural:
        return c
    start = first
    if before > first and tree[before - 1].lower in nominals.words.conjunctions:
        owner = _ending_before(tree, before - 1, ordered)
        return replace(c, rule=PART, parent=owner.id) if owner and owner.type in _OWNERS else c
    if not any(first <= o.start < before and o.subject for o in ordered) and tree[first].sentence:
        start = tree.sentences[tree[first].sentence - 1][0]
    near = [o for o in ordered if start <= o.start < before and o.kind is not MentionKind.ADJECTIVE]
    companies = [o for o in near if o.type is ActorType.COMPANY] or [o for o in near if o.type in _OWNERS]
    known = len({o.id for o in companies}) == 1 and not any(o.pending for o in companies)
    if not known or not any(o.subject for o in companies) or companies[0].id == c.id:
        return c
    return replace(c, rule=PART, parent=companies[0].id)


def is_open_holder(c: Candidate) -> bool:
    """Whether a person is named with an office that says of no body or state yet."""
    return c.rule == WITH_HOLDER and not (c.parent or c.country or c.body is not None)


def in_body(tree: Tree, office: Candidate, ordered: Sequence[Candidate], nominals: Nominals) -> Candidate:
    """An office with the body whose it is, where that stands right before it.

    "X, dont [le président], Y", "X et [son président] Y", "X du [général] Y".
    """
    at, words = office.start - 1, nominals.words
    first = tree.sentence_of(office.start)[0]
    if at - 1 <= first:
        return office
    if nominals.is_genitive(tree[at]):
        return _of_name(tree, office, _ending_before(tree, at, ordered))
    relative = tree[at].morph.get("Definite") == "Def" and tree[at - 1].lower in words.relative_genitive
    owned = tree[at].lower in words.possessive and tree[at].lower not in words.plural_possessive
    if relative:
        end = at - 1
    elif (
        owned
        and tree[at - 1].lower not in words.conjunctions
        and tree[at - 2].lower not in words.conjunctions
    ):
        head = nominals.office_at(tree, office.start + office.bare)
        owner = _only_body(tree, at, ordered, alone=head is not None and head.of_person)
        return _held_in(office, owner, head) if owner else office
    elif owned:
        end = at - 1 if tree[at - 1].lower in words.conjunctions else at - 2
        if tree[end].lower not in words.conjunctions or (end < at - 1 and tree[at - 1].pos != "ADP"):
            return office  # "contre X et [contre] son président Y"
    else:
        return office
    owner = _ending_before(tree, end, ordered)
    return _held_in(office, owner, nominals.office_at(tree, office.start + office.bare)) if owner else office


def _only_body(tree: Tree, at: int, ordered: Sequence[Candidate], *, alone: bool) -> Candidate | None:
    """The only body that a possessive at a word can go back to, in its sentence or else in the one before.

    Where a subject is nobody known, or a person who may be meant too, it is not clear.
    """
    start = opening = tree.sentence_of(at)[0]
    if not any(opening <= c.start < at and c.subject for c in ordered) and tree[opening].sentence:
        start = tree.sentences[tree[opening].sentence - 1][0]
    near = [
        c for c in ordered if start <= c.start < at and c.kind is not MentionKind.ADJECTIVE and not c.weak
    ]
    heads = {c.head for c in near}
    unknown = any(w.role in SUBJECTS and w.pos == "NOUN" and w.index not in heads for w in tree[start:at])
    bodies = [c for c in near if c.type in (*_WITH_LEADERS, ActorType.GOVERNMENT)]
    persons = any(c.type is ActorType.PERSON for c in near)
    if unknown or (alone and persons) or len({c.id for c in bodies}) != 1 or any(c.pending for c in bodies):
        return None
    return next((c for c in bodies if c.subject or start == opening), None)


def _of_name(tree: Tree, office: Candidate, body: Candidate | None) -> Candidate:
    """An office with the body whose name stands before it: "les FSR du [général] X"."""
    if body is None or body.type not in _WITH_LEADERS or body.kind not in _NAMES:
        return office
    known = body.rule.startswith("gazetteer") or body.rule in (NAMED_AS_NOUN, NAMED_BY_NOUN)
    whose = known and not body.source_only and tree[office.head].head == body.head
    return replace(office, parent=body.id) if whose else office


def _ending_before(tree: Tree, end: int, ordered: Sequence[Candidate]) -> Candidate | None:
    """The longest mention that ends before a word, a comma and a bracket between them let pass."""
    first = tree.sentence_of(end)[0]
    end -= tree[end - 1].text == ","
    if tree[end - 1].text == ")":
        end = next((i for i in range(end - 2, first, -1) if tree[i].text == "("), end)
    found = [c for c in ordered if c.end == end and c.start >= first and c.kind is not MentionKind.ADJECTIVE]
    return min(found, key=lambda c: c.start, default=None)


def _held_in(office: Candidate, owner: Candidate, head: Office | None) -> Candidate:
    """An office with its owner as the body whose it is, if it may have such an office."""
    state = owner.type in STATE_BODIES | {ActorType.STATE}
    if head is None or owner.plural or owner.generic or owner.id == office.id:
        return office
    speaks = head.level == STATE_LEVEL or (head.of_person and owner.type is ActorType.GOVERNMENT)
    if state and owner.country and speaks and not owner.pending:
        return replace(office, country=owner.country, parent=government_id(owner.country))
    if owner.type not in _WITH_LEADERS or head.level == LOCAL_LEVEL:
        return office
    return replace(office, body=owner.head) if owner.pending else replace(office, parent=owner.id)
