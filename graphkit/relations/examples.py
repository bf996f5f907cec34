"""Whether a cue is read in its own example sentence: the words of `expect` fill its frame."""

from __future__ import annotations

from graphkit.language.schema.cues import Cue, Slot
from graphkit.language.schema.grammar import Role
from graphkit.relations.arguments import Structure
from graphkit.relations.cues import Lexicon

ARROW = " > "
"""Stands between source and target in `expect`."""


def fault_of(cue: Cue, structure: Structure, lexicon: Lexicon) -> str:
    """Empty if the words of `expect` fill the frame of the cue, else what happened instead.

    A frame is a matter of words: every modifier may be the adjective, and an argument may stand
    for what is below it ("un convoi de soldats").
    """
    source, arrow, target = cue.expect.partition(ARROW)
    if not arrow:
        return f"expect {cue.expect!r} is not of the form 'source > target'"
    fired = [
        found
        for readings in lexicon.fired(structure)
        for reading in readings
        for found in reading
        if found.cue == cue
    ]
    tree = structure.tree
    filled: list[str] = []
    for found in fired:
        modifiers = [child.index for child in tree.children(found.index, Role.MODIFIER)]
        slots = structure.slots(found.index, cue.pos, modifiers, found.words)

        def words(names: tuple[str, ...], slots: dict[str, list[int]] = slots) -> set[str]:
            tops = (i for name in names for word in slots.get(name, ()) for i in structure.coordinated(word))
            return {tree[i].text for top in tops for i in tree.subtree(top)}

        sources, targets = words((*cue.source, Slot.OCCASION)), words(cue.target)
        if source in sources and target in (targets or (sources if cue.reciprocal else set())):
            return ""
        filled.append(
            str({slot: [tree[i].text for i in indexes] for slot, indexes in slots.items() if indexes})
        )
    return f"slots {'; '.join(filled)}" if fired else "the cue does not fire"
