"""The script that people write instead: names of one sentence, joined pair by pair, drawn with pyvis.

python tests/benchmarks/forty_lines.py FOLDER PAGE.html

It runs on the pipeline that graphkit ships, so that it sees the same words and the same names.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from itertools import combinations
from pathlib import Path

import networkx as nx
from pyvis.network import Network
from spacy.language import Language

from graphkit import components

LABELS = {"PER", "ORG", "LOC"}


def load() -> Language:
    """The shipped pipeline, without graphkit's own components."""
    nlp = components.load("fr")
    nlp.select_pipes(disable=[components.ACTORS, components.RELATIONS])
    return nlp


def pairs(nlp: Language, text: str) -> Iterator[tuple[str, str]]:
    """The names of each sentence, two by two; a line is a paragraph."""
    for doc in nlp.pipe(line for line in text.splitlines() if line.strip()):
        for sentence in doc.sents:
            names = {entity.text for entity in sentence.ents if entity.label_ in LABELS}
            yield from combinations(sorted(names), 2)


def graph_of(nlp: Language, texts: Iterable[str]) -> nx.Graph:
    """The co-occurrence graph of some articles."""
    graph: nx.Graph = nx.Graph()
    for text in texts:
        for one, other in pairs(nlp, text):
            weight = graph.get_edge_data(one, other, {"weight": 0})["weight"]
            graph.add_edge(one, other, weight=weight + 1)
    return graph


def write_page(graph: nx.Graph, path: Path) -> Path:
    """The graph as a page that needs no network."""
    network = Network(height="900px", width="100%", cdn_resources="in_line")
    network.from_nx(graph)
    path.write_text(network.generate_html(), encoding="utf-8")
    return path


if __name__ == "__main__":
    articles = (path.read_text(encoding="utf-8") for path in sorted(Path(sys.argv[1]).glob("*.txt")))
    write_page(graph_of(load(), articles), Path(sys.argv[2]))
