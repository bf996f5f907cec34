"""What can be said of the page without a browser."""

import json
import re
import tomllib
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from sample import START, add_actor, empty_graph, hostile_graph, make_relation, syria_graph

from graphkit.export.columns import columns
from graphkit.export.evidence import is_web_address
from graphkit.export.flatten import clean, flatten
from graphkit.export.html import SCRIPTS, VIEWER, html_text, load_strings
from graphkit.export.page_data import ROLES, sentence_marks
from graphkit.records import ActorType, Document, MentionKind, Modality, RelationType


class Page(HTMLParser):
    """Scripts, and every address that an element would load."""

    def __init__(self, text):
        super().__init__()
        self.addresses, self.tags, self.blocks, self._open = [], [], {}, None
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        attributes = dict(attrs)
        self.tags.append(tag)
        self.addresses += [value for name, value in attrs if name in ("src", "href", "srcset", "data")]
        self._open = attributes.get("id") if tag == "script" else None

    def handle_data(self, data):
        if self._open:
            self.blocks[self._open] = self.blocks.get(self._open, "") + data

    def handle_endtag(self, tag):
        self._open = None


def rows(packed):
    """Rows from columns, as base.js makes them."""
    found = [{} for _ in range(packed["length"])]
    for name, column in packed["columns"].items():
        for index, row in enumerate(found):
            if isinstance(column, list):
                row[name] = column[index]
            else:
                row[name] = column["all"] if "all" in column else column["values"][column["of"][index]]
    return found


def edges_of(text):
    """(source, type, target) -> edge, with its statements and their sentences."""
    blocks = Page(text).blocks
    data, evidence = json.loads(blocks["gk-graph"]), json.loads(blocks["gk-evidence"])
    nodes, stated = rows(data["nodes"]), rows(data["relations"])
    details = rows(evidence["relations"])
    for row, detail in zip(stated, details, strict=True):
        row.update(detail, sentence=evidence["sentences"][row["sentence"]])
    found = {}
    for edge in rows(data["edges"]):
        edge["statements"] = [stated[index] for index in edge["relations"]]
        edge["examples"] = [evidence["sentences"][sentence] for _, sentence in edge["examples"]]
        found[nodes[edge["source"]]["id"], edge["type"], nodes[edge["target"]]["id"]] = edge
    return found


@pytest.fixture(scope="module")
def text():
    graph = syria_graph()
    return html_text(graph, flatten(graph))


def test_the_page_loads_nothing(text):
    page = Page(text)
    assert page.addresses == []
    assert {"link", "iframe", "img", "base"}.isdisjoint(page.tags)


def test_the_library_keeps_its_licence_header(text):
    assert "vis.js is dual licensed under both" in text


def test_the_policy_allows_only_scripts_by_hash(text):
    policy = re.search('Content-Security-Policy" content="([^"]*)"', text)[1]
    assert "default-src &#39;none&#39;" in policy
    assert "unsafe" not in policy
    assert policy.count("sha256-") == 3


def test_hostile_text_stays_text():
    graph = hostile_graph()
    page = Page(html_text(graph, flatten(graph)))
    assert "img" not in page.tags
    assert page.tags.count("script") == 6
    data = json.loads(page.blocks["gk-graph"])
    assert not any(row["url"] for row in rows(data["documents"])), "only http(s) addresses become links"


def test_every_statement_keeps_its_sentence(text):
    edges = edges_of(text)
    graph = syria_graph()
    for source, target, data in graph.edges(data=True):
        edge = edges[source, data["type"], target]
        shown = {row["sentence"] for row in edge["statements"]} or set(edge["examples"])
        ids = data.get("relations", ())
        expected = {graph.graph["relations"][id_].evidence.sentence for id_ in ids}
        assert shown == (expected or {example["sentence"] for example in data["examples"]})


def test_a_sentence_is_held_once(text):
    sentences = json.loads(Page(text).blocks["gk-evidence"])["sentences"]
    assert len(set(sentences)) == len(sentences)


def test_statements_come_newest_first(text):
    dates = [row["date"] for row in edges_of(text)["russie", "alliance", "regime-syrien"]["statements"]]
    assert dates == sorted(dates, reverse=True)


def test_what_is_only_denied_is_an_edge_of_the_page_alone():
    graph = empty_graph()
    graph.graph["documents"]["d"] = Document(id="d", text="")
    for name in ("a", "b"):
        add_actor(graph, name, label=name)
    denial = make_relation("[s:A] n'a jamais [c:soutenu] [t:B].", doc="d", modality="!asserted")
    graph.graph["relations"][denial.id] = denial
    edge = edges_of(html_text(graph, flatten(graph)))["a", "alliance", "b"]
    assert (edge["denied"], edge["weight"]) == (True, 0)
    assert [row["id"] for row in edge["statements"]] == [denial.id]
    stated = make_relation("[s:A] a [c:soutenu] [t:B].", doc="d")
    graph.graph["relations"][stated.id] = stated
    assert edges_of(html_text(graph, flatten(graph))) == {}, "an edge that a view leaves out stays out"


