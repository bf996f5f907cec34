"""From paths to documents: every input becomes a `Document` or a `Skipped` with its reason."""

from graphkit.reading.dates import find_date
from graphkit.reading.files import READERS, Source, find, load, read

__all__ = ["READERS", "Source", "find", "find_date", "load", "read"]
