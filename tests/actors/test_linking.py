"""Which mentions are one actor: within a text, and across texts whatever their order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graphkit.actors.candidate import Candidate
from graphkit.actors.hierarchy import with_parents
from graphkit.actors.linking import link
from graphkit.actors.main_state import main_state, plain_state, states_of_text
from graphkit.actors.names import Gazetteer, slug
from graphkit.actors.nominals import Nominals
from graphkit.actors.settling import link_within
from graphkit.actors.text_records import actors_of
from graphkit.records import Actor, ActorType, Alias, Extraction, MentionKind


def person(name: str, start: int = 0, **changes: object) -> Candidate:
    """A mention of a person by a name, as the model's entities give it."""
    fields = {
        "start": start, "end": start + 1, "head": start, "id": slug(name), "label": name,
        "type": ActorType.PERSON, "kind": MentionKind.NAME, "rule": "entity:PER",
    }  # fmt: skip
    return Candidate(**(fields | changes))  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def nominals(gazetteer: Gazetteer) -> Nominals:
    return Nominals(gazetteer)


def ids_within(names: Iterable[str], nominals: Nominals) -> list[str]:
    candidates = [person(name, start) for start, name in enumerate(names)]
    return [c.id for c in link_within(candidates, Counter(), nominals)]


@pytest.mark.parametrize(
    ("names", "ids"),
    [
        (["Emmanuel Macron", "Macron"], ["emmanuel-macron"] * 2),
        (["Macron", "Emmanuel Macron"], ["emmanuel-macron"] * 2),
        (["Bachar al-Assad", "Assad"], ["bachar-al-assad"] * 2),
        (["Bachar al-Assad", "Bachar al-Assad", "Bashar el-Assad"], ["bachar-al-assad"] * 3),
        (["Emmanuel Macron", "Brigitte Macron"], ["emmanuel-macron", "brigitte-macron"]),
        (["Emmanuel Macron", "Emmanuel Moulin"], ["emmanuel-macron", "emmanuel-moulin"]),
        (["Bill Clinton", "Hillary Clinton", "Clinton"], ["bill-clinton", "hillary-clinton", "clinton"]),
        (["Merkel"], ["merkel"]),
    ],
    ids=", ".join,
)
def test_names_of_a_person_within_a_text(names: list[str], ids: list[str], nominals: Nominals) -> None:
    assert ids_within(names, nominals) == ids


@pytest.mark.parametrize(("full", "surname"), [("Marine Le Pen", "Le Pen"), ("Bachar al-Assad", "al-Assad")])
def test_a_surname_with_a_particle_is_short_for_its_person(
    full: str, surname: str, nominals: Nominals
) -> None:
    assert ids_within([full, surname], nominals) == [slug(full)] * 2


def test_a_merge_within_a_text_names_its_rule(nominals: Nominals) -> None:
    full, short = link_within([person("Emmanuel Macron"), person("Macron", 1)], Counter(), nominals)
    assert full.rule == "entity:PER"
    assert short.rule == "surname in the same text"


def test_a_surname_takes_nothing_from_an_organisation(nominals: Nominals) -> None:
    company = replace(person("Ford", 1), type=ActorType.COMPANY)
    assert [c.id for c in link_within([person("Henry Ford"), company], Counter(), nominals)] == [
        "henry-ford",
        "ford",
    ]


def test_a_surname_with_a_particle_is_no_organisation(nominals: Nominals) -> None:
    taken = replace(person("Le Drian", 1), type=ActorType.ORG, rule="entity:ORG")
    assert [c.id for c in link_within([person("Jean-Yves Le Drian"), taken], Counter(), nominals)] == [
        "jean-yves-le-drian"
    ] * 2


def test_a_name_beside_an_office_is_a_person(nominals: Nominals) -> None:
    name = replace(person("Jens Stoltenberg", 1), type=ActorType.ORG, rule="entity:ORG")
    office = person(
        "Jens Stoltenberg", 0, rule="office with name", kind=MentionKind.NOMINAL, office="secretaire"
    )
    assert {c.type for c in link_within([office, name], Counter(), nominals)} == {ActorType.PERSON}


def test_what_an_office_says_goes_to_all_mentions_of_its_holder(nominals: Nominals) -> None:
    office = person(
        "Bachar al-Assad", 0, rule="office with name", kind=MentionKind.NOMINAL, office="president",
        country="SYR", parent="syr-government",
    )  # fmt: skip
    settled = link_within([office, person("Bachar al-Assad", 1), person("Assad", 5)], Counter(), nominals)
    assert {(c.id, c.country, c.parent) for c in settled} == {("bachar-al-assad", "SYR", "syr-government")}


