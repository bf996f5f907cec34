"""In which language a text is, told by its function words.

The most frequent words of a language are a good fifth of any text in it, and neighbours share few of them
(Grefenstette 1995, "Comparing two language identification schemes"). Whole documents are judged, so a
French article that quotes English stays French.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from graphkit.language.schema.documents import InputWords

MIN_WORDS = 12
"""Fewer words are no evidence: such a text passes."""

MIN_SHARE = 0.1
"""Least share of function words for a text in running prose: lists of names have less in any language."""

NEAR = 0.8
"""Share of the best language's function words from which the one that is expected is kept: in captions and
lists of names of French texts Catalan, which shares "la", "les" and "de", may have one more. In articles of
the neighbours French has half, and three quarters in the Catalan sentence of the tests."""

OTHER_SCRIPT = 0.5
"""Share of letters outside the Latin alphabet from which a text is in another script."""

MAX_LETTERS = 20_000
"""A look at the beginning is enough; the language of an article does not change after ten pages."""

_WORD = re.compile(r"[^\W\d_]+")


def guess_language(text: str, words: InputWords, own: str) -> str | None:
    """The code of the language with most function words in a text, or None where too little tells it.

    `own` is the language that is expected: it is kept where another one is hardly better. A text in another
    script is ``other script``: it is not looked at which.
    """
    found = _WORD.findall(unicodedata.normalize("NFC", text[:MAX_LETTERS].lower()))
    letters = "".join(found)
    if not letters:
        return None
    latin = sum(char < "\u0250" for char in letters)
    if latin < (1 - OTHER_SCRIPT) * len(letters):
        return "other script"
    if len(found) < MIN_WORDS:
        return None
    shares = {code: sum(word in known for word in found) for code, known in _known(words).items()}
    best = max(sorted(shares), key=lambda code: shares[code])
    if shares.get(own, 0) >= NEAR * shares[best]:
        best = own
    return best if shares[best] >= MIN_SHARE * len(found) else None


@cache
def _known(words: InputWords) -> dict[str, frozenset[str]]:
    return {code: frozenset(forms) for code, forms in words.function_words.items()}
