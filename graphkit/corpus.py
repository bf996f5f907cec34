"""`Corpus`: documents, actors and relations, in memory or in a build folder. It never parses text."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache, cached_property
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING, Self

from graphkit.actors.hierarchy import rolled_up
from graphkit.actors.linking import Doubt, Linking, link
from graphkit.actors.places import merged_places
from graphkit.correcting import CorrectionReport, Linked, apply
from graphkit.corrections import FILE_NAME as CORRECTIONS_NAME
from graphkit.corrections import Corrections
from graphkit.counting import Edge, Selection
from graphkit.errors import ActorNotFoundError, FolderError
from graphkit.linked import LinkedTables
from graphkit.lookup import Lookup, choices
from graphkit.records import (
    Actor,
    ActorType,
    Document,
    Extraction,
    Failure,
    Mention,
    Place,
    Relation,
    RelationType,
    Skipped,
)
from graphkit.store import Entry, Store

if TYPE_CHECKING:
    import networkx as nx


class Corpus:
    """What a set of articles says about actors, kept in a store: in memory, or in a build folder.

    `extractions` are local to their documents; actors and relations with ids that hold for the
    whole corpus are computed from them when first asked for, and the user's corrections applied.
    A build has done both already; then they are read. A corpus of a folder shows it as it was when it
    was opened, whatever is built there meanwhile.
    """

    def __init__(
        self,
        documents: Iterable[Document] = (),
        extractions: Iterable[Extraction] = (),
        skipped: Iterable[Skipped] = (),
        *,
        title: str = "",
        copy_rules: Mapping[str, str] | None = None,
        repeats: Mapping[tuple[str, int], tuple[str, int]] | None = None,
        corrections: Corrections | None = None,
        store: Store | None = None,
    ) -> None:
        self._store = Store.in_memory() if store is None else store
        self.title = title
        self._corrections = corrections or Corrections()
        if store is None:
            self._fill(list(documents), extractions, skipped, copy_rules or {})
            self._store.set_repeats(repeats or {})

    def _fill(
        self,
        documents: Sequence[Document],
        extractions: Iterable[Extraction],
        skipped: Iterable[Skipped],
        copy_rules: Mapping[str, str],
    ) -> None:
        said = {extraction.doc: extraction for extraction in extractions}
        entries = (Entry(d, said.get(d.id, Extraction(doc=d.id))) for d in documents)
        self._store.add(entries, skipped, fingerprint="")
        self._store.set_copies(
            ((d.id, d.copy_of, copy_rules.get(d.id, "")) for d in documents if d.copy_of),
            ((d.id, d.retells, copy_rules.get(d.id, "")) for d in documents if d.retells),
        )

    @classmethod
    def open(cls, folder: str | Path, *, corrections: str | Path | None = None) -> Self:
        """The corpus of a build folder, with the corrections that lie in it, or with those of a file.

        A malformed file is a `CorrectionsError`.
        """
        store = Store.open(Path(folder))
        try:
            found = corrections_of(Path(folder), corrections)
        except BaseException:
            store.close()
            raise
        return cls.from_store(store, title=Path(folder).resolve().name, corrections=found)

    @classmethod
    def from_store(cls, store: Store, *, title: str = "", corrections: Corrections | None = None) -> Self:
        """The corpus that a store holds. The store is the corpus's from now on, and closed with it."""
        return cls(store=store, title=title, corrections=corrections)

    def close(self) -> None:
        """Close the store. A corpus that is no longer used is closed by itself."""
        self._store.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def save(self, folder: str | Path) -> None:
        """Write store and corrections of this corpus into a new folder, so that `open` gives it back."""
        folder = Path(folder)
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise FolderError(f"{folder} cannot be made: {error.strerror or error}") from error
        self._store.copy_to(folder)
        if not self._corrections.is_empty:
            (folder / CORRECTIONS_NAME).write_bytes(self._corrections.text.encode())

    # -- what was read

    @cached_property
    def outlines(self) -> tuple[Document, ...]:
        """All documents without their texts, by id."""
        return tuple(self._store.documents(with_text=False))

    @cached_property
    def documents(self) -> tuple[Document, ...]:
        """All documents with their texts, by id."""
        return tuple(self._store.documents())

    @cached_property
    def extractions(self) -> tuple[Extraction, ...]:
        """What each document says by itself, by document id."""
        return tuple(entry.extraction for entry in self._store.entries())

    @cached_property
    def skipped(self) -> tuple[Skipped, ...]:
        """The inputs that gave no document, by path."""
        return self._store.skipped()

    @cached_property
    def failures(self) -> tuple[Failure, ...]:
        """The articles that could not be worked on, by id."""
        return self._store.failures()

    @cached_property
    def copies(self) -> Mapping[str, tuple[str, str]]:
        """Near copy -> (id of the original, the rule that found it)."""
        return self._store.copies()

    @cached_property
    def retellings(self) -> Mapping[str, tuple[str, str]]:
        """Document -> (id of the one whose story it tells in other words, the rule that found it)."""
        return self._store.retellings()

    @property
    def copy_rules(self) -> Mapping[str, str]:
        """The rule that found each copy, or else each retelling, by document id."""
        return {id_: rule for id_, (_, rule) in {**self.retellings, **self.copies}.items()}

    @cached_property
    def repeats(self) -> Mapping[tuple[str, int], tuple[str, int]]:
        """A sentence (document id, start) that is said again elsewhere -> the first that says the same."""
        return self._store.repeats()

    @cached_property
    def places(self) -> tuple[Place, ...]:
        """The places that are only places, those of most mentions first."""
        return merged_places(self._store.places())

    @cached_property
    def without_actors(self) -> tuple[str, ...]:
        """Ids of documents in which no actor was found."""
        return self._store.without_actors()

    # -- counts, without reading what is counted

    @cached_property
    def number_of_documents(self) -> int:
        """How many documents there are."""
        return self._store.count_documents()

    @cached_property
    def number_of_actors(self) -> int:
        """How many actors there are."""
        return self._linked.number_of_actors()

    @cached_property
    def relation_counts(self) -> Mapping[str, int]:
        """Relation type -> number of relations, the most frequent first."""
        return dict(self._linked.counts_by_type())

    @cached_property
    def mention_counts(self) -> Mapping[str, tuple[int, int]]:
        """Actor id -> (mentions, documents)."""
        return self._linked.actor_counts()

    def store_facts(self) -> dict[str, str]:
        """What the store holds and whether it is whole, for a bug report."""
        store, sizes = self._store, self._store.sizes()
        counted = {name: f"{name} {number:,}" for name, number in store.rows().items()}
        order = sorted(counted, key=lambda name: (-sizes.get(name, 0), name))
        rows = [counted[name] + (f" ({sizes[name] / 1e6:.1f} MB)" if name in sizes else "") for name in order]
        version = store.meta().get("version", "unknown")
        return {
            "store": f"schema {store.schema}, {store.bytes / 1e6:.1f} MB, last built by graphkit {version}",
            "rows": ", ".join(rows),
            "integrity": "; ".join(store.faults()) or "ok",
        }

    # -- what linking makes of it

    @cached_property
    def _linked(self) -> LinkedTables:
        """Actors, mentions and relations of the whole; linked now where the store's are not up to date.

        A `CorrectionsError` where an entry of the corrections may mean several actors.
        """
        linked = self._store.linked
        if linked.facts().get("state") != linking_state(self._store, self._corrections):
            self.link()
        return linked

    @property
    def state(self) -> str:
        """What the linked actors and relations depend on; see `linking_state`."""
        return linking_state(self._store, self._corrections)

    def link(self) -> None:
        """Link all documents and apply the corrections.

        The result goes into the store's tables; of a store that is open to read only, into temporary ones.
        """
        state = linking_state(self._store, self._corrections)
        linking = link(list(self._store.local_actors()))
        facts = {
            "state": state,
            "doubts": json.dumps([dataclasses.asdict(doubt) for doubt in linking.doubts], ensure_ascii=False),
        }
        if self._corrections.is_empty:
            facts["report"] = json.dumps(CorrectionReport().to_dict())
            self._store.write_linked(lambda tables: tables.write(linking.actors, linking.ids, facts=facts))
            return
        corrected = apply(self._corrections, _linked_records(linking, self.extractions))
        facts["report"] = json.dumps(corrected.report.to_dict(), ensure_ascii=False)
        made = corrected.linked
        self._store.write_linked(
            lambda tables: tables.write_records(
                made.actors, made.mentions, made.relations, former=made.former, facts=facts
            )
        )

    @cached_property
    def corrections(self) -> CorrectionReport:
        """Which of the user's corrections were applied, and which found nothing."""
        report = json.loads(self._linked.facts()["report"])
        return CorrectionReport(
            applied=tuple(report["applied"]), unmatched=tuple(report["unmatched"]), loops=report["loops"]
        )

    @cached_property
    def actors(self) -> tuple[Actor, ...]:
        """All actors, by id."""
        return tuple(self._linked.actors())

    @cached_property
    def mentions(self) -> tuple[Mention, ...]:
        """All mentions with the ids of `actors`, in the order of documents and text."""
        return tuple(self._linked.mentions())

    @cached_property
    def relations(self) -> tuple[Relation, ...]:
        """All relations with the ids of `actors`, in the order of documents and text."""
        return tuple(self._linked.relations())

    @cached_property
    def doubts(self) -> tuple[Doubt, ...]:
        """Names left apart though they may be another actor's; ids are those before any correction."""
        rows = json.loads(self._linked.facts()["doubts"])
        return tuple(Doubt(**row | {"candidates": tuple(row["candidates"])}) for row in rows)

    def evidence(self, a: str, b: str | None = None) -> tuple[Relation, ...]:
        """The relations of an actor, or those between two, with their sentences.

        An actor is given by id, label or alias; case and accents do not matter. A state stands
        also for its government, its army and its office-holders, which the texts speak of as it.
        """
        one = self._with_bodies(self.actor(a))
        other = self._with_bodies(self.actor(b)) if b is not None else None
        return tuple(r for r in self._linked.relations(sorted(one)) if _joins(r, one, other))

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
        from graphkit.graph import View, build_graph

        view = View.of(
            roll_up=roll_up,
            types=types,
            since=since,
            until=until,
            min_documents=min_documents,
            modality=modality,
        )
        return build_graph(self._linked, self.outlines, view, title=self.title)

    def edges(self, *, types: Iterable[str] | None = None) -> Iterator[tuple[str, str, Edge]]:
        """(label, label, edge) for each edge of these types, without making the graph."""
        chosen = None if types is None else frozenset(map(RelationType, types))
        selection = Selection(types=chosen)
        labels = self._linked.labels()
        for edge in self._linked.count(selection).edges():
            yield labels[edge.source], labels[edge.target], edge

    @cached_property
    def _lookup(self) -> Lookup:
        return Lookup(self.actors, self._linked.former())


