"""The pronouns of one language, and the words that decide whom one of them stands for."""

from __future__ import annotations

from graphkit.actors.agreement import agreements
from graphkit.actors.nominals import Nominals
from graphkit.actors.relation_nouns import RelationNouns
from graphkit.language.schema.folder import LanguageData


class Pronouns:
    """Word lists of one language, as the readers of pronouns ask for them."""

    def __init__(self, language: LanguageData, nominals: Nominals) -> None:
        words = language.anaphora
        self.words = words
        self.quotes = language.grammar.quotes
        self.genitive = language.grammar.words.genitive
        self.contractions = language.grammar.words.contractions
        # "de" and "d'", but not "du"
        self.bare_genitive = self.genitive | {form for form in self.contractions if form.endswith("'")}
        self.verbs = language.verb_forms()
        self.possessive = language.grammar.words.possessive
        self.demonstratives = language.grammar.words.demonstrative
        self.pronouns = agreements(words.pronouns)
        self.objects = agreements(words.objects)
        self.strong = agreements(words.strong)
        self.personal_objects, self.personal_datives = words.personal_objects, words.personal_datives
        self.relative = language.grammar.words.relative_subject
        self.object_control = language.grammar.words.object_control
        self.relation_nouns = RelationNouns(language, nominals)
        grammar = language.grammar.words
        self.saying = language.status.attribution.verbs
        self.attribution = language.status.attribution.prepositions
        self.with_actors = (grammar.person_prepositions | grammar.dative) - grammar.between
        self.plural_articles = words.pair_determiners
        self.last = agreements(words.last_named)
        self.last_adjectives = agreements(words.last_adjectives)
        self.anaphors = frozenset[str]().union(
            self.pronouns, self.objects, self.strong, self.last, self.last_adjectives
        )
        names = language.given_names
        self.given = dict.fromkeys(names.feminine, "Fem") | dict.fromkeys(names.masculine, "Masc")
