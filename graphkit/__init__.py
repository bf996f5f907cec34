"""graphkit: a folder of French news articles becomes a graph of who stands with and against whom.

    >>> import graphkit
    >>> corpus = graphkit.build("articles", "out")                  # doctest: +SKIP
    >>> for relation in corpus.evidence("Iran", "Bachar al-Assad"):  # doctest: +SKIP
    ...     print(relation.type, relation.evidence.sentence)

The names below are loaded when they are first used, so that ``import graphkit`` stays light.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

# Eager, and light: `graphkit.export` is a package too, and the later import would hide the function.
from graphkit.export import export, read_graph

if TYPE_CHECKING:
    from graphkit.analysis.balance import balance
    from graphkit.analysis.blocs import blocs
    from graphkit.analysis.brokers import brokers
    from graphkit.analysis.changes import changes
    from graphkit.analysis.ego import ego, signed_paths
    from graphkit.analysis.voices import voices
    from graphkit.components import load
    from graphkit.corpus import Corpus
    from graphkit.errors import GraphkitError
    from graphkit.evaluation import evaluate
    from graphkit.pipeline import build, explain
    from graphkit.reading import read
    from graphkit.records import Actor, Document, Evidence, Mention, Relation

__version__ = "0.1.0"

__all__ = [
    "Actor",
    "Corpus",
    "Document",
    "Evidence",
    "GraphkitError",
    "Mention",
    "Relation",
    "__version__",
    "balance",
    "blocs",
    "brokers",
    "build",
    "changes",
    "ego",
    "evaluate",
    "explain",
    "export",
    "load",
    "read",
    "read_graph",
    "signed_paths",
    "voices",
]

_HOMES = {
    "Actor": "graphkit.records",
    "Corpus": "graphkit.corpus",
    "Document": "graphkit.records",
    "Evidence": "graphkit.records",
    "GraphkitError": "graphkit.errors",
    "Mention": "graphkit.records",
    "Relation": "graphkit.records",
    "balance": "graphkit.analysis.balance",
    "blocs": "graphkit.analysis.blocs",
    "brokers": "graphkit.analysis.brokers",
    "build": "graphkit.pipeline",
    "changes": "graphkit.analysis.changes",
    "ego": "graphkit.analysis.ego",
    "evaluate": "graphkit.evaluation",
    "explain": "graphkit.pipeline",
    "load": "graphkit.components",
    "read": "graphkit.reading",
    "signed_paths": "graphkit.analysis.ego",
    "voices": "graphkit.analysis.voices",
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(importlib.import_module(_HOMES[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
