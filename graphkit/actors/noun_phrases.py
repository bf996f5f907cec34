"""What the nouns of all nominal mentions share: the mention that one makes, and what stands behind it."""

from __future__ import annotations

from graphkit.actors.candidate import Candidate, replace
from graphkit.actors.heads import HeadNouns, is_plural, text_of
from graphkit.actors.names import pieces, slug
from graphkit.actors.specifiers import Specifier
from graphkit.language.schema.grammar import Role
from graphkit.records import ActorType, MentionKind
from graphkit.syntax import Tree, Word

# The rule of a noun with the name of what it is: "l'entreprise X".
COLLECTIVE_WITH_NAME = "collective with name"


class NounPhrases(HeadNouns):
    """Makes mentions of head nouns, before it is known whom they name."""

    def _has_complement(self, tree: Tree, at: int) -> bool:
        """Whether *de* and a noun stand behind a noun that ends before a word: "le groupe d'experts".

        Or who else is in it: "la coalition avec X" is neither X nor known.
        """
        limit = tree.sentence_of(at - 1)[1]
        if at < limit and tree[at].lower in self.words.accompaniment:
            return True
        behind = at + 1 < limit and tree[at + 1].pos not in ("VERB", "AUX")  # "accusait le groupe d'avoir …"
        return behind and self.is_genitive(tree[at])

    def of_kind(
        self, bare: Candidate, tree: Tree, actor_type: ActorType, spec: Specifier
    ) -> Candidate | None:
        """All of a kind of whom a text tells no more, with what tells the kind: "les [élus locaux]"."""
        if tree[bare.start].lower in self.words.vague_people:
            return None
        end = self._kind_end(tree, bare.end) or bare.end
        of_people = spec.owner is not None and spec.owner.type is ActorType.POPULATION
        if of_people and spec.owner is not None and not spec.states:
            end = spec.owner.end  # "les syndicats de pilotes"
        elif not spec.empty:
            return None
        elif end == bare.end and self._has_complement(tree, end):
            end = self._plain_complement(tree, end)
        if not end or self._is_told_before(tree, bare.start) or self._is_told_behind(tree, bare, end):
            return None
        text = text_of(tree, bare.start, end)
        made = replace(bare, end=end, id=slug(text), label=text, type=actor_type)
        return replace(made, weak=True, generic=True, noun="")

    def _kind_end(self, tree: Tree, at: int) -> int:
        """The end of the adjectives behind people of some kind ("les électeurs libéraux"), or 0."""
        end, limit = at, tree.sentence_of(at - 1)[1]
        while end < limit and tree[end].pos == "ADJ" and tree[end].head == at - 1:
            end += 1
        return end if end > at else 0

    def _plain_complement(self, tree: Tree, at: int) -> int:
        """The end of *de* and a common noun with its adjectives ("[du quartier sinistré]"), or 0."""
        limit = tree.sentence_of(at)[1]
        noun = self._skip_article(tree, at + 1, limit)
        common = noun < limit and tree[noun].pos == "NOUN" and tree[noun].text[0].islower()
        if not common or not self.is_genitive(tree[at]):
            return 0  # "les syndicats avec X" are more than their kind
        end = self._kind_end(tree, noun + 1) or noun + 1
        # "accusé par des ONG de complicité": what a verb may take is no part of what is not its subject.
        loose = tree[at - 1].role is not Role.SUBJECT and noun == at + 1 and not is_plural(tree[noun])
        infinitive = end + 1 < limit and self.is_genitive(tree[end]) and tree[end + 1].pos == "VERB"
        return end if infinitive or not loose else at

    def _is_bare_genitive(self, word: Word) -> bool:
        """Whether a word is the preposition of owners without an article in it: "de", but not "du"."""
        contracted = word.lower in self.words.contractions and not word.lower.endswith("'")
        return self.is_genitive(word) and not contracted

    def _is_told_behind(self, tree: Tree, bare: Candidate, at: int) -> bool:
        """Whether it is said behind a noun to what or whom those belong: "des opposants [à la guerre]"."""
        limit = tree.sentence_of(bare.start)[1]
        if at >= limit or self.plain(tree[at]) not in self.words.dative:
            return False
        noun = self._skip_article(tree, at + 1, limit)
        return noun < limit and tree[noun].head == bare.head

    def _is_told_before(self, tree: Tree, index: int) -> bool:
        """Whether words before a noun leave to the text who is meant: "ces syndicats", "les deux groupes"."""
        article = False
        for j in range(index - 1, max(index - 4, -1), -1):
            word = tree[j]
            if word.lower in self.words.demonstrative or word.morph.get("Poss") == "Yes":
                return True
            article = word.morph.get("Definite") == "Def"
            if word.pos not in ("ADJ", "NUM"):
                break
        return article and index > 1 and tree[index - 1].pos == "NUM"

    def _is_share(self, tree: Tree, index: int, length: int) -> bool:
        """Whether a noun of a body is a part of others or of votes: "la majorité des élus"."""
        word = tree[index]
        if word.lemma not in self.words.transparent_nouns or length > 1:
            return False
        won = word.role is Role.OBJECT or any(
            self.plain(case) in self.words.dative for case in tree.children(index, Role.CASE)
        )
        return won or self._has_complement(tree, index + length)

    def _is_of_place(self, tree: Tree, at: int) -> bool:
        """Whether *de* and a name stand behind a noun: "le tribunal de La Haye" is of no state here."""
        limit = tree.sentence_of(at - 1)[1]
        if not self._has_complement(tree, at):
            return False
        name = self._skip_article(tree, at + 1, limit)
        return name < limit and tree[name].pos == "PROPN"

    def _base(self, tree: Tree, index: int, end: int, kind: MentionKind, rule: str) -> Candidate:
        before = tree[index - 1].lower if index else ""
        past = before in self.past.adjectives | self.past.then or before.rstrip("-") in self._former
        past = past or next(iter(pieces(tree[index].text)), "") in self._former
        return Candidate(
            start=index,
            end=end,
            head=head_of(tree, index, end),
            id="",
            label="",
            type=ActorType.GOVERNMENT,
            kind=kind,
            rule=rule,
            plural=is_plural(tree[index]),
            past=past,
            noun=next(iter(pieces(tree[index].text)), ""),
            near=before in self.words.demonstrative,
            ahead=before in self.coming,
        )

    def _as(self, base: Candidate, named: Candidate) -> Candidate:
        return replace(
            base,
            id=named.id,
            label=named.label,
            type=named.type,
            country=named.country,
            parent=named.parent,
            pending=named.pending,
            rule=COLLECTIVE_WITH_NAME,
        )


def one_of_several(base: Candidate, iso: str, spec: Specifier) -> Candidate:
    """The words for one of several: "les armées [russe] et [syrienne]"; the noun goes to the first."""
    at = spec.adjectives.get(iso)
    if at is None or len(spec.adjectives) < 2:
        return base
    first = at == min(spec.adjectives.values())
    return replace(base, start=base.start if first else at, end=at + 1)


def head_of(tree: Tree, start: int, end: int) -> int:
    """The word of a span whose governor lies outside it; the first one if there are several."""
    return next((i for i in range(start, end) if not start <= tree[i].head < end or tree[i].head == i), start)


def states_of(spec: Specifier) -> list[str]:
    """The states that a noun is of: those named with it, or that of its owner."""
    owner = spec.owner
    if spec.states:
        return spec.states
    if owner is None or not owner.country or owner.pending:
        return []
    return (
        [owner.country] if owner.type in (ActorType.STATE, ActorType.GOVERNMENT, ActorType.MILITARY) else []
    )
