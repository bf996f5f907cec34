"""Whom "le groupe", "cette ONG" or "le ministère" stands for: an actor that the text has named.

A noun alone goes back to the only actor of its kind, to the one that the text is about, to the one that
the text introduced with the noun ("le constructeur Renault … le constructeur"), or, behind a
demonstrative, to the only one of its kind in the sentence or the one before. The body of an office ("le
porte-parole du parti") goes back to the only one of its kind so far, where that has just been a subject.
Where two remain, nobody is taken (as in `actors.anaphora`).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from graphkit.actors.candidate import DEFINITE, NAME_THAT_ACTS, TOPICAL, Candidate, replace
from graphkit.actors.names import pieces
from graphkit.records import ActorType, MentionKind

SAME_NOUN, ONLY_ONE, TOPIC, LAST_ONE, ONLY_SO_FAR = (
    "introduced by the same noun",
    "the only one of the text",
    "the one that the text is about",
    "the only one of the sentence or the one before",
    "the only one so far",
)
# A text is about the one of a kind that it names so often, and so many times as often as any other. In the
# 25 annotated articles two nouns would be decided by two mentions against one, and one of them wrongly.
_TOPIC_LEAST, _TOPIC_LEAD = 3, 2

# Sentences back in which the body of an office was a subject: a quotation may stand between the two.
_OFFICE_WITHIN = 2
# So often a text names the party or union whose office it is; one that is named once may be an opponent.
_OFFICE_LEAST = 2

_NAMES = (MentionKind.NAME, MentionKind.ACRONYM)
# Nouns behind names of unknown organisations are mostly of companies.
_UNKNOWN = ("entity:", NAME_THAT_ACTS)


class Definites:
    """The actors of one text that a noun may go back to; all but the open mentions are settled."""

    def __init__(self, candidates: Iterable[Candidate]) -> None:
        self.named = [
            c
            for c in candidates
            if c.id and not c.pending and not c.generic and c.type is not ActorType.PERSON
        ]
        self.by_noun: dict[str, list[Candidate]] = defaultdict(list)
        for c in self.named:
            # "le PS" is not introduced as a party, "le Parti socialiste" is.
            spelt = c.kind is MentionKind.NAME and pieces(c.label)
            nouns = {c.noun} | ({pieces(c.label)[0]} if spelt else set())
            for noun in nouns - {""}:
                self.by_noun[noun].append(c)

    def resolved(self, c: Candidate, *, of_office: bool = False) -> Candidate:
        """The noun as a mention of the actor it goes back to; without id where that is not clear."""
        kinds = c.pending.removeprefix(DEFINITE).split("|")
        all_fitting = self.named_as(kinds)
        fitting = [n for n in all_fitting if not n.source_only]
        one, topic, introduced = _one(fitting), _topic(fitting), self.introduced(c)
        if of_office and introduced is not None and introduced.noun != c.noun:
            introduced = None  # "Les Républicains et le Parti socialiste … le porte-parole du parti"
        if TOPICAL not in kinds:
            topic = None
        near, last = _one(_near(fitting, c)), None
        if introduced is not None and topic is not None and topic.id != introduced.id:
            # "le laboratoire X … son ancien propriétaire, le groupe Y … X a admis … le groupe"
            introduced, topic = None, topic if near is not None and near.id == topic.id else None
        if c.near:  # "cette ONG"
            one, topic, last = None, None, _one(_near(all_fitting, c))
        so_far = None
        if of_office:
            so_far = _one([n for n in all_fitting if n.end <= c.start])
            so_far = so_far if any(n.subject for n in _near(all_fitting, c, _OFFICE_WITHIN)) else None
            if ActorType.COMPANY not in kinds and len({n.start for n in fitting}) < _OFFICE_LEAST:
                one = None
        rules = (
            (one, ONLY_ONE), (introduced, SAME_NOUN), (last, LAST_ONE), (topic, TOPIC), (so_far, ONLY_SO_FAR),
        )  # fmt: skip
        return next(
            (as_mention(c, found, rule) for found, rule in rules if found is not None), replace(c, id="")
        )

    def introduced(self, c: Candidate) -> Candidate | None:
        """The one actor that was named with the noun before: "le ministère de la Justice … le ministère"."""
        before = [n for n in self.by_noun.get(c.noun, ()) if n.end <= c.start]
        return (_one(_near(before, c)) if c.near else None) or _one(before)

    def company(self) -> Candidate | None:
        """The only company that the text names, or the one that it is about."""
        fitting = [n for n in self.named_as([ActorType.COMPANY]) if not n.source_only]
        return _one(fitting) or _topic(fitting)

    def named_as(self, types: Sequence[str]) -> list[Candidate]:
        """The names of actors of some types; one that nobody knows may be a company's."""
        unknown = ActorType.COMPANY in types
        return [
            n
            for n in self.named
            if n.kind in _NAMES
            and (n.type in types or (unknown and n.type is ActorType.ORG and n.rule.startswith(_UNKNOWN)))
        ]


def as_mention(c: Candidate, found: Candidate, rule: str) -> Candidate:
    """A mention of the actor of another one."""
    return replace(
        c,
        id=found.id,
        label=found.label,
        type=found.type,
        country=found.country,
        parent=found.parent,
        source_only=found.source_only,
        rule=rule,
        pending="",
    )


def _one(found: Sequence[Candidate]) -> Candidate | None:
    """The last mention, if all are of one actor."""
    return found[-1] if len({c.id for c in found}) == 1 else None


def _near(found: Iterable[Candidate], c: Candidate, within: int = 1) -> list[Candidate]:
    return [n for n in found if n.end <= c.start and n.sentence >= c.sentence - within]


def _topic(found: Sequence[Candidate]) -> Candidate | None:
    """The last mention of the actor that is named far more often than the others."""
    ranked = Counter(n.id for n in found).most_common(2)
    if (
        not ranked
        or ranked[0][1] < _TOPIC_LEAST
        or (ranked[1:] and ranked[0][1] < _TOPIC_LEAD * ranked[1][1])
    ):
        return None
    return next(n for n in reversed(found) if n.id == ranked[0][0])
