"""The French pipeline that ships with graphkit, and the two spaCy components over it.

`graphkit_actors` and `graphkit_relations` are thin: they turn a parsed Doc into words,
call the pure functions of `actors` and `relations`, and write the result to
``doc._.graphkit`` as plain values. Both are found by spaCy through entry points.
"""

from __future__ import annotations

import dataclasses
import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc

from graphkit import language as languages
from graphkit.actors.candidate import Candidate
from graphkit.actors.linking import actors_of, link_within, mentions_of, states_of_text
from graphkit.actors.mentions import find_mentions, stand_ins
from graphkit.actors.names import Gazetteer
from graphkit.actors.nominals import Nominals
from graphkit.errors import LanguageError
from graphkit.language.schema import LanguageData
from graphkit.model import load_pipeline, locate
from graphkit.preparing.cleaning import Block
from graphkit.records import ActorType, Document, Evidence, Extraction, MentionKind, Modality, Relation
from graphkit.relations.arguments import Structure
from graphkit.relations.ends import End
from graphkit.relations.extraction import Extractor, Found
from graphkit.syntax import Tree, join_span, tree_of

ACTORS, RELATIONS = "graphkit_actors", "graphkit_relations"
_LINE = re.compile(r"[^\n]+")


def load(language: str = "fr", model: str | Path | None = None) -> Language:
    """A pipeline of a language with the graphkit components at its end.

    Args:
        language: a code, or a folder laid out like ``graphkit/language/fr``.
        model: an installed spaCy pipeline (``fr_core_news_md``) or a folder; without it the shipped one.

    """
    data = languages.get(language)
    nlp = load_pipeline(locate(model, data), data.grammar)
    nlp.add_pipe(ACTORS, config={"language": language})
    nlp.add_pipe(RELATIONS, config={"language": language})
    return nlp


@Language.factory(
    ACTORS, requires=["token.dep", "token.lemma", "doc.ents"], default_config={"language": "fr"}
)
def make_actors(nlp: Language, name: str, language: str) -> ActorsPipe:  # noqa: ARG001  # spaCy's signature
    """The component that finds the actors of a text."""
    return ActorsPipe(languages.get(language))


@Language.factory(RELATIONS, requires=["token.dep", "token.lemma"], default_config={"language": "fr"})
def make_relations(nlp: Language, name: str, language: str) -> RelationsPipe:  # noqa: ARG001  # spaCy's
    """The component that finds the relations between the actors of a text."""
    return RelationsPipe(languages.get(language))


def _state(doc: Doc) -> dict[str, Any]:
    """What graphkit keeps on a Doc: JSON-like values only, so that the Doc can be serialised."""
    if not Doc.has_extension("graphkit"):
        Doc.set_extension("graphkit", default=None)
    if doc._.graphkit is None:
        doc._.graphkit = {"text": doc.text, "shifts": None}
    state: dict[str, Any] = doc._.graphkit
    return state


class ActorsPipe:
    """Mentions of a Doc, settled within the text, in ``doc._.graphkit["mentions"]``."""

    def __init__(self, data: LanguageData) -> None:
        self.data = data
        self.grammar = data.grammar
        self.verbs = data.verb_forms()
        self.gazetteer = Gazetteer(data)
        self.nominals = Nominals(self.gazetteer)

    def __call__(self, doc: Doc) -> Doc:
        """Find the mentions of a Doc and leave them on it."""
        state = _state(doc)
        tree = self.tree(doc)
        states = states_of_text(state["text"], self.gazetteer)
        nominals = self.nominals.for_text(states)
        settled = link_within(find_mentions(tree, state["text"], self.gazetteer, nominals), states, nominals)
        state["mentions"] = [dataclasses.asdict(candidate) for candidate in settled]
        state["joins"] = tree.joins
        return doc

    def tree(self, doc: Doc) -> Tree:
        """The words of a Doc as the parser left them."""
        return tree_of(doc, self.grammar, shifts=_state(doc)["shifts"], verbs=self.verbs)


