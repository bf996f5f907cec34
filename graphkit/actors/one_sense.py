"""One label for each name of a text, wherever it stands, and two names parted that were run into one."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from graphkit.actors.heads import text_of
from graphkit.actors.names import Knows, first
from graphkit.actors.nominals import Nominals
from graphkit.actors.persons import PARTICLES
from graphkit.actors.spans import ORGANISATION, PERSON, Span
from graphkit.syntax import Tree


def consistent_spans(
    tree: Tree, known: Iterable[Span], spans: Sequence[tuple[int, int, str]], nominals: Nominals
) -> list[tuple[int, int, str]]:
    """The spans with one label for each name of the text, also where the model overlooked the name.

    A name has one sense in a text (Gale, Church and Yarowsky 1992, One Sense per Discourse), and the model
    sees each sentence alone: "Indivior" is found in one and overlooked in the next.
    """
    whole = _votes(tree, spans)
    spans = [part for span in spans for part in _parted(tree, span, whole, nominals)]
    votes = _votes(tree, spans)
    taken = {i for start, end, _ in (*spans, *known) for i in range(start, end)}
    labels = {name: _settled_label(counts) for name, counts in votes.items()}
    found = [
        (start, end, labels[tuple(word.text for word in tree[start:end])] or label)
        for start, end, label in spans
    ]
    by_first = defaultdict(list)
    for name in sorted(labels, key=len, reverse=True):
        if labels[name]:
            by_first[name[0]].append((name, labels[name]))
    for word in tree:
        for name, label in by_first.get(word.text, ()):
            end = word.index + len(name)
            same = tuple(w.text for w in tree[word.index : end]) == name
            named = word.pos in ("PROPN", "X") or len(name) > 1
            if same and named and not taken.intersection(range(word.index, end)):
                found.append((word.index, end, label))
                taken.update(range(word.index, end))
    return sorted(found)


def _votes(tree: Tree, spans: Iterable[tuple[int, int, str]]) -> dict[tuple[str, ...], Counter[str]]:
    """Name -> how often it has each label."""
    votes: dict[tuple[str, ...], Counter[str]] = defaultdict(Counter)
    for start, end, label in spans:
        votes[tuple(word.text for word in tree[start:end])][label] += 1
    return votes


def _parted(
    tree: Tree,
    span: tuple[int, int, str],
    votes: Mapping[tuple[str, ...], Counter[str]],
    nominals: Nominals,
) -> list[tuple[int, int, str]]:
    """A span that runs two names into one, cut behind the one that the text has elsewhere too."""
    start, end, label = span
    words = tuple(word.text for word in tree[start:end])
    if nominals.is_given(words[0]) or nominals.closing_type(tree[start:end]) is not None:
        return [span]  # "Marine Le Pen", in a text that has "Marine" too; "Ford Motor Company"
    if (held := _holder_in(tree, span, nominals)) is not None:
        return [(start, held, ORGANISATION), (held, end, PERSON)]
    for cut in range(1, len(words) - 1):
        if not words[cut][0].isupper():
            continue  # "Commission | de l'Assemblée"
        if words[:cut] in votes and label in (PERSON, ORGANISATION):
            first = votes[words[:cut]].most_common(1)[0][0]
            if first != PERSON:
                return [(start, start + cut, first), (start + cut, end, PERSON)]
    return [span]


def _holder_in(tree: Tree, span: tuple[int, int, str], nominals: Nominals) -> int | None:
    """Where the name of who holds an office begins behind its body's: "le patron de Renault [X Y]"."""
    start, end, label = span
    if label not in (ORGANISATION, PERSON) or not nominals.is_behind_office(tree, start):
        return None
    name = next((i for i in range(start + 1, end - 1) if nominals.is_given(tree[i].text)), end)
    capitals = all(word.text[0].isupper() or word.lower in PARTICLES for word in tree[start:end])
    known = first(nominals.gazetteer.lookup(text_of(tree, start, name)), Knows.ACTOR) is not None
    return name if name < end and capitals and (known or label == ORGANISATION) else None


def _settled_label(votes: Counter[str]) -> str:
    """The label that most of a name's places have; empty where two are as frequent."""
    (label, most), *others = votes.most_common(2)
    return "" if others and others[0][1] == most else label
