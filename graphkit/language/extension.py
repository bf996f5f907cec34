"""A user's own names and cues, put over those of a language.

The files look like the shipped ones and are checked like them: `actors.toml` (which may hold states,
peoples and regions as well, laid out as in `places.toml`), and cues that carry their `type`.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from graphkit.errors import LanguageError, LexiconError
from graphkit.language.schema.cues import Cue, CueFile, finished
from graphkit.language.schema.folder import LanguageData
from graphkit.language.schema.knowledge import (
    KnownActor,
    KnownActors,
    People,
    Places,
    Region,
    State,
    check_actors,
)
from graphkit.language.schema.reader import load_file
from graphkit.records import RelationType

T = TypeVar("T")

_SIGNED = {RelationType.ALLIANCE, RelationType.OPPOSITION}
_CUE_TYPES = tuple(kind for kind in RelationType if kind is not RelationType.CO_MENTION)


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnActors:
    """A user's file of actors and places."""

    actor: tuple[KnownActor, ...] = ()
    state: tuple[State, ...] = ()
    people: tuple[People, ...] = ()
    region: tuple[Region, ...] = ()


def extended(
    data: LanguageData, actors: str | Path | None = None, lexicon: str | Path | None = None
) -> LanguageData:
    """The data of a language with a user's files over it.

    An entry of `actors` takes the place of the shipped one with its id or name (a state: its code), and
    its forms are taken from any other actor. A cue of `lexicon` takes the place of the shipped ones with
    its lemma, type and word class. Everything else is added.

    Raises:
        LanguageError: a file that is missing or empty, or a fault in it: file, entry and field.

    """
    if actors is not None:
        data = _with_actors(data, Path(actors))
    if lexicon is not None:
        own = own_cues(data, Path(lexicon))
        replaced = {_frame(cue) for cue in own}
        kept = (cue for cue in data.cues if _frame(cue) not in replaced)
        data = dataclasses.replace(data, cues=(*own, *kept))
    return data


def own_cues(data: LanguageData, path: Path) -> tuple[Cue, ...]:
    """The cues of a user's file.

    Raises:
        LexiconError: a file without cues, a cue without a type, or one with an unknown slot.

    """
    _refuse_missing(path, "[[cue]]")
    cues = load_file(path, CueFile).cue
    if not cues:
        raise LexiconError(f"{path} holds no entry; write [[cue]] and its keys")
    for cue in cues:
        if cue.type not in _CUE_TYPES:
            raise LexiconError(
                f"missing key 'type' in {path}, entry cue {cue.lemma}; known: {', '.join(_CUE_TYPES)}"
            )
    return tuple(finished(cue, cue.type, path, data.grammar) for cue in cues)


def opposite(cue: Cue, cues: Iterable[Cue]) -> str:
    """What is wrong where a cue of the other sign has the same word in the same frame; else empty.

    One that is `denied` may be the other's opposite: "ne reconnaît pas X" is no alliance.
    """
    for other in cues:
        word = (other.lemma, other.pos, other.denied) == (cue.lemma, cue.pos, cue.denied)
        same = word and set(other.target) & set(cue.target)
        if same and {other.type, cue.type} == _SIGNED:
            return f"{other.id} has the same frame and the opposite sign"
    return ""


def _with_actors(data: LanguageData, path: Path) -> LanguageData:
    _refuse_missing(path, "[[actor]]")
    own = load_file(path, OwnActors)
    if not (own.actor or own.state or own.people or own.region):
        raise LanguageError(f"{path} holds no entry; write [[actor]] and its keys")
    for state in own.state:
        if len(state.iso) != 3 or not state.iso.isupper():
            raise LanguageError(f"{path}, entry state {state.name}: iso is three capitals, got {state.iso!r}")
    places_with_adjectives: tuple[State | People, ...] = (*own.state, *own.people)
    for place in places_with_adjectives:
        if len(place.adjectives) != 4:
            raise LanguageError(
                f"{path}, entry {place.name}: adjectives are four forms (masculine, feminine, and their "
                f"plurals), got {len(place.adjectives)}"
            )
    places = Places(
        state=_over(data.places.state, own.state, lambda state: state.iso),
        people=_over(data.places.people, own.people, lambda people: people.id),
        region=_over(data.places.region, own.region, lambda region: region.name),
    )
    known = {state.iso for state in places.state} | {""}
    lost = [people for people in own.people if people.country not in known]
    if lost:
        raise LanguageError(
            f"unknown country {lost[0].country!r} in {path}, entry people {lost[0].id}; "
            "write the three capitals of ISO 3166-1"
        )
    ids = {actor.id for actor in own.actor}
    names = {actor.name.casefold() for actor in own.actor}
    # A form that the user calls ambiguous stays with the others too: the text decides.
    borne = ({*actor.forms, *actor.adherents} - {*actor.ambiguous} for actor in own.actor)
    claimed = {form.casefold() for forms in borne for form in forms}
    kept = (a for a in data.actors.actor if a.id not in ids and a.name.casefold() not in names)
    actors = (*own.actor, *(_without(actor, claimed) for actor in kept))
    check_actors(path, own.actor, actors, places)
    return dataclasses.replace(data, places=places, actors=KnownActors(actor=actors))


def _without(actor: KnownActor, claimed: set[str]) -> KnownActor:
    """A shipped actor without the forms that a user's actor bears."""
    if not any(form.casefold() in claimed for form in (*actor.forms, *actor.adherents)):
        return actor

    def left(forms: Iterable[str]) -> tuple[str, ...]:
        return tuple(form for form in forms if form == actor.name or form.casefold() not in claimed)

    return dataclasses.replace(
        actor,
        names=left(actor.names),
        acronyms=left(actor.acronyms),
        metonyms=left(actor.metonyms),
        ambiguous=left(actor.ambiguous),
        adherents=left(actor.adherents),
    )


def _over(shipped: Iterable[T], own: tuple[T, ...], key: Callable[[T], str]) -> tuple[T, ...]:
    replaced = {key(item) for item in own}
    return (*own, *(item for item in shipped if key(item) not in replaced))


def _frame(cue: Cue) -> tuple[str, str, str]:
    return cue.lemma, cue.type, cue.pos


def _refuse_missing(path: Path, entry: str) -> None:
    if not path.is_file():
        raise LanguageError(f"{path} is no file; give a TOML file with {entry} entries")