def corrections_of(folder: Path | None, file: str | Path | None = None) -> Corrections:
    """The corrections of a file, or else those that lie in a build folder, or else none."""
    if file is not None:
        return Corrections.load(file)
    own = folder / CORRECTIONS_NAME if folder is not None else None
    return Corrections.load(own) if own is not None and own.is_file() else Corrections()


def linking_state(store: Store, corrections: Corrections) -> str:
    """What the derived tables depend on: the state of the documents, the corrections, the code."""
    return f"{store.changes} {blake2b(corrections.text.encode(), digest_size=8).hexdigest()} {_code()}"


@cache
def _code() -> str:
    """Changes with the code that links and corrects."""
    here = Path(__file__).parent
    files = [
        *(here / "actors").glob("*.py"),
        *(
            here / name
            for name in (
                "corpus.py",
                "linked.py",
                "counting.py",
                "lookup.py",
                "corrections.py",
                "correcting.py",
            )
        ),
    ]
    found = blake2b(digest_size=8)
    for path in sorted(files):
        found.update(path.read_bytes())
    return found.hexdigest()


def _linked_records(linking: Linking, extractions: Iterable[Extraction]) -> Linked:
    """The mentions and relations of all documents, with the ids of the actors of the whole."""
    ids = linking.ids
    mentions, relations = [], []
    for e in extractions:
        mentions += [replace(m, actor=ids[m.doc, m.actor]) for m in e.mentions]
        relations += [_globally(r, e.doc, ids) for r in e.relations]
    return Linked(
        actors=linking.actors,
        mentions=tuple(sorted(mentions, key=lambda m: (m.doc, m.start, m.end, m.actor))),
        relations=tuple(
            sorted(relations, key=lambda r: (r.evidence.doc, r.evidence.start, r.evidence.cue_start, r.id))
        ),
    )


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
