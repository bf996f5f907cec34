"""The user's corrections file: its faults, where it lives, what the command line says of it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from graphkit.cli import main
from graphkit.corpus import Corpus
from graphkit.corrections import FILE_NAME, KINDS, Corrections
from graphkit.errors import CorrectionsError
from graphkit.pipeline import FILES, build, relink

if TYPE_CHECKING:
    from conftest import FakeComponents


def ids(corpus: Corpus) -> list[str]:
    return [actor.id for actor in corpus.actors]


# -- the file


@pytest.mark.parametrize(
    ("toml", "message"),
    [
        ("[[merge]", "mine.toml is not TOML: .*line 1"),
        ("[[join]]", "unknown kind 'join' in .*mine.toml; known: split, merge, rename"),
        ('[merge]\nactors = ["a", "b"]', r"mine.toml, merge: .* write \[\[merge\]\] above it"),
        ('merge = ["a", "b"]', r"write \[\[merge\]\] above it"),
        ('[[merge]]\nactors = ["a"]', r"mine.toml, \[\[merge\]\] 1, field 'actors': name at least two"),
        ('[[merge]]\nactors = "a"', r"expected names, got 'a'; write actors = \[\"...\", \"...\"\]"),
        ('[[merge]]\nactors = ["a", 1]', "field 'actors': expected a text, got 1"),
        ("[[merge]]", r"\[\[merge\]\] 1: field 'actors' is missing; add actors = ..."),
        ('[[rename]]\nactor = "a"\nlabel = " "', "field 'label': the text is empty"),
        (
            '[[rename]]\nactor = "a"\nlabel = "b"\n[[rename]]\nactor = "a"\nname = "b"',
            r"\[\[rename\]\] 2: unknown field 'name'; known: note, actor, label",
        ),
        ('[[rename]]\nactor = "a"\nlabel = "b"\nnumber = 3', "unknown field 'number'"),
        (
            '[[retype]]\nactor = "a"\ntype = "STAT"',
            "field 'type': unknown value 'STAT'; known: PERSON, STATE",
        ),
        ('[[split]]\nactor = "a"\nforms = []\nlabel = "b"', "field 'forms': expected names"),
        ('[[forbid]]\nsource = "a"', "field 'target': give actor, or source and target"),
        ('[[forbid]]\nactor = "a"\ntype = "alliance"', "field 'type': with actor, give nothing else"),
        ('[[forbid]]\nsource = "a"\ntarget = "b"\ntype = "co_mention"', "unknown value 'co_mention'"),
        ('[[resign]]\nrelation = "a"', "field 'becomes': give either becomes"),
        ('[[resign]]\nrelation = "a"\nbecomes = "alliance"\ndropped = true', "field 'becomes': give either"),
        ('[[resign]]\nrelation = "a"\ncue = "b"\ndropped = true', "field 'cue': with relation, leave it out"),
        ('[[resign]]\ncue = "b"\ndropped = true', "field 'source': give relation = an id, or source and"),
        ('[[resign]]\nrelation = "a"\ndropped = "yes"', "field 'dropped': expected true or false"),
    ],
)
def test_a_malformed_file_names_file_entry_and_field(toml: str, message: str, tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_text(toml, encoding="utf-8")
    with pytest.raises(CorrectionsError, match=message):
        Corrections.load(path)


def test_a_file_that_cannot_be_read(tmp_path: Path) -> None:
    (tmp_path / "x.toml").write_bytes(b'[[rename]]\nactor = "\xe9"')
    with pytest.raises(CorrectionsError, match=r"is not UTF-8 .*; save it as UTF-8"):
        Corrections.load(tmp_path / "x.toml")
    with pytest.raises(CorrectionsError, match="cannot be read: No such file"):
        Corrections.load(tmp_path / "y.toml")


def test_a_byte_order_mark_and_a_note_do_no_harm(tmp_path: Path) -> None:
    (tmp_path / "x.toml").write_bytes(b'\xef\xbb\xbf[[forbid]]\r\nactor = "HTS"\r\nnote = ""\r\n')
    assert Corrections.load(tmp_path / "x.toml").forbid[0].actor == "HTS"


# -- in a build folder


def exports(folder: Path) -> dict[str, bytes]:
    return {name: (folder / name).read_bytes() for name in FILES[1:]}


MERGE = '[[merge]]\nactors = ["Russie", "Iran"]\n[[forbid]]\nactor = "Perse"\n'


@pytest.fixture
def mine(tmp_path: Path) -> Path:
    (tmp_path / "mine.toml").write_text(MERGE, encoding="utf-8")
    return tmp_path / "mine.toml"


def test_a_build_keeps_the_file_and_later_builds_apply_it(
    articles: Path, tmp_path: Path, mine: Path, fake_components: FakeComponents
) -> None:
    out = tmp_path / "out"
    corpus = build(articles, out, corrections=mine)
    assert (out / FILE_NAME).read_bytes() == mine.read_bytes()
    assert "Iran" not in ids(corpus)
    first = exports(out)
    assert b'"id": "Iran"' not in first["actors.jsonl"]
    mine.unlink()
    assert "Iran" not in ids(build(articles, out))
    assert exports(out) == first
    assert "Iran" not in ids(Corpus.open(out))


def test_a_build_in_memory_takes_corrections(
    articles: Path, mine: Path, fake_components: FakeComponents
) -> None:
    assert "Iran" not in ids(build(articles, corrections=mine))


AMBIGUOUS = """
[[split]]
actor = "Iran"
forms = ["Iran"]
label = "Jean Martin"
documents = ["a.txt"]

