"""GraphML that Gephi reads whole, and reading it back.

networkx's own writer is of no use here: it numbers parallel edges per pair, Gephi wants ids that
are unique in the file and, failing that, keeps one edge of each pair. The edge *kind*, which keeps
parallel edges apart in Gephi, is the XML attribute ``label``; direction is said on every edge.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from lxml import etree

from graphkit.errors import ExportError
from graphkit.export.flatten import EDGE_COLUMNS, NODE_COLUMNS, Flat, Row, Scalar, scalar_text
from graphkit.export.unflatten import FlatFile, typed
from graphkit.export.xml_files import RowElement, elements, forget, xml_file, xml_text

NAMESPACE = "http://graphml.graphdrawing.org/xmlns"
PROFILES = ("gephi", "portable")

_IDS = ("id", "source", "target")


def _edge_key(name: str) -> str:
    """Key id of an edge column. Ids are unique in a file, so names that nodes have too get a prefix."""
    if name == "label":
        return "edgelabel"
    return f"edge_{name}" if name in NODE_COLUMNS else name


# An id is an NMTOKEN in GraphML's schema; letters beyond ASCII are not in every edition of XML.
_NOT_IN_TOKENS = re.compile("[^A-Za-z0-9_.-]|_(?=x)")

_NODE_KEYS: Mapping[str, str] = {name: name for name in NODE_COLUMNS}
_EDGE_KEYS: Mapping[str, str] = {name: _edge_key(name) for name in EDGE_COLUMNS}
"""Column -> id of its key."""


def write_graphml(flat: Flat, path: Path, *, profile: str = "gephi") -> None:
    """Write GraphML 1.0, one element after the other.

    Profile "gephi" says the direction of each edge, which makes a mixed graph. networkx refuses
    those and igraph makes them all of one direction: profile "portable" has directed edges only, and
    the column ``symmetric`` tells those that are not.
    """
    if profile not in PROFILES:
        raise ExportError(f"unknown GraphML profile {profile!r}; known: {', '.join(PROFILES)}")
    is_gephi = profile == "gephi"
    with xml_file(path) as xml, xml.element("graphml", nsmap={None: NAMESPACE}):
        xml.write("\n")
        if flat.title:
            xml.write(_element("desc", {}, text=flat.title))
        for domain, columns, keys in (
            ("node", NODE_COLUMNS, _NODE_KEYS),
            ("edge", EDGE_COLUMNS, _EDGE_KEYS),
        ):
            for name, type_ in columns.items():
                key = {"id": keys[name], "for": domain, "attr.name": name, "attr.type": type_}
                xml.write(_element("key", key))
        with xml.element("graph", edgedefault="undirected" if is_gephi else "directed"):
            xml.write("\n")
            template = _row_element("node", _NODE_KEYS)
            for node in flat.nodes:
                element = template.of(node)
                element.set("id", token(str(node["id"])))
                xml.write(element, "\n")
            template = _row_element("edge", _EDGE_KEYS)
            for edge in flat.edges:
                element = template.of(edge)
                for name in _IDS:
                    element.set(name, token(str(edge[name])))
                if is_gephi:
                    element.set("directed", scalar_text(edge["directed"]))
                    element.set("label", edge["relation"])
                xml.write(element, "\n")
        xml.write("\n")


def read_graphml(path: Path) -> FlatFile:
    """The rows of a file that `write_graphml` wrote, in either profile."""
    file = FlatFile()
    columns: dict[str, str] = {}
    for name, element in elements(path):
        if name == "desc":
            file.title = element.text or ""
        elif name == "key":
            columns[element.get("id")] = element.get("attr.name")
        elif name in ("node", "edge"):
            row: Row = {n: from_token(element.get(n)) for n in _IDS if n in element.attrib}
            is_node = name == "node"
            types = NODE_COLUMNS if is_node else EDGE_COLUMNS
            for data in element:
                column = columns.get(data.get("key"), "")
                row[column] = typed(data.text or "", types.get(column))
            if is_node:
                file.nodes.append(row)
            else:
                directed = element.get("directed")
                row["directed"] = directed == "true" if directed else not row.get("symmetric")
                file.edges.append(row)
            forget(element)
    return file


def token(id_: str) -> str:
    """An id as GraphML's schema wants it; `from_token` is the inverse. ``edge_key`` has it as it is.

    >>> token("russie|alliance|regime-syrien"), token("a b")
    ('russie:alliance:regime-syrien', 'a_x20_b')
    """
    return _NOT_IN_TOKENS.sub(lambda m: ":" if m[0] == "|" else f"_x{ord(m[0]):X}_", id_)


def from_token(text: str) -> str:
    """The id of which `token` made this.

    >>> from_token("russie:alliance:regime-syrien"), from_token("a_x20_b")
    ('russie|alliance|regime-syrien', 'a b')
    """
    return re.sub("_x([0-9A-F]+)_|:", lambda m: chr(int(m[1], 16)) if m[1] else "|", text)


def _row_element(tag: str, keys: Mapping[str, str]) -> RowElement:
    def fill(data: Any, value: Scalar) -> None:
        data.text = xml_text(value)

    return RowElement(
        tag, keys, child=lambda parent, name: etree.SubElement(parent, "data", key=keys[name]), fill=fill
    )


def _element(tag: str, attributes: Mapping[str, str], *, text: str | None = None) -> Any:
    element = etree.Element(tag, attributes)
    element.text = text
    element.tail = "\n"
    return element
