"""From relations to the graph: weights, direction, views, roll-up, co-mentions."""

from __future__ import annotations

from functools import partial
from types import SimpleNamespace
from typing import Any

import networkx as nx
import pytest
from conftest import make_actor, make_mention, make_relation
from graphs_by_hand import graph_from
from hypothesis import given, settings
from hypothesis import strategies as st

from graphkit.errors import InputError
from graphkit.graph import View
from graphkit.records import (
    Actor,
    ActorType,
    Document,
    Mention,
    Modality,
    Relation,
    RelationType,
)

ALLIANCE, OPPOSITION, DIPLOMACY = RelationType.ALLIANCE, RelationType.OPPOSITION, RelationType.DIPLOMACY
NAMES = (
    "Iran",
    "Russie",
    "Syrie",
    "armée syrienne",
    "gouvernement syrien",
    "Bachar al-Assad",
    "HTS",
    "Mohammad al-Bachir",
)


@pytest.fixture
def graph_of(make: SimpleNamespace) -> Any:
    """Makes a graph from relations made by hand; documents are those that they name."""

    def build(
        *relations: Relation,
        documents: dict[str, Document] | None = None,
        mentions: tuple[Mention, ...] = (),
        sentences: dict[str, tuple[tuple[int, int], ...]] | None = None,
        actors: tuple[Actor, ...] | None = None,
        repeats: dict[tuple[str, int], tuple[str, int]] | None = None,
        **view: Any,
    ) -> nx.MultiDiGraph:
        named = {r.evidence.doc for r in relations} | {m.doc for m in mentions}
        known = documents or {}
        return graph_from(
            actors or tuple(make.actor(name) for name in NAMES),
            relations,
            mentions,
            sentences or {},
            [known.get(id_) or Document(id=id_, text="x" * 1000) for id_ in sorted(named | set(known))],
            repeats=repeats,
            **view,
        )

    return build


def only_edge(graph: nx.MultiDiGraph) -> dict[str, Any]:
    (edge,) = graph.edges(data=True)
    return edge[2]


def test_one_relation_makes_one_edge_with_all_attributes(graph_of: Any, make: SimpleNamespace) -> None:
    relation = make.relation("Iran", "Syrie", ALLIANCE, date="2024-12-02", event="AID", intensity=3.0)
    graph = graph_of(relation)
    assert list(graph.edges(keys=True)) == [("Iran", "Syrie", "alliance")]
    assert only_edge(graph) == {
        "type": "alliance",
        "sign": 1,
        "directed": True,
        "weight": 1.0,
        "documents": 1,
        "sources": 1,
        "first": "2024-12-02",
        "last": "2024-12-02",
        "asserted": 1,
        "claimed": 0,
        "possible": 0,
        "past": 0,
        "negated": 0,
        "modality": "asserted",
        "event": "AID",
        "intensity": 3.0,
        "confidence": 0.9,
        "relations": (relation.id,),
    }
    assert graph.graph["relations"] == {relation.id: relation}
    assert graph.graph["documents"] == {"a.txt": Document(id="a.txt", text="")}
    assert graph.graph["title"] == "essai"


def test_a_node_tells_what_is_known_of_the_actor(graph_of: Any, make: SimpleNamespace) -> None:
    mentions = (
        make.mention("a.txt", 0, "Iran"),
        make.mention("a.txt", 9, "Iran"),
        make.mention("b.txt", 0, "Iran"),
    )
    documents = {
        "a.txt": Document(id="a.txt", text="", date="2024-12-02"),
        "b.txt": Document(id="b.txt", text="", date="2016-12"),
    }
    actors = (make.actor("Iran", mentions, country="IRN"),)
    node = graph_of(mentions=mentions, documents=documents, actors=actors).nodes["Iran"]
    assert node == {
        "label": "Iran",
        "type": "STATE",
        "country": "IRN",
        "parent": None,
        "generic": False,
        "aliases": actors[0].aliases,
        "mentions": 3,
        "documents": 2,
        "first": "2016-12",
        "last": "2024-12-02",
    }


def test_weight_counts_distinct_sentences(graph_of: Any, make: SimpleNamespace) -> None:
    same = [
        make.relation("Iran", "Syrie", ALLIANCE, doc=doc, sentence="L'Iran aide.", start=n)
        for n, doc in enumerate("aab")
    ]
    other = make.relation("Iran", "Syrie", ALLIANCE, doc="b", sentence="L'Iran  soutient.")
    edge = only_edge(graph_of(*same, other))
    assert (edge["weight"], edge["documents"], edge["asserted"]) == (2.0, 2, 4)


