"""`Corpus`: documents, actors and relations, in memory or in a build folder. It never parses text."""

from __future__ import annotations

import difflib
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Self

from graphkit.actors.hierarchy import rolled_up
from graphkit.actors.linking import Linking, link
from graphkit.errors import ActorNotFoundError, FolderError
from graphkit.records import Actor, ActorType, Document, Extraction, Mention, MentionKind, Relation, Skipped
from graphkit.store import Entry, Store

if TYPE_CHECKING:
    import networkx as nx

NAMING = frozenset({MentionKind.NAME, MentionKind.ACRONYM, MentionKind.METONYM})
"""Kinds of alias by which a user may call an actor before vaguer ones ("le pays") are tried."""

MAX_SUGGESTIONS = 5


class Corpus:
    """What a set of articles says about actors.

    `extractions` are local to their documents; actors and relations with ids that hold for the
    whole corpus are computed from them when first asked for.
    """

    def __init__(
        self,
        documents: Iterable[Document],
        extractions: Iterable[Extraction],
        skipped: Iterable[Skipped] = (),
        *,
        title: str = "",
        copy_rules: Mapping[str, str] | None = None,
    ) -> None:
        self.documents: tuple[Document, ...] = tuple(sorted(documents, key=lambda d: d.id))
        self.extractions: tuple[Extraction, ...] = tuple(sorted(extractions, key=lambda e: e.doc))
        self.skipped: tuple[Skipped, ...] = tuple(skipped)
        self.title = title
        self.copy_rules: Mapping[str, str] = copy_rules or {}

    @classmethod
    def open(cls, folder: str | Path) -> Self:
        """The corpus of a build folder."""
        with Store.open(Path(folder)) as store:
            return cls.from_store(store, title=Path(folder).resolve().name)

    @classmethod
    def from_store(cls, store: Store, *, title: str = "") -> Self:
        """The corpus that a store holds."""
        entries = list(store.entries())
        return cls(
            (entry.document for entry in entries),
            (entry.extraction for entry in entries),
            store.skipped(),
            title=title,
            copy_rules=store.copy_rules(),
        )

    def save(self, folder: str | Path) -> None:
        """Write the store of this corpus into a new folder, so that `open` gives it back."""
        folder = Path(folder)
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise FolderError(f"{folder} cannot be made: {error.strerror or error}") from error
        entries = [Entry(d, e) for d, e in zip(self.documents, self.extractions, strict=True)]
        with Store.create(folder) as store:
            if store.fingerprints():
                raise FolderError(f"{folder} holds a build already; save to a new folder")
            store.add(entries, self.skipped, fingerprint="")
            store.set_copies(
                (d.id, d.copy_of, self.copy_rules.get(d.id, "")) for d in self.documents if d.copy_of
            )

    @cached_property
    def _linking(self) -> Linking:
        return link(self.extractions)

    @property
    def actors(self) -> tuple[Actor, ...]:
        """All actors, by id."""
        return self._linking.actors

    @cached_property
    def mentions(self) -> tuple[Mention, ...]:
        """All mentions with the ids of `actors`, in the order of documents and text."""
        ids = self._linking.ids
        mentions = (replace(m, actor=ids[m.doc, m.actor]) for e in self.extractions for m in e.mentions)
        return tuple(sorted(mentions, key=lambda m: (m.doc, m.start, m.end, m.actor)))

    @cached_property
    def relations(self) -> tuple[Relation, ...]:
        """All relations with the ids of `actors`, in the order of documents and text."""
        relations = (self._globally(r, e.doc) for e in self.extractions for r in e.relations)
        return tuple(
            sorted(relations, key=lambda r: (r.evidence.doc, r.evidence.start, r.evidence.cue_start, r.id))
        )

    @property
    def without_actors(self) -> tuple[str, ...]:
        """Ids of documents in which no actor was found."""
        return tuple(e.doc for e in self.extractions if not e.actors)

    def evidence(self, a: str, b: str | None = None) -> tuple[Relation, ...]:
        """The relations of an actor, or those between two, with their sentences.

        An actor is given by id, label or alias; case and accents do not matter. A state stands
        also for its government, its army and its office-holders, which the texts speak of as it.
        """
        one = self._with_bodies(self.actor(a))
        other = self._with_bodies(self.actor(b)) if b is not None else None
        return tuple(r for r in self.relations if _joins(r, one, other))

    def _with_bodies(self, actor: Actor) -> frozenset[str]:
        """The ids that a name asks for: an actor's own, and those of the bodies of a state."""
        if actor.type is not ActorType.STATE:
            return frozenset({actor.id})
        return frozenset(body for body, state in rolled_up(self.actors).items() if state == actor.id)

    def actor(self, name: str) -> Actor:
        """The actor of an id, label or alias; an unknown or ambiguous one is an `ActorNotFoundError`."""
        for names in self._names:
            found = names.get(name) or names.get(_fold(name)) or []
            if len(found) == 1:
                return found[0]
            if found:
                choices = "; ".join(f"{actor.label} ({actor.id})" for actor in found[:MAX_SUGGESTIONS])
                raise ActorNotFoundError(f"{name!r} may be {len(found)} actors, give an id: {choices}")
        known = {form: actors for names in self._names for form, actors in names.items()}
        close = difflib.get_close_matches(_fold(name), known, n=MAX_SUGGESTIONS, cutoff=0.6)
        labels = dict.fromkeys(actor.label for form in close for actor in known[form])
        hint = (
            f"did you mean {', '.join(labels)}?" if labels else "the actors are listed by: graphkit show OUT"
        )
        raise ActorNotFoundError(f"no actor {name!r}; {hint}")

    def graph(
        self,
        *,
        roll_up: bool = False,
        types: str | Iterable[str] | None = None,
        since: str | None = None,
        until: str | None = None,
        min_documents: int = 1,
        modality: str | Iterable[str] | None = None,
    ) -> nx.MultiDiGraph:
        """The graph of this corpus, or of a part of it; see `graphkit.graph.build_graph`.

        `types` and `modality` take one value or several; `since` and `until` are dates such as
        ``2024``, ``2024-12`` or ``2024-12-02``. `roll_up` merges a state with its government, its
        army and its office-holders. `min_documents` drops edges with fewer documents.
        """
        from graphkit.graph import Material, View, build_graph

        material = Material(
            actors=self.actors,
            relations=self.relations,
            mentions=self.mentions,
            sentences={e.doc: e.sentences for e in self.extractions},
            documents=self.documents,
        )
        view = View.of(
            roll_up=roll_up,
            types=types,
            since=since,
            until=until,
            min_documents=min_documents,
            modality=modality,
        )
        return build_graph(material, view, title=self.title)

    def _globally(self, relation: Relation, doc: str) -> Relation:
        ids = self._linking.ids
        by = relation.attributed_to
        return replace(
            relation,
            source=ids[doc, relation.source],
            target=ids[doc, relation.target],
            attributed_to=ids[doc, by] if by is not None else None,
        )

    @cached_property
    def _names(self) -> Sequence[Mapping[str, list[Actor]]]:
        """How actors may be called, from the surest to the vaguest: ids, labels, names, other aliases."""
        ids, labels, names, others = (defaultdict(list) for _ in range(4))  # type: ignore[var-annotated]
        for actor in self.actors:
            ids[actor.id].append(actor)
            labels[_fold(actor.label)].append(actor)
            for table in (names, others):
                kept = (a for a in actor.aliases if (a.kind in NAMING) == (table is names))
                for form in sorted({_fold(alias.form) for alias in kept}):
                    table[form].append(actor)
        return ids, labels, names, others


def _joins(relation: Relation, one: frozenset[str], other: frozenset[str] | None) -> bool:
    source, target = relation.source, relation.target
    if other is None:
        return source in one or target in one
    return (source in one and target in other) or (source in other and target in one)


def _fold(name: str) -> str:
    """Lower case, without accents, with plain apostrophes and single blanks."""
    decomposed = unicodedata.normalize("NFKD", name.replace("\u2019", "'").casefold())
    return " ".join("".join(char for char in decomposed if not unicodedata.combining(char)).split())
