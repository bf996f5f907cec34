from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from tiny_folders import compare, relation

from graphkit.errors import InputError
from graphkit.evaluation import Evaluation, GateResult, gate
from graphkit.evaluation.gate import CEILINGS, FLOORS

GOOD = [relation("russia", "alliance", "syria"), relation("hts", "opposition", "syria")]
GOLD = [*GOOD, relation("russia", "opposition", "hts")]
BAD = [relation("russia", "opposition", "syria")]


class Pinned:
    """A gold and a floors file under a temporary folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.path = folder / "floors.json"

    def evaluation(self, found: list[dict[str, Any]]) -> Evaluation:
        return compare(self.folder, found=found, gold=GOLD)

    def gate(self, found: list[dict[str, Any]], **options: bool) -> GateResult:
        return gate(self.evaluation(found), self.path, self.folder / "gold", **options)

    def pins(self) -> dict[str, Any]:
        return dict(json.loads(self.path.read_text(encoding="utf-8")))

    def set(self, kind: str, name: str, number: float) -> None:
        pins = self.pins()
        pins[kind][name] = number
        self.path.write_text(json.dumps(pins), encoding="utf-8")

    def change_gold(self) -> None:
        with (self.folder / "gold" / "relations.jsonl").open("a", encoding="utf-8") as file:
            file.write(json.dumps(GOLD[0]) + "\n")


@pytest.fixture
def pinned(tmp_path: Path) -> Pinned:
    """Floors pinned on two right edges of three."""
    pinned = Pinned(tmp_path)
    pinned.gate(GOOD, update=True)
    return pinned


def test_the_first_update_pins_all_figures(pinned: Pinned) -> None:
    pins = pinned.pins()
    assert pins["floors"] == {
        "rolled signed precision": 1.0,
        "rolled signed f1": 0.8,
        "rolled all f1": 0.8,
        "actor recall": 1.0,
        "names precision": 1.0,
        "names recall": 1.0,
        "b-cubed precision": 1.0,
        "b-cubed recall": 1.0,
    }
    assert pins["ceilings"] == {"rolled wrong sign": 0, "rolled negated as plain": 0}
    assert len(pins["gold"]) == 64


def test_the_same_figures_pass(pinned: Pinned) -> None:
    result = pinned.gate(GOOD)
    assert result.passed
    assert not result.written
    assert result.lines() == ["gate: passed"]


def test_worse_figures_fail_and_are_named(pinned: Pinned) -> None:
    result = pinned.gate(BAD)
    assert not result.passed
    assert result.fallen == (
        "rolled signed precision: 0.0 is below its floor 1.0",
        "rolled signed f1: 0.0 is below its floor 0.8",
        "rolled all f1: 0.0 is below its floor 0.8",
        "rolled wrong sign: 1 is above its ceiling 0",
    )
    assert result.lines()[0] == "gate: failed"


@pytest.mark.parametrize(("floor", "passes"), [(0.8004, True), (0.8006, False)])
def test_a_hair_below_the_floor_passes(pinned: Pinned, floor: float, passes: bool) -> None:
    pinned.set("floors", "rolled all f1", floor)
    assert pinned.gate(GOOD).passed == passes


def test_update_raises_a_floor_and_lowers_a_ceiling(pinned: Pinned) -> None:
    pinned.set("ceilings", "rolled wrong sign", 4)
    result = pinned.gate(GOLD, update=True)
    assert result.passed
    assert "rolled all f1: 0.8 -> 1.0" in result.changed
    assert "rolled wrong sign: 4 -> 0" in result.changed
    assert pinned.pins()["floors"]["rolled all f1"] == 1
    assert pinned.gate(GOLD).passed


def test_without_update_nothing_is_written(pinned: Pinned) -> None:
    before = pinned.path.read_bytes()
    assert not pinned.gate(GOLD).written
    assert pinned.path.read_bytes() == before


def test_update_does_not_lower_a_floor_by_a_hair(pinned: Pinned) -> None:
    pinned.set("floors", "rolled all f1", 0.8004)
    assert not pinned.gate(GOOD, update=True).written
    assert pinned.pins()["floors"]["rolled all f1"] == 0.8004


def test_update_refuses_to_loosen_a_pin(pinned: Pinned) -> None:
    pinned.set("floors", "actor recall", 0.5)  # a floor that could go up stays as well
    before = pinned.path.read_bytes()
    result = pinned.gate(BAD, update=True)
    assert not result.passed
    assert "only with --allow-regression" in result.fallen[-1]
    assert pinned.path.read_bytes() == before


def test_a_regression_that_is_allowed_is_pinned(pinned: Pinned) -> None:
    result = pinned.gate(BAD, update=True, allow_regression=True)
    assert result.passed
    assert "rolled wrong sign: 0 -> 1" in result.changed
    assert pinned.gate(BAD).passed


def test_a_regression_is_not_allowed_without_update(pinned: Pinned) -> None:
    assert not pinned.gate(BAD, allow_regression=True).passed


def test_another_gold_fails_until_it_is_pinned(pinned: Pinned) -> None:
    evaluation = pinned.evaluation(GOOD)
    pinned.change_gold()
    gold = pinned.folder / "gold"
    assert gate(evaluation, pinned.path, gold).fallen == ("gold changed: re-pin with --update",)
    assert gate(evaluation, pinned.path, gold, update=True).changed == ("gold: new fingerprint",)
    assert gate(evaluation, pinned.path, gold).passed


def test_another_gold_is_no_way_around_a_floor(pinned: Pinned) -> None:
    evaluation = pinned.evaluation(BAD)
    pinned.change_gold()
    assert not gate(evaluation, pinned.path, pinned.folder / "gold", update=True).passed


def test_a_pin_that_is_new_is_asked_for(pinned: Pinned) -> None:
    pins = pinned.pins()
    del pins["floors"]["actor recall"]
    pinned.path.write_text(json.dumps(pins), encoding="utf-8")
    with pytest.raises(InputError, match=r"not pinned in 'floors': actor recall; pin with --update"):
        pinned.gate(GOOD)
    assert pinned.gate(GOOD, update=True).changed == ("actor recall: no pin -> 1.0",)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (None, r"floors\.json is missing; make it with --update"),
        ("{\n", r"floors\.json, line 2: not JSON"),
        ("[]", r"should be an object with 'gold', 'floors' and 'ceilings'"),
        ('{"gold": "x"}', r"'floors' should be an object of numbers"),
        ('{"gold": "x", "floors": {"actor recall": true}}', r"'floors' should be an object of numbers"),
        ('{"gold": "x", "floors": {"charm": 1}}', r"unknown in 'floors': charm; known: rolled signed"),
    ],
)
def test_a_fault_of_the_file_is_named(pinned: Pinned, text: str | None, message: str) -> None:
    pinned.path.unlink()
    if text is not None:
        pinned.path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=message):
        pinned.gate(GOOD)


def test_the_verdict_is_json(pinned: Pinned) -> None:
    facts = pinned.gate(BAD).to_dict()
    assert json.loads(json.dumps(facts)) == facts
    assert facts["passed"] is False
    assert facts["figures"].keys() == {*FLOORS, *CEILINGS}