class RelationsPipe:
    """Relations of a Doc, in ``doc._.graphkit["relations"]``, and the cues that were refused."""

    def __init__(self, data: LanguageData) -> None:
        self.grammar = data.grammar
        self.verbs = data.verb_forms()
        self.extractor = Extractor(data)

    def __call__(self, doc: Doc) -> Doc:
        """Find the relations between the mentions of a Doc and leave them on it."""
        state = _state(doc)
        mentions = mentions_on(doc)
        tree = tree_of(doc, self.grammar, shifts=state["shifts"], verbs=self.verbs)
        for start, end in state.get("joins", ()):
            join_span(tree, start, end)
        structure = Structure(tree, self.grammar)
        found, refused = self.extractor.extract(structure, mentions)
        speakers = _speakers(mentions)
        state["relations"] = [_relation_values(f, tree, speakers) for f in found]
        state["refused"] = [dataclasses.asdict(r) for r in refused]
        return doc


def _actors_pipe(nlp: Language) -> ActorsPipe:
    pipe: Any = nlp.get_pipe(ACTORS)
    if not isinstance(pipe, ActorsPipe):
        raise LanguageError(
            f"{ACTORS} of this pipeline is a {type(pipe).__name__}; make it with graphkit.load()"
        )
    return pipe


def mentions_on(doc: Doc) -> list[Candidate]:
    """The mentions that `graphkit_actors` left on a Doc."""
    return [
        Candidate(**{**values, "type": ActorType(values["type"]), "kind": MentionKind(values["kind"])})
        for values in _state(doc).get("mentions", ())
    ]


def _speakers(mentions: Sequence[Candidate]) -> dict[int, str]:
    """Head word -> actor id, for telling who claims something."""
    speakers: dict[int, str] = {}
    for mention in mentions:
        if mention.kind is not MentionKind.ADJECTIVE:
            speakers.setdefault(mention.head, mention.id)
    return speakers


def _relation_values(found: Found, tree: Tree, speakers: Mapping[int, str]) -> dict[str, Any]:
    judgement = found.judgement
    speaker = speakers.get(judgement.speaker) if judgement.speaker is not None else None
    own = judgement.modality is Modality.CLAIMED and speaker == found.source.mention.id
    first, last = tree.sentence_of(found.words[0])
    return {
        "source": found.source.mention.id,
        "target": found.target.mention.id,
        "type": str(found.type),
        # "X aide Y contre Z": the event is the help, of the opposition to Z nothing more is said.
        "event": found.cue.event if found.type is found.cue.type else "",
        "intensity": found.cue.intensity if found.type is found.cue.type else 0.0,
        "directed": found.directed,
        "negated": judgement.negated,
        # What an actor says of its own act is that act: "Moscou annonce avoir livré des armes".
        "modality": str(Modality.ASSERTED if own else judgement.modality),
        "attributed_to": None if own or judgement.modality is not Modality.CLAIMED else speaker,
        "confidence": found.confidence,
        "rule": "; ".join([found.rule, *judgement.reasons]),
        "sentence": (tree[first].start, tree[last - 1].end),
        "cue": (tree[min(found.words)].start, tree[max(found.words)].end),
        "source_span": _span(found.source, tree),
        "target_span": _span(found.target, tree),
    }


def _span(end: End, tree: Tree) -> tuple[int, int]:
    return tree[end.mention.start].start, tree[end.mention.end - 1].end


