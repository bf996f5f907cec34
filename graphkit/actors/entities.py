"""Named entities of the model, cleaned and typed: the names that no gazetteer knows.

A small model finds most names, cuts some short and gives some the wrong label ("Mitt Romney"
MISC). Spans are therefore mended by capitals and typed by what French itself says: persons take
no article, organisations do; what stands behind "l'entreprise" is one; a name that acts and is
never a place where something happens is an actor.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

from graphkit.actors.candidate import NAME_THAT_ACTS, NAMED_AS_NOUN, NAMED_BY_NOUN, Candidate, replace
from graphkit.actors.heads import is_plural, text_of
from graphkit.actors.names import Entry, Knows, first, pieces, slug
from graphkit.actors.nominals import Nominals
from graphkit.actors.persons import PARTICLES, person_pieces
from graphkit.language.schema import Role
from graphkit.records import ActorType, MentionKind
from graphkit.syntax import Tree, Word

PERSON, ORGANISATION, LOCATION = "PER", "ORG", "LOC"

Span = tuple[int, int, tuple[Entry, ...]]

_FULL_NAME = 2
_INNER_PLACES = (Knows.PLACE, Knows.PART)
_PLACES = (*_INNER_PLACES, Knows.STATE)
_LONGEST_PERSON = 4  # words without particles; longer runs of capitals are titles of works or bodies
# Particles that stand inside a name only; "de" may also tell whose somebody is.
_INNER = PARTICLES - {"de", "du", "des", "le", "la", "del", "d"}
# What stands behind a noun that says what a name before it is: "X, filiale de Y", "X, banque turque".
_TELLING = ("ADP", "ADJ", "VERB", "PRON")
_DATELINE_ENDS = frozenset("-–—:")
_ACTING = (Role.SUBJECT, Role.PASSIVE_SUBJECT, Role.AGENT)


def entity_candidates(
    tree: Tree, known: Sequence[Span], nominals: Nominals
) -> tuple[list[Candidate], list[Span]]:
    """Candidates for the model's entities, and the gazetteer spans that none of them replaces."""
    mended = _with_leaders(tree, known, _closed(tree, _mended(tree, known, nominals), nominals), nominals)
    told = _told(tree, known, mended, nominals)
    spans = _consistent(tree, known, _with_told(tree, mended, told), nominals)
    runs = _missed_runs(tree, known, [s for s in spans if s[2] in (PERSON, ORGANISATION)], nominals)
    spans = sorted([*(s for s in spans if not any(r[0] < s[1] and s[0] < r[1] for r in runs)), *runs])
    kept = list(known)
    fields = nominals.fields(tree)
    found: list[Candidate] = []
    for start, end, label in spans:
        inside = [s for s in kept if s[0] < end and start < s[1]]
        if any(not _yields(s, start, end, label, tree, nominals) for s in inside):
            continue
        field = start in fields and nominals.closing_type(tree[start:end]) is None
        foreign = _is_foreign(tree, start, nominals)
        candidate = None if field or foreign else _typed(tree, start, end, label, nominals)
        if candidate is not None:
            _, _, kind = told.get(tuple(w.text for w in tree[start:end]), (0, 0, candidate.type))
            candidate = replace(candidate, type=kind)
            kept = [s for s in kept if s not in inside]
            found.append(candidate)
    branches = _branches(tree, kept)
    kept = [s for s in kept if not any(b.start <= s[0] < b.end for b in branches)]
    found.extend(branches)
    opened = _opened(tree, found, kept, nominals)
    kept = [s for s in kept if not any(o.start < s[0] and s[1] <= o.end for o in opened)]
    found.extend(opened)
    found.extend(_acting(tree, found, kept, nominals))
    found.extend(_given_names(tree, found, kept, nominals))
    found.extend(_surnames(tree, found, kept))
    return found, kept


