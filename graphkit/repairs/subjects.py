"""Subjects: two of one verb, lists of them, and those that were hung on something else."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from graphkit.language.schema.grammar import Role, Words
from graphkit.repairs.nouns import noun_before
from graphkit.syntax import SUBJECTS, Tree, Word


def mend_placed_subject(tree: Tree, verb: Word, words: Words) -> None:
    """For "Devant le tribunal, [X] conteste …" with X beside the place: no subject has a preposition."""
    for place in tree.children(verb.index, Role.SUBJECT, Role.PASSIVE_SUBJECT):
        cases = tree.children(place.index, Role.CASE)
        if not cases or cases[0].lower in words.genitive:
            continue
        for index in tree.subtree(place.index):
            beside = tree[index]
            bare = not tree.children(index, Role.CASE)
            if beside.role is not Role.APPOSITION or not bare or not place.index < index < verb.index:
                continue
            for child in tree.children(place.index, Role.PARTICIPIAL, Role.RELATIVE, Role.CONJUNCT):
                if child.index > beside.index:
                    tree.attach(child.index, beside.index, child.role)
            tree.attach(beside.index, verb.index, place.role)
            place.role = Role.OBLIQUE
            break


def mend_subjects(tree: Tree, verb: Word, between: frozenset[str]) -> None:
    """For "X, une milice, et ses alliés avancent" with two subjects: they are coordinated.

    A verb in the singular has one: "Le chef de X, le général Y, a promis …" says who the chief is, "Son rival
    de toujours, X a vu …" who X is. With a preposition a noun is none: "le mouvement fondé par [X] a …".
    """
    subjects = [
        s for s in tree.children(verb.index, Role.SUBJECT, Role.PASSIVE_SUBJECT) if s.index < verb.index
    ]
    for one, other in pairwise(subjects):
        inside = tree.subtree(other.index)
        start = min(inside)
        joint = tree[start - 1] if start > one.index + 1 else None
        if joint is not None and "CCONJ" in (joint.pos, tree[start].pos):
            paired = noun_before(tree, joint if joint.pos == "CCONJ" else tree[start])
            two = any(case.lower in between for case in tree.children(paired.index, Role.CASE))
            two |= _are_of_one(tree, verb, one, paired) and other.pos == "PROPN"
            alone = two and not tree.children(paired.index, Role.CONJUNCT)
            tree.attach(other.index, paired.index if alone else one.index, Role.CONJUNCT)
        elif other.pos in ("NOUN", "PROPN") and one.pos in ("NOUN", "PROPN", "PRON", "ADJ"):
            _part_subjects(tree, verb, one, other)


def _are_of_one(tree: Tree, verb: Word, one: Word, name: Word) -> bool:
    """Whether a verb in the singular has one subject with a name behind it: "l'accord de [X] et Y a …"."""
    forms = (verb, *tree.children(verb.index, Role.AUXILIARY, Role.PASSIVE_AUXILIARY, Role.COPULA))
    finite = [w for w in forms if w.morph.get("VerbForm") == "Fin"]
    singular = bool(finite) and all(w.morph.get("Number") == "Sing" for w in finite)
    return singular and one.pos == "NOUN" and name.pos == "PROPN" and name.head == one.index


def mend_object_of_participle(tree: Tree, verb: Word, words: Words) -> None:
    """For "Une enquête visant [X] a été ouverte" with X as second subject: the participle before has it.

    So has the verb of a relative clause: "Le parti qui soutient [X] a perdu", "… que soutient [X] a perdu".
    """
    for other in tree.children(verb.index, Role.SUBJECT, Role.PASSIVE_SUBJECT)[1:]:
        start = min(tree.subtree(other.index))
        before = tree[start - 1] if start else other
        while before.pos in ("DET", "ADV") or (before.pos == "ADJ" and before.head == other.index):
            before = tree[before.index - 1]
        active = before.role is Role.PARTICIPIAL and before.morph.get("Tense") == "Pres"
        if other.index > verb.index:
            continue
        if before.role is Role.RELATIVE:
            _fill_relative(tree, before, other, words)
        elif active and not tree.children(before.index, Role.OBJECT):
            tree.attach(other.index, before.index, Role.OBJECT)


def _fill_relative(tree: Tree, verb: Word, noun: Word, words: Words) -> None:
    """Give a noun to the relative clause whose verb stands before it: an object, behind "que" its subject."""
    subjects, objects = tree.children(verb.index, *SUBJECTS), tree.children(verb.index, Role.OBJECT)
    if verb.pos != "VERB" or tree.children(verb.index, Role.PASSIVE_AUXILIARY, Role.COPULA):
        return
    if not objects and any(s.lower in words.relative_subject for s in subjects):
        tree.attach(noun.index, verb.index, Role.OBJECT)
    elif not subjects and any(o.lower in words.relative_object for o in objects):
        tree.attach(noun.index, verb.index, Role.SUBJECT)


def _part_subjects(tree: Tree, verb: Word, one: Word, other: Word) -> None:
    """Find what the second of two subjects is to the first where no conjunction stands between them."""
    inside = [i for i in tree.subtree(other.index) if tree[i].text != ","]
    cases = tree.children(other.index, Role.CASE)
    finite = next(iter(tree.children(verb.index, Role.AUXILIARY, Role.PASSIVE_AUXILIARY)), verb)
    behind = tree[max(inside) + 1].text == ","
    listed = tree.children(other.index, Role.CONJUNCT)
    if cases:
        participles = [i for i in tree.subtree(one.index) if tree[i].pos == "VERB" and i > one.index]
        if participles and participles[-1] < min(inside):
            tree.attach(other.index, participles[-1], Role.OBLIQUE)
    elif tree[min(inside) - 1].text != ",":
        near = min(inside) == one.index + 1 or (
            # "le député (PS) X a …"
            tree[min(inside) - 1].text == ")" and tree[one.index + 1].text == "("
        )
        if near and one.pos == "NOUN" and other.pos == "PROPN":
            tree.attach(other.index, one.index, Role.APPOSITION)
    elif listed and finite.morph.get("Number") == "Plur":
        _list_subjects(tree, one, other, listed)
    elif finite.morph.get("Number") == "Sing" and not listed:
        if behind:
            tree.attach(other.index, one.index, Role.APPOSITION)
        elif one.pos == "NOUN":
            one.role = Role.ADVERBIAL
    elif not behind and one.morph.get("Number") == "Sing":
        one.role = Role.ADVERBIAL  # "L'été dernier, 100 élus ont …"


def _list_subjects(tree: Tree, one: Word, other: Word, listed: Sequence[Word]) -> None:
    """For "X, Y et Z ont …" with X beside Y: a list; in "Le maire de A, X, et Y ont …" X is the mayor.

    In "Les alliés de X, Y et Z ont …" the last two may be who they are.
    """
    if one.morph.get("Number") == "Plur":
        return
    joint = min(i for i in tree.subtree(listed[-1].index) if tree[i].text != ",")
    apart = tree[joint].pos == "CCONJ" and tree[joint - 1].text == ","
    for each in listed:
        tree.attach(each.index, one.index, Role.CONJUNCT)
    tree.attach(other.index, one.index, Role.APPOSITION if apart and len(listed) == 1 else Role.CONJUNCT)


def mend_fronted_subject(tree: Tree, verb: Word) -> None:
    """For "Sous les applaudissements de X, Y a dénoncé …" with Y as apposition of X: the subject.

    A verb that has no subject has it right before it where a name stands behind a comma.
    """
    if verb.pos != "VERB" or tree.children(verb.index, Role.SUBJECT, Role.PASSIVE_SUBJECT):
        return
    finite = verb.morph.get("VerbForm") == "Fin" or bool(tree.children(verb.index, Role.AUXILIARY))
    if not finite or verb.role in (Role.CONJUNCT, Role.RELATIVE):
        return
    for fronted in tree.children(verb.index, Role.OBLIQUE):
        if fronted.index > verb.index:
            break
        for index in tree.subtree(fronted.index):
            name = tree[index]
            if name.role is not Role.APPOSITION or name.pos != "PROPN" or index > verb.index:
                continue
            inside = tree.subtree(index)
            behind = tree[max(i for i in inside if tree[i].text != ",") + 1]
            auxiliary = behind.head == verb.index and behind.role in (Role.AUXILIARY, Role.PASSIVE_AUXILIARY)
            if tree[min(i for i in inside if tree[i].text != ",") - 1].text == "," and (
                behind.index == verb.index or auxiliary
            ):
                tree.attach(index, verb.index, Role.SUBJECT)
                return


def mend_apposed_subject(tree: Tree, verb: Word, indefinite: frozenset[str]) -> None:
    """For "X, un allié de Y, perd Z" with "allié" as subject: X is, which the apposition follows."""
    if verb.pos != "VERB":
        return
    subjects = tree.children(verb.index, Role.SUBJECT)
    if len(subjects) != 1 or subjects[0].pos != "NOUN":
        return
    subject = subjects[0]
    inside = [i for i in tree.subtree(subject.index) if tree[i].text != ","]
    start, end = min(inside), max(inside)
    framed = tree[start - 1].text == "," and tree[end + 1].text == "," and end < verb.index
    first = tree.sentence_of(subject.index)[0]
    if not framed or start < first + 2:
        return
    name = tree[start - 2]
    name = tree[name.head] if name.role is Role.NAME_PART else name
    opens = name.pos == "PROPN" and name.head == verb.index and tree.subtree(name.index)[0] == first
    if tree[start].lower not in indefinite and not (opens and tree[start].pos == "DET"):
        return
    loose = name.pos in ("NOUN", "PROPN") and not tree.children(name.index, Role.CASE)
    if loose and name.role is not Role.NAME_PART and verb.index not in tree.subtree(name.index):
        for mark in tree.children(name.index, Role.MARK):
            tree.attach(mark.index, verb.index, Role.MARK)
        tree.attach(name.index, verb.index, Role.SUBJECT)
        tree.attach(subject.index, name.index, Role.APPOSITION)


def mend_plural_subject(tree: Tree, verb: Word) -> None:
    """For "Les proches du chef, le général X, dénoncent Y" with X as subject: the plural before it is."""
    subjects = tree.children(verb.index, Role.SUBJECT)
    if verb.morph.get("Number") != "Plur" or len(subjects) != 1 or subjects[0].index > verb.index:
        return
    subject = subjects[0]
    if subject.morph.get("Number") != "Sing" or tree.children(subject.index, Role.CONJUNCT):
        return
    for noun in tree.children(verb.index, Role.OBLIQUE, Role.ADVERBIAL, Role.DISLOCATED):
        determined = bool(tree.children(noun.index, Role.DETERMINER))
        bare = determined and not tree.children(noun.index, Role.CASE, Role.MARK)
        if not bare or noun.morph.get("Number") != "Plur" or noun.index > subject.index:
            continue
        owners = [c for c in tree.children(noun.index, Role.OBLIQUE) if c.morph.get("Number") == "Sing"]
        noun.role = Role.SUBJECT
        tree.attach(subject.index, owners[-1].index if owners else noun.index, Role.APPOSITION)
        return


def mend_compared_subject(tree: Tree, verb: Word, words: Words) -> None:
    """For "X comme Y soutiennent Z" with Y hung on X, and "Tant X que Y …" with X as root: both do it."""
    subjects = tree.children(verb.index, Role.SUBJECT)
    if verb.morph.get("Number") != "Plur" or len(subjects) != 1 or subjects[0].morph.get("Number") == "Plur":
        return
    subject, first = subjects[0], tree.sentence_of(verb.index)[0]
    for other in tree.children(subject.index, Role.OBLIQUE):
        cases = tree.children(other.index, Role.CASE)
        if cases and cases[0].lower in words.comparing and other.index < verb.index:
            cases[0].role = Role.OTHER
            tree.attach(other.index, subject.index, Role.CONJUNCT)
    above = tree[verb.head]
    opening = " ".join(word.lower for word in tree[first : first + 2])
    joined = opening in words.correlatives or opening.split()[0] in words.correlatives
    marks = [m for m in tree.children(verb.index, Role.MARK) if m.lower in words.relative_object]
    if joined and marks and above.pos in ("NOUN", "PROPN") and above.head == above.index < subject.index:
        tree.make_root(verb.index)
        tree.attach(above.index, verb.index, Role.SUBJECT)
        tree.attach(subject.index, above.index, Role.CONJUNCT)
        tree.attach(marks[0].index, subject.index, Role.OTHER)


def mend_listed_subject(tree: Tree, verb: Word) -> None:
    """For "En dix jours, X et ses alliés ont …" with X hung on the date: a list of two is the subject."""
    if verb.pos != "VERB" or verb.head != verb.index:
        return
    subjects = tree.children(verb.index, Role.SUBJECT)
    joints = [c for c in tree.children(verb.index) if c.pos == "CCONJ" and c.index < verb.index]
    if len(subjects) != 1 or len(joints) != 1 or joints[0].index + 1 != min(tree.subtree(subjects[0].index)):
        return
    for fronted in tree.children(verb.index, Role.OBLIQUE):
        for name in tree.children(fronted.index, Role.APPOSITION):
            opening = min(i for i in tree.subtree(name.index) if tree[i].text != ",")
            if fronted.index < opening < joints[0].index and tree[opening - 1].text == ",":
                for noun in tree.children(name.index, Role.CONJUNCT):
                    if noun.pos == "NOUN" and not any(
                        c.pos in ("DET", "CCONJ") for c in tree.children(noun.index)
                    ):
                        noun.role = Role.APPOSITION  # "X, [branche de Z], et ses alliés"
                tree.attach(name.index, verb.index, Role.SUBJECT)
                tree.attach(subjects[0].index, name.index, Role.CONJUNCT)
                tree.attach(joints[0].index, subjects[0].index, Role.OTHER)
                return


def mend_interrupted_subject(tree: Tree, verb: Word) -> None:
    """For "X, soutenu par Y, et Z ont …" with Z coordinated to Y: the verb in the plural has X and Z."""
    auxiliaries = tree.children(verb.index, Role.AUXILIARY, Role.PASSIVE_AUXILIARY)
    finite = auxiliaries[0] if auxiliaries else verb
    if finite.morph.get("Number") != "Plur":
        return
    subjects = [
        s for s in tree.children(verb.index, Role.SUBJECT, Role.PASSIVE_SUBJECT) if s.index < finite.index
    ]
    if len(subjects) != 1:
        return
    subject = subjects[0]
    if subject.morph.get("Number") == "Plur" or tree.children(subject.index, Role.CONJUNCT):
        return
    for index in tree.subtree(subject.index):
        last = tree[index]
        if last.role is not Role.CONJUNCT or last.pos not in ("NOUN", "PROPN"):
            continue
        inside = tree.subtree(index)
        joint = min(i for i in inside if tree[i].text != ",")
        ends = max(inside) + 1 == finite.index
        if ends and tree[joint].pos == "CCONJ" and tree[joint - 1].text == ",":
            tree.attach(index, subject.index, Role.CONJUNCT)
            return
