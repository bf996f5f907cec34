"""Repairs of a parse: what small parsers get wrong often, undone where the structure shows it.

Each repair is of a structure that no right parse has ("X a nié" with X hung on the auxiliary), and says in
its docstring what it looks for. They come after `syntax.tree_of` and before anything reads the tree.

This module says in which order they come and which of them look at which kind of word; each module beside it
holds those of one thing. A repair builds on the ones before it: a verb is found before its subject, a subject
before what is listed with it. `relatives.attach_relatives` alone comes later, once the actors are known.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from graphkit.language.schema.grammar import Grammar, Role, Words
from graphkit.repairs import (
    clauses,
    nouns,
    objects,
    openings,
    quotations,
    readings,
    relatives,
    roots,
    subjects,
)
from graphkit.syntax import SUBJECTS, Tree, Word

# What a verb governs, and a noun only if it is a predicate or was taken for one.
_CLAUSAL = frozenset({
    Role.SUBJECT, Role.PASSIVE_SUBJECT, Role.OBJECT, Role.MARK, Role.COPULA, Role.AUXILIARY, Role.AGENT,
    Role.PASSIVE_AUXILIARY, Role.OPEN_COMPLEMENT, Role.CLAUSAL_COMPLEMENT, Role.PARATAXIS, Role.REFLEXIVE,
})  # fmt: skip


def repair(tree: Tree, grammar: Grammar, verbs: Mapping[str, Sequence[str]]) -> None:
    """All repairs that need the tree alone; `verbs` maps known verb forms to infinitives."""
    readings.find_verbs(tree, grammar.words, verbs)
    readings.find_participles(tree, grammar.words, verbs)
    readings.find_singulars(tree, grammar.words)
    mend(tree, grammar.words, grammar.quotes.open)
    quotations.find_quoted(tree, grammar.quotes)


def mend(tree: Tree, words: Words, quotes: Collection[str] = ()) -> None:
    """Undo frequent errors of small parsers, each recognised by a structure that no sentence has.

    A sentence is mended as a whole first, then word by word in the order of the text.
    """
    for first, last in tree.sentences:
        openings.mend_dateline(tree, first, last)
        openings.mend_opening(tree, first, last)
        relatives.mend_inserted_relative(tree, first, last, words)
        relatives.mend_partitive_relative(tree, first, last, words)
        for word in tree[first : last - 2]:
            if word.lower in words.adverbial_clitic:
                readings.mend_clitic(tree, word, words)
        roots.mend_lost_verb(tree, first, last, words)
        for word in tree[first:last]:
            readings.mend_function_word(tree, word)
            if word.lower in words.indefinite_article:
                nouns.mend_one_of(tree, word, words)
            if word.head == word.index:
                roots.mend_root(tree, word, words)
            if word.role is Role.CONJUNCT and word.pos in ("NOUN", "PROPN"):
                nouns.mend_stray_genitive(tree, word, words)
                nouns.mend_listed_complement(tree, word, words)
            if word.role is Role.OBLIQUE and word.pos in ("NOUN", "PROPN"):
                nouns.mend_agent(tree, word, words)
            _mend_word(tree, word, first, words, quotes)


def _mend_word(tree: Tree, word: Word, first: int, words: Words, quotes: Collection[str]) -> None:
    """The repairs of one kind of word, the first kind that it is of; its sentence begins at `first`.

    These are appositions and what hangs as loosely, what stands behind "certains", nouns that are objects or
    clauses, verbs and other nouns.
    """
    apposed = word.role is Role.APPOSITION
    if apposed and openings.mend_dated(tree, word, words.partitives):
        return
    if apposed or nouns.is_loose(tree, word):
        if not nouns.mend_list(tree, word):
            nouns.mend_apposition(tree, word)
    elif word.index > first and tree[word.index - 1].lower in words.partitives:
        clauses.mend_partitive(tree, word)
    elif word.pos in ("NOUN", "PROPN") and word.role in (Role.OBJECT, Role.CLAUSAL_COMPLEMENT):
        objects.mend_complement(tree, word, words)
    elif word.pos in ("VERB", "NOUN"):
        _mend_predicate(tree, word, words, quotes)


def _mend_predicate(tree: Tree, word: Word, words: Words, quotes: Collection[str]) -> None:
    """The repairs of a verb, or of a noun that governs as a verb does: its clause, then what it governs."""
    if word.pos == "NOUN" and _CLAUSAL.isdisjoint([tree[child].role for child in word.children]):
        return  # most nouns: none of the repairs is of one that governs nothing as a verb does
    infinitive = word.morph.get("VerbForm") == "Inf"
    subjects.mend_placed_subject(tree, word, words)
    if infinitive:
        clauses.mend_listed_infinitive(tree, word)
        clauses.mend_second_infinitive(tree, word)
        clauses.mend_infinitive_of_noun(tree, word)
    if infinitive or word.pos == "VERB":
        objects.mend_completed_object(tree, word, words)
    if infinitive and word.role in (Role.OBLIQUE, Role.OPEN_COMPLEMENT):
        clauses.mend_infinitive(tree, word, words)
    elif word.role is Role.PARTICIPIAL and clauses.is_infinitive(tree, word):
        clauses.mend_called(tree, word, words)
    _mend_clause(tree, word, words)
    _mend_arguments(tree, word, words, quotes)


def _mend_clause(tree: Tree, verb: Word, words: Words) -> None:
    """What a clause hangs on: of relative clauses, then of any with "que", second verbs and participles."""
    relatives.mend_object_relative(tree, verb, words.relative_object, words.object_control)
    relatives.mend_loose_relative(tree, verb, words.relative_object)
    relatives.mend_inverted_relative(tree, verb, words.relative_object)
    relatives.mend_main_verb(tree, verb, words.relative_object)
    relatives.mend_full_relative(tree, verb, words.relative_object)
    clauses.mend_clause(tree, verb, words.relative_object)
    clauses.mend_agreeing_participle(tree, verb, words)
    clauses.mend_participle_of_other_gender(tree, verb)
    clauses.mend_second_participle(tree, verb)
    clauses.mend_shared_auxiliary(tree, verb)
    objects.mend_crossing_object(tree, verb, words)
    if verb.role is Role.PARTICIPIAL and verb.morph.get("Tense") == "Pres":
        clauses.mend_participle_of_owner(tree, verb, words)
        clauses.mend_gerund(tree, verb, words.participles_of_nouns)


def _mend_arguments(tree: Tree, verb: Word, words: Words, quotes: Collection[str]) -> None:
    """What a verb governs: two subjects first, its objects, then a subject that was hung elsewhere."""
    if tree.children(verb.index, *SUBJECTS):
        openings.mend_topic(tree, verb)
        subjects.mend_object_of_participle(tree, verb, words)
        subjects.mend_subjects(tree, verb, words.between)
    objects.mend_some(tree, verb, words.partitives)
    objects.mend_neither(tree, verb)
    objects.mend_object(tree, verb)
    objects.mend_clitic(tree, verb, words.direct_clitic)
    objects.mend_quoted_object(tree, verb, quotes)
    objects.mend_second_object(tree, verb)
    objects.mend_comma_object(tree, verb)
    subjects.mend_fronted_subject(tree, verb)
    if not tree.children(verb.index, *SUBJECTS):
        return  # what follows is of verbs that have a subject
    subjects.mend_apposed_subject(tree, verb, words.indefinite_article)
    subjects.mend_plural_subject(tree, verb)
    subjects.mend_compared_subject(tree, verb, words)
    subjects.mend_listed_subject(tree, verb)
    relatives.mend_relative(tree, verb, words)
    subjects.mend_interrupted_subject(tree, verb)
