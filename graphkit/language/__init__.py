"""Languages as folders of data: `get("fr")` loads, checks and caches one; `extended` adds a user's files."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from graphkit.errors import LanguageError
from graphkit.language.extension import extended
from graphkit.language.schema.folder import LanguageData, load_folder, model_of

__all__ = ["LanguageData", "available", "extended", "folder_of", "get", "model_of"]

_HERE = Path(__file__).parent


def available() -> tuple[str, ...]:
    """Codes of the languages that are in the package."""
    return tuple(sorted(folder.name for folder in _HERE.iterdir() if (folder / "language.toml").is_file()))


@cache
def get(language: str | Path) -> LanguageData:
    """The data of a language, by its code or by the path of a folder that is laid out like `fr`."""
    return load_folder(folder_of(language))


def folder_of(language: str | Path) -> Path:
    """The folder with the data of a language, which are not read; an unknown one is a `LanguageError`."""
    folder = _HERE / language if str(language) in available() else Path(language)
    if not (folder / "language.toml").is_file():
        raise LanguageError(f"unknown language {str(language)!r}; in the package: {', '.join(available())}")
    return folder
