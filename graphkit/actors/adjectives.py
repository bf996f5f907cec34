"""Adjectives that name actors: "russe", "rebelle", and those that take sides, "anti-Assad"."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping, Sequence

from graphkit.actors.candidate import Candidate, replace
from graphkit.actors.names import Entry, Gazetteer, Knows, first, pieces
from graphkit.actors.nominals import Nominals
from graphkit.actors.persons import person_pieces
from graphkit.records import ActorType, MentionKind
from graphkit.syntax import Tree, Word

# How the rule of an adjective begins that takes sides: "prefix:anti".
SIDED = "prefix:"
# A bare prefix is one only before so many letters: "probelge", not "procès".
_SHORTEST_BARE = 5
_HYPHENS = frozenset("-‐‑")


def adjectives_of(
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


def prefixed_adjectives(
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
