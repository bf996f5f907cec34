"""The tree of errors."""

from __future__ import annotations

import inspect
import re

from graphkit import errors

CLASSES = dict(inspect.getmembers(errors, inspect.isclass))


def test_the_tree_in_the_docstring_is_the_real_one() -> None:
    parents: dict[int, str] = {}
    drawn = {}
    for line in (errors.__doc__ or "").splitlines():
        found = re.match(r"([ │├└─]*)(\w+Error)\b", line)
        if found:
            depth = len(found[1])
            parents[depth] = found[2]
            above = [d for d in parents if d < depth]
            drawn[found[2]] = parents[max(above)] if above else "Exception"
    assert drawn == {name: cls.__base__.__name__ for name, cls in CLASSES.items()}


def test_every_error_says_in_one_sentence_what_it_is() -> None:
    for cls in CLASSES.values():
        assert (cls.__doc__ or "").endswith(".")
        assert "\n" not in (cls.__doc__ or "")
