"""Names that must not be merged and names that must be, from many fields of the news (`traps.toml`)."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import pytest

from graphkit.actors.candidate import Candidate
from graphkit.actors.linking import Doubt, link
from graphkit.actors.main_state import states_of_text
from graphkit.actors.mentions import find_mentions
from graphkit.actors.names import Gazetteer, Knows, first, slug
from graphkit.actors.nominals import Nominals
from graphkit.actors.persons import same_person
from graphkit.actors.settling import link_within
from graphkit.actors.text_records import actors_of
from graphkit.language.schema.grammar import Role
from graphkit.records import Actor, ActorType, Alias, Extraction, MentionKind
from graphkit.syntax import Tree, Word

TRAPS: dict[str, dict[str, list[list[Any]]]] = tomllib.loads(
    Path(__file__).with_name("traps.toml").read_text(encoding="utf-8")
)
LEVELS = ("gazetteer", "names", "within", "across", "text")


def traps(level: str) -> list[Any]:
    """(arguments, whether they are one actor) of a level."""
    return [
        pytest.param(row, joined, id=f"{'=' if joined else '!'} {row[0]} | {row[1]}"[:80])
        for kind, joined in (("apart", False), ("joined", True))
        for row in TRAPS[kind][level]
    ]


@pytest.fixture(scope="module")
def nominals(gazetteer: Gazetteer) -> Nominals:
    return Nominals(gazetteer)


def test_the_table_is_large_and_says_nothing_twice() -> None:
    for kind in ("apart", "joined"):
        assert set(TRAPS[kind]) == set(LEVELS)
        pairs = [(level, *map(str, row)) for level, rows in TRAPS[kind].items() for row in rows]
        assert len(pairs) == len(set(pairs)) >= 60


@pytest.mark.parametrize(("row", "joined"), traps("gazetteer"))
def test_known_forms(row: Sequence[str], joined: bool, gazetteer: Gazetteer) -> None:
    """Joined: the same state or body, or a state's government. Apart: no reading in common."""
    one, other = (list(gazetteer.hits(text)) for text in row)
    if joined:
        wanted = (Knows.ACTOR, Knows.STATE, Knows.GOVERNMENT)
        a, b = ([e.id for hit in hits if (e := first(hit.entries, *wanted))] for hits in (one, other))
        assert a == b
        assert len(a) == 1
    else:
        a, b = ({e.id for hit in hits for e in hit.entries} for hits in (one, other))
        assert a | b
        assert a.isdisjoint(b)


@pytest.mark.parametrize(("row", "joined"), traps("names"))
def test_full_names(row: Sequence[str], joined: bool) -> None:
    assert same_person(row[0], row[1]) is joined
    assert same_person(row[1], row[0]) is joined


def person(name: str, start: int) -> Candidate:
    return Candidate(
        start=start, end=start + 1, head=start, id=slug(name), label=name, type=ActorType.PERSON,
        kind=MentionKind.NAME, rule="entity:PER",
    )  # fmt: skip


@pytest.mark.parametrize("backwards", [False, True], ids=["", "backwards"])
@pytest.mark.parametrize(("row", "joined"), traps("within"))
def test_within_a_text(row: Sequence[str], joined: bool, backwards: bool, nominals: Nominals) -> None:
    names = row[::-1] if backwards else row
    settled = link_within([person(name, i) for i, name in enumerate(names)], Counter(), nominals)
    ids = dict(zip(names, (c.id for c in settled), strict=True))
    assert (ids[row[0]] == ids[row[1]]) is joined


def extraction(doc: str, names: Iterable[str]) -> Extraction:
    aliases = {
        name: Alias(form=name, kind=MentionKind.NAME, docs=(doc,), count=1, rule="entity:PER")
        for name in names
    }
    return Extraction(
        doc=doc,
        actors=tuple(
            Actor(id=slug(name), label=name, type=ActorType.PERSON, aliases=(alias,))
            for name, alias in aliases.items()
        ),
    )


@pytest.mark.parametrize("backwards", [False, True], ids=["", "backwards"])
@pytest.mark.parametrize(("row", "joined"), traps("across"))
def test_across_texts(row: Sequence[str], joined: bool, backwards: bool) -> None:
    names = row[::-1] if backwards else row
    linking = link([extraction(f"{i}.txt", [name]) for i, name in enumerate(names)])
    assert (len(linking.actors) == 1) is joined


TOKEN = re.compile(r"MM?\.|[^\W_]+(?:-[^\W_]+)*['’]?|[^\w\s]")
CLOSED = {
    "DET": {"le", "la", "les", "l'", "l’", "un", "une"},
    "ADP": {"de", "à"},
    "CCONJ": {"et"},
}


