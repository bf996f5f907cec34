"""What stands to the right of a head noun and says whose it is: a state, a party, a name, an owner.

Reading the words in their order is steadier here than the parse, which often hangs the
second adjective or the name on the wrong noun.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from graphkit.actors.candidate import DEFINITE, PARTY_OF_OFFICE, Candidate
from graphkit.actors.heads import NAMED_TYPES, Head, HeadNouns, longest_at
from graphkit.actors.names import Knows, first
from graphkit.language.schema.titles import Collective, Institution, Office
from graphkit.records import ActorType, MentionKind
from graphkit.syntax import Tree, Word


@dataclass(slots=True)
class Specifier:
    """What stands to the right of a head noun and says whose it is.

    `adjectives` tells where each of the `states` is named, if by an adjective.
    """

    end: int
    states: list[str] = field(default_factory=list)
    adjectives: dict[str, int] = field(default_factory=dict)
    peoples: list[tuple[str, str]] = field(default_factory=list)
    classes: list[str] = field(default_factory=list)
    government: bool = False
    party: Candidate | None = None
    name: Candidate | None = None
    owner: Candidate | None = None
    skipped: bool = False

    @property
    def empty(self) -> bool:
        """Whether nothing specifies the noun."""
        told = self.states or self.peoples or self.classes or self.government
        return not (told or self.party or self.name or self.owner)


class Specifiers(HeadNouns):
    """Reads what specifies head nouns."""

    def specifier(
        self, tree: Tree, start: int, by_start: Mapping[int, Sequence[Candidate]], head: Head
    ) -> Specifier:
        """What stands to the right of a head noun that ends before word `start`."""
        spec = Specifier(end=start)
        j, limit = start, tree.sentence_of(start - 1)[1]
        while j < limit:
            word = tree[j]
            passed = self._passing(tree, j, limit)
            if passed:
                j += passed
                spec.end = j if j == start + passed else spec.end
            elif j == start and word.text in self.quotes.close:
                j += 1  # "les « forces d'occupation » américaines"
            elif (told := _party_at(tree, by_start, j, head)) is not None:
                spec.party, j = told
                spec.end = j
            elif self._adjective(word, spec):
                j += 1
                spec.end = j
            elif self._joins_states(tree, j, limit, spec) or (word.pos == "ADJ" and word.text[0].islower()):
                j += 1
            elif isinstance(head, Office) and (
                owner := self._workplace(tree, j, limit, by_start, head, spec)
            ):
                spec.owner, spec.end = owner, owner.end
                break
            elif self.is_genitive(word):
                after = self._complement(tree, j + 1, limit, by_start, head, spec)
                if after is None:
                    break
                j, spec.skipped = after, True
            else:
                name = longest_at(by_start, j) or self._name_behind_article(tree, j, by_start, head)
                self._name(name, head, spec)
                break
        return spec

    def _name_behind_article(
        self, tree: Tree, j: int, by_start: Mapping[int, Sequence[Candidate]], head: Head
    ) -> Candidate | None:
        """The name of a body with its article behind its noun: "le collectif [la Quadrature du Net]"."""
        if not isinstance(head, Collective) or head.type not in NAMED_TYPES or j + 1 >= len(tree):
            return None
        name = longest_at(by_start, j + 1) if tree[j].morph.get("Definite") == "Def" else None
        return name if name is not None and name.type in NAMED_TYPES and not name.pending else None

    def _joins_states(self, tree: Tree, j: int, limit: int, spec: Specifier) -> bool:
        """Whether a conjunction stands between two nationalities: "les ministres russe [et] iranien"."""
        if not spec.states or j + 1 >= limit or not self.is_nationality(tree[j + 1]):
            return False
        if tree[j].lower in self.words.conjunctions:
            return True
        # "américaines, françaises et turques": a comma joins only where a conjunction follows
        return tree[j].text == "," and j + 2 < limit and self._joins_states(tree, j + 2, limit, spec)

    def _complement(
        self,
        tree: Tree,
        j: int,
        limit: int,
        by_start: Mapping[int, Sequence[Candidate]],
        head: Head,
        spec: Specifier,
    ) -> int | None:
        """Take up a complement with *de*; where to read on, or None where nothing may follow."""
        # "de La Poste" has its article in its name, "de La Croix Rouge" more than "La Croix"
        names = (longest_at(by_start, at) for at in (self._skip_article(tree, j, limit), j))
        told = (name for name in names if name is not None and not name.of_a_kind)
        owner = max(told, key=lambda name: name.end, default=None)
        open_ = isinstance(head, Office) or (isinstance(head, Collective) and head.of_organisation)
        if owner is not None and (open_ or not owner.pending.startswith(DEFINITE)):
            spec.owner, spec.end = owner, owner.end
            if isinstance(head, Office):
                spec.end = self._behind_bracket(tree, owner, by_start)
            behind = longest_at(by_start, spec.end) if spec.end < limit else None
            if isinstance(head, Office) and behind is not None and behind.type is ActorType.PERSON:
                self._name(behind, head, spec)  # "le président du directoire de X Jean …"
            return None
        # "professeur de médecine du sommeil à X"
        employed = isinstance(head, Office) and head.employed
        after = None if spec.skipped and not employed else self._after_complement(tree, j, limit)
        if after is None and isinstance(head, Institution | Office) and spec.states:
            spec.end = self._complement_end(tree, j, limit) or spec.end
        return after

    @staticmethod
    def _behind_bracket(tree: Tree, name: Candidate, by_start: Mapping[int, Sequence[Candidate]]) -> int:
        """The end of a name with its acronym: "le directeur de l'Agence de X [(AX)], Y"."""
        at = name.end
        short = longest_at(by_start, at + 1) if at < len(tree) and tree[at].text == "(" else None
        same = short is not None and short.id == name.id and short.end < len(tree)
        return short.end + 1 if short is not None and same and tree[short.end].text == ")" else at

    def _workplace(
        self,
        tree: Tree,
        j: int,
        limit: int,
        by_start: Mapping[int, Sequence[Candidate]],
        head: Office,
        spec: Specifier,
    ) -> Candidate | None:
        """The body in which an office is held: "directeur juridique [chez X]", "chargé de l'emploi [à Y]"."""
        before = self.plain(tree[j])
        field = before in self.words.dative and spec.skipped  # else "l'appel du directeur [à X]"
        employed = head.employed and before in self.words.employment
        if j + 1 >= limit or not (field or employed or before in self.words.workplace):
            return None
        body = longest_at(by_start, j + 1) or longest_at(by_start, self._skip_article(tree, j + 1, limit))
        return body if body is not None and body.type in NAMED_TYPES and not body.pending else None

    def _name(self, name: Candidate | None, head: Head, spec: Specifier) -> None:
        """Take up a name right behind the noun; behind "la diplomatie américaine" it is somebody else's."""
        if name is None or name.kind not in (MentionKind.NAME, MentionKind.ACRONYM):
            return
        if not isinstance(head, Institution) or spec.empty:
            spec.name, spec.end = name, name.end

    def _adjective(self, word: Word, spec: Specifier) -> bool:
        """Take up one adjective that says whose the noun is; False if it is none."""
        if not word.text[0].islower():
            return False
        if word.lower in self.words.government_adjectives:
            spec.government = True
            return True
        if word.lower in self._class_adjectives:
            spec.classes.append(self._class_adjectives[word.lower])
            return True
        state = self.nationality(word.text)
        if state:
            spec.states.append(state)
            spec.adjectives.setdefault(state, word.index)
            return True
        people = first(self.gazetteer.lookup(word.text), Knows.PEOPLE)
        if people:
            spec.peoples.append((people.id, people.label))
        return people is not None

    def _after_complement(self, tree: Tree, j: int, limit: int) -> int | None:
        """The word after a complement that is no actor ("ministre [des Affaires étrangères] russe")."""
        j = self._skip_article(tree, j, limit)
        if j >= limit or tree[j].pos not in ("NOUN", "PROPN") or tree[j].lemma in self.words.inquiries:
            return None  # "le directeur de l'examen de la police": not of the police
        j += 1
        while j < limit and tree[j].pos in ("ADJ", "NOUN") and not self.is_nationality(tree[j]):
            j += 1
        open_ = j < limit and (
            self.is_nationality(tree[j])
            or self.is_genitive(tree[j])
            or self.plain(tree[j]) in self.words.dative | self.words.workplace
            or tree[j].text[0].isupper()
        )
        return j if open_ else None


def _party_at(
    tree: Tree, by_start: Mapping[int, Sequence[Candidate]], index: int, head: Head
) -> tuple[Candidate, int] | None:
    """The party that a word or a bracket names, and where to read on: "la sénatrice [démocrate]"."""
    if tree[index].text != "(":
        party = next((c for c in by_start.get(index, ()) if c.rule == PARTY_OF_OFFICE), None)
        return (party, index + 1) if party is not None else None
    inside = longest_at(by_start, index + 1) if isinstance(head, Office) else None
    if inside is None or inside.type is not ActorType.PARTY or inside.end >= len(tree):
        return None
    return (inside, inside.end + 1) if tree[inside.end].text == ")" else None
