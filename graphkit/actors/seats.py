"""The place in which an office is held or a body sits: "maire de [Londres]", "la police de [Lyon]"."""

from __future__ import annotations

import copy
from collections.abc import Mapping
from typing import Self

from graphkit.actors.candidate import Candidate
from graphkit.actors.heads import HeadNouns, text_of
from graphkit.actors.names import slug
from graphkit.records import ActorType, MentionKind
from graphkit.syntax import Tree


class Seats(HeadNouns):
    """Reads the places behind nouns for offices and bodies."""

    def place_behind(self, tree: Tree, start: int) -> Candidate | None:
        """The place whose office it is, as who governs there: "maire de [Londres]"."""
        j, limit = start, tree.sentence_of(start - 1)[1]
        while j < limit and (
            passed := self._passing(tree, j, limit) or bool(self.gazetteer.parties(tree[j].text))
        ):
            j += passed
        if j >= limit or not self.is_genitive(tree[j]):
            return None
        j = self._skip_article(tree, j + 1, limit)
        end = self.places.get(j)
        if end is None:
            return None
        name = text_of(tree, j, end)
        # A part of a state has one name in all texts: "Ecosse" is "Écosse".
        part = self.gazetteer.part_of_state(name)
        return Candidate(
            start=j,
            end=end,
            head=j,
            id=part.id if part else slug(name),
            label=part.label if part else name,
            type=ActorType.STATE if part else ActorType.GOVERNMENT,
            parent=part.parent if part else "",
            kind=MentionKind.METONYM,
            rule="place of an office",
        )

    def _town_behind(self, tree: Tree, at: int, owner: Candidate | None) -> Candidate | None:
        """The town that nobody knows but for its body: "le service de police de X"; towns take no article."""
        unknown = owner is None or (owner.rule.startswith("entity:") and owner.type is ActorType.ORG)
        if not unknown or at + 1 >= tree.sentence_of(at - 1)[1] or not self.is_genitive(tree[at]):
            return None
        word, article = (
            tree[at + 1],
            tree[at].lower not in self.words.genitive and tree[at].text[-1].isalpha(),
        )
        if article or word.pos != "PROPN" or not word.text[0].isupper() or self.is_given(word.text):
            return None
        end, limit = at + 2, tree.sentence_of(at)[1]
        while end < limit and tree[end].pos == "PROPN" and tree[end].text[0].isupper():
            end += 1
        name = text_of(tree, at + 1, end)
        return Candidate(
            start=at + 1,
            end=end,
            head=at + 1,
            id=slug(name),
            label=name,
            type=ActorType.GOVERNMENT,
            kind=MentionKind.METONYM,
            rule="place of a body",
        )

    def with_places(self, places: Mapping[int, int]) -> Self:
        """A reader that knows the places of the text (first word -> end), which offices are held in."""
        reader = copy.copy(self)
        reader.places = places
        return reader
