"""The command line: parse, make one library call, print. The only module that prints.

Results go to stdout, progress and errors to stderr. Exit status 0: done; 1: a check failed, or
nothing was found; 2: bad input or usage; 3: done, but some articles failed; 130: interrupted.
"""

from __future__ import annotations

import io
import json
import platform
import sys
import time
import webbrowser
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from enum import StrEnum
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from graphkit import __version__
from graphkit.errors import FolderError, GraphkitError
from graphkit.export import FORMATS

if TYPE_CHECKING:
    from graphkit.findings.tables import Table
    from graphkit.update import Progress

TERMINAL_SECONDS, LOG_SECONDS, SPEED_SECONDS = 0.2, 30.0, 60.0
"""Between two signs of progress on a terminal, and elsewhere; and over which the speed is taken."""

WORKERS = 1
"""Worker processes of a build, unless told otherwise."""

app = typer.Typer(
    name="graphkit",
    help="Turn a folder of French news articles into a graph of actors, with evidence for each edge.",
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)

Folder = Annotated[
    Path, typer.Argument(metavar="OUT", help="A folder made by graphkit build.", show_default=False)
]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON instead of text.")]
Language = Annotated[
    str, typer.Option(help="Language of the articles: a code, or a folder laid out like one.")
]
Model = Annotated[
    str | None,
    typer.Option(
        metavar="NAME_OR_PATH", help="Another spaCy pipeline than the shipped one: installed, or a folder."
    ),
]
Actors = Annotated[
    Path | None,
    typer.Option(
        metavar="FILE.toml",
        help="Your own actors: [[actor]] entries with id, name, type, and as you like acronyms, names, "
        "country, parent. They add to the shipped ones, or override those of the same id or name.",
        show_default=False,
    ),
]
Cues = Annotated[
    Path | None,
    typer.Option(
        "--lexicon",
        metavar="FILE.toml",
        help="Your own cues: [[cue]] entries with their type; graphkit lexicon check FILE.toml tries them.",
        show_default=False,
    ),
]

Column = Annotated[
    str | None,
    typer.Option(
        metavar="NAME", help="Column of the tables; without it, found by common names.", show_default=False
    ),
]


class BlocCount(StrEnum):
    """How many blocs a conflict may have."""

    TWO = "2"
    FREE = "free"


lexicon_app = typer.Typer(no_args_is_help=True, rich_markup_mode=None)
app.add_typer(
    lexicon_app,
    name="lexicon",
    help="Check the words that say a relation. Example: graphkit lexicon check own.toml",
)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line; errors a user can mend are one line on stderr, without traceback."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")  # an odd terminal must not stop a run
    try:
        app(args=arguments, prog_name="graphkit")
    except (GraphkitError, OSError) as error:
        typer.echo(f"graphkit: {' '.join(str(error).split())}", err=True)
        sys.exit(2)


def _print_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"graphkit {__version__}")
        raise typer.Exit


@app.callback()
def _root(
    version: Annotated[
        bool, typer.Option("--version", help="Print the version.", callback=_print_version, is_eager=True)
    ] = False,
) -> None:
    pass


