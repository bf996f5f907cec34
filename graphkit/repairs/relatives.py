"""Relative clauses: their pronoun, the noun that they are said of, and the main verb behind them."""

from __future__ import annotations

from collections.abc import Collection

from graphkit.language.schema.grammar import Role, Words
from graphkit.repairs.readings import is_finite
from graphkit.syntax import Tree, Word

# What a verb may have beside the name of a place.
_BESIDE_PLACES = (Role.SUBJECT, Role.PASSIVE_SUBJECT, Role.OBJECT, Role.OBLIQUE)


def mend_inserted_relative(tree: Tree, first: int, last: int, words: Words) -> None:
    """For "X, que Y soutient, a dit …" with "soutient" as the main verb: it is said of X, whose verb follows.

    So for "X, avec qui …", "X, auquel …", "X, dont …", where the clause stands between commas.
    """
    for start in range(first + 2, last - 3):
        pronoun = _relative_at(tree, start, words) if tree[start - 1].text == "," else None
        if pronoun is None:
            continue
        clause = next((w for w in tree[pronoun + 1 : last] if w.text == "," or is_finite(w)), None)
        if clause is None or clause.text == ",":
            continue
        closing = next((w.index for w in tree[clause.index : last] if w.text == ","), None)
        main = _clause_verb(tree, closing + 1, last) if closing is not None else None
        inner = clause if clause.pos == "VERB" else tree[clause.head]
        noun = _top(tree, start - 2, first)
        if closing is None or main is None or not pronoun < inner.index < closing:
            continue
        if noun.pos not in ("NOUN", "PROPN") or tree.children(noun.index, Role.CASE):
            continue
        subjects = tree.children(main.index, Role.SUBJECT, Role.PASSIVE_SUBJECT)
        if noun in subjects and inner.role is Role.RELATIVE:
            continue
        root = next(w.index for w in tree[first:last] if w.head == w.index)
        if root <= closing or root == main.index:
            _insert_relative(tree, noun, inner, main, pronoun, words)


def _relative_at(tree: Tree, start: int, words: Words) -> int | None:
    """The relative pronoun that opens a clause at a word, itself or behind a preposition; not bare "qui"."""
    word, behind = tree[start], tree[start + 1]
    if word.lower in words.relative_object | words.relative_genitive | set(words.contracted_relatives):
        return start
    return start + 1 if word.pos == "ADP" and behind.lower in words.relative_oblique else None


def _clause_verb(tree: Tree, start: int, last: int) -> Word | None:
    """The verb whose finite form begins at a word, pronouns and adverbs before it aside."""
    for word in tree[start:last]:
        if is_finite(word):
            verb = word if word.pos == "VERB" else tree[word.head]
            return verb if verb.index >= word.index and verb.pos in ("VERB", "NOUN", "ADJ") else None
        if word.pos not in ("PRON", "ADV"):
            return None
    return None


def mend_partitive_relative(tree: Tree, first: int, last: int, words: Words) -> None:
    """For "des soldats en Syrie, [dont la plupart] forment Y" said of Syria: of the nearest plural noun.

    The word for how many is the subject, and "dont" its complement. A noun right behind it is something of
    theirs: "X, dont [trois fils] ont combattu Y".
    """
    for dont in tree[first + 1 : last - 2]:
        share = (
            _share_at(tree, dont.index + 1, last, words) if dont.lower in words.relative_genitive else None
        )
        verb = _clause_verb(tree, share.index + 1, last) if share is not None else None
        if share is None or verb is None or verb.head == verb.index or not _is_finite_plural(tree, verb):
            continue
        noun = _several_before(tree, dont.index, first, words)
        if noun is None or share.index in (noun.index, verb.index):
            continue
        share.pos = "NOUN" if share.pos == "NOUN" else "PRON"
        dont.pos = "PRON"
        tree.attach(verb.index, noun.index, Role.RELATIVE)
        for other in tree.children(verb.index, Role.SUBJECT):
            if other.index < verb.index and other.index != share.index:
                tree.attach(other.index, share.index, Role.OTHER)
        tree.attach(share.index, verb.index, Role.SUBJECT)
        tree.attach(dont.index, share.index, Role.OBLIQUE)
        second = tree[min(verb.index + 2, last - 1)]
        if second.pos == "VERB" and tree[second.index - 1].pos == "CCONJ":
            tree.attach(second.index, verb.index, Role.CONJUNCT)  # "forment et conseillent Y"


