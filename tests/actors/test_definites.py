"""Whom "le groupe" or "cette ONG" stands for, from the mentions of a text alone."""

from __future__ import annotations

from dataclasses import replace

import pytest

from graphkit.actors.candidate import DEFINITE, TOPICAL, Candidate
from graphkit.actors.definites import LAST_ONE, ONLY_ONE, SAME_NOUN, TOPIC, Definites
from graphkit.records import ActorType, MentionKind


def name(label: str, at: int, kind: ActorType = ActorType.COMPANY, *, noun: str = "") -> Candidate:
    return Candidate(
        start=at,
        end=at + 1,
        head=at,
        id=label.lower(),
        label=label,
        type=kind,
        kind=MentionKind.NAME,
        rule="gazetteer:actor",
        noun=noun,
        sentence=at // 10,
    )


def noun(form: str, at: int, *kinds: str, near: bool = False) -> Candidate:
    open_ = name("", at, ActorType.ORG, noun=form)
    pending = DEFINITE + "|".join(kinds)
    return replace(open_, kind=MentionKind.NOMINAL, rule="collective", pending=pending, near=near)


def resolved(c: Candidate, *named: Candidate) -> tuple[str, str]:
    found = Definites(named).resolved(c)
    return found.id, found.rule if found.id else ""


GROUP = noun("groupe", 20, "COMPANY", TOPICAL)


@pytest.mark.parametrize(
    ("named", "expected"),
    [
        ([name("Renault", 1)], ("renault", ONLY_ONE)),
        ([name("Renault", 1), name("Nissan", 3)], ("", "")),
        ([name("ONU", 1, ActorType.ORG)], ("", "")),
        ([name("Renault", i) for i in (1, 3, 5)] + [name("Nissan", 7)], ("renault", TOPIC)),
        ([name("Renault", i) for i in (1, 3)] + [name("Nissan", 7)], ("", "")),
        ([name("Renault", 1, noun="groupe"), name("Nissan", 3)], ("renault", SAME_NOUN)),
        ([name("Renault", 1, noun="groupe"), name("Nissan", 3, noun="groupe")], ("", "")),
    ],
)
def test_the_group_is_the_only_one_the_one_introduced_or_the_topic(
    named: list[Candidate], expected: tuple[str, str]
) -> None:
    assert resolved(GROUP, *named) == expected


def test_an_introduced_one_that_is_not_the_topic_gives_way_to_it_only_beside_it() -> None:
    topic = [name("Renault", i) for i in (1, 3, 5)]
    other = name("Nissan", 7, noun="groupe")
    assert resolved(GROUP, *topic, other) == ("", "")
    assert resolved(GROUP, *topic, other, name("Renault", 15)) == ("renault", TOPIC)


def test_a_noun_of_a_special_kind_is_not_the_topic() -> None:
    named = [name("Renault", i) for i in (1, 3, 5)] + [name("Nissan", 7)]
    assert resolved(noun("banque", 20, "COMPANY"), *named) == ("", "")


def test_behind_a_demonstrative_the_last_one_counts() -> None:
    this = noun("ong", 20, "ORG", near=True)
    far, near = name("Amnesty", 1, ActorType.ORG), name("OSDH", 15, ActorType.ORG)
    assert resolved(this, far, near) == ("osdh", LAST_ONE)
    assert resolved(this, far) == ("", "")


def test_a_source_is_what_a_demonstrative_may_mean_and_stays_one() -> None:
    agency = replace(name("OSDH", 15, ActorType.ORG), source_only=True)
    found = Definites([agency]).resolved(noun("ong", 20, "ORG", near=True))
    assert (found.id, found.source_only) == ("osdh", True)
    assert resolved(noun("organisation", 20, "ORG", TOPICAL), agency) == ("", "")


def test_a_name_that_begins_with_the_noun_is_introduced_by_it() -> None:
    court = replace(name("Cour pénale internationale", 1, ActorType.ORG), id="cpi")
    assert Definites([court]).introduced(noun("cour", 20, "ORG")) == court
    assert Definites([replace(court, start=30, end=31)]).introduced(noun("cour", 20, "ORG")) is None
