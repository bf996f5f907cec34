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
from graphkit.actors.nominals import Nominals
from graphkit.actors.offices import office_id
from graphkit.language.schema.folder import LanguageData
from graphkit.language.schema.grammar import Role
from graphkit.language.schema.titles import Collective, Office
from graphkit.records import ActorType, MentionKind
from graphkit.syntax import SUBJECTS, Tree, Word

_STATES = (ActorType.STATE, ActorType.GOVERNMENT)
_SAID = (Role.CLAUSAL_COMPLEMENT, Role.ADVERBIAL, Role.PARATAXIS)
_BODIES = (ActorType.ORG, ActorType.PARTY, ActorType.COMPANY, ActorType.ARMED_GROUP)
_NAMES = (MentionKind.NAME, MentionKind.ACRONYM)
_CLOSING = frozenset(",.;:)?!")
PRIVATE = "private relation with name"
_NOMINAL = ("NOUN", "PROPN", "ADJ")
# So many adjectives may stand between a possessive and its noun.
_ADJECTIVES = 2


class Counterparts:
    """The nouns of relation of one language."""

    def __init__(self, language: LanguageData, nominals: Nominals) -> None:
        words = language.anaphora
        self.nominals = nominals
        self.same_office = words.counterparts
        self.kind_of = {form: forms[0] for forms in (*words.mutual, *words.kin) for form in forms}
        self.mutual = {forms[0] for forms in words.mutual}
        self.contests = {verb: relation for relation, verbs in words.contests.items() for verb in verbs}
        self.leaders = words.leaders
        self.plural_articles = words.pair_determiners
        self.entourage = words.entourage
        self.private = words.private
        self.saying, self.verbs = language.status.attribution.verbs, language.verb_forms()
        grammar = language.grammar.words
        self.articles = grammar.article
        self.relative = grammar.relative_subject
        self.object_control = grammar.object_control
        self.possessive, self.plural_possessive = grammar.possessive, grammar.plural_possessive
        self.state_offices = {nominals.key(head) for head in language.titles.office if head.level == "state"}

    def is_somebody(self, form: str) -> bool:
        """Whether a form is a noun for an actor: by a relation, an office, or a kind of body or people."""
        related = form in self.same_office or form in self.kind_of
        return related or self.nominals.is_actor_noun(form)

    def reader(self, tree: Tree, mentions: Sequence[Candidate], at: Mapping[int, list[Candidate]]) -> Reader:
        """A reader for one text; `at` holds what is known so far of each word, and grows."""
        return Reader(self, tree, mentions, at)


