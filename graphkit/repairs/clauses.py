"""Infinitives, participles, clauses with a conjunction and second verbs: what governs each."""

from __future__ import annotations

from graphkit.language.schema.grammar import Role, Words
from graphkit.repairs.nouns import noun_before
from graphkit.syntax import Tree, Word

# What a clause with a conjunction may be to what governs it in a wrong parse.
_CLAUSES = (Role.RELATIVE, Role.PARTICIPIAL, Role.SUBJECT, Role.CONJUNCT)


def mend_clause(tree: Tree, verb: Word, that: frozenset[str]) -> None:
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


def mend_agreeing_participle(tree: Tree, verb: Word, words: Words) -> None:
    """For "X a vu Y chassé par les CRS, [venus] arrêter Z" as X's second deed: it is said of the noun before.

    A participle that agrees is none of an active verb ("ont vu …, venus"), and who has come somewhere is the
    object or the agent named last.
    """
    comma = tree[verb.index - 1] if verb.index else verb
    past = verb.morph.get("VerbForm") == "Part" and verb.morph.get("Tense") == "Past"
    if verb.role not in (Role.CONJUNCT, Role.ADVERBIAL) or not past or comma.text != ",":
        return
    own = (Role.AUXILIARY, Role.PASSIVE_AUXILIARY, Role.COPULA, Role.SUBJECT, Role.PASSIVE_SUBJECT, Role.MARK)
    if tree.children(verb.index, *own):
        return
    auxiliaries = {a.lemma for a in tree.children(verb.head, Role.AUXILIARY)}
    plural = verb.morph.get("Number") == "Plur"
    second = verb.role is Role.CONJUNCT and plural and auxiliaries & words.active_auxiliary
    noun = noun_before(tree, comma)
    come = verb.lemma in words.etre_verbs and noun.role in (Role.OBJECT, Role.AGENT)
    agree = noun.morph.get("Number") == verb.morph.get("Number")
    if (second or come) and agree and noun.index > verb.head:
        tree.attach(verb.index, noun.index, Role.PARTICIPIAL)


def mend_participle_of_other_gender(tree: Tree, verb: Word) -> None:
    """For "la formation du gouvernement, [soutenu] par X" hung on "formation": what it agrees with is.

    Names are left alone, whose gender a tagger does not know.
    """
    noun, start = tree[verb.head], min(tree.subtree(verb.index))
    past = verb.role is Role.PARTICIPIAL and verb.morph.get("Tense") == "Past"
    apart = start and "," in (tree[start].text, tree[start - 1].text)  # the comma may hang on it
    if not past or not apart or noun.pos != "NOUN" or _agree(noun, verb):
        return
    fitting, below = None, noun
    while complements := [w for w in tree.children(below.index, Role.OBLIQUE) if w.pos == "NOUN"]:
        below = complements[-1]
        if _agree(below, verb) and below.index < start:
            fitting = below
    if fitting is not None:
        tree.attach(verb.index, fitting.index, Role.PARTICIPIAL)


def _agree(noun: Word, participle: Word) -> bool:
    """Whether a noun and a participle have one gender and number; what a tagger does not tell is none."""
    return all(noun.morph.get(key) == participle.morph.get(key) for key in ("Gender", "Number"))


def mend_listed_infinitive(tree: Tree, verb: Word) -> None:
    """For "X demande à Y, …, de [partir]" read as a list: no infinitive is coordinated with a finite verb."""
    above = tree[verb.head]
    if verb.role is not Role.CONJUNCT or above.pos != "VERB" or above.morph.get("VerbForm") == "Inf":
        return
    marks = tree.children(verb.index, Role.MARK)
    if marks and not any(child.pos == "CCONJ" for child in tree.children(verb.index)):
        verb.role = Role.OPEN_COMPLEMENT


def mend_second_infinitive(tree: Tree, verb: Word) -> None:
    """For "pour saluer les soldats tués et [soutenir] Y" with it hung on "tués": two infinitives."""
    above = tree[verb.head]
    if verb.role is not Role.CONJUNCT or (above.pos == "VERB" and not _is_participle_of_noun(tree, above)):
        return
    first = next((w for w in tree.ancestors(above.index) if w.morph.get("VerbForm") == "Inf"), None)
    if first is not None:
        tree.attach(verb.index, first.index, Role.CONJUNCT)


