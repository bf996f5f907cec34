"""What the page hands out: pictures, files of the filtered graph, citations, corrections."""

import csv
import io
import re
import struct
from xml.etree import ElementTree as ET

import pytest
from gephi import import_gexf, import_graphml
from sample import hostile_graph, syria_graph

from graphkit.corrections import Corrections
from graphkit.export import export
from graphkit.records import RelationType

pytestmark = pytest.mark.browser

GEXF = "{http://gexf.net/1.3}"
FILTER = "rel=alliance,opposition&since=2024-12&min=1"
EDGE = "link=russie%7Calliance%7Cregime-syrien"


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    return export(syria_graph(), tmp_path_factory.mktemp("page") / "graph.html").as_uri()


def taken(page, button):
    """The bytes that a button of the export menu downloads."""
    page.click("#take summary")
    with page.expect_download() as download:
        page.click(f"#{button}")
    return download.value.path().read_bytes()


def shown(page):
    found = page.evaluate("graphkit.visible()")
    return sorted(found["nodes"]), sorted(found["edges"])


def weights(page):
    return dict(page.evaluate("graphkit.visible().edges.map(id => [id, graphkit.counts(id).weight])"))


def parse_xml(data):
    return ET.fromstring(data)  # noqa: S314  # our own output


@pytest.mark.parametrize("fragment", ["", FILTER, "rel=co_mention&isolated=1", "states=1"])
def test_graphml_holds_the_filtered_graph(open_page, address, fragment, tmp_path):
    page = open_page(f"{address}#{fragment}")
    path = tmp_path / "graph.graphml"
    path.write_bytes(taken(page, "save-graphml"))
    read = import_graphml(path)
    assert read.issues == []
    assert (sorted(read.nodes), sorted(read.edges)) == shown(page)
    assert {id_: edge["weight"] for id_, edge in read.edges.items()} == weights(page)


@pytest.mark.parametrize("fragment", ["", FILTER])
def test_gexf_holds_the_filtered_graph(open_page, address, fragment, tmp_path):
    page = open_page(f"{address}#{fragment}")
    path = tmp_path / "graph.gexf"
    path.write_bytes(taken(page, "save-gexf"))
    read = import_gexf(path)
    assert read.issues == []
    assert (sorted(read.nodes), sorted(read.edges)) == shown(page)
    inner = parse_xml(path.read_bytes()).find(f"{GEXF}graph")
    assert inner.get("mode") == "dynamic"
    spells = {edge.get("id"): edge.find(f"{GEXF}spells/{GEXF}spell") for edge in inner.iter(f"{GEXF}edge")}
    assert spells["etats-unis|alliance|fds"].attrib == {"start": "2024-12-01", "end": "2024-12-31"}


@pytest.mark.parametrize("fragment", ["", FILTER])
def test_the_tables_hold_the_filtered_graph(open_page, address, fragment):
    page = open_page(f"{address}#{fragment}")
    nodes = list(csv.DictReader(io.StringIO(taken(page, "save-nodes").decode())))
    edges = list(csv.DictReader(io.StringIO(taken(page, "save-edges").decode())))
    assert (sorted(node["Id"] for node in nodes), sorted(edge["Id"] for edge in edges)) == shown(page)
    assert {edge["Id"]: float(edge["Weight"]) for edge in edges} == weights(page)
    assert {edge["Type"] for edge in edges} == {"Directed", "Undirected"}


def test_without_filters_the_page_writes_the_weights_that_the_export_writes(open_page, address, tmp_path):
    page = open_page(f"{address}#rel=alliance,opposition,diplomacy,affiliation,co_mention&isolated=1")
    written = export(syria_graph(), tmp_path / "edges.csv").read_text("utf-8")
    columns = (
        "Weight",
        "documents",
        "sources",
        "asserted",
        "negated",
        "first_date",
        "modality",
        "Type",
        "evidence",
    )
    tables = [
        {
            row["Id"]: [row[name].removesuffix(".0") for name in columns]
            for row in csv.DictReader(io.StringIO(text))
        }
        for text in (written, taken(page, "save-edges").decode())
    ]
    assert tables[0] == tables[1]


def test_hostile_text_survives_every_file(open_page, tmp_path):
    page = open_page(export(hostile_graph(), tmp_path / "graph.html").as_uri())
    for button in ("save-graphml", "save-gexf", "save-svg"):
        root = parse_xml(taken(page, button))
        assert not [element for element in root.iter() if element.tag.endswith(("script", "img"))]
    nodes = {row["Id"]: row for row in csv.DictReader(io.StringIO(taken(page, "save-nodes").decode()))}
    assert nodes["b"]["Label"] == '\'=HYPERLINK("http://x")', "no cell is a formula"


