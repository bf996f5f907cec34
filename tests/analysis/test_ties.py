"""What counts as a tie."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import networkx as nx
import pytest

from graphkit.analysis.ties import signed_ties
from graphkit.errors import InputError
from graphkit.records import Modality, RelationType

ALLIANCE, OPPOSITION, DIPLOMACY = RelationType.ALLIANCE, RelationType.OPPOSITION, RelationType.DIPLOMACY


def test_both_directions_and_types_make_one_tie(analysed_graph: Any, make: SimpleNamespace) -> None:
    there = make.relation("Iran", "Syrie", ALLIANCE, doc="b", date="2024")
    back = make.relation("Syrie", "Iran", ALLIANCE, doc="a", date="2016-12")
    (tie,) = signed_ties(analysed_graph(there, back))
    assert (tie.ends, tie.sign, tie.alliance, tie.opposition) == (("Iran", "Syrie"), 1, 2.0, 0.0)
    assert tie.relations == (back.id, there.id)
    assert (tie.first, tie.last) == ("2016-12", "2024")


def test_copies_and_repetitions_are_one_source(analysed_graph: Any, make: SimpleNamespace) -> None:
    relations = [make.relation("Iran", "Syrie", ALLIANCE, doc=doc, start=n) for n, doc in enumerate("aabc")]
    (tie,) = signed_ties(analysed_graph(*relations, copies={"b": "a"}))
    assert tie.weight == 2.0


def test_both_signs_are_mixed_whatever_the_numbers(analysed_graph: Any, make: SimpleNamespace) -> None:
    relations = [make.relation("Iran", "Syrie", ALLIANCE, doc=doc) for doc in "abc"]
    (tie,) = signed_ties(analysed_graph(*relations, make.relation("Syrie", "Iran", OPPOSITION, doc="d")))
    assert (tie.sign, tie.alliance, tie.opposition) == (0, 3.0, 1.0)


@pytest.mark.parametrize(
    "changes",
    [
        {"negated": True},
        {"modality": Modality.POSSIBLE},
        {"modality": Modality.PAST},
        {"modality": Modality.CLAIMED},
    ],
    ids=str,
)
def test_what_is_not_asserted_is_no_tie(
    analysed_graph: Any, make: SimpleNamespace, changes: dict[str, Any]
) -> None:
    assert signed_ties(analysed_graph(make.relation("Iran", "Syrie", ALLIANCE, **changes))) == ()


def test_claims_count_on_request(analysed_graph: Any, make: SimpleNamespace) -> None:
    graph = analysed_graph(make.relation("Iran", "Syrie", ALLIANCE, modality=Modality.CLAIMED))
    assert len(signed_ties(graph, modality=["asserted", "claimed"])) == 1
    assert len(signed_ties(graph, modality="claimed")) == 1


def test_a_doubtful_reading_can_be_left_out(analysed_graph: Any, make: SimpleNamespace) -> None:
    graph = analysed_graph(make.relation("Iran", "Syrie", ALLIANCE, confidence=0.8))
    assert signed_ties(graph, min_confidence=0.9) == ()
    assert len(signed_ties(graph, min_confidence=0.8)) == 1


def test_other_relations_are_no_ties(analysed_graph: Any, make: SimpleNamespace) -> None:
    assert signed_ties(analysed_graph(make.relation("Iran", "Syrie", DIPLOMACY))) == ()


@pytest.mark.parametrize("modality", ["possible", ["asserted", "past"], [], "sure"])
def test_a_modality_that_makes_no_tie_is_an_error(modality: Any) -> None:
    with pytest.raises(InputError, match="makes no tie; known: asserted, claimed"):
        signed_ties(nx.MultiDiGraph(), modality=modality)


def test_a_confidence_out_of_range_is_an_error() -> None:
    with pytest.raises(InputError, match=r"confidence 1\.5 is not between 0 and 1"):
        signed_ties(nx.MultiDiGraph(), min_confidence=1.5)
