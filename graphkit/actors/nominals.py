"""Nominal mentions: institutions, collective nouns and office-holders with what specifies them.

"l'armée syrienne", "les forces du régime", "le groupe islamiste HTS", "le chef de la diplomatie
iranienne, Abbas Araghchi". What the noun alone leaves open ("le régime") becomes a `pending`
mention, which `actors.linking.link_within` settles from the rest of the text.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

from graphkit.actors.candidate import (
    DEFINITE,
    MEMBERS,
    OFFICE,
    PART,
    PARTY_OF_OFFICE,
    ROLE,
    STATE_OF_OFFICE,
    TOPICAL,
    Candidate,
    replace,
)
from graphkit.actors.heads import (
    NAMED_TYPES,
    Head,
    HeadNouns,
    Specifier,
    is_nominal,
    is_plural,
    longest_at,
    text_of,
)
from graphkit.actors.hierarchy import STATE_BODIES
from graphkit.actors.names import Gazetteer, government_id, military_id, pieces, slug, state_id
from graphkit.actors.persons import person_pieces
from graphkit.language.schema import Collective, Institution, KnownActor, Office, People, Role
from graphkit.records import ActorType, MentionKind
from graphkit.syntax import Tree, Word

STATE_LEVEL, ARMY_LEVEL, LOCAL_LEVEL, CHARGE_LEVEL = "state", "army", "local", "charge"
# In the id of who held an office before: "l'ancien président syrien".
FORMER = "ex"
# The rule of a body of a state.
INSTITUTION = "institution"
# The rule of a party that its people stand for: "les socialistes", "le groupe socialiste".
ADHERENTS = "adherents of a party"
# The levels of offices that people of a party hold, and the most words that such an office has.
_PARTISAN_LEVELS = ("politics", LOCAL_LEVEL)
_LONGEST_OFFICE = 4
# Words of a complement between an office and its holder: "le président du groupe X [à l'Assemblée] Y".
_COMPLEMENT_WORDS = 5
# And the most words of the offices of one person before the last: "X, [patron de Y et] maire de Z".
_OFFICE_WORDS = 16
_YEAR_DIGITS = 4
# What stands behind a name in apposition.
_CLOSING = (",", ".", ")", ";", ":")
_IN_COMPLEMENT = ("DET", "NOUN", "PROPN", "ADJ")


class Nominals(HeadNouns):
    """Reader of nominal mentions for one language."""

    def openings(self, tree: Tree) -> set[int]:
        """The words at which `read` may find something: head nouns, and what calls a party's people."""
        return {*self.all_heads(tree), *(w.index for w in tree if self.gazetteer.parties(w.text))}

    def read(self, tree: Tree, index: int, by_start: Mapping[int, Sequence[Candidate]]) -> list[Candidate]:
        """The mentions whose head noun begins at a word; `by_start` holds the mentions to its right."""
        if (party := self._party_of_office(tree, index)) is not None:
            return [party]
        match = self.heads(tree, index)
        if match is None or self.modifies(tree, index):
            return self._adherents(tree, index) if match is None else []
        heads, length = self._outside_names(tree, index, match, by_start)
        nominal = is_nominal(tree, index) or self.precedes_nationality(tree, index)
        nominal |= isinstance(heads[0], Office) and self._stands_beside(tree, index)
        if length == 1 and not nominal and not any(_is_charge(head) for head in heads):
            return []
        found: list[Candidate] = []
        for head in heads:
            made = self._read(tree, index, length, head, by_start)
            if any(c.rule == "office with name" for c in made):
                return made
            found = made if made or not found else found
        return found

    def _outside_names(
        self,
        tree: Tree,
        index: int,
        match: tuple[list[Head], int],
        by_start: Mapping[int, Sequence[Candidate]],
    ) -> tuple[list[Head], int]:
        """The reading of a noun that ends in no name: "le [président] de La République en marche"."""
        end = index + match[1]
        for start in range(index + 1, end):
            name = longest_at(by_start, start)
            if name is not None and name.kind is MentionKind.NAME and name.end > end:
                return self.shorter_heads(tree, index, start) or match
        return match

    def _stands_beside(self, tree: Tree, index: int) -> bool:
        """Whether a word behind a comma is a noun to the reader: "X, [haute-commissaire] de Y".

        A participle is one before an adjective too: "X, [associé] principal à Y"; and what no verb can be
        before *de*: "X, patron de Y et [président] de Z".
        """
        if not 0 < index < len(tree) - 1:
            return False
        word, behind = tree[index], tree[index + 1]
        if word.pos == "VERB" and tree[index - 1].lower in self.words.conjunctions:
            return self.is_genitive(behind) and self._before_offices(tree, index - 1) < index - 1
        if tree[index - 1].text != ",":
            return False
        participle = word.pos == "VERB" and word.morph.get("VerbForm") == "Part"
        if word.pos != "ADJ" and not participle:
            return False
        return self.is_genitive(behind) or (participle and behind.pos == "ADJ")

    def _read(
        self, tree: Tree, index: int, length: int, head: Head, by_start: Mapping[int, Sequence[Candidate]]
    ) -> list[Candidate]:
        if isinstance(head, Collective) and head.verbs and not self._does(tree, index, length, head.verbs):
            return []
        if isinstance(head, Institution) and index and self._is_bare_genitive(tree[index - 1]):
            return []  # "un coup d'État", "un changement de gouvernement": of a kind
        spec = self.specifier(tree, index + length, by_start, head)
        if isinstance(head, Institution):
            return self._institution(tree, index, length, head, spec)
        if isinstance(head, Collective):
            if head.relational:
                return self._relational(tree, index, length, head, spec, by_start)
            if spec.empty:
                spec.name = self._named_beside(tree, index, index + length, head, by_start)
            return self._collective(tree, index, length, head, spec)
        return self._office(tree, index, length, head, spec, by_start)

    def _is_bare_genitive(self, word: Word) -> bool:
        """Whether a word is the preposition of owners without an article in it: "de", but not "du"."""
        contracted = word.lower in self.words.contractions and not word.lower.endswith("'")
        return self.is_genitive(word) and not contracted

    @staticmethod
    def _does(tree: Tree, index: int, length: int, verbs: Collection[str]) -> bool:
        """Whether a noun is the subject of one of some verbs."""
        word = tree[_head_of(tree, index, index + length)]
        above = tree.head(word.index)
        return (
            word.role in (Role.SUBJECT, Role.PASSIVE_SUBJECT) and above is not None and above.lemma in verbs
        )

    def _party_of_office(self, tree: Tree, index: int) -> Candidate | None:
        """An adjective that says of which party those are whom the noun before it calls."""
        word = tree[index]
        if not self.gazetteer.parties(word.text) or index == tree.sentence_of(index)[0]:
            return None
        party = self.party(word.text) if self._may_have_party(tree, index) else None
        return _of_party(party, index) if party is not None else None

    def _may_have_party(self, tree: Tree, end: int) -> bool:
        """Whether a noun that ends before a word calls people of a party: "sénatrice", "groupe"."""
        if tree[end - 1].lower in self.words.partisan_nouns:
            return True
        for start in range(end - 1, max(tree.sentence_of(end)[0], end - _LONGEST_OFFICE) - 1, -1):
            heads, length = self.heads(tree, start) or ((), 0)
            if start + length == end:
                return any(isinstance(head, Office) and head.level in _PARTISAN_LEVELS for head in heads)
        return False

    def _adherents(self, tree: Tree, index: int, states: Sequence[str] = ()) -> list[Candidate]:
        """The people of a party as the party: "les péquistes", not "les écologistes", who need be of none."""
        word = tree[index]
        if not self.gazetteer.parties(word.text) or not is_nominal(tree, index) or not is_plural(word):
            return []
        party = self.party(word.text, states) if self.definite(tree, index) else None
        if party is None or word.text in party.ambiguous:
            return []
        return [_as_party(self._base(tree, index, index + 1, MentionKind.NOMINAL, ADHERENTS), party)]

    def _institution(
        self, tree: Tree, index: int, length: int, head: Institution, spec: Specifier
    ) -> list[Candidate]:
        base = self._base(tree, index, spec.end, MentionKind.NOMINAL, INSTITUTION)
        if head.part and not spec.states and (part := self._part(base, tree, index, spec)) is not None:
            return [part]
        states = spec.states or _states_of(spec.owner)
        if not states:
            local = self._of_region(base, tree, index, head, spec)
            local = local or self._of_place(base, tree, index, length, head, spec)
            if local is not None:
                return [local]
        if head.same_as_state_government:
            known = self.known_by_context(tree, index, length)
            return list(self._government(base, index, length, spec, known=known))
        if not states:
            return self._stateless(base, tree, index, length, head, spec)
        iso, noun = states[0], text_of(tree, index, spec.end)
        parent = government_id(iso) if head.type is ActorType.GOVERNMENT else state_id(iso)
        body = slug(_without(noun, self.gazetteer, iso))
        return [
            replace(
                base, id=f"{state_id(iso)}-{body}", label=noun, type=head.type, country=iso, parent=parent
            )
        ]

    def _stateless(
        self, base: Candidate, tree: Tree, index: int, length: int, head: Institution, spec: Specifier
    ) -> list[Candidate]:
        """A body that says nothing of its state: one with a name, or one that the text must tell."""
        named = spec.name is not None and spec.name.type in (ActorType.ORG, ActorType.COMPANY)
        if spec.name is not None and named and spec.end == spec.name.end and head.type is ActorType.ORG:
            return [self._as(base, spec.name)]
        if spec.owner is not None and spec.owner.type in (ActorType.ORG, ActorType.PARTY, ActorType.COMPANY):
            return []
        if not self.known_by_context(tree, index, length) or self._is_of_place(tree, index + length):
            return []
        if self._is_share(tree, index, length):
            return []
        noun, pending = text_of(tree, index, spec.end), f"body:{self.key(head)}"
        end = index + length
        return [replace(base, end=end, type=head.type, id=slug(noun), label=noun, pending=pending)]

    def _part(self, base: Candidate, tree: Tree, index: int, spec: Specifier) -> Candidate | None:
        """A part of the body behind it: "la commission de la défense du parlement allemand"."""
        owner = spec.owner
        if owner is None or not _is_group(owner) or owner.rule == ADHERENTS:
            return None
        if owner.rule == INSTITUTION and owner.noun not in self._assemblies:
            return None  # "le comité sénatorial de la magistrature"
        end = owner.start
        while tree[end - 1].lower in self.words.article or self.is_genitive(tree[end - 1]):
            end -= 1
        # The text may have to tell of which state the body is.
        return replace(base, type=ActorType.ORG, label=text_of(tree, index, end), rule=PART, body=owner.head)

    def part_of(self, part: Candidate, body: Candidate) -> Candidate:
        """A part of a body as an actor of its own: "commission des lois (Sénat)"."""
        label = self.templates.holder.format(noun=part.label, state=body.label)
        head = self._bodies.get(pieces(part.label))
        key = self.key(head) if head is not None else slug(part.label)
        return replace(part, id=f"{body.id}-{key}", label=label, country=body.country, parent=body.id)

    def _of_region(
        self, base: Candidate, tree: Tree, index: int, head: Institution, spec: Specifier
    ) -> Candidate | None:
        """A body of a part of a state, called by its people: "le gouvernement écossais"."""
        people = self._people_of(spec)
        if people is None or spec.owner is not None or spec.skipped or not self.is_people(tree[spec.end - 1]):
            return None
        governed = people.governed if head.same_as_state_government else people.governed or people.country
        if not governed or people.lowercase_noun:
            return None  # "le régime alaouite" is whose the text tells
        named, noun = text_of(tree, index, spec.end), text_of(tree, index, spec.end - 1)
        if head.same_as_state_government:
            return self._of_people_government(base, people)
        return replace(base, id=f"{people.id}-{slug(noun)}", label=named, type=head.type)

    def _people_of(self, spec: Specifier) -> People | None:
        """The people without a state of its name that an adjective names."""
        return self.gazetteer.people[spec.peoples[-1][0]] if spec.peoples else None

    def _of_people_government(self, base: Candidate, people: People) -> Candidate:
        m, f, mp, fp = people.adjectives
        label = self.templates.government.format(m=m, f=f, mp=mp, fp=fp, state=people.name, noun="")
        return replace(base, id=government_id(people.id), label=label, type=ActorType.GOVERNMENT)

    def _of_place(
        self, base: Candidate, tree: Tree, index: int, length: int, head: Institution, spec: Specifier
    ) -> Candidate | None:
        """A body of a town or of a part of a state: "le parquet de Paris", "les autorités du Texas"."""
        at = index + length
        while at < tree.sentence_of(index)[1] and tree[at].pos == "ADJ" and not self.is_nationality(tree[at]):
            at += 1
        place = self.place_behind(tree, at) if self.definite(tree, index) else None
        if place is None and self.definite(tree, index) and not head.same_as_state_government:
            place = self._town_behind(tree, at, spec.owner)
        if place is None or not (head.local or place.type is ActorType.STATE):
            return None
        if head.same_as_state_government:
            return replace(
                place, start=index, head=base.head, kind=MentionKind.NOMINAL, rule=base.rule, noun=base.noun
            )
        noun = text_of(tree, index, at)
        label = text_of(tree, index, place.end)
        return replace(base, end=place.end, id=f"{place.id}-{slug(noun)}", label=label, type=head.type)

    def _government(
        self, base: Candidate, index: int, length: int, spec: Specifier, *, known: bool
    ) -> Iterator[Candidate]:
        states = spec.states or _states_of(spec.owner)
        if states:
            for iso in dict.fromkeys(states):
                yield self._of_government(_part(base, iso, spec), iso)
        elif spec.name is not None and spec.name.type in (ActorType.ORG, ActorType.COMPANY):
            return  # "le cabinet McKinsey"
        elif spec.owner is not None and not (spec.owner.type is ActorType.PERSON and spec.owner.label):
            if spec.owner.pending:  # "le gouvernement du pays", "… du président"
                yield replace(base, end=index + length, pending="government")
        elif spec.name is not None or spec.owner is not None:
            # "le gouvernement de François Bayrou" is the head's own where the text names no state.
            head = spec.owner or spec.name
            surname = person_pieces(head.label)[-1] if head and head.type is ActorType.PERSON else ""
            label = self.templates.government_of.format(name=head.label) if head else ""
            yield replace(base, label=label, pending=f"government:{surname}")
        elif known:
            yield replace(base, end=index + length, pending="government")

    def _of_government(self, base: Candidate, iso: str) -> Candidate:
        return replace(
            base,
            id=government_id(iso),
            label=self.gazetteer.government_label(iso),
            type=ActorType.GOVERNMENT,
            country=iso,
            parent=state_id(iso),
            pending="",
        )

    def _collective(
        self,
        tree: Tree,
        index: int,
        length: int,
        head: Collective,
        spec: Specifier,
    ) -> list[Candidate]:
        base = self._base(tree, index, spec.end, MentionKind.NOMINAL, "collective")
        if head.part and (part := self._part(base, tree, index, spec)) is not None:
            return [part]
        partisans = self._of_party(base, tree, index, head, spec)
        if partisans is not None:
            return partisans
        bare = replace(base, end=index + length)
        owner = spec.owner if spec.owner is not None and _is_group(spec.owner) else None
        members = self._members(base, tree, index, head, owner, spec)
        if members is not None:
            return [members]
        if head.stateless and not spec.states:
            noun = text_of(tree, index, index + length)
            return [replace(bare, id=self.key(head), label=noun, type=ActorType(head.type), generic=True)]
        fights = head.type in (ActorType.MILITARY, ActorType.ARMED_GROUP)
        # "les écologistes d'EELV" are the party; "la gauche du PS" is a part of it.
        party = head.type == ActorType.PARTY and is_plural(tree[index])
        whole = fights or (party and owner is not None and owner.type is ActorType.PARTY)
        named = spec.name or (owner if whole else None)
        if (
            named is not None
            and named.type is not ActorType.PERSON
            and (spec.name or whole or not head.generic)
        ):
            return [self._as(base, named)]
        takes_class = head.generic or head.type in (ActorType.MILITARY, ActorType.ARMED_GROUP, "")
        if spec.classes and takes_class:
            return [self._of_class(base, spec.classes[0], ActorType.ARMED_GROUP, self._owner_states(spec))]
        if head.type == ActorType.MILITARY:
            return self._military(base, bare, tree, index, spec)
        if spec.peoples:
            return self._of_people(base, head, spec, text_of(tree, index, spec.end))
        if head.generic or not head.type or (head.stands_for and spec.empty):
            return self._vague(base, bare, tree, head, spec)
        return self._group(base, bare, tree, head, spec)

    def _named_beside(
        self, tree: Tree, index: int, at: int, head: Collective, by_start: Mapping[int, Sequence[Candidate]]
    ) -> Candidate | None:
        """The body whose name stands between commas: "la fédération des banques, [X],"; no list of names."""
        if head.type not in NAMED_TYPES or is_plural(tree[index]) or not self.definite(tree, index):
            return None
        limit = tree.sentence_of(index)[1]
        if at < limit and self.is_genitive(tree[at]):
            at = self._complement_end(tree, at + 1, limit) or at
        if at + 1 >= limit or tree[at].text != ",":
            return None
        name = longest_at(by_start, at + 1)
        closed = name is not None and name.end < limit and tree[name.end].text in _CLOSING
        named = name is not None and name.type in NAMED_TYPES and name.kind is not MentionKind.NOMINAL
        listed = name is not None and longest_at(by_start, name.end + 1) is not None
        return name if closed and named and not listed else None

    def _of_party(
        self, base: Candidate, tree: Tree, index: int, head: Collective, spec: Specifier
    ) -> list[Candidate] | None:
        """A party by its people: "le groupe socialiste", "les républicains"; None where nothing says so."""
        if spec.party is not None:
            return self._partisans(base, tree, index, spec.party)
        if head.type != ActorType.PARTY or head.generic or not (spec.empty or spec.states):
            return None
        return [replace(c, end=base.end) for c in self._adherents(tree, index, spec.states)] or None

    def _partisans(self, base: Candidate, tree: Tree, index: int, party: Candidate) -> list[Candidate]:
        """All of a party in some place as the party: "les députés socialistes"; some of them are nobody."""
        if tree[index].lower not in self.words.partisan_nouns or not self.definite(tree, index):
            return []
        return [_as_party(base, self.gazetteer.known[party.id])]

    def _members(
        self,
        base: Candidate,
        tree: Tree,
        index: int,
        head: Collective,
        owner: Candidate | None,
        spec: Specifier,
    ) -> Candidate | None:
        """People of a body: "les cheminots de la SNCF" are not the SNCF, least of all in a strike."""
        people = head.type == ActorType.POPULATION and is_plural(tree[index])
        if owner is not None and people and not owner.pending:
            label = f"{self.plural(self.key(head))} ({owner.label})"
            return replace(base, id=f"{owner.id}-{self.key(head)}", label=label, type=ActorType.POPULATION)
        if head.of_organisation and self._is_of_the_only(tree, index, spec):
            pending = f"{MEMBERS}{self.key(head)}"
            return replace(base, id=self.key(head), type=ActorType.POPULATION, pending=pending)
        return None

    def _vague(
        self, base: Candidate, bare: Candidate, tree: Tree, head: Collective, spec: Specifier
    ) -> list[Candidate]:
        """A noun that is no actor by itself: one of a state, or the only one of its kind in the text."""
        index, length = base.start, bare.end - bare.start
        if head.type == ActorType.ARMED_GROUP and spec.states:
            return [self._of_class(base, self.key(head), ActorType.ARMED_GROUP, spec.states)]
        if head.type == ActorType.POPULATION and spec.states and is_plural(tree[index]):
            return self._population(base, tree, index, length, spec)
        if head.type == ActorType.PARTY and (sided := self._of_stance(base, tree, index, length)) is not None:
            return [sided]
        known = spec.empty and self.known_by_context(tree, index, length)
        known = known and not self._has_complement(tree, index + length)
        if is_plural(tree[index]) or not known:
            return []
        if head.type == ActorType.STATE:
            return [replace(bare, type=ActorType.STATE, weak=True, pending="state")]
        kinds = (*head.stands_for, TOPICAL) if head.stands_for else (head.type,)
        # "le journal" is not the only body of the text; "le Conseil" has a name that the text need not tell.
        named = tree[index].text.istitle() and index > tree.sentence_of(index)[0]
        kinds = () if head.only_introduced or named else kinds
        company = head.type in (ActorType.COMPANY, ActorType.PARTY, ActorType.ORG)
        return [replace(bare, type=ActorType.ORG, pending=f"{DEFINITE}{'|'.join(kinds)}")] if company else []

    def _of_stance(self, base: Candidate, tree: Tree, index: int, length: int) -> Candidate | None:
        """Parties by what they are for or against: "les partis pro-européens"."""
        at = index + length
        if at >= tree.sentence_of(index)[1] or not is_plural(tree[index]) or not self.definite(tree, index):
            return None
        prefix, hyphen, _ = tree[at].lower.replace("‑", "-").partition("-")
        if prefix not in self.words.stance_prefixes or not hyphen:
            return None
        text = text_of(tree, index, at + 1)
        return replace(base, end=at + 1, id=slug(text), label=text, type=ActorType.PARTY)

    def _has_complement(self, tree: Tree, at: int) -> bool:
        """Whether *de* and a noun stand behind a noun that ends before a word: "le groupe d'experts".

        Or who else is in it: "la coalition avec X" is neither X nor known.
        """
        limit = tree.sentence_of(at - 1)[1]
        if at < limit and tree[at].lower in self.words.accompaniment:
            return True
        behind = at + 1 < limit and tree[at + 1].pos not in ("VERB", "AUX")  # "accusait le groupe d'avoir …"
        return behind and self.is_genitive(tree[at])

    def _is_share(self, tree: Tree, index: int, length: int) -> bool:
        """Whether a noun of a body is a part of others or of votes: "la majorité des élus"."""
        word = tree[index]
        if word.lemma not in self.words.transparent_nouns or length > 1:
            return False
        won = word.role is Role.OBJECT or any(
            self.plain(case) in self.words.dative for case in tree.children(index, Role.CASE)
        )
        return won or self._has_complement(tree, index + length)

    def _is_of_place(self, tree: Tree, at: int) -> bool:
        """Whether *de* and a name stand behind a noun: "le tribunal de La Haye" is of no state here."""
        limit = tree.sentence_of(at - 1)[1]
        if not self._has_complement(tree, at):
            return False
        name = self._skip_article(tree, at + 1, limit)
        return name < limit and tree[name].pos == "PROPN"

    def _population(
        self, base: Candidate, tree: Tree, index: int, length: int, spec: Specifier
    ) -> list[Candidate]:
        """People of a kind and of one state, under the noun of the text: "les ressortissants maliens"."""
        if spec.skipped:
            return []  # "les victimes de frappes russes"
        iso, noun = spec.states[0], text_of(tree, index, index + length).lower()
        label = self.gazetteer.state_label(self.templates.group, iso, noun=noun)
        made = replace(base, id=f"{state_id(iso)}-{slug(noun)}", label=label, country=iso)
        return [replace(made, type=ActorType.POPULATION)]

    def _is_of_the_only(self, tree: Tree, index: int, spec: Specifier) -> bool:
        """Whether members of a body leave to the text of which: "les actionnaires", "… du groupe"."""
        if spec.owner is not None:
            return spec.owner.pending.startswith(DEFINITE)
        return spec.empty and is_plural(tree[index]) and self.definite(tree, index)

    def _of_people(self, base: Candidate, head: Collective, spec: Specifier, text: str) -> list[Candidate]:
        """A group of a people ("les manifestants kurdes"), or the people itself ("les habitants kurdes")."""
        people, label = spec.peoples[0]
        if head.generic and head.type in ("", ActorType.POPULATION, ActorType.STATE):
            return [replace(base, id=people, label=label, type=ActorType.POPULATION)]
        if head.generic and head.type != ActorType.ARMED_GROUP:
            return []  # "les médias occidentaux", "une organisation kurde": nobody knows which
        actor_type = ActorType(head.type) if head.type else ActorType.POPULATION
        return [replace(base, id=f"{people}-{self.key(head)}", label=text, type=actor_type)]

    def _group(
        self, base: Candidate, bare: Candidate, tree: Tree, head: Collective, spec: Specifier
    ) -> list[Candidate]:
        """A group of a state: "les rebelles syriens", "la gauche", "le parti communiste chinois"."""
        index, length = base.start, bare.end - bare.start
        states = self._owner_states(spec)
        if head.type in (ActorType.ARMED_GROUP, ActorType.POPULATION, ActorType.PARTY):
            known = self.known_by_context(tree, index, length) or (is_plural(tree[index]) and spec.empty)
            if not states and not known:
                return []
            if not states and head.type == ActorType.POPULATION and (kind := self._kind_end(tree, bare.end)):
                text = text_of(tree, index, kind)
                return [replace(bare, end=kind, id=slug(text), label=text, type=ActorType.POPULATION)]
            return [self._of_class(base if states else bare, self.key(head), ActorType(head.type), states)]
        if states and spec.states:
            iso, noun = states[0], text_of(tree, index, spec.end)
            return [replace(base, id=slug(noun), label=noun, type=ActorType(head.type), country=iso)]
        return []

    def _kind_end(self, tree: Tree, at: int) -> int:
        """The end of the adjectives behind people of some kind ("les électeurs libéraux"), or 0."""
        end, limit = at, tree.sentence_of(at - 1)[1]
        while end < limit and tree[end].pos == "ADJ" and tree[end].head == at - 1:
            end += 1
        return end if end > at else 0

    def _relational(
        self,
        tree: Tree,
        index: int,
        length: int,
        head: Collective,
        spec: Specifier,
        by_start: Mapping[int, Sequence[Candidate]],
    ) -> list[Candidate]:
        """Actors known only through another one: "les partisans de X", "X et ses alliés"."""
        owner = spec.owner
        end, start = spec.end, index
        if (
            owner is None
            and self.possessive(tree, index)
            and index > 2
            and tree[index - 2].lower in self.words.conjunctions
        ):
            owner = self._before(tree, index - 2, by_start)
            end, start = index + length, index - 1
        if not is_plural(tree[index]) or self._is_apposed(tree, index):
            return []
        if owner is None and head.type == ActorType.POPULATION:
            return self._of_cause(tree, index, index + length, by_start)
        if owner is None or owner.pending:
            return []
        label = f"{head.forms[0]} ({owner.label})"
        actor_type = ActorType(head.type) if head.type else owner.type
        base = self._base(tree, index, end, MentionKind.NOMINAL, "relational collective")
        return [replace(base, start=start, id=f"{owner.id}-{self.key(head)}", label=label, type=actor_type)]

    @staticmethod
    def _is_apposed(tree: Tree, index: int) -> bool:
        """Whether a bare noun says what those before a comma are: "X et Y, (pourtant) alliés de Z"."""
        before = index - 1
        if before > 0 and tree[before].pos == "ADV":
            before -= 1
        return before > tree.sentence_of(index)[0] and tree[before].text == ","

    def _of_cause(
        self, tree: Tree, index: int, at: int, by_start: Mapping[int, Sequence[Candidate]]
    ) -> list[Candidate]:
        """People for or against something that is no actor: "les opposants à la réforme"."""
        limit = tree.sentence_of(index)[1]
        if at + 1 >= limit or self.plain(tree[at]) not in self.words.dative | self.words.genitive:
            return []
        noun = self._skip_article(tree, at + 1, limit)
        if noun >= limit or tree[noun].pos not in ("NOUN", "PROPN") or not self.definite(tree, index):
            return []
        # "les défenseurs de Brighton": what has a name and no article is a town or a team
        team = tree[noun].pos == "PROPN" and tree[noun - 1].lower in self.words.genitive
        if team or any(by_start.get(i) for i in range(at + 1, noun + 1)):
            return []
        end = noun + 1
        while (
            end < limit and tree[end].pos == "ADJ" and tree[end].text[0].islower() and not by_start.get(end)
        ):
            end += 1
        text = text_of(tree, index, end)
        base = self._base(tree, index, end, MentionKind.NOMINAL, "people of a cause")
        return [replace(base, id=slug(text), label=text, type=ActorType.POPULATION)]

    def _before(self, tree: Tree, end: int, by_start: Mapping[int, Sequence[Candidate]]) -> Candidate | None:
        """The mention that ends right before a word, an apposition between commas skipped."""
        first = tree.sentence_of(end)[0]
        stop = end
        if stop - 1 > first and tree[stop - 1].text == ",":
            stop = next((i for i in range(stop - 2, first, -1) if tree[i].text == ","), first)
        if stop - 1 > first and tree[stop - 1].text == ")":
            stop = next((i for i in range(stop - 2, first, -1) if tree[i].text == "("), first)
        for start in range(stop - 1, max(first - 1, stop - 8), -1):
            ending = [c for c in by_start.get(start, ()) if c.end == stop]
            if ending:
                return max(ending, key=lambda c: c.kind is MentionKind.NAME)
        return None

    def _military(
        self, base: Candidate, bare: Candidate, tree: Tree, index: int, spec: Specifier
    ) -> list[Candidate]:
        states = self._owner_states(spec)
        if states:
            return [self._of_military(_part(base, iso, spec), iso) for iso in dict.fromkeys(states)]
        if spec.peoples:
            people, label = spec.peoples[0]
            forms = self.gazetteer.people[people].adjectives
            named = self.templates.forces.format(
                m=forms[0], f=forms[1], mp=forms[2], fp=forms[3], state=label, noun=""
            )
            return [replace(base, id=f"{people}-forces", label=named, type=ActorType.ARMED_GROUP)]
        if spec.government or (spec.owner is not None and spec.owner.pending == "government"):
            return [replace(base, type=ActorType.MILITARY, pending="military")]
        if spec.empty and self.possessive(tree, index):
            return [replace(bare, type=ActorType.MILITARY, pending="own:military")]
        if spec.empty and self.known_by_context(tree, index, bare.end - index):
            return [replace(bare, type=ActorType.MILITARY, pending="military")]
        return []

    def _of_military(self, base: Candidate, iso: str) -> Candidate:
        label = self.gazetteer.state_label(self.templates.military, iso)
        return replace(
            base,
            id=military_id(iso),
            label=label,
            type=ActorType.MILITARY,
            country=iso,
            parent=state_id(iso),
            pending="",
        )

    def _of_class(self, base: Candidate, key: str, actor_type: ActorType, states: Sequence[str]) -> Candidate:
        if not states:
            return replace(base, id=key, label=key, type=actor_type, pending=f"class:{key}")
        return self.settle_class(replace(base, type=actor_type), key, states[0])

    def settle_class(self, base: Candidate, key: str, iso: str) -> Candidate:
        """A group known by a class noun and a state: "rebelles (Syrie)"."""
        noun = self.plural(key)
        label = self.gazetteer.state_label(self.templates.group, iso, noun=noun)
        return replace(base, id=f"{state_id(iso)}-{key}", label=label, country=iso, pending="")

    def plural(self, key: str) -> str:
        """The plural form of a class noun, as it stands in the data."""
        head = self._groups[tuple(key.split("-"))]
        return next((form for form in head.forms if form.endswith(("s", "x"))), head.forms[0])

    def settle(self, candidate: Candidate, iso: str) -> Candidate:
        """A pending mention with the state that the text tells for it."""
        what, _, key = candidate.pending.partition(":")
        if what == "state":
            label = self.gazetteer.states[iso].name
            return replace(candidate, id=state_id(iso), label=label, country=iso, pending="")
        if what == "government":
            return self._of_government(candidate, iso)
        if what in ("military", "own"):
            return self._of_military(candidate, iso)
        if what == "class":
            return self.settle_class(candidate, key, iso)
        label = self.gazetteer.state_label(self.templates.group, iso, noun=candidate.label)
        parent = government_id(iso) if candidate.type is ActorType.GOVERNMENT else state_id(iso)
        return replace(
            candidate, id=f"{state_id(iso)}-{key}", label=label, country=iso, parent=parent, pending=""
        )

    def _office(
        self,
        tree: Tree,
        index: int,
        length: int,
        head: Office,
        spec: Specifier,
        by_start: Mapping[int, Sequence[Candidate]],
    ) -> list[Candidate]:
        base = self._base(tree, index, spec.end, MentionKind.NOMINAL, OFFICE)
        head = self.parted_office(tree, index, length) or head
        sole = head.sole or head.level in (STATE_LEVEL, LOCAL_LEVEL)
        behind = tree[min(index + length, len(tree) - 1)]
        other = behind.pos == "ADJ" and not (spec.party is not None and spec.party.start == behind.index)
        if head.level != STATE_LEVEL and (spec.skipped or other):
            sole = False  # "le directeur financier de X", "le responsable des salaires à Y"
        sole = sole and not _may_be_holder(spec.owner, by_start)
        base = replace(base, type=ActorType.PERSON, office=self.key(head), rule=OFFICE if sole else ROLE)
        if head.level == STATE_LEVEL and self._is_of_complement(tree, index, head, spec):
            return []  # "le président de l'Union française des …"
        base = replace(
            base, ahead=base.ahead or tree[min(index + length, len(tree) - 1)].lower in self.coming
        )
        base = replace(base, past=base.past or self._is_over(tree, spec.end))
        states = spec.states or _states_of(spec.owner)
        country = states[0] if states else ""
        # "députée UMP", "président du groupe UMP": a body's name behind the office is its owner.
        body = spec.name if spec.name is not None and _is_group(spec.name) else None
        body = body or (spec.party if head.level != STATE_LEVEL and spec.owner is None else None)
        # "la démocrate [du Massachusetts] X" is elected there, and belongs to her party.
        elected = spec.owner is None or spec.owner.type is ActorType.STATE
        own = self._own_party(tree, index, length) if body is None and elected else None
        # "le porte-parole du parti": which one, the rest of the text tells
        served = spec.owner is not None and head.of_person and _is_named_person(spec.owner)
        open_ = spec.owner is not None and (served or self._is_open_body(tree, spec.owner, by_start))
        asked = spec.owner if open_ else None
        base = replace(base, body=asked.head if asked is not None else None)
        capital = spec.owner is not None and spec.owner.capital
        local = head.level == LOCAL_LEVEL and (spec.owner is None or capital)
        # "le gouverneur démocrate X" is one of a party where no place is told.
        placed = body is None or self.place_behind(tree, index + length) is not None
        if (local or (head.of_town and capital)) and not spec.states and placed:
            return self._local(base, tree, index, length, head, by_start)
        parent = own.id if own is not None else self._speaks_for(head, country, spec.owner or body)
        regions = self._regions_of_office(tree, index, head, spec)
        parent = parent or "".join(region.id for region in regions)
        owners = [*self._states_of_office(base, spec), *regions]
        person = self._named_holder(tree, index, spec, body, by_start)
        end = spec.end if spec.name is None or spec.name is body else spec.name.start
        if person is not None:
            unplaced = not country and spec.name is not person and self._is_listed(tree, index)
            if not parent and (_is_charge(head) or unplaced):
                return []
            filled = replace(base, end=max(end, index + length), id=person.id, label=person.label)
            named = replace(filled, country=country, parent=parent, rule="office with name")
            parties = [_of_party(own, index, length)] if own is not None else []
            return [named, *self._named_too(tree, named, person, spec, by_start), *owners, *parties]
        if _is_charge(head):
            return []
        if len(set(states)) > 1:
            made = [self._holder(replace(base, start=index), head, iso) for iso in dict.fromkeys(states)]
            return made if head.level == STATE_LEVEL else []  # "des experts russes et américains"
        owner = spec.owner or body
        if (
            owner is not None
            and not is_plural(tree[index])
            and (asked or (parent == owner.id and (_is_group(owner) or not spec.states)))
        ):
            if served and head.level == STATE_LEVEL:
                return []  # "le ministre de X": one of many
            return self._holder_in_body(tree, index, base, head, owner)
        held = self._holder_of_state(tree, index, length, base, head, spec, regions)
        return [*held, *owners] if held else []

    def _named_too(
        self,
        tree: Tree,
        named: Candidate,
        person: Candidate,
        spec: Specifier,
        by_start: Mapping[int, Sequence[Candidate]],
    ) -> list[Candidate]:
        """The others of a list who hold an office, or the same one's office in another body."""
        others = self._names_joined(tree, person, by_start) if named.plural else []
        if others or spec.owner is None or named.parent != spec.owner.id:
            return [replace(named, id=name.id, label=name.label) for name in others]
        joined = self._owner_joined(tree, spec.owner.end, by_start)
        return [replace(named, end=joined.end, parent=joined.id)] if joined is not None else []

    def _is_over(self, tree: Tree, end: int) -> bool:
        """Whether years behind an office say that it is held no more: "ministre de X [de 1995 à 1997]"."""
        behind = tree[end : min(end + 3, tree.sentence_of(end - 1)[1])]
        if len(behind) < 3 or not self.is_genitive(behind[0]):
            return False
        year = behind[1].text
        return year.isdigit() and len(year) == _YEAR_DIGITS and behind[2].lower in self.words.dative

    def _regions_of_office(self, tree: Tree, index: int, head: Office, spec: Specifier) -> list[Candidate]:
        """The government of a part of a state whose office it is: "la Première ministre [écossaise]"."""
        people = self._people_of(spec)
        if (
            people is None
            or not (people.governed and head.governing)
            or spec.owner is not None
            or spec.states
        ):
            return []
        at = next(i for i in range(spec.end - 1, index, -1) if self.is_people(tree[i]))
        adjective = self._base(tree, at, at + 1, MentionKind.ADJECTIVE, STATE_OF_OFFICE)
        return [replace(self._of_people_government(adjective, people), weak=True, noun="", plural=False)]

    def _is_of_complement(self, tree: Tree, index: int, head: Office, spec: Specifier) -> bool:
        """Whether a nationality behind a complement is not the office's: "le chef [de l'Union française]"."""
        first = min(spec.adjectives.values(), default=index)
        gender, own = tree[first].morph.get("Gender"), tree[index].morph.get("Gender")
        shown = gender == own if gender and own else head.for_short
        return spec.skipped and bool(spec.adjectives) and not shown

    def _states_of_office(self, base: Candidate, spec: Specifier) -> list[Candidate]:
        """The states that adjectives behind an office name: "le président [syrien]"."""
        return [
            replace(
                base,
                start=at,
                end=at + 1,
                head=at,
                id=state_id(iso),
                label=self.gazetteer.states[iso].name,
                type=ActorType.STATE,
                kind=MentionKind.ADJECTIVE,
                rule=STATE_OF_OFFICE,
                country=iso,
                weak=True,
                office="",
                body=None,
                past=False,
                ahead=False,
                plural=False,
                noun="",
            )
            for iso, at in spec.adjectives.items()
        ]

    def _holder_in_body(
        self, tree: Tree, index: int, base: Candidate, head: Office, body: Candidate
    ) -> list[Candidate]:
        """Who holds an office of a body and is not named; left open where the text must tell the body."""
        if base.ahead or not self.definite(tree, index):
            return []
        if body.rule == PARTY_OF_OFFICE and base.rule != OFFICE:
            return []  # "le député socialiste" is whom the text has named, or nobody
        told = base.body is None and not body.pending
        return [self.holder_in(base, head.forms[0], body) if told else replace(base, label=head.forms[0])]

    def _own_party(self, tree: Tree, index: int, length: int) -> KnownActor | None:
        """The party whose people an office names by itself: "le socialiste X", "le Républicain X"."""
        form = text_of(tree, index, index + length)
        return self.party(form) or self.party(form.lower())

    def _holder_of_state(
        self,
        tree: Tree,
        index: int,
        length: int,
        base: Candidate,
        head: Office,
        spec: Specifier,
        regions: Sequence[Candidate],
    ) -> list[Candidate]:
        """Who holds an office of a state and is not named; several together are its government."""
        states = spec.states or _states_of(spec.owner)
        state_level = head.level == STATE_LEVEL and not base.ahead
        if is_plural(tree[index]):
            if spec.party is not None:
                return self._partisans(base, tree, index, spec.party)
            if spec.states and state_level:
                return [replace(self._of_government(base, states[0]), office="")]
            return []
        if state_level and states:
            return [self._holder(base, head, states[0])]
        if regions:
            definite = state_level and self.definite(tree, index)
            return [self.holder_in(base, head.forms[0], regions[0])] if definite else []
        if state_level and self.definite(tree, index) and spec.owner is None:
            return [replace(base, end=index + length, pending=f"office:{self.key(head)}")]
        return []

    def _is_open_body(self, tree: Tree, body: Candidate, by_start: Mapping[int, Sequence[Candidate]]) -> bool:
        """Whether a mention is of a body that the rest of the text must tell."""
        if body.rule == PART or self.body_key(body):
            return True
        if not body.pending or body.type is ActorType.PERSON:
            return False
        if not body.pending.startswith("government:"):
            return True
        # "le ministre du régime de X" is one of X's, "le président du Conseil des ministres X" is X.
        names = (n for i in range(body.start + 1, body.end) for n in by_start.get(i, ()))
        return any(n.type is ActorType.PERSON and self.is_genitive(tree[n.start - 1]) for n in names)

    def _named_holder(
        self,
        tree: Tree,
        index: int,
        spec: Specifier,
        body: Candidate | None,
        by_start: Mapping[int, Sequence[Candidate]],
    ) -> Candidate | None:
        """The person who is named with an office."""
        several = is_plural(tree[index])
        person = spec.name if spec.name is not None and _can_be_person(spec.name) else None
        if person is None and not several and index and tree[index - 1].text == ",":
            apposed = self._name_before(tree, index, spec.end, by_start)  # "X, cadre de Y au sein de Z"
            if apposed is not None and (spec.owner is None or spec.owner.id != apposed.id):
                return apposed
        owner = body or (spec.owner if person is None else None)
        if owner is not None and not several:
            person = self._name_behind(tree, owner.end, by_start)
        elif owner is not None:
            listed = longest_at(by_start, owner.end)  # "les députés LFI X, Y et Z"
            if listed is not None and _can_be_person(listed) and self._names_joined(tree, listed, by_start):
                person = listed
        # "les chefs de la diplomatie américaine, X, et russe, Y"; but not "des partisans de l'opposant, X"
        one_each = bool(spec.states) and tree[spec.end - 1].morph.get("Number") == "Sing"
        if person is None and (one_each or not several):
            person = self._name_beside(tree, index, spec.end, by_start)
        if (
            person is None
            and owner is None
            and not several
            and tree[min(spec.end, len(tree) - 1)].pos == "ADP"
        ):
            person = self._name_behind(tree, spec.end, by_start)  # "le candidat [à la Cour suprême] X"
        # "le ministre [de l'ex-président X]": X holds the other office
        inner = person is not None and spec.owner is not None and spec.owner.id == person.id
        return None if inner else person

    def _names_joined(
        self, tree: Tree, person: Candidate, by_start: Mapping[int, Sequence[Candidate]]
    ) -> list[Candidate]:
        """The persons named after another one: "les sénateurs X, [Y] et [Z]"; none where the list is open."""
        found: list[Candidate] = []
        at, last = person.end, tree.sentence_of(person.start)[1]
        while at + 1 < last and (tree[at].text == "," or tree[at].lower in self.words.conjunctions):
            name = longest_at(by_start, at + 1)
            if name is None or not _can_be_person(name):
                return []
            found.append(name)
            if tree[at].text != ",":
                return found
            at = name.end
        return []

    def _local(
        self,
        base: Candidate,
        tree: Tree,
        index: int,
        length: int,
        head: Office,
        by_start: Mapping[int, Sequence[Candidate]],
    ) -> list[Candidate]:
        """Who governs a place: "le maire de Londres, X"; the place is then for whom X speaks."""
        place = self.place_behind(tree, index + length)
        if place is None:
            return []
        office = replace(base, end=place.end, parent=place.id)
        person = longest_at(by_start, place.end)
        if person is None or not _can_be_person(person):
            person = self._name_beside(tree, index, place.end, by_start)
        if person is not None:
            return [replace(office, id=person.id, label=person.label, rule="office with name"), place]
        if is_plural(tree[index]) or not self.definite(tree, index):
            return []
        # The town itself is no actor where nobody is named: "le gouverneur d'Alep a fui".
        return [replace(self.holder_in(office, head.forms[0], place), parent="")]

    def holder_label(self, office: str, iso: str) -> str:
        """What whoever holds an office of a state is called: "ministre de la Défense (Turquie)"."""
        noun = next(head.forms[0] for head in self._offices.values() if self.key(head) == office)
        return self.gazetteer.state_label(self.templates.holder, iso, noun=noun)

    def _holder(self, base: Candidate, head: Office, iso: str) -> Candidate:
        template = self.templates.former_holder if base.past else self.templates.holder
        label = self.gazetteer.state_label(template, iso, noun=head.forms[0])
        holder = office_id(state_id(iso), self.key(head), past=base.past)
        return replace(base, id=holder, label=label, country=iso, parent=government_id(iso), rule=OFFICE)

    def holder_in(self, base: Candidate, noun: str, body: Candidate) -> Candidate:
        """Who holds an office of a body and is not named: "le candidat des Frères musulmans"."""
        template = self.templates.former_holder if base.past else self.templates.holder
        label = template.format(noun=noun, state=body.label)
        holder = office_id(body.id, base.office, past=base.past)
        return replace(base, id=holder, label=label, parent=body.id)

    def _speaks_for(self, head: Office, country: str, owner: Candidate | None) -> str:
        # "le spécialiste de la Syrie" is not Syria's
        state = owner is not None and head.level != STATE_LEVEL and _is_of_state(owner)
        state = state and not (head.employed and owner is not None and owner.type is ActorType.STATE)
        # "le sénateur de l'Arizona" is elected there, "le joueur du Texas" is not.
        elected = head.level == _PARTISAN_LEVELS[0] and owner is not None and owner.type is ActorType.STATE
        state = state or (elected and owner is not None and owner.capital)
        body = owner is not None and (state or _is_group(owner))
        if owner is not None and body and not owner.pending:
            return owner.id
        if not country:
            return ""
        if head.level == STATE_LEVEL:
            return government_id(country)
        return military_id(country) if head.level == ARMY_LEVEL else ""

    def _name_behind(
        self, tree: Tree, end: int, by_start: Mapping[int, Sequence[Candidate]]
    ) -> Candidate | None:
        """A person's name behind whose office it is: "l'ambassadeur de X [en Y,] Z"."""
        at, limit = end, min(end + _COMPLEMENT_WORDS + 1, tree.sentence_of(end - 1)[1])
        while at < limit:
            here = longest_at(by_start, at)
            if here is not None and _can_be_person(here):
                return here if tree[at - 1].pos not in ("ADP", "DET") else None
            if tree[at].text == ",":
                return self._name_beside(tree, end, at, by_start)
            if (other := self._owner_joined(tree, at, by_start)) is not None:
                at = other.end  # "le patron de X [et de Y], Z"
                continue
            place = tree[at].pos == "ADP" and self.plain(tree[at]) in self._before_fields
            inside = at > end and tree[at].pos in _IN_COMPLEMENT
            if not (place or inside):
                return None
            at = here.end if here is not None else at + 1
        return None

    def _owner_joined(
        self, tree: Tree, at: int, by_start: Mapping[int, Sequence[Candidate]]
    ) -> Candidate | None:
        """Another body whose office one person holds too: "le patron de X [et de Y]"."""
        limit = tree.sentence_of(at - 1)[1]
        if at + 2 >= limit or tree[at].lower not in self.words.conjunctions:
            return None
        if not self.is_genitive(tree[at + 1]):
            return None
        body = longest_at(by_start, self._skip_article(tree, at + 2, limit))
        return body if body is not None and _is_group(body) and not body.pending else None

    def _name_beside(
        self, tree: Tree, index: int, end: int, by_start: Mapping[int, Sequence[Candidate]]
    ) -> Candidate | None:
        """A person's name in apposition: after the office and a comma, or before it and a comma."""
        if end + 1 < len(tree) and tree[end].text == "," and tree[end].sentence == tree[index].sentence:
            at = end + 1
            if tree[at].lower in self.words.article:
                at += 1  # "le guide d'alors, l'ayatollah X"
            while at < len(tree) and self.is_title(tree[at].lower):
                at += 1
            after = longest_at(by_start, at)
            closing = after is not None and after.end < len(tree) and tree[after.end].text in _CLOSING
            if after is not None and _can_be_person(after) and (closing or self._acts(tree, index, after)):
                return after
        return self._name_before(tree, index, end, by_start)

    def _acts(self, tree: Tree, index: int, name: Candidate) -> bool:
        """Whether a name behind an office and a comma ends the subject: "Le chef de X, Y a déclaré"."""
        first = tree.sentence_of(index)[0]
        opens = index - 1 == first or (index - 2 >= first and tree[index - 2].text == ",")
        article = tree[index - 1].morph.get("Definite") == "Def" and tree[index - 1].pos == "DET"
        verb = name.end < len(tree) and tree[name.end].pos in ("VERB", "AUX")
        return index > first and opens and article and verb

    def _name_before(
        self, tree: Tree, index: int, end: int, by_start: Mapping[int, Sequence[Candidate]]
    ) -> Candidate | None:
        """A person's name before a comma and an office that ends before word `end`."""
        before = index - 1
        while before > 0 and tree[before].pos == "ADJ":
            before -= 1  # "X, l'actuel dirigeant de Y"
        if before >= 0 and tree[before].lower in self.words.article:
            before -= 1
        elif before >= 0:
            before = self._before_offices(tree, before)
        if before < 1 or tree[before].text != ",":
            return None
        if self._opens_predicate(tree, end):
            return None  # "Dans un entretien à X, [le chef de Y] a critiqué …" is a subject of its own
        for start in range(before - 1, max(before - 6, -1), -1):
            for candidate in by_start.get(start, ()):
                if candidate.end == before and _can_be_person(candidate):
                    return candidate
        return None

    def _opens_predicate(self, tree: Tree, at: int) -> bool:
        """Whether a finite verb stands at a word, negations and pronouns before it: "[s'est] borné"."""
        limit = tree.sentence_of(at - 1)[1]
        while at < limit and self._is_clitic(tree[at]):
            at += 1
        verb = at < limit and tree[at].pos in ("VERB", "AUX")
        return verb and tree[at].morph.get("VerbForm") != "Part"

    def _is_clitic(self, word: Word) -> bool:
        """Whether a word is a pronoun or an adverb that may stand before a verb: "s'", "lui", "ne"."""
        relative = word.lower in self.words.relative_subject | self.words.relative_genitive
        return word.pos == "ADV" or (
            word.pos == "PRON" and not relative and word.morph.get("PronType") != "Rel"
        )

    def _before_offices(self, tree: Tree, at: int) -> int:
        """The comma before the first of several offices of one person: "X[,] patron de Y et maire de Z"."""
        first = max(tree.sentence_of(at)[0], at - _OFFICE_WORDS)
        comma = at if tree[at].text == "," else -1
        if comma < 0 and tree[at].lower not in self.words.conjunctions:
            return at
        for before in range(at - 1, first, -1):
            word = tree[before]
            if word.pos in ("VERB", "AUX", "PRON", "SCONJ") or word.text in _CLOSING[1:]:
                break
            if word.text != ",":
                continue
            if not self._opens_office(tree, before + 1):
                break
            comma = before
        return comma if comma >= 0 else at

    def _is_listed(self, tree: Tree, index: int) -> bool:
        """Whether an office without an article is one of several: "X, maire de Y et [président] de Z"."""
        return index > 0 and tree[index - 1].lower in self.words.conjunctions

    def _opens_office(self, tree: Tree, at: int) -> bool:
        """Whether a noun for an office begins at a word, adjectives before it: "ancien maire"."""
        limit = tree.sentence_of(at)[1]
        while at < limit - 1 and tree[at].pos == "ADJ" and self.heads(tree, at) is None:
            at += 1
        heads, _ = self.heads(tree, at) or ((), 0)
        return any(isinstance(head, Office) for head in heads)

    def _base(self, tree: Tree, index: int, end: int, kind: MentionKind, rule: str) -> Candidate:
        before = tree[index - 1].lower if index else ""
        past = before in self.past.adjectives or before.rstrip("-") in self._former
        past = past or next(iter(pieces(tree[index].text)), "") in self._former
        return Candidate(
            start=index,
            end=end,
            head=_head_of(tree, index, end),
            id="",
            label="",
            type=ActorType.GOVERNMENT,
            kind=kind,
            rule=rule,
            plural=is_plural(tree[index]),
            past=past,
            noun=next(iter(pieces(tree[index].text)), ""),
            near=before in self.words.demonstrative,
            ahead=before in self.coming,
        )

    def _as(self, base: Candidate, named: Candidate) -> Candidate:
        return replace(
            base,
            id=named.id,
            label=named.label,
            type=named.type,
            country=named.country,
            parent=named.parent,
            pending=named.pending,
            rule="collective with name",
        )

    def _owner_states(self, spec: Specifier) -> list[str]:
        return spec.states or _states_of(spec.owner)


