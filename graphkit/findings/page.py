"""The report: one offline page with the findings, their pictures, and the sentences behind every claim.

It runs no script and asks nothing of the network: its content security policy allows one style sheet,
by hash, and nothing else. Pictures are SVG; sentences open and close as the browser's own `details`.
"""

from __future__ import annotations

import base64
import hashlib
import math
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from graphkit.errors import ExportError
from graphkit.export.evidence import is_web_address, sentence_parts
from graphkit.export.files import atomic_write
from graphkit.export.flatten import clean
from graphkit.export.html import page_template
from graphkit.export.palette import Look, relation_look
from graphkit.records import RelationType

if TYPE_CHECKING:
    import networkx as nx

    from graphkit.analysis.blocs import Bloc
    from graphkit.analysis.study import Study
    from graphkit.analysis.ties import Tie
    from graphkit.records import Document, Relation

FOLDER = Path(__file__).parent / "report"

MAX_ACTORS = 40
"""Actors of one matrix: as many as fit a screen's width at a size that can be read and clicked."""

MAX_ROWS = 60
"""Rows of a list or of the timeline; the best attested come first, and what is left out is counted."""

MAX_NAMES = 8
MAX_CONFLICTS = 20
"""Parts of the graph shown, the largest first."""

MAX_TIES = 400
"""Ties listed with all their sentences, and linked from the pictures."""

CELL = 24
LETTER = 6.7
"""Mean width of a letter at 12 px, in pixels: the labels of a picture need room before they are drawn."""


def write_page(graph: nx.MultiDiGraph[str], study: Study, path: Path, *, lang: str = "fr") -> None:
    """Write the report; see `page_text`."""
    atomic_write(path, page_text(graph, study, lang=lang))


def page_text(graph: nx.MultiDiGraph[str], study: Study, *, lang: str = "fr") -> str:
    """The report as text. The same findings give the same text; sentences and labels are only ever text."""
    style = _style()
    report = _Report(graph, study, lang)
    return page_template(FOLDER).render(
        lang=lang,
        policy=_policy(style),
        style=Markup(style),  # noqa: S704  # a file of the installation and colours of the palette
        t=report.words,
        r=report,
        s=study,
        title=clean(graph.graph.get("title") or "") or report.words["untitled"],
        conflicts=_conflicts(report),
        timeline=_timeline(report),
        rows=MAX_ROWS,
        conflicts_shown=MAX_CONFLICTS,
    )


@cache
def load_strings(lang: str) -> dict[str, Any]:
    """All words of the report in one language."""
    known = tomllib.loads((FOLDER / "strings.toml").read_text(encoding="utf-8"))
    if lang not in known:
        raise ExportError(f"the report has no language {lang!r}; known: {', '.join(known)}")
    return dict(known[lang])


def _style() -> str:
    looks = {
        "ally": relation_look(RelationType.ALLIANCE),
        "foe": relation_look(RelationType.OPPOSITION),
    }
    light, dark = (_colors(looks, name) for name in ("color", "dark"))
    own = (FOLDER / "report.css").read_text(encoding="utf-8")
    return f":root {{ {light} }}\n@media (prefers-color-scheme: dark) {{ :root {{ {dark} }} }}\n{own}"


def _colors(looks: Mapping[str, Look], shade: str) -> str:
    return " ".join(f"--{name}: {getattr(look, shade)};" for name, look in looks.items())


def _policy(style: str) -> str:
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    return f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"


