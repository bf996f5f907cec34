"""Expected figures are counted by hand from the definition in `graphkit.evaluation.scoring`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tiny_folders import ACTORS, DOC, Record, compare, relation, write_build, write_gold, write_lines

from graphkit.errors import InputError
from graphkit.evaluation import evaluate
from graphkit.evaluation.gold import SCORED
from graphkit.evaluation.scoring import Score

RIGHT, WRONG, MISSED = (1, 0, 0), (0, 1, 0), (0, 0, 1)
NOTHING = (0, 0, 0)
HELPS = relation("russia", "alliance", "hts")
FIGHTS = relation("hts", "opposition", "russia")
BOTH_WAYS = relation("russia", "alliance", "hts", directed=False)


def counts(score: Score) -> tuple[int, int, int]:
    return score.right, score.wrong, score.missed


@pytest.mark.parametrize(
    ("found", "gold", "expected"),
    [
        pytest.param([HELPS], [HELPS], RIGHT, id="the same"),
        pytest.param([HELPS, HELPS], [HELPS], RIGHT, id="an edge counts once"),
        pytest.param([], [HELPS], MISSED, id="missed"),
        pytest.param([HELPS], [], WRONG, id="wrong"),
        pytest.param([relation("hts", "alliance", "russia")], [HELPS], (0, 1, 1), id="help has a direction"),
        pytest.param([relation("hts", "alliance", "russia")], [BOTH_WAYS], RIGHT, id="undirected help"),
        pytest.param([relation("russia", "opposition", "hts")], [FIGHTS], RIGHT, id="who began is open"),
        pytest.param([HELPS, BOTH_WAYS], [BOTH_WAYS], RIGHT, id="undirected counts once"),
        pytest.param([], [HELPS | {"borderline": True}], NOTHING, id="borderline is not missed"),
        pytest.param([HELPS], [HELPS | {"borderline": True}], NOTHING, id="borderline is not wrong"),
        pytest.param([HELPS], [HELPS | {"borderline": True}, HELPS], RIGHT, id="borderline and firm"),
        pytest.param([], [relation("parties", "alliance", "hts")], NOTHING, id="generic is not missed"),
        pytest.param([relation("parties", "alliance", "hts")], [], WRONG, id="generic, in no gold record"),
        pytest.param([], [HELPS | {"negated": True}], NOTHING, id="negated gold is no edge"),
        pytest.param([HELPS | {"negated": True}], [HELPS], MISSED, id="found as negated is no edge"),
        pytest.param([relation("hts", "co_mention", "russia")], [], NOTHING, id="co-mentions are left out"),
        pytest.param([HELPS | {"doc": "b.txt"}], [HELPS], MISSED, id="another document"),
        pytest.param([relation("hts", "alliance", "hts")], [], NOTHING, id="a loop is no edge"),
    ],
)
def test_what_is_right_wrong_and_missed(
    tmp_path: Path, found: list[Record], gold: list[Record], expected: tuple[int, int, int]
) -> None:
    assert counts(compare(tmp_path, found=found, gold=gold).strict.scores["all"]) == expected


def test_figures_of_types_and_groups(tmp_path: Path) -> None:
    found = [HELPS, relation("assad", "affiliation", "syria"), relation("syria", "alliance", "russia")]
    gold = [HELPS, relation("hts", "opposition", "syria"), relation("russia", "diplomacy", "syria")]
    scores = compare(tmp_path, found=found, gold=gold).strict.scores
    assert {name: counts(score) for name, score in scores.items()} == {
        "all": (1, 2, 2),
        "alliance": (1, 1, 0),
        "opposition": MISSED,
        "diplomacy": MISSED,
        "affiliation": WRONG,
        "signed": (1, 1, 1),
    }
    assert scores["all"].precision == pytest.approx(1 / 3)
    assert scores["alliance"].recall == 1
    assert scores["alliance"].f1 == pytest.approx(2 / 3)
    assert scores["diplomacy"].precision == scores["diplomacy"].f1 == 0


@pytest.mark.parametrize("actor", ["syria", "syria_gov", "syria_army", "assad"])
def test_a_state_and_what_is_under_it_are_one_when_rolled(tmp_path: Path, actor: str) -> None:
    found, gold = [relation("russia", "alliance", actor)], [relation("russia", "alliance", "syria_army")]
    evaluation = compare(tmp_path, found=found, gold=gold)
    assert counts(evaluation.rolled.scores["all"]) == RIGHT
    assert counts(evaluation.strict.scores["all"]) == (RIGHT if actor == "syria_army" else (0, 1, 1))


def test_an_edge_within_a_state_is_none_when_rolled(tmp_path: Path) -> None:
    leads = relation("assad", "affiliation", "syria_gov")
    evaluation = compare(tmp_path, found=[leads], gold=[leads])
    assert counts(evaluation.strict.scores["all"]) == RIGHT
    assert counts(evaluation.rolled.scores["all"]) == NOTHING


def test_the_leader_of_a_group_is_not_the_group(tmp_path: Path) -> None:
    evaluation = compare(tmp_path, found=[relation("jolani", "alliance", "russia")], gold=[HELPS])
    assert counts(evaluation.rolled.scores["all"]) == (0, 1, 1)


def test_actors_that_may_merge_are_one_when_rolled(tmp_path: Path) -> None:
    evaluation = compare(tmp_path, found=[relation("russia", "alliance", "jihadists")], gold=[HELPS])
    assert counts(evaluation.strict.scores["all"]) == (0, 1, 1)
    assert counts(evaluation.rolled.scores["all"]) == RIGHT


@pytest.mark.parametrize("ends", [("russia", "hts"), ("hts", "russia")])
def test_wrong_sign_is_counted_in_either_direction(tmp_path: Path, ends: tuple[str, str]) -> None:
    evaluation = compare(tmp_path, found=[relation(ends[0], "alliance", ends[1])], gold=[FIGHTS])
    assert evaluation.strict.wrong_sign == evaluation.rolled.wrong_sign == 1


def test_both_signs_of_the_gold_are_no_wrong_sign(tmp_path: Path) -> None:
    assert compare(tmp_path, found=[HELPS], gold=[HELPS, FIGHTS]).strict.wrong_sign == 0


@pytest.mark.parametrize(
    ("found", "gold", "expected"),
    [
        pytest.param([HELPS], [HELPS | {"negated": True}], 1, id="overlooked"),
        pytest.param([HELPS | {"negated": True}], [HELPS | {"negated": True}], 0, id="seen"),
        pytest.param([], [HELPS | {"negated": True}], 0, id="nothing found"),
        pytest.param([HELPS], [HELPS | {"negated": True}, HELPS], 0, id="elsewhere the text affirms it"),
        pytest.param(
            [relation("hts", "alliance", "russia")], [BOTH_WAYS | {"negated": True}], 1, id="undirected"
        ),
    ],
)
def test_negated_as_plain(tmp_path: Path, found: list[Record], gold: list[Record], expected: int) -> None:
    evaluation = compare(tmp_path, found=found, gold=gold)
    assert evaluation.strict.negated_as_plain == evaluation.rolled.negated_as_plain == expected


def evaluate_forms(tmp_path: Path, forms: list[Record], *, label: str = "?") -> Any:
    """One found actor with these forms, which helps the found HTS."""
    out = write_build(tmp_path / "out", [HELPS])
    hts = {"id": "x-hts", "label": "HTS", "aliases": []}
    write_lines(out / "actors.jsonl", [hts, {"id": "x-russia", "label": label, "aliases": forms}])
    return evaluate(out, write_gold(tmp_path / "gold", [HELPS]))


@pytest.mark.parametrize(
    ("forms", "label", "is_russia"),
    [
        pytest.param([{"form": "la  RUSSIE", "docs": [DOC]}], "?", True, id="spelling"),
        pytest.param([{"form": "Russie"}], "?", True, id="documents not said"),
        pytest.param([{"form": "Russie", "docs": ["b.txt"]}], "?", False, id="another document"),
        pytest.param([], "Russie", True, id="label"),
        pytest.param(
            [{"form": "Russie", "docs": [DOC], "count": 3}, {"form": "jihadistes", "docs": [DOC]}],
            "?",
            True,
            id="most votes",
        ),
        pytest.param(
            [{"form": "Russie", "docs": [DOC]}, {"form": "jihadistes", "docs": [DOC], "count": 3}],
            "Russie",
            False,
            id="label does not vote where a form does",
        ),
    ],
)
def test_an_actor_is_known_by_its_forms(
    tmp_path: Path, forms: list[Record], label: str, is_russia: bool
) -> None:
    evaluation = evaluate_forms(tmp_path, forms, label=label)
    assert counts(evaluation.strict.scores["all"]) == (RIGHT if is_russia else (0, 1, 1))
    assert evaluation.actor_recall == (1 if is_russia else 0.5)


def test_actor_recall_asks_neither_for_generic_nor_for_borderline_actors(tmp_path: Path) -> None:
    gold = [relation("parties", "diplomacy", "hts"), relation("russia", "alliance", "assad", borderline=True)]
    out = write_build(tmp_path / "out", [], actors=[actor for actor in ACTORS if actor["id"] == "hts"])
    assert evaluate(out, write_gold(tmp_path / "gold", gold)).actor_recall == 1


def test_faults_show_their_evidence(tmp_path: Path) -> None:
    found = relation("syria", "opposition", "hts", sentence="S.", cue="frappe", rule="strike: subject>object")
    evaluation = compare(tmp_path, found=[found], gold=[HELPS | {"sentence": "T.", "cue": "aide"}])
    (wrong,), (missed,) = evaluation.strict.wrong, evaluation.strict.missed
    assert (wrong.source, wrong.target, wrong.type) == ("hts", "syria", "opposition")
    assert (wrong.sentence, wrong.cue, wrong.rule) == ("S.", "frappe", "strike: subject>object")
    assert (missed.sentence, missed.cue, missed.rule) == ("T.", "aide", "")


def test_an_actor_that_the_gold_does_not_know_is_marked(tmp_path: Path) -> None:
    iran = {"id": "iran", "label": "Iran"}
    out = write_build(tmp_path / "out", [relation("iran", "alliance", "hts")], actors=[*ACTORS, iran])
    (wrong,) = evaluate(out, write_gold(tmp_path / "gold", [])).rolled.wrong
    assert (wrong.source, wrong.target) == ("?x-iran", "hts")


def test_lines_show_each_level_and_as_many_faults_as_asked(tmp_path: Path) -> None:
    evaluation = compare(tmp_path, found=[HELPS], gold=[FIGHTS, relation("assad", "diplomacy", "hts")])
    lines = evaluation.lines()
    assert sum(line.startswith(("strict ", "rolled ")) for line in lines) == 2 * len(evaluation.rolled.scores)
    assert "rolled: 1 with the wrong sign, 0 negated as plain" in lines
    assert not [line for line in lines if line.startswith(("missed:", "wrong:"))]
    assert evaluation.lines(1)[len(lines) :] == [
        "missed: mention missed | a.txt | RUS -- hts | opposition | opposition | hts … russia.",
        "wrong: a.txt | RUS -> hts | alliance | alliance | russia … hts.",
    ]


def test_to_dict_is_json(tmp_path: Path) -> None:
    facts = compare(tmp_path, found=[HELPS], gold=[HELPS]).to_dict()
    assert json.loads(json.dumps(facts)) == facts
    expected = {"precision": 1, "recall": 1, "f1": 1, "right": 1, "wrong": 0, "missed": 0}
    assert facts["rolled"]["scores"]["signed"] == expected


def test_articles_in_which_nothing_was_found_are_named(tmp_path: Path) -> None:
    actors = [{**actor, "docs": [DOC, "b.txt"]} for actor in ACTORS]
    gold = write_gold(tmp_path / "gold", [HELPS], actors)
    evaluation = evaluate(write_build(tmp_path / "out", [HELPS]), gold)
    assert evaluation.silent == ("b.txt",)
    assert evaluation.lines()[-1] == "nothing found in 1 of 2 articles: b.txt"


def test_the_build_of_other_articles_is_refused(tmp_path: Path) -> None:
    actors = [{**actor, "docs": ["b.txt"]} for actor in ACTORS]
    gold = write_gold(tmp_path / "gold", [HELPS | {"doc": "b.txt"}], actors)
    with pytest.raises(InputError, match=r"no document in common.*'a\.txt'.*'b\.txt'"):
        evaluate(write_build(tmp_path / "out", [HELPS]), gold)


IDS = st.sampled_from([actor["id"] for actor in ACTORS])
STATEMENTS = st.lists(
    st.builds(
        relation,
        IDS,
        st.sampled_from([type_.value for type_ in SCORED]),
        IDS,
        directed=st.booleans(),
        negated=st.booleans(),
        borderline=st.booleans(),
    ),
    max_size=12,
)
in_one_folder = settings(
    deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@in_one_folder
@given(statements=STATEMENTS)
def test_the_gold_fed_back_is_perfect(tmp_path: Path, statements: list[Record]) -> None:
    evaluation = compare(tmp_path, found=statements, gold=statements)
    for level in evaluation.levels.values():
        assert not level.wrong
        assert not level.missed
        assert all(score.f1 == 1 for score in level.scores.values() if score.right)
        assert level.wrong_sign == level.negated_as_plain == 0
    assert evaluation.actor_recall in {None, 1}


@in_one_folder
@given(found=STATEMENTS, gold=STATEMENTS, random=st.randoms(use_true_random=False))
def test_the_order_of_records_does_not_matter(
    tmp_path: Path, found: list[Record], gold: list[Record], random: Any
) -> None:
    before = compare(tmp_path, found=found, gold=gold)
    random.shuffle(found)
    random.shuffle(gold)
    after = compare(tmp_path, found=found, gold=gold)
    for level, same in zip(before.levels.values(), after.levels.values(), strict=True):
        assert level.scores == same.scores
        assert (level.wrong_sign, level.negated_as_plain) == (same.wrong_sign, same.negated_as_plain)


@in_one_folder
@given(found=STATEMENTS, gold=STATEMENTS)
def test_every_firm_edge_is_either_right_or_missed(
    tmp_path: Path, found: list[Record], gold: list[Record]
) -> None:
    none_found = compare(tmp_path, found=[], gold=gold)
    for name, level in compare(tmp_path, found=found, gold=gold).levels.items():
        for group, score in level.scores.items():
            assert score.right + score.missed == none_found.levels[name].scores[group].missed
