"""Where actors are mentioned in one text: names first, then nominal expressions.

A `Candidate` is a mention whose actor is known or, where it needs the rest of the text
("le régime", "le président"), still open (`pending`); `actors.linking.link_within`
settles those.
"""

from __future__ import annotations

import dataclasses
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

from graphkit.actors.candidate import NAMED_AS_NOUN, NAMED_BY_NOUN, PART, WITH_HOLDER, Candidate, replace
from graphkit.actors.entities import entity_candidates
from graphkit.actors.heads import LOCAL_LEVEL, STATE_LEVEL, is_plural
from graphkit.actors.hierarchy import STATE_BODIES
from graphkit.actors.institutions import INSTITUTION
from graphkit.actors.names import (
    Entry,
    Gazetteer,
    Hit,
    Knows,
    first,
    fold,
    government_id,
    is_acronym_of,
    pieces,
    state_id,
)
from graphkit.actors.nominals import Nominals
from graphkit.actors.persons import person_pieces
from graphkit.actors.spans import LOCATION, Span
from graphkit.language.schema import Office, Role
from graphkit.records import ActorType, MentionKind
from graphkit.syntax import Tree, Word, join_span

# How the rule of an adjective begins that takes sides: "prefix:anti".
SIDED = "prefix:"
# A bare prefix is one only before so many letters: "probelge", not "procès".
_SHORTEST_BARE = 5
_SUBJECTS = (Role.SUBJECT, Role.PASSIVE_SUBJECT)
_HYPHENS = frozenset("-‐‑")
# Mark of a person whose party stands in brackets behind the name.
OF_PARTY = "bracket"
_OF_PERSONS = (ActorType.PARTY, ActorType.ORG, ActorType.COMPANY)
_WITH_LEADERS = (*_OF_PERSONS, ActorType.ARMED_GROUP)
_OWNERS = (ActorType.COMPANY, ActorType.ORG)
_NAMES = (MentionKind.NAME, MentionKind.ACRONYM)
# So often a text speaks of the state that it is about.
_ABOUT_LEAST = 3
# The rule of a noun with the name of what it is: "l'entreprise X".
COLLECTIVE_WITH_NAME = "collective with name"


def find_mentions(
    tree: Tree, hits: Iterable[Hit], gazetteer: Gazetteer, nominals: Nominals
) -> list[Candidate]:
    """All mentions of a text, in text order; `hits` are the forms that the gazetteer knows in it.

    `tree` is rewritten: names become one word.
    """
    spans = _gazetteer_spans(tree, hits)
    nominals = nominals.with_places(_places(tree, spans))
    names = _names(tree, spans, gazetteer, nominals)
    names = _join_names(tree, names, nominals)
    names = _bracketed(tree, names)
    found = nominals_of(tree, names, gazetteer, nominals)
    whole = (_whole(tree, c, nominals) if c.kind is MentionKind.NOMINAL else c for c in found)
    every = _without_seats(tree, [*names.values(), *whole], nominals)
    placed = (
        replace(c, sentence=tree[c.start].sentence, subject=tree[c.head].role in _SUBJECTS) for c in every
    )
    ordered = sorted(placed, key=lambda c: (c.start, c.end, c.id))
    owned = [_owned(tree, c, ordered, nominals) if c.pending.startswith("own:") else c for c in ordered]
    led = _led(tree, owned, nominals)
    owned = [replace(c, body=led[c.start], office=OF_PARTY) if _is_named(c, led) else c for c in owned]
    owned = [_in_body(tree, c, owned, nominals) if _is_open_holder(c) else c for c in owned]
    return [_in_company(tree, c, owned, nominals) if c.rule == COLLECTIVE_WITH_NAME else c for c in owned]


def _without_seats(tree: Tree, found: Sequence[Candidate], nominals: Nominals) -> list[Candidate]:
    """The mentions without the towns in which an embassy has its seat: "l'ambassade de X [au Caire]"."""
    seated = {c.end for c in found if c.noun in nominals.words.seated_nouns}
    return [
        c
        for c in found
        if not (
            c.capital and c.start - 1 in seated and nominals.plain(tree[c.start - 1]) in nominals.words.dative
        )
    ]


