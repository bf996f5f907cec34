"""Reads a TOML file into its frozen dataclass, whose fields say what it may hold.

A fault (unknown key, missing key, wrong type, unknown value) stops at once with the file, the entry and what
is allowed: language data is edited by hand.
"""

from __future__ import annotations

import dataclasses
import tomllib
import types
import typing
from collections.abc import Mapping
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from graphkit.errors import LanguageError

T = TypeVar("T")


def load_file(path: Path, cls: type[T]) -> T:
    """Read one TOML file into its dataclass; every fault names file, entry and field."""
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise LanguageError(f"{path} is missing; copy it from the folder of another language") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise LanguageError(f"{path}: {error}") from error
    return typing.cast(T, _build(cls, data, path, entry=""))


def _build(cls: type, data: Mapping[str, Any], path: Path, *, entry: str) -> Any:
    fields = _fields(cls)
    where = f"{path}{', entry ' + entry if entry else ''}"
    unknown = sorted(set(data) - set(fields))
    if unknown:
        raise LanguageError(f"unknown key {unknown[0]!r} in {where}; known: {', '.join(sorted(fields))}")
    missing = sorted(name for name, (_, required) in fields.items() if required and name not in data)
    if missing:
        raise LanguageError(f"missing key {missing[0]!r} in {where}")
    return cls(
        **{
            name: _value(fields[name][0], value, path, entry=f"{entry}/{name}".strip("/"))
            for name, value in data.items()
        }
    )


@cache
def _fields(cls: type) -> dict[str, tuple[Any, bool]]:
    hints = typing.get_type_hints(cls)
    return {
        f.name: (hints[f.name], f.default is f.default_factory is dataclasses.MISSING)
        for f in dataclasses.fields(cls)
    }


def _value(hint: Any, value: Any, path: Path, *, entry: str) -> Any:
    origin, args = typing.get_origin(hint), typing.get_args(hint)
    if dataclasses.is_dataclass(hint) and isinstance(hint, type):
        return _build(hint, _expect(dict, value, path, entry), path, entry=entry)
    if origin is tuple:
        items = _expect(list, value, path, entry)
        return tuple(_value(args[0], item, path, entry=_name(entry, item, i)) for i, item in enumerate(items))
    if origin is frozenset:
        return frozenset(
            _value(args[0], item, path, entry=entry) for item in _expect(list, value, path, entry)
        )
    if origin in (Mapping, typing.get_origin(Mapping[str, str])):
        table = _expect(dict, value, path, entry)
        return types.MappingProxyType(
            {key: _value(args[1], item, path, entry=f"{entry}/{key}") for key, item in table.items()}
        )
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        if value not in set(hint):
            raise LanguageError(f"unknown value {value!r} in {path}, entry {entry}; known: {', '.join(hint)}")
        return hint(value)
    if hint is float:
        return float(_expect((int, float), value, path, entry))
    return _expect(hint, value, path, entry)


def _name(entry: str, item: Any, index: int) -> str:
    """How a message names one entry of a list: by its id, lemma or name where it has one."""
    if isinstance(item, dict):
        for key in ("id", "lemma", "name", "iso"):
            if isinstance(item.get(key), str):
                return f"{entry} {item[key]}"
    return f"{entry}[{index}]"


def _expect(kind: Any, value: Any, path: Path, entry: str) -> Any:
    if not isinstance(value, kind):
        raise LanguageError(
            f"{path}, entry {entry}: expected {getattr(kind, '__name__', 'a number')}, got {value!r}"
        )
    return value
