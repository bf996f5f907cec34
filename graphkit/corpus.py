"""`Corpus`: documents, actors and relations, in memory or in a build folder. It never parses text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Self

from graphkit.actors.hierarchy import rolled_up
from graphkit.actors.linking import Doubt, Linking, link
from graphkit.actors.places import merged_places
from graphkit.correcting import Corrected, CorrectionReport, Linked, apply
from graphkit.corrections import FILE_NAME as CORRECTIONS_NAME
from graphkit.corrections import Corrections
from graphkit.errors import ActorNotFoundError, FolderError
from graphkit.lookup import Lookup, choices
from graphkit.records import Actor, ActorType, Document, Extraction, Mention, Place, Relation, Skipped
from graphkit.store import Entry, Store

if TYPE_CHECKING:
    import networkx as nx


class Corpus:
    """What a set of articles says about actors.

    `extractions` are local to their documents; `repeats` maps a sentence (document id, start) that is said
    again elsewhere to the first of those that say the same; actors and relations with ids that hold for the
    whole corpus are computed from them when first asked for, and the user's corrections applied.
    """

    def __init__(
        self,
        documents: Iterable[Document],
        extractions: Iterable[Extraction],
        skipped: Iterable[Skipped] = (),
        *,
        title: str = "",
        copy_rules: Mapping[str, str] | None = None,
        repeats: Mapping[tuple[str, int], tuple[str, int]] | None = None,
        corrections: Corrections | None = None,
    ) -> None:
        self.documents: tuple[Document, ...] = tuple(sorted(documents, key=lambda d: d.id))
        self.extractions: tuple[Extraction, ...] = tuple(sorted(extractions, key=lambda e: e.doc))
        self.skipped: tuple[Skipped, ...] = tuple(skipped)
        self.title = title
        self.copy_rules: Mapping[str, str] = copy_rules or {}
        self.repeats: Mapping[tuple[str, int], tuple[str, int]] = repeats or {}
        self._corrections = corrections or Corrections()

    @classmethod
    def open(cls, folder: str | Path, *, corrections: str | Path | None = None) -> Self:
        """The corpus of a build folder, with the corrections that lie in it, or with those of a file.

        A malformed file is a `CorrectionsError`.
        """
        with Store.open(Path(folder)) as store:
            found = corrections_of(Path(folder), corrections)
            return cls.from_store(store, title=Path(folder).resolve().name, corrections=found)

    @classmethod
    def from_store(cls, store: Store, *, title: str = "", corrections: Corrections | None = None) -> Self:
        """The corpus that a store holds."""
        entries = list(store.entries())
        return cls(
            (entry.document for entry in entries),
            (entry.extraction for entry in entries),
            store.skipped(),
            title=title,
            copy_rules=store.copy_rules(),
            repeats=store.repeats(),
            corrections=corrections,
        )

    def save(self, folder: str | Path) -> None:
        """Write store and corrections of this corpus into a new folder, so that `open` gives it back."""
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
            rules = self.copy_rules
            store.set_copies(
                ((d.id, d.copy_of, rules.get(d.id, "")) for d in self.documents if d.copy_of),
                ((d.id, d.retells, rules.get(d.id, "")) for d in self.documents if d.retells),
            )
            store.set_repeats(self.repeats)
        if not self._corrections.is_empty:
            (folder / CORRECTIONS_NAME).write_bytes(self._corrections.text.encode())

    @cached_property
    def _linking(self) -> Linking:
        return link(self.extractions)

    @cached_property
    def _corrected(self) -> Corrected:
        """Linked, then corrected; a `CorrectionsError` where an entry may mean several actors."""
        ids = self._linking.ids
        mentions = (replace(m, actor=ids[m.doc, m.actor]) for e in self.extractions for m in e.mentions)
        relations = (_globally(r, e.doc, ids) for e in self.extractions for r in e.relations)
        linked = Linked(
            actors=self._linking.actors,
            mentions=tuple(sorted(mentions, key=lambda m: (m.doc, m.start, m.end, m.actor))),
            relations=tuple(
                sorted(
                    relations, key=lambda r: (r.evidence.doc, r.evidence.start, r.evidence.cue_start, r.id)
                )
            ),
        )
        return apply(self._corrections, linked)

    @property
    def corrections(self) -> CorrectionReport:
        """Which of the user's corrections were applied, and which found nothing."""
        return self._corrected.report

    @property
    def actors(self) -> tuple[Actor, ...]:
        """All actors, by id."""
        return self._corrected.linked.actors

    @property
    def mentions(self) -> tuple[Mention, ...]:
        """All mentions with the ids of `actors`, in the order of documents and text."""
        return self._corrected.linked.mentions

    @property
    def relations(self) -> tuple[Relation, ...]:
        """All relations with the ids of `actors`, in the order of documents and text."""
        return self._corrected.linked.relations

    @property
    def doubts(self) -> tuple[Doubt, ...]:
        """Names left apart though they may be another actor's; ids are those before any correction."""
        return self._linking.doubts

    @cached_property
    def places(self) -> tuple[Place, ...]:
        """The places that are only places, those of most mentions first."""
        return merged_places(place for e in self.extractions for place in e.places)

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
        ids = self._lookup.find(name)
        if not ids:
            raise ActorNotFoundError(f"no actor {name!r}; {self._lookup.hint(name)}")
        by_id = {actor.id: actor for actor in self.actors}
        if len(ids) > 1:
            found = choices(by_id[id_] for id_ in ids)
            raise ActorNotFoundError(f"{name!r} may be {len(ids)} actors, give an id: {found}")
        return by_id[ids[0]]

    def node(self, name: str, *, roll_up: bool = False) -> str:
        """The node that stands for an actor (by id, label or alias) in this corpus' graph."""
        id_ = self.actor(name).id
        return rolled_up(self.actors)[id_] if roll_up else id_

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
            repeats=self.repeats,
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

    @cached_property
    def _lookup(self) -> Lookup:
        return Lookup(self.actors, self._corrected.linked.former)


def corrections_of(folder: Path | None, file: str | Path | None = None) -> Corrections:
    """The corrections of a file, or else those that lie in a build folder, or else none."""
    if file is not None:
        return Corrections.load(file)
    own = folder / CORRECTIONS_NAME if folder is not None else None
    return Corrections.load(own) if own is not None and own.is_file() else Corrections()


def _globally(relation: Relation, doc: str, ids: Mapping[tuple[str, str], str]) -> Relation:
    by = relation.attributed_to
    return replace(
        relation,
        source=ids[doc, relation.source],
        target=ids[doc, relation.target],
        attributed_to=ids[doc, by] if by is not None else None,
    )


def _joins(relation: Relation, one: frozenset[str], other: frozenset[str] | None) -> bool:
    source, target = relation.source, relation.target
    if other is None:
        return source in one or target in one
    return (source in one and target in other) or (source in other and target in one)
