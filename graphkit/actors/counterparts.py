"""Who "son homologue turc", "son rival" or "son porte-parole" is: known by what it is to another actor.

A counterpart holds the owner's office in the state that is named with it. Nouns of relation must have been
said with a name somewhere: "son rival Y", "Y, fille de X", "X affronte Y". Followers ("ses partisans") and
who holds an office of the owner are actors of their own. Where the owner is not clear, or has two rivals,
nobody is taken.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from graphkit.actors.candidate import (
    FOLLOWERS,
    HELD,
    NAMED_BEFORE,
    OF_STATE,
    OFFICE,
    WITH_HOLDER,
    WITH_NAME,
    Candidate,
    replace,
)
from graphkit.actors.heads import LOCAL_LEVEL, STATE_LEVEL, is_plural
from graphkit.actors.names import government_id, state_id
from graphkit.actors.offices import office_id
from graphkit.actors.owners import ADJECTIVES, NAMES, Owners
from graphkit.actors.relation_nouns import RelationNouns
from graphkit.language.schema.grammar import Role
from graphkit.language.schema.titles import Collective, Office
from graphkit.records import ActorType, MentionKind
from graphkit.syntax import SUBJECTS, Tree, Word

_STATES = (ActorType.STATE, ActorType.GOVERNMENT)
_BODIES = (ActorType.ORG, ActorType.PARTY, ActorType.COMPANY, ActorType.ARMED_GROUP)
_CLOSING = frozenset(",.;:)?!")
PRIVATE = "private relation with name"
_NOMINAL = ("NOUN", "PROPN", "ADJ")


class Counterparts:
    """One text while its nouns of relation are read, in text order.

    `at` holds what is known so far of each word, and grows.
    """

    def __init__(
        self,
        rules: RelationNouns,
        tree: Tree,
        mentions: Sequence[Candidate],
        at: Mapping[int, list[Candidate]],
    ) -> None:
        self.rules = rules
        self.tree = tree
        self.mentions = mentions
        self.at = at
        self.owners = Owners(rules, tree, at)
        self.starts: dict[int, list[Candidate]] = defaultdict(list)
        for m in mentions:
            self.starts[m.start].append(m)
        possessives = (word.index for word in tree if word.lower in rules.possessive)
        self.behind = {i + n for i in possessives for n in range(1, ADJECTIVES + 2)}
        """Where a noun may be that a possessive stands before."""
        self.known: dict[tuple[str, str], dict[str, Candidate]] = defaultdict(dict)
        """(owner, relation) -> the actors that were named in it."""

    def read_ahead(self) -> None:
        """Keep what the whole text says of relations: a headline may say "sa fille" before she is named."""
        for word in self.tree:
            if word.pos == "VERB" or word.lower in self.rules.kind_of:
                self.find(word)

    def find(self, word: Word) -> list[Candidate]:
        """The actors that a noun of relation stands for; what the text says of others is kept."""
        rules, form = self.rules, word.lower
        if word.pos == "VERB":
            self._note_contest(word)
            return []
        owned = (
            word.index in self.behind and word.pos in _NOMINAL and self.owners.possessive(word) is not None
        )
        if not owned and form not in rules.kind_of:
            return []  # most words
        if form in rules.same_office and owned:
            return list(self._same_office(word))
        relation = rules.kind_of.get(form, "")
        if relation and not is_plural(word):
            return self._owned(word, relation) if owned else self._noted(word, relation)
        if form in rules.leaders and owned:
            return self._leader(word) or self._office(word)
        return self._followers(word) or self._office(word) or self._own_body(word) if owned else []

    # -- "son homologue turc"

    def _same_office(self, word: Word) -> Iterator[Candidate]:
        end, states = self._states_behind(word.index + 1)
        named = None if is_plural(word) else self._name_at(end)
        if named is not None:
            yield _as_mention(word, end, named, "counterpart with name")
            return
        owners = self.owners.of(word)
        offices = {key for owner in owners for key in self._offices(owner.id)}
        if len({o.id for o in owners}) != 1 or len(offices) != 1 or (len(states) > 1 and not is_plural(word)):
            return
        (office,) = offices
        for state in states:
            if state not in {o.country for o in owners}:
                yield self._holder(word, end, office, state)

    def _states_behind(self, index: int) -> tuple[int, list[str]]:
        """Where the adjectives of states behind a noun end, and the states: "polonais et lituanien"."""
        end, states = index, []
        last = self.tree.sentence_of(index - 1)[1]
        while end < last:
            found = [m for m in self.starts.get(end, ()) if m.kind is MentionKind.ADJECTIVE and m.country]
            if found and self.tree[end].text[0].islower():
                states.append(found[0].country)
                index = end + 1
            elif not states or not (self.tree[end].text == "," or self.tree[end].pos == "CCONJ"):
                break
            end += 1
        return index, states

    def _offices(self, person: str) -> set[str]:
        """The offices of a state that a person is named with."""
        return {
            m.office
            for m in self.mentions
            if m.id == person and m.office in self.rules.state_offices and m.country and not m.past
        }

    def _holder(self, word: Word, end: int, office: str, state: str) -> Candidate:
        """Who holds an office in a state; for its head, who has another title elsewhere, its government."""
        same = {
            m.id: m
            for m in self.mentions
            if m.office == office and m.country == state and m.type is ActorType.PERSON and not m.past
        }
        if len(same) == 1:
            return _as_mention(word, end, next(iter(same.values())), "counterpart in the same text")
        gazetteer = self.rules.nominals.gazetteer
        made = Candidate(
            start=word.index,
            end=end,
            head=word.index,
            id=government_id(state),
            label=gazetteer.government_label(state),
            type=ActorType.GOVERNMENT,
            kind=MentionKind.NOMINAL,
            rule="counterpart",
            country=state,
            parent=state_id(state),
            sentence=word.sentence,
        )
        if not self.rules.nominals.short_office(office):
            return made
        return replace(
            made,
            id=office_id(state_id(state), office, past=False),
            label=self.rules.nominals.holder_label(office, state),
            type=ActorType.PERSON,
            parent=government_id(state),
        )

    # -- "son rival", "sa fille"

    def _owned(self, word: Word, relation: str) -> list[Candidate]:
        end, states = self._states_behind(word.index + 1)
        named = self._name_at(end, person=relation not in self.rules.mutual)
        owners = self.owners.of(word)
        owner = owners[0] if len({o.id for o in owners}) == 1 else None
        if named is not None:
            if owner is not None and owner.id != named.id:
                self._note(owner, named, relation)
                private = word.lower in self.rules.private and named.type is ActorType.PERSON
                return [_as_mention(word, end, named, PRIVATE if private else WITH_NAME)]
            return []
        if self._has_complement(end):
            return []
        if owner is not None and owner.type in _STATES and relation in self.rules.mutual and len(states) == 1:
            return self._state(word, end, states[0]) if states[0] != owner.country else []
        found = self._known_to(owner, relation) if owners else self._only_near(word, relation)
        if found is None or any(state != found.country for state in states):
            return []
        return [_as_mention(word, end, found, NAMED_BEFORE)]

    def _state(self, word: Word, end: int, state: str) -> list[Candidate]:
        """What a state's neighbour or ally with an adjective is: "son voisin indien"."""
        adjectives = [m for i in range(word.index + 1, end) for m in self.starts.get(i, ())]
        found = next(m for m in adjectives if m.country == state)
        return [_as_mention(word, end, found, OF_STATE)]

    def _noted(self, word: Word, relation: str) -> list[Candidate]:
        """Keep what "Y, rival de X" or "la fille de X, Y" says; such a noun is no mention by itself."""
        owners = [
            m
            for child in self.tree.children(word.index, Role.OBLIQUE)
            if any(self.rules.nominals.is_genitive(c) for c in self.tree.children(child.index, Role.CASE))
            for m in self.at.get(child.index, ())
        ]
        above = self.tree.head(word.index)
        beside = [c.index for c in self.tree.children(word.index, Role.APPOSITION)]
        if word.role is Role.APPOSITION and above is not None:
            beside.append(above.index)
        if self.tree.children(word.index, Role.COPULA):
            beside += [c.index for c in self.tree.children(word.index, *SUBJECTS)]
        found = [m for i in beside for m in self.at.get(i, ())]
        if (
            len({m.id for m in owners}) == 1
            and len({m.id for m in found}) == 1
            and owners[0].id != found[0].id
        ):
            self._note(owners[0], found[0], relation)
        return []

    def _note_contest(self, verb: Word) -> None:
        """Keep who are rivals by a verb: "X affronte Y"."""
        relation = self.rules.contests.get(verb.lemma)
        if relation is None:
            return
        doers = [m for c in self.tree.children(verb.index, *SUBJECTS) for m in self.at.get(c.index, ())]
        others = [m for c in self.tree.children(verb.index, Role.OBJECT) for m in self.at.get(c.index, ())]
        if len({m.id for m in doers}) == len({m.id for m in others}) == 1 and doers[0].id != others[0].id:
            self._note(doers[0], others[0], relation)

    def _note(self, owner: Candidate, other: Candidate, relation: str) -> None:
        self.known[owner.id, relation][other.id] = other
        if relation in self.rules.mutual:
            self.known[other.id, relation][owner.id] = owner

    def _known_to(self, owner: Candidate | None, relation: str) -> Candidate | None:
        found = self.known.get((owner.id, relation), {}) if owner is not None else {}
        return next(iter(found.values())) if len(found) == 1 else None

    def _only_near(self, word: Word, relation: str) -> Candidate | None:
        """The only one of the text in a relation, whose owner the sentence before or this one names."""
        if relation in self.rules.mutual:
            return None
        pairs = [
            (owner, m)
            for (owner, kind), found in self.known.items()
            if kind == relation
            for m in found.values()
        ]
        if len(pairs) != 1:
            return None
        start = self.tree.sentences[max(word.sentence - 1, 0)][0]
        near = {m.id for i in range(start, word.index) for m in self.at.get(i, ())}
        return pairs[0][1] if pairs[0][0] in near else None

    # -- "son porte-parole"

    def _office(self, word: Word) -> list[Candidate]:
        """Who holds an office of the owner, named or not: "X a protesté. [Son porte-parole], Y, …"."""
        nominals = self.rules.nominals
        heads, length = nominals.heads(self.tree, word.index) or ((), 0)
        head = next((h for h in heads if isinstance(h, Office)), None)
        owners = {o.id: o for o in self.owners.of(word)} if head is not None and not is_plural(word) else {}
        if head is None or len(owners) != 1:
            return []
        (owner,) = owners.values()
        body, country = self._body(owner, head)
        named = [m for m in self.at.get(word.index, ()) if m.rule == WITH_HOLDER]
        if not body or owner.pending or any(m.parent or m.id == owner.id for m in named):
            return []
        if self._may_be_of_another(word, owner):
            return []
        if named:
            return [replace(m, parent=body, country=country) for m in named]
        end = word.index + length
        past = self.tree[word.index - 1].lower in nominals.past.adjectives
        if past or self.at.get(word.index) or self._has_complement(end) or self._is_named_or_said(word, end):
            return []
        office = nominals.key(head)
        told = {m.id: m for m in self.mentions if m.office == office and m.parent == body and not m.past}
        if len(told) == 1:
            return [replace(_as_mention(word, end, m, HELD), office=office) for m in told.values()]
        sole = head.sole or head.level in (STATE_LEVEL, LOCAL_LEVEL)
        if told or not sole:
            return []
        base = replace(_as_mention(word, end, owner, OFFICE), type=ActorType.PERSON, office=office)
        if not country:
            return [nominals.holder_in(base, head.forms[0], owner)]
        return [
            replace(
                base,
                id=office_id(state_id(country), office, past=False),
                label=nominals.holder_label(office, country),
                country=country,
                parent=body,
            )
        ]

    def _may_be_of_another(self, word: Word, owner: Candidate) -> bool:
        """Whether another body stands nearer: "La Commission a interrogé [X] et convoqué son patron, Y"."""
        if self.owners.reported(word, plural=self.owners.is_several(owner)):
            return False
        first, _ = self.tree.sentence_of(word.index)
        before = [m for i in range(first, word.index) for m in self.at.get(i, ())]
        bodies = [m for m in before if m.type is not ActorType.PERSON and not m.weak]
        nearest = max(bodies, key=lambda m: m.start, default=owner)
        return nearest.id != owner.id

    def _body(self, owner: Candidate, head: Office) -> tuple[str, str]:
        """For whom the holder of an owner's office speaks, and of which state it is."""
        if owner.type in _STATES:
            # "le gouvernement grec … son porte-parole", but not "la Grèce … son capitaine"
            official = head.level == STATE_LEVEL or (owner.type is ActorType.GOVERNMENT and head.of_person)
            return (government_id(owner.country), owner.country) if official else ("", "")
        return (owner.id, "") if owner.type in _BODIES and not owner.generic else ("", "")

    def _is_named_or_said(self, word: Word, end: int) -> bool:
        """Whether a name or an adjective stands behind an office, or the noun is said of somebody."""
        if self.tree[word.index].role in (Role.APPOSITION, Role.OPEN_COMPLEMENT):
            return True
        if end >= len(self.tree) or self.tree[end].sentence != word.sentence:
            return False
        behind = self.tree[end]
        return behind.pos in ("PROPN", "ADJ", "NUM", "NOUN") or self._name_at(end, person=False) is not None

    # -- "ses partisans"

    def _followers(self, word: Word) -> list[Candidate]:
        """Those who are known only through an actor: "X a parlé. [Ses partisans] …"."""
        nominals = self.rules.nominals
        heads, length = nominals.heads(self.tree, word.index) or ((), 0)
        around = word.lower in self.rules.entourage
        groups = (h for h in heads if isinstance(h, Collective) and (h.relational or around))
        group = next(groups, None)
        end = word.index + length
        parts = self.tree.children(word.index, Role.APPOSITION, Role.NAME_PART, Role.MODIFIER)
        if group is None or not is_plural(word) or self._has_complement(end):
            return []
        named = self._name_at(end, person=False) is not None
        if named or any(self.starts.get(part.index) for part in parts):
            return []  # "ses alliés, Londres et Rome"
        owners = {m.id: m for m in self.owners.of(word)}
        if len(owners) != 1:
            return []
        (owner,) = owners.values()
        if not group.type and owner.type is ActorType.PERSON:
            return []  # a person's allies may be states, parties or persons
        return [
            replace(
                _as_mention(word, end, owner, FOLLOWERS),
                id=f"{owner.id}-{nominals.key(group)}",
                label=f"{group.forms[0]} ({owner.label})",
                type=ActorType(group.type) if group.type else owner.type,
                country="",
                parent="",
                plural=True,
            )
        ]

    # -- "son parti"

    def _own_body(self, word: Word) -> list[Candidate]:
        """The body for which the owner speaks, by a noun of its kind: "X, chef de Y, … [son parti]"."""
        heads, length = self.rules.nominals.heads(self.tree, word.index) or ((), 0)
        group = next((h for h in heads if isinstance(h, Collective) and h.stands_for and not h.part), None)
        end = word.index + length
        if group is None or is_plural(word) or self.at.get(word.index) or self._is_named_or_said(word, end):
            return []
        if self._has_complement(end):
            return []
        owners = {m.id for m in self.owners.of(word) if m.type is ActorType.PERSON}
        parents = {m.parent for m in self.mentions if m.id in owners and m.parent and not m.past}
        found = {m.id: m for m in self.mentions if m.id in parents and m.type in group.stands_for}
        if len(owners) != 1 or len(found) != 1:
            return []
        return [_as_mention(word, end, m, NAMED_BEFORE) for m in found.values()]

    # -- "leur champion"

    def _leader(self, word: Word) -> list[Candidate]:
        """Whom followers follow: "les partisans de X … leur champion"."""
        if is_plural(word) or self._has_complement(word.index + 1) or self._name_at(word.index + 1):
            return []
        followed = {
            m.id: m
            for owner in self.owners.of(word)
            if owner.type is ActorType.POPULATION
            for m in self.mentions
            if m.type is ActorType.PERSON and owner.id.startswith(f"{m.id}-") and m.kind in NAMES
        }
        return [_as_mention(word, word.index + 1, m, "whom they follow") for m in followed.values()][:1]

    # -- names behind a noun

    def _name_at(self, index: int, *, person: bool = True) -> Candidate | None:
        """A name in apposition that begins at a word, or behind a comma and is closed again."""
        if index >= len(self.tree):
            return None
        name = self._name_from(index, person=person)
        if name is not None or self.tree[index].text != ",":
            return name
        index += 1
        if index < len(self.tree) and self.tree[index].lower in self.rules.articles and not person:
            index += 1  # "son allié, la Syrie"
        name = self._name_from(index, person=person)
        closed = name is not None and (name.end >= len(self.tree) or self.tree[name.end].text in _CLOSING)
        return name if closed else None

    def _name_from(self, index: int, *, person: bool) -> Candidate | None:
        found = [
            m
            for m in self.starts.get(index, ())
            if m.kind in NAMES and (m.type is ActorType.PERSON if person else not m.source_only)
        ]
        return max(found, key=lambda m: m.end, default=None)

    def _has_complement(self, index: int) -> bool:
        """Whether *de* and an owner stand behind: "son allié du Golfe", but not "accuse son rival de vol"."""
        if index + 1 >= len(self.tree) or not self.rules.nominals.is_genitive(self.tree[index]):
            return False
        plain = self.tree[index].lower in self.rules.nominals.words.genitive
        return not plain or self.tree[index + 1].pos in ("PROPN", "DET")


def _as_mention(word: Word, end: int, m: Candidate, rule: str) -> Candidate:
    """The noun at a word as a mention of the actor of another one."""
    return replace(
        m,
        start=word.index,
        end=end,
        head=word.index,
        kind=MentionKind.NOMINAL,
        rule=rule,
        office="",
        past=False,
        plural=False,
        weak=False,
        noun="",
        near=False,
        sentence=word.sentence,
    )