class _Report:
    """What the template asks for: names, numbers, sentences, anchors."""

    def __init__(self, graph: nx.MultiDiGraph[str], study: Study, lang: str) -> None:
        self.words = load_strings(lang)
        self.study = study
        self._lang = lang
        self._label = {actor: clean(label or actor) for actor, label in graph.nodes(data="label")}
        self._relations: Mapping[str, Relation] = graph.graph.get("relations", {})
        self._documents: Mapping[str, Document] = graph.graph.get("documents", {})
        listed = sorted(study.ties, key=lambda tie: (-tie.weight, tie.ends))[:MAX_TIES]
        self.ties = listed
        self._anchor = {tie.ends: f"tie-{number}" for number, tie in enumerate(listed, start=1)}

    def name(self, actor: str) -> str:
        return self._label.get(actor) or clean(actor)

    def names(self, actors: Iterable[str]) -> str:
        return ", ".join(map(self.name, actors))

    def side(self, bloc: Bloc) -> str:
        """A camp in a few words: those that alliances connect, and how many more there are."""
        core = bloc.groups[0]
        more = len(bloc.members) - len(core[:MAX_NAMES])
        return self.names(core[:MAX_NAMES]) + (f", {self.count('more', more)}" if more else "")

    def anchor(self, tie: Tie) -> str | None:
        return self._anchor.get(tie.ends)

    def kind(self, sign: int) -> str:
        return {1: "ally", -1: "foe", 0: "mixed"}[sign]

    def alliances(self, actor: str) -> list[str]:
        """Ids of the statements that an actor's alliances stand on."""
        return [id_ for tie in self.study.ties if tie.sign > 0 and actor in tie.ends for id_ in tie.relations]

    def talks(self, actor: str) -> list[str]:
        """Ids of the statements that an actor's contacts stand on, alliances and diplomacy."""
        contacts = (c for c in self.study.brokers.contacts if actor in (c.one, c.other))
        return [*self.alliances(actor), *(id_ for contact in contacts for id_ in contact.relations)]

    def number(self, value: float | None, digits: int = 3) -> str:
        """A number as the language writes it; whole numbers without decimals."""
        if value is None:
            return "–"
        rounded = round(float(value), digits)
        text = f"{rounded:g}" if rounded.is_integer() else f"{rounded:.{digits}f}"
        return text.replace(".", ",") if self._lang == "fr" else text

    def count(self, key: str, number: float, **filled: str) -> str:
        """A number with its noun, in the singular or plural of the language."""
        is_one = number < 2 if self._lang == "fr" else number == 1
        words = str(self.words[f"{key}_one" if is_one else f"{key}_other"])
        return words.format(n=self.number(number), **filled)

    def statements(self, ids: Iterable[str]) -> list[dict[str, Any]]:
        """The sentences of some statements, newest first, each once."""
        known = {id_: self._relations[id_] for id_ in ids if id_ in self._relations}
        ordered = sorted(known.values(), key=lambda r: (r.evidence.doc, r.evidence.start, r.id))
        ordered.sort(key=lambda r: r.date or "", reverse=True)
        return [self._statement(relation) for relation in ordered]

    def _statement(self, relation: Relation) -> dict[str, Any]:
        document = self._documents.get(relation.evidence.doc)
        url = document.url if document else None
        speaker = relation.attributed_to
        return {
            "parts": sentence_parts(relation.evidence),
            "kind": self.kind(relation.sign) if relation.sign or relation.negated else "talk",
            "type": self.words["relation"].get(relation.type.value, relation.type.value),
            "modality": self.words["modality"].get(relation.modality.value, relation.modality.value),
            "negated": relation.negated,
            "by": self.name(speaker) if speaker else None,
            "date": relation.date,
            "doc": clean(relation.evidence.doc),
            "title": clean(document.title) if document and document.title else None,
            "outlet": clean(document.outlet) if document and document.outlet else None,
            "url": url if url and is_web_address(url) else None,
        }

    @property
    def documents(self) -> int:
        return len(self._documents)

    @property
    def actors(self) -> int:
        return len({actor for tie in self.study.ties for actor in tie.ends})


def _conflicts(report: _Report) -> list[dict[str, Any]]:
    """Parts of the graph with their blocs, their misfits and, from three actors on, a matrix."""
    study = report.study
    blocs: dict[int, list[Bloc]] = {}
    for bloc in study.blocs.blocs:
        blocs.setdefault(bloc.part, []).append(bloc)
    found = []
    for part, mine in sorted(blocs.items()):
        members = {actor for bloc in mine for actor in bloc.members}
        loose = [m for m in study.blocs.misfits if any(set(tie.ends) & members for tie in m.ties)]
        order = [*(actor for bloc in mine for actor in bloc.members), *(m.actor for m in loose)]
        matrix = _matrix(report, mine, order) if len(order) > 2 else None
        found.append({"part": part, "blocs": mine, "matrix": matrix})
    return found


