"""From a raw text to the parts worth parsing, and from many documents to those that are copies."""

from graphkit.preparing.cleaning import Block, BlockKind, body_text, clean, title
from graphkit.preparing.duplicates import Copy, find_copies

__all__ = ["Block", "BlockKind", "Copy", "body_text", "clean", "find_copies", "title"]
