"""What a reader is given: one input, and how the user wants it read."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

MAX_CHARS = 1_000_000
"""Longest article by default. A newspaper page has some 30,000 characters and a novel 600,000: what is
longer is a dump of many texts. It is also where spaCy stops by default (`Language.max_length`)."""

MAX_BYTES_PER_CHAR = 4
"""UTF-8 and UTF-32 take no more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """An input to read and the id its document gets.

    `path` is None for standard input. `group` is the name of the input it came by; `given` tells that the
    user named this very file.
    """

    path: str | None
    id: str
    group: str
    given: bool = False

    @property
    def name(self) -> str:
        """The path as text that every output can hold."""
        return display_path(self.path) if self.path is not None else STDIN

    @property
    def origin(self) -> str:
        """Where this input is, whatever the working directory: tells two files of one name apart."""
        if self.path is None:
            return STDIN
        return display_path(os.path.join(os.getcwd(), self.path))  # noqa: PTH109, PTH118  # for each file


STDIN = "-"
"""The input that is standard input."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """How inputs are read.

    The columns are those of tables; without them, they are found by the names in ``input.toml``.
    """

    language: str = "fr"
    any_language: bool = False
    max_chars: int = MAX_CHARS
    text_column: str | None = None
    date_column: str | None = None
    outlet_column: str | None = None
    id_column: str | None = None

    @property
    def max_bytes(self) -> int:
        """More bytes than this hold more than `max_chars` in any encoding."""
        return self.max_chars * MAX_BYTES_PER_CHAR

    @property
    def too_long(self) -> str:
        """The reason of an article over the limit."""
        return f"longer than {self.max_chars:,} characters; --max-document-chars raises the limit"


def display_path(path: str | Path) -> str:
    """The path as text that every output can hold (undecodable bytes shown as escapes)."""
    return display_text(os.fspath(path).replace(os.sep, "/"))


def display_text(text: str) -> str:
    """Text of a file name as every output can hold it; see `display_path`."""
    return os.fsencode(text).decode("utf-8", "backslashreplace")
