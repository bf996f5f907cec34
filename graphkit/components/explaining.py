"""How a text was read, with what `extract` throws away, and whether a cue's example is read as it says."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from spacy.language import Language

from graphkit.components.parsing import parse
from graphkit.components.pipes import actors_pipe, mentions_on, state_of
from graphkit.components.values import relation_of
from graphkit.language.schema.cues import Cue
from graphkit.records import Document
from graphkit.relations.arguments import Structure
from graphkit.relations.cues import Lexicon
from graphkit.relations.examples import fault_of
from graphkit.syntax import join_span

_LINE = re.compile(r"[^\n]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """How one text was read: parse, mentions, relations, and the cues that made none."""

    text: str
    words: tuple[tuple[str, str, str, str, str], ...]
    mentions: tuple[Mapping[str, Any], ...]
    relations: tuple[Mapping[str, Any], ...]
    refused: tuple[Mapping[str, Any], ...]

    def to_dict(self) -> dict[str, Any]:
        """Plain JSON values."""
        return {
            "text": self.text,
            "words": [
                dict(zip(("text", "lemma", "pos", "dep", "head"), word, strict=True)) for word in self.words
            ],
            "mentions": [dict(m) for m in self.mentions],
            "relations": [dict(r) for r in self.relations],
            "refused": [dict(r) for r in self.refused],
        }

    def lines(self) -> list[str]:
        """Lines for a terminal."""
        lines = ["parse"]
        lines += [
            f"  {text:<18} {lemma:<18} {pos:<6} {dep:<12} <- {head}"
            for text, lemma, pos, dep, head in self.words
        ]
        lines.append("mentions")
        lines += [
            f"  {m['text']:<28} {m['actor']:<24} {m['type']:<12} {m['rule']}" for m in self.mentions
        ] or ["  none"]
        lines.append("relations")
        for r in self.relations:
            status = ("NEGATED " if r["negated"] else "") + r["modality"]
            claimed = f" by {r['attributed_to']}" if r["attributed_to"] else ""
            lines.append(
                f"  {r['source']} -> {r['target']}: {r['type']} ({status}{claimed}) "
                f"cue {r['cue']!r}, {r['rule']}"
            )
        if not self.relations:
            lines.append("  none")
        lines.append("refused")
        lines += [f"  {r['cue']} at {r['text']!r}: {r['reason']}" for r in self.refused] or ["  none"]
        return lines


def explain(nlp: Language, text: str) -> Explanation:
    """Read one text and keep everything that `extract` throws away."""
    spans = [(m.start(), m.end()) for m in _LINE.finditer(text)]
    doc = parse(nlp, text, spans)
    if doc is None:
        return Explanation(text=text, words=(), mentions=(), relations=(), refused=())
    state = state_of(doc)
    tree = actors_pipe(nlp).tree(doc)
    mentions = tuple(
        {
            "text": text[tree[c.start].start : tree[c.end - 1].end],
            "actor": c.id,
            "label": c.label,
            "type": str(c.type),
            "kind": str(c.kind),
            "rule": c.rule + (" (weak)" if c.weak else ""),
        }
        for c in mentions_on(doc)
    )
    document = Document(id="text", text=text)
    return Explanation(
        text=text,
        words=tuple((t.text, t.lemma_, t.pos_, t.dep_, t.head.text) for t in doc),
        mentions=mentions,
        relations=tuple(
            {**r.to_dict(), "cue": r.evidence.cue}
            for r in (relation_of(v, document) for v in state["relations"])
        ),
        refused=tuple(state["refused"]),
    )


def check_examples(nlp: Language, cues: Iterable[Cue]) -> Iterator[tuple[Cue, str]]:
    """Each cue with an empty text if its example sentence is read as it expects, else with what is wrong."""
    actors = actors_pipe(nlp)
    lexicon = Lexicon(actors.data)
    for cue in cues:
        doc = parse(nlp, cue.example, [(0, len(cue.example))])
        if doc is None:
            yield cue, "the example is empty"
            continue
        tree = actors.tree(doc)
        for start, end in state_of(doc)["joins"]:
            join_span(tree, start, end)
        yield cue, fault_of(cue, Structure(tree, actors.grammar), lexicon)
