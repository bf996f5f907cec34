"""What a trained pipeline needs on its way, and no more."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import srsly
from spacy.language import Language
from spacy.strings import get_string_id

LEMMATIZER = "trainable_lemmatizer"


def strip(source: Path, target: Path) -> None:
    """Copy a pipeline without the words that it met in training.

    A string store keeps every word ever seen. A pipeline that runs needs only the strings of its lemmatizer's
    edit trees, which are stored by hash; each other name (labels, features) is stored where it is used.
    """
    shutil.rmtree(target, ignore_errors=True)
    shutil.copytree(source, target)
    strings = target / "vocab" / "strings.json"
    needed = set(_edited(target / LEMMATIZER / "trees"))
    words = [w for w in json.loads(strings.read_text(encoding="utf-8")) if get_string_id(w) in needed]
    strings.write_text(json.dumps(sorted(words), ensure_ascii=False, indent=0), encoding="utf-8")


def _edited(trees: Path) -> Iterator[int]:
    """Hashes of the strings that edit trees take off or put on."""
    if trees.is_file():
        for tree in srsly.msgpack_loads(trees.read_bytes())["trees"]:
            yield from (tree[side] for side in ("orig", "subst") if side in tree)


def size(folder: Path) -> int:
    """Bytes of all files of a folder."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def parameters(nlp: Language) -> int:
    """Number of weights of a pipeline."""
    pipes: list[Any] = [pipe for _, pipe in nlp.pipeline if getattr(pipe, "model", None) is not None]
    return sum(
        node.get_param(name).size for pipe in pipes for node in pipe.model.walk() for name in node.param_names
    )
