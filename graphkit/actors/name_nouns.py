"""Names that a noun tells, by closing or opening them or by standing beside them.

"la Brookings Institution", "le Comité national républicain", "l'entreprise X", "X, filiale de Y".
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

from graphkit.actors.candidate import NAMED_AS_NOUN, Candidate, replace
from graphkit.actors.heads import is_plural, text_of
from graphkit.actors.name_bounds import opens_sentence
from graphkit.actors.names import Knows, first, pieces
from graphkit.actors.nominals import Nominals
from graphkit.actors.spans import ORGANISATION, PERSON, PLACES, Span, as_name, taken_by
from graphkit.language.schema.grammar import Role
from graphkit.records import ActorType
from graphkit.syntax import Tree, Word

# What stands behind a noun that says what a name before it is: "X, filiale de Y", "X, banque turque".
_TELLING = ("ADP", "ADJ", "VERB", "PRON")


def with_closed(
    tree: Tree, spans: Sequence[tuple[int, int, str]], nominals: Nominals
) -> list[tuple[int, int, str]]:
    """The spans with the names that a noun closes, which the model cuts: "la Brookings Institution"."""
    closed: list[tuple[int, int, str]] = []
    for word in tree:
        if not nominals.closes(word):
            continue
        start, end = _joined_before(tree, word.index, nominals), _joined_behind(tree, word.index, nominals)
        if start < word.index and (not closed or start >= closed[-1][1]):
            closed.append((start, end, ORGANISATION))
        elif closed and start < closed[-1][1] < end:
            closed[-1] = closed[-1][0], end, ORGANISATION  # "American University College"
    kept = (s for s in spans if not any(c[0] < s[1] and s[0] < c[1] and not _is_longer(s, c) for c in closed))
    whole = [c for c in closed if not any(_is_longer(s, c) for s in spans)]
    return sorted([*kept, *whole])


def _is_longer(one: tuple[int, int, str], other: tuple[int, int, str]) -> bool:
    """Whether an organisation's span holds another one and more."""
    return one[2] == ORGANISATION and one[0] <= other[0] and other[1] <= one[1] and one[:2] != other[:2]


def _joined_before(tree: Tree, index: int, nominals: Nominals) -> int:
    """Where the capitals before a noun begin: "la [Hi Investment and] Securities"."""
    start, at, first = index, index - 1, tree.sentence_of(index)[0]
    while at >= first and tree[at + 1].start - tree[at].end <= 1:
        word = tree[at]
        opening = opens_sentence(tree, at) and word.pos not in ("PROPN", "NOUN", "X")
        if word.text.isupper() and nominals.is_actor_noun(word.lower):
            break  # "l'ONG Human Rights Watch"
        if word.text[0].isupper() and not (opening or nominals.is_title(word.lower)):
            start = at
        elif word.text not in nominals.name_conjunctions:
            break
        at -= 1
    return start


def _joined_behind(tree: Tree, index: int, nominals: Nominals) -> int:
    """Where the capitals behind a noun end that small words join to it: "Institute [of Technology]"."""
    end, at, limit = index + 1, index + 1, tree.sentence_of(index)[1]
    while at < limit and tree[at].text in nominals.name_joining | nominals.name_conjunctions:
        at += 1
        if at < limit and tree[at].text[0].isupper():
            while at < limit and tree[at].text[0].isupper() and tree[at].pos != "PUNCT":
                at += 1
            end = at
    return end


def with_leaders(
    tree: Tree, known: Iterable[Span], spans: Sequence[tuple[int, int, str]], nominals: Nominals
) -> list[tuple[int, int, str]]:
    """The spans with the surnames that only say whose government one is: "le gouvernement de Thatcher"."""
    found = [s[:2] for s in (*known, *spans, *tree.entities)]
    taken = {i for start, end in found for i in range(start, end)}
    leaders = []
    for index in nominals.all_heads(tree):
        at, limit = index + nominals.is_led(tree, index), tree.sentence_of(index)[1]
        if at == index or at + 1 >= limit:
            continue
        article = tree[at].lower not in nominals.words.genitive and tree[at].text[-1].isalpha()
        at += nominals.is_genitive(tree[at]) and not article
        name = tree[at]
        surname = name.text[0].isupper() and name.pos == "PROPN" and len(name.text) > 2
        if surname and at not in taken and not nominals.gazetteer.lookup(name.text):
            leaders.append((at, at + 1, PERSON))
    return sorted([*spans, *leaders])


