"""The same work on a Dask cluster: two worker processes of this machine, one of them killed."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import worker_calls
from test_workers import TEXT, articles, outcomes

from graphkit import parts
from graphkit.cluster import connect
from graphkit.errors import FolderError, WorkerError
from graphkit.processing import Settings, process_elsewhere
from graphkit.records import Document, Failure
from graphkit.sharding import Crew, Inline, Work
from graphkit.store import Entry

distributed = pytest.importorskip("distributed")

pytestmark = pytest.mark.filterwarnings("default")  # of libraries that distributed uses


class ClusterCrew(Crew):
    """A crew of a cluster that reads with patterns, and writes parts where it has a shared folder."""

    def submit(self, documents: Any, settings: Settings) -> Any:
        shared = str(self.shared) if self.shared else None
        return self.executor.submit(worker_calls.process_elsewhere, documents, settings, shared)


@pytest.fixture(scope="module")
def cluster() -> Iterator[Any]:
    path = os.pathsep.join(str(p) for p in (Path(__file__).parent, Path(__file__).parent.parent))
    before = os.environ.get("PYTHONPATH")
    os.environ["PYTHONPATH"] = path
    settings = {"distributed.scheduler.allowed-failures": 0, "distributed.admin.log-format": "%(message)s"}
    import dask

    with (
        dask.config.set(settings),
        distributed.LocalCluster(
            n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None, host="127.0.0.1"
        ) as cluster,
    ):
        yield cluster
    if before is None:
        del os.environ["PYTHONPATH"]
    else:
        os.environ["PYTHONPATH"] = before


def test_a_cluster_finds_the_same_though_a_worker_is_killed(
    cluster: Any, tmp_path: Path, fake_components: object
) -> None:
    documents = articles(*[f"{TEXT} {number}" for number in range(60)])
    here = outcomes(documents, Crew(executor=Inline()))
    with connect(cluster.scheduler_address) as (executor, size):
        assert size == 2
        victim = executor.submit(worker_calls.pid).result()
        crew = ClusterCrew(executor=executor, size=size, shared=tmp_path)
        found = {}
        for shard in Work(documents, Settings(), crew).outcomes():
            if not found:
                os.kill(victim, signal.SIGKILL)
            found |= {document.id: outcome for document, outcome in shard}
    assert found == here
    assert list(tmp_path.iterdir()) == []


def test_no_scheduler_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("graphkit.cluster.CONNECT_SECONDS", 0.5)
    with pytest.raises(WorkerError, match=r"no Dask scheduler answers at tcp://127.0.0.1:9"):
        connect("tcp://127.0.0.1:9").__enter__()


# -- what a worker of another machine checks, and what it leaves


@pytest.mark.usefixtures("fake_components")
class TestElsewhere:
    def test_another_graphkit_is_refused(self) -> None:
        with pytest.raises(WorkerError, match="has another graphkit, spaCy pipeline or file"):
            process_elsewhere(articles(TEXT), Settings(), fingerprint="another")

    def test_a_missing_file_is_said(self, tmp_path: Path) -> None:
        settings = Settings(actors=str(tmp_path / "none.toml"))
        with pytest.raises(WorkerError, match=r"has not the files of this build: .*none\.toml"):
            process_elsewhere(articles(TEXT), settings, fingerprint="x")

    def test_a_part_is_whole_and_made_once(self, tmp_path: Path) -> None:
        documents, settings = articles(TEXT, "PANNE"), Settings()
        made = settings.fingerprint
        assert process_elsewhere(documents, settings, fingerprint=made, shared=str(tmp_path)) is None
        (part,) = tmp_path.iterdir()
        before = part.stat().st_mtime_ns
        process_elsewhere(documents, settings, fingerprint=made, shared=str(tmp_path))
        assert part.stat().st_mtime_ns == before
        entry, failure = parts.read(part)
        assert isinstance(entry, Entry)
        assert entry.extraction.relations[0].evidence.sentence == TEXT
        assert isinstance(failure, Failure)

    def test_what_a_killed_build_left_is_adopted(self, tmp_path: Path, fake_components: Any) -> None:
        left, settings = articles(TEXT, TEXT), Settings()
        process_elsewhere(left, settings, fingerprint=settings.fingerprint, shared=str(tmp_path))
        (tmp_path / ".half.tmp").write_text("{", encoding="utf-8")
        fake_components.extracted.clear()
        documents = [*left, Document(id="new", text=TEXT)]
        crew = Crew(executor=Inline(), shared=tmp_path, elsewhere=True)
        found = outcomes(documents, crew)
        assert sorted(found) == ["00", "01", "new"]
        assert fake_components.extracted == ["new"]
        assert list(tmp_path.iterdir()) == []

    def test_a_damaged_part_is_named(self, tmp_path: Path) -> None:
        (tmp_path / f"x{parts.SUFFIX}").write_text("{", encoding="utf-8")
        with pytest.raises(FolderError, match="delete it and build again"):
            parts.Leftovers(tmp_path, "f")
