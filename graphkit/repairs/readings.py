"""Readings of words: verbs, participles and auxiliaries taken for something else; singulars lost."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from graphkit.language.schema.grammar import Role, Words
from graphkit.syntax import Tree, Word


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


def _find_auxiliary(tree: Tree, participle: Word) -> None:
    """For "X a imputé …" with "a" as its preposition: an auxiliary is never one."""
    for child in tree.children(participle.index, Role.CASE):
        if child.pos == "AUX" and child.index < participle.index:
            child.role = Role.AUXILIARY


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


def _take_object(tree: Tree, infinitive: Word) -> None:
    above = tree[infinitive.head]
    infinitive.pos, infinitive.lemma, infinitive.morph = "VERB", infinitive.lower, {"VerbForm": "Inf"}
    if not tree.children(infinitive.index, Role.OBJECT):
        for behind in tree.children(above.index, Role.OBJECT):
            if behind.index > infinitive.index > above.index:
                tree.attach(behind.index, infinitive.index, Role.OBJECT)


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
    return any(is_finite(word) for word in helpers) and not tree.children(verb.index, Role.REFLEXIVE)


def _opens_object(tree: Tree, index: int) -> bool:
    """Whether an article, a name, or "de" and an infinitive stand at a word."""
    word, behind = tree[index], tree[min(index + 1, len(tree) - 1)]
    infinitive = word.pos == "ADP" and (behind.morph.get("VerbForm") == "Inf" or behind.pos == "PRON")
    return bool(word.pos == "PROPN" or (word.pos == "DET" and word.head > index) or infinitive)


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


def mend_function_word(tree: Tree, word: Word) -> None:
    """For "X a nié" with X hung on the auxiliary, which governs nothing; for a preposition as article.

    Also for one that would open a clause without a verb: "qualifie [d']inacceptable la décision".
    """
    above = tree[word.head]
    opens = word.role is Role.MARK and above.pos == "ADJ" and above.role is Role.OPEN_COMPLEMENT
    if word.pos == "ADP" and (word.role is Role.DETERMINER or opens):
        word.role = Role.CASE
    elif word.children and word.role in (Role.AUXILIARY, Role.PASSIVE_AUXILIARY):
        for child in tree.children(word.index):
            tree.attach(child.index, word.head, child.role)


def mend_clitic(tree: Tree, word: Word, words: Words) -> None:
    """For "X [en] veut à Y" with a preposition: none stands before a finite verb.

    "X en a après Y" is then read with Y for the object: what stands behind "a" is a part of the verb.
    """
    verb = tree[word.index + 1]
    if word.role is Role.CASE and is_finite(verb) and verb.sentence == word.sentence:
        if verb.head == word.index:
            _free_verb(tree, verb, tree[word.head])
        word.pos = "PRON"
        tree.attach(word.index, verb.index, Role.OTHER)
    if word.head != verb.index or verb.lemma not in words.clitic_verbs:
        return
    behind = verb.index + 1
    while tree[behind].role is Role.ADVERB and behind + 2 < len(tree):
        behind += 1
    particle = tree[behind]
    noun = tree[particle.head]
    known = particle.lower == words.clitic_verbs[verb.lemma] and particle.role is Role.CASE
    if known and noun.head == verb.index:
        noun.role = Role.OBJECT
        tree.attach(particle.index, verb.index, Role.ADVERB)


def _free_verb(tree: Tree, verb: Word, noun: Word) -> None:
    """Let a verb govern a noun whose preposition it was taken for a part of, and the subject before it."""
    if noun.head == noun.index:
        tree.make_root(verb.index)
        for subject in tree.children(noun.index, Role.SUBJECT):
            tree.attach(subject.index, verb.index, Role.SUBJECT)
    else:
        tree.attach(verb.index, noun.head, noun.role)
    tree.attach(noun.index, verb.index, Role.OBLIQUE)


def is_finite(word: Word) -> bool:
    """Whether a word is a finite form of a verb or auxiliary."""
    return word.pos in ("VERB", "AUX") and word.morph.get("VerbForm") == "Fin"
