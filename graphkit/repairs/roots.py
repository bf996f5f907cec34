"""The root of a sentence: its main verb, where a noun or participle before it was taken for it."""

from __future__ import annotations

from graphkit.language.schema.grammar import Role, Words
from graphkit.repairs.nouns import noun_before
from graphkit.repairs.readings import is_finite
from graphkit.syntax import Tree, Word

# What a verb may be to a noun in a wrong parse, and in a right one only as a participle.
_OF_NOUNS = (Role.PARTICIPIAL, Role.MODIFIER, Role.NAME_PART, Role.OBLIQUE, Role.APPOSITION, Role.CONJUNCT)


def mend_root(tree: Tree, root: Word, words: Words) -> None:
    """Find the verb that is the root where a participle or a noun was taken for it."""
    if root.pos in ("VERB", "ADJ") and root.morph.get("VerbForm") != "Fin":
        _mend_participle(tree, root)
    elif root.pos in ("NOUN", "PROPN"):
        _mend_coordination(tree, root)
        _mend_fronted(tree, root, words)
        _mend_governed_verb(tree, root)
        _mend_dependent_verb(tree, root, words.present_adjectives)
        _mend_swallowed_verb(tree, root, words)


def _mend_participle(tree: Tree, root: Word) -> None:
    """For a participle as root where a finite verb stands behind it: that verb is the root.

    "Appuyée par X, l'armée avance"; "X et Y, appuyés par Z, ont …" with X under the participle.
    """
    if tree.children(root.index, Role.AUXILIARY, Role.PASSIVE_AUXILIARY, Role.COPULA):
        return
    subjects = tree.children(root.index, Role.SUBJECT, Role.PASSIVE_SUBJECT)
    roles = (Role.ADVERBIAL, Role.PARATAXIS, Role.CONJUNCT, Role.OTHER, Role.CLAUSAL_COMPLEMENT)
    for verb in tree.children(root.index, *roles):
        found = tree.children(verb.index, Role.SUBJECT, Role.PASSIVE_SUBJECT)
        own = [s for s in found if s.index < verb.index]
        if tree.children(verb.index, Role.MARK):
            continue
        finite = verb.morph.get("VerbForm") == "Fin" or bool(tree.children(verb.index, Role.AUXILIARY))
        if verb.pos != "VERB" or verb.index < root.index or not finite or bool(own) == bool(subjects):
            continue
        tree.make_root(verb.index)
        if own:
            tree.attach(root.index, verb.index, Role.ADVERBIAL)
        else:
            tree.attach(subjects[0].index, verb.index, Role.SUBJECT)
            listed = [c for c in tree.children(subjects[0].index, Role.CONJUNCT) if c.index < root.index]
            tree.attach(root.index, (listed or subjects)[-1].index, Role.PARTICIPIAL)
        return


def _mend_coordination(tree: Tree, root: Word) -> None:
    """For "X et Y font …" with X as root and the verb hung on it: the verb becomes root, X its subject."""
    for verb in tree.children(root.index, Role.CONJUNCT):
        subjects = tree.children(verb.index, Role.SUBJECT, Role.PASSIVE_SUBJECT)
        finite = verb.pos == "VERB" and (
            verb.morph.get("VerbForm") == "Fin" or tree.children(verb.index, Role.AUXILIARY)
        )
        if finite and subjects and root.index < subjects[0].index < verb.index:
            tree.make_root(verb.index)
            tree.attach(root.index, verb.index, Role.SUBJECT)
            tree.attach(subjects[0].index, root.index, Role.CONJUNCT)
            return


def _mend_fronted(tree: Tree, root: Word, words: Words) -> None:
    """For "Grande alliée de X, Y surveille …" with the noun as root: the verb is, the noun before it.

    The clause may be read as one that is said of the noun, though no pronoun opens it.
    """
    relative = words.relative_object | words.relative_genitive | words.relative_oblique
    if root.head != root.index or tree.children(root.index, Role.SUBJECT, Role.COPULA):
        return
    if any(c.pos == "DET" for c in tree.children(root.index, Role.DETERMINER)):
        return
    for verb in tree.children(root.index, Role.PARATAXIS, Role.RELATIVE):
        named = [s for s in tree.children(verb.index, Role.SUBJECT) if s.pos in ("NOUN", "PROPN")]
        opened = any(word.lower in relative for word in tree[root.index : verb.index])
        if verb.pos == "VERB" and verb.index > root.index and named and not opened:
            tree.make_root(verb.index)
            tree.attach(root.index, verb.index, Role.ADVERBIAL)
            return


