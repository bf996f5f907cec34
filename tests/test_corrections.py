"""The user's corrections: what each kind does, what is reported, where the file lives."""

from __future__ import annotations

import json
import random
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from graphkit.cli import main
from graphkit.corpus import Corpus
from graphkit.corrections import FILE_NAME, KINDS, Corrected, Corrections, Linked, apply
from graphkit.errors import ActorNotFoundError, CorrectionsError
from graphkit.pipeline import FILES, build, relink
from graphkit.preparing import Block, BlockKind
from graphkit.records import Actor, ActorType, Alias, Document, Mention, MentionKind, Relation, RelationType

if TYPE_CHECKING:
    from conftest import FakeComponents

TEXTS = {
    "a.txt": "L'Iran soutient la Syrie. HTS attaque l'armée syrienne. L'Iran rencontre Mohammad al-Bachir.",
    "b.txt": "La Russie soutient Bachar al-Assad. La Russie rencontre l'Iran. HTS combat la Syrie.",
    "c.txt": "La Russie soutient la Syrie. La Russie rencontre l'Iran.",
}
NAMES = ["Iran", "Russie", "Syrie", "armée syrienne", "Bachar al-Assad", "HTS", "Mohammad al-Bachir"]


def corpus_of(make: SimpleNamespace, toml: str = "", texts: dict[str, str] = TEXTS) -> Corpus:
    documents = [Document(id=id_, text=text, date="2024-12-02") for id_, text in texts.items()]
    extractions = [
        make.extraction(d, [Block(start=0, end=len(d.text), kind=BlockKind.BODY, reason="line")])
        for d in documents
    ]
    return Corpus(documents, extractions, corrections=Corrections.parse(toml))


@pytest.fixture
def corrected(make: SimpleNamespace) -> Callable[[str], Corpus]:
    """The corpus of `TEXTS` with corrections."""
    return lambda toml: corpus_of(make, toml)


def said(corpus: Corpus) -> list[tuple[str, str, str]]:
    return [(r.source, r.type.value, r.target) for r in corpus.relations]


def ids(corpus: Corpus) -> list[str]:
    return [actor.id for actor in corpus.actors]


def linked_of(corpus: Corpus) -> Linked:
    return Linked(actors=corpus.actors, mentions=corpus.mentions, relations=corpus.relations)


def mention(doc: str, start: int, text: str, actor: str, kind: MentionKind = MentionKind.NAME) -> Mention:
    return Mention(
        doc=doc, start=start, end=start + len(text), text=text, kind=kind, actor=actor, rule="by hand"
    )


# -- merge


def test_a_merge_joins_mentions_relations_and_aliases_under_the_first(
    corrected: Callable[[str], Corpus],
) -> None:
    corpus = corrected('[[merge]]\nactors = ["russie", "IRAN"]')
    assert "Iran" not in ids(corpus)
    russia = corpus.actor("Russie")
    assert {(a.form, a.count, a.docs, a.rule) for a in russia.aliases} == {
        ("Russie", 4, ("b.txt", "c.txt"), "fixed name"),
        ("Iran", 4, ("a.txt", "b.txt", "c.txt"), "correction"),
    }
    assert sum(m.actor == "Russie" for m in corpus.mentions) == 8
    assert ("Russie", "alliance", "Syrie") in said(corpus)
    assert corpus.corrections.applied == ("merge 1: Iran joined to Russie",)


def test_relations_within_a_merged_actor_are_dropped_and_counted(corrected: Callable[[str], Corpus]) -> None:
    before = corrected("")
    corpus = corrected('[[merge]]\nactors = ["Russie", "Iran"]')
    assert all(r.source != r.target for r in corpus.relations)
    assert corpus.corrections.loops == len(before.relations) - len(corpus.relations) == 2


def test_into_is_the_label_and_all_names_stay_valid(corrected: Callable[[str], Corpus]) -> None:
    corpus = corrected('[[merge]]\nactors = ["HTS", "Mohammad al-Bachir"]\ninto = "gouvernement d\'Idlib"')
    for name in ("HTS", "hts", "mohammad al-bachir", "Gouvernement d'Idlib"):
        assert corpus.actor(name).id == "HTS"
    assert corpus.actor("HTS").label == "gouvernement d'Idlib"


def test_children_of_a_merged_actor_follow_it(corrected: Callable[[str], Corpus]) -> None:
    corpus = corrected('[[merge]]\nactors = ["Russie", "Syrie"]')
    assert corpus.actor("armée syrienne").parent == "Russie"


