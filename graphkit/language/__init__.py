"""Languages as folders of data: `get("fr")` loads, checks and caches one; `extended` adds a user's files."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from graphkit.errors import LanguageError
from graphkit.language.extension import extended
from graphkit.language.schema import LanguageData, load_folder

__all__ = ["LanguageData", "available", "extended", "get"]

_HERE = Path(__file__).parent


def available() -> tuple[str, ...]:
    """Codes of the languages that are in the package."""
    return tuple(sorted(folder.name for folder in _HERE.iterdir() if (folder / "language.toml").is_file()))


@cache
def get(language: str | Path) -> LanguageData:
    """The data of a language, by its code or by the path of a folder that is laid out like `fr`."""
    folder = _HERE / language if str(language) in available() else Path(language)
    if not (folder / "language.toml").is_file():
        raise LanguageError(f"unknown language {str(language)!r}; in the package: {', '.join(available())}")
    return load_folder(folder)
