"""Precision, recall and F1 of the edges of a build folder against a hand-made gold.

What is counted is an *edge of one document*: (document, source, target, type), however many sentences
state it. An edge is **right** if the gold asks for it, **wrong** if the gold does not know it, and
**missed** if the gold asks for it and the build has none. With these three numbers

    precision = right / (right + wrong)      of what was found, how much is true
    recall    = right / (right + missed)     of what is there, how much was found
    F1        = 2 * precision * recall / (precision + recall)

(van Rijsbergen, Information Retrieval, 1979, ch. 7); a quotient with nothing below the line is 0.

- A found actor stands for the gold actor with which it shares most surface forms in that document
  (`comparable`); one that the gold does not know stands for itself, so its edges are wrong.
- Borderline, generic and negated gold is *loose*: neither missed when absent nor wrong when found.
- Opposition and diplomacy are compared without direction, since texts often leave open who began;
  alliance and affiliation with it, unless the gold marks the pair as undirected.
- A negated record is no edge. How often the negation itself was overlooked is `negated_as_plain`.

There are two levels. *Strict*: the gold's actors as they are. *Rolled*: a state, its government, its army
and the persons under them are one actor, for it is a question of taste whether "Moscou" or "la Russie"
acts; so are actors that the gold allows to merge.

Beside the edges there are figures of the actors themselves: how many of their names were found, and
how well the forms of a document were put together (`graphkit.evaluation.clusters`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from graphkit.errors import InputError
from graphkit.evaluation.causes import Cause, Roll, cause_of
from graphkit.evaluation.clusters import Agreement, b_cubed, ceaf_e, detection, partitions
from graphkit.evaluation.gold import (
    SCORED,
    STATE_BODIES,
    Answers,
    FoundActor,
    Gold,
    GoldActor,
    Statement,
    read_answers,
    read_gold,
)
from graphkit.records import SIGNS, ActorType, RelationType

SIGNED = tuple(type_ for type_ in SCORED if SIGNS[type_])
UNORDERED = frozenset({RelationType.OPPOSITION, RelationType.DIPLOMACY})
GROUPS: Mapping[str, tuple[RelationType, ...]] = {
    "all": SCORED,
    **{type_.value: (type_,) for type_ in SCORED},
    "signed": SIGNED,
}
"""What gets a score: all edges, those of each type, and those with a sign."""

UNKNOWN = "?"
"""Put before the id of a found actor that the gold does not know."""


@dataclass(frozen=True, slots=True, order=True)
class Edge:
    """What is counted; the ends of an unordered type stand in alphabetical order."""

    doc: str
    source: str
    target: str
    type: str

    @classmethod
    def of(cls, doc: str, source: str, target: str, type_: str) -> Edge:
        """The edge, with its ends in the order in which they are compared."""
        if type_ in UNORDERED and target < source:
            source, target = target, source
        return cls(doc, source, target, type_)

    @property
    def reverse(self) -> Edge:
        """The same edge with its ends changed over (itself, for an unordered type)."""
        return Edge.of(self.doc, self.target, self.source, self.type)


@dataclass(frozen=True, slots=True)
class Score:
    """Three counts and what follows from them."""

    right: int
    wrong: int
    missed: int

    @property
    def precision(self) -> float:
        """Share of what was found that is true: right / (right + wrong)."""
        return _share(self.right, self.right + self.wrong)

    @property
    def recall(self) -> float:
        """Share of what is there that was found: right / (right + missed)."""
        return _share(self.right, self.right + self.missed)

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall.

        >>> round(Score(right=3, wrong=1, missed=3).f1, 3)
        0.6
        """
        return _share(2 * self.precision * self.recall, self.precision + self.recall)

    def to_dict(self) -> dict[str, Any]:
        """The figures, rounded, and the counts."""
        figures = {name: round(getattr(self, name), 4) for name in ("precision", "recall", "f1")}
        return figures | asdict(self)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """A missed or wrong edge, and the first sentence that states it.

    Of a missed edge, sentence and cue are the annotator's, `rule` is empty, and `cause` is what lost it.
    """

    doc: str
    source: str
    target: str
    type: str
    sentence: str
    cue: str
    rule: str
    cause: str = ""

    @classmethod
    def of(cls, edge: Edge, statement: Statement, cause: str = "") -> Fault:
        """The fault at an edge, with its evidence."""
        evidence = {"sentence": statement.sentence, "cue": statement.cue, "rule": statement.rule}
        ends = {"source": edge.source, "target": edge.target, "type": edge.type}
        return cls(doc=edge.doc, **ends, **evidence, cause=cause)

    def line(self) -> str:
        """The fault on one line."""
        arrow = "--" if self.type in UNORDERED else "->"
        facts = [self.cause, self.doc, f"{self.source} {arrow} {self.target}", self.type, self.cue, self.rule]
        facts.append(" ".join(self.sentence.split()))
        return " | ".join(fact for fact in facts if fact)


