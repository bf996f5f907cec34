"""What Gephi 0.10 makes of a file, without Java: its import rules, and what it would complain of or repair.

Gephi's importers repair without asking: they drop edges whose id repeats or whose weight is 0, merge edges
of one kind between two nodes, skip columns of a type that they do not know, and lose blanks between two
entities of a text. Whatever of that happens here is in `Imported.issues`. The rules were read in Gephi's
sources (ImporterGraphML, ImporterGEXF, the spreadsheet importer, ImportContainerImpl, DefaultProcessor).
"""

from __future__ import annotations

import csv
import datetime as dt
import re
from collections import Counter
from dataclasses import dataclass, field
from itertools import product
from pathlib import Path
from typing import Any
from xml.parsers import expat

from lxml import etree

NODE_PROPERTIES = {
    "label": "label", "nodelabel": "label", "x": "x", "xpos": "x", "y": "y", "ypos": "y", "z": "z",
    "zpos": "z",
    "size": "size", "r": "r", "g": "g", "b": "b", "color": "color",
}  # fmt: skip
EDGE_PROPERTIES = {
    "label": "label", "edgelabel": "label", "weight": "weight", "Edge Weight": "weight",
    "r": "r", "g": "g", "b": "b", "color": "color",
}  # fmt: skip
GRAPHML_TYPES = {"boolean", "int", "long", "float", "double", "string"}
GEXF_TYPES = {"boolean", "integer", "long", "float", "double", "string"}
RESERVED = {"id", "timeset"}


@dataclass
class Imported:
    """A graph as Gephi holds it after the import."""

    nodes: dict[str, dict[str, Any]] = field(default_factory=dict)
    edges: dict[str, dict[str, Any]] = field(default_factory=dict)
    issues: list[str] = field(default_factory=list)

    def add_node(self, node: dict[str, Any]) -> None:
        if not node.get("id") or node["id"] in self.nodes:
            self.issues.append(f"node {node.get('id')!r} repeats or has no id")
        self._check_color(node)
        self.nodes[node["id"]] = {"label": node["id"]} | node

    def add_edge(self, edge: dict[str, Any]) -> None:
        id_ = edge.get("id") or f"generated {len(self.edges)}"
        if id_ in self.edges:
            self.issues.append(f"edge {id_!r} already exists")
            return
        if not {edge["source"], edge["target"]} <= set(self.nodes):
            self.issues.append(f"edge {id_!r} has an end that is no node")
            return
        if edge.get("directed") is None:
            self.issues.append(f"edge {id_!r} does not say its direction")
        if not edge.get("weight", 1.0) > 0:
            self.issues.append(f"edge {id_!r} has weight {edge['weight']}")
            return
        self._check_color(edge)
        self.edges[id_] = edge

    def _check_color(self, item: dict[str, Any]) -> None:
        if not re.fullmatch("#[0-9a-f]{6}", item.get("color", "#000000")):
            self.issues.append(f"{item['id']!r} has the colour {item['color']!r}")

    def processed(self) -> Imported:
        """After the processor, which merges within a kind and throws nodes about that have no place."""
        ways: Counter[tuple[str, str, str | None]] = Counter()
        pairs: Counter[tuple[frozenset[str], str | None]] = Counter()
        for edge in self.edges.values():
            ways[edge["source"], edge["target"], edge.get("kind")] += 1
            pairs[frozenset((edge["source"], edge["target"])), edge.get("kind")] += 1
        for id_, edge in list(self.edges.items()):
            source, target, kind = edge["source"], edge["target"], edge.get("kind")
            if ways[source, target, kind] > 1 or (
                not edge["directed"] and pairs[frozenset((source, target)), kind] > 1
            ):
                self.issues.append(f"edge {id_!r} is merged with another of kind {kind!r}")
                del self.edges[id_]
                ways[source, target, kind] -= 1
                pairs[frozenset((source, target)), kind] -= 1
        if len(self.nodes) > 1 and not any(node.get("x") or node.get("y") for node in self.nodes.values()):
            self.issues.append("no node has a place")
        return self


def import_graphml(path: Path) -> Imported:
    """As ImporterGraphML reads: by streaming, so that text comes in the pieces that the parser makes."""
    reading = _Graphml()
    parser = expat.ParserCreate()
    parser.buffer_text = False
    parser.StartElementHandler, parser.EndElementHandler = reading.start, reading.end
    parser.CharacterDataHandler = reading.characters
    parser.Parse(path.read_bytes(), True)
    return reading.result.processed()


