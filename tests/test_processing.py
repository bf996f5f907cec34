"""What a worker does with documents: memory, time, settings."""

from __future__ import annotations

import gc
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from graphkit import processing
from graphkit.processing import TIMEOUT_CHARS, Settings, limit, process
from graphkit.records import Document

DOCUMENTS = [Document(id=str(n), text="L'Iran soutient la Syrie.") for n in range(4)]


def test_memory_is_given_back_once_the_vocabulary_is_warm(
    fake_components: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    zones: list[str] = []

    @contextmanager
    def zone() -> Iterator[None]:
        zones.append("open")
        yield
        zones.append("closed")

    monkeypatch.setattr(fake_components, "load", lambda *_, **__: SimpleNamespace(memory_zone=zone))
    monkeypatch.setattr(processing, "WARM_UP", 6)
    for _ in range(2):
        process(DOCUMENTS, Settings())
    assert zones == []
    process(DOCUMENTS, Settings())
    assert zones == ["open", "closed"]


def test_garbage_is_looked_for_between_documents(
    fake_components: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[bool] = []
    monkeypatch.setattr(fake_components, "extract", lambda *_: seen.append(gc.isenabled()))
    process(DOCUMENTS[:2], Settings())
    assert (seen, gc.isenabled()) == ([False, False], True)
    gc.disable()
    try:
        process(DOCUMENTS[:1], Settings())
        assert not gc.isenabled()
    finally:
        gc.enable()


@pytest.mark.model
def test_a_zone_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    documents = [
        Document(id="a", text="La Russie soutient le régime syrien, selon Téhéran."),
        Document(id="b", text="L'armée syrienne a attaqué mardi les rebelles d'Idleb."),
    ]
    processing._pipeline.cache_clear()
    before = process(documents, Settings())
    monkeypatch.setattr(processing, "WARM_UP", 0)
    assert [process(documents, Settings()) for _ in range(3)] == [before] * 3
    processing._pipeline.cache_clear()


@pytest.mark.model
def test_a_process_that_only_gives_out_work_loads_no_parser(tmp_path: Path) -> None:
    (tmp_path / "articles").mkdir()
    (tmp_path / "articles" / "a.txt").write_text("La Russie soutient le régime syrien.", encoding="utf-8")
    code = (
        "import sys\nfrom graphkit import build\n"
        f"corpus = build({str(tmp_path / 'articles')!r}, {str(tmp_path / 'out')!r}, workers=1)\n"
        "print(len(corpus.relations), 'spacy' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "1 False\n"


def test_a_long_article_has_more_time() -> None:
    settings = Settings(timeout=2)
    short, long = Document(id="s", text="x"), Document(id="l", text="x" * (3 * TIMEOUT_CHARS))
    assert (limit(short, settings), limit(long, settings)) == (2, 8)


def test_paths_hold_in_other_processes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "own").mkdir()
    settings = Settings.of("fr", "fr_core_news_md", "actors.toml", Path("own") / "cues.toml")
    assert (settings.language, settings.model) == ("fr", "fr_core_news_md")
    assert settings.actors == str(tmp_path / "actors.toml")
    assert settings.lexicon == str(tmp_path / "own" / "cues.toml")
    assert Settings.of("own", "own", None, None).model == str(tmp_path / "own")
