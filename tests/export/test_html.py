"""What can be said of the page without a browser."""

import json
import re
import tomllib
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from sample import START, empty_graph, hostile_graph, make_relation, syria_graph

from graphkit.export.evidence import is_web_address
from graphkit.export.flatten import flatten
from graphkit.export.html import SCRIPTS, VIEWER, html_text, load_strings
from graphkit.export.page_data import sentence_parts
from graphkit.records import ActorType, MentionKind, Modality, RelationType


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
    assert page.tags.count("script") == 5
    data = json.loads(page.blocks["gk-graph"])
    assert "url" not in data["documents"]["d"], "only http(s) addresses become links"


def test_every_statement_keeps_its_sentence(text):
    evidence = json.loads(Page(text).blocks["gk-evidence"])
    graph = syria_graph()
    for source, target, data in graph.edges(data=True):
        shown = {
            "".join(t for t, _ in item["parts"]) for item in evidence[f"{source}|{data['type']}|{target}"]
        }
        ids = data.get("relations", ())
        expected = {graph.graph["relations"][id_].evidence.sentence for id_ in ids}
        assert shown == (expected or {example["sentence"] for example in data["examples"]})


def test_statements_come_newest_first(text):
    evidence = json.loads(Page(text).blocks["gk-evidence"])
    dates = [item["date"] for item in evidence["russie|alliance|regime-syrien"]]
    assert dates == sorted(dates, reverse=True)


def test_mentions_and_cue_are_marked():
    relation = make_relation("Hier, [s:Moscou] a [c:soutenu] [t:Damas].")
    parts = sentence_parts(relation.evidence)
    assert [part for part in parts if part[1]] == [
        ["Moscou", "source"],
        ["soutenu", "cue"],
        ["Damas", "target"],
    ]
    assert "".join(text for text, _ in parts) == "Hier, Moscou a soutenu Damas."


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
    assert sentence_parts(wrong) == [["A aide ", ""], ["B", "target"], [".", ""]]


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
    counted = {
        f"{key}_{form}" for key in re.findall(r'\bcount\("(\w+)"', script) for form in ("one", "other")
    }
    assert used | counted <= set(words)


def test_english_page_says_so():
    graph = empty_graph()
    text = html_text(graph, flatten(graph), lang="en")
    assert '<html lang="en">' in text
    assert "Network of actors" in text


def test_without_javascript_there_is_a_table(text):
    noscript = text[text.index("<noscript>") : text.index("</noscript>")]
    assert "Hayat Tahrir al-Cham" in noscript
    assert "a réaffirmé son soutien total" in noscript
