"""Which actors a name stands for: by id, label or alias, without regard to case and accents."""

from __future__ import annotations

import difflib
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import lru_cache

from graphkit.records import Actor, MentionKind

NAMING = frozenset({MentionKind.NAME, MentionKind.ACRONYM, MentionKind.METONYM})
"""Kinds of alias by which a user may call an actor before vaguer ones ("le pays") are tried."""

MAX_SUGGESTIONS = 5


class Lookup:
    """How actors may be called, from the surest to the vaguest.

    Tried in this order: ids, labels, former ids and labels, names, all other aliases. `former` are
    ids and folded labels that no longer are any actor's, with the ids of those they stand for now;
    where that is nobody, the name is unknown, though it may be an alias of others.
    """

    def __init__(self, actors: Iterable[Actor], former: Mapping[str, tuple[str, ...]] | None = None) -> None:
        ids, labels, old, names, others = (defaultdict[str, list[str]](list) for _ in range(5))
        self._tiers = (ids, labels, old, names, others)
        self._labels: dict[str, str] = {}
        for name, now in (former or {}).items():
            old[name].extend(now)
        for actor in actors:
            self._labels[actor.id] = actor.label
            ids[actor.id].append(actor.id)
            labels[fold(actor.label)].append(actor.id)
            for table in (names, others):
                kept = (a for a in actor.aliases if (a.kind in NAMING) == (table is names))
                for form in sorted({fold(alias.form) for alias in kept}):
                    table[form].append(actor.id)

    def find(self, name: str) -> tuple[str, ...]:
        """The ids of all actors that a name may stand for; none where it is unknown."""
        for tier in self._tiers:
            for form in (name, fold(name)):
                if form in tier:
                    return tuple(dict.fromkeys(tier[form]))
        return ()

    def hint(self, name: str) -> str:
        """The next step for a name that no actor has: names like it, or where the names are listed."""
        known = {form: ids for tier in self._tiers for form, ids in tier.items()}
        close = difflib.get_close_matches(fold(name), known, n=MAX_SUGGESTIONS, cutoff=0.6)
        labels = dict.fromkeys(self._labels.get(id_, id_) for form in close for id_ in known[form])
        return (
            f"did you mean {', '.join(labels)}?" if labels else "the actors are listed by: graphkit show OUT"
        )


def choices(actors: Iterable[Actor]) -> str:
    """The first few of several actors, with the ids that tell them apart."""
    return "; ".join(f"{actor.label} ({actor.id})" for actor in list(actors)[:MAX_SUGGESTIONS])


@lru_cache(maxsize=1 << 16)
def fold(name: str) -> str:
    """Lower case, without accents, with plain apostrophes and single blanks.

    >>> fold("  L’ÉTAT  ")
    "l'etat"
    """
    decomposed = unicodedata.normalize("NFKD", name.replace("\u2019", "'").casefold())
    return " ".join("".join(char for char in decomposed if not unicodedata.combining(char)).split())
