"""The training loop: spaCy's `Language.update` over epochs that differ, with checkpoints to go on from.

`spacy train` keeps no state of the optimizer, so a run that stops is lost, and it reads a corpus once, so
that every epoch shows the same texts. Here each epoch groups, augments and shuffles the sentences anew, from
a seed that only the epoch decides. Chance is seeded again at each checkpoint, so that a run that went on
from one gives the same pipeline as a run that never stopped.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, nullcontext
from dataclasses import asdict, dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
from spacy.language import Language
from spacy.training import Example
from thinc.api import Optimizer, fix_random_seed

from graphkit.errors import TrainingError

Scores = Mapping[str, float]
"""Measure -> value between 0 and 1; ``score`` is what decides which pipeline is kept."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Schedule:
    """How long to train, and in what steps: the ``[schedule]`` block of the configuration."""

    seed: int
    steps: int
    evaluate_every: int
    """Steps between two checkpoints; each measures the pipeline on the development part."""
    words_start: int
    words_stop: int
    """Words in a batch at the start and at the end of its growth (a thousandth a step)."""
    dropout: float


@dataclass(frozen=True, slots=True)
class State:
    """Where a run stands."""

    fingerprint: str
    """Of configuration and corpora: a run goes on only from its own checkpoint."""
    step: int = 0
    epoch: int = 0
    epoch_step: int = 0
    """Step at which the epoch began."""
    best: float = -1.0


def train(
    nlp: Language,
    optimizer: Optimizer,
    schedule: Schedule,
    *,
    examples: Callable[[int], Iterator[Example]],
    evaluate: Callable[[Language], Scores],
    folder: Path,
    fingerprint: str,
    progress: Callable[[int, Scores, Mapping[str, float]], None],
) -> Path:
    """Train a pipeline that is initialised; the folder of the best one by ``score``.

    Args:
        nlp: the pipeline; its weights are replaced by those of a checkpoint if there is one.
        optimizer: thinc's optimizer; with ``use_averages`` it is the averaged weights that are measured.
        schedule: length, batches, dropout, seed.
        examples: epoch -> its examples, the same ones each time it is asked.
        evaluate: measures a pipeline.
        folder: where checkpoints go: ``last`` to go on from, ``best`` the result.
        fingerprint: of configuration and data.
        progress: told step, scores and losses at each checkpoint.

    """
    state = State(fingerprint)
    if (folder / "last" / "state.json").is_file():
        state = _resume(nlp, optimizer, folder / "last", fingerprint)
    fix_random_seed(schedule.seed + state.step)
    losses: dict[str, float] = {}
    while state.step < schedule.steps:
        for number, batch in enumerate(_batches(examples(state.epoch), schedule, state.epoch_step)):
            if number < state.step - state.epoch_step:
                continue  # seen before the checkpoint
            nlp.update(batch, drop=schedule.dropout, sgd=optimizer, losses=losses)
            optimizer.step_schedules()  # type: ignore[no-untyped-call]
            state = replace(state, step=state.step + 1)
            if state.step % schedule.evaluate_every == 0 or state.step == schedule.steps:
                with averaged(nlp, optimizer):
                    scores = evaluate(nlp)
                    if scores["score"] > state.best:
                        state = replace(state, best=scores["score"])
                        _write(folder / "best", nlp.to_disk)
                _write(folder / "last", partial(_checkpoint, nlp, optimizer, state))
                progress(state.step, scores, losses)
                losses = {}
                fix_random_seed(schedule.seed + state.step)
            if state.step == schedule.steps:
                break
        else:
            state = replace(state, epoch=state.epoch + 1, epoch_step=state.step)
    return folder / "best"


def averaged(nlp: Language, optimizer: Optimizer) -> AbstractContextManager[None]:
    """A context in which the pipeline has its averaged weights, if the optimizer keeps them."""
    return nlp.use_params(optimizer.averages) if optimizer.averages else nullcontext()


def _batches(examples: Iterator[Example], schedule: Schedule, step: int) -> Iterator[list[Example]]:
    """Examples in batches of about as many words as the step asks for."""
    batch: list[Example] = []
    words = 0
    for example in examples:
        batch.append(example)
        words += len(example.reference)
        if words >= min(schedule.words_stop, schedule.words_start * 1.001**step):
            yield batch
            batch, words, step = [], 0, step + 1
    if batch:
        yield batch


def _write(folder: Path, write: Callable[[Path], None]) -> None:
    """Write a folder whole or not at all."""
    new, old = folder.with_name(folder.name + ".new"), folder.with_name(folder.name + ".old")
    for path in (new, old):
        shutil.rmtree(path, ignore_errors=True)
    new.mkdir(parents=True)
    write(new)
    if folder.exists():
        folder.rename(old)
    new.rename(folder)
    shutil.rmtree(old, ignore_errors=True)


def _parameters(nlp: Language) -> Iterator[tuple[tuple[int, str], str]]:
    """(thinc's key, a name that is the same in every process) for each array of weights."""
    for name, pipe in nlp.pipeline:
        model = getattr(pipe, "model", None)
        for i, node in enumerate(model.walk() if model is not None else ()):
            for parameter in node.param_names:
                yield (node.id, parameter), f"{name}/{i}/{parameter}"


_MOMENTS = ("mom1", "mom2", "averages")


def _checkpoint(nlp: Language, optimizer: Optimizer, state: State, folder: Path) -> None:
    nlp.to_disk(folder / "pipeline")
    arrays: dict[str, Any] = {}
    for key, name in _parameters(nlp):
        for moment in _MOMENTS:
            kept = getattr(optimizer, moment) or {}
            if key in kept:
                arrays[f"{moment}/{name}"] = kept[key]
        if key in optimizer.nr_update:
            arrays[f"nr_update/{name}"] = np.asarray(optimizer.nr_update[key])
    np.savez(folder / "optimizer.npz", **arrays)
    (folder / "state.json").write_text(json.dumps(asdict(state)), encoding="utf-8")


def _resume(nlp: Language, optimizer: Optimizer, folder: Path, fingerprint: str) -> State:
    state = State(**json.loads((folder / "state.json").read_text(encoding="utf-8")))
    if state.fingerprint != fingerprint:
        raise TrainingError(
            f"{folder} is the checkpoint of another configuration or other corpora; "
            "remove it or choose another OUT"
        )
    nlp.from_disk(folder / "pipeline")
    with np.load(folder / "optimizer.npz") as arrays:
        for key, name in _parameters(nlp):
            for moment in _MOMENTS:
                if f"{moment}/{name}" in arrays:
                    getattr(optimizer, moment)[key] = arrays[f"{moment}/{name}"]
            if f"nr_update/{name}" in arrays:
                optimizer.nr_update[key] = int(arrays[f"nr_update/{name}"])
    for _ in range(state.step):
        optimizer.step_schedules()  # type: ignore[no-untyped-call]
    return state
