"""The README's two commands are what CI needs; `tests/test_documents.py` runs all others."""

from __future__ import annotations

import re
import shlex
import subprocess
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from graphkit.cli import main
from graphkit.pipeline import FILES

if TYPE_CHECKING:
    from conftest import FakeComponents


def block_of(text: str, name: str) -> str:
    found = re.search(rf"<!-- command: {name} -->\s*```bash\n(.*?)\n```", text, re.DOTALL)
    assert found, f"README.md has no bash block after <!-- command: {name} -->"
    return found[1]


@pytest.fixture(scope="module")
def readme() -> str:
    return (Path(__file__).parent.parent / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["run", "test"])
def test_each_command_is_one_line(readme: str, name: str) -> None:
    assert "\n" not in block_of(readme, name)


def graphkit_call(readme: str) -> list[str]:
    (call,) = [part for part in block_of(readme, "run").split("&&") if part.strip().startswith("graphkit ")]
    return shlex.split(call)[1:]


def test_the_run_command_builds_the_seeds(
    readme: str, root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fake_components: FakeComponents
) -> None:
    arguments = graphkit_call(readme)
    out = arguments[arguments.index("-o") + 1]
    monkeypatch.chdir(tmp_path)
    (tmp_path / "seeds").symlink_to(root / "seeds")
    with pytest.raises(SystemExit) as exit_:
        main(arguments)
    assert not exit_.value.code
    assert sorted(path.name for path in (tmp_path / out).iterdir()) == sorted(FILES)


def test_the_test_command_asks_for_extras_that_exist(readme: str, root: Path) -> None:
    extras = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"][
        "optional-dependencies"
    ]
    asked = re.search(r"\.\[([\w,]+)\]", block_of(readme, "test"))
    assert asked
    assert set(asked[1].split(",")) <= set(extras)


def test_ci_runs_the_same_test_command(readme: str, root: Path) -> None:
    """`.ci/run` takes the command from the README: run its awk on it."""
    script = (root / ".ci" / "run").read_text(encoding="utf-8")
    awk = re.search(r"awk '(.*?)' README.md", script, re.DOTALL)
    assert awk
    found = subprocess.run(
        ["awk", awk[1], str(root / "README.md")], capture_output=True, text=True, check=True
    )
    assert found.stdout.strip() == block_of(readme, "test")
