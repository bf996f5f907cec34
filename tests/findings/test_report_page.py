"""The report page: one file, no script, nothing from the network, and every sentence in it."""

from __future__ import annotations

import base64
import hashlib
import re
import sys
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import networkx as nx
import pytest

sys.path.insert(0, str(Path(__file__).parent.parent / "export"))  # the graphs of the other page's tests

from sample import empty_graph, hostile_graph, ring_graph, syria_graph

from graphkit.analysis.study import Study, study
from graphkit.errors import ExportError
from graphkit.findings import page as module
from graphkit.findings.page import load_strings, page_text, write_page


def studied(graph: nx.MultiDiGraph[str], **options: Any) -> Study:
    return study(graph, modality=("asserted", "claimed"), window="month", **options)


class Reader(HTMLParser):
    """Elements with their attributes, and the text."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data


@pytest.fixture(scope="module")
def page() -> str:
    return page_text(syria_graph(), studied(syria_graph(), actors=("turquie", "russie")))


def test_every_counted_sentence_is_in_the_page(page: str) -> None:
    graph = syria_graph()
    text = " ".join(Reader(page).text.split())
    cited = {id_ for tie in studied(graph).ties for id_ in tie.relations}
    sentences = {" ".join(graph.graph["relations"][id_].evidence.sentence.split()) for id_ in cited}
    assert len(sentences) > 20
    assert [sentence for sentence in sentences if sentence not in text] == []


def test_nothing_is_run_or_fetched(page: str) -> None:
    elements = Reader(page).elements
    assert {tag for tag, _ in elements} & {
        "script",
        "link",
        "img",
        "iframe",
        "object",
        "base",
        "form",
    } == set()
    assert [
        a for _, a in elements if any(name.startswith("on") or name in {"style", "src"} for name in a)
    ] == []
    targets = {a["href"] for tag, a in elements if tag == "a"}
    assert all(target and target.startswith(("#", "https://", "http://")) for target in targets)


def test_the_policy_lets_in_one_style_sheet_only(page: str) -> None:
    (policy,) = [
        a["content"] for _, a in Reader(page).elements if a.get("http-equiv") == "Content-Security-Policy"
    ]
    style = re.search(r"<style>(.*?)</style>", page, re.DOTALL)
    assert style
    digest = base64.b64encode(hashlib.sha256(style[1].encode()).digest()).decode()
    assert policy == f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"


def test_every_link_inside_the_page_leads_somewhere(page: str) -> None:
    elements = Reader(page).elements
    ids = [a["id"] for _, a in elements if "id" in a]
    assert len(ids) == len(set(ids))
    assert {a["href"] for tag, a in elements if tag == "a" and str(a["href"]).startswith("#")} <= {
        f"#{i}" for i in ids
    }


def test_everything_in_the_pictures_has_a_name(page: str) -> None:
    for tag, attributes in Reader(page).elements:
        if tag == "a" and "aria-label" in attributes:
            assert attributes["aria-label"]
        if tag == "svg":
            assert attributes.get("aria-label") or attributes.get("aria-hidden") == "true"


def test_hostile_text_stays_text() -> None:
    graph = hostile_graph()
    text = page_text(graph, studied(graph, actors=("a", "b")))
    elements = Reader(text).elements
    assert {tag for tag, _ in elements} & {"script", "img"} == set()
    assert [a for _, a in elements if any(name.startswith("on") for name in a)] == []
    assert "javascript:" not in text
    assert "\x00" not in text


def test_the_same_findings_give_the_same_bytes() -> None:
    texts = [page_text(syria_graph(), studied(syria_graph())) for _ in range(2)]
    assert texts[0] == texts[1]


def test_both_languages_have_the_same_words() -> None:
    def keys(table: dict[str, Any]) -> set[str]:
        nested = {
            f"{name}.{key}" for name, inner in table.items() if isinstance(inner, dict) for key in inner
        }
        return set(table) | nested

    def fields(table: dict[str, Any]) -> dict[str, set[str]]:
        return {k: set(re.findall(r"\{(\w+)\}", v)) for k, v in table.items() if isinstance(v, str)}

    assert keys(load_strings("fr")) == keys(load_strings("en"))
    assert fields(load_strings("fr")) == fields(load_strings("en"))
    with pytest.raises(ExportError, match="no language 'xx'; known: fr, en"):
        load_strings("xx")


def test_every_word_is_used() -> None:
    template = (module.FOLDER / "template.html.j2").read_text(encoding="utf-8") + Path(
        module.__file__
    ).read_text(encoding="utf-8")
    stems = {re.sub(r"_(one|other)$", "", key) for key in load_strings("fr")}
    assert [
        key
        for key in sorted(stems)
        if f"t.{key}" not in template and f'"{key}"' not in template and f"'{key}'" not in template
    ] == []


@pytest.mark.parametrize("k", [2, None], ids=["two camps", "free blocs"])
@pytest.mark.parametrize("lang", ["fr", "en"])
def test_empty_and_large_graphs_have_a_page(k: int | None, lang: str) -> None:
    assert "</html>" in page_text(empty_graph(), studied(empty_graph(), k=k), lang=lang)
    ring = ring_graph(300)
    text = page_text(ring, studied(ring, k=k), lang=lang)
    assert len(text) < 1_500_000
    assert text.count('class="grid"') < 5 * module.MAX_ACTORS


def test_the_file_is_written_whole(tmp_path: Path) -> None:
    write_page(syria_graph(), studied(syria_graph()), tmp_path / "report.html")
    assert (tmp_path / "report.html").read_text(encoding="utf-8").endswith("</html>\n")
    with pytest.raises(ExportError, match="cannot be written"):
        write_page(syria_graph(), studied(syria_graph()), tmp_path / "no" / "report.html")


@pytest.mark.browser
def test_in_a_browser_nothing_is_asked_and_the_keyboard_reads_it(
    browser: Any, page: str, tmp_path: Path
) -> None:
    file = tmp_path / "report.html"
    file.write_text(page, encoding="utf-8")
    context = browser.new_context(viewport={"width": 400, "height": 800}, offline=True)
    tab = context.new_page()
    faults: list[str] = []
    tab.on(
        "request", lambda request: faults.append(request.url) if not request.url.startswith("file:") else None
    )
    tab.on("console", lambda message: faults.append(message.text))
    tab.on("pageerror", lambda error: faults.append(str(error)))
    tab.goto(file.as_uri())
    assert tab.evaluate("document.documentElement.scrollWidth") <= 400, "wide pictures scroll by themselves"
    first = tab.locator("details").first
    assert not first.locator("blockquote").first.is_visible()
    first.locator("summary").press("Enter")
    assert first.locator("blockquote").first.is_visible()
    mark = tab.locator("svg a").first
    mark.focus()
    tab.keyboard.press("Enter")
    anchor = mark.get_attribute("href")
    assert tab.url.endswith(anchor)
    assert tab.locator(f"{anchor} blockquote").first.is_visible()
    context.close()
    assert faults == []
