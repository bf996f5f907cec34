"""Which files of the input are articles, under which id, and which reader takes each.

A new format is one new module with a ``read_file`` and one line in `READERS`.
"""

from __future__ import annotations

import importlib
import os
import stat
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from graphkit.errors import InputError
from graphkit.records import Document, Skipped

READERS: Mapping[str, str] = {
    ".txt": "graphkit.reading.text",
    ".md": "graphkit.reading.text",
}
"""Suffix -> module with ``read_file(source, *, language) -> Iterator[Document | Skipped]``.

Modules are named, not imported, so that a reader's file-format library loads only when it is needed.
"""

STORE_NAME = "graphkit.sqlite"
"""A folder that holds this file is a build folder: its tables and pages are no articles."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A file to read and the id its document gets; `group` is the name of the input it came by."""

    path: Path
    id: str
    group: str


def read(paths: Iterable[str | Path], *, language: str = "fr") -> Iterator[Document | Skipped]:
    """Read every article under `paths` (files or folders), in a fixed order.

    Nothing is dropped in silence: what is not an article comes out as `Skipped`.
    `language` names the language whose date words are looked for.
    """
    for found in find(paths):
        if isinstance(found, Skipped):
            yield found
        else:
            yield from load(found, language=language)


def load(source: Source, *, language: str = "fr") -> Iterator[Document | Skipped]:
    """The documents of one file; a file that cannot be read is a `Skipped`, never an error."""
    name = display_path(source.path)
    module = READERS.get(source.path.suffix.lower())
    if module is None:
        yield Skipped(path=name, reason=_no_reader(source.path))
        return
    try:
        yield from importlib.import_module(module).read_file(source, language=language)
    except OSError as error:
        yield Skipped(path=name, reason=f"cannot be read: {error.strerror or error}")


def find(paths: Iterable[str | Path]) -> list[Source | Skipped]:
    """All files under `paths` with their ids, sorted by path within each input.

    The id is the path relative to the input folder, with forward slashes. Where two inputs
    hold the same relative path, both ids get their input's name in front; a file that is
    reached twice counts once.
    """
    found: list[Source | Skipped] = []
    for path in map(Path, paths):
        found.extend(_walk_input(path))
    return _with_unique_ids(_without_repeats(found))


def display_path(path: Path) -> str:
    """The path as text that every output can hold (undecodable bytes shown as escapes)."""
    return os.fsencode(path.as_posix()).decode("utf-8", "backslashreplace")


def _walk_input(path: Path) -> Iterator[Source | Skipped]:
    if not path.exists():
        raise InputError(f"no such file or folder: {display_path(path)}")
    group = path.resolve().name
    if not path.is_dir():
        yield _entry(path, path.name, group)
    elif (path / STORE_NAME).exists():
        raise InputError(f"{display_path(path)} is a build folder of graphkit; give the folder of articles")
    else:
        yield from _walk_folder(path, path, group)


def _walk_folder(folder: Path, root: Path, group: str) -> Iterator[Source | Skipped]:
    """Entries of a folder in name order; links are not followed, so no loop can occur."""
    try:
        entries = sorted(folder.iterdir(), key=lambda entry: os.fsencode(entry.name))
    except OSError as error:
        yield Skipped(path=display_path(folder), reason=f"cannot be read: {error.strerror or error}")
        return
    for entry in entries:
        if entry.name.startswith("."):
            yield Skipped(path=display_path(entry), reason="hidden")
        elif entry.is_symlink():
            yield Skipped(path=display_path(entry), reason="symbolic link, not followed")
        elif not entry.is_dir():
            yield _entry(entry, entry.relative_to(root).as_posix(), group)
        elif (entry / STORE_NAME).exists():
            yield Skipped(path=display_path(entry), reason="a build folder of graphkit")
        else:
            yield from _walk_folder(entry, root, group)


def _entry(path: Path, relative: str, group: str) -> Source | Skipped:
    name = display_path(path)
    try:
        mode = path.stat().st_mode
    except OSError as error:
        return Skipped(path=name, reason=f"cannot be read: {error.strerror or error}")
    if not stat.S_ISREG(mode):
        return Skipped(path=name, reason="not a regular file")
    if path.stem.lower() == "readme":
        return Skipped(path=name, reason="a README is not an article")
    if path.suffix.lower() not in READERS:
        return Skipped(path=name, reason=_no_reader(path))
    return Source(path=path, id=display_path(Path(relative)), group=group)


def _no_reader(path: Path) -> str:
    return (
        f"no reader for {path.suffix.lower()} yet" if path.suffix else "no reader for a file without suffix"
    )


def _without_repeats(found: Iterable[Source | Skipped]) -> list[Source | Skipped]:
    seen: set[Path | str] = set()
    kept: list[Source | Skipped] = []
    for item in found:
        key = item.path.resolve() if isinstance(item, Source) else item.path
        if key not in seen:
            seen.add(key)
            kept.append(item)
    return kept


def _with_unique_ids(found: list[Source | Skipped]) -> list[Source | Skipped]:
    """Prefix clashing ids with the input's name; a clash that remains gets a number."""
    counts = Counter(item.id for item in found if isinstance(item, Source))
    used: set[str] = set()
    return [_renamed(item, counts, used) if isinstance(item, Source) else item for item in found]


def _renamed(source: Source, counts: Counter[str], used: set[str]) -> Source:
    name = f"{source.group}/{source.id}" if counts[source.id] > 1 else source.id
    free = _free_id(name, used)
    used.add(free)
    return replace(source, id=free)


def _free_id(name: str, used: set[str]) -> str:
    number = 2
    free = name
    while free in used:
        free = f"{name}~{number}"
        number += 1
    return free
