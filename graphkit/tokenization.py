"""Words of running text: the tokenizer of the shipped pipelines, made from `language.toml`.

spaCy's own French keeps a pattern of 1.4 MB for hyphenated words, which takes seconds to compile each time a
program starts, and splits the ones that it does not list (``Royaume-Uni``). The treebanks keep a hyphenated
word whole unless its end is a clitic (``est-il``), which needs a short list only.
"""

from __future__ import annotations

import re
from pathlib import Path

from spacy.lang.char_classes import (
    ALPHA,
    ALPHA_LOWER,
    ALPHA_UPPER,
    CONCAT_QUOTES,
    CURRENCY,
    LIST_CURRENCY,
    LIST_ELLIPSES,
    LIST_ICONS,
    LIST_PUNCT,
    LIST_QUOTES,
    UNITS,
)
from spacy.lang.tokenizer_exceptions import BASE_EXCEPTIONS
from spacy.language import BaseDefaults, Language
from spacy.symbols import ORTH, PREFIX, SUFFIX

from graphkit.language.schema.grammar import Tokenization
from graphkit.language.schema.reader import load_file

_APOSTROPHES = "'’"
_HYPHENS = "-‐‑"  # hyphen-minus, hyphen, non-breaking hyphen
_DASHES = r"–|—|--+|——|~"
OPTIONAL_ENDING = rf"[{ALPHA}]+\([{ALPHA}]{{1,4}}\)[{ALPHA}]?$"
"""Pattern of a word with an ending in brackets (``élu(e)s``), which stays whole."""
_FRENCH = Path(__file__).parent / "language" / "fr" / "tokenizer.toml"


def _alternatives(words: frozenset[str]) -> str:
    """The words, the longest first, in small letters or in capitals."""
    return "|".join(sorted({*words, *(word.upper() for word in words)}, key=lambda w: (-len(w), w)))


def prefixes(data: Tokenization) -> list[str]:
    """Patterns of what is cut off before a word: punctuation, and elided words (``l'``, ``qu’``)."""
    return [
        *LIST_PUNCT,
        *LIST_ELLIPSES,
        *LIST_QUOTES,
        *LIST_CURRENCY,
        *LIST_ICONS,
        *("§", "%", "=", "—", "–", "©", "~", "--+"),
        r"\+(?![0-9])",
        rf"-(?=[{ALPHA}])",  # a list item or an inserted clause without its space
        rf"(?i:{_alternatives(data.elisions)})[{_APOSTROPHES}](?=[{ALPHA}0-9«\"“])",
    ]


def suffixes(data: Tokenization) -> list[str]:
    """Patterns of what is cut off behind a word: punctuation, units, and clitics (``-t-il``)."""
    return [
        *LIST_PUNCT,
        *LIST_ELLIPSES,
        *LIST_QUOTES,
        *LIST_ICONS,
        *("—", "–", "--+", "~"),
        r"(?<=[0-9])\+",
        r"%",
        r"(?<=[0-9])°[CFK]",
        r"(?<=[0-9])h",
        rf"(?<=[{ALPHA}])-",
        rf"(?<=[0-9])(?:{CURRENCY})",
        rf"(?<=[0-9])(?:{UNITS})",
        rf"(?<=[0-9{ALPHA_LOWER}%²\-\+\])(?:{CONCAT_QUOTES})])\.",
        rf"(?<=[{ALPHA_LOWER}][{ALPHA_UPPER}])\.",
        rf"(?<=[{ALPHA_UPPER}][{ALPHA_UPPER}])\.",
        rf"(?<=[{ALPHA}])[{_HYPHENS}](?:[tT][{_HYPHENS}])?(?:{_alternatives(data.clitics)})",
    ]


def infixes() -> list[str]:
    """Patterns at which a word is cut in two."""
    return [
        *LIST_ELLIPSES,
        *LIST_ICONS,
        r"(?<=[0-9])[+*^](?=[0-9-])",
        r"(?<=[0-9])h(?=[0-9])",
        rf"(?<=[{ALPHA_LOWER}{CONCAT_QUOTES}])\.(?=[{ALPHA_UPPER}{CONCAT_QUOTES}])",
        rf"(?<=[{ALPHA}]),(?=[{ALPHA}])",
        rf"(?<=[{ALPHA}])(?:{_DASHES})(?=[{ALPHA}])",
        rf"(?<=[{ALPHA}0-9])[:<>=/](?=[{ALPHA}])",
        rf"(?<=[{ALPHA}])[\"“”«»](?=[{ALPHA}])",
    ]


def exceptions(data: Tokenization) -> dict[str, list[dict[int, str]]]:
    """Words that no pattern may cut, with either apostrophe, as written, capitalised and in capitals."""
    forms = {
        form.replace("'", apostrophe)
        for word in data.whole
        for form in (word, word[0].upper() + word[1:], word.upper())
        for apostrophe in _APOSTROPHES
    }
    return {**BASE_EXCEPTIONS, **{form: [{ORTH: form}] for form in sorted(forms)}}


def stem(word: str) -> str:
    """The first letters, which hold most of what a word shares with its family (``bombard-er, -ement``)."""
    return word[:4].lower()


def ending(word: str) -> str:
    """The last letters, which hold most of its form (``-ment``, ``-ères``)."""
    return word[-4:].lower()


_DATA = load_file(_FRENCH, Tokenization)


class FrenchDefaults(BaseDefaults):
    """What `French` is made from. Word norms and the rest are spaCy's for any language."""

    prefixes = prefixes(_DATA)
    suffixes = suffixes(_DATA)
    infixes = infixes()
    tokenizer_exceptions = exceptions(_DATA)
    token_match = re.compile(OPTIONAL_ENDING).match
    lex_attr_getters = {**BaseDefaults.lex_attr_getters, PREFIX: stem, SUFFIX: ending}  # noqa: RUF012


class French(Language):  # type: ignore[no-untyped-call]  # spaCy registers it
    """The language class of the shipped French pipeline; spaCy finds it through an entry point."""

    lang = "fr_graphkit"
    Defaults = FrenchDefaults
