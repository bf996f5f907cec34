"""The command line: what it prints, and how it fails."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import webbrowser
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import typer

from graphkit import __version__
from graphkit.cli import app
from graphkit.reading import MAX_CHARS

if TYPE_CHECKING:
    from conftest import FakeComponents, Result

COMMANDS = sorted(typer.main.get_command(app).commands)  # type: ignore[attr-defined]


@pytest.fixture
def built(articles: Path, tmp_path: Path, run: Callable[..., Result]) -> Path:
    assert run("build", articles, "-o", tmp_path / "out").status == 0
    return tmp_path / "out"


def test_build_tells_counts_skips_edges_and_files(
    articles: Path, tmp_path: Path, run: Callable[..., Result]
) -> None:
    (articles / "d.txt").write_bytes((articles / "b.txt").read_bytes())
    status, out, err = run("build", articles, "-o", tmp_path / "out")
    lines = out.splitlines()
    assert (status, err) == (0, "")
    assert lines[0].startswith("4 articles, 6 actors, 6 relations (3 alliance, 2 diplomacy, 1 opposition)")
    assert "copies, counted as one source: d.txt of b.txt (same text)" in lines
    assert f"skipped: {articles}/scan.pdf: damaged PDF" in lines
    assert "no actor found: c.txt" in lines
    assert any(line.split() == ["Iran", "->", "Syrie", "alliance", "1", "1"] for line in lines)
    assert f"  {tmp_path}/out/graph.html" in lines


def test_a_failure_is_named_and_ends_with_status_3(
    articles: Path, tmp_path: Path, run: Callable[..., Result]
) -> None:
    (articles / "b.txt").write_text("PANNE", encoding="utf-8")
    status, out, err = run("build", articles, "-o", tmp_path / "out")
    assert (status, err) == (3, "graphkit: 1 article could not be worked on; --retry tries again\n")
    assert "failed: b.txt: ValueError: a text that breaks the parser" in out.splitlines()
    assert "failed: b.txt: ValueError" in run("show", tmp_path / "out", "--documents").out


def test_build_as_json(articles: Path, tmp_path: Path, run: Callable[..., Result]) -> None:
    data = json.loads(run("build", articles, "-o", tmp_path / "out", "--json").out)
    assert data["documents"] == 3
    assert data["without_actors"] == ["c.txt"]
    assert {item["reason"] for item in data["skipped"]} == {
        "a README is not an article",
        "damaged PDF",
    }
    assert all(Path(file).is_file() for file in data["files"])


def test_build_without_any_actor_fails_softly(tmp_path: Path, run: Callable[..., Result]) -> None:
    (tmp_path / "a.txt").write_text("Il pleut.", encoding="utf-8")
    status, out, err = run("build", tmp_path / "a.txt", "-o", tmp_path / "out")
    assert status == 1
    assert "no actor found: a.txt" in out
    assert err.startswith("graphkit: no actor found in any article")


def test_show_lists_actors_by_mentions(built: Path, run: Callable[..., Result]) -> None:
    lines = run("show", built).out.splitlines()
    assert lines[0].split() == ["mentions", "articles", "label", "type", "country", "id"]
    assert lines[1].split()[:3] == ["2", "2", "Iran"]


def test_show_gives_the_sentences_of_two_actors(built: Path, run: Callable[..., Result]) -> None:
    assert run("show", built, "syrie", "iran").out.splitlines() == [
        "Iran -> Syrie: alliance, asserted, 2024-12-02",
        "  L'Iran soutient la Syrie.",
        "  cue: soutient | source: a.txt | rule: by hand",
        "1 relation",
    ]


def test_show_of_one_actor_as_json(built: Path, run: Callable[..., Result]) -> None:
    rows = json.loads(run("show", built, "Iran", "--json").out)
    assert [(row["source_label"], row["type"], row["target_label"]) for row in rows] == [
        ("Iran", "alliance", "Syrie"),
        ("Russie", "diplomacy", "Iran"),
    ]


def test_show_places_gives_counts(built: Path, run: Callable[..., Result]) -> None:
    assert [line.split() for line in run("show", built, "--places").out.splitlines()] == [
        ["mentions", "articles", "name", "country"],
        ["4", "2", "Alep", "SYR"],
    ]
    assert json.loads(run("show", built, "--places", "--json").out) == [
        {"name": "Alep", "country": "SYR", "docs": ["a.txt", "b.txt"], "count": 4}
    ]


def test_show_documents_gives_dates_and_skips(built: Path, run: Callable[..., Result]) -> None:
    out = run("show", built, "--documents").out
    assert [line.split() for line in out.splitlines()[:2]] == [
        ["date", "found", "in", "outlet", "found", "in", "article"],
        ["2024-12-02", "text", "unknown", "a.txt"],
    ]
    assert ["unknown", "unknown", "c.txt", "no", "actor", "found"] in [
        line.split() for line in out.splitlines()
    ]
    assert "README.md: a README is not an article" in out
    data = json.loads(run("show", built, "--documents", "--json").out)
    assert [d["id"] for d in data["documents"]] == ["a.txt", "b.txt", "c.txt"]
    assert "text" not in data["documents"][0]


def test_export_writes_what_is_asked_for(built: Path, tmp_path: Path, run: Callable[..., Result]) -> None:
    file = tmp_path / "allies-edges.csv"
    status, out, _ = run("export", built, file, "--type", "alliance", "--since", "2024")
    assert (status, out) == (0, f"{file}\n")
    text = file.read_text(encoding="utf-8")
    assert "alliance" in text
    assert "opposition" not in text


def test_export_writes_the_page_in_english(built: Path, tmp_path: Path, run: Callable[..., Result]) -> None:
    file = tmp_path / "page.html"
    assert run("export", built, file, "--ui-lang", "en").status == 0
    assert '<html lang="en">' in file.read_text(encoding="utf-8")
    assert "known: fr, en" in run("export", built, file, "--ui-lang", "de").err


def test_export_tells_each_actor_s_camp(built: Path, tmp_path: Path, run: Callable[..., Result]) -> None:
    file = tmp_path / "nodes.csv"
    assert run("export", built, file).status == 0
    header, *rows = [line.split(",") for line in file.read_text(encoding="utf-8-sig").splitlines()]
    camps = {row[0]: row[header.index("bloc")] for row in rows}
    assert camps["HTS"] != camps["armée syrienne"] != ""


def test_view_prints_and_opens_the_page(
    built: Path, run: Callable[..., Result], monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []
    monkeypatch.setattr(webbrowser, "open", lambda url: not opened.append(url))
    assert run("view", built, "--print").out == f"{built}/graph.html\n"
    assert opened == []
    assert run("view", built).status == 0
    assert opened == [(built / "graph.html").as_uri()]


def test_analyse_prints_camps_with_their_measures(built: Path, run: Callable[..., Result]) -> None:
    status, out, err = run("analyse", built)
    assert (status, err) == (0, "")
    lines = out.splitlines()
    assert lines[:2] == ["Camps", "bloc  actors  members"]
    assert "3 ties; contradicted: 0, with 0 sources (no partition contradicts less)" in lines
    assert "ties                   2 alliance, 1 opposition, 0 mixed" in lines


def test_analyse_as_json_resolves_every_id(built: Path, run: Callable[..., Result]) -> None:
    data = json.loads(run("analyse", built, "--json", "--actor", "iran", "--actor", "Syrie").out)
    assert set(data) == {
        *("actors", "balance", "blocs", "brokers", "changes", "egos", "paths", "relations", "ties", "voices")
    }
    cited = {id_ for tie in data["ties"] for id_ in tie["relations"]}
    assert cited <= set(data["relations"])
    assert data["relations"][data["ties"][0]["relations"][0]]["sentence"]
    assert {tie[end] for tie in data["ties"] for end in ("one", "other")} <= set(data["actors"])
    assert [e["actor"] for e in data["egos"]] == ["Iran", "Syrie"]
    assert (data["paths"]["length"], data["paths"]["positive"]) == (1, 1)


def test_analyse_takes_the_filters_of_export(built: Path, run: Callable[..., Result]) -> None:
    assert "armée syrienne" in run("analyse", built).out
    rolled = run("analyse", built, "--roll-up", "--actor", "armée syrienne").out
    assert "HTS - armée syrienne" not in rolled, "the army speaks for its state"
    assert "\nSyrie\nis " in rolled
    assert json.loads(run("analyse", built, "--blocs", "free", "--json").out)["blocs"]["k"] is None
    late = run("analyse", built, "--since", "2024-12", "--window", "month").out
    assert "1 period with ties: nothing to compare" in late


def test_analyse_writes_a_page(built: Path, tmp_path: Path, run: Callable[..., Result]) -> None:
    status, out, _ = run("analyse", built, "--html", tmp_path / "report.html")
    assert (status, out.splitlines()[-1]) == (0, f"{tmp_path}/report.html")
    assert "HTS attaque l&#39;armée syrienne." in re.sub(
        "</?mark[^>]*>", "", (tmp_path / "report.html").read_text(encoding="utf-8")
    )


def test_analyse_without_a_signed_tie_fails_softly(built: Path, run: Callable[..., Result]) -> None:
    status, _, err = run("analyse", built, "--until", "1999")
    assert status == 1
    assert err == "graphkit: no signed tie: nobody is said to stand with or against anybody\n"


def test_analyse_draws_tables_on_a_terminal(
    built: Path, run: Callable[..., Result], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    out = run("analyse", built).out
    assert "Camps" in out
    assert "─" in out


def test_explain(run: Callable[..., Result]) -> None:
    assert run("explain", "Une phrase.").out == "text: Une phrase.\ncue: none\n"
    assert json.loads(run("explain", "Une phrase.", "--json").out) == {"text": "Une phrase."}


def test_info_is_markdown(built: Path, run: Callable[..., Result]) -> None:
    lines = run("info", built).out.splitlines()
    assert lines[0] == f"- **graphkit**: {__version__}"
    assert "- **fingerprint**: fr-fake-1" in lines
    assert {"- **articles**: 3", "- **actors**: 6", "- **relations**: 4", "- **failed**: 0"} <= set(lines)
    assert any(line.startswith("- **store**: schema ") for line in lines)
    assert "- **integrity**: ok" in lines


def test_the_limit_in_the_help_is_that_of_the_reader() -> None:
    build = typer.main.get_command(app).commands["build"]  # type: ignore[attr-defined]
    (limit,) = [p.default for p in build.params if p.name == "max_document_chars"]
    assert limit == MAX_CHARS


def test_version(run: Callable[..., Result]) -> None:
    assert run("--version") == (0, f"graphkit {__version__}\n", "")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["build", "nowhere", "-o", "{tmp}/x"], "graphkit: no such file or folder: nowhere"),
        (["show", "{tmp}"], "is not a build folder"),
        (["show", "{built}", "Napoléon"], "graphkit: no actor 'Napoléon'"),
        (["export", "{built}", "{tmp}/x.docx"], "cannot tell the format"),
        (["export", "{built}", "{tmp}/x.gexf", "--type", "love"], "unknown RelationType 'love'"),
        (["export", "{built}", "{tmp}/x.gexf", "--since", "hier"], "date 'hier' is not of the form"),
        (["view", "{tmp}"], "graph.html is missing"),
        (["analyse", "{built}", "--modality", "possible"], "modality 'possible' makes no tie"),
        (["analyse", "{built}", "--window", "week"], "window 'week' is not year, month"),
        (["analyse", "{built}", "--actor", "Napoléon"], "graphkit: no actor 'Napoléon'"),
    ],
    ids=lambda value: value[0] if isinstance(value, list) else "",
)
def test_bad_input_is_one_line_and_status_2(
    arguments: list[str], message: str, built: Path, tmp_path: Path, run: Callable[..., Result]
) -> None:
    status, out, err = run(*[a.format(tmp=tmp_path, built=built) for a in arguments])
    assert (status, out) == (2, "")
    assert err.startswith("graphkit: ")
    assert err.count("\n") == 1
    assert message in err


def test_wrong_usage_is_status_2(run: Callable[..., Result]) -> None:
    assert run("build").status == 2
    assert run("export", "out", "x.gexf", "--no-such-option").status == 2


@pytest.mark.parametrize("command", COMMANDS)
def test_help_has_an_example_that_parses(command: str, run: Callable[..., Result]) -> None:
    out = run(command, "--help").out
    assert f"Example: graphkit {command} " in " ".join(out.split())


def test_help_is_light() -> None:
    """The help of the program loads neither spaCy nor networkx nor pyvis."""
    code = (
        "import sys\nfrom graphkit.cli import main\n"
        "try: main(['--help'])\nexcept SystemExit: pass\n"
        "print([m for m in ('spacy', 'networkx', 'pyvis', 'numpy') if m in sys.modules])"
    )
    assert subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    ).stdout.endswith("[]\n")


def test_export_of_an_existing_folder_loads_no_spacy(built: Path, tmp_path: Path) -> None:
    code = (
        "import sys\nfrom graphkit.cli import main\n"
        f"try: main(['export', {str(built)!r}, {str(tmp_path / 'x.gexf')!r}])\nexcept SystemExit: pass\n"
        "print([m for m in ('spacy', 'pyvis') if m in sys.modules])"
    )
    assert subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    ).stdout.endswith("[]\n")


CUE = """
[[cue]]
type = "opposition"
lemma = "canarder"
pos = "verb"
source = ["subject"]
target = ["object"]
example = "L'Iran va canarder la Turquie."
expect = "Iran > Turquie"
"""


def test_lexicon_check_reads_each_example(tmp_path: Path, run: Callable[..., Result]) -> None:
    file = tmp_path / "own.toml"
    file.write_text(CUE, encoding="utf-8")
    status, out, _ = run("lexicon", "check", file)
    assert (status, out) == (0, "cues: 1, faulty: 0\n")
    file.write_text(CUE + CUE.replace("canarder", "bombardeler", 1), encoding="utf-8")
    status, out, _ = run("lexicon", "check", file)
    assert status == 1
    assert "opposition:bombardeler: the cue does not fire\n  L'Iran va canarder la Turquie." in out
    status, out, _ = run("lexicon", "check", file, "--json")
    assert status == 1
    data = json.loads(out)
    assert (data["cues"], [fault["cue"] for fault in data["faults"]]) == (2, ["opposition:bombardeler"])


def test_lexicon_check_reads_the_shipped_cues_too(run: Callable[..., Result]) -> None:
    assert run("lexicon", "check").out.splitlines()[-1].startswith("cues: ")


def test_a_fault_in_a_users_file_is_one_line(tmp_path: Path, run: Callable[..., Result]) -> None:
    file = tmp_path / "own.toml"
    file.write_text(CUE.replace("subject", "subjekt"), encoding="utf-8")
    status, _, err = run("lexicon", "check", file)
    assert (status, err.count("\n")) == (2, 1)
    assert "unknown slot 'subjekt'" in err
    assert "own.toml" in err


def test_the_users_files_reach_the_pipeline(
    articles: Path, tmp_path: Path, run: Callable[..., Result], fake_components: FakeComponents
) -> None:
    own = tmp_path / "own.toml"
    own.write_text(CUE, encoding="utf-8")
    assert run("explain", "Il pleut.", "--actors", own, "--lexicon", own).status == 0
    assert fake_components.own == {"actors": own, "lexicon": own}
    assert run("build", articles, "-o", tmp_path / "out", "--lexicon", own).status == 0
    assert fake_components.own == {"lexicon": str(own)}


def test_lexicon_help_has_an_example(run: Callable[..., Result]) -> None:
    out = run("lexicon", "check", "--help").out
    assert "Example: graphkit lexicon check own.toml" in " ".join(out.split())