class Reader:
    """One text while its nouns of relation are read, in text order."""

    def __init__(
        self,
        rules: Counterparts,
        tree: Tree,
        mentions: Sequence[Candidate],
        at: Mapping[int, list[Candidate]],
    ) -> None:
        self.rules = rules
        self.tree = tree
        self.mentions = mentions
        self.at = at
        self.starts: dict[int, list[Candidate]] = defaultdict(list)
        for m in mentions:
            self.starts[m.start].append(m)
        possessives = (word.index for word in tree if word.lower in rules.possessive)
        self.behind = {i + n for i in possessives for n in range(1, _ADJECTIVES + 2)}
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
        owned = word.index in self.behind and word.pos in _NOMINAL and self.possessive(word) is not None
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
        owners = self.owners(word)
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
        owners = self.owners(word)
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
        owners = {o.id: o for o in self.owners(word)} if head is not None and not is_plural(word) else {}
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
        if self._reported(word, plural=self._is_several(owner)):
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
        owners = {m.id: m for m in self.owners(word)}
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
        owners = {m.id for m in self.owners(word) if m.type is ActorType.PERSON}
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
            for owner in self.owners(word)
            if owner.type is ActorType.POPULATION
            for m in self.mentions
            if m.type is ActorType.PERSON and owner.id.startswith(f"{m.id}-") and m.kind in _NAMES
        }
        return [_as_mention(word, word.index + 1, m, "whom they follow") for m in followed.values()][:1]

    # -- owners and names

    def possessive(self, word: Word) -> Word | None:
        """The possessive before a noun, adjectives between them: "[son] principal rival"."""
        first = self.tree.sentence_of(word.index)[0]
        for index in range(word.index - 1, max(first, word.index - _ADJECTIVES - 1) - 1, -1):
            before: Word = self.tree[index]
            if before.lower in self.rules.possessive:
                return before
            if before.pos != "ADJ":
                break
        return None

    def owners(self, word: Word) -> list[Candidate]:
        """Whom a possessive before a noun refers to: the one before in a list, or the clause's subject."""
        possessive = self.possessive(word)
        plural = possessive is not None and possessive.lower in self.rules.plural_possessive
        above = self.tree.head(word.index)
        if self.tree.children(word.index, Role.COPULA):
            return []  # "Y, qui était son rival": somebody else's than Y's
        if word.role is Role.CONJUNCT and above is not None and self.at.get(above.index):
            return list(self.at[above.index])
        if word.role is Role.OBLIQUE and above is not None and above.index < word.index:
            named = (m for m in self.at.get(above.index, ()) if m.kind in _NAMES)
            beside = [m for m in named if self._is_several(m) == plural]
            if beside:
                return beside  # "X, face à son rival Y, a parlé"
        for verb in self.tree.ancestors(word.index):
            if self._is_asked(verb):
                return []
            heads = [h for h in self._subjects(verb) if self._stands_before(h, word, verb)]
            if heads:
                return self._agreeing(self._opposed(verb, word, heads), plural=plural)
            above = self.tree.head(verb.index)
            if verb.role is Role.RELATIVE and above is not None and self.at.get(above.index):
                return self._agreeing([above], plural=plural)  # "X, que ses alliés ont critiqué"
        return self._reported(word, plural=plural) or self._before(word, plural=plural)

    def _reported(self, word: Word, *, plural: bool) -> list[Candidate]:
        """The subject of what is said, for who says it: "[X] refusera, a tranché sa porte-parole"."""
        verb = self.tree[word.head]
        lemmas = {verb.lemma, *self.rules.verbs.get(verb.lower, ())}
        if not verb.index < word.index or self.rules.saying.isdisjoint(lemmas):
            return []
        said = [c for c in self.tree.children(verb.index, *_SAID) if c.index < verb.index]
        above = self.tree.head(verb.index)
        if above is not None and above.index < verb.index and verb.role in _SAID:
            said.append(above)
        found = [self._agreeing(heads, plural=plural) for c in said if (heads := self._subjects(c))]
        return found[0] if len(found) == 1 else []

    def _opposed(self, verb: Word, word: Word, heads: list[Word]) -> list[Word]:
        """Whom a thing sets against another: "un contentieux oppose [X] à son voisin"; else the subjects."""
        things = all(h.pos == "NOUN" and not self.at.get(h.index) for h in heads)
        if word.lower not in self.rules.kind_of or not things:
            return heads
        if any(self.rules.is_somebody(h.lower) for h in heads):
            return heads
        objects = [o for o in self.tree.children(verb.index, Role.OBJECT) if self.at.get(o.index)]
        return [o for o in objects if o.index < word.index] or heads

    def _is_asked(self, verb: Word) -> bool:
        """Whether somebody speaks of what another one does: "X appelle Y à libérer ses soldats"."""
        above = self.tree.head(verb.index)
        return (
            above is not None
            and above.lemma in self.rules.object_control
            and verb.role is not Role.CONJUNCT
            and not self.tree.children(verb.index, *SUBJECTS)
            and bool(self.tree.children(above.index, Role.OBJECT))
        )

    def _stands_before(self, head: Word, word: Word, verb: Word) -> bool:
        """Whether a subject stands before a word that is no part of it, or is said of it."""
        inside = head.index != verb.head and word.index in self.tree.subtree(head.index)
        return head.index < word.index and not inside

    def _subjects(self, verb: Word) -> list[Word]:
        """The subjects of a clause; of a relative clause or a participle the actor that it is said of."""
        heads = self.tree.children(verb.index, *SUBJECTS)
        above = self.tree.head(verb.index)
        if above is None or verb.role not in (Role.RELATIVE, Role.PARTICIPIAL):
            return heads
        if verb.role is Role.PARTICIPIAL:
            return [above] if not heads and self.at.get(above.index) else heads
        return [above if h.lower in self.rules.relative else h for h in heads]

    def _agreeing(self, heads: Sequence[Word], *, plural: bool) -> list[Candidate]:
        """The actors that the heads of a list name, if they are as many as a possessive says."""
        listed = [i for h in heads for i in self._listed(h.index)]
        found = [m for i in listed for m in named_at(self.tree, self.at, i)]
        several = len({m.id for m in found}) > 1 or any(self._is_several(m) for m in found)
        return found if several == plural else []

    def _is_several(self, m: Candidate) -> bool:
        """Whether a mention is plural, or a name with a plural article: "les Houthis … leurs attaques"."""
        return m.plural or (m.start > 0 and self.tree[m.start - 1].lower in self.rules.plural_articles)

    def _before(self, word: Word, *, plural: bool) -> list[Candidate]:
        """The subject of the sentence before, for a noun that is itself the subject: "Son rival, X, …".

        Where this sentence has named somebody before, or the one before names another of the kind, nobody.
        """
        first, _ = self.tree.sentence_of(word.index)
        subject = word.role in SUBJECTS and self.tree[word.head].role is Role.ROOT
        if not word.sentence or not (subject or self.possessive(word) is self.tree[first]):
            return []
        start, end = self.tree.sentences[word.sentence - 1]
        root = next((w for w in self.tree[start:end] if w.head == w.index), None)
        heads = self.tree.children(root.index, *SUBJECTS) if root is not None else []
        found = self._agreeing(heads, plural=plural)
        ids, types = {m.id for m in found}, {m.type for m in found}
        named = [m for i in (*range(start, end), *range(first, word.index)) for m in self.at.get(i, ())]
        if any(m.id not in ids and (m.type in types or m.head >= first) for m in named):
            return []
        return found

    def _listed(self, index: int) -> list[int]:
        return [index, *(c.index for c in self.tree.children(index, Role.CONJUNCT))]

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
            if m.kind in _NAMES and (m.type is ActorType.PERSON if person else not m.source_only)
        ]
        return max(found, key=lambda m: m.end, default=None)

    def _has_complement(self, index: int) -> bool:
        """Whether *de* and an owner stand behind: "son allié du Golfe", but not "accuse son rival de vol"."""
        if index + 1 >= len(self.tree) or not self.rules.nominals.is_genitive(self.tree[index]):
            return False
        plain = self.tree[index].lower in self.rules.nominals.words.genitive
        return not plain or self.tree[index + 1].pos in ("PROPN", "DET")


def named_at(tree: Tree, at: Mapping[int, Sequence[Candidate]], index: int) -> Sequence[Candidate]:
    """The actors that a word names, or the name on a word that is written as one: "le Frère musulman [X]"."""
    if at.get(index) or tree[index].pos != "PROPN":
        return at.get(index, ())
    bare = [c for c in tree.children(index, Role.OBLIQUE) if not tree.children(c.index, Role.CASE)]
    return [m for c in bare for m in at.get(c.index, ()) if m.kind in _NAMES]


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
