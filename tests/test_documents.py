"""Every command and snippet that a page shows works as it is written, and its links lead somewhere.

Each page is followed from top to bottom in a folder of its own, which holds what a reader would have:
the checkout, some articles, a table, a saved page. What cannot be run here is in `NOT_RUN`, with why.
"""

from __future__ import annotations

import contextlib
import io
import re
import shlex
import shutil
import subprocess
import webbrowser
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import typer

from graphkit.cli import app, main
from graphkit.evaluation import Evaluation, evaluate
from graphkit.pipeline import build

ROOT = Path(__file__).parent.parent
PAGES = [
    ROOT / "README.md",
    ROOT / "CONTRIBUTING.md",
    *sorted((ROOT / "examples").glob("*.md")),
    *sorted((ROOT / "graphkit").rglob("README.md")),
    *sorted((ROOT / "tests").rglob("README.md")),
]

NOT_RUN = {
    "python3 -m venv": ".ci/run makes the environment, with the test command",
    ". .venv/bin/activate": "as above",
    "pip install": "tests/test_packaging.py installs the wheel, .ci/run with the extras",
    "pytest": "this is it",
    ".ci/check": "it runs these tests",
    "dask ": "it serves until it is stopped; tests/test_cluster.py starts a scheduler and workers of its own",
    "graphkit build articles -o out --cluster": "its scheduler is another machine; see tests/test_cluster.py",
    "python tests/benchmarks/peers.py": "minutes; tests/benchmarks/test_peers.py tries its parts",
}

FENCE = re.compile(r"^```(\w*)\n(.*?)\n```$", re.DOTALL | re.MULTILINE)
SHOWN = re.compile(r"<!-- output: (.*?) -->\n```\n(.*?)\n```", re.DOTALL)
LINK = re.compile(r"\]\(([^)#]+)[^)]*\)")


@dataclass(frozen=True, slots=True)
class Step:
    """A command or a snippet of a page."""

    kind: str
    text: str


def steps_of(page: Path) -> Iterator[Step]:
    """What a page tells the reader to run, in order."""
    for kind, text in FENCE.findall(page.read_text(encoding="utf-8")):
        if kind == "bash":
            lines = text.replace("\\\n", " ").splitlines()
            for command in (part for line in lines for part in line.split("&&")):
                words = shlex.split(command, comments=True)
                if words:
                    yield Step("command", command.strip())
        elif kind == "python":
            yield Step("snippet", text)


def reason_not_to(step: Step) -> str | None:
    """Why a step is not run here, if it is not."""
    text = re.sub(r"^(\w+=\S+ )+", "", step.text)  # settings before a command
    return next((why for start, why in NOT_RUN.items() if text.startswith(start)), None)


@pytest.fixture
def workplace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """What a reader has: the checkout, and articles, pages and tables of their own."""
    for name in ("seeds", "examples", "tests", "graphkit", "README.md"):
        (tmp_path / name).symlink_to(ROOT / name)
    texts = [path.read_text(encoding="utf-8") for path in sorted((ROOT / "seeds").glob("*.txt"))]
    (tmp_path / "articles").mkdir()
    (tmp_path / "pages").mkdir()
    for number, text in enumerate(texts[:2]):
        (tmp_path / "articles" / f"{number}.txt").write_text(text, encoding="utf-8")
    body = "".join(f"<p>{line}</p>" for line in texts[2].splitlines())
    page = f'<html lang="fr"><body><article>{body}</article></body></html>'
    (tmp_path / "pages" / "saved.html").write_text(page, encoding="utf-8")
    quoted = texts[3].replace('"', '""')
    (tmp_path / "press.csv").write_text(f'Parution,Texte\n02/12/2024,"{quoted}"\n', encoding="utf-8")
    (own,) = re.findall(
        r"^```toml\n(.*?)\n```$", PAGES[0].read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE
    )
    (tmp_path / "own.toml").write_text(own, encoding="utf-8")
    shutil.copy(ROOT / "examples" / "custom_cues.toml", tmp_path / "cues.toml")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(webbrowser, "open", lambda address: address.startswith("file:"))
    return tmp_path


