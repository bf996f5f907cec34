"""What is given to users: the wheel and the source distribution hold what they should, and no more."""

from __future__ import annotations

import hashlib
import os
import re
import subprocess
import sys
import tarfile
import tomllib
import zipfile
from email.parser import Parser
from pathlib import Path
from typing import Any

import pytest

import graphkit

pytest.importorskip("hatchling", reason="hatchling is not installed (extra: dev)")

SUFFIXES = {".py", ".toml", ".js", ".css", ".j2", ".md", ".cfg", ".cff", ".typed"}
"""Of the files of the package; those of the pipeline, in `MODEL`, have names of their own."""

MODEL = "graphkit/language/fr/model/"


def make(root: Path, folder: Path, kind: str) -> Path:
    """Build a distribution, as of a day that does not change."""
    command = [sys.executable, "-m", "hatchling", "build", "-t", kind, "-d", str(folder)]
    environment = {**os.environ, "SOURCE_DATE_EPOCH": "1700000000"}
    done = subprocess.run(command, cwd=root, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    (path,) = folder.iterdir()
    return path


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make(Path(__file__).parent.parent, tmp_path_factory.mktemp("wheel"), "wheel")


@pytest.fixture(scope="module")
def names(wheel: Path) -> list[str]:
    with zipfile.ZipFile(wheel) as file:
        return file.namelist()


@pytest.fixture
def project(root: Path) -> dict[str, Any]:
    return tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def test_a_wheel_is_the_same_each_time(root: Path, tmp_path: Path, wheel: Path) -> None:
    again = make(root, tmp_path, "wheel")
    digests = {hashlib.sha256(path.read_bytes()).hexdigest() for path in (wheel, again)}
    assert len(digests) == 1


def test_a_wheel_holds_the_whole_package(root: Path, names: list[str]) -> None:
    here = {
        path.relative_to(root).as_posix()
        for path in (root / "graphkit").rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert {name for name in names if ".dist-info/" not in name} == here


def test_a_wheel_holds_no_tests_and_no_corpora(names: list[str]) -> None:
    assert {name.split("/")[0] for name in names} == {
        "graphkit",
        f"graphkit-{graphkit.__version__}.dist-info",
    }
    ours = [name for name in names if ".dist-info/" not in name and not name.startswith(MODEL)]
    assert {Path(name).suffix for name in ours} <= SUFFIXES


def test_a_wheel_holds_pipeline_types_licences_and_citation(names: list[str]) -> None:
    pipes = ("tok2vec", "morphologizer", "trainable_lemmatizer", "parser", "ner")
    wanted = {
        *(f"{MODEL}{pipe}/model" for pipe in pipes),
        f"{MODEL}meta.json",
        f"{MODEL}config.cfg",
        "graphkit/py.typed",
        "graphkit/CITATION.cff",
        "graphkit/language/fr/SOURCES.md",
        f"graphkit-{graphkit.__version__}.dist-info/licenses/LICENSE",
    }
    assert wanted <= set(names)


def test_a_wheel_says_what_it_is(wheel: Path, project: dict[str, Any]) -> None:
    with zipfile.ZipFile(wheel) as file:
        text = file.read(f"graphkit-{graphkit.__version__}.dist-info/METADATA").decode()
        entry_points = file.read(f"graphkit-{graphkit.__version__}.dist-info/entry_points.txt").decode()
    metadata = Parser().parsestr(text)
    assert metadata["Version"] == graphkit.__version__
    assert metadata["License-Expression"] == "MIT"
    assert set(metadata.get_all("Provides-Extra")) == set(project["optional-dependencies"])
    assert "fr_graphkit = graphkit.tokenization:French" in entry_points


def test_a_source_distribution_has_what_its_tests_need(root: Path, tmp_path: Path) -> None:
    with tarfile.open(make(root, tmp_path, "sdist")) as file:
        found = {name.partition("/")[2] for name in file.getnames()}
    tracked = subprocess.run(["git", "ls-files"], cwd=root, capture_output=True, text=True, check=False)
    if tracked.returncode:
        pytest.skip("this is no checkout of git")
    assert set(tracked.stdout.split()) <= found
    assert found - set(tracked.stdout.split()) <= {"PKG-INFO"}


def test_only_tested_versions_of_python_are_declared(root: Path, project: dict[str, Any]) -> None:
    declared = [c.rpartition(" ")[2] for c in project["classifiers"] if re.search(r":: 3\.\d+$", c)]
    script = (root / ".ci" / "run").read_text(encoding="utf-8")
    assert declared == sorted(set(re.findall(r"python(3\.\d+)", script)))
    assert project["requires-python"] == f">={declared[0]}"


def test_the_citation_is_of_this_version(root: Path) -> None:
    lines = (root / "graphkit" / "CITATION.cff").read_text(encoding="utf-8").splitlines()
    assert f"version: {graphkit.__version__}" in lines
    assert "license: MIT" in lines
