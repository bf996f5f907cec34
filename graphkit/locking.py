"""One writer at a time in a build folder.

The lock is the operating system's, on a file of its own, so that it ends with the process that holds it,
however that ends. Readers take none.
"""

from __future__ import annotations

import json
import os
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import IO

from graphkit.errors import BusyError

LOCK_NAME = ".graphkit.lock"
PAUSE = 0.2
"""Seconds between two looks at a lock that is waited for."""


@contextmanager
def exclusive(
    folder: Path, *, wait: bool = False, waiting: Callable[[str], None] | None = None
) -> Iterator[None]:
    """Hold the lock of a folder.

    Args:
        folder: a build folder; it exists.
        wait: wait for another process to end.
        waiting: called once with who holds the lock, where that is waited for.

    Raises:
        BusyError: another process holds it; the message says which.

    """
    path = folder / LOCK_NAME
    file = _acquire(path)
    told = False
    while file is None:
        holder = _holder(path)
        if not wait:
            raise BusyError(f"{folder} is being built by {holder}; wait for it to end, or give --wait")
        if waiting is not None and not told:
            waiting(f"waiting for {holder}")
            told = True
        time.sleep(PAUSE)
        file = _acquire(path)
    try:
        since = datetime.now().astimezone().isoformat(timespec="seconds")
        file.write(json.dumps({"pid": os.getpid(), "host": socket.gethostname(), "since": since}))
        file.flush()
        yield
    finally:
        # Gone before it is free: who waits for this file finds that it no longer is the folder's.
        path.unlink(missing_ok=True)
        file.close()


def _acquire(path: Path) -> IO[str] | None:
    """The locked file, or None where another process has it."""
    while True:
        file = path.open("a+", encoding="utf-8")
        try:
            if not _lock(file):
                file.close()
                return None
            if _is_same(file, path):
                file.seek(0)
                file.truncate()
                return file
        except BaseException:
            file.close()
            raise
        file.close()  # its holder has just ended and taken it away


def _is_same(file: IO[str], path: Path) -> bool:
    try:
        return os.path.samestat(os.fstat(file.fileno()), path.stat())
    except FileNotFoundError:
        return False


def _lock(file: IO[str]) -> bool:
    try:
        import fcntl
    except ImportError:  # Windows
        import msvcrt

        try:
            # A byte behind all that is written: a locked one could not be read.
            file.seek(1 << 20)
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined,unused-ignore]
        except OSError:
            return False
        return True
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _holder(path: Path) -> str:
    try:
        facts = json.loads(path.read_text(encoding="utf-8"))
        return f"process {facts['pid']} on {facts['host']} since {facts['since']}"
    except (OSError, ValueError, KeyError):
        return "another process"
