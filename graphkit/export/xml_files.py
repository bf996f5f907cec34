"""Writing and reading XML one element at a time, so that memory does not grow with the file.

A file that is read may come from anywhere: no entity is resolved and nothing is fetched.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from lxml import etree

from graphkit.errors import InputError
from graphkit.export.files import atomic_file
from graphkit.export.flatten import Row, Scalar, scalar_text

_SPECIAL = re.compile("[&<>]")


@contextmanager
def xml_file(path: Path) -> Iterator[Any]:
    """An `lxml.etree.xmlfile` on a file that is renamed into place when the block ends."""
    with atomic_file(path) as file, etree.xmlfile(file, encoding="UTF-8") as xml:
        xml.write_declaration()
        yield xml


def xml_text(value: Scalar) -> Any:
    """A value as the text of an element. Gephi loses blanks beside an entity, so such text is CDATA."""
    text = scalar_text(value)
    return etree.CDATA(text) if _SPECIAL.search(text) else text


class RowElement:
    """An element with one child per column that has a value, filled anew for each row.

    Making elements is what takes the time (it is seven times as slow for an edge of 23 columns), so there
    is one element for each set of columns that occurs, and only what differs from the last row is changed.
    """

    def __init__(
        self,
        tag: str,
        columns: Iterable[str],
        *,
        child: Callable[[Any, str], Any],
        fill: Callable[[Any, Scalar], None],
    ) -> None:
        """`child` makes a column's child of an element, `fill` puts a value into it."""
        self._tag = tag
        self._columns = tuple(columns)
        self._child = child
        self._fill = fill
        self._made: dict[tuple[str, ...], tuple[Any, list[Any], list[Scalar]]] = {}

    def of(self, row: Row) -> Any:
        """The element of a row; valid until the next call."""
        shape = tuple([name for name in self._columns if row[name] is not None])
        if shape not in self._made:
            element = etree.Element(self._tag)
            self._made[shape] = element, [self._child(element, name) for name in shape], [None] * len(shape)
        element, children, last = self._made[shape]
        for at, name in enumerate(shape):
            value = row[name]
            if value != last[at]:
                last[at] = value
                self._fill(children[at], value)
        return element


def elements(path: Path) -> Iterator[tuple[str, Any]]:
    """(name without namespace, element) for each element of a file, at its end.

    Give each to `forget` when it has been read. What is no XML is an `InputError`.
    """
    try:
        with path.open("rb") as file:
            for _, element in etree.iterparse(
                file, events=("end",), resolve_entities=False, no_network=True, huge_tree=True
            ):
                if isinstance(element.tag, str):
                    yield etree.QName(element).localname, element
    except OSError as error:
        raise InputError(f"{path} cannot be read: {error.strerror or error}") from error
    except etree.XMLSyntaxError as error:
        raise InputError(f"{path} is no whole XML file: {error.msg}; export it again") from error


def forget(element: Any) -> None:
    """Drop an element that has been read, and those before it, from the tree that the parser keeps."""
    element.clear()
    while element.getprevious() is not None:
        del element.getparent()[0]
