"""Worker processes of this machine, as a `concurrent.futures.Executor`.

The standard library's pool is lost as a whole when one worker dies, and its workers outlive a parent that
was killed (cpython #111873). This one loses the one call, starts another worker, renews each after so many
calls (spaCy keeps a little memory of every text), and leaves no process behind however it ends.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Callable
from concurrent.futures import Executor, Future
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from typing import Any

from graphkit.errors import WorkerError

RENEWED_AFTER = 250
"""Calls of a worker before it is replaced: 4,000 articles, some five minutes, against a second to start."""

OUT_OF_TIME = 1
"""Exit code of a process that `faulthandler` ended. No other way of ending here gives it."""

_OWN_THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")


class WorkerDiedError(WorkerError):
    """A worker died during a call.

    `at` is the number of the item that it was at, if it told so with `advance`; `started` is False where it
    died before it told anything.
    """

    def __init__(self, reason: str, at: int | None = None, *, started: bool = True) -> None:
        super().__init__(reason)
        self.at = at
        self.started = started


_to_parent: Connection | None = None


def advance(number: int) -> None:
    """Tell the pool that this worker now begins with an item of its call; anywhere else, do nothing."""
    if _to_parent is not None:
        _to_parent.send(("at", number))


def _serve(connection: Connection) -> None:
    """The life of a worker: calls in, results out."""
    global _to_parent  # noqa: PLW0603  # a worker has one parent
    _to_parent = connection
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches all processes; the parent decides
    threading.Thread(target=_die_with_parent, daemon=True).start()
    while True:
        try:
            call = connection.recv()
        except EOFError:
            return
        if call is None:
            return
        function, args, kwargs = call
        try:
            answer = ("done", function(*args, **kwargs))
        except Exception as error:  # noqa: BLE001  # the caller's future raises it
            answer = ("error", error)
        try:
            connection.send(answer)
        except (BrokenPipeError, ConnectionResetError):
            return
        except Exception as error:  # noqa: BLE001  # an exception that cannot be pickled
            connection.send(("error", WorkerError(f"{type(answer[1]).__name__}: {answer[1]} ({error})")))


def _die_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(0)


@dataclass(slots=True)
class _Worker:
    """A process, its end of the pipe, and what it is at."""

    process: BaseProcess
    connection: Connection
    future: Future[Any] | None = None
    at: int | None = None
    calls: int = 0


class WorkerPool(Executor):
    """Processes that take calls one at a time; use as a context manager.

    Args:
        workers: number of processes.
        renewed_after: calls after which a process is replaced.

    """

    def __init__(self, workers: int, *, renewed_after: int = RENEWED_AFTER) -> None:
        self._size = workers
        self._renewed_after = renewed_after
        self._context = multiprocessing.get_context("spawn")  # forking a process with threads is not safe
        self._waiting: deque[tuple[Future[Any], Any]] = deque()
        self._workers: list[_Worker] = []
        self._lock = threading.Lock()
        self._ended = False
        self._bell, self._ring = self._context.Pipe(duplex=False)
        self._thread = threading.Thread(target=self._manage, name="graphkit-workers", daemon=True)
        self._thread.start()

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """The future result of a call; of one whose worker dies, a `WorkerDiedError`."""
        future: Future[Any] = Future()
        with self._lock:
            if self._ended:
                raise RuntimeError("the pool was shut down")
            self._waiting.append((future, (fn, args, kwargs)))
        self._ring.send(None)
        return future

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:  # noqa: FBT001, FBT002  # as in the base class
        """End all processes; what they are at is lost, unless `wait`, which lets them finish it."""
        if wait and not cancel_futures:
            with self._lock:
                pending = [future for future, _ in self._waiting]
                pending += [worker.future for worker in self._workers if worker.future]
            for future in pending:
                with contextlib.suppress(Exception):
                    future.exception()
        with self._lock:
            if self._ended:
                return
            self._ended = True
        self._ring.send(None)
        self._thread.join()

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        # After an error, Ctrl-C among them, nobody waits for what is still being done.
        self.shutdown(wait=kind is None, cancel_futures=kind is not None)

    # -- the thread that minds the processes

    def _manage(self) -> None:
        while not self._is_ended():
            self._hand_out()
            ends = [end for w in self._workers for end in (w.connection, w.process.sentinel)]
            ready = set(wait([self._bell, *ends]))
            if self._bell in ready:
                self._bell.recv()
            for worker in list(self._workers):
                if worker.connection in ready:
                    self._listen(worker)
                elif worker.process.sentinel in ready:
                    self._bury(worker)
        self._end_all()

    def _is_ended(self) -> bool:
        with self._lock:
            return self._ended

    def _end_all(self) -> None:
        for worker in self._workers:
            worker.process.kill()
        for worker in self._workers:
            worker.process.join()
            worker.connection.close()
        with self._lock:
            waiting = [future for future, _ in self._waiting]
        for future in waiting:
            future.cancel()
        for worker in self._workers:
            if worker.future is not None:
                worker.future.set_exception(WorkerDiedError("the pool was shut down", worker.at))

    def _hand_out(self) -> None:
        """Give waiting calls to idle workers, and start workers for the rest."""
        while True:
            with self._lock:
                if not self._waiting:
                    return
                idle = next((worker for worker in self._workers if worker.future is None), None)
                if idle is None and len(self._workers) >= self._size:
                    return
                future, call = self._waiting.popleft()
            if not future.set_running_or_notify_cancel():
                continue
            worker = idle or self._start()
            worker.future, worker.at = future, None
            with contextlib.suppress(BrokenPipeError, ConnectionResetError):  # its sentinel tells the rest
                worker.connection.send(call)

    def _start(self) -> _Worker:
        here, there = self._context.Pipe()
        process = self._context.Process(target=_serve, args=(there,), daemon=True)
        with _own_threads():
            process.start()
        there.close()
        worker = _Worker(process, here)
        self._workers.append(worker)
        return worker

    def _listen(self, worker: _Worker) -> None:
        try:
            kind, value = worker.connection.recv()
        except (EOFError, OSError):
            self._bury(worker)
            return
        if kind == "at":
            worker.at = value
            return
        future, worker.future = worker.future, None
        worker.calls += 1
        if worker.calls >= self._renewed_after:
            self._dismiss(worker)
        if future is not None:
            if kind == "done":
                future.set_result(value)
            else:
                future.set_exception(value)

    def _dismiss(self, worker: _Worker) -> None:
        self._workers.remove(worker)
        with contextlib.suppress(BrokenPipeError, ConnectionResetError):
            worker.connection.send(None)
        worker.connection.close()
        worker.process.join()

    def _bury(self, worker: _Worker) -> None:
        self._workers.remove(worker)
        worker.process.join()
        worker.connection.close()
        if worker.future is not None:
            started = worker.at is not None or worker.calls > 0
            code = worker.process.exitcode
            reason = _cause_of_death(code) if started else f"exit code {code}"
            worker.future.set_exception(WorkerDiedError(reason, worker.at, started=started))


def _cause_of_death(code: int | None) -> str:
    if code == OUT_OF_TIME:
        return "took too long; --timeout gives more seconds"
    if code is not None and code < 0:
        with contextlib.suppress(ValueError):
            return f"ended its worker process ({signal.Signals(-code).name})"
    return f"ended its worker process (exit code {code})"


@contextlib.contextmanager
def _own_threads() -> Any:
    """One thread of linear algebra for each process: more of them than cores are slower than one."""
    before = {name: os.environ.get(name) for name in _OWN_THREADS}
    os.environ.update({name: "1" for name in _OWN_THREADS if before[name] is None})
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
