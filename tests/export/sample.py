"""Graphs built by hand: a realistic one of the Syrian conflict (syria.toml), and a hostile one.

A statement's sentence carries its own markup: ``[s:source mention]``, ``[t:target mention]`` and
``[c:cue]``; offsets are computed from it. The articles and sentences are made up.
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

import networkx as nx

from graphkit.records import SIGNS, Alias, Document, Evidence, MentionKind, Modality, Relation, RelationType

START = 40
"""Where each sentence starts in its article, so that offsets are not relative by accident."""

with (Path(__file__).parent / "syria.toml").open("rb") as _file:
    SYRIA = tomllib.load(_file)

DOCUMENTS = {entry["id"]: Document(text="", **entry) for entry in SYRIA["documents"]}

_MARK = re.compile(r"\[([stc]):([^\]]*)\]")


def syria_graph() -> nx.MultiDiGraph[str]:
    """27 actors of the Syrian conflict in eight articles, one of which is a copy."""
    graph = empty_graph("Syrie, novembre et décembre 2024")
    graph.graph["documents"].update(DOCUMENTS)
    for actor in SYRIA["actors"]:
        facts = {"actor_type" if name == "type" else name: value for name, value in actor.items()}
        add_actor(graph, facts.pop("id"), **facts)
    found: dict[tuple[str, str, str], list[Relation]] = defaultdict(list)
    for type_, event, source, target, doc, modality, text in SYRIA["statements"]:
        relation = make_relation(
            text, (source, target), relation_type=RelationType(type_), doc=doc, event=event, modality=modality
        )
        found[source, target, type_].append(relation)
    for relations in found.values():
        add_statements(graph, relations)
    for one, other, sentences in SYRIA["co_mentions"]:
        text = f"{graph.nodes[one]['label']} et {graph.nodes[other]['label']} sont cités ensemble."
        example = {"doc": "000_alep.txt", "sentence": text}
        add_co_mention(graph, one, other, sentences=sentences, example=example)
    return graph


def hostile_graph() -> nx.MultiDiGraph[str]:
    """Labels, sentences and links that try to break out of every format."""
    graph = empty_graph("</title><script>window.__x=1</script>")
    evil = '</script><img src=x onerror="window.__x=1">'
    graph.graph["documents"]["d"] = Document(
        id="d", text="", title=f"<b>{evil}", date="2024", outlet=evil, url="javascript:window.__x=1"
    )
    label = f'"><{evil}\x00\x0b\ud800'
    add_actor(graph, "a", label=label, actor_type="PERSON", forms=["=1+1", "]]> & <x>", evil])
    add_actor(graph, "b", label='=HYPERLINK("http://x")', actor_type="ORG", forms=["{{ 7*7 }}", "\u2028"])
    add_actor(graph, "c", label="  ", actor_type="NOT_A_TYPE", generic=True)
    text = f"[s:A] a [c:dit] à [t:B] « ]]> {evil} » &amp; <!-- \ufffe"
    for relation_type in (RelationType.ALLIANCE, RelationType.OPPOSITION):
        relation = make_relation(text, ("a", "b"), relation_type=relation_type, doc="d", event="ACCUSE")
        add_statements(graph, [relation])
    add_co_mention(graph, "b", "c", sentences=2, example={"doc": "d", "sentence": evil}, npmi=float("nan"))
    return graph


TEXTS = {
    "quotes": """« L'accord », dit "l'accord" d'Ankara : 'oui' et `non`""",
    "markup": """a < b & c > d ; &amp; &lt;x&gt; "un" & <deux> ; ]]> ; <![CDATA[ ; <!-- ; -->""",
    "accents": "L'État français, l'Église, Noël, œuvre, ça, cœur : « où ? » — 1\u202f000\u00a0€",
    "arabic": "هيئة تحرير الشام ضد الجيش السوري",
    "emoji": "\U0001f1eb\U0001f1f7 \U0001f468\u200d\U0001f469\u200d\U0001f467 \U00010348",
    "formula": '=HYPERLINK("http://x";"y")',
    "bars": "a | b || c | d |",
    "escapes": r"C:\new\u0041 \' \" {x: 1} $y `z` -- // ; #",
    "long": "La phrase est longue, " * 460 + "elle finit.",
}
"""Texts that a format could lose or change; the last has ten kilobytes."""


def text_graph() -> nx.MultiDiGraph[str]:
    """One actor per text of `TEXTS`, each bound to the next by edges of both directions and several kinds."""
    graph = empty_graph(TEXTS["markup"])
    graph.graph["documents"]["d"] = Document(id="d", text="", title=TEXTS["accents"], date="2024-12-02")
    names = list(TEXTS)
    for name, text in TEXTS.items():
        add_actor(graph, name, label=text[:80], actor_type="ORG", forms=[text])
    for one, other in zip(names, names[1:] + names[:1], strict=True):
        for event, relation_type in (
            ("SUPPORT", RelationType.ALLIANCE),
            ("COOPERATE", RelationType.DIPLOMACY),
            ("SUPPORT", RelationType.OPPOSITION),
        ):
            sentence = f"[s:A] [c:dit] [t:B] {TEXTS[one]}"
            relation = make_relation(
                sentence, (one, other), relation_type=relation_type, doc="d", event=event
            )
            add_statements(graph, [relation])
        add_co_mention(graph, one, other, sentences=1, example={"doc": "d", "sentence": TEXTS[one]})
    return graph


