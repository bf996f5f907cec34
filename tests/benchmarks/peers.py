"""graphkit beside what one would use instead, on the same articles in one run; see README.md here.

python tests/benchmarks/peers.py [--articles FOLDER --gold FOLDER] [--more 60] [--rounds 3]
"""

from __future__ import annotations

import argparse
import importlib.metadata
import importlib.util
import math
import os
import platform
import shutil
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

import forty_lines
import networkx as nx
from spacy.lang.fr.syntax_iterators import noun_chunks
from spacy.language import Language
from spacy.tokens import Doc, Token
from volume import articles as more_articles

import graphkit
from graphkit.evaluation.gold import FoundActor, FoundForm, Gold, comparable, read_gold
from graphkit.evaluation.scoring import Score, match_actors, rolled
from graphkit.records import RelationType

ROOT = Path(__file__).parent.parent.parent

Pair = frozenset[str]
Found = Mapping[str, Iterable[tuple[str, str]]]
"""Document -> pairs of found actors, by id."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a contender found: its actors with the forms they bear, and its pairs by document."""

    actors: tuple[FoundActor, ...]
    pairs: Found


# -- the contenders


def by_forty_lines(nlp: Language, texts: Mapping[str, str]) -> Answer:
    """Names of one sentence, each string an actor of its own."""
    found = {doc: list(forty_lines.pairs(nlp, text)) for doc, text in texts.items()}
    return Answer(actors=_named_by_themselves(found), pairs=found)


def by_relatio(nlp: Language, texts: Mapping[str, str], gold: Gold) -> Answer:
    """relatio's French subjects, verbs and objects, its phrases matched to the names of the gold.

    relatio links a phrase to a known entity that it holds. The list that it gets here is the best there
    can be, the gold's own.
    """
    known = {doc: sorted(_forms(gold, doc), key=len, reverse=True) for doc in texts}
    found = {
        doc: [
            (_entity(subject, known[doc]), _entity(target, known[doc]))
            for subject, negated, _, target in triples(nlp, text)
            if not negated
        ]
        for doc, text in texts.items()
    }
    return Answer(actors=_named_by_themselves(found), pairs=found)


def triples(nlp: Language, text: str) -> Iterator[tuple[str, bool, str, str]]:
    """What relatio extracts, sentence by sentence as its Preprocessor gives them to it."""
    extract = relatio().extract_svos_fr
    if not Token.has_extension("noun_chunk"):
        Token.set_extension("noun_chunk", default=None)
    for doc in nlp.pipe(line for line in text.splitlines() if line.strip()):
        for sentence in doc.sents:
            alone = sentence.as_doc()
            for start, end, _ in noun_chunks(alone):
                for token in alone[start:end]:
                    token._.noun_chunk = alone[start:end]
            yield from extract(alone)


def by_renard(nlp: Language, corpus: graphkit.Corpus, distance: int) -> Answer:
    """Renard's co-occurrence graph over graphkit's mentions, at most `distance` sentences apart."""
    found = {}
    for document in corpus.documents:
        sentences, starts = _words(nlp, document.text)
        graph = renard_graph(corpus, document.id, sentences, starts, distance)
        found[document.id] = list(graph.edges())
    return Answer(actors=_linked(corpus), pairs=found)


def renard_graph(
    corpus: graphkit.Corpus,
    doc: str,
    sentences: Sequence[Sequence[str]],
    starts: Mapping[int, int],
    distance: int,
) -> Any:
    """Renard's graph of one article, with actor ids as nodes.

    `starts` gives the number of the word at an offset. A mention that begins inside a word has none.
    """
    from renard.pipeline.character_unification import Character
    from renard.pipeline.graph_extraction import CoOccurrencesGraphExtractor
    from renard.pipeline.ner import NEREntity

    mentions: dict[str, list[Any]] = {}
    for mention in corpus.mentions:
        if mention.doc == doc and mention.start in starts:
            first = starts[mention.start]
            length = sum(mention.start <= start < mention.end for start in starts)
            entity = NEREntity(mention.text.split(), first, first + length, "PER")
            mentions.setdefault(mention.actor, []).append(entity)
    characters = {Character(frozenset({actor}), found) for actor, found in mentions.items()}
    extractor = CoOccurrencesGraphExtractor(co_occurrences_dist=(distance, "sentences"))
    graph = extractor(characters, sentences)["character_network"]
    return nx.relabel_nodes(graph, {character: next(iter(character.names)) for character in graph})


