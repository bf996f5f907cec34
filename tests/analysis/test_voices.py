"""What outlets and speakers say differently."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import networkx as nx

from graphkit.analysis.voices import Voices, voices
from graphkit.records import Modality, Relation, RelationType

ALLIANCE, OPPOSITION = RelationType.ALLIANCE, RelationType.OPPOSITION


def claim(make: SimpleNamespace, speaker: str | None, *arguments: Any, **options: Any) -> Relation:
    return replace(make.relation(*arguments, modality=Modality.CLAIMED, **options), attributed_to=speaker)


def test_outlets_that_disagree_are_listed_with_their_statements(
    analysed_graph: Any, make: SimpleNamespace
) -> None:
    relations = [
        make.relation("a", "b", ALLIANCE, doc="1"),
        make.relation("a", "b", ALLIANCE, doc="2"),
        make.relation("b", "a", OPPOSITION, doc="3"),
        make.relation("a", "c", ALLIANCE, doc="1"),
        make.relation("a", "c", ALLIANCE, doc="3"),
    ]
    found = voices(analysed_graph(*relations, outlets={"1": "Le Nord", "2": "Le Nord", "3": "Le Sud"}))
    (disagreement,) = found.disagreements
    assert (disagreement.one, disagreement.other) == ("a", "b")
    assert [(v.outlet, v.sign, v.alliance, v.opposition) for v in disagreement.outlets] == [
        ("Le Nord", 1, 2, 0),
        ("Le Sud", -1, 0, 1),
    ]
    assert disagreement.outlets[1].relations == (relations[2].id,)
    assert found.outlets == ("Le Nord", "Le Sud")


def test_one_outlet_of_two_minds_disagrees_with_nobody(analysed_graph: Any, make: SimpleNamespace) -> None:
    both = [
        make.relation("a", "b", type_, doc="1", start=n) for n, type_ in enumerate((ALLIANCE, OPPOSITION))
    ]
    found = voices(
        analysed_graph(*both, make.relation("a", "b", ALLIANCE, doc="2"), outlets={"1": "Le Nord"})
    )
    assert (found.disagreements, found.unknown) == ((), 1)


def test_what_only_one_side_claims(analysed_graph: Any, make: SimpleNamespace) -> None:
    camps = [
        make.relation("a", "b", ALLIANCE, doc="1"),
        make.relation("a", "x", OPPOSITION, doc="1"),
        make.relation("x", "y", ALLIANCE, doc="1"),
    ]
    ours = [claim(make, speaker, "y", "z", OPPOSITION, doc=speaker) for speaker in "ab"]
    denial = claim(make, "y", "y", "z", OPPOSITION, doc="2", negated=True)
    (found,) = voices(analysed_graph(*camps, *ours, denial)).one_sided
    assert (found.one, found.other, found.sign, found.side, found.speakers) == (
        "y",
        "z",
        -1,
        "1.1",
        ("a", "b"),
    )
    assert not found.is_own
    assert found.relations == tuple(r.id for r in ours)
    assert found.denials == (denial.id,)


def test_an_article_or_the_other_side_makes_it_common(analysed_graph: Any, make: SimpleNamespace) -> None:
    camps = [make.relation("a", "x", OPPOSITION, doc="1")]
    for other in (
        make.relation("y", "z", OPPOSITION, doc="4"),
        claim(make, "x", "y", "z", OPPOSITION, doc="4"),
    ):
        ours = claim(make, "a", "y", "z", OPPOSITION, doc="3")
        assert voices(analysed_graph(*camps, ours, other)).one_sided == ()


def test_a_claim_about_oneself_says_so(analysed_graph: Any, make: SimpleNamespace) -> None:
    (found,) = voices(analysed_graph(claim(make, "a", "a", "b", ALLIANCE))).one_sided
    assert (found.is_own, found.side, found.speakers) == (True, None, ("a",))


def test_a_claim_of_nobody_known_is_not_one_sided(analysed_graph: Any, make: SimpleNamespace) -> None:
    assert voices(analysed_graph(claim(make, None, "a", "b", ALLIANCE))).one_sided == ()


def test_an_empty_graph_has_no_voices() -> None:
    assert voices(nx.MultiDiGraph()) == Voices(outlets=(), unknown=0, disagreements=(), one_sided=())
