"""The whole path on the seed articles, with the shipped model."""

from __future__ import annotations

from pathlib import Path

import pytest

from graphkit.corpus import Corpus
from graphkit.pipeline import FILES, build

pytestmark = pytest.mark.model


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A build of the seeds in two steps: one article first, then all."""
    folder = tmp_path_factory.mktemp("seeds") / "out"
    seeds = sorted((Path(__file__).parent.parent / "seeds").glob("*.txt"))
    build(seeds[0], folder)
    build(seeds, folder)
    return folder


def test_every_offset_slices_back_to_its_text(out: Path) -> None:
    corpus = Corpus.open(out)
    texts = {d.id: d.text for d in corpus.documents}
    assert corpus.mentions
    assert corpus.relations
    for mention in corpus.mentions:
        assert texts[mention.doc][mention.start : mention.end] == mention.text
    for e in (relation.evidence for relation in corpus.relations):
        text = texts[e.doc]
        assert text[e.start : e.end] == e.sentence
        assert text[e.cue_start : e.cue_end] == e.cue
        assert text[e.source_start : e.source_end] == e.source_mention
        assert text[e.target_start : e.target_end] == e.target_mention


def test_every_edge_has_its_sentences(out: Path) -> None:
    graph = Corpus.open(out).graph()
    known = graph.graph["relations"]
    for _, _, data in graph.edges(data=True):
        assert all(known[id_].evidence.sentence for id_ in data.get("relations", ()))
        assert data.get("relations") or data.get("examples") or data["documents"] > 1


def test_a_build_in_steps_equals_one_from_nothing(out: Path, root: Path, tmp_path: Path) -> None:
    build(sorted((root / "seeds").glob("*.txt")), tmp_path / out.name)
    for name in FILES[1:]:
        assert (tmp_path / out.name / name).read_bytes() == (out / name).read_bytes(), name