def extract(nlp: Language, document: Document, blocks: Sequence[Block]) -> Extraction:
    """All that a document says, from the blocks of its text that are prose and no repetition."""
    doc = parse(nlp, document.text, [(block.start, block.end) for block in blocks if block.parsed])
    if doc is None:
        return Extraction(doc=document.id)
    state = _state(doc)
    relations = tuple(_relation(values, document) for values in state["relations"])
    used = {(r[end], r[f"{end}_span"]) for r in state["relations"] for end in ("source", "target")}
    tree = _actors_pipe(nlp).tree(doc)
    found = [(c, tree[c.start].start, tree[c.end - 1].end) for c in mentions_on(doc)]
    strong = {c.id for c, start, end in found if not c.weak or (c.id, (start, end)) in used}
    # What an office says of its state needs the state as an actor, though only an adjective names it.
    needed = {actor for actor, _ in used} - strong
    kept = [
        (c, start, end, document.text[start:end])
        for c, start, end in found
        if not c.weak or (c.id, (start, end)) in used or c.id in needed
    ]
    kept.sort(key=lambda item: (item[1], item[2], item[0].id))
    return Extraction(
        doc=document.id,
        actors=actors_of(document.id, [(c, text) for c, _, _, text in kept]),
        mentions=mentions_of(document.id, kept),
        relations=tuple(sorted(relations, key=lambda r: (r.evidence.start, r.evidence.cue_start, r.id))),
        sentences=tuple((tree[first].start, tree[last - 1].end) for first, last in tree.sentences),
    )


def parse(nlp: Language, text: str, spans: Sequence[tuple[int, int]]) -> Doc | None:
    """One Doc of the given parts of a text, each parsed alone; None where there are none.

    A parser takes a newline for a word, and a heading for the start of the next sentence:
    parts never share a sentence. ``doc._.graphkit["shifts"]`` maps tokens to the text.
    """
    spans = [span for span in spans if text[span[0] : span[1]].strip()]
    if not spans:
        return None
    weekday = _weekdays(_actors_pipe(nlp).data)
    with nlp.select_pipes(disable=[ACTORS, RELATIONS]):
        parts = list(nlp.pipe(weekday.sub(_lower, text[start:end]) for start, end in spans))
    parts = _with_names_as_words(nlp, parts)
    doc = Doc.from_docs(parts, ensure_whitespace=True)
    shifts: list[int] = []
    position = 0
    for part, (start, _) in zip(parts, spans, strict=True):
        tokens = doc[position : position + len(part)]
        shifts.extend(start + token.idx - merged.idx for token, merged in zip(part, tokens, strict=True))
        position += len(part)
    _state(doc).update(text=text, shifts=shifts)
    for name in (ACTORS, RELATIONS):
        doc = nlp.get_pipe(name)(doc)
    return doc


def _weekdays(data: LanguageData) -> re.Pattern[str]:
    """Weekdays with a capital: the parser takes "Mercredi, …" at the start of a sentence for a name."""
    names = "|".join(sorted(data.dates.weekdays))
    return re.compile(rf"\b(?:{names.title()})\b")


def _lower(match: re.Match[str]) -> str:
    return match.group().lower()


def _with_names_as_words(nlp: Language, parts: Sequence[Doc]) -> list[Doc]:
    """The Docs parsed anew with each long name as one word and without the brackets behind it.

    "Philippe Gosselin (UMP) a dénoncé …": a small parser takes the pieces of a name and the
    bracket for clauses of their own. With a short, frequent name in its place it does not.
    """
    actors = _actors_pipe(nlp)
    origins: dict[int, list[int]] = {}
    shorts: list[Doc] = []
    for number, part in enumerate(parts):
        tree = tree_of(part, actors.grammar, verbs=actors.verbs)
        spans = {s[0]: s for s in stand_ins(tree, part.text, actors.gazetteer, actors.nominals)}
        if not spans:
            continue
        words, spaces, origin, i = [], [], [], 0
        while i < len(part):
            _, end, word = spans.get(i, (i, i + 1, part[i].text))
            words.append(word)
            spaces.append(bool(part[end - 1].whitespace_))
            origin.append(i)
            i = end
        shorts.append(Doc(nlp.vocab, words=words, spaces=spaces))
        origins[number] = origin
    recognisers = [name for name in nlp.pipe_names if "doc.ents" in nlp.get_pipe_meta(name).assigns]
    with nlp.select_pipes(disable=[*recognisers, ACTORS, RELATIONS]):
        parsed = dict(zip(origins, nlp.pipe(shorts), strict=True))
    label = actors.grammar.name_label
    return [
        _expanded(part, parsed[i], origins[i], label) if i in parsed else part for i, part in enumerate(parts)
    ]


