"""The names of a text as single words of its tree, with the title before and the acronym behind them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

from graphkit.actors.candidate import Candidate, replace
from graphkit.actors.entities import entity_candidates
from graphkit.actors.heads import is_plural
from graphkit.actors.hierarchy import STATE_BODIES
from graphkit.actors.names import Entry, Gazetteer, Knows, first, fold, is_acronym_of, state_id
from graphkit.actors.nominals import Nominals
from graphkit.actors.spans import Span
from graphkit.language.schema.grammar import Role
from graphkit.records import ActorType, MentionKind
from graphkit.syntax import Tree, Word, join_span

# Mark of a person whose party stands in brackets behind the name.
OF_PARTY = "bracket"
OF_PERSONS = (ActorType.PARTY, ActorType.ORG, ActorType.COMPANY)


def names_of(
    tree: Tree, spans: Sequence[Span], gazetteer: Gazetteer, nominals: Nominals
) -> dict[int, Candidate]:
    """Names by first word: forms of the gazetteer, and entities where it has none."""
    entities, spans = entity_candidates(tree, spans, nominals)
    known = (_known_candidate(start, end, entries) for start, end, entries in spans)
    addresses = gazetteer.language.anaphora.addresses
    addressed = (replace(c, gender=addresses.get(_before(tree, c.start), "")) for c in entities)
    return {c.start: c for c in (*addressed, *known) if c is not None}


def _before(tree: Tree, index: int) -> str:
    return tree[index - 1].lower if index else ""


def _known_candidate(start: int, end: int, entries: Sequence[Entry]) -> Candidate | None:
    """The candidate for a known form; adjectives and places make none here."""
    entry = first(entries, Knows.ACTOR, Knows.STATE, Knows.GOVERNMENT, Knows.PART)
    if entry is None:
        return None
    if (
        first(entries, Knows.PLACE)
        and entry.knows is not Knows.STATE
        and entry.kind is MentionKind.METONYM
        and not entry.capital
    ):
        return None
    government = entry.knows is Knows.GOVERNMENT
    return Candidate(
        start=start,
        end=end,
        head=start,
        id=entry.id,
        label=entry.label,
        type=entry.type or ActorType.ORG,
        kind=entry.kind,
        rule=f"gazetteer:{entry.knows}",
        country=entry.iso,
        parent=state_id(entry.iso) if government else entry.parent,
        weak=entry.capital,
        capital=entry.capital,
        source_only=entry.source_only,
    )


def join_names(tree: Tree, names: dict[int, Candidate], nominals: Nominals) -> dict[int, Candidate]:
    """Make each name one word of the tree; the result is keyed by head."""
    joined: dict[int, Candidate] = {}
    for candidate in names.values():
        start = candidate.start
        if candidate.type is ActorType.PERSON and start and _is_title(tree[start - 1], nominals):
            # "Mme Merkel" is one word of its clause, whichever of the two the parser made its head
            start -= 1
        elif candidate.type in OF_PERSONS and is_called_by_state(tree, start - 1, nominals):
            start -= 1
        head = join_span(tree, start, candidate.end)
        joined[head] = replace(candidate, head=head)
    return {
        head: replace(c, weak=False) if c.weak and _acts(tree, head, joined, nominals) else c
        for head, c in joined.items()
    }


def _is_title(word: Word, nominals: Nominals) -> bool:
    """Whether a word before a person's name goes with it: "Mme Merkel", "l'Anglais Ian Poulter"."""
    return nominals.is_honorific(word.lower) or (is_origin(word, nominals) and not is_plural(word))


def is_called_by_state(tree: Tree, index: int, nominals: Nominals) -> bool:
    """Whether a word before a body's name is all that its article has: "le [sud-coréen] X"."""
    if index < 1 or not nominals.is_nationality(tree[index]) or is_plural(tree[index]):
        return False
    return (
        tree[index - 1].lower in nominals.words.article and tree[index - 1].sentence == tree[index].sentence
    )


def is_origin(word: Word, nominals: Nominals) -> bool:
    """Whether a word is the name of a people; before a person's name it is no mention of them."""
    return word.text[0].isupper() and bool(nominals.nationality(word.text))


