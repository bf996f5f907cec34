"""The shipped pipeline and its two components: offsets, serialising, explaining."""

from __future__ import annotations

import re
import tomllib
from importlib.metadata import EntryPoint
from pathlib import Path
from typing import Any

import pytest

from graphkit import components
from graphkit.components import parsing
from graphkit.language.schema.folder import LanguageData
from graphkit.preparing import clean
from graphkit.records import Document, Extraction, Modality, RelationType

pytestmark = pytest.mark.model

ROOT = Path(__file__).parent.parent
SEEDS = sorted((ROOT / "seeds").glob("*.txt"))
SENTENCE = "L'Iran soutient le Hezbollah."


def extract(nlp: Any, language: LanguageData, text: str, **fields: Any) -> Extraction:
    from graphkit import components

    return components.extract(
        nlp, Document(id="a.txt", text=text, **fields), clean(text, language.boilerplate)
    )


@pytest.fixture(scope="module", params=SEEDS, ids=lambda path: path.stem)
def seed(request: pytest.FixtureRequest, nlp: Any, french: LanguageData) -> tuple[str, Extraction]:
    """A seed article and what is extracted from it."""
    text = request.param.read_text(encoding="utf-8")
    return text, extract(nlp, french, text)


def test_both_components_are_at_the_end(nlp: Any) -> None:
    assert nlp.pipe_names[-2:] == ["graphkit_actors", "graphkit_relations"]
    assert nlp.lang == "fr_graphkit"
    assert nlp.analyze_pipes()["problems"]["graphkit_actors"] == []


def test_the_entry_points_lead_to_the_factories(nlp: Any) -> None:
    declared = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["entry-points"]
    for name, value in declared["spacy_factories"].items():
        assert callable(EntryPoint(name=name, value=value, group="spacy_factories").load())
        assert nlp.has_factory(name)
    assert set(declared["spacy_factories"]) == {"graphkit_actors", "graphkit_relations"}


def test_a_counted_group_is_known_by_its_noun_too(nlp: Any, french: LanguageData) -> None:
    found = extract(nlp, french, "De nombreux républicains ont critiqué Donald Trump.")
    (group,) = (actor for actor in found.actors if actor.label == "republicains")
    assert {alias.form for alias in group.aliases} == {"nombreux républicains", "républicains"}
    assert [m.text for m in found.mentions if m.actor == group.id] == ["nombreux républicains"]


def test_mentions_slice_back(seed: tuple[str, Extraction]) -> None:
    text, extraction = seed
    assert extraction.mentions
    assert [m for m in extraction.mentions if text[m.start : m.end] != m.text] == []
    assert [m.text for m in extraction.mentions if not re.fullmatch(r"-?\w(.*\w)?\W?", m.text)] == []


def test_evidence_slices_back(seed: tuple[str, Extraction]) -> None:
    text, extraction = seed
    assert extraction.relations
    for e in (relation.evidence for relation in extraction.relations):
        assert text[e.start : e.end] == e.sentence
        assert text[e.cue_start : e.cue_end] == e.cue
        assert text[e.source_start : e.source_end] == e.source_mention
        assert text[e.target_start : e.target_end] == e.target_mention
        assert e.start <= e.cue_start < e.cue_end <= e.end


def test_sentences_are_in_order_and_hold_no_newline(seed: tuple[str, Extraction]) -> None:
    text, extraction = seed
    end = 0
    for start, stop in extraction.sentences:
        assert end <= start < stop
        assert "\n" not in text[start:stop]
        end = stop


def test_relations_are_between_actors_of_the_text(seed: tuple[str, Extraction]) -> None:
    _, extraction = seed
    actors = {actor.id for actor in extraction.actors}
    assert {m.actor for m in extraction.mentions} == actors
    for relation in extraction.relations:
        assert {relation.source, relation.target} <= actors
        assert relation.source != relation.target
        assert 0 < relation.confidence <= 1
        assert relation.sign == 0 or not relation.negated
        assert relation.rule
    assert len({relation.id for relation in extraction.relations}) == len(extraction.relations)


def test_extraction_is_repeatable(nlp: Any, french: LanguageData) -> None:
    text = SEEDS[0].read_text(encoding="utf-8")
    assert extract(nlp, french, text) == extract(nlp, french, text)


@pytest.mark.parametrize("text", ["", " ", "\n\n", "\t\n "])
def test_an_empty_text_gives_nothing(text: str, nlp: Any, french: LanguageData) -> None:
    assert extract(nlp, french, text) == Extraction(doc="a.txt")


