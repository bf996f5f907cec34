"""Worker processes: results, deaths, renewal, and that none is left behind."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import worker_calls
from worker_calls import HANGS, KILLS, FakeCrew

from graphkit.errors import LanguageError, WorkerError
from graphkit.processing import Settings
from graphkit.records import Document, Failure
from graphkit.sharding import Crew, Inline, Work
from graphkit.store import Entry
from graphkit.workers import WorkerDiedError, WorkerPool

TEXT = "L'Iran soutient la Syrie."


@pytest.fixture
def pool() -> Iterator[WorkerPool]:
    with WorkerPool(1) as pool:
        yield pool


def is_alive(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return False
    return state != "Z"


def wait_until(holds: Callable[[], bool], seconds: float = 20) -> bool:
    end = time.monotonic() + seconds
    while not holds() and time.monotonic() < end:
        time.sleep(0.02)
    return holds()


def test_calls_are_made_in_another_process_and_results_come_back(pool: WorkerPool) -> None:
    assert pool.submit(worker_calls.pid).result() != os.getpid()


def test_what_a_call_raises_comes_back(pool: WorkerPool) -> None:
    with pytest.raises(ValueError, match="no"):
        pool.submit(worker_calls.fail).result()
    assert pool.submit(worker_calls.pid).result() > 0


def test_a_dead_worker_costs_its_call_only(pool: WorkerPool) -> None:
    pool.submit(worker_calls.pid).result()
    dying, next_ = pool.submit(worker_calls.begin, 3), pool.submit(worker_calls.pid)
    with pytest.raises(WorkerDiedError, match="SIGKILL") as caught:
        dying.result()
    assert (caught.value.at, caught.value.started) == (3, True)
    assert next_.result() > 0


def test_a_worker_is_renewed() -> None:
    with WorkerPool(1, renewed_after=2) as pool:
        first, second, third = [pool.submit(worker_calls.pid).result() for _ in range(3)]
    assert first == second != third
    assert not is_alive(first)


def test_shutting_down_ends_what_runs(tmp_path: Path) -> None:
    pool = WorkerPool(1)
    future = pool.submit(worker_calls.sleep_in, str(tmp_path))
    assert wait_until(lambda: any(tmp_path.iterdir()))
    pool.shutdown(wait=False, cancel_futures=True)
    (started,) = tmp_path.iterdir()
    assert not is_alive(int(started.name))
    with pytest.raises(WorkerDiedError, match="shut down"):
        future.result()


PARENT = """
import sys, worker_calls
from graphkit.workers import WorkerPool

if __name__ == "__main__":
    pool = WorkerPool(2)
    for _ in range(2):
        pool.submit(worker_calls.sleep_in, sys.argv[1])
    pool.submit(worker_calls.pid).result()
"""


@pytest.mark.skipif(sys.platform == "win32", reason="processes are looked up in /proc")
def test_no_worker_outlives_a_killed_parent(tmp_path: Path) -> None:
    script, alive = tmp_path / "parent.py", tmp_path / "alive"
    script.write_text(PARENT, encoding="utf-8")
    alive.mkdir()
    path = os.pathsep.join([str(Path(__file__).parent), str(Path(__file__).parent.parent)])
    parent = subprocess.Popen([sys.executable, script, alive], env=os.environ | {"PYTHONPATH": path})
    assert wait_until(lambda: len(list(alive.iterdir())) == 2)
    workers = [int(file.name) for file in alive.iterdir()]
    parent.send_signal(signal.SIGKILL)
    parent.wait()
    assert wait_until(lambda: not any(map(is_alive, workers)))


# -- documents through a crew


def articles(*texts: str) -> list[Document]:
    return [Document(id=f"{number:02}", text=text) for number, text in enumerate(texts)]


def outcomes(documents: list[Document], crew: Crew, **settings: float) -> dict[str, Entry | Failure]:
    work = Work(documents, Settings(**settings), crew)  # type: ignore[arg-type]
    return {document.id: outcome for shard in work.outcomes() for document, outcome in shard}


@pytest.mark.usefixtures("fake_components")
def test_who_does_the_work_does_not_matter() -> None:
    documents = articles(*[f"{TEXT} {number}" for number in range(40)])
    here = outcomes(documents, Crew(executor=Inline()))
    with WorkerPool(2) as pool:
        there = outcomes(documents, FakeCrew(executor=pool, size=2))
    assert len(here) == 40
    assert there == here


def test_a_poisoned_and_a_hanging_article_cost_only_themselves() -> None:
    texts = [TEXT] * 40
    texts[5], texts[20] = f"{TEXT} {KILLS}", f"{TEXT} {HANGS}"
    with WorkerPool(2) as pool:
        found = outcomes(articles(*texts), FakeCrew(executor=pool, size=2), timeout=3)
    failed = {id_: o.reason for id_, o in found.items() if isinstance(o, Failure)}
    assert failed == {
        "05": "ended its worker process (SIGKILL)",
        "20": "took too long; --timeout gives more seconds",
    }
    assert len(found) == 40


class Opaque(FakeCrew):
    """A crew that cannot tell at which article a worker died."""

    def submit(self, documents, settings):  # type: ignore[no-untyped-def]
        inner = super().submit(documents, settings)
        outer = type(inner)()

        def settle(future) -> None:  # type: ignore[no-untyped-def]
            error = future.exception()
            if error is None:
                outer.set_result(future.result())
            else:
                outer.set_exception(RuntimeError("a worker was lost"))

        inner.add_done_callback(settle)
        return outer


def test_a_lost_shard_is_halved_until_the_article_is_found() -> None:
    texts = [TEXT] * 4
    texts[2] = KILLS
    with WorkerPool(2) as pool:
        found = outcomes(articles(*texts), Opaque(executor=pool, size=2))
    failed = {id_: o.reason for id_, o in found.items() if isinstance(o, Failure)}
    assert failed == {"02": "RuntimeError: a worker was lost"}
    assert len(found) == 4


class Stillborn(FakeCrew):
    """A crew whose workers die before they begin."""

    def submit(self, documents, settings):  # type: ignore[no-untyped-def]
        return self.executor.submit(os._exit, 7)


def test_workers_that_cannot_start_are_said() -> None:
    with WorkerPool(1) as pool, pytest.raises(WorkerError, match=r"exit code 7.*enough memory"):
        outcomes(articles(TEXT), Stillborn(executor=pool))


def test_a_fault_in_the_language_data_stops_all_workers() -> None:
    with WorkerPool(1) as pool, pytest.raises(LanguageError):
        list(Work(articles(TEXT), Settings(language="zz"), Crew(executor=pool, disposable=True)).outcomes())


@pytest.mark.usefixtures("fake_components")
def test_what_is_done_is_not_lost_where_reading_stops() -> None:
    def documents() -> Iterator[Document]:
        yield from articles(*[TEXT] * 16)
        raise KeyboardInterrupt

    found = []
    work = Work(documents(), Settings(), Crew(executor=Inline())).outcomes()
    with contextlib.suppress(KeyboardInterrupt):
        for shard in work:
            found += shard
    assert len(found) == 16