def mend_second_participle(tree: Tree, verb: Word) -> None:
    """For "le camp formé de X, qui perd Y, et [soutenu] par Z" with it hung on "perd": two participles.

    So for "a annoncé un camp formé de X, et [soutenu] par Z" with it as a second deed: who is supported
    does not act. It agrees with the noun.
    """
    above = tree[verb.head]
    second = verb.role is Role.CONJUNCT and verb.morph.get("Tense") == "Past" and _is_bare(tree, verb)
    passive = bool(tree.children(verb.index, Role.AGENT))
    if not second or not passive or above.pos != "VERB" or _is_participle_of_noun(tree, above):
        return
    if tree.children(above.index, Role.PASSIVE_AUXILIARY, Role.PASSIVE_SUBJECT):
        return
    for first in reversed(tree[tree.sentence_of(verb.index)[0] : verb.index]):
        if _is_participle_of_noun(tree, first) and _agree(tree[first.head], verb):
            tree.attach(verb.index, first.index, Role.CONJUNCT)
            return


def _is_bare(tree: Tree, verb: Word) -> bool:
    """Whether a participle has neither an auxiliary nor a subject."""
    own = (Role.AUXILIARY, Role.PASSIVE_AUXILIARY, Role.SUBJECT, Role.PASSIVE_SUBJECT)
    return verb.morph.get("VerbForm") == "Part" and not tree.children(verb.index, *own)


def _is_participle_of_noun(tree: Tree, word: Word) -> bool:
    """Whether a word is a past participle that says what was done to a noun: "les élus [battus]"."""
    said = word.role in (Role.PARTICIPIAL, Role.MODIFIER) and tree[word.head].pos in ("NOUN", "PROPN")
    return said and word.morph.get("Tense") == "Past" and _is_bare(tree, word)


def mend_infinitive_of_noun(tree: Tree, verb: Word) -> None:
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


def mend_infinitive(tree: Tree, verb: Word, words: Words) -> None:
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


def mend_called(tree: Tree, infinitive: Word, words: Words) -> None:
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


def is_infinitive(tree: Tree, verb: Word) -> bool:
    """Whether a verb or its auxiliary is an infinitive: "céder", "avoir [cédé]"."""
    helpers = tree.children(verb.index, Role.AUXILIARY, Role.PASSIVE_AUXILIARY)
    return any(word.morph.get("VerbForm") == "Inf" for word in (verb, *helpers))


def mend_participle_of_owner(tree: Tree, participle: Word, words: Words) -> None:
    """For "les fonctionnaires de X [travaillant] à Y" hung on the name: the people do, not the name."""
    name = tree[participle.head]
    cases = tree.children(name.index, Role.CASE)
    owned = tree[name.head]
    of = bool(cases) and words.contractions.get(cases[0].lower, cases[0].lower) in words.genitive
    beside = tree[participle.index - 1].text != ","
    if name.pos == "PROPN" and of and owned.pos == "NOUN" and beside:
        tree.attach(participle.index, owned.index, Role.PARTICIPIAL)


def mend_gerund(tree: Tree, verb: Word, of_nouns: frozenset[str]) -> None:
    """For "X a reconnu Y, provoquant Z" hung on Y: behind a comma it says what the clause's subject does."""
    above = tree[verb.head]
    if verb.index == 0 or tree[verb.index - 1].text != "," or verb.lower in of_nouns:
        return
    clause = next((a for a in tree.ancestors(verb.index) if a.pos == "VERB"), None)
    if clause is not None and above.pos in ("NOUN", "PROPN") and clause.index < above.index < verb.index:
        tree.attach(verb.index, clause.index, Role.ADVERBIAL)


def mend_partitive(tree: Tree, participle: Word) -> None:
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


def mend_shared_auxiliary(tree: Tree, verb: Word) -> None:
    """For "X a dit que Y venait, et accusé Z" as said of Y: a bare participle shares an auxiliary.

    It is coordinated with the nearest verb above that has one, also in "a rendu hommage à X et [accusé] Z"
    with it hung on X: no participle of a noun has an object.
    """
    past = verb.morph.get("Tense") == "Past" and _is_bare(tree, verb)
    if verb.pos != "VERB" or verb.role is not Role.CONJUNCT or not past:
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
