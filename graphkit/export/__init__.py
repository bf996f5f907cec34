"""The graph as a file: the name's ending chooses the writer.

Writers are loaded when they are needed, so that writing a CSV loads no viewer. Every file is
written whole or not at all (see `graphkit.export.files`).
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from graphkit.errors import ExportError

if TYPE_CHECKING:
    import networkx as nx

    from graphkit.export.flatten import Flat

    Writer = Callable[[nx.MultiDiGraph[str], Flat, Path], None]

__all__ = ["FORMATS", "export", "format_of", "write_all"]

FORMATS: Mapping[str, str] = {
    "html": "page that shows the graph and its sentences in a browser, offline",
    "graphml": "GraphML for Gephi: typed parallel edges, both directions of mixed graphs",
    "graphml-portable": "GraphML that networkx and igraph read without loss: all edges directed",
    "gexf": "GEXF 1.3 for Gephi and Gephi Lite, with a timeline where there are dates",
    "nodes.csv": "table of actors, for a spreadsheet or Gephi",
    "edges.csv": "table of relations, for a spreadsheet or Gephi",
}
"""Format name -> what it is."""

FILES = ("graph.html", "graph.graphml", "graph.gexf", "nodes.csv", "edges.csv")
"""What `write_all` writes."""


def export(
    graph: nx.MultiDiGraph[str], path: str | os.PathLike[str], *, format: str | None = None, lang: str = "fr"
) -> Path:
    """Write a graph to `path` and return the path.

    `format` is one of `FORMATS`; without it the ending of the name decides. `lang` is the
    language of the page ("fr" or "en").
    """
    path = Path(path)
    writer = _writer(format or format_of(path), lang)
    from graphkit.export.flatten import flatten

    writer(graph, flatten(graph), path)
    return path


def write_all(graph: nx.MultiDiGraph[str], folder: str | os.PathLike[str], *, lang: str = "fr") -> list[Path]:
    """Write the page, both Gephi files and both tables into a folder that exists.

    The map is laid out once, so that an actor is at the same place in all of them.
    """
    from graphkit.export.flatten import flatten

    flat = flatten(graph)
    paths = [Path(folder) / name for name in FILES]
    for path in paths:
        _writer(format_of(path), lang)(graph, flat, path)
    return paths


def format_of(path: Path) -> str:
    """The format that a file's name asks for.

    >>> format_of(Path("out/syrie-nodes.csv"))
    'nodes.csv'
    >>> format_of(Path("links.csv"))
    'edges.csv'
    """
    name = path.name.lower()
    for ending in ("nodes.csv", "edges.csv"):
        if name.endswith(ending):
            return ending
    endings = {".csv": "edges.csv", ".html": "html", ".htm": "html", ".graphml": "graphml", ".gexf": "gexf"}
    if (suffix := path.suffix.lower()) in endings:
        return endings[suffix]
    known = ".html, .graphml, .gexf, nodes.csv, edges.csv"
    raise ExportError(
        f"{path}: cannot tell the format from {suffix or 'a name without ending'!r}; known: {known}"
    )


def _writer(format_: str, lang: str) -> Writer:
    if format_ == "html":
        from graphkit.export.html import write_html

        return lambda graph, flat, path: write_html(graph, flat, path, lang=lang)
    if format_ in ("graphml", "graphml-portable"):
        from graphkit.export.graphml import write_graphml

        profile = "portable" if format_ == "graphml-portable" else "gephi"
        return lambda _, flat, path: write_graphml(flat, path, profile=profile)
    if format_ == "gexf":
        from graphkit.export.gexf import write_gexf

        return lambda _, flat, path: write_gexf(flat, path)
    if format_ in ("nodes.csv", "edges.csv"):
        from graphkit.export import tables

        write = tables.write_nodes if format_ == "nodes.csv" else tables.write_edges
        return lambda _, flat, path: write(flat, path)
    raise ExportError(f"unknown format {format_!r}; known: {', '.join(FORMATS)}")
