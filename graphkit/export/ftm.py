"""FollowTheMoney entities, which Aleph and OpenSanctions' tools load: one JSON object a line.

Actors become Person, PublicBody, Company, Organization or LegalEntity; articles, Article; an edge, an
UnknownLink whose role is the relation and whose status is the strongest modality, with its sentences as
description and its articles as proof. No narrower schema is taken (Membership, Directorship): a
newspaper's "close to" does not carry it. Dates are those of the statements; no start or end of the
relation follows from them.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from graphkit.errors import ExportError
from graphkit.export.evidence import is_web_address
from graphkit.export.files import atomic_text
from graphkit.export.flatten import EdgeKey, Flat, Row, one_line, sentences_of, split_list
from graphkit.records import ActorType, Document, Relation

SCHEMATA: Mapping[str, str] = {
    ActorType.PERSON: "Person",
    ActorType.STATE: "PublicBody",
    ActorType.GOVERNMENT: "PublicBody",
    ActorType.MILITARY: "PublicBody",
    ActorType.ARMED_GROUP: "Organization",
    ActorType.PARTY: "Organization",
    ActorType.COMPANY: "Company",
    ActorType.ORG: "Organization",
}
"""Type of actor -> schema; any other is a LegalEntity."""


def write_ftm(flat: Flat, path: Path) -> None:
    """Write one entity per article, actor and edge; ids are hashes, the same for the same graph."""
    try:
        from followthemoney import model
    except ModuleNotFoundError as error:
        raise ExportError(
            f"{path}: FollowTheMoney entities need followthemoney: pip install followthemoney"
        ) from error
    with atomic_text(path) as file:
        for entity in _entities(flat, model):
            file.write(json.dumps(entity.to_dict(), ensure_ascii=False, sort_keys=True) + "\n")


def _entities(flat: Flat, model: Any) -> Iterator[Any]:
    relations: Mapping[str, Relation] = flat.graph.graph.get("relations", {})
    documents: Mapping[str, Document] = flat.graph.graph.get("documents", {})
    articles: dict[str, Any] = {}
    actors = {str(row["id"]): str(row["actor_type"]) for row in flat.nodes}
    for row in flat.nodes:
        yield _actor(row, model, actors)
    for row, key in zip(flat.edges, flat.edge_keys, strict=True):
        cited = _cited(flat, key, relations)
        for id_ in cited:
            if id_ not in articles:
                articles[id_] = _article(id_, documents.get(id_), model)
                yield articles[id_]
        yield _link(
            row, sentences_of(flat.graph.edges[key], relations), [articles[id_] for id_ in cited], model
        )


def _actor(row: Row, model: Any, actors: Mapping[str, str]) -> Any:
    entity = _entity(model, SCHEMATA.get(str(row["actor_type"]), "LegalEntity"), "actor", row["id"])
    entity.add("name", row["label"], cleaned=True)
    for form in split_list(row["aliases"]):
        if form != row["label"]:
            entity.add("alias", form, cleaned=True)
    entity.add("country", row["country"])
    parent = str(row["parent"])
    if parent in actors and ActorType.PERSON not in (row["actor_type"], actors[parent]):
        entity.add("parent", _id(model, "actor", parent), cleaned=True)
    return entity


def _article(id_: str, document: Document | None, model: Any) -> Any:
    entity = _entity(model, "Article", "article", id_)
    entity.add("fileName", one_line(id_), cleaned=True)
    if document is not None:
        if document.title:
            entity.add("title", one_line(document.title), cleaned=True)
        if document.outlet:
            entity.add("publisher", one_line(document.outlet), cleaned=True)
        entity.add("date", document.date)
        entity.add("language", document.lang)
        if document.url and is_web_address(document.url):
            entity.add("sourceUrl", document.url)
    return entity


def _link(row: Row, sentences: list[str], articles: list[Any], model: Any) -> Any:
    entity = _entity(model, "UnknownLink", "link", row["id"])
    entity.add("subject", _id(model, "actor", row["source"]), cleaned=True)
    entity.add("object", _id(model, "actor", row["target"]), cleaned=True)
    entity.add("role", row["relation"], cleaned=True)
    if row["modality"]:
        entity.add("status", row["modality"], cleaned=True)
    entity.add("recordId", row["id"], cleaned=True)
    for name in ("first_date", "last_date"):
        entity.add("date", row[name])
    for sentence in sentences:
        entity.add("description", sentence, cleaned=True)
    for article in articles:
        entity.add("proof", article.id, cleaned=True)
        entity.add("publisher", article.get("publisher"), cleaned=True)
    return entity


def _cited(flat: Flat, key: EdgeKey, relations: Mapping[str, Relation]) -> list[str]:
    """Ids of the articles in which an edge's statements stand, without those that only deny it."""
    data = flat.graph.edges[key]
    stated = (relations[id_] for id_ in data.get("relations", ()) if id_ in relations)
    found = {relation.evidence.doc for relation in stated if not relation.negated}
    return sorted(found or {example["doc"] for example in data.get("examples", ()) if example["doc"]})


def _entity(model: Any, schema: str, kind: str, id_: object) -> Any:
    entity = model.make_entity(schema)
    entity.id = _id(model, kind, id_)
    return entity


def _id(model: Any, kind: str, id_: object) -> str:
    return str(model.make_entity("Article").make_id("graphkit", kind, id_))
