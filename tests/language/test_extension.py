"""A user's own actors and cues over the shipped ones."""

from __future__ import annotations

from pathlib import Path

import pytest

from graphkit.actors.names import Gazetteer
from graphkit.errors import LanguageError, LexiconError
from graphkit.language import extended
from graphkit.language.extension import opposite, own_cues
from graphkit.language.schema.folder import LanguageData
from graphkit.records import ActorType, RelationType

ACTOR = """
[[actor]]
id = "comite-de-la-vallee"
name = "Comité de la vallée"
type = "ORG"
acronyms = ["CDLV"]
country = "FRA"
"""
CUE = """
[[cue]]
type = "opposition"
lemma = "canarder"
pos = "verb"
source = ["subject"]
target = ["object"]
event = "CRITICIZE"
intensity = -2
example = "L'Iran canarde la Turquie."
expect = "Iran > Turquie"
"""


def write(folder: Path, text: str) -> Path:
    path = folder / "own.toml"
    path.write_text(text, encoding="utf-8")
    return path


def first_ids(data: LanguageData, text: str) -> list[str]:
    return [hit.entries[0].id for hit in Gazetteer(data).hits(text)]


def test_without_files_nothing_changes(french: LanguageData) -> None:
    assert extended(french) is french


def test_an_actor_is_added(french: LanguageData, tmp_path: Path) -> None:
    data = extended(french, write(tmp_path, ACTOR))
    assert len(data.actors.actor) == len(french.actors.actor) + 1
    assert first_ids(data, "le Comité de la vallée (CDLV)") == ["comite-de-la-vallee"] * 2
    assert "comite-de-la-vallee" not in {actor.id for actor in french.actors.actor}


def test_an_actor_of_the_same_id_is_replaced(french: LanguageData, tmp_path: Path) -> None:
    text = '[[actor]]\nid = "onu"\nname = "Grand Machin"\ntype = "ORG"\n'
    data = extended(french, write(tmp_path, text))
    assert len(data.actors.actor) == len(french.actors.actor)
    assert first_ids(data, "le Grand Machin") == ["onu"]
    assert "onu" not in first_ids(data, "l'ONU")


def test_an_actor_of_the_same_name_is_replaced(french: LanguageData, tmp_path: Path) -> None:
    text = '[[actor]]\nid = "my-likoud"\nname = "Likoud"\ntype = "PARTY"\n'
    data = extended(french, write(tmp_path, text))
    assert first_ids(data, "le Likoud") == ["my-likoud"]
    assert "likoud" not in {actor.id for actor in data.actors.actor}


def test_a_form_goes_to_the_users_actor(french: LanguageData, tmp_path: Path) -> None:
    text = '[[actor]]\nid = "psa-port"\nname = "Port de Singapour"\ntype = "COMPANY"\nacronyms = ["PSA"]\n'
    data = extended(french, write(tmp_path, text))
    assert first_ids(data, "PSA et Peugeot") == ["psa-port", "psa"]


def test_the_people_of_a_party_go_to_the_users_party(french: LanguageData, tmp_path: Path) -> None:
    text = '[[actor]]\nid = "new-left"\nname = "Gauche neuve"\ntype = "PARTY"\nadherents = ["socialiste"]\n'
    gazetteer = Gazetteer(extended(french, write(tmp_path, text)))
    assert [party.id for party in gazetteer.parties("socialiste")] == ["new-left"]
    assert "ps-france" in [party.id for party in gazetteer.parties("socialistes")]


def test_an_ambiguous_form_stays_with_the_others_too(french: LanguageData, tmp_path: Path) -> None:
    text = (
        '[[actor]]\nid = "fff"\nname = "Fabrique"\ntype = "COMPANY"\nnames = ["PS"]\n'
        'ambiguous = ["PS"]\ncontext = ["cuivre"]\n'
    )
    data = extended(french, write(tmp_path, text))
    assert first_ids(data, "PS achète du cuivre") == ["fff"]
    assert first_ids(data, "Le PS a voté") == ["parti-socialiste"]


