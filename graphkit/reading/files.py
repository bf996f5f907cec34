"""Which files of the input may be articles, in a fixed order, found while the first are being read."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path, PurePath

from graphkit.errors import InputError
from graphkit.reading.source import STDIN, Source, display_path, display_text
from graphkit.records import Skipped

STORE_NAME = "graphkit.sqlite"
"""A folder that holds this file is a build folder: its tables and pages are no articles."""

PAGE_FOLDERS = ("_files", "_fichiers")
"""Browsers save a page as ``Page.html`` and its pictures and frames in a folder of such a name."""


def find(paths: Iterable[str | Path]) -> Iterator[Source | Skipped]:
    """All files under `paths`, one by one, sorted by path within each input.

    The id of a file is its path relative to the input folder, with forward slashes. A file that is reached
    twice counts once. ``-`` is standard input.

    Raises:
        InputError: a path that does not exist, or a build folder; before anything is read.

    """
    inputs = [Path(path) for path in paths]
    for path in inputs:
        _check_input(path)
    return _without_repeats(item for path in inputs for item in _walk_input(path))


def count(paths: Iterable[str | Path]) -> int:
    """How many files lie under `paths`, to show how far a run is: a quick look that reads none."""
    number = 0
    for path in map(Path, paths):
        if not path.is_dir():
            number += 1
            continue
        for _, folders, files in os.walk(path):
            folders[:] = [name for name in folders if not name.startswith(".")]
            number += len(files)
    return number


def _check_input(path: Path) -> None:
    if str(path) == STDIN:
        return
    if not os.path.lexists(path):
        raise InputError(f"no such file or folder: {display_path(path)}")
    if path.is_dir() and (path / STORE_NAME).exists():
        raise InputError(f"{display_path(path)} is a build folder of graphkit; give the folder of articles")


def _walk_input(path: Path) -> Iterator[Source | Skipped]:
    if str(path) == STDIN:
        yield Source(path=None, id="stdin", group="stdin", given=True)
        return
    group = path.resolve().name
    if path.is_dir():
        yield from _walk_folder(str(path), "", group)
    else:
        yield _entry(str(path), path.name, group, given=True)


def _walk_folder(folder: str, within: str, group: str) -> Iterator[Source | Skipped]:
    """Entries of a folder in name order; links are not followed, so no loop can occur.

    `within` is the folder's path inside the input, with a slash at its end; empty for the input itself.
    Paths are plain text here: of folders with many files, a `Path` for each took half of the time.
    """
    try:
        with os.scandir(folder) as found:
            entries = sorted(found, key=lambda entry: os.fsencode(entry.name))
    except OSError as error:
        yield Skipped(path=display_path(folder), reason=f"cannot be read: {error.strerror or error}")
        return
    pages = {
        entry.name.rpartition(".")[0] for entry in entries if entry.name.lower().endswith((".html", ".htm"))
    }
    for entry in entries:
        if entry.name.startswith("."):
            yield Skipped(path=display_path(entry.path), reason="hidden")
        elif entry.is_symlink():
            yield Skipped(path=display_path(entry.path), reason="symbolic link, not followed")
        elif entry.is_file(follow_symlinks=False):  # as the folder says, without a look at the file
            yield _file(entry.path, within + entry.name, group)
        elif not entry.is_dir(follow_symlinks=False):
            yield _entry(entry.path, within + entry.name, group)
        elif Path(entry.path, STORE_NAME).exists():
            yield Skipped(path=display_path(entry.path), reason="a build folder of graphkit")
        elif entry.name.endswith(PAGE_FOLDERS) and entry.name.rpartition("_")[0] in pages:
            yield Skipped(path=display_path(entry.path), reason="parts of a saved web page")
        else:
            yield from _walk_folder(entry.path, f"{within}{entry.name}/", group)


def _entry(path: str, relative: str, group: str, *, given: bool = False) -> Source | Skipped:
    try:
        mode = Path(path).stat().st_mode
    except OSError as error:
        return Skipped(path=display_path(path), reason=f"cannot be read: {error.strerror or error}")
    if not stat.S_ISREG(mode):
        return Skipped(path=display_path(path), reason="not a regular file")
    return _file(path, relative, group, given=given)


def _file(path: str, relative: str, group: str, *, given: bool = False) -> Source | Skipped:
    if "readme" in relative.lower() and PurePath(relative).stem.lower() == "readme":
        return Skipped(path=display_path(path), reason="a README is not an article")
    return Source(path=path, id=display_text(relative), group=group, given=given)


def _without_repeats(found: Iterable[Source | Skipped]) -> Iterator[Source | Skipped]:
    seen: set[str] = set()
    real = cache(os.path.realpath)
    for item in found:
        if not isinstance(item, Source) or item.path is None:
            key = item.name if isinstance(item, Source) else item.path
        elif item.given:
            key = os.path.realpath(item.path)
        else:  # no link itself, and of a folder with many others
            folder, _, name = item.path.rpartition(os.sep)
            key = f"{real(folder)}{os.sep}{name}"
        if key not in seen:
            seen.add(key)
            yield item
