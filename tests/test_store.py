"""The evidence store: round trips, transactions, foreign and damaged files."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest

from graphkit.errors import FolderError
from graphkit.preparing import Block, BlockKind
from graphkit.records import Document, Extraction, Skipped
from graphkit.store import APPLICATION_ID, MIGRATIONS, STORE_NAME, Done, Entry, Store, digest

TEXT = "L'Iran soutient la Syrie."


@pytest.fixture
def entry(make: SimpleNamespace) -> Entry:
    return entry_of(make, "a.txt")


def entry_of(make: SimpleNamespace, id_: str, text: str = TEXT) -> Entry:
    document = Document(id=id_, text=text, title="Titre", date="2024-12", path=f"in/{id_}")
    block = Block(start=0, end=len(text), kind=BlockKind.BODY, reason="line")
    return Entry(document, make.extraction(document, [block]))


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.create(tmp_path) as store:
        yield store


def test_what_is_written_is_read_back(tmp_path: Path, entry: Entry) -> None:
    skipped = Skipped(path="in/x.pdf", reason="damaged PDF")
    with Store.create(tmp_path) as store:
        store.add([entry], [skipped], fingerprint="f1")
    with Store.open(tmp_path) as store:
        assert list(store.entries()) == [entry]
        assert store.skipped() == (skipped,)
        assert store.fingerprints() == {"a.txt": (digest(entry.document), "f1")}
        assert store.document("a.txt") == entry.document
        assert store.document("b.txt") is None


def test_places_and_modes_are_kept(store: Store, entry: Entry) -> None:
    said = entry.extraction
    aerial = replace(said, relations=tuple(replace(r, mode="aerial") for r in said.relations))
    store.add([Entry(entry.document, aerial)], [], fingerprint="f1")
    assert list(store.entries()) == [Entry(entry.document, aerial)]
    assert list(store.places()) == list(said.places) != []
    store.forget(["in/a.txt"])
    assert list(store.places()) == []


def test_closing_leaves_one_file(tmp_path: Path, entry: Entry) -> None:
    with Store.create(tmp_path) as store:
        store.add([entry], [], fingerprint="f1")
    assert [path.name for path in tmp_path.iterdir()] == [STORE_NAME]


def test_a_document_replaces_that_of_the_same_id(store: Store, make: SimpleNamespace, entry: Entry) -> None:
    store.add([entry], [], fingerprint="f1")
    changed = entry_of(make, "a.txt", "La Russie attaque HTS.")
    store.add([changed], [], fingerprint="f2")
    assert list(store.entries()) == [changed]


def test_an_input_is_a_document_or_skipped_never_both(store: Store, entry: Entry) -> None:
    skipped = Skipped(path="in/a.txt", reason="empty file")
    store.add([entry], [], fingerprint="f1")
    store.add([], [skipped], fingerprint="f1")
    assert (list(store.entries()), store.skipped()) == ([], (skipped,))
    store.add([entry], [], fingerprint="f1")
    assert (list(store.entries()), store.skipped()) == ([entry], ())


def test_a_batch_is_stored_whole_or_not_at_all(store: Store, entry: Entry) -> None:
    broken = Entry(Document(id="b.txt", text="x"), Extraction(doc="b.txt", actors=(object(),)))  # type: ignore[arg-type]
    with pytest.raises(AttributeError):
        store.add([entry, broken], [], fingerprint="f1")
    assert list(store.entries()) == []


def test_copies_are_set_anew_each_time(store: Store, make: SimpleNamespace) -> None:
    store.add([entry_of(make, "a.txt"), entry_of(make, "b.txt")], [], fingerprint="f1")
    store.set_copies([("b.txt", "a.txt", "same text")])
    assert [e.document.copy_of for e in store.entries()] == [None, "a.txt"]
    assert store.copies() == {"b.txt": ("a.txt", "same text")}
    store.set_copies([], [("a.txt", "b.txt", "3 of 4 sentences")])
    assert [e.document.copy_of for e in store.entries()] == [None, None]
    assert [e.document.retells for e in store.entries()] == ["b.txt", None]
    assert store.retellings() == {"a.txt": ("b.txt", "3 of 4 sentences")}


def test_repeats_go_with_their_document(store: Store, make: SimpleNamespace) -> None:
    store.add([entry_of(make, "a.txt"), entry_of(make, "b.txt")], [], fingerprint="f1")
    repeats = {("a.txt", 0): ("a.txt", 0), ("b.txt", 0): ("a.txt", 0)}
    store.set_repeats(repeats)
    assert store.repeats() == repeats
    store.add([], [Skipped(path="in/b.txt", reason="empty file")], fingerprint="")
    assert store.repeats() == {("a.txt", 0): ("a.txt", 0)}


def test_rows_are_skipped_one_by_one_and_forgotten_when_the_file_is_read_again(store: Store) -> None:
    rows = [Skipped(path="t.csv", reason="no text", place=f"row {n}") for n in (1, 2)]
    store.add([], rows, fingerprint="")
    assert store.skipped() == tuple(rows)
    done = Done("t.csv", "digest", frozenset(), frozenset({("t.csv", "row 2")}))
    store.add([], rows[1:], fingerprint="", done=[done])
    assert store.skipped() == tuple(rows[1:])


def test_a_bad_row_drops_no_article_of_its_file(store: Store, entry: Entry) -> None:
    store.add([entry], [], fingerprint="f1", origins={"a.txt": "/in/a.txt"})
    store.add([], [Skipped(path="in/a.txt", reason="no text", place="row 7")], fingerprint="")
    assert store.origins() == {"a.txt": "/in/a.txt"}


def test_a_store_of_the_first_schema_is_brought_up(tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / STORE_NAME) as connection:
        connection.executescript(MIGRATIONS[0])
        connection.execute("INSERT INTO skipped VALUES ('x', 'empty file')")
        connection.execute("INSERT INTO documents (id, text, digest) VALUES ('a', 't', 'd')")
        connection.executescript(f"PRAGMA application_id = {APPLICATION_ID}; PRAGMA user_version = 1")
    connection.close()
    with Store.create(tmp_path) as store:
        assert store.skipped() == (Skipped(path="x", reason="empty file"),)
        assert store.document("a") == Document(id="a", text="t")


def test_the_digest_ignores_what_the_extraction_does_not_use() -> None:
    one = Document(id="a", text="x", path="p", copy_of="b", title="t")
    assert digest(one) == digest(Document(id="a", text="x"))
    assert digest(one) != digest(Document(id="a", text="x", date="2024"))


def test_a_folder_without_store_is_no_build_folder(tmp_path: Path) -> None:
    with pytest.raises(FolderError, match="is not a build folder"):
        Store.open(tmp_path)


def test_a_newer_schema_is_refused(tmp_path: Path, store: Store) -> None:
    store.close()
    with sqlite3.connect(tmp_path / STORE_NAME) as connection:
        connection.execute(f"PRAGMA user_version = {len(MIGRATIONS) + 1}")
    connection.close()
    for opener in (Store.open, Store.create):
        with pytest.raises(FolderError, match="newer graphkit"):
            opener(tmp_path)


def test_another_programs_database_is_refused(tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / STORE_NAME) as connection:
        connection.execute("CREATE TABLE songs (name TEXT)")
    connection.close()
    for opener in (Store.open, Store.create):
        with pytest.raises(FolderError, match="another program"):
            opener(tmp_path)


def test_a_file_that_is_no_database_is_refused(tmp_path: Path) -> None:
    (tmp_path / STORE_NAME).write_text("no database " * 100, encoding="utf-8")
    for opener in (Store.open, Store.create):
        with pytest.raises(FolderError, match="damaged or not graphkit's"):
            opener(tmp_path)


def test_a_store_that_is_being_written_can_be_read(tmp_path: Path, store: Store, entry: Entry) -> None:
    store.add([entry], [], fingerprint="f1")
    with Store.open(tmp_path) as reader:
        assert list(reader.entries()) == [entry]


def test_a_reader_cannot_write(tmp_path: Path, store: Store, entry: Entry) -> None:
    with Store.open(tmp_path) as reader, pytest.raises(FolderError, match="open to read only"):
        reader.add([entry], [], fingerprint="f1")
