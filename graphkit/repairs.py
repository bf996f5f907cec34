"""Repairs of a parse: what small parsers get wrong often, undone where the structure shows it.

Each repair is of a structure that no right parse has ("X a nié" with X hung on the auxiliary), and says in
its docstring what it looks for. They come after `syntax.tree_of` and before anything reads the tree.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from itertools import pairwise

from graphkit.language.schema import Grammar, Quotes, Role, Words
from graphkit.syntax import Tree, Word

# What a verb may be to a noun in a wrong parse, and in a right one only as a participle.
_OF_NOUNS = (Role.PARTICIPIAL, Role.MODIFIER, Role.NAME_PART, Role.OBLIQUE, Role.APPOSITION, Role.CONJUNCT)
# What a noun or adjective may be to a verb that is read as a clause.
_LOOSE = (Role.OPEN_COMPLEMENT, Role.ADVERBIAL)
# What a verb governs, and a noun only if it is a predicate or was taken for one.
_CLAUSAL = frozenset({
    Role.SUBJECT, Role.PASSIVE_SUBJECT, Role.OBJECT, Role.MARK, Role.COPULA, Role.AUXILIARY, Role.AGENT,
    Role.PASSIVE_AUXILIARY, Role.OPEN_COMPLEMENT, Role.CLAUSAL_COMPLEMENT, Role.PARATAXIS, Role.REFLEXIVE,
})  # fmt: skip
_DASHES = ("-", "–", "—")
# What a clause with a conjunction may be to what governs it in a wrong parse.
_CLAUSES = (Role.RELATIVE, Role.PARTICIPIAL, Role.SUBJECT, Role.CONJUNCT)


def repair(tree: Tree, grammar: Grammar, verbs: Mapping[str, Sequence[str]]) -> None:
    """All repairs that need the tree alone; `verbs` maps known verb forms to infinitives."""
    find_verbs(tree, grammar.words, verbs)
    find_participles(tree, grammar.words, verbs)
    find_singulars(tree, grammar.words)
    mend(tree, grammar.words, grammar.quotes.open)
    find_quoted(tree, grammar.quotes)


def find_quoted(tree: Tree, quotes: Quotes) -> None:
    """Find who says what is quoted, read as whom it is said of: "« … », a raillé [X]".

    Only a quotation that opens its sentence, or stands behind a colon: "le groupe « W. », …" is a name.
    """
    for mark in tree:
        if mark.text not in quotes.open:
            continue
        first, last = tree.sentence_of(mark.index)
        if mark.index != first and tree[mark.index - 1].text != ":":
            continue
        closing = next((w.index for w in tree[mark.index + 1 : last] if w.text in quotes.close), last)
        start = closing + 2
        if start >= last or tree[closing + 1].text != "," or tree[start].pos not in ("VERB", "AUX"):
            continue
        verb = tree[start] if tree[start].pos == "VERB" else tree[tree[start].head]
        if verb.pos == "VERB" and start <= verb.index <= start + 2:
            _find_speaker(tree, verb, start)


def _find_speaker(tree: Tree, verb: Word, start: int) -> None:
    """Make the object right behind a verb of saying its subject; `start` is the first word of the verb."""
    behind = [c for c in tree.children(verb.index, Role.OBJECT) if verb.index < c.index <= verb.index + 2]
    if not behind:
        return
    for subject in tree.children(verb.index, Role.SUBJECT):
        if subject.index < start:
            subject.role = Role.PARATAXIS
    behind[0].role = Role.SUBJECT


def find_verbs(tree: Tree, words: Words, verbs: Mapping[str, Sequence[str]]) -> None:
    """Take known verb forms for verbs that stand as verbs do, whatever the tagger made of them.

    A form with an auxiliary of its own ("a [licencié] des salariés") is a participle, one with a subject in a
    relative clause ("qui [arment] X") is finite, and an infinitive that completes a verb ("va [trahir] le
    président") takes the object behind it. Behind a conjunction and "les" no noun stands in the singular:
    "et les [arme]".
    """
    for word in tree:
        known = verbs.get(word.lower)
        if known and _has_auxiliaries_around(tree, word):
            _find_denier(tree, word, known[0])
            continue
        if word.pos == "NOUN" and not known:
            _find_copula(tree, word)
        if known and word.pos not in ("VERB", "AUX"):
            _find_verb(tree, word, known, words)
            _find_second_participle(tree, word, known)


def _find_verb(tree: Tree, word: Word, known: Sequence[str], words: Words) -> None:
    """`find_verbs` for one form of the verbs `known` that was tagged as something else."""
    _find_auxiliary(tree, word)
    if tree.children(word.index, Role.AUXILIARY, Role.PASSIVE_AUXILIARY):
        word.pos, word.lemma = "VERB", known[0]
        word.morph = {**word.morph, "VerbForm": "Part", "Tense": "Past"}
    elif word.role is Role.RELATIVE and tree.children(word.index, Role.SUBJECT):
        word.pos, word.lemma = "VERB", known[0]
    elif (
        word.role is Role.OPEN_COMPLEMENT
        and tree[word.head].pos == "AUX"
        and word.lower not in known
        and not tree.children(word.head, Role.OBJECT)
    ):
        _join_auxiliary(tree, word, known[0])
    elif word.role is Role.OPEN_COMPLEMENT and word.lower in known:
        _take_object(tree, word)
    elif word.role is Role.OTHER and word.head > word.index:
        _find_governor(tree, word, known[0])
    elif word.role is Role.OBLIQUE and word.lower in known:
        _find_infinitive(tree, word)
    elif word.role is Role.CONJUNCT:
        _find_clitic_verb(tree, word, known[0], words)


def _find_infinitive(tree: Tree, noun: Word) -> None:
    """For "vient de [condamner] X" with a noun: an infinitive behind a verb, "de" or "à" and no article."""
    cases = tree.children(noun.index, Role.CASE)
    if tree[noun.head].pos != "VERB" or len(cases) != 1 or cases[0].index != noun.index - 1:
        return
    if noun.pos != "NOUN" or tree.children(noun.index, Role.DETERMINER, Role.MODIFIER):
        return
    noun.pos, noun.lemma, noun.morph, noun.role = (
        "VERB",
        noun.lower,
        {"VerbForm": "Inf"},
        Role.OPEN_COMPLEMENT,
    )
    cases[0].role = Role.MARK
    for child in tree.children(noun.index, Role.OBLIQUE, Role.APPOSITION, Role.NAME_PART):
        if not tree.children(child.index, Role.CASE) and child.pos in ("NOUN", "PROPN"):
            child.role = Role.OBJECT
            return


def _find_clitic_verb(tree: Tree, noun: Word, lemma: str, words: Words) -> None:
    """For "soutient Y et les [arme]" with a noun: one in the singular has no "les", a verb has an object."""
    article, joint = tree[noun.index - 1], tree[noun.index - 2]
    if noun.index < 2 or joint.pos != "CCONJ":
        return
    clitic = article.lower in words.direct_clitic and article.head == noun.index
    if clitic and article.morph.get("Number") == "Plur" and noun.morph.get("Number") == "Sing":
        noun.pos, noun.lemma, noun.morph = "VERB", lemma, {"VerbForm": "Fin"}


def _find_second_participle(tree: Tree, noun: Word, known: Sequence[str]) -> None:
    """For "a vanté l'accord avec X et [promis] de …" with a noun: a participle that shares the auxiliary.

    Behind "and", without an article and before an object or an infinitive no noun stands.
    """
    if noun.pos == "VERB" or noun.role is not Role.CONJUNCT or noun.lower in known:
        return
    agrees = noun.morph.get("Gender") == "Fem" or noun.text[0].isupper()
    if agrees or tree[noun.index - 1].pos != "CCONJ":
        return
    above = next((w for w in tree.ancestors(noun.index) if w.pos == "VERB"), None)
    if above is None or not _has_avoir(tree, above) or not _opens_object(tree, noun.index + 1):
        return
    noun.pos, noun.lemma, noun.morph = "VERB", known[0], {"VerbForm": "Part", "Tense": "Past"}
    governor = noun.head
    tree.attach(noun.index, above.index, Role.CONJUNCT)
    for child in tree.children(governor):
        if child.index > noun.index:
            tree.attach(child.index, noun.index, child.role)
    for child in tree.children(noun.index, Role.OBLIQUE, Role.APPOSITION, Role.NAME_PART, Role.MODIFIER):
        bare = child.pos in ("NOUN", "PROPN") and not tree.children(child.index, Role.CASE)
        if bare and not tree.children(noun.index, Role.OBJECT):
            child.role = Role.OBJECT


def _has_avoir(tree: Tree, verb: Word) -> bool:
    """Whether a verb is a participle with a finite auxiliary that another could share."""
    helpers = tree.children(verb.index, Role.AUXILIARY)
    return any(_is_finite(word) for word in helpers) and not tree.children(verb.index, Role.REFLEXIVE)


def _opens_object(tree: Tree, index: int) -> bool:
    """Whether an article, a name, or "de" and an infinitive stand at a word."""
    word, behind = tree[index], tree[min(index + 1, len(tree) - 1)]
    infinitive = word.pos == "ADP" and (behind.morph.get("VerbForm") == "Inf" or behind.pos == "PRON")
    return bool(word.pos == "PROPN" or (word.pos == "DET" and word.head > index) or infinitive)


def find_participles(tree: Tree, words: Words, verbs: Mapping[str, Sequence[str]]) -> None:
    """For "le procès [opposant] X à Y" with an adjective: the participle takes what hangs on the noun."""
    for word in tree:
        if word.lower not in words.participles_of_nouns or word.pos == "VERB" or not word.index:
            continue
        noun, known = tree[word.index - 1], verbs.get(word.lower)
        if noun.pos != "NOUN" or not known or word.head != noun.index:
            continue
        word.pos, word.lemma, word.role = "VERB", known[0], Role.PARTICIPIAL
        word.morph = {"VerbForm": "Part", "Tense": "Pres"}
        for child in tree.children(noun.index, Role.OBLIQUE, Role.APPOSITION, Role.NAME_PART):
            if child.index > word.index:
                bare = not tree.children(child.index, Role.CASE)
                tree.attach(child.index, word.index, Role.OBJECT if bare else Role.OBLIQUE)


def _find_auxiliary(tree: Tree, participle: Word) -> None:
    """For "X a imputé …" with "a" as its preposition: an auxiliary is never one."""
    for child in tree.children(participle.index, Role.CASE):
        if child.pos == "AUX" and child.index < participle.index:
            child.role = Role.AUXILIARY


def _has_auxiliaries_around(tree: Tree, word: Word) -> bool:
    """Whether a word stands between two auxiliaries of the verb behind it: "a (pas) [nié] avoir visé"."""
    verb = tree[word.head]
    if not verb.index > word.index + 1 or verb.pos != "VERB":
        return False
    auxiliaries = [a.index for a in tree.children(verb.index, Role.AUXILIARY)]
    return word.index + 1 in auxiliaries and min(auxiliaries) < word.index


def _find_denier(tree: Tree, participle: Word, lemma: str) -> None:
    """Hang on "nié" the infinitive clause of "a nié avoir visé", and the words that stand before it."""
    verb = tree[participle.head]
    participle.pos, participle.lemma = "VERB", lemma
    participle.morph = {"VerbForm": "Part", "Tense": "Past"}
    if verb.head == verb.index:
        tree.make_root(participle.index)
    else:
        tree.attach(participle.index, verb.head, verb.role)
    tree.attach(verb.index, participle.index, Role.OPEN_COMPLEMENT)
    auxiliary = tree.children(verb.index, Role.AUXILIARY)[0]
    for child in (*tree.children(auxiliary.index), *tree.children(verb.index)):
        if child.index < participle.index:
            tree.attach(child.index, participle.index, child.role)
    verb.morph = {**verb.morph, "VerbForm": "Inf"}


def _find_copula(tree: Tree, noun: Word) -> None:
    """For "X est candidat" read as a passive: what is no participle has a copula."""
    for auxiliary in tree.children(noun.index, Role.PASSIVE_AUXILIARY):
        auxiliary.role = Role.COPULA
        for subject in tree.children(noun.index, Role.PASSIVE_SUBJECT):
            subject.role = Role.SUBJECT


def find_singulars(tree: Tree, words: Words) -> None:
    """Give a noun that the lemmatizer left in the plural ("des leaders") the singular that is known."""
    known = (
        words.transparent_people
        | words.transparent_nouns
        | words.count_nouns
        | words.proxy_nouns
        | words.stance_nouns
    )
    for word in tree:
        if word.pos == "NOUN" and word.lemma not in known and word.lemma.removesuffix("s") in known:
            word.lemma, word.morph = word.lemma.removesuffix("s"), {**word.morph, "Number": "Plur"}


def _take_object(tree: Tree, infinitive: Word) -> None:
    above = tree[infinitive.head]
    infinitive.pos, infinitive.lemma, infinitive.morph = "VERB", infinitive.lower, {"VerbForm": "Inf"}
    if not tree.children(infinitive.index, Role.OBJECT):
        for behind in tree.children(above.index, Role.OBJECT):
            if behind.index > infinitive.index > above.index:
                tree.attach(behind.index, infinitive.index, Role.OBJECT)


def _join_auxiliary(tree: Tree, participle: Word, lemma: str) -> None:
    """For "X n'a pas exclu de …" with "a" as the verb: the participle is, and takes what hangs on "a"."""
    auxiliary = tree[participle.head]
    head, role = auxiliary.head, auxiliary.role
    if head == auxiliary.index:
        tree.make_root(participle.index)
    else:
        tree.attach(participle.index, head, role)
    participle.pos, participle.lemma = "VERB", lemma
    participle.morph = {**participle.morph, "VerbForm": "Part", "Tense": "Past"}
    for child in tree.children(auxiliary.index):
        tree.attach(child.index, participle.index, child.role)
    tree.attach(auxiliary.index, participle.index, Role.AUXILIARY)


def _find_governor(tree: Tree, word: Word, lemma: str) -> None:
    """For "X nie soutenir Y" with the infinitive as root: the known form before it governs it."""
    infinitive = tree[word.head]
    subjects = [s for s in tree.children(infinitive.index, Role.SUBJECT) if s.index < word.index]
    if infinitive.head != infinitive.index or infinitive.morph.get("VerbForm") != "Inf" or not subjects:
        return
    word.pos, word.lemma, word.morph = "VERB", lemma, {"VerbForm": "Fin"}
    tree.make_root(word.index)
    tree.attach(infinitive.index, word.index, Role.OPEN_COMPLEMENT)
    for subject in subjects:
        tree.attach(subject.index, word.index, Role.SUBJECT)


def mend(tree: Tree, words: Words, quotes: Collection[str] = ()) -> None:
    """Undo frequent errors of small parsers, each recognised by a structure that no sentence has."""
    for first, last in tree.sentences:
        _mend_dateline(tree, first, last)
        _mend_opening(tree, first, last)
        _mend_inserted_relative(tree, first, last, words)
        _mend_lost_verb(tree, first, last, words)
        for word in tree[first:last]:
            _mend_function_word(tree, word)
            _mend_one_of(tree, word, words)
            if word.head == word.index:
                _mend_root(tree, word, words)
            if word.role is Role.CONJUNCT and word.pos in ("NOUN", "PROPN"):
                _mend_stray_genitive(tree, word, words)
            _mend_word(tree, word, words, quotes)


def _mend_word(tree: Tree, word: Word, words: Words, quotes: Collection[str]) -> None:
    apposed = word.role is Role.APPOSITION
    if apposed and _mend_dated(tree, word, words.partitives):
        return
    first = tree.sentence_of(word.index)[0]
    if apposed or _is_loose(tree, word):
        if not _mend_list(tree, word):
            _mend_apposition(tree, word)
    elif word.index > first and tree[word.index - 1].lower in words.partitives:
        _mend_partitive(tree, word)
    elif word.pos in ("NOUN", "PROPN") and word.role in (Role.OBJECT, Role.CLAUSAL_COMPLEMENT):
        _mend_complement(tree, word, words)
    elif word.pos in ("VERB", "NOUN"):
        _mend_predicate(tree, word, words, quotes)


def _mend_one_of(tree: Tree, one: Word, words: Words) -> None:
    """For "X est (X,) l'un des alliés de Y": the noun says what X is, as in "X est un allié de Y".

    "L'un des alliés de Y, X, …" is read so too.
    """
    if one.lower not in words.indefinite_article or one.pos not in ("PRON", "NUM", "DET", "NOUN"):
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


def _mend_complement(tree: Tree, noun: Word, words: Words) -> None:
    cases = tree.children(noun.index, Role.CASE)
    if noun.role is Role.OBJECT and tree[noun.head].pos in ("NOUN", "PROPN") and cases:
        noun.role = Role.OBLIQUE  # "X, allié [de Y]": no noun has an object
    elif noun.role is Role.OBJECT:
        _mend_apposed_object(tree, noun, words.indefinite_article)
    else:
        _mend_restriction(tree, noun)


def _mend_predicate(tree: Tree, word: Word, words: Words, quotes: Collection[str]) -> None:
    if word.pos == "NOUN" and _CLAUSAL.isdisjoint([tree[child].role for child in word.children]):
        return  # most nouns: none of the repairs is of one that governs nothing as a verb does
    infinitive = word.morph.get("VerbForm") == "Inf"
    _mend_placed_subject(tree, word, words)
    if infinitive:
        _mend_listed_infinitive(tree, word)
        _mend_infinitive_of_noun(tree, word)
    if infinitive or word.pos == "VERB":
        _mend_completed_object(tree, word, words)
    if infinitive and word.role in (Role.OBLIQUE, Role.OPEN_COMPLEMENT):
        _mend_infinitive(tree, word, words)
    elif word.role is Role.PARTICIPIAL and _is_infinitive(tree, word):
        _mend_called(tree, word, words)
    _mend_object_relative(tree, word, words.relative_object, words.object_control)
    _mend_loose_relative(tree, word, words.relative_object)
    _mend_inverted_relative(tree, word, words.relative_object)
    _mend_main_verb(tree, word, words.relative_object)
    _mend_passive_relative(tree, word, words.relative_object)
    _mend_clause(tree, word, words.relative_object)
    _mend_shared_auxiliary(tree, word)
    _mend_crossing_object(tree, word, words)
    if word.role is Role.PARTICIPIAL and word.morph.get("Tense") == "Pres":
        _mend_participle_of_owner(tree, word, words)
        _mend_gerund(tree, word, words.participles_of_nouns)
    _mend_topic(tree, word)
    _mend_subjects(tree, word, words.between)
    _mend_some(tree, word, words.partitives)
    _mend_neither(tree, word)
    _mend_object(tree, word)
    _mend_clitic(tree, word, words.direct_clitic)
    _mend_quoted_object(tree, word, quotes)
    _mend_second_object(tree, word)
    _mend_comma_object(tree, word)
    _mend_fronted_subject(tree, word)
    _mend_apposed_subject(tree, word, words.indefinite_article)
    _mend_plural_subject(tree, word)
    _mend_compared_subject(tree, word, words)
    _mend_listed_subject(tree, word)
    _mend_relative(tree, word, words.relative_subject)
    _mend_interrupted_subject(tree, word)


def _mend_placed_subject(tree: Tree, verb: Word, words: Words) -> None:
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


def _mend_listed_infinitive(tree: Tree, verb: Word) -> None:
    """For "X demande à Y, …, de [partir]" read as a list: no infinitive is coordinated with a finite verb."""
    above = tree[verb.head]
    if verb.role is not Role.CONJUNCT or above.pos != "VERB" or above.morph.get("VerbForm") == "Inf":
        return
    marks = tree.children(verb.index, Role.MARK)
    if marks and not any(child.pos == "CCONJ" for child in tree.children(verb.index)):
        verb.role = Role.OPEN_COMPLEMENT


def _mend_participle_of_owner(tree: Tree, participle: Word, words: Words) -> None:
    """For "les fonctionnaires de X [travaillant] à Y" hung on the name: the people do, not the name."""
    name = tree[participle.head]
    cases = tree.children(name.index, Role.CASE)
    owned = tree[name.head]
    of = bool(cases) and words.contractions.get(cases[0].lower, cases[0].lower) in words.genitive
    beside = tree[participle.index - 1].text != ","
    if name.pos == "PROPN" and of and owned.pos == "NOUN" and beside:
        tree.attach(participle.index, owned.index, Role.PARTICIPIAL)


def _mend_infinitive_of_noun(tree: Tree, verb: Word) -> None:
    """For "la tentative de X de [renverser] Y" with the verb as an oblique, and Y hung on the noun."""
    noun = tree[verb.head]
    clause = verb.role is Role.OBLIQUE and noun.pos == "NOUN"
    if not clause or not tree.children(verb.index, Role.MARK):
        return
    verb.role = Role.PARTICIPIAL
    if not tree.children(verb.index, Role.OBJECT):
        for name in tree.children(noun.index, Role.APPOSITION, Role.OBLIQUE):
            if (
                name.index == verb.index + 1
                and name.pos == "PROPN"
                and not tree.children(name.index, Role.CASE)
            ):
                tree.attach(name.index, verb.index, Role.OBJECT)


def _mend_completed_object(tree: Tree, verb: Word, words: Words) -> None:
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


def _mend_root(tree: Tree, root: Word, words: Words) -> None:
    """Find the verb that is the root where a participle or a noun was taken for it."""
    if root.pos in ("VERB", "ADJ") and root.morph.get("VerbForm") != "Fin":
        _mend_participle(tree, root)
    elif root.pos in ("NOUN", "PROPN"):
        _mend_coordination(tree, root)
        _mend_fronted(tree, root, words)
        _mend_governed_verb(tree, root)
        _mend_dependent_verb(tree, root, words.present_adjectives)


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


def _mend_opening(tree: Tree, first: int, last: int) -> None:
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


def _open_clause(tree: Tree, participle: Word | None, heads: Sequence[int], verb: Word) -> None:
    passive = bool(tree.children(verb.index, Role.PASSIVE_AUXILIARY))
    first = tree.sentence_of(verb.index)[0]
    root = next(w for w in tree[first:] if w.head == w.index)
    if participle is not None:
        tree.make_root(verb.index)
    elif root.pos in ("NOUN", "PROPN") and root.index < heads[0]:
        _uproot(tree, root, verb, Role.OBLIQUE if tree.children(root.index, Role.CASE) else Role.ADVERBIAL)
    tree.attach(heads[0], verb.index, Role.PASSIVE_SUBJECT if passive else Role.SUBJECT)
    for other in heads[1:]:
        tree.attach(other, heads[0], Role.CONJUNCT)
    if participle is not None:
        tree.attach(participle.index, verb.index, Role.ADVERBIAL)


def _uproot(tree: Tree, root: Word, verb: Word, role: Role) -> None:
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
        noun = _noun_before(tree, child)
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


def _noun_before(tree: Tree, word: Word) -> Word:
    """The noun or name that ends before a phrase, a comma between them aside."""
    index = min(tree.subtree(word.index)) - 1
    index -= tree[index].text == ","
    noun: Word = tree[index]
    while noun.role is Role.NAME_PART or (noun.pos == "ADJ" and noun.head < noun.index):
        noun = tree[noun.head]
    return noun


def _mend_lost_verb(tree: Tree, first: int, last: int, words: Words) -> None:
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
    _uproot(tree, root, verb, Role.PASSIVE_SUBJECT if passive else Role.SUBJECT)


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
        elif _is_finite(word) and pending:
            pending -= 1
        elif _is_finite(word):
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


def _mend_dateline(tree: Tree, first: int, last: int) -> None:
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


def _are_listed(tree: Tree, heads: Sequence[int]) -> bool:
    """Whether a conjunction stands before the last of some nouns: "X, Y [et Z]"."""
    return any(word.pos == "CCONJ" for word in tree[heads[-2] : heads[-1]])


def _mend_inserted_relative(tree: Tree, first: int, last: int, words: Words) -> None:
    """For "X, que Y soutient, a dit …" with "soutient" as the main verb: it is said of X, whose verb follows.

    So for "X, avec qui …", "X, auquel …", "X, dont …", where the clause stands between commas.
    """
    for start in range(first + 2, last - 3):
        pronoun = _relative_at(tree, start, words) if tree[start - 1].text == "," else None
        if pronoun is None:
            continue
        clause = next((w for w in tree[pronoun + 1 : last] if w.text == "," or _is_finite(w)), None)
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


def _relative_at(tree: Tree, start: int, words: Words) -> int | None:
    """The relative pronoun that opens a clause at a word, itself or behind a preposition; not bare "qui"."""
    word, behind = tree[start], tree[start + 1]
    if word.lower in words.relative_object | words.relative_genitive | set(words.contracted_relatives):
        return start
    return start + 1 if word.pos == "ADP" and behind.lower in words.relative_oblique else None


def _clause_verb(tree: Tree, start: int, last: int) -> Word | None:
    """The verb whose finite form begins at a word, pronouns and adverbs before it aside."""
    for word in tree[start:last]:
        if _is_finite(word):
            verb = word if word.pos == "VERB" else tree[word.head]
            return verb if verb.index >= word.index and verb.pos in ("VERB", "NOUN", "ADJ") else None
        if word.pos not in ("PRON", "ADV"):
            return None
    return None


def _is_finite(word: Word) -> bool:
    return word.pos in ("VERB", "AUX") and word.morph.get("VerbForm") == "Fin"


def _top(tree: Tree, index: int, first: int) -> Word:
    """The head of the phrase that ends at a word."""
    word: Word = tree[index]
    while first <= word.head <= index and word.head != word.index:
        word = tree[word.head]
    return word


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


def _mend_partitive(tree: Tree, participle: Word) -> None:
    """For "X et Y, certains appuyés par Z, font …": X and Y do it, the participle speaks of some of Y."""
    above = tree.head(participle.index)
    if above is None:
        return
    if participle.role is Role.SUBJECT:
        subjects = tree.children(participle.index, Role.SUBJECT, Role.PASSIVE_SUBJECT)
        if not subjects or subjects[0].index > participle.index:
            return
        tree.attach(subjects[0].index, above.index, Role.SUBJECT)
        above = subjects[0]
    elif participle.role is not Role.PARTICIPIAL:
        return
    before = [c for c in tree.children(above.index, Role.CONJUNCT) if c.index < participle.index]
    tree.attach(participle.index, before[-1].index if before else above.index, Role.PARTICIPIAL)


def _is_loose(tree: Tree, word: Word) -> bool:
    """Whether a noun or adjective hangs on a verb as a clause does, without what makes a clause."""
    clause = word.pos in ("NOUN", "ADJ") and word.role in _LOOSE
    return clause and not tree.children(word.index, Role.SUBJECT, Role.COPULA, Role.MARK, Role.CASE)


def _mend_stray_genitive(tree: Tree, noun: Word, words: Words) -> None:
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


def _mend_list(tree: Tree, noun: Word) -> bool:
    """For "61 civils, 137 soldats" with the second as apposition: what is counted apart is a list."""
    counted = [any(c.pos == "NUM" for c in tree.children(w.index)) for w in (noun, tree[noun.head])]
    if all(counted):
        noun.role = Role.CONJUNCT
    return all(counted)


def _mend_apposition(tree: Tree, noun: Word) -> None:
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


def _mend_dated(tree: Tree, noun: Word, partitives: frozenset[str]) -> bool:
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


def _mend_restriction(tree: Tree, noun: Word) -> None:
    """For "X ne soutient que Y" with Y as a clause: a noun without verb or copula is the object."""
    if not tree.children(noun.index, Role.COPULA, Role.SUBJECT) and tree.children(noun.index, Role.ADVERB):
        noun.role = Role.OBJECT


def _mend_topic(tree: Tree, verb: Word) -> None:
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


def _mend_subjects(tree: Tree, verb: Word, between: frozenset[str]) -> None:
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
            paired = _noun_before(tree, joint if joint.pos == "CCONJ" else tree[start])
            two = any(case.lower in between for case in tree.children(paired.index, Role.CASE))
            alone = two and not tree.children(paired.index, Role.CONJUNCT)
            tree.attach(other.index, paired.index if alone else one.index, Role.CONJUNCT)
        elif other.pos in ("NOUN", "PROPN") and one.pos in ("NOUN", "PROPN", "PRON", "ADJ"):
            _part_subjects(tree, verb, one, other)


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
        if min(inside) == one.index + 1 and one.pos == "NOUN" and other.pos == "PROPN":
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


def _mend_fronted_subject(tree: Tree, verb: Word) -> None:
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


def _mend_apposed_subject(tree: Tree, verb: Word, indefinite: frozenset[str]) -> None:
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


def _mend_plural_subject(tree: Tree, verb: Word) -> None:
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


def _mend_compared_subject(tree: Tree, verb: Word, words: Words) -> None:
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


def _mend_relative(tree: Tree, verb: Word, pronouns: frozenset[str]) -> None:
    """For "les négociations sur le programme qui se déroulent" hung on "programme": the plural noun above."""
    noun = tree[verb.head]
    if verb.role is not Role.RELATIVE or verb.morph.get("Number") != "Plur" or noun.pos != "NOUN":
        return
    if noun.morph.get("Number") != "Sing" or tree.children(noun.index, Role.CONJUNCT):
        return
    if not any(s.lower in pronouns for s in tree.children(verb.index, Role.SUBJECT, Role.PASSIVE_SUBJECT)):
        return
    for above in tree.ancestors(noun.index):
        if above.pos not in ("NOUN", "PROPN"):
            return
        if above.morph.get("Number") == "Plur":
            tree.attach(verb.index, above.index, Role.RELATIVE)
            return


def _mend_listed_subject(tree: Tree, verb: Word) -> None:
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


def _mend_interrupted_subject(tree: Tree, verb: Word) -> None:
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


def _mend_some(tree: Tree, verb: Word, partitives: frozenset[str]) -> None:
    """For "X soutient certains des Y" with "certains" hung loosely: the object, if there is no other."""
    if verb.pos != "VERB" or tree.children(verb.index, Role.OBJECT):
        return
    for some in tree.children(verb.index, Role.PARATAXIS, Role.OTHER):
        if some.index == verb.index + 1 and some.lower in partitives and some.pos in ("PRON", "DET"):
            some.role = Role.OBJECT


def _mend_neither(tree: Tree, verb: Word) -> None:
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


def _mend_object(tree: Tree, verb: Word) -> None:
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


def _mend_quoted_object(tree: Tree, verb: Word, quotes: Collection[str]) -> None:
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


def _mend_clitic(tree: Tree, verb: Word, clitics: Collection[str]) -> None:
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


def _mend_object_relative(tree: Tree, verb: Word, pronouns: frozenset[str], control: frozenset[str]) -> None:
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


def _mend_loose_relative(tree: Tree, verb: Word, pronouns: frozenset[str]) -> None:
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


def _mend_inverted_relative(tree: Tree, verb: Word, pronouns: frozenset[str]) -> None:
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


def _mend_main_verb(tree: Tree, relative: Word, pronouns: frozenset[str]) -> None:
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


def _mend_clause(tree: Tree, verb: Word, that: frozenset[str]) -> None:
    """For "craint que X attaque" as a relative clause, "capable d'attaquer" as a subject: complements.

    So is the clause of "a averti, mardi, que X attaque" that was read as coordinated, but not the second of
    "que … et que …", and that of "il est probable que X attaque", read as a subject: what governs it decides
    whether it is so.
    """
    if verb.role not in _CLAUSES or not (marks := tree.children(verb.index, Role.MARK)):
        return
    whole = tree.children(verb.index, Role.SUBJECT) and tree.children(verb.index, Role.OBJECT)
    with_that = any(m.lower in that and (m.pos == "SCONJ" or whole) for m in marks)
    if verb.role in (Role.RELATIVE, Role.PARTICIPIAL, Role.SUBJECT) and with_that:
        verb.role = Role.CLAUSAL_COMPLEMENT
    elif verb.role is Role.CONJUNCT and with_that:
        above = tree[verb.head]
        if above.pos == "VERB" and not any(m.lower in that for m in tree.children(above.index, Role.MARK)):
            verb.role = Role.CLAUSAL_COMPLEMENT
    elif verb.role is Role.SUBJECT and tree[verb.head].pos == "ADJ":
        others = [s for s in tree.children(verb.head, Role.SUBJECT) if s.index < verb.head < verb.index]
        if others:
            verb.role = Role.OPEN_COMPLEMENT


def _mend_passive_relative(tree: Tree, verb: Word, pronouns: frozenset[str]) -> None:
    """For "a dit devant X qu'elle avait été blessée" as a relative clause of X: a passive has no object."""
    if verb.role is not Role.RELATIVE:
        return
    marks = [c for c in tree.children(verb.index, Role.OBJECT, Role.MARK) if c.lower in pronouns]
    passive = len(tree.children(verb.index, Role.AUXILIARY, Role.PASSIVE_AUXILIARY)) > 1
    if not marks or not passive:
        return
    above = tree.head(verb.head)
    if tree.children(verb.index, Role.PASSIVE_SUBJECT) and above is not None and above.pos == "VERB":
        tree.attach(verb.index, above.index, Role.CLAUSAL_COMPLEMENT)
        tree.attach(marks[0].index, verb.index, Role.MARK)
        marks[0].pos = "SCONJ"


def _mend_shared_auxiliary(tree: Tree, verb: Word) -> None:
    """For "X a dit que Y venait, et accusé Z" as said of Y: a bare participle shares an auxiliary.

    It is coordinated with the nearest verb above that has one, also in "a rendu hommage à X et [accusé] Z"
    with it hung on X: no participle of a noun has an object.
    """
    bare = verb.morph.get("VerbForm") == "Part" and verb.morph.get("Tense") == "Past"
    if verb.pos != "VERB" or verb.role is not Role.CONJUNCT or not bare:
        return
    if tree.children(verb.index, Role.AUXILIARY, Role.PASSIVE_AUXILIARY, Role.SUBJECT, Role.PASSIVE_SUBJECT):
        return
    first = tree[verb.head]
    above: Word | None = first
    joined = tree[verb.index - 1].pos == "CCONJ" and tree[verb.index - 1].head == verb.index
    if first.pos in ("NOUN", "PROPN") and joined and tree.children(verb.index, Role.OBJECT):
        above = next((w for w in tree.ancestors(verb.index) if w.pos == "VERB"), None)
    while above is not None and above.pos == "VERB":
        if tree.children(above.index, Role.AUXILIARY, Role.PASSIVE_AUXILIARY):
            if above is not first:
                tree.attach(verb.index, above.index, Role.CONJUNCT)
            return
        if above.morph.get("VerbForm") != "Fin" or above.role is not Role.CLAUSAL_COMPLEMENT:
            return
        above = tree.head(above.index)


def _mend_crossing_object(tree: Tree, verb: Word, words: Words) -> None:
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


def _mend_infinitive(tree: Tree, verb: Word, words: Words) -> None:
    """For "confirme [son refus de soutenir Y]" with the infinitive as any other role: the noun governs it.

    Behind an article stands a noun, whatever its form: "porter X [au pouvoir]".
    """
    above, before = tree[verb.head], tree[max(min(tree.subtree(verb.index)) - 1, 0)]
    marks = tree.children(verb.index, Role.MARK, Role.CASE)
    if not marks or before.pos != "NOUN" or any(mark.lower in words.contractions for mark in marks):
        return
    own = before.index == above.index and verb.role is Role.OBLIQUE
    beside = before.role is Role.OBJECT and before.head == above.index
    if own or (beside and above.lemma not in words.object_control):
        tree.attach(verb.index, before.index, Role.PARTICIPIAL)


def _mend_called(tree: Tree, infinitive: Word, words: Words) -> None:
    """For "appelle [X] à céder Y" with the infinitive hung on X: the verb of calling governs it.

    So for "reproche [à X] d'avoir cédé Y", where no object stands before "à".
    """
    above = tree[infinitive.head]
    while above.role in (Role.NAME_PART, Role.APPOSITION) and tree[above.head].pos in ("NOUN", "PROPN"):
        above = tree[above.head]
    verb = tree[above.head]
    if verb.lemma not in words.object_control or verb.index > above.index:
        return
    called = above.role is Role.OBJECT
    cases = tree.children(above.index, Role.CASE)
    if above.role is Role.OBLIQUE and cases and not tree.children(verb.index, Role.OBJECT):
        called = words.contractions.get(cases[0].lower, cases[0].lower) in words.dative
    if called and tree.children(infinitive.index, Role.MARK, Role.CASE):
        tree.attach(infinitive.index, verb.index, Role.OPEN_COMPLEMENT)


def _is_infinitive(tree: Tree, verb: Word) -> bool:
    """Whether a verb or its auxiliary is an infinitive: "céder", "avoir [cédé]"."""
    helpers = tree.children(verb.index, Role.AUXILIARY, Role.PASSIVE_AUXILIARY)
    return any(word.morph.get("VerbForm") == "Inf" for word in (verb, *helpers))


def _mend_gerund(tree: Tree, verb: Word, of_nouns: frozenset[str]) -> None:
    """For "X a reconnu Y, provoquant Z" hung on Y: behind a comma it says what the clause's subject does."""
    above = tree[verb.head]
    if verb.index == 0 or tree[verb.index - 1].text != "," or verb.lower in of_nouns:
        return
    clause = next((a for a in tree.ancestors(verb.index) if a.pos == "VERB"), None)
    if clause is not None and above.pos in ("NOUN", "PROPN") and clause.index < above.index < verb.index:
        tree.attach(verb.index, clause.index, Role.ADVERBIAL)


def _mend_function_word(tree: Tree, word: Word) -> None:
    """For "X a nié" with X hung on the auxiliary, which governs nothing; for a preposition as article."""
    if word.pos == "ADP" and word.role is Role.DETERMINER:
        word.role = Role.CASE
    elif word.children and word.role in (Role.AUXILIARY, Role.PASSIVE_AUXILIARY):
        for child in tree.children(word.index):
            tree.attach(child.index, word.head, child.role)


def _mend_second_object(tree: Tree, verb: Word) -> None:
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


def _mend_comma_object(tree: Tree, verb: Word) -> None:
    """For "Si X soutient Y, Z proteste" with Z as a second object: behind a comma a new clause begins."""
    for other in tree.children(verb.index, Role.OBJECT)[1:]:
        start = other.index
        while (
            start > 0 and tree[start - 1].pos in ("DET", "ADJ") and tree[start - 1].sentence == other.sentence
        ):
            start -= 1
        if start > 0 and tree[start - 1].text == ",":
            other.role = Role.OTHER


def _mend_apposed_object(tree: Tree, noun: Word, indefinite: frozenset[str]) -> None:
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
        if name.index in actors and not {"Sing", "Plur"} <= numbers and name.index != verb.index:
            tree.attach(verb.index, name.index, Role.RELATIVE)


def _is_of_one(tree: Tree, verb: Word, name: Word) -> bool:
    """Whether a clause with a singular verb stands behind a list: "X et [Y], qui l'accuse" is said of Y."""
    finite = next(iter(tree.children(verb.index, Role.AUXILIARY, Role.PASSIVE_AUXILIARY)), verb)
    return name.role is Role.CONJUNCT and finite.morph.get("Number") == "Sing"


def _first_noun(tree: Tree, start: int) -> int:
    """The first noun from a word on, articles and adjectives passed."""
    last = tree.sentence_of(start - 1)[1]
    return next((i for i in range(start, last) if tree[i].pos not in ("DET", "ADJ", "NUM", "ADV")), last)
