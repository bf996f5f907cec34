"""The page in a real browser, from a file, with the network cut."""

import json
import re
from collections import Counter
from dataclasses import replace

import networkx as nx
import pytest
from graphs_by_hand import graph_from
from sample import (
    DOCUMENTS,
    SYRIA,
    add_actor,
    add_statements,
    empty_graph,
    hostile_graph,
    make_relation,
    ring_graph,
    syria_graph,
)

from graphkit.export import export
from graphkit.records import Actor, ActorType, Document

pytestmark = pytest.mark.browser

EDGE = "hts|opposition|armee-syrienne"
SENTENCES = [
    "Le groupe islamiste a chassé les forces du régime de Hama.",
    "Hayat Tahrir al-Cham a attaqué l'armée syrienne à l'ouest d'Alep.",
]


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    return export(syria_graph(), tmp_path_factory.mktemp("page") / "graph.html").as_uri()


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


def test_six_hundred_actors_are_filtered_at_once(open_page, tmp_path):
    page = open_page(export(ring_graph(600), tmp_path / "ring.html").as_uri())
    assert json.loads(page.evaluate("JSON.stringify(graphkit.visible().edges.length)")) == 1200
    page.click('[data-filter=relation][value="alliance"]')
    assert shown(page) == (set(), set())


# ---------- filters of statements: the page counts as graphkit.graph does ----------


def counted(graph, keep=lambda relation, document: True):
    """Edge id -> what its statements say together once a filter has passed, worked out in Python."""
    relations, documents = graph.graph["relations"], graph.graph["documents"]
    found = {}
    for source, target, data in graph.edges(data=True):
        passed = [relations[id_] for id_ in data.get("relations", ())]
        passed = [r for r in passed if keep(r, documents[r.evidence.doc])]
        stated = [r for r in passed if not r.negated]
        if not stated:
            continue
        shown = {r.evidence.doc for r in stated}
        roots = {doc: documents[doc].copy_of or doc for doc in shown}
        sentences = {r.evidence.sentence for r in stated if roots[r.evidence.doc] == r.evidence.doc}
        dates = sorted(r.date for r in stated if r.date)
        found[f"{source}|{data['type']}|{target}"] = {
            "weight": max(1, len(sentences)),
            "documents": len(shown),
            "sources": len(set(roots.values())),
            **{
                name: sum(r.modality == name for r in stated)
                for name in ("asserted", "claimed", "possible", "past")
            },
            "negated": len(passed) - len(stated),
            "first": dates[0] if dates else None,
            "last": dates[-1] if dates else None,
        }
    return found


def page_counts(page):
    """The same as the page has it, for the visible statements."""
    shown_edges = page.evaluate("graphkit.visible().edges.map(id => [id, graphkit.counts(id)])")
    return {
        id_: {k: v for k, v in now.items() if k not in ("modality", "confidence")} for id_, now in shown_edges
    }


def test_an_edge_counts_what_the_graph_counts(open_page, address):
    page = open_page(address)
    graph = syria_graph()
    found = page_counts(page)
    assert found == counted(graph)
    for source, target, data in graph.edges(data=True):
        if now := found.get(f"{source}|{data['type']}|{target}"):
            assert {name: now[name] for name in now} == {name: data[name] for name in now}


def in_month(relation, month):
    """Whether a statement may be of a month: one that is dated by its year alone may."""
    date = relation.date
    return date is not None and (date.startswith(month) or month.startswith(date))


def wait_for_period(page, text):
    page.locator("#period", has_text=re.compile(f"^{text}$")).wait_for()


def test_a_period_keeps_what_is_dated_in_it(open_page, address):
    page = open_page(address)
    assert page.inner_text("#period") == "novembre – décembre 2024"
    page.focus("#since")
    page.keyboard.press("End")
    wait_for_period(page, "décembre 2024")
    assert page_counts(page) == counted(syria_graph(), lambda r, _: in_month(r, "2024-12"))
    assert page.inner_text("#chips") == "décembre 2024\n×"
    page.click("#chips button")
    assert page_counts(page) == counted(syria_graph())


