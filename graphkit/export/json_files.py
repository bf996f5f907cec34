"""JSON for the web: node-link for d3, sigma and networkx, and the form that Cytoscape reads.

Both are written one element a line. Lists are lists here, and what is not known is left out.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any, TextIO

from graphkit.export.files import atomic_text
from graphkit.export.flatten import LIST_COLUMNS, Flat, Row, split_list

Json = dict[str, Any]


def write_node_link(flat: Flat, path: Path) -> None:
    """Write ``{"nodes": [{"id", ...}], "links": [{"source", "target", "key", ...}]}``.

    d3's force layout takes it as it is; sigma, through graphology, with one loop over nodes and one over
    links, for the attributes have the names that it draws by (label, x, y, size, color); networkx, with
    ``node_link_graph(data, edges="links")``. ``key`` is the link's id; ``directed`` is said on every link.
    """
    with atomic_text(path) as file:
        head = {"directed": True, "multigraph": True, "graph": {"title": flat.title}}
        file.write(_text(head)[:-1] + ',\n"nodes": ')
        _write_list(file, map(plain, flat.nodes))
        file.write(',\n"links": ')
        _write_list(file, (_link(edge) for edge in flat.edges))
        file.write("}\n")


def write_cytoscape(flat: Flat, path: Path) -> None:
    """Write Cytoscape JSON, for Cytoscape and Cytoscape.js, with positions (y downwards).

    A node's ``parent`` would make it a box around others there: it is called ``parent_actor``.
    """
    with atomic_text(path) as file:
        head = {"format_version": "1.0", "generated_by": "graphkit", "data": {"name": flat.title}}
        file.write(_text(head)[:-1] + ',\n"elements": {"nodes": ')
        _write_list(file, map(_cytoscape_node, flat.nodes))
        file.write(',\n"edges": ')
        _write_list(file, map(_cytoscape_edge, flat.edges))
        file.write("}}\n")


def plain(row: Row) -> Json:
    """A row as JSON: lists as lists, empty ones too, and without what is not known."""
    return {
        name: split_list(value) if name in LIST_COLUMNS else value
        for name, value in row.items()
        if value is not None or name in LIST_COLUMNS
    }


def _link(edge: Row) -> Json:
    link = plain(edge)
    del link["edge_key"]
    return {"key": link.pop("id")} | link


def _cytoscape_node(node: Row) -> Json:
    data = plain(node)
    place = {"x": data.pop("x"), "y": -data.pop("y") + 0.0}
    if "parent" in data:
        data["parent_actor"] = data.pop("parent")
    return {"data": data | {"name": data["label"]}, "position": place}


def _cytoscape_edge(edge: Row) -> Json:
    data = plain(edge)
    return {"data": data | {"interaction": data["relation"]}}


def _write_list(file: TextIO, items: Iterable[Json]) -> None:
    file.write("[")
    file.writelines((",\n" if index else "\n") + _text(item) for index, item in enumerate(items))
    file.write("]")


def _text(value: Json) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False)
