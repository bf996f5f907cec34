"""Who may import whom, and what no module may hold. The rules are those of the design."""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from graphkit import fingerprint

PACKAGE = Path(__file__).parent.parent / "graphkit"
MODULES = {
    ".".join(path.relative_to(PACKAGE.parent).with_suffix("").parts).removesuffix(".__init__"): path
    for path in sorted(PACKAGE.rglob("*.py"))
}

BASE = {"records", "errors"}
MAY_IMPORT = {
    "records": set(),
    "errors": set(),
    "syntax": BASE | {"language"},
    "repairs": BASE | {"language", "syntax"},
    "language": BASE,
    "reading": BASE | {"language"},
    "preparing": BASE | {"language"},
    "counting": BASE,
    "linked": BASE | {"counting"},
    "store": BASE | {"linked"},
    "locking": BASE,
    "workers": BASE,
    "cluster": BASE,
    "parts": BASE | {"store"},
    "fingerprint": BASE | {"language", "model"},
    "processing": BASE | {"components", "fingerprint", "language", "preparing", "store", "workers", "parts"},
    "sharding": BASE | {"parts", "processing", "store", "workers"},
    "update": BASE | {"language", "reading", "processing", "sharding", "store"},
    "actors": BASE | {"language", "syntax"},
    "relations": BASE | {"language", "syntax", "actors"},
    "tokenization": BASE | {"language"},
    "model": BASE | {"language"},
    "plain_verbs": BASE | {"language", "syntax", "actors", "relations"},
    "components": BASE
    | {
        "language",
        "syntax",
        "repairs",
        "plain_verbs",
        "model",
        "actors",
        "relations",
        "preparing",
        "reading",
    },
    "lookup": BASE,
    "corrections": BASE,
    "correcting": BASE | {"corrections", "lookup"},
    "co_mentions": BASE | {"counting"},
    "graph": BASE | {"co_mentions", "counting", "linked", "actors.hierarchy"},
    "corpus": BASE
    | {"store", "counting", "linked", "lookup", "corrections", "correcting", "graph"}
    | {"actors.linking", "actors.hierarchy", "actors.places"},
    "export": BASE | {"graph"},
    "analysis": BASE | {"graph"},
    "evaluation": BASE,
    "pipeline": BASE
    | {"reading", "preparing", "language", "store", "corrections", "corpus", "components", "export", "report"}
    | {"analysis", "locking", "processing", "sharding", "update", "workers", "cluster"},
    "findings": BASE | {"analysis", "export"},
    "report": BASE | {"corpus", "correcting", "export"},
    "cli": BASE
    | {
        "report",
        "pipeline",
        "update",
        "corpus",
        "components",
        "fingerprint",
        "language",
        "export",
        "evaluation",
        "analysis",
        "graph",
        "findings",
    },
    "__init__": {"export"},  # all other public names are loaded when they are used
    "__main__": {"cli"},
}
"""Part of the package -> parts that it may import (beside itself)."""

TRAINING = "language.fr.training"
"""Makes the shipped model; no other module knows of it."""

LIBRARIES = {
    "typer": {"cli", TRAINING},
    "pyvis": {"export.html"},
    "networkx": {"graph", "analysis", "export", "findings"},
    "spacy": {"components", "model", "tokenization", TRAINING},
    "thinc": {"model", TRAINING},
    "distributed": {"cluster"},
    "srsly": {TRAINING},
    "highspy": {"analysis.cover"},
    "igraph": {"analysis.brokers", "export.layout"},
    "rich": {"cli"},
}
"""Third-party library -> parts that may import it. Any other library needs an entry here."""

FREE_LIBRARIES = {
    "followthemoney": {"export.ftm"},
    "jinja2": {"export"},
    "lxml": {"export", "reading.html"},
    "markupsafe": {"export", "findings"},
    "numpy": {TRAINING, "analysis.balance"},
    "ftfy": {"reading.encoding"},
    "rapidfuzz": {"preparing"},
    "trafilatura": {"reading.html"},
    "pyarrow": {"export.parquet"},
}


