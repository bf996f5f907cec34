"""One writer at a time: who waits, who is refused, and that a killed holder holds nothing."""

from __future__ import annotations

import subprocess
import sys
import threading
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from graphkit.corpus import Corpus
from graphkit.errors import BusyError
from graphkit.locking import LOCK_NAME, exclusive
from graphkit.pipeline import build, relink

if TYPE_CHECKING:
    from conftest import FakeComponents

HOLDER = """
import sys, time
from pathlib import Path
from graphkit.locking import exclusive

with exclusive(Path(sys.argv[1])):
    print("held", flush=True)
    time.sleep(600)
"""


def test_the_lock_is_gone_afterwards(tmp_path: Path) -> None:
    with exclusive(tmp_path):
        assert (tmp_path / LOCK_NAME).exists()
    assert list(tmp_path.iterdir()) == []
    with exclusive(tmp_path):
        pass


def test_another_process_is_named_and_holds_nothing_once_it_is_killed(tmp_path: Path) -> None:
    with subprocess.Popen([sys.executable, "-c", HOLDER, tmp_path], stdout=subprocess.PIPE) as holder:
        assert holder.stdout
        holder.stdout.readline()
        with pytest.raises(BusyError, match=rf"is being built by process {holder.pid} on .* --wait"):
            exclusive(tmp_path).__enter__()
        holder.kill()
    with exclusive(tmp_path):
        pass
    assert list(tmp_path.iterdir()) == []


def test_waiting_takes_over(tmp_path: Path) -> None:
    told: list[str] = []
    order: list[str] = []
    waiting = threading.Event()

    def second() -> None:
        with exclusive(tmp_path, wait=True, waiting=lambda who: (told.append(who), waiting.set())[0]):
            order.append("second")

    with exclusive(tmp_path):
        thread = threading.Thread(target=second)
        thread.start()
        assert waiting.wait(10)
        order.append("first")
    thread.join(10)
    assert order == ["first", "second"]
    assert told[0].startswith("waiting for process ")


@pytest.mark.usefixtures("fake_components")
def test_a_second_build_is_refused_and_readers_are_not(articles: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    build(articles, out)
    with exclusive(out):
        with pytest.raises(BusyError, match=r"out is being built by process \d+"):
            build(articles, out)
        with pytest.raises(BusyError):
            relink(out)
        assert len(Corpus.open(out).documents) == 3


def test_a_reader_sees_one_state_while_another_is_written(
    articles: Path, tmp_path: Path, fake_components: FakeComponents
) -> None:
    out = tmp_path / "out"
    build(articles, out)
    with Corpus.open(out) as before:
        (articles / "d.txt").write_text("L'Iran attaque HTS.", encoding="utf-8")
        build(articles, out)
        assert (before.number_of_documents, len(before.relations)) == (3, 4)
        assert len(before.graph().graph["relations"]) == 4
    with Corpus.open(out) as after:
        assert (after.number_of_documents, len(after.relations)) == (4, 5)