def do(step: Step) -> str:
    """Run a step; what it prints."""
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        if step.kind == "snippet":
            exec(compile(step.text, "snippet", "exec"), {"__name__": "snippet"})  # noqa: S102
        elif step.text.startswith("graphkit "):
            with pytest.raises(SystemExit) as exit_:
                main(shlex.split(step.text, comments=True)[1:])
            assert not exit_.value.code, f"{step.text}: exit status {exit_.value.code}"
        else:
            words = shlex.split(step.text, comments=True)
            assert words[0] in {"cp", "python"}, f"{step.text}: run it, or say in NOT_RUN why not"
            done = subprocess.run(words, capture_output=True, text=True, check=False)
            assert done.returncode == 0, f"{step.text}: {done.stderr}"
            out.write(done.stdout)
    return out.getvalue()


@pytest.mark.model
@pytest.mark.parametrize("page", PAGES, ids=lambda path: str(path.relative_to(ROOT)))
@pytest.mark.usefixtures("workplace")
def test_all_steps_work_as_they_are_written(page: Path) -> None:
    for step in steps_of(page):
        if reason_not_to(step) is None:
            printed = do(step)
            assert printed.strip() or step.kind == "snippet" or step.text.startswith("cp "), step.text


def test_what_is_not_run_still_stands_in_a_page() -> None:
    texts = [re.sub(r"^(\w+=\S+ )+", "", step.text) for page in PAGES for step in steps_of(page)]
    assert not [start for start in NOT_RUN if not any(text.startswith(start) for text in texts)]


@pytest.mark.parametrize("page", PAGES, ids=lambda path: str(path.relative_to(ROOT)))
def test_commands_within_the_text_use_verbs_and_options_that_exist(page: Path) -> None:
    prose = FENCE.sub("", page.read_text(encoding="utf-8"))
    group = typer.main.get_command(app)
    for span in re.findall(r"`(graphkit [^`]+)`", prose):
        words = [word for word in shlex.split(span)[1:] if word not in {"…", "..."}]
        command = group
        while words and hasattr(command, "commands") and not words[0].startswith("-"):
            assert words[0] in command.commands, span
            command = command.commands[words.pop(0)]
        known = {option for parameter in command.params for option in parameter.opts} | {"--help"}
        assert {word.split("=")[0] for word in words if word.startswith("-")} <= known, span


@pytest.mark.parametrize("page", PAGES, ids=lambda path: str(path.relative_to(ROOT)))
def test_links_and_files_it_names_are_there(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    for target in LINK.findall(text):
        assert "://" in target or (page.parent / target).exists(), target
    for name in re.findall(r"`((?:graphkit|tests|examples|seeds|\.ci)/[\w./-]+)`", text):
        assert (ROOT / name).exists() or (page.parent / name).exists(), name


@pytest.mark.parametrize("page", PAGES, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_page_installs_the_other_project_of_that_name(page: Path) -> None:
    assert not re.search(r"pip install (-\S+ )*['\"]?graphkit", page.read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def seeds(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which `out/seeds` is the build of the seeds."""
    folder = tmp_path_factory.mktemp("documents")
    build(ROOT / "seeds", folder / "out" / "seeds")
    return folder


@pytest.mark.model
@pytest.mark.parametrize("page", PAGES, ids=lambda path: str(path.relative_to(ROOT)))
def test_output_that_a_page_shows_is_what_is_printed(
    page: Path, seeds: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(seeds)
    for command, shown in SHOWN.findall(page.read_text(encoding="utf-8")):
        printed = do(Step("command", command))
        assert shown in printed, f"{command} prints now:\n{printed}"


GROUPS = {"alliance and opposition": "signed", "all four types": "all"}


@pytest.fixture
def figures(seeds: Path) -> Callable[[str], str]:
    """The figures of one group of relations of the seeds, as a row of the README has them."""
    found: Evaluation = evaluate(seeds / "out" / "seeds", ROOT / "tests" / "gold" / "seeds")

    def row(group: str) -> str:
        score = found.rolled.scores[group]
        return f"| {score.precision:.2f} | {score.recall:.2f} | {score.f1:.2f} |"

    return row


@pytest.mark.model
@pytest.mark.parametrize("group", GROUPS)
def test_the_readme_says_how_well_the_seeds_are_read(group: str, figures: Callable[[str], str]) -> None:
    """Its rows of other articles cannot be measured from the checkout."""
    table = PAGES[0].read_text(encoding="utf-8").partition("| the five of `seeds/` |")[2]
    row = next(line for line in table.splitlines() if group in line)
    assert row.endswith(figures(GROUPS[group]))
