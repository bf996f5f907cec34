"""Objects: those that were read as something else, or hung on another verb, and what is none."""

from __future__ import annotations

from collections.abc import Collection

from graphkit.language.schema.grammar import Role, Words
from graphkit.repairs.nouns import mend_apposed_object
from graphkit.syntax import Tree, Word


def mend_complement(tree: Tree, noun: Word, words: Words) -> None:
    """For a noun read as object or clause: no noun has an object; behind a name it may say who that is."""
    cases = tree.children(noun.index, Role.CASE)
    if noun.role is Role.OBJECT and tree[noun.head].pos in ("NOUN", "PROPN") and cases:
        noun.role = Role.OBLIQUE  # "X, allié [de Y]": no noun has an object
    elif noun.role is Role.OBJECT:
        mend_apposed_object(tree, noun, words.indefinite_article)
    else:
        _mend_restriction(tree, noun)


def _mend_restriction(tree: Tree, noun: Word) -> None:
    """For "X ne soutient que Y" with Y as a clause: a noun without verb or copula is the object."""
    if not tree.children(noun.index, Role.COPULA, Role.SUBJECT) and tree.children(noun.index, Role.ADVERB):
        noun.role = Role.OBJECT


def mend_completed_object(tree: Tree, verb: Word, words: Words) -> None:
    """Find the object of a clause that was hung elsewhere.

    "X tente de convaincre [Y]" with Y under the first verb; "X soutient ouvertement [Y]" with the name Y as
    what X is.
    """
    if tree.children(verb.index, Role.OBJECT):
        return
    if verb.morph.get("VerbForm") == "Inf" and verb.role is Role.OPEN_COMPLEMENT:
        above = tree[verb.head]
        if above.lemma not in words.object_control and tree.children(verb.index, Role.MARK):
            for noun in tree.children(above.index, Role.OBJECT):
                if noun.index > verb.index > above.index:
                    tree.attach(noun.index, verb.index, Role.OBJECT)
        return
    behind = (c for c in tree.children(verb.index, Role.OPEN_COMPLEMENT) if c.index > verb.index)
    names = [c for c in behind if c.pos == "PROPN"]
    if not names or verb.pos != "VERB":
        return
    if verb.lemma in words.copular_verbs | words.state_verbs | words.etre_verbs:
        return
    helped = tree.children(verb.index, Role.PASSIVE_AUXILIARY, Role.PASSIVE_SUBJECT, Role.REFLEXIVE)
    for name in names:
        if not helped and not tree.children(name.index, Role.CASE, Role.MARK, Role.COPULA):
            name.role = Role.OBJECT


def mend_crossing_object(tree: Tree, verb: Word, words: Words) -> None:
    """For "condamne le coup contre X et [désavoue] Y" with Y hung on "coup": it is the second verb's object.

    It stands right behind the verb, without a preposition, and what it hangs on stands before.
    """
    if verb.pos != "VERB" or verb.role is not Role.CONJUNCT or verb.index + 1 >= len(tree):
        return
    if tree[verb.index - 1].pos != "CCONJ" or tree[verb.index - 1].head != verb.index:
        return
    governed = (Role.OBJECT, Role.PASSIVE_AUXILIARY, Role.REFLEXIVE, Role.COPULA, Role.CLAUSAL_COMPLEMENT)
    intransitive = words.copular_verbs | words.state_verbs | words.etre_verbs
    if tree.children(verb.index, *governed) or verb.lemma in intransitive:
        return
    noun = tree[verb.index + 1]
    if noun.pos not in ("DET", "PROPN"):
        return
    while noun.head > verb.index and noun.head != noun.index:
        noun = tree[noun.head]
    stray = (Role.OBLIQUE, Role.NAME_PART, Role.APPOSITION, Role.CONJUNCT)
    bare = noun.pos in ("NOUN", "PROPN") and not tree.children(noun.index, Role.CASE)
    if bare and noun.head < verb.index and noun.role in stray:
        tree.attach(noun.index, verb.index, Role.OBJECT)


def mend_some(tree: Tree, verb: Word, partitives: frozenset[str]) -> None:
    """For "X soutient certains des Y" with "certains" hung loosely: the object, if there is no other."""
    if verb.pos != "VERB" or tree.children(verb.index, Role.OBJECT):
        return
    for some in tree.children(verb.index, Role.PARATAXIS, Role.OTHER):
        if some.index == verb.index + 1 and some.lower in partitives and some.pos in ("PRON", "DET"):
            some.role = Role.OBJECT


def mend_neither(tree: Tree, verb: Word) -> None:
    """For "X ne soutient ni Y ni Z" with Y coordinated to the verb: a noun is no conjunct of a verb."""
    if verb.pos != "VERB" or tree.children(verb.index, Role.OBJECT):
        return
    for noun in tree.children(verb.index, Role.CONJUNCT):
        if (
            noun.pos in ("NOUN", "PROPN")
            and noun.index > verb.index
            and not tree.children(noun.index, Role.SUBJECT, Role.COPULA)
        ):
            noun.role = Role.OBJECT
            return