def _share_at(tree: Tree, start: int, last: int, words: Words) -> Word | None:
    """The word for how many of a group that stands at a word, an article aside: "la [plupart]", "[trois]"."""
    shares = words.shares | words.transparent_nouns | words.count_nouns
    word: Word
    for word in tree[start : min(start + 3, last)]:
        if word.lower in words.shares or word.lemma in shares or (word.pos == "NUM" and word.text.isalpha()):
            return word
        if word.pos not in ("DET", "ADJ"):
            return None
    return None


def _is_finite_plural(tree: Tree, verb: Word) -> bool:
    """Whether a clause has its finite verb in the plural."""
    forms = (verb, *tree.children(verb.index, Role.AUXILIARY, Role.PASSIVE_AUXILIARY))
    return any(w.morph.get("Number") == "Plur" and w.morph.get("VerbForm") == "Fin" for w in forms)


def _several_before(tree: Tree, index: int, first: int, words: Words) -> Word | None:
    """The nearest noun before a word that names several, or the list that ends there."""
    nouns = (w for w in tree[first:index] if w.pos in ("NOUN", "PROPN") and w.role is not Role.NAME_PART)
    for word in reversed(list(nouns)):
        above: Word = tree[word.head]
        listed = word.role is Role.CONJUNCT and above.pos in ("NOUN", "PROPN")
        if listed or is_several(tree, word, words):
            return word if is_several(tree, word, words) else above
    return None


def is_several(tree: Tree, noun: Word, words: Words) -> bool:
    """Whether a noun or a name is plural, as its form or its article shows: "les [Houthis]"."""
    before = (c for c in tree.children(noun.index, Role.DETERMINER, Role.CASE) if c.index < noun.index)
    plural = noun.pos == "NOUN" and noun.morph.get("Number") == "Plur"
    return plural or any(word.lower in words.plural_articles for word in before)


def _top(tree: Tree, index: int, first: int) -> Word:
    """The head of the phrase that ends at a word."""
    word: Word = tree[index]
    while first <= word.head <= index and word.head != word.index:
        word = tree[word.head]
    return word


def _insert_relative(tree: Tree, noun: Word, inner: Word, main: Word, pronoun: int, words: Words) -> None:
    passive = bool(tree.children(main.index, Role.PASSIVE_AUXILIARY))
    between = range(pronoun + 1, inner.index)
    tree.make_root(main.index)
    tree.attach(noun.index, main.index, Role.PASSIVE_SUBJECT if passive else Role.SUBJECT)
    tree.attach(inner.index, noun.index, Role.RELATIVE)
    if tree[pronoun].lower in words.relative_object:
        tree[pronoun].pos = "PRON"
        tree.attach(pronoun, inner.index, Role.OBJECT)
    elif tree[pronoun].head < pronoun:
        tree.attach(pronoun, inner.index, Role.OBLIQUE)
    if not tree.children(inner.index, Role.SUBJECT, Role.PASSIVE_SUBJECT):
        named = (tree[i] for i in between if tree[i].pos in ("NOUN", "PROPN") and tree[i].head not in between)
        subject = next((w for w in named if not tree.children(w.index, Role.CASE)), None)
        if subject is not None:
            tree.attach(subject.index, inner.index, Role.SUBJECT)


def mend_object_relative(tree: Tree, verb: Word, pronouns: frozenset[str], control: frozenset[str]) -> None:
    """For "X, que Y critique, …" with "que" as a conjunction: behind a comma it is an object, and means X."""
    if verb.pos != "VERB" or tree[verb.index - 1].pos == "PUNCT":
        return
    mark = next((m for m in tree.children(verb.index, Role.MARK) if m.lower in pronouns), None)
    if mark is None or mark.index < 2 or mark.index > verb.index:
        return
    cleft = bool(tree.children(verb.head, Role.COPULA)) and not tree.children(verb.head, Role.CASE)
    if tree[mark.index - 1].pos != "PUNCT" and verb.role is not Role.PARTICIPIAL and not cleft:
        return
    if tree.children(verb.index, Role.OBJECT, Role.CLAUSAL_COMPLEMENT):
        return
    if not control.issuperset(verb.lemma for _ in tree.children(verb.index, Role.OPEN_COMPLEMENT)):
        return  # but "X, que Y soupçonne [de mentir]"
    noun = tree[verb.head]
    if verb.role is Role.ADVERBIAL:
        subjects = tree.children(verb.head, Role.SUBJECT, Role.PASSIVE_SUBJECT)
        noun = next((s for s in subjects if tree.subtree(s.index)[-1] == mark.index - 2), verb)
    elif verb.role is not Role.RELATIVE and not tree.children(verb.index, Role.AUXILIARY):
        return  # a participle with an auxiliary is no "motion déposée par Y"
    if noun.pos in ("NOUN", "PROPN") and noun.index < mark.index:
        tree.attach(verb.index, noun.index, Role.RELATIVE)
        mark.pos = "PRON"
        tree.attach(mark.index, verb.index, Role.OBJECT)


