"""Forms of verbs from their infinitives, by the language's ending families.

A small trained lemmatizer is right on frequent verbs and invents infinitives for rare forms
("aidaient" -> "aidaier"). The verbs that matter to graphkit are known, so their forms are
generated from endings in `language.toml` and looked up before the lemmatizer is believed.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence

Change = Mapping[tuple[str, str], str]
"""(last letter of the stem, first letter of the ending) -> what the stem's letter becomes."""


def forms(
    infinitive: str,
    families: Mapping[str, Sequence[str]],
    *,
    change: Change,
    stems: Mapping[str, str] | None = None,
    silent: Collection[str] = (),
) -> tuple[str, ...]:
    r"""All forms of a verb: its longest matching infinitive ending replaced by that family's endings.

    Before a `silent` ending a stem also has the forms that `stems` (pattern -> replacement) make of it;
    which of them the verb really has is not told.

    >>> forms("aider", {"er": ["e", "ent", "aient"]}, change={})
    ('aide', 'aident', 'aidaient')
    >>> forms("engager", {"er": ["ait"]}, change={("g", "a"): "ge"})
    ('engageait',)
    >>> forms("lever", {"er": ["e", "ons"]}, change={}, stems={"e(.)$": r"è\1"}, silent={"e"})
    ('leve', 'levons', 'lève')
    """
    family = max((ending for ending in families if infinitive.endswith(ending)), key=len, default=None)
    if family is None:
        return ()
    stem = infinitive[: -len(family)]
    others = [new for old, by in (stems or {}).items() if (new := re.sub(old, by, stem)) != stem]
    made = [_join(stem, ending, change) for ending in families[family]]
    made += [other + ending for other in others for ending in families[family] if ending in silent]
    return tuple(made)


def _join(stem: str, ending: str, change: Change) -> str:
    """Stem and ending, with the spelling that keeps the sound of the stem."""
    new = change.get((stem[-1:], ending[:1]))
    return stem + ending if new is None else stem[:-1] + new + ending


def form_table(
    infinitives: Iterable[str],
    families: Mapping[str, Sequence[str]],
    *,
    change: Change,
    stems: Mapping[str, str] | None = None,
    silent: Collection[str] = (),
) -> dict[str, tuple[str, ...]]:
    """Form -> the known infinitives that have it, in alphabetical order."""
    table: dict[str, set[str]] = {}
    for infinitive in infinitives:
        for form in forms(infinitive, families, change=change, stems=stems, silent=silent):
            table.setdefault(form, set()).add(infinitive)
    return {form: tuple(sorted(found)) for form, found in table.items()}