def mend_object(tree: Tree, verb: Word) -> None:
    """Two subjects, one before and one behind, and no object: the one behind is the object.

    So is a noun that was read as a complement beside the infinitive: "accuse « des pays » de mentir".
    """
    if len(verb.children) < 2:
        return
    complements = tree.children(verb.index, Role.OPEN_COMPLEMENT)
    if len(complements) == 2 and not tree.children(verb.index, Role.OBJECT):
        noun, infinitive = complements
        verbal = infinitive.morph.get("VerbForm") == "Inf" and noun.pos in ("NOUN", "PROPN")
        if verbal and verb.index < noun.index and not tree.children(noun.index, Role.CASE):
            noun.role = Role.OBJECT
    subjects = tree.children(verb.index, Role.SUBJECT)
    if len(subjects) == 2 and not tree.children(verb.index, Role.OBJECT):
        before, behind = subjects
        if before.index < verb.index < behind.index and behind.index == _first_noun(tree, verb.index + 1):
            behind.role = Role.OBJECT
            verb.pos = "VERB"


def _first_noun(tree: Tree, start: int) -> int:
    """The first noun from a word on, articles and adjectives passed."""
    last = tree.sentence_of(start - 1)[1]
    return next((i for i in range(start, last) if tree[i].pos not in ("DET", "ADJ", "NUM", "ADV")), last)


def mend_clitic(tree: Tree, verb: Word, clitics: Collection[str]) -> None:
    """An article on a verb with a subject is the object: "X [l']accuse", "X [les] a vus".

    So is one on a verb that shares the subject of the clause before: "X accueille Y et [les] rapatrie".
    """
    if verb.pos != "VERB":
        return
    subjects = tree.children(verb.index, Role.SUBJECT)
    joined = verb.role is Role.CONJUNCT and any(c.pos == "CCONJ" for c in tree.children(verb.index))
    objects = tree.children(verb.index, Role.OBJECT)
    complements = [_complement_before(tree, verb, noun) for noun in objects]
    if not (subjects or joined) or None in complements:
        return
    for article in tree.children(verb.index, Role.DETERMINER):
        between = tree[article.index + 1 : verb.index]
        behind = not subjects or subjects[0].index < article.index
        if article.lower in clitics and behind and all(word.pos == "AUX" for word in between):
            article.role, article.pos = Role.OBJECT, "PRON"
            for noun, complement in zip(objects, complements, strict=True):
                if complement is not None:
                    tree.attach(noun.index, complement.index, Role.OBJECT)
            if tree[verb.head].pos in ("NOUN", "PROPN"):
                _join_clauses(tree, verb)


def _complement_before(tree: Tree, verb: Word, noun: Word) -> Word | None:
    """The infinitive taken for a noun whose object the verb was given: "l'accuse de [trahir] X"."""
    between = tree[verb.index + 1 : noun.index]
    return next(
        (
            word
            for word in between
            if word.head == verb.index
            and word.role is not Role.OBJECT
            and tree.children(word.index, Role.CASE, Role.MARK)
        ),
        None,
    )


def _join_clauses(tree: Tree, verb: Word) -> None:
    """Coordinate a clause with the one above the noun that a parser coordinated it with."""
    above = next((word for word in tree.ancestors(verb.index) if word.pos in ("VERB", "AUX")), None)
    if above is not None:
        tree.attach(verb.index, above.index, Role.CONJUNCT)


def mend_quoted_object(tree: Tree, verb: Word, quotes: Collection[str]) -> None:
    """For "X salue « le courage » de Y" with "courage" as a complement: behind a quotation mark an object."""
    if verb.pos != "VERB" or tree.children(verb.index, Role.OBJECT) or verb.index + 1 >= len(tree):
        return
    if tree[verb.index + 1].text not in quotes:
        return
    for noun in tree.children(verb.index, Role.OBLIQUE, Role.OPEN_COMPLEMENT):
        if noun.pos != "NOUN" or tree.children(noun.index, Role.CASE, Role.COPULA):
            continue
        opening = min(i for i in tree.subtree(noun.index) if tree[i].pos != "PUNCT")
        if tree[opening].pos == "DET" and opening == verb.index + 2:
            noun.role = Role.OBJECT
            return


def mend_second_object(tree: Tree, verb: Word) -> None:
    """For "X soutient Y et critique Z" with both Y and Z under the first verb: Z is the second verb's."""
    objects = tree.children(verb.index, Role.OBJECT)
    if len(objects) < 2:
        return
    for second in tree.children(verb.index, Role.CONJUNCT):
        behind = [o for o in objects if o.index > second.index]
        if len(objects) > len(behind) > 0 and second.pos in ("VERB", "ADJ", "NOUN"):
            second.pos = "VERB"
            for word in behind:
                tree.attach(word.index, second.index, Role.OBJECT)
            return


def mend_comma_object(tree: Tree, verb: Word) -> None:
    """For "Si X soutient Y, Z proteste" with Z as a second object: behind a comma a new clause begins."""
    for other in tree.children(verb.index, Role.OBJECT)[1:]:
        start = other.index
        while (
            start > 0 and tree[start - 1].pos in ("DET", "ADJ") and tree[start - 1].sentence == other.sentence
        ):
            start -= 1
        if start > 0 and tree[start - 1].text == ",":
            other.role = Role.OTHER