def test_states_peoples_and_regions_are_added_and_replaced(french: LanguageData, tmp_path: Path) -> None:
    text = """
[[state]]
iso = "SLD"
name = "Somaliland"
adjectives = ["somalilandais", "somalilandaise", "somalilandais", "somalilandaises"]
capital = ["Hargeisa"]
[[state]]
iso = "FRA"
name = "Gaule"
adjectives = ["gaulois", "gauloise", "gaulois", "gauloises"]
[[people]]
id = "vallons"
name = "Vallons"
adjectives = ["vallon", "vallonne", "vallons", "vallonnes"]
country = "SLD"
[[region]]
name = "Grande Plaine"
[[actor]]
id = "waddani"
name = "Waddani"
type = "PARTY"
country = "SLD"
parent = "sld"
"""
    data = extended(french, write(tmp_path, text))
    assert len(data.places.state) == len(french.places.state) + 1
    assert first_ids(data, "le Somaliland, la Gaule, la Grande Plaine, Waddani") == [
        "sld", "fra", "grande-plaine", "waddani",
    ]  # fmt: skip
    assert "fra" not in first_ids(data, "la France")


FAULTS = {
    "unknown key": ('country = "FRA"', 'pays = "FRA"', ["unknown key 'pays'", "known:", "country"]),
    "missing key": ('type = "ORG"\n', "", ["missing key 'type'"]),
    "unknown type": ('"ORG"', '"CLUB"', ["unknown value 'CLUB'", "known:", "PARTY"]),
    "unknown country": ('"FRA"', '"FR"', ["unknown country 'FR'", "three capitals"]),
    "unknown parent": ('"FRA"', '"FRA"\nparent = "x"', ["unknown parent 'x'", "id of an actor"]),
    "own parent": ('"FRA"', '"FRA"\nparent = "comite-de-la-vallee"', ["is below it"]),
    "id of a state": ('"comite-de-la-vallee"', '"fra"', ["the id is taken"]),
    "strange ambiguous form": (
        '"FRA"',
        '"FRA"\nambiguous = ["CDL"]',
        ["unknown ambiguous form 'CDL'", "CDLV"],
    ),
    "ambiguous without evidence": ('"FRA"', '""\nambiguous = ["CDLV"]', ["context", "country"]),
}


@pytest.mark.parametrize(("old", "new", "parts"), FAULTS.values(), ids=FAULTS)
def test_a_fault_names_file_entry_and_next_step(
    french: LanguageData, tmp_path: Path, old: str, new: str, parts: list[str]
) -> None:
    assert old in ACTOR
    path = write(tmp_path, ACTOR.replace(old, new, 1))
    with pytest.raises(LanguageError) as error:
        extended(french, path)
    message = str(error.value)
    assert [part for part in ["own.toml", "actor", *parts] if part not in message] == [], message


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "holds no entry"),
        ("[[actor]", "own.toml"),
        (ACTOR + ACTOR, "the id is taken"),
        ('[[state]]\niso = "fr"\nname = "X"\nadjectives = []\n', "three capitals"),
        ('[[state]]\niso = "XXX"\nname = "X"\nadjectives = ["x"]\n', "four forms"),
        (
            '[[people]]\nid = "x"\nname = "X"\nadjectives = ["a", "b", "c", "d"]\ncountry = "ZZZ"\n',
            "unknown country 'ZZZ'",
        ),
    ],
)
def test_a_file_that_cannot_be_used_is_refused(
    french: LanguageData, tmp_path: Path, text: str, message: str
) -> None:
    with pytest.raises(LanguageError, match=message):
        extended(french, write(tmp_path, text))


def test_a_missing_file_is_named(french: LanguageData, tmp_path: Path) -> None:
    with pytest.raises(LanguageError, match=r"none\.toml is no file; give a TOML file with \[\[actor\]\]"):
        extended(french, tmp_path / "none.toml")
    with pytest.raises(LanguageError, match=r"none\.toml is no file; give a TOML file with \[\[cue\]\]"):
        extended(french, lexicon=tmp_path / "none.toml")


