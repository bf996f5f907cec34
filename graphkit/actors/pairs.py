"""Which two "les deux pays" are: the only two of their kind that were named just before.

The sentences before are read one by one, the nearest first, until two actors of the kind are named. Where a
third one is named beside them, or the text has two others of that kind without a name ("deux hommes ont été
arrêtés"), nobody is taken.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from graphkit.actors.candidate import Candidate, replace
from graphkit.actors.heads import is_plural
from graphkit.actors.hierarchy import STATE_BODIES
from graphkit.actors.names import pieces
from graphkit.language.schema.anaphora import PairNouns
from graphkit.language.schema.folder import LanguageData
from graphkit.language.schema.grammar import Role
from graphkit.records import ActorType, MentionKind
from graphkit.syntax import SUBJECTS, Tree, Word

RULE = "the two named before"
# How many sentences before are read: the one before, and one more where that speaks of something else.
_SENTENCES = 2
_OFFICIAL = STATE_BODIES | {ActorType.STATE}
_ARGUMENTS = (*SUBJECTS, Role.OBJECT, Role.OBLIQUE, Role.AGENT)
_COMPLEMENTS = (Role.CLAUSAL_COMPLEMENT, Role.OPEN_COMPLEMENT)


_ANY = PairNouns(forms=())


class Pairs:
    """Reads the nouns for two actors in texts of one language."""

    def __init__(self, language: LanguageData) -> None:
        words = language.anaphora
        self.two = words.two
        self.determiners = words.pair_determiners
        self.adjectives = words.pair_adjectives
        self.kinds = {form: kind for kind in words.pair for form in kind.forms}
        self.offices = {pieces(form)[0] for head in language.titles.office for form in head.forms}
        grammar = language.grammar.words
        self.genitive, self.contractions = grammar.genitive, grammar.contractions
        self.relative = grammar.relative_subject | grammar.relative_object | grammar.relative_genitive
        self.local = words.local_prepositions
        self.pronouns = words.pronouns
        self.attribution = language.status.attribution.prepositions

    def find(
        self, tree: Tree, word: Word, mentions: Sequence[Candidate], genders: Mapping[str, str]
    ) -> list[Candidate]:
        """The two actors that a word stands for, as mentions; nobody where it is not clear.

        `mentions` are those of the text so far, in text order, adjectives and resolved pronouns among them.
        """
        if not self.opens(tree, word):
            return []
        kind = self.kinds.get(word.lower, _ANY)
        if self._others(tree, word, kind, mentions):
            return []
        first, _ = tree.sentence_of(word.index)
        apart = self._apart(tree, word)
        known = {m.head for m in mentions}
        for start in self._starts(tree, word):
            if any(self._is_unknown(w, kind) and w.index not in known for w in tree[start : word.index]):
                return []
            span = [m for m in mentions if start <= m.head < word.index]
            span = [m for m in span if m.head < first or m.head not in apart]
            found = _distinct(m for m in span if _is(m, kind, genders) and not self._is_place(tree, m, kind))
            if len(found) == 2 and (kind.types or _face(tree, *found)):
                return [self._mention(word, m) for m in found]
            if len(found) >= 2:
                return []
        return []

    def _is_unknown(self, word: Word, kind: PairNouns) -> bool:
        """Whether a word is one of the kind whom the text does not name: "il", "son homologue", "le roi"."""
        if word.lower in self.pronouns:
            return word.role in SUBJECTS
        if word.pos != "NOUN" or is_plural(word) or word.role not in (*_ARGUMENTS, Role.CONJUNCT):
            return False
        if (not kind.types or ActorType.PERSON in kind.types) and word.lower in self.offices:
            return True
        return any(
            self.kinds[many].types == kind.types
            for many in (f"{word.lower}s", word.lower)
            if many in self.kinds
        )

    def _is_place(self, tree: Tree, m: Candidate, kind: PairNouns) -> bool:
        """Whether a name says where something was: "un sommet à Singapour", but not "se rend au Maroc".

        The two sides of a war, which may be anything, are no places: "interviennent au Yémen".
        """
        cases = tree.children(m.head, Role.CASE)
        above = tree.head(m.head)
        local = bool(cases) and self.contractions.get(cases[0].lower, cases[0].lower) in self.local
        return local and (not kind.types or (above is not None and above.pos not in ("VERB", "AUX")))

    def may_open(self, word: Word) -> bool:
        """Whether a word has a form of those that `find` looks at; few have."""
        return word.lower in self.two or word.lower in self.kinds

    def opens(self, tree: Tree, word: Word) -> bool:
        """Whether a word is "les deux pays", with nothing behind it that says which two."""
        alone = word.lower in self.two and word.role in SUBJECTS
        number = word.index if alone else word.index - 1
        if number < 1 or (not alone and (word.lower not in self.kinds or tree[number].lower not in self.two)):
            return False
        if tree[number - 1].lower not in self.determiners or tree[number - 1].sentence != word.sentence:
            return False
        behind = word.index + 1
        end = tree.sentence_of(word.index)[1]
        if behind < end and tree[behind].lower in self.adjectives:
            behind += 1
        return behind >= end or not self._specifies(tree[behind])

    def _specifies(self, word: Word) -> bool:
        """Whether the word behind says which two: "les deux pays [africains]", "… hommes [d'affaires]"."""
        if word.pos in ("ADJ", "NOUN", "PROPN", "NUM") or word.lower in self.relative:
            return True
        if word.role in (Role.PARTICIPIAL, Role.RELATIVE):
            return True
        return self.contractions.get(word.lower, word.lower) in self.genitive

    def _starts(self, tree: Tree, word: Word) -> Iterator[int]:
        """Where the sentences begin that are read, the nearest first."""
        for back in range(_SENTENCES + 1):
            if word.sentence >= back:
                yield tree.sentences[word.sentence - back][0]

    def _others(self, tree: Tree, word: Word, kind: PairNouns, mentions: Sequence[Candidate]) -> bool:
        """Whether the text before has two of the kind without a name: "deux hommes ont été arrêtés"."""
        known = {m.head for m in mentions}
        return any(
            number.lower in self.two
            and noun.index not in known
            and noun.lower in self.kinds
            and self.kinds[noun.lower].types == kind.types
            for number, noun in pairwise(tree[: word.index])
        )

    def _apart(self, tree: Tree, word: Word) -> set[int]:
        """Words of the sentence that cannot be one of the two: they do something to them, or speak of them.

        "La France appelle les deux pays à négocier", "Selon Rome, les deux pays …".
        """
        apart = {
            case.head
            for case in tree[slice(*tree.sentence_of(word.index))]
            if case.lower in self.attribution and case.role is Role.CASE
        }
        for above in tree.ancestors(word.index):
            subjects = [i for s in tree.children(above.index, *SUBJECTS) for i in tree.subtree(s.index)]
            if word.index not in subjects:
                apart.update(subjects)
            elif above.role not in _COMPLEMENTS:
                break
        return apart

    @staticmethod
    def _mention(word: Word, m: Candidate) -> Candidate:
        return replace(
            m,
            start=word.index,
            end=word.index + 1,
            head=word.index,
            kind=MentionKind.PRONOUN,
            rule=RULE,
            weak=False,
            office="",
            past=False,
            plural=False,
            noun="",
            near=False,
            sentence=word.sentence,
        )


def _is(m: Candidate, kind: PairNouns, genders: Mapping[str, str]) -> bool:
    """Whether a mention can be one of two of a kind; a state may be named by an adjective or its capital."""
    if m.generic or m.source_only:
        return False
    if ActorType.STATE in kind.types:
        return bool(m.country) and m.type in kind.types
    if m.kind is MentionKind.ADJECTIVE or m.weak:
        return False
    shown = genders.get(m.id, "")
    if kind.gender and shown and kind.gender != shown:
        return False
    return not kind.types or m.type in kind.types


def _distinct(mentions: Iterator[Candidate]) -> list[Candidate]:
    """One mention per actor, and per state with its bodies: the one that names the actor most plainly."""
    best: dict[str, Candidate] = {}
    for m in mentions:
        key = m.country if m.country and m.type in _OFFICIAL else m.id
        if key not in best or (best[key].weak and not m.weak):
            best[key] = m
    return list(best.values())


def _face(tree: Tree, one: Candidate, other: Candidate) -> bool:
    """Whether two actors stand side by side in a list, or are arguments of one word."""
    first, second = tree[one.head], tree[other.head]
    if second.head == first.index and second.role is Role.CONJUNCT:
        return True
    return first.head == second.head and first.role in _ARGUMENTS and second.role in _ARGUMENTS
