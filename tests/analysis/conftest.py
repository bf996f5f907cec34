"""Graphs as `Corpus.graph` makes them, for the analyses."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import networkx as nx
import pytest

from graphkit.graph import Material, View, build_graph
from graphkit.records import Document, Relation


@pytest.fixture
def graph_of(make: SimpleNamespace) -> Any:
    """A graph as `Corpus.graph` makes it, from relations made by hand."""

    def build(
        *relations: Relation,
        copies: dict[str, str] | None = None,
        outlets: dict[str, str] | None = None,
        **view: Any,
    ) -> nx.MultiDiGraph[str]:
        names = sorted({end for r in relations for end in (r.source, r.target)})
        docs = sorted({r.evidence.doc for r in relations})
        material = Material(
            actors=[make.actor(name) for name in names],
            relations=relations,
            mentions=(),
            sentences={},
            documents=[
                Document(
                    id=doc, text="x" * 100, copy_of=(copies or {}).get(doc), outlet=(outlets or {}).get(doc)
                )
                for doc in docs
            ],
        )
        return build_graph(material, View.of(**view))

    return build