def _acts(tree: Tree, head: int, names: Mapping[int, Candidate], nominals: Nominals) -> bool:
    """Whether a town that can stand for a government does so: it acts, or is acted with.

    "Moscou accuse", "mené par Washington", "avec Damas", "les négociations entre Washington et Téhéran".
    """
    word = tree[head]
    first = tree[word.head] if word.role is Role.CONJUNCT else word
    if first is not word and (first.index not in names or tree.children(head, Role.CASE)):
        return False  # "la police et Moscou"
    above, cases = tree.head(first.index), tree.children(first.index, Role.CASE)
    if above is None:
        return False
    if not cases:
        # "la Californie attaque", not "Virginie attaque"
        named = names[first.index].type is not ActorType.STATE or nominals.definite(tree, first.index)
        return named and first.role is Role.SUBJECT and above.pos in ("VERB", "AUX")
    if first.role is Role.AGENT or nominals.plain(cases[0]) in nominals.words.partner_prepositions:
        return True
    # Two governments, and something that passes between them: no road, no flight.
    listed = [c for c in tree.children(first.index, Role.CONJUNCT) if c.index in names]
    between = nominals.plain(cases[0]) in nominals.words.between and len(listed) > 0
    official = all(names[w.index].type in STATE_BODIES | {ActorType.STATE} for w in (first, *listed))
    return (
        between
        and official
        and (nominals.is_event_noun(above) or above.lemma in nominals.words.happening_verbs)
    )


def bracketed_names(tree: Tree, names: dict[int, Candidate]) -> dict[int, Candidate]:
    """Join a name and its acronym in brackets, in both orders: "Nom Long (NL)", "NL (Nom Long)"."""
    ordered = sorted(names.values(), key=lambda c: c.start)
    result = dict(names)
    for one, other in pairwise(ordered):
        if other.start != one.end + 1 or tree[one.end].text != "(" or other.end >= len(tree):
            continue
        if tree[other.end].text != ")":
            continue
        if (
            one.type is ActorType.PERSON
            and _is_known(other)
            and other.type in OF_PERSONS
            and not other.source_only
        ):
            # "Philippe Gosselin (UMP)": the bracket says to whom a person belongs.
            result[one.head] = replace(result[one.head], parent=other.id, office=OF_PARTY)
            continue
        long, short = (one, other) if one.end - one.start >= other.end - other.start else (other, one)
        if not _is_definition(long, short, tree[short.start].text):
            continue
        # "le Parti socialiste (PASOK)": several parties have the long name, one has the short.
        best = short if _is_known(short) and long.id != short.id else long
        for part in (one, other):
            result[part.head] = replace(
                part,
                id=best.id,
                label=best.label,
                type=best.type,
                country=best.country,
                parent=best.parent,
                source_only=best.source_only,
                kind=MentionKind.ACRONYM if part is short else part.kind,
                rule="bracketed acronym" if part is short else part.rule,
            )
        head = join_span(tree, one.start, other.end + 1)
        if head == other.head:
            result[other.head] = replace(result[other.head], start=one.start, end=other.end)
    return result


def _is_known(candidate: Candidate) -> bool:
    return candidate.rule.startswith("gazetteer")


def _is_definition(long: Candidate, short: Candidate, form: str) -> bool:
    """Whether a bracket defines an acronym: one known actor, initials, or two names that nobody knows.

    A long form that several known actors share is the one whose acronym `form` is.
    """
    if (long.id == short.id and _is_known(long)) or is_acronym_of(short.label, long.label):
        return True
    body = long.type is not ActorType.PERSON and long.end - long.start > 1
    if body and not _is_known(short) and is_acronym_of(short.label.upper(), long.label):
        return True  # "l'Institut français des relations internationales (Ifri)"
    known = _is_known(long) and _is_known(short)
    if known and long.type is short.type and form.isupper() and long.end - long.start > 1:
        return fold(form)[:1] == fold(long.label)[:1]
    unknown = not _is_known(long) and not _is_known(short)
    return short.label.isupper() and unknown and long.id != short.id and long.type is not ActorType.PERSON
