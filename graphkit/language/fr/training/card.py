"""The model card and `meta.json` of a pipeline: what it is, from what, how good, and under which licence."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import spacy
from spacy.about import __version__ as SPACY  # noqa: N812  # as the card prints it

from graphkit.errors import TrainingError
from graphkit.language.fr.training.corpora import Sentence
from graphkit.language.fr.training.evaluation import measure
from graphkit.language.fr.training.stripping import parameters, size, strip

ABOUT = Path(__file__).with_name("card.toml")
COMMAND = "python -m graphkit.language.fr.training CORPORA OUT"
_ROWS = (
    ("words cut as in the treebank, F1", "token"),
    ("part of speech", "pos"),
    ("morphology", "morph"),
    ("lemma", "lemma"),
    ("attachment, unlabelled (UAS)", "uas"),
    ("attachment, labelled (LAS)", "las"),
    ("sentence boundaries, F1", "sentence"),
    ("named entities, F1", "entity"),
    ("– precision", "entity_p"),
    ("– recall", "entity_r"),
    ("– persons, F1", "entity_PER"),
    ("– places, F1", "entity_LOC"),
    ("– organisations, F1", "entity_ORG"),
    ("– other, F1", "entity_MISC"),
)


def write(
    best: Path, target: Path, dev: Sequence[Sentence], *, data: str, settings: Mapping[str, Any]
) -> Path:
    """Write the pipeline of a checkpoint to `target`, stripped, with `meta.json` and a card.

    Args:
        best: folder of the checkpoint.
        target: folder to write.
        dev: the sentences to measure on.
        data: fingerprint of the corpora.
        settings: the configuration.

    """
    strip(best, target)
    nlp = spacy.load(target)
    run_size = int(settings["corpora"]["dev_run_size"])
    texts = measure(nlp, dev, sentences_a_text=run_size)
    alone = measure(nlp, dev, sentences_a_text=1)
    whole = measure(spacy.load(best), dev, sentences_a_text=run_size)
    if whole != texts:
        raise TrainingError(f"{target} does not do what {best} does; nothing that it needs may be stripped")

    about = tomllib.loads(ABOUT.read_text(encoding="utf-8"))
    meta = json.loads((target / "meta.json").read_text(encoding="utf-8"))
    meta |= {
        "name": about["name"],
        "version": about["version"],
        "description": about["description"],
        "license": about["license"],
        "sources": about["sources"],
        "performance": {name: round(value, 4) for name, value in texts.items()},
        "performance_sentence_by_sentence": {name: round(value, 4) for name, value in alone.items()},
        "training": {"command": COMMAND, "data": data, "steps": settings["schedule"]["steps"]},
    }
    (target / "meta.json").write_text(json.dumps(meta, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    facts = f"{parameters(nlp) / 1e6:.1f} million weights, {size(target) / 1e6:.0f} MB"
    (target / "README.md").write_text(_card(about, facts, texts, alone, run_size, data), encoding="utf-8")
    return target


def _card(
    about: Mapping[str, Any],
    facts: str,
    texts: Mapping[str, float],
    alone: Mapping[str, float],
    run_size: int,
    data: str,
) -> str:
    lines = [
        f"# {about['title']}",
        "",
        f"{about['description']} {facts}.",
        "",
        f"Measured on {about['measured_on']}, in per cent; no sentence of it was learnt from.",
        "",
        f"| | texts of {run_size} sentences | single sentences |",
        "|---|---|---|",
        *(
            f"| {label} | {100 * texts[name]:.1f} | {100 * alone[name]:.1f} |"
            for label, name in _ROWS
            if name in texts
        ),
        "",
        *about["notes"],
        "",
        "## Made from",
        "",
        *(f"- {source['name']}: {source['license']}" for source in about["sources"]),
        "",
        f"The weights are under {about['license']}.",
        "",
        f"Made by `{COMMAND}` (see `../training/README.md`); corpora {data}, spaCy {SPACY}.",
        "",
    ]
    return "\n".join(lines)