def test_the_picture_is_twice_as_large(open_page, address):
    page = open_page(address)
    width = page.evaluate("document.getElementById('map').clientWidth")
    data = taken(page, "save-png")
    assert data.startswith(b"\x89PNG")
    assert struct.unpack(">I", data[16:20])[0] == 2 * width


def test_the_svg_names_what_it_shows(open_page, address):
    page = open_page(f"{address}#{FILTER}")
    text = taken(page, "save-svg").decode()
    titles = re.findall(r"<title>([^<]*)</title>", text)
    assert titles[0] == "Syrie, novembre et décembre 2024"
    nodes, edges = shown(page)
    assert len(titles) == 1 + len(nodes) + len(edges)
    assert "décembre 2024" in text
    assert text.count("stroke-dasharray") > 0, "an opposition is dashed"


def capture(page):
    page.evaluate("navigator.clipboard.writeText = async (text) => { window.copied = text; }")


def test_a_sentence_is_cited_with_its_source(open_page, address):
    page = open_page(f"{address}#{EDGE}")
    capture(page)
    page.locator(".statement").filter(has_text="Moscou continue").get_by_text("Citer").click()
    page.locator("#toast").wait_for()
    copied = page.evaluate("window.copied")
    assert copied.startswith(
        "Russie → Régime syrien (Alliance)\n« Moscou continue de soutenir le régime syrien"
    )
    assert "— RTS, « Assad cherche le soutien" in copied
    assert "1 décembre 2024, https://www.rts.ch/info/alep" in copied
    assert page.url in copied


def test_a_view_is_copied_as_a_link(open_page, address):
    page = open_page(f"{address}#{FILTER}")
    capture(page)
    page.click("#take summary")
    page.click("#copy-link")
    page.locator("#toast").wait_for()
    assert page.evaluate("window.copied") == page.url


def corrections_of(page):
    """The downloaded file, read as `graphkit build --corrections` reads it."""
    page.click("#open-corrections")
    with page.expect_download() as download:
        page.click("#save-corrections")
    assert download.value.suggested_filename == "corrections.toml"
    page.click("#close-corrections")
    return Corrections.parse(download.value.path().read_text("utf-8"))


def test_a_misread_sentence_becomes_a_correction(open_page, address):
    page = open_page(f"{address}#{EDGE}")
    first = page.locator(".statement").nth(0)
    first.get_by_text("Signaler").click()
    first.get_by_text("Mal lu").click()
    second = page.locator(".statement").nth(1)
    second.get_by_text("Signaler").click()
    second.get_by_text("C’est plutôt : Diplomatie").click()
    assert "Signalé : à retirer." in page.locator(".statement").nth(0).inner_text()
    found = corrections_of(page)
    known = syria_graph().graph["relations"]
    sentences = [known[entry.relation].evidence.sentence for entry in found.resign]
    assert sentences[0].startswith("Le pouvoir avait survécu")
    assert [(entry.dropped, entry.becomes) for entry in found.resign] == [
        (True, None),
        (False, RelationType.DIPLOMACY),
    ]
    assert all(entry.note for entry in found.resign)


def test_corrections_outlive_the_page_and_can_be_undone(open_page, address):
    page = open_page(f"{address}#{EDGE}")
    page.get_by_text("Corriger ce lien").click()
    page.get_by_text("Aucun lien de ce type").click()
    again = open_page(f"{address}#{EDGE}")
    assert again.inner_text("#corrections-count") == "1"
    (entry,) = corrections_of(again).forbid
    assert (entry.source, entry.target, entry.type) == ("russie", "regime-syrien", RelationType.ALLIANCE)
    again.click("#open-corrections")
    again.locator("#corrections-list button").click()
    assert again.is_disabled("#save-corrections")


def test_actors_are_merged_split_and_renamed(open_page, address):
    page = open_page(f"{address}#actor=hts")
    page.click("#correct-actor summary")
    page.fill("#merge-with", "rebelles")
    page.keyboard.press("Enter")
    page.click("#correct-actor summary")
    page.check('[name=form][value="le groupe islamiste"]')
    page.fill("#split-label", 'Groupe "A"\\B')
    page.get_by_text("Séparer", exact=True).click()
    page.click("#correct-actor summary")
    page.fill("#rename-label", "HTC")
    page.get_by_text("Renommer", exact=True).click()
    found = corrections_of(page)
    assert found.merge[0].actors == ("hts", "rebelles")
    assert (found.split[0].actor, found.split[0].forms) == ("hts", ("le groupe islamiste",))
    assert found.split[0].label == 'Groupe "A"\\B'
    assert found.rename[0].label == "HTC"
