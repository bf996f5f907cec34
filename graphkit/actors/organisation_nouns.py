"""What a noun tells of the name of an organisation that it opens, closes or stands beside."""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Set as AbstractSet

from graphkit.actors.heads import NAMED_TYPES, STATE_LEVEL, HeadNouns, is_nominal, is_plural
from graphkit.actors.names import pieces
from graphkit.language.schema.titles import Collective, Institution, Office
from graphkit.records import ActorType
from graphkit.syntax import Tree, Word

# The most complements in a name that begins with a noun, and the fewest nouns and adjectives.
_COMPLEMENTS_OF_NAME, _LEAST_TELLING = 2, 3


class OrganisationNouns(HeadNouns):
    """Reads the nouns in and beside the names of organisations."""

    def closing_type(self, words: Iterable[Word]) -> ActorType | None:
        """The type of an organisation that the noun which closes its name tells: "Brookings Institution"."""
        return next((kind for word in words if (kind := self._closing.get(word.text))), None)

    def closes(self, word: Word) -> bool:
        """Whether a word is a noun that closes the name of an organisation."""
        return word.text in self._closing

    def opened_name(
        self, tree: Tree, index: int, taken: AbstractSet[int], bodies: AbstractSet[int]
    ) -> tuple[int, ActorType] | None:
        """The end and the type of a name that a noun opens: "le [Comité national républicain]".

        The noun has a capital and an article. `taken` are the words of other names, `bodies` those of bodies,
        which the noun may be a part of: "le Comité exécutif du RPR".
        """
        word = tree[index]
        written = word.text[0].isupper() and not word.text.isupper() and index > tree.sentence_of(index)[0]
        if not written or is_plural(word) or not self.definite(tree, index):
            return None
        heads, length = self.heads(tree, index) or ((), 0)
        for head in heads:
            if not (isinstance(head, Collective) and head.generic and head.type in NAMED_TYPES):
                continue
            seen = max((last for start, last, _ in tree.entities if start == index), default=index)
            seen = seen if tree[seen - 1].text.isalpha() else index
            end = max(self._name_end(tree, index + length, taken), seen)
            # "le Conseil de surveillance", "la Ligue nationale" are of many; "le Parti populaire" is a party.
            nouns = (word for word in tree[index:end] if word.pos in ("NOUN", "PROPN", "ADJ"))
            telling = sum(len(pieces(word.text)) for word in nouns)
            party = head.type == ActorType.PARTY and seen > index + length
            known = party or (telling >= _LEAST_TELLING and end > index + length)
            events = self.words.event_names | self.words.storms
            event = any(word.lower in events for word in tree[index:end])
            if not known or event or head.type == ActorType.ARMED_GROUP or taken & set(range(index, end)):
                continue
            if not (head.part and self._behind_genitive(tree, end) in bodies):
                return end, ActorType.PARTY if head.type == ActorType.PARTY else ActorType.ORG
        return None

    def _behind_genitive(self, tree: Tree, at: int) -> int:
        """The word behind *de* and an article, or -1."""
        limit = tree.sentence_of(at - 1)[1]
        after = at < limit and self.is_genitive(tree[at])
        return self._skip_article(tree, at + 1, limit) if after else -1

    def _name_end(self, tree: Tree, end: int, taken: AbstractSet[int]) -> int:
        """Where a name ends that begins with a noun: "Fondation nationale [des sciences naturelles]"."""
        limit = tree.sentence_of(end - 1)[1]
        for _ in range(_COMPLEMENTS_OF_NAME + 1):
            while (
                end < limit
                and end not in taken
                and tree[end].pos == "ADJ"
                and tree[end].lower not in self._verbs
            ):
                end += 1
            at = end + 1
            if at >= limit or not (self.is_genitive(tree[end]) or tree[end].lower in self.words.naming_links):
                break
            while at < limit and (tree[at].lower in self.words.article or tree[at].pos == "NUM"):
                at += 1
            if at >= limit or self.is_body(tree, at) or at in taken or tree[at].pos not in ("NOUN", "PROPN"):
                break
            end = at + 1
        return end

    def is_led(self, tree: Tree, index: int) -> int:
        """The length of a noun for a government that its head's name alone may specify, or 0."""
        match = self.heads(tree, index)
        led = match is not None and any(isinstance(head, Institution) and head.led for head in match[0])
        return match[1] if match is not None and led and not is_plural(tree[index]) else 0

    def organisation_noun(self, tree: Tree, index: int) -> tuple[int, bool, ActorType] | None:
        """The length of a noun that an organisation's name completes, whether *de* stands between, its type.

        "l'entreprise X", "le syndicat X"; "les actionnaires de X", "le président du directoire de X".
        """
        match = self.heads(tree, index)
        if match is None or not is_nominal(tree, index):
            return None
        for head in match[0]:
            if isinstance(head, Collective) and head.type in NAMED_TYPES and not is_plural(tree[index]):
                return match[1], False, ActorType(head.type)
            if isinstance(head, Office | Collective) and head.of_organisation:
                return match[1], True, ActorType.COMPANY
        return None

    def body_noun(self, tree: Tree, index: int) -> ActorType | None:
        """The type of the one organisation that a noun calls: "banque", "syndicat"."""
        word = tree[index]
        heads, _ = self.heads(tree, index) or ((), 0)
        noun = word.pos == "NOUN" or (word.pos == "VERB" and word.lower not in self._verbs)
        if not noun or is_plural(word):
            return None
        groups = (head for head in heads if isinstance(head, Collective) and head.type in NAMED_TYPES)
        return next((ActorType(head.type) for head in groups), None)

    def end_of_head(self, tree: Tree, index: int) -> int:
        """Where the noun ends that begins at a word."""
        match = self.heads(tree, index)
        return index + match[1] if match is not None else index

    def fields(self, tree: Tree) -> set[int]:
        """Words inside the name of a body or office, where no other name begins: "ministère de la Santé"."""
        inside: set[int] = set()
        for index, (heads, length) in self.all_heads(tree).items():
            end = index + length
            inside.update(range(index + 1, end))
            limit = tree.sentence_of(index)[1]
            state = any(
                head.type is ActorType.GOVERNMENT and not head.same_as_state_government
                if isinstance(head, Institution)
                else isinstance(head, Office) and head.level == STATE_LEVEL
                for head in heads
            )
            # "ministère de la Culture": names of companies and persons take no article
            while end < limit and self.is_nationality(tree[end]):
                end += 1  # "ministère chinois des Affaires étrangères"
            if state and end + 1 < limit and self.is_genitive(tree[end]):
                article = tree[end + 1].lower in self.words.article
                contracted = tree[end].lower in self.words.contractions
                if article or (contracted and not tree[end].lower.endswith("'")):
                    inside.add(end + 2 if article else end + 1)
        return inside

    def is_behind_office(self, tree: Tree, index: int) -> bool:
        """Whether an office and *de* stand before a word: "le patron de [X]"."""
        first = tree.sentence_of(index)[0]
        if index - 2 < first or not self.is_genitive(tree[index - 1]):
            return False
        found = ((at, self.heads(tree, at)) for at in range(max(first, index - 5), index - 1))
        return any(
            match is not None and at + match[1] == index - 1 and isinstance(match[0][0], Office)
            for at, match in found
        )

    def organisation_type(self, tree: Tree, start: int, text: str) -> ActorType:
        """The type of an organisation's name from its own words or the noun before it."""
        before = [tree[i].lower for i in range(max(tree.sentence_of(start)[0], start - 2), start)]
        for word in [*(w.lower() for w in text.split()[:2]), *reversed(before)]:
            head = self._groups.get(pieces(word))
            if isinstance(head, Collective) and head.type in (ActorType.PARTY, ActorType.COMPANY):
                return ActorType(head.type)
        return ActorType.ORG
