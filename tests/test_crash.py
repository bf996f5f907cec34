"""A build that is killed at any moment goes on, with nothing lost and nothing twice."""

from __future__ import annotations

import os
import random
import select
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from test_pipeline import exports

from graphkit.corpus import Corpus
from graphkit.errors import FolderError
from graphkit.pipeline import build
from graphkit.store import STORE_NAME, Store

SCRIPT = Path(__file__).parent / "crash_build.py"
KILLS = int(os.environ.get("GRAPHKIT_KILLS", "30"))
"""Moments at which builds are killed, two of them with workers; thirty take a minute and a half."""
SENTENCES = [
    "L'Iran soutient la Syrie.",
    "HTS attaque l'armée syrienne.",
    "La Russie soutient Bachar al-Assad.",
    "La Russie rencontre l'Iran.",
    "HTS combat l'armée syrienne.",
]


class Builder:
    """A process that starts builds, each as a process of its own."""

    def __init__(self) -> None:
        path = os.pathsep.join([str(SCRIPT.parent), str(SCRIPT.parent.parent)])
        self.process = subprocess.Popen(
            [sys.executable, SCRIPT],
            env=os.environ | {"PYTHONPATH": path},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            bufsize=1,
        )

    def build(self, articles: Path, out: Path, workers: int, *, kill_after: float = 120) -> str:
        """Let a build run for so many seconds; how it ended."""
        assert self.process.stdin
        assert self.process.stdout
        self.process.stdin.write(f"{articles} {out} {workers}\n")
        build = int(self.process.stdout.readline())
        if not select.select([self.process.stdout], [], [], kill_after)[0]:
            os.kill(build, signal.SIGKILL)
        return self.process.stdout.readline().strip()


@pytest.fixture(scope="module")
def builder() -> Iterator[Builder]:
    builder = Builder()
    yield builder
    builder.process.communicate()


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of 40 short articles, each of them different."""
    folder = tmp_path_factory.mktemp("many") / "articles"
    folder.mkdir()
    draw = random.Random(1)
    for number in range(40):
        text = f"{number} décembre 2024. " + " ".join(draw.choices(SENTENCES, k=3))
        (folder / f"{number:02}.txt").write_text(text, encoding="utf-8")
    return folder


def is_sound(out: Path) -> bool:
    """What a killed build leaves can be read, and is whole."""
    if not (out / STORE_NAME).exists():
        return True
    try:
        store = Store.open(out)
    except FolderError as error:
        return "holds nothing yet" in str(error)
    with store:
        assert store.faults() == []
    with Corpus.open(out) as corpus:
        ids = [d.id for d in corpus.documents]
        assert len(ids) == len(set(ids)) == len(corpus.extractions)
        return all(relation.evidence.doc in ids for relation in corpus.relations)


@pytest.mark.timeout(900)
@pytest.mark.skipif(sys.platform == "win32", reason="kills by signal")
@pytest.mark.parametrize(("workers", "kills"), [(0, KILLS - 2), (2, 2)], ids=["one process", "workers"])
def test_a_build_that_is_killed_goes_on(
    many: Path, tmp_path: Path, builder: Builder, workers: int, kills: int
) -> None:
    """The moments are drawn anew in each run.

    Each kill of a round lets the next build run for longer: on a machine that has become slower since the
    whole build was timed, none would ever come to its end.
    """
    whole = tmp_path / "whole" / "out"
    begun = time.monotonic()
    assert builder.build(many, whole, workers) == "done"
    seconds = time.monotonic() - begun
    draw = random.Random()
    killed = round_ = 0
    while killed < kills:
        out = tmp_path / f"round{(round_ := round_ + 1)}" / "out"
        latest = seconds
        while (ended := builder.build(many, out, workers, kill_after=draw.uniform(0, latest))) != "done":
            assert ended == f"ended with {int(signal.SIGKILL)}"
            killed += 1
            latest *= 1.5
            assert is_sound(out)
        assert exports(out) == exports(whole)
        assert [path.name for path in out.iterdir() if path.name.startswith(".")] == []


def test_a_full_disk_loses_nothing(
    many: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fake_components: object
) -> None:
    """A store that may not grow is what SQLite makes of a disk without room."""
    out = tmp_path / "out"
    create = Store.create

    def small(folder: Path) -> Store:
        store = create(folder)
        store._connection.execute("PRAGMA max_page_count = 45")
        return store

    with monkeypatch.context() as patch:
        patch.setattr(Store, "create", small)
        with pytest.raises(FolderError, match="the disk is full; make room and build again"):
            build(many, out)
    stored = Corpus.open(out).number_of_documents
    assert 0 < stored < 40
    build(many, out, workers=0)
    build(many, tmp_path / "whole" / "out")
    assert exports(out) == exports(tmp_path / "whole" / "out")
