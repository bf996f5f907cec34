"""Whom a possessive refers to: the owner of "son rival", "ses partisans", "sa porte-parole".

The one before in a list, or the subject of the clause, of the one that it says, or of the sentence before;
where none of these is clear, nobody.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from graphkit.actors.candidate import Candidate
from graphkit.actors.relation_nouns import RelationNouns
from graphkit.language.schema.grammar import Role
from graphkit.records import MentionKind
from graphkit.syntax import SUBJECTS, Tree, Word

NAMES = (MentionKind.NAME, MentionKind.ACRONYM)
"""Kinds of the mentions that are names."""

ADJECTIVES = 2
"""So many adjectives may stand between a possessive and its noun."""

_SAID = (Role.CLAUSAL_COMPLEMENT, Role.ADVERBIAL, Role.PARATAXIS)


class Owners:
    """The owners in one text; `at` holds what is known so far of each word, and grows."""

    def __init__(self, rules: RelationNouns, tree: Tree, at: Mapping[int, list[Candidate]]) -> None:
        self.rules = rules
        self.tree = tree
        self.at = at

    def possessive(self, word: Word) -> Word | None:
        """The possessive before a noun, adjectives between them: "[son] principal rival"."""
        first = self.tree.sentence_of(word.index)[0]
        for index in range(word.index - 1, max(first, word.index - ADJECTIVES - 1) - 1, -1):
            before: Word = self.tree[index]
            if before.lower in self.rules.possessive:
                return before
            if before.pos != "ADJ":
                break
        return None

    def of(self, word: Word) -> list[Candidate]:
        """Whom a possessive before a noun refers to: the one before in a list, or the clause's subject."""
        possessive = self.possessive(word)
        plural = possessive is not None and possessive.lower in self.rules.plural_possessive
        above = self.tree.head(word.index)
        if self.tree.children(word.index, Role.COPULA):
            return []  # "Y, qui était son rival": somebody else's than Y's
        if word.role is Role.CONJUNCT and above is not None and self.at.get(above.index):
            return list(self.at[above.index])
        if word.role is Role.OBLIQUE and above is not None and above.index < word.index:
            named = (m for m in self.at.get(above.index, ()) if m.kind in NAMES)
            beside = [m for m in named if self.is_several(m) == plural]
            if beside:
                return beside  # "X, face à son rival Y, a parlé"
        verbs = list(self.tree.ancestors(word.index))
        told = (self._undergone(verb, word, plural=plural) for verb in verbs)
        if (undergone := next((owner for owner in told if owner is not None), None)) is not None:
            return undergone
        for verb in verbs:
            if self._is_asked(verb):
                return []
            heads = [h for h in self._subjects(verb) if self._stands_before(h, word, verb)]
            if heads:
                return self._agreeing(self._opposed(verb, word, heads), plural=plural)
            above = self.tree.head(verb.index)
            if verb.role is Role.RELATIVE and above is not None and self.at.get(above.index):
                return self._agreeing([above], plural=plural)  # "X, que ses alliés ont critiqué"
        return self.reported(word, plural=plural) or self._before(word, plural=plural)

    def reported(self, word: Word, *, plural: bool) -> list[Candidate]:
        """The subject of what is said, for who says it: "[X] refusera, a tranché sa porte-parole"."""
        verb = self.tree[word.head]
        lemmas = {verb.lemma, *self.rules.verbs.get(verb.lower, ())}
        if not verb.index < word.index or self.rules.saying.isdisjoint(lemmas):
            return []
        said = [c for c in self.tree.children(verb.index, *_SAID) if c.index < verb.index]
        above = self.tree.head(verb.index)
        if above is not None and above.index < verb.index and verb.role in _SAID:
            said.append(above)
        found = [self._agreeing(heads, plural=plural) for c in said if (heads := self._subjects(c))]
        return found[0] if len(found) == 1 else []

    def _opposed(self, verb: Word, word: Word, heads: list[Word]) -> list[Word]:
        """Whom a thing sets against another: "un contentieux oppose [X] à son voisin"; else the subjects."""
        things = all(h.pos == "NOUN" and not self.at.get(h.index) for h in heads)
        if word.lower not in self.rules.kind_of or not things:
            return heads
        if any(self.rules.is_somebody(h.lower) for h in heads):
            return heads
        objects = [o for o in self.tree.children(verb.index, Role.OBJECT) if self.at.get(o.index)]
        return [o for o in objects if o.index < word.index] or heads

    def _undergone(self, verb: Word, word: Word, *, plural: bool) -> list[Candidate] | None:
        """Whose is what a deed is done for: "X a critiqué Y pour [son] accord avec Z" speaks of Y's accord.

        "X a vu Y après son accord avec Z" may be of either, hence of nobody. None where no object is asked.
        """
        if verb.lemma in self.rules.depriving:
            undergoer = object_before(self.tree, verb, word.index, self.rules.genitive)
            if undergoer is not None:
                return self._agreeing([undergoer], plural=plural)
        if (undergoer := object_before(self.tree, verb, word.index, self.rules.cause)) is not None:
            signed = self.rules.is_signed(verb.lower, verb.lemma)
            return self._agreeing([undergoer], plural=plural) if signed else None
        undergoer = object_before(self.tree, verb, word.index, self.rules.time)
        if undergoer is None:
            return None
        rival = undergoer.pos == "PRON" or self._agreeing([undergoer], plural=plural)
        return [] if rival else None

    def _is_asked(self, verb: Word) -> bool:
        """Whether somebody speaks of what another one does: "X appelle Y à libérer ses soldats"."""
        above = self.tree.head(verb.index)
        return (
            above is not None
            and above.lemma in self.rules.object_control
            and verb.role is not Role.CONJUNCT
            and not self.tree.children(verb.index, *SUBJECTS)
            and bool(self.tree.children(above.index, Role.OBJECT))
        )

    def _stands_before(self, head: Word, word: Word, verb: Word) -> bool:
        """Whether a subject stands before a word that is no part of it, or is said of it."""
        inside = head.index != verb.head and word.index in self.tree.subtree(head.index)
        return head.index < word.index and not inside

    def _subjects(self, verb: Word) -> list[Word]:
        """The subjects of a clause; of a relative clause or a participle the actor that it is said of."""
        heads = self.tree.children(verb.index, *SUBJECTS)
        above = self.tree.head(verb.index)
        if above is None or verb.role not in (Role.RELATIVE, Role.PARTICIPIAL):
            return heads
        if verb.role is Role.PARTICIPIAL:
            return [above] if not heads and self.at.get(above.index) else heads
        return [above if h.lower in self.rules.relative else h for h in heads]

    def _agreeing(self, heads: Sequence[Word], *, plural: bool) -> list[Candidate]:
        """The actors that the heads of a list name, if they are as many as a possessive says."""
        listed = [i for h in heads for i in self._listed(h.index)]
        found = [m for i in listed for m in named_at(self.tree, self.at, i)]
        several = len({m.id for m in found}) > 1 or any(self.is_several(m) for m in found)
        return found if several == plural else []

    def is_several(self, m: Candidate) -> bool:
        """Whether a mention is plural, or a name with a plural article: "les Houthis … leurs attaques"."""
        return m.plural or (m.start > 0 and self.tree[m.start - 1].lower in self.rules.plural_articles)

    def _before(self, word: Word, *, plural: bool) -> list[Candidate]:
        """The subject of the sentence before, for a noun that is itself the subject: "Son rival, X, …".

        Where this sentence has named somebody before, or the one before names another of the kind, nobody.
        """
        first, _ = self.tree.sentence_of(word.index)
        subject = word.role in SUBJECTS and self.tree[word.head].role is Role.ROOT
        if not word.sentence or not (subject or self.possessive(word) is self.tree[first]):
            return []
        start, end = self.tree.sentences[word.sentence - 1]
        root = next((w for w in self.tree[start:end] if w.head == w.index), None)
        heads = self.tree.children(root.index, *SUBJECTS) if root is not None else []
        found = self._agreeing(heads, plural=plural)
        ids, types = {m.id for m in found}, {m.type for m in found}
        named = [m for i in (*range(start, end), *range(first, word.index)) for m in self.at.get(i, ())]
        if any(m.id not in ids and (m.type in types or m.head >= first) for m in named):
            return []
        return found

    def _listed(self, index: int) -> list[int]:
        return [index, *(c.index for c in self.tree.children(index, Role.CONJUNCT))]


def object_before(tree: Tree, verb: Word, index: int, openings: Collection[str]) -> Word | None:
    """The object of a verb that stands before a phrase with an opening and with a word in it."""
    objects = tree.children(verb.index, Role.OBJECT)
    above = {index, *(word.index for word in tree.ancestors(index))}
    phrase = next((c for c in tree.children(verb.index, Role.OBLIQUE) if c.index in above), None)
    if phrase is None or not objects or objects[0].index > phrase.index:
        return None
    first = min(tree.subtree(phrase.index))
    opening = {tree[first].lower, " ".join(word.lower for word in tree[first : first + 2])}
    return None if opening.isdisjoint(openings) else objects[0]


def named_at(tree: Tree, at: Mapping[int, Sequence[Candidate]], index: int) -> Sequence[Candidate]:
    """The actors that a word names, or the name on a word that is written as one: "le Frère musulman [X]"."""
    if at.get(index) or tree[index].pos != "PROPN":
        return at.get(index, ())
    bare = [c for c in tree.children(index, Role.OBLIQUE) if not tree.children(c.index, Role.CASE)]
    return [m for c in bare for m in at.get(c.index, ()) if m.kind in NAMES]
