"""Which stretches of a text are prose: paragraphs and headings, without what the web page added.

Nothing is deleted. A text is divided into `Block`s whose offsets are those of the text, and each
block that is left out names its reason, so that `explain` and a curious user can see it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache
from itertools import pairwise

from graphkit.language.schema.documents import Boilerplate
from graphkit.records import Record

MAX_HEADING = 140
"""Longest line without final punctuation that is a heading; the headlines of 25 articles have up to 105."""

LONG_BLOCK = 60
"""Shorter lines may recur in good faith ("Lire aussi", a name); a longer one that recurs was pasted twice."""

MAX_BOILERPLATE = 400
"""Lines longer than this are prose and are not tried against the whole-line patterns."""

WRAPPED_WIDTH, WRAPPED_SHARE = 120, 0.25
"""A text with no line (in ten) longer than this, of which so large a share of lines break off inside a
sentence and go on in small letters, was wrapped at a margin: e-mail and PDF. There three quarters do; where a
line is a paragraph, hardly any does."""

FULL_LINE = 0.8
"""Share of the usual width from which a wrapped line is full and its paragraph may go on. In ragged text a
line is at most one long word short of the margin, some 15 of 70 characters."""

MAX_BLOCK = 20_000
"""Characters that are parsed at once. A longer line is cut at sentence ends: spaCy refuses a million, and
its memory grows with the length."""

MAX_RUN = 400
"""Characters without a blank that are read: 400 brackets take the tokenizer 12 ms, 20,000 half a minute. The
longest words of prose have some 30, addresses of web pages some hundred."""

_LINE = re.compile(r"[^\n]+")
_RUN = re.compile(rf"\S{{{MAX_RUN + 1},}}")
_BREAK = re.compile(r"[.!?\u2026][\"'\u2019\u201d\u00bb)\]]*\s+")
_FULL_STOP = re.compile(r"[.!?\u2026][\"'\u2019\u201d\u00bb\s)\]]*$")
_SENTENCE_END = re.compile(r"[.!?\u2026:;,][\"'\u2019\u201d\u00bb\s)\]]*$")


class BlockKind(StrEnum):
    """What a block is; only `BODY` and `HEADING` are parsed."""

    BODY = "body"
    HEADING = "heading"
    BOILERPLATE = "boilerplate"
    REPEAT = "repeat"


@dataclass(frozen=True, slots=True, kw_only=True)
class Block(Record):
    """A stretch of a text (one line, or a piece of one), its kind, and the rule that gave the kind."""

    start: int
    end: int
    kind: BlockKind
    reason: str

    @property
    def parsed(self) -> bool:
        """Whether the extraction reads this block."""
        return self.kind in (BlockKind.BODY, BlockKind.HEADING)


@dataclass(frozen=True, slots=True)
class _Patterns:
    line: tuple[re.Pattern[str], ...]
    line_start: tuple[re.Pattern[str], ...]
    line_end: tuple[re.Pattern[str], ...]


def clean(text: str, boilerplate: Boilerplate) -> tuple[Block, ...]:
    """Divide a text into blocks, in text order, without overlap.

    A line is a paragraph; of a text that was wrapped at a margin, the lines up to the end of a paragraph are.
    Whole lines and line ends that match a pattern of ``boilerplate.toml``
    are left out (the pattern's group name is the reason); so is a long line that occurred before
    in the same text, and short lines beside it that occurred before too: a page pasted twice.
    """
    patterns = _compile(boilerplate)
    blocks: list[Block] = []
    for start, end in _paragraphs(text):
        blocks.extend(
            piece for block in _blocks_of_line(text, start, end, patterns) for piece in _bounded(text, block)
        )
    return tuple(_mark_repeats(text, blocks))


def title(text: str, blocks: Sequence[Block]) -> str | None:
    """The first parsed block where it is a heading: in a plain text that is the headline."""
    first = next((block for block in blocks if block.parsed), None)
    if first is None or first.kind is not BlockKind.HEADING:
        return None
    return text[first.start : first.end]


def body_text(text: str, blocks: Sequence[Block]) -> str:
    """What is parsed of a text, one block per line."""
    return "\n".join(text[block.start : block.end] for block in blocks if block.parsed)


@cache
def _compile(boilerplate: Boilerplate) -> _Patterns:
    def compiled(patterns: Sequence[str], frame: str) -> tuple[re.Pattern[str], ...]:
        return tuple(re.compile(frame.format(pattern), re.IGNORECASE) for pattern in patterns)

    return _Patterns(
        line=compiled(boilerplate.line, "{}"),
        line_start=compiled(boilerplate.line_start, "{}"),
        line_end=compiled(boilerplate.line_end, r"\s*{}[\s.]*$"),
    )


def _paragraphs(text: str) -> Iterator[tuple[int, int]]:
    """The offsets of the lines of a text without the blanks around them, wrapped lines put together."""
    lines = [
        span
        for match in _LINE.finditer(text)
        if (span := _strip(text, match.start(), match.end()))[0] < span[1]
    ]
    width = _wrapped_at(text, lines)
    if width is None:
        yield from lines
        return
    start, end = lines[0]
    for (_, above), (begin, stop) in pairwise(lines):
        if not _goes_on(text, (start, above), (begin, stop), width):
            yield start, above
            start = begin
        end = stop
    yield start, end


def _wrapped_at(text: str, lines: Sequence[tuple[int, int]]) -> int | None:
    """The width at which the lines of a text were wrapped, or None."""
    if len(lines) < 3:
        return None
    lengths = sorted(end - start for start, end in lines)
    width = lengths[len(lengths) * 9 // 10]
    broken = sum(
        not _FULL_STOP.search(text, start, end) and text[begin].islower()
        for (start, end), (begin, _) in pairwise(lines)
    )
    return width if width <= WRAPPED_WIDTH and broken > 1 and broken >= WRAPPED_SHARE * len(lines) else None


def _goes_on(text: str, above: tuple[int, int], line: tuple[int, int], width: int) -> bool:
    """Whether a line belongs to the paragraph above it."""
    between = text[above[1] : line[0]]
    last = above[1] - max(above[0], text.rfind("\n", above[0], above[1]) + 1)
    is_full = last >= FULL_LINE * width
    if not _FULL_STOP.search(text, above[0], above[1]):
        return text[line[0]].islower() or (is_full and between.count("\n") == 1)
    is_heading = line[1] - line[0] < FULL_LINE * width and not _FULL_STOP.search(text, line[0], line[1])
    return is_full and not is_heading and between.count("\n") == 1


def _bounded(text: str, block: Block) -> Iterator[Block]:
    """A block in pieces that a parser can take, without runs of characters that it cannot."""
    if not block.parsed or (block.end - block.start <= MAX_RUN):
        yield block
        return
    start = block.start
    for run in [*_RUN.finditer(text, block.start, block.end), None]:
        end = run.start() if run else block.end
        for piece_start, piece_end in _cut(text, *_strip(text, start, end)):
            yield replace(block, start=piece_start, end=piece_end)
        if run:
            yield _left_out(run.start(), run.end(), "no words")
            start = run.end()


def _cut(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """A stretch in pieces of at most `MAX_BLOCK`, cut at the end of a sentence or else at a blank."""
    while end - start > MAX_BLOCK:
        limit = start + MAX_BLOCK
        ends = [match.end() for match in _BREAK.finditer(text, start, limit)]
        cut = ends[-1] if ends else text.rfind(" ", start, limit) + 1
        yield _strip(text, start, cut if cut > start else limit)
        start = _strip(text, cut if cut > start else limit, end)[0]
    if start < end:
        yield start, end


def _blocks_of_line(text: str, start: int, end: int, patterns: _Patterns) -> list[Block]:
    reason = _line_reason(text[start:end], patterns)
    if reason:
        return [_left_out(start, end, reason)]
    blocks = []
    head = _first_match(text[start:end], patterns.line_start, "match")
    if head:
        blocks.append(_left_out(*_strip(text, start, start + head.end()), _reason(head)))
        start = _strip(text, start + head.end(), end)[0]
    tail = _first_match(text[start:end], patterns.line_end, "search")
    kept_end = start + tail.start() if tail else end
    kept_start, kept_end = _strip(text, start, kept_end)
    if kept_start < kept_end:
        kind, reason = _kind(text[kept_start:kept_end])
        blocks.append(Block(start=kept_start, end=kept_end, kind=kind, reason=reason))
    if tail:
        blocks.append(_left_out(*_strip(text, start + tail.start(), end), _reason(tail)))
    return blocks


def _line_reason(line: str, patterns: _Patterns) -> str | None:
    if len(line) > MAX_BOILERPLATE:
        return None
    match = next(filter(None, (pattern.fullmatch(line) for pattern in patterns.line)), None)
    return _reason(match) if match else None


def _first_match(line: str, patterns: Sequence[re.Pattern[str]], how: str) -> re.Match[str] | None:
    return next(filter(None, (getattr(pattern, how)(line) for pattern in patterns)), None)


def _reason(match: re.Match[str]) -> str:
    return (match.lastgroup or "boilerplate").replace("_", " ")


def _left_out(start: int, end: int, reason: str) -> Block:
    return Block(start=start, end=end, kind=BlockKind.BOILERPLATE, reason=reason)


def _kind(line: str) -> tuple[BlockKind, str]:
    if not re.search(r"[^\W\d_]", line):
        return BlockKind.BOILERPLATE, "no word"
    if len(line) <= MAX_HEADING and not _SENTENCE_END.search(line) and not line[0].islower():
        return BlockKind.HEADING, "short line without final punctuation"
    return BlockKind.BODY, "line"


def _mark_repeats(text: str, blocks: Sequence[Block]) -> list[Block]:
    keys = [" ".join(text[block.start : block.end].split()) for block in blocks]
    seen: set[str] = set()
    again = []
    for key in keys:
        again.append(key in seen)
        seen.add(key)
    repeated = [known and len(key) >= LONG_BLOCK for known, key in zip(again, keys, strict=True)]
    for order in (range(1, len(blocks)), range(len(blocks) - 2, -1, -1)):
        for i in order:
            repeated[i] = repeated[i] or (again[i] and repeated[i - order.step])
    return [
        replace(block, kind=BlockKind.REPEAT, reason="occurs before in the text")
        if repeat and block.parsed
        else block
        for block, repeat in zip(blocks, repeated, strict=True)
    ]


def _strip(text: str, start: int, end: int) -> tuple[int, int]:
    """The offsets of a stretch without the blanks around it."""
    piece = text[start:end]
    return start + len(piece) - len(piece.lstrip()), max(start, end - (len(piece) - len(piece.rstrip())))