def test_a_cue_is_added(french: LanguageData, tmp_path: Path) -> None:
    data = extended(french, lexicon=write(tmp_path, CUE))
    assert len(data.cues) == len(french.cues) + 1
    assert data.cues[0].id == "opposition:canarder"
    assert data.cues[0].head == "canarder"
    assert "canarder" in data.verb_forms()["canardé"]


def test_a_cue_of_the_same_lemma_type_and_class_is_replaced(french: LanguageData, tmp_path: Path) -> None:
    shipped = [cue for cue in french.cues if cue.lemma == "attaquer" and cue.type is RelationType.OPPOSITION]
    assert shipped
    data = extended(french, lexicon=write(tmp_path, CUE.replace("canarde", "attaque")))
    own = [cue for cue in data.cues if cue.lemma == "attaquer" and cue.type is RelationType.OPPOSITION]
    assert [(cue.event, cue.intensity) for cue in own] == [("CRITICIZE", -2.0)]


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('type = "opposition"\n', "", "missing key 'type'.*canarder.*known: alliance"),
        ('"opposition"', '"co_mention"', "missing key 'type'"),
        ('"opposition"', '"hate"', "unknown value 'hate'.*canarder"),
        ('"object"', '"objet"', "unknown slot 'objet'.*canarder.*known"),
        ('"canarder"', '""', "empty lemma"),
    ],
)
def test_a_fault_in_a_cue_is_named(
    french: LanguageData, tmp_path: Path, old: str, new: str, message: str
) -> None:
    with pytest.raises(LanguageError, match=message):
        own_cues(french, write(tmp_path, CUE.replace(old, new, 1)))


def test_a_file_without_cues_is_refused(french: LanguageData, tmp_path: Path) -> None:
    with pytest.raises(LexiconError, match="holds no entry"):
        own_cues(french, write(tmp_path, "cue = []"))


def test_a_cue_of_the_opposite_sign_in_the_same_frame_is_a_fault(
    french: LanguageData, tmp_path: Path
) -> None:
    (cue,) = own_cues(french, write(tmp_path, CUE.replace("canarder", "soutenir")))
    assert "alliance:soutenir has the same frame" in opposite(cue, french.cues)
    (cue,) = own_cues(french, write(tmp_path, CUE))
    assert opposite(cue, french.cues) == ""
    (cue,) = own_cues(french, write(tmp_path, CUE.replace("canarder", "soutenir") + "denied = true\n"))
    assert opposite(cue, french.cues) == ""


@pytest.mark.model
def test_the_pipeline_reads_with_the_users_actors_and_cues(tmp_path: Path) -> None:
    from graphkit import components, fingerprint

    actors, cues = tmp_path / "actors.toml", tmp_path / "cues.toml"
    actors.write_text(ACTOR, encoding="utf-8")
    cues.write_text(CUE, encoding="utf-8")
    plain = fingerprint.of("fr")
    own = fingerprint.of("fr", actors=actors, lexicon=cues)
    assert len({plain, own, fingerprint.of("fr", actors=actors)}) == 3
    nlp = components.load("fr", actors=actors, lexicon=cues)
    told = components.explain(nlp, "Le CDLV a canardé la Turquie.")
    assert [(r["source"], r["type"], r["target"]) for r in told.relations] == [
        ("comite-de-la-vallee", "opposition", "tur")
    ]
    assert {m["actor"]: m["type"] for m in told.mentions}["comite-de-la-vallee"] == str(ActorType.ORG)
    cues.write_text(CUE.replace("intensity = -2", "intensity = -3"), encoding="utf-8")
    assert fingerprint.of("fr", actors=actors, lexicon=cues) != own

    wrong = CUE.replace("L'Iran canarde la Turquie.", "Il pleut sur l'Iran et la Turquie.")
    cues.write_text(wrong, encoding="utf-8")
    cue = nlp.get_pipe("graphkit_actors").data.cues[0]
    assert [fault for _, fault in components.check_examples(nlp, [cue])] == [""]
    nlp = components.load("fr", lexicon=cues)
    cue = nlp.get_pipe("graphkit_actors").data.cues[0]
    assert [fault for _, fault in components.check_examples(nlp, [cue])] == ["the cue does not fire"]
