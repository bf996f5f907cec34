"""GEXF 1.3 for Gephi and Gephi Lite: kinds of edges, colours, places, and a timeline.

``defaultedgetype`` is left out on purpose: with it, Gephi drops each edge of the other direction.
No date of writing goes in either, so that the same graph gives the same bytes.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

from graphkit.export.files import atomic_write
from graphkit.export.flatten import EDGE_COLUMNS, NODE_COLUMNS, Flat, Row, Scalar

Span = tuple[str, str]

_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")

_NODE_ATTRIBUTES = {k: v for k, v in NODE_COLUMNS.items() if k not in ("label", "size", "color", "x", "y")}
_EDGE_ATTRIBUTES = {k: v for k, v in EDGE_COLUMNS.items() if k not in ("label", "weight", "color")}


def write_gexf(flat: Flat, path: Path) -> None:
    """Write GEXF; see `gexf_text`."""
    atomic_write(path, gexf_text(flat))


def gexf_text(flat: Flat) -> str:
    """The GEXF document; the mode is dynamic where any edge or actor has a date."""
    node_spans = _node_spans(flat)
    is_dynamic = bool(node_spans)
    mode = 'mode="dynamic" timeformat="date" timerepresentation="interval"' if is_dynamic else 'mode="static"'
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<gexf xmlns="http://gexf.net/1.3" xmlns:viz="http://gexf.net/1.3/viz" version="1.3">',
        f"<meta><creator>graphkit</creator><description>{escape(flat.title)}</description></meta>",
        f"<graph {mode}>",
        *_declarations("node", _NODE_ATTRIBUTES),
        *_declarations("edge", _EDGE_ATTRIBUTES),
        "<nodes>",
    ]
    for node in flat.nodes:
        lines += _node(node, node_spans.get(str(node["id"])))
    lines += ["</nodes>", "<edges>"]
    for edge in flat.edges:
        lines += _edge(edge, _span(edge))
    return "\n".join([*lines, "</edges>", "</graph>", "</gexf>", ""])


def _node(node: Row, span: Span | None) -> Iterable[str]:
    yield f"<node id={_quoted(node['id'])} label={_quoted(node['label'])}>"
    yield from _values(node, _NODE_ATTRIBUTES)
    yield from _spells(span)
    yield f'<viz:size value="{node["size"]}"/>'
    yield f'<viz:position x="{node["x"]}" y="{node["y"]}" z="0.0"/>'
    yield f"<viz:color {_rgb(node['color'])}/>"
    yield "</node>"


def _edge(edge: Row, span: Span | None) -> Iterable[str]:
    kind = _quoted(edge["relation"])
    yield (
        f"<edge id={_quoted(edge['id'])} source={_quoted(edge['source'])} target={_quoted(edge['target'])} "
        f'type="{"directed" if edge["directed"] else "undirected"}" kind={kind} label={kind} '
        f'weight="{edge["weight"]}">'
    )
    yield from _values(edge, _EDGE_ATTRIBUTES)
    yield from _spells(span)
    yield f"<viz:color {_rgb(edge['color'])}/>"
    yield "</edge>"


def _declarations(domain: str, columns: Mapping[str, str]) -> Iterable[str]:
    yield f'<attributes class="{domain}" mode="static">'
    for name, type_ in columns.items():
        yield f'<attribute id="{name}" title="{name}" type="{"integer" if type_ == "int" else type_}"/>'
    yield "</attributes>"


def _values(row: Row, columns: Mapping[str, str]) -> Iterable[str]:
    yield "<attvalues>"
    for name in columns:
        if row[name] is not None:
            yield f'<attvalue for="{name}" value={_quoted(row[name])}/>'
    yield "</attvalues>"


def _spells(span: Span | None) -> Iterable[str]:
    if span:
        yield f'<spells><spell start="{span[0]}" end="{span[1]}"/></spells>'


def _quoted(value: Scalar) -> str:
    if isinstance(value, bool):
        return '"true"' if value else '"false"'
    return quoteattr(str(value))


def _rgb(color: Scalar) -> str:
    """``#rrggbb`` as the three attributes of viz:color."""
    text = str(color)
    return " ".join(f'{name}="{int(text[at : at + 2], 16)}"' for name, at in (("r", 1), ("g", 3), ("b", 5)))


def _node_spans(flat: Flat) -> dict[str, Span]:
    """The time of each actor: its mentions and all its edges, for an edge cannot outlive its ends."""
    spans: dict[str, list[Span]] = {}
    for node in flat.nodes:
        if own := _span(node):
            spans.setdefault(str(node["id"]), []).append(own)
    for edge in flat.edges:
        if own := _span(edge):
            spans.setdefault(str(edge["source"]), []).append(own)
            spans.setdefault(str(edge["target"]), []).append(own)
    return {id_: (min(s for s, _ in found), max(e for _, e in found)) for id_, found in spans.items()}


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
