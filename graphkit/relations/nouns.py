"""Nouns by themselves: lists, relative pronouns, "de" and "dont", apposition, possessives.

Which nouns stand for one another or beside one another, whatever is said of them.
"""

from __future__ import annotations

from collections.abc import Iterable

from graphkit.language.schema.grammar import Role
from graphkit.relations.agreement import is_definite, is_plural_verb, is_tagged_plural
from graphkit.relations.verbs import VERBAL, Verbs
from graphkit.syntax import SUBJECTS, Word

# How far shared subjects, control and antecedents are followed. Real chains end by four
# ("a promis d'aider à combattre"); the limit only stops a circle in a broken parse.
DEPTH = 6


class Nouns(Verbs):
    """The nouns of one text, beside its verbs."""

    def coordinated(self, index: int) -> list[int]:
        """A word and what is coordinated with it, in text order; a coordinated clause is not."""
        found, stack = [], [index]
        while stack:
            current = stack.pop()
            found.append(current)
            stack.extend(
                c.index
                for c in self.tree.children(current, Role.CONJUNCT)
                if (c.pos not in VERBAL or self.tree[index].pos in VERBAL) and not self._is_excluded(c)
            )
        return sorted(found)

    def _is_excluded(self, conjunct: Word) -> bool:
        """Whether a conjunct is parted off from what is said: "X, et [non Y]"."""
        return conjunct.pos not in VERBAL and bool(self._excluding(conjunct))

    def is_apart(self, index: int) -> bool:
        """Whether an argument is parted off from what is said behind a comma: "X attaque Y, [pas Z]"."""
        before = (self.tree[adverb.index - 1] for adverb in self._excluding(self.tree[index]) if adverb.index)
        return any(word.text == "," or word.pos == "CCONJ" for word in before)

    def _excluding(self, word: Word) -> list[Word]:
        """The adverbs before a word that part it off."""
        adverbs = self.tree.children(word.index, Role.ADVERB)
        return [a for a in adverbs if a.lower in self.words.excluding_adverbs and a.index < word.index]

    def list_of(self, conjunct: Word) -> list[int]:
        """The first word of the list that a conjunct stands in, alone: it stands for all."""
        first = conjunct
        while first.role is Role.CONJUNCT and self.tree[first.head].pos in ("NOUN", "PROPN"):
            first = self.tree[first.head]
        return [first.index]

    def first_of_list(self, index: int) -> int | None:
        """The word before a conjunction that the noun behind it is coordinated with."""
        above = self.tree.head(index)
        joined = (
            self.tree[index].role is Role.CONJUNCT and above is not None and above.pos in ("NOUN", "PROPN")
        )
        if not joined or above is None or self._is_parenthetic(self.tree[index]):
            return None  # "X, [son club], a …"
        return above.index

    def _is_parenthetic(self, noun: Word) -> bool:
        """Whether a noun stands between commas, and is no part of a list."""
        inside = [i for i in self.tree.subtree(noun.index) if self.tree[i].text != ","]
        before, behind = self.tree[inside[0] - 1], inside[-1] + 1
        return before.text == "," and behind < len(self.tree) and self.tree[behind].text == ","

    def antecedents(self, found: Iterable[int], verb: int) -> list[int]:
        """Replace relative pronouns by the noun that the relative clause hangs on."""
        result = []
        pronouns = self.words.relative_subject | self.words.relative_object
        for index in found:
            if self.tree[index].lower in pronouns:
                above = self.relative_noun(verb, index)
                if above is not None:
                    result.append(self._agreeing(above, index, verb))
            else:
                result.append(index)
        return result

    def _agreeing(self, noun: int, pronoun: int, verb: int) -> int:
        """The list that a plural "qui" behind its last name stands for: "[X et Y], qui se sont vus"."""
        word = self.tree[noun]
        subject = self.tree[pronoun].lower in self.words.relative_subject
        listed = word.role is Role.CONJUNCT and not is_tagged_plural(self.tree[noun])
        return self.list_of(word)[0] if subject and listed and is_plural_verb(self.tree, verb) else noun

    def relative_noun(self, verb: int, pronoun: int | None = None) -> int | None:
        """The noun that a relative clause, or a verb coordinated in one, modifies."""
        above = self._noun_of_clause(verb)
        return self._noun_before(pronoun) if above is None and pronoun is not None else above

    def _noun_before(self, pronoun: int) -> int | None:
        """The name right before a relative pronoun whose clause was hung elsewhere: "[X], à qui Y parle"."""
        start = min((c.index for c in self.tree.children(pronoun, Role.CASE)), default=pronoun)
        before = start - 1
        if self.tree[pronoun].pos != "PRON" or before <= self.tree.sentence_of(pronoun)[0]:
            return None
        word: Word = self.tree[before - 1] if self.tree[before].text == "," else self.tree[before]
        while word.role is Role.NAME_PART:
            word = self.tree[word.head]
        owned = self.tree.head(word.index) if self.preposition(word.index) in self.words.genitive else None
        if word.pos != "PROPN" or (owned is not None and is_definite(self.tree, owned.index)):
            return None  # "le chef de X, à qui Y reproche"
        return word.index

    def _noun_of_clause(self, verb: int) -> int | None:
        word = self.tree[verb]
        for _ in range(DEPTH):
            above = self.tree.head(word.index)
            if above is None:
                return None
            if word.role in (Role.RELATIVE, Role.PARTICIPIAL):
                return above.index
            if word.role is not Role.CONJUNCT:
                return None
            word = above
        return None

    def noun_modified(self, word: Word) -> list[int]:
        """What a participle that was tagged as a noun modifies."""
        above = self.tree.head(word.index)
        return [above.index] if above is not None and above.pos in ("NOUN", "PROPN") else []

    def genitives(self, index: int) -> list[int]:
        """Complements of a noun with "de"; for "dont" the noun that its relative clause hangs on."""
        found = []
        for child in self.tree.children(index, Role.OBLIQUE, Role.AGENT):
            if self._is_passing(child.index):
                found += self.genitives(child.index)  # "rival de longue date [de X]"
            elif self.preposition(child.index) in self.words.genitive:
                found += [child.index]
            elif child.lower in self.words.relative_genitive:
                clause = next((a for a in self.tree.ancestors(index) if a.role is Role.RELATIVE), None)
                above = self.tree.head(clause.index) if clause is not None else None
                found += [above.index] if above is not None else []
        return found or self._genitives_of_predicate(index) or self._genitives_of_object(index)

    def _genitives_of_object(self, index: int) -> list[int]:
        """The noun that "dont" stands for with an object: "X, [dont] Y loue le courage"."""
        word, verb = self.tree[index], self.tree.head(index)
        if word.role is not Role.OBJECT or verb is None or verb.role is not Role.RELATIVE:
            return []
        definite = is_definite(self.tree, index)
        names = (s.index for s in self.tree.children(verb.index, Role.SUBJECT) if s.pos in ("PROPN", "PRON"))
        hung = (c for i in (verb.index, *names) for c in self.tree.children(i))
        dont = next((c for c in hung if c.lower in self.words.relative_genitive), None)
        noun = self.relative_noun(verb.index, dont.index) if definite and dont is not None else None
        return [noun] if noun is not None else []

    def _genitives_of_predicate(self, index: int) -> list[int]:
        """The noun that "dont" stands for with a predicate: "X, [dont] Y est l'allié".

        Parsers hang "dont" on the subject, which it cannot complete where that is a name.
        """
        word, above = self.tree[index], self.tree.head(index)
        if not self.is_predicate(index) or above is None:
            return []
        clause = word if word.role is Role.RELATIVE else above
        antecedent = self.tree.head(clause.index)
        if clause.role is not Role.RELATIVE or antecedent is None:
            return []
        subjects = self.tree.children(clause.index, Role.SUBJECT)
        hung = [c for s in subjects if s.pos == "PROPN" for c in self.tree.children(s.index)]
        return [antecedent.index] if any(c.lower in self.words.relative_genitive for c in hung) else []

    def _is_passing(self, index: int) -> bool:
        """Whether a complement says nothing of whose something is: "de longue date"."""
        nouns = (c.index for c in self.tree.children(index, Role.OBLIQUE))
        end = min(nouns, default=index + 1)
        while end > index + 1 and self.tree[end - 1].role in (Role.CASE, Role.DETERMINER):
            end -= 1
        first = min((c.index for c in self.tree.children(index, Role.CASE)), default=index)
        here = " ".join(word.lower for word in self.tree[first:end])
        return here in self.words.passing_complements

    def relative_owner(self, index: int) -> int | None:
        """The noun whose something is that opens a relative clause: "[X], dont le patron a …"."""
        for child in self.tree.children(index):
            if child.lower in self.words.relative_genitive and child.index < index:
                clause = next((a for a in self.tree.ancestors(index) if a.role is Role.RELATIVE), None)
                return clause.head if clause is not None else None
        return None

    def is_predicate(self, index: int) -> bool:
        """Whether a noun says what somebody is: "X est président de Y", "X, président de Y"."""
        role = self.tree[index].role
        said = role in (Role.OPEN_COMPLEMENT, Role.APPOSITION) or self.is_object_of_copula(index)
        return said or bool(self.tree.children(index, Role.COPULA))

    def is_object_of_copula(self, index: int) -> bool:
        """Whether a noun is read as the object of a verb like *être*: "X devient [président] de Y"."""
        above = self.tree.head(index)
        return (
            self.tree[index].role is Role.OBJECT
            and above is not None
            and above.lemma in self.words.copular_verbs
        )

    def before_comma(self, index: int) -> list[int]:
        """The noun right before "…, un allié de Z": an apposition that the parser hung elsewhere."""
        start = index
        first = self.tree.sentence_of(index)[0]
        if self.tree[index].role in SUBJECTS:
            return []
        if self.preposition(index) in self.words.state_prepositions:
            start -= 1  # "X, en guerre contre Y"
        while start > first and self.tree[start - 1].pos in ("DET", "ADJ"):
            if self.tree[start - 1].morph.get("Definite") == "Def":
                return []
            start -= 1
        comma = start - 1
        if comma <= first or self.tree[comma].text != ",":
            return []
        before = comma - 1
        if self.tree[before].text == ")":  # "les Forces de soutien rapide (FSR), en guerre …"
            before = next((i - 1 for i in range(before, first, -1) if self.tree[i].text == "("), before)
        while before > first and self.tree[before].pos == "ADJ":
            before -= 1
        word = self.tree[before]
        if word.pos not in ("NOUN", "PROPN"):
            return []
        return [word.head if word.role is Role.NAME_PART else word.index]

    def appositions(self, index: int) -> list[int]:
        """Names that stand beside a noun and say who it is: "son allié, la Russie", "un de ses amis, X"."""
        one = self.one_of(index)
        found = [
            child.index
            for noun in ([index] if one is None else [index, one])
            for child in self.tree.children(noun, Role.APPOSITION, Role.NAME_PART)
            if child.index > index and child.pos in ("PROPN", "NOUN")
        ]
        return found or (self.bare_names(index) if self.possessive(index) else [])

    def one_of(self, index: int) -> int | None:
        """The pronoun for one of those whom a plural noun calls: "[un] de ses amis"."""
        word, above = self.tree[index], self.tree.head(index)
        behind = above is not None and above.pos == "PRON" and above.index < index
        one = above is not None and above.morph.get("Number") != "Plur" and not self.preposition(above.index)
        genitive = word.role is Role.OBLIQUE and self.preposition(index) in self.words.genitive
        return word.head if behind and one and genitive and is_tagged_plural(word) else None

    def bare_names(self, index: int) -> list[int]:
        """The name right behind a noun, with nothing but adjectives between: "sa filiale russe [X]"."""
        return [
            child.index
            for child in self.tree.children(index, Role.OBLIQUE)
            if child.pos == "PROPN"
            and not self.tree.children(child.index, Role.CASE, Role.DETERMINER)
            and child.index > index
            and all(self.tree[i].role is Role.MODIFIER for i in range(index + 1, child.index))
        ]

    def is_named_behind_comma(self, name: Word, index: int) -> bool:
        """Whether a name that hangs on a noun as its complement stands beside it in truth, behind a comma."""
        if name.pos != "PROPN" or name.index < index or self.tree.children(name.index, Role.CASE):
            return False
        first = min(self.tree.subtree(name.index))
        return first > index and "," in (self.tree[first].text, self.tree[first - 1].text)

    def origins(self, ware: int) -> list[int]:
        """From where wares come: "les produits en provenance [de Chine]"."""
        return [
            child.index
            for child in self.tree.children(ware, Role.OBLIQUE)
            if self.preposition(child.index) in self.words.origin_prepositions
        ]

    def owned_beside(self, name: int) -> int | None:
        """The noun with a possessive beside a name: "[son parti], X", "X, [son club]", "[son parti] X"."""
        above = self.tree.head(name)
        if above is not None and (name in self.appositions(above.index)) and self.possessive(above.index):
            return above.index
        beside = (c for c in self.tree.children(name, Role.APPOSITION, Role.CONJUNCT) if c.pos == "NOUN")
        return next((c.index for c in beside if self.possessive(c.index) and self._is_parenthetic(c)), None)

    def possessive(self, index: int) -> list[Word]:
        """The possessive before a noun, if there is one."""
        return [c for c in self.tree.children(index, Role.DETERMINER) if c.lower in self.words.possessive]
