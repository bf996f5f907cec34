"""Libraries that only one format needs: what to install where one is missing."""

from __future__ import annotations

import importlib
from typing import Any

from graphkit.errors import InputError


def require(module: str, what: str) -> Any:
    """An optional library, imported.

    Raises:
        InputError: it is not installed; says how to.

    """
    try:
        return importlib.import_module(module)
    except ImportError:
        library = module.partition(".")[0]
        raise InputError(f"{what} needs {library}; install it with: pip install {library}") from None
