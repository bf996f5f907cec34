"""Bringing a store up to date with its inputs: what is to be done, and what of it is done.

A source that was read to its end is known by a digest of its bytes and is not opened as an article again
while these, the way of reading and the extractor stay the same. Of a source that changed, a document is
extracted again if it changed itself: one new row of a table costs one row.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property
from hashlib import blake2b
from pathlib import Path

from graphkit import reading
from graphkit.language import folder_of
from graphkit.processing import Settings
from graphkit.records import Document, Failure, Skipped
from graphkit.sharding import Crew, Work
from graphkit.store import Done, Entry, Store, digest

AT_ONCE = 1 << 20
"""Bytes of a source that are read at once: most are smaller, and `hashlib.file_digest`, which clears room of
its own for each file, takes twice as long for these."""

Progress = Callable[[int, int], None]
"""Called with the number of inputs done and their total."""


class Update:
    """One run over the inputs of a store.

    Args:
        store: what is brought up to date.
        settings: what the extraction depends on.
        options: how inputs are read.
        prune: whether to drop what comes from sources that are no longer among the inputs.
        retry: whether to try again what could not be worked on.

    """

    def __init__(
        self,
        store: Store,
        settings: Settings,
        options: reading.Options,
        *,
        prune: bool = False,
        retry: bool = False,
    ) -> None:
        self._store = store
        self._settings = settings
        self._options = options
        self._prune = prune
        self._known = store.fingerprints()
        self._sources = store.sources()
        self._origins = store.origins()
        self._skips = set(store.skipped())
        if retry:
            for failure in store.failures():
                del self._known[failure.doc]
                self._sources.pop(self._origins[failure.doc], None)
        self._ids = reading.Ids(self._origins, store.document)
        self._found: set[str] = set()
        self._seen: set[str] = set()
        self._origin_of: dict[str, str] = {}
        self._pending: Counter[str] = Counter()
        self._read: dict[str, Done] = {}
        self._skipped: list[tuple[Skipped, str]] = []
        self._moved: dict[str, str] = {}
        self._unreadable: list[str] = []
        self._total = 0
        self._done = 0
        self._progress: Progress | None = None

    @cached_property
    def _fingerprint(self) -> str:
        return self._settings.fingerprint

    @cached_property
    def _outdated(self) -> set[str]:
        """Sources of which a document was read by another extractor."""
        return {self._origins[id_] for id_, (_, made) in self._known.items() if made != self._fingerprint}

    def run(
        self,
        found: Iterable[reading.Source | Skipped],
        crew: Crew,
        *,
        progress: Progress | None = None,
        total: int = 0,
    ) -> None:
        """Read what is new or changed, have it worked on, and store what comes back as it comes."""
        self._progress, self._total = progress, total
        documents = self._to_do(found)
        try:
            for outcomes in Work(documents, self._settings, crew).outcomes():
                self._store_batch(outcomes)
            self._finish()
        finally:  # what is done is kept, also when the user interrupts
            self._store_batch([])

    # -- what is to be done

    def _to_do(self, found: Iterable[reading.Source | Skipped]) -> Iterator[Document]:
        """The documents that have to be worked on; all others are noted as they are found."""
        for item in found:
            if isinstance(item, Skipped):
                origin = os.path.abspath(item.path)  # noqa: PTH100  # a text, of which parts may be escaped
                self._found.add(origin)
                self._unreadable.append(origin + os.sep)
                self._note_skip(item, origin)
                self._end(Done(origin, "", frozenset(), frozenset({(item.path, item.place)})))
            else:
                yield from self._from_source(item)
        yield from self._from_store()

    def _from_source(self, source: reading.Source) -> Iterator[Document]:
        origin = source.origin
        self._found.add(origin)
        state = self._state(source)
        if state and self._sources.get(origin) == state and origin not in self._outdated:
            self._advance()
            return
        ids, skipped = set(), set()
        for item in reading.load(source, self._options, self._ids):
            if isinstance(item, Skipped):
                skipped.add((item.path, item.place))
                self._note_skip(item, origin)
                continue
            ids.add(item.id)
            self._seen.add(item.id)
            self._origin_of[item.id] = origin
            if self._known.get(item.id) == (digest(item), self._fingerprint):
                if self._origins.get(item.id, origin) != origin:
                    self._moved[item.id] = origin
                continue
            self._pending[origin] += 1
            yield item
        self._end(Done(origin, state, frozenset(ids), frozenset(skipped)))

    def _from_store(self) -> Iterator[Document]:
        """Documents that no input gave this time and that another extractor read."""
        for id_, (_, fingerprint) in sorted(self._known.items()):
            if id_ in self._seen or fingerprint == self._fingerprint:
                continue
            if self._prune and self._origins[id_] not in self._found:
                continue
            document = self._store.document(id_)
            if document is not None:  # else its source has dropped it
                self._origin_of[id_] = self._origins[id_]
                yield document

    def _state(self, source: reading.Source) -> str:
        """What a source's documents depend on; empty where it cannot be read, which its reader tells."""
        if source.path is None:
            return ""
        try:
            with open(source.path, "rb", buffering=0) as file:  # noqa: PTH123  # see `_walk_folder`
                found = blake2b(digest_size=16)
                while piece := file.read(AT_ONCE):
                    found.update(piece)
        except OSError:
            return ""
        found.update(f"{source.id} {source.group} {self._reading}".encode())
        return found.hexdigest()

    @cached_property
    def _reading(self) -> str:
        """The way of reading: options, code, language data."""
        found = blake2b(repr(self._options).encode(), digest_size=8)
        files = [
            *Path(reading.__file__).parent.glob("*.py"),
            *folder_of(self._options.language).glob("*.toml"),
        ]
        for path in sorted(files):
            found.update(path.read_bytes())
        return found.hexdigest()

    # -- what is done

    def _note_skip(self, item: Skipped, origin: str) -> None:
        if item not in self._skips:
            self._skipped.append((item, origin))

    def _end(self, done: Done) -> None:
        """A source was read to its end; it is done when its last document is stored."""
        if done.digest or done.ids or self._sources.get(done.origin) != done.digest:
            self._read[done.origin] = done
        else:  # recorded as it is
            self._advance()

    def _advance(self) -> None:
        self._done += 1
        if self._progress:
            self._progress(self._done, max(self._done, self._total))

    def _store_batch(self, outcomes: Sequence[tuple[Document, Entry | Failure]]) -> None:
        entries, failures = [], []
        origins = {item.path: origin for item, origin in self._skipped}
        stored: Counter[str] = Counter()
        for document, outcome in outcomes:
            if isinstance(outcome, Failure):
                failures.append((outcome, digest(document)))
            else:
                entries.append(outcome)
            origins[document.id] = self._origin_of[document.id]
            stored[origins[document.id]] += 1
        done = [item for origin, item in self._read.items() if self._pending[origin] <= stored[origin]]
        if entries or failures or done or self._skipped:
            self._store.add(
                entries,
                [item for item, _ in self._skipped],
                failures,
                fingerprint=self._fingerprint if entries or failures else "",
                origins=origins,
                done=done,
            )
        # Only now: of a batch that could not be written, no source counts as done.
        self._pending.subtract(stored)
        for item in done:
            del self._read[item.origin]
            self._advance()
        self._skipped.clear()

    def _finish(self) -> None:
        """What is left when all is read: moved documents, and those whose source is gone."""
        self._store_batch([])
        if self._moved:
            self._store.move(self._moved)
        if self._prune:
            self._store.forget(sorted(self._gone()))

    def _gone(self) -> set[str]:
        """Sources that are no longer among the inputs; a folder that could not be read hides its own."""
        hidden = tuple(self._unreadable)
        return {
            origin
            for origin in self._store.known_origins() - self._found
            if not (hidden and origin.startswith(hidden))
        }