def _mend_governed_verb(tree: Tree, root: Word) -> None:
    """For "Le ministre | a critiqué X" with the verb hung on its subject, the auxiliary as a preposition."""
    for verb in tree.children(root.index, Role.OBLIQUE):
        auxiliaries = [c for c in tree.children(verb.index, Role.CASE) if c.pos == "AUX"]
        if root.head != root.index or verb.pos != "VERB" or verb.index < root.index or not auxiliaries:
            continue
        tree.make_root(verb.index)
        for behind in tree.children(verb.index, Role.SUBJECT):
            behind.role = Role.OBJECT
        tree.attach(root.index, verb.index, Role.SUBJECT)
        auxiliaries[0].role = Role.AUXILIARY
        return


def _mend_dependent_verb(tree: Tree, root: Word, adjectives: frozenset[str]) -> None:
    """For "X, chef de Y, rompt avec Z" with X as root and "rompt" hung on a noun: the verb is the root.

    It has no subject of its own, and nothing that makes it a clause of the noun.
    """
    if root.head != root.index or tree.children(root.index, Role.SUBJECT, Role.COPULA, Role.CASE):
        return
    for index in tree.subtree(root.index):
        verb = tree[index]
        finite = verb.pos == "VERB" and verb.morph.get("VerbForm") == "Fin" and verb.lower not in adjectives
        if not finite or verb.role not in _OF_NOUNS or verb.index < root.index:
            continue
        own = tree.children(index, Role.SUBJECT, Role.PASSIVE_SUBJECT, Role.MARK, Role.CASE)
        joined = any(child.pos == "CCONJ" for child in tree.children(index))
        if own or joined or any(above.pos not in ("NOUN", "PROPN") for above in tree.ancestors(index)):
            continue
        tree.make_root(index)
        tree.attach(root.index, index, Role.SUBJECT)
        return


def _mend_swallowed_verb(tree: Tree, root: Word, words: Words) -> None:
    """For "Le pays qui soutient X [a nié]" with "nié" hung on the clause, X its subject or nobody.

    A verb with an auxiliary and nothing that opens its clause is the main verb behind a relative clause.
    """
    if root.head != root.index or tree.children(root.index, Role.SUBJECT, Role.COPULA):
        return
    for relative in tree.children(root.index, Role.RELATIVE):
        if not any(s.lower in words.relative_subject for s in tree.children(relative.index, Role.SUBJECT)):
            continue
        for verb in tree.children(relative.index, Role.OPEN_COMPLEMENT, Role.CLAUSAL_COMPLEMENT):
            passive = bool(tree.children(verb.index, Role.PASSIVE_AUXILIARY))
            helpers = tree.children(verb.index, Role.AUXILIARY, Role.PASSIVE_AUXILIARY, Role.CASE)
            finite = any(is_finite(helper) for helper in helpers)
            if verb.pos != "VERB" or not finite or tree.children(verb.index, Role.MARK):
                continue
            subjects = tree.children(verb.index, Role.SUBJECT, Role.PASSIVE_SUBJECT)
            objects = tree.children(relative.index, Role.OBJECT)
            if (subjects and objects) or any(tree[i].text == "," for i in range(root.index, verb.index)):
                continue
            tree.make_root(verb.index)
            tree.attach(root.index, verb.index, Role.PASSIVE_SUBJECT if passive else Role.SUBJECT)
            for helper in helpers:
                if helper.role is Role.CASE and helper.pos == "AUX":
                    helper.role = Role.AUXILIARY
            for swallowed in subjects:
                tree.attach(swallowed.index, relative.index, Role.OBJECT)
            return