def test_a_merge_of_an_actor_with_its_parent_makes_no_circle(corrected: Callable[[str], Corpus]) -> None:
    corpus = corrected('[[merge]]\nactors = ["armée syrienne", "Syrie"]')
    assert corpus.actor("Syrie").id == "armée syrienne"
    assert corpus.actor("Syrie").parent is None


def test_merges_chain(corrected: Callable[[str], Corpus]) -> None:
    corpus = corrected('[[merge]]\nactors = ["Russie", "Iran"]\n[[merge]]\nactors = ["Syrie", "Iran"]')
    assert {"Russie", "Iran"} & set(ids(corpus)) == set()
    assert {corpus.actor(name).id for name in ("Russie", "Iran", "Syrie")} == {"Syrie"}


def test_a_merge_joins_those_that_are_there(corrected: Callable[[str], Corpus]) -> None:
    corpus = corrected('[[merge]]\nactors = ["Perse", "Iran", "Russie"]')
    assert corpus.actor("Russie").id == "Iran"
    assert corpus.corrections.applied == ("merge 1: Russie joined to Iran",)
    (line,) = corpus.corrections.unmatched
    assert line.startswith("merge 1: no actor 'Perse'; ")


def test_one_place_that_named_two_merged_actors_counts_once() -> None:
    actors = tuple(
        Actor(
            id=id_,
            label=id_,
            type=ActorType.PERSON,
            aliases=(Alias(form="ministres", kind=MentionKind.NOMINAL, docs=("a",), count=1, rule="office"),),
        )
        for id_ in ("x", "y")
    )
    mentions = tuple(mention("a", 0, "ministres", id_, MentionKind.NOMINAL) for id_ in ("x", "y"))
    done = apply(
        Corrections.parse('[[merge]]\nactors = ["x", "y"]'), Linked(actors=actors, mentions=mentions)
    )
    assert [m.actor for m in done.linked.mentions] == ["x"]
    assert [(a.count, a.rule) for a in done.linked.actors[0].aliases] == [(1, "correction")]


# -- split


def two_persons(make: SimpleNamespace) -> Linked:
    """Father and son under one id: "Assad" in a.txt is the father; each text goes on with "il"."""
    mentions = (
        mention("a.txt", 0, "Hafez", "assad"),
        mention("a.txt", 20, "Il", "assad", MentionKind.PRONOUN),
        mention("b.txt", 0, "Bachar", "assad"),
        mention("b.txt", 20, "Il", "assad", MentionKind.PRONOUN),
        mention("b.txt", 40, "Iran", "iran"),
    )
    aliases = tuple(
        Alias(form=form, kind=kind, docs=docs, count=len(docs), rule="by hand")
        for form, kind, docs in (
            ("Il", MentionKind.PRONOUN, ("a.txt", "b.txt")),
            ("Bachar", MentionKind.NAME, ("b.txt",)),
            ("Hafez", MentionKind.NAME, ("a.txt",)),
        )
    )

    def relation(doc: str, start: int, source: str, target: str) -> Relation:
        made: Relation = make.relation(source, target, RelationType.ALLIANCE, doc=doc, start=start)
        evidence = replace(made.evidence, source_start=start, source_end=start + 2, end=start + 15)
        return replace(made, evidence=evidence)

    return Linked(
        actors=(
            Actor(id="assad", label="Assad", type=ActorType.PERSON, aliases=aliases, country="SYR"),
            Actor(id="iran", label="Iran", type=ActorType.STATE),
            Actor(id="irak", label="Irak", type=ActorType.STATE),
        ),
        mentions=mentions,
        relations=(
            relation("a.txt", 20, "assad", "iran"),
            relation("b.txt", 20, "assad", "iran"),
            replace(relation("a.txt", 60, "iran", "irak"), attributed_to="assad"),
        ),
    )


def test_a_split_moves_forms_the_pronouns_after_them_and_what_they_say(make: SimpleNamespace) -> None:
    toml = '[[split]]\nactor = "Assad"\nforms = ["hafez"]\nlabel = "Hafez al-Assad"'
    done = apply(Corrections.parse(toml), two_persons(make))
    new = next(a for a in done.linked.actors if a.label == "Hafez al-Assad")
    assert (new.id, new.type) == ("hafez-al-assad", ActorType.PERSON)
    assert [(m.doc, m.text) for m in done.linked.mentions if m.actor == new.id] == [
        ("a.txt", "Hafez"),
        ("a.txt", "Il"),
    ]
    assert {(a.form, a.count, a.docs, a.rule) for a in new.aliases} == {
        ("Hafez", 1, ("a.txt",), "correction"),
        ("Il", 1, ("a.txt",), "correction"),
    }
    old = next(a for a in done.linked.actors if a.id == "assad")
    assert {(a.form, a.count, a.docs) for a in old.aliases} == {
        ("Bachar", 1, ("b.txt",)),
        ("Il", 1, ("b.txt",)),
    }
    assert [(r.evidence.doc, r.source, r.attributed_to) for r in done.linked.relations] == [
        ("a.txt", new.id, None),
        ("a.txt", "iran", new.id),
        ("b.txt", "assad", None),
    ]