def test_a_copy_adds_no_source_and_no_weight(graph_of: Any, make: SimpleNamespace) -> None:
    documents = {"a": Document(id="a", text=""), "b": Document(id="b", text="", copy_of="a")}
    relations = [
        make.relation("Iran", "Syrie", ALLIANCE, doc=doc, sentence=f"Phrase de {doc}.") for doc in "ab"
    ]
    edge = only_edge(graph_of(*relations, documents=documents))
    assert (edge["weight"], edge["sources"], edge["documents"]) == (1.0, 1, 2)


def test_what_only_a_copy_says_still_makes_an_edge(graph_of: Any, make: SimpleNamespace) -> None:
    documents = {"a": Document(id="a", text=""), "b": Document(id="b", text="", copy_of="a")}
    edge = only_edge(graph_of(make.relation("Iran", "Syrie", ALLIANCE, doc="b"), documents=documents))
    assert (edge["weight"], edge["sources"]) == (1.0, 1)


def test_a_story_retold_is_one_source_with_sentences_of_its_own(graph_of: Any, make: SimpleNamespace) -> None:
    documents = {"a": Document(id="a", text=""), "b": Document(id="b", text="", retells="a")}
    relations = [
        make.relation("Iran", "Syrie", ALLIANCE, doc=doc, sentence=f"Phrase {doc}.") for doc in "abc"
    ]
    edge = only_edge(graph_of(*relations, documents=documents))
    assert (edge["weight"], edge["sources"], edge["documents"]) == (3.0, 2, 3)


@pytest.mark.parametrize(
    ("statements", "sources"),
    [
        ({"a": [1], "b": [1]}, 1),
        ({"a": [1], "b": [2]}, 2),
        ({"a": [1, 2], "b": [1]}, 1),
        ({"a": [1], "b": [1, 2]}, 1),
        ({"a": [1, 2], "b": [2, 3]}, 2),
        ({"a": [1, 2], "b": [3, 4], "c": [1, 3]}, 2),
        ({"a": [1], "b": [1], "c": [1], "d": [2]}, 2),
    ],
)
def test_sources_are_the_fewest_articles_that_say_it_all(
    statements: dict[str, list[int]], sources: int, graph_of: Any, make: SimpleNamespace
) -> None:
    """Articles with one and the same sentence may all have it from one agency."""
    relations = [
        make.relation("Iran", "Syrie", ALLIANCE, doc=doc, start=n, sentence=f"Phrase {n} de {doc}.")
        for doc, numbers in statements.items()
        for n in numbers
    ]
    places = [(doc, n) for doc, numbers in statements.items() for n in numbers]
    repeats = {place: min(p for p in places if p[1] == place[1]) for place in places}
    edge = only_edge(graph_of(*relations, repeats=repeats))
    assert (edge["sources"], edge["documents"]) == (sources, len(statements))
    assert edge["weight"] == len({n for _, n in places})


def test_a_repeated_sentence_is_one_mention_together(graph_of: Any, make: SimpleNamespace) -> None:
    mentions = tuple(
        make.mention(doc, start, name) for doc in "ab" for start, name in ((0, "Iran"), (9, "Syrie"))
    )
    sentences = {"a": ((0, 30),), "b": ((0, 30),)}
    alone = only_edge(graph_of(mentions=mentions, sentences=sentences))
    repeated = only_edge(graph_of(mentions=mentions, sentences=sentences, repeats={("b", 0): ("a", 0)}))
    assert (alone["sentences"], repeated["sentences"], repeated["documents"]) == (2, 1, 2)


def test_a_pair_that_is_only_denied_has_no_edge(graph_of: Any, make: SimpleNamespace) -> None:
    assert graph_of(make.relation("Iran", "Syrie", ALLIANCE, negated=True)).number_of_edges() == 0


def test_denials_are_counted_beside_statements(graph_of: Any, make: SimpleNamespace) -> None:
    denied = make.relation("Iran", "Syrie", ALLIANCE, start=50, negated=True, date="1999")
    edge = only_edge(graph_of(make.relation("Iran", "Syrie", ALLIANCE), denied))
    assert (edge["negated"], edge["asserted"], edge["weight"], edge["first"]) == (1, 1, 1.0, None)
    assert denied.id in edge["relations"]


