"""What an investigative team finds in the entities."""

from __future__ import annotations

import json
from typing import Any

import pytest
from sample import syria_graph

from graphkit.export import export

pytest.importorskip("followthemoney")


@pytest.fixture(scope="module")
def entities(tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, Any]]:
    path = export(syria_graph(), tmp_path_factory.mktemp("ftm") / "graph.ftm.json")
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def named(entities: list[dict[str, Any]], name: str) -> dict[str, Any]:
    return next(e for e in entities if e["properties"].get("name") == [name])


def link(entities: list[dict[str, Any]], key: str) -> dict[str, Any]:
    found = next(e for e in entities if e["properties"].get("recordId") == [key])
    properties: dict[str, Any] = found["properties"]
    return properties


def test_actors_are_what_they_are(entities: list[dict[str, Any]]) -> None:
    schemata = {
        "Vladimir Poutine": "Person", "Russie": "PublicBody", "Rosneft": "Company", "PKK": "Organization",
        "Civils": "LegalEntity", "Hezbollah": "Organization",
    }  # fmt: skip
    assert {name: named(entities, name)["schema"] for name in schemata} == schemata
    iran = named(entities, "Iran")["properties"]
    assert iran["country"] == ["ir"]
    assert set(iran["alias"]) == {"Téhéran", "la République islamique"}


def test_a_body_has_its_state_as_parent_and_a_person_has_none(entities: list[dict[str, Any]]) -> None:
    assert named(entities, "Régime syrien")["properties"]["parent"] == [named(entities, "Syrie")["id"]]
    assert "parent" not in named(entities, "Bachar al-Assad")["properties"]


def test_an_edge_has_all_its_sentences_and_articles_and_no_end(entities: list[dict[str, Any]]) -> None:
    support = link(entities, "russie|alliance|regime-syrien")
    assert len(support["description"]) == 3  # four statements, of which two are one sentence in two articles
    assert len(support["proof"]) == 4
    assert not {"startDate", "endDate"} & set(support)
    assert not any("renforts" in text for text in support["description"]), "what is denied is no evidence"


def test_the_strongest_modality_is_its_status(entities: list[dict[str, Any]]) -> None:
    assert link(entities, "turquie|alliance|hts")["status"] == ["claimed"]
    assert link(entities, "hezbollah|alliance|bachar-al-assad")["status"] == ["possible"]
