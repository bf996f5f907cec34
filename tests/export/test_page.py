"""The page in a real browser, from a file, with the network cut."""

import json
import shutil
from collections import Counter

import pytest
from sample import hostile_graph, ring_graph, syria_graph

from graphkit.export import export

playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed (extra: browser)")

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="no chromium on the path"),
]

EDGE = "hts|opposition|armee-syrienne"
SENTENCES = [
    "Le groupe islamiste a chassé les forces du régime de Hama.",
    "Hayat Tahrir al-Cham a attaqué l'armée syrienne à l'ouest d'Alep.",
]


@pytest.fixture(scope="module")
def browser():
    with playwright.sync_playwright() as driver:
        arguments = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
        chromium = driver.chromium.launch(executable_path=CHROMIUM, args=arguments)
        yield chromium
        chromium.close()


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    return export(syria_graph(), tmp_path_factory.mktemp("page") / "graph.html").as_uri()


@pytest.fixture
def open_page(browser):
    """Open a page; at the end, it must have asked nothing of the network and complained of nothing."""
    context = browser.new_context(viewport={"width": 1400, "height": 900}, offline=True)
    faults = []

    def check_request(request):
        if not request.url.startswith(("file:", "blob:", "data:")):
            faults.append(f"request: {request.url}")

    def open_(uri):
        page = context.new_page()
        page.on("request", check_request)
        page.on("pageerror", lambda error: faults.append(f"error: {error}"))
        page.on("console", lambda m: faults.append(m.text) if m.type in ("error", "warning") else None)
        page.goto(uri)
        page.wait_for_function("window.graphkit !== undefined")
        return page

    yield open_
    context.close()
    assert faults == []


def shown(page):
    found = page.evaluate("graphkit.visible()")
    return set(found["nodes"]), set(found["edges"])


def expected(graph, keep):
    """Edges that pass a filter and the actors they link, worked out in Python."""
    edges = {
        (source, data["type"], target)
        for source, target, data in graph.edges(data=True)
        if keep(source, target, data)
    }
    nodes = {end for source, _, target in edges for end in (source, target)}
    return nodes, {"|".join(edge) for edge in edges}


def is_statement(source, target, data):
    return data["type"] != "co_mention"


def test_the_page_opens_on_all_statements(open_page, address):
    page = open_page(address)
    nodes, edges = expected(syria_graph(), is_statement)
    assert shown(page) == (nodes, edges)
    assert page.inner_text("#counts") == f"{len(nodes)} sur 27 acteurs · {len(edges)} sur 59 liens"
    assert page.title() == "Syrie, novembre et décembre 2024"


def test_the_map_is_drawn(open_page, address):
    page = open_page(address)
    page.wait_for_timeout(200)
    inked = page.evaluate(
        """() => {
          const canvas = document.querySelector("#map canvas");
          const pixels = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height).data;
          let inked = 0;
          for (let at = 3; at < pixels.length; at += 4) if (pixels[at] > 0) inked += 1;
          return inked;
        }"""
    )
    assert inked > 10_000


@pytest.mark.parametrize(
    ("typed", "actor"),
    [("erdogan", "recep-tayyip-erdogan"), ("moscou", "russie"), ("daech", "etat-islamique"), ("FDS", "fds")],
    ids=["without accents", "alias", "other name", "acronym"],
)
def test_search_finds_an_actor(open_page, address, typed, actor):
    page = open_page(address)
    page.keyboard.press("/")
    page.keyboard.type(typed)
    page.keyboard.press("Enter")
    assert page.inner_text(".panel h2") == syria_graph().nodes[actor]["label"]
    page.keyboard.press("Escape")
    assert page.inner_text(".panel h2") == "Vue d’ensemble"


def test_search_says_that_it_found_nothing(open_page, address):
    page = open_page(address)
    page.fill("#search", "zzz")
    assert page.inner_text("#search-results") == "Aucun acteur de ce nom"


@pytest.mark.parametrize("relation", ["alliance", "opposition", "diplomacy", "affiliation", "co_mention"])
def test_the_legend_filters_by_relation(open_page, address, relation):
    page = open_page(address)
    page.click(f'[data-filter=relation][value="{relation}"]')
    wanted = {"alliance", "opposition", "diplomacy", "affiliation"} ^ {relation}
    assert shown(page) == expected(syria_graph(), lambda _s, _t, data: data["type"] in wanted)


