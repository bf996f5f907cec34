"""The spaCy pipeline under graphkit's own components: the shipped one, or another French one.

Any pipeline will do that parses, lemmatises and finds names, with labels that `language.toml` knows. What a
pipeline lacks is said before any article is read. spaCy is imported where a pipeline is loaded: who only
asks where it lies has no need of it.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from graphkit.errors import ModelError
from graphkit.language.schema.grammar import Grammar

if TYPE_CHECKING:
    from spacy.language import Language

NEEDED = {
    "token.dep": "a dependency parser",
    "token.pos": "parts of speech (a morphologizer, or a tagger with an attribute_ruler)",
    "token.morph": "morphology (a morphologizer)",
    "token.lemma": "a lemmatizer",
    "doc.ents": "a named-entity recogniser",
}
"""What the components read -> which part of a pipeline gives it."""

CORE_ROLES = ("subject", "object", "oblique", "case", "modifier")
"""Roles without which no argument is found."""


def locate(model: str | Path | None, shipped: Path) -> Path:
    """The folder of a pipeline: that of the language, an installed package by name, or a folder.

    Raises:
        ModelError: there is none of that name.

    """
    if model is None:
        return shipped
    folder = Path(model)
    if (folder / "config.cfg").is_file():
        return folder
    if folder.is_dir():
        raise ModelError(f"{folder} is no spaCy pipeline: it has no config.cfg")
    from spacy.util import get_package_path, is_package

    if is_package(str(model)):
        package = get_package_path(str(model))
        inner = [path.parent for path in sorted(package.glob("*/config.cfg"))]
        return inner[0] if inner else package
    raise ModelError(
        f"no spaCy pipeline {str(model)!r}: neither a folder nor an installed package; "
        "leave --model out to use the one that graphkit ships"
    )


def load_pipeline(folder: Path, grammar: Grammar) -> Language:
    """The pipeline of a folder, if graphkit can work on it.

    Raises:
        ModelError: it cannot be loaded, or lacks something; the message names all that it lacks.

    """
    import spacy
    from spacy.about import __version__ as spacy_version

    try:
        nlp = spacy.load(folder)
    except (OSError, ValueError, ImportError) as error:
        raise ModelError(f"{folder} cannot be loaded with spaCy {spacy_version}: {error}") from error
    if missing := list(lacks(nlp, grammar)):
        raise ModelError(f"the pipeline {folder} cannot be used; it lacks {'; '.join(missing)}")
    _use_fast_products(nlp)
    return nlp


def lacks(nlp: Language, grammar: Grammar) -> Iterable[str]:
    """What a pipeline lacks, as nouns; nothing where it has all."""
    given = {assigned for name in nlp.pipe_names for assigned in nlp.get_pipe_meta(name).assigns}
    if "attribute_ruler" in nlp.pipe_names:
        given |= {"token.pos", "token.morph"} & set(NEEDED)
    for attribute, part in NEEDED.items():
        if attribute not in given:
            yield part
    if "token.dep" in given:
        dependencies = _labels(nlp, "token.dep")
        if roles := [role for role in CORE_ROLES if not grammar.labels[role] & dependencies]:
            yield (
                f"dependency labels that language.toml knows for {', '.join(roles)} "
                f"(its labels: {', '.join(sorted(dependencies)) or 'none'})"
            )
    if "doc.ents" in given:
        entities = _labels(nlp, "doc.ents")
        known = {label for labels in grammar.entities.values() for label in labels}
        if not entities & known:
            yield (
                f"entity labels that language.toml knows ({', '.join(sorted(known))}; "
                f"its labels: {', '.join(sorted(entities)) or 'none'})"
            )


def _labels(nlp: Language, attribute: str) -> set[str]:
    pipes: list[Any] = [
        nlp.get_pipe(name) for name in nlp.pipe_names if attribute in nlp.get_pipe_meta(name).assigns
    ]
    return {label for pipe in pipes for label in getattr(pipe, "labels", ())}


def _use_fast_products(nlp: Language) -> None:
    """Let the pipeline's layers multiply matrices with numpy instead of thinc's default, BLIS.

    Measured where it was made (x86-64, one thread): numpy's OpenBLAS does three times the products of the
    BLIS wheel in the same time, and the pipeline reads 1.6 times the words. The results are the same to
    rounding.
    """
    from thinc.api import NumpyOps

    for _, pipe in nlp.pipeline:
        model = getattr(pipe, "model", None)
        for layer in model.walk() if model is not None else ():
            if isinstance(layer.ops, NumpyOps):
                layer.ops = NumpyOps(use_blis=False)