[[rename]]
actor = "HTS"
label = "Jean Martin"

[[retype]]
actor = "Jean Martin"
type = "ORG"
"""


@pytest.mark.parametrize("toml", ["[[merge]", AMBIGUOUS], ids=["malformed", "ambiguous"])
def test_a_fault_leaves_the_folder_as_it_was(
    toml: str, articles: Path, tmp_path: Path, mine: Path, fake_components: FakeComponents
) -> None:
    out = tmp_path / "out"
    build(articles, out, corrections=mine)
    before = exports(out)
    (tmp_path / "bad.toml").write_text(toml, encoding="utf-8")
    with pytest.raises(CorrectionsError):
        build(articles, out, corrections=tmp_path / "bad.toml")
    with pytest.raises(CorrectionsError):
        relink(out, corrections=tmp_path / "bad.toml")
    assert (out / FILE_NAME).read_text(encoding="utf-8") == MERGE
    assert exports(out) == before


def test_a_malformed_file_is_said_before_any_work(
    articles: Path, tmp_path: Path, fake_components: FakeComponents
) -> None:
    with pytest.raises(CorrectionsError):
        build(articles, tmp_path / "out", corrections=tmp_path / "nowhere.toml")
    assert fake_components.extracted == []
    assert not (tmp_path / "out").exists()


def test_relinking_gives_what_a_build_gives_and_reads_nothing(
    articles: Path, tmp_path: Path, mine: Path, fake_components: FakeComponents
) -> None:
    one, two = tmp_path / "one" / "out", tmp_path / "two" / "out"
    build(articles, one, corrections=mine)
    build(articles, two)
    plain = exports(two)
    fake_components.extracted.clear()
    relink(two, corrections=mine)
    assert exports(two) == exports(one)
    (two / FILE_NAME).unlink()
    relink(two)
    assert exports(two) == plain
    assert fake_components.extracted == []


def test_open_takes_another_file(
    articles: Path, tmp_path: Path, mine: Path, fake_components: FakeComponents
) -> None:
    build(articles, tmp_path / "out")
    assert "Iran" in ids(Corpus.open(tmp_path / "out"))
    corpus = Corpus.open(tmp_path / "out", corrections=mine)
    assert "Iran" not in ids(corpus)
    assert len(corpus.corrections.unmatched) == 1


# -- the command line


def run(capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, str, str]:
    with pytest.raises(SystemExit) as exit_:
        main([str(argument) for argument in arguments])
    captured = capsys.readouterr()
    return exit_.value.code or 0, captured.out, captured.err  # type: ignore[return-value]


def test_build_and_show_tell_what_was_applied(
    articles: Path,
    tmp_path: Path,
    mine: Path,
    fake_components: FakeComponents,
    capsys: pytest.CaptureFixture[str],
) -> None:
    out = tmp_path / "out"
    status, printed, errors = run(capsys, "build", articles, "-o", out, "--corrections", mine)
    assert status == 0
    assert "corrections: 1 applied, 1 not applied" in printed.splitlines()
    assert errors.startswith("graphkit: correction not applied: forbid 1: no actor 'Perse'; ")
    assert errors.count("\n") == 1
    assert run(capsys, "show", out, "--corrections")[1].splitlines() == [
        "applied: merge 1: Iran joined to Russie",
        errors.strip().removeprefix("graphkit: correction ").replace("not applied", "not applied", 1),
        "1 relation dropped: both ends are one actor now",
    ]
    data = json.loads(run(capsys, "show", out, "--corrections", "--json")[1])
    assert data["applied"] == ["merge 1: Iran joined to Russie"]
    (out / FILE_NAME).write_text("", encoding="utf-8")
    status, printed, errors = run(capsys, "build", "-o", out, "--relink", "--json")
    assert (status, errors) == (0, "")
    assert json.loads(printed)["corrections"] == {"applied": [], "unmatched": [], "loops": 0}
    assert run(capsys, "show", out, "--corrections")[1] == "no corrections\n"


@pytest.mark.parametrize(
    "arguments", [["build", "-o", "out"], ["build", "in", "-o", "out", "--relink"]], ids=["no input", "both"]
)
def test_inputs_and_relink_exclude_one_another(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(capsys, *arguments)[0] == 2


def test_relinking_loads_no_spacy(articles: Path, tmp_path: Path, fake_components: FakeComponents) -> None:
    build(articles, tmp_path / "out")
    code = (
        "import sys\nfrom graphkit.cli import main\n"
        f"try: main(['build', '--relink', '-o', {str(tmp_path / 'out')!r}])\nexcept SystemExit: pass\n"
        "print([m for m in ('spacy', 'graphkit.components') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.endswith("[]\n")


# -- the example


def test_the_example_has_every_kind(root: Path) -> None:
    example = Corrections.load(root / "examples" / FILE_NAME)
    assert all(getattr(example, kind.kind) for kind in KINDS)


@pytest.mark.model
def test_the_example_fits_the_seeds(root: Path) -> None:
    corpus = build(root / "seeds", corrections=root / "examples" / FILE_NAME)
    assert corpus.corrections.unmatched == ()
    assert corpus.actor("aviation russe").parent == corpus.actor("armée russe").id
