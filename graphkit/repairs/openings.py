"""What stands before a clause: datelines, topics, dates, and the phrases that open a sentence."""

from __future__ import annotations

from collections.abc import Sequence

from graphkit.language.schema.grammar import Role
from graphkit.repairs.roots import uproot
from graphkit.syntax import Tree, Word

_DASHES = ("-", "–", "—")


def mend_dateline(tree: Tree, first: int, last: int) -> None:
    """For "PARIS - Le préfet a interdit …" with the town as subject: what a dash parts off is no argument.

    The town is all that stands before the first dash, and behind it a sentence begins.
    """
    dash = next((w.index for w in tree[first : min(first + 5, last)] if w.text in _DASHES), None)
    if dash is None or dash == first or dash + 2 >= last or not tree[dash + 1].text[0].isupper():
        return
    if any(w.text in _DASHES for w in tree[dash + 1 : last]):
        return
    town = next((w for w in tree[first:dash] if not first <= w.head < dash or w.head == w.index), tree[first])
    if town.pos != "PROPN" or any(w.pos not in ("PROPN", "PUNCT") for w in tree[first:dash]):
        return
    _part_off(tree, town, dash)


def _part_off(tree: Tree, town: Word, dash: int) -> None:
    """Take the place of a dateline out of the clause behind it, whose subject hung on it or beside it."""
    verb = tree[town.head]
    behind = [c for c in tree.children(town.index) if c.index > dash]
    if town.head == town.index:
        verb = next(
            (c for c in behind if c.role in (Role.CONJUNCT, Role.PARATAXIS) and c.pos == "VERB"), town
        )
    if verb is town or verb.index < dash:
        return
    if verb.head == town.index:
        tree.make_root(verb.index)
    role = Role.PASSIVE_SUBJECT if tree.children(verb.index, Role.PASSIVE_AUXILIARY) else Role.SUBJECT
    own = tree.children(verb.index, Role.SUBJECT, Role.PASSIVE_SUBJECT)
    subject = all(s is town for s in own)
    for child in behind:
        bare = child.pos in ("NOUN", "PROPN") and not tree.children(child.index, Role.CASE)
        lost = subject and bare and child.index < verb.index
        if lost:
            tree.attach(child.index, verb.index, role)
        elif bare and own and child.index < verb.index:
            before = child.index < own[-1].index
            tree.attach(
                child.index, *((verb.index, Role.ADVERBIAL) if before else (own[-1].index, Role.APPOSITION))
            )
        elif child is not verb:
            tree.attach(child.index, verb.index, child.role)
        if lost:
            own, subject = [child], False
    tree.attach(town.index, verb.index, Role.DISLOCATED)


def mend_opening(tree: Tree, first: int, last: int) -> None:
    """For "Vaincu par X, [Y] quitta Z" with Y hung on X: the verb governs what opens its clause.

    The subject is the noun phrase between the comma and the verb, if nothing else is: also in "Sous l'égide
    de X, [Y et Z] ont négocié", and in "Fidèle soutien de X, [Y] a livré …" with "soutien" as the subject.
    """
    opening = tree[first]
    participle = opening.pos in ("VERB", "ADJ") and opening.morph.get("VerbForm") == "Part"
    if participle and tree.children(first, Role.AUXILIARY, Role.PASSIVE_AUXILIARY, Role.COPULA):
        return
    said = None if participle else _bare_noun(tree, first)
    if not participle and said is None and opening.pos != "ADP":
        return
    for comma in range(first + 2, last - 2):
        verb = _verb_of_phrase(tree, comma + 1, last) if tree[comma].text == "," else None
        if verb is None:
            continue
        inside = range(comma + 1, verb.index)
        heads = [i for i in inside if tree[i].pos in ("NOUN", "PROPN") and tree[i].head not in inside]
        governor = verb if verb.pos == "VERB" else tree[verb.head]
        if not heads or any(tree.children(i, Role.CASE) for i in heads):
            continue
        own = tree.children(governor.index, Role.SUBJECT, Role.PASSIVE_SUBJECT)
        if said is not None and own == [said]:
            own[0].role, own = Role.ADVERBIAL, []
        found = [s.index for s in own] == heads and governor.head < comma and participle
        lost = all(tree[i].head <= comma or governor.head == i for i in heads)
        if found or (not own and lost and (len(heads) == 1 or _are_listed(tree, heads))):
            _open_clause(tree, opening if participle else None, heads, governor)
            return