def test_the_legend_counts_what_there_is(open_page, address):
    page = open_page(address)
    counts = Counter(data["type"] for _, _, data in syria_graph().edges(data=True))
    numbers = page.locator("#legend-relations .number").all_inner_texts()
    order = ["alliance", "opposition", "diplomacy", "affiliation", "co_mention"]
    assert numbers == [str(counts[relation]) for relation in order]


def test_actors_of_a_type_can_be_hidden(open_page, address):
    graph = syria_graph()
    page = open_page(address)
    page.click('[data-filter=type][value="PERSON"]')

    def keep(source, target, data):
        return data["type"] != "co_mention" and "PERSON" not in (
            graph.nodes[source]["type"],
            graph.nodes[target]["type"],
        )

    assert shown(page) == expected(graph, keep)


def test_weight_and_modality_filter(open_page, address):
    page = open_page(address)
    page.fill("#min-weight", "2")
    heavy = expected(syria_graph(), lambda s, t, data: is_statement(s, t, data) and data["weight"] >= 2)
    assert shown(page) == heavy
    page.fill("#min-weight", "1")
    page.click('[data-filter=modality][value="asserted"]')
    doubtful = expected(
        syria_graph(),
        lambda s, t, data: is_statement(s, t, data) and data["claimed"] + data["possible"] + data["past"] > 0,
    )
    assert shown(page) == doubtful


def test_isolated_actors_can_be_shown(open_page, address):
    page = open_page(address)
    page.click("#hide-isolated")
    assert shown(page)[0] == set(syria_graph())


def test_a_click_on_a_stroke_shows_its_sentences(open_page, address):
    page = open_page(address)
    point = page.evaluate("id => graphkit.edgePoint(id)", EDGE)
    page.mouse.click(point["x"], point["y"])
    page.wait_for_selector(".statement")
    assert page.locator(".evidence").first.locator("blockquote").all_inner_texts() == SENTENCES
    assert "2 phrases, 2 articles, 2 sources indépendantes" in page.inner_text(".panel")
    marks = page.locator(".statement").first.locator("mark")
    assert marks.all_inner_texts() == ["Le groupe islamiste", "chassé", "les forces du régime"]


def test_a_click_on_a_dot_shows_the_actor(open_page, address):
    page = open_page(address)
    point = page.evaluate("graphkit.nodePoint('turquie')")
    page.mouse.click(point["x"], point["y"])
    page.wait_for_selector(".stats")
    assert page.inner_text(".panel h2") == "Turquie"
    heads = page.locator(".block h3").all_inner_texts()
    assert [" ".join(head.split()) for head in heads[:2]] == ["Alliés 2", "Opposants 4"]


def test_a_click_on_nothing_goes_back(open_page, address):
    page = open_page(f"{address}#actor=turquie")
    page.mouse.click(300, 700)
    page.wait_for_function("document.querySelector('.panel h2').textContent.startsWith('Vue')")


def test_a_row_of_the_panel_leads_to_the_sentences(open_page, address):
    page = open_page(address)
    page.click('.panel [data-link="russie|alliance|regime-syrien"]')
    assert "3 phrases, 4 articles, 3 sources indépendantes" in page.inner_text(".panel")
    statements = page.locator(".evidence").first.locator(".statement")
    assert statements.count() == 4, "a copied sentence is shown for each article"
    page.get_by_text("1 phrase le nie").click()
    assert statements.count() == 5
    assert "nié" in statements.last.inner_text(), "what denies comes last, and says so"


def test_an_attributed_statement_names_who_says_it(open_page, address):
    page = open_page(f"{address}#link=russie%7Copposition%7Crebelles")
    assert "Attribué" in page.inner_text(".statement-head")
    assert "selon Observatoire syrien des droits de l'homme" in page.inner_text(".statement-head")


def test_other_relations_of_the_pair_open_on_demand(open_page, address):
    page = open_page(f"{address}#link=turquie%7Copposition%7Cregime-syrien")
    page.click("details.evidence summary")
    assert "dialogue avec l'opposition" in page.locator("details.evidence blockquote").inner_text()