def test_types_are_parallel_edges(graph_of: Any, make: SimpleNamespace) -> None:
    graph = graph_of(
        make.relation("Iran", "Syrie", ALLIANCE), make.relation("Iran", "Syrie", OPPOSITION, start=9)
    )
    assert {key: data["sign"] for _, _, key, data in graph.edges(keys=True, data=True)} == {
        "alliance": 1,
        "opposition": -1,
    }


def test_a_mutual_relation_is_one_edge_in_sorted_order(graph_of: Any, make: SimpleNamespace) -> None:
    graph = graph_of(
        make.relation("Russie", "Iran", DIPLOMACY, directed=False),
        make.relation("Iran", "Russie", DIPLOMACY, directed=False, start=50, sentence="Autre."),
    )
    assert list(graph.edges(keys=True)) == [("Iran", "Russie", "diplomacy")]
    assert (only_edge(graph)["directed"], only_edge(graph)["weight"]) == (False, 2.0)


def test_mutual_and_directed_evidence_of_one_pair_never_mixes_edge_kinds(
    graph_of: Any, make: SimpleNamespace
) -> None:
    graph = graph_of(
        make.relation("Syrie", "HTS", OPPOSITION),
        make.relation("Syrie", "HTS", OPPOSITION, directed=False, start=50, sentence="Ils se battent."),
    )
    edges = {(u, v): (d["directed"], d["weight"]) for u, v, d in graph.edges(data=True)}
    assert edges == {("Syrie", "HTS"): (True, 2.0), ("HTS", "Syrie"): (True, 1.0)}


def test_an_actor_is_not_joined_to_itself(graph_of: Any, make: SimpleNamespace) -> None:
    assert graph_of(make.relation("Iran", "Iran", ALLIANCE)).number_of_edges() == 0


@pytest.mark.parametrize(
    ("modalities", "strongest"),
    [
        ("possible past", "past"),
        ("past claimed", "claimed"),
        ("claimed asserted", "asserted"),
        ("possible", "possible"),
    ],
)
def test_the_strongest_modality_wins(
    graph_of: Any, make: SimpleNamespace, modalities: str, strongest: str
) -> None:
    relations = [
        make.relation("Iran", "Syrie", ALLIANCE, start=i, modality=Modality(m))
        for i, m in enumerate(modalities.split())
    ]
    assert only_edge(graph_of(*relations))["modality"] == strongest


def test_vague_actors_stay_only_with_an_edge(graph_of: Any, make: SimpleNamespace) -> None:
    actors = (
        make.actor("Iran"),
        make.actor("HTS", generic=True),
        make.actor("Russie", generic=True),
        make.actor("Syrie"),
    )
    graph = graph_of(make.relation("Syrie", "HTS", OPPOSITION), actors=actors)
    assert set(graph) == {"Iran", "HTS", "Syrie"}


class TestViews:
    def test_types(self, graph_of: Any, make: SimpleNamespace) -> None:
        relations = [
            make.relation("Iran", "Syrie", ALLIANCE),
            make.relation("Iran", "Syrie", DIPLOMACY, start=9),
        ]
        assert only_edge(graph_of(*relations, types="alliance"))["type"] == "alliance"

    def test_modality(self, graph_of: Any, make: SimpleNamespace) -> None:
        relations = [
            make.relation("Iran", "Syrie", ALLIANCE),
            make.relation("Iran", "Syrie", ALLIANCE, start=9, modality=Modality.PAST),
        ]
        assert only_edge(graph_of(*relations, modality=["past"]))["asserted"] == 0

    def test_min_documents(self, graph_of: Any, make: SimpleNamespace) -> None:
        assert graph_of(make.relation("Iran", "Syrie", ALLIANCE), min_documents=2).number_of_edges() == 0

    @pytest.mark.parametrize(
        ("date", "since", "until", "shown"),
        [
            ("2024-12-02", "2024", None, True),
            ("2024-12-02", None, "2024", True),
            ("2024-12-02", "2024-12-02", "2024-12-02", True),
            ("2024-12", "2024-12-15", None, True),
            ("2024-12", None, "2024-12-15", True),
            ("2024-12-02", "2024-12-03", None, False),
            ("2024-12-02", None, "2024-11", False),
            ("2025", None, "2024-12", False),
            ("2016-12", "2020", None, False),
            (None, "2020", None, False),
            (None, None, None, True),
        ],
    )
    def test_period(
        self,
        graph_of: Any,
        make: SimpleNamespace,
        date: str | None,
        since: str | None,
        until: str | None,
        shown: bool,
    ) -> None:
        relation = make.relation("Iran", "Syrie", ALLIANCE, date=date)
        assert graph_of(relation, since=since, until=until).number_of_edges() == shown

    def test_actors_outside_the_period_are_left_out(self, graph_of: Any, make: SimpleNamespace) -> None:
        documents = {d: Document(id=d, text="", date=y) for d, y in (("a", "2016"), ("b", "2024"))}
        mentions = (make.mention("a", 0, "Iran"), make.mention("b", 0, "HTS"))
        graph = graph_of(documents=documents, mentions=mentions, since="2020")
        assert set(graph) == {"HTS"}
        assert set(graph.graph["documents"]) == {"b"}

    @pytest.mark.parametrize(
        ("view", "message"),
        [
            ({"types": "friendship"}, "unknown RelationType 'friendship'; known: alliance"),
            ({"modality": ["maybe"]}, "unknown Modality 'maybe'"),
            ({"since": "12/2024"}, "date '12/2024' is not of the form"),
        ],
    )
    def test_a_wrong_value_is_named(self, view: dict[str, Any], message: str) -> None:
        with pytest.raises(InputError, match=message):
            View.of(**view)