@app.command()
def build(
    out: Annotated[
        Path, typer.Option("--out", "-o", metavar="OUT", help="Folder for the result.", show_default=False)
    ],
    inputs: Annotated[
        list[Path] | None,
        typer.Argument(
            metavar="INPUT...",
            help="Articles, or folders of articles: text, Markdown, web pages, PDF, CSV, TSV, JSONL, "
            "Parquet, each also as .gz; - is standard input.",
        ),
    ] = None,
    language: Language = "fr",
    model: Model = None,
    actors: Actors = None,
    lexicon: Cues = None,
    corrections: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE.toml",
            help="Your corrections of actors and relations; kept in OUT as corrections.toml and applied by "
            "every later build. See examples/corrections.toml.",
            show_default=False,
        ),
    ] = None,
    relink: Annotated[
        bool,
        typer.Option(
            "--relink", help="Read nothing: apply OUT/corrections.toml as it is now, and write OUT's files."
        ),
    ] = False,
    text_column: Column = None,
    date_column: Column = None,
    outlet_column: Column = None,
    id_column: Column = None,
    any_language: Annotated[
        bool, typer.Option("--any-language", help="Keep articles in other languages too.")
    ] = False,
    max_document_chars: Annotated[
        int, typer.Option(help="Skip articles with more characters than this.", min=1)
    ] = 1_000_000,
    prune: Annotated[
        bool, typer.Option("--prune", help="Drop from OUT what is no longer in INPUT; else it is kept.")
    ] = False,
    workers: Annotated[
        int | None,
        typer.Option(
            min=0,
            help="Processes that read side by side, one for each core at most. With 0, everything happens in "
            "one process, and an article that crashes or hangs the parser takes the whole run with it.",
            show_default="1",
        ),
    ] = None,
    timeout: Annotated[
        float | None,
        typer.Option(
            metavar="SECONDS",
            min=0.1,
            help="Give an article up after so long; longer ones than 100,000 characters get more.",
            show_default="60",
        ),
    ] = None,
    retry: Annotated[
        bool, typer.Option("--retry", help="Try again what an earlier build could not work on.")
    ] = False,
    wait: Annotated[
        bool, typer.Option("--wait", help="Where another process builds in OUT, wait for it to end.")
    ] = False,
    cluster: Annotated[
        str | None,
        typer.Option(
            metavar="ADDRESS", help="Have the workers of a Dask scheduler read; see examples/cluster.md."
        ),
    ] = None,
    shared: Annotated[
        Path | None,
        typer.Option(
            metavar="FOLDER",
            help="With --cluster: a folder that all of its workers see; what they find is handed over there.",
            show_default=False,
        ),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Read articles and write their graph.

    On an existing OUT, only what is new or changed is read, and a build that was stopped goes on. OUT is
    built with the --actors and --lexicon of this run: give them again each time, or it goes back to the
    shipped ones.

    Exit status 3: done, but some articles could not be worked on; they are named.

    Example: graphkit build articles -o out --actors own.toml

    Example: graphkit build press.csv -o out --text-column "Corps de l'article" --date-column Parution

    Example: gunzip -c articles.jsonl.gz | graphkit build - -o out

    Example: graphkit build articles -o out --workers 4 --prune

    Example: graphkit build -o out --relink --corrections mine.toml
    """
    from graphkit import report
    from graphkit.pipeline import FILES, build
    from graphkit.pipeline import relink as link_again

    if relink and (inputs or model or actors or lexicon):
        raise typer.BadParameter(
            "reads no article: give no INPUT, --model, --actors or --lexicon", param_hint="--relink"
        )
    if not relink and not inputs:
        raise typer.BadParameter("give articles, or folders of articles", param_hint="INPUT...")
    if relink:
        corpus = link_again(out, corrections=corrections, wait=wait)
    else:
        with _interruptible(out), _progress("reading") as progress:
            corpus = build(
                inputs or [],
                out,
                language=language,
                model=model,
                actors=actors,
                lexicon=lexicon,
                corrections=corrections,
                any_language=any_language,
                max_document_chars=max_document_chars,
                text_column=text_column,
                date_column=date_column,
                outlet_column=outlet_column,
                id_column=id_column,
                prune=prune,
                workers=WORKERS if workers is None else workers,
                cluster=cluster,
                shared=shared,
                timeout=timeout,
                retry=retry,
                wait=wait,
                progress=progress,
            )
    for line in corpus.corrections.unmatched:
        typer.echo(f"graphkit: correction not applied: {line}", err=True)
    files = [out / name for name in FILES]
    if as_json:
        _print_json(report.build_facts(corpus, files))
    else:
        _print_lines(report.build_lines(corpus, files))
    if corpus.failures:
        failed = report.count(len(corpus.failures), "article")
        typer.echo(f"graphkit: {failed} could not be worked on; --retry tries again", err=True)
        raise typer.Exit(3)
    if not corpus.number_of_actors:
        typer.echo("graphkit: no actor found in any article; is the language right?", err=True)
        raise typer.Exit(1)


@app.command()
def show(
    out: Folder,
    actor: Annotated[
        str | None, typer.Argument(help="Id, label or alias; case and accents do not matter.")
    ] = None,
    other: Annotated[
        str | None, typer.Argument(help="A second actor: only relations between the two.")
    ] = None,
    documents: Annotated[
        bool, typer.Option("--documents", help="List articles, dates and skipped files.")
    ] = False,
    places: Annotated[
        bool, typer.Option("--places", help="List the places that are no actors, with counts.")
    ] = False,
    corrections: Annotated[
        bool, typer.Option("--corrections", help="List which corrections were applied, and which were not.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """List actors, or relations with their sentences.

    With one actor: its relations. With two: what joins them. A place that does nothing ("à Alep") is no
    actor: --places lists those.

    Example: graphkit show out "Bachar al-Assad" Iran

    Example: graphkit show out --places
    """
    from graphkit import report
    from graphkit.corpus import Corpus

    corpus = Corpus.open(out)
    if corrections and as_json:
        _print_json(corpus.corrections.to_dict())
    elif corrections:
        _print_lines(report.correction_lines(corpus.corrections))
    elif places and as_json:
        _print_json([place.to_dict() for place in corpus.places])
    elif places:
        _print_lines(report.table(report.place_rows(corpus), report.PLACE_COLUMNS))
    elif documents and as_json:
        _print_json(report.document_facts(corpus))
    elif documents:
        _print_lines(report.document_lines(corpus))
    elif actor is not None:
        relations = corpus.evidence(actor, other)
        if as_json:
            _print_json(report.relation_facts(corpus, relations))
        else:
            _print_lines(report.relation_lines(corpus, relations))
    elif as_json:
        columns = report.ACTOR_COLUMNS
        _print_json([dict(zip(columns, row, strict=True)) for row in report.actor_rows(corpus)])
    else:
        _print_lines(report.table(report.actor_rows(corpus), report.ACTOR_COLUMNS))


def _formats() -> str:
    """The formats as a list that the terminal does not wrap into one paragraph."""
    rows = [(" ".join(known.endings), name, known.what) for name, known in FORMATS.items()]
    widths = [max(len(row[column]) for row in rows) for column in (0, 1)]
    lines = (f"  {ends:{widths[0]}}  {name:{widths[1]}}  {what}" for ends, name, what in rows)
    return "\n".join(["\b", "End of the name, --format, and what it is:", *lines])


@app.command(epilog=_formats())
def export(
    out: Folder,
    files: Annotated[
        list[Path],
        typer.Argument(metavar="FILE...", help="Files to write; the end of the name is the format."),
    ],
    types: Annotated[
        list[str] | None, typer.Option("--type", help="Keep this relation type (repeatable).")
    ] = None,
    since: Annotated[
        str | None, typer.Option(help="Keep what is dated from here on: 2024, 2024-12, 2024-12-02.")
    ] = None,
    until: Annotated[str | None, typer.Option(help="Keep what is dated up to here.")] = None,
    modality: Annotated[list[str] | None, typer.Option(help="Keep this modality (repeatable).")] = None,
    min_documents: Annotated[int, typer.Option(help="Keep edges that so many articles support.", min=1)] = 1,
    roll_up: Annotated[
        bool, typer.Option("--roll-up", help="Merge a state with its bodies and officials.")
    ] = False,
    format_: Annotated[
        str | None,
        typer.Option(
            "--format", metavar="FORMAT", help="Format of all files, where the name does not tell it."
        ),
    ] = None,
    ui_lang: Annotated[str, typer.Option(help="Language of the page: fr or en.")] = "fr",
) -> None:
    """Write the graph, or a part of it, to files.

    Example: graphkit export out allies.graphml --type alliance --since 2024

    Example: graphkit export out war.gexf war-evidence.csv --roll-up
    """
    from graphkit.analysis.blocs import set_blocs
    from graphkit.corpus import Corpus
    from graphkit.export import export_all

    graph = Corpus.open(out).graph(
        roll_up=roll_up, types=types, since=since, until=until, min_documents=min_documents, modality=modality
    )
    set_blocs(graph)
    for file in export_all(graph, files, format=format_, lang=ui_lang):
        typer.echo(file)


@app.command()
def analyse(
    out: Folder,
    actors: Annotated[
        list[str] | None,
        typer.Option("--actor", help="Also one actor's allies and opponents; of two, also the path between."),
    ] = None,
    blocs: Annotated[
        BlocCount, typer.Option(help="Two camps in each conflict, or as many blocs as it takes.")
    ] = BlocCount.TWO,
    window: Annotated[
        list[str] | None,
        typer.Option(help="Compare years, months, or your own periods: 2016-11..2017-06 (repeatable)."),
    ] = None,
    since: Annotated[
        str | None, typer.Option(help="Keep what is dated from here on: 2024, 2024-12, 2024-12-02.")
    ] = None,
    until: Annotated[str | None, typer.Option(help="Keep what is dated up to here.")] = None,
    modality: Annotated[
        list[str] | None,
        typer.Option(help="What makes a tie: asserted, claimed (repeatable; asserted alone unless told)."),
    ] = None,
    min_confidence: Annotated[
        float, typer.Option(help="Leave out what was read with less confidence.", min=0, max=1)
    ] = 0.0,
    min_documents: Annotated[int, typer.Option(help="Keep edges that so many articles support.", min=1)] = 1,
    roll_up: Annotated[
        bool, typer.Option("--roll-up", help="Merge a state with its bodies and officials.")
    ] = False,
    html: Annotated[
        Path | None, typer.Option(metavar="FILE.html", help="Also write a page with every sentence.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Read the graph: who stands with whom, who between, what changed, who says so.

    What is negated, only possible or over makes no tie; a pair with ties of both signs is on no side.

    Example: graphkit analyse out --window month --actor Iran --html report.html
    """
    from graphkit.analysis.study import study
    from graphkit.corpus import Corpus
    from graphkit.findings.page import write_page
    from graphkit.findings.tables import facts_of, tables_of

    corpus = Corpus.open(out)
    graph = corpus.graph(roll_up=roll_up, since=since, until=until, min_documents=min_documents)
    found = study(
        graph,
        k=2 if blocs is BlocCount.TWO else None,
        window=_one_or_all(window or ["year"]),
        actors=[corpus.node(name, roll_up=roll_up) for name in actors or ()],
        modality=modality or ["asserted"],
        min_confidence=min_confidence,
    )
    if html is not None:
        write_page(graph, found, html)
    if as_json:
        _print_json(facts_of(graph, found))
    else:
        _print_tables(tables_of(graph, found))
        if html is not None:
            typer.echo(html)
    if not found.ties:
        typer.echo("graphkit: no signed tie: nobody is said to stand with or against anybody", err=True)
        raise typer.Exit(1)


@app.command()
def view(
    out: Folder,
    print_path: Annotated[
        bool, typer.Option("--print", help="Print the page's path, do not open it.")
    ] = False,
) -> None:
    """Open the interactive page of a build.

    Example: graphkit view out
    """
    page = out / "graph.html"
    if not page.is_file():
        raise FolderError(f"{page} is missing; make it with: graphkit export {out} {page}")
    typer.echo(page)
    if not print_path and not webbrowser.open(page.resolve().as_uri()):
        typer.echo("graphkit: no browser could be started; open the page above", err=True)


@app.command()
def explain(
    text: Annotated[str, typer.Argument(help="A sentence.")],
    language: Language = "fr",
    model: Model = None,
    actors: Actors = None,
    lexicon: Cues = None,
    as_json: AsJson = False,
) -> None:
    """Show how a sentence is read.

    Parse, mentions, cues that fired, and why a pair was kept or refused.

    Example: graphkit explain "La Russie soutient le régime syrien."
    """
    from graphkit.pipeline import explain

    explanation = explain(text, language, model, actors=actors, lexicon=lexicon)
    if as_json:
        _print_json(explanation.to_dict())
    else:
        _print_lines(explanation.lines())


@app.command()
def evaluate(
    out: Folder,
    gold: Annotated[
        Path,
        typer.Argument(metavar="GOLD", help="A folder with actors.json and relations.jsonl made by hand."),
    ],
    errors: Annotated[int, typer.Option(help="Show so many missed and so many wrong edges.", min=0)] = 0,
    floors: Annotated[
        Path | None,
        typer.Option("--gate", metavar="FLOORS", help="Fail where a figure is below this file's."),
    ] = None,
    update: Annotated[
        bool, typer.Option("--update", help="Raise the floors of --gate to the figures.")
    ] = False,
    allow_regression: Annotated[
        bool, typer.Option("--allow-regression", help="Let --update lower floors too; say why in the commit.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Score a build against a gold made by hand.

    Precision, recall and F1 of its edges. With --gate, exit status 1 below a floor.

    Example: graphkit evaluate out tests/gold/seeds --gate tests/gold/floors.json
    """
    from graphkit.evaluation import evaluate, gate

    if floors is None and update:
        raise typer.BadParameter("needs --gate FLOORS", param_hint="--update")
    if allow_regression and not update:
        raise typer.BadParameter("needs --update", param_hint="--allow-regression")
    evaluation = evaluate(out, gold)
    verdict = None
    if floors is not None:
        verdict = gate(evaluation, floors, gold, update=update, allow_regression=allow_regression)
    if as_json:
        _print_json(evaluation.to_dict() | ({"gate": verdict.to_dict()} if verdict else {}))
    else:
        _print_lines(evaluation.lines(errors))
        _print_lines(verdict.lines() if verdict else ())
    if verdict is not None and not verdict.passed:
        raise typer.Exit(1)


@lexicon_app.command()
def check(
    file: Annotated[
        Path | None,
        typer.Argument(metavar="[FILE.toml]", help="Your own cues; without it, those of the language."),
    ] = None,
    language: Language = "fr",
    model: Model = None,
    as_json: AsJson = False,
) -> None:
    """Check a file of cues, and read the example sentence of each.

    Exit status 1 where an example is not read as its cue expects.

    Example: graphkit lexicon check own.toml
    """
    from graphkit.pipeline import check_lexicon

    results = list(check_lexicon(file, language, model))
    faults = [(cue, fault) for cue, fault in results if fault]
    if as_json:
        found = [{"cue": cue.id, "example": cue.example, "fault": fault} for cue, fault in faults]
        _print_json({"cues": len(results), "faults": found})
    else:
        _print_lines(f"{cue.id}: {fault}\n  {cue.example}" for cue, fault in faults)
        typer.echo(f"cues: {len(results)}, faulty: {len(faults)}")
    if faults:
        raise typer.Exit(1)


@app.command()
def info(
    out: Annotated[
        Path | None, typer.Argument(metavar="[OUT]", help="A build folder to describe as well.")
    ] = None,
    language: Language = "fr",
) -> None:
    """Print versions and fingerprints as Markdown.

    For a bug report. With OUT, also what its store holds, and whether it is whole.

    Example: graphkit info out
    """
    from graphkit import fingerprint
    from graphkit.corpus import Corpus
    from graphkit.language import get

    model = json.loads((get(language).model / "meta.json").read_text(encoding="utf-8"))
    rows = [
        ("graphkit", __version__),
        ("Python", platform.python_version()),
        ("platform", platform.platform()),
    ]
    rows += [(name, metadata.version(name)) for name in ("spacy", "networkx", "pyvis", "typer")]
    rows += [("language", language), ("model", f"{model['name']} {model['version']}")]
    rows += [("fingerprint", fingerprint.of(language))]
    if out is not None:
        corpus = Corpus.open(out)
        rows += [("build folder", str(out)), ("articles", str(corpus.number_of_documents))]
        rows += [("actors", str(corpus.number_of_actors))]
        rows += [("relations", str(sum(corpus.relation_counts.values())))]
        rows += [("skipped", str(len(corpus.skipped))), ("failed", str(len(corpus.failures)))]
        rows += corpus.store_facts().items()
    for name, value in rows:
        typer.echo(f"- **{name}**: {value}")


def _print_json(value: object) -> None:
    typer.echo(json.dumps(value, ensure_ascii=False, indent=2))


def _one_or_all(values: Sequence[str]) -> str | Sequence[str]:
    return values[0] if len(values) == 1 else values


def _print_tables(tables: Iterable[Table]) -> None:
    """Tables drawn on a terminal; padded plain columns where the output goes elsewhere."""
    from rich import box
    from rich.console import Console
    from rich.table import Table as Drawn
    from rich.text import Text

    from graphkit import report

    if not sys.stdout.isatty():
        for table in tables:
            lines = report.table(table.rows, table.columns) if table.rows else []
            _print_lines([table.title, *lines, *table.notes, ""])
        return

    console = Console()
    for table in tables:
        drawn = Drawn(title=table.title, title_justify="left", box=box.SIMPLE_HEAD, caption_justify="left")
        drawn.caption = Text("\n".join(table.notes)) if table.notes else None
        for at, column in enumerate(table.columns):
            are_numbers = all(isinstance(row[at], int) for row in table.rows)
            drawn.add_column(column, justify="right" if are_numbers else "left", overflow="fold")
        for row in table.rows:
            drawn.add_row(*(Text(str(cell)) for cell in row))
        console.print(drawn)


def _print_lines(lines: Iterable[str]) -> None:
    for line in lines:
        typer.echo(line)


@contextmanager
def _interruptible(out: Path) -> Iterator[None]:
    """Ctrl-C ends with status 130 and says that nothing is lost."""
    try:
        yield
    except KeyboardInterrupt:
        kept = (
            f"; what was read is kept in {out}, the same command goes on from there" if out.exists() else ""
        )
        typer.echo(f"graphkit: interrupted{kept}", err=True)
        raise typer.Exit(130) from None


@contextmanager
def _progress(label: str) -> Iterator[Progress]:
    """Tell on stderr how far it is, how fast, and how much time is left: often on a terminal, else seldom."""
    is_terminal = sys.stderr.isatty()
    pause = TERMINAL_SECONDS if is_terminal else LOG_SECONDS
    # The speed is that of the last minute: what an earlier build has done goes by in no time.
    past = deque([(time.monotonic(), 0)])
    shown = past[0][0]

    def advance(done: int, total: int) -> None:
        nonlocal shown
        now = time.monotonic()
        past.append((now, done))
        while now - past[0][0] > SPEED_SECONDS and len(past) > 2:
            past.popleft()
        if now - shown < pause:
            return
        shown = now
        speed = (done - past[0][1]) / (now - past[0][0])
        left = f", {_duration((total - done) / speed)} left" if speed and done < total else ""
        text = f"{label}: {done:,} of {total:,}, {speed:.1f} a second{left}"
        typer.echo(f"\r{text:<70}" if is_terminal else text, err=True, nl=not is_terminal)

    yield advance
    if is_terminal and shown != past[0][0]:
        typer.echo(f"\r{'':<70}\r", err=True, nl=False)


def _duration(seconds: float) -> str:
    """Hours and minutes, or minutes and seconds."""
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes // 60} h {minutes % 60:02} min" if minutes >= 60 else f"{minutes} min {rest:02} s"
