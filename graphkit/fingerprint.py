"""What an extraction depends on, as one hash, without loading any of it.

A build compares it with what its store was made with. The process that only gives out articles and stores
what comes back needs no parser for that, hence no spaCy is imported here.
"""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

from graphkit import language as languages
from graphkit.model import locate

CODE = (
    "components/*.py",
    "model.py",
    "tokenization.py",
    "syntax.py",
    "plain_verbs.py",
    "records.py",
    "language/*.py",
    "language/schema/*.py",
    "preparing/*.py",
    "repairs/*.py",
    "actors/*.py",
    "relations/*.py",
)
"""The modules that have a say in what is found."""


def of(
    language: str = "fr",
    model: str | Path | None = None,
    *,
    actors: str | Path | None = None,
    lexicon: str | Path | None = None,
) -> str:
    """Hash of all that an extraction depends on: model, language data, the user's own files, code.

    Raises:
        LanguageError: an unknown language, or a fault in one of the files.
        ModelError: there is no such pipeline.

    """
    shipped = _shipped(language, model)
    own = {"actors": actors, "lexicon": lexicon}
    if not any(own.values()):
        return shipped
    languages.extended(languages.get(language), actors, lexicon)  # a fault is said before any work
    digest = hashlib.sha256(shipped.encode())
    for kind, path in own.items():
        if path is not None:
            digest.update(kind.encode())
            digest.update(Path(path).read_bytes())
    return digest.hexdigest()[:16]


@cache
def _shipped(language: str, model: str | Path | None) -> str:
    folder = languages.folder_of(language)
    here = Path(__file__).parent
    # Group by group, so that the order, and the hash, is the same wherever each of them lies.
    files = [path for pattern in CODE for path in sorted(here.glob(pattern))]
    files += [path for pattern in ("*.toml", "cues/*.toml") for path in sorted(folder.glob(pattern))]
    files += sorted(path for path in locate(model, languages.model_of(folder)).rglob("*") if path.is_file())
    digest = hashlib.sha256()
    for path in files:
        digest.update(path.name.encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]
