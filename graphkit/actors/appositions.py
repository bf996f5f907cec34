"""Names beside a noun that says who they are: "le chef de X, Y", "X, patron de Y et maire de Z"."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from graphkit.actors.candidate import WITH_HOLDER, Candidate, is_group
from graphkit.actors.heads import NAMED_TYPES, HeadNouns, is_plural, longest_at
from graphkit.language.schema.titles import Collective, Office
from graphkit.records import ActorType, MentionKind
from graphkit.syntax import Tree, Word

# Words of a complement between an office and its holder: "le président du groupe X [à l'Assemblée] Y".
_COMPLEMENT_WORDS = 5
# And the most words of the offices of one person before the last: "X, [patron de Y et] maire de Z".
_OFFICE_WORDS = 16
# And the most words of a bracket behind a name, with both its ends.
_BRACKET_WORDS = 5
# The most words of a name.
_NAME_WORDS = 5
# What stands behind a name in apposition.
_CLOSING = (",", ".", ")", ";", ":")
_IN_COMPLEMENT = ("DET", "NOUN", "PROPN", "ADJ")


class Appositions(HeadNouns):
    """Finds the name that an office or a body stands beside."""

    def _named_beside(
        self, tree: Tree, index: int, at: int, head: Collective, by_start: Mapping[int, Sequence[Candidate]]
    ) -> Candidate | None:
        """The body whose name stands between commas: "la fédération des banques, [X],"; no list of names."""
        if head.type not in NAMED_TYPES or is_plural(tree[index]) or not self.definite(tree, index):
            return None
        limit = tree.sentence_of(index)[1]
        if at < limit and self.is_genitive(tree[at]):
            at = self._complement_end(tree, at + 1, limit) or at
        if at + 1 >= limit or tree[at].text != ",":
            return None
        name = longest_at(by_start, at + 1)
        closed = name is not None and name.end < limit and tree[name.end].text in _CLOSING
        named = name is not None and name.type in NAMED_TYPES and name.kind is not MentionKind.NOMINAL
        listed = name is not None and longest_at(by_start, name.end + 1) is not None
        return name if closed and named and not listed else None

    def _names_joined(
        self, tree: Tree, person: Candidate, by_start: Mapping[int, Sequence[Candidate]]
    ) -> list[Candidate]:
        """The persons named after another one: "les sénateurs X, [Y] et [Z]"; none where the list is open."""
        found: list[Candidate] = []
        at, last = person.end, tree.sentence_of(person.start)[1]
        while at + 1 < last and (tree[at].text == "," or tree[at].lower in self.words.conjunctions):
            name = longest_at(by_start, at + 1)
            if name is None or not can_be_person(name):
                return []
            found.append(name)
            if tree[at].text != ",":
                return found
            at = name.end
        return []

    def _name_behind(
        self, tree: Tree, end: int, by_start: Mapping[int, Sequence[Candidate]]
    ) -> Candidate | None:
        """A person's name behind whose office it is: "l'ambassadeur de X [en Y,] Z"."""
        at, limit = end, min(end + _COMPLEMENT_WORDS + 1, tree.sentence_of(end - 1)[1])
        while at < limit:
            here = longest_at(by_start, at)
            if here is not None and can_be_person(here):
                return here if tree[at - 1].pos not in ("ADP", "DET") else None
            if tree[at].text in (",", "("):
                return self._name_beside(tree, end, at, by_start)
            if (other := self._owner_joined(tree, at, by_start)) is not None:
                at = other.end  # "le patron de X [et de Y], Z"
                continue
            place = tree[at].pos == "ADP" and self.plain(tree[at]) in self._before_fields
            inside = at > end and tree[at].pos in _IN_COMPLEMENT
            if not (place or inside):
                return None
            at = here.end if here is not None else at + 1
        return None

    def _owner_joined(
        self, tree: Tree, at: int, by_start: Mapping[int, Sequence[Candidate]]
    ) -> Candidate | None:
        """Another body whose office one person holds too: "le patron de X [et de Y]"."""
        limit = tree.sentence_of(at - 1)[1]
        if at + 2 >= limit or tree[at].lower not in self.words.conjunctions:
            return None
        if not self.is_genitive(tree[at + 1]):
            return None
        body = longest_at(by_start, self._skip_article(tree, at + 2, limit))
        return body if body is not None and is_group(body) and not body.pending else None

    def _holder_joined(
        self, tree: Tree, index: int, end: int, by_start: Mapping[int, Sequence[Candidate]]
    ) -> Candidate | None:
        """Who holds another office too that ends with the name: "le maire de X [et ancien ministre Y]".

        With an article of its own the other is somebody else's.
        """
        at, limit = end + 1, tree.sentence_of(index)[1]
        if is_plural(tree[index]) or at >= limit or tree[end].lower not in self.words.conjunctions:
            return None
        while at < limit - 1 and tree[at].pos == "ADJ" and self.heads(tree, at) is None:
            at += 1
        held = (c for c in by_start.get(at, ()) if c.rule == WITH_HOLDER and not c.plural)
        heads, length = self.heads(tree, at) or ((), 0)
        office = any(isinstance(head, Office) for head in heads) and not is_plural(tree[at])
        return next(held, None) or (self._name_behind(tree, at + length, by_start) if office else None)

    def _name_beside(
        self, tree: Tree, index: int, end: int, by_start: Mapping[int, Sequence[Candidate]]
    ) -> Candidate | None:
        """A person's name in apposition: after the office and a comma, or before it and a comma.

        A bracket does as well: "le patron de X (Y)".
        """
        opened = end + 1 < len(tree) and tree[end].sentence == tree[index].sentence
        if opened and tree[end].text == "(":
            inside = longest_at(by_start, end + 1)
            closed = inside is not None and inside.end < len(tree) and tree[inside.end].text == ")"
            if closed and inside is not None and can_be_person(inside):
                return inside
        if opened and tree[end].text == ",":
            at = end + 1
            if tree[at].lower in self.words.article:
                at += 1  # "le guide d'alors, l'ayatollah X"
            while at < len(tree) and self.is_title(tree[at].lower):
                at += 1
            after = longest_at(by_start, at)
            closing = after is not None and after.end < len(tree) and tree[after.end].text in _CLOSING
            if after is not None and can_be_person(after) and (closing or self._acts(tree, index, after)):
                return after
        return self._name_before(tree, index, end, by_start)

    def _acts(self, tree: Tree, index: int, name: Candidate) -> bool:
        """Whether a name behind an office and a comma ends the subject: "Le chef de X, Y a déclaré"."""
        first = tree.sentence_of(index)[0]
        opens = index - 1 == first or (index - 2 >= first and tree[index - 2].text == ",")
        article = tree[index - 1].morph.get("Definite") == "Def" and tree[index - 1].pos == "DET"
        verb = name.end < len(tree) and tree[name.end].pos in ("VERB", "AUX")
        return index > first and opens and article and verb

    def _name_before(
        self, tree: Tree, index: int, end: int, by_start: Mapping[int, Sequence[Candidate]]
    ) -> Candidate | None:
        """A person's name before a comma and an office that ends before word `end`."""
        before = index - 1
        while before > 0 and tree[before].pos in ("ADJ", "ADV"):
            before -= 1  # "X, l'actuel dirigeant de Y", "X, alors ministre"
        if before >= 0 and tree[before].lower in self.words.article | self.words.possessive:
            before -= 1  # "X, le chef de Y", "X, son secrétaire général"
            if (speaker := self._speaker_before(tree, before + 1, by_start)) is not None:
                return speaker
        elif before >= 0:
            before = self._before_offices(tree, before)
        if before < 1 or tree[before].text not in (",", "("):
            return None
        before = _before_bracket(tree, before)
        if self._opens_predicate(tree, end):
            return None  # "Dans un entretien à X, [le chef de Y] a critiqué …" is a subject of its own
        for start in range(before - 1, max(before - _NAME_WORDS - 1, -1), -1):
            for candidate in by_start.get(start, ()):
                if candidate.end == before and can_be_person(candidate):
                    return candidate
        return None

    @staticmethod
    def _speaker_before(
        tree: Tree, end: int, by_start: Mapping[int, Sequence[Candidate]]
    ) -> Candidate | None:
        """Who is named behind a verb, no comma before the office: "« … », explique [X] le chef de Y"."""
        for start in range(end - 1, max(end - _NAME_WORDS - 1, 0), -1):
            for name in by_start.get(start, ()):
                if name.end == end and can_be_person(name) and tree[start - 1].pos == "VERB":
                    return name
        return None

    def _opens_predicate(self, tree: Tree, at: int) -> bool:
        """Whether a finite verb stands at a word, negations and pronouns before it: "[s'est] borné"."""
        limit = tree.sentence_of(at - 1)[1]
        while at < limit and self._is_clitic(tree[at]):
            at += 1
        verb = at < limit and tree[at].pos in ("VERB", "AUX")
        return verb and tree[at].morph.get("VerbForm") != "Part"

    def _is_clitic(self, word: Word) -> bool:
        """Whether a word is a pronoun or an adverb that may stand before a verb: "s'", "lui", "ne"."""
        relative = word.lower in self.words.relative_subject | self.words.relative_genitive
        return word.pos == "ADV" or (
            word.pos == "PRON" and not relative and word.morph.get("PronType") != "Rel"
        )

    def _before_offices(self, tree: Tree, at: int) -> int:
        """The comma before the first of several offices of one person: "X[,] patron de Y et maire de Z"."""
        first = max(tree.sentence_of(at)[0], at - _OFFICE_WORDS)
        comma = at if tree[at].text == "," else -1
        if comma < 0 and tree[at].lower not in self.words.conjunctions:
            return at
        for before in range(at - 1, first, -1):
            word = tree[before]
            if word.pos in ("VERB", "AUX", "PRON", "SCONJ") or word.text in _CLOSING[1:]:
                break
            if word.text != ",":
                continue
            if not self._opens_office(tree, before + 1):
                break
            comma = before
        return comma if comma >= 0 else at

    def _is_listed(self, tree: Tree, index: int) -> bool:
        """Whether an office without an article is one of several: "X, maire de Y et [président] de Z"."""
        return index > 0 and tree[index - 1].lower in self.words.conjunctions

    def _opens_office(self, tree: Tree, at: int) -> bool:
        """Whether a noun for an office begins at a word, adjectives before it: "ancien maire"."""
        limit = tree.sentence_of(at)[1]
        while at < limit - 1 and tree[at].pos == "ADJ" and self.heads(tree, at) is None:
            at += 1
        heads, _ = self.heads(tree, at) or ((), 0)
        return any(isinstance(head, Office) for head in heads)


def _before_bracket(tree: Tree, comma: int) -> int:
    """The end of what stands before a comma, a short bracket between them let pass: "X (PS), maire de Y"."""
    if tree[comma].text == "," and tree[comma - 1].text == ")":
        first = max(tree.sentence_of(comma)[0], comma - _BRACKET_WORDS)
        return next((i for i in range(comma - 2, first, -1) if tree[i].text == "("), comma)
    return comma


def can_be_person(name: Candidate) -> bool:
    """Whether a name beside an office is its holder; models take many foreign names for organisations."""
    if name.kind is not MentionKind.NAME:
        return False
    unknown = name.rule.startswith("entity:") and name.type is ActorType.ORG
    return name.type is ActorType.PERSON or (unknown and len(name.label.split()) > 1)
