"""Libraries that only one format needs: what to install where one is missing."""

from __future__ import annotations

import importlib
from typing import Any

from graphkit.errors import InputError


def require(module: str, extra: str, what: str) -> Any:
    """An optional library, imported.

    Raises:
        InputError: it is not installed; says how to.

    """
    try:
        return importlib.import_module(module)
    except ImportError:
        raise InputError(f'{what} needs an extra; install it with: pip install "graphkit[{extra}]"') from None
