"""The page: one file that shows the graph and, behind each edge, its sentences.

pyvis is the data model of the drawing and brings the vis-network script; the page around it is
ours, for pyvis' own template loads from the network and does not escape labels. The page asks
nothing of the network: its content security policy names the hash of each script and style.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
import tomllib
from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path
from typing import Any

import networkx as nx
import pyvis
from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from markupsafe import Markup
from pyvis.network import Network
from pyvis.node import Node

from graphkit.errors import ExportError
from graphkit.export.files import atomic_write
from graphkit.export.flatten import Flat, Row
from graphkit.export.page_data import page_data
from graphkit.export.palette import actor_look
from graphkit.records import RelationType

VIEWER = Path(__file__).parent / "viewer"

SCRIPTS = (
    "base.js",
    "model.js",
    "state.js",
    "canvas.js",
    "strokes.js",
    "labels.js",
    "lists.js",
    "panel.js",
    "controls.js",
    "timeline.js",
    "tables.js",
    "picture.js",
    "files.js",
    "corrections.js",
    "main.js",
)
"""Our scripts, in the order in which they are joined into one."""

_REMARKS = re.compile(r"^/\*.*?\*/\n|^[ ]+|^\n", re.DOTALL | re.MULTILINE)

NOSCRIPT_ROWS = 400
"""Rows of the tables for readers without JavaScript; the heaviest come first."""


def write_html(flat: Flat, path: Path, *, lang: str = "fr") -> None:
    """Write the page; see `html_text`."""
    atomic_write(path, html_text(flat.graph, flat.held(), lang=lang))


def html_text(graph: nx.MultiDiGraph[str], flat: Flat, *, lang: str = "fr") -> str:
    """The page as text. The same graph gives the same text; labels and sentences are only ever text."""
    strings = load_strings(lang)
    drawn, *_ = _network(flat).get_network_data()
    data = page_data(graph, flat, drawn)
    style = _viewer_file("viewer.css")
    script = "(() => {\n'use strict';\n" + "\n".join(map(_viewer_file, SCRIPTS)) + "})();\n"
    library = _vis_network()
    statements = [edge for edge in flat.edges if edge["relation"] != RelationType.CO_MENTION]
    return page_template(VIEWER).render(
        lang=lang,
        t=strings,
        title=flat.title,
        policy=_policy([library, script], [style]),
        style=_own(style),
        library=_own(library),
        script=_own(script),
        data=_inert({"lang": lang, **data.graph}),
        actors=_inert(data.actors),
        evidence=_inert(data.evidence),
        strings=_inert(strings),
        labels={str(node["id"]): node["label"] for node in flat.nodes},
        rows=sorted(statements, key=_greatest("weight"))[:NOSCRIPT_ROWS],
        actor_rows=sorted(flat.nodes, key=_greatest("weighted_degree"))[:NOSCRIPT_ROWS],
    )


def page_template(folder: Path) -> Template:
    """The template of a page, in which every value is text and a missing one is an error."""
    environment = Environment(
        loader=FileSystemLoader(folder),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    return environment.get_template("template.html.j2")


@cache
def load_strings(lang: str) -> dict[str, Any]:
    """All words of the page in one language."""
    with (VIEWER / "strings.toml").open("rb") as file:
        known = tomllib.load(file)
    if lang not in known:
        raise ExportError(f"the page has no language {lang!r}; known: {', '.join(known)}")
    return dict(known[lang])


def _network(flat: Flat) -> Network:
    """The actors as pyvis holds them. On a canvas y points down, in our rows up.

    Edges are not among them: the page makes those anew, from the statements that pass its filters.
    """
    network = Network(directed=True, cdn_resources="in_line")
    network.nodes += [  # add_node would look through all that there are each time
        Node(
            str(node["id"]),
            actor_look(str(node["actor_type"])).shape,
            node["label"],
            color=node["color"],
            size=node["size"],
            x=node["x"],
            y=-float(node["y"] or 0) + 0.0,
        ).options
        for node in flat.nodes
    ]
    return network


def _greatest(column: str) -> Callable[[Row], tuple[float, str]]:
    """Sort key: greatest first, then by id."""
    return lambda row: (-float(row[column] or 0), str(row["id"]))


def _viewer_file(name: str) -> str:
    """A script or style without its comments and indentation, which no reader of the page needs."""
    return _REMARKS.sub("", (VIEWER / name).read_text(encoding="utf-8"))


@cache
def _vis_network() -> str:
    """The vis-network script of the installed pyvis, licence header included, with plain line ends."""
    library = Path(pyvis.__file__).parent / "lib"
    found = sorted(
        library.glob("vis-*/vis-network.min.js"),
        key=lambda path: [int(part) for part in path.parent.name[4:].split(".") if part.isdecimal()],
    )
    if not found:
        raise ExportError(f"no vis-network script under {library}; reinstall pyvis")
    text = found[-1].read_bytes().decode("utf-8").replace("\r\n", "\n").replace("\r", "\n")
    if "</script" in text.lower() or "@license" not in text:
        raise ExportError(f"{found[-1]} is not the vis-network script that graphkit knows; reinstall pyvis")
    return text


def _own(text: str) -> Markup:
    """A script or style that comes with graphkit or pyvis, as it is; never text of a corpus."""
    return Markup(text)  # noqa: S704  # a file of the installation


def _inert(data: object) -> Markup:
    """JSON for a script block that is not run; nothing in it can end the block."""
    text = json.dumps(data, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return Markup(text)  # noqa: S704  # every character that HTML could read is escaped above


def _policy(scripts: Iterable[str], styles: Iterable[str]) -> str:
    """A content security policy under which only these scripts and styles run, and nothing is fetched."""
    return "; ".join(
        [
            "default-src 'none'",
            f"script-src {' '.join(map(_hash, scripts))}",
            f"style-src {' '.join(map(_hash, styles))}",
            "img-src data: blob:",
            "base-uri 'none'",
            "form-action 'none'",
        ]
    )


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
