"""Nominal mentions: institutions, collective nouns and office-holders with what specifies them.

"l'armée syrienne", "les forces du régime", "le groupe islamiste HTS", "le chef de la diplomatie
iranienne, Abbas Araghchi". What the noun alone leaves open ("le régime") becomes a `pending`
mention, which `actors.settling.link_within` settles from the rest of the text.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from graphkit.actors.candidate import WITH_HOLDER, Candidate, replace
from graphkit.actors.collectives import Collectives
from graphkit.actors.heads import Head, is_nominal, longest_at
from graphkit.actors.names import government_id, state_id
from graphkit.actors.noun_phrases import head_of
from graphkit.actors.offices import Offices, is_charge
from graphkit.actors.organisation_nouns import OrganisationNouns
from graphkit.actors.specifiers import Specifiers
from graphkit.language.schema.grammar import Role
from graphkit.language.schema.titles import Collective, Institution, Office
from graphkit.records import ActorType, MentionKind
from graphkit.syntax import Tree


class Nominals(Collectives, Offices, Specifiers, OrganisationNouns):
    """Reader of nominal mentions for one language."""

    def openings(self, tree: Tree) -> set[int]:
        """The words at which `read` may find something: head nouns, and what calls a party's people."""
        return {*self.all_heads(tree), *(w.index for w in tree if self.gazetteer.parties(w.text))}

    def read(self, tree: Tree, index: int, by_start: Mapping[int, Sequence[Candidate]]) -> list[Candidate]:
        """The mentions whose head noun begins at a word; `by_start` holds the mentions to its right."""
        if (party := self._party_of_office(tree, index)) is not None:
            return [party]
        match = self.heads(tree, index)
        if match is None or self.modifies(tree, index):
            return self._adherents(tree, index) if match is None else []
        heads, length = self._outside_names(tree, index, match, by_start)
        nominal = is_nominal(tree, index) or self.precedes_nationality(tree, index)
        nominal |= isinstance(heads[0], Office) and self._stands_beside(tree, index)
        if length == 1 and not nominal and not any(is_charge(head) for head in heads):
            return []
        found: list[Candidate] = []
        for head in heads:
            made = self._read(tree, index, length, head, by_start)
            if any(c.rule == WITH_HOLDER for c in made):
                return made
            found = made if made or not found else found
        return found

    def _outside_names(
        self,
        tree: Tree,
        index: int,
        match: tuple[list[Head], int],
        by_start: Mapping[int, Sequence[Candidate]],
    ) -> tuple[list[Head], int]:
        """The reading of a noun that ends in no name: "le [président] de La République en marche"."""
        end = index + match[1]
        for start in range(index + 1, end):
            name = longest_at(by_start, start)
            if name is not None and name.kind is MentionKind.NAME and name.end > end:
                return self.shorter_heads(tree, index, start) or match
        return match

    def _stands_beside(self, tree: Tree, index: int) -> bool:
        """Whether a word behind a comma is a noun to the reader: "X, [haute-commissaire] de Y".

        A participle is one before an adjective too: "X, [associé] principal à Y"; and what no verb can be
        before *de*: "X, patron de Y et [président] de Z".
        """
        if not 0 < index < len(tree) - 1:
            return False
        word, behind = tree[index], tree[index + 1]
        if word.pos == "VERB" and tree[index - 1].lower in self.words.conjunctions:
            listed = (
                self._before_offices(tree, index - 1) < index - 1
                or self.office_at(tree, index - 2) is not None
            )
            return self.is_genitive(behind) and listed
        if tree[index - 1].text != ",":
            return False
        participle = word.pos == "VERB" and word.morph.get("VerbForm") == "Part"
        if word.pos != "ADJ" and not participle:
            return False
        return self.is_genitive(behind) or (participle and behind.pos == "ADJ")

    def _read(
        self, tree: Tree, index: int, length: int, head: Head, by_start: Mapping[int, Sequence[Candidate]]
    ) -> list[Candidate]:
        if isinstance(head, Collective) and head.verbs and not self._does(tree, index, length, head.verbs):
            return []
        if isinstance(head, Institution) and index and self._is_bare_genitive(tree[index - 1]):
            return []  # "un coup d'État", "un changement de gouvernement": of a kind
        spec = self.specifier(tree, index + length, by_start, head)
        if isinstance(head, Institution):
            return self._institution(tree, index, length, head, spec)
        if isinstance(head, Collective):
            if head.relational:
                return self._relational(tree, index, length, head, spec, by_start)
            if spec.empty:
                spec.name = self._named_beside(tree, index, index + length, head, by_start)
            return self._collective(tree, index, length, head, spec)
        return self._office(tree, index, length, head, spec, by_start)

    @staticmethod
    def _does(tree: Tree, index: int, length: int, verbs: Collection[str]) -> bool:
        """Whether a noun is the subject of one of some verbs."""
        word = tree[head_of(tree, index, index + length)]
        above = tree.head(word.index)
        return (
            word.role in (Role.SUBJECT, Role.PASSIVE_SUBJECT) and above is not None and above.lemma in verbs
        )

    def settle(self, candidate: Candidate, iso: str) -> Candidate:
        """A pending mention with the state that the text tells for it."""
        what, _, key = candidate.pending.partition(":")
        if what == "state":
            label = self.gazetteer.states[iso].name
            return replace(candidate, id=state_id(iso), label=label, country=iso, pending="")
        if what == "government":
            return self._of_government(candidate, iso)
        if what in ("military", "own"):
            return self._of_military(candidate, iso)
        if what == "class":
            return self.settle_class(candidate, key, iso)
        label = self.gazetteer.state_label(self.templates.group, iso, noun=candidate.label)
        parent = government_id(iso) if candidate.type is ActorType.GOVERNMENT else state_id(iso)
        return replace(
            candidate, id=f"{state_id(iso)}-{key}", label=label, country=iso, parent=parent, pending=""
        )
