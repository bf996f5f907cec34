"""Reading treebanks and entity annotation, good and bad."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from graphkit.errors import TrainingError
from graphkit.language.fr.training.corpora import (
    Entities,
    Sentence,
    Word,
    read_corpora,
    read_entities,
    read_treebank,
    with_entities,
)
from graphkit.tokenization import French

ROWS = (
    "1 Paris Paris PROPN _ _ 2 nsubj _ _",
    "2 parle parler VERB _ Mood=Ind 0 root _ _",
    "2.1 elle elle PRON _ _ _ _ 2:nsubj _",
    "3-4 du _ _ _ _ _ _ _ _",
    "3 de de ADP _ _ 5 case _ _",
    "4 le le DET _ Definite=Def 5 det _ _",
    "5 Mali Mali PROPN _ _ 2 obl:arg _ SpaceAfter=No",
    "6 . . PUNCT _ _ 2 punct _ _",
)
HEADER = "# sent_id = s1\n"
TREE = HEADER + "".join(row.replace(" ", "\t") + "\n" for row in ROWS) + "\n"


@pytest.fixture
def corpora(tmp_path: Path) -> Path:
    """A corpora folder with one treebank sentence and one sentence without a tree."""
    (tmp_path / "ud").mkdir()
    (tmp_path / "ner").mkdir()
    (tmp_path / "ud" / "bank.conllu").write_text(TREE, encoding="utf-8")
    rows = [
        {"treebank": "bank", "sent_id": "s1", "text": "Paris parle du Mali.", "entities": [[15, 19, "LOC"]]},
        {"treebank": "news", "sent_id": "n1", "text": "L'ONU dort.", "entities": [[2, 5, "ORG"]]},
    ]
    lines = "".join(json.dumps(row) + "\n" for row in rows)
    (tmp_path / "ner" / "train.jsonl").write_text(lines, encoding="utf-8")
    return tmp_path


def test_a_multiword_token_is_one_word_and_an_empty_node_none(corpora: Path) -> None:
    (sentence,) = read_treebank(corpora / "ud" / "bank.conllu")
    assert [word.text for word in sentence.words] == ["Paris", "parle", "du", "Mali", "."]
    assert [word.head for word in sentence.words] == [1, 1, 3, 1, 1]
    assert sentence.words[2].lemma == "de le"
    assert sentence.words[3].entity == ""
    assert sentence.text.strip() == "Paris parle du Mali."


def test_annotation_is_joined_by_treebank_and_identifier(corpora: Path) -> None:
    tree, news = read_corpora(corpora, French().tokenizer, treebanks=["bank"], entities=["train"])
    assert [word.entity for word in tree.words] == ["O", "O", "O", "B-LOC", "O"]
    assert [(word.text, word.entity) for word in news.words] == [
        ("L'", "O"),
        ("ONU", "B-ORG"),
        ("dort", "O"),
        (".", "O"),
    ]
    assert tree.has_tree
    assert not news.has_tree


def test_sentences_of_a_treebank_that_is_not_asked_for_are_left_out(corpora: Path) -> None:
    (news,) = read_corpora(corpora, French().tokenizer, treebanks=[], entities=["train"])
    assert news.treebank == "news"


def sentence(*texts: str) -> Sentence:
    return Sentence("bank", "s", tuple(Word(text, space=True) for text in texts))


def test_an_entity_that_ends_inside_a_word_is_unknown_there() -> None:
    found = with_entities(
        sentence("Le", "RPR-UDF", "gagne"), Entities("bank", "s", "Le RPR-UDF gagne", ((7, 10, "ORG"),))
    )
    assert [word.entity for word in found.words] == ["O", "", "O"]


def test_a_text_that_the_treebank_has_mended_gets_no_entities() -> None:
    found = with_entities(sentence("celle", "là"), Entities("bank", "s", "cellelà", ((0, 7, "PER"),)))
    assert [word.entity for word in found.words] == ["", ""]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "no sentence in it"),
        ("# sent_id = s1\n1\tParis\n", r"line 2: 2 columns where CoNLL-U has 10"),
        (TREE.removeprefix(HEADER), "has no '# sent_id"),
    ],
)
def test_a_malformed_treebank_is_named_with_its_line(tmp_path: Path, text: str, message: str) -> None:
    path = tmp_path / "bad.conllu"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(TrainingError, match=message) as caught:
        read_treebank(path)
    assert str(path) in str(caught.value)


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("{", "line 1: not an annotated sentence"),
        ('{"treebank": "b", "sent_id": "1", "text": "Paris"}', "not an annotated sentence"),
        (
            '{"treebank": "b", "sent_id": "1", "text": "Paris", "entities": [[0, 9, "LOC"]]}',
            "is no entity of the sentence",
        ),
        (
            '{"treebank": "b", "sent_id": "1", "text": "Paris", "entities": [[0, 5, "CITY"]]}',
            "is no entity of the sentence",
        ),
    ],
)
def test_malformed_annotation_is_named_with_its_line(tmp_path: Path, line: str, message: str) -> None:
    path = tmp_path / "bad.jsonl"
    path.write_text(line + "\n", encoding="utf-8")
    with pytest.raises(TrainingError, match=message) as caught:
        list(read_entities(path))
    assert str(path) in str(caught.value)


@pytest.mark.parametrize("read", [read_treebank, lambda path: list(read_entities(path))])
def test_a_missing_corpus_is_named(tmp_path: Path, read: Callable[[Path], object]) -> None:
    with pytest.raises(TrainingError, match="absent"):
        read(tmp_path / "absent")
