"""Treebanks and entity annotation -> the sentences that the French pipeline is trained on.

A corpora folder holds ``ud/NAME.conllu`` (Universal Dependencies, CoNLL-U) and ``ner/NAME.jsonl``
(one sentence a line: ``treebank``, ``sent_id``, ``text``, ``entities`` as ``[start, end, label]`` in
characters). An annotated sentence is joined to its tree by treebank and identifier; one whose treebank is
not there is a sentence with entities and without a tree.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple

from spacy.tokens import Doc, Token
from spacy.training.converters.conllu_to_docs import conllu_to_docs

from graphkit.errors import TrainingError

LABELS = frozenset({"PER", "LOC", "ORG", "MISC"})
"""The entity labels of WikiNER and CoNLL 2003."""
_SENT_ID = re.compile(r"^# sent_id\s*=\s*(.+)$")
_EMPTY_NODE = re.compile(r"^\d+\.\d+\t")
_COLUMNS = 10


class Word(NamedTuple):
    """One word to learn from; an empty string is what nobody annotated."""

    text: str
    space: bool
    """Whether a space follows it."""
    pos: str = ""
    morph: str = ""
    lemma: str = ""
    head: int = 0
    """Index of its head in the sentence; its own for the root."""
    dep: str = ""
    entity: str = ""
    """``B-PER`` where an entity begins, ``I-PER`` inside, ``O`` outside, empty where it is not known."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence to learn from."""

    treebank: str
    sent_id: str
    words: tuple[Word, ...]

    @property
    def text(self) -> str:
        """The sentence as it is written, with a space after its last word if one follows there."""
        return "".join(word.text + " " * word.space for word in self.words)

    @property
    def has_tree(self) -> bool:
        """Whether the sentence was parsed by hand."""
        return any(word.dep for word in self.words)


@dataclass(frozen=True, slots=True)
class Entities:
    """The named entities of one sentence, read by `read_entities`."""

    treebank: str
    sent_id: str
    text: str
    spans: tuple[tuple[int, int, str], ...]
    """(start, end, label): characters of `text`."""


def read_treebank(path: Path) -> list[Sentence]:
    """The sentences of a CoNLL-U file, their entities not known.

    Words of a multiword token (``du``) are one word, as in running text. Empty nodes (``8.1``) belong to the
    enhanced graph and are dropped.
    """
    if not path.is_file():
        raise TrainingError(f"{path}: no such treebank; README.md beside the training code names its source")
    ids, blocks = [], []
    for sent_id, block in _blocks(path):
        ids.append(sent_id)
        blocks.append(block)
    if not ids:
        raise TrainingError(f"{path}: no sentence in it")
    docs = conllu_to_docs(  # type: ignore[no-untyped-call]
        "".join(blocks), n_sents=1, merge_subtokens=True, no_print=True
    )
    return [
        Sentence(path.stem, sent_id, tuple(map(_word, doc))) for sent_id, doc in zip(ids, docs, strict=True)
    ]


def _word(token: Token) -> Word:
    return Word(
        token.text,
        bool(token.whitespace_),
        token.pos_,
        str(token.morph),
        token.lemma_,
        token.head.i,
        token.dep_,
    )


def _blocks(path: Path) -> Iterator[tuple[str, str]]:
    """(identifier, lines of words) for each sentence of a CoNLL-U file."""
    lines: list[str] = []
    sent_id = ""
    for number, line in enumerate([*path.read_text(encoding="utf-8").splitlines(), ""], 1):
        if match := _SENT_ID.match(line):
            sent_id = match[1].strip()
        elif not line.strip():
            if lines and not sent_id:
                raise TrainingError(f"{path}, line {number}: the sentence before it has no '# sent_id = ...'")
            if lines:
                yield sent_id, "\n".join([*lines, "", ""])
            lines, sent_id = [], ""
        elif not line.startswith("#"):
            columns = line.count("\t") + 1
            if columns != _COLUMNS:
                raise TrainingError(f"{path}, line {number}: {columns} columns where CoNLL-U has {_COLUMNS}")
            if not _EMPTY_NODE.match(line):
                lines.append(line)


def read_entities(path: Path) -> Iterator[Entities]:
    """The annotated sentences of a JSON lines file."""
    if not path.is_file():
        raise TrainingError(
            f"{path}: no such entity annotation; README.md beside the training code tells of it"
        )
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        where = f"{path}, line {number}"
        try:
            row = json.loads(line)
            text = str(row["text"])
            spans = tuple(sorted((int(start), int(end), str(label)) for start, end, label in row["entities"]))
            found = Entities(str(row["treebank"]), str(row["sent_id"]), text, spans)
        except (ValueError, KeyError, TypeError) as error:
            raise TrainingError(f"{where}: not an annotated sentence ({error!r})") from error
        for start, end, label in spans:
            if label not in LABELS or not 0 <= start < end <= len(text):
                raise TrainingError(f"{where}: [{start}, {end}, {label!r}] is no entity of the sentence")
        yield found


def with_entities(sentence: Sentence, found: Entities) -> Sentence:
    """The sentence with its entities written on its words.

    One that starts or ends inside a word (``UDF`` in ``RPR-UDF``) is unknown there, not absent. Where a
    treebank has mended the text (``celle là`` for ``cellelà``), so that places differ, nothing is written.
    """
    if sentence.text.strip() != found.text.strip():
        return sentence
    starts, ends, at = {}, {}, 0
    for i, word in enumerate(sentence.words):
        starts[at], ends[at + len(word.text)] = i, i
        at += len(word.text) + word.space
    tags = ["O"] * len(sentence.words)
    for start, end, label in found.spans:
        if start in starts and end in ends:
            inside = range(starts[start], ends[end] + 1)
            for i in inside:
                tags[i] = f"{'B' if i == inside[0] else 'I'}-{label}"
        else:
            for first, i in starts.items():
                if first < end and first + len(sentence.words[i].text) > start and tags[i] == "O":
                    tags[i] = ""
    words = (word._replace(entity=tag) for word, tag in zip(sentence.words, tags, strict=True))
    return replace(sentence, words=tuple(words))


def read_corpora(
    folder: Path,
    tokenize: Callable[[str], Doc],
    *,
    treebanks: Sequence[str],
    entities: Sequence[str],
) -> list[Sentence]:
    """The sentences of the treebanks with their entities, then the annotated sentences without a tree."""
    annotated = {
        (found.treebank, found.sent_id): found
        for name in entities
        for found in read_entities(folder / "ner" / f"{name}.jsonl")
    }
    sentences = []
    for name in treebanks:
        for sentence in read_treebank(folder / "ud" / f"{name}.conllu"):
            found = annotated.get((name, sentence.sent_id))
            sentences.append(with_entities(sentence, found) if found else sentence)
    with_trees = {path.stem for path in (folder / "ud").glob("*.conllu")}
    for found in annotated.values():
        if found.treebank not in with_trees:
            words = tuple(Word(token.text, bool(token.whitespace_)) for token in tokenize(found.text))
            sentences.append(with_entities(Sentence(found.treebank, found.sent_id, words), found))
    return sentences
