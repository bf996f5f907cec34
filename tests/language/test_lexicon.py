"""The French data: entries that agree with one another, and cues whose examples work."""

from __future__ import annotations

import tomllib
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from graphkit.actors.names import pieces
from graphkit.language.schema.cues import CueKind
from graphkit.language.schema.folder import LanguageData
from graphkit.records import RelationType

KNOWN_FAILURES: dict[str, str] = tomllib.loads(
    (Path(__file__).parent / "examples.toml").read_text(encoding="utf-8")
)["xfail"]
TYPES = ("affiliation", "alliance", "diplomacy", "opposition")


def test_there_is_a_cue_file_per_type_of_relation(french: LanguageData) -> None:
    assert sorted(path.stem for path in (french.folder / "cues").glob("*.toml")) == list(TYPES)


def test_all_states_have_four_adjectives(french: LanguageData) -> None:
    assert [state.name for state in french.places.state if len(state.adjectives) != 4] == []
    assert [people.name for people in french.places.people if len(people.adjectives) != 4] == []


def test_state_codes_are_unique_and_three_capitals(french: LanguageData) -> None:
    codes = Counter(state.iso for state in french.places.state)
    assert [code for code, count in codes.items() if count > 1] == []
    assert [code for code in codes if len(code) != 3 or not code.isupper()] == []


def test_a_name_belongs_to_one_state(french: LanguageData) -> None:
    owners: dict[tuple[str, ...], set[str]] = {}
    for state in french.places.state:
        for form in (state.name, *state.names):
            owners.setdefault(pieces(form), set()).add(state.iso)
    assert {form: isos for form, isos in owners.items() if len(isos) > 1} == {}


def test_ids_of_actors_are_unique(french: LanguageData) -> None:
    ids = Counter(
        [actor.id for actor in french.actors.actor] + [people.id for people in french.places.people]
    )
    assert [id_ for id_, count in ids.items() if count > 1] == []
    states = {state.iso.lower() for state in french.places.state}
    assert states.isdisjoint(ids)


def test_countries_of_actors_and_peoples_are_states(french: LanguageData) -> None:
    known = {state.iso for state in french.places.state} | {""}
    assert [a.id for a in french.actors.actor if a.country not in known] == []
    assert [p.id for p in french.places.people if p.country not in known] == []


def test_an_acronym_is_exact_and_stands_for_one_actor(french: LanguageData) -> None:
    acronyms = Counter(
        acronym for actor in french.actors.actor for acronym in set(actor.acronyms) - set(actor.ambiguous)
    )
    assert [acronym for acronym, count in acronyms.items() if count > 1] == []


def test_no_lemma_is_both_alliance_and_opposition(french: LanguageData) -> None:
    """In one frame: "jouer pour" and "jouer contre" are two frames, "soutenir quelqu'un" is one.

    "reconnaître" is an alliance, and an opposition where it is denied.
    """
    frames: dict[tuple[Any, ...], set[str]] = {}
    for cue in french.cues:
        if cue.type in (RelationType.ALLIANCE, RelationType.OPPOSITION):
            for target in cue.target:
                frames.setdefault((cue.lemma, cue.pos, target, cue.denied), set()).add(cue.type)
    assert {frame: types for frame, types in frames.items() if len(types) > 1} == {}


def test_cues_are_unique_within_their_frame(french: LanguageData) -> None:
    frames = Counter((cue.type, cue.lemma, cue.pos, cue.source, cue.target) for cue in french.cues)
    assert [frame for frame, count in frames.items() if count > 1] == []


def test_cues_have_events_and_intensities_that_fit_their_sign(french: LanguageData) -> None:
    for cue in french.cues:
        if cue.type is RelationType.ALLIANCE:
            assert cue.intensity > 0, cue.id
        if cue.type is RelationType.OPPOSITION:
            assert cue.intensity < 0, cue.id
        if cue.type in (RelationType.ALLIANCE, RelationType.OPPOSITION):
            assert cue.event.isupper(), cue.id


def test_every_cue_has_an_example_with_both_words(french: LanguageData) -> None:
    for cue in french.cues:
        source, _, target = cue.expect.partition(" > ")
        assert source in cue.example, cue.id
        assert target in cue.example, cue.id


def prepositions(data: LanguageData) -> set[str]:
    slots = {slot for cue in data.cues for slot in (*cue.source, *cue.target)}
    return {slot.removeprefix("oblique:") for slot in slots if slot.startswith("oblique:")}


def test_prepositions_of_frames_are_written_as_the_grammar_has_them(french: LanguageData) -> None:
    """A compound preposition in a frame must be one that the grammar joins, else it never fires."""
    used = prepositions(french) | {cue.lemma for cue in french.cues if cue.pos is CueKind.PREPOSITION}
    assert {form for form in used if " " in form} <= set(french.grammar.words.compound_prepositions)


def test_contests_are_cues(french: LanguageData) -> None:
    assert french.status.games.contests <= {cue.lemma for cue in french.cues}


def test_no_frame_names_a_contracted_preposition(french: LanguageData) -> None:
    assert prepositions(french) & set(french.grammar.words.contractions) == set()


def test_honorifics_and_offices_are_no_states(french: LanguageData) -> None:
    forms = [pieces(form) for office in french.titles.office for form in office.forms]
    forms += [pieces(form) for form in french.titles.honorific.forms]
    names = {pieces(name) for state in french.places.state for name in (state.name, *state.names)}
    assert names.isdisjoint(forms)


@pytest.mark.model
@pytest.mark.parametrize("kind", TYPES)
def test_every_cue_reads_its_example(kind: str, french: LanguageData, nlp: Any) -> None:
    from graphkit.components import check_examples

    wrong = {}
    for cue, fault in check_examples(nlp, [cue for cue in french.cues if cue.type == kind]):
        if bool(fault) != (cue.id in KNOWN_FAILURES):
            wrong[f"{cue.id} ({cue.pos}): {cue.example}"] = (
                fault or "listed in examples.toml, but works: take it out"
            )
    assert wrong == {}


def test_known_failures_are_cues(french: LanguageData) -> None:
    assert set(KNOWN_FAILURES) <= {cue.id for cue in french.cues}
