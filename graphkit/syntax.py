"""A parsed text as words with grammatical roles: what actors and relations work on.

The labels of a parser are turned into the roles of `language.schema.grammar.Role` once, here,
so that nothing after this module knows a label. Words are plain objects that need no
spaCy, which is what lets tests run on parses that were written down.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from graphkit.language.schema.grammar import Grammar, Role

SUBJECTS = (Role.SUBJECT, Role.PASSIVE_SUBJECT)
"""The roles of subjects."""

_AUXILIARIES = (Role.AUXILIARY, Role.PASSIVE_AUXILIARY, Role.COPULA)

_ATTRIBUTES = ("ORTH", "LEMMA", "POS", "DEP", "MORPH")
"""What `tree_of` reads of a word as keys into the vocabulary's strings."""


@dataclass(slots=True, kw_only=True)
class Word:
    """One token. `head` is the index of the governor, the word's own index at a root.

    `start` and `end` are offsets into the source document. `children` are indexes in
    text order. `lower` is the form in lower case with straight apostrophes. Trees are
    rewritten (`attach`) where a name or a compound preposition should act as one word,
    hence not frozen.
    """

    index: int
    text: str
    lemma: str
    pos: str
    role: Role
    head: int
    start: int
    end: int
    sentence: int
    morph: Mapping[str, str] = field(default_factory=dict)
    children: list[int] = field(default_factory=list)
    lower: str = field(init=False, repr=False)

    def __post_init__(self) -> None:
        self.lower = self.text.lower().replace("’", "'")


class Tree(Sequence[Word]):
    """The words of one text and the dependency edges between them.

    `sentences` are (first, end) word indexes; `entities` are (first, end, label) of the
    named entities that the model found; `joins` are the spans made one word so far.
    """

    def __init__(
        self,
        words: Iterable[Word],
        *,
        sentences: Sequence[tuple[int, int]],
        entities: Sequence[tuple[int, int, str]] = (),
    ) -> None:
        self._words = list(words)
        self.sentences = tuple(sentences)
        self.entities = tuple(entities)
        self.joins: list[tuple[int, int]] = []
        for word in self._words:
            word.children = []
        for word in self._words:
            if word.head != word.index:
                self._words[word.head].children.append(word.index)

    def __len__(self) -> int:
        return len(self._words)

    def __getitem__(self, index: Any) -> Any:
        return self._words[index]

    def __iter__(self) -> Iterator[Word]:
        return iter(self._words)

    def children(self, index: int, *roles: Role) -> list[Word]:
        """Dependents of a word in text order, of the given roles if any are given."""
        words = self._words
        found = []
        for child in words[index].children:  # a comprehension takes longer for so few
            word = words[child]
            if not roles or word.role in roles:
                found.append(word)
        return found

    def head(self, index: int) -> Word | None:
        """The governor of a word, or None at the root of a sentence."""
        word = self._words[index]
        return None if word.head == index else self._words[word.head]

    def ancestors(self, index: int) -> Iterator[Word]:
        """The governor, its governor and so on to the root."""
        above = self.head(index)
        while above is not None:
            yield above
            above = self.head(above.index)

    def subtree(self, index: int) -> list[int]:
        """Indexes of a word and all below it, in text order."""
        found, stack = [], [index]
        while stack:
            current = stack.pop()
            found.append(current)
            stack.extend(self._words[current].children)
        return sorted(found)

    def attach(self, index: int, head: int, role: Role) -> None:
        """Hang a word under another governor, unless that would close a circle."""
        if index == head or any(word.index == index for word in self.ancestors(head)):
            return
        word = self._words[index]
        if word.head != index:
            self._words[word.head].children.remove(index)
        word.head, word.role = head, role
        if head != index:
            self._words[head].children.append(index)
            self._words[head].children.sort()

    def make_root(self, index: int) -> None:
        """Cut a word from its governor, so that it governs its sentence."""
        word = self._words[index]
        if word.head != index:
            self._words[word.head].children.remove(index)
        word.head, word.role = index, Role.ROOT

    def sentence_of(self, index: int) -> tuple[int, int]:
        """(first, end) word indexes of the sentence that holds a word."""
        return self.sentences[self._words[index].sentence]

    def copy(self) -> Tree:
        """An independent copy, for a step that rewrites the tree."""
        words = (dataclasses.replace(word, children=[]) for word in self._words)
        return Tree(words, sentences=self.sentences, entities=self.entities)


def role_table(grammar: Grammar) -> dict[str, Role]:
    """Dependency label -> role."""
    return {label: Role(role) for role, labels in grammar.labels.items() for label in labels}


