"""Nouns and names beside one another: appositions, lists, "one of", and genitives read as a list."""

from __future__ import annotations

from graphkit.language.schema.grammar import Role, Words
from graphkit.syntax import Tree, Word

# What a noun or adjective may be to a verb that is read as a clause.
_LOOSE = (Role.OPEN_COMPLEMENT, Role.ADVERBIAL)


def is_loose(tree: Tree, word: Word) -> bool:
    """Whether a noun or adjective hangs on a verb as a clause does, without what makes a clause."""
    clause = word.pos in ("NOUN", "ADJ") and word.role in _LOOSE
    return clause and not tree.children(word.index, Role.SUBJECT, Role.COPULA, Role.MARK, Role.CASE)


def mend_list(tree: Tree, noun: Word) -> bool:
    """For "61 civils, 137 soldats" with the second as apposition: what is counted apart is a list."""
    counted = [any(c.pos == "NUM" for c in tree.children(w.index)) for w in (noun, tree[noun.head])]
    if all(counted):
        noun.role = Role.CONJUNCT
    return all(counted)


def mend_apposition(tree: Tree, noun: Word) -> None:
    """For "une trêve entre X et Y, un allié de Z": an apposition is of the name before its comma.

    In "des partisans du guide, [l'ayatollah X]" one person is the guide, not the partisans.
    """
    start = min(tree.subtree(noun.index))
    comma = start if tree[start].text == "," else start - 1
    before = comma - 1
    if noun.pos not in ("NOUN", "ADJ") or before < tree.sentence_of(noun.index)[0] or tree[comma].text != ",":
        return
    name = tree[before]
    while name.head < name.index and name.pos != "PROPN" and name.head != name.index:
        name = tree[name.head]
    while tree[name.head].pos == "PROPN" and name.role is Role.NAME_PART:
        name = tree[name.head]
    above = tree[noun.head]
    # "X et Y, un allié": one ally is Y alone.
    listed = name.head == above.index and name.role is Role.CONJUNCT and noun.morph.get("Number") != "Plur"
    apart = above.pos in ("NOUN", "VERB") or listed
    if name.pos == "PROPN" and above.index < name.index and apart:
        tree.attach(noun.index, name.index, Role.APPOSITION)
        return
    numbers = above.morph.get("Number"), noun.morph.get("Number")
    named = tree.children(noun.index, Role.OBLIQUE, Role.NAME_PART, Role.APPOSITION, Role.MODIFIER)
    if numbers == ("Plur", "Sing") and any(c.pos == "PROPN" and c.index == noun.index + 1 for c in named):
        owners = [c for c in tree.children(above.index, Role.OBLIQUE) if c.index < start and c.pos == "NOUN"]
        if owners and owners[-1].morph.get("Number") == "Sing":
            tree.attach(noun.index, owners[-1].index, Role.APPOSITION)


def mend_apposed_object(tree: Tree, noun: Word, indefinite: frozenset[str]) -> None:
    """For "combat le M23, un mouvement …" with the second as object: behind a name it says who that is.

    A name between commas ("a lancé, selon Kiev, une offensive") is not what it speaks of.
    """
    start = min(tree.subtree(noun.index))
    start += tree[start].text == ","
    before = start - 2
    first = tree.sentence_of(noun.index)[0]
    if before < first or tree[start - 1].text != "," or tree[start].lower not in indefinite:
        return
    name = tree[before]
    while name.role is Role.NAME_PART:
        name = tree[name.head]
    opening = min(tree.subtree(name.index)) - 1
    apart = opening < first or tree[opening].text == ","
    if name.pos == "PROPN" and name.head != name.index and noun.head < name.index and not apart:
        tree.attach(noun.index, name.index, Role.APPOSITION)


def mend_one_of(tree: Tree, one: Word, words: Words) -> None:
    """For "X est (X,) l'un des alliés de Y": the noun says what X is, as in "X est un allié de Y".

    `one` has the form of an article. "L'un des alliés de Y, X, …" is read so too.
    """
    if one.pos not in ("PRON", "NUM", "DET", "NOUN"):
        return
    said = one.role is Role.APPOSITION or bool(tree.children(one.index, Role.COPULA))
    for noun in tree.children(one.index, Role.OBLIQUE):
        name = None if said else _name_beside(tree, one, noun)
        if not said and name is None:
            continue
        cases = tree.children(noun.index, Role.CASE)
        of = cases and words.contractions.get(cases[0].lower, cases[0].lower) in words.genitive
        if noun.pos not in ("NOUN", "ADJ") or noun.index < one.index or not of:
            continue
        if one.head == one.index:
            tree.make_root(noun.index)
        else:
            tree.attach(noun.index, one.head, one.role)
        for child in tree.children(one.index):
            tree.attach(child.index, noun.index, child.role)
        tree.attach(one.index, noun.index, Role.DETERMINER)
        for case in cases:
            case.role = Role.OTHER
        noun.morph = {**noun.morph, "Number": "Sing"}
        if name is not None:
            tree.attach(name.index, noun.index, Role.APPOSITION)
        return


