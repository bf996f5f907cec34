"""What news readers know: states, peoples, regions, and the organisations and parties in them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from graphkit.errors import LanguageError
from graphkit.records import ActorType


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """A state with its names, four-form adjectives, capital, seats of government and places.

    `capital` are the spellings of a town: it stands for the government only where it acts. `government`
    are palaces and addresses, which stand for it wherever they are named. `parts` are those of the places
    that have a government of their own, for which they stand where they act: "la Bavière".
    """

    iso: str
    name: str
    adjectives: tuple[str, ...]
    names: tuple[str, ...] = ()
    other_adjectives: tuple[str, ...] = ()
    capital: tuple[str, ...] = ()
    government: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class People:
    """A people or community without a state of its name.

    One that is `governed` has a government of its own: "le gouvernement catalan", no "ministre breton".
    """

    id: str
    name: str
    adjectives: tuple[str, ...]
    names: tuple[str, ...] = ()
    country: str = ""
    lowercase_noun: bool = False
    governed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Region:
    """A place that lies in no single state."""

    name: str
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Places:
    """`places.toml`."""

    state: tuple[State, ...]
    people: tuple[People, ...] = ()
    region: tuple[Region, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownActor:
    """An organisation, group, party or company that news readers know.

    `parent` is the actor it is a part of: another entry, a people, or a state by its code. `ambiguous`
    are those of its forms that are also common words, or names of others ("Horizons", "PS"): they
    mean it only in a text that says so, by one of the `context` words or another form of it; where
    an entry has no context words, by speaking of its country more than of any rival's. `adherents` are
    the words for who is in a party: "socialiste" of a deputy, "les socialistes" (unless ambiguous) of all.
    """

    id: str
    name: str
    type: ActorType
    acronyms: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    metonyms: tuple[str, ...] = ()
    country: str = ""
    parent: str = ""
    source_only: bool = False
    ambiguous: tuple[str, ...] = ()
    context: tuple[str, ...] = ()
    adherents: tuple[str, ...] = ()

    @property
    def forms(self) -> tuple[str, ...]:
        """All that it is called."""
        return (self.name, *self.names, *self.acronyms, *self.metonyms)


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownActors:
    """`actors.toml`."""

    actor: tuple[KnownActor, ...]


def check_actors(
    path: Path, added: Iterable[KnownActor], actors: Iterable[KnownActor], places: Places
) -> None:
    """Whether the entries of one file agree with one another and with all actors and places.

    Raises:
        LanguageError: an id twice or of a state, an unknown country or parent, a parent below its own
            child, an ambiguous form that the entry does not have.

    """
    added = tuple(added)
    states = {state.iso for state in places.state}
    taken = {iso.lower() for iso in states} | {people.id for people in places.people}
    parents = {actor.id: actor.parent for actor in actors}
    seen: set[str] = set()
    for actor in added:
        where = f"{path}, entry actor {actor.id}"
        if actor.id in seen or actor.id in taken:
            raise LanguageError(f"{where}: the id is taken; give another one")
        seen.add(actor.id)
        if actor.country and actor.country not in states:
            raise LanguageError(
                f"unknown country {actor.country!r} in {where}; write the three capitals of ISO 3166-1"
            )
        if actor.parent and actor.parent not in parents.keys() | taken:
            raise LanguageError(
                f"unknown parent {actor.parent!r} in {where}; write the id of an actor, "
                "or a state's code in lower case"
            )
        above = [actor.id]
        while parents.get(above[-1]):
            if parents[above[-1]] in above:
                raise LanguageError(f"{where}: its parent {actor.parent!r} is below it; take one of them out")
            above.append(parents[above[-1]])
        strange = [form for form in actor.ambiguous if form not in (*actor.forms, *actor.adherents)]
        if strange:
            raise LanguageError(
                f"unknown ambiguous form {strange[0]!r} in {where}; known: {', '.join(actor.forms)}"
            )
        if actor.ambiguous and not actor.context and not actor.country:
            raise LanguageError(
                f"{where}: nothing tells when an ambiguous form is meant; add context = […] or a country"
            )
