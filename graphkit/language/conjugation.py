"""Forms of verbs from their infinitives, by the language's ending families.

A small trained lemmatizer is right on frequent verbs and invents infinitives for rare forms
("aidaient" -> "aidaier"). The verbs that matter to graphkit are known, so their forms are
generated from endings in `language.toml` and looked up before the lemmatizer is believed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

Change = Mapping[tuple[str, str], str]
"""(last letter of the stem, first letter of the ending) -> what the stem's letter becomes."""


def forms(infinitive: str, families: Mapping[str, Sequence[str]], *, change: Change) -> tuple[str, ...]:
    """All forms of a verb: its longest matching infinitive ending replaced by that family's endings.

    >>> forms("aider", {"er": ["e", "ent", "aient"]}, change={})
    ('aide', 'aident', 'aidaient')
    >>> forms("engager", {"er": ["ait"]}, change={("g", "a"): "ge"})
    ('engageait',)
    """
    family = max((ending for ending in families if infinitive.endswith(ending)), key=len, default=None)
    if family is None:
        return ()
    stem = infinitive[: -len(family)]
    return tuple(_join(stem, ending, change) for ending in families[family])


def _join(stem: str, ending: str, change: Change) -> str:
    """Stem and ending, with the spelling that keeps the sound of the stem."""
    new = change.get((stem[-1:], ending[:1]))
    return stem + ending if new is None else stem[:-1] + new + ending


def form_table(
    infinitives: Iterable[str], families: Mapping[str, Sequence[str]], *, change: Change
) -> dict[str, tuple[str, ...]]:
    """Form -> the known infinitives that have it, in alphabetical order."""
    table: dict[str, set[str]] = {}
    for infinitive in infinitives:
        for form in forms(infinitive, families, change=change):
            table.setdefault(form, set()).add(infinitive)
    return {form: tuple(sorted(found)) for form, found in table.items()}