def _name_beside(tree: Tree, one: Word, noun: Word) -> Word | None:
    """The name between commas that says who one of several is: "L'un des chefs de Y, [X], …".

    Behind a name it is of no other: "un des alliés du président, X" may be the president.
    """
    for index in tree.subtree(one.index):
        name: Word = tree[index]
        if index < noun.index or name.pos != "PROPN" or tree.children(index, Role.CASE):
            continue
        above = tree[name.head]
        if name.role is Role.NAME_PART or not (above in (one, noun) or above.pos == "PROPN"):
            continue
        inside = [i for i in tree.subtree(index) if tree[i].text != ","]
        if (
            tree[inside[0] - 1].text == ","
            and inside[-1] + 1 < len(tree)
            and tree[inside[-1] + 1].text == ","
        ):
            return name
    return None


def mend_stray_genitive(tree: Tree, noun: Word, words: Words) -> None:
    """For "X, allié, comme Y, [du régime]" read as a list of X: with "de" it completes what X is."""
    above, cases = tree[noun.head], tree.children(noun.index, Role.CASE)
    if not cases or words.contractions.get(cases[0].lower, cases[0].lower) not in words.genitive:
        return
    joined = any(c.pos == "CCONJ" for c in tree.children(noun.index))
    if joined or tree.children(above.index, Role.CASE):
        return
    between = [c for c in tree.children(above.index) if above.index < c.index < noun.index]
    said = [c for c in between if c.pos in ("ADJ", "NOUN", "VERB")]
    tree.attach(noun.index, said[-1].index if said else above.index, Role.OBLIQUE)


def mend_listed_complement(tree: Tree, noun: Word, words: Words) -> None:
    """For "les menaces de X et [de Y]" with Y listed with the threats: a list repeats its preposition.

    What stands behind another one is listed with the nearest complement that has its own.
    """
    own = _preposition(tree, noun, words)
    joined = any(c.pos == "CCONJ" and c.index < noun.index for c in tree.children(noun.index))
    above = tree[noun.head]
    if not own or not joined or above.index > noun.index or _preposition(tree, above, words) in ("", own):
        return
    for index in range(noun.index - 1, above.index, -1):
        word = tree[index]
        if word.pos in ("NOUN", "PROPN") and _preposition(tree, word, words) == own:
            tree.attach(noun.index, index, Role.CONJUNCT)
            return


def mend_agent(tree: Tree, noun: Word, words: Words) -> None:
    """For "X a été condamné à une amende [par Y]" with Y hung on the fine: it is the agent of the passive."""
    if _preposition(tree, noun, words) not in words.agentive:
        return
    above = tree[noun.head]
    while _preposition(tree, above, words) in words.genitive and above.head < above.index:
        above = tree[above.head]  # "à une amende [de deux millions d'euros] par Y"
    verb = tree[above.head]
    if _preposition(tree, above, words) not in words.dative:
        return
    passive = tree.children(verb.index, Role.PASSIVE_SUBJECT, Role.PASSIVE_AUXILIARY)
    alone = verb.pos == "VERB" and bool(passive) and not tree.children(verb.index, Role.AGENT)
    if alone and verb.index < above.index < noun.index:
        tree.attach(noun.index, verb.index, Role.AGENT)


def _preposition(tree: Tree, noun: Word, words: Words) -> str:
    """The preposition before a noun, without the article that is part of it."""
    cases = tree.children(noun.index, Role.CASE)
    return words.contractions.get(cases[0].lower, cases[0].lower) if cases else ""


def noun_before(tree: Tree, word: Word) -> Word:
    """The noun or name that ends before a phrase, a comma between them aside."""
    index = min(tree.subtree(word.index)) - 1
    index -= tree[index].text == ","
    noun: Word = tree[index]
    while noun.role is Role.NAME_PART or (noun.pos == "ADJ" and noun.head < noun.index):
        noun = tree[noun.head]
    return noun
