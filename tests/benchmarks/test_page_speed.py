"""The page of a large graph against that of a small one: compare the two rows of each group.

    pytest tests/benchmarks/test_page_speed.py --benchmark-enable --benchmark-only

A step of the page ends with the second frame after it, so 33 ms is the least it can take.
"""

from __future__ import annotations

import random
from pathlib import Path
from typing import TYPE_CHECKING, Any

import networkx as nx
import pytest

from graphkit.export import export
from graphkit.records import SIGNS, Document, Evidence, Modality, Relation, RelationType

if TYPE_CHECKING:
    from pytest_benchmark.fixture import BenchmarkFixture

SMALL, LARGE = 500, 5000
SENTENCES = 3

FRAMES = "new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"

SIZES = pytest.mark.parametrize("actors", [SMALL, LARGE])


def scale_free(actors: int) -> nx.MultiDiGraph:
    """About three edges an actor (Barabási and Albert 1999), three dated sentences an edge."""
    choose = random.Random(1)
    dates = [f"20{20 + i % 5}-{1 + i % 12:02}-15" for i in range(400)]
    documents = {
        f"d{i}": Document(id=f"d{i}", text="", date=date, outlet=f"outlet {i % 9}")
        for i, date in enumerate(dates)
    }
    graph: nx.MultiDiGraph = nx.MultiDiGraph(relations={}, documents=documents, title=f"{actors} actors")
    for i in range(actors):
        graph.add_node(f"a{i}", label=f"Actor {i}", type="ORG", mentions=3, documents=2, aliases=())
    kinds = [kind for kind in RelationType if kind is not RelationType.CO_MENTION]
    for one, other in nx.barabasi_albert_graph(actors, 3, seed=1).edges():
        kind = choose.choice(kinds)
        known = len(graph.graph["relations"])
        stated = [statement(known + n, (one, other), kind, choose, dates) for n in range(SENTENCES)]
        graph.graph["relations"].update({r.id: r for r in stated})
        graph.add_edge(
            f"a{one}",
            f"a{other}",
            key=kind.value,
            type=kind.value,
            sign=SIGNS[kind],
            directed=True,
            weight=float(SENTENCES),
            documents=SENTENCES,
            sources=SENTENCES,
            relations=tuple(r.id for r in stated),
        )
    return graph


def statement(
    number: int, ends: tuple[int, int], kind: RelationType, choose: random.Random, dates: list[str]
) -> Relation:
    """A statement of about a hundred letters in one of the articles."""
    source, target = (f"Actor {end}" for end in ends)
    sentence = (
        f"{source} soutient {target}, dit le communiqué numéro {number} de la semaine, publié hier soir."
    )
    doc = choose.randrange(len(dates))
    cue = len(source) + 1
    second = sentence.index(target, cue)
    evidence = Evidence(
        doc=f"d{doc}",
        start=0,
        end=len(sentence),
        sentence=sentence,
        cue="soutient",
        cue_start=cue,
        cue_end=cue + len("soutient"),
        source_mention=source,
        source_start=0,
        source_end=len(source),
        target_mention=target,
        target_start=second,
        target_end=second + len(target),
    )
    return Relation(
        id=f"r{number}",
        source=f"a{ends[0]}",
        target=f"a{ends[1]}",
        type=kind,
        event="SUPPORT",
        intensity=5.0,
        directed=True,
        negated=False,
        modality=choose.choice([*Modality]),
        attributed_to=None,
        date=dates[doc],
        confidence=0.9,
        evidence=evidence,
        rule="synthetic",
    )


@pytest.fixture(scope="module")
def graphs() -> dict[int, nx.MultiDiGraph]:
    return {actors: scale_free(actors) for actors in (SMALL, LARGE)}


@pytest.fixture(scope="module")
def addresses(graphs: dict[int, nx.MultiDiGraph], tmp_path_factory: pytest.TempPathFactory) -> dict[int, str]:
    folder = tmp_path_factory.mktemp("pages")
    return {n: export(graph, folder / f"{n}.html").as_uri() for n, graph in graphs.items()}


@SIZES
@pytest.mark.benchmark(group="write the page")
def test_write(
    benchmark: BenchmarkFixture, graphs: dict[int, nx.MultiDiGraph], tmp_path: Path, actors: int
) -> None:
    path = benchmark.pedantic(export, (graphs[actors], tmp_path / "graph.html"), rounds=3)
    assert path.stat().st_size > 500_000


@SIZES
@pytest.mark.browser
@pytest.mark.benchmark(group="first paint")
def test_paint(benchmark: BenchmarkFixture, browser: Any, addresses: dict[int, str], actors: int) -> None:
    page = browser.new_page(viewport={"width": 1400, "height": 900})

    def paint() -> int:
        page.goto("about:blank")
        page.goto(addresses[actors])
        page.evaluate(FRAMES)
        return int(page.evaluate("graphkit.visible().nodes.length"))

    assert benchmark(paint) >= 290
    page.close()


STEPS = {
    "focus": "graphkit.select({ kind: 'actor', id: `a${(step * 7) % 400}` })",
    "filter": "document.querySelector('[data-filter=relation][value=alliance]').click()",
    "period": "graphkit.state.since = 2021 * 12 + (step % 24); graphkit.changed()",
    "pan": "graphkit.camera(step * 9, step * 5, 0.2)",
    "zoom": "graphkit.camera(0, 0, 0.1 + (step % 10) / 10)",
}


@SIZES
@pytest.mark.parametrize("step", STEPS)
@pytest.mark.browser
def test_step(
    benchmark: BenchmarkFixture, browser: Any, addresses: dict[int, str], step: str, actors: int
) -> None:
    benchmark.group = f"{step}, all actors shown"
    page = browser.new_page(viewport={"width": 1400, "height": 900})
    page.goto(f"{addresses[actors]}#top=0")
    page.evaluate(
        f"window.step = 0; window.take = async () => {{ step += 1; {STEPS[step]}; await {FRAMES}; }}"
    )
    benchmark.pedantic(page.evaluate, ("take()",), rounds=12, warmup_rounds=1)
    assert page.evaluate("step") > 0
    page.close()
