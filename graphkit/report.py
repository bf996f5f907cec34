"""What the command line shows of a corpus, as rows and as lines of plain text; nothing is printed here."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from graphkit.corpus import Corpus
from graphkit.correcting import CorrectionReport
from graphkit.export.jsonl import relation_row
from graphkit.records import SIGNS, Relation, RelationType, Skipped

MAIN_EDGES = 10
SHOWN_NAMES = 3
"""File names given per reason of a skip; `graphkit show OUT --documents` lists them all."""

PLACE_COLUMNS = ("mentions", "articles", "name", "country")
ACTOR_COLUMNS = ("mentions", "articles", "label", "type", "country", "id")


def input_facts(corpus: Corpus) -> dict[str, Any]:
    """What a folder holds and what became of each input, as JSON values: the content of ``report.json``."""
    documents = corpus.outlines
    return {
        "documents": len(documents),
        "actors": corpus.number_of_actors,
        "relations": dict(corpus.relation_counts),
        "dates": _counted(d.date_from if d.date else "unknown" for d in documents),
        "outlets": _counted(d.outlet or "unknown" for d in documents),
        "languages": _counted(d.lang or "unknown" for d in documents),
        "mended": {note: [d.id for d in documents if note in d.notes] for note in _notes(corpus)},
        "copies": {d.id: d.copy_of for d in documents if d.copy_of},
        "retold": {d.id: d.retells for d in documents if d.retells},
        "without_actors": list(corpus.without_actors),
        "skipped": [
            {"reason": reason, "count": len(inputs), "inputs": inputs}
            for reason, inputs in _by_reason(corpus.skipped)
        ],
        "failures": [item.to_dict() for item in corpus.failures],
        "corrections": corpus.corrections.to_dict(),
    }


def build_facts(corpus: Corpus, files: Iterable[Path]) -> dict[str, Any]:
    """What a build made, as JSON values."""
    return {**input_facts(corpus), "edges": main_edges(corpus), "files": [str(file) for file in files]}


def build_lines(corpus: Corpus, files: Iterable[Path]) -> list[str]:
    """What a build made: counts, copies, skips with reasons, main edges, files."""
    counts = corpus.relation_counts
    types = ", ".join(f"{number} {name}" for name, number in counts.items())
    lines = [
        f"{count(corpus.number_of_documents, 'article')}, {count(corpus.number_of_actors, 'actor')}, "
        f"{count(sum(counts.values()), 'relation')}" + (f" ({types})" if types else "")
    ]
    copies = [f"{id_} of {said}" for id_, said in _copies(corpus).items()]
    if copies:
        lines.append(f"copies, counted as one source: {_some(copies)}")
    retold = [f"{id_} and {said}" for id_, said in _retold(corpus).items()]
    if retold:
        lines.append(f"one story retold, counted as one source: {_some(retold)}")
    undated = [d.id for d in corpus.outlines if d.date is None]
    if undated:
        lines.append(f"no date found: {_some(undated)}")
    lines += [
        f"{note}: {_some([d.id for d in corpus.outlines if note in d.notes])}" for note in _notes(corpus)
    ]
    lines += [f"skipped: {_some(names)}: {reason}" for reason, names in _by_reason(corpus.skipped)]
    failed: dict[str, list[str]] = {}
    for item in corpus.failures:
        failed.setdefault(item.reason, []).append(item.doc)
    lines += [f"failed: {_some(names)}: {reason}" for reason, names in sorted(failed.items())]
    if corpus.without_actors:
        lines.append(f"no actor found: {_some(corpus.without_actors)}")
    corrections = corpus.corrections
    if corrections.applied or corrections.unmatched:
        lines.append(
            f"corrections: {len(corrections.applied)} applied, {len(corrections.unmatched)} not applied"
        )
    edges = [
        (e["source"], _arrow(directed=e["directed"]), e["target"], e["type"], e["sentences"], e["sources"])
        for e in main_edges(corpus)
    ]
    if edges:
        lines += ["", "Main edges", *table(edges, ("source", "", "target", "type", "sentences", "sources"))]
    return [*lines, "", "Files", *(f"  {file}" for file in files)]


def main_edges(corpus: Corpus) -> list[dict[str, Any]]:
    """The signed edges that most independent articles and sentences support."""
    rows: list[dict[str, Any]] = [
        {
            "source": source,
            "target": target,
            "type": edge.type,
            "sign": SIGNS[RelationType(edge.type)],
            "directed": edge.directed,
            "sentences": max(1, edge.sentences),
            "sources": edge.sources,
        }
        for source, target, edge in corpus.edges(types=("alliance", "opposition"))
    ]
    rows.sort(key=lambda row: (-row["sources"], -row["sentences"], row["source"], row["target"], row["type"]))
    return rows[:MAIN_EDGES]


def actor_rows(corpus: Corpus) -> list[tuple[object, ...]]:
    """One row of `ACTOR_COLUMNS` per actor, by mentions."""
    counts = corpus.mention_counts
    return [
        (*counts[actor.id], actor.label, actor.type.value, actor.country or "", actor.id)
        for actor in sorted(corpus.actors, key=lambda actor: (-counts[actor.id][0], actor.id))
    ]


def place_rows(corpus: Corpus) -> list[tuple[object, ...]]:
    """One row of `PLACE_COLUMNS` per place that is only a place, by mentions."""
    return [(p.count, len(p.docs), p.name, p.country or "") for p in corpus.places]


def document_facts(corpus: Corpus) -> dict[str, Any]:
    """Articles without their text, and what was skipped or failed, as JSON values."""
    documents = [{key: value for key, value in d.to_dict().items() if key != "text"} for d in corpus.outlines]
    skipped = [item.to_dict() for item in corpus.skipped]
    failures = [item.to_dict() for item in corpus.failures]
    return {"documents": documents, "skipped": skipped, "failures": failures}


def document_lines(corpus: Corpus) -> list[str]:
    """Articles with date and outlet, where each was found, and what was skipped."""
    remarks = dict.fromkeys(corpus.without_actors, "no actor found")
    remarks |= {id_: f"tells the story of {said}" for id_, said in _retold(corpus).items()}
    remarks |= {id_: f"copy of {said}" for id_, said in _copies(corpus).items()}
    rows = [
        (
            d.date or "unknown",
            d.date_from or "",
            d.outlet or "unknown",
            d.outlet_from or "",
            d.id,
            "; ".join([*filter(None, [remarks.get(d.id) or d.title]), *d.notes]),
        )
        for d in corpus.outlines
    ]
    skipped = [f"skipped: {_input_name(item)}: {item.reason}" for item in corpus.skipped]
    failed = [f"failed: {item.doc}: {item.reason}" for item in corpus.failures]
    return [*table(rows, ("date", "found in", "outlet", "found in", "article", "")), *skipped, *failed]


def correction_lines(corrections: CorrectionReport) -> list[str]:
    """What became of each entry of the corrections."""
    lines = [f"applied: {line}" for line in corrections.applied]
    lines += [f"not applied: {line}" for line in corrections.unmatched]
    if corrections.loops:
        dropped = count(corrections.loops, "relation")
        lines.append(f"{dropped} dropped: both ends are one actor now")
    return lines or ["no corrections"]


def relation_facts(corpus: Corpus, relations: Iterable[Relation]) -> list[dict[str, Any]]:
    """Relations as ``relations.jsonl`` has them, with the labels of both actors."""
    label = {actor.id: actor.label for actor in corpus.actors}
    return [
        relation_row(r) | {"source_label": label[r.source], "target_label": label[r.target]}
        for r in relations
    ]


def relation_lines(corpus: Corpus, relations: Sequence[Relation]) -> list[str]:
    """Relations with sentence, cue, source and rule."""
    label = {actor.id: actor.label for actor in corpus.actors}
    lines = []
    for r in relations:
        by = f" by {label[r.attributed_to]}" if r.attributed_to else ""
        facts = [
            r.type.value,
            r.modality.value + by,
            *(["negated"] if r.negated else []),
            r.date or "no date",
        ]
        lines += [
            f"{label[r.source]} {_arrow(directed=r.directed)} {label[r.target]}: {', '.join(facts)}",
            f"  {' '.join(r.evidence.sentence.split())}",
            f"  cue: {r.evidence.cue} | source: {r.evidence.doc} | rule: {r.rule}",
        ]
    return [*lines, count(len(relations), "relation")]


def table(rows: Sequence[Sequence[object]], header: Sequence[str]) -> list[str]:
    """Columns padded to one width, numbers to the right; plain text, so that it can be piped."""
    texts = [list(header), *([str(cell) for cell in row] for row in rows)]
    widths = [max(len(row[i]) for row in texts) for i in range(len(header))]
    numbers = [all(isinstance(row[i], int) for row in rows) for i in range(len(header))]
    return [
        "  ".join(
            cell.rjust(width) if is_number else cell.ljust(width)
            for cell, width, is_number in zip(row, widths, numbers, strict=True)
        ).rstrip()
        for row in texts
    ]


def count(number: int, noun: str) -> str:
    """A number with its noun.

    >>> count(1, "actor"), count(2, "actor")
    ('1 actor', '2 actors')
    """
    return f"{number} {noun}{'' if number == 1 else 's'}"


def _by_reason(skipped: Iterable[Skipped]) -> list[tuple[str, list[str]]]:
    reasons: dict[str, list[str]] = {}
    for item in skipped:
        reasons.setdefault(item.reason, []).append(_input_name(item))
    return sorted(reasons.items(), key=lambda pair: (-len(pair[1]), pair[0]))


def _input_name(item: Skipped) -> str:
    return f"{item.path}, {item.place}" if item.place else item.path


def _counted(values: Iterable[str | None]) -> dict[str, int]:
    """Counts of values, the most frequent first, then by name."""
    counts = Counter(value or "unknown" for value in values)
    return dict(sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])))


def _notes(corpus: Corpus) -> list[str]:
    return sorted({note for document in corpus.outlines for note in document.notes})


def _retold(corpus: Corpus) -> dict[str, str]:
    """Document id -> the document whose story it tells, and the rule that found it."""
    return {
        id_: f"{told} ({rule})" for id_, (told, rule) in corpus.retellings.items() if id_ not in corpus.copies
    }


def _copies(corpus: Corpus) -> dict[str, str]:
    """Document id -> original and the rule that found the copy."""
    return {id_: f"{original} ({rule})" for id_, (original, rule) in corpus.copies.items()}


def _some(names: Sequence[str]) -> str:
    more = f" and {len(names) - SHOWN_NAMES} more" if len(names) > SHOWN_NAMES else ""
    return f"{', '.join(names[:SHOWN_NAMES])}{more}"


def _arrow(*, directed: bool) -> str:
    return "->" if directed else "--"
