"""Floors under the figures of an evaluation, so that a change cannot lower them without a word.

The floors stand in a JSON file beside the gold, with the fingerprint of the gold they were measured on.
They go up with `update`; down only with `allow_regression`, and then the commit says why.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from graphkit.errors import InputError
from graphkit.evaluation.gold import fingerprint
from graphkit.evaluation.scoring import Evaluation

MARGIN = 0.0005
"""By how much a figure may fall below its floor. The pipeline is deterministic, so this covers only the
last digits of floats on another processor and the rounding of the floors; one edge more or less of the
seeds moves a figure by ten times as much."""

_DIGITS = 4

FLOORS: Mapping[str, Callable[[Evaluation], float]] = {
    "rolled signed precision": lambda e: e.rolled.scores["signed"].precision,
    "rolled signed f1": lambda e: e.rolled.scores["signed"].f1,
    "rolled all f1": lambda e: e.rolled.scores["all"].f1,
    "actor recall": lambda e: e.actor_recall or 0.0,
    "names precision": lambda e: e.names.precision,
    "names recall": lambda e: e.names.recall,
    "b-cubed precision": lambda e: e.b_cubed.precision,
    "b-cubed recall": lambda e: e.b_cubed.recall,
}
"""Figures that must not fall. Precision has its own, for a wrong edge costs more than a missed one, and two
actors taken for one (B-cubed precision) more than one taken for two (recall)."""

CEILINGS: Mapping[str, Callable[[Evaluation], int]] = {
    "rolled wrong sign": lambda e: e.rolled.wrong_sign,
    "rolled negated as plain": lambda e: e.rolled.negated_as_plain,
}
"""Counts that must not rise: the faults that turn the meaning of a text around."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GateResult:
    """The verdict: what is worse than its pin, what was changed in the file, and the figures.

    `fallen` and `changed` are sentences for the user. `written` says whether the file was written.
    """

    figures: Mapping[str, float]
    fallen: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    written: bool = False

    @property
    def passed(self) -> bool:
        """Whether nothing fell."""
        return not self.fallen

    def lines(self) -> list[str]:
        """The verdict for the terminal."""
        verdict = "gate: passed" if self.passed else "gate: failed"
        return [verdict, *(f"  {line}" for line in (*self.fallen, *self.changed))]

    def to_dict(self) -> dict[str, Any]:
        """The verdict as JSON values."""
        facts = asdict(self)
        return {"passed": self.passed, **facts, "fallen": list(self.fallen), "changed": list(self.changed)}


@dataclass(frozen=True, slots=True)
class _Pins:
    """The content of a floors file."""

    gold: str
    floors: Mapping[str, float]
    ceilings: Mapping[str, float]


def gate(
    evaluation: Evaluation,
    floors: Path,
    gold: Path,
    *,
    update: bool = False,
    allow_regression: bool = False,
) -> GateResult:
    """Hold the figures of an evaluation against the pins in the file `floors`.

    Fails with a list of what fell by more than `MARGIN`, and where the gold is not the one that the
    pins were measured on. With `update`, pins are tightened to the figures (and the file is made if
    there is none); if anything fell, nothing is written, unless `allow_regression` lets pins be
    loosened too. Raises `InputError` for a file that is missing or ill-formed, or lacks a pin.
    """
    floors = Path(floors)
    measured = _measure(evaluation, Path(gold))
    figures = {**measured.floors, **measured.ceilings}
    pins = None if update and not floors.exists() else _read_pins(floors, partial=update)
    if pins is None:
        _write_pins(floors, measured)
        return GateResult(figures=figures, changed=(f"pinned in {floors}",), written=True)
    if pins.gold != measured.gold and not update:
        return GateResult(figures=figures, fallen=("gold changed: re-pin with --update",))
    fallen = _fallen(pins, measured)
    if not update or (fallen and not allow_regression):
        if update:
            fallen = (*fallen, "nothing was pinned: a pin is loosened only with --allow-regression")
        return GateResult(figures=figures, fallen=fallen)
    new = measured if allow_regression else _tightened(pins, measured)
    changed = _changes(pins, new)
    if changed:
        _write_pins(floors, new)
    return GateResult(figures=figures, changed=changed, written=bool(changed))


def _measure(evaluation: Evaluation, gold: Path) -> _Pins:
    """The pins that would just hold."""
    return _Pins(
        fingerprint(gold),
        {name: round(figure(evaluation), _DIGITS) for name, figure in FLOORS.items()},
        {name: figure(evaluation) for name, figure in CEILINGS.items()},
    )


def _fallen(pins: _Pins, measured: _Pins) -> tuple[str, ...]:
    below = [
        f"{name}: {measured.floors[name]} is below its floor {floor}"
        for name, floor in pins.floors.items()
        if measured.floors[name] < floor - MARGIN
    ]
    above = [
        f"{name}: {measured.ceilings[name]} is above its ceiling {ceiling}"
        for name, ceiling in pins.ceilings.items()
        if measured.ceilings[name] > ceiling
    ]
    return (*below, *above)


def _tightened(pins: _Pins, measured: _Pins) -> _Pins:
    return _Pins(
        measured.gold,
        {name: max(figure, pins.floors.get(name, figure)) for name, figure in measured.floors.items()},
        {name: min(figure, pins.ceilings.get(name, figure)) for name, figure in measured.ceilings.items()},
    )


def _changes(old: _Pins, new: _Pins) -> tuple[str, ...]:
    before, after = {**old.floors, **old.ceilings}, {**new.floors, **new.ceilings}
    changes = [
        f"{name}: {before.get(name, 'no pin')} -> {figure}"
        for name, figure in after.items()
        if before.get(name) != figure
    ]
    return (*changes, *(["gold: new fingerprint"] if old.gold != new.gold else []))


def _read_pins(path: Path, *, partial: bool) -> _Pins:
    """Read a floors file; with `partial`, pins may be absent (those that a new version adds)."""
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise InputError(f"{path} is missing; make it with --update") from error
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{path} cannot be read: {error}") from error
    except json.JSONDecodeError as error:
        raise InputError(f"{path}, line {error.lineno}: not JSON: {error.msg}") from error
    if not isinstance(data, dict) or not isinstance(data.get("gold"), str):
        raise InputError(f"{path}: should be an object with 'gold', 'floors' and 'ceilings'")
    return _Pins(
        data["gold"],
        _numbers(path, data, "floors", known=FLOORS, partial=partial),
        _numbers(path, data, "ceilings", known=CEILINGS, partial=partial),
    )


def _numbers(
    path: Path, data: Mapping[str, Any], key: str, *, known: Mapping[str, object], partial: bool
) -> dict[str, float]:
    pins = data.get(key)
    if not isinstance(pins, dict) or not all(type(number) in {int, float} for number in pins.values()):
        raise InputError(f"{path}: {key!r} should be an object of numbers")
    if unknown := sorted(pins.keys() - known.keys()):
        raise InputError(f"{path}: unknown in {key!r}: {', '.join(unknown)}; known: {', '.join(known)}")
    if not partial and (missing := sorted(known.keys() - pins.keys())):
        raise InputError(f"{path}: not pinned in {key!r}: {', '.join(missing)}; pin with --update")
    return pins


def _write_pins(path: Path, pins: _Pins) -> None:
    try:
        path.write_text(json.dumps(asdict(pins), indent=2) + "\n", encoding="utf-8")
    except OSError as error:
        raise InputError(f"{path} cannot be written: {error}") from error
