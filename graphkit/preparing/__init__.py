"""From a raw text to the parts worth parsing, and from many documents to those that are copies."""

from graphkit.preparing.cleaning import Block, BlockKind, body_text, clean, title
from graphkit.preparing.copies import Copy, Place, Repeats, Sentence, Told, find_repeats

__all__ = [
    "Block",
    "BlockKind",
    "Copy",
    "Place",
    "Repeats",
    "Sentence",
    "Told",
    "body_text",
    "clean",
    "find_repeats",
    "title",
]