def _bare_noun(tree: Tree, first: int) -> Word | None:
    """The noun without an article that opens a sentence, an adjective before it aside."""
    word = tree[first] if tree[first].pos != "ADJ" else tree[tree[first].head]
    opens = word.pos == "NOUN" and first <= word.index <= first + 2
    return word if opens and not tree.children(word.index, Role.DETERMINER, Role.CASE) else None


def _verb_of_phrase(tree: Tree, start: int, last: int) -> Word | None:
    """The finite verb or auxiliary behind a noun phrase that begins at a word; None if there is none."""
    if tree[start].pos not in ("DET", "PROPN", "NOUN", "ADJ", "NUM", "X"):
        return None
    for word in tree[start:last]:
        if word.pos in ("VERB", "AUX"):
            finite = word.morph.get("VerbForm") == "Fin" and word.index > start
            return word if finite and (word.pos == "VERB" or tree[word.head].index > word.index) else None
        if word.pos not in ("DET", "PROPN", "NOUN", "ADJ", "ADP", "NUM", "CCONJ", "ADV", "X"):
            return None
    return None


def _are_listed(tree: Tree, heads: Sequence[int]) -> bool:
    """Whether a conjunction stands before the last of some nouns: "X, Y [et Z]"."""
    return any(word.pos == "CCONJ" for word in tree[heads[-2] : heads[-1]])


def _open_clause(tree: Tree, participle: Word | None, heads: Sequence[int], verb: Word) -> None:
    passive = bool(tree.children(verb.index, Role.PASSIVE_AUXILIARY))
    first = tree.sentence_of(verb.index)[0]
    root = next(w for w in tree[first:] if w.head == w.index)
    if participle is not None:
        tree.make_root(verb.index)
    elif root.pos in ("NOUN", "PROPN") and root.index < heads[0]:
        uproot(tree, root, verb, Role.OBLIQUE if tree.children(root.index, Role.CASE) else Role.ADVERBIAL)
    tree.attach(heads[0], verb.index, Role.PASSIVE_SUBJECT if passive else Role.SUBJECT)
    for other in heads[1:]:
        tree.attach(other, heads[0], Role.CONJUNCT)
    if participle is not None:
        tree.attach(participle.index, verb.index, Role.ADVERBIAL)


def mend_topic(tree: Tree, verb: Word) -> None:
    """For "Mali : la France critique Y" with Mali as a subject: what a colon parts off is no argument."""
    if verb.pos != "VERB":
        return
    subjects = tree.children(verb.index, Role.SUBJECT, Role.PASSIVE_SUBJECT)
    if not subjects:
        return
    topic, first = subjects[0], tree.sentence_of(verb.index)[0]
    colon = next((w.index for w in tree[topic.index : verb.index] if w.text == ":"), None)
    if colon is None or tree.subtree(topic.index)[0] != first:
        return
    behind = [c for c in tree.children(topic.index) if colon < c.index < verb.index and c.pos == "PROPN"]
    if len(subjects) > 1 and colon < subjects[1].index:
        topic.role = Role.DISLOCATED
    elif len(subjects) == 1 and behind:
        topic.role, role = Role.DISLOCATED, topic.role
        tree.attach(behind[0].index, verb.index, role)


def mend_dated(tree: Tree, noun: Word, partitives: frozenset[str]) -> bool:
    """For "Mercredi, X …, certains appuyés par Z, ont lancé …" with X hung on the date: the subject."""
    date, first = tree[noun.head], tree.sentence_of(noun.index)[0]
    verb = tree[date.head]
    bare = date.index == first and date.pos == "NOUN" and not tree.children(date.index, Role.DETERMINER)
    if not bare or verb.pos != "VERB" or verb.index < noun.index or tree[first + 1].text != ",":
        return False
    subjects = tree.children(verb.index, Role.SUBJECT, Role.PASSIVE_SUBJECT)
    if any(tree[s.index - 1].lower not in partitives for s in subjects):
        return False
    tree.attach(noun.index, verb.index, Role.SUBJECT)
    last = [noun, *tree.children(noun.index, Role.CONJUNCT)][-1]
    for participle in subjects:
        tree.attach(participle.index, last.index, Role.PARTICIPIAL)
    return True