def test_a_split_may_keep_to_some_documents(corrected: Callable[[str], Corpus]) -> None:
    corpus = corrected(
        '[[split]]\nactor = "Russie"\nforms = ["Russie"]\nlabel = "Kremlin"\n'
        'type = "GOVERNMENT"\ndocuments = ["c.txt"]'
    )
    assert [(m.doc, m.actor) for m in corpus.mentions if m.text == "Russie"] == [
        ("b.txt", "Russie"),
        ("b.txt", "Russie"),
        ("c.txt", "kremlin"),
        ("c.txt", "kremlin"),
    ]
    assert corpus.actor("Kremlin").type is ActorType.GOVERNMENT
    assert [r.evidence.doc for r in corpus.evidence("Kremlin")] == ["c.txt", "c.txt"]


def test_a_split_of_all_leaves_no_actor_without_mention(corrected: Callable[[str], Corpus]) -> None:
    corpus = corrected('[[split]]\nactor = "Syrie"\nforms = ["Syrie"]\nlabel = "Damas"')
    assert "Syrie" not in ids(corpus)
    assert corpus.actor("Syrie").label == "Damas"
    assert corpus.actor("armée syrienne").parent == "damas"


def test_a_split_may_go_to_an_actor_that_is_there(corrected: Callable[[str], Corpus]) -> None:
    corpus = corrected(
        '[[split]]\nactor = "Russie"\nforms = ["Russie"]\nlabel = "Iran"\ntype = "ORG"\ndocuments = ["c.txt"]'
    )
    assert {m.actor for m in corpus.mentions if m.doc == "c.txt"} == {"Iran", "Syrie"}
    assert corpus.corrections.loops == 1
    assert corpus.actor("Iran").type is ActorType.STATE
    assert "use [[retype]]" in corpus.corrections.unmatched[0]


def test_a_split_names_the_forms_that_are_not_there(corrected: Callable[[str], Corpus]) -> None:
    corpus = corrected(
        '[[split]]\nactor = "Iran"\nforms = ["Perse", "Iran"]\nlabel = "X"\ndocuments = ["b.txt"]'
    )
    assert corpus.corrections.unmatched == ("split 1: Iran is never called 'Perse' in b.txt",)
    assert corpus.corrections.applied == ("split 1: 1 mention of Iran now X",)


def test_what_is_split_off_can_be_merged_and_named(corrected: Callable[[str], Corpus]) -> None:
    corpus = corrected(
        '[[rename]]\nactor = "X"\nlabel = "Y"\n[[merge]]\nactors = ["X", "HTS"]\n'
        '[[split]]\nactor = "Iran"\nforms = ["Iran"]\nlabel = "X"\ndocuments = ["b.txt"]'
    )
    assert corpus.actor("HTS").label == "Y"
    assert corpus.corrections.unmatched == ()


def test_an_id_of_a_new_actor_is_free(make: SimpleNamespace) -> None:
    linked = Linked(
        actors=(
            Actor(id="a", label="A", type=ActorType.ORG),
            Actor(id="new", label="Other", type=ActorType.ORG),
        ),
        mentions=(mention("a.txt", 0, "x", "a"), mention("a.txt", 5, "y", "a")),
    )
    done = apply(Corrections.parse('[[split]]\nactor = "a"\nforms = ["x"]\nlabel = "New"'), linked)
    assert [actor.id for actor in done.linked.actors] == ["a", "new", "new-2"]


# -- rename, retype, reparent


def test_a_renamed_actor_keeps_its_id_and_is_found_by_both_labels(
    corrected: Callable[[str], Corpus],
) -> None:
    corpus = corrected('[[rename]]\nactor = "armee SYRIENNE"\nlabel = "Armée de Damas"')
    assert corpus.actor("armée de damas").id == corpus.actor("armée syrienne").id == "armée syrienne"


def test_two_actors_can_change_labels(corrected: Callable[[str], Corpus]) -> None:
    corpus = corrected(
        '[[rename]]\nactor = "Iran"\nlabel = "Russie"\n[[rename]]\nactor = "Russie"\nlabel = "Iran"'
    )
    assert {a.id: a.label for a in corpus.actors if a.id in {"Iran", "Russie"}} == {
        "Iran": "Russie",
        "Russie": "Iran",
    }