def mend_loose_relative(tree: Tree, verb: Word, pronouns: frozenset[str]) -> None:
    """For "réfute les propos de X, qu'il a qualifiés d'« … »" hung on "réfute": the noun before the comma.

    Where the participle does not agree with it, the noun above that does.
    """
    objects = [o for o in tree.children(verb.index, Role.OBJECT) if o.lower in pronouns and o.pos == "PRON"]
    if verb.role is not Role.ADVERBIAL or len(objects) != 1 or objects[0].index < 2:
        return
    if tree[objects[0].index - 1].text != "," or not tree.children(verb.index, Role.SUBJECT):
        return
    noun: Word | None = tree[objects[0].index - 2]
    while noun is not None and (noun.pos not in ("NOUN", "PROPN") or noun.role is Role.NAME_PART):
        noun = tree.head(noun.index)
    first, shown = noun, bool(tree.children(verb.index, Role.AUXILIARY))
    plural = verb.lower.endswith("s")
    while shown and noun is not None and (noun.morph.get("Number") == "Plur") != plural:
        noun = tree.head(noun.index)
        if noun is None or noun.pos not in ("NOUN", "PROPN"):
            noun = first
            break
    if noun is not None:
        tree.attach(verb.index, noun.index, Role.RELATIVE)


def mend_inverted_relative(tree: Tree, verb: Word, pronouns: frozenset[str]) -> None:
    """For "l'offensive que mène X" with X as an object: "que" is the object, so that X is the subject."""
    if verb.role is not Role.RELATIVE or tree.children(verb.index, Role.SUBJECT, Role.PASSIVE_SUBJECT):
        return
    objects = tree.children(verb.index, Role.OBJECT)
    if not any(o.lower in pronouns and o.index < verb.index for o in objects):
        return
    for behind in (*objects, *tree.children(verb.index, Role.OBLIQUE)):
        if behind.index > verb.index and not tree.children(behind.index, Role.CASE):
            behind.role = Role.SUBJECT
            return


def mend_main_verb(tree: Tree, relative: Word, pronouns: frozenset[str]) -> None:
    """For "X, que Y critique, répond" with X as root: the verb behind the relative clause is X's."""
    if relative.role is not Role.RELATIVE:
        return
    if not any(o.lower in pronouns for o in tree.children(relative.index, Role.OBJECT)):
        return
    noun = tree[relative.head]
    for verb in tree.children(relative.index, Role.CONJUNCT):
        joined = any(child.pos == "CCONJ" for child in tree.children(verb.index))
        if verb.pos == "VERB" and not joined and noun.head == noun.index:
            tree.make_root(verb.index)
            tree.attach(noun.index, verb.index, Role.SUBJECT)
            return


def mend_full_relative(tree: Tree, verb: Word, pronouns: frozenset[str]) -> None:
    """For "a dit devant X qu'elle avait été blessée" as a relative clause of X: a passive has no object.

    So for "a dit sur X qu'elle [quittait Y]": it has its object.
    """
    if verb.role is not Role.RELATIVE:
        return
    marks = [c for c in tree.children(verb.index, Role.OBJECT, Role.MARK) if c.lower in pronouns]
    above = tree.head(verb.head)
    if not marks or above is None or above.pos != "VERB":
        return
    auxiliaries = tree.children(verb.index, Role.AUXILIARY, Role.PASSIVE_AUXILIARY)
    full = len(auxiliaries) > 1 and tree.children(verb.index, Role.PASSIVE_SUBJECT)
    if not full and tree[verb.head].role is Role.OBLIQUE and tree.children(verb.index, Role.SUBJECT):
        full = [o for o in tree.children(verb.index, Role.OBJECT) if o.index > verb.index]
    if full:
        tree.attach(verb.index, above.index, Role.CLAUSAL_COMPLEMENT)
        tree.attach(marks[0].index, verb.index, Role.MARK)
        marks[0].pos = "SCONJ"