def _is_named_person(name: Candidate) -> bool:
    return name.type is ActorType.PERSON and name.kind is MentionKind.NAME


def _of_party(party: KnownActor, index: int, length: int = 1) -> Candidate:
    """The adjective of a party as a mention of it, said of an office alone."""
    return Candidate(
        start=index,
        end=index + length,
        head=index,
        id=party.id,
        label=party.name,
        type=party.type,
        kind=MentionKind.ADJECTIVE,
        rule=PARTY_OF_OFFICE,
        country=party.country,
        weak=True,
    )


def _as_party(base: Candidate, party: KnownActor) -> Candidate:
    """A mention of a party by its people."""
    return replace(
        base, id=party.id, label=party.name, type=party.type, country=party.country, rule=ADHERENTS
    )


def _part(base: Candidate, iso: str, spec: Specifier) -> Candidate:
    """The words for one of several: "les armées [russe] et [syrienne]"; the noun goes to the first."""
    at = spec.adjectives.get(iso)
    if at is None or len(spec.adjectives) < 2:
        return base
    first = at == min(spec.adjectives.values())
    return replace(base, start=base.start if first else at, end=at + 1)


def office_id(body: str, office: str, *, past: bool) -> str:
    """The id of who holds an office of a state or body; one who held it is somebody else."""
    return f"{body}-{FORMER}-{office}" if past else f"{body}-{office}"