def test_a_retyped_actor(corrected: Callable[[str], Corpus]) -> None:
    assert corrected('[[retype]]\nactor = "HTS"\ntype = "PARTY"').actor("HTS").type is ActorType.PARTY


def test_an_actor_gets_another_parent_or_none(corrected: Callable[[str], Corpus]) -> None:
    corpus = corrected(
        '[[reparent]]\nactor = "armée syrienne"\nparent = ""\n[[reparent]]\nactor = "HTS"\nparent = "Iran"'
    )
    assert corpus.actor("armée syrienne").parent is None
    assert corpus.actor("HTS").parent == "Iran"


def test_a_circle_is_refused_and_reported(corrected: Callable[[str], Corpus]) -> None:
    corpus = corrected('[[reparent]]\nactor = "Syrie"\nparent = "armée syrienne"')
    assert corpus.actor("Syrie").parent is None
    assert corpus.corrections.applied == ()
    assert "armée syrienne stands under Syrie" in corpus.corrections.unmatched[0]


def test_parent_and_child_can_change_places(corrected: Callable[[str], Corpus]) -> None:
    corpus = corrected(
        '[[reparent]]\nactor = "Syrie"\nparent = "armée syrienne"\n'
        '[[reparent]]\nactor = "armée syrienne"\nparent = ""'
    )
    assert corpus.actor("Syrie").parent == "armée syrienne"
    assert corpus.corrections.unmatched == ()


def test_of_two_parents_the_later_entry_decides(corrected: Callable[[str], Corpus]) -> None:
    corpus = corrected(
        '[[reparent]]\nactor = "HTS"\nparent = "Iran"\n[[reparent]]\nactor = "HTS"\nparent = "Syrie"'
    )
    assert corpus.actor("HTS").parent == "Syrie"
    assert corpus.corrections.unmatched == ("reparent 1: reparent 2 says otherwise of HTS",)


# -- forbid, resign


def test_a_forbidden_actor_goes_with_its_relations_and_mentions(corrected: Callable[[str], Corpus]) -> None:
    corpus = corrected('[[forbid]]\nactor = "Syrie"')
    assert "Syrie" not in ids(corpus)
    assert all("Syrie" not in (r.source, r.target) for r in corpus.relations)
    assert corpus.actor("armée syrienne").parent is None
    assert "Syrie" not in corpus.graph()
    with pytest.raises(ActorNotFoundError):
        corpus.actor("Syrie")


def test_what_a_forbidden_actor_claimed_stays_without_its_source(make: SimpleNamespace) -> None:
    done = apply(Corrections.parse('[[forbid]]\nactor = "assad"'), two_persons(make))
    assert [(r.source, r.attributed_to) for r in done.linked.relations] == [("iran", None)]


@pytest.mark.parametrize(
    ("entry", "dropped"),
    [
        ('source = "Russie"\ntarget = "Syrie"', 1),
        ('source = "Syrie"\ntarget = "Russie"', 0),
        ('source = "Russie"\ntarget = "Iran"', 2),
        ('source = "Iran"\ntarget = "Russie"', 2),
        ('source = "Russie"\ntarget = "Iran"\ntype = "alliance"', 0),
    ],
    ids=["directed", "the other way", "undirected", "undirected, other way", "another type"],
)
def test_forbidden_relations(entry: str, dropped: int, corrected: Callable[[str], Corpus]) -> None:
    corpus = corrected(f"[[forbid]]\n{entry}")
    assert len(corrected("").relations) - len(corpus.relations) == dropped
    assert bool(corpus.corrections.unmatched) is not bool(dropped)


def test_a_relation_gets_another_type_by_its_id(corrected: Callable[[str], Corpus]) -> None:
    one = next(r for r in corrected("").relations if r.type is RelationType.ALLIANCE)
    corpus = corrected(f'[[resign]]\nrelation = "{one.id}"\nbecomes = "opposition"')
    (now,) = (r for r in corpus.relations if r.id == one.id)
    assert (now.type, now.sign, now.event, now.intensity) == (RelationType.OPPOSITION, -1, "", 0.0)
    assert now.rule == "correction (was alliance by by hand)"
    assert len(corpus.relations) == len(corrected("").relations)


@pytest.mark.parametrize(
    ("entry", "changed"),
    [
        ("", ["b.txt", "c.txt"]),
        ('cue = "RENCONTRE"', ["b.txt", "c.txt"]),
        ('cue = "soutient"', []),
        ('sentence = "la russie  rencontre"\ntype = "diplomacy"', ["b.txt", "c.txt"]),
        ('type = "alliance"', []),
    ],
)
def test_relations_are_found_by_ends_type_cue_and_sentence(
    entry: str, changed: list[str], corrected: Callable[[str], Corpus]
) -> None:
    corpus = corrected(f'[[resign]]\nsource = "Iran"\ntarget = "Russie"\nbecomes = "opposition"\n{entry}')
    assert [r.evidence.doc for r in corpus.relations if r.rule.startswith("correction")] == changed