class _Graphml:
    def __init__(self) -> None:
        self.result = Imported()
        self.keys: dict[tuple[str, str], tuple[str, str]] = {}
        self.default: str | None = None
        self.domain = self.key = ""
        self.item: dict[str, Any] = {}
        self.pieces: list[str] = []

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "key":
            self.declare(attributes)
        elif name == "graph":
            self.default = attributes.get("edgedefault", "")
        elif name in ("node", "edge"):
            self.domain = name
            self.item = {n: attributes[n] for n in ("id", "source", "target") if n in attributes}
            said = attributes.get("directed")
            if name == "edge":
                self.item["directed"] = said == "true" if said else {"directed": True}.get(self.default or "")
                self.item["kind"] = attributes.get("label")
        elif name == "data":
            self.key = attributes["key"]
            self.pieces.clear()

    def declare(self, key: dict[str, str]) -> None:
        id_, domain, type_ = key["id"], key.get("for", "all"), key.get("attr.type", "string")
        properties = {"node": NODE_PROPERTIES, "edge": EDGE_PROPERTIES}.get(domain, {})
        title = key.get("attr.name", id_)
        property_ = properties.get(id_) or properties.get(title)
        for is_wrong, issue in (
            (not properties, f"is for {domain!r}"),
            (self.default is not None, "comes after the graph"),
            (type_ not in GRAPHML_TYPES, f"has the type {type_!r}"),
            (property_ is None and id_ in RESERVED, "is a column of Gephi's own"),
            (any(known == id_ for _, known in self.keys), "repeats"),
        ):
            if is_wrong:
                self.result.issues.append(f"key {id_!r} {issue}")
        self.keys[domain, id_] = (property_ or title, type_)

    def characters(self, text: str) -> None:
        if text.strip(" \t\n\r"):  # a piece of blanks only is skipped
            self.pieces.append(text)

    def end(self, name: str) -> None:
        if name == "data" and self.pieces:
            property_, type_ = self.keys.get((self.domain, self.key), (self.key, "string"))
            self.item[property_] = _parse("".join(self.pieces), type_)
        elif name == "node":
            self.result.add_node(self.item)
        elif name == "edge":
            self.result.add_edge(self.item)


NAMESPACES = {"g": "http://gexf.net/1.3", "viz": "http://gexf.net/1.3/viz"}


def import_gexf(path: Path) -> Imported:
    """As ImporterGEXF reads, with the time of each item as ``spans``."""
    root = etree.parse(str(path)).getroot()
    graph = root.find("g:graph", NAMESPACES)
    result = Imported()
    types = {
        (block.get("class"), attribute.get("id")): attribute.get("type")
        for block in graph.findall("g:attributes", NAMESPACES)
        for attribute in block
    }
    for is_wrong, issue in (
        (root.get("version") != "1.3", "the version is deprecated"),
        (graph.get("defaultedgetype"), "edges of another than the default direction are dropped"),
        (set(types.values()) - GEXF_TYPES, "a column has a type that is unknown"),
        ({id_ for _, id_ in types} & RESERVED, "a column is Gephi's own"),
    ):
        if is_wrong:
            result.issues.append(issue)
    is_dated = graph.get("mode") == "dynamic" and graph.get("timeformat") == "date"
    for domain in ("node", "edge"):
        for element in graph.iterfind(f"g:{domain}s/g:{domain}", NAMESPACES):
            item = _gexf_item(element, domain, types, result)
            if item["spans"] and not is_dated:
                result.issues.append(f"{item['id']!r} has a time in a graph without")
            if domain == "node":
                result.add_node(item)
            else:
                item["directed"] = {"directed": True, "undirected": False}.get(item.pop("type", ""))
                item["weight"] = float(item.get("weight", 1))
                result.add_edge(item)
    for edge in result.edges.values():
        for (start, end), name in product(edge["spans"], ("source", "target")):
            if not any(first <= start and end <= last for first, last in result.nodes[edge[name]]["spans"]):
                result.issues.append(f"edge {edge['id']!r} outlives its {name}")
    return result.processed()


def _gexf_item(element: Any, domain: str, types: dict[Any, str], result: Imported) -> dict[str, Any]:
    item: dict[str, Any] = dict(element.attrib)
    for value in element.iterfind("g:attvalues/g:attvalue", NAMESPACES):
        type_ = types.get((domain, value.get("for")))
        if type_ is None:
            result.issues.append(f"{item['id']!r} has the undeclared {value.get('for')!r}")
        else:
            item[value.get("for")] = _parse(value.get("value"), type_)
    item["spans"] = [
        (dt.date.fromisoformat(spell.get("start")), dt.date.fromisoformat(spell.get("end")))
        for spell in element.iterfind("g:spells/g:spell", NAMESPACES)
    ]
    if (color := element.find("viz:color", NAMESPACES)) is not None:
        item["color"] = "#" + "".join(f"{int(color.get(channel)):02x}" for channel in "rgb")
    if (position := element.find("viz:position", NAMESPACES)) is not None:
        item |= {axis: float(position.get(axis)) for axis in "xy"}
    if (size := element.find("viz:size", NAMESPACES)) is not None:
        item["size"] = float(size.get("value"))
    return item


def import_tables(nodes: Path, edges: Path) -> Imported:
    """As the spreadsheet importer reads both tables into one workspace."""
    result = Imported()
    own = {"Id": "id", "Label": "label", "Source": "source", "Target": "target", "Kind": "kind"}
    for row in _rows(nodes):
        result.add_node({own.get(name, name): _number(cell) for name, cell in row.items() if cell})
    for row in _rows(edges):
        edge = {own.get(name, name): _number(cell) for name, cell in row.items() if cell}
        edge["directed"] = {"Directed": True, "Undirected": False}.get(edge.pop("Type"))
        edge["weight"] = float(edge.pop("Weight"))
        result.add_edge(edge)
    return result.processed()


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, strict=True))


def _number(cell: str) -> Any:
    return {"true": True, "false": False}.get(cell, cell)


def _parse(text: str, type_: str) -> Any:
    if type_ == "boolean":
        return {"true": True, "false": False}[text]
    if type_ in ("int", "integer", "long"):
        return int(text)
    return float(text) if type_ in ("float", "double") else text
