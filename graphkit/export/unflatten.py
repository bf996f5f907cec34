"""From the rows of a file back to a graph: the inverse of `graphkit.export.flatten`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import networkx as nx

from graphkit.errors import InputError
from graphkit.export.flatten import Row, Scalar, split_list
from graphkit.records import Alias, MentionKind, Modality

READ_RULE = "read from a file"
"""The rule of an alias that was read: the file tells the form, but not what joined it to its actor."""

_NODE_ATTRIBUTES: Mapping[str, str] = {
    "label": "label",
    "type": "actor_type",
    "country": "country",
    "parent": "parent",
    "generic": "generic",
    "mentions": "mentions",
    "documents": "documents",
    "first": "first_date",
    "last": "last_date",
    "x": "x",
    "y": "y",
}
_EDGE_ATTRIBUTES: Mapping[str, str] = {
    "type": "relation",
    "sign": "polarity",
    "directed": "directed",
    "weight": "weight",
    "documents": "documents",
    "sources": "sources",
    "first": "first_date",
    "last": "last_date",
    **{modality.value: modality.value for modality in Modality},
    "negated": "negated",
}
"""Attribute of the graph -> column of the file. A graph made by `graphkit.graph` has all of these."""

_OPTIONAL = ("modality", "event", "intensity", "confidence", "npmi_sentence", "npmi_document")
"""Attributes of the same name in file and graph, which some edges do not have."""


@dataclass(slots=True)
class FlatFile:
    """What a file says: rows that hold at least the columns that have a value."""

    title: str = ""
    nodes: list[Row] = field(default_factory=list)
    edges: list[Row] = field(default_factory=list)


def typed(text: str, type_: str | None) -> Scalar:
    """A value from its text, by the type of its column.

    >>> typed("3", "int"), typed("true", "boolean"), typed("3", None)
    (3, True, '3')
    """
    if type_ == "boolean":
        return text == "true"
    if type_ == "int":
        return int(text)
    if type_ == "double":
        return float(text)
    return text


def unflatten(file: FlatFile, path: Path) -> nx.MultiDiGraph[str]:
    """The graph of a file's rows, with the attributes that `graphkit.graph` gives; `path` is for messages.

    A row without what every file of ours has is an `InputError`.
    """
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph(relations={}, documents={}, title=file.title)
    for row in file.nodes:
        _need(row, ("id", "label"), path)
        attributes: dict[str, Any] = {name: row.get(column) for name, column in _NODE_ATTRIBUTES.items()}
        aliases = tuple(_alias(form) for form in split_list(row.get("aliases")))
        bloc = {"bloc": row["bloc"]} if row.get("bloc") is not None else {}
        graph.add_node(row["id"], **attributes, aliases=aliases, **bloc)
    for row in file.edges:
        _need(row, ("source", "target", "relation", "weight"), path)
        for end in ("source", "target"):
            if row[end] not in graph:
                raise InputError(
                    f"{path}: edge {row.get('id')} ends at {row[end]!r}, which is no actor of it"
                )
        attributes = {name: row.get(column) for name, column in _EDGE_ATTRIBUTES.items()}
        attributes |= {name: row[name] for name in _OPTIONAL if row.get(name) is not None}
        examples = tuple({"doc": "", "sentence": text} for text in split_list(row.get("evidence")))
        graph.add_edge(
            row["source"], row["target"], key=row["relation"], **attributes, relations=(), examples=examples
        )
    return graph


def _alias(form: str) -> Alias:
    return Alias(form=form, kind=MentionKind.NAME, docs=(), count=0, rule=READ_RULE)


def _need(row: Row, columns: tuple[str, ...], path: Path) -> None:
    for column in columns:
        if row.get(column) is None:
            raise InputError(
                f"{path} was not written by graphkit: {row.get('id', 'a row')!r} has no {column!r}; "
                "give a file made by graphkit export"
            )
