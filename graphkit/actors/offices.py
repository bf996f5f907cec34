"""Offices and who holds them: "le président syrien", "le maire de Londres, X", "le porte-parole du parti"."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence

from graphkit.actors.appositions import Appositions, can_be_person
from graphkit.actors.candidate import (
    NATIONAL,
    OFFICE,
    PART,
    PART_OF_STATE,
    PARTY_OF_OFFICE,
    ROLE,
    STAFF,
    STATE_OF_OFFICE,
    WITH_HOLDER,
    Candidate,
    is_group,
    is_named_person,
    replace,
)
from graphkit.actors.heads import (
    ARMY_LEVEL,
    CHARGE_LEVEL,
    LOCAL_LEVEL,
    POLITICS_LEVEL,
    STATE_LEVEL,
    Head,
    is_plural,
    longest_at,
    text_of,
)
from graphkit.actors.hierarchy import STATE_BODIES
from graphkit.actors.institutions import Institutions
from graphkit.actors.names import government_id, military_id, slug, state_id
from graphkit.actors.noun_phrases import COLLECTIVE_WITH_NAME, states_of
from graphkit.actors.partisans import Partisans, adjective_of_party
from graphkit.actors.specifiers import Specifier
from graphkit.language.schema.grammar import Role
from graphkit.language.schema.titles import Office
from graphkit.records import ActorType, MentionKind
from graphkit.syntax import Tree, Word

# In the id of who held an office before: "l'ancien président syrien".
_FORMER = "ex"
_STUDIED = (ActorType.PARTY, ActorType.ARMED_GROUP, ActorType.MILITARY)
_YEAR_DIGITS = 4
# The most words of a noun for an office: "directeur de cabinet".
_OFFICE_NOUN_WORDS = 4


class Offices(Institutions, Partisans, Appositions):
    """Reads offices with those who hold them."""

    def _office(
        self,
        tree: Tree,
        index: int,
        length: int,
        head: Office,
        spec: Specifier,
        by_start: Mapping[int, Sequence[Candidate]],
    ) -> list[Candidate]:
        spec = self._without_subject_of_study(tree, index, length, spec)
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
        states = states_of(spec)
        country = states[0] if states else ""
        # "députée UMP", "président du groupe UMP": a body's name behind the office is its owner.
        body = spec.name if spec.name is not None and is_group(spec.name) else None
        body = body or (spec.party if head.level != STATE_LEVEL and spec.owner is None else None)
        # "la démocrate [du Massachusetts] X" is elected there, and belongs to her party.
        elected = spec.owner is None or spec.owner.type is ActorType.STATE
        own = self._own_party(tree, index, length) if body is None and elected else None
        # "le porte-parole du parti": which one, the rest of the text tells
        served = spec.owner is not None and head.of_person and is_named_person(spec.owner)
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
        person = person or self._holder_joined(tree, index, max(end, index + length), by_start)
        if person is not None:
            unplaced = not country and spec.name is not person and self._is_listed(tree, index)
            if not parent and (is_charge(head) or unplaced):
                return []
            filled = replace(base, end=max(end, index + length), id=person.id, label=person.label)
            owned = tree[index - 1].lower in self.words.possessive  # "X, son ministre"
            national = not (parent or owned) and self._is_national(tree, index + length, head, spec)
            untold = NATIONAL if national else ""
            named = replace(filled, country=country, parent=parent, rule=WITH_HOLDER, pending=untold)
            parties = [adjective_of_party(own, index, length)] if own is not None else []
            return [named, *self._named_too(tree, named, person, spec, by_start), *owners, *parties]
        if is_charge(head):
            return []
        if len(set(states)) > 1:
            made = [self._holder(replace(base, start=index), head, iso) for iso in dict.fromkeys(states)]
            return made if head.level == STATE_LEVEL else []  # "des experts russes et américains"
        owner = spec.owner or body
        if (
            owner is not None
            and not is_plural(tree[index])
            and (asked or (parent == owner.id and (is_group(owner) or not spec.states)))
        ):
            if served and head.level == STATE_LEVEL:
                return []  # "le ministre de X": one of many
            return self._holder_in_body(tree, index, base, head, owner)
        held = self._holder_of_state(tree, index, length, base, head, spec, regions)
        return [*held, *owners] if held else []

    def _without_subject_of_study(self, tree: Tree, index: int, length: int, spec: Specifier) -> Specifier:
        """Without the body that somebody only studies: "un spécialiste [du Hezbollah]" is none of its own."""
        noun, behind = tree[index].lower, index + length
        studies = noun in self.words.scholars and behind < len(tree) and self.is_genitive(tree[behind])
        if spec.owner is None or not studies:
            return spec
        studied = spec.owner.type in _STUDIED or (noun in self.words.specialists and is_group(spec.owner))
        return dataclasses.replace(spec, owner=None, end=behind) if studied else spec

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

    def _is_national(self, tree: Tree, at: int, head: Office, spec: Specifier) -> bool:
        """Whether an office of a state says of which nowhere: "le ministre du Budget, X", no "ministre de Y".

        A field may stand behind the bare noun for one of several: "le ministre [de la Recherche]".
        """
        told = spec.owner or spec.peoples or spec.states or spec.party
        field = head.for_short or at >= len(tree) or not self.is_genitive(tree[at])
        return head.national and not told and field and self.place_behind(tree, at) is None

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
        """Who holds an office of a body and is not named; left open where the text must tell the body.

        "Un porte-parole de X a dit" is who speaks for X, "Y est un porte-parole de X" nobody else.
        """
        acts = head.sole and tree[index].role is Role.SUBJECT and tree[index].head != index
        if base.ahead or not (acts or self.definite(tree, index)):
            return []
        if body.rule == PARTY_OF_OFFICE and base.rule != OFFICE:
            return []  # "le député socialiste" is whom the text has named, or nobody
        told = base.body is None and not body.pending
        return [self.holder_in(base, head.forms[0], body) if told else replace(base, label=head.forms[0])]

    @staticmethod
    def _staff(base: Candidate, body: Candidate | None, noun: str) -> list[Candidate]:
        """Several who work for a body, as a group of it: "les analystes de X"."""
        if body is None or not is_group(body):
            return []
        staff = replace(base, office="", rule=STAFF, parent=body.id, type=ActorType.POPULATION)
        return [replace(staff, id=f"{body.id}-{slug(noun)}", label=f"{noun.lower()} ({body.label})")]

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
        states = states_of(spec)
        state_level = head.level == STATE_LEVEL and not base.ahead
        if is_plural(tree[index]):
            if spec.party is not None:
                all_ = self._partisans(base, tree, index, spec.party)
                return all_ or self._staff(base, spec.party, text_of(tree, index, index + length))
            if spec.states and state_level:
                return [replace(self._of_government(base, states[0]), office="")]
            if spec.owner is not None and head.employed and base.body is None:
                return self._staff(base, spec.owner, text_of(tree, index, index + length))
            bare = replace(base, end=index + length, office="", rule="collective", body=None)
            kind = self.of_kind(bare, tree, ActorType.POPULATION, spec)
            return [kind] if kind is not None and not base.ahead else []
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
        person = spec.name if spec.name is not None and can_be_person(spec.name) else None
        if person is None and not several and index and tree[index - 1].text == ",":
            apposed = self._name_before(tree, index, spec.end, by_start)  # "X, cadre de Y au sein de Z"
            if apposed is not None and (spec.owner is None or spec.owner.id != apposed.id):
                return apposed
        owner = body or (spec.owner if person is None else None)
        if person is not None and owner is spec.party:
            pass  # "le député (UMP) X"
        elif owner is not None and not several:
            person = self._name_behind(tree, spec.end if owner is spec.party else owner.end, by_start)
        elif owner is not None:
            listed = longest_at(by_start, owner.end)  # "les députés LFI X, Y et Z"
            if listed is not None and can_be_person(listed) and self._names_joined(tree, listed, by_start):
                person = listed
        # "les chefs de la diplomatie américaine, X, et russe, Y"; but not "des partisans de l'opposant, X"
        one_each = bool(spec.states) and tree[spec.end - 1].morph.get("Number") == "Sing"
        if person is None and (one_each or not several):
            # "le directeur de X [britannique], Y" tells of which state X is.
            nation = spec.end + 1 < len(tree) and self.is_nationality(tree[spec.end])
            end = spec.end + (nation and tree[spec.end + 1].text == ",")
            person = self._name_beside(tree, index, end, by_start)
        if (
            person is None
            and owner is None
            and not several
            and tree[min(spec.end, len(tree) - 1)].pos == "ADP"
        ):
            person = self._name_behind(tree, spec.end, by_start)  # "le candidat [à la Cour suprême] X"
        # "le ministre [de l'ex-président X]": X holds the other office
        inner = person is not None and spec.owner is not None and spec.owner.id == person.id
        return None if inner or self._is_of_another(tree, index, person) else person

    def _is_of_another(self, tree: Tree, index: int, person: Candidate | None) -> bool:
        """Whether a name behind a comma is of whom the office stands behind: "la veuve [du président], X"."""
        if person is None or all(word.text != "," for word in tree[index : person.start]):
            return False
        first, before = tree.sentence_of(index)[0], index - 1
        while before > first and (tree[before].pos == "ADJ" or self._is_bare_article(tree[before])):
            before -= 1
        if before <= first or not self.is_genitive(tree[before]):
            return False
        noun = before - 1
        while noun > first and tree[noun].pos == "ADJ" and tree[noun].lower not in self._kin:
            noun -= 1  # "le conseiller [spécial] du président, X"
        somebody = tree[noun].lower in self._kin or self._ends_office(tree, noun)
        return somebody and not is_plural(tree[noun])

    def _is_bare_article(self, word: Word) -> bool:
        return word.lower in self.words.article and not self.is_genitive(word)

    def _ends_office(self, tree: Tree, last: int) -> bool:
        """Whether a noun for an office ends with a word: "le directeur de [cabinet]"."""
        for start in range(last, max(last - _OFFICE_NOUN_WORDS, -1), -1):
            heads, length = self.heads(tree, start) or ((), 0)
            if start + length == last + 1 and any(isinstance(head, Office) for head in heads):
                return True
        return False

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
        if person is None or not can_be_person(person):
            person = self._name_beside(tree, index, place.end, by_start)
        person = person or self._holder_joined(tree, index, place.end, by_start)
        if person is not None and not self._is_of_another(tree, index, person):
            return [replace(office, id=person.id, label=person.label, rule=WITH_HOLDER), place]
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
        elected = head.level == POLITICS_LEVEL and owner is not None and owner.type is ActorType.STATE
        state = state or (elected and owner is not None and owner.capital)
        # "la Première ministre du Québec" is that part's own
        state = state or (head.governing and owner is not None and owner.rule == PART_OF_STATE)
        body = owner is not None and (state or is_group(owner))
        if owner is not None and body and not owner.pending:
            return owner.id
        if not country:
            return ""
        if head.level == STATE_LEVEL:
            return government_id(country)
        return military_id(country) if head.level == ARMY_LEVEL else ""


def office_id(body: str, office: str, *, past: bool) -> str:
    """The id of who holds an office of a state or body; one who held it is somebody else."""
    return f"{body}-{_FORMER}-{office}" if past else f"{body}-{office}"


def _may_be_holder(owner: Candidate | None, by_start: Mapping[int, Sequence[Candidate]]) -> bool:
    """Whether a name in a body may be of who holds its office: "le porte-parole de l'agence X Y"."""
    if owner is None or owner.rule != COLLECTIVE_WITH_NAME:
        return False
    inside = (n for i in range(owner.start + 1, owner.end) for n in by_start.get(i, ()) if n.end == owner.end)
    return any(can_be_person(n) for n in inside)


def _is_of_state(candidate: Candidate) -> bool:
    """Whether a mention is of a state, a government or an army, and of no town that may stand for one."""
    return candidate.type in STATE_BODIES | {ActorType.STATE} and not candidate.capital


def is_charge(head: Head) -> bool:
    """Whether a noun tells of somebody only beside a name and a body: "X, chargé de Y"."""
    return isinstance(head, Office) and head.level == CHARGE_LEVEL
