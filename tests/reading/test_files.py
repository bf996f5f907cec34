"""Which files are read, in which order, under which ids."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from graphkit import reading, store
from graphkit.errors import InputError
from graphkit.reading import find, read
from graphkit.reading.files import STORE_NAME
from graphkit.records import Document, Skipped


def write(folder: Path, *names: str) -> Path:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"Texte de {name}.", encoding="utf-8")
    return folder


def ids(*inputs: Path) -> list[str]:
    return [item.id for item in read(inputs) if isinstance(item, Document)]


def reasons(*inputs: Path) -> dict[str, str]:
    return {Path(item.path).name: item.reason for item in read(inputs) if isinstance(item, Skipped)}


def test_a_folder_is_read_in_name_order_with_paths_as_ids(tmp_path: Path) -> None:
    write(tmp_path, "b.txt", "a.txt", "sub/deep/c.md", "Z.TXT")
    assert ids(tmp_path) == ["Z.TXT", "a.txt", "b.txt", "sub/deep/c.md"]


def test_a_single_file_has_its_name_as_id(tmp_path: Path) -> None:
    write(tmp_path, "sub/a.txt")
    assert ids(tmp_path / "sub" / "a.txt") == ["a.txt"]


def test_the_second_of_two_equal_names_gets_its_input_in_front(tmp_path: Path) -> None:
    write(tmp_path, "one/1.txt", "one/2.txt", "two/1.txt")
    assert ids(tmp_path / "one", tmp_path / "two") == ["1.txt", "2.txt", "two/1.txt"]


def test_equal_names_of_equally_named_inputs_stay_apart(tmp_path: Path) -> None:
    write(tmp_path, "x/in/1.txt", "y/in/1.txt", "z/in/1.txt")
    assert ids(*(tmp_path / name / "in" for name in "xyz")) == ["1.txt", "in/1.txt", "in/1.txt~2"]


def test_a_file_given_twice_counts_once(tmp_path: Path) -> None:
    write(tmp_path, "a.txt")
    assert ids(tmp_path, tmp_path / "a.txt", tmp_path) == ["a.txt"]


def test_what_is_no_article_is_skipped_with_its_reason(tmp_path: Path) -> None:
    write(
        tmp_path,
        "README.md",
        ".hidden/x.txt",
        "scan.PDF",
        "noext",
        "old/graphkit.sqlite",
        "old/a.txt",
        "a.txt",
    )
    (tmp_path / "link.txt").symlink_to(tmp_path / "a.txt")
    (tmp_path / "loop").symlink_to(tmp_path)
    os.mkfifo(tmp_path / "pipe.txt")
    assert ids(tmp_path) == ["a.txt"]
    assert reasons(tmp_path) == {
        ".hidden": "hidden",
        "README.md": "a README is not an article",
        "link.txt": "symbolic link, not followed",
        "loop": "symbolic link, not followed",
        "noext": "no suffix; name it .txt if it is an article",
        "old": "a build folder of graphkit",
        "pipe.txt": "not a regular file",
        "scan.PDF": "not a .pdf file, whatever its name says",
    }


def test_a_missing_path_stops_at_once(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"no such file or folder: .*nowhere"):
        find([tmp_path / "nowhere"])


def test_a_build_folder_is_no_input(tmp_path: Path) -> None:
    write(tmp_path, STORE_NAME)
    with pytest.raises(InputError, match="is a build folder"):
        find([tmp_path])


def test_build_folders_are_known_by_the_name_of_the_store() -> None:
    assert STORE_NAME == store.STORE_NAME


def test_a_name_that_is_not_utf_8_is_shown_escaped(tmp_path: Path) -> None:
    path = os.fsencode(tmp_path) + b"/\xe9t\xe9.txt"
    try:
        Path(os.fsdecode(path)).write_text("Texte.", encoding="utf-8")
    except OSError:
        pytest.skip("this file system only takes UTF-8 names")
    assert ids(tmp_path) == ["\\xe9t\\xe9.txt"]


def test_a_file_that_cannot_be_read_is_skipped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: Path, mode: str) -> bytes:
        raise PermissionError(13, "Permission denied")

    write(tmp_path, "a.txt")
    monkeypatch.setattr(Path, "open", refuse)
    assert reasons(tmp_path) == {"a.txt": "cannot be read: Permission denied"}


def test_every_registered_reader_exists() -> None:
    for suffix, module in reading.READERS.items():
        assert suffix == suffix.lower()
        assert callable(__import__(module, fromlist=["read_stream"]).read_stream)
