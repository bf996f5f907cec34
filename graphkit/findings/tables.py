"""Findings as tables for a terminal and as JSON values; nothing is printed here."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from graphkit.export.jsonl import relation_row

if TYPE_CHECKING:
    import networkx as nx

    from graphkit.analysis.blocs import Blocs
    from graphkit.analysis.study import Study
    from graphkit.analysis.ties import Tie
    from graphkit.records import Relation

SHOWN = 12
"""Rows of a table in the terminal; --json and the page have more."""

SENTENCE = 110
"""Characters of a sentence in a table."""

SIGN = {1: "alliance", -1: "opposition", 0: "mixed"}
REASON = {
    "between": "its ties pull both ways",
    "apart": "opposed to others, allied with none",
    "mixed": "every tie is both alliance and opposition",
}
CITING = ("relations", "over", "denials")
"""Fields of the records that hold ids of relations."""


class Table(NamedTuple):
    """A titled table; `notes` come below it."""

    title: str
    columns: tuple[str, ...]
    rows: list[tuple[object, ...]]
    notes: tuple[str, ...] = ()


def tables_of(graph: nx.MultiDiGraph[str], study: Study) -> list[Table]:
    """The findings that are there: who, how well it fits, who between, since when, says who."""
    say = _Speaker(graph)
    tables = [
        *_bloc_tables(say, study.blocs),
        _balance_table(say, study),
        *_broker_tables(say, study),
        *_change_tables(say, study),
        *_voice_tables(say, study),
        *_actor_tables(say, study),
    ]
    return [table for table in tables if table.rows or table.notes]


def facts_of(graph: nx.MultiDiGraph[str], study: Study) -> dict[str, Any]:
    """The findings as JSON values; `actors` and `relations` resolve the ids in them."""
    facts = study.to_dict()
    facts["blocs"]["is_best"] = study.blocs.is_best
    relations: Mapping[str, Relation] = graph.graph.get("relations", {})
    cited = sorted(set(_cited(facts)) & relations.keys())
    facts["relations"] = {id_: relation_row(relations[id_]) for id_ in cited}
    named = {tie[end] for tie in facts["ties"] for end in ("one", "other")}
    named |= {contact[end] for contact in facts["brokers"]["contacts"] for end in ("one", "other")}
    named |= {row[end] for id_ in cited for row in [facts["relations"][id_]] for end in ("source", "target")}
    facts["actors"] = {
        actor: {"label": graph.nodes[actor].get("label") or actor, "type": graph.nodes[actor].get("type")}
        for actor in sorted(named & set(graph))
    }
    return facts


def _cited(value: object) -> Iterable[str]:
    """Ids of relations anywhere in JSON values."""
    if isinstance(value, dict):
        for key, item in value.items():
            if key in CITING:
                yield from item
            else:
                yield from _cited(item)
    elif isinstance(value, list):
        for item in value:
            yield from _cited(item)


class _Speaker:
    """Labels and sentences of a graph."""

    def __init__(self, graph: nx.MultiDiGraph[str]) -> None:
        self._label = {actor: str(label or actor) for actor, label in graph.nodes(data="label")}
        self._relations: Mapping[str, Relation] = graph.graph.get("relations", {})

    def name(self, actor: str) -> str:
        return self._label.get(actor, actor)

    def names(self, actors: Sequence[str]) -> str:
        return ", ".join(map(self.name, actors))

    def pair(self, one: str, other: str) -> str:
        return f"{self.name(one)} - {self.name(other)}"

    def sentence(self, ids: Iterable[str]) -> str:
        """The first sentence of some statements, with its article."""
        for id_ in ids:
            if id_ in self._relations:
                evidence = self._relations[id_].evidence
                text = " ".join(evidence.sentence.split())
                cut = text if len(text) <= SENTENCE else text[: SENTENCE - 1].rsplit(" ", 1)[0] + " …"
                return f"{cut} [{evidence.doc}]"
        return ""


def _bloc_tables(say: _Speaker, found: Blocs) -> list[Table]:
    proof = (
        "no partition contradicts less" if found.is_best else f"none contradicts less than {found.bound:g}"
    )
    sources = f"{found.frustration:g} {'source' if found.frustration == 1 else 'sources'}"
    notes = [f"{found.ties} ties; contradicted: {len(found.contradictions)}, with {sources} ({proof})"]
    if found.solver_missing:
        notes.append("for a proof: pip install highspy")
    if any(len(bloc.groups) > 1 for bloc in found.blocs):
        notes.append("| parts those that no alliance connects: they have an enemy in common, no more")
    if len({bloc.part for bloc in found.blocs}) > 1:
        notes.append("no tie connects blocs with different first numbers: nothing says how they stand")
    title = "Camps" if found.k == 2 else "Blocs"
    against = [
        (say.pair(*t.ends), SIGN[t.sign], t.weight, say.sentence(t.relations)) for t in found.contradictions
    ]
    mixed = [
        (say.pair(*t.ends), f"{t.alliance:g}", f"{t.opposition:g}", say.sentence(t.relations))
        for t in found.mixed
    ]
    return [
        Table(
            title,
            ("bloc", "actors", "members"),
            [(bloc.id, len(bloc.members), " | ".join(map(say.names, bloc.groups))) for bloc in found.blocs],
            tuple(notes),
        ),
        _cut("Ties that do not fit", ("pair", "tie", "sources", "because"), against),
        _cut("Ties of both signs", ("pair", "alliance", "opposition", "because"), mixed),
        _cut(
            "Actors that fit nowhere",
            ("actor", "why", "ties"),
            [(say.name(m.actor), REASON[m.reason], len(m.ties)) for m in found.misfits],
        ),
    ]


def _balance_table(say: _Speaker, study: Study) -> Table:
    found = study.balance
    lines = ", ".join(
        f"{kind} {n}"
        for kind, n in zip(
            ("+++", "++-", "+--", "---"),
            (found.census.ppp, found.census.ppm, found.census.pmm, found.census.mmm),
            strict=True,
        )
    )
    at_least = (
        "" if found.frustration == found.frustration_bound else f" (at least {found.frustration_bound})"
    )
    rows: list[tuple[object, ...]] = [
        ("ties", f"{found.positive} alliance, {found.negative} opposition, {found.mixed} mixed"),
        ("triangles", f"{found.census.total} ({lines})"),
        ("balanced triangles", _share(found.triangles)),
        ("balance of walks", _share(found.walks)),
        ("frustration index", f"{found.frustration}{at_least}"),
        ("line index of balance", _share(found.line_index)),
    ]
    notes = [
        f"unbalanced {t.signs}: {say.names(t.actors)}: {say.sentence(t.ties[-1].relations)}".rstrip(": ")
        for t in found.unbalanced[:SHOWN]
    ]
    return Table("Balance", ("measure", "value"), rows if found.ties else [], tuple(notes))


def _broker_tables(say: _Speaker, study: Study) -> list[Table]:
    found = study.brokers
    between = [
        (say.name(b.actor), b.bloc or "", b.allies, f"{b.betweenness:.3f}", _share(b.constraint))
        for b in found.brokers
        if b.betweenness > 0
    ]
    mediators = [
        (
            say.name(m.actor),
            m.bloc or "",
            " and ".join(m.blocs),
            say.sentence(id_ for contact in m.contacts for id_ in contact.relations),
        )
        for m in found.mediators
    ]
    channels = [(say.pair(c.one, c.other), c.sources, say.sentence(c.relations)) for c in found.channels]
    gates = [
        (say.name(g.actor), g.bloc, g.gatekeeper, g.representative, g.consultant, g.liaison)
        for g in found.gatekeepers
        if g.between_blocs
    ]
    return [
        _cut(
            "Between allies" + (" (sampled)" if found.sampled else ""),
            ("actor", "bloc", "allies", "betweenness", "constraint"),
            between,
        ),
        _cut("Mediators", ("actor", "bloc", "talks to", "because"), mediators),
        _cut("Talks between opposed blocs", ("pair", "sources", "because"), channels),
        _cut(
            "Gatekeepers",
            ("actor", "bloc", "gatekeeper", "representative", "consultant", "liaison"),
            gates,
        ),
    ]


def _change_tables(say: _Speaker, study: Study) -> list[Table]:
    found = study.changes
    notes = []
    if len(found.periods) < 2 and study.ties:
        notes.append(f"{len(found.periods)} period with ties: nothing to compare; see --window")
    if found.undated:
        notes.append(f"statements left out, without a date that is exact enough: {found.undated}")
    rows = [
        (
            f"{c.earlier} > {c.later}",
            c.kind,
            say.pair(*c.tie.ends),
            SIGN[c.tie.sign],
            say.sentence(c.over or c.tie.relations),
        )
        for c in found.ties
    ]
    sides = [
        (
            f"{c.earlier} > {c.later}",
            say.name(c.actor),
            say.names(c.left),
            say.names(c.joined),
            say.sentence(id_ for tie in c.after for id_ in tie.relations),
        )
        for c in found.sides
    ]
    changed = _cut("Changes of ties", ("period", "change", "pair", "tie", "because"), rows)
    return [
        _cut("Changes of side", ("period", "actor", "left", "joined", "because"), sides),
        changed._replace(notes=(*changed.notes, *notes)),
    ]


def _voice_tables(say: _Speaker, study: Study) -> list[Table]:
    disagreements = [
        (say.pair(d.one, d.other), view.outlet, SIGN[view.sign], say.sentence(view.relations))
        for d in study.voices.disagreements
        for view in d.outlets
    ]
    sided = [
        (
            say.pair(t.one, t.other),
            SIGN[t.sign],
            say.names(t.speakers) + (f" ({t.side})" if t.side else ""),
            len(t.denials),
            say.sentence(t.relations),
        )
        for t in study.voices.one_sided
    ]
    return [
        _cut("Outlets that disagree", ("pair", "outlet", "says", "because"), disagreements),
        _cut("Claimed by one side only", ("pair", "tie", "by", "denials", "because"), sided),
    ]


def _actor_tables(say: _Speaker, study: Study) -> list[Table]:
    tables = []
    for found in study.egos:
        rows: list[tuple[object, ...]] = [
            (SIGN[tie.sign], say.name(tie.beside(found.actor)), tie.weight, say.sentence(tie.relations))
            for tie in (*found.allies, *found.opponents, *found.mixed)
        ]
        rows += [
            (how, say.name(i.actor), "", f"through {say.names(_through(i.ties, i.actor))}")
            for how, group in (
                ("ally's ally", found.allies_of_allies),
                ("ally's opponent", found.opponents_of_allies),
                ("opponent's opponent", found.opponents_of_opponents),
            )
            for i in group
        ]
        tables.append(_cut(say.name(found.actor), ("is", "actor", "sources", "because"), rows))
        if not rows:
            tables[-1] = tables[-1]._replace(notes=("no signed tie",))
    if paths := study.paths:
        rows = [
            (
                SIGN[path.sign],
                " > ".join(map(say.name, path.actors)),
                say.sentence(path.ties[0].relations if path.ties else ()),
            )
            for path in paths.examples
        ]
        notes = () if rows else ("no path of signed ties",)
        if len(rows) > 1:
            notes = ("shortest paths of both signs: they leave open whether the two are on one side",)
        tables.append(
            Table(
                f"Path {say.pair(paths.source, paths.target)}", ("together", "path", "because"), rows, notes
            )
        )
    return tables


def _through(ties: Iterable[Tie], actor: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(tie.beside(actor) for tie in ties if actor in tie.ends))


def _cut(title: str, columns: tuple[str, ...], rows: Sequence[tuple[object, ...]]) -> Table:
    whole = [
        tuple(int(cell) if isinstance(cell, float) and cell.is_integer() else cell for cell in row)
        for row in rows
    ]
    notes = (f"and {len(rows) - SHOWN} more: --json, or --html",) if len(rows) > SHOWN else ()
    return Table(title, columns, whole[:SHOWN], notes)


def _share(value: float | None) -> str:
    return "none" if value is None else f"{value:.3f}"
