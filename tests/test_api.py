"""The public names."""

from __future__ import annotations

import subprocess
import sys
import tomllib
import types
from importlib import metadata
from pathlib import Path

import pytest

import graphkit


def test_the_exported_members_are_those_documented() -> None:
    assert graphkit.__all__ == sorted(graphkit.__all__)
    assert set(graphkit.__all__) == {
        *("Actor", "Corpus", "Document", "Evidence", "GraphkitError", "Mention", "Relation", "__version__"),
        *("build", "evaluate", "explain", "export", "load", "read", "read_graph"),
        *("balance", "blocs", "brokers", "changes", "ego", "signed_paths", "voices"),
    }


@pytest.mark.parametrize("name", graphkit.__all__)
def test_every_exported_member_is_there(name: str) -> None:
    member = getattr(graphkit, name)
    assert not isinstance(member, types.ModuleType)
    assert name in dir(graphkit)


def test_export_stays_the_function_when_the_package_of_that_name_is_used() -> None:
    import graphkit.export.jsonl

    assert isinstance(graphkit.export, types.FunctionType)
    assert "graphkit.export" in sys.modules


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = graphkit.nothing


def test_importing_the_package_is_light() -> None:
    heavy = ("spacy", "networkx", "pyvis", "typer", "numpy")
    code = f"import sys, graphkit; print([m for m in {heavy} if m in sys.modules])"
    assert (
        subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
        == "[]\n"
    )


def test_the_version_is_that_of_the_metadata(root: Path) -> None:
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["version"] == graphkit.__version__


def test_the_installed_entry_points_name_real_factories() -> None:
    points = {point.name: point for point in metadata.entry_points(group="spacy_factories")}
    for name in ("graphkit_actors", "graphkit_relations"):
        if name not in points:
            pytest.skip("graphkit is not installed")
        assert callable(points[name].load())
