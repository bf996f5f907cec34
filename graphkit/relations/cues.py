"""Where a cue fires: words of a text against the lexicon."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from graphkit.language.schema.cues import Cue, CueKind, Slot
from graphkit.language.schema.folder import LanguageData
from graphkit.language.schema.grammar import Role
from graphkit.relations.arguments import Structure
from graphkit.syntax import Tree, Word

# Word classes of the lexicon that a tag admits, likeliest first. Small taggers call many
# participles nouns or adjectives ("certaines appuyées par"), hence more than one.
_KINDS = {
    "VERB": (CueKind.VERB, CueKind.ADJECTIVE, CueKind.NOUN),
    "AUX": (CueKind.VERB,),
    "NOUN": (CueKind.NOUN, CueKind.VERB, CueKind.ADJECTIVE),
    "PROPN": (CueKind.NOUN,),
    "ADJ": (CueKind.ADJECTIVE, CueKind.VERB, CueKind.NOUN),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Fired:
    """A cue at a word; `words` are all words that the evidence shows as the cue.

    `kind` is the word class whose slots are asked for: the bare participle of a reflexive
    verb ("opposé à") has those of an adjective.
    """

    cue: Cue
    index: int
    words: tuple[int, ...]
    kind: CueKind


class Lexicon:
    """The cues of a language, indexed by head lemma."""

    def __init__(self, language: LanguageData) -> None:
        self.cues = language.cues
        self._verb_forms = language.verb_forms()
        self._participle_endings = language.grammar.words.participle_endings
        self._prefixes = tuple(p for p in language.status.past.prefixes if p.endswith("-"))
        self._inflections = language.grammar.words.inflections
        self._ranking = language.grammar.words.ranking_adjectives
        self._by_lemma: dict[tuple[CueKind, str], list[Cue]] = defaultdict(list)
        self.prepositions: dict[str, list[Cue]] = defaultdict(list)
        for cue in self.cues:
            if cue.pos is CueKind.PREPOSITION:
                self.prepositions[cue.lemma].append(cue)
                continue
            self._by_lemma[cue.pos, cue.head].append(cue)
        self._forms = {kind: frozenset(self._forms_of(kind)) for kind in CueKind}
        self._forms_by_tag = {
            tag: frozenset[str]().union(*(self._forms[kind] for kind in kinds))
            for tag, kinds in _KINDS.items()
        }

    def _forms_of(self, kind: CueKind) -> Iterator[str]:
        """All that the lemma or the form of a word may be at which a cue of a word class fires."""
        lemmas = {lemma for pos, lemma in self._by_lemma if pos is kind}
        yield from lemmas
        if kind is CueKind.VERB:
            yield from (form for form, verbs in self._verb_forms.items() if not lemmas.isdisjoint(verbs))
            return
        endings, prefixes = ("", *self._inflections), ("", *self._prefixes)
        yield from (p + lemma + ending for p in prefixes for lemma in lemmas for ending in endings)

    def fired(self, structure: Structure) -> Iterator[list[list[Fired]]]:
        """The cues of a text in text order: for each word its readings, the likeliest first."""
        with_preposition = {word.head for word in structure.tree if word.role is Role.CASE}
        with_preposition.update(structure.prepositions.compounds)
        for word in structure.tree:
            readings = self.at(structure, word)
            if readings:
                yield readings
            if word.index not in with_preposition:
                continue
            prepositions = self.prepositions.get(structure.preposition(word.index), ())
            if prepositions:
                words = _preposition_words(structure, word.index)
                kind = CueKind.PREPOSITION
                yield [[Fired(cue=cue, index=word.index, words=words, kind=kind) for cue in prepositions]]

    def at(self, structure: Structure, word: Word) -> list[list[Fired]]:
        """The cues at one word by word class, likeliest class first; within a class the longest only."""
        forms = self._forms_by_tag.get(word.pos, ())
        if word.lemma not in forms and word.lower not in forms:
            return []  # most words
        if _is_causing(structure, word) or structure.gives_name(word.index):
            return []
        around = structure.sentence_words(word.index)
        readings = []
        for kind in _KINDS[word.pos]:
            # Most idioms have no word here, and need no closer look.
            cues = [cue for cue in self._entries(kind, word) if around.issuperset(cue.rest)]
            found = [f for f in (self._match(structure, word, cue) for cue in cues) if f]
            if found:
                longest = max(len(f.words) for f in found)
                readings.append([f for f in found if len(f.words) == longest])
        return readings

    def _entries(self, kind: CueKind, word: Word) -> list[Cue]:
        if word.lemma not in self._forms[kind] and word.lower not in self._forms[kind]:
            return []
        for lemma in self._lemmas(word, kind):
            cues = self._by_lemma.get((kind, lemma))
            if cues:
                return cues
        return []

    def _lemmas(self, word: Word, kind: CueKind) -> Iterator[str]:
        """The lemma, then what a small lemmatizer may have missed: infinitives, singulars, masculines."""
        yield word.lemma
        if kind is CueKind.VERB:
            if word.pos == "VERB" or word.lower.endswith(self._participle_endings):
                yield from self._verb_forms.get(word.lower, ())
            return
        prefix = next((p for p in self._prefixes if word.lower.startswith(p)), "")
        for form in dict.fromkeys((word.lower, word.lower.removeprefix(prefix))):
            yield form
            yield from (form.removesuffix(ending) for ending in self._inflections if form.endswith(ending))

    def is_event(self, structure: Structure, word: Word) -> bool:
        """Whether a noun names an event of some actor ("des frappes"), not a participant ("allié")."""
        owned = {Slot.GENITIVE, Slot.ADJECTIVE, Slot.POSSESSOR, Slot.BY}
        return any(
            f.cue.pos is CueKind.NOUN and owned.intersection(f.cue.source)
            for reading in self.at(structure, word)
            for f in reading
        )

    def _match(self, structure: Structure, word: Word, cue: Cue) -> Fired | None:
        verbal = cue.pos is CueKind.VERB
        if verbal and structure.is_reflexive(word.index) != cue.reflexive and not _is_bare(structure, word):
            return None
        if verbal and word.pos == "NOUN" and not structure.has_agent(word.index):
            return None  # "l'armée" is no participle; "certaines appuyées par X" was tagged as a noun
        if cue.pos is CueKind.NOUN and _is_in_name(structure, word):
            return None
        words = _with_parts(structure, word.index, cue.rest, verbal=verbal)
        if words is None or (cue.ranked and not self._is_ranked(structure, word)):
            return None
        adjectival = verbal and cue.reflexive and not structure.is_reflexive(word.index)
        if adjectival and _is_noun(structure, word):
            return None
        if adjectival and cue.reciprocal and self._is_done_to(cue) and _is_said_by_copula(structure, word):
            return None  # "X et Y sont accusés": not by each other
        kind = CueKind.ADJECTIVE if adjectival else cue.pos
        return Fired(cue=cue, index=word.index, words=words, kind=kind)

    def _is_ranked(self, structure: Structure, word: Word) -> bool:
        """Whether an adjective ranks a noun: "le [principal] parti", "la plus [grande] force"."""
        adjectives = structure.tree.children(word.index, Role.MODIFIER)
        return any({c.lemma, c.lower} & self._ranking for c in adjectives)

    def _is_done_to(self, cue: Cue) -> bool:
        """Whether the verb of a reflexive cue is one by itself too, with an object: "accuser X"."""
        entries = self._by_lemma[cue.pos, cue.head]
        return any(not c.reflexive and not c.rest and Slot.OBJECT in c.target for c in entries)


def _is_noun(structure: Structure, word: Word) -> bool:
    """Whether a bare participle is a noun: "associé principal à l'institut", "associée de recherche à …"."""
    return any(
        child.pos == "ADJ"
        or (
            child.pos == "NOUN"
            and structure.plain(structure.preposition(child.index)) in structure.words.genitive
            and not structure.tree.children(child.index, Role.DETERMINER)
        )
        for child in structure.tree.children(word.index)
    )


def _is_said_by_copula(structure: Structure, word: Word) -> bool:
    return bool(
        structure.tree.children(word.index, Role.PASSIVE_AUXILIARY, Role.PASSIVE_SUBJECT, Role.COPULA)
    )


def _is_in_name(structure: Structure, word: Word) -> bool:
    """Whether a noun has a capital behind an article, as names of bodies have: "l'Union nationale des …"."""
    before = structure.tree[word.index - 1] if word.index else None
    capital = word.text[0].isupper() and not word.text.isupper()
    return (
        capital and before is not None and before.sentence == word.sentence and before.pos in ("DET", "ADP")
    )


def _is_causing(structure: Structure, word: Word) -> bool:
    """Whether a verb is done by somebody else: "se faire appeler X", "faire tomber X".

    Who "fait arrêter X" is against X.
    """
    if not structure.tree.children(word.index, Role.CAUSATIVE) or structure.is_undergone(word.index):
        return False
    return structure.is_reflexive(word.index) or not structure.tree.children(word.index, Role.OBJECT)


def _is_bare(structure: Structure, word: Word) -> bool:
    """Whether a word is a past participle without an auxiliary: "opposé à X", not "accusant X"."""
    past = word.morph.get("VerbForm") == "Part" and word.morph.get("Tense") != "Pres"
    return (past or word.pos in ("NOUN", "ADJ")) and not structure.tree.children(word.index, Role.AUXILIARY)


def _with_parts(
    structure: Structure, index: int, rest: Sequence[str], *, verbal: bool
) -> tuple[int, ...] | None:
    """The words of a multiword cue: each further lemma must hang on the head or on one already found.

    In "prendre des civils en otage" a parser may hang what belongs to the verb on its object.
    """
    words = [index]
    for lemma in rest:
        part = _part(structure.tree, words, lemma)
        if part is None and verbal:
            part = _part_below_object(structure, index, lemma)
        if part is None:
            return None
        words.append(part)
    return tuple(sorted(words))


def _part(tree: Tree, words: Iterable[int], lemma: str) -> int | None:
    return next(
        (
            child.index
            for head in words
            for child in tree.children(head)
            if lemma in (child.lemma, child.lower)
        ),
        None,
    )


def _part_below_object(structure: Structure, verb: int, lemma: str) -> int | None:
    """The bare noun of a verb's idiom inside its object: "mettre le maire de X en [examen]"."""
    tree = structure.tree
    for thing in structure.objects(verb):
        for index in tree.subtree(thing):
            word = tree[index]
            if lemma not in (word.lemma, word.lower) or tree.children(index, Role.DETERMINER):
                continue
            preposition = structure.preposition(index)
            if thing < index and preposition and preposition not in structure.words.genitive:
                return index
    return None


def _preposition_words(structure: Structure, complement: int) -> tuple[int, ...]:
    """The words of the (compound) preposition before a complement."""
    cases = [c.index for c in structure.tree.children(complement, Role.CASE)]
    if not cases:
        return (complement,)
    length = len(structure.preposition(complement).replace("'", "' ").split())
    last = (
        cases[-1]
        if structure.preposition(complement) in structure.prepositions.compounds.values()
        else cases[0]
    )
    return tuple(range(max(0, last - length + 1), last + 1))