def ring_graph(actors: int) -> nx.MultiDiGraph[str]:
    """A ring in which every actor also supports the seventh after it."""
    graph = empty_graph("Ring")
    graph.graph["documents"]["d"] = Document(id="d", text="")
    names = [f"actor-{i:05}" for i in range(actors)]
    for name in names:
        add_actor(graph, name, label=name.replace("-", " "), actor_type="ORG")
    for step in (1, 7):
        for i, one in enumerate(names):
            other = names[(i + step) % actors]
            text = f"[s:{one}] [c:soutient] [t:{other}]."
            add_statements(graph, [make_relation(text, (one, other), doc="d", event="SUPPORT")])
    return graph


def empty_graph(title: str = "") -> nx.MultiDiGraph[str]:
    """A graph without actors, as `graphkit.graph` would make it."""
    return nx.MultiDiGraph(relations={}, documents={}, title=title)


def add_actor(
    graph: nx.MultiDiGraph[str],
    actor: str,
    *,
    label: str = "A",
    actor_type: str = "ORG",
    country: str | None = None,
    parent: str | None = None,
    generic: bool = False,
    forms: list[str] | None = None,
) -> None:
    """Add a node with one alias per form."""
    docs = tuple(graph.graph["documents"])[:3]
    known = [label, *(forms or ())]
    graph.add_node(
        actor,
        label=label,
        type=actor_type,
        country=country,
        parent=parent,
        generic=generic,
        aliases=tuple(
            Alias(form=form, kind=MentionKind.NAME, docs=docs, count=len(known) - i, rule="same_name")
            for i, form in enumerate(known)
        ),
        mentions=2 + len(known),
        documents=len(docs),
        first="2024-11-29",
        last="2024-12-05",
    )


def make_relation(
    marked: str,
    ends: tuple[str, str] = ("a", "b"),
    *,
    relation_type: RelationType = RelationType.ALLIANCE,
    doc: str = "d",
    event: str = "SUPPORT",
    modality: str = "asserted",
) -> Relation:
    """A relation from a sentence with markup; a modality that starts with ``!`` is denied."""
    sentence, spans = _unmark(marked)
    marks: dict[str, Any] = {}
    for letter, role in (("s", "source"), ("t", "target"), ("c", "cue")):
        start, end = spans[letter]
        marks |= {f"{role}_start": START + start, f"{role}_end": START + end}
        marks["cue" if role == "cue" else f"{role}_mention"] = sentence[start:end]
    return Relation(
        id=":".join([doc, *ends, relation_type, event, str(len(sentence))]),
        source=ends[0],
        target=ends[1],
        type=relation_type,
        event=event,
        intensity=5.0 * SIGNS[relation_type],
        directed=event != "COOPERATE",
        negated=modality.startswith("!"),
        modality=Modality(modality.lstrip("!")),
        attributed_to="osdh" if modality == "claimed" else None,
        date=DOCUMENTS[doc].date if doc in DOCUMENTS else None,
        confidence=0.9,
        evidence=Evidence(doc=doc, start=START, end=START + len(sentence), sentence=sentence, **marks),
        rule="verb_active",
    )


def add_statements(graph: nx.MultiDiGraph[str], relations: list[Relation]) -> None:
    """Add the edge that relations of one type and pair make, with the attributes of the contract."""
    first = relations[0]
    stated = [r for r in relations if not r.negated]
    counts = Counter(r.modality for r in stated)
    dates = sorted(filter(None, (r.date for r in stated)))
    documents = graph.graph["documents"]
    docs = {r.evidence.doc for r in stated}
    graph.graph["relations"].update({r.id: r for r in relations})
    attributes: dict[str, Any] = {name.value: counts[name] for name in Modality}
    graph.add_edge(
        first.source,
        first.target,
        key=first.type.value,
        type=first.type.value,
        sign=SIGNS[first.type],
        directed=first.directed,
        weight=float(len({r.evidence.sentence for r in stated})),
        documents=len(docs),
        sources=len({documents[doc].copy_of or doc for doc in docs}),
        first=dates[0] if dates else None,
        last=dates[-1] if dates else None,
        **attributes,
        negated=len(relations) - len(stated),
        modality=next(name for name in ("asserted", "claimed", "past", "possible") if counts[Modality(name)]),
        event=stated[0].event,
        intensity=first.intensity,
        confidence=0.9,
        relations=tuple(r.id for r in relations),
    )


def add_co_mention(
    graph: nx.MultiDiGraph[str],
    one: str,
    other: str,
    *,
    sentences: int,
    example: dict[str, str],
    npmi: float = 0.25,
) -> None:
    """Add a co-mention edge, which has examples and no relations."""
    graph.add_edge(
        one,
        other,
        key="co_mention",
        type="co_mention",
        sign=0,
        directed=False,
        weight=float(sentences),
        documents=1,
        sources=1,
        sentences=sentences,
        npmi_sentence=npmi,
        npmi_document=0.4,
        examples=(example,),
    )


def _unmark(marked: str) -> tuple[str, dict[str, tuple[int, int]]]:
    """The plain sentence, and where source (s), target (t) and cue (c) are in it."""
    text, spans, last = "", {}, 0
    for match in _MARK.finditer(marked):
        text += marked[last : match.start()]
        spans[match[1]] = (len(text), len(text) + len(match[2]))
        text, last = text + match[2], match.end()
    return text + marked[last:], spans


GRAPHS = {
    "syria": syria_graph,
    "hostile": hostile_graph,
    "texts": text_graph,
    "ring": lambda: ring_graph(20),
    "empty": empty_graph,
}
"""Name -> maker of every graph that each export is tried on."""
