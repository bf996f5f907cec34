"""Each file under examples/ runs, or is read, and prints something worth reading."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
import tomllib
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest

import graphkit
from graphkit.cli import main

EXAMPLES = Path(__file__).parent.parent / "examples"
SCRIPTS = sorted(EXAMPLES.glob("*.py"))
NOTEBOOKS = sorted(EXAMPLES.glob("*.ipynb"))

# A sentence for each cue of `custom_cues.toml`, none of them its example.
BUSINESS = """\
TSMC, fournisseur d'Apple, a ouvert une usine en Arizona.

Apple sous-traite à Foxconn.

Foxconn est aussi un sous-traitant de Microsoft.

Renault s'équipe chez Valeo.

Carrefour a déréférencé PepsiCo en janvier 2024.

Nokia, talonné par Apple, a cédé ses téléphones à Microsoft.

Sephora est une enseigne de LVMH. Hermès n'est pas une enseigne de LVMH.
"""


@cache
def run(script: Path, *arguments: Path) -> str:
    """What a script prints; it is run once for all tests."""
    command = [sys.executable, str(script), *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert not done.stderr
    return done.stdout


def test_all_examples_are_tried() -> None:
    """The pages in tests/test_documents.py, all others here."""
    tried = {*SCRIPTS, *NOTEBOOKS, *EXAMPLES.glob("*.md")}
    others = {path.name for path in EXAMPLES.iterdir() if path.is_file()} - {path.name for path in tried}
    assert others == {"corrections.toml", "custom_cues.toml", "page.png"}


@pytest.mark.model
@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.stem)
def test_a_script_reads_the_seeds(script: Path) -> None:
    out = run(script)
    assert len(out.splitlines()) > 10
    assert "gouvernement syrien" in out or "Syrie" in out


@pytest.mark.model
def test_the_conflict_has_two_camps_and_changes() -> None:
    out = run(EXAMPLES / "reading_a_conflict.py")
    camps = [line.split(maxsplit=1) for line in out.splitlines() if line.startswith("  1.")]
    assert [number for number, _ in camps] == ["1.1", "1.2"]
    assert "Russie" in camps[0][1]
    assert "Hayat Tahrir al-Cham" in camps[1][1]
    assert "2016 > 2024 appears: " in out


@pytest.mark.model
def test_own_corpus_reads_a_table_of_ones_own(tmp_path: Path) -> None:
    table = tmp_path / "press.csv"
    with table.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(["titre", "date", "source", "texte"])
        text = "La Russie soutient la Syrie, selon Ankara. L'Iran a dénoncé Israël."
        rows.writerow(["Alliances", "03/02/2015", "outlet", text])
    out = run(EXAMPLES / "own_corpus.py", table).splitlines()
    assert [line.split() for line in out[1:3]] == [
        ["2015-02-03", "outlet", "gouvernement", "turc", "Russie", "with", "Syrie", "(claimed)"],
        ["2015-02-03", "outlet", "the", "article", "Iran", "against", "Israël", "(asserted)"],
    ]


@pytest.mark.model
def test_each_correction_finds_what_it_corrects() -> None:
    report = graphkit.build(EXAMPLES.parent / "seeds", corrections=EXAMPLES / "corrections.toml").corrections
    assert not report.unmatched
    given = tomllib.loads((EXAMPLES / "corrections.toml").read_text(encoding="utf-8"))
    assert len(report.applied) == sum(len(entries) for entries in given.values())


@pytest.mark.model
def test_the_cues_for_companies_are_read_in_their_examples(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as exit_:
        main(["lexicon", "check", str(EXAMPLES / "custom_cues.toml")])
    out = capsys.readouterr().out
    assert not exit_.value.code, out
    number = len(tomllib.loads((EXAMPLES / "custom_cues.toml").read_text(encoding="utf-8"))["cue"])
    assert out.strip() == f"cues: {number}, faulty: 0"


@pytest.mark.model
def test_the_cues_for_companies_read_business_news(tmp_path: Path) -> None:
    article = tmp_path / "article.txt"
    article.write_text(BUSINESS, encoding="utf-8")
    assert not graphkit.build(article).relations
    corpus = graphkit.build(article, lexicon=EXAMPLES / "custom_cues.toml")
    label = {actor.id: actor.label for actor in corpus.actors}
    found = {(label[r.source], str(r.type), label[r.target], r.negated) for r in corpus.relations}
    assert found == {
        ("TSMC", "alliance", "Apple", False),
        ("Apple", "alliance", "Foxconn", False),
        ("Foxconn", "alliance", "Microsoft", False),
        ("Renault", "alliance", "Valeo", False),
        ("Carrefour", "opposition", "PepsiCo", False),
        ("Apple", "opposition", "Nokia", False),
        ("Sephora", "affiliation", "LVMH", False),
        ("Hermès", "affiliation", "LVMH", True),
    }


@pytest.fixture
def executed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[[Path], Any]:
    """Runs all cells of a notebook in a fresh kernel, and gives the notebook with its outputs."""
    nbformat = pytest.importorskip("nbformat")
    nbclient = pytest.importorskip("nbclient")
    pytest.importorskip("ipykernel")
    monkeypatch.setenv("IPYTHONDIR", str(tmp_path / "ipython"))
    monkeypatch.setenv("JUPYTER_RUNTIME_DIR", str(tmp_path / "jupyter"))

    def execute(path: Path) -> Any:
        notebook = nbformat.read(path, as_version=4)
        client = nbclient.NotebookClient(notebook, kernel_name="python3", timeout=120)
        client.execute(cwd=str(path.parent))
        return notebook

    return execute


@pytest.mark.model
@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_every_cell_of_a_notebook_runs_and_shows_something(
    path: Path, executed: Callable[[Path], Any]
) -> None:
    code = [cell for cell in executed(path).cells if cell.cell_type == "code"]
    for cell in code:
        assert {output.name for output in cell.outputs} == {"stdout"}, cell.source
    assert "5 articles" in code[0].outputs[0].text


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_is_kept_without_outputs(path: Path) -> None:
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    assert not [cell for cell in cells if cell.get("outputs") or cell.get("execution_count")]