def by_graphkit(corpus: graphkit.Corpus, types: Iterable[RelationType]) -> Answer:
    """The pairs of graphkit's relations of these types, whatever their direction; none that is negated."""
    chosen = frozenset(types)
    found: dict[str, list[tuple[str, str]]] = {document.id: [] for document in corpus.documents}
    for relation in corpus.relations:
        if relation.type in chosen and not relation.negated:
            found[relation.evidence.doc].append((relation.source, relation.target))
    return Answer(actors=_linked(corpus), pairs=found)


# -- what is right


def score(answer: Answer, gold: Gold) -> tuple[Score, int]:
    """Pairs right, wrong and missed in each article, states rolled up; and how many pairs were found at all.

    All that a co-occurrence graph claims is that two actors have to do with one another. So a pair is
    right where the gold has any relation between the two, of any type and direction. Only pairs of two
    actors of the gold are counted as wrong: nobody is punished for names that are no actors, nor for
    places. Pairs that the gold has as borderline or negated count neither way.
    """
    firm: set[tuple[str, Pair]] = set()
    loose: set[tuple[str, Pair]] = set()
    for statement in gold.statements:
        ends = frozenset(rolled(gold, statement.doc, end) for end in (statement.source, statement.target))
        (loose if gold.is_loose(statement) else firm).add((statement.doc, ends))
    stands_for = match_actors(answer.actors, gold)
    found: set[tuple[str, Pair]] = set()
    between_actors: set[tuple[str, Pair]] = set()
    for doc, pairs in answer.pairs.items():
        for pair in pairs:
            ends = [stands_for.get((doc, end)) for end in pair]
            names = frozenset(
                rolled(gold, doc, a) if a else f"?{end}" for a, end in zip(ends, pair, strict=True)
            )
            if len(names) < 2:
                continue
            found.add((doc, names))
            if all(end and gold.actors[doc, end].type != "PLACE" for end in ends):
                between_actors.add((doc, names))
    asked = {(doc, ends) for doc, ends in firm if len(ends) == 2}
    right = asked & between_actors
    wrong = between_actors - firm - loose
    return Score(len(right), len(wrong), len(asked - right)), len(found)


# -- one run


def main() -> None:
    """Print the tables as Markdown."""
    options = _options()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        copy_articles(options.articles, folder / "articles", options.more)
        tables = (
            lambda: [_surroundings()],
            lambda: right_table(options.articles, read_gold(options.gold)),
            lambda: speed_table(folder / "articles", options.rounds),
            lambda: page_table(folder / "articles", folder, options.rounds),
        )
        for table in tables:
            sys.stdout.write("\n".join(table()) + "\n\n")
            sys.stdout.flush()


def right_table(articles: Path, gold: Gold) -> list[str]:
    """Pairs right on the gold, a row for each contender that is installed."""
    nlp = forty_lines.load()
    corpus = graphkit.build(articles)
    texts = {document.id: document.text for document in corpus.documents}
    relations = [type_ for type_ in RelationType if type_ is not RelationType.CO_MENTION]
    signed = [RelationType.ALLIANCE, RelationType.OPPOSITION]
    rows: list[tuple[str, Callable[[], Answer]]] = [
        ("forty lines: names of one sentence", lambda: by_forty_lines(nlp, texts)),
        (f"relatio {_version('relatio')}, names of the gold", lambda: by_relatio(nlp, texts, gold)),
        (f"Renard {_version('renard-pipeline')}, one sentence", lambda: by_renard(nlp, corpus, 0)),
        (f"Renard {_version('renard-pipeline')}, its default", lambda: by_renard(nlp, corpus, 1)),
        ("graphkit, all relations", lambda: by_graphkit(corpus, relations)),
        ("graphkit, alliance and opposition", lambda: by_graphkit(corpus, signed)),
    ]
    lines = [
        "| pairs of actors in an article | found | right | wrong | missed | precision | recall | F1 |",
        "|---|---|---|---|---|---|---|---|",
    ]
    for name, answer in rows:
        try:
            figures, found = score(answer(), gold)
        except ImportError as error:
            lines.append(f"| {name} | not installed: {error} | | | | | | |")
            continue
        counts = f"{figures.right} | {figures.wrong} | {figures.missed}"
        shares = f"{figures.precision:.2f} | {figures.recall:.2f} | {figures.f1:.2f}"
        lines.append(f"| {name} | {found} | {counts} | {shares} |")
    return lines


