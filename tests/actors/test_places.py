"""Places that are only places: which a text has, and which of several texts are one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graphkit.actors.places import PlaceMention, merged_places, places_of
from graphkit.components import extract
from graphkit.preparing.cleaning import Block, BlockKind
from graphkit.records import Document, Extraction, Place

if TYPE_CHECKING:
    from spacy.language import Language


def read(nlp: Language, text: str) -> Extraction:
    return extract(
        nlp, Document(id="a.txt", text=text), [Block(start=0, end=len(text), kind=BlockKind.BODY, reason="")]
    )


def counts(extraction: Extraction) -> dict[str, tuple[str | None, int]]:
    return {place.name: (place.country, place.count) for place in extraction.places}


def test_towns_are_counted_and_are_no_actors(nlp: Language) -> None:
    found = read(nlp, "La Russie a bombardé Alep. Des civils ont quitté Alep pour Idleb.")
    assert counts(found)["Alep"] == ("SYR", 2)
    assert counts(found)["Idleb"] == ("SYR", 1)
    assert not {"alep", "idleb"} & {actor.id for actor in found.actors}
    assert all("alep" not in (r.source, r.target) for r in found.relations)


def test_a_capital_is_a_place_only_where_it_does_not_act(nlp: Language) -> None:
    found = read(nlp, "La Syrie a condamné l'Iran à Moscou. Moscou a condamné la Syrie.")
    assert counts(found) == {"Moscou": ("RUS", 1)}


def test_what_an_actor_is_called_is_no_place() -> None:
    mentions = [PlaceMention(start=at, end=at + 4, name="Kiev", country="UKR") for at in (0, 20)]
    assert places_of("a", mentions, [(20, 24)]) == (Place(name="Kiev", country="UKR", docs=("a",), count=1),)


def test_spellings_in_one_state_are_one_place() -> None:
    local = [
        Place(name="Idleb", country="SYR", docs=("a",), count=1),
        Place(name="Idlib", country="SYR", docs=("b",), count=3),
        Place(name="Hama", country="SYR", docs=("a",), count=1),
        Place(name="Valence", docs=("a",), count=1),
        Place(name="VALENCE", docs=("b",), count=2),
        Place(name="Valense", docs=("c",), count=1),
    ]
    assert merged_places(local) == merged_places(local[::-1])
    assert [(p.name, p.count, p.docs) for p in merged_places(local)] == [
        ("Idlib", 4, ("a", "b")),
        ("VALENCE", 3, ("a", "b")),
        ("Hama", 1, ("a",)),
        ("Valense", 1, ("c",)),
    ]
