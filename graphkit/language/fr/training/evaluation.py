"""How good a French pipeline is, measured on treebank sentences that it has not seen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from spacy.language import Language

from graphkit.language.fr.training.corpora import Sentence
from graphkit.language.fr.training.texts import as_example, grouped

MEASURES = {
    "token": "token_f",
    "pos": "pos_acc",
    "morph": "morph_acc",
    "lemma": "lemma_acc",
    "uas": "dep_uas",
    "las": "dep_las",
    "sentence": "sents_f",
    "entity": "ents_f",
    "entity_p": "ents_p",
    "entity_r": "ents_r",
}
"""Our name -> spaCy's. All between 0 and 1. Attachment leaves punctuation out, as `spacy evaluate` does."""


def measure(nlp: Language, sentences: Sequence[Sentence], *, sentences_a_text: int) -> dict[str, float]:
    """The measures of a pipeline on sentences that are run together, so many a text.

    spaCy reports its own pipelines on texts of ten sentences; graphkit feeds paragraphs.
    What a pipeline or the annotation lacks counts as 0.
    """
    examples = [
        as_example(run, nlp.tokenizer, home=run[0].treebank)
        for run in grouped(sentences, lambda: sentences_a_text)
    ]
    found = nlp.evaluate(examples, batch_size=64)
    measured = {name: float(found.get(theirs) or 0.0) for name, theirs in MEASURES.items()}
    per_type: Mapping[str, Mapping[str, float]] = found.get("ents_per_type") or {}
    return measured | {f"entity_{label}": values["f"] for label, values in sorted(per_type.items())}