def test_an_office_without_a_name_is_its_holder_in_the_same_text(nominals: Nominals) -> None:
    named = person(
        "Bachar al-Assad", 0, rule="office with name", kind=MentionKind.NOMINAL, office="president",
        country="SYR", parent="syr-government",
    )  # fmt: skip
    alone = person(
        "président",
        9,
        id="",
        rule="office",
        kind=MentionKind.NOMINAL,
        office="president",
        pending="office:president",
    )
    settled = link_within([named, person("Bachar al-Assad", 1), alone], Counter(SYR=3), nominals)
    assert [c.id for c in settled] == ["bachar-al-assad"] * 3
    assert settled[-1].rule == "holder of the office in the same text"


def test_a_former_holder_does_not_hold_the_office(nominals: Nominals) -> None:
    named = person(
        "François Hollande", 0, rule="office with name", kind=MentionKind.NOMINAL, office="president",
        country="FRA", parent="fra-government", past=True,
    )  # fmt: skip
    alone = person(
        "président",
        9,
        id="",
        rule="office",
        kind=MentionKind.NOMINAL,
        office="president",
        pending="office:president",
    )
    assert [c.start for c in link_within([named, alone], Counter(FRA=3), nominals)] == [0]


def test_an_office_of_nobody_known_is_left_out(nominals: Nominals) -> None:
    alone = person(
        "président",
        9,
        id="",
        rule="office",
        kind=MentionKind.NOMINAL,
        office="president",
        pending="office:president",
    )
    assert link_within([alone], Counter(SYR=3), nominals) == []


def pending(what: str, kind: ActorType) -> Candidate:
    return person("le régime", 0, id="", label="", type=kind, kind=MentionKind.NOMINAL, pending=what)


def test_what_a_text_leaves_out_is_of_the_state_that_it_is_about(nominals: Nominals) -> None:
    about = Counter(SYR=4, RUS=1)
    assert [c.id for c in link_within([pending("government", ActorType.GOVERNMENT)], about, nominals)] == [
        "syr-government"
    ]
    assert [c.id for c in link_within([pending("military", ActorType.MILITARY)], about, nominals)] == [
        "syr-military"
    ]


def test_a_text_about_two_states_settles_nothing(nominals: Nominals) -> None:
    about = Counter(SYR=4, RUS=4)
    assert link_within([pending("government", ActorType.GOVERNMENT)], about, nominals) == []


@pytest.mark.parametrize(
    ("counts", "state"),
    [
        ({}, ""),
        ({"SYR": 2}, ""),
        ({"SYR": 4, "RUS": 4}, ""),
        ({"SYR": 4, "RUS": 3}, ""),
        ({"SYR": 3, "RUS": 1, "IRN": 1}, "SYR"),
        ({"SYR": 3, "RUS": 2, "IRN": 3}, ""),
    ],
)
def test_a_text_is_about_one_state_or_none(counts: dict[str, int], state: str) -> None:
    assert main_state(Counter(counts)) == state


@pytest.mark.parametrize(
    ("counts", "state"),
    [({}, ""), ({"PRT": 3}, "PRT"), ({"PRT": 6, "ESP": 2, "DEU": 2}, "PRT"), ({"PRT": 5, "ESP": 2}, "")],
)
def test_ministers_are_of_the_only_state_that_a_text_is_plainly_about(
    counts: dict[str, int], state: str
) -> None:
    assert plain_state(Counter(counts)) == state


def test_states_are_counted_by_names_adjectives_and_places(gazetteer: Gazetteer) -> None:
    text = "À Alep, l'armée syrienne combat. La Syrie et la Russie l'ont dit à Damas."
    counts = states_of_text(gazetteer.hits(text))
    assert counts["SYR"] == 4
    assert counts["RUS"] == 1


def test_aliases_count_their_forms(nominals: Nominals) -> None:
    settled = link_within(
        [person("Emmanuel Macron"), person("Macron", 3), person("Macron", 7)], Counter(), nominals
    )
    (actor,) = actors_of(
        "a.txt", [(c, text) for c, text in zip(settled, ["Emmanuel Macron", "Macron", "Macron"], strict=True)]
    )
    assert actor.label == "Emmanuel Macron"
    assert [(alias.form, alias.count) for alias in actor.aliases] == [("Macron", 2), ("Emmanuel Macron", 1)]


# -- across texts


def local(name: str, *, doc: str, count: int = 1, **changes: object) -> Actor:
    alias = Alias(form=name, kind=MentionKind.NAME, docs=(doc,), count=count, rule="entity:PER")
    fields = {"id": slug(name), "label": name, "type": ActorType.PERSON, "aliases": (alias,)}
    return Actor(**(fields | changes))  # type: ignore[arg-type]


