"""What a user throws at a build: each input is named with its reason, and the rest is built."""

from __future__ import annotations

import gzip
import json
import os
import subprocess
import sys
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from files_by_hand import OTHER, SENTENCE, page, pdf

from graphkit import pipeline, sharding
from graphkit.corpus import Corpus
from graphkit.pipeline import build
from graphkit.reading import read
from graphkit.records import Document, Skipped

if TYPE_CHECKING:
    from conftest import FakeComponents, Result

GOOD = "L'Iran soutient la Syrie. HTS attaque l'armée syrienne."
AS_ROOT = os.name != "posix" or os.geteuid() == 0


def csv(*rows: str) -> bytes:
    return "\n".join(["id,text,date", *rows, ""]).encode()


SKIPPED: dict[str, tuple[str, bytes, str]] = {
    "empty file": ("x.txt", b"", "x.txt: empty file"),
    "only spaces": ("x.txt", b" \n\t \n" * 1000, "x.txt: no text"),
    "binary with .txt": ("x.txt", os.urandom(4000), "x.txt: binary file"),
    "picture with .txt": ("x.txt", b"\x89PNG\r\n\x1a\n", "x.txt: binary file (PNG)"),
    "text with .pdf": ("x.pdf", SENTENCE.encode(), "x.pdf: not a .pdf file, whatever its name says"),
    "NUL bytes": ("x.txt", b"\x00" * 5000, "x.txt: binary file"),
    "overlong control characters": ("x.txt", b"\x07\x1b" * 3000, "x.txt: binary file"),
    "HTML without body": (
        "x.html",
        b"<html><head><title>x</title></head></html>",
        "x.html: no article on the page",
    ),
    "10,000 nested tags": (
        "x.html",
        f"<html><body>{'<div>' * 10_000}<p>{SENTENCE}</p>".encode(),
        "x.html: no article on the page",
    ),
    "encrypted PDF": ("x.pdf", pdf([[SENTENCE]], encrypted=True), "x.pdf: encrypted PDF"),
    "truncated PDF": ("x.pdf", pdf([[SENTENCE]])[:40], "x.pdf: damaged PDF"),
    "scanned PDF": (
        "x.pdf",
        pdf([[]]),
        "x.pdf: PDF without text; scanned pages need character recognition first",
    ),
    "CSV without the text column": (
        "x.csv",
        b"a,b\n1,2\n",
        "x.csv: no text column; name it with --text-column: a, b",
    ),
    "CSV with 0 rows": ("x.csv", csv(), "x.csv: a table without rows"),
    "CSV with a longer row": (
        "x.csv",
        csv("1,Un,deux,trois"),
        "x.csv, row 1: more cells than the header has",
    ),
    "CSV with a shorter row": ("x.csv", csv("1"), "x.csv, row 1: no text"),
    "quote that never closes": (
        "x.csv",
        csv('1,"jamais', f'2,"{SENTENCE}"'),
        "x.csv, row 1: a quote in it is never closed",
    ),
    "JSONL with one bad line": ("x.jsonl", b'{"text": \n', "x.jsonl, row 1: not JSON"),
    "JSONL of brackets": ("x.jsonl", b"[" * 100_000, "x.jsonl, row 1: not JSON"),
    "JSONL with a number for a text": (
        "x.jsonl",
        b'{"text": 12}',
        "x.jsonl, row 1: its text is no text but a int",
    ),
    "truncated Parquet": ("x.parquet", b"PAR1" + b"\x00" * 50, "x.parquet: damaged Parquet"),
    "truncated gzip": ("x.txt.gz", gzip.compress(os.urandom(9999))[:5000], "x.txt.gz: cannot be read"),
    "damaged gzip": ("x.txt.gz", b"\x1f\x8b\x08" + b"\x00" * 99, "x.txt.gz: cannot be read"),
    "Word": ("x.docx", b"PK\x03\x04", "x.docx: no reader for .docx; save it as .txt or .html"),
    "Arabic": (
        "x.txt",
        "قال الجيش إن قواته تقدمت في المدينة".encode(),
        "x.txt: in another language (other script)",
    ),
    "README": ("README.txt", b"x", "README.txt: a README is not an article"),
}
"""What it is -> name, bytes, and what the user sees."""

