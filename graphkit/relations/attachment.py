"""What a parser hung on the wrong word, hung where its arguments are looked for.

Pure functions on a tree, run once before anything is read of it.
"""

from __future__ import annotations

from graphkit.language.schema.grammar import Role
from graphkit.relations.agreement import is_definite, is_plural_verb, is_tagged_plural
from graphkit.relations.prepositions import Prepositions
from graphkit.relations.verbs import VERBAL
from graphkit.syntax import SUBJECTS, Tree, Word


def reattach(tree: Tree, prepositions: Prepositions) -> None:
    """Hang what copulas, subjects and names wrongly govern on its clause, and join the lists."""
    _relieve_copulas(tree)
    _relieve_subjects(tree)
    _relieve_names(tree, prepositions)
    _relieve_objects(tree, prepositions)
    _join_lists(tree)


def _relieve_copulas(tree: Tree) -> None:
    """Hang what a parser left with a copula on what it says: "[X n'] est [plus] le chef de Y"."""
    for copula in tree:
        if copula.role is Role.COPULA:
            for child in tree.children(copula.index):
                tree.attach(child.index, copula.head, child.role)


def _relieve_subjects(tree: Tree) -> None:
    """Hang a conjunction that a parser left with a subject on its clause: "[Si] X était chef de Y"."""
    for mark in tree:
        above = tree.head(mark.index) if mark.role is Role.MARK else None
        if above is not None and above.role in SUBJECTS:
            tree.attach(mark.index, above.head, Role.MARK)


def _relieve_names(tree: Tree, prepositions: Prepositions) -> None:
    """Hang on its verb what a parser left with a name: "X accuse Y [d'être soutenu] par Z"."""
    words = prepositions.words
    for word in tree:
        if word.pos != "VERB" or word.role is not Role.PARTICIPIAL:
            continue
        above = tree.head(word.index)
        if above is None or above.pos != "PROPN":
            continue
        verb = tree.head(above.index)
        marks = {prepositions.plain(c.lower) for c in tree.children(word.index, Role.MARK)}
        controlled = verb is not None and verb.lemma in words.object_control
        if verb is not None and controlled and marks & words.genitive:
            tree.attach(word.index, verb.index, Role.OPEN_COMPLEMENT)


def _relieve_objects(tree: Tree, prepositions: Prepositions) -> None:
    """Hang on its verb what a parser left with the object: "assure le maire [de son soutien]"."""
    words = prepositions.words
    for noun in tree:
        if noun.pos != "NOUN" or noun.role is not Role.OBLIQUE:
            continue
        above = tree.head(noun.index)
        verb = tree.head(above.index) if above is not None and above.role is Role.OBJECT else None
        owned = any(c.lower in words.possessive for c in tree.children(noun.index))
        of = prepositions.before(noun.index) in words.genitive
        if verb is not None and owned and of and verb.lemma in words.theme_verbs | words.depriving_verbs:
            tree.attach(noun.index, verb.index, Role.OBLIQUE)


def _join_lists(tree: Tree) -> None:
    """Coordinate what a parser left apart of a list: "[X], [Y et Z] ont …", "X, [Y], Z et W"."""
    for verb in tree:
        if verb.pos not in VERBAL:
            continue
        subjects = [c for c in tree.children(verb.index, Role.SUBJECT) if c.pos in ("NOUN", "PROPN")]
        if not subjects or not is_plural_verb(tree, verb.index):
            continue
        first = _listed_before(tree, verb, subjects[0])
        subjects = [*first, *subjects]
        if len(subjects) > 1:
            _join_subjects(tree, subjects)
    for name in tree:
        if name.pos != "PROPN":
            continue
        apposed = name.role is Role.APPOSITION and _is_inside_list(tree, name)
        if apposed or (name.role is Role.OBLIQUE and _is_second_of_list(tree, name)):
            tree.attach(name.index, name.head, Role.CONJUNCT)


def _listed_before(tree: Tree, verb: Word, subject: Word) -> list[Word]:
    """What opens a list of subjects and was read as loose: "[le PS], les Verts et le PCF ont …"."""
    start = tree.subtree(subject.index)[0]
    return [
        c
        for c in tree.children(verb.index, Role.OBLIQUE, Role.DISLOCATED)
        if c.pos in ("NOUN", "PROPN")
        and not tree.children(c.index, Role.CASE)
        and (c.pos == "PROPN" or is_definite(tree, c.index))
        and [tree[i].text for i in range(_end(tree, c.index), start)] in ([], [","])
    ]


def _end(tree: Tree, index: int) -> int:
    """The word behind all that hangs on a word, a comma at its end left out."""
    return max(i for i in tree.subtree(index) if tree[i].text != ",") + 1


def _join_subjects(tree: Tree, subjects: list[Word]) -> None:
    """Make subjects of one verb a list, unless the last may say who the first are."""
    first, *others = subjects
    last = others[-1]
    joined = tree.children(last.index, Role.CONJUNCT)
    joined += [c for c in tree.children(last.index) if c.pos == "CCONJ" and c.index < last.index]
    if not joined or is_tagged_plural(first):
        return  # "les alliés de X, [Y et Z]" may be who they are
    tree.attach(first.index, last.head, Role.SUBJECT)
    for other in others:
        tree.attach(other.index, first.index, Role.CONJUNCT)


def _is_second_of_list(tree: Tree, name: Word) -> bool:
    """Whether a name that no preposition hangs on another is the second of three: "X, [Y] et Z"."""
    above = tree.head(name.index)
    if above is None or above.pos != "PROPN" or tree.children(name.index, Role.CASE):
        return False
    inside = [i for i in tree.subtree(name.index) if tree[i].text != ","]
    before, behind = inside[0] - 1, inside[-1] + 1
    if above.index > before or behind >= len(tree) or tree[before].text != ",":
        return False
    return tree[behind].pos == "CCONJ" and tree[tree[behind].head] in tree.children(
        above.index, Role.CONJUNCT
    )


def _is_inside_list(tree: Tree, name: Word) -> bool:
    """Whether a name between commas is one of several: "X, [Y], Z et W", not "X, dit Y, et Z"."""
    above = tree.head(name.index)
    behind = tree.subtree(name.index)[-1] + 1
    if above is None or above.pos != "PROPN" or behind >= len(tree) or tree[behind].text != ",":
        return False
    others = [c for c in tree.children(above.index, Role.CONJUNCT) if c.index > behind]
    if len(others) < 2:
        return False
    start = min(tree.subtree(others[0].index))
    return start == behind + 1 or (start == behind and tree[start].text == ",")