@pytest.mark.parametrize(
    "text", ["…", "?!", "1234", "(HTS)", "«", "a", "L'", "😀 Moscou", "Zażółć gęślą jaźń"]
)
def test_odd_texts_break_nothing(text: str, nlp: Any, french: LanguageData) -> None:
    from graphkit import components

    extraction = components.extract(nlp, Document(id="a.txt", text=text), clean(text, french.boilerplate))
    assert all(text[m.start : m.end] == m.text for m in extraction.mentions)


def test_a_relation_has_the_date_of_its_document(nlp: Any, french: LanguageData) -> None:
    (relation,) = extract(nlp, french, SENTENCE, date="2024-12-02").relations
    assert (relation.source, relation.target, relation.type) == ("irn", "hezbollah", RelationType.ALLIANCE)
    assert (relation.date, relation.sign, relation.modality) == ("2024-12-02", 1, Modality.ASSERTED)


def test_a_denied_relation_has_no_sign(nlp: Any, french: LanguageData) -> None:
    (relation,) = extract(nlp, french, "La Hongrie ne soutient pas l'Ukraine.").relations
    assert (relation.type, relation.negated, relation.sign) == (RelationType.ALLIANCE, True, 0)


def test_lines_are_read_apart(nlp: Any, french: LanguageData) -> None:
    """A heading is not the start of the next sentence, and offsets count all lines."""
    text = f"Le Liban et l'Iran\n\n{SENTENCE}"
    extraction = extract(nlp, french, text)
    assert [text[start:end] for start, end in extraction.sentences][-1] == SENTENCE
    assert [r.evidence.sentence for r in extraction.relations] == [SENTENCE]


def test_an_office_in_a_heading_is_not_held_by_who_opens_the_next_line(
    nlp: Any, french: LanguageData
) -> None:
    text = "Le directeur de l'ONG Oxfam\n\nÉmilie Perret a critiqué la BCE."
    pairs = {(r.source, r.target) for r in extract(nlp, french, text).relations}
    assert ("emilie-perret", "oxfam") not in pairs


def test_the_id_of_a_relation_does_not_depend_on_other_lines_behind_it(
    nlp: Any, french: LanguageData
) -> None:
    one = extract(nlp, french, SENTENCE).relations
    two = extract(nlp, french, f"{SENTENCE}\n\nLa France soutient l'Ukraine.").relations
    assert one[0].id in {relation.id for relation in two}


def test_a_doc_can_be_serialised_after_the_components(nlp: Any) -> None:
    from spacy.tokens import Doc

    doc = nlp(SENTENCE)
    copy = Doc(nlp.vocab).from_bytes(doc.to_bytes())
    assert copy._.graphkit["mentions"] == doc._.graphkit["mentions"]
    assert [r["source"] for r in copy._.graphkit["relations"]] == ["irn"]


def test_the_components_work_in_a_stream(nlp: Any) -> None:
    docs = list(nlp.pipe([SENTENCE, "", "La France soutient l'Ukraine."]))
    assert [[r["source"] for r in doc._.graphkit["relations"]] for doc in docs] == [["irn"], [], ["fra"]]


def test_explaining_shows_parse_mentions_and_relations(nlp: Any) -> None:
    from graphkit import components

    explanation = components.explain(nlp, SENTENCE)
    text = "\n".join(explanation.lines())
    for part in (
        "parse",
        "soutenir",
        "mentions",
        "irn",
        "gazetteer",
        "relations",
        "irn -> hezbollah: alliance",
    ):
        assert part in text
    data = explanation.to_dict()
    assert [word["text"] for word in data["words"]] == ["L'", "Iran", "soutient", "le", "Hezbollah", "."]
    assert data["relations"][0]["evidence"]["cue"] == "soutient"


def test_explaining_names_what_was_refused_and_why(nlp: Any) -> None:
    from graphkit import components

    explanation = components.explain(nlp, "Mon voisin soutient l'Ukraine.")
    assert explanation.relations == ()
    refused = explanation.lines()[explanation.lines().index("refused") + 1 :]
    assert any("alliance:soutenir" in line and "no actor as source" in line for line in refused)


def test_explaining_an_empty_text_is_no_error(nlp: Any) -> None:
    from graphkit import components

    lines = components.explain(nlp, " \n").lines()
    assert [line for line in lines if not line.startswith(" ")] == [
        "parse",
        "mentions",
        "relations",
        "refused",
    ]


