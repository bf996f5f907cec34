"""Number, gender and definiteness, by the features that a tagger gives."""

from __future__ import annotations

from graphkit.language.schema.grammar import Role, Words
from graphkit.relations.verbs import AUXILIARIES
from graphkit.syntax import Tree, Word


def is_tagged_plural(word: Word) -> bool:
    """Whether a word is tagged as a plural."""
    return bool(word.morph.get("Number") == "Plur")


def is_plural_verb(tree: Tree, verb: int) -> bool:
    """Whether a verb, or the auxiliary that is its finite form, is in the plural."""
    forms = (tree[verb], *tree.children(verb, *AUXILIARIES))
    finite = [form for form in forms if form.morph.get("Mood") is not None]
    return any(is_tagged_plural(form) for form in finite)


def is_definite(tree: Tree, index: int) -> bool:
    """Whether a noun has a definite article."""
    articles = tree.children(index, Role.DETERMINER)
    return any(c.morph.get("Definite") == "Def" for c in articles)


def agrees(participle: Word, noun: Word, words: Words) -> bool:
    """Whether a participle may speak of a noun by its form: "la direction, soutenus par X" does not."""
    known = {f: (participle.morph.get(f), noun.morph.get(f)) for f in ("Number", "Gender")}
    if participle.lower.endswith(words.plural_endings):
        del known["Number"]  # taggers overlook the ending of a participle that they do not know
    if noun.pos == "PROPN":
        del known["Gender"]  # of a name it is guessed: "Ursula" was a man's
    return all(own == other for own, other in known.values() if own and other)
