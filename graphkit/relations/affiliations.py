"""Who belongs where by a name or a title: holders of offices, members by "de", owners by a possessive.

"le président syrien Bachar al-Assad", "Jean Jaurès, de la SFIO", "son parti, Force juive".
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from graphkit.actors.candidate import OFFICE, PART, PARTY_OF_OFFICE, STAFF, WITH_HOLDER, Candidate
from graphkit.actors.institutions import INSTITUTION
from graphkit.actors.joined_names import OF_PARTY
from graphkit.actors.noun_phrases import COLLECTIVE_WITH_NAME
from graphkit.language.schema.cues import Cue, CueKind, Slot
from graphkit.language.schema.folder import LanguageData
from graphkit.language.schema.grammar import Role
from graphkit.records import ActorType, MentionKind, Modality, RelationType
from graphkit.relations.arguments import Structure
from graphkit.relations.cues import Fired
from graphkit.relations.ends import End, Resolver
from graphkit.relations.found import CONFIDENCE, PLAIN, Found, found_by
from graphkit.relations.status import Judgement
from graphkit.syntax import Word

_NAMES = (MentionKind.NAME, MentionKind.ACRONYM)
_WITH_MEMBERS = (ActorType.ORG, ActorType.PARTY, ActorType.COMPANY, ActorType.ARMED_GROUP)
_OFFICE_CUE = Cue(
    lemma="", pos=CueKind.NOUN, source=(), target=(), example="", expect="", type=RelationType.AFFILIATION
)


class AffiliationReader:
    """Reads affiliations that no cue tells, for one language."""

    def __init__(self, language: LanguageData) -> None:
        self.words = language.grammar.words
        self._past = language.status.past

    def offices(self, structure: Structure, resolver: Resolver, mentions: Sequence[Candidate]) -> list[Found]:
        """An office says for whom its holder speaks, named or not: "le président syrien Bachar al-Assad"."""
        cue = _OFFICE_CUE
        result = []
        states = {c.country: c for c in mentions if c.type is ActorType.STATE}
        by_id = {c.id: c for c in mentions}
        told = (c for c in mentions if c.kind is not MentionKind.ADJECTIVE or c.rule == PARTY_OF_OFFICE)
        named_at = {(c.id, c.start) for c in told}
        for c in mentions:
            told_by_name = c.office == OF_PARTY or c.rule in (WITH_HOLDER, PART, STAFF)
            if not told_by_name and not _is_somebody(structure, c):
                continue
            over = by_id.get(c.parent)
            # "le porte-parole de l'armée de X" speaks for the army, "le sociologue français X" for nobody.
            inside = any((c.parent, i) in named_at for i in range(c.start, c.end))
            if c.office != OF_PARTY and c.parent and c.country and not inside:
                over = states.get(c.country) or over
            over = over or self._relative_owner(structure, resolver, c)
            if over is None or over.id == c.id:
                continue
            judgement = Judgement(
                negated=False,
                modality=_when(c),
                speaker=None,
                reasons=(),
            )
            # The evidence is the office or part itself: the state or body may be named elsewhere.
            named = over if c.office == OF_PARTY else replace(over, start=c.start, end=c.end, head=c.head)
            result.append(
                Found(
                    source=End(mention=c, slot=Slot.SUBJECT, how="direct"),
                    target=End(mention=named, slot=Slot.GENITIVE, how="direct"),
                    cue=cue,
                    type=RelationType.AFFILIATION,
                    words=tuple(range(c.start, c.end)),
                    judgement=judgement,
                    directed=True,
                    confidence=CONFIDENCE["office"],
                    rule="affiliation:office",
                )
            )
        return result

    @staticmethod
    def _relative_owner(structure: Structure, resolver: Resolver, office: Candidate) -> Candidate | None:
        """The body whose office a relative clause tells: "[Spotify], dont le patron, X, …"."""
        owner = structure.relative_owner(office.head)
        bodies = resolver.mentions_at(owner) if owner is not None and office.rule == WITH_HOLDER else []
        return next((m for m in bodies if m.type in (*_WITH_MEMBERS, ActorType.GOVERNMENT)), None)

    def members(self, structure: Structure, resolver: Resolver, mentions: Sequence[Candidate]) -> list[Found]:
        """Names that say who belongs where: "Jean Jaurès, de la SFIO", "le Parti républicain de Trump".

        Also with the noun that says what a body is: "Marie Curie, de [l'association] Y".
        """
        result = self._bracketed(structure, mentions)
        for m in mentions:
            if m.kind not in _NAMES or not (m.type is ActorType.PERSON or m.type in _WITH_MEMBERS):
                continue
            for child in structure.tree.children(m.head, Role.OBLIQUE):
                if structure.preposition(child.index) not in self.words.genitive:
                    continue
                for other in resolver.mentions_at(child.index):
                    person, body = (m, other) if m.type is ActorType.PERSON else (other, m)
                    called = other is body and other.rule == COLLECTIVE_WITH_NAME
                    if (
                        (called or other.kind in _NAMES)
                        and person.type is ActorType.PERSON
                        and body.type in _WITH_MEMBERS
                        and (m.type is ActorType.PERSON or _is_body(m))
                    ):
                        result.append(_of_body(person, body, (m.head, child.index)))
        return result

    @staticmethod
    def _bracketed(structure: Structure, mentions: Sequence[Candidate]) -> list[Found]:
        """Persons with their body behind them in brackets, told by its noun: "X (université de Paris)".

        Names in brackets are read with the names of the text.
        """
        tree = structure.tree
        persons = {m.end: m for m in mentions if m.type is ActorType.PERSON and m.kind in _NAMES}
        return [
            _of_body(persons[body.start - 1], body, (persons[body.start - 1].head, body.head))
            for body in mentions
            if body.rule in (INSTITUTION, COLLECTIVE_WITH_NAME)
            and body.type in _WITH_MEMBERS
            and body.start - 1 in persons
            and tree[body.start - 1].text == "("
            and body.end < len(tree)
            and tree[body.end].text == ")"
        ]

    def bodies(self, structure: Structure, resolver: Resolver, mentions: Sequence[Candidate]) -> list[Found]:
        """Bodies that are a person's: "[son parti], Force juive", "le Stade rochelais, [son club]"."""
        made = []
        for body in mentions:
            if body.kind not in _NAMES or body.type not in _WITH_MEMBERS or body.source_only:
                continue
            noun = structure.owned_beside(body.head)
            if noun is None or not self._has_members(structure.tree[noun]):
                continue
            target = End(mention=body, slot=Slot.SUBJECT, how="direct")
            fired = Fired(cue=_OFFICE_CUE, index=noun, words=(noun,), kind=CueKind.NOUN)
            judgement = replace(PLAIN, modality=Modality.PAST) if self._is_former(structure, noun) else PLAIN
            for owner in self._owners(structure, resolver, noun, body):
                if owner.mention.type is ActorType.PERSON:
                    found = found_by(fired, owner, target, judgement, directed=True)
                    made.append(replace(found, rule="affiliation:body of somebody"))
        return made

    def _has_members(self, noun: Word) -> bool:
        return not self.words.member_nouns.isdisjoint((noun.lemma, noun.lower))

    @staticmethod
    def _owners(structure: Structure, resolver: Resolver, noun: int, body: Candidate) -> list[End]:
        """Whose a body is by its possessive; what was taken for the body's own is read again."""
        for told in (True, False):
            owners = structure.possessors(noun, told=told)
            ends = [e for i in owners for e in resolver.ends(i, Slot.POSSESSOR, _OFFICE_CUE, is_target=False)]
            if any(e.mention.id != body.id for e in ends):
                return ends
        return []

    def _is_former(self, structure: Structure, noun: int) -> bool:
        """Whether something is said to be somebody's no more: "son ancien parti"."""
        near = [c.lower for c in structure.tree.children(noun, Role.MODIFIER)]
        return any(w in self._past.adjectives or w.rstrip("-") in self._past.prefixes for w in near)


