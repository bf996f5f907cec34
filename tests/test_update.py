"""Any order of additions, edits and removals gives what a build from nothing gives."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from test_pipeline import exports, write

from graphkit import pipeline
from graphkit.corpus import Corpus
from graphkit.pipeline import build
from graphkit.store import STORE_NAME, Store

if TYPE_CHECKING:
    from conftest import FakeComponents

NAMES = ["a.txt", "b.txt", "c.md", "sub/a.txt", "sub/d.txt", "e.pdf"]
SENTENCES = [
    "L'Iran soutient la Syrie.",
    "L'Iran attaque HTS.",
    "La Russie rencontre l'Iran.",
    "HTS combat l'armée syrienne.",
    "La Russie ne soutient pas HTS.",
    "PANNE.",
]
TEXTS = st.one_of(
    st.just(""),
    st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=3).map(" ".join),
    # Long enough for near copies to be found.
    st.sampled_from(SENTENCES[:5]).map(lambda s: " ".join([s, *(f"mot{n}" for n in range(40))])),
)
STEPS = st.lists(
    st.lists(st.tuples(st.sampled_from(NAMES), st.one_of(st.none(), TEXTS)), min_size=1, max_size=3),
    min_size=1,
    max_size=5,
)
"""Builds, each after some files were written (or removed, where the text is None)."""


def change(folder: Path, changes: list[tuple[str, str | None]]) -> None:
    for name, text in changes:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if text is None:
            path.unlink(missing_ok=True)
        else:
            path.write_text(text, encoding="utf-8")


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_any_order_of_changes_gives_what_a_build_from_nothing_gives(
    tmp_path: Path, fake_components: FakeComponents, steps: list[list[tuple[str, str | None]]]
) -> None:
    shutil.rmtree(tmp_path)
    folder, grown, fresh = tmp_path / "in", tmp_path / "grown" / "out", tmp_path / "fresh" / "out"
    change(folder, [("always.txt", "La Russie soutient Bachar al-Assad.")])
    for step in steps:
        change(folder, step)
        build(folder, grown, prune=True)
    build(folder, fresh)
    assert exports(grown) == exports(fresh)
    with Corpus.open(grown) as one, Corpus.open(fresh) as other:
        assert one.extractions == other.extractions
        assert (one.skipped, one.failures) == (other.skipped, other.failures)


@pytest.mark.model
def test_so_it_is_with_the_shipped_pipeline(tmp_path: Path, nlp: object) -> None:
    folder, grown, fresh = tmp_path / "in", tmp_path / "grown" / "out", tmp_path / "fresh" / "out"
    one, two, three = (
        "La Russie soutient le régime syrien.",
        "L'Iran a condamné mardi les frappes israéliennes contre la Syrie.",
        "Washington ne soutient plus les rebelles syriens, a déclaré Joe Biden.",
    )
    for changes in (
        [("b.txt", one), ("c.txt", two)],
        [("a.txt", three), ("c.txt", None)],
        [("b.txt", f"{one} {two}")],
    ):
        change(folder, changes)
        build(folder, grown, prune=True)
    build(folder, fresh)
    assert exports(grown) == exports(fresh)


@pytest.mark.usefixtures("fake_components")
class TestWhatIsDone:
    def test_what_is_gone_stays_without_prune_and_goes_with_it(self, articles: Path, tmp_path: Path) -> None:
        out = tmp_path / "out"
        build(articles, out)
        (articles / "b.txt").unlink()
        (articles / "scan.pdf").unlink()
        assert [d.id for d in build(articles, out).documents] == ["a.txt", "b.txt", "c.txt"]
        corpus = build(articles, out, prune=True)
        assert [d.id for d in corpus.documents] == ["a.txt", "c.txt"]
        assert [Path(s.path).name for s in corpus.skipped] == ["README.md"]

    @pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="needs a folder that cannot be read")
    def test_a_folder_that_cannot_be_read_is_not_gone(self, articles: Path, tmp_path: Path) -> None:
        inner, out = articles / "inner", tmp_path / "out"
        inner.mkdir()
        write(inner, "d.txt", "L'Iran attaque HTS.")
        build(articles, out)
        inner.chmod(0)
        try:
            corpus = build(articles, out, prune=True)
        finally:
            inner.chmod(0o700)
        assert "inner/d.txt" in [d.id for d in corpus.documents]

    def test_a_file_that_is_only_touched_is_not_read(
        self, articles: Path, tmp_path: Path, fake_components: FakeComponents
    ) -> None:
        out = tmp_path / "out"
        build(articles, out)
        fake_components.extracted.clear()
        os.utime(articles / "a.txt")
        build(articles, out)
        assert fake_components.extracted == []

    def test_a_folder_that_was_moved_is_not_extracted_again(
        self, articles: Path, tmp_path: Path, fake_components: FakeComponents
    ) -> None:
        out, elsewhere = tmp_path / "out", tmp_path / "elsewhere"
        build(articles, out)
        fake_components.extracted.clear()
        articles.rename(elsewhere)
        corpus = build(elsewhere, out, prune=True)
        assert fake_components.extracted == []
        assert [d.id for d in corpus.documents] == ["a.txt", "b.txt", "c.txt"]

    def test_nothing_new_writes_nothing(
        self, articles: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        out = tmp_path / "out"
        build(articles, out)
        before = {path.name: path.stat().st_mtime_ns for path in out.iterdir()}

        def fail(*_: object) -> None:
            raise AssertionError

        monkeypatch.setattr(pipeline, "write_files", fail)
        monkeypatch.setattr(pipeline, "find_repeats", fail)
        monkeypatch.setattr(Corpus, "link", fail)
        build(articles, out)
        assert {path.name: path.stat().st_mtime_ns for path in out.iterdir()} == before

    def test_an_export_that_was_deleted_is_written_again(self, articles: Path, tmp_path: Path) -> None:
        out = tmp_path / "out"
        build(articles, out)
        before = exports(out)
        (out / "graph.html").unlink()
        build(articles, out)
        assert exports(out) == before

    def test_a_failure_is_tried_again_when_asked_for_or_when_it_changed(
        self, articles: Path, tmp_path: Path, fake_components: FakeComponents, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        out, tried = tmp_path / "out", []
        extract = fake_components.extract

        def watched(nlp, document, blocks):  # type: ignore[no-untyped-def]
            tried.append(document.id)
            return extract(nlp, document, blocks)

        monkeypatch.setattr(fake_components, "extract", watched)
        write(articles, "b.txt", "PANNE")
        build(articles, out)
        tried.clear()
        assert [f.doc for f in build(articles, out).failures] == ["b.txt"]
        assert tried == []
        build(articles, out, retry=True)
        assert tried == ["b.txt"]
        fake_components.version = "fake-2"
        tried.clear()
        build(articles, out)
        assert "b.txt" in tried
        write(articles, "b.txt", "La Russie attaque HTS.")
        corpus = build(articles, out)
        assert (corpus.failures, len(corpus.documents)) == ((), 3)

    def test_a_store_of_schema_1_is_brought_up_to_date(
        self, articles: Path, tmp_path: Path, fake_components: FakeComponents
    ) -> None:
        import sqlite3

        from graphkit.errors import FolderError
        from graphkit.store import APPLICATION_ID, MIGRATIONS

        out = tmp_path / "out"
        out.mkdir()
        connection = sqlite3.connect(out / STORE_NAME)
        connection.executescript(f"{MIGRATIONS[0]} PRAGMA application_id = {APPLICATION_ID};")
        connection.execute("PRAGMA user_version = 1")
        connection.execute(
            "INSERT INTO documents (id, text, digest) VALUES ('z.txt', 'HTS attaque l’Iran.', 'x')"
        )
        connection.commit()
        connection.close()
        with pytest.raises(FolderError, match=r"earlier graphkit .schema 1.; bring it up to date"):
            Corpus.open(out)
        corpus = build(articles, out)
        assert [d.id for d in corpus.documents] == ["a.txt", "b.txt", "c.txt", "z.txt"]
        assert [r.type.value for r in corpus.relations if r.evidence.doc == "z.txt"] == ["opposition"]
        with Store.open(out) as store:
            assert store.schema == len(MIGRATIONS)
