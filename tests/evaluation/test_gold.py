from __future__ import annotations

import json
from pathlib import Path

import pytest
from tiny_folders import ACTORS, DOC, relation, write_build, write_gold

from graphkit.errors import InputError
from graphkit.evaluation.gold import comparable, fingerprint, read_answers, read_gold

HELPS = relation("russia", "alliance", "hts")


@pytest.mark.parametrize(
    ("form", "other"),
    [
        ("Téhéran", "TEHERAN"),
        ("l'armée", "L’armée"),
        ("Tahrir al-Cham", "Tahrir al‑Cham"),
        ("« casques blancs »", "casques blancs"),
        ("de la  Russie", "Russie"),
        ("M. Assad", "Assad"),
        ("Damas.", "Damas"),
    ],
)
def test_forms_that_are_one(form: str, other: str) -> None:
    assert comparable(form) == comparable(other)


def test_a_form_of_determiners_only_keeps_the_last() -> None:
    assert comparable("la") == "la"


def test_an_alias_counts_in_its_documents_only(tmp_path: Path) -> None:
    aliases = [{"form": "Moscou", "docs": [DOC]}, "Kremlin"]
    actor = {"id": "russia", "label": "Russie", "type": "STATE", "docs": [DOC, "b.txt"], "aliases": aliases}
    gold = read_gold(write_gold(tmp_path, [], [actor]))
    assert [named.id for named in gold.named(DOC, "Moscou")] == ["russia"]
    assert gold.named("b.txt", "Moscou") == ()
    assert [named.id for named in gold.named("b.txt", "le Kremlin")] == ["russia"]


def test_actors_may_be_listed_by_document(tmp_path: Path) -> None:
    write_gold(tmp_path, [HELPS])
    by_document = {DOC: [{**actor, "aliases": ["une forme"]} for actor in ACTORS]}
    (tmp_path / "actors.json").write_text(json.dumps(by_document), encoding="utf-8")
    gold = read_gold(tmp_path)
    assert gold.docs == {DOC}
    assert gold.actors[DOC, "hts"].forms == ("une forme",)


def test_a_sentence_may_hold_a_line_separator(tmp_path: Path) -> None:
    (statement,) = read_gold(write_gold(tmp_path, [HELPS | {"sentence": "a\u2028b"}])).statements
    assert statement.sentence == "a\u2028b"


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("actors.json", None, r"actors\.json is missing; a build folder holds"),
        ("relations.jsonl", None, r"relations\.jsonl is missing"),
        ("actors.json", "[\n{]", r"actors\.json, line 2: not JSON"),
        ("actors.json", "3", r"actors\.json: should be a list of actors, or"),
        ("actors.json", '{"a.txt": 3}', r"actors\.json: should be .* 'a\.txt' is neither"),
        ("actors.json", "[3]", r"actors\.json, actor 1: should be an object, not 3"),
        ("actors.json", '[{"id": "x"}]', r"actors\.json, actor 1: no 'docs'"),
        ("actors.json", '[{"id": "x", "docs": ["a"]}]', r"actors\.json, actor 1: no 'label'"),
        ("actors.json", '{"a": [{"id": 3}]}', r"actors\.json, a, actor 1: 'id' should be a string, not 3"),
        ("actors.json", '[{"docs": [3]}]', r"actor 1: 'docs' should be a list of strings"),
        (
            "actors.json",
            '{"a": [{"id": "x", "label": "X", "type": "ORG"}, {"id": "x", "label": "Y", "type": "ORG"}]}',
            r"a, actor 2: 'x' is already an actor of a",
        ),
        ("relations.jsonl", "\n{", r"relations\.jsonl, line 2: not JSON"),
        ("relations.jsonl", "[]", r"relations\.jsonl, line 1: should be an object"),
        ("relations.jsonl", '{"doc": "a.txt"}', r"relations\.jsonl, line 1: no 'source'"),
        (
            "relations.jsonl",
            json.dumps(HELPS | {"type": "friendship"}),
            r"line 1: unknown type 'friendship'; known: alliance, opposition, diplomacy, affiliation",
        ),
        (
            "relations.jsonl",
            json.dumps(HELPS | {"target": "iran"}),
            r"line 1: 'iran' is no actor of a\.txt; add it to actors\.json",
        ),
        ("relations.jsonl", json.dumps(HELPS | {"negated": "no"}), r"'negated' should be true or false"),
    ],
)
def test_a_fault_of_the_gold_names_its_place(
    tmp_path: Path, name: str, text: str | None, message: str
) -> None:
    write_gold(tmp_path, [HELPS])
    if text is None:
        (tmp_path / name).unlink()
    else:
        (tmp_path / name).write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=message):
        read_gold(tmp_path)


def test_a_file_that_is_not_utf_8_is_named(tmp_path: Path) -> None:
    write_gold(tmp_path, [HELPS])
    (tmp_path / "relations.jsonl").write_bytes("é".encode("latin-1"))
    with pytest.raises(InputError, match=r"relations\.jsonl cannot be read"):
        read_gold(tmp_path)


def test_a_fault_of_a_build_names_its_line(tmp_path: Path) -> None:
    with (write_build(tmp_path, [HELPS]) / "relations.jsonl").open("a", encoding="utf-8") as file:
        file.write('{"doc": "a.txt", "source": "x"}\n')
    with pytest.raises(InputError, match=r"relations\.jsonl, line 2: no 'target'"):
        read_answers(tmp_path)


def test_the_fingerprint_knows_every_change_but_that_of_line_ends(tmp_path: Path) -> None:
    before = fingerprint(write_gold(tmp_path, [HELPS]))
    path = tmp_path / "relations.jsonl"
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert fingerprint(tmp_path) == before
    path.write_text(path.read_text(encoding="utf-8").replace("hts", "syria"), encoding="utf-8")
    assert fingerprint(tmp_path) != before


def test_the_shipped_gold_is_well_formed(root: Path) -> None:
    gold = read_gold(root / "tests" / "gold" / "seeds")
    texts = {path.name: path.read_text(encoding="utf-8") for path in (root / "seeds").glob("*.txt")}
    assert gold.docs == texts.keys()
    for statement in gold.statements:
        assert statement.cue in statement.sentence
        assert statement.sentence in texts[statement.doc]