def speed_table(articles: Path, rounds: int) -> list[str]:
    """Time from articles to a graph in memory, against the bare pipeline on the same articles."""
    nlp = forty_lines.load()
    texts = [path.read_text(encoding="utf-8") for path in sorted(articles.glob("*.txt"))]
    words = sum(len(text.split()) for text in texts)
    corpus = graphkit.build(articles)
    parsed = [(document.id, *_words(nlp, document.text)) for document in corpus.documents]
    rows: list[tuple[str, Callable[[], object]]] = [
        ("the bare pipeline", lambda: [list(nlp.pipe(t.splitlines())) for t in texts]),
        ("forty lines", lambda: forty_lines.graph_of(nlp, texts)),
        ("relatio: triples", lambda: [list(triples(nlp, text)) for text in texts]),
        ("Renard: its last step, from mentions", lambda: [renard_graph(corpus, *p, 1) for p in parsed]),
        ("graphkit: build and graph", lambda: graphkit.build(articles).graph()),
    ]
    times, failed = timed(rows, rounds)
    bare = times["the bare pipeline"]
    lines = [
        f"| {len(texts)} articles, {words} words, to a graph | time, against the bare pipeline | words/s |",
        "|---|---|---|",
    ]
    for name, _ in rows:
        if name in failed:
            lines.append(f"| {name} | not installed: {failed[name]} | |")
        else:
            lines.append(f"| {name} | {times[name] / bare:.2f} | {words / times[name]:.0f} |")
    return lines


def page_table(articles: Path, folder: Path, rounds: int) -> list[str]:
    """The pages of both: size, and time until they are painted and until they stand still, in Chromium."""
    nlp = forty_lines.load()
    texts = [path.read_text(encoding="utf-8") for path in sorted(articles.glob("*.txt"))]
    theirs, ours = forty_lines.graph_of(nlp, texts), graphkit.build(articles).graph()
    pages = {
        "forty lines: pyvis": (theirs, forty_lines.write_page(theirs, folder / "pyvis.html")),
        "graphkit": (ours, Path(graphkit.export(ours, folder / "graph.html"))),
    }
    lines = [
        "| page | actors | edges | MB | painted, s | still, s | painted, ratio |",
        "|---|---|---|---|---|---|---|",
    ]
    try:
        paints = {name: paint_times(path, rounds) for name, (_, path) in pages.items()}
    except ImportError as error:
        return [*lines, f"| not measured: {error} | | | | | | |"]
    for name, (graph, path) in pages.items():
        first, still = paints[name]
        lines.append(
            f"| {name} | {graph.number_of_nodes()} | {graph.number_of_edges()} | "
            f"{path.stat().st_size / 1e6:.1f} | {first:.2f} | "
            f"{f'{still:.2f}' if still < math.inf else f'over {PATIENCE}'} | "
            f"{first / paints['forty lines: pyvis'][0]:.2f} |"
        )
    return lines


FRAMES = "new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"
PATIENCE = 60
"""Seconds after which a page that still moves is given up."""
STILL = "() => typeof network === 'undefined' || network.physics.stabilized"


def paint_times(path: Path, rounds: int) -> tuple[float, float]:
    """Seconds until a page is painted (the second frame after it is loaded), and until nothing moves.

    pyvis lays its graph out in the page; the places of graphkit's come with the file.
    """
    from playwright.sync_api import TimeoutError as StillMovesError
    from playwright.sync_api import sync_playwright

    chromium = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if chromium is None:
        raise ImportError("no Chromium on the path")
    painted, still = [], []
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        for _ in range(rounds):
            page = browser.new_page(viewport={"width": 1400, "height": 900})
            start = time.perf_counter()
            page.goto(path.as_uri())
            page.evaluate(FRAMES)
            painted.append(time.perf_counter() - start)
            try:
                page.wait_for_function(STILL, timeout=PATIENCE * 1000)
                still.append(time.perf_counter() - start)
            except StillMovesError:
                still.append(math.inf)
            page.close()
        browser.close()
    return min(painted), min(still)


# -- small parts


