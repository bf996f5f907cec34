"""GraphML that Gephi reads whole.

networkx's own writer is of no use here: it numbers parallel edges per pair, Gephi wants ids that
are unique in the file and, failing that, keeps one edge of each pair. The edge *kind*, which keeps
parallel edges apart in Gephi, is the XML attribute ``label``; direction is said on every edge.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

from graphkit.errors import ExportError
from graphkit.export.files import atomic_write
from graphkit.export.flatten import EDGE_COLUMNS, NODE_COLUMNS, Flat, Row, Scalar

PROFILES = ("gephi", "portable")


def write_graphml(flat: Flat, path: Path, *, profile: str = "gephi") -> None:
    """Write GraphML; see `graphml_text`."""
    atomic_write(path, graphml_text(flat, profile=profile))


def graphml_text(flat: Flat, *, profile: str = "gephi") -> str:
    """The GraphML document.

    Profile "gephi" says the direction of each edge, which makes a mixed graph. networkx and igraph
    refuse those: profile "portable" has directed edges only, and the column ``symmetric`` tells
    those that are not.
    """
    if profile not in PROFILES:
        raise ExportError(f"unknown GraphML profile {profile!r}; known: {', '.join(PROFILES)}")
    is_gephi = profile == "gephi"
    edge_ids = {name: _edge_key(name) for name in EDGE_COLUMNS}
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<graphml xmlns="http://graphml.graphdrawing.org/xmlns">',
        *_keys("node", NODE_COLUMNS, {name: name for name in NODE_COLUMNS}),
        *_keys("edge", EDGE_COLUMNS, edge_ids),
        f'<graph edgedefault="{"undirected" if is_gephi else "directed"}">',
    ]
    for node in flat.nodes:
        lines += [f"<node id={quoteattr(str(node['id']))}>", *_data(node, NODE_COLUMNS, {}), "</node>"]
    for edge in flat.edges:
        lines += [
            _edge_tag(edge, is_gephi=is_gephi),
            *_data(edge, EDGE_COLUMNS, edge_ids),
            "</edge>",
        ]
    return "\n".join([*lines, "</graph>", "</graphml>", ""])


def _edge_tag(edge: Row, *, is_gephi: bool) -> str:
    ends = " ".join(f"{name}={quoteattr(str(edge[name]))}" for name in ("id", "source", "target"))
    if not is_gephi:
        return f"<edge {ends}>"
    return f'<edge {ends} directed="{_cell(edge["directed"])}" label={quoteattr(str(edge["relation"]))}>'


def _edge_key(name: str) -> str:
    """Key id of an edge column. Ids are unique in a file, so names that nodes have too get a prefix."""
    if name == "label":
        return "edgelabel"
    return f"edge_{name}" if name in NODE_COLUMNS else name


def _keys(domain: str, columns: Mapping[str, str], ids: Mapping[str, str]) -> Iterable[str]:
    for name, type_ in columns.items():
        yield f'<key id="{ids[name]}" for="{domain}" attr.name="{name}" attr.type="{type_}"/>'


def _data(row: Row, columns: Mapping[str, str], ids: Mapping[str, str]) -> Iterable[str]:
    for name in columns:
        value = row[name]
        if value is not None:
            yield f'<data key="{ids.get(name, name)}">{_cell(value)}</data>'


def _cell(value: Scalar) -> str:
    """A value as XML text. Gephi loses blanks beside an entity, so such text goes into CDATA."""
    if isinstance(value, bool):
        return "true" if value else "false"
    text = str(value)
    if escape(text) == text:
        return text
    return "<![CDATA[" + text.replace("]]>", "]]]]><![CDATA[>") + "]]>"