def _whole(tree: Tree, candidate: Candidate, nominals: Nominals) -> Candidate:
    """A nominal mention with the adjectives before its noun and the part of a country behind it.

    "[nouveau] gouvernement", "[certains] pays", "citoyens maliens [du nord]".
    """
    start, first = candidate.start, tree.sentence_of(candidate.start)[0]
    while (
        start > first
        and (tree[start - 1].pos == "ADJ" or tree[start - 1].role is Role.MODIFIER)
        and candidate.start <= tree[start - 1].head < candidate.end
    ):
        start -= 1
    end, last = candidate.end, tree.sentence_of(candidate.start)[1]
    of = end + 1 < last and nominals.is_genitive(tree[end])
    if of and tree[end + 1].lower in nominals.words.directions:
        end += 2
    return replace(candidate, start=start, end=end, bare=candidate.start - start)


def _owned(tree: Tree, candidate: Candidate, ordered: Sequence[Candidate], nominals: Nominals) -> Candidate:
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


def _led(tree: Tree, ordered: Sequence[Candidate], nominals: Nominals) -> dict[int, int]:
    """Where the names of those stand who lead a government called by theirs, with its head.

    "le gouvernement de [X]", "la junte du général [X]".
    """
    led = {}
    spoken = max(nominals.states, key=lambda iso: nominals.states[iso], default="")
    about = {spoken} if nominals.states.get(spoken, 0) >= _ABOUT_LEAST else set()
    for body in ordered:
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


def _is_named(c: Candidate, led: Mapping[int, int]) -> bool:
    """Whether a mention is the name of somebody who leads what is called by it, and of nothing else yet."""
    return c.start in led and c.kind is MentionKind.NAME and not (c.parent or c.office)


def _in_company(tree: Tree, c: Candidate, ordered: Sequence[Candidate], nominals: Nominals) -> Candidate:
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


def _is_open_holder(c: Candidate) -> bool:
    """Whether a person is named with an office that says of no body or state yet."""
    return c.rule == WITH_HOLDER and not (c.parent or c.country or c.body is not None)


def _in_body(tree: Tree, office: Candidate, ordered: Sequence[Candidate], nominals: Nominals) -> Candidate:
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
    unknown = any(w.role in _SUBJECTS and w.pos == "NOUN" and w.index not in heads for w in tree[start:at])
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


def _places(tree: Tree, spans: Iterable[Span]) -> dict[int, int]:
    """The places of a text, first word -> end: those the gazetteer knows and those the model finds."""
    known = (
        (start, end)
        for start, end, entries in spans
        if any(entry.knows is Knows.PLACE or entry.capital for entry in entries)
    )
    return {start: end for start, end, label in tree.entities if label == LOCATION} | dict(known)


def _names(
    tree: Tree, spans: Sequence[Span], gazetteer: Gazetteer, nominals: Nominals
) -> dict[int, Candidate]:
    """Names by first word: forms of the gazetteer, and entities where it has none."""
    entities, spans = entity_candidates(tree, spans, nominals)
    known = (_known_candidate(start, end, entries) for start, end, entries in spans)
    addresses = gazetteer.language.anaphora.addresses
    addressed = (replace(c, gender=addresses.get(_before(tree, c.start), "")) for c in entities)
    return {c.start: c for c in (*addressed, *known) if c is not None}


def _before(tree: Tree, index: int) -> str:
    return tree[index - 1].lower if index else ""


def _gazetteer_spans(tree: Tree, hits: Iterable[Hit]) -> list[Span]:
    starts = {word.start: word.index for word in tree}
    ends = {word.end: word.index + 1 for word in tree}
    return [
        (starts[hit.start], ends[hit.end], hit.entries)
        for hit in hits
        if hit.start in starts and hit.end in ends
    ]


def _known_candidate(start: int, end: int, entries: Sequence[Entry]) -> Candidate | None:
    """The candidate for a known form; adjectives and places make none here."""
    entry = first(entries, Knows.ACTOR, Knows.STATE, Knows.GOVERNMENT, Knows.PART)
    if entry is None:
        return None
    if (
        first(entries, Knows.PLACE)
        and entry.knows is not Knows.STATE
        and entry.kind is MentionKind.METONYM
        and not entry.capital
    ):
        return None
    government = entry.knows is Knows.GOVERNMENT
    return Candidate(
        start=start,
        end=end,
        head=start,
        id=entry.id,
        label=entry.label,
        type=entry.type or ActorType.ORG,
        kind=entry.kind,
        rule=f"gazetteer:{entry.knows}",
        country=entry.iso,
        parent=state_id(entry.iso) if government else entry.parent,
        weak=entry.capital,
        capital=entry.capital,
        source_only=entry.source_only,
    )


