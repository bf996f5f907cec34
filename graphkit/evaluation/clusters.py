"""How well actors are found and told apart: their names, and which forms were put to one actor.

Neither an alias list of the gold nor one of a build says where in a text a form stands, so what is
counted is a *form of one document* (`form_key`), however often the text has it.

- **Names** (`detection`). A gold name is a form that the gold lists for an actor of a document and that
  begins with a capital behind its determiner. It is right if the build lists it for any actor there,
  missed if not; a name of the build that is no form of the gold is wrong. Forms that the gold lists as
  nominal, and forms of its places and generic actors, are neither asked for nor wrong. Pronouns are
  left out, for the gold has none. An annotator lists the actors that matter, so the precision is a
  lower bound.
- **Clusters** (`b_cubed`, `ceaf_e`). The forms of an actor in a document are a cluster. Compared are the
  forms that gold and build both have, so that a form that was not found at all is counted once, above.
  A form that names several actors of one document ("les ministres russe et iranien") is left out.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from graphkit.evaluation.gold import Answers, Gold, comparable
from graphkit.records import MentionKind

Form = tuple[str, str]
"""(document, form as `form_key` gives it)."""

Item = TypeVar("Item", bound=Hashable)

PLACE = "PLACE"
"""The gold's type for what is no actor."""

# Determiners and forms of address before a name. Part of what the figures mean, hence not language data.
_DETERMINER = re.compile(
    r"(?:l[ae]s?|une?|d[eu]s?|cet?|cette|ces|s[ao]n?|ses|leurs?|m(?:m?\.|me))\s+|[ld]'\s*"
)
_OPENING = re.compile(r"[\s\"«»“”()\[\]]+")


