"""Groups by a noun for their like: "les forces du régime", "le groupe islamiste HTS", "les partisans de X".

The army of a state is one of them, and so are those who are known only through others.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from graphkit.actors.candidate import (
    COMMANDED,
    DEFINITE,
    FOLLOWERS,
    MEMBERS,
    STAFF,
    TOPICAL,
    WITH_HOLDER,
    Candidate,
    is_group,
    is_named_person,
    replace,
)
from graphkit.actors.heads import NAMED_TYPES, is_plural, text_of
from graphkit.actors.institutions import Institutions
from graphkit.actors.names import military_id, slug, state_id
from graphkit.actors.noun_phrases import one_of_several, states_of
from graphkit.actors.partisans import Partisans
from graphkit.actors.specifiers import Specifier
from graphkit.language.schema.titles import Collective
from graphkit.records import ActorType, MentionKind
from graphkit.syntax import Tree

# The types of those who act as a kind, without a name: "les syndicats", "les riverains".
_UNNAMED = (ActorType.POPULATION, ActorType.ORG, ActorType.COMPANY)


class Collectives(Institutions, Partisans):
    """Reads collective nouns."""

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
        if partisans is not None or self._says_of_body(tree, index, head, spec):
            return partisans or []
        bare = replace(base, end=index + length)
        owner = spec.owner if spec.owner is not None and is_group(spec.owner) else None
        members = self._members(base, bare, tree, head, owner, spec)
        if members is not None:
            return [members]
        if head.stateless and not spec.states:
            return self._of_no_state(bare, tree, head, spec)
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
            return [self._of_class(base, spec.classes[0], ActorType.ARMED_GROUP, states_of(spec))]
        if head.type == ActorType.MILITARY:
            return self._military(base, bare, tree, head, spec)
        if spec.peoples:
            return self._of_people(base, head, spec, text_of(tree, index, spec.end))
        if head.generic or not head.type or (head.stands_for and spec.empty):
            return self._vague(base, bare, tree, head, spec)
        return self._group(base, bare, tree, head, spec)

    def _says_of_body(self, tree: Tree, index: int, head: Collective, spec: Specifier) -> bool:
        """Whether people only say of what kind the body before them is: "le syndicat de [cheminots] X"."""
        if spec.name is None or head.type != ActorType.POPULATION:
            return False
        heads, _ = (self.is_genitive(tree[index - 1]) and self.heads(tree, index - 2)) or ((), 0)
        return any(isinstance(head, Collective) and head.type in NAMED_TYPES for head in heads)

    def _of_no_state(self, bare: Candidate, tree: Tree, head: Collective, spec: Specifier) -> list[Candidate]:
        """Those who are no state's: "les forces étrangères", and as all of their kind "la presse"."""
        if head.generic:
            kind = self.of_kind(bare, tree, ActorType(head.type), spec)
            return [kind] if kind is not None else []
        noun = text_of(tree, bare.start, bare.end)
        return [replace(bare, id=self.key(head), label=noun, type=ActorType(head.type), generic=True)]

    def _members(
        self,
        base: Candidate,
        bare: Candidate,
        tree: Tree,
        head: Collective,
        owner: Candidate | None,
        spec: Specifier,
    ) -> Candidate | None:
        """People of a body: "les cheminots de la SNCF" are not the SNCF, least of all in a strike.

        Those who act for a person are the person's: "les avocats de X".
        """
        word = tree[bare.start]
        people = (head.type == ActorType.POPULATION or head.of_organisation) and is_plural(word)
        if word.lower in self.entourage and spec.owner is not None and is_named_person(spec.owner):
            owner = spec.owner
        if owner is not None and people and not owner.pending:
            # The forms of a generic noun are no synonyms: "passagers, touristes".
            noun = text_of(tree, bare.start, bare.end).lower()
            key = slug(noun) if head.generic else self.key(head)
            label = f"{noun if head.generic else self.plural(key)} ({owner.label})"
            made = replace(base, id=f"{owner.id}-{key}", label=label, type=ActorType(head.type))
            return replace(made, parent=owner.id, rule=STAFF) if head.staff else made
        staff = head.type == ActorType.POPULATION and head.of_organisation
        if staff and self._is_of_the_only(tree, word.index, spec):
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
        if head.type in _UNNAMED and spec.states and is_plural(tree[index]):
            return self._of_kind_and_state(base, tree, index, length, head, spec)
        if head.type == ActorType.PARTY and (sided := self._of_stance(base, tree, index, length)) is not None:
            return [sided]
        if is_plural(tree[index]) and (group := self._unnamed(bare, tree, head, spec)) is not None:
            return [group]
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

    def _unnamed(self, bare: Candidate, tree: Tree, head: Collective, spec: Specifier) -> Candidate | None:
        """Those of some kind of whom a text tells no more: "les syndicats", "des familles de victimes"."""
        if head.only_introduced or head.type not in _UNNAMED:
            return None
        noun = text_of(tree, bare.start, bare.end).lower()
        if all(form.lower() != noun for form in head.forms):
            return None  # "la réforme des retraites" is not about the "retraités"
        return self.of_kind(bare, tree, ActorType(head.type), spec)

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

    def _of_kind_and_state(
        self, base: Candidate, tree: Tree, index: int, length: int, head: Collective, spec: Specifier
    ) -> list[Candidate]:
        """Those of a kind and of one state, under the noun of the text: "les ressortissants maliens"."""
        if spec.skipped or (head.only_introduced and head.type != ActorType.POPULATION):
            return []  # "les victimes de frappes russes"
        iso, noun = spec.states[0], text_of(tree, index, index + length).lower()
        label = self.gazetteer.state_label(self.templates.group, iso, noun=noun)
        made = replace(base, id=f"{state_id(iso)}-{slug(noun)}", label=label, country=iso)
        return [replace(made, type=ActorType(head.type), weak=head.type != ActorType.POPULATION)]

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
        if head.type == ActorType.POPULATION and spec.name is not None:
            return []  # "les professeurs X et Y" are X and Y
        states = states_of(spec)
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
        group = self._unnamed(bare, tree, head, spec) if is_plural(tree[index]) else None
        return [group] if group is not None else []

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
        base = self._base(tree, index, end, MentionKind.NOMINAL, FOLLOWERS)
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
        self, base: Candidate, bare: Candidate, tree: Tree, head: Collective, spec: Specifier
    ) -> list[Candidate]:
        index, states = base.start, states_of(spec)
        if states:
            return [self._of_military(one_of_several(base, iso, spec), iso) for iso in dict.fromkeys(states)]
        if spec.peoples:
            people, label = spec.peoples[0]
            forms = self.gazetteer.people[people].adjectives
            named = self.templates.forces.format(
                m=forms[0], f=forms[1], mp=forms[2], fp=forms[3], state=label, noun=""
            )
            return [replace(base, id=f"{people}-forces", label=named, type=ActorType.ARMED_GROUP)]
        if head.of_person and spec.owner is not None and _may_command(spec.owner):
            label = self.templates.forces_of.format(name=spec.owner.label)
            led = replace(base, id=f"{spec.owner.id}-forces", label=label, rule=COMMANDED)
            return [replace(led, type=ActorType.ARMED_GROUP)]
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


def _may_command(owner: Candidate) -> bool:
    """Whether troops behind whose noun somebody stands are known by them: "les forces du maréchal X".

    Those of who holds an office of a state are that state's.
    """
    titled = owner.rule == WITH_HOLDER and not owner.parent
    return owner.type is ActorType.PERSON and (titled or owner.kind is MentionKind.NAME)