@dataclass(frozen=True, slots=True)
class Trust:
    """How often edges of one confidence are right: the reliability of that confidence."""

    confidence: float
    right: int
    wrong: int

    @property
    def share(self) -> float:
        """The share that is right, which the confidence should equal."""
        return _share(self.right, self.right + self.wrong)


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    """The result at one level.

    `wrong_sign` counts wrong alliances between two actors whom the gold has as opponents, and the
    reverse: the fault that harms a reader most. `negated_as_plain` counts the edges that the gold has
    only as negated and the build as plain ones. `reliability` sets the confidence of the found edges,
    borderline ones apart, against how many are right.
    """

    scores: Mapping[str, Score]
    wrong_sign: int
    negated_as_plain: int
    missed: tuple[Fault, ...] = field(repr=False)
    wrong: tuple[Fault, ...] = field(repr=False)
    reliability: tuple[Trust, ...] = field(repr=False, default=())

    @property
    def causes(self) -> dict[str, int]:
        """How many edges each cause lost."""
        counts = Counter(fault.cause for fault in self.missed)
        return {cause.value: counts[cause] for cause in Cause if counts[cause]}

    def to_dict(self) -> dict[str, Any]:
        """The level as JSON values."""
        return {
            "scores": {name: score.to_dict() for name, score in self.scores.items()},
            "wrong_sign": self.wrong_sign,
            "negated_as_plain": self.negated_as_plain,
            "causes": self.causes,
            "reliability": [asdict(trust) | {"share": round(trust.share, 4)} for trust in self.reliability],
            "missed": [asdict(fault) for fault in self.missed],
            "wrong": [asdict(fault) for fault in self.wrong],
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Evaluation:
    """What `evaluate` finds.

    `actor_recall` is the share of the actors in the gold's relations (borderline ones and generic
    actors apart) that some found actor stands for; None where the gold asks for none. `docs` is the
    number of the gold's documents, `silent` those of them in which the build found nothing. `names`,
    `b_cubed` and `ceaf_e` are the figures of `graphkit.evaluation.clusters`.
    """

    strict: Level
    rolled: Level
    actor_recall: float | None
    docs: int
    silent: tuple[str, ...]
    names: Score
    b_cubed: Agreement
    ceaf_e: Agreement

    @property
    def levels(self) -> dict[str, Level]:
        """Both levels by name."""
        return {"strict": self.strict, "rolled": self.rolled}

    def lines(self, errors: int = 0) -> list[str]:
        """A table for the terminal, then up to `errors` missed and as many wrong edges (rolled)."""
        width = max(map(len, GROUPS))
        lines = [f"{'level':6}  {'edges':{width}}  precision  recall     F1  right  wrong  missed"]
        for name, level in self.levels.items():
            lines += [
                f"{name:6}  {group:{width}}  {_columns(s)}  {_counts(s)}" for group, s in level.scores.items()
            ]
        lines.append("")
        lines += [
            f"{name}: {level.wrong_sign} with the wrong sign, {level.negated_as_plain} negated as plain"
            for name, level in self.levels.items()
        ]
        recall = "none asked for" if self.actor_recall is None else f"{self.actor_recall:.3f}"
        lines += [
            f"actor recall: {recall}",
            "",
            f"{'actors':{width + 8}}  precision  recall     F1  right  wrong  missed",
            f"{'names':{width + 8}}  {_columns(self.names)}  {_counts(self.names)}",
            f"{'clusters, B-cubed':{width + 8}}  {_columns(self.b_cubed)}",
            f"{'clusters, CEAF-e':{width + 8}}  {_columns(self.ceaf_e)}",
        ]
        lines += self._reliability_lines()
        lines += [f"missed for {cause}: {count}" for cause, count in self.rolled.causes.items()]
        if self.silent:
            lines.append(
                f"nothing found in {len(self.silent)} of {self.docs} articles: {', '.join(self.silent)}"
            )
        if errors > 0:
            lines += [f"missed: {fault.line()}" for fault in self.rolled.missed[:errors]]
            lines += [f"wrong: {fault.line()}" for fault in self.rolled.wrong[:errors]]
        return lines

    def _reliability_lines(self) -> list[str]:
        table = self.rolled.reliability
        if not table:
            return []
        rows = [f"{t.confidence:10.2f}  {t.share:5.2f}  {t.right:5}  {t.wrong:5}" for t in table]
        return ["", "confidence  share  right  wrong", *rows, ""]

    def to_dict(self) -> dict[str, Any]:
        """All of it as JSON values."""
        recall = None if self.actor_recall is None else round(self.actor_recall, 4)
        levels = {name: level.to_dict() for name, level in self.levels.items()}
        actors = {
            "names": self.names.to_dict(),
            "b_cubed": self.b_cubed.to_dict(),
            "ceaf_e": self.ceaf_e.to_dict(),
        }
        return levels | {
            "actor_recall": recall,
            "actors": actors,
            "documents": self.docs,
            "silent": list(self.silent),
        }


def evaluate(folder: Path, gold: Path) -> Evaluation:
    """Score the build in `folder` against the gold in the folder `gold`.

    Documents that the gold does not know are left out. Raises `InputError` for a file that is missing
    or ill-formed, and where the two folders have no document in common.
    """
    return score(read_answers(Path(folder)), read_gold(Path(gold)))


def score(answers: Answers, gold: Gold) -> Evaluation:
    """Score answers against a gold."""
    if answers.docs and gold.docs and not answers.docs & gold.docs:
        raise InputError(
            f"the build and the gold have no document in common: the build has {min(answers.docs)!r}, "
            f"the gold {min(gold.docs)!r}; was another folder built?"
        )
    stands_for = match_actors(answers.actors, gold)
    needed = {
        (statement.doc, end)
        for statement in gold.statements
        for end in (statement.source, statement.target)
        if not statement.borderline and not gold.actors[statement.doc, end].generic
    }
    known = {(doc, actor) for (doc, _), actor in stands_for.items()}
    names = detection(answers, gold)
    clusters = partitions(answers, gold)
    return Evaluation(
        strict=_score_level(answers, gold, stands_for, lambda _, actor: actor),
        rolled=_score_level(answers, gold, stands_for, lambda doc, actor: rolled(gold, doc, actor)),
        actor_recall=len(needed & known) / len(needed) if needed else None,
        docs=len(gold.docs),
        silent=tuple(sorted(gold.docs - answers.docs)),
        names=Score(names.right, names.wrong, names.missed),
        b_cubed=b_cubed(*clusters),
        ceaf_e=ceaf_e(*clusters),
    )


def match_actors(found: Iterable[FoundActor], gold: Gold) -> dict[tuple[str, str], str]:
    """(document, found actor id) -> the gold actor that it stands for in that document.

    Each form that both have is as many votes as it was found times; the label decides only where no
    form does. One form may name two gold actors ("les ministres russe et iranien"), so votes may be
    equal: then the one voted for first is taken, in the order of the files.
    """
    stands_for = {}
    for actor in found:
        for doc in gold.docs:
            votes: Counter[str] = Counter()
            for form in actor.forms:
                if form.docs is None or doc in form.docs:
                    votes.update({named.id: form.count for named in gold.named(doc, form.text)})
            votes = votes or Counter(named.id for named in gold.named(doc, actor.label))
            if votes:
                stands_for[doc, actor.id] = max(votes, key=votes.__getitem__)
    return stands_for


def rolled(gold: Gold, doc: str, actor: str) -> str:
    """What a gold actor counts as in the rolled view.

    The country, for a state, its government, its army, and for a person under one of these; otherwise
    the actor itself, or the first by name of those that it may merge with.
    """
    entry = gold.actors[doc, actor]
    if entry.type == ActorType.PERSON and entry.parent:
        parent = gold.actors.get((doc, entry.parent))
        entry = parent if parent and _is_state_body(parent) else entry
    if _is_state_body(entry) and entry.country:
        return entry.country
    return min((entry.id, *entry.may_merge_with))


def _is_state_body(actor: GoldActor) -> bool:
    return actor.type in STATE_BODIES


def _score_level(
    answers: Answers, gold: Gold, stands_for: Mapping[tuple[str, str], str], roll: Roll
) -> Level:
    firm, loose, negated = _gold_edges(gold, roll)
    found = _found_edges(answers, gold, stands_for, roll)
    # Where the gold lets a pair pass the other way round, that way answers for the firm edge as well.
    right = {edge for edge in firm if edge in found or (edge.reverse in found and edge.reverse in loose)}
    missed = sorted(firm.keys() - right)
    wrong = sorted(found.keys() - firm.keys() - loose)
    return Level(
        scores={
            group: Score(*(sum(edge.type in types for edge in edges) for edges in (right, wrong, missed)))
            for group, types in GROUPS.items()
        },
        wrong_sign=sum(_has_wrong_sign(edge, firm) for edge in wrong),
        negated_as_plain=len(negated & found.keys()),
        missed=tuple(
            Fault.of(edge, firm[edge], cause_of(firm[edge], answers, gold, stands_for, roll))
            for edge in missed
        ),
        wrong=tuple(Fault.of(edge, found[edge]) for edge in wrong),
        reliability=_reliability(found, right, wrong),
    )


def _reliability(
    found: Mapping[Edge, Statement], right: Iterable[Edge], wrong: Iterable[Edge]
) -> tuple[Trust, ...]:
    """Right and wrong edges by their confidence, the surest first."""
    stated = Counter(found[e if e in found else e.reverse].confidence for e in right)
    astray = Counter(found[edge].confidence for edge in wrong)
    return tuple(Trust(c, stated[c], astray[c]) for c in sorted(stated.keys() | astray.keys(), reverse=True))


def _gold_edges(gold: Gold, roll: Roll) -> tuple[dict[Edge, Statement], set[Edge], set[Edge]]:
    """The edges that are asked for; those that are only let pass; those that are only ever negated."""
    firm: dict[Edge, Statement] = {}
    loose: set[Edge] = set()
    negated: set[Edge] = set()
    plain: set[Edge] = set()
    for statement in gold.statements:
        source, target = (roll(statement.doc, end) for end in (statement.source, statement.target))
        if source == target:
            continue
        edge = Edge.of(statement.doc, source, target, statement.type)
        if gold.is_loose(statement):
            loose.add(edge)
        else:
            firm.setdefault(edge, statement)
        ways = {edge} if statement.directed else {edge, edge.reverse}
        loose |= ways - {edge}
        (negated if statement.negated else plain).update(ways)
    return firm, loose - firm.keys(), negated - plain


def _found_edges(
    answers: Answers, gold: Gold, stands_for: Mapping[tuple[str, str], str], roll: Roll
) -> dict[Edge, Statement]:
    """The edges of the gold's documents that a build states, each with the first record that does."""
    found: dict[Edge, Statement] = {}
    for statement in answers.statements:
        if statement.negated or statement.type not in SCORED or statement.doc not in gold.docs:
            continue
        doc = statement.doc
        ends = (statement.source, statement.target)
        known = [stands_for.get((doc, end)) for end in ends]
        source, target = (
            UNKNOWN + end if actor is None else roll(doc, actor)
            for end, actor in zip(ends, known, strict=True)
        )
        if source != target:
            found.setdefault(Edge.of(doc, source, target, statement.type), statement)
    return found


def _has_wrong_sign(edge: Edge, firm: Mapping[Edge, Statement]) -> bool:
    """Whether the gold asks for the opposite sign between the same two actors, in either direction."""
    if edge.type not in SIGNED:
        return False
    opposite = next(type_ for type_ in SIGNED if type_ != edge.type)
    other = Edge.of(edge.doc, edge.source, edge.target, opposite)
    return other in firm or other.reverse in firm


def _columns(figures: Score | Agreement) -> str:
    return f"{figures.precision:9.3f}  {figures.recall:6.3f}  {figures.f1:5.3f}"


def _counts(score: Score) -> str:
    return f"{score.right:5}  {score.wrong:5}  {score.missed:6}"


def _share(part: float, whole: float) -> float:
    return part / whole if whole else 0.0