def _join_names(tree: Tree, names: dict[int, Candidate], nominals: Nominals) -> dict[int, Candidate]:
    """Make each name one word of the tree; the result is keyed by head."""
    joined: dict[int, Candidate] = {}
    for candidate in names.values():
        start = candidate.start
        if candidate.type is ActorType.PERSON and start and _is_title(tree[start - 1], nominals):
            # "Mme Merkel" is one word of its clause, whichever of the two the parser made its head
            start -= 1
        elif candidate.type in _OF_PERSONS and _is_called_by_state(tree, start - 1, nominals):
            start -= 1
        head = join_span(tree, start, candidate.end)
        joined[head] = replace(candidate, head=head)
    return {
        head: replace(c, weak=False) if c.weak and _acts(tree, head, joined, nominals) else c
        for head, c in joined.items()
    }


def _is_title(word: Word, nominals: Nominals) -> bool:
    """Whether a word before a person's name goes with it: "Mme Merkel", "l'Anglais Ian Poulter"."""
    return nominals.is_honorific(word.lower) or (_is_origin(word, nominals) and not is_plural(word))


def _is_called_by_state(tree: Tree, index: int, nominals: Nominals) -> bool:
    """Whether a word before a body's name is all that its article has: "le [sud-coréen] X"."""
    if index < 1 or not nominals.is_nationality(tree[index]) or is_plural(tree[index]):
        return False
    return (
        tree[index - 1].lower in nominals.words.article and tree[index - 1].sentence == tree[index].sentence
    )


def _is_origin(word: Word, nominals: Nominals) -> bool:
    """Whether a word is the name of a people; before a person's name it is no mention of them."""
    return word.text[0].isupper() and bool(nominals.nationality(word.text))


def _acts(tree: Tree, head: int, names: Mapping[int, Candidate], nominals: Nominals) -> bool:
    """Whether a town that can stand for a government does so: it acts, or is acted with.

    "Moscou accuse", "mené par Washington", "avec Damas", "les négociations entre Washington et Téhéran".
    """
    word = tree[head]
    first = tree[word.head] if word.role is Role.CONJUNCT else word
    if first is not word and (first.index not in names or tree.children(head, Role.CASE)):
        return False  # "la police et Moscou"
    above, cases = tree.head(first.index), tree.children(first.index, Role.CASE)
    if above is None:
        return False
    if not cases:
        # "la Californie attaque", not "Virginie attaque"
        named = names[first.index].type is not ActorType.STATE or nominals.definite(tree, first.index)
        return named and first.role is Role.SUBJECT and above.pos in ("VERB", "AUX")
    if first.role is Role.AGENT or nominals.plain(cases[0]) in nominals.words.partner_prepositions:
        return True
    # Two governments, and something that passes between them: no road, no flight.
    listed = [c for c in tree.children(first.index, Role.CONJUNCT) if c.index in names]
    between = nominals.plain(cases[0]) in nominals.words.between and len(listed) > 0
    official = all(names[w.index].type in STATE_BODIES | {ActorType.STATE} for w in (first, *listed))
    return (
        between
        and official
        and (nominals.is_event_noun(above) or above.lemma in nominals.words.happening_verbs)
    )


def _bracketed(tree: Tree, names: dict[int, Candidate]) -> dict[int, Candidate]:
    """Join a name and its acronym in brackets, in both orders: "Nom Long (NL)", "NL (Nom Long)"."""
    ordered = sorted(names.values(), key=lambda c: c.start)
    result = dict(names)
    for one, other in pairwise(ordered):
        if other.start != one.end + 1 or tree[one.end].text != "(" or other.end >= len(tree):
            continue
        if tree[other.end].text != ")":
            continue
        if (
            one.type is ActorType.PERSON
            and _is_known(other)
            and other.type in _OF_PERSONS
            and not other.source_only
        ):
            # "Philippe Gosselin (UMP)": the bracket says to whom a person belongs.
            result[one.head] = replace(result[one.head], parent=other.id, office=OF_PARTY)
            continue
        long, short = (one, other) if one.end - one.start >= other.end - other.start else (other, one)
        if not _is_definition(long, short, tree[short.start].text):
            continue
        # "le Parti socialiste (PASOK)": several parties have the long name, one has the short.
        best = short if _is_known(short) and long.id != short.id else long
        for part in (one, other):
            result[part.head] = replace(
                part,
                id=best.id,
                label=best.label,
                type=best.type,
                country=best.country,
                parent=best.parent,
                source_only=best.source_only,
                kind=MentionKind.ACRONYM if part is short else part.kind,
                rule="bracketed acronym" if part is short else part.rule,
            )
        head = join_span(tree, one.start, other.end + 1)
        if head == other.head:
            result[other.head] = replace(result[other.head], start=one.start, end=other.end)
    return result


