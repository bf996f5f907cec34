"""Ties and sides from one period to the next."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import networkx as nx
import pytest

from graphkit.analysis.changes import Changes, changes
from graphkit.errors import InputError
from graphkit.records import Modality, Relation, RelationType

ALLIANCE, OPPOSITION = RelationType.ALLIANCE, RelationType.OPPOSITION
SIGNS = {"+": ALLIANCE, "-": OPPOSITION}


@pytest.fixture
def dated(analysed_graph: Any, make: SimpleNamespace) -> Any:
    """A graph from words such as "2016 Iran+Syrie"."""

    def build(*words: str, extra: tuple[Relation, ...] = ()) -> nx.MultiDiGraph[str]:
        relations = []
        for number, word in enumerate(words):
            date, _, pair = word.partition(" ")
            sign = "+" if "+" in pair else "-"
            one, other = pair.split(sign)
            relations.append(make.relation(one, other, SIGNS[sign], doc=f"{number}.txt", date=date or None))
        return analysed_graph(*relations, *extra)

    return build


def kinds(found: Changes) -> list[tuple[str, str, str, str]]:
    return [(c.kind, *c.tie.ends, c.later) for c in found.ties]


def test_ties_appear_fade_flip_and_become_mixed(dated: Any) -> None:
    found = changes(
        dated(
            *("2016 a+b", "2016 a+c", "2016 a-d", "2016-05 b+d"),
            *("2024 a-b", "2024 a-d", "2024 c+d", "2024 b+d", "2024-01 b-d"),
        )
    )
    assert kinds(found) == [
        ("flips", "a", "b", "2024"),
        ("becomes mixed", "b", "d", "2024"),
        ("appears", "c", "d", "2024"),
        ("fades", "a", "c", "2024"),
    ]
    assert [period.label for period in found.periods] == ["2016", "2024"], "years without statements are none"


def test_every_change_names_the_statements_that_show_it(dated: Any) -> None:
    graph = dated("2016-11 a+b", "2016-02 a+b", "2024 a-b")
    (change,) = changes(graph).ties
    relations = graph.graph["relations"]
    assert [relations[id_].date for id_ in change.before.relations] == ["2016-02", "2016-11"]
    assert [relations[id_].date for id_ in change.after.relations] == ["2024"]


def test_months_and_periods_of_ones_own(dated: Any) -> None:
    graph = dated("2016-11-30 a+b", "2016-12 a-b", "2017 a+c", " b+c")
    monthly = changes(graph, window="month")
    assert [p.label for p in monthly.periods] == ["2016-11", "2016-12"]
    assert monthly.undated == 2, "without a date, or only of a year"
    own = changes(graph, window=["2017", "2016-11..2016-12"])
    assert [(p.label, p.since, p.until) for p in own.periods] == [
        ("2016-11..2016-12", "2016-11-01", "2016-12-31"),
        ("2017", "2017-01-01", "2017-12-31"),
    ]
    assert own.undated == 1


@pytest.mark.parametrize("window", ["week", "2016..", "2017..2016", ["2016", "x"], "2016-1"])
def test_a_window_that_is_none_is_an_error(window: Any) -> None:
    with pytest.raises(InputError, match=r"window '.*' (is not year, month|ends before)"):
        changes(nx.MultiDiGraph(), window=window)


def test_a_statement_that_it_is_over_is_given_with_what_faded(dated: Any, make: SimpleNamespace) -> None:
    past = make.relation("a", "b", ALLIANCE, doc="past", date="2024", modality=Modality.PAST)
    denied = make.relation("a", "c", ALLIANCE, doc="no", date="2024", negated=True)
    found = changes(dated("2016 a+b", "2016 a+c", "2024 c+d", extra=(past, denied)))
    over = {c.tie.ends: c.over for c in found.ties if c.kind == "fades"}
    assert over == {("a", "b"): (past.id,), ("a", "c"): (denied.id,)}


CAMPS_2016 = ("2016 a+b", "2016 b+c", "2016 x+y", "2016 a-x", "2016 b-y", "2016 c-y")


def test_who_changed_sides_is_named_with_old_and_new_ties(dated: Any) -> None:
    graph = dated(*CAMPS_2016, "2024 a+b", "2024 x+y", "2024 a-x", "2024 c+x", "2024 c-b")
    (moved,) = changes(graph).sides
    assert (moved.actor, moved.earlier, moved.later) == ("c", "2016", "2024")
    assert (moved.left, moved.joined) == (("a", "b"), ("x", "y"))
    assert [tie.ends for tie in moved.before] == [("b", "c"), ("c", "y")]
    assert [tie.ends for tie in moved.after] == [("b", "c"), ("c", "x")]


def test_camps_have_no_names(dated: Any) -> None:
    """All turn round together: nobody changed sides."""
    assert (
        changes(dated(*CAMPS_2016, *(word.replace("2016", "2024") for word in reversed(CAMPS_2016)))).sides
        == ()
    )


def test_of_two_friends_that_fall_out_nothing_says_who_left(dated: Any) -> None:
    found = changes(dated("2016 a+b", "2024 a-b"))
    assert kinds(found) == [("flips", "a", "b", "2024")]
    assert found.sides == ()


def test_former_enemies_that_nothing_connects_now_did_not_change(dated: Any) -> None:
    assert changes(dated(*CAMPS_2016, "2024 a+b", "2024 c+z")).sides == ()


def test_without_dates_or_relations_there_is_nothing_to_compare(dated: Any) -> None:
    assert changes(nx.MultiDiGraph()) == Changes(periods=(), ties=(), sides=(), undated=0)
    found = changes(dated(" a+b", " a-c"))
    assert (found.periods, found.undated) == ((), 2)
    assert changes(dated("2016 a+b")).ties == ()
