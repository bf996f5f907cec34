"""build: what is kept, redone and skipped, and that adding equals rebuilding."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from graphkit import pipeline, sharding
from graphkit.corpus import Corpus
from graphkit.errors import EmptyCorpusError, FolderError, InputError, LanguageError
from graphkit.pipeline import FILES, build, explain

if TYPE_CHECKING:
    from conftest import FakeComponents

pytestmark = pytest.mark.usefixtures("fake_components")

EXPORTS = [name for name in FILES if not name.endswith(".sqlite")]


def write(folder: Path, name: str, text: str) -> None:
    (folder / name).write_text(text, encoding="utf-8")


def exports(folder: Path) -> dict[str, bytes]:
    return {name: (folder / name).read_bytes() for name in EXPORTS}


def test_a_build_writes_every_file_and_nothing_else(articles: Path, tmp_path: Path) -> None:
    build([articles], tmp_path / "out")
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == sorted(FILES)


def test_a_build_without_folder_stays_in_memory(articles: Path, tmp_path: Path) -> None:
    corpus = build(articles)
    assert [d.id for d in corpus.documents] == ["a.txt", "b.txt", "c.txt"]
    assert [path.name for path in tmp_path.iterdir()] == ["articles"]


def test_documents_get_dates_and_skips_get_reasons(articles: Path) -> None:
    corpus = build(articles)
    assert [d.date for d in corpus.documents] == ["2024-12-02", None, None]
    assert {Path(s.path).name: s.reason for s in corpus.skipped} == {
        "README.md": "a README is not an article",
        "scan.pdf": "damaged PDF",
    }
    assert corpus.without_actors == ("c.txt",)


def test_a_headline_becomes_the_title(articles: Path) -> None:
    write(articles, "d.txt", "Alep est tombée\n\nL'Iran soutient la Syrie.")
    assert build(articles).documents[-1].title == "Alep est tombée"


def test_the_jsonl_files_hold_actors_and_flat_relations(articles: Path, tmp_path: Path) -> None:
    corpus = build(articles, tmp_path / "out")
    rows = [
        json.loads(line)
        for line in (tmp_path / "out" / "relations.jsonl").read_text(encoding="utf-8").splitlines()
    ]
    actors = [
        json.loads(line)
        for line in (tmp_path / "out" / "actors.jsonl").read_text(encoding="utf-8").splitlines()
    ]
    assert [row["id"] for row in rows] == [r.id for r in corpus.relations]
    assert [actor["id"] for actor in actors] == [a.id for a in corpus.actors]
    assert rows[0] == {
        "id": corpus.relations[0].id,
        "doc": "a.txt",
        "source": "Iran",
        "target": "Syrie",
        "type": "alliance",
        "event": "ALLIANCE",
        "mode": "",
        "intensity": 1.0,
        "directed": True,
        "sign": 1,
        "negated": False,
        "modality": "asserted",
        "attributed_to": None,
        "date": "2024-12-02",
        "confidence": 0.9,
        "sentence": "L'Iran soutient la Syrie.",
        "start": 17,
        "end": 42,
        "cue": "soutient",
        "cue_start": 24,
        "cue_end": 32,
        "source_mention": "Iran",
        "target_mention": "Syrie",
        "rule": "by hand",
    }


def test_building_twice_extracts_nothing_again(
    articles: Path, tmp_path: Path, fake_components: FakeComponents
) -> None:
    build(articles, tmp_path / "out")
    before = exports(tmp_path / "out")
    fake_components.extracted.clear()
    build(articles, tmp_path / "out")
    assert fake_components.extracted == []
    assert exports(tmp_path / "out") == before


def test_adding_an_article_equals_building_from_nothing(
    articles: Path, tmp_path: Path, fake_components: FakeComponents
) -> None:
    out, fresh = tmp_path / "one" / "out", tmp_path / "two" / "out"
    build(articles, out)
    write(articles, "aa.txt", "La Russie soutient la Syrie. HTS combat l'armée syrienne.")
    fake_components.extracted.clear()
    build(articles, out)
    assert fake_components.extracted == ["aa.txt"]
    build(articles, fresh)
    assert exports(out) == exports(fresh)


def test_a_changed_article_is_read_again(
    articles: Path, tmp_path: Path, fake_components: FakeComponents
) -> None:
    build(articles, tmp_path / "out")
    fake_components.extracted.clear()
    write(articles, "b.txt", "La Russie attaque HTS.")
    corpus = build(articles, tmp_path / "out")
    assert fake_components.extracted == ["b.txt"]
    assert [r.type.value for r in corpus.relations if r.evidence.doc == "b.txt"] == ["opposition"]


def test_new_language_data_redo_everything_also_what_is_no_longer_given(
    articles: Path, tmp_path: Path, fake_components: FakeComponents
) -> None:
    build(articles, tmp_path / "out")
    (articles / "a.txt").unlink()
    fake_components.extracted.clear()
    fake_components.version = "fake-2"
    corpus = build(articles, tmp_path / "out")
    assert sorted(fake_components.extracted) == ["a.txt", "b.txt", "c.txt"]
    assert len(corpus.documents) == 3


def test_a_second_input_is_added(articles: Path, tmp_path: Path) -> None:
    more = tmp_path / "more"
    more.mkdir()
    write(more, "z.txt", "L'Iran attaque HTS.")
    build(articles, tmp_path / "out")
    assert [d.id for d in build(more, tmp_path / "out").documents] == ["a.txt", "b.txt", "c.txt", "z.txt"]


def test_a_file_that_turns_bad_drops_its_article(articles: Path, tmp_path: Path) -> None:
    build(articles, tmp_path / "out")
    write(articles, "b.txt", "")
    corpus = build(articles, tmp_path / "out")
    assert [d.id for d in corpus.documents] == ["a.txt", "c.txt"]
    assert "empty file" in {s.reason for s in corpus.skipped}


def test_a_text_that_breaks_the_extraction_is_a_failure(articles: Path) -> None:
    write(articles, "b.txt", "PANNE")
    corpus = build(articles)
    assert [d.id for d in corpus.documents] == ["a.txt", "c.txt"]
    (failure,) = corpus.failures
    assert (failure.doc, failure.stage) == ("b.txt", "extraction")
    assert failure.reason == "ValueError: a text that breaks the parser"


def test_a_row_that_breaks_the_extraction_costs_no_other_row(tmp_path: Path) -> None:
    table = tmp_path / "t.csv"
    table.write_text(
        "id,text\n1,L'Iran soutient la Syrie.\n2,Il pleut.\n3,La Russie attaque HTS.\n", encoding="utf-8"
    )
    build(table, tmp_path / "out")
    table.write_text(table.read_text(encoding="utf-8").replace("Il pleut.", "PANNE"), encoding="utf-8")
    corpus = build(table, tmp_path / "out")
    assert [d.id for d in corpus.documents] == ["1", "3"]
    assert [failure.doc for failure in corpus.failures] == ["2"]


def test_a_table_without_the_bad_row_skips_nothing_any_more(tmp_path: Path) -> None:
    table = tmp_path / "t.jsonl"
    table.write_text('{"text": "Il pleut."}\n{\n', encoding="utf-8")
    assert [s.place for s in build(table, tmp_path / "out").skipped] == ["row 2"]
    table.write_text('{"text": "Il pleut."}\n', encoding="utf-8")
    assert build(table, tmp_path / "out").skipped == ()


def test_a_folder_that_was_moved_and_then_changed_keeps_its_ids(articles: Path, tmp_path: Path) -> None:
    build(articles, tmp_path / "out")
    moved = articles.rename(tmp_path / "moved")
    build(moved, tmp_path / "out")
    write(moved, "b.txt", "La Russie attaque HTS.")
    assert [d.id for d in build(moved, tmp_path / "out").documents] == ["a.txt", "b.txt", "c.txt"]


def test_the_report_is_that_of_the_folder_not_of_the_run(articles: Path, tmp_path: Path) -> None:
    build(articles, tmp_path / "out")
    report = json.loads((tmp_path / "out" / "report.json").read_text(encoding="utf-8"))
    assert (report["documents"], report["dates"]) == (3, {"unknown": 2, "text": 1})
    assert [(skip["reason"], skip["count"]) for skip in report["skipped"]] == [
        ("a README is not an article", 1),
        ("damaged PDF", 1),
    ]
    assert report["skipped"][1]["inputs"] == [f"{articles}/scan.pdf"]


def test_a_fault_in_the_language_data_stops_the_run(
    articles: Path, monkeypatch: pytest.MonkeyPatch, fake_components: FakeComponents
) -> None:
    def fail(*_: object) -> None:
        raise LanguageError("unknown role")

    monkeypatch.setattr(fake_components, "extract", fail)
    with pytest.raises(LanguageError):
        build(articles)


def test_a_copy_is_marked_with_the_rule_that_found_it(articles: Path, tmp_path: Path) -> None:
    shutil.copy(articles / "b.txt", articles / "copy.txt")
    build(articles, tmp_path / "out")
    corpus = Corpus.open(tmp_path / "out")
    assert {d.id: d.copy_of for d in corpus.documents if d.copy_of} == {"copy.txt": "b.txt"}
    assert corpus.copy_rules == {"copy.txt": "same text"}


def test_batches_do_not_change_the_result(
    articles: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    build(articles, tmp_path / "one" / "out")
    monkeypatch.setattr(sharding, "SHARD", 1)
    build(articles, tmp_path / "two" / "out")
    assert exports(tmp_path / "one" / "out") == exports(tmp_path / "two" / "out")


def test_progress_counts_inputs(articles: Path) -> None:
    seen: list[tuple[int, int]] = []
    build(articles, progress=lambda done, total: seen.append((done, total)))
    assert seen == [(i, 5) for i in range(1, 6)]


@pytest.mark.parametrize(
    ("files", "message"),
    [
        ({}, "no file there"),
        ({"a.pdf": "%PDF", "b.pdf": "%PDF"}, "2 skipped: not a .pdf file"),
        ({"a.txt": " "}, "1 skipped: no text"),
    ],
    ids=["empty folder", "other formats", "empty file"],
)
def test_nothing_usable_is_an_error_that_leaves_no_folder(
    tmp_path: Path, files: dict[str, str], message: str
) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    for name, text in files.items():
        write(folder, name, text)
    with pytest.raises(EmptyCorpusError, match=message):
        build(folder, tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_a_missing_input_leaves_no_folder(tmp_path: Path) -> None:
    with pytest.raises(InputError):
        build(tmp_path / "nowhere", tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_an_output_that_is_a_file_is_refused_before_any_work(
    articles: Path, tmp_path: Path, fake_components: FakeComponents
) -> None:
    write(tmp_path, "out", "")
    with pytest.raises(FolderError, match="cannot write to"):
        build(articles, tmp_path / "out")
    assert fake_components.extracted == []


def test_a_folder_of_another_language_is_refused(
    articles: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    build(articles, tmp_path / "out")
    with pytest.raises(FolderError, match="built with language 'fr'"):
        build(articles, tmp_path / "out", language="en")


def test_a_failing_export_touches_no_file(
    articles: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "out"
    build(articles, out)
    before = exports(out)

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    write(articles, "z.txt", "L'Iran attaque HTS.")
    monkeypatch.setattr(pipeline, "write_all", fail)
    with pytest.raises(OSError, match="No space left"):
        build(articles, out)
    assert exports(out) == before
    assert sorted(path.name for path in out.iterdir()) == sorted(FILES)


def test_an_interrupted_first_build_resumes(
    articles: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fake_components: FakeComponents
) -> None:
    out = tmp_path / "out"
    monkeypatch.setattr(sharding, "SHARD", 1)

    def interrupt(done: int, total: int) -> None:
        if done == 3:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        build(articles, out, progress=interrupt)
    assert [path.name for path in out.iterdir()] == ["graphkit.sqlite"]
    done = list(fake_components.extracted)
    assert done
    build(articles, out)
    assert sorted(fake_components.extracted) == ["a.txt", "b.txt", "c.txt"]


def test_explain_asks_the_components(fake_components: FakeComponents) -> None:
    assert explain("Une phrase.").lines()[0] == "text: Une phrase."


OWN = '[[actor]]\nid = "comite"\nname = "Comité"\ntype = "ORG"\n'


def test_a_users_actors_are_part_of_what_a_build_depends_on(
    articles: Path, tmp_path: Path, fake_components: FakeComponents
) -> None:
    own, out = tmp_path / "own.toml", tmp_path / "out"
    own.write_text(OWN, encoding="utf-8")
    build([articles], out, actors=own)
    assert fake_components.own == {"actors": str(own)}
    fake_components.extracted.clear()
    build([articles], out, actors=own)
    assert fake_components.extracted == []
    own.write_text(OWN.replace("ORG", "PARTY"), encoding="utf-8")
    build([articles], out, actors=own)
    assert len(fake_components.extracted) == 3
    fake_components.extracted.clear()
    build([articles], out)  # without the file the folder goes back to the shipped names
    assert len(fake_components.extracted) == 3


def test_a_file_that_cannot_be_read_is_said_before_any_work(articles: Path, tmp_path: Path) -> None:
    with pytest.raises(OSError, match=r"none\.toml"):
        build([articles], tmp_path / "out", actors=tmp_path / "none.toml")
    assert not (tmp_path / "out").exists()


def test_explain_takes_the_users_files(tmp_path: Path, fake_components: FakeComponents) -> None:
    explain("Il pleut.", actors="a.toml", lexicon="c.toml")
    assert fake_components.own == {"actors": "a.toml", "lexicon": "c.toml"}