def test_the_address_restores_the_state(open_page, address):
    page = open_page(address)
    page.click('[data-filter=relation][value="diplomacy"]')
    page.click('[data-filter=type][value="PERSON"]')
    page.click("#hide-generic")
    page.click("#tab-links")
    page.click(f'.table-view [data-link="{EDGE}"]')
    before = (shown(page), page.inner_text(".panel"), page.inner_text("#table-view"))
    again = open_page(page.url)
    assert (shown(again), again.inner_text(".panel"), again.inner_text("#table-view")) == before
    assert not again.is_checked('[data-filter=relation][value="diplomacy"]')
    assert again.is_visible("#table-view")


@pytest.mark.parametrize(
    "fragment", ["actor=nobody", "min=-3&rel=&at=1,2", "link=%00&hide=x&view=zzz", "at=a,b,c"]
)
def test_a_strange_address_does_no_harm(open_page, address, fragment):
    page = open_page(f"{address}#{fragment}")
    assert page.inner_text(".panel h2") == "Vue d’ensemble"


def test_the_tables_say_the_same_and_sort(open_page, address):
    page = open_page(f"{address}#view=links")
    rows = page.locator("#table-view tbody tr")
    assert rows.count() == len(shown(page)[1])
    page.click("#table-view th:first-child button")
    first = rows.first.inner_text()
    page.click("#table-view th:first-child button")
    assert first.startswith("Abbas Araghchi")
    assert rows.first.inner_text().startswith("Vladimir Poutine")
    page.click("#tab-actors")
    assert rows.count() == len(shown(page)[0])


def test_a_hidden_selection_says_so_and_can_be_shown(open_page, address):
    page = open_page(f"{address}#rel=alliance&link=russie%7Cdiplomacy%7Cturquie")
    assert "Masqué par les filtres" in page.inner_text(".panel")
    page.click(".note .link")
    assert "russie|diplomacy|turquie" in shown(page)[1]


def test_every_control_has_a_name(open_page, address):
    page = open_page(f"{address}#actor=russie")
    nameless = page.evaluate(
        """() => [...document.querySelectorAll("button, input, a")].filter((element) => {
          const names = [element.ariaLabel, element.textContent, element.labels?.[0]?.textContent];
          return !names.some((name) => name?.trim());
        }).map((element) => element.outerHTML)"""
    )
    assert nameless == []


def test_hostile_text_does_not_run(open_page, tmp_path):
    page = open_page(export(hostile_graph(), tmp_path / "hostile.html").as_uri())
    for fragment in (
        "actor=a",
        "link=a%7Copposition%7Cb",
        "link=b%7Cco_mention%7Cc",
        "view=actors",
        "view=links",
    ):
        page.evaluate("hash => { location.hash = hash }", fragment)
        page.wait_for_timeout(100)
    page.fill("#search", "<")
    assert page.evaluate("window.__x") is None
    assert page.locator("img").count() == 0
    assert page.locator("a[href^=javascript]").count() == 0


def test_the_theme_follows_the_system_and_the_button(browser, address):
    context = browser.new_context(color_scheme="dark")
    page = context.new_page()
    page.goto(address)
    background = "getComputedStyle(document.querySelector('.panel')).backgroundColor"
    dark = page.evaluate(background)
    page.click("#theme")
    assert page.evaluate(background) == "rgb(255, 255, 255)" != dark
    context.close()


def test_without_javascript_the_sentences_are_in_a_table(browser, address):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address)
    assert SENTENCES[0] in page.inner_text("noscript table >> nth=0")
    context.close()


def test_a_small_screen_shows_one_thing_at_a_time(browser, address):
    context = browser.new_context(viewport={"width": 390, "height": 800})
    page = context.new_page()
    page.goto(address)
    assert not page.is_visible(".panel")
    assert not page.is_visible("#search")
    page.click("#toggle-filters")
    page.fill("#search", "hezbollah")
    page.keyboard.press("Enter")
    assert page.is_visible(".panel")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    context.close()


def test_the_picture_can_be_saved(open_page, address, tmp_path):
    page = open_page(address)
    with page.expect_download() as download:
        page.click("#take summary")
        page.click("#save-png")
    target = tmp_path / "graph.png"
    download.value.save_as(target)
    assert target.read_bytes().startswith(b"\x89PNG")


def test_six_hundred_actors_are_filtered_at_once(open_page, tmp_path):
    page = open_page(export(ring_graph(600), tmp_path / "ring.html").as_uri())
    assert json.loads(page.evaluate("JSON.stringify(graphkit.visible().edges.length)")) == 1200
    page.click('[data-filter=relation][value="alliance"]')
    assert shown(page) == (set(), set())
