"""Where actors are mentioned in one text: names first, then nominal expressions.

A `Candidate` is a mention whose actor is known or, where it needs the rest of the text
("le régime", "le président"), still open (`pending`); `actors.linking.link_within`
settles those.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from graphkit.actors.candidate import Candidate
from graphkit.actors.entities import entity_candidates
from graphkit.actors.names import (
    Entry,
    Gazetteer,
    Knows,
    first,
    is_acronym_of,
    state_id,
)
from graphkit.actors.nominals import Nominals
from graphkit.language.schema import Role
from graphkit.records import ActorType, MentionKind
from graphkit.syntax import Tree, Word, join_span

# Mark of a person whose party stands in brackets behind the name.
OF_PARTY = "bracket"
_OF_PERSONS = (ActorType.PARTY, ActorType.ORG, ActorType.COMPANY)


def find_mentions(tree: Tree, text: str, gazetteer: Gazetteer, nominals: Nominals) -> list[Candidate]:
    """All mentions of a text, in text order. `tree` is rewritten: names become one word."""
    names = _names(tree, text, gazetteer, nominals)
    names = _join_names(tree, names)
    names = _bracketed(tree, names)
    found = nominals_of(tree, names, gazetteer, nominals)
    ordered = sorted([*names.values(), *found], key=lambda c: (c.start, c.end, c.id))
    return [_owned(tree, c, ordered, nominals) if c.pending.startswith("own:") else c for c in ordered]


def stand_ins(tree: Tree, text: str, gazetteer: Gazetteer, nominals: Nominals) -> list[tuple[int, int, str]]:
    """(first word, end, stand-in) of what a parser reads better with another word in its place.

    Names of several capitalised words, with the form of address before and the bracket behind;
    names that are ordinary noun phrases ("Banque centrale européenne") are left to the parser.
    And known verbs in the present tense right behind a name, which small taggers take for
    adjectives: "Trump critique l'Otan".
    """
    names = sorted(_names(tree, text, gazetteer, nominals).values(), key=lambda c: c.start)
    starts = {c.start: c for c in names}
    spans: list[tuple[int, int, str]] = []
    for c in names:
        if spans and c.start < spans[-1][1]:
            continue
        end = _bracket_end(tree, c.end, starts)
        long = c.end - c.start > 1 and all(
            w.text[0].isupper() or w.pos in ("PROPN", "PUNCT") for w in tree[c.start : c.end]
        )
        addressed = c.start > 0 and nominals.is_honorific(tree[c.start - 1].lower)
        if long or end > c.end or addressed:
            start = c.start
            if start > 0 and nominals.is_honorific(tree[start - 1].lower) and c.type is ActorType.PERSON:
                start -= 1
            spans.append((start, end, _stand_in(tree, c, gazetteer, long=long)))
    taken = {i for start, end, _ in spans for i in range(start, end)}
    verbs = _present_verbs(tree, names, taken, nominals)
    return sorted([*spans, *verbs, *_opening_participles(tree, nominals)])


def _opening_participles(tree: Tree, nominals: Nominals) -> Iterator[tuple[int, int, str]]:
    """Participles that open a sentence, in lower case: "Appuyés par X, …" is taken for a name."""
    for start, end in tree.sentences:
        if nominals.is_opening_participle(tree, start) and start + 1 < end and tree[start + 1].pos == "ADP":
            yield start, start + 1, tree[start].text.lower()


def _present_verbs(
    tree: Tree, names: Iterable[Candidate], taken: set[int], nominals: Nominals
) -> Iterator[tuple[int, int, str]]:
    """Known verbs in the present right behind a name or the nationality of an office."""
    ends = {c.end for c in names}
    singular, plural = nominals.gazetteer.language.grammar.present
    for word in tree:
        before, after = word.index - 1, word.index + 1
        if word.index in taken or before < 0 or after >= len(tree):
            continue
        if not nominals.is_present(word.lower) or not word.text[0].islower():
            continue
        behind_actor = word.index in ends or nominals.is_nationality(tree[before])
        object_follows = tree[after].pos in ("DET", "PROPN") or tree[after].text[0].isupper()
        # "les rebelles, que la Turquie soutient, …"
        object_before = any(
            w.lower in nominals.words.relative_object for w in tree[max(before - 2, 0) : before]
        )
        if behind_actor and (object_follows or object_before):
            yield word.index, after, plural if word.lower.endswith(nominals.plural_ending) else singular


def _bracket_end(tree: Tree, end: int, starts: Mapping[int, Candidate]) -> int:
    """The end of "(ACRONYME)" after a name, or the name's own end."""
    inside = starts.get(end + 1)
    if end + 1 < len(tree) and tree[end].text == "(" and inside is not None:
        close = inside.end
        if close < len(tree) and tree[close].text == ")":
            return close + 1
    return end