def test_a_relation_is_dropped(corrected: Callable[[str], Corpus]) -> None:
    corpus = corrected('[[resign]]\nsource = "HTS"\ntarget = "Syrie"\ndropped = true')
    assert ("HTS", "opposition", "Syrie") not in said(corpus)


def test_the_first_entry_that_finds_a_relation_decides(corrected: Callable[[str], Corpus]) -> None:
    corpus = corrected(
        '[[resign]]\nsource = "HTS"\ntarget = "Syrie"\nbecomes = "diplomacy"\n'
        '[[resign]]\nsource = "HTS"\ntarget = "Syrie"\nbecomes = "alliance"'
    )
    assert ("HTS", "diplomacy", "Syrie") in said(corpus)
    assert corpus.corrections.unmatched == ("resign 2: no such relation HTS to Syrie",)


# -- names that fit none, or several


@pytest.mark.parametrize(
    "entry",
    [
        '[[split]]\nactor = "{}"\nforms = ["x"]\nlabel = "y"',
        '[[merge]]\nactors = ["{}", "{}"]',
        '[[rename]]\nactor = "{}"\nlabel = "y"',
        '[[retype]]\nactor = "{}"\ntype = "ORG"',
        '[[reparent]]\nactor = "Iran"\nparent = "{}"',
        '[[forbid]]\nactor = "{}"',
        '[[forbid]]\nsource = "Iran"\ntarget = "{}"',
        '[[resign]]\nsource = "{}"\ntarget = "Iran"\ndropped = true',
        '[[resign]]\nrelation = "{}"\ndropped = true',
    ],
)
def test_an_entry_that_finds_nothing_is_reported_and_changes_nothing(
    entry: str, corrected: Callable[[str], Corpus]
) -> None:
    plain, corpus = corrected(""), corrected(entry.replace("{}", "Bachar al Asad"))
    assert (corpus.actors, corpus.mentions, corpus.relations) == (
        plain.actors,
        plain.mentions,
        plain.relations,
    )
    assert corpus.corrections.applied == ()
    assert corpus.corrections.unmatched
    if "relation" not in entry:
        assert "no actor 'Bachar al Asad'; did you mean Bachar al-Assad?" in corpus.corrections.unmatched[0]


def test_a_name_of_several_actors_is_an_error_that_gives_their_ids() -> None:
    actors = tuple(Actor(id=id_, label="Martin", type=ActorType.PERSON) for id_ in ("m1", "m2"))
    for toml, where in (
        ('[[merge]]\nactors = ["m1", "martin"]', r"corrections.toml, \[\[merge\]\] 1, field 'actors'"),
        (
            '[[rename]]\nactor = "m1"\nlabel = "x"\n[[rename]]\nactor = "Martin"\nlabel = "y"',
            r"\[\[rename\]\] 2",
        ),
    ):
        message = rf"{where}.*: '[mM]artin' may be 2 actors, give an id: (Martin|x) \(m1\); Martin \(m2\)"
        with pytest.raises(CorrectionsError, match=message):
            apply(Corrections.parse(toml), Linked(actors=actors))


# -- the file


