"""Giving documents out to whoever does the work, in shards, and taking back what they say.

Any `concurrent.futures.Executor` will do: the workers of this machine (`graphkit.workers`), those of a Dask
cluster (`graphkit.cluster`), or this process itself.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, CancelledError, Executor, Future, wait
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from graphkit import parts
from graphkit.errors import GraphkitError, WorkerError
from graphkit.processing import Settings, process, process_elsewhere
from graphkit.records import Document, Failure
from graphkit.store import Entry
from graphkit.workers import WorkerDiedError

SHARD = 16
"""Articles that a worker takes at a time: some seconds of work, against a millisecond to hand them over. A
kill loses at most so many for each worker."""

AHEAD = 2
"""Shards that wait or are worked on for each worker, so that none waits for the next one to be read."""

MAX_DEATHS_AT_START = 3
"""Workers in a row that may die before their first article."""


class Inline(Executor):
    """Does what it is given at once, in this process: for tests, and for scripts that want no others."""

    def submit(self, fn: Any, /, *args: Any, **kwargs: Any) -> Future[Any]:
        """The result of a call, which has been made already."""
        future: Future[Any] = Future()
        try:
            future.set_result(fn(*args, **kwargs))
        except Exception as error:  # noqa: BLE001  # a future holds whatever its call raises
            future.set_exception(error)
        return future


@dataclass(frozen=True, slots=True, kw_only=True)
class Crew:
    """Who does the work.

    `disposable` tells that a process of theirs may die without harm, `elsewhere` that they are on other
    machines, `shared` is a folder that these see as well.
    """

    executor: Executor
    size: int = 1
    disposable: bool = False
    elsewhere: bool = False
    shared: Path | None = None

    def submit(self, documents: Sequence[Document], settings: Settings) -> Future[Any]:
        """Have documents worked on."""
        if not self.elsewhere:
            return self.executor.submit(process, documents, settings, disposable=self.disposable)
        shared = str(self.shared) if self.shared is not None else None
        return self.executor.submit(
            process_elsewhere, documents, settings, fingerprint=settings.fingerprint, shared=shared
        )

    def part(self, documents: Sequence[Document], settings: Settings) -> Path | None:
        """Where the outcomes of these documents are written, if they are."""
        if self.shared is None:
            return None
        return self.shared / parts.name_of(documents, settings.fingerprint)


Outcomes = list[tuple[Document, "Entry | Failure"]]


class Work:
    """Documents on their way through a crew.

    A worker that dies takes no other article with it than the one it was at: what it was given is given
    out again, without that one, which is tried once more alone and then is a `Failure`. Where the executor
    cannot tell which one it was, the shard is halved until one is left.

    Args:
        documents: taken as workers become free.
        settings: what the extraction depends on.
        crew: who does the work.

    """

    def __init__(self, documents: Iterable[Document], settings: Settings, crew: Crew) -> None:
        self._documents = iter(documents)
        self._settings = settings
        self._crew = crew
        self._again: deque[_Shard] = deque()
        self._running: dict[Future[Any], _Shard] = {}
        self._adopted: Outcomes = []
        self._leftovers = parts.Leftovers(crew.shared, settings.fingerprint) if crew.shared else None
        self._deaths_at_start = 0
        self._stopped: BaseException | None = None

    def outcomes(self) -> Iterator[Outcomes]:
        """What documents say, shard by shard as they are done; who asks for the next has stored the last.

        Raises:
            WorkerError: workers die before they read anything, or cannot do this work.

        """
        self._fill()
        while self._running or self._adopted:
            if self._adopted:
                adopted, self._adopted = self._adopted, []
                yield adopted
            if self._stopped is not None:
                yield from self._finished()
                break
            if self._running:
                done, _ = wait(self._running, return_when=FIRST_COMPLETED)
                for future in done:
                    yield from self._settled(self._running.pop(future), future)
            self._fill()
        if self._stopped is not None:
            raise self._stopped
        if self._leftovers is not None:
            self._leftovers.discard()

    def _fill(self) -> None:
        """Give out shards until there are enough; what stops this, Ctrl-C among it, is raised later on."""
        try:
            while len(self._running) < AHEAD * max(self._crew.size, 1):
                shard = self._again.popleft() if self._again else _Shard(self._next())
                if not shard.documents:
                    return
                self._running[self._crew.submit(shard.documents, self._settings)] = shard
        except BaseException as error:  # noqa: BLE001  # what is done already is not to be lost
            self._stopped = error

    def _next(self) -> list[Document]:
        """The next documents of which no earlier build left anything; what it left is adopted."""
        taken: list[Document] = []
        for document in self._documents:
            outcome = self._leftovers.take(document) if self._leftovers is not None else None
            if outcome is not None:
                self._adopted.append((document, outcome))
                continue
            taken.append(document)
            if len(taken) == SHARD:
                break
        return taken

    def _settled(self, shard: _Shard, future: Future[Any]) -> Iterator[Outcomes]:
        """What came of a shard; of one that was lost, what is to be done again is noted."""
        try:
            outcomes = future.result()
        except WorkerDiedError as error:
            self._count_deaths(error)
            yield from self._repeat(shard, shard.without(error))
        except GraphkitError:
            raise
        except (Exception, CancelledError) as error:  # noqa: BLE001  # of whatever kind the executor's are
            yield from self._repeat(shard, shard.halves(f"{type(error).__name__}: {error}"))
        else:
            self._deaths_at_start = 0
            yield from self._taken(shard, outcomes)

    def _taken(self, shard: _Shard, outcomes: list[Entry | Failure] | None) -> Iterator[Outcomes]:
        part = self._crew.part(shard.documents, self._settings)
        found = parts.read(part) if part is not None else outcomes or []
        yield list(zip(shard.documents, found, strict=True))
        if part is not None:
            part.unlink(missing_ok=True)

    def _finished(self) -> Iterator[Outcomes]:
        for future, shard in self._running.items():
            if future.done() and not future.cancelled() and future.exception() is None:
                yield from self._taken(shard, future.result())

    def _repeat(self, shard: _Shard, again: Iterable[_Shard | Failure]) -> Iterator[Outcomes]:
        by_id = {document.id: document for document in shard.documents}
        for part in again:
            if isinstance(part, Failure):
                yield [(by_id[part.doc], part)]
            else:
                self._again.append(part)

    def _count_deaths(self, error: WorkerDiedError) -> None:
        self._deaths_at_start = 0 if error.started else self._deaths_at_start + 1
        if self._deaths_at_start > MAX_DEATHS_AT_START:
            raise WorkerError(
                f"worker processes end before they read an article ({error}); is there enough memory for so "
                "many --workers? A script calls graphkit under: if __name__ == '__main__'"
            ) from error


@dataclass(frozen=True, slots=True)
class _Shard:
    """Documents that are worked on together; `alone` is a document on its second and last try."""

    documents: list[Document]
    alone: bool = False

    def without(self, error: WorkerDiedError) -> list[_Shard | Failure]:
        """What is to be done after a worker died."""
        if not error.started:
            return [self]
        if error.at is None:
            return self.halves(str(error))
        at = self.documents[error.at]
        if self.alone:
            return [Failure(doc=at.id, stage="extraction", reason=str(error))]
        rest = (self.documents[: error.at], self.documents[error.at + 1 :])
        return [*(_Shard(part) for part in rest if part), _Shard([at], alone=True)]

    def halves(self, reason: str) -> list[_Shard | Failure]:
        """Two smaller shards, or the failure of the only document."""
        if len(self.documents) == 1:
            return [Failure(doc=self.documents[0].id, stage="extraction", reason=" ".join(reason.split()))]
        middle = len(self.documents) // 2
        return [_Shard(self.documents[:middle]), _Shard(self.documents[middle:])]