def test_the_fingerprint_is_stable_and_short() -> None:
    from graphkit import fingerprint

    assert fingerprint.of("fr") == fingerprint.of("fr")
    assert len(fingerprint.of("fr")) == 16


def test_help_against_somebody_codes_the_help_only(nlp: Any) -> None:
    from graphkit import components

    found = components.explain(nlp, "Berlin aide Kiev contre Moscou.").relations
    assert {(r["type"], r["event"], r["intensity"] > 0) for r in found} == {
        ("alliance", "AID", True),
        ("opposition", "", False),
    }


def test_no_white_space_is_a_word_and_places_stay_those_of_the_text(nlp: Any) -> None:
    from graphkit import components

    text = "«\u00a0La  Russie\u202f» soutient\u00a0:  l'Iran."
    doc = components.parse(nlp, text, [(0, len(text))])
    assert doc is not None
    assert not any(token.is_space for token in doc)
    tree = nlp.get_pipe(components.ACTORS).tree(doc)
    assert [text[w.start : w.end] for w in tree] == [w.text for w in tree]


@pytest.mark.parametrize(
    ("text", "starts"),
    [
        ("Les rebelles ont pris la province de Hama. Samedi, ils ont avancé.", ["Les", "Samedi"]),
        (
            "Une offensive d'ampleur secoue le nord de la Syrie. Lancée hier, elle inquiète Damas.",
            ["Une", "Lancée"],
        ),
        ("M. Vladimir Poutine est à Minsk avec J. D. Vance.", ["M."]),
        ("« Samedi sera calme », dit le maire.", ["«"]),
    ],
)
def test_a_sentence_ends_at_a_full_stop_before_a_capital(nlp: Any, text: str, starts: list[str]) -> None:
    from graphkit import components

    doc = components.parse(nlp, text, [(0, len(text))])
    assert doc is not None
    shifts = doc._.graphkit["shifts"]
    found = [sentence[0] for sentence in doc.sents]
    assert [text[t.idx + shifts[t.i] :][: len(t)] for t in found] == starts


def test_a_relation_has_the_date_of_its_clause_and_the_mode_of_its_cue(
    nlp: Any, french: LanguageData
) -> None:
    text = "La Russie a bombardé l'Ukraine lundi.\n"
    (relation,) = extract(nlp, french, text, date="2024-12-04").relations
    assert (relation.date, relation.event, relation.mode) == ("2024-12-02", "ASSAULT", "aerial")
    (undated,) = extract(nlp, french, text).relations
    assert undated.date is None


@pytest.mark.model
def test_a_run_without_blanks_is_read_in_pieces(nlp: Any) -> None:
    """Each is some 400 characters long: the tokenizer's time grows with the square of the length."""
    text = "La Russie soutient la Syrie. " + "(" * 3000 + " L'Iran attaque HTS."
    doc = components.parse(nlp, text, [(0, len(text))])
    assert doc is not None
    shifts = doc._.graphkit["shifts"]
    assert all(text[t.idx + s : t.idx + s + len(t)] == t.text for t, s in zip(doc, shifts, strict=True))
    assert all(len(token) <= 400 for token in doc)


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("Le port dort. Le client aimait la grève. La ville attend.", "Le client voit la grève."),
        (
            "Le port dort : le client aimait la grève. La ville attend.",
            "Le port dort : le client voit la grève.",
        ),
    ],
)
def test_only_the_sentence_of_a_misread_verb_is_read_again(
    nlp: Any, monkeypatch: pytest.MonkeyPatch, text: str, read: str
) -> None:
    def reread(_: Any, __: Any, words: list[str]) -> list[str] | None:
        return ["voit" if word == "aimait" else word for word in words]

    def take(part: Any, first: int, sentences: Any) -> None:
        again.append(sentences.text.strip())
        put(part, first, sentences)

    again: list[str] = []
    put = parsing._put_parse
    once = components.parse(nlp, text, [(0, len(text))])
    monkeypatch.setattr(components.ActorsPipe, "reread", reread)
    monkeypatch.setattr(parsing, "_put_parse", take)
    twice = components.parse(nlp, text, [(0, len(text))])
    assert again == [read]
    assert once is not None
    assert twice is not None
    assert [t.text for t in twice] == [t.text for t in once]
    assert [s.text for s in twice.sents] == [s.text for s in once.sents]
    assert [t.head.i for t in twice] == [t.head.i for t in once]
    (verb,) = (t for t in twice if t.text == "aimait")
    assert (verb.pos_, verb.lemma_) == ("VERB", "aimait")
    assert twice.tensor.shape == once.tensor.shape
