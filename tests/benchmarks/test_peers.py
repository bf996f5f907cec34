"""The comparison with what one would use instead works: who finds what, and what counts as right."""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path

import peers
import pytest
from forty_lines import graph_of, load, write_page
from spacy.language import Language

import graphkit
from graphkit.evaluation.gold import FoundActor, FoundForm, Gold, read_gold
from graphkit.records import RelationType

DOC = "a.txt"
NAMES = {"iran": "Iran", "syria": "Syrie", "hts": "HTS", "aleppo": "Alep"}


@pytest.fixture
def gold(tmp_path: Path) -> Gold:
    """Iran supports Syria, HTS attacks it; whether Iran attacks HTS is borderline; Aleppo is a place."""
    types = {"iran": "STATE", "syria": "STATE", "hts": "ARMED_GROUP", "aleppo": "PLACE"}
    actors = [{"id": id_, "label": NAMES[id_], "type": type_, "docs": [DOC]} for id_, type_ in types.items()]
    (tmp_path / "actors.json").write_text(json.dumps(actors), encoding="utf-8")
    stated = [("iran", "syria", "alliance", False), ("hts", "syria", "opposition", False)]
    stated.append(("iran", "hts", "opposition", True))
    lines = [
        {"doc": DOC, "source": s, "target": t, "type": type_, "borderline": loose, "sentence": "", "cue": ""}
        for s, t, type_, loose in stated
    ]
    text = "\n".join(json.dumps(line) for line in lines)
    (tmp_path / "relations.jsonl").write_text(text, encoding="utf-8")
    return read_gold(tmp_path)


def answer(*pairs: tuple[str, str]) -> peers.Answer:
    names = [*NAMES.values(), "Damas"]
    actors = [
        FoundActor(id=name, label=name, forms=(FoundForm(text=name, docs=frozenset({DOC}), count=1),))
        for name in names
    ]
    return peers.Answer(actors=tuple(actors), pairs={DOC: pairs})


def test_a_pair_is_right_in_either_direction_and_counts_once(gold: Gold) -> None:
    score, found = peers.score(answer(("Iran", "Syrie"), ("Syrie", "Iran")), gold)
    assert (score.right, score.wrong, score.missed, found) == (1, 0, 1, 1)


def test_only_pairs_of_actors_can_be_wrong(gold: Gold) -> None:
    """No place, no name that the gold does not have, and nothing that it leaves open is held against one."""
    score, found = peers.score(answer(("Iran", "Alep"), ("Damas", "Iran"), ("HTS", "Iran")), gold)
    assert (score.right, score.wrong, found) == (0, 0, 3)


def test_a_pair_that_the_gold_does_not_have_is_wrong(tmp_path: Path, gold: Gold) -> None:
    lines = (tmp_path / "relations.jsonl").read_text(encoding="utf-8").splitlines()
    (tmp_path / "relations.jsonl").write_text("\n".join(lines[:2]), encoding="utf-8")
    score, _ = peers.score(answer(("Iran", "HTS"), ("HTS", "Syrie")), read_gold(tmp_path))
    assert (score.right, score.wrong, score.missed) == (1, 1, 1)


@pytest.fixture(scope="module")
def bare() -> Language:
    return load()


TEXT = "La Russie a bombardé les rebelles. Damas est soutenu par l'Iran et la Russie.\nIl pleut."


@pytest.mark.model
def test_the_forty_lines_join_the_names_of_a_sentence(bare: Language, tmp_path: Path) -> None:
    graph = graph_of(bare, [TEXT])
    assert sorted(tuple(sorted(edge)) for edge in graph.edges()) == [
        ("Damas", "Iran"),
        ("Damas", "Russie"),
        ("Iran", "Russie"),
    ]
    assert "Damas" in write_page(graph, tmp_path / "page.html").read_text(encoding="utf-8")


@pytest.mark.model
def test_relatio_gives_its_triples_on_our_parse(bare: Language) -> None:
    if importlib.util.find_spec("relatio") is None:
        pytest.skip("relatio is not installed")
    assert list(peers.triples(bare, TEXT)) == [
        ("La Russie", False, "bombardé", "les rebelles"),
        ("l'Iran", False, "soutenu", "Damas"),
        ("la Russie", False, "soutenu", "Damas"),
    ]


@pytest.mark.model
def test_renard_joins_our_actors(bare: Language, tmp_path: Path) -> None:
    pytest.importorskip("renard", reason="renard-pipeline is not installed")
    (tmp_path / DOC).write_text(TEXT, encoding="utf-8")
    corpus = graphkit.build(tmp_path / DOC)
    found = peers.by_renard(bare, corpus, 0).pairs[DOC]
    label = {actor.id: actor.label for actor in corpus.actors}
    assert ("Iran", "Russie") in {tuple(sorted(label[end] for end in pair)) for pair in found}


@pytest.mark.model
def test_what_is_missing_is_said_in_its_row(monkeypatch: pytest.MonkeyPatch, root: Path) -> None:
    def missing(*_: object) -> peers.Answer:
        raise ImportError("No module named 'renard'")

    monkeypatch.setattr(peers, "by_renard", missing)
    monkeypatch.setattr(peers, "by_relatio", missing)
    lines = peers.right_table(root / "seeds", read_gold(root / "tests" / "gold" / "seeds"))
    assert sum("not installed: No module named 'renard'" in line for line in lines) == 3
    assert [line for line in lines if line.startswith("| graphkit, all relations | ")]


@pytest.mark.model
def test_graphkit_answers_with_the_types_it_is_asked_for(tmp_path: Path) -> None:
    (tmp_path / DOC).write_text(TEXT, encoding="utf-8")
    corpus = graphkit.build(tmp_path / DOC)
    assert len(peers.by_graphkit(corpus, [RelationType.OPPOSITION]).pairs[DOC]) == 1
    assert not peers.by_graphkit(corpus, [RelationType.AFFILIATION]).pairs[DOC]