class TestRollUp:
    def test_state_government_army_and_official_are_one(self, graph_of: Any, make: SimpleNamespace) -> None:
        graph = graph_of(
            make.relation("Iran", "Bachar al-Assad", ALLIANCE),
            make.relation("Iran", "armée syrienne", ALLIANCE, start=50, sentence="Autre."),
            make.relation("Bachar al-Assad", "gouvernement syrien", RelationType.AFFILIATION, start=90),
            roll_up=True,
        )
        assert list(graph.edges(keys=True)) == [("Iran", "Syrie", "alliance")]
        assert only_edge(graph)["weight"] == 2.0
        assert set(graph) == {"Iran", "Russie", "Syrie", "HTS", "Mohammad al-Bachir"}

    def test_the_leader_of_an_armed_group_stays(self, graph_of: Any, make: SimpleNamespace) -> None:
        graph = graph_of(make.relation("Iran", "Mohammad al-Bachir", OPPOSITION), roll_up=True)
        assert graph.has_edge("Iran", "Mohammad al-Bachir")

    def test_a_circle_of_parents_ends(self, graph_of: Any, make: SimpleNamespace) -> None:
        actors = (
            make.actor("Iran", parent="Syrie", type=ActorType.GOVERNMENT),
            make.actor("Syrie", parent="Iran", type=ActorType.GOVERNMENT),
        )
        assert set(graph_of(actors=actors, roll_up=True)) == {"Iran", "Syrie"}

    def test_mentions_add_up(self, graph_of: Any, make: SimpleNamespace) -> None:
        mentions = (
            make.mention("a", 0, "Syrie"),
            make.mention("a", 20, "armée syrienne"),
            make.mention("b", 0, "Bachar al-Assad"),
        )
        node = graph_of(mentions=mentions, roll_up=True).nodes["Syrie"]
        assert (node["mentions"], node["documents"]) == (3, 2)

    @settings(deadline=None)
    @given(
        st.lists(
            st.tuples(
                st.sampled_from(NAMES),
                st.sampled_from(NAMES),
                st.sampled_from([ALLIANCE, OPPOSITION]),
                st.booleans(),
            ),
            max_size=12,
        )
    )
    def test_no_edge_is_invented(self, rows: list[tuple[str, str, RelationType, bool]]) -> None:
        relations = [make_relation(s, t, y, start=i * 10, directed=d) for i, (s, t, y, d) in enumerate(rows)]
        actors, documents = [make_actor(n) for n in NAMES], [Document(id="a.txt", text="")]
        plain = graph_from(actors, relations, (), {}, documents)
        rolled = graph_from(actors, relations, (), {}, documents, roll_up=True)
        proven = {id_ for _, _, d in plain.edges(data=True) for id_ in d["relations"]}
        for u, v, data in rolled.edges(data=True):
            assert u != v
            assert set(data["relations"]) <= proven


