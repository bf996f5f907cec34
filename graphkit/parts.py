"""What a worker found, as a file in a folder that it shares with whoever asked: whole, or not there.

A part is named after what it was made from. A worker that finds it there does nothing; a build that was
killed before it stored a part finds it when it goes on, whatever it then asks for.
"""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from hashlib import blake2b
from pathlib import Path

from graphkit.errors import FolderError
from graphkit.records import Document, Extraction, Failure
from graphkit.store import Entry, digest

SUFFIX = ".part.jsonl"


def name_of(documents: Sequence[Document], fingerprint: str) -> str:
    """The name of the part of some documents, as an extractor makes it."""
    made_from = [fingerprint, *((d.id, digest(d)) for d in documents)]
    return blake2b(json.dumps(made_from).encode(), digest_size=16).hexdigest() + SUFFIX


def write(
    path: Path, documents: Sequence[Document], outcomes: Sequence[Entry | Failure], fingerprint: str
) -> None:
    """Write a part; after a crash or a power cut it is whole, or it is not there."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=".", suffix=".tmp", dir=path.parent)
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            for document, outcome in zip(documents, outcomes, strict=True):
                row = {"id": document.id, "digest": digest(document), "fingerprint": fingerprint}
                file.write(json.dumps(row | _to_dict(outcome), ensure_ascii=False) + "\n")
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def read(path: Path) -> list[Entry | Failure]:
    """The outcomes of a part, in the order of its documents."""
    return [outcome for _, _, outcome in _rows(path)]


class Leftovers:
    """The whole parts that an earlier build left in a folder; what it left half written is removed."""

    def __init__(self, folder: Path, fingerprint: str) -> None:
        self._found: dict[tuple[str, str], Entry | Failure] = {}
        self._folder = folder
        self._paths = sorted(folder.glob(f"*{SUFFIX}"))
        _remove_half_written(folder)
        for path in self._paths:
            for key, made, outcome in _rows(path):
                if made == fingerprint:
                    self._found[key] = outcome

    def take(self, document: Document) -> Entry | Failure | None:
        """What was found of a document, if it is there."""
        return self._found.pop((document.id, digest(document)), None)

    def discard(self) -> None:
        """Remove the parts, and what workers that died left half written: all that was wanted is stored."""
        for path in self._paths:
            path.unlink(missing_ok=True)
        _remove_half_written(self._folder)


def _remove_half_written(folder: Path) -> None:
    for path in folder.glob(".*.tmp"):
        path.unlink(missing_ok=True)


def _rows(path: Path) -> Iterator[tuple[tuple[str, str], str, Entry | Failure]]:
    try:
        lines: Iterable[str] = path.read_text(encoding="utf-8").splitlines()
        for row in map(json.loads, lines):
            yield (row["id"], row["digest"]), row["fingerprint"], _outcome(row)
    except (OSError, ValueError, KeyError) as error:
        raise FolderError(f"{path} cannot be read: {error}; delete it and build again") from error


def _to_dict(outcome: Entry | Failure) -> dict[str, object]:
    if isinstance(outcome, Failure):
        return {"failure": outcome.to_dict()}
    return {"document": outcome.document.to_dict(), "extraction": outcome.extraction.to_dict()}


def _outcome(row: dict[str, dict[str, object]]) -> Entry | Failure:
    if "failure" in row:
        return Failure.from_dict(row["failure"])
    return Entry(Document.from_dict(row["document"]), Extraction.from_dict(row["extraction"]))
