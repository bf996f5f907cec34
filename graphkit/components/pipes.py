"""The two spaCy components, thin over the pure functions of `actors` and `relations`.

They turn a parsed Doc into words and write what is found to ``doc._.graphkit`` as plain values.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypeVar

from spacy.language import Language
from spacy.tokens import Doc, Token

from graphkit.actors.anaphora import Anaphora
from graphkit.actors.candidate import Candidate
from graphkit.actors.main_state import states_of_actors, states_of_bodies, states_of_text
from graphkit.actors.mentions import find_mentions
from graphkit.actors.names import Gazetteer
from graphkit.actors.nominals import Nominals
from graphkit.actors.places import PlaceMention, find_places
from graphkit.actors.settling import link_within
from graphkit.actors.troops import Troops
from graphkit.components.values import relation_values, speakers_of
from graphkit.errors import LanguageError
from graphkit.language.schema.cues import CueKind, Slot
from graphkit.language.schema.folder import LanguageData
from graphkit.language.schema.grammar import Grammar, Role
from graphkit.plain_verbs import PlainVerbs
from graphkit.records import ActorType, MentionKind
from graphkit.relations.arguments import Structure
from graphkit.relations.dating import Calendar
from graphkit.relations.extraction import Extractor
from graphkit.relations.found import Refused
from graphkit.relations.opinions import OpinionReader
from graphkit.repairs import repair
from graphkit.repairs.relatives import attach_relatives
from graphkit.syntax import Tree, join_span, role_table, tree_of, tree_of_parts

_P = TypeVar("_P")

ACTORS, RELATIONS = "graphkit_actors", "graphkit_relations"
# A candidate's values are plain: `dataclasses.asdict` would copy each deeply.
_CANDIDATE = tuple(field.name for field in dataclasses.fields(Candidate))
# A word with a capital that opens a sentence and has a word in small letters behind it.
_OPENING = re.compile(r"(?:(?<=^)|(?<=[.!?»:] ))([^\W\d_]\w+)(?= ([^\W\d_]\w*))(?! [A-Z])")


def state_of(doc: Doc, text: str | None = None, shifts: list[int] | None = None) -> dict[str, Any]:
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
    tree = tree_of(doc, grammar, shifts=state_of(doc)["shifts"], verbs=verbs)
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
        self.troops = Troops(data, self.nominals)
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
        state, tree = state_of(doc), self.tree(doc)
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
        found = find_mentions(tree, hits, self.gazetteer, nominals)
        settled = link_within(found, states, nominals, states_of_bodies(hits))
        named = self.troops.owned(tree, settled)
        attach_relatives(tree, self.grammar.words, {m.head for m in named})
        # "Deux hommes …. Les deux hommes": whom a text leaves unnamed is nobody to what refers back.
        told = self.anaphora.resolve(tree, [m for m in named if not m.of_a_kind])
        again = {(c.start, c.end, c.id) for c in told}
        kept = (c for c in named if (c.start, c.end, c.id) not in again)
        return sorted([*kept, *told], key=lambda c: (c.start, c.end, c.id)), places

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
        state = state_of(doc)
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
        speakers = speakers_of(mentions)
        return [relation_values(f, tree, speakers, self.calendar) for f in found], refused


def _pipe(nlp: Language, name: str, cls: type[_P]) -> _P:
    pipe: Any = nlp.get_pipe(name)
    if not isinstance(pipe, cls):
        raise LanguageError(
            f"{name} of this pipeline is a {type(pipe).__name__}; make it with graphkit.load()"
        )
    return pipe


def actors_pipe(nlp: Language) -> ActorsPipe:
    """The component of a pipeline that finds actors; a `LanguageError` if it is not graphkit's."""
    return _pipe(nlp, ACTORS, ActorsPipe)


def relations_pipe(nlp: Language) -> RelationsPipe:
    """The component of a pipeline that finds relations; a `LanguageError` if it is not graphkit's."""
    return _pipe(nlp, RELATIONS, RelationsPipe)


def mentions_on(doc: Doc) -> list[Candidate]:
    """The mentions that `graphkit_actors` left on a Doc."""
    return [
        Candidate(**{**values, "type": ActorType(values["type"]), "kind": MentionKind(values["kind"])})
        for values in state_of(doc).get("mentions", ())
    ]