def mend_relative(tree: Tree, verb: Word, words: Words) -> None:
    """For "les négociations sur le programme qui se déroulent" hung on "programme": the plural noun above.

    For "forme des soldats à Bamako, qui soutiennent Y" hung on the name, what is named before beside it.
    """
    noun = tree[verb.head]
    if verb.role is not Role.RELATIVE or not _is_finite_plural(tree, verb):
        return
    pronouns = tree.children(verb.index, Role.SUBJECT, Role.PASSIVE_SUBJECT)
    if not any(s.lower in words.relative_subject for s in pronouns) or tree.children(
        noun.index, Role.CONJUNCT
    ):
        return
    if noun.pos == "PROPN" and noun.role is not Role.CONJUNCT and not is_several(tree, noun, words):
        _part_from_name(tree, verb, noun, words)
    if noun.pos != "NOUN" or noun.morph.get("Number") != "Sing":
        return
    for above in tree.ancestors(noun.index):
        if above.pos not in ("NOUN", "PROPN"):
            return
        if above.morph.get("Number") == "Plur":
            tree.attach(verb.index, above.index, Role.RELATIVE)
            return


def _part_from_name(tree: Tree, verb: Word, name: Word, words: Words) -> None:
    """Hang a plural relative clause on the plural noun that governs a singular name, or stands beside it."""
    governor, cases = tree[name.head], tree.children(name.index, Role.CASE)
    if not cases or any(case.lower in words.comparing for case in cases):
        return  # "X, qui sont …": a name may be of several; "des pays comme X qui …" speaks of X too
    beside = (governor, *tree.children(governor.index, *_BESIDE_PLACES))
    fitting = [w for w in beside if w.pos == "NOUN" and w.index < name.index and is_several(tree, w, words)]
    if fitting:
        tree.attach(verb.index, fitting[-1].index, Role.RELATIVE)


def attach_relatives(tree: Tree, words: Words, actors: Collection[int]) -> None:
    """Hang relative clauses behind a comma on the actor before it, where they hang on what is none.

    "les sanctions contre la Russie, qu'il accuse" speaks of Russia; small parsers choose by chance. `actors`
    are the words that mentions have as heads.
    """
    pronouns = words.relative_subject | words.relative_object
    for verb in tree:
        if verb.pos not in ("VERB", "AUX") or verb.role not in (Role.RELATIVE, Role.ADVERBIAL):
            continue
        pronoun = next(
            (c for c in tree.children(verb.index) if c.lower in pronouns and c.pos == "PRON"), None
        )
        if pronoun is None or pronoun.index < 2 or tree[pronoun.index - 1].text != ",":
            continue
        above, name = tree[verb.head], tree[pronoun.index - 2]
        while name.role is Role.NAME_PART:
            name = tree[name.head]
        subject = pronoun.role in (Role.SUBJECT, Role.PASSIVE_SUBJECT)
        if verb.role is Role.RELATIVE and above.index in actors:
            if subject and name.index in actors and name.head == above.index and _is_of_one(tree, verb, name):
                tree.attach(verb.index, name.index, Role.RELATIVE)
            continue
        numbers = {verb.morph.get("Number"), name.morph.get("Number")} if subject else set()
        if subject and verb.role is Role.RELATIVE and _is_of_several(tree, verb, name, words):
            continue  # "des soldats à Bamako, qui soutiennent Y"
        if name.index in actors and not {"Sing", "Plur"} <= numbers and name.index != verb.index:
            tree.attach(verb.index, name.index, Role.RELATIVE)


def _is_of_several(tree: Tree, verb: Word, name: Word, words: Words) -> bool:
    """Whether a plural clause hangs on a plural noun, and behind one singular name."""
    noun = tree[verb.head]
    if name.pos != "PROPN" or name.role is Role.CONJUNCT or is_several(tree, name, words):
        return False
    return noun.pos == "NOUN" and is_several(tree, noun, words) and _is_finite_plural(tree, verb)


def _is_of_one(tree: Tree, verb: Word, name: Word) -> bool:
    """Whether a clause with a singular verb stands behind a list: "X et [Y], qui l'accuse" is said of Y."""
    finite = next(iter(tree.children(verb.index, Role.AUXILIARY, Role.PASSIVE_AUXILIARY)), verb)
    return name.role is Role.CONJUNCT and finite.morph.get("Number") == "Sing"