def _matrix(report: _Report, blocs: Sequence[Bloc], order: Sequence[str]) -> dict[str, Any]:
    """Who is tied to whom, by blocs; where there are too many actors, the best attested."""
    near: dict[str, float] = dict.fromkeys(order, 0.0)
    ties = [tie for tie in report.study.ties if tie.one in near and tie.other in near]
    for tie in ties:
        near[tie.one] += tie.weight
        near[tie.other] += tie.weight
    kept = set(sorted(near, key=lambda actor: (-near[actor], actor))[:MAX_ACTORS])
    shown = [actor for actor in order if actor in kept]
    at = {actor: number for number, actor in enumerate(shown)}
    margin = _label_width(report, shown)
    against = {tie.ends for tie in report.study.blocs.contradictions}
    heaviest = max((tie.weight for tie in ties), default=1.0)
    cells = []
    for tie in ties:
        if tie.one in at and tie.other in at:
            size = 5 + 5 * math.log1p(tie.weight) / math.log1p(heaviest)
            for row, column in ((at[tie.one], at[tie.other]), (at[tie.other], at[tie.one])):
                cells.append(
                    {
                        "x": round(margin + (column + 0.5) * CELL, 1),
                        "y": round(margin + (row + 0.5) * CELL, 1),
                        "r": round(size, 1),
                        "kind": report.kind(tie.sign),
                        "anchor": report.anchor(tie),
                        "against": tie.ends in against,
                        "tie": tie,
                    }
                )
    frames, start = [], 0
    for bloc in blocs:
        length = sum(actor in at for actor in bloc.members)
        if length:
            frames.append({"at": margin + start * CELL, "size": length * CELL, "id": bloc.id})
        start += length
    return {
        "actors": [
            {"name": report.name(actor), "at": round(margin + (at[actor] + 0.5) * CELL, 1)} for actor in shown
        ],
        "cells": sorted(cells, key=lambda cell: (cell["y"], cell["x"])),
        "frames": frames,
        "margin": margin,
        "size": margin + len(shown) * CELL + 8,
        "grid": [margin + number * CELL for number in range(len(shown) + 1)],
        "left_out": len(order) - len(shown),
    }


def _label_width(report: _Report, actors: Iterable[str]) -> int:
    return 14 + math.ceil(LETTER * max((len(report.name(actor)) for actor in actors), default=0))


def _timeline(report: _Report) -> dict[str, Any] | None:
    """Pairs whose tie changes, in rows, and periods, in columns."""
    changes = report.study.changes
    if len(changes.periods) < 2:
        return None
    pairs = list(dict.fromkeys(change.tie.ends for change in changes.ties))
    by_period = [{tie.ends: tie for tie in period.ties} for period in changes.periods]
    left_out = max(0, len(pairs) - MAX_ROWS)
    pairs = pairs[:MAX_ROWS]
    labels = {pair: " – ".join(map(report.name, pair)) for pair in pairs}
    margin = 14 + math.ceil(LETTER * max((len(label) for label in labels.values()), default=0))
    step = max(70, min(130, 900 // len(changes.periods)))
    heaviest = max((tie.weight for ties in by_period for tie in ties.values()), default=1.0)
    rows = []
    for row, pair in enumerate(pairs):
        marks = [
            {
                "x": round(margin + (column + 0.5) * step, 1),
                "r": round(5 + 4 * math.log1p(ties[pair].weight) / math.log1p(heaviest), 1),
                "kind": report.kind(ties[pair].sign),
                "anchor": report.anchor(ties[pair]),
                "tie": ties[pair],
                "period": changes.periods[column].label,
            }
            for column, ties in enumerate(by_period)
            if pair in ties
        ]
        rows.append({"label": labels[pair], "y": round(34 + (row + 0.5) * 26, 1), "marks": marks})
    return {
        "rows": rows,
        "periods": [
            {"label": period.label, "x": round(margin + (column + 0.5) * step, 1)}
            for column, period in enumerate(changes.periods)
        ],
        "margin": margin,
        "width": margin + step * len(changes.periods) + 8,
        "height": 34 + 26 * len(rows) + 8,
        "left_out": left_out,
    }
