"""The nouns of relation of one language ("rival", "homologue", "partisans") and what says whose each is."""

from __future__ import annotations

from graphkit.actors.nominals import Nominals
from graphkit.language.schema.cues import CueKind, Slot
from graphkit.language.schema.folder import LanguageData
from graphkit.records import RelationType

_SIGNED = (RelationType.ALLIANCE, RelationType.OPPOSITION)


class RelationNouns:
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
        self.time, self.cause = grammar.time_openings, grammar.cause_openings
        self.depriving, self.genitive = grammar.depriving_verbs, grammar.genitive
        self.possessive, self.plural_possessive = grammar.possessive, grammar.plural_possessive
        self.signed_verbs = {
            cue.head
            for cue in language.cues
            if cue.pos is CueKind.VERB and cue.type in _SIGNED and not cue.rest and not cue.reflexive
            if Slot.OBJECT in cue.target
        }
        self.state_offices = {nominals.key(head) for head in language.titles.office if head.level == "state"}

    def is_signed(self, form: str, lemma: str) -> bool:
        """Whether a verb says a stand towards its object: "critiquer", "remercier"."""
        return lemma in self.signed_verbs or not self.signed_verbs.isdisjoint(self.verbs.get(form, ()))

    def is_somebody(self, form: str) -> bool:
        """Whether a form is a noun for an actor: by a relation, an office, or a kind of body or people."""
        related = form in self.same_office or form in self.kind_of
        return related or self.nominals.is_actor_noun(form)
