"""Document ids that never clash, within one run and with what a build folder holds already."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from graphkit.reading.source import STDIN
from graphkit.records import Document


class Ids:
    """Gives each document an id of its own.

    A document has the id that its reader gave it: the path relative to the input, or the table's id. Where
    another input has that id already, the name of this input goes in front; where that is taken too, a
    number goes behind. A text whose file is gone and that comes from another place was moved: it keeps its
    id.

    Args:
        origins: id -> where its document came from, for all documents that are known already; empty where
            that was not recorded.
        stored: gives the known document of an id.

    """

    def __init__(
        self,
        origins: Mapping[str, str] | None = None,
        stored: Callable[[str], Document | None] = lambda _: None,
    ) -> None:
        self._origins = dict(origins or {})
        self._stored = stored
        self._seen: set[str] = set()

    def settle(self, document: Document, origin: str, group: str) -> Document:
        """The document under an id that is its own. `origin` says where it is, `group` names its input."""
        for id_ in _candidates(document.id, group):
            if id_ in self._seen:
                continue
            known = self._origins.get(id_)
            if not known or (known == origin != STDIN) or self._is_moved(known, id_, document):
                self._seen.add(id_)
                self._origins[id_] = origin
                return document if id_ == document.id else replace(document, id=id_)
        raise AssertionError  # the candidates never end

    @property
    def settled(self) -> dict[str, str]:
        """Id -> where it came from, for all documents that were settled."""
        return {id_: self._origins[id_] for id_ in sorted(self._seen)}

    def origin(self, id_: str) -> str:
        """Where the document of an id came from; empty where that is not known."""
        return self._origins.get(id_, "")

    def _is_moved(self, known: str, id_: str, document: Document) -> bool:
        if known != STDIN and Path(known).exists():
            return False
        stored = self._stored(id_)
        return stored is not None and stored.text == document.text


def _candidates(id_: str, group: str) -> Iterator[str]:
    yield id_
    prefixed = id_ if group == id_ else f"{group}/{id_}"
    yield prefixed
    for number in itertools.count(2):
        yield f"{prefixed}~{number}"