@dataclass(frozen=True, slots=True)
class Agreement:
    """Precision and recall, each in [0, 1], and their harmonic mean."""

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall; 0 where both are.

        >>> Agreement(0.5, 1.0).f1
        0.6666666666666666
        """
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0

    def to_dict(self) -> dict[str, Any]:
        """The figures, rounded."""
        return {name: round(getattr(self, name), 4) for name in ("precision", "recall", "f1")}


@dataclass(frozen=True, slots=True, kw_only=True)
class Detection:
    """Counts of names: found and in the gold, found only, in the gold only."""

    right: int
    wrong: int
    missed: int


def detection(answers: Answers, gold: Gold) -> Detection:
    """How many names of actors were found; for the definition see the module. Linear in the forms."""
    asked, known = set(), set()
    lower: set[Form] = set()
    for doc, _, form, loose in _gold_forms(gold):
        known.add((doc, form_key(form)))
        if not is_name(form):
            lower.add((doc, form_key(form)))
        elif not loose:
            asked.add((doc, form_key(form)))
    asked -= lower
    found = {(doc, form_key(form)) for doc, _, form in _found_forms(answers, gold.docs) if is_name(form)}
    return Detection(right=len(found & asked), wrong=len(found - known), missed=len(asked - found))


def form_key(form: str) -> str:
    """A form as it is compared: without its determiners, then as `comparable` has it.

    >>> form_key("Les États-Unis"), form_key("l’ONU"), form_key("M. Assad")
    ('etats unis', 'onu', 'assad')
    """
    return comparable(_bare(form))


def is_name(form: str) -> bool:
    """Whether a form begins with a capital behind its determiner; numbers ("28 soldats") are no names.

    >>> is_name("M. Assad"), is_name("L'armée syrienne"), is_name("Le Monde"), is_name("Denis")
    (True, False, True, True)
    """
    return _bare(form)[:1].isupper()


def _bare(form: str) -> str:
    text = _OPENING.sub(" ", form.replace("’", "'")).strip()
    while (found := _DETERMINER.match(text.casefold())) and found.end() < len(text):
        text = text[found.end() :]
    return text


def partitions(answers: Answers, gold: Gold) -> tuple[dict[Form, Hashable], dict[Form, Hashable]]:
    """The clusters of gold and build over the forms that both have: form -> its actor there."""
    ours = _single((doc, form_key(form), actor) for doc, actor, form, _ in _gold_forms(gold))
    theirs = _single((doc, form_key(form), actor) for doc, actor, form in _found_forms(answers, gold.docs))
    common = sorted(ours.keys() & theirs.keys())
    return {form: ours[form] for form in common}, {form: theirs[form] for form in common}


def b_cubed(gold: Mapping[Item, Hashable], found: Mapping[Item, Hashable]) -> Agreement:
    """B-cubed of two clusterings, each a mapping from item to its cluster.

    With G(i) and F(i) the items that gold and build put together with i, i itself among them,

        precision = mean over the build's items of |F(i) & G(i)| / |F(i)|
        recall    = mean over the gold's  items of |F(i) & G(i)| / |G(i)|

    An item that one side lacks adds 0 to the other's mean. Bagga and Baldwin, Algorithms for Scoring
    Coreference Chains, LREC 1998; for items that only one side has: Stoyanov et al., ACL 2009 (B3all).
    Linear in the items: the overlap of two clusters is counted once, not for each of its items.

    >>> b_cubed({"a": 1, "b": 1}, {"a": 1, "b": 2})
    Agreement(precision=1.0, recall=0.5)
    """
    overlap = _overlaps(gold, found)
    sizes_gold, sizes_found = _sizes(gold), _sizes(found)
    precision = sum(n * n / sizes_found[f] for (_, f), n in overlap.items())
    recall = sum(n * n / sizes_gold[g] for (g, _), n in overlap.items())
    return Agreement(_mean(precision, len(found)), _mean(recall, len(gold)))


def ceaf_e(gold: Mapping[Form, Hashable], found: Mapping[Form, Hashable]) -> Agreement:
    """CEAF by entities: how much clusters have in common when each is paired with at most one other.

        phi(G, F) = 2 |G & F| / (|G| + |F|)        (between 0 and 1; 1 for equal clusters)
        best      = the greatest sum of phi over any one-to-one pairing of gold and found clusters
        precision = best / number of found clusters,  recall = best / number of gold clusters

    Luo, On Coreference Resolution Performance Metrics, HLT/EMNLP 2005 (phi 4). Clusters of two documents
    have nothing in common, so each document is paired by itself: O(n^3) for its n clusters.
    """
    total, clusters_gold, clusters_found = 0.0, 0, 0
    for doc in sorted({form[0] for form in (*gold, *found)}):
        ours = {form: cluster for form, cluster in gold.items() if form[0] == doc}
        theirs = {form: cluster for form, cluster in found.items() if form[0] == doc}
        sizes_gold, sizes_found = _sizes(ours), _sizes(theirs)
        overlap = _overlaps(ours, theirs)
        table = [
            [2 * overlap.get((g, f), 0) / (sizes_gold[g] + sizes_found[f]) for f in sizes_found]
            for g in sizes_gold
        ]
        total += best_pairing(table)
        clusters_gold += len(sizes_gold)
        clusters_found += len(sizes_found)
    return Agreement(_mean(total, clusters_found), _mean(total, clusters_gold))


def best_pairing(table: Sequence[Sequence[float]]) -> float:
    """The greatest sum of cells of a table with at most one in each row and each column.

    Rows and columns keep prices (potentials); each row in turn is added to the pairing by the cheapest
    chain of changes. Kuhn, Naval Research Logistics Quarterly 2, 1955, in the O(n^2 m) form of Jonker
    and Volgenant, Computing 38, 1987, for n rows and m >= n columns.

    >>> best_pairing([[0.9, 0.8], [0.8, 0.1]])
    1.6
    """
    if table and len(table) > len(table[0]):
        table = list(zip(*table, strict=True))
    n, m = len(table), len(table[0]) if table else 0
    row_price, column_price = [0.0] * (n + 1), [0.0] * (m + 1)
    row_of = [0] * (m + 1)  # the row that holds a column, counted from 1; column 0 holds the row to add
    for row in range(1, n + 1):
        row_of[0], column = row, 0
        cheapest, before, done = [float("inf")] * (m + 1), [0] * (m + 1), [False] * (m + 1)
        while row_of[column]:
            done[column] = True
            current = row_of[column]
            for j in (j for j in range(1, m + 1) if not done[j]):
                cost = -table[current - 1][j - 1] - row_price[current] - column_price[j]
                if cost < cheapest[j]:
                    cheapest[j], before[j] = cost, column
            step, nearest = min((cheapest[j], j) for j in range(1, m + 1) if not done[j])
            for j in range(m + 1):
                if done[j]:
                    row_price[row_of[j]] += step
                    column_price[j] -= step
                else:
                    cheapest[j] -= step
            column = nearest
        while column:
            row_of[column] = row_of[before[column]]
            column = before[column]
    return sum(table[row_of[j] - 1][j - 1] for j in range(1, m + 1) if row_of[j])


def _gold_forms(gold: Gold) -> Iterator[tuple[str, str, str, bool]]:
    """(document, actor, form, whether it is let pass); the label stands in for an empty alias list."""
    for (doc, _), actor in gold.actors.items():
        for form in actor.forms or (actor.label,):
            yield doc, actor.id, form, actor.generic or actor.type == PLACE


def _found_forms(answers: Answers, docs: Collection[str]) -> Iterator[tuple[str, str, str]]:
    """(document, actor, form) of a build, in the documents of the gold."""
    for actor in answers.actors:
        for form in actor.forms:
            if form.kind == MentionKind.PRONOUN:
                continue
            for doc in docs if form.docs is None else form.docs & set(docs):
                yield doc, actor.id, form.text


def _single(forms: Iterable[tuple[str, str, str]]) -> dict[Form, Hashable]:
    """Form -> its actor, for the forms that have one only."""
    actors: dict[Form, set[str]] = defaultdict(set)
    for doc, form, actor in forms:
        actors[doc, form].add(actor)
    return {form: (form[0], *named) for form, named in actors.items() if len(named) == 1}


def _overlaps(
    gold: Mapping[Item, Hashable], found: Mapping[Item, Hashable]
) -> dict[tuple[Hashable, Hashable], int]:
    """(gold cluster, found cluster) -> how many items they have in common, where any."""
    counts: dict[tuple[Hashable, Hashable], int] = defaultdict(int)
    for item in gold.keys() & found.keys():
        counts[gold[item], found[item]] += 1
    return dict(sorted(counts.items(), key=repr))  # floats are summed in one order whatever the hashes


def _sizes(clusters: Mapping[Item, Hashable]) -> dict[Hashable, int]:
    sizes: dict[Hashable, int] = defaultdict(int)
    for cluster in clusters.values():
        sizes[cluster] += 1
    return sizes


def _mean(total: float, count: int) -> float:
    return total / count if count else 0.0
