"""Training, on a corpus of a few sentences: it learns, it goes on where it stopped, it packages."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
import spacy
from spacy.training import Example
from thinc.api import Adam, NumpyOps, fix_random_seed, get_current_ops, set_current_ops

from graphkit.errors import TrainingError
from graphkit.language.fr.training import __main__ as program
from graphkit.language.fr.training import recipe
from graphkit.language.fr.training.loop import Schedule, train

NAMES = ("Damas", "Alep", "Moscou", "Ankara", "Bagdad", "Riga")
SCHEDULE = Schedule(seed=0, steps=12, evaluate_every=4, words_start=10, words_stop=20, dropout=0.1)


@pytest.fixture(autouse=True)
def _same_ops_after() -> Iterator[None]:
    before = get_current_ops()
    yield
    set_current_ops(before)


def block(number: int, name: str) -> str:
    rows = (
        ("La", "le", "DET", "Definite=Def", 2, "det"),
        ("ville", "ville", "NOUN", "Gender=Fem", 4, "nsubj"),
        ("de", "de", "ADP", "_", 0, ""),
        ("parle", "parler", "VERB", "Mood=Ind", 0, "root"),
    )
    lines = [f"# sent_id = s{number}"]
    words = [rows[0], rows[1], (*rows[2][:4], 4, "case"), (name, name, "PROPN", "_", 2, "nmod"), rows[3]]
    heads = (2, 5, 4, 2, 0)
    for i, ((form, lemma, pos, morph, _, dep), head) in enumerate(zip(words, heads, strict=True), 1):
        lines.append(f"{i}\t{form}\t{lemma}\t{pos}\t_\t{morph}\t{head}\t{dep}\t_\t_")
    return "\n".join([*lines, "", ""])


@pytest.fixture
def corpora(tmp_path: Path) -> Path:
    folder = tmp_path / "corpora"
    (folder / "ud").mkdir(parents=True)
    (folder / "ner").mkdir()
    text = "".join(block(i, name) for i, name in enumerate(NAMES))
    rows = [
        {
            "treebank": bank,
            "sent_id": f"s{i}",
            "text": f"La ville de {name} parle",
            "entities": [[12, 12 + len(name), "LOC"]],
        }
        for bank in ("bank", "dev")
        for i, name in enumerate(NAMES)
    ]
    for name in ("bank", "dev"):
        (folder / "ud" / f"{name}.conllu").write_text(text, encoding="utf-8")
        lines = "".join(json.dumps(row) + "\n" for row in rows if row["treebank"] == name)
        (folder / "ner" / f"{name}.jsonl").write_text(lines, encoding="utf-8")
    return folder


@pytest.fixture
def config(tmp_path: Path) -> Path:
    """The shipped configuration, made small."""
    text = recipe.CONFIG.read_text(encoding="utf-8")
    for old, new in (
        ('["fr_sequoia-ud-train", "fr_gsd-ud-dev", "fr_pud-ud-test"]', '["bank"]'),
        ('["train", "news"]', '["bank"]'),
        ('["fr_sequoia-ud-dev"]', '["dev"]'),
        ('home = "fr_sequoia-ud-train"', 'home = "bank"'),
        ("width = 160", "width = 16"),
        ("rows = [8000, 3000, 3000, 2000, 16]", "rows = [50, 50, 50, 50, 16]"),
        ("depth = 4", "depth = 1"),
        ("min_action_freq = 10", "min_action_freq = 1"),
        ("min_tree_freq = 3", "min_tree_freq = 1"),
        ("evaluate_every = 500", "evaluate_every = 20"),
        ("steps = 6000", "steps = 40"),
        ("words_start = 300", "words_start = 20"),
        ("warmup_steps = 200", "warmup_steps = 2"),
        ("initial_rate = 0.002", "initial_rate = 0.02"),
    ):
        assert old in text, old
        text = text.replace(old, new)
    path = tmp_path / "config.cfg"
    path.write_text(text, encoding="utf-8")
    return path


def test_the_recipe_gives_a_pipeline_with_card_and_scores(
    corpora: Path, config: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    program.main(corpora, tmp_path / "out", config=config)
    said = capsys.readouterr()
    model = tmp_path / "out" / "model"
    assert said.out.strip() == str(model)
    assert "step     40" in said.err
    nlp = spacy.load(model)
    doc = nlp("La ville de Damas parle")
    assert [token.pos_ for token in doc][:2] == ["DET", "NOUN"]
    assert doc[4].dep_ == "ROOT"
    meta = json.loads((model / "meta.json").read_text(encoding="utf-8"))
    assert meta["performance"]["pos"] > 0.9
    assert {source["license"] for source in meta["sources"]} >= {"LGPL-LR", "CC BY-SA 4.0"}
    card = (model / "README.md").read_text(encoding="utf-8")
    assert "| attachment, labelled (LAS) |" in card
    assert "Moscou" not in (model / "vocab" / "strings.json").read_text(encoding="utf-8")

    program.main(corpora, tmp_path / "out", config=config)  # nothing is left to train
    assert "step " not in capsys.readouterr().err


def test_a_missing_corpus_ends_with_its_name(
    corpora: Path, config: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (corpora / "ud" / "bank.conllu").unlink()
    with pytest.raises(SystemExit) as ended:
        program.main(corpora, tmp_path / "out", config=config)
    assert ended.value.code == 2
    assert "bank.conllu: no such treebank" in capsys.readouterr().err


class Stopped(Exception):  # noqa: N818  # the test's own kill
    pass


def run(folder: Path, *, stop_at: int | None = None) -> bytes:
    """Train a tagger of two labels; its weights."""
    set_current_ops(NumpyOps(use_blis=False))
    fix_random_seed(0)
    nlp = spacy.blank("fr_graphkit")
    tagger = nlp.add_pipe("tagger")
    rows = [
        ("un chat", ["A", "B"]),
        ("le chien", ["A", "B"]),
        ("la souris", ["A", "B"]),
        ("chat noir", ["B", "A"]),
    ]
    examples = [Example.from_dict(nlp.make_doc(text), {"tags": tags}) for text, tags in rows * 4]
    nlp.initialize(lambda: examples)

    def progress(step: int, scores: object, losses: object) -> None:
        if step == stop_at:
            raise Stopped

    train(
        nlp,
        Adam(0.01, use_averages=True),
        SCHEDULE,
        examples=lambda epoch: iter(examples[epoch % 3 :]),
        evaluate=lambda trained: {"score": float(trained.evaluate(examples)["tag_acc"] or 0)},
        folder=folder,
        fingerprint="tiny",
        progress=progress,
    )
    return bytes(tagger.model.to_bytes())  # type: ignore[attr-defined]


def test_a_run_that_was_stopped_ends_as_one_that_was_not(tmp_path: Path) -> None:
    whole = run(tmp_path / "whole")
    with pytest.raises(Stopped):
        run(tmp_path / "halves", stop_at=4)
    assert run(tmp_path / "halves") == whole


def test_a_checkpoint_of_other_data_is_refused(tmp_path: Path) -> None:
    run(tmp_path)
    state = tmp_path / "last" / "state.json"
    state.write_text(state.read_text(encoding="utf-8").replace("tiny", "other"), encoding="utf-8")
    with pytest.raises(TrainingError, match="another configuration or other corpora"):
        run(tmp_path)