def test_statements_without_a_date_are_counted_apart(open_page, tmp_path):
    graph = syria_graph()
    relations = graph.graph["relations"]
    for id_ in graph.edges["turquie", "ans", "alliance"]["relations"]:
        relations[id_] = replace(relations[id_], date=None)
    page = open_page(export(graph, tmp_path / "undated.html").as_uri())
    assert "avec 2 énoncés sans date" in page.inner_text("#timeline")
    page.focus("#since")
    page.keyboard.press("End")
    wait_for_period(page, "décembre 2024")
    assert "sans 2 énoncés sans date" in page.inner_text("#timeline")
    assert "turquie|alliance|ans" not in shown(page)[1]
    page.click("#keep-undated")
    assert "turquie|alliance|ans" in shown(page)[1]


def test_time_plays_and_comes_back(open_page, address):
    page = open_page(address)
    page.click("#play")
    wait_for_period(page, "novembre 2024")
    assert page_counts(page) == counted(syria_graph(), lambda r, _: in_month(r, "2024-11"))
    page.locator('#play[aria-pressed="false"]').wait_for()
    assert page_counts(page) == counted(syria_graph())


def test_outlets_can_be_left_out(open_page, address):
    page = open_page(address)
    page.click('[data-filter=outlet][value="Le Monde"]')
    assert page_counts(page) == counted(syria_graph(), lambda _, document: document.outlet != "Le Monde")
    page.click("#outlets-none")
    assert shown(page) == (set(), set())


def test_statements_below_a_confidence_are_left_out(open_page, tmp_path):
    graph = syria_graph()
    relations = graph.graph["relations"]
    for number, id_ in enumerate(sorted(relations)):
        relations[id_] = replace(relations[id_], confidence=0.5 if number % 2 else 0.9)
    page = open_page(export(graph, tmp_path / "doubt.html").as_uri())
    page.fill("#min-confidence", "60")
    page.get_by_text("confiance ≥ 60").wait_for()
    assert page_counts(page) == counted(graph, lambda r, _: r.confidence >= 0.6)


def test_what_is_only_denied_is_shown_on_request(open_page, tmp_path):
    graph = empty_graph("Denial")
    graph.graph["documents"]["d"] = Document(id="d", text="")
    for name in ("a", "b"):
        add_actor(graph, name, label=name)
    denial = make_relation("[s:A] n'a jamais [c:soutenu] [t:B].", doc="d", modality="!asserted")
    graph.graph["relations"][denial.id] = denial
    page = open_page(export(graph, tmp_path / "denial.html").as_uri())
    assert shown(page) == (set(), set())
    page.click("#show-denied")
    assert shown(page) == ({"a", "b"}, {"a|alliance|b"})
    point = page.evaluate("graphkit.edgePoint('a|alliance|b')")
    page.mouse.click(point["x"], point["y"])
    assert "Seulement nié" in page.inner_text(".panel")


# ---------- states as one, neighbourhoods, paths ----------


def built(**view):
    """The graph that is built of the sample's actors and statements."""
    relations = tuple(syria_graph().graph["relations"].values())
    actors = [
        Actor(**{k: v for k, v in actor.items() if k not in ("type", "forms")}, type=ActorType(actor["type"]))
        for actor in SYRIA["actors"]
    ]
    return graph_from(actors, relations, (), {}, tuple(DOCUMENTS.values()), **view)


def test_states_as_one_are_those_of_the_graph(open_page, tmp_path):
    rolled = built(roll_up=True)
    page = open_page(export(built(), tmp_path / "graph.html").as_uri())
    page.click("#roll-up")
    assert shown(page)[1] == {f"{s}|{data['type']}|{t}" for s, t, data in rolled.edges(data=True)}
    for id_, now in page_counts(page).items():
        source, kind, target = id_.split("|")
        data = rolled.edges[source, target, kind]
        assert {name: now[name] for name in now} == {name: data[name] for name in now}
    page.evaluate("graphkit.select({kind: 'actor', id: 'syrie'})")
    assert "Réunit aussi Armée syrienne" in page.inner_text(".panel")
    page.click("#roll-up")
    assert "regime-syrien" in shown(page)[0]


