"""A fault in language data stops at once and names file, entry and what is allowed."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from graphkit import language as languages
from graphkit.errors import LanguageError, LexiconError
from graphkit.language.schema.cues import CueKind, Slot
from graphkit.language.schema.folder import LanguageData, load_folder
from graphkit.language.schema.grammar import Role
from graphkit.records import ActorType, RelationType

CUE = """
[[cue]]
lemma = "soutenir"
pos = "verb"
source = ["subject"]
target = ["object"]
example = "L'Iran soutient le Hezbollah."
expect = "Iran > Hezbollah"
"""


@pytest.fixture
def folder(tmp_path: Path, french: LanguageData) -> Path:
    """A copy of the French data without the model, with one small cue file."""
    copy = tmp_path / "xx"
    shutil.copytree(french.folder, copy, ignore=shutil.ignore_patterns("model", "training"))
    for path in (copy / "cues").glob("*.toml"):
        path.unlink()
    (copy / "cues" / "alliance.toml").write_text(CUE, encoding="utf-8")
    return copy


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_a_copied_folder_is_a_language(folder: Path) -> None:
    data = load_folder(folder)
    assert [cue.id for cue in data.cues] == ["alliance:soutenir"]
    assert data.cues[0].type is RelationType.ALLIANCE
    assert data.cues[0].pos is CueKind.VERB
    assert data.model == folder / "model"
    assert data.folder == folder


CUES = "cues/alliance.toml"
FAULTS = {
    "unknown key of a cue": (
        (CUES, 'pos = "verb"', 'pos = "verb"\nmood = "x"'),
        ["unknown key 'mood'", "alliance.toml", "soutenir", "known:", "participle"],
    ),
    "missing key of a cue": (
        (CUES, 'pos = "verb"\n', ""),
        ["missing key 'pos'", "alliance.toml", "soutenir"],
    ),
    "unknown word class": (
        (CUES, '"verb"', '"adverb"'),
        ["unknown value 'adverb'", "alliance.toml", "soutenir", "known: verb, noun"],
    ),
    "unknown slot": (
        (CUES, '["subject"]', '["agnt"]'),
        ["unknown slot 'agnt'", "alliance.toml", "soutenir", "known:", "subject", "oblique:"],
    ),
    "a list where a word is wanted": (
        (CUES, 'lemma = "soutenir"', 'lemma = ["soutenir"]'),
        ["alliance.toml", "expected str", "['soutenir']"],
    ),
    "a word where a list is wanted": (
        (CUES, '["subject"]', '"subject"'),
        ["alliance.toml", "soutenir", "expected list", "'subject'"],
    ),
    "a word where a number is wanted": (
        (CUES, 'pos = "verb"', 'pos = "verb"\nintensity = "high"'),
        ["alliance.toml", "soutenir", "'high'"],
    ),
    "no TOML": ((CUES, "[[cue]]", "[[cue"), ["alliance.toml"]),
    "unknown role": (
        ("language.toml", "[labels]", '[labels]\nagnt = ["x"]'),
        ["unknown role 'agnt'", "language.toml", "known:", "agent"],
    ),
    "unknown word list": (
        ("language.toml", "[words]", '[words]\nclitics = ["y"]'),
        ["unknown key 'clitics'", "language.toml", "known:"],
    ),
    "a misspelt word list": (
        ("status.toml", "bare =", "bares ="),
        ["'bares'", "status.toml", "bare"],
    ),
    "unknown actor type": (
        ("actors.toml", 'type = "ORG"', 'type = "CLUB"'),
        ["unknown value 'CLUB'", "actors.toml", "onu", "PARTY"],
    ),
    "unknown key of a state": (
        ("places.toml", 'iso = "AFG"', 'iso = "AFG"\nking = "x"'),
        ["unknown key 'king'", "places.toml", "Afghanistan"],
    ),
}


@pytest.mark.parametrize(("change", "parts"), FAULTS.values(), ids=FAULTS)
def test_a_fault_names_file_entry_and_what_is_known(
    folder: Path, change: tuple[str, str, str], parts: list[str]
) -> None:
    name, old, new = change
    edit(folder / name, old, new)
    with pytest.raises(LanguageError) as error:
        load_folder(folder)
    assert [part for part in parts if part not in str(error.value)] == [], str(error.value)


def test_faults_in_cue_files_are_lexicon_errors(folder: Path) -> None:
    edit(folder / "cues" / "alliance.toml", '["object"]', '["objet"]')
    with pytest.raises(LexiconError, match="objet"):
        load_folder(folder)


def test_a_cue_file_is_named_after_a_relation_type(folder: Path) -> None:
    (folder / "cues" / "friendship.toml").write_text(CUE, encoding="utf-8")
    with pytest.raises(LexiconError, match=r"friendship\.toml.*alliance, opposition"):
        load_folder(folder)


@pytest.mark.parametrize(
    "name", ["status.toml", "places.toml", "actors.toml", "titles.toml", "boilerplate.toml", "dates.toml"]
)
def test_a_missing_file_is_named(folder: Path, name: str) -> None:
    (folder / name).unlink()
    with pytest.raises(LanguageError, match=rf"{name}.* is missing"):
        load_folder(folder)


def test_the_languages_of_the_package_are_listed() -> None:
    assert languages.available() == ("fr",)


def test_a_language_is_found_by_code_and_by_folder(french: LanguageData, folder: Path) -> None:
    assert languages.get("fr") is languages.get("fr") is french
    assert french.grammar.code == "fr"
    assert languages.get(folder).folder == folder


def test_an_unknown_language_says_which_are_known() -> None:
    with pytest.raises(LanguageError, match=r"unknown language 'tlh'.*fr"):
        languages.get("tlh")


def test_language_data_cannot_be_changed(french: LanguageData) -> None:
    with pytest.raises(TypeError):
        french.grammar.labels["subject"] = frozenset()  # type: ignore[index]
    with pytest.raises(AttributeError):
        french.cues[0].lemma = "x"  # type: ignore[misc]


def test_roles_slots_and_actor_types_are_told_apart() -> None:
    assert len(set(Role)) == len(list(Role))
    assert len(set(Slot)) == len(list(Slot))
    assert len(set(ActorType)) == 9