@settings(deadline=None, max_examples=60)
@given(
    rows=st.lists(
        st.builds(
            make_relation,
            *[st.sampled_from(NAMES)] * 2,
            st.sampled_from([ALLIANCE, OPPOSITION]),
            doc=st.sampled_from(["a.txt", "b.txt", "c.txt"]),
            start=st.integers(0, 900),
            directed=st.booleans(),
            negated=st.booleans(),
            modality=st.sampled_from(Modality),
            date=st.sampled_from([None, "2023", "2024-05"]),
            event=st.sampled_from(["AID", "AGREE"]),
            intensity=st.sampled_from([0.1, 0.7, 7.4]),
        ),
        max_size=12,
        unique_by=lambda r: r.id,
    ),
    heard=st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from(NAMES)), max_size=8),
    view=st.fixed_dictionaries(
        {"roll_up": st.booleans(), "min_documents": st.sampled_from([1, 2])},
        optional={"types": st.just("alliance")},
    ),
)
def test_what_is_counted_when_linked_is_what_counting_anew_gives(
    rows: list[Relation], heard: list[tuple[str, str]], view: dict[str, Any]
) -> None:
    documents = [
        Document(id="a.txt", text="", date="2024-01-02"),
        Document(id="b.txt", text="", date="2023-03-04", retells="a.txt"),
        Document(id="c.txt", text="", copy_of="a.txt"),
    ]
    mentions = [make_mention(f"{doc}.txt", 20 * n, name) for n, (doc, name) in enumerate(heard)]
    of = partial(graph_from, [make_actor(name) for name in NAMES], rows, mentions, {}, documents)
    kept, anew = of(**view), of(**view, modality=list(Modality))
    assert list(kept.edges(keys=True, data=True)) == list(anew.edges(keys=True, data=True))
    assert dict(kept.nodes(data=True)) == dict(anew.nodes(data=True))


class TestCoMentions:
    TEXT = "Iran et HTS. Iran. HTS puis Iran."

    def graph(self, graph_of: Any, make: SimpleNamespace, **view: Any) -> nx.MultiDiGraph:
        places = [(0, "Iran"), (8, "HTS"), (13, "Iran"), (19, "HTS"), (28, "Iran")]
        return graph_of(
            mentions=tuple(make.mention("a", at, name) for at, name in places),
            sentences={"a": ((0, 12), (13, 18), (19, 33))},
            documents={"a": Document(id="a", text=self.TEXT)},
            **view,
        )

    def test_a_shared_sentence_makes_an_undirected_edge(self, graph_of: Any, make: SimpleNamespace) -> None:
        graph = self.graph(graph_of, make)
        assert list(graph.edges(keys=True)) == [("HTS", "Iran", "co_mention")]
        edge = only_edge(graph)
        assert (edge["sign"], edge["directed"], edge["weight"], edge["sentences"], edge["documents"]) == (
            0,
            False,
            2.0,
            2,
            1,
        )
        assert edge["examples"] == (
            {"doc": "a", "sentence": "Iran et HTS."},
            {"doc": "a", "sentence": "HTS puis Iran."},
        )
        # by hand: p(x,y) = 2/3, p(HTS) = 2/3, p(Iran) = 1, so the pair is as likely as by chance
        assert edge["npmi_sentence"] == 0.0
        assert edge["npmi_document"] == 1.0

    def test_two_documents_without_a_shared_sentence_do_too(
        self, graph_of: Any, make: SimpleNamespace
    ) -> None:
        mentions = tuple(
            make.mention(doc, at, name) for doc in "ab" for at, name in ((0, "Iran"), (20, "HTS"))
        )
        sentences = dict.fromkeys("ab", ((0, 10), (20, 30)))
        edge = only_edge(graph_of(mentions=mentions, sentences=sentences))
        assert (edge["sentences"], edge["documents"], edge["weight"], edge["npmi_sentence"]) == (
            0,
            2,
            2.0,
            -1.0,
        )

    def test_one_document_without_a_shared_sentence_does_not(
        self, graph_of: Any, make: SimpleNamespace
    ) -> None:
        mentions = (make.mention("a", 0, "Iran"), make.mention("a", 20, "HTS"))
        assert graph_of(mentions=mentions, sentences={"a": ((0, 10), (20, 30))}).number_of_edges() == 0

    def test_copies_do_not_count(self, graph_of: Any, make: SimpleNamespace) -> None:
        documents = {"a": Document(id="a", text=""), "b": Document(id="b", text="", copy_of="a")}
        mentions = tuple(
            make.mention(doc, at, name) for doc in "ab" for at, name in ((0, "Iran"), (20, "HTS"))
        )
        assert graph_of(mentions=mentions, sentences={}, documents=documents).number_of_edges() == 0

    def test_they_can_be_left_out(self, graph_of: Any, make: SimpleNamespace) -> None:
        assert self.graph(graph_of, make, types=["alliance"]).number_of_edges() == 0
