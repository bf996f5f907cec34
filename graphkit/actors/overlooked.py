"""Names that the model overlooked: runs of capitals, names that act, given names and surnames alone."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence

from graphkit.actors.candidate import NAME_THAT_ACTS, Candidate, replace
from graphkit.actors.name_bounds import with_capitals, with_hyphens
from graphkit.actors.names import pieces
from graphkit.actors.nominals import Nominals
from graphkit.actors.persons import person_pieces
from graphkit.actors.spans import LONGEST_PERSON, PERSON, Span, as_name, is_behind_thing, taken_by
from graphkit.language.schema.grammar import Role
from graphkit.records import ActorType, MentionKind
from graphkit.syntax import Tree, Word

_ACTING = (Role.SUBJECT, Role.PASSIVE_SUBJECT, Role.AGENT)


def missed_runs(
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
        end = with_hyphens(tree, with_capitals(tree, word.index, word.index + 1))
        words = [w for w in tree[word.index : end] if any(c.isalnum() for c in w.text)]
        free = not taken.intersection(range(word.index, end)) and (not runs or word.index >= runs[-1][1])
        addressed = word.index > 0 and nominals.is_honorific(tree[word.index - 1].lower)
        if (
            free
            and (1 if addressed else 2) <= len(words) <= LONGEST_PERSON
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


def acting_names(
    tree: Tree, found: Iterable[Candidate], known: Iterable[Span], nominals: Nominals
) -> list[Candidate]:
    """Single unknown names that act and are never where something happens: companies, mostly.

    "Solocal", whatever the model calls it: asked for are two occurrences, one of them as the
    subject or agent of a verb, and none behind a preposition of place.
    """
    taken = taken_by(found, known)
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


def given_names_that_act(
    tree: Tree, found: Sequence[Candidate], known: Iterable[Span], nominals: Nominals
) -> list[Candidate]:
    """Given names alone that are subject of a verb, where the model saw no name: "ajoute Hassan"."""
    taken = taken_by(found, known)
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


def _of_one_word(word: Word, type_: ActorType, rule: str) -> Candidate:
    """A name of one word that the model overlooked."""
    return replace(as_name(word.index, word.index + 1, word.text, type_, rule), kind=MentionKind.NAME)


def _is_acting(tree: Tree, words: Sequence[Word], nominals: Nominals) -> bool:
    inside = [w for w in words if w.index > tree.sentence_of(w.index)[0]]
    alone = all(_stands_alone(tree, w.index) for w in words)
    acts = any(w.role in _ACTING for w in words)
    alone = alone and not any(is_behind_thing(tree, w.index, nominals) for w in words)
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


def surnames_alone(tree: Tree, found: Sequence[Candidate], known: Iterable[Span]) -> list[Candidate]:
    """Surnames of persons named in full elsewhere in the text, where the model saw no name."""
    taken = taken_by(found, known)
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