def test_columns_are_as_short_as_their_values_allow():
    packed = columns("abcd", [{"a": 1, "b": "x", "c": f"{n}", "d": "yz"[n % 2]} for n in range(6)])
    assert packed["columns"] == {
        "a": {"all": 1},
        "b": {"all": "x"},
        "c": ["0", "1", "2", "3", "4", "5"],
        "d": {"values": ["y", "z"], "of": [0, 1, 0, 1, 0, 1]},
    }
    assert columns("a", [{"a": True}, {"a": 1}])["columns"] == {"a": [True, 1]}, "1 is not true"
    assert columns("a", []) == {"length": 0, "columns": {"a": []}}


def marked(relation):
    """The marked pieces of a sentence, cut as JavaScript would, in UTF-16 units."""
    text, marks = sentence_marks(relation.evidence)
    units = text.encode("utf-16-le")
    return [
        (units[2 * start : 2 * end].decode("utf-16-le"), ROLES[role])
        for role, start, end in zip(marks[::3], marks[1::3], marks[2::3], strict=True)
    ]


@pytest.mark.parametrize(
    ("before", "source"),
    [("Hier, ", "Moscou"), ("\U0001f600 ", "Moscou"), ("Erdog\u0306an et ", "Erdog\u0306an\x00")],
    ids=["plain", "beyond the basic plane", "not normalised"],
)
def test_mentions_and_cue_are_marked(before, source):
    relation = make_relation(f"{before}[s:{source}] a [c:soutenu] [t:Damas].")
    name = clean(source)
    assert marked(relation) == [(name, "source"), ("soutenu", "cue"), ("Damas", "target")]
    assert sentence_marks(relation.evidence)[0] == f"{clean(before)}{name} a soutenu Damas."


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://x.fr/a", True),
        ("http://x.fr", True),
        ("javascript:alert(1)", False),
        ("//x.fr", False),
        ("https://[", False),
        ("file:///etc", False),
        (" javascript:x", False),
    ],
)
def test_only_web_addresses_become_links(url, expected):
    assert is_web_address(url) is expected


def test_offsets_that_do_not_slice_back_mark_nothing():
    relation = make_relation("[s:A] [c:aide] [t:B].")
    wrong = replace(relation.evidence, source_start=START + 2, source_end=START + 3, cue_start=0, cue_end=4)
    assert marked(replace(relation, evidence=wrong)) == [("B", "target")]


def test_both_languages_have_the_same_words():
    with (VIEWER / "strings.toml").open("rb") as file:
        known = tomllib.load(file)
    shapes = [
        {
            key: set(value) if isinstance(value, dict) else set(re.findall(r"\{\w+\}", value))
            for key, value in t.items()
        }
        for t in known.values()
    ]
    assert shapes[0] == shapes[1]
    enumerations = {"type": ActorType, "relation": RelationType, "modality": Modality, "kind": MentionKind}
    for table, enumeration in enumerations.items():
        assert set(known["fr"][table]) == set(enumeration)


def test_every_word_a_script_uses_exists():
    words = load_strings("fr")
    script = "".join((VIEWER / name).read_text("utf-8") for name in SCRIPTS)
    used = set(re.findall(r"\bwords\.(\w+)", script)) | set(re.findall(r'\bsay\("(\w+)"', script))
    used |= {f"color_{name}" for name in ("type", "country", "bloc")} | {"undated_hidden", "undated_shown"}
    nouns = [*re.findall(r'\bcount\("(\w+)"', script), "mentions"]
    counted = {f"{key}_{form}" for key in nouns for form in ("one", "other")}
    assert used | counted <= set(words)
    template = set(re.findall(r"\bt\.(\w+)", (VIEWER / "template.html.j2").read_text("utf-8")))
    phrases = {key for key, value in words.items() if isinstance(value, str)}
    assert phrases <= used | counted | template, "no word is left over"


def test_english_page_says_so():
    graph = empty_graph()
    text = html_text(graph, flatten(graph), lang="en")
    assert '<html lang="en">' in text
    assert "Network of actors" in text


def test_without_javascript_there_is_a_table(text):
    noscript = text[text.index("<noscript>") : text.index("</noscript>")]
    assert "Hayat Tahrir al-Cham" in noscript
    assert "a réaffirmé son soutien total" in noscript