@pytest.mark.parametrize(
    ("toml", "message"),
    [
        ("[[merge]", "mine.toml is not TOML: .*line 1"),
        ("[[join]]", "unknown kind 'join' in .*mine.toml; known: split, merge, rename"),
        ('[merge]\nactors = ["a", "b"]', r"mine.toml, merge: .* write \[\[merge\]\] above it"),
        ('merge = ["a", "b"]', r"write \[\[merge\]\] above it"),
        ('[[merge]]\nactors = ["a"]', r"mine.toml, \[\[merge\]\] 1, field 'actors': name at least two"),
        ('[[merge]]\nactors = "a"', r"expected names, got 'a'; write actors = \[\"...\", \"...\"\]"),
        ('[[merge]]\nactors = ["a", 1]', "field 'actors': expected a text, got 1"),
        ("[[merge]]", r"\[\[merge\]\] 1: field 'actors' is missing; add actors = ..."),
        ('[[rename]]\nactor = "a"\nlabel = " "', "field 'label': the text is empty"),
        (
            '[[rename]]\nactor = "a"\nlabel = "b"\n[[rename]]\nactor = "a"\nname = "b"',
            r"\[\[rename\]\] 2: unknown field 'name'; known: note, actor, label",
        ),
        ('[[rename]]\nactor = "a"\nlabel = "b"\nnumber = 3', "unknown field 'number'"),
        (
            '[[retype]]\nactor = "a"\ntype = "STAT"',
            "field 'type': unknown value 'STAT'; known: PERSON, STATE",
        ),
        ('[[split]]\nactor = "a"\nforms = []\nlabel = "b"', "field 'forms': expected names"),
        ('[[forbid]]\nsource = "a"', "field 'target': give actor, or source and target"),
        ('[[forbid]]\nactor = "a"\ntype = "alliance"', "field 'type': with actor, give nothing else"),
        ('[[forbid]]\nsource = "a"\ntarget = "b"\ntype = "co_mention"', "unknown value 'co_mention'"),
        ('[[resign]]\nrelation = "a"', "field 'becomes': give either becomes"),
        ('[[resign]]\nrelation = "a"\nbecomes = "alliance"\ndropped = true', "field 'becomes': give either"),
        ('[[resign]]\nrelation = "a"\ncue = "b"\ndropped = true', "field 'cue': with relation, leave it out"),
        ('[[resign]]\ncue = "b"\ndropped = true', "field 'source': give relation = an id, or source and"),
        ('[[resign]]\nrelation = "a"\ndropped = "yes"', "field 'dropped': expected true or false"),
    ],
)
def test_a_malformed_file_names_file_entry_and_field(toml: str, message: str, tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_text(toml, encoding="utf-8")
    with pytest.raises(CorrectionsError, match=message):
        Corrections.load(path)


def test_a_file_that_cannot_be_read(tmp_path: Path) -> None:
    (tmp_path / "x.toml").write_bytes(b'[[rename]]\nactor = "\xe9"')
    with pytest.raises(CorrectionsError, match=r"is not UTF-8 .*; save it as UTF-8"):
        Corrections.load(tmp_path / "x.toml")
    with pytest.raises(CorrectionsError, match="cannot be read: No such file"):
        Corrections.load(tmp_path / "y.toml")


def test_a_byte_order_mark_and_a_note_do_no_harm(tmp_path: Path) -> None:
    (tmp_path / "x.toml").write_bytes(b'\xef\xbb\xbf[[forbid]]\r\nactor = "HTS"\r\nnote = ""\r\n')
    assert Corrections.load(tmp_path / "x.toml").forbid[0].actor == "HTS"


def test_an_empty_file_changes_nothing(corrected: Callable[[str], Corpus]) -> None:
    assert Corrections.parse("# later").is_empty
    assert corrected("# later").corrections.to_dict() == {"applied": [], "unmatched": [], "loops": 0}


# -- in a build folder


def exports(folder: Path) -> dict[str, bytes]:
    return {name: (folder / name).read_bytes() for name in FILES[1:]}


MERGE = '[[merge]]\nactors = ["Russie", "Iran"]\n[[forbid]]\nactor = "Perse"\n'


@pytest.fixture
def mine(tmp_path: Path) -> Path:
    (tmp_path / "mine.toml").write_text(MERGE, encoding="utf-8")
    return tmp_path / "mine.toml"


def test_a_build_keeps_the_file_and_later_builds_apply_it(
    articles: Path, tmp_path: Path, mine: Path, fake_components: FakeComponents
) -> None:
    out = tmp_path / "out"
    corpus = build(articles, out, corrections=mine)
    assert (out / FILE_NAME).read_bytes() == mine.read_bytes()
    assert "Iran" not in ids(corpus)
    first = exports(out)
    assert b'"id": "Iran"' not in first["actors.jsonl"]
    mine.unlink()
    assert "Iran" not in ids(build(articles, out))
    assert exports(out) == first
    assert "Iran" not in ids(Corpus.open(out))


def test_a_build_in_memory_takes_corrections(
    articles: Path, mine: Path, fake_components: FakeComponents
) -> None:
    assert "Iran" not in ids(build(articles, corrections=mine))


AMBIGUOUS = """
[[split]]
actor = "Iran"
forms = ["Iran"]
label = "Jean Martin"
documents = ["a.txt"]

[[rename]]
actor = "HTS"
label = "Jean Martin"

[[retype]]
actor = "Jean Martin"
type = "ORG"
"""


@pytest.mark.parametrize("toml", ["[[merge]", AMBIGUOUS], ids=["malformed", "ambiguous"])
def test_a_fault_leaves_the_folder_as_it_was(
    toml: str, articles: Path, tmp_path: Path, mine: Path, fake_components: FakeComponents
) -> None:
    out = tmp_path / "out"
    build(articles, out, corrections=mine)
    before = exports(out)
    (tmp_path / "bad.toml").write_text(toml, encoding="utf-8")
    with pytest.raises(CorrectionsError):
        build(articles, out, corrections=tmp_path / "bad.toml")
    with pytest.raises(CorrectionsError):
        relink(out, corrections=tmp_path / "bad.toml")
    assert (out / FILE_NAME).read_text(encoding="utf-8") == MERGE
    assert exports(out) == before


def test_a_malformed_file_is_said_before_any_work(
    articles: Path, tmp_path: Path, fake_components: FakeComponents
) -> None:
    with pytest.raises(CorrectionsError):
        build(articles, tmp_path / "out", corrections=tmp_path / "nowhere.toml")
    assert fake_components.extracted == []
    assert not (tmp_path / "out").exists()


def test_relinking_gives_what_a_build_gives_and_reads_nothing(
    articles: Path, tmp_path: Path, mine: Path, fake_components: FakeComponents
) -> None:
    one, two = tmp_path / "one" / "out", tmp_path / "two" / "out"
    build(articles, one, corrections=mine)
    build(articles, two)
    plain = exports(two)
    fake_components.extracted.clear()
    relink(two, corrections=mine)
    assert exports(two) == exports(one)
    (two / FILE_NAME).unlink()
    relink(two)
    assert exports(two) == plain
    assert fake_components.extracted == []


def test_open_takes_another_file(
    articles: Path, tmp_path: Path, mine: Path, fake_components: FakeComponents
) -> None:
    build(articles, tmp_path / "out")
    assert "Iran" in ids(Corpus.open(tmp_path / "out"))
    corpus = Corpus.open(tmp_path / "out", corrections=mine)
    assert "Iran" not in ids(corpus)
    assert len(corpus.corrections.unmatched) == 1


def test_a_saved_corpus_keeps_its_corrections(make: SimpleNamespace, tmp_path: Path) -> None:
    corpus = corpus_of(make, MERGE)
    corpus.save(tmp_path / "out")
    again = Corpus.open(tmp_path / "out")
    assert (again.actors, again.relations, again.corrections) == (
        corpus.actors,
        corpus.relations,
        corpus.corrections,
    )


# -- the command line


def run(capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, str, str]:
    with pytest.raises(SystemExit) as exit_:
        main([str(argument) for argument in arguments])
    captured = capsys.readouterr()
    return exit_.value.code or 0, captured.out, captured.err  # type: ignore[return-value]


def test_build_and_show_tell_what_was_applied(
    articles: Path,
    tmp_path: Path,
    mine: Path,
    fake_components: FakeComponents,
    capsys: pytest.CaptureFixture[str],
) -> None:
    out = tmp_path / "out"
    status, printed, errors = run(capsys, "build", articles, "-o", out, "--corrections", mine)
    assert status == 0
    assert "corrections: 1 applied, 1 not applied" in printed.splitlines()
    assert errors.startswith("graphkit: correction not applied: forbid 1: no actor 'Perse'; ")
    assert errors.count("\n") == 1
    assert run(capsys, "show", out, "--corrections")[1].splitlines() == [
        "applied: merge 1: Iran joined to Russie",
        errors.strip().removeprefix("graphkit: correction ").replace("not applied", "not applied", 1),
        "1 relation dropped: both ends are one actor now",
    ]
    data = json.loads(run(capsys, "show", out, "--corrections", "--json")[1])
    assert data["applied"] == ["merge 1: Iran joined to Russie"]
    (out / FILE_NAME).write_text("", encoding="utf-8")
    status, printed, errors = run(capsys, "build", "-o", out, "--relink", "--json")
    assert (status, errors) == (0, "")
    assert json.loads(printed)["corrections"] == {"applied": [], "unmatched": [], "loops": 0}
    assert run(capsys, "show", out, "--corrections")[1] == "no corrections\n"


@pytest.mark.parametrize(
    "arguments", [["build", "-o", "out"], ["build", "in", "-o", "out", "--relink"]], ids=["no input", "both"]
)
def test_inputs_and_relink_exclude_one_another(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(capsys, *arguments)[0] == 2


def test_relinking_loads_no_spacy(articles: Path, tmp_path: Path, fake_components: FakeComponents) -> None:
    build(articles, tmp_path / "out")
    code = (
        "import sys\nfrom graphkit.cli import main\n"
        f"try: main(['build', '--relink', '-o', {str(tmp_path / 'out')!r}])\nexcept SystemExit: pass\n"
        "print([m for m in ('spacy', 'graphkit.components') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.endswith("[]\n")


# -- what always holds

NEW = ["Alpha", "Bêta", "Gamma"]
names = st.sampled_from([*NAMES, "Perse"])
types = st.sampled_from(["alliance", "opposition", "diplomacy"])
entries = {
    "split": st.fixed_dictionaries(
        {"actor": names, "forms": st.lists(names, min_size=1, max_size=2), "label": st.sampled_from(NEW[:2])},
        optional={"documents": st.lists(st.sampled_from(sorted(TEXTS)), min_size=1, max_size=2)},
    ),
    "merge": st.fixed_dictionaries(
        {"actors": st.lists(names, min_size=2, max_size=3)}, optional={"into": st.just(NEW[2])}
    ),
    "retype": st.fixed_dictionaries({"actor": names, "type": st.sampled_from(["ORG", "STATE"])}),
    "reparent": st.fixed_dictionaries({"actor": names, "parent": st.one_of(names, st.just(""))}),
    "forbid": st.one_of(
        st.fixed_dictionaries({"actor": names}),
        st.fixed_dictionaries({"source": names, "target": names}, optional={"type": types}),
    ),
    "resign": st.fixed_dictionaries(
        {"source": names, "target": names, "becomes": types}, optional={"type": types}
    ),
}
files = st.fixed_dictionaries({kind: st.lists(entry, max_size=3) for kind, entry in entries.items()})
any_file = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def as_toml(file: dict[str, list[dict[str, Any]]]) -> str:
    return "\n".join(
        "\n".join([f"[[{kind}]]", *(f"{key} = {json.dumps(value)}" for key, value in table.items())])
        for kind, tables in file.items()
        for table in tables
    )


def applied(file: dict[str, list[dict[str, Any]]], linked: Linked) -> Corrected:
    try:
        return apply(Corrections.parse(as_toml(file)), linked)
    except CorrectionsError:
        assume(False)  # two actors of one label: the user is asked for an id
        raise


@any_file
@given(file=files)
def test_every_relation_and_mention_has_its_actor(file: dict[str, Any], make: SimpleNamespace) -> None:
    linked = applied(file, linked_of(corpus_of(make))).linked
    known = {actor.id: actor for actor in linked.actors}
    assert {m.actor for m in linked.mentions} <= known.keys()
    for r in linked.relations:
        assert {r.source, r.target} <= known.keys()
        assert r.attributed_to is None or r.attributed_to in known
        assert r.source != r.target
    for actor in linked.actors:
        seen = set()
        current: str | None = actor.id
        while current is not None:
            assert current not in seen
            seen.add(current)
            current = known[current].parent


@any_file
@given(file=files)
def test_counts_are_those_of_the_mentions(file: dict[str, Any], make: SimpleNamespace) -> None:
    linked = applied(file, linked_of(corpus_of(make))).linked
    for actor in linked.actors:
        mine = [m for m in linked.mentions if m.actor == actor.id]
        assert sum(alias.count for alias in actor.aliases) == len(mine) > 0
        for alias in actor.aliases:
            assert alias.docs == tuple(sorted({m.doc for m in mine if m.text == alias.form}))


@any_file
@given(file=files)
def test_applied_twice_is_applied_once(file: dict[str, Any], make: SimpleNamespace) -> None:
    once = applied(file, linked_of(corpus_of(make))).linked
    assert applied(file, once).linked == once


@any_file
@given(file=files, seed=st.integers(0, 99))
def test_the_order_of_what_is_corrected_does_not_matter(
    file: dict[str, Any], seed: int, make: SimpleNamespace
) -> None:
    assume(any(file.values()))
    linked = linked_of(corpus_of(make))

    def shuffled(items: tuple[Any, ...]) -> tuple[Any, ...]:
        return tuple(random.Random(seed).sample(items, len(items)))

    other = Linked(
        actors=shuffled(linked.actors),
        mentions=shuffled(linked.mentions),
        relations=shuffled(linked.relations),
    )
    assert applied(file, other) == applied(file, linked)
    texts = {id_: TEXTS[id_] for id_ in shuffled(tuple(TEXTS))}
    assert corpus_of(make, as_toml(file), texts).relations == corpus_of(make, as_toml(file)).relations


# -- the example


def test_the_example_has_every_kind(root: Path) -> None:
    example = Corrections.load(root / "examples" / FILE_NAME)
    assert all(getattr(example, kind.kind) for kind in KINDS)


@pytest.mark.model
def test_the_example_fits_the_seeds(root: Path) -> None:
    corpus = build(root / "seeds", corrections=root / "examples" / FILE_NAME)
    assert corpus.corrections.unmatched == ()
    assert corpus.actor("aviation russe").parent == corpus.actor("armée russe").id