def _is_known(candidate: Candidate) -> bool:
    return candidate.rule.startswith("gazetteer")


def _is_definition(long: Candidate, short: Candidate, form: str) -> bool:
    """Whether a bracket defines an acronym: one known actor, initials, or two names that nobody knows.

    A long form that several known actors share is the one whose acronym `form` is.
    """
    if (long.id == short.id and _is_known(long)) or is_acronym_of(short.label, long.label):
        return True
    body = long.type is not ActorType.PERSON and long.end - long.start > 1
    if body and not _is_known(short) and is_acronym_of(short.label.upper(), long.label):
        return True  # "l'Institut français des relations internationales (Ifri)"
    known = _is_known(long) and _is_known(short)
    if known and long.type is short.type and form.isupper() and long.end - long.start > 1:
        return fold(form)[:1] == fold(long.label)[:1]
    unknown = not _is_known(long) and not _is_known(short)
    return short.label.isupper() and unknown and long.id != short.id and long.type is not ActorType.PERSON


def nominals_of(
    tree: Tree, names: Mapping[int, Candidate], gazetteer: Gazetteer, nominals: Nominals
) -> list[Candidate]:
    """Nominal mentions, found from the right so that what specifies a noun is known before it."""
    by_start: dict[int, list[Candidate]] = defaultdict(list)
    for candidate in names.values():
        by_start[candidate.start].append(candidate)
    covered = {i for c in names.values() for i in range(c.start, c.end)}
    found: list[Candidate] = []
    for index in sorted(nominals.openings(tree) - covered, reverse=True):
        made = nominals.read(tree, index, by_start)
        match = nominals.heads(tree, index)
        if match is not None:
            # "secrétaire d'État" is one head noun: the state inside it is no mention of its own.
            inside = [c for c in found if index < c.start < index + match[1]]
            if not made:
                # "les directeurs du cabinet de X" are none, but the cabinet is theirs and no government.
                inside = [c for c in inside if c.pending.startswith("government:")]
            found = [c for c in found if c not in inside]
            for c in inside:
                by_start[c.start].remove(c)
        end = max((c.end for c in made if c.office), default=index)
        if end > index:
            # In "le président du groupe X" the name is X's mention; no pronoun goes back to "groupe".
            found = [
                replace(c, weak=True) if index < c.start < end and c.rule == "collective with name" else c
                for c in found
            ]
        for candidate in made:
            by_start[candidate.start].append(candidate)
        found.extend(made)
    persons = (c.start for c in names.values() if c.type is ActorType.PERSON and c.start)
    origins = {start - 1 for start in persons if _is_origin(tree[start - 1], nominals)}
    bodies = (c.start for c in names.values() if c.type in _OF_PERSONS)
    origins |= {start - 1 for start in bodies if _is_called_by_state(tree, start - 1, nominals)}
    adjectives = _adjectives(tree, gazetteer, nominals, covered | origins, found)
    return [*found, *adjectives, *_prefixed(tree, names, gazetteer, nominals, covered)]


def _adjectives(
    tree: Tree, gazetteer: Gazetteer, nominals: Nominals, covered: set[int], found: Iterable[Candidate]
) -> list[Candidate]:
    """Adjectives that name an actor and specify no mention ("frappes russes"), and demonyms."""
    inside = {i for c in found for i in range(c.start, c.end)}
    result = []
    for word in tree:
        if word.index in covered or word.index in inside or not word.text[0].isalpha():
            continue
        readings = gazetteer.lookup(word.text)
        entry = _adjective_entry(readings, nominals.nationality(word.text)) if readings else None
        if entry is None:
            result.extend(_class_adjective(word, nominals))
            continue
        if not _is_demonym(tree, word, entry):
            result.append(_adjective_candidate(word, entry))
            continue
        people = _people_candidate(word, entry)
        after = tree[word.index + 1] if word.index + 1 < len(tree) else None
        state = nominals.nationality(after.text) if after is not None and after.text[0].islower() else ""
        if after is not None and state:
            # "les Arabes syriens": those of one state are an actor of their own
            named = f"{people.label} {after.text}"
            people = replace(
                people, end=people.end + 1, id=f"{people.id}-{state.lower()}", label=named, country=state
            )
        result.append(people)
    return result