def _yields(span: Span, start: int, end: int, label: str, tree: Tree, nominals: Nominals) -> bool:
    """Whether a known form gives way to an entity that overlaps it: only as a part of a longer name."""
    if span[0] < start or end < span[1] or (span[0] == start and span[1] == end):
        return False
    bare_state = (
        label == PERSON
        and all(entry.knows is Knows.STATE for entry in span[2])
        and (start == tree.sentence_of(start)[0] or tree[start - 1].lower not in nominals.articles)
    )
    if span[0] == start and nominals.is_genitive(tree[span[1]]) and not bare_state:
        return False  # "Parti républicain | de Trump"; not "Dominique de Villepin": states take an article
    if span[0] == start and all(word.text[0].islower() for word in tree[span[1] : end]):
        return False  # "Hezbollah | libanais"
    return label in (PERSON, ORGANISATION) or all(entry.knows in _INNER_PLACES for entry in span[2])


def _mended(tree: Tree, known: Iterable[Span], nominals: Nominals) -> list[tuple[int, int, str]]:
    """Entity spans without titles, articles and acronyms before the name, and with the capitals after it."""
    acronyms = {s[0]: s[1] for s in known if all(e.exact for e in s[2])}
    # "le gouverneur de Californie | Gavin Newsom"
    places = {
        s[0]: s[1]
        for s in known
        if s[0] and nominals.is_genitive(tree[s[0] - 1]) and any(e.knows in _PLACES for e in s[2])
    }
    whole = {s[0]: s[1] for s in known}
    spans: list[tuple[int, int, str]] = []
    for opening, last, found in tree.entities:
        start, end, label = _name_start(tree, opening, last, acronyms, nominals), last, found
        if (leader := _leader_in(tree, start, end, whole, nominals)) is not None:
            start, label = leader, PERSON
        elif label not in (PERSON, ORGANISATION) and _is_full_name(tree, start, end, whole, nominals):
            label = PERSON
        start = _with_article(tree, start, nominals) if label == ORGANISATION else start
        while end > start and not any(c.isalnum() for c in tree[end - 1].text):
            end -= 1
        end = _before_possessive(tree, start, end, nominals)
        if label == PERSON:
            end = _before_preposition(tree, start, end, nominals)
            start = places[start] if end - places.get(start, end) >= _FULL_NAME else start
        if start >= end or not tree[start].text[0].isupper():
            continue
        end = _with_hyphens(tree, end)
        if _is_given_alone(tree, start, end, nominals):
            label = PERSON  # "Marine | Le Pen"
        if label == PERSON:
            end = _with_hyphens(tree, _with_capitals(tree, start, end))
            end = _with_family(tree, start, end, known, nominals)
            start = _with_capitals_before(tree, start, end, places.values(), nominals)
            start -= opening < start and _is_behind_title(tree, start - 1, nominals)
        if not spans or start >= spans[-1][1]:
            spans.append((start, end, label))
    return spans


def _is_behind_title(tree: Tree, index: int, nominals: Nominals) -> bool:
    """Whether a particle that the model counts to a name stands behind a title: "le général [de] Gaulle"."""
    return index > 0 and tree[index].lower in PARTICLES and nominals.is_title(tree[index - 1].lower)


def _leader_in(tree: Tree, start: int, end: int, known: Mapping[int, int], nominals: Nominals) -> int | None:
    """Where a person's name begins behind the body or state before it: "l'Allemagne d'[Angela Merkel]"."""
    at = known.get(start, end)
    if at + _FULL_NAME >= end or not nominals.is_genitive(tree[at]):
        return None
    return at + 1 if nominals.is_given(tree[at + 1].text) and tree[end - 1].text[0].isupper() else None


def _is_full_name(tree: Tree, start: int, end: int, known: Mapping[int, int], nominals: Nominals) -> bool:
    """Whether what the model takes for a place or a work is a person's name: "(à) Ségolène Royal"."""
    words = tree[start:end]
    if not _FULL_NAME <= len(words) <= _LONGEST_PERSON or not nominals.is_given(words[0].text):
        return False
    free = not any(i in known for i in range(start, end)) and not _is_behind_thing(tree, start, nominals)
    article = start > 0 and tree[start - 1].lower in nominals.words.article
    return free and not article and _all_capitals(words) and words[-1].pos in ("PROPN", "X", "NOUN")