def mend_lost_verb(tree: Tree, first: int, last: int, words: Words) -> None:
    """For "X, qui critique Y, a rompu" with X as root: the verb behind the clause is the root, X its subject.

    So for "X, accusé par Y, a rompu", "X, dont Y et Z, a rompu" and "X a rompu". Between the noun and the
    verb each clause has its own verb and is closed by a comma, and the two agree in number.
    """
    root = next(w for w in tree[first:last] if w.head == w.index)
    bare = root.pos in ("NOUN", "PROPN") and not tree.children(
        root.index, Role.SUBJECT, Role.PASSIVE_SUBJECT, Role.COPULA, Role.AUXILIARY, Role.CASE, Role.MARK
    )
    if not bare or min(i for i in tree.subtree(root.index)) != first:
        return
    found = _lost_verb(tree, root, last, words)
    if found is None:
        return
    finite, verb = found
    if not _agree(tree, root, finite) or not _governs_nothing_else(tree, verb, finite):
        return
    passive = bool(tree.children(verb.index, Role.PASSIVE_AUXILIARY))
    uproot(tree, root, verb, Role.PASSIVE_SUBJECT if passive else Role.SUBJECT)


def _lost_verb(tree: Tree, root: Word, last: int, words: Words) -> tuple[Word, Word] | None:
    """The first finite form behind a noun that no pronoun or conjunction asks for, and the verb it is of."""
    openers = words.relative_subject | words.relative_object | words.relative_oblique
    pending, commas, closed = 0, 0, False
    for word in tree[root.index + 1 : last]:
        opens = word.lower in openers and word.pos in ("PRON", "SCONJ", "ADV")
        if word.text in (":", ";", "?", "!") or (word.pos in ("SCONJ", "CCONJ") and not commas and not opens):
            return None
        if word.text == ",":
            commas, closed = commas + 1, pending == 0
        elif opens and tree[word.index - 1].text != ",":
            return None
        elif opens:
            pending += 1
        elif word.lower in words.present_adjectives and word.pos == "VERB":
            continue
        elif is_finite(word) and pending:
            pending -= 1
        elif is_finite(word):
            verb = word if word.pos == "VERB" else tree[word.head]
            behind = verb.index >= word.index and verb.pos == "VERB"
            return (word, verb) if behind and (commas == 0 or (commas > 1 and closed)) else None
    return None


def _agree(tree: Tree, noun: Word, finite: Word) -> bool:
    """Whether a finite form has the number of a noun, or is plural behind several."""
    joined = any(c.index < finite.index for c in tree.children(noun.index, Role.CONJUNCT))
    articles = tree.children(noun.index, Role.DETERMINER)
    own = noun.morph.get("Number") or next(
        (a.morph["Number"] for a in articles if "Number" in a.morph), "Sing"
    )
    return finite.morph.get("Number", "Sing") == ("Plur" if joined else own)


def _governs_nothing_else(tree: Tree, verb: Word, finite: Word) -> bool:
    """Whether a verb has neither a subject nor a conjunction, and a comma or a noun phrase before it."""
    if tree.children(verb.index, Role.SUBJECT, Role.PASSIVE_SUBJECT, Role.MARK):
        return False
    start = finite.index
    while tree[start - 1].pos in ("PRON", "ADV") and tree[start - 1].head in (verb.index, finite.index):
        start -= 1
    return tree[start - 1].pos in ("PUNCT", "NOUN", "PROPN", "ADJ", "NUM", "VERB")


def uproot(tree: Tree, root: Word, verb: Word, role: Role) -> None:
    """Make a verb the root in place of a noun, which keeps what stands before the verb."""
    governed = tree[verb.head] if verb.role is Role.CASE else None
    tree.make_root(verb.index)
    if governed is not None:
        tree.attach(
            governed.index, verb.index, Role.OBJECT
        )  # "X [a] le choix" with the verb as a preposition
    for child in tree.children(root.index):
        if child.index < verb.index:
            continue
        beside = child.role in (Role.NAME_PART, Role.APPOSITION) and child.index == verb.index + 1
        noun = noun_before(tree, child)
        if beside and role is not Role.PASSIVE_SUBJECT and not tree.children(verb.index, Role.OBJECT):
            tree.attach(child.index, verb.index, Role.OBJECT)
        elif child.role in (Role.RELATIVE, Role.PARTICIPIAL, Role.APPOSITION) and noun.index > verb.index:
            tree.attach(child.index, noun.index, child.role)
        else:
            tree.attach(child.index, verb.index, child.role)
    tree.attach(root.index, verb.index, role)
    for child in tree.children(verb.index, Role.CASE, Role.MODIFIER):
        if child.pos == "AUX":
            child.role = Role.AUXILIARY
