"""Sentences of our own, with what must be read from them and what must not.

The sentences stand in `*.toml` beside this file, their parses in `tests/parses`. A sentence that
today's pipeline gets wrong is marked `xfail` with the reason, so that a fix shows.
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

import pytest

from graphkit.records import SIGNS, ActorType, Modality, RelationType

if TYPE_CHECKING:
    from conftest import FrozenParse

FILES = {
    path.stem: tomllib.loads(path.read_text(encoding="utf-8"))["case"]
    for path in sorted(Path(__file__).parent.glob("*.toml"))
}
CASES = [(name, case) for name, cases in FILES.items() for case in cases]
KEYS = {"id", "sentence", "mentions", "relations", "never", "xfail"}
SIGNED = {kind for kind, sign in SIGNS.items() if sign}

Parses = dict[tuple[str, str], "FrozenParse"]
Reader = Callable[["FrozenParse"], dict[str, Any]]


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Line:
    """A relation as the cases write it: ``irn > hezbollah alliance negated claimed by otan``."""

    source: str
    target: str
    type: str
    directed: bool = True
    negated: bool = False
    modality: str = Modality.ASSERTED
    by: str = ""

    @classmethod
    def of_text(cls, text: str) -> Self:
        source, arrow, target, kind, *status = text.split()
        by = status[status.index("by") + 1] if "by" in status else ""
        words = status[: status.index("by")] if by else status
        modality = [word for word in words if word != "negated"]
        return cls._of(
            source,
            target,
            RelationType(kind),
            arrow == ">",
            "negated" in words,
            Modality(*modality or ["asserted"]),
            by,
        )

    @classmethod
    def of_values(cls, values: Mapping[str, Any]) -> Self:
        return cls._of(
            values["source"], values["target"], values["type"], values["directed"], values["negated"],
            values["modality"], values["attributed_to"] or "",
        )  # fmt: skip

    @classmethod
    def _of(
        cls, source: str, target: str, kind: str, directed: bool, negated: bool, modality: str, by: str
    ) -> Self:
        if not directed:
            source, target = sorted((source, target))
        return cls(
            source=source,
            target=target,
            type=str(kind),
            directed=directed,
            negated=negated,
            modality=str(modality),
            by=by,
        )

    def __str__(self) -> str:
        arrow = ">" if self.directed else "<>"
        status = [*["negated"] * self.negated, *[self.modality] * (self.modality != Modality.ASSERTED)]
        return " ".join(
            [self.source, arrow, self.target, self.type, *status, *["by", self.by] * bool(self.by)]
        )


def marked(name: str, case: Mapping[str, Any]) -> Any:
    marks = [pytest.mark.xfail(reason=case["xfail"])] if "xfail" in case else []  # strict: see pyproject.toml
    return pytest.param(name, case, id=f"{name}-{case['id']}", marks=marks)


def frozen(parses: Parses, name: str, case: Mapping[str, Any]) -> FrozenParse:
    parse = parses.get((name, case["id"]))
    if parse is None or parse.text.lower() != case["sentence"].lower():
        pytest.fail(f"no parse of {name}/{case['id']}, or of another sentence: run pytest --update-expected")
    return parse


@pytest.mark.parametrize(("name", "case"), [marked(name, case) for name, case in CASES])
def test_a_sentence_gives_its_mentions_and_relations(
    name: str, case: Mapping[str, Any], parses: Parses, read_text: Reader
) -> None:
    state = read_text(frozen(parses, name, case))
    found = sorted({Line.of_values(values) for values in state["relations"]})
    wanted = sorted({Line.of_text(text) for text in case["relations"]})
    signed = [line for line in found if line.type in SIGNED]
    assert [str(w) for w in wanted if w not in found] == [], f"found instead: {[str(f) for f in found]}"
    assert [str(s) for s in signed if s not in wanted] == [], (
        "a relation with a sign that the case does not list"
    )
    for pattern in case.get("never", ()):
        source, _, target, *kind = pattern.split()
        for line in found:
            ends = {(line.source, line.target)} | (set() if line.directed else {(line.target, line.source)})
            assert (source, target) not in ends or kind not in ([], [line.type]), f"{line} must not come out"
    mentions = {
        state["text"][start:end]: f"{m['id']} {m['type']}"
        for m, (start, end) in zip(state["mentions"], state["spans"], strict=True)
    }
    assert case.get("mentions", {}).items() <= mentions.items()


@pytest.mark.parametrize("name", FILES)
def test_cases_are_well_formed(name: str, parses: Parses) -> None:
    ids = Counter(case["id"] for case in FILES[name])
    assert [case for case, count in ids.items() if count > 1] == []
    for case in FILES[name]:
        assert set(case) <= KEYS, case["id"]
        assert re.fullmatch("[a-z-]+", case["id"])
        assert all(ActorType(value.split()[1]) for value in case.get("mentions", {}).values())
        assert all(part in case["sentence"] for part in case.get("mentions", {}))
        assert len({Line.of_text(text) for text in case["relations"]}) == len(case["relations"])
        assert set(map(len, map(str.split, case.get("never", ())))) <= {3, 4}
    frozen_texts = {case: parse.text.lower() for (file, case), parse in parses.items() if file == name}
    assert frozen_texts == {case["id"]: case["sentence"].lower() for case in FILES[name]}, (
        "run pytest --update-expected"
    )


@pytest.mark.model
@pytest.mark.parametrize("name", FILES)
def test_the_shipped_model_parses_as_frozen(name: str, parses: Parses, nlp: Any) -> None:
    """A new model comes with new parses. Rounding may differ between processors: 2 % of words may."""
    from conftest import parse_live

    words = [
        (old, new)
        for case in FILES[name]
        for old, new in zip(
            frozen(parses, name, case).words, parse_live(nlp, case["sentence"]).words, strict=True
        )
    ]
    differing = [
        (old.text, old.dep, new.dep) for old, new in words if (old.head, old.dep) != (new.head, new.dep)
    ]
    assert len(differing) <= 0.02 * len(words), (
        f"run pytest --update-expected and review the changes: {differing}"
    )