READ: dict[str, tuple[str, bytes, str]] = {
    "Latin-1": ("x.txt", f"{SENTENCE} {OTHER}".encode("latin-1"), "read as cp1252: x.txt"),
    "UTF-16 with mark": ("x.txt", SENTENCE.encode("utf-16"), ""),
    "UTF-16 without mark": ("x.txt", SENTENCE.encode("utf-16-le"), "read as utf-16-le: x.txt"),
    "mixed encodings": ("x.txt", f"{SENTENCE}\n".encode() + OTHER.encode("cp1252"), "read as mixed: x.txt"),
    "mojibake": (
        "x.txt",
        SENTENCE.encode().decode("cp1252").encode(),
        "text in a wrong encoding mended: x.txt",
    ),
    "one NUL": ("x.txt", SENTENCE.encode() + b"\x00", "unreadable characters replaced: x.txt"),
    "lone surrogate": (
        "x.jsonl",
        json.dumps({"text": f"{SENTENCE} \ud800"}).encode(),
        "unreadable characters replaced: x.jsonl#1",
    ),
    "page with .txt": ("x.txt", page().encode(), ""),
    "scripts in every attribute": (
        "x.html",
        page(top='<p onclick="x(\'</p>\')" onerror="alert(1)" style="x:expression(1)">a</p>' * 50).encode(),
        "",
    ),
    "charset that lies": ("x.html", page(charset="iso-8859-1").encode(), ""),
    "another delimiter": ("x.csv", f"id|text\n7|{SENTENCE}\n".encode(), ""),
    "duplicate ids": ("x.csv", csv(f'7,"{SENTENCE}",', f'7,"{OTHER}",'), ""),
    "date 0000-00-00": ("x.csv", csv(f'7,"{SENTENCE}",0000-00-00'), "no date found: 7"),
    "a future date": ("x.csv", csv(f'7,"{SENTENCE}",2999-01-01'), "no date found: 7"),
    "20,000 brackets": ("x.txt", f"{SENTENCE} {'(' * 20_000}".encode(), ""),
    "accents in the name": ("été à l'île.txt", SENTENCE.encode(), ""),
    "newline in the name": ("a\nb.txt", SENTENCE.encode(), ""),
    "leading dash in the name": ("-rf.txt", SENTENCE.encode(), ""),
    "emoji and direction marks": ("x.txt", f"{SENTENCE} 👍🏽 \u202eabc\u202c".encode(), ""),
}
"""What it is -> name, bytes, and what is said of it, if anything."""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with one good article."""
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "good.txt").write_text(GOOD, encoding="utf-8")
    return folder


def texts(out: Path) -> dict[str, str]:
    return {document.id: document.text for document in Corpus.open(out).documents}


@pytest.mark.parametrize("case", SKIPPED)
def test_what_cannot_be_read_is_said_and_the_rest_is_built(
    case: str, folder: Path, tmp_path: Path, run: Callable[..., Result]
) -> None:
    name, data, seen = SKIPPED[case]
    (folder / name).write_bytes(data)
    status, out, err = run("build", folder, "-o", tmp_path / "out")
    assert (status, err) == (0, "")
    assert f"skipped: {folder}/{seen}" in out
    assert texts(tmp_path / "out")["good.txt"] == GOOD
    report = json.loads((tmp_path / "out" / "report.json").read_text(encoding="utf-8"))
    assert any(
        f"{item}: {skip['reason']}".startswith(f"{folder}/{seen}")
        for skip in report["skipped"]
        for item in skip["inputs"]
    )


@pytest.mark.parametrize("case", READ)
def test_what_can_be_read_is_read(
    case: str, folder: Path, tmp_path: Path, run: Callable[..., Result]
) -> None:
    name, data, seen = READ[case]
    (folder / name).write_bytes(data)
    status, out, err = run("build", folder, "-o", tmp_path / "out")
    assert (status, err) == (0, "")
    assert seen in out
    assert "skipped" not in out
    found = texts(tmp_path / "out")
    assert len(found) == (3 if case == "duplicate ids" else 2)
    assert any(SENTENCE[:60] in text for text in found.values())
    assert not any("alert" in text for text in found.values())


# -- size: refused with the limit named, or cut; never held in memory several times


def test_a_file_over_the_limit_is_refused_at_once(
    folder: Path, tmp_path: Path, run: Callable[..., Result]
) -> None:
    with (folder / "big.txt").open("wb") as file:
        file.write(SENTENCE.encode())
        file.truncate(200_000_000)
    (folder / "line.txt").write_text("mot " * 300_000, encoding="utf-8")
    out = run("build", folder, "-o", tmp_path / "out").out
    assert f"{folder}/big.txt: binary file" in out  # the rest of a sparse file is NUL
    assert (
        f"{folder}/line.txt: longer than 1,000,000 characters; --max-document-chars raises the limit" in out
    )


def test_the_limit_is_the_users(folder: Path, tmp_path: Path, run: Callable[..., Result]) -> None:
    (folder / "long.txt").write_text("mot " * 300_000, encoding="utf-8")
    run("build", folder, "-o", tmp_path / "out", "--max-document-chars", 2_000_000)
    assert sorted(texts(tmp_path / "out")) == ["good.txt", "long.txt"]
    out = run("build", folder, "-o", tmp_path / "small", "--max-document-chars", 20).out
    assert out == ""


@pytest.mark.parametrize("name", ["line.csv", "line.jsonl"])
def test_a_line_of_megabytes_costs_no_other(name: str, folder: Path, tmp_path: Path) -> None:
    long, good = "mot " * 600, SENTENCE
    if name.endswith(".csv"):
        text = f"id,text\n1,{long}\n2,{good.replace(',', '')}\n"
    else:
        text = "\n".join(json.dumps({"id": n, "text": t}) for n, t in enumerate((long, good), 1))
    (folder / name).write_text(text, encoding="utf-8")
    corpus = build([folder], max_document_chars=250)
    assert {d.id for d in corpus.documents} == {"good.txt", "2"}
    assert [s.reason.split(";")[-1] for s in corpus.skipped] == [" --max-document-chars raises the limit"]


def test_a_gzip_bomb_is_refused(folder: Path, tmp_path: Path, run: Callable[..., Result]) -> None:
    packed = zlib.compressobj(9, zlib.DEFLATED, 31)
    data = b"".join(packed.compress(b"a" * 1_000_000) for _ in range(60)) + packed.flush()
    (folder / "bomb.csv.gz").write_bytes(data)
    out = run("build", folder, "-o", tmp_path / "out", "--max-document-chars", 100_000_000).out
    assert "bomb.csv.gz: cannot be read: it expands to more than 200 times its size" in out


def test_a_page_of_many_megabytes_is_refused(
    folder: Path, tmp_path: Path, run: Callable[..., Result]
) -> None:
    (folder / "x.html").write_text("<html><body>" + f"<p>{SENTENCE}</p>" * 60_000, encoding="utf-8")
    assert "x.html: a page of more than 5 MB" in run("build", folder, "-o", tmp_path / "out").out


def test_a_folder_is_read_while_it_is_walked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """100,000 files start at once: the first article is there before the next folder is opened."""
    for name in "abc":
        (tmp_path / name).mkdir()
        (tmp_path / name / "x.txt").write_text(SENTENCE, encoding="utf-8")
    opened: list[str] = []
    scandir = os.scandir
    monkeypatch.setattr(os, "scandir", lambda path: (opened.append(Path(path).name), scandir(path))[1])
    first = next(iter(read([tmp_path])))
    assert isinstance(first, Document)
    assert opened == [tmp_path.name, "a"]


# -- paths


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["nowhere"], "no such file or folder: nowhere"),
        (["{in}", "nowhere"], "no such file or folder: nowhere"),
        (["{empty}"], "no usable article in {empty} (no file there)"),
        (["/dev/null"], "1 skipped: not a regular file"),
        (["{in}", "-o", "{in}"], "{in} is the folder of the articles; give another one for the result"),
        (["{in}", "-o", "{in}/good.txt"], "cannot write to {in}/good.txt: File exists"),
        (["{in}", "-o", "/proc/x"], "cannot write to /proc/x"),
    ],
)
def test_a_path_that_is_no_input_or_output(
    arguments: list[str], message: str, folder: Path, tmp_path: Path, run: Callable[..., Result]
) -> None:
    places = {"in": str(folder), "empty": str(tmp_path / "empty")}
    (tmp_path / "empty").mkdir()
    given = [argument.format(**places) for argument in arguments]
    status, out, err = run("build", *given, *([] if "-o" in given else ["-o", tmp_path / "out"]))
    assert (status, out, err.count("\n")) == (2, "", 1)
    assert message.format(**places) in err
    assert not (tmp_path / "out").exists()


def test_links_loops_pipes_and_devices_are_passed_over(
    folder: Path, tmp_path: Path, run: Callable[..., Result]
) -> None:
    (folder / "loop").symlink_to(folder)
    (folder / "self.txt").symlink_to("self.txt")
    (folder / "zero.txt").symlink_to("/dev/zero")
    os.mkfifo(folder / "pipe.txt")
    out = run("build", folder, "-o", tmp_path / "out").out
    assert f"{folder}/pipe.txt: not a regular file" in out
    assert out.count("symbolic link, not followed") == 1  # one line for the three
    assert list(texts(tmp_path / "out")) == ["good.txt"]


def test_an_output_inside_the_input_is_no_article(folder: Path, run: Callable[..., Result]) -> None:
    for _ in range(2):
        status, out, _ = run("build", folder, "-o", folder / "out")
        assert status == 0
        assert f"skipped: {folder}/out: a build folder of graphkit" in out
        assert list(texts(folder / "out")) == ["good.txt"]


def test_files_of_one_name_stay_apart_also_over_two_runs(
    folder: Path, tmp_path: Path, run: Callable[..., Result]
) -> None:
    more = tmp_path / "more"
    more.mkdir()
    (more / "good.txt").write_text("La Russie attaque HTS.", encoding="utf-8")
    for _ in range(2):
        run("build", folder, "-o", tmp_path / "out")
        run("build", more, "-o", tmp_path / "out")
        assert texts(tmp_path / "out") == {"good.txt": GOOD, "more/good.txt": "La Russie attaque HTS."}


def test_a_folder_that_was_moved_is_not_read_as_another(
    folder: Path, tmp_path: Path, run: Callable[..., Result]
) -> None:
    run("build", folder, "-o", tmp_path / "out")
    run("build", folder.rename(tmp_path / "moved"), "-o", tmp_path / "out")
    assert list(texts(tmp_path / "out")) == ["good.txt"]


@pytest.mark.skipif(AS_ROOT, reason="root may read and write everything")
def test_what_may_not_be_read_or_written(folder: Path, tmp_path: Path, run: Callable[..., Result]) -> None:
    (folder / "secret.txt").write_text(GOOD, encoding="utf-8")
    (folder / "secret.txt").chmod(0)
    assert "secret.txt: cannot be read: Permission denied" in run("build", folder, "-o", tmp_path / "out").out
    folder.chmod(0o500)
    status, _, err = run("build", folder / "good.txt", "-o", folder / "out")
    assert (status, err.count("\n")) == (2, 1)
    assert "cannot write to" in err
    folder.chmod(0o700)


def test_a_file_that_vanishes_or_grows_is_no_fault(folder: Path) -> None:
    for name in ("a.txt", "z1.txt", "z2.txt"):
        (folder / name).write_text(SENTENCE, encoding="utf-8")
    items = []
    for item in read([folder]):
        items.append(item)
        if len(items) == 1:
            (folder / "z1.txt").unlink()
            with (folder / "z2.txt").open("a", encoding="utf-8") as file:
                file.write(f" {OTHER}")
    assert [item.id for item in items if isinstance(item, Document)] == ["a.txt", "good.txt", "z2.txt"]
    assert [item.reason for item in items if isinstance(item, Skipped)] == [
        "cannot be read: No such file or directory"
    ]


# -- the machine


def test_a_full_disk_is_named_and_what_is_stored_stays(folder: Path, tmp_path: Path) -> None:
    small = tmp_path / "small"
    small.mkdir()
    mounted = AS_ROOT and sys.platform == "linux"
    if (
        not mounted
        or subprocess.run(["mount", "-t", "tmpfs", "-o", "size=1m", "none", small], check=False).returncode
    ):
        pytest.skip("a small file system cannot be mounted here")
    try:
        for number in range(250):
            (folder / f"{number:03}.txt").write_text(f"{GOOD} {SENTENCE} {number}. " * 5, encoding="utf-8")
        code = "import sys, conftest\nsys.modules['graphkit.components'] = conftest.FakeComponents()\n"
        code += "import graphkit\ngraphkit.components = sys.modules['graphkit.components']\n"
        code += "from graphkit import cli\ncli.WORKERS = 0\n"
        code += "from graphkit.cli import main\nmain(sys.argv[1:])"
        environment = os.environ | {
            "PYTHONPATH": os.pathsep.join([str(Path(__file__).parents[1]), *sys.path])
        }
        done = subprocess.run(
            [sys.executable, "-c", code, "build", str(folder), "-o", str(small / "out")],
            capture_output=True,
            text=True,
            check=False,
            env=environment,
        )
        assert done.returncode == 2
        assert done.stderr.count("\n") == 1
        assert str(small / "out") in done.stderr
        assert "full" in done.stderr
        assert Corpus.open(small / "out").documents
    finally:
        subprocess.run(["umount", small], check=True)


@pytest.mark.parametrize("moment", ["reading", "storing", "exporting"])
def test_ctrl_c_keeps_what_is_stored_and_exits_130(
    moment: str,
    folder: Path,
    tmp_path: Path,
    run: Callable[..., Result],
    monkeypatch: pytest.MonkeyPatch,
    fake_components: FakeComponents,
) -> None:
    (folder / "z.txt").write_text(SENTENCE, encoding="utf-8")
    monkeypatch.setattr(sharding, "SHARD", 1)

    def interrupt(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        if moment == "reading":
            extract = fake_components.extract
            stop_at = lambda nlp, d, b: interrupt() if d.id == "z.txt" else extract(nlp, d, b)  # noqa: E731
            patch.setattr(fake_components, "extract", stop_at)
        else:
            patch.setattr(pipeline, "find_repeats" if moment == "storing" else "write_all", interrupt)
        status, out, err = run("build", folder, "-o", tmp_path / "out")
    assert (status, out) == (130, "")
    kept = f"what was read is kept in {tmp_path}/out, the same command goes on from there"
    assert err == f"graphkit: interrupted; {kept}\n"
    assert "good.txt" in texts(tmp_path / "out")
    fake_components.extracted.clear()
    assert run("build", folder, "-o", tmp_path / "out").status == 0
    assert sorted(texts(tmp_path / "out")) == ["good.txt", "z.txt"]
    assert "good.txt" not in fake_components.extracted


@pytest.mark.model
def test_a_sentence_of_3000_words_is_read(tmp_path: Path) -> None:
    text = "La Russie soutient " + ", ".join(["le régime syrien et l'armée de la ville"] * 430) + "."
    (tmp_path / "x.txt").write_text(text, encoding="utf-8")
    (document,) = build([tmp_path]).documents
    assert document.text == text
