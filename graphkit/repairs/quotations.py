"""Quotations: who says what is quoted."""

from __future__ import annotations

from graphkit.language.schema.grammar import Quotes, Role
from graphkit.syntax import Tree, Word


def find_quoted(tree: Tree, quotes: Quotes) -> None:
    """Find who says what is quoted, read as whom it is said of: "« … », a raillé [X]".

    Only a quotation that opens its sentence, or stands behind a colon: "le groupe « W. », …" is a name.
    """
    for mark in tree:
        if mark.text not in quotes.open:
            continue
        first, last = tree.sentence_of(mark.index)
        if mark.index != first and tree[mark.index - 1].text != ":":
            continue
        closing = next((w.index for w in tree[mark.index + 1 : last] if w.text in quotes.close), last)
        start = closing + 2
        if start >= last or tree[closing + 1].text != "," or tree[start].pos not in ("VERB", "AUX"):
            continue
        verb = tree[start] if tree[start].pos == "VERB" else tree[tree[start].head]
        if verb.pos == "VERB" and start <= verb.index <= start + 2:
            _find_speaker(tree, verb, start)


def _find_speaker(tree: Tree, verb: Word, start: int) -> None:
    """Make the object right behind a verb of saying its subject; `start` is the first word of the verb."""
    behind = [c for c in tree.children(verb.index, Role.OBJECT) if verb.index < c.index <= verb.index + 2]
    if not behind:
        return
    for subject in tree.children(verb.index, Role.SUBJECT):
        if subject.index < start:
            subject.role = Role.PARATAXIS
    behind[0].role = Role.SUBJECT
