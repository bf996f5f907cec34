"""From documents to what they say, in this process or in others: `process` and who calls it.

`process` is a pure function of its documents and settings: what comes back does not depend on who did the
work, nor in which order. `graphkit.sharding` gives it out.
"""

from __future__ import annotations

import faulthandler
import gc
import os
import platform
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from graphkit import fingerprint, parts
from graphkit.errors import GraphkitError, WorkerError
from graphkit.language import get
from graphkit.preparing import clean, title
from graphkit.records import Document, Failure
from graphkit.store import Entry
from graphkit.workers import advance

if TYPE_CHECKING:
    from spacy.language import Language

WARM_UP = 1000
"""Articles after which a pipeline's vocabulary stays as it is. Until then new word forms are kept, as spaCy
does: a zone of memory that is given back after each shard has no cache of its own words, and a tokenizer
whose cache is warm does not miss it. The forms after some hundreds of articles are mostly names."""

TIMEOUT = 60.0
"""Seconds for an article of up to `TIMEOUT_CHARS` characters, and as much again for each as many. The slowest
of the ordinary ones takes three seconds on an old processor."""

TIMEOUT_CHARS = 100_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What an extraction depends on beside the documents; paths are absolute, so that they hold anywhere."""

    language: str = "fr"
    model: str | None = None
    actors: str | None = None
    lexicon: str | None = None
    timeout: float = TIMEOUT

    @classmethod
    def of(
        cls,
        language: str,
        model: str | Path | None,
        actors: str | Path | None,
        lexicon: str | Path | None,
        timeout: float | None = None,
    ) -> Settings:
        """Settings from the options of a build."""
        return cls(
            language=str(Path(language).absolute()) if Path(language).is_dir() else language,
            model=str(Path(model).absolute()) if model is not None and Path(model).is_dir() else _str(model),
            actors=str(Path(actors).absolute()) if actors is not None else None,
            lexicon=str(Path(lexicon).absolute()) if lexicon is not None else None,
            timeout=TIMEOUT if timeout is None else timeout,
        )

    @property
    def fingerprint(self) -> str:
        """Changes with whatever changes the result: model, language data, the user's own files, code."""
        return fingerprint.of(self.language, self.model, actors=self.actors, lexicon=self.lexicon)

    def load(self) -> Language:
        """The pipeline; a `ModelError` or `LanguageError` if graphkit cannot work with it."""
        from graphkit import components

        return components.load(self.language, self.model, actors=self.actors, lexicon=self.lexicon)


def _str(value: object) -> str | None:
    return None if value is None else str(value)


class _Pipeline:
    """A loaded pipeline, and how many articles it has read."""

    def __init__(self, settings: Settings) -> None:
        self.nlp = settings.load()
        self.boilerplate = get(settings.language).boilerplate  # now, not in the time of the first article
        self.read = 0

    def zone(self) -> Any:
        """What keeps the memory for one shard: all that the shard adds to the vocabulary goes with it."""
        return self.nlp.memory_zone() if self.read >= WARM_UP else nullcontext()


@lru_cache(maxsize=1)
def _pipeline(settings: Settings) -> _Pipeline:
    return _Pipeline(settings)


_one_at_a_time = threading.Lock()
"""A pipeline's vocabulary and the clock of `_limited` are the process's; a Dask worker may have threads."""


def process(
    documents: Sequence[Document], settings: Settings, *, disposable: bool = False
) -> list[Entry | Failure]:
    """What documents say, one by one.

    A text on which the extraction fails is a `Failure`; a fault in the language data, which would fail on
    every text, is raised. In a `disposable` process, one that takes longer than its time ends the process.
    """
    outcomes = []
    with _one_at_a_time:
        pipeline = _pipeline(settings)
        with pipeline.zone():
            for number, document in enumerate(documents):
                advance(number)
                with _limited(document, settings, disposable=disposable), _uncollected():
                    outcomes.append(_extracted(pipeline, document))
        pipeline.read += len(documents)
    return outcomes


def process_elsewhere(
    documents: Sequence[Document], settings: Settings, *, fingerprint: str, shared: str | None = None
) -> list[Entry | Failure] | None:
    """`process` on another machine, where graphkit or a file of the settings may be another one.

    With a `shared` folder, the outcomes are written there as a part, and nothing is returned.

    Raises:
        WorkerError: this machine would find something else than the one that asks.

    """
    try:
        here = settings.fingerprint
    except OSError as error:
        raise WorkerError(f"{platform.node()} has not the files of this build: {error}") from error
    if here != fingerprint:
        raise WorkerError(
            f"{platform.node()} has another graphkit, spaCy pipeline or file of names or cues than this "
            "machine; install the same on all workers"
        )
    if shared is None:
        return process(documents, settings, disposable=True)
    path = Path(shared) / parts.name_of(documents, fingerprint)
    if not path.exists():
        parts.write(path, documents, process(documents, settings, disposable=True), fingerprint)
    return None


def _extracted(pipeline: _Pipeline, document: Document) -> Entry | Failure:
    from graphkit import components

    blocks = clean(document.text, pipeline.boilerplate)
    document = replace(
        document, title=document.title or title(document.text, blocks), copy_of=None, retells=None
    )
    try:
        return Entry(document, components.extract(pipeline.nlp, document, blocks))
    except GraphkitError:
        raise
    except Exception as error:  # noqa: BLE001  # one odd text must not end the run
        reason = f"{type(error).__name__}: {error}"
        return Failure(doc=document.id, stage="extraction", reason=" ".join(reason.split()))


@contextmanager
def _limited(document: Document, settings: Settings, *, disposable: bool) -> Iterator[None]:
    """End this process where one document takes longer than its time, even inside compiled code."""
    if not disposable:
        yield
        return
    with Path(os.devnull).open("w", encoding="utf-8") as nowhere:
        faulthandler.dump_traceback_later(limit(document, settings), exit=True, file=nowhere)
        try:
            yield
        finally:
            faulthandler.cancel_dump_traceback_later()


@contextmanager
def _uncollected() -> Iterator[None]:
    """Look for garbage between documents only: one makes next to none, and words enough to look often."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def limit(document: Document, settings: Settings) -> float:
    """Seconds that a document may take."""
    return settings.timeout * (1 + len(document.text) // TIMEOUT_CHARS)