def _can_be_person(name: Candidate) -> bool:
    """Whether a name beside an office is its holder; models take many foreign names for organisations."""
    if name.kind is not MentionKind.NAME:
        return False
    unknown = name.rule.startswith("entity:") and name.type is ActorType.ORG
    return name.type is ActorType.PERSON or (unknown and len(name.label.split()) > 1)


def _head_of(tree: Tree, start: int, end: int) -> int:
    """The word of a span whose governor lies outside it; the first one if there are several."""
    return next((i for i in range(start, end) if not start <= tree[i].head < end or tree[i].head == i), start)


def _without(noun: str, gazetteer: Gazetteer, iso: str) -> str:
    """A body's name without the adjective of its state, so that word order makes no second actor."""
    state = gazetteer.states[iso]
    gone = {pieces(form) for form in (*state.adjectives, *state.other_adjectives)}
    return " ".join(word for word in noun.split() if pieces(word) not in gone)


def _states_of(owner: Candidate | None) -> list[str]:
    if owner is None or not owner.country or owner.pending:
        return []
    return (
        [owner.country] if owner.type in (ActorType.STATE, ActorType.GOVERNMENT, ActorType.MILITARY) else []
    )


def _may_be_holder(owner: Candidate | None, by_start: Mapping[int, Sequence[Candidate]]) -> bool:
    """Whether a name in a body may be of who holds its office: "le porte-parole de l'agence X Y"."""
    if owner is None or owner.rule != "collective with name":
        return False
    inside = (n for i in range(owner.start + 1, owner.end) for n in by_start.get(i, ()) if n.end == owner.end)
    return any(_can_be_person(n) for n in inside)


def _is_of_state(candidate: Candidate) -> bool:
    """Whether a mention is of a state, a government or an army, and of no town that may stand for one."""
    return candidate.type in STATE_BODIES | {ActorType.STATE} and not candidate.capital


def _is_charge(head: Head) -> bool:
    return isinstance(head, Office) and head.level == CHARGE_LEVEL


def _is_group(candidate: Candidate) -> bool:
    return candidate.type in (ActorType.ARMED_GROUP, ActorType.ORG, ActorType.PARTY, ActorType.COMPANY)
