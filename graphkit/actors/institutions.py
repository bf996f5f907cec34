"""Bodies of states, of their parts and of towns: "le gouvernement syrien", "le parquet de Paris"."""

from __future__ import annotations

from collections.abc import Iterator

from graphkit.actors.candidate import DEFINITE, PART, Candidate, is_group, replace
from graphkit.actors.heads import is_plural, text_of
from graphkit.actors.names import Gazetteer, government_id, pieces, slug, state_id
from graphkit.actors.noun_phrases import NounPhrases, one_of_several, states_of
from graphkit.actors.partisans import ADHERENTS
from graphkit.actors.persons import person_pieces
from graphkit.actors.seats import Seats
from graphkit.actors.specifiers import Specifier
from graphkit.language.schema.grammar import Role
from graphkit.language.schema.knowledge import People
from graphkit.language.schema.titles import Institution
from graphkit.records import ActorType, MentionKind
from graphkit.syntax import Tree

# The rule of a body of a state.
INSTITUTION = "institution"


class Institutions(NounPhrases, Seats):
    """Reads nouns for bodies of a state, and for the parts of any body."""

    def _institution(
        self, tree: Tree, index: int, length: int, head: Institution, spec: Specifier
    ) -> list[Candidate]:
        base = self._base(tree, index, spec.end, MentionKind.NOMINAL, INSTITUTION)
        base = replace(base, specified=self._is_specified(tree, base, length, head, spec))
        states = states_of(spec)
        if not states:
            local = self._of_region(base, tree, index, head, spec)
            local = local or self._of_place(base, tree, index, length, head, spec)
            if local is not None:
                return [local]
        if head.part and not spec.states and (part := self._part(base, tree, index, spec)) is not None:
            return [part]
        if head.mission and not states:
            return self._of_unknown_sender(base, tree, index, length, spec)
        if head.same_as_state_government:
            known = self.known_by_context(tree, index, self._with_leaning(tree, index, length))
            bare = replace(base, label=text_of(tree, index, index + length))
            return list(self._government(bare, index, length, spec, known=known))
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
        if self._is_of_place(tree, index + length) or self._is_share(tree, index, length):
            return []
        if not self.known_by_context(tree, index, length):
            kind = self._kind_of_body(replace(base, end=index + length), tree, head, spec)
            return [kind] if kind is not None else []
        end, pending = index + length, f"body:{self.key(head)}"
        noun = text_of(tree, index, end)
        return [replace(base, end=end, type=head.type, id=slug(noun), label=noun, pending=pending)]

    def _of_unknown_sender(
        self, base: Candidate, tree: Tree, index: int, length: int, spec: Specifier
    ) -> list[Candidate]:
        """A mission of no state that is told with it: the one that the text named before, or nobody's."""
        if not spec.empty or not self.known_by_context(tree, index, length):
            return []
        return [replace(base, end=index + length, type=ActorType.GOVERNMENT, pending=DEFINITE)]

    def _kind_of_body(
        self, bare: Candidate, tree: Tree, head: Institution, spec: Specifier
    ) -> Candidate | None:
        """A body of which a text tells the kind alone: "un tribunal", "des policiers", "la police locale"."""
        counted = head.local or is_plural(tree[bare.start])
        if not counted and not self.definite(tree, bare.start):
            return None  # "une opposition", "une justice": not one of several
        return None if head.abstract else self.of_kind(bare, tree, head.type, spec)

    def _is_specified(
        self, tree: Tree, base: Candidate, length: int, head: Institution, spec: Specifier
    ) -> bool:
        """Whether a body is not just one of its kind: "ces autorités", "la police de l'aéroport"."""
        index = base.start
        if spec.peoples or self._is_told_before(tree, index):
            return True  # "le régime alaouite", "les deux gouvernements"
        if head.abstract and tree[base.head].role not in (Role.SUBJECT, Role.AGENT):
            return True  # "défendre la justice"
        end = self._behind_passing(tree, index + self._with_leaning(tree, index, length))
        of_text = spec.owner is not None and bool(spec.owner.pending)  # "le gouvernement du pays"
        if of_text or not self._has_complement(tree, end):
            return False
        # "accuse le gouvernement de corruption" says nothing more of the government
        return self._plain_complement(tree, end) != end or not self._is_bare_genitive(tree[end])

    def _with_leaning(self, tree: Tree, index: int, length: int) -> int:
        """The length of a government's noun with what tells its leaning, not whose it is: "[socialiste]"."""
        end, limit = index + length, tree.sentence_of(index)[1]
        while end < limit and tree[end].lower in self.words.leanings:
            end += 1
        return end - index

    def _part(self, base: Candidate, tree: Tree, index: int, spec: Specifier) -> Candidate | None:
        """A part of the body behind it: "la commission de la défense du parlement allemand"."""
        owner = spec.owner
        if owner is None or not is_group(owner) or owner.rule == ADHERENTS:
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
        # "X (université de Paris)": in a bracket there is no article
        known = self.definite(tree, index) or (head.local and index > 0 and tree[index - 1].text == "(")
        place = self.place_behind(tree, at) if known else None
        if place is None and known and not head.same_as_state_government:
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
        states = states_of(spec)
        if states:
            for iso in dict.fromkeys(states):
                yield self._of_government(one_of_several(base, iso, spec), iso)
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


def _without(noun: str, gazetteer: Gazetteer, iso: str) -> str:
    """A body's name without the adjective of its state, so that word order makes no second actor."""
    state = gazetteer.states[iso]
    gone = {pieces(form) for form in (*state.adjectives, *state.other_adjectives)}
    return " ".join(word for word in noun.split() if pieces(word) not in gone)