def _expanded(part: Doc, short: Doc, origin: Sequence[int], label: str) -> Doc:
    """The parse of the shortened Doc on the words of the original one, the rest of a name under `label`."""
    n = len(part)
    owner = [0] * n
    for j, start in enumerate(origin):
        for i in range(start, origin[j + 1] if j + 1 < len(origin) else n):
            owner[i] = j
    first = [origin[owner[i]] == i for i in range(n)]
    heads = [origin[short[owner[i]].head.i] if first[i] else origin[owner[i]] for i in range(n)]
    whole = Doc(
        part.vocab,
        words=[t.text for t in part],
        spaces=[bool(t.whitespace_) for t in part],
        heads=heads,
        deps=[short[owner[i]].dep_ if first[i] else label for i in range(n)],
        pos=[short[owner[i]].pos_ if first[i] else part[i].pos_ for i in range(n)],
        lemmas=[short[owner[i]].lemma_ if first[i] else part[i].lemma_ for i in range(n)],
        morphs=[str(short[owner[i]].morph) if first[i] else str(part[i].morph) for i in range(n)],
        ents=[(t.ent_iob_ + "-" + t.ent_type_) if t.ent_type_ else "O" for t in part],
    )
    whole.tensor = part.tensor
    return whole


def _relation(values: Mapping[str, Any], document: Document) -> Relation:
    text = document.text
    (start, end), (cue_start, cue_end) = values["sentence"], values["cue"]
    (source_start, source_end), (target_start, target_end) = values["source_span"], values["target_span"]
    place = (
        document.id,
        values["type"],
        cue_start,
        cue_end,
        source_start,
        source_end,
        target_start,
        target_end,
    )
    evidence = Evidence(
        doc=document.id,
        start=start,
        end=end,
        sentence=text[start:end],
        cue=text[cue_start:cue_end],
        cue_start=cue_start,
        cue_end=cue_end,
        source_mention=text[source_start:source_end],
        source_start=source_start,
        source_end=source_end,
        target_mention=text[target_start:target_end],
        target_start=target_start,
        target_end=target_end,
    )
    plain = {
        k: values[k]
        for k in ("source", "target", "event", "intensity", "directed", "negated", "confidence", "rule")
    }
    return Relation.from_dict(
        {
            **plain,
            "id": hashlib.sha256(repr(place).encode()).hexdigest()[:16],
            "type": values["type"],
            "modality": values["modality"],
            "attributed_to": values["attributed_to"],
            "date": document.date,
            "evidence": evidence.to_dict(),
        }
    )


@cache
def fingerprint(language: str = "fr", model: str | Path | None = None) -> str:
    """Hash of all that an extraction depends on: model, language data, code."""
    data = languages.get(language)
    folder = locate(model, data)
    digest = hashlib.sha256()
    here = Path(__file__).parent
    code = [
        here / "components.py",
        here / "model.py",
        here / "syntax.py",
        *(here / "actors").glob("*.py"),
        *(here / "relations").glob("*.py"),
    ]
    files = [*data.folder.glob("*.toml"), *(data.folder / "cues").glob("*.toml"), *code]
    for path in sorted([*files, *(p for p in folder.rglob("*") if p.is_file())]):
        digest.update(path.name.encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


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
    state = _state(doc)
    tree = _actors_pipe(nlp).tree(doc)
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
            for r in (_relation(v, document) for v in state["relations"])
        ),
        refused=tuple(state["refused"]),
    )