def _closed(
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


def _is_foreign(tree: Tree, start: int, nominals: Nominals) -> bool:
    """Whether a name is inside a phrase of another language: "Member of the [Welsh Parliament]"."""
    before = tree[max(start - 2, tree.sentence_of(start)[0]) : start]
    return len(before) > 1 and all(word.text in nominals.name_joining for word in before)


def _is_longer(one: tuple[int, int, str], other: tuple[int, int, str]) -> bool:
    """Whether an organisation's span holds another one and more."""
    return one[2] == ORGANISATION and one[0] <= other[0] and other[1] <= one[1] and one[:2] != other[:2]


def _joined_before(tree: Tree, index: int, nominals: Nominals) -> int:
    """Where the capitals before a noun begin: "la [Hi Investment and] Securities"."""
    start, at, first = index, index - 1, tree.sentence_of(index)[0]
    while at >= first and tree[at + 1].start - tree[at].end <= 1:
        word = tree[at]
        opening = _opens_sentence(tree, at) and word.pos not in ("PROPN", "NOUN", "X")
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


def _with_leaders(
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


def _branches(tree: Tree, known: Sequence[Span]) -> list[Candidate]:
    """Companies in one state as parts of the whole one: "le PDG de HP France"."""
    found = []
    for (start, at, entries), (behind, end, states) in pairwise(sorted(known, key=lambda s: s[:2])):
        company = first(entries, Knows.ACTOR)
        state = first(states, Knows.STATE)
        beside = at == behind and tree[behind].start == tree[at - 1].end + 1
        if company is None or company.type is not ActorType.COMPANY or state is None or not beside:
            continue
        text = text_of(tree, start, end)
        branch = _named(start, end, text, ActorType.COMPANY, "branch of a company")
        found.append(replace(branch, country=state.iso, parent=company.id))
    return found


def _opened(
    tree: Tree, found: Iterable[Candidate], known: Iterable[Span], nominals: Nominals
) -> list[Candidate]:
    """Names that a noun opens: "le Comité national républicain", "la Fondation pour la recherche"."""
    adjectives = (Knows.NATIONALITY, Knows.PEOPLE)
    taken = _taken(found, [s for s in known if any(e.knows not in adjectives for e in s[2])])
    bodies = {c.start for c in found if c.type is not ActorType.PERSON}
    bodies |= {start for start, _, entries in known if any(e.knows is Knows.ACTOR for e in entries)}
    bodies |= {index for index in nominals.all_heads(tree) if nominals.is_body(tree, index)}
    places = [s for s in known if all(e.knows in _PLACES or e.capital for e in s[2])]
    named = []
    for index in nominals.all_heads(tree):
        free = taken - _inner_places(tree, index, places)
        opened = nominals.opened_name(tree, index, free, bodies) if index not in taken else None
        if opened is not None:
            end, type_ = opened
            states = [
                s for w in tree[index:end] if w.text[0].islower() and (s := nominals.nationality(w.text))
            ]
            name = _named(index, end, text_of(tree, index, end), type_, NAMED_AS_NOUN)
            named.append(replace(name, country=states[0] if states else "", noun=pieces(tree[index].text)[0]))
    return named


def _inner_places(tree: Tree, index: int, places: Iterable[Span]) -> set[int]:
    """The words of places in a name that the model found: "la Ligue des pêcheurs du [Sénégal]"."""
    end = max((e for s, e, label in tree.entities if s == index and label == ORGANISATION), default=index)
    return {i for s in places if index < s[0] and s[1] <= end for i in range(s[0], s[1])}


def _name_start(tree: Tree, start: int, end: int, acronyms: Mapping[int, int], nominals: Nominals) -> int:
    """Where the name in an entity begins: behind titles, articles, an origin and an acronym."""
    while start < end and _is_before_name(tree, start, nominals):
        start += 1
    if end - start > _FULL_NAME and nominals.nationality(tree[start].text):
        start += 1  # "le Sénégalais | Macky Sall"
    if start in acronyms and acronyms[start] < end:
        start = acronyms[start]  # "l'AFP Jean-Philippe Magnen"
    return start


def _with_article(tree: Tree, start: int, nominals: Nominals) -> int:
    """The start of a name with the article that is a part of it: "le groupe [Les] Echos-Le Parisien"."""
    if start < 2:
        return start
    noun, article = tree[start - 2], tree[start - 1]
    own = article.text.istitle() and article.lower in nominals.articles and noun.sentence == article.sentence
    return start - 1 if own and nominals.organisation_noun(tree, noun.index) else start


def _before_possessive(tree: Tree, start: int, end: int, nominals: Nominals) -> int:
    """The end of a name where a clause was run into it: "Orange | de sa plainte contre Free"."""
    owned = (i for i in range(start + 1, end) if tree[i].lower in nominals.words.possessive)
    end = next(owned, end)
    return end - 1 if end - start > 1 and tree[end - 1].pos == "ADP" else end


def _before_preposition(tree: Tree, start: int, end: int, nominals: Nominals) -> int:
    """The end of a person's name where a complement was run into it: "X | pour Y", "X | de trahison"."""
    for i in range(start + 1, end):
        genitive = nominals.is_genitive(tree[i])
        if tree[i].pos == "ADP" and (not genitive or (i + 1 < end and tree[i + 1].text[0].islower())):
            return i
    return end


def _is_given_alone(tree: Tree, start: int, end: int, nominals: Nominals) -> bool:
    """Whether a span is a given name that a capital follows: the surname that the model cut off."""
    if end >= len(tree) or end - start > 1 or not nominals.is_given(tree[start].text):
        return False
    after = tree[end]
    beside = after.sentence == tree[start].sentence and after.text[0].isupper()
    return beside and after.pos not in ("VERB", "AUX")


def _with_family(tree: Tree, start: int, end: int, known: Iterable[Span], nominals: Nominals) -> int:
    """The end of a name of given names only, with the surname behind a particle: "Inés | de Castro"."""
    limit = tree.sentence_of(start)[1]
    given = all(nominals.is_given(word.text) for word in tree[start:end])
    if not given or end + 1 >= limit or not nominals.is_genitive(tree[end]):
        return end
    surname = tree[end + 1].text[0].isupper() and not any(s[0] == end + 1 for s in known)
    return _with_capitals(tree, start, end + 2) if surname else end


def _told(
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
    for word in tree[:-1]:
        article = word.index > 0 and tree[word.index - 1].lower in nominals.words.article
        at = word.index + 1
        if not article or is_plural(word) or not nominals.is_nationality(word) or at in taken:
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


def _with_told(
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


def _consistent(
    tree: Tree, known: Iterable[Span], spans: Sequence[tuple[int, int, str]], nominals: Nominals
) -> list[tuple[int, int, str]]:
    """The spans with one label for each name of the text, also where the model overlooked the name.

    A name has one sense in a text (Gale, Church and Yarowsky 1992, One Sense per Discourse), and the model
    sees each sentence alone: "Indivior" is found in one and overlooked in the next.
    """
    whole = _votes(tree, spans)
    spans = [part for span in spans for part in _parted(tree, span, whole, nominals)]
    votes = _votes(tree, spans)
    taken = {i for start, end, _ in (*spans, *known) for i in range(start, end)}
    labels = {name: _settled_label(counts) for name, counts in votes.items()}
    found = [
        (start, end, labels[tuple(word.text for word in tree[start:end])] or label)
        for start, end, label in spans
    ]
    by_first = defaultdict(list)
    for name in sorted(labels, key=len, reverse=True):
        if labels[name]:
            by_first[name[0]].append((name, labels[name]))
    for word in tree:
        for name, label in by_first.get(word.text, ()):
            end = word.index + len(name)
            same = tuple(w.text for w in tree[word.index : end]) == name
            named = word.pos in ("PROPN", "X") or len(name) > 1
            if same and named and not taken.intersection(range(word.index, end)):
                found.append((word.index, end, label))
                taken.update(range(word.index, end))
    return sorted(found)


def _votes(tree: Tree, spans: Iterable[tuple[int, int, str]]) -> dict[tuple[str, ...], Counter[str]]:
    """Name -> how often it has each label."""
    votes: dict[tuple[str, ...], Counter[str]] = defaultdict(Counter)
    for start, end, label in spans:
        votes[tuple(word.text for word in tree[start:end])][label] += 1
    return votes


def _parted(
    tree: Tree,
    span: tuple[int, int, str],
    votes: Mapping[tuple[str, ...], Counter[str]],
    nominals: Nominals,
) -> list[tuple[int, int, str]]:
    """A span that runs two names into one, cut behind the one that the text has elsewhere too."""
    start, end, label = span
    words = tuple(word.text for word in tree[start:end])
    if nominals.is_given(words[0]) or nominals.closing_type(tree[start:end]) is not None:
        return [span]  # "Marine Le Pen", in a text that has "Marine" too; "Ford Motor Company"
    if (held := _holder_in(tree, span, nominals)) is not None:
        return [(start, held, ORGANISATION), (held, end, PERSON)]
    for cut in range(1, len(words) - 1):
        if not words[cut][0].isupper():
            continue  # "Commission | de l'Assemblée"
        if words[:cut] in votes and label in (PERSON, ORGANISATION):
            first = votes[words[:cut]].most_common(1)[0][0]
            if first != PERSON:
                return [(start, start + cut, first), (start + cut, end, PERSON)]
    return [span]


def _holder_in(tree: Tree, span: tuple[int, int, str], nominals: Nominals) -> int | None:
    """Where the name of who holds an office begins behind its body's: "le patron de Renault [X Y]"."""
    start, end, label = span
    if label not in (ORGANISATION, PERSON) or not nominals.is_behind_office(tree, start):
        return None
    name = next((i for i in range(start + 1, end - 1) if nominals.is_given(tree[i].text)), end)
    capitals = all(word.text[0].isupper() or word.lower in PARTICLES for word in tree[start:end])
    known = first(nominals.gazetteer.lookup(text_of(tree, start, name)), Knows.ACTOR) is not None
    return name if name < end and capitals and (known or label == ORGANISATION) else None


def _settled_label(votes: Counter[str]) -> str:
    """The label that most of a name's places have; empty where two are as frequent."""
    (label, most), *others = votes.most_common(2)
    return "" if others and others[0][1] == most else label


def _missed_runs(
    tree: Tree, known: Iterable[Span], spans: Sequence[tuple[int, int, str]], nominals: Nominals
) -> list[tuple[int, int, str]]:
    """Runs of capitalised words that the model missed and that stand where a person's name stands.

    "le ministre iranien Abbas Araghchi", "Marine Le Pen a critiqué …": two words or more, no
    article before them, no preposition of place.
    """
    persons = {i for s in spans if s[2] == PERSON for i in range(s[0], s[1])}
    taken = {i for s in (*known, *spans) for i in range(s[0], s[1])}
    runs: list[tuple[int, int, str]] = []
    for word in tree:
        if word.index in taken or not _may_open_name(tree, word, taken, persons, nominals):
            continue
        end = _with_hyphens(tree, _with_capitals(tree, word.index, word.index + 1))
        words = [w for w in tree[word.index : end] if any(c.isalnum() for c in w.text)]
        free = not taken.intersection(range(word.index, end)) and (not runs or word.index >= runs[-1][1])
        addressed = word.index > 0 and nominals.is_honorific(tree[word.index - 1].lower)
        if (
            free
            and (1 if addressed else 2) <= len(words) <= _LONGEST_PERSON
            and not any(w.text.isupper() and len(w.text) > 2 for w in words)
        ):
            runs.append((word.index, end, PERSON))
    return runs


def _may_open_name(
    tree: Tree, word: Word, taken: Collection[int], persons: Collection[int], nominals: Nominals
) -> bool:
    """Whether a person's name may begin at a word."""
    if (
        not word.text[0].isupper()
        or word.pos not in ("PROPN", "NOUN", "X")
        or nominals.is_honorific(word.lower)
    ):
        return False
    match = nominals.heads(tree, word.index)
    after = word.index + match[1] if match else 0
    if match and not (match[1] == 1 and after < len(tree) and tree[after].text[0].isupper()):
        return False  # "Ministère de la Défense"; but "Marine Le Pen"
    first = tree.sentence_of(word.index)[0]
    if word.index == first:
        return True
    before = tree[word.index - 1]
    if before.index in taken and not nominals.ends_office(tree, before.index):
        # "déclare à l'AFP Jean …", "le député de Paris Jean …"; but "la présidente sud-coréenne X"
        return before.index not in persons and nominals.is_given(word.text)
    if before.text[0].isupper() and not nominals.is_honorific(before.lower):
        return False
    if nominals.is_honorific(before.lower):
        return True
    if before.pos == "ADP":
        return before.lower in nominals.person_prepositions
    return before.lower not in nominals.articles and before.pos != "NUM"


def _is_before_name(tree: Tree, index: int, nominals: Nominals) -> bool:
    word = tree[index]
    opening = _opens_sentence(tree, index)
    title = nominals.is_title(word.lower) or not any(c.isalnum() for c in word.text)
    article = word.lower in nominals.articles and (word.text[0].islower() or opening)
    return title or article or word.text[0].islower()


def _opens_sentence(tree: Tree, index: int) -> bool:
    """Whether a word opens a sentence, or what follows its dateline: "PARIS (AFP) - [La] Brookings …"."""
    return index == tree.sentence_of(index)[0] or tree[index - 1].text in _DATELINE_ENDS


def _with_hyphens(tree: Tree, end: int) -> int:
    """The end of a name with what is joined to it by hyphens: "Bashar Al | -Assad"."""
    while end + 1 < len(tree) and tree[end].text in ("-", "‐", "‑") and tree[end].start == tree[end - 1].end:
        if tree[end + 1].start != tree[end].end or not tree[end + 1].text[0].isalpha():
            break
        end += 2
    return end


def _with_capitals(tree: Tree, start: int, end: int) -> int:
    """The end of a person's name that the model cut short: "Bruno | Le Roux"."""
    limit = min(tree.sentence_of(start)[1], start + _LONGEST_PERSON + 2)
    at = end
    while at < limit and tree[at].start == tree[at - 1].end + 1:
        if tree[at].text[0].isupper() and tree[at].pos != "PUNCT":
            end = at + 1
        elif tree[at].lower not in _INNER:
            break
        at += 1
    return end


def _with_capitals_before(
    tree: Tree, start: int, end: int, stops: Collection[int], nominals: Nominals
) -> int:
    """The start of a person's name whose first words the model left out: "Marine Le | Pen"."""
    first = max(tree.sentence_of(start)[0], end - _LONGEST_PERSON)
    while start > first and start not in stops and not nominals.is_given(tree[start].text):
        word = tree[start - 1]
        named = word.text[0].isupper() and word.pos in ("PROPN", "X") and word.end + 1 == tree[start].start
        if not named or nominals.is_title(word.lower) or nominals.nationality(word.text):
            break
        start -= 1
    return start


def _typed(tree: Tree, start: int, end: int, label: str, nominals: Nominals) -> Candidate | None:
    """An entity with its type, or None where nothing says that it is an actor."""
    text = text_of(tree, start, end)
    words = [word for word in tree[start:end] if any(c.isalnum() for c in word.text)]
    if nominals.heads(tree, start) and not _all_capitals(words):
        return None  # "Ministère de la Défense": the nominal reading finds its state
    title = start > 0 and nominals.is_title(tree[start - 1].lower)
    closed = nominals.closing_type(words) if label == ORGANISATION and len(words) > 1 else None
    if closed is not None and not _is_no_actor(tree, start, words, label, nominals):
        return _named(start, end, text, closed, NAMED_BY_NOUN)
    actor_type = _entity_type(tree, start, label, words, text, nominals, title=title)
    if actor_type is None:
        return None
    return _named(start, end, text, actor_type, f"entity:{label}")


def _named(start: int, end: int, text: str, type_: ActorType, rule: str) -> Candidate:
    acronym = text.isupper() and len(text) <= 6
    return Candidate(
        start=start,
        end=end,
        head=start,
        id=slug(text),
        label=text,
        type=type_,
        kind=MentionKind.ACRONYM if acronym else MentionKind.NAME,
        rule=rule,
    )


def _entity_type(
    tree: Tree, start: int, label: str, words: Sequence[Word], text: str, nominals: Nominals, *, title: bool
) -> ActorType | None:
    if len(words) == 1 and label == PERSON and words[0].pos in ("VERB", "AUX", "ADV", "DET"):
        return None
    if nominals.is_opening_participle(tree, start) and (len(words) == 1 or words[0].pos != "PROPN"):
        return None
    if not title and _is_no_actor(tree, start, words, label, nominals):
        return None
    organisation = nominals.organisation_type(tree, start, text)
    article = (
        start > 0
        and tree[start - 1].lower in nominals.articles
        and tree[start - 1].sentence == tree[start].sentence
    )
    capitals = (
        _all_capitals(words) and 2 <= len([w for w in words if w.lower not in PARTICLES]) <= _LONGEST_PERSON
    )
    named_person = capitals and not article and organisation is ActorType.ORG and not text.isupper()
    if title:
        return ActorType.PERSON
    if label == PERSON:
        return ActorType.PERSON if (not article or len(words) > 1) else None
    if label == LOCATION:
        return None
    if named_person and nominals.is_given(words[0].text):
        return ActorType.PERSON
    return organisation if label == ORGANISATION else None


def _is_no_actor(tree: Tree, start: int, words: Sequence[Word], label: str, nominals: Nominals) -> bool:
    """Whether a name is a place's, a product's, a work's or an event's."""
    if _is_behind_thing(tree, start, nominals):
        return True
    named = label == PERSON and len(words) > 1 and nominals.is_given(words[0].text)
    event = not named and any(w.lower in nominals.words.event_names for w in words)  # "Mike Coupe" is none
    if words[0].lower.endswith("'") or event:
        return True
    counted = words[-1].pos == "NOUN" and is_plural(words[-1]) and nominals.is_actor_noun(words[-1].lower)
    if label == PERSON and (any(w.text[0].isdigit() for w in words) or counted):  # "Dix-huit États"
        return True
    return label != ORGANISATION and _is_quoted(tree, start, words[-1].index + 1, nominals)


def _is_behind_thing(tree: Tree, start: int, nominals: Nominals) -> bool:
    """Whether a noun before a name says that it is a place's, a product's or a storm's."""
    before, first = start - 1, tree.sentence_of(start)[0]
    while before > first and tree[before].pos == "ADJ" and tree[before].text[0].islower():
        before -= 1  # "l'aéroport international Houari-Boumédiène"
    noun = tree[before].lower if before >= first else ""
    return noun in nominals.words.place_nouns or noun in nominals.words.product_nouns


def _is_quoted(tree: Tree, start: int, end: int, nominals: Nominals) -> bool:
    """Whether a name is all that a pair of quotation marks holds, as the title of a work is."""
    quotes = nominals.quotes
    return (
        start > 0
        and end < len(tree)
        and len(tree[start:end]) > 1
        and tree[start - 1].text in quotes.open
        and tree[end].text in quotes.close
    )


def _all_capitals(words: Sequence[Word]) -> bool:
    return all(w.text[0].isupper() or w.lower in PARTICLES or w.text[0].isdigit() for w in words)


def _acting(
    tree: Tree, found: Iterable[Candidate], known: Iterable[Span], nominals: Nominals
) -> list[Candidate]:
    """Single unknown names that act and are never where something happens: companies, mostly.

    "Solocal", whatever the model calls it: asked for are two occurrences, one of them as the
    subject or agent of a verb, and none behind a preposition of place.
    """
    taken = _taken(found, known)
    single: dict[str, list[Word]] = defaultdict(list)
    for word in tree:
        if word.index not in taken and word.pos == "PROPN" and word.text[0].isupper() and len(word.text) > 2:
            single[word.text].append(word)
    return [
        _of_one_word(word, ActorType.ORG, NAME_THAT_ACTS)
        for words in single.values()
        if _is_acting(tree, words, nominals)
        for word in words
    ]


def _taken(found: Iterable[Candidate], known: Iterable[Span]) -> set[int]:
    """The words that names hold already."""
    return {i for c in found for i in range(c.start, c.end)} | {i for s in known for i in range(s[0], s[1])}


def _of_one_word(word: Word, type_: ActorType, rule: str) -> Candidate:
    """A name of one word that the model overlooked."""
    return Candidate(
        start=word.index,
        end=word.index + 1,
        head=word.index,
        id=slug(word.text),
        label=word.text,
        type=type_,
        kind=MentionKind.NAME,
        rule=rule,
    )


def _given_names(
    tree: Tree, found: Sequence[Candidate], known: Iterable[Span], nominals: Nominals
) -> list[Candidate]:
    """Given names alone that are subject of a verb, where the model saw no name: "ajoute Hassan"."""
    taken = _taken(found, known)
    return [
        _of_one_word(word, ActorType.PERSON, "given name that acts")
        for word in tree
        if word.index not in taken
        and word.pos == "PROPN"
        and word.role is Role.SUBJECT
        and nominals.is_given(word.text)
        and tree[word.head].pos == "VERB"
        and _stands_alone(tree, word.index)
        and not tree.children(word.index, Role.DETERMINER, Role.CASE)
    ]


def _is_acting(tree: Tree, words: Sequence[Word], nominals: Nominals) -> bool:
    inside = [w for w in words if w.index > tree.sentence_of(w.index)[0]]
    alone = all(_stands_alone(tree, w.index) for w in words)
    acts = any(w.role in _ACTING for w in words)
    alone = alone and not any(_is_behind_thing(tree, w.index, nominals) for w in words)
    placed = any(
        w.role is Role.OBLIQUE
        and tree.children(w.index, Role.CASE)
        and not _is_agentive(tree, w.index, nominals)
        for w in words
    )
    return len(words) > 1 and bool(inside) and alone and acts and not placed


def _stands_alone(tree: Tree, index: int) -> bool:
    """Whether no other capital stands beside a word: a part of a longer unknown name is no name."""
    beside = [tree[i] for i in (index - 1, index + 1) if 0 <= i < len(tree)]
    same = [w for w in beside if w.sentence == tree[index].sentence]
    return not any(w.text[0].isupper() and w.pos == "PROPN" for w in same)


def _is_agentive(tree: Tree, index: int, nominals: Nominals) -> bool:
    """Whether the preposition before a name is one that owners and partners take, not places."""
    cases = tree.children(index, Role.CASE)
    return all(nominals.plain(case) in nominals.words.actor_prepositions for case in cases)


def _surnames(tree: Tree, found: Sequence[Candidate], known: Iterable[Span]) -> list[Candidate]:
    """Surnames of persons named in full elsewhere in the text, where the model saw no name."""
    taken = _taken(found, known)
    full = {
        person_pieces(c.label)
        for c in found
        if c.type is ActorType.PERSON and len(person_pieces(c.label)) > 1
    }
    surnames = {name[-1] for name in full if len(name[-1]) > 2}
    return [
        _of_one_word(word, ActorType.PERSON, "surname")
        for word in tree
        if word.index not in taken
        and word.text[0].isupper()
        and pieces(word.text)[-1:]
        and pieces(word.text)[-1] in surnames
    ]
