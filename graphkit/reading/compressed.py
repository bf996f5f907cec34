"""Gzip, expanded while it is read and never further than is safe."""

from __future__ import annotations

import gzip
import io
from typing import Any, BinaryIO

MAX_RATIO = 200
"""A file that gives more than so many times its bytes is a bomb: text gives 3 to 10 times, zeros 1,030."""

FREE = 20_000_000
"""The ratio is looked at from so many bytes on; a small file of one repeated word may be as dense."""


def expand(stream: BinaryIO) -> io.BufferedReader:
    """The content of a gzip stream; reading it is an OSError where it swells beyond `MAX_RATIO`."""
    return io.BufferedReader(_Guarded(_Counted(stream)), 1 << 16)


class _Counted(io.RawIOBase):
    """Counts the compressed bytes that were read."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self.total = 0

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        data = self._stream.read(size)
        self.total += len(data)
        return data


class _Guarded(io.RawIOBase):
    """Counts the expanded bytes, and stops where they are too many."""

    def __init__(self, packed: _Counted) -> None:
        self._packed = packed
        self._gzip = gzip.GzipFile(fileobj=packed)
        self._total = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        size = self._gzip.readinto(buffer)
        self._total += size
        if self._total > max(FREE, MAX_RATIO * self._packed.total):
            raise OSError(
                f"it expands to more than {MAX_RATIO} times its size; unpack it yourself if you trust it"
            )
        return size
