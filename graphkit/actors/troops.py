"""Whose soldiers are: of who has or sends them, "X compte 2 000 soldats en Y", "des miliciens envoyés par X".

Those of a state are its army, those of another actor that actor itself, and so are those who train or police
for it. Only where nothing beside the noun says whose they are, and of one who is named as the subject or the
agent of a verb of having or sending; "ces soldats" are the ones told last with the noun.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from graphkit.actors.candidate import Candidate, is_group, replace
from graphkit.actors.heads import is_plural
from graphkit.actors.nominals import Nominals
from graphkit.language.schema.folder import LanguageData
from graphkit.language.schema.grammar import Role
from graphkit.records import ActorType, MentionKind
from graphkit.syntax import Tree, Word

RULE = "troops of who has or sends them"

_OFFICIAL = (ActorType.STATE, ActorType.GOVERNMENT, ActorType.MILITARY)
_UNDERGONE = (Role.OBJECT, Role.OBLIQUE)
# So many verbs may stand above one that has no subject of its own: "a décidé d'envoyer".
_ABOVE = 2


class Troops:
    """The nouns for soldiers and their like of one language."""

    def __init__(self, language: LanguageData, nominals: Nominals) -> None:
        words, grammar = language.anaphora, language.grammar.words
        self.nominals = nominals
        self.soldiers = words.soldiers
        # noun -> the verbs by which those whom it names are somebody's
        owning = words.having_verbs | words.sending_verbs
        self.verbs = dict.fromkeys(words.soldiers | words.fighters, owning)
        self.verbs |= dict.fromkeys(words.sent_people, words.sending_verbs)
        self.forms = language.verb_forms()
        self.demonstratives, self.object_control = grammar.demonstrative, grammar.object_control
        self.relative = grammar.relative_object

    def owned(self, tree: Tree, mentions: Sequence[Candidate]) -> list[Candidate]:
        """The mentions of a text, its soldiers with those whose they are instead of all of a kind."""
        nouns = [w for w in tree if w.lower in self.verbs]
        if not nouns:
            return list(mentions)
        at: dict[int, list[Candidate]] = defaultdict(list)
        for m in mentions:
            at[m.head].append(m)
        told: dict[str, Candidate] = {}
        found: dict[int, Candidate] = {}
        for noun in nouns:
            if any(not m.generic for m in at.get(noun.index, ())) or not is_plural(noun):
                continue
            before = tree[noun.index - 1].lower if noun.index else ""
            owner = told.get(noun.lower) if before in self.demonstratives else self._owner(tree, noun, at)
            if owner is not None:
                told[noun.lower], found[noun.index] = owner, self._mention(noun, owner)
        kept = [m for m in mentions if m.head not in found]
        return sorted([*kept, *found.values()], key=lambda c: (c.start, c.end, c.id))

    def _owner(self, tree: Tree, noun: Word, at: Mapping[int, Sequence[Candidate]]) -> Candidate | None:
        """Who has or sends those whom a noun names, if one actor alone."""
        if any(at.get(c.index) for c in tree.children(noun.index, Role.MODIFIER, Role.APPOSITION)):
            return None  # "des soldats tchadiens"
        for who in self._senders(tree, noun):
            named = at.get(who.index, ()) if not tree.children(who.index, Role.CONJUNCT) else ()
            owners = [m for m in named if m.kind is not MentionKind.ADJECTIVE and not m.generic]
            if len({m.id for m in owners}) == 1:
                return owners[0] if owners[0].type in _OFFICIAL or is_group(owners[0]) else None
        return None

    def _senders(self, tree: Tree, noun: Word) -> Iterator[Word]:
        """The subjects or agents of the verbs of having or sending that a noun undergoes."""
        verb = tree[noun.head]
        active = not tree.children(verb.index, Role.PASSIVE_AUXILIARY)
        if self._owns(verb, noun) and noun.role in _UNDERGONE and active and noun.index > verb.index:
            near = noun.role is Role.OBJECT or tree.children(noun.index, Role.CASE)[:1] == [
                tree[verb.index + 1]
            ]
            yield from self._subjects(tree, verb) if near else ()
        if self._owns(verb, noun) and noun.role in (Role.PASSIVE_SUBJECT, Role.SUBJECT) and not active:
            yield from tree.children(verb.index, Role.AGENT)
        for said in tree.children(noun.index, Role.PARTICIPIAL, Role.RELATIVE, Role.MODIFIER):
            if not self._owns(said, noun):
                continue
            yield from tree.children(said.index, Role.AGENT)
            if any(o.lower in self.relative for o in tree.children(said.index, Role.OBJECT)):
                yield from tree.children(said.index, Role.SUBJECT)

    def _subjects(self, tree: Tree, verb: Word) -> list[Word]:
        """The subject of a verb, or of the one above an infinitive: "X a décidé [d'envoyer] …"."""
        for _ in range(_ABOVE):
            subjects = tree.children(verb.index, Role.SUBJECT)
            above = tree.head(verb.index)
            if subjects or above is None or verb.role not in (Role.OPEN_COMPLEMENT, Role.CONJUNCT):
                return subjects
            if above.lemma in self.object_control or above.pos != "VERB":
                return []
            verb = above
        return tree.children(verb.index, Role.SUBJECT)

    def _owns(self, verb: Word, noun: Word) -> bool:
        """Whether a verb says that somebody has or sends those whom a noun names."""
        verbs = self.verbs[noun.lower]
        return verb.lemma in verbs or not verbs.isdisjoint(self.forms.get(verb.lower, ()))

    def _mention(self, noun: Word, owner: Candidate) -> Candidate:
        made = replace(
            owner,
            start=noun.index,
            end=noun.index + 1,
            head=noun.index,
            kind=MentionKind.NOMINAL,
            rule=RULE,
            weak=False,
            source_only=False,
            office="",
            capital=False,
            plural=True,
            noun="",
            bare=0,
            sentence=noun.sentence,
            subject=noun.role in (Role.SUBJECT, Role.PASSIVE_SUBJECT),
        )
        army = noun.lower in self.soldiers and owner.type in _OFFICIAL and owner.country
        return self.nominals.settle(replace(made, pending="military"), owner.country) if army else made