def _adjective_entry(readings: Sequence[Entry], state: str) -> Entry | None:
    """The reading of a form as an adjective of a state, else of a people."""
    of_state = (e for e in readings if e.knows is Knows.NATIONALITY and e.iso == state)
    return next(of_state, None) or first(readings, Knows.PEOPLE)


def _prefixed(
    tree: Tree,
    names: Mapping[int, Candidate],
    gazetteer: Gazetteer,
    nominals: Nominals,
    covered: set[int],
) -> list[Candidate]:
    """Whom an adjective is for or against: "anti-américain", "pro-Assad", "progouvernemental"."""
    persons = {person_pieces(c.label)[-1]: c for c in names.values() if c.type is ActorType.PERSON}
    prefixes = tuple(nominals.words.stance_prefixes)
    found = []
    for word in tree:
        if not word.lower.startswith(prefixes) or word.index in covered:
            continue
        if word.lower in nominals.words.government_adjectives:
            continue
        for prefix in prefixes:
            if not word.lower.startswith(prefix):
                continue
            rest = word.text[len(prefix) :].lstrip("".join(_HYPHENS))
            # Written as one word it is an adjective of people: "provienne" is not for Vienna.
            joined = not set(word.text) & _HYPHENS
            if joined and (len(rest) < _SHORTEST_BARE or not nominals.nationality(rest)):
                continue
            candidate = _sided(word, rest, persons, gazetteer, nominals)
            if candidate is not None:
                found.append(
                    replace(candidate, kind=MentionKind.ADJECTIVE, rule=f"{SIDED}{prefix}", weak=True)
                )
    return found


def _sided(
    word: Word, rest: str, persons: Mapping[str, Candidate], gazetteer: Gazetteer, nominals: Nominals
) -> Candidate | None:
    """The actor in an adjective behind its prefix."""
    if rest.lower() in nominals.words.causes:
        return None
    readings = gazetteer.lookup(rest)
    state = nominals.nationality(rest)
    entry = next((e for e in readings if e.knows is Knows.NATIONALITY and e.iso == state), None)
    entry = entry or first(readings, Knows.ACTOR, Knows.STATE, Knows.GOVERNMENT, Knows.PEOPLE)
    if entry is not None:
        return _adjective_candidate(word, entry)
    person = persons.get(pieces(rest)[-1]) if pieces(rest) and rest[0].isupper() else None
    if person is not None:
        return replace(person, start=word.index, end=word.index + 1, head=word.index)
    return next(
        iter(_class_adjective(dataclasses.replace(word, text=rest, lemma=rest.lower()), nominals)), None
    )


def _is_demonym(tree: Tree, word: Word, entry: Entry) -> bool:
    """A capital after a determiner makes an adjective a noun for people; "les sunnites" needs none."""
    if not word.text[0].isupper() and not (entry.lowercase_noun and word.pos != "ADJ"):
        return False
    before = tree[word.index - 1] if word.index else None
    if before is not None and before.morph.get("Number") == "Sing" and before.pos == "DET":
        return False  # "le Parisien" is a paper or a person
    return (
        before is not None
        and before.sentence == word.sentence
        and before.pos in ("DET", "ADP", "NUM", "CCONJ", "ADJ")
    )


def _adjective_candidate(word: Word, entry: Entry) -> Candidate:
    return Candidate(
        start=word.index,
        end=word.index + 1,
        head=word.index,
        id=entry.id,
        label=entry.label,
        type=entry.type or ActorType.STATE,
        kind=MentionKind.ADJECTIVE,
        rule=f"adjective:{entry.knows}",
        country=entry.iso,
        weak=True,
    )


def _class_adjective(word: Word, nominals: Nominals) -> list[Candidate]:
    """An adjective of a group or of the government, open until the text tells which state's."""
    key, pending = nominals.class_of(word)
    if not pending:
        return []
    return [
        Candidate(
            start=word.index,
            end=word.index + 1,
            head=word.index,
            id=key,
            label=key,
            type=nominals.class_type(key) if key else ActorType.GOVERNMENT,
            kind=MentionKind.ADJECTIVE,
            rule="adjective:class",
            weak=True,
            pending=pending,
        )
    ]


def _people_candidate(word: Word, entry: Entry) -> Candidate:
    if entry.knows is Knows.PEOPLE:
        return replace(
            _adjective_candidate(word, entry), kind=MentionKind.DEMONYM, weak=False, rule="demonym"
        )
    return replace(
        _adjective_candidate(word, entry),
        id=f"{entry.id}-people",
        label=word.text,
        type=ActorType.POPULATION,
        kind=MentionKind.DEMONYM,
        rule="demonym",
        weak=False,
    )
