"""Corpus: names, evidence, folders."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from graphkit.corpus import Corpus
from graphkit.corrections import Corrections
from graphkit.errors import ActorNotFoundError, FolderError
from graphkit.language import get
from graphkit.preparing import clean
from graphkit.records import Alias, Document, Extraction, MentionKind, Skipped

TEXTS = {
    "a.txt": "L'Iran soutient la Syrie. HTS attaque l'armée syrienne.",
    "b.txt": "La Russie soutient Bachar al-Assad. La Russie rencontre l'Iran.",
}


def corpus_of(make: SimpleNamespace, texts: dict[str, str] = TEXTS) -> Corpus:
    documents = [Document(id=id_, text=text, date="2024-12-02") for id_, text in texts.items()]
    extractions = [make.extraction(d, clean(d.text, get("fr").boilerplate)) for d in documents]
    return Corpus(
        documents, extractions, [Skipped(path="x.pdf", reason="no reader for .pdf yet")], title="essai"
    )


@pytest.fixture
def corpus(make: SimpleNamespace) -> Corpus:
    return corpus_of(make)


def named(make: SimpleNamespace, *actors: Any) -> Corpus:
    """A corpus of actors without text."""
    return Corpus([Document(id="a", text="")], [Extraction(doc="a", actors=actors)])


def alias(form: str, kind: MentionKind = MentionKind.NAME) -> tuple[Alias, ...]:
    return (Alias(form=form, kind=kind, docs=("a",), count=1, rule="by hand"),)


def test_mentions_slice_back_to_their_text(corpus: Corpus) -> None:
    texts = {d.id: d.text for d in corpus.documents}
    assert corpus.mentions
    assert all(texts[m.doc][m.start : m.end] == m.text for m in corpus.mentions)


def test_every_relation_joins_known_actors(corpus: Corpus) -> None:
    ids = {actor.id for actor in corpus.actors}
    assert len(corpus.relations) == 4
    assert all({r.source, r.target} <= ids for r in corpus.relations)


@pytest.mark.parametrize("corrections", ["", '[[retype]]\nactor = "HTS"\ntype = "ORG"\n'])
def test_a_relation_keeps_its_mode_when_it_is_linked(corpus: Corpus, corrections: str) -> None:
    extractions = [
        replace(e, relations=tuple(replace(r, mode="aerial") for r in e.relations))
        for e in corpus.extractions
    ]
    linked = Corpus(corpus.documents, extractions, corrections=Corrections.parse(corrections))
    assert [r.mode for r in linked.relations] == ["aerial"] * 4
    assert all(relation.mode == "aerial" for relation in linked.graph().graph["relations"].values())


@pytest.mark.parametrize("name", ["Bachar al-Assad", "bachar AL-ASSAD", "  Bachar  al-Assad "])
def test_an_actor_is_found_without_regard_to_case_and_blanks(corpus: Corpus, name: str) -> None:
    assert corpus.actor(name).label == "Bachar al-Assad"


def test_an_actor_is_found_without_accents(corpus: Corpus) -> None:
    assert corpus.actor("Armee syrienne").label == "armée syrienne"


def test_evidence_of_one_actor(corpus: Corpus) -> None:
    assert [r.evidence.cue for r in corpus.evidence("Iran")] == ["soutient", "rencontre"]


def test_evidence_of_two_in_either_order(corpus: Corpus) -> None:
    assert corpus.evidence("Iran", "Syrie") == corpus.evidence("syrie", "iran")
    assert [r.evidence.sentence for r in corpus.evidence("Iran", "Syrie")] == ["L'Iran soutient la Syrie."]


def test_evidence_of_two_that_have_none(corpus: Corpus) -> None:
    assert corpus.evidence("HTS", "Russie") == ()


def test_an_alias_names_its_actor(make: SimpleNamespace) -> None:
    corpus = named(
        make, make.actor("Russie", aliases=alias("Moscou", MentionKind.METONYM)), make.actor("Iran")
    )
    assert corpus.actor("moscou").id == "Russie"


def test_a_name_goes_before_a_vaguer_alias(make: SimpleNamespace) -> None:
    corpus = named(
        make,
        make.actor("Russie", aliases=alias("le pays", MentionKind.NOMINAL)),
        make.actor("Iran", aliases=alias("Le Pays")),
    )
    assert corpus.actor("le pays").id == "Iran"


def test_an_ambiguous_name_lists_the_ids(make: SimpleNamespace) -> None:
    corpus = named(
        make, make.actor("Russie", aliases=alias("président")), make.actor("Iran", aliases=alias("président"))
    )
    with pytest.raises(
        ActorNotFoundError, match=r"'président' may be 2 actors, give an id: Iran \(Iran\); Russie"
    ):
        corpus.actor("président")


def test_an_unknown_name_suggests_close_ones(corpus: Corpus) -> None:
    with pytest.raises(ActorNotFoundError, match=r"no actor 'Bachar Assad'; did you mean Bachar al-Assad\?"):
        corpus.evidence("Bachar Assad")


def test_an_unknown_name_without_neighbour_says_where_to_look(corpus: Corpus) -> None:
    with pytest.raises(ActorNotFoundError, match="graphkit show OUT"):
        corpus.evidence("zzzzz")


def test_documents_without_actors_are_known(make: SimpleNamespace) -> None:
    assert corpus_of(make, {"c.txt": "Il pleut.", **TEXTS}).without_actors == ("c.txt",)


def test_order_of_documents_does_not_matter(make: SimpleNamespace) -> None:
    one, two = corpus_of(make), corpus_of(make, dict(reversed(TEXTS.items())))
    assert (one.documents, one.actors, one.relations, one.mentions) == (
        two.documents,
        two.actors,
        two.relations,
        two.mentions,
    )


def test_the_graph_takes_the_filters_of_build_graph(corpus: Corpus) -> None:
    graph = corpus.graph(types="alliance", since="2024", roll_up=True, modality="asserted", min_documents=1)
    labels = dict(graph.nodes(data="label"))
    assert {(labels[u], labels[v], key) for u, v, key in graph.edges(keys=True)} >= {
        ("Iran", "Syrie", "alliance")
    }
    assert graph.graph["title"] == "essai"


def test_a_saved_corpus_is_opened_again(corpus: Corpus, tmp_path: Path) -> None:
    corpus.save(tmp_path / "out")
    again = Corpus.open(tmp_path / "out")
    assert (again.documents, again.extractions, again.skipped) == (
        corpus.documents,
        corpus.extractions,
        corpus.skipped,
    )
    assert again.relations == corpus.relations
    assert again.title == "out"


def test_saving_over_a_build_is_refused(corpus: Corpus, tmp_path: Path) -> None:
    corpus.save(tmp_path)
    with pytest.raises(FolderError, match="holds a build already"):
        corpus.save(tmp_path)


def test_an_empty_corpus_has_an_empty_graph() -> None:
    corpus = Corpus([], [])
    assert (corpus.actors, corpus.relations, len(corpus.graph())) == ((), (), 0)