@pytest.mark.parametrize("depth", [1, 2, 3])
def test_a_neighbourhood_can_stand_alone(open_page, address, depth):
    page = open_page(f"{address}#actor=qatar")
    page.keyboard.press(str(depth))
    page.click("#isolate")
    plain = nx.Graph()
    plain.add_edges_from(e[:2] for e in syria_graph().edges(data=True) if is_statement(*e))
    assert shown(page)[0] == set(nx.ego_graph(plain, "qatar", radius=depth))
    page.keyboard.press("Escape")
    assert len(shown(page)[0]) == 24


def test_the_path_between_two_actors_is_a_shortest_one(open_page, address):
    page = open_page(f"{address}#actor=onu")
    page.fill("#path-to", "israel")
    page.keyboard.press("Enter")
    plain = nx.Graph()
    plain.add_edges_from(e[:2] for e in syria_graph().edges(data=True) if is_statement(*e))
    length = nx.shortest_path_length(plain, "onu", "israel")
    assert f"{length} étapes" in page.inner_text(".panel")
    assert page.locator(".step").count() == length
    page.click('[data-filter=relation][value="affiliation"]')
    assert "Aucun chemin" in page.inner_text(".panel")


def test_the_address_restores_the_filters_of_statements(open_page, address):
    page = open_page(address)
    page.click('[data-filter=outlet][value="RTS"]')
    page.select_option("#color-select", "country")
    page.focus("#since")
    page.keyboard.press("End")
    wait_for_period(page, "décembre 2024")
    page.evaluate("graphkit.select({kind: 'path', id: 'russie', to: 'hts'})")
    before = (
        shown(page),
        page.inner_text("#chips"),
        page.inner_text(".panel"),
        page.inner_text("#legend-colors"),
    )
    again = open_page(page.url)
    assert (
        shown(again),
        again.inner_text("#chips"),
        again.inner_text(".panel"),
        again.inner_text("#legend-colors"),
    ) == before


def test_actors_are_coloured_by_bloc_where_the_graph_has_blocs(open_page, address, tmp_path):
    assert open_page(address).locator("#color-select option").all_inner_texts() == ["le type", "le pays"]
    graph = syria_graph()
    for number, node in enumerate(sorted(graph)):
        graph.nodes[node]["bloc"] = 1 + number % 2
    page = open_page(export(graph, tmp_path / "blocs.html").as_uri())
    page.select_option("#color-select", "bloc")
    names = page.locator("#legend-colors .name").all_inner_texts()
    assert names == ["Bloc 1", "Bloc 2"]
    page.evaluate("graphkit.select({kind: 'actor', id: 'abbas-araghchi'})")
    assert "bloc 1" in page.inner_text(".panel")


# ---------- many actors, none, and odd names ----------


@pytest.fixture(scope="module")
def ring(tmp_path_factory):
    return export(ring_graph(1600), tmp_path_factory.mktemp("ring") / "graph.html").as_uri()


def test_a_large_graph_opens_on_its_best_linked_actors(open_page, ring):
    page = open_page(ring)
    assert "Les 300 acteurs les plus liés sur 1" in page.inner_text("#top-note")
    assert 0 < len(shown(page)[0]) <= 300
    page.click("#show-everybody")
    assert tuple(map(len, shown(page))) == (1600, 3200)
    assert not page.is_visible("#top-note")


def test_a_search_finds_who_is_beyond_the_best_linked(open_page, ring):
    page = open_page(ring)
    hidden = next(f"actor-{n:05}" for n in range(1600) if f"actor-{n:05}" not in shown(page)[0])
    page.fill("#search", hidden.replace("-", " "))
    page.keyboard.press("Enter")
    assert hidden in shown(page)[0]
    assert page.inner_text(".panel h2") == hidden.replace("-", " ")


def test_the_batched_drawing_is_clicked_like_the_other(open_page, ring):
    page = open_page(f"{ring}#top=0")
    assert page.evaluate("graphkit.isBatched()")
    edge = "actor-00100|alliance|actor-00107"
    page.evaluate("graphkit.zoomTo('actor-00100', 1)")
    point = page.evaluate("graphkit.nodePoint('actor-00100')")
    page.mouse.click(point["x"], point["y"])
    page.wait_for_selector(".stats")
    assert page.inner_text(".panel h2") == "actor 00100"
    point = page.evaluate("id => graphkit.edgePoint(id)", edge)
    page.mouse.click(point["x"], point["y"])
    page.wait_for_selector(".statement")
    assert page.inner_text(".statement blockquote") == "actor-00100 soutient actor-00107."


