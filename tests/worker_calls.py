"""What the tests have done in other processes, which import it from here."""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Sequence
from concurrent.futures import Future
from pathlib import Path
from typing import Any

from conftest import FakeComponents

import graphkit
from graphkit import fingerprint, processing
from graphkit.processing import Settings
from graphkit.records import Document, Failure
from graphkit.sharding import Crew
from graphkit.store import Entry
from graphkit.workers import advance

KILLS, HANGS = "TUE", "DORT"
"""Words of articles that end their worker, or that no worker comes to an end with."""


class Traps(FakeComponents):
    """Patterns instead of a parser, and texts that it does not survive."""

    def extract(self, nlp: object, document: Document, blocks: Any) -> Any:
        if KILLS in document.text:
            os.kill(os.getpid(), signal.SIGKILL)
        while HANGS in document.text:
            pass
        return super().extract(nlp, document, blocks)


def install() -> None:
    """Let this process read with patterns instead of the parser."""
    if not isinstance(sys.modules.get("graphkit.components"), FakeComponents):
        fake = Traps()
        sys.modules["graphkit.components"] = fake
        graphkit.components = fake  # type: ignore[attr-defined]
        fingerprint.of = fake.fingerprint


def process(documents: Sequence[Document], settings: Settings) -> list[Entry | Failure]:
    """`graphkit.processing.process` of a worker, with patterns."""
    install()
    return processing.process(documents, settings, disposable=True)


class FakeCrew(Crew):
    """A crew that reads with patterns."""

    def submit(self, documents: Sequence[Document], settings: Settings) -> Future[Any]:
        return self.executor.submit(process, documents, settings)


def pid(_: object = None) -> int:
    return os.getpid()


def fail() -> None:
    raise ValueError("no")


def begin(number: int) -> None:
    """Begin an item and die of it."""
    advance(number)
    os.kill(os.getpid(), signal.SIGKILL)


def sleep_in(folder: str) -> None:
    """Tell this process's id by the name of a file, and never end."""
    (Path(folder) / str(os.getpid())).touch()
    time.sleep(600)


def process_elsewhere(documents: Sequence[Document], settings: Settings, shared: str | None) -> object:
    """`graphkit.processing.process_elsewhere` of a worker, with patterns."""
    install()
    return processing.process_elsewhere(documents, settings, fingerprint=settings.fingerprint, shared=shared)