def _stand_in(tree: Tree, c: Candidate, gazetteer: Gazetteer, *, long: bool) -> str:
    """A short frequent name of the same kind; a name that is short already stands for itself."""
    if not long:
        return tree[c.start].text if c.end - c.start == 1 else "_".join(w.text for w in tree[c.start : c.end])
    names = gazetteer.language.grammar.stand_ins
    return names.get(c.type, names["default"])


def _owned(tree: Tree, candidate: Candidate, ordered: Sequence[Candidate], nominals: Nominals) -> Candidate:
    """Whose "ses forces" are: the state that is the last subject before, in this sentence or the last."""
    sentence = tree[candidate.start].sentence
    for other in reversed([c for c in ordered if c.end <= candidate.start]):
        if tree[other.head].sentence < sentence - 1:
            break
        case = tree.children(other.head, Role.CASE)
        source = bool(case) and case[0].lower in nominals.attribution
        if source or tree[other.head].role in (Role.SUBJECT, Role.PASSIVE_SUBJECT):
            official = (
                other.type in (ActorType.STATE, ActorType.GOVERNMENT) and other.country and not other.pending
            )
            return (
                nominals.settle(candidate, other.country)
                if official
                else replace(candidate, pending="nobody")
            )
    return replace(candidate, pending="nobody")


def _names(tree: Tree, text: str, gazetteer: Gazetteer, nominals: Nominals) -> dict[int, Candidate]:
    """Names by first word: forms of the gazetteer, and entities where it has none."""
    entities, spans = entity_candidates(tree, _gazetteer_spans(tree, text, gazetteer), nominals)
    known = (_known_candidate(start, end, entries) for start, end, entries in spans)
    return {c.start: c for c in (*entities, *known) if c is not None}


def _gazetteer_spans(tree: Tree, text: str, gazetteer: Gazetteer) -> list[tuple[int, int, tuple[Entry, ...]]]:
    starts = {word.start: word.index for word in tree}
    ends = {word.end: word.index + 1 for word in tree}
    return [
        (starts[hit.start], ends[hit.end], hit.entries)
        for hit in gazetteer.hits(text)
        if hit.start in starts and hit.end in ends
    ]


def _known_candidate(start: int, end: int, entries: Sequence[Entry]) -> Candidate | None:
    """The candidate for a known form; adjectives and places make none here."""
    entry = first(entries, Knows.ACTOR, Knows.STATE, Knows.GOVERNMENT)
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
        parent=state_id(entry.iso) if government else "",
        weak=entry.capital,
        capital=entry.capital,
        source_only=entry.source_only,
    )


def _join_names(tree: Tree, names: dict[int, Candidate]) -> dict[int, Candidate]:
    """Make each name one word of the tree; the result is keyed by head."""
    joined: dict[int, Candidate] = {}
    for candidate in names.values():
        head = join_span(tree, candidate.start, candidate.end)
        joined[head] = replace(candidate, head=head, weak=candidate.weak and not _acts(tree, head))
    return joined


def _acts(tree: Tree, head: int) -> bool:
    """Whether a town that can stand for a government is the subject of a verb: then it acts."""
    word = tree[head]
    above = tree.head(head)
    has_case = bool(tree.children(head, Role.CASE))
    return word.role is Role.SUBJECT and not has_case and above is not None and above.pos in ("VERB", "AUX")


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
        if not _is_definition(long, short):
            continue
        best = short if _is_known(short) and not _is_known(long) else long
        for part in (one, other):
            result[part.head] = replace(
                part,
                id=best.id,
                label=best.label,
                type=best.type,
                country=best.country,
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


def _is_definition(long: Candidate, short: Candidate) -> bool:
    """Whether a bracket defines an acronym: one known actor, initials, or two names that nobody knows."""
    if (long.id == short.id and _is_known(long)) or is_acronym_of(short.label, long.label):
        return True
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
    for index in range(len(tree) - 1, -1, -1):
        if index in covered:
            continue
        made = nominals.read(tree, index, by_start)
        match = nominals.heads(tree, index) if made else None
        if match is not None:
            # "secrétaire d'État" is one head noun: the state inside it is no mention of its own.
            inside = [c for c in found if index < c.start < index + match[1]]
            found = [c for c in found if c not in inside]
            for c in inside:
                by_start[c.start].remove(c)
        for candidate in made:
            by_start[candidate.start].append(candidate)
        found.extend(made)
    adjectives = _adjectives(tree, gazetteer, nominals, covered, found)
    return [*found, *adjectives]


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
        state = nominals.nationality(word.text)
        entry = next(
            (e for e in readings if e.knows is Knows.NATIONALITY and e.iso == state),
            first(readings, Knows.PEOPLE),
        )
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


def _is_demonym(tree: Tree, word: Word, entry: Entry) -> bool:
    """A capital after a determiner makes an adjective a noun for people; "les sunnites" needs none."""
    if not word.text[0].isupper() and not (entry.lowercase_noun and word.pos != "ADJ"):
        return False
    before = tree[word.index - 1] if word.index else None
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