def branches_of_companies(tree: Tree, known: Sequence[Span]) -> list[Candidate]:
    """Companies in one state as parts of the whole one: "le PDG de HP France"."""
    found = []
    for (start, at, entries), (behind, end, states) in pairwise(sorted(known, key=lambda s: s[:2])):
        company = first(entries, Knows.ACTOR)
        state = first(states, Knows.STATE)
        beside = at == behind and tree[behind].start == tree[at - 1].end + 1
        if company is None or company.type is not ActorType.COMPANY or state is None or not beside:
            continue
        text = text_of(tree, start, end)
        branch = as_name(start, end, text, ActorType.COMPANY, "branch of a company")
        found.append(replace(branch, country=state.iso, parent=company.id))
    return found


def opened_by_nouns(
    tree: Tree, found: Iterable[Candidate], known: Iterable[Span], nominals: Nominals
) -> list[Candidate]:
    """Names that a noun opens: "le Comité national républicain", "la Fondation pour la recherche"."""
    adjectives = (Knows.NATIONALITY, Knows.PEOPLE)
    taken = taken_by(found, [s for s in known if any(e.knows not in adjectives for e in s[2])])
    bodies = {c.start for c in found if c.type is not ActorType.PERSON}
    bodies |= {start for start, _, entries in known if any(e.knows is Knows.ACTOR for e in entries)}
    bodies |= {index for index in nominals.all_heads(tree) if nominals.is_body(tree, index)}
    places = [s for s in known if all(e.knows in PLACES or e.capital for e in s[2])]
    named = []
    for index in nominals.all_heads(tree):
        free = taken - _inner_places(tree, index, places)
        opened = nominals.opened_name(tree, index, free, bodies) if index not in taken else None
        if opened is not None:
            end, type_ = opened
            states = [
                s for w in tree[index:end] if w.text[0].islower() and (s := nominals.nationality(w.text))
            ]
            name = as_name(index, end, text_of(tree, index, end), type_, NAMED_AS_NOUN)
            named.append(replace(name, country=states[0] if states else "", noun=pieces(tree[index].text)[0]))
    return named


def _inner_places(tree: Tree, index: int, places: Iterable[Span]) -> set[int]:
    """The words of places in a name that the model found: "la Ligue des pêcheurs du [Sénégal]"."""
    end = max((e for s, e, label in tree.entities if s == index and label == ORGANISATION), default=index)
    return {i for s in places if index < s[0] and s[1] <= end for i in range(s[0], s[1])}


def told_by_nouns(
    tree: Tree, known: Iterable[Span], spans: Iterable[tuple[int, int, str]], nominals: Nominals
) -> dict[tuple[str, ...], tuple[int, int, ActorType]]:
    """The names that the noun before them tells to be organisations, with place and type.

    "l'entreprise X", "les actionnaires de X", "le président du directoire de X"; also where the model
    found no name at all. What a noun tells holds for all places of the name in the text.
    """
    taken = {i for s in known for i in range(s[0], s[1])}
    by_start = {start: end for start, end, _ in spans}
    told: dict[tuple[str, ...], tuple[int, int, ActorType]] = {}
    for index in nominals.all_heads(tree):
        found = _behind_organisation(tree, index, nominals)
        if found is None or found[0] in taken or not _may_be_named(tree, found[0], nominals):
            continue
        start, kind = found
        end = by_start.get(start, start + 1)
        if not nominals.is_given(tree[start].text):
            told[tuple(w.text for w in tree[start:end])] = start, end, kind
    others = {(start, end): label for start, end, label in (*spans, *tree.entities)}
    free = taken | {i for (start, end), label in others.items() if label == PERSON for i in range(start, end)}
    for start, end, kind in (*_of_nationality(tree, free, nominals), *_beside_noun(tree, free, nominals)):
        if not free.intersection(range(start, end)):
            told.setdefault(tuple(w.text for w in tree[start:end]), (start, end, kind))
    return told


