"""Another spaCy pipeline than the shipped one: found, refused in one sentence, or put to work."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import spacy
from spacy.tokens import Doc
from spacy.training import Example

from graphkit import components, fingerprint
from graphkit import language as languages
from graphkit.cli import main
from graphkit.errors import ModelError
from graphkit.language.schema.grammar import Grammar
from graphkit.model import lacks, load_pipeline, locate

WORDS = ["La", "Russie", "soutient", "le", "gouvernement", "syrien", "."]
HEADS = [1, 2, 2, 4, 2, 4, 2]
FRENCH = ["det", "nsubj", "ROOT", "det", "obj", "amod", "punct"]
ENGLISH = ["det", "nsubj", "ROOT", "det", "dobj", "amod", "punct"]


def pipeline(*, deps: list[str] = FRENCH, entity: str = "LOC", rounds: int = 0) -> Any:
    """A small pipeline that knows the labels of one sentence, and after some rounds the sentence."""
    nlp = spacy.blank("fr_graphkit")
    for name in ("morphologizer", "trainable_lemmatizer", "parser", "ner"):
        nlp.add_pipe(name, config={"min_action_freq": 1} if name == "parser" else {})
    reference = Doc(
        nlp.vocab,
        words=WORDS,
        heads=HEADS,
        deps=deps,
        pos=["DET", "PROPN", "VERB", "DET", "NOUN", "ADJ", "PUNCT"],
        morphs=["", "", "Tense=Pres", "", "", "", ""],
        lemmas=["le", "Russie", "soutenir", "le", "gouvernement", "syrien", "."],
        ents=["O", f"B-{entity}", "O", "O", "O", "O", "O"],
    )
    # A preposition and a relative clause beside it, so that these labels are known.
    second = Doc(
        nlp.vocab,
        words=["Parler", "de", "Paris"],
        heads=[0, 2, 0],
        deps=["ROOT", "case" if deps is FRENCH else "prep", "obl:arg" if deps is FRENCH else "pobj"],
        pos=["VERB", "ADP", "PROPN"],
        morphs=["", "", ""],
        lemmas=["parler", "de", "Paris"],
        ents=["O", "O", f"B-{entity}"],
    )
    examples = [
        Example(Doc(nlp.vocab, words=[t.text for t in doc]), doc)
        for doc in (reference, second)
        for _ in range(4)
    ]
    optimizer = nlp.initialize(lambda: examples)
    for _ in range(rounds):
        nlp.update(examples, sgd=optimizer)
    return nlp


@pytest.fixture(scope="module")
def grammar() -> Grammar:
    return languages.get("fr").grammar


@pytest.fixture(scope="module")
def french_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("models") / "small"
    pipeline(entity="PERSON", rounds=30).to_disk(folder)
    return folder


def test_a_pipeline_with_all_parts_lacks_nothing(french_folder: Path, grammar: Grammar) -> None:
    assert list(lacks(spacy.load(french_folder), grammar)) == []


@pytest.mark.parametrize(
    ("without", "part"),
    [
        ("parser", "a dependency parser"),
        ("ner", "a named-entity recogniser"),
        ("trainable_lemmatizer", "a lemmatizer"),
        ("morphologizer", "parts of speech"),
    ],
)
def test_a_missing_part_is_said(without: str, part: str, grammar: Grammar, tmp_path: Path) -> None:
    nlp = spacy.blank("fr_graphkit")
    for name in {"morphologizer", "trainable_lemmatizer", "parser", "ner"} - {without}:
        nlp.add_pipe(name)
    assert any(part in lacking for lacking in lacks(nlp, grammar))


def test_all_that_is_missing_is_said_at_once(grammar: Grammar, tmp_path: Path) -> None:
    spacy.blank("fr_graphkit").to_disk(tmp_path)
    with pytest.raises(ModelError) as caught:
        load_pipeline(tmp_path, grammar)
    message = str(caught.value)
    assert message.startswith(f"the pipeline {tmp_path} cannot be used; it lacks a dependency parser")
    for part in ("dependency parser", "lemmatizer", "named-entity recogniser", "morphology"):
        assert part in message


def test_labels_of_another_scheme_are_said(grammar: Grammar) -> None:
    (message,) = lacks(pipeline(deps=ENGLISH), grammar)
    assert "for object, oblique, case" in message
    assert "dobj" in message


def test_entity_labels_of_another_scheme_are_said(grammar: Grammar) -> None:
    (message,) = lacks(pipeline(entity="DRUG"), grammar)
    assert "entity labels" in message
    assert "DRUG" in message


def test_a_pipeline_is_found_as_folder_or_by_name(french_folder: Path, tmp_path: Path) -> None:
    french = languages.get("fr")
    assert locate(None, french.model) == french.model
    assert locate(french_folder, french.model) == french_folder
    assert locate(str(french_folder), french) == french_folder
    with pytest.raises(ModelError, match="neither a folder nor an installed package"):
        locate("fr_no_such_pipeline", french.model)
    with pytest.raises(ModelError, match="has no config"):
        locate(tmp_path, french.model)


def test_an_installed_package_is_found_by_name(
    french_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = tmp_path / "fr_small_news"
    (package / "fr_small_news-1.0.0").mkdir(parents=True)
    (package / "__init__.py").write_text("", encoding="utf-8")
    (package / "fr_small_news-1.0.0" / "config.cfg").write_text("", encoding="utf-8")
    about = tmp_path / "fr_small_news-1.0.0.dist-info"
    about.mkdir()
    (about / "METADATA").write_text("Metadata-Version: 2.1\nName: fr_small_news\nVersion: 1.0.0\n")
    monkeypatch.syspath_prepend(tmp_path)
    assert locate("fr_small_news", languages.get("fr").model) == package / "fr_small_news-1.0.0"


def test_a_folder_that_is_damaged_is_said(french_folder: Path, tmp_path: Path, grammar: Grammar) -> None:
    (tmp_path / "config.cfg").write_text('[nlp]\nlang = "xx_none"\n', encoding="utf-8")
    with pytest.raises(ModelError, match="cannot be loaded with spaCy"):
        load_pipeline(tmp_path, grammar)


def test_another_pipeline_does_the_work(french_folder: Path) -> None:
    nlp = components.load("fr", model=french_folder)
    doc = nlp("La Russie soutient le gouvernement syrien.")
    assert [(r["source"], r["target"], r["type"]) for r in doc._.graphkit["relations"]] == [
        ("rus", "syr-government", "alliance")
    ]
    tree = nlp.get_pipe(components.ACTORS).tree(doc)  # labels of OntoNotes become ours
    assert [label for _, _, label in tree.entities] == ["PER"]


def test_a_build_refuses_a_pipeline_before_any_work(
    articles: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    spacy.blank("fr_graphkit").to_disk(tmp_path / "blank")
    with pytest.raises(SystemExit) as ended:
        main(["build", str(articles), "-o", str(tmp_path / "out"), "--model", str(tmp_path / "blank")])
    assert ended.value.code == 2
    error = capsys.readouterr().err
    assert error.startswith("graphkit: the pipeline ")
    assert error.count("\n") == 1
    assert not (tmp_path / "out").exists()


def test_the_fingerprint_is_that_of_the_pipeline(french_folder: Path) -> None:
    assert fingerprint.of("fr", french_folder) != fingerprint.of("fr")