def lone_graph():
    graph = empty_graph("One")
    add_actor(graph, "a", label="Only one")
    return graph


def odd_graph():
    """Names of other scripts, a very long one, and one of marks alone."""
    graph = empty_graph("Odd names")
    graph.graph["documents"]["d"] = Document(id="d", text="")
    names = ["هيئة تحرير الشام", "中华人民共和国", "x" * 300, "Ж" * 40, "\u202eabc", "👩‍👩‍👧" * 30]
    for number, name in enumerate(names):
        add_actor(graph, f"n{number}", label=name)
    for number in range(len(names) - 1):
        relation = make_relation("[s:A] [c:aide] [t:B].", (f"n{number}", f"n{number + 1}"), doc="d")
        add_statements(graph, [replace(relation, id=f"r{number}")])
    return graph


@pytest.mark.parametrize(
    ("make", "size"),
    [(empty_graph, (0, 0)), (lone_graph, (1, 0)), (odd_graph, (6, 5))],
    ids=["no actor", "one actor", "odd names"],
)
def test_any_graph_makes_a_page(open_page, tmp_path, make, size):
    graph = make()
    page = open_page(export(graph, tmp_path / "graph.html").as_uri())
    page.click("#hide-isolated")
    assert tuple(map(len, shown(page))) == size
    assert page.evaluate("document.documentElement.scrollWidth") <= 1400
    for view in ("actors", "links"):
        page.click(f"#tab-{view}")
        assert page.locator("#table-view tbody tr").count() == size[view == "links"]
    for node, data in graph.nodes(data=True):
        page.evaluate("id => graphkit.select({kind: 'actor', id})", node)
        assert page.inner_text(".panel h2") == data["label"]


# ---------- for everyone ----------


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_serious(browser, address, scheme):
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    context = browser.new_context(color_scheme=scheme, viewport={"width": 1400, "height": 900})
    page = context.new_page()
    link = "link=russie%7Calliance%7Cregime-syrien"
    for fragment in ("", "actor=hts", link, "view=links&since=2024-12", "path=onu&to=israel"):
        page.goto("about:blank")
        page.goto(f"{address}#{fragment}")
        page.click("#take summary" if fragment else "#open-corrections")
        found = axe.run(page).response["violations"]
        serious = [v for v in found if v["impact"] in ("serious", "critical")]
        assert [(fragment, v["id"], v["nodes"][0]["html"]) for v in serious] == []
    context.close()


def test_the_keyboard_reaches_everything(open_page, address):
    page = open_page(f"{address}#link=russie%7Calliance%7Cregime-syrien")
    controls = "button, input, select, summary, a[href]"
    wanted = page.evaluate(
        """controls => [...document.querySelectorAll(controls)].filter((element) => (
          element.checkVisibility() && !element.disabled && element.tabIndex >= 0
        )).length""",
        controls,
    )
    page.evaluate(
        "() => { window.reached = new Set(); addEventListener('focusin', (e) => reached.add(e.target)); }"
    )
    for _ in range(wanted + 12):
        page.keyboard.press("Tab")
    assert (
        page.evaluate("all => [...reached].filter((element) => element.matches(all)).length", controls)
        == wanted
    )
    assert page.evaluate("[...reached].some(({ id }) => id === 'map')")


def test_the_page_draws_though_the_network_never_answers(browser, address):
    context = browser.new_context()
    context.route(re.compile("^https?:"), lambda route: None)
    page = context.new_page()
    page.goto(address, wait_until="load", timeout=20_000)
    assert page.evaluate("graphkit.visible().nodes.length") == 24
    context.close()


def test_the_page_speaks_english(open_page, tmp_path):
    page = open_page(export(syria_graph(), tmp_path / "graph.html", lang="en").as_uri())
    assert page.inner_text("#counts") == "24 of 27 actors · 51 of 59 links"
    assert page.inner_text("#period") == "November – December 2024"