def timed(
    rows: Sequence[tuple[str, Callable[[], object]]], rounds: int
) -> tuple[dict[str, float], dict[str, str]]:
    """The best time of each row in seconds, rounds of one after those of the other; and what is missing."""
    times: dict[str, float] = {}
    missing: dict[str, str] = {}
    for _ in range(rounds):
        for name, call in rows:
            if name in missing:
                continue
            start = time.perf_counter()
            try:
                call()
            except ImportError as error:
                missing[name] = str(error)
                continue
            spent = time.perf_counter() - start
            times[name] = min(spent, times.get(name, spent))
    return times, missing


def copy_articles(articles: Path, folder: Path, more: int) -> None:
    """The articles, and more of the same words with other names."""
    folder.mkdir()
    for path in sorted(articles.glob("*.txt")):
        shutil.copy(path, folder / path.name)
    for number, text in enumerate(more_articles(more)):
        (folder / f"more-{number:04}.txt").write_text(text, encoding="utf-8")


@cache
def relatio() -> ModuleType:
    """relatio's module of dependency rules, which needs nothing but Python.

    It is loaded from its file: the package itself imports all of relatio, of which AllenNLP cannot be
    installed on Python 3.11.
    """
    package = importlib.util.find_spec("relatio")
    if package is None or package.origin is None:
        raise ImportError("No module named 'relatio'")
    path = Path(package.origin).with_name("dependency_parsing.py")
    spec = importlib.util.spec_from_file_location("relatio_dependency_parsing", path)
    if spec is None or spec.loader is None:
        raise ImportError(f"{path} cannot be loaded")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _forms(gold: Gold, doc: str) -> set[str]:
    """All names of the gold's actors in an article."""
    actors = [actor for (where, _), actor in gold.actors.items() if where == doc]
    return {form for actor in actors for form in (actor.label, *actor.forms)}


def _entity(phrase: str, known: Iterable[str]) -> str:
    """The longest known name whose words stand in a phrase; without one, the phrase."""
    words = f" {comparable(phrase)} "
    return next((name for name in known if f" {comparable(name)} " in words), phrase)


def _named_by_themselves(pairs: Found) -> tuple[FoundActor, ...]:
    """An actor for each string, which is its only form."""
    docs: dict[str, Counter[str]] = {}
    for doc, found in pairs.items():
        for name in (name for pair in found for name in pair):
            docs.setdefault(name, Counter())[doc] += 1
    return tuple(
        FoundActor(id=name, label=name, forms=(FoundForm(text=name, docs=frozenset(c), count=c.total()),))
        for name, c in docs.items()
    )


def _linked(corpus: graphkit.Corpus) -> tuple[FoundActor, ...]:
    """graphkit's actors with their aliases."""
    return tuple(
        FoundActor(
            id=actor.id,
            label=actor.label,
            forms=tuple(
                FoundForm(text=alias.form, docs=frozenset(alias.docs), count=alias.count, kind=alias.kind)
                for alias in actor.aliases
            ),
        )
        for actor in corpus.actors
    )


def _words(nlp: Language, text: str) -> tuple[list[list[str]], dict[int, int]]:
    """The words of a text by sentence, a line being a paragraph, and offset -> number of the word there."""
    sentences: list[list[str]] = []
    starts: dict[int, int] = {}
    offset = 0
    for line in text.splitlines(keepends=True):
        doc: Doc = nlp(line.rstrip("\n"))
        for sentence in doc.sents:
            sentences.append([token.text for token in sentence])
            for token in sentence:
                starts[offset + token.idx] = len(starts)
        offset += len(line)
    return sentences, starts


def _version(package: str) -> str:
    try:
        return importlib.metadata.version(package)
    except importlib.metadata.PackageNotFoundError:
        return ""


def _surroundings() -> str:
    """Versions and machine, on one line."""
    packages = ("spacy", "networkx", "pyvis", "relatio", "renard-pipeline")
    versions = ", ".join(f"{name} {_version(name)}" for name in packages if _version(name))
    return (
        f"graphkit {graphkit.__version__}, {versions}; Python {platform.python_version()}, "
        f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores"
    )


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="graphkit beside what one would use instead.")
    parser.add_argument("--articles", type=Path, default=ROOT / "seeds", help="a folder of .txt articles")
    parser.add_argument("--gold", type=Path, default=ROOT / "tests" / "gold" / "seeds", help="its gold")
    parser.add_argument("--more", type=int, default=60, help="articles to add for the tables of time")
    parser.add_argument("--rounds", type=int, default=3, help="the best of so many")
    return parser.parse_args()


if __name__ == "__main__":
    main()