def _of_nationality(
    tree: Tree, taken: Collection[int], nominals: Nominals
) -> Iterator[tuple[int, int, ActorType]]:
    """Companies behind what they are by their state alone: "le sud-coréen [X]"; people have a capital."""
    articles = nominals.words.article
    for before, word in pairwise(tree[:-1]):
        at = word.index + 1
        if before.lower not in articles or is_plural(word) or at in taken:
            continue
        if not nominals.is_nationality(word):
            continue
        known_person = nominals.is_given(tree[at].text) or tree[at].sentence != word.sentence
        if not known_person and _may_be_named(tree, at, nominals) and tree[at].pos in ("PROPN", "X"):
            yield at, _with_proper(tree, at + 1), ActorType.COMPANY


def _beside_noun(
    tree: Tree, taken: Collection[int], nominals: Nominals
) -> Iterator[tuple[int, int, ActorType]]:
    """Names between which and a noun that tells what they are there is only a comma: "[X], filiale de Y"."""
    for index in nominals.all_heads(tree):
        kind, end = nominals.body_noun(tree, index), nominals.end_of_head(tree, index)
        first = tree.sentence_of(index)[0]
        comma = index - 1 - (tree[index - 1].lower in nominals.words.article) if index else -1
        if kind is None or comma <= first or tree[comma].text != "," or end >= tree.sentence_of(index)[1]:
            continue
        start = comma
        while start > first and _is_proper(tree, start - 1, start) and start - 1 not in taken:
            start -= 1
        named = start < comma and _is_capital(tree[start]) and tree[end].pos in _TELLING
        if named and not nominals.is_given(tree[start].text) and nominals.heads(tree, start) is None:
            yield start, comma, kind


def _is_proper(tree: Tree, index: int, end: int) -> bool:
    """Whether a word before `end` is a part of a name: "Balai [citoyen]"."""
    word = tree[index]
    part = word.role is Role.NAME_PART and word.pos == "ADJ" and word.head < index
    return (word.pos in ("PROPN", "X") and _is_capital(word)) or (part and index == end - 1)


def _is_capital(word: Word) -> bool:
    return word.text[0].isupper() and word.pos in ("PROPN", "X", "NOUN")


def _with_proper(tree: Tree, end: int) -> int:
    """The end of a name with the proper nouns behind it."""
    limit = tree.sentence_of(end - 1)[1]
    while end < limit and tree[end].pos in ("PROPN", "X") and tree[end].text[0].isupper():
        end += 1
    return end


def with_told(
    tree: Tree,
    spans: Sequence[tuple[int, int, str]],
    told: Mapping[tuple[str, ...], tuple[int, int, ActorType]],
) -> list[tuple[int, int, str]]:
    """The spans with the names that a noun tells to be organisations labelled so, and those overlooked."""
    found = [
        (start, end, ORGANISATION if tuple(w.text for w in tree[start:end]) in told else label)
        for start, end, label in spans
    ]
    covered = {i for start, end, _ in spans for i in range(start, end)}
    found += [(start, end, ORGANISATION) for start, end, _ in told.values() if start not in covered]
    return sorted(found)


def _behind_organisation(tree: Tree, index: int, nominals: Nominals) -> tuple[int, ActorType] | None:
    """Where a name must begin that the noun at a word says to be an organisation's, and of which type."""
    match = nominals.organisation_noun(tree, index)
    if match is None:
        return None
    length, genitive, kind = match
    at, limit = index + length, tree.sentence_of(index)[1]
    while at < limit and tree[at].pos == "ADJ" and tree[at].text[0].islower():
        at += 1
    if genitive:
        if at >= limit or not nominals.is_genitive(tree[at]):
            return None
        at += 1
    return (at, kind) if at < limit else None


def _may_be_named(tree: Tree, index: int, nominals: Nominals) -> bool:
    """Whether a word may open the name of an organisation that the model overlooked."""
    word = tree[index]
    name = word.text[0].isupper() and len(word.text) > 1 and word.pos in ("PROPN", "NOUN", "X", "ADJ")
    return name and nominals.heads(tree, index) is None and not nominals.is_honorific(word.lower)
