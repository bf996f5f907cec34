"""Named entities of the model, cleaned and typed: the names that no gazetteer knows.

A small model finds most names, cuts some short and gives some the wrong label ("Mitt Romney"
MISC). Spans are therefore mended by capitals and typed by what French itself says: persons take
no article, organisations do; what stands behind "l'entreprise" is one; a name that acts and is
never a place where something happens is an actor.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from graphkit.actors.candidate import NAMED_BY_NOUN, Candidate, replace
from graphkit.actors.heads import is_plural, text_of
from graphkit.actors.name_bounds import mended_spans
from graphkit.actors.name_nouns import (
    branches_of_companies,
    opened_by_nouns,
    told_by_nouns,
    with_closed,
    with_leaders,
    with_told,
)
from graphkit.actors.names import Knows
from graphkit.actors.nominals import Nominals
from graphkit.actors.one_sense import consistent_spans
from graphkit.actors.overlooked import acting_names, given_names_that_act, missed_runs, surnames_alone
from graphkit.actors.persons import PARTICLES
from graphkit.actors.spans import (
    INNER_PLACES,
    LOCATION,
    LONGEST_PERSON,
    ORGANISATION,
    PERSON,
    Span,
    all_capitals,
    as_name,
    is_behind_thing,
)
from graphkit.records import ActorType
from graphkit.syntax import Tree, Word


def entity_candidates(
    tree: Tree, known: Sequence[Span], nominals: Nominals
) -> tuple[list[Candidate], list[Span]]:
    """Candidates for the model's entities, and the gazetteer spans that none of them replaces."""
    mended = with_closed(tree, mended_spans(tree, known, nominals), nominals)
    mended = with_leaders(tree, known, mended, nominals)
    told = told_by_nouns(tree, known, mended, nominals)
    spans = consistent_spans(tree, known, with_told(tree, mended, told), nominals)
    runs = missed_runs(tree, known, [s for s in spans if s[2] in (PERSON, ORGANISATION)], nominals)
    spans = sorted([*(s for s in spans if not any(r[0] < s[1] and s[0] < r[1] for r in runs)), *runs])
    kept = list(known)
    fields, storms = nominals.fields(tree), _storms(tree, nominals)
    found: list[Candidate] = []
    for start, end, label in spans:
        inside = [s for s in kept if s[0] < end and start < s[1]]
        if any(not _yields(s, start, end, label, tree, nominals) for s in inside):
            continue
        if end == start + 1 and tree[start].text in storms:
            continue
        field = start in fields and nominals.closing_type(tree[start:end]) is None
        foreign = _is_foreign(tree, start, nominals)
        candidate = None if field or foreign else _typed(tree, start, end, label, nominals)
        if candidate is not None:
            _, _, kind = told.get(tuple(w.text for w in tree[start:end]), (0, 0, candidate.type))
            candidate = replace(candidate, type=kind)
            kept = [s for s in kept if s not in inside]
            found.append(candidate)
    branches = branches_of_companies(tree, kept)
    kept = [s for s in kept if not any(b.start <= s[0] < b.end for b in branches)]
    found.extend(branches)
    opened = opened_by_nouns(tree, found, kept, nominals)
    kept = [s for s in kept if not any(o.start < s[0] and s[1] <= o.end for o in opened)]
    found.extend(opened)
    found.extend(acting_names(tree, found, kept, nominals))
    found.extend(given_names_that_act(tree, found, kept, nominals))
    found.extend(surnames_alone(tree, found, kept))
    return found, kept


def _storms(tree: Tree, nominals: Nominals) -> set[str]:
    """The names that a text gives to storms, also where they stand alone: "l'ouragan [Sandy]"."""
    return {name.text for noun, name in pairwise(tree) if noun.lower in nominals.words.storms}


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
    return label in (PERSON, ORGANISATION) or all(entry.knows in INNER_PLACES for entry in span[2])


def _is_foreign(tree: Tree, start: int, nominals: Nominals) -> bool:
    """Whether a name is inside a phrase of another language: "Member of the [Welsh Parliament]"."""
    before = tree[max(start - 2, tree.sentence_of(start)[0]) : start]
    return len(before) > 1 and all(word.text in nominals.name_joining for word in before)


def _typed(tree: Tree, start: int, end: int, label: str, nominals: Nominals) -> Candidate | None:
    """An entity with its type, or None where nothing says that it is an actor."""
    text = text_of(tree, start, end)
    words = [word for word in tree[start:end] if any(c.isalnum() for c in word.text)]
    if nominals.heads(tree, start) and not all_capitals(words):
        return None  # "Ministère de la Défense": the nominal reading finds its state
    title = start > 0 and nominals.is_title(tree[start - 1].lower)
    closed = nominals.closing_type(words) if label == ORGANISATION and len(words) > 1 else None
    if closed is not None and not _is_no_actor(tree, start, words, label, nominals):
        return as_name(start, end, text, closed, NAMED_BY_NOUN)
    actor_type = _entity_type(tree, start, label, words, text, nominals, title=title)
    if actor_type is None:
        return None
    return as_name(start, end, text, actor_type, f"entity:{label}")


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
        all_capitals(words) and 2 <= len([w for w in words if w.lower not in PARTICLES]) <= LONGEST_PERSON
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
    if is_behind_thing(tree, start, nominals):
        return True
    named = label == PERSON and len(words) > 1 and nominals.is_given(words[0].text)
    events = nominals.words.event_names | nominals.words.storms
    event = not named and any(w.lower in events for w in words)  # "Mike Coupe" is none
    if words[0].lower.endswith("'") or event:
        return True
    counted = words[-1].pos == "NOUN" and is_plural(words[-1]) and nominals.is_actor_noun(words[-1].lower)
    if label == PERSON and (any(w.text[0].isdigit() for w in words) or counted):  # "Dix-huit États"
        return True
    return label != ORGANISATION and _is_quoted(tree, start, words[-1].index + 1, nominals)


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