def corpus(*texts: Iterable[str]) -> list[Extraction]:
    return [
        Extraction(doc=f"{i}.txt", actors=tuple(local(name, doc=f"{i}.txt") for name in dict.fromkeys(names)))
        for i, names in enumerate(texts)
    ]


def test_a_spelling_joins_the_commoner_one_across_texts() -> None:
    linking = link(corpus(["Bachar al-Assad"], ["Bachar al-Assad"], ["Bashar el-Assad"]))
    (actor,) = linking.actors
    assert actor.id == "bachar-al-assad"
    assert linking.ids["2.txt", "bashar-el-assad"] == "bachar-al-assad"
    rules = {alias.form: alias.rule for alias in actor.aliases}
    assert rules["Bashar el-Assad"] == "spelling of a name"


def test_a_surname_alone_is_not_joined_across_texts() -> None:
    assert [a.id for a in link(corpus(["Emmanuel Macron"], ["Macron"])).actors] == [
        "emmanuel-macron",
        "macron",
    ]


def test_two_persons_of_one_surname_stay_apart_across_texts() -> None:
    assert [a.id for a in link(corpus(["Bill Clinton"], ["Hillary Clinton"])).actors] == [
        "bill-clinton",
        "hillary-clinton",
    ]


def test_likeness_is_not_passed_on() -> None:
    """Each spelling joins the one that leads, never one that has itself been joined."""
    linking = link(corpus(["Mohamed Morsi"], ["Mohamed Morsi"], ["Mohammed Morsi"], ["Mohammad Morsy"]))
    assert set(linking.ids.values()) <= {actor.id for actor in linking.actors}


def test_aliases_name_all_their_documents() -> None:
    (actor,) = link(corpus(["Angela Merkel"], ["Angela Merkel"])).actors
    (alias,) = actor.aliases
    assert (alias.docs, alias.count) == (("0.txt", "1.txt"), 2)


def test_parents_follow_a_merge() -> None:
    extractions = [
        Extraction(doc="a.txt", actors=(local("Bachar al-Assad", doc="a.txt", count=3),)),
        Extraction(
            doc="b.txt",
            actors=(
                local("Bashar el-Assad", doc="b.txt"),
                local("clan Assad", doc="b.txt", type=ActorType.ORG, parent="bashar-el-assad"),
            ),
        ),
    ]
    parents = {actor.id: actor.parent for actor in link(extractions).actors}
    assert parents["clan-assad"] == "bachar-al-assad"


NAMES = [
    "Bachar al-Assad", "Bashar el-Assad", "Hafez al-Assad", "Assad", "Emmanuel Macron", "Brigitte Macron",
    "Macron", "Mohamed Morsi", "Mohammed Morsi", "Mohammad Morsy", "Vladimir Poutine", "Vladimir Putin",
    "Kim Jong-un", "Kim Jong-il",
]  # fmt: skip


@settings(deadline=None)
@given(st.lists(st.lists(st.sampled_from(NAMES), min_size=1), max_size=6), st.randoms())
def test_the_order_of_documents_does_not_matter(texts: list[list[str]], random: object) -> None:
    extractions = corpus(*texts)
    shuffled = list(extractions)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert link(shuffled) == link(extractions)


@settings(deadline=None)
@given(st.lists(st.lists(st.sampled_from(NAMES), min_size=1), max_size=6))
def test_every_local_actor_goes_to_an_actor_and_no_mention_is_lost(texts: list[list[str]]) -> None:
    extractions = corpus(*texts)
    linking = link(extractions)
    assert set(linking.ids) == {(e.doc, a.id) for e in extractions for a in e.actors}
    assert set(linking.ids.values()) == {actor.id for actor in linking.actors}
    assert sum(al.count for a in linking.actors for al in a.aliases) == sum(
        len(e.actors) for e in extractions
    )


# -- hierarchy


def body(id_: str, parent: str | None) -> Actor:
    return Actor(id=id_, label=id_, type=ActorType.ORG, parent=parent)


def test_a_parent_that_no_text_mentions_gives_way_to_the_next_above() -> None:
    actors = with_parents([body("syr-military", "syr-government"), body("syr", None)])
    assert {actor.id: actor.parent for actor in actors} == {"syr": None, "syr-military": "syr"}


def test_an_unknown_parent_is_no_parent() -> None:
    assert with_parents([body("hts", "al-qaida")])[0].parent is None


def test_parents_make_no_circle() -> None:
    parents = {
        actor.id: actor.parent for actor in with_parents([body("a", "b"), body("b", "a"), body("c", "c")])
    }
    assert parents["c"] is None
    assert None in (parents["a"], parents["b"])


def test_actors_come_sorted_by_id() -> None:
    assert [actor.id for actor in with_parents([body("b", None), body("a", "b")])] == ["a", "b"]
