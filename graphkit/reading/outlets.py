"""The outlet of an article, where its first or last lines name it: a copyright line, a line "Source : …"."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from graphkit.language.schema.documents import InputWords

HEAD_LINES, TAIL_LINES = 4, 4
MAX_NAME = 40
"""The longest names of French dailies have some 35 characters."""

_SENTENCE = re.compile(r"[.!?:;]\s|\d")


class _Patterns(NamedTuple):
    cue: re.Pattern[str]
    filler: re.Pattern[str]


def find_outlet(text: str, words: InputWords) -> str | None:
    """The name that stands in a line of its own behind a cue such as ``Source :``, or None."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    patterns = _patterns(words)
    for line in [*reversed(lines[HEAD_LINES:][-TAIL_LINES:]), *lines[:HEAD_LINES]]:
        cue = patterns.cue.match(line)
        name = patterns.filler.sub(" ", line[cue.end() :]).strip(" .,-|\u2013\u2014") if cue else ""
        if name and name[0].isupper() and len(name) <= MAX_NAME and not _SENTENCE.search(name):
            return " ".join(name.split())
    return None


@cache
def _patterns(words: InputWords) -> _Patterns:
    def any_of(forms: tuple[str, ...]) -> str:
        return "|".join(re.escape(form) for form in sorted(forms, key=len, reverse=True)) or "(?!)"

    return _Patterns(
        cue=re.compile(rf"(?:(?:{any_of(words.outlet_cues)})\s*)+", re.IGNORECASE),
        filler=re.compile(rf"\b\d{{4}}\b|{any_of(words.outlet_fillers)}", re.IGNORECASE),
    )
