"""The graph as a file, and back: the end of the name chooses the format.

A format is one function of a module beside this one, and one line of `FORMATS`. Modules are loaded
when they are needed, so that writing a CSV loads no viewer. Every file is written whole or not at all
(see `graphkit.export.files`).
"""

from __future__ import annotations

import importlib
import os
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from graphkit.errors import ExportError, InputError

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["FORMATS", "Format", "export", "export_all", "format_of", "read_graph", "write_all"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """A file format: what it is for, how names of its files end, and its writer as "module.function".

    A writer takes the flat graph and a path; `options` are further arguments of it.
    """

    what: str
    endings: tuple[str, ...]
    writer: str
    options: tuple[tuple[str, str], ...] = ()


FORMATS: Mapping[str, Format] = {
    "html": Format(
        what="page that shows the graph and its sentences in a browser, offline",
        endings=(".html", ".htm"),
        writer="html.write_html",
    ),
    "graphml": Format(
        what="GraphML for Gephi: typed parallel edges, directed and undirected",
        endings=(".graphml",),
        writer="graphml.write_graphml",
    ),
    "graphml-portable": Format(
        what="GraphML that networkx and igraph read without loss: all edges directed",
        endings=("portable.graphml",),
        writer="graphml.write_graphml",
        options=(("profile", "portable"),),
    ),
    "gexf": Format(
        what="GEXF 1.3 for Gephi and Gephi Lite, with a timeline where there are dates",
        endings=(".gexf",),
        writer="gexf.write_gexf",
    ),
    "nodes.csv": Format(
        what="table of actors, for a spreadsheet or Gephi",
        endings=("nodes.csv",),
        writer="tables.write_nodes",
    ),
    "edges.csv": Format(
        what="table of relations, for a spreadsheet or Gephi",
        endings=("edges.csv", ".csv"),
        writer="tables.write_edges",
    ),
    "evidence.csv": Format(
        what="table of every sentence behind every relation",
        endings=("evidence.csv",),
        writer="tables.write_evidence",
    ),
    "json": Format(
        what="node-link JSON for d3, sigma and networkx",
        endings=(".json",),
        writer="json_files.write_node_link",
    ),
    "cytoscape": Format(
        what="JSON for Cytoscape and Cytoscape.js",
        endings=(".cyjs",),
        writer="json_files.write_cytoscape",
    ),
    "cypher": Format(
        what="Cypher statements that make the graph in a running Neo4j",
        endings=(".cypher", ".cql"),
        writer="neo4j.write_cypher",
    ),
    "neo4j-nodes.csv": Format(
        what="nodes with headers of neo4j-admin database import",
        endings=("neo4j-nodes.csv",),
        writer="neo4j.write_neo4j_nodes",
    ),
    "neo4j-edges.csv": Format(
        what="relationships with headers of neo4j-admin database import",
        endings=("neo4j-edges.csv",),
        writer="neo4j.write_neo4j_edges",
    ),
    "nodes.parquet": Format(
        what="Parquet table of actors",
        endings=("nodes.parquet",),
        writer="parquet.write_parquet_nodes",
    ),
    "edges.parquet": Format(
        what="Parquet table of relations",
        endings=("edges.parquet", ".parquet"),
        writer="parquet.write_parquet_edges",
    ),
    "evidence.parquet": Format(
        what="Parquet table of every sentence behind every relation",
        endings=("evidence.parquet",),
        writer="parquet.write_parquet_evidence",
    ),
    "ftm": Format(
        what="FollowTheMoney entities for Aleph, one a line",
        endings=(".ftm", ".ftm.json"),
        writer="ftm.write_ftm",
    ),
}
"""Format name -> format. A name has the format whose longest ending it has."""

FILES = ("graph.html", "graph.graphml", "graph.gexf", "nodes.csv", "edges.csv")
"""What `write_all` writes."""

_READERS: Mapping[str, str] = {
    "graphml": "graphml.read_graphml",
    "graphml-portable": "graphml.read_graphml",
    "gexf": "gexf.read_gexf",
    "nodes.csv": "tables.read_tables",
    "edges.csv": "tables.read_tables",
}
"""Format name -> reader, as "module.function"."""


def export(
    graph: nx.MultiDiGraph[str], path: str | os.PathLike[str], *, format: str | None = None, lang: str = "fr"
) -> Path:
    """Write a graph to `path` and return the path.

    `format` is one of `FORMATS`; without it the end of the name decides. `lang` is the
    language of the page ("fr" or "en").
    """
    (written,) = export_all(graph, [path], format=format, lang=lang)
    return written


def export_all(
    graph: nx.MultiDiGraph[str],
    paths: Iterable[str | os.PathLike[str]],
    *,
    format: str | None = None,
    lang: str = "fr",
) -> list[Path]:
    """Write a graph to each of several files and return their paths.

    The map is laid out once, so that an actor is at the same place in all of them. An unknown format is
    an `ExportError` before anything is written.
    """
    files = [Path(path) for path in paths]
    names = [format or format_of(file) for file in files]
    if unknown := set(names) - set(FORMATS):
        raise ExportError(f"unknown format {min(unknown)!r}; known: {', '.join(FORMATS)}")
    from graphkit.export.flatten import flatten

    flat = flatten(graph)
    for name, file in zip(names, files, strict=True):
        options = dict(FORMATS[name].options) | ({"lang": lang} if name == "html" else {})
        _function(FORMATS[name].writer)(flat, file, **options)
    return files


def write_all(graph: nx.MultiDiGraph[str], folder: str | os.PathLike[str], *, lang: str = "fr") -> list[Path]:
    """Write the page, both Gephi files and both tables into a folder that exists."""
    return export_all(graph, [Path(folder) / name for name in FILES], lang=lang)


def read_graph(path: str | os.PathLike[str]) -> nx.MultiDiGraph[str]:
    """The graph of a file that graphkit wrote: GraphML, GEXF, or ``nodes.csv`` with ``edges.csv`` beside it.

    Actors, edges, counts, dates, places and up to three sentences an edge come back; writing it again
    gives the same rows. Offsets, articles and the other sentences are only in the build folder (see
    `Corpus.open`): a read edge has no ``relations``, and its sentences are ``examples``. A file that is
    missing, damaged or not ours is an `InputError`.
    """
    from graphkit.export.unflatten import unflatten

    path = Path(path)
    try:
        reader = _READERS[format_of(path)]
    except (ExportError, KeyError):
        known = ", ".join(dict.fromkeys(ending for name in _READERS for ending in FORMATS[name].endings))
        raise InputError(f"{path}: graphkit reads graphs from {known}") from None
    try:
        file = _function(reader)(path)
    except ValueError as error:  # of a number or an id
        raise InputError(f"{path} was changed: {error}; export it again") from error
    return unflatten(file, path)


def format_of(path: Path) -> str:
    """The format that a file's name asks for.

    >>> format_of(Path("out/syrie-nodes.csv"))
    'nodes.csv'
    >>> format_of(Path("links.csv"))
    'edges.csv'
    >>> format_of(Path("syrie.ftm.json"))
    'ftm'
    """
    name = path.name.lower()
    endings = {ending: format_ for format_, known in FORMATS.items() for ending in known.endings}
    fitting = [ending for ending in endings if name.endswith(ending)]
    if fitting:
        return endings[max(fitting, key=len)]
    raise ExportError(
        f"{path}: cannot tell the format from {path.suffix or 'a name without ending'!r}; known: "
        f"{', '.join(endings)}"
    )


def _function(home: str) -> Callable[..., Any]:
    module, _, name = home.partition(".")
    function: Callable[..., Any] = getattr(importlib.import_module(f"graphkit.export.{module}"), name)
    return function
