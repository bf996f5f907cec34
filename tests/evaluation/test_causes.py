"""Why an edge was missed, on folders of a few lines."""

from __future__ import annotations

from pathlib import Path

import pytest
from tiny_folders import ACTORS, DOC, Record, compare, relation, write_build, write_gold

from graphkit.evaluation import evaluate

SENTENCE = "La Russie soutient HTS, dit Jolani."
HELPS = relation("russia", "alliance", "hts", sentence=SENTENCE, cue="soutient")


def causes(tmp_path: Path, found: list[Record]) -> dict[str, int]:
    gold = write_gold(
        tmp_path / "gold",
        [HELPS],
        [{**a, "aliases": [{"form": a["label"], "docs": [DOC]}]} for a in ACTORS],
    )
    return evaluate(write_build(tmp_path / "build", found), gold).rolled.causes


@pytest.mark.parametrize(
    ("found", "cause"),
    [
        pytest.param([], "cue or parse", id="nothing"),
        pytest.param([HELPS | {"negated": True}], "status wrong", id="negated"),
        pytest.param([HELPS | {"type": "diplomacy"}], "type wrong", id="another type"),
        pytest.param([HELPS | {"source": "hts", "target": "russia"}], "argument wrong", id="turned round"),
        pytest.param([HELPS | {"target": "jolani"}], "argument wrong", id="another end"),
        pytest.param([HELPS | {"target": "jolani", "cue": "dit"}], "cue or parse", id="another cue"),
        pytest.param(
            [HELPS | {"negated": True, "sentence": "Jamais."}], "cue or parse", id="another sentence"
        ),
    ],
)
def test_what_lost_an_edge(tmp_path: Path, found: list[Record], cause: str) -> None:
    assert causes(tmp_path, found) == {cause: 1}


def test_an_end_that_nobody_stands_for_is_a_missed_mention(tmp_path: Path) -> None:
    gold = write_gold(tmp_path / "gold", [HELPS])
    build = write_build(tmp_path / "build", [], [a for a in ACTORS if a["id"] != "hts"])
    assert evaluate(build, gold).rolled.causes == {"mention missed": 1}


def test_a_form_at_another_actor_is_linked_wrongly(tmp_path: Path) -> None:
    forms = {"hts": "HTS", "jolani": "Jolani"}
    gold = write_gold(
        tmp_path / "gold",
        [HELPS],
        [{**a, "aliases": [{"form": forms.get(a["id"], a["label"]), "docs": [DOC]}]} for a in ACTORS],
    )
    build = write_build(
        tmp_path / "build",
        [],
        [
            a | ({"aliases": [{"form": f, "docs": [DOC], "count": n} for f, n in (("Jolani", 2), ("HTS", 1))]}
                 if a["id"] == "jolani" else {})
            for a in ACTORS
            if a["id"] != "hts"
        ],
    )  # fmt: skip
    assert evaluate(build, gold).rolled.causes == {"linked wrongly": 1}


def test_the_confidence_of_edges_stands_against_how_many_are_right(tmp_path: Path) -> None:
    found = [
        HELPS | {"confidence": 0.9},
        relation("syria", "opposition", "hts") | {"confidence": 0.9},
        relation("syria", "affiliation", "hts") | {"confidence": 0.5},
    ]
    rolled = compare(tmp_path, found=found, gold=[HELPS]).rolled
    assert [(t.confidence, t.right, t.wrong) for t in rolled.reliability] == [(0.9, 1, 1), (0.5, 0, 1)]
    assert rolled.reliability[0].share == 0.5
