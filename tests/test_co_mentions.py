"""Mentions together: counting and the measure. The counts through the graph are in test_graph."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphkit.co_mentions import CoMention, find_co_mentions, npmi
from graphkit.counting import Selection
from graphkit.records import Actor, ActorType, Document, Extraction, Mention, MentionKind
from graphkit.store import Entry, Store

Place = tuple[str, int, str]
"""Document, offset, actor."""


def co_mentions(
    places: Sequence[Place], texts: Mapping[str, str], sentences: Mapping[str, Sequence[tuple[int, int]]]
) -> list[CoMention]:
    """The pairs of some mentions, through a store in memory."""
    mentions = [
        Mention(
            doc=doc, start=start, end=start + 1, text="x", kind=MentionKind.NAME, actor=actor, rule="by hand"
        )
        for doc, start, actor in places
    ]
    store = Store.in_memory()
    store.add(
        (
            Entry(
                Document(id=doc, text=text),
                Extraction(
                    doc=doc,
                    mentions=tuple(m for m in mentions if m.doc == doc),
                    sentences=tuple(sentences.get(doc, ())),
                ),
            )
            for doc, text in texts.items()
        ),
        fingerprint="",
    )
    actors = [Actor(id=id_, label=id_, type=ActorType.ORG) for id_ in sorted({m.actor for m in mentions})]
    store.write_linked(lambda tables: tables.write_records(actors, mentions, (), former={}, facts={}))
    return list(find_co_mentions(store.linked.count(Selection())))


def test_pairs_are_counted_by_sentence_and_document() -> None:
    places = [
        ("a", 0, "x"),
        ("a", 5, "y"),
        ("a", 12, "x"),
        ("b", 0, "x"),
        ("b", 20, "y"),
    ]
    texts = {"a": "x y est la. x parle", "b": "x" * 30}
    (pair,) = co_mentions(places, texts, {"a": ((0, 11), (12, 19)), "b": ((0, 10), (20, 30))})
    assert pair == CoMention(
        one="x",
        other="y",
        sentences=1,
        documents=2,
        # by hand: p(x,y) = 1/4, p(x) = 3/4, p(y) = 2/4: ln(2/3) / -ln(1/4)
        npmi_sentence=-0.2925,
        npmi_document=1.0,
        examples=(("a", "x y est la."),),
    )


def test_at_most_three_examples_are_kept() -> None:
    places = [("a", start, actor) for start in range(0, 50, 10) for actor in "xy"]
    (pair,) = co_mentions(places, {"a": "." * 60}, {"a": [(i, i + 9) for i in range(0, 50, 10)]})
    assert (pair.sentences, len(pair.examples)) == (5, 3)


def test_a_mention_outside_all_sentences_counts_for_the_document_only() -> None:
    places = [(doc, start, actor) for doc in "ab" for start, actor in ((0, "x"), (15, "y"))]
    (pair,) = co_mentions(places, {"a": "", "b": ""}, {"a": ((0, 9),)})
    assert (pair.sentences, pair.documents) == (0, 2)


@pytest.mark.parametrize(
    ("counts", "value"),
    [((1, 1, 1, 10), 1.0), ((1, 2, 5, 10), 0.0), ((0, 3, 4, 10), -1.0), ((10, 10, 10, 10), 1.0)],
    ids=["only together", "by chance", "never", "everywhere"],
)
def test_npmi_at_its_landmarks(counts: tuple[int, int, int, int], value: float) -> None:
    assert npmi(*counts) == value


@given(st.integers(1, 50), st.integers(0, 50), st.integers(0, 50), st.integers(0, 500))
def test_npmi_stays_in_its_range(both: int, one: int, other: int, rest: int) -> None:
    value = npmi(both, both + one, both + other, both + one + other + rest)
    assert -1 <= value <= 1
    assert not math.isnan(value)


def test_a_list_of_thousands_joins_nobody() -> None:
    places = [("a", start, f"actor {start}") for start in range(5000)]
    places += [("b", 0, "actor 1"), ("b", 1, "actor 2")]
    found = co_mentions(places, {"a": "x" * 5000, "b": "xx"}, {"a": [(0, 5000)], "b": [(0, 2)]})
    assert [(pair.one, pair.other, pair.sentences) for pair in found] == [("actor 1", "actor 2", 1)]
