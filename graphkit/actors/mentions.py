"""Where actors are mentioned in one text: names first, then nominal expressions.

A `Candidate` is a mention whose actor is known or, where it needs the rest of the text
("le régime", "le président"), still open (`pending`); `actors.settling.link_within`
settles those.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from graphkit.actors.adjectives import adjectives_of, prefixed_adjectives
from graphkit.actors.belonging import in_body, in_company, is_open_holder, leaders, owned_by_subject
from graphkit.actors.candidate import Candidate, replace
from graphkit.actors.joined_names import (
    OF_PARTY,
    OF_PERSONS,
    bracketed_names,
    is_called_by_state,
    is_origin,
    join_names,
    names_of,
)
from graphkit.actors.names import Gazetteer, Hit, Knows
from graphkit.actors.nominals import Nominals
from graphkit.actors.noun_phrases import COLLECTIVE_WITH_NAME
from graphkit.actors.spans import LOCATION, Span
from graphkit.language.schema.grammar import Role
from graphkit.records import ActorType, MentionKind
from graphkit.syntax import SUBJECTS, Tree


def find_mentions(
    tree: Tree, hits: Iterable[Hit], gazetteer: Gazetteer, nominals: Nominals
) -> list[Candidate]:
    """All mentions of a text, in text order; `hits` are the forms that the gazetteer knows in it.

    `tree` is rewritten: names become one word.
    """
    spans = _gazetteer_spans(tree, hits)
    nominals = nominals.with_places(_places(tree, spans))
    names = names_of(tree, spans, gazetteer, nominals)
    names = join_names(tree, names, nominals)
    names = bracketed_names(tree, names)
    found = nominals_of(tree, names, gazetteer, nominals)
    whole = (_whole(tree, c, nominals) if c.kind is MentionKind.NOMINAL else c for c in found)
    every = _without_seats(tree, [*names.values(), *whole], nominals)
    placed = (
        replace(c, sentence=tree[c.start].sentence, subject=tree[c.head].role in SUBJECTS) for c in every
    )
    ordered = sorted(placed, key=lambda c: (c.start, c.end, c.id))
    owned = [
        owned_by_subject(tree, c, ordered, nominals) if c.pending.startswith("own:") else c for c in ordered
    ]
    led = leaders(tree, owned, nominals)
    owned = [replace(c, body=led[c.start], office=OF_PARTY) if _is_named(c, led) else c for c in owned]
    owned = [in_body(tree, c, owned, nominals) if is_open_holder(c) else c for c in owned]
    return [in_company(tree, c, owned, nominals) if c.rule == COLLECTIVE_WITH_NAME else c for c in owned]


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


def _is_named(c: Candidate, led: Mapping[int, int]) -> bool:
    """Whether a mention is the name of somebody who leads what is called by it, and of nothing else yet."""
    return c.start in led and c.kind is MentionKind.NAME and not (c.parent or c.office)


def _places(tree: Tree, spans: Iterable[Span]) -> dict[int, int]:
    """The places of a text, first word -> end: those the gazetteer knows and those the model finds."""
    known = (
        (start, end)
        for start, end, entries in spans
        if any(entry.knows is Knows.PLACE or entry.capital for entry in entries)
    )
    return {start: end for start, end, label in tree.entities if label == LOCATION} | dict(known)


def _gazetteer_spans(tree: Tree, hits: Iterable[Hit]) -> list[Span]:
    starts = {word.start: word.index for word in tree}
    ends = {word.end: word.index + 1 for word in tree}
    return [
        (starts[hit.start], ends[hit.end], hit.entries)
        for hit in hits
        if hit.start in starts and hit.end in ends
    ]


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
                replace(c, weak=True) if index < c.start < end and c.rule == COLLECTIVE_WITH_NAME else c
                for c in found
            ]
        for candidate in made:
            by_start[candidate.start].append(candidate)
        found.extend(made)
    persons = (c.start for c in names.values() if c.type is ActorType.PERSON and c.start)
    origins = {start - 1 for start in persons if is_origin(tree[start - 1], nominals)}
    bodies = (c.start for c in names.values() if c.type in OF_PERSONS)
    origins |= {start - 1 for start in bodies if is_called_by_state(tree, start - 1, nominals)}
    adjectives = adjectives_of(tree, gazetteer, nominals, covered | origins, found)
    return [*found, *adjectives, *prefixed_adjectives(tree, names, gazetteer, nominals, covered)]
