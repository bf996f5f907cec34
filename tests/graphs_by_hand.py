"""Graphs of records made by hand, as `Corpus.graph` makes them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import networkx as nx

from graphkit.graph import View, build_graph
from graphkit.records import Actor, Document, Extraction, Mention, Relation
from graphkit.store import Entry, Store


def graph_from(
    actors: Sequence[Actor],
    relations: Sequence[Relation],
    mentions: Sequence[Mention],
    sentences: Mapping[str, tuple[tuple[int, int], ...]],
    documents: Sequence[Document],
    *,
    repeats: Mapping[tuple[str, int], tuple[str, int]] | None = None,
    **view: Any,
) -> nx.MultiDiGraph:
    """The graph of records that are linked already, through a store in memory."""
    store = Store.in_memory()
    store.add(
        (
            Entry(
                document,
                Extraction(
                    doc=document.id,
                    mentions=tuple(m for m in mentions if m.doc == document.id),
                    relations=tuple(r for r in relations if r.evidence.doc == document.id),
                    sentences=sentences.get(document.id, ()),
                ),
            )
            for document in documents
        ),
        fingerprint="",
    )
    store.set_repeats(repeats or {})
    store.write_linked(lambda tables: tables.write_records(actors, mentions, relations, former={}, facts={}))
    return build_graph(store.linked, store.documents(with_text=False), View.of(**view), title="essai")