def tree_of(
    doc: Any,
    grammar: Grammar,
    *,
    shifts: Sequence[int] | None = None,
    verbs: Mapping[str, Sequence[str]] | None = None,
) -> Tree:
    """The tree of a spaCy Doc.

    `shifts[i]` is added to the offsets of token i, for a Doc that was put together
    from parts of a longer text. `verbs` maps forms to infinitives that are surer than
    the lemmatizer's.
    """
    starts = doc.to_array("IDX").tolist()
    if shifts:
        starts = [start + shift for start, shift in zip(starts, shifts, strict=True)]
    return tree_of_parts([doc], grammar, starts=starts, verbs=verbs)


def tree_of_parts(
    docs: Iterable[Any],
    grammar: Grammar,
    *,
    starts: Sequence[int],
    verbs: Mapping[str, Sequence[str]] | None = None,
) -> Tree:
    """One tree of the spaCy Docs of the parts of a text; `starts[i]` is where word i stands in the text."""
    roles, known = role_table(grammar), verbs or {}
    infinitives = tuple({family[-2:] for family in grammar.conjugation})  # "être" is of no family
    kinds = {label: kind for kind, names in grammar.entities.items() for label in names}
    words: list[Word] = []
    sentences: list[tuple[int, int]] = []
    entities: list[tuple[int, int, str]] = []
    parted: list[tuple[int, int]] = []
    for doc in docs:
        base, strings = len(words), doc.vocab.strings
        # Columns of numbers: a Token object for each word and for each governor takes three times as long.
        columns = ([strings[key] for key in keys] for keys in doc.to_array(_ATTRIBUTES).T.tolist())
        rows = list(zip(*columns, doc.to_array("HEAD").astype("int64").tolist(), strict=True))
        for sentence in doc.sents:
            if words and words[-1].text == ",":
                # "X aide Y, | a dit Z": no sentence ends in a comma.
                sentences[-1] = (sentences[-1][0], base + sentence.end)
                parted.append((base + sentence.root.i, sentences[-1][0]))
            else:
                sentences.append((base + sentence.start, base + sentence.end))
            number = len(sentences) - 1
            for text, lemma, pos, label, features, head in rows[sentence.start : sentence.end]:
                index = len(words)
                sure = roles.get(label) in _AUXILIARIES and lemma.endswith(infinitives)
                words.append(
                    Word(
                        index=index,
                        text=text,
                        # "nous [sommes] victimes" has no form of "sommer".
                        lemma=lemma if sure else _lemma(text, lemma, pos, label, known),
                        pos=pos,
                        role=roles.get(label, Role.OTHER),
                        head=index + head,
                        start=starts[index],
                        end=starts[index] + len(text),
                        sentence=number,
                        morph=_features(features),
                    )
                )
        entities += [(base + e.start, base + e.end, kinds[e.label_]) for e in doc.ents if e.label_ in kinds]
    tree = Tree(words, sentences=sentences, entities=entities)
    for second, first in parted:
        root = next(word for word in tree[first:second] if word.head == word.index)
        tree.attach(second, root.index, Role.PARATAXIS)
    return tree


def _lemma(text: str, lemma: str, pos: str, label: str, verbs: Mapping[str, Sequence[str]]) -> str:
    """The lemmatizer's lemma unless it is no known infinitive of a form that known verbs have."""
    lemma = (lemma or text).replace("’", "'")
    verbal = pos in ("VERB", "AUX") or (pos in ("ADJ", "ADV", "NOUN") and label in ("ROOT", "conj"))
    known = verbs.get(text.lower(), ()) if verbal else ()
    return lemma if not known or lemma in known else known[0]


@cache
def _features(morph: str) -> Mapping[str, str]:
    """The features in a description like ``Gender=Fem|Number=Sing``; a parser has some hundred of them."""
    return dict(part.split("=", 1) for part in morph.split("|") if "=" in part)


def join_span(tree: Tree, start: int, end: int) -> int:
    """Make words [start, end) act as one: its head takes over what hangs on the others.

    Returns the index of the head: the word whose governor lies outside. A parser splits
    foreign names ("Hayat Tahrir al-Cham") over several governors; as one word they keep
    only the first one's.
    """
    heads = [i for i in range(start, end) if not start <= tree[i].head < end or tree[i].head == i]
    head = heads[0] if heads else start
    for i in range(start, end):
        if i != head:
            for child in list(tree[i].children):
                if not start <= child < end:
                    tree.attach(child, head, tree[child].role)
    for i in range(start, end):
        if i != head and tree[i].head != head:
            tree.attach(i, head, Role.NAME_PART)
        elif i != head:
            tree[i].role = Role.NAME_PART
    tree[head].pos = "PROPN"
    tree.joins.append((start, end))
    return head
