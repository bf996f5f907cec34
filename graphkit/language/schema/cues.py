"""Cues: the words that say a relation, with the slots of their frames."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from graphkit.errors import LexiconError
from graphkit.language.schema.grammar import Grammar
from graphkit.language.schema.reader import load_file
from graphkit.records import ActorType, RelationType


class Slot(StrEnum):
    """Places of a predicate that a cue's frame may name, beside ``oblique:<preposition>``."""

    SUBJECT = "subject"
    OBJECT = "object"
    GENITIVE = "genitive"
    POSSESSOR = "possessor"
    ADJECTIVE = "adjective"
    BY = "by"
    BEARER = "bearer"
    HOST = "host"
    OCCASION = "occasion"


class CueKind(StrEnum):
    """The word class of a cue."""

    VERB = "verb"
    NOUN = "noun"
    ADJECTIVE = "adjective"
    PREPOSITION = "preposition"


@dataclass(frozen=True, slots=True, kw_only=True)
class Cue:
    """A word that says a relation, with its frame (`cues/<type>.toml`).

    `source` and `target` are slots in order of preference. `event`, `mode` and
    `intensity` follow PLOVER (Open Event Data Alliance, draft 2.0). `type`, `head` (the
    word that the cue is found by), `rest` (its further words) and `reflexive` are told
    by the file's name and the lemma when the file is loaded. A `denied` cue says what it
    says where the text denies it: "ne digère pas les propos de X" is opposition to X. The
    target is of one of the `target_types`, if there are any. A `ranked` cue needs an adjective that ranks it
    among others: "le principal parti de l'opposition" is a part of it, "la coalition des partis" is not. The
    source of an `owner` cue owns the target, which belongs to it where both are bodies.
    """

    lemma: str
    pos: CueKind
    source: tuple[str, ...]
    target: tuple[str, ...]
    example: str
    expect: str
    event: str = ""
    mode: str = ""
    intensity: float = 0.0
    directed: bool = True
    reciprocal: bool = False
    modality: str = ""
    ambiguous: bool = False
    denied: bool = False
    ranked: bool = False
    owner: bool = False
    target_types: tuple[ActorType, ...] = ()
    participle: str = ""
    type: RelationType = RelationType.CO_MENTION
    head: str = ""
    rest: tuple[str, ...] = ()
    reflexive: bool = False

    @property
    def id(self) -> str:
        """Name of the entry in messages and rules: ``alliance:soutenir``."""
        return f"{self.type}:{self.lemma}"


@dataclass(frozen=True, slots=True, kw_only=True)
class CueFile:
    """One file under `cues/`."""

    cue: tuple[Cue, ...]


def load_cues(path: Path, grammar: Grammar) -> tuple[Cue, ...]:
    """The cues of one file; the file's name is their relation type."""
    try:
        relation_type = RelationType(path.stem)
    except ValueError:
        raise LexiconError(
            f"{path}: a cue file is named after a relation type: {', '.join(RelationType)}"
        ) from None
    return tuple(finished(cue, relation_type, path, grammar) for cue in load_file(path, CueFile).cue)


def finished(cue: Cue, relation_type: RelationType, path: Path, grammar: Grammar) -> Cue:
    """A cue with its type and the words of its lemma, if its slots are known.

    Raises:
        LexiconError: a slot that no predicate has.

    """
    known = {*Slot} | {f"oblique:{word}" for word in grammar.words.compound_prepositions}
    for slot in (*cue.source, *cue.target):
        # A simple preposition cannot be checked against a closed list; a misspelt one never fires,
        # which its example sentence shows.
        if slot not in known and not slot.startswith("oblique:"):
            raise LexiconError(
                f"unknown slot {slot!r} in {path}, entry {cue.lemma}; known: {', '.join(Slot)}, oblique:…"
            )
    if not cue.lemma.strip():
        raise LexiconError(f"empty lemma in {path}; write the word as a dictionary has it")
    reflexive, words = _split_lemma(cue.lemma, grammar.words.reflexive)
    return dataclasses.replace(
        cue, type=relation_type, head=words[0], rest=tuple(words[1:]), reflexive=reflexive
    )


def _split_lemma(lemma: str, pronouns: frozenset[str]) -> tuple[bool, list[str]]:
    """(reflexive, words) of an entry: ``s'opposer`` -> (True, ["opposer"])."""
    words = lemma.replace("'", "' ").split()
    return (True, words[1:]) if words[0] in pronouns else (False, lemma.split())
