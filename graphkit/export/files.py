"""Writing a file so that it is whole or not there at all."""

from __future__ import annotations

import io
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, TextIO

from graphkit.errors import ExportError


@contextmanager
def atomic_file(path: Path) -> Iterator[BinaryIO]:
    """A file open for writing bytes under a temporary name beside `path`; renamed when the block ends.

    A full disk, an error in the block or a kill leaves the old file, or none, never half of one.
    """
    try:
        handle, name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".tmp", dir=path.parent)
        try:
            with os.fdopen(handle, "wb") as file:
                yield file
                file.flush()
                os.fsync(file.fileno())
            Path(name).chmod(0o666 & ~_umask())
            Path(name).replace(path)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
    except OSError as error:
        raise ExportError(f"{path} cannot be written: {error.strerror or error}") from error


@contextmanager
def atomic_text(path: Path) -> Iterator[TextIO]:
    """As `atomic_file`, for UTF-8 text with plain line ends."""
    with atomic_file(path) as file:
        text = io.TextIOWrapper(file, encoding="utf-8", newline="\n")
        yield text
        text.flush()
        text.detach()


def atomic_write(path: Path, text: str) -> None:
    """Write a whole text at once."""
    with atomic_text(path) as file:
        file.write(text)


def _umask() -> int:
    """The process's file mode mask (it can only be read by setting it)."""
    mask = os.umask(0)
    os.umask(mask)
    return mask
