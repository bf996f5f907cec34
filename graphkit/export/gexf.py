"""GEXF 1.3 for Gephi and Gephi Lite: kinds of edges, colours, places, and a timeline; and reading it back.

``defaultedgetype`` is left out on purpose: with it, Gephi drops each edge of the other direction.
No date of writing goes in either, so that the same graph gives the same bytes.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from lxml import etree

from graphkit.export.flatten import EDGE_COLUMNS, NODE_COLUMNS, Flat, Row, Scalar, scalar_text
from graphkit.export.unflatten import FlatFile, typed
from graphkit.export.xml_files import RowElement, elements, forget, xml_file

NAMESPACE = "http://gexf.net/1.3"
VIZ = "http://gexf.net/1.3/viz"

Span = tuple[str, str]

_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")

_NODE_ATTRIBUTES = {k: v for k, v in NODE_COLUMNS.items() if k not in ("label", "size", "color", "x", "y")}
_EDGE_ATTRIBUTES = {k: v for k, v in EDGE_COLUMNS.items() if k not in ("label", "weight", "color")}


def write_gexf(flat: Flat, path: Path) -> None:
    """Write GEXF, one element after the other; it is dynamic where any edge or actor has a date."""
    node_spans = _node_spans(flat)
    mode = {"mode": "static"}
    if node_spans:
        mode = {"mode": "dynamic", "timeformat": "date", "timerepresentation": "interval"}
    with xml_file(path) as xml, xml.element("gexf", nsmap={None: NAMESPACE, "viz": VIZ}, version="1.3"):
        xml.write(_meta(flat.title))
        with xml.element("graph", mode):
            for domain, columns in (("node", _NODE_ATTRIBUTES), ("edge", _EDGE_ATTRIBUTES)):
                xml.write(_declarations(domain, columns))
            with xml.element("nodes"):
                values = _attvalues(_NODE_ATTRIBUTES)
                for node in flat.nodes:
                    xml.write("\n")
                    _write_node(xml, node, values, node_spans.get(str(node["id"])))
            with xml.element("edges"):
                values = _attvalues(_EDGE_ATTRIBUTES)
                for edge in flat.edges:
                    xml.write("\n")
                    _write_edge(xml, edge, values)
        xml.write("\n")


def read_gexf(path: Path) -> FlatFile:
    """The rows of a file that `write_gexf` wrote."""
    file = FlatFile()
    for name, element in elements(path):
        if name == "description":
            file.title = element.text or ""
        elif name in ("node", "edge"):
            is_node = name == "node"
            types = NODE_COLUMNS if is_node else EDGE_COLUMNS
            row: Row = dict(element.attrib)
            for part in element.iter():
                if (part_name := etree.QName(part).localname) == "attvalue":
                    column = part.get("for")
                    row[column] = typed(part.get("value", ""), types.get(column))
                elif part_name == "position":
                    row |= {axis: typed(part.get(axis, ""), "double") for axis in ("x", "y")}
            if is_node:
                file.nodes.append(row)
            else:
                row |= {"directed": row.get("type") == "directed"}
                if "weight" in row:
                    row["weight"] = typed(str(row["weight"]), "double")
                file.edges.append(row)
            forget(element)
    return file


def _write_node(xml: Any, node: Row, values: RowElement, span: Span | None) -> None:
    with xml.element("node", id=node["id"], label=node["label"]):
        xml.write(values.of(node))
        if span:
            xml.write(_spells(span))
        for name, attributes in (
            ("size", {"value": str(node["size"])}),
            ("position", {"x": str(node["x"]), "y": str(node["y"]), "z": "0.0"}),
            ("color", _rgb(node["color"])),
        ):
            _write_viz(xml, name, attributes)


def _write_edge(xml: Any, edge: Row, values: RowElement) -> None:
    attributes = {name: str(edge[name]) for name in ("id", "source", "target", "label", "weight")}
    attributes |= {"type": "directed" if edge["directed"] else "undirected", "kind": str(edge["relation"])}
    with xml.element("edge", attributes):
        xml.write(values.of(edge))
        if span := _span(edge):
            xml.write(_spells(span))
        _write_viz(xml, "color", _rgb(edge["color"]))


def _write_viz(xml: Any, name: str, attributes: Mapping[str, str]) -> None:
    with xml.element(f"{{{VIZ}}}{name}", attributes):
        pass


def _meta(title: str) -> Any:
    meta = etree.Element("meta")
    etree.SubElement(meta, "creator").text = "graphkit"
    if title:
        etree.SubElement(meta, "description").text = title
    return meta


def _declarations(domain: str, columns: Mapping[str, str]) -> Any:
    block = etree.Element("attributes", {"class": domain, "mode": "static"})
    for name, type_ in columns.items():
        attributes = {"id": name, "title": name, "type": "integer" if type_ == "int" else type_}
        etree.SubElement(block, "attribute", attributes)
    return block


def _attvalues(columns: Iterable[str]) -> RowElement:
    return RowElement(
        "attvalues",
        columns,
        child=lambda parent, name: etree.SubElement(parent, "attvalue", {"for": name}),
        fill=lambda child, value: child.set("value", scalar_text(value)),
    )


def _spells(span: Span) -> Any:
    spells = etree.Element("spells")
    etree.SubElement(spells, "spell", start=span[0], end=span[1])
    return spells


def _rgb(color: Scalar) -> dict[str, str]:
    """``#rrggbb`` as the three attributes of viz:color."""
    text = str(color)
    return {name: str(int(text[at : at + 2], 16)) for name, at in (("r", 1), ("g", 3), ("b", 5))}


def _node_spans(flat: Flat) -> dict[str, Span]:
    """The time of each actor: its mentions and all its edges, for an edge cannot outlive its ends."""
    spans: dict[str, Span] = {}

    def widen(id_: Scalar, span: Span) -> None:
        start, end = spans.get(str(id_), span)
        spans[str(id_)] = (min(start, span[0]), max(end, span[1]))

    for node in flat.nodes:
        if own := _span(node):
            widen(node["id"], own)
    for edge in flat.edges:
        if own := _span(edge):
            widen(edge["source"], own)
            widen(edge["target"], own)
    return spans


def _span(row: Row) -> Span | None:
    """First and last day of a row, if its dates can be read."""
    days = [day for name in ("first_date", "last_date") for day in _days(row[name])]
    return (min(days), max(days)) if days else None


def _days(date: Scalar) -> tuple[str, ...]:
    """First and last day of a date of any precision; nothing for what is not a date.

    >>> _days("2024-02")
    ('2024-02-01', '2024-02-29')
    """
    found = _DATE.fullmatch(str(date or ""))
    if not found:
        return ()
    year, month, day = found.groups()
    try:
        first = dt.date(int(year), int(month or 1), int(day or 1))
        last_month = int(month or 12)
        last = (
            first
            if day
            else first.replace(month=last_month, day=calendar.monthrange(first.year, last_month)[1])
        )
    except ValueError:
        return ()
    return first.isoformat(), last.isoformat()