def tree(name: str) -> ast.Module:
    return ast.parse(MODULES[name].read_text(encoding="utf-8"))


def part_of(name: str) -> str:
    """`graphkit.actors.linking` -> `actors.linking`; the package itself -> `__init__`."""
    return name.removeprefix("graphkit").lstrip(".") or "__init__"


def imports(name: str) -> Iterator[tuple[str, bool]]:
    """(imported module, only for type checking) for each import, also those inside functions."""
    root = tree(name)
    typing_only = {
        id(node)
        for block in ast.walk(root)
        if isinstance(block, ast.If) and ast.unparse(block.test) == "TYPE_CHECKING"
        for node in ast.walk(block)
    }
    for node in ast.walk(root):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{name}: relative import"
            module = node.module or ""
            joined = [f"{module}.{alias.name}" for alias in node.names]
            names = [j if j in MODULES else module for j in joined]
        else:
            continue
        for imported in names:
            yield imported, id(node) in typing_only


def allowed(part: str, names: set[str]) -> bool:
    return any(part == name or part.startswith(f"{name}.") for name in names)


@pytest.mark.parametrize("name", MODULES)
def test_a_module_imports_only_what_is_below_it(name: str) -> None:
    part = part_of(name)
    top = part.split(".")[0]
    assert top in MAY_IMPORT, f"{name} is no part of the design; say in MAY_IMPORT what it may import"
    for imported, typing_only in imports(name):
        if imported.startswith("graphkit") and not typing_only:
            below = part_of(imported)
            is_version = part in {"cli", "pipeline"} and below == "__init__"
            assert allowed(below, MAY_IMPORT[top] | {top}) or is_version, f"{name} may not import {imported}"


@pytest.mark.parametrize("name", MODULES)
def test_a_library_is_used_only_where_it_belongs(name: str) -> None:
    homes = LIBRARIES | FREE_LIBRARIES
    for imported, typing_only in imports(name):
        library = imported.split(".")[0]
        if library in sys.stdlib_module_names or library == "graphkit" or typing_only:
            continue
        assert library in homes, f"{name} imports {library}, which has no home yet"
        assert allowed(part_of(name), homes[library]), f"{name} may not import {library}"


@pytest.mark.parametrize("name", [name for name in MODULES if name != "graphkit.cli"])
def test_only_the_command_line_prints(name: str) -> None:
    calls = [
        node.func.id
        for node in ast.walk(tree(name))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
    ]
    assert "print" not in calls


@pytest.mark.parametrize("name", MODULES)
def test_french_is_in_the_language_data(name: str) -> None:
    """No accented letter in a string, except in docstrings (which may quote the texts).

    Ligatures are let pass: tables that fold letters of any language hold them.
    """
    root = tree(name)
    docstrings = {
        id(node.value)
        for node in ast.walk(root)
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }
    found = [
        node.value
        for node in ast.walk(root)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and id(node) not in docstrings
        and re.search("[àâäçèéêëîïôöùûüÿ]", node.value, re.IGNORECASE)
    ]
    assert found == []


def test_the_fingerprint_is_of_all_code_that_has_a_say() -> None:
    """What `components` imports, and what these import: a change of any must redo what was extracted."""
    found, left = set(), ["graphkit.components"]
    while left:
        name = left.pop()
        if name in found or name not in MODULES:
            continue
        found.add(name)
        left += [imported for imported, typing_only in imports(name) if not typing_only]
        left.append(name.rpartition(".")[0])
    digested = {path for pattern in fingerprint.CODE for path in PACKAGE.glob(pattern)}
    silent = {"graphkit", "graphkit.errors"}
    silent |= {name for name in found if name.startswith("graphkit.export")}  # of `graphkit/__init__.py`
    assert sorted(name for name in found - silent if MODULES[name] not in digested) == []


def test_no_module_is_a_drawer() -> None:
    assert not [name for name in MODULES if re.search(r"\b(utils?|helpers?|misc|common)\b", name)]


def test_every_module_says_what_it_is() -> None:
    assert [name for name in MODULES if not ast.get_docstring(tree(name))] == []
