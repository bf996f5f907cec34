"""From paths to documents: every input becomes a `Document` or a `Skipped` with its reason."""

from graphkit.reading.dates import find_date
from graphkit.reading.files import count, find
from graphkit.reading.formats import READERS, load, read
from graphkit.reading.identity import Ids
from graphkit.reading.source import MAX_CHARS, STDIN, Options, Source

__all__ = [
    "MAX_CHARS",
    "READERS",
    "STDIN",
    "Ids",
    "Options",
    "Source",
    "count",
    "find",
    "find_date",
    "load",
    "read",
]