def _of_body(person: Candidate, body: Candidate, words: tuple[int, int]) -> Found:
    """A person's affiliation to a body that stands beside the name."""
    fired = Fired(cue=_OFFICE_CUE, index=words[1], words=words, kind=CueKind.NOUN)
    source = End(mention=person, slot=Slot.SUBJECT, how="noun")
    target = End(mention=body, slot=Slot.GENITIVE, how="noun")
    return replace(found_by(fired, source, target, PLAIN, directed=True), rule="affiliation:name of name")


def _is_somebody(structure: Structure, office: Candidate) -> bool:
    """Whether an office stands for who holds it, unnamed: "le candidat de X", not "Y est président de X"."""
    tree = structure.tree
    if office.rule != OFFICE or office.plural or not office.start or structure.is_predicate(office.head):
        return False
    before = tree[office.start - 1]
    contracted = before.pos != "DET" and before.lower in structure.words.contractions
    acts = tree[office.head].role is Role.SUBJECT  # "un porte-parole de X a dit"
    return contracted or acts or before.morph.get("Definite") == "Def"


def _is_body(name: Candidate) -> bool:
    """Whether a name is of a body that may be called by its leader's: "le Parti républicain de X".

    What only a model takes for a body may as well be somebody's work: "le Vaisseau fantôme de Wagner".
    """
    unknown = name.type is ActorType.ORG and name.rule.startswith("entity:")
    return not (name.source_only or unknown)


def _when(office: Candidate) -> Modality:
    """Whether an office is held now, was once, or will or may be."""
    if office.past:
        return Modality.PAST
    return Modality.POSSIBLE if office.ahead else Modality.ASSERTED
