"""Where a name begins and ends: the model's spans, mended by capitals, titles, articles and particles."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from graphkit.actors.nominals import Nominals
from graphkit.actors.persons import PARTICLES
from graphkit.actors.spans import (
    FULL_NAME,
    LONGEST_PERSON,
    ORGANISATION,
    PERSON,
    PLACES,
    Span,
    all_capitals,
    is_behind_thing,
)
from graphkit.syntax import Tree

# Particles that stand inside a name only; "de" may also tell whose somebody is.
_INNER = PARTICLES - {"de", "du", "des", "le", "la", "del", "d"}
_DATELINE_ENDS = frozenset("-–—:")


def mended_spans(tree: Tree, known: Iterable[Span], nominals: Nominals) -> list[tuple[int, int, str]]:
    """Entity spans without titles, articles and acronyms before the name, and with the capitals after it."""
    acronyms = {s[0]: s[1] for s in known if all(e.exact for e in s[2])}
    # "le gouverneur de Californie | Gavin Newsom"
    places = {
        s[0]: s[1]
        for s in known
        if s[0] and nominals.is_genitive(tree[s[0] - 1]) and any(e.knows in PLACES for e in s[2])
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
            start = places[start] if end - places.get(start, end) >= FULL_NAME else start
        if start >= end or not tree[start].text[0].isupper():
            continue
        end = with_hyphens(tree, end)
        if _is_given_alone(tree, start, end, nominals):
            label = PERSON  # "Marine | Le Pen"
        if label == PERSON:
            end = with_hyphens(tree, with_capitals(tree, start, end))
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
    if at + FULL_NAME >= end or not nominals.is_genitive(tree[at]):
        return None
    return at + 1 if nominals.is_given(tree[at + 1].text) and tree[end - 1].text[0].isupper() else None


def _is_full_name(tree: Tree, start: int, end: int, known: Mapping[int, int], nominals: Nominals) -> bool:
    """Whether what the model takes for a place or a work is a person's name: "(à) Ségolène Royal"."""
    words = tree[start:end]
    if not FULL_NAME <= len(words) <= LONGEST_PERSON or not nominals.is_given(words[0].text):
        return False
    free = not any(i in known for i in range(start, end)) and not is_behind_thing(tree, start, nominals)
    article = start > 0 and tree[start - 1].lower in nominals.words.article
    return free and not article and all_capitals(words) and words[-1].pos in ("PROPN", "X", "NOUN")


def _name_start(tree: Tree, start: int, end: int, acronyms: Mapping[int, int], nominals: Nominals) -> int:
    """Where the name in an entity begins: behind titles, articles, an origin and an acronym."""
    while start < end and _is_before_name(tree, start, nominals):
        start += 1
    if end - start > FULL_NAME and nominals.nationality(tree[start].text):
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
    return with_capitals(tree, start, end + 2) if surname else end


def _is_before_name(tree: Tree, index: int, nominals: Nominals) -> bool:
    word = tree[index]
    opening = opens_sentence(tree, index)
    title = nominals.is_title(word.lower) or not any(c.isalnum() for c in word.text)
    article = word.lower in nominals.articles and (word.text[0].islower() or opening)
    return title or article or word.text[0].islower()


def opens_sentence(tree: Tree, index: int) -> bool:
    """Whether a word opens a sentence, or what follows its dateline: "PARIS (AFP) - [La] Brookings …"."""
    return index == tree.sentence_of(index)[0] or tree[index - 1].text in _DATELINE_ENDS


def with_hyphens(tree: Tree, end: int) -> int:
    """The end of a name with what is joined to it by hyphens: "Bashar Al | -Assad"."""
    while end + 1 < len(tree) and tree[end].text in ("-", "‐", "‑") and tree[end].start == tree[end - 1].end:
        if tree[end + 1].start != tree[end].end or not tree[end + 1].text[0].isalpha():
            break
        end += 2
    return end


def with_capitals(tree: Tree, start: int, end: int) -> int:
    """The end of a person's name that the model cut short: "Bruno | Le Roux"."""
    limit = min(tree.sentence_of(start)[1], start + LONGEST_PERSON + 2)
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
    first = max(tree.sentence_of(start)[0], end - LONGEST_PERSON)
    while start > first and start not in stops and not nominals.is_given(tree[start].text):
        word = tree[start - 1]
        named = word.text[0].isupper() and word.pos in ("PROPN", "X") and word.end + 1 == tree[start].start
        if not named or nominals.is_title(word.lower) or nominals.nationality(word.text):
            break
        start -= 1
    return start
