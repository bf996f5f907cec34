"""All that one document says, as records."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from spacy.language import Language

from graphkit.actors.candidate import Candidate
from graphkit.actors.places import places_of
from graphkit.actors.text_records import actors_of, mentions_of
from graphkit.components.parsing import parsed_parts
from graphkit.components.pipes import actors_pipe, relations_pipe
from graphkit.components.values import relation_of
from graphkit.preparing.cleaning import Block
from graphkit.records import Document, Extraction
from graphkit.syntax import Tree


def extract(nlp: Language, document: Document, blocks: Sequence[Block]) -> Extraction:
    """All that a document says, from the blocks of its text that are prose and no repetition."""
    parts, starts = parsed_parts(
        nlp, document.text, [(block.start, block.end) for block in blocks if block.parsed]
    )
    if not parts:
        return Extraction(doc=document.id)
    # One tree for both steps, and no Doc of the whole text: no component comes after them.
    tree = actors_pipe(nlp).tree_of_parts(parts, starts)
    mentions, places = actors_pipe(nlp).find(tree, document.text)
    said, _ = relations_pipe(nlp).find(tree, mentions)
    relations = tuple(relation_of(values, document) for values in said)
    used = {(r[end], r[f"{end}_span"]) for r in said for end in ("source", "target")}
    found = [(c, tree[c.start].start, tree[c.end - 1].end) for c in mentions]
    strong = {c.id for c, start, end in found if not c.weak or (c.id, (start, end)) in used}
    # What an office says of its state needs the state as an actor, though only an adjective names it.
    needed = {actor for actor, _ in used} - strong
    kept = [
        (c, start, end, document.text[start:end])
        for c, start, end in found
        if not c.weak or (c.id, (start, end)) in used or c.id in needed
    ]
    kept.sort(key=lambda item: (item[1], item[2], item[0].id))
    return Extraction(
        doc=document.id,
        actors=actors_of(document.id, [form for item in kept for form in _forms(tree, *item)]),
        mentions=mentions_of(document.id, kept),
        relations=tuple(sorted(relations, key=lambda r: (r.evidence.start, r.evidence.cue_start, r.id))),
        sentences=tuple((tree[first].start, tree[last - 1].end) for first, last in tree.sentences),
        places=places_of(
            document.id,
            places,
            [(start, end) for _, start, end, _ in kept],
        ),
    )


def _forms(tree: Tree, mention: Candidate, start: int, _: int, text: str) -> Iterator[tuple[Candidate, str]]:
    """What a mention calls its actor: "de [nombreux républicains]" are "républicains" too."""
    yield mention, text
    if mention.bare:
        yield mention, text[tree[mention.start + mention.bare].start - start :]
