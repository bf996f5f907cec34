"""The people of a party, as the party: "les socialistes", "le groupe socialiste", "sénatrice démocrate"."""

from __future__ import annotations

from collections.abc import Sequence

from graphkit.actors.candidate import PARTY_OF_OFFICE, Candidate, replace
from graphkit.actors.heads import LOCAL_LEVEL, POLITICS_LEVEL, is_nominal, is_plural, text_of
from graphkit.actors.noun_phrases import NounPhrases
from graphkit.actors.specifiers import Specifier
from graphkit.language.schema.knowledge import KnownActor
from graphkit.language.schema.titles import Collective, Office
from graphkit.records import ActorType, MentionKind
from graphkit.syntax import Tree

# The rule of a party that its people stand for: "les socialistes", "le groupe socialiste".
ADHERENTS = "adherents of a party"
# The levels of offices that people of a party hold, and the most words that such an office has.
_PARTISAN_LEVELS = (POLITICS_LEVEL, LOCAL_LEVEL)
_LONGEST_OFFICE = 4


class Partisans(NounPhrases):
    """Reads what calls the people of a party."""

    def _party_of_office(self, tree: Tree, index: int) -> Candidate | None:
        """An adjective that says of which party those are whom the noun before it calls."""
        word = tree[index]
        if not self.gazetteer.parties(word.text) or index == tree.sentence_of(index)[0]:
            return None
        party = self.party(word.text) if self._may_have_party(tree, index) else None
        return adjective_of_party(party, index) if party is not None else None

    def _may_have_party(self, tree: Tree, end: int) -> bool:
        """Whether a noun that ends before a word calls people of a party: "sénatrice", "groupe"."""
        if tree[end - 1].lower in self.words.partisan_nouns:
            return True
        for start in range(end - 1, max(tree.sentence_of(end)[0], end - _LONGEST_OFFICE) - 1, -1):
            heads, length = self.heads(tree, start) or ((), 0)
            if start + length == end:
                return any(isinstance(head, Office) and head.level in _PARTISAN_LEVELS for head in heads)
        return False

    def _adherents(self, tree: Tree, index: int, states: Sequence[str] = ()) -> list[Candidate]:
        """The people of a party as the party: "les péquistes", not "les écologistes", who need be of none."""
        word = tree[index]
        if not self.gazetteer.parties(word.text) or not is_nominal(tree, index) or not is_plural(word):
            return []
        party = self.party(word.text, states) if self.definite(tree, index) else None
        if party is None or word.text in party.ambiguous:
            return []
        return [_as_party(self._base(tree, index, index + 1, MentionKind.NOMINAL, ADHERENTS), party)]

    def _of_party(
        self, base: Candidate, tree: Tree, index: int, head: Collective, spec: Specifier
    ) -> list[Candidate] | None:
        """A party by its people: "le groupe socialiste", "les républicains"; None where nothing says so."""
        if spec.party is not None:
            return self._partisans(base, tree, index, spec.party)
        if head.type != ActorType.PARTY or head.generic or not (spec.empty or spec.states):
            return None
        return [replace(c, end=base.end) for c in self._adherents(tree, index, spec.states)] or None

    def _partisans(self, base: Candidate, tree: Tree, index: int, party: Candidate) -> list[Candidate]:
        """All of a party in some place as the party: "les députés socialistes"; some of them are nobody."""
        if tree[index].lower not in self.words.partisan_nouns or not self.definite(tree, index):
            return []
        return [_as_party(base, self.gazetteer.known[party.id])]

    def _own_party(self, tree: Tree, index: int, length: int) -> KnownActor | None:
        """The party whose people an office names by itself: "le socialiste X", "le Républicain X"."""
        form = text_of(tree, index, index + length)
        return self.party(form) or self.party(form.lower())


def adjective_of_party(party: KnownActor, index: int, length: int = 1) -> Candidate:
    """The adjective of a party as a mention of it, said of an office alone."""
    return Candidate(
        start=index,
        end=index + length,
        head=index,
        id=party.id,
        label=party.name,
        type=party.type,
        kind=MentionKind.ADJECTIVE,
        rule=PARTY_OF_OFFICE,
        country=party.country,
        weak=True,
    )


def _as_party(base: Candidate, party: KnownActor) -> Candidate:
    """A mention of a party by its people."""
    return replace(
        base, id=party.id, label=party.name, type=party.type, country=party.country, rule=ADHERENTS
    )