def flat_tree(text: str, entities: Iterable[Sequence[str]]) -> Tree:
    """The words of a text without syntax: names are capitalised words, all hang under the first."""
    words: list[Word] = []
    firsts = [0]
    for match in TOKEN.finditer(text):
        form, index = match.group(), len(words)
        pos = next((pos for pos, forms in CLOSED.items() if form.lower() in forms), "")
        pos = pos or ("PUNCT" if not form[0].isalnum() else "PROPN" if form[0].isupper() else "NOUN")
        head, role = (index, Role.ROOT) if index == firsts[-1] else (firsts[-1], Role.OTHER)
        words.append(
            Word(
                index=index,
                text=form,
                lemma=form.lower(),
                pos=pos,
                role=role,
                head=head,
                start=match.start(),
                end=match.end(),
                sentence=len(firsts) - 1,
            )
        )  # fmt: skip
        if form == ".":
            firsts.append(len(words))
    starts, ends = {w.start: w.index for w in words}, {w.end: w.index + 1 for w in words}
    spans: dict[int, tuple[int, int, str]] = {}
    for form, label in sorted(entities, key=lambda e: -len(e[0])):
        for match in re.finditer(re.escape(form), text):
            start, end = starts.get(match.start()), ends.get(match.end())
            inside = any(a <= starts.get(match.start(), -1) < b for a, b, _ in spans.values())
            if start is not None and end is not None and not inside:
                spans[start] = (start, end, label)
    sentences = [(a, b) for a, b in zip(firsts, [*firsts[1:], len(words)], strict=True) if a < b]
    return Tree(words, sentences=sentences, entities=sorted(spans.values()))


@pytest.mark.parametrize(("row", "joined"), traps("text"))
def test_whole_texts(row: Sequence[Any], joined: bool, gazetteer: Gazetteer, nominals: Nominals) -> None:
    text, entities, one, other = row
    tree = flat_tree(text, entities)
    hits = list(gazetteer.hits(text))
    states = states_of_text(hits)
    fitted = nominals.for_text(states)
    ids: dict[str, str] = {}
    for c in link_within(find_mentions(tree, hits, gazetteer, fitted), states, fitted):
        ids.setdefault(text[tree[c.start].start : tree[c.end - 1].end], c.id)
    assert {one, other} <= ids.keys()
    assert (ids[one] == ids[other]) is joined


# -- doubts


def doubts(*texts: Iterable[str]) -> list[Doubt]:
    return list(link([extraction(f"{i}.txt", names) for i, names in enumerate(texts)]).doubts)


def test_a_surname_of_two_persons_is_a_doubt_in_its_text() -> None:
    (doubt,) = doubts(["Bill Clinton", "Hillary Clinton", "Clinton"], ["Chelsea Clinton"])
    assert doubt == Doubt(
        doc="0.txt",
        form="Clinton",
        actor="clinton",
        candidates=("bill-clinton", "hillary-clinton"),
        reason="surname of several persons",
    )


def test_a_mention_that_fits_two_persons_says_so(nominals: Nominals) -> None:
    names = ["Bill Clinton", "Hillary Clinton", "Clinton"]
    settled = link_within([person(name, i) for i, name in enumerate(names)], Counter(), nominals)
    assert [c.rule for c in settled] == ["entity:PER", "entity:PER", "surname of several persons"]
    (alias,) = next(
        a for a in actors_of("a.txt", list(zip(settled, names, strict=True))) if a.id == "clinton"
    ).aliases
    assert alias.rule == "surname of several persons"


def test_a_surname_of_another_text_is_a_doubt() -> None:
    (doubt,) = doubts(["Emmanuel Macron"], ["Macron"])
    assert (doubt.doc, doubt.actor, doubt.candidates) == ("1.txt", "macron", ("emmanuel-macron",))


def test_a_longer_name_is_a_doubt() -> None:
    (doubt,) = doubts(["George Bush"], ["George W. Bush"])
    assert (doubt.form, doubt.candidates, doubt.reason) == (
        "George Bush",
        ("george-w-bush",),
        "part of a longer name",
    )


def test_a_spelling_of_two_names_stays_apart_and_is_a_doubt() -> None:
    """q may be k or g: "Araqi" fits both, and they do not fit each other."""
    linking = link(
        [extraction(f"{i}.txt", ["Ali Arakani", "Ali Aragani"]) for i in range(2)]
        + [extraction("2.txt", ["Ali Araqani"])]
    )
    assert len(linking.actors) == 3
    assert [(d.form, d.candidates, d.reason) for d in linking.doubts] == [
        ("Ali Araqani", ("ali-aragani", "ali-arakani"), "spelling of several names")
    ]


def test_what_is_joined_is_no_doubt() -> None:
    assert doubts(["Bachar al-Assad"], ["Bashar el-Assad"], ["Emmanuel Macron"]) == []
