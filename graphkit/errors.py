"""What graphkit raises. Each message names the file or value and the next step.

GraphkitError
├── InputError            a path, article or table that cannot be used
│   └── EmptyCorpusError  nothing could be built from the input
├── FolderError           a build folder that is missing, damaged, newer or not writable
│   └── BusyError         another process builds in it
├── WorkerError           worker processes, or a cluster, that cannot be used
├── LanguageError         an unknown language, or language data with a fault
│   └── LexiconError      a fault in a cue file: file, entry and field
├── ActorNotFoundError    no actor of that name in the graph
├── CorrectionsError      a corrections file that is missing, malformed or ambiguous
├── ExportError           an unknown format, or a graph that a format cannot hold
├── TrainingError         a corpus that is missing or malformed, or a checkpoint of other data
└── ModelError            a spaCy pipeline that is missing, cannot be loaded, or lacks something
"""

from __future__ import annotations


class GraphkitError(Exception):
    """Base of every error that a user of graphkit can cause and can mend."""


class InputError(GraphkitError):
    """A path, article or table that cannot be used."""


class EmptyCorpusError(InputError):
    """Nothing could be built: the input has no usable article."""


class FolderError(GraphkitError):
    """A build folder that is missing, damaged, too new or not writable."""


class BusyError(FolderError):
    """Another process builds in the folder; the message tells which."""


class WorkerError(GraphkitError):
    """Worker processes, or a cluster, that cannot be used."""


class LanguageError(GraphkitError):
    """An unknown language, or language data with a fault."""


class LexiconError(LanguageError):
    """A fault in a cue file; the message names file, entry and field."""


class ActorNotFoundError(GraphkitError):
    """No actor of the given name or id is in the graph."""


class CorrectionsError(GraphkitError):
    """A corrections file that is missing or malformed, or an entry that may mean several actors."""


class ExportError(GraphkitError):
    """An unknown format, or a graph that a format cannot hold."""


class TrainingError(GraphkitError):
    """A corpus that is missing or malformed, or a checkpoint of other data."""


class ModelError(GraphkitError):
    """A spaCy pipeline that is missing, cannot be loaded, or lacks something."""
