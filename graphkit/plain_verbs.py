"""Present verbs that small taggers take for nouns, written as one that every tagger knows.

"La Commission enquête sur Google" has a noun in it for a small tagger, and no verb. The parser reads the
words with "voit" instead, and the sentence keeps its own.
"""

from __future__ import annotations

from collections.abc import Sequence

from graphkit.actors.nominals import Nominals
from graphkit.language.schema.cues import CueKind
from graphkit.language.schema.folder import LanguageData
from graphkit.language.schema.grammar import Role
from graphkit.relations.opinions import OpinionReader
from graphkit.syntax import Tree, Word

_NOMINAL = ("NOUN", "PROPN")
_VERBAL = ("VERB", "AUX")
# What a finite verb is to nothing unless it has a subject or a conjunction of its own.
_DEPENDENT = (Role.PARTICIPIAL, Role.MODIFIER, Role.NAME_PART, Role.OBLIQUE, Role.APPOSITION)
_OWN = (Role.SUBJECT, Role.PASSIVE_SUBJECT, Role.MARK)
_HELPERS = (Role.COPULA, Role.AUXILIARY, Role.PASSIVE_AUXILIARY)
_PREPOSITION = "oblique:"


class PlainVerbs:
    """Finds the present verbs of a text that are surer to be read right as the plain one."""

    def __init__(self, data: LanguageData, nominals: Nominals, opinions: OpinionReader) -> None:
        self.words = data.grammar.words
        self.verbs = data.verb_forms()
        self.present = data.present_forms()
        self.nominals = nominals
        self.opinions = opinions
        self._determiners = self.words.article | self.words.possessive | self.words.demonstrative
        self._doubtful = self.words.present_nouns | self.words.present_adjectives
        self._prepositions: dict[str, set[str]] = {}
        for cue in data.cues:
            if cue.pos is CueKind.VERB:
                under = {
                    t.removeprefix(_PREPOSITION) for t in map(str, cue.target) if t.startswith(_PREPOSITION)
                }
                self._prepositions.setdefault(cue.head, set()).update(under - self.words.genitive)

    def before_parse(self, words: Sequence[str]) -> list[str]:
        """The words, with a plain verb for each that stands between a name or "qui" and an object."""
        plain = list(words)
        for i in range(1, len(words) - 1):
            form = words[i].lower()
            if form in self.words.misread_adjectives and self._is_foe(words[i - 1].lower()):
                plain[i] = self.words.misread_adjectives[form]
            if form in self.present and words[i][0].islower() and self._stands_as_verb(plain, i):
                plain[i] = self.present[form]
        return plain

    def _is_foe(self, form: str) -> bool:
        return not self.opinions.data.foes.isdisjoint((form, form.removesuffix("s")))

    def _stands_as_verb(self, words: Sequence[str], i: int) -> bool:
        lexical, before, after = self.words, words[i - 1], words[i + 1]
        name = before[0].isupper() and len(before) > 1 and before.lower() not in self._determiners
        noun = before[0].islower() and self.nominals.is_actor_noun(before)
        determined = after.lower() in self._determiners
        joined = before in lexical.conjunctions and determined  # "… et critique les …": no noun stands so
        relative = before.lower() in lexical.relative_subject
        apart = before == "," and after[0].isupper()  # "X, soutenu par Y, défie Z"
        actor = name or noun or joined or relative or apart or bool(self.nominals.nationality(before))
        behind = not noun and after.lower() in lexical.behind_present
        behind |= after.lower() in self.verbs.get(after.lower(), ())  # "nie soutenir"
        behind |= self.opinions.type_of_form(after) is not None  # "juge scandaleuse la décision"
        found_after = determined or behind or after[0].isupper()
        found_before = any(w.lower() in lexical.relative_object for w in words[max(i - 3, 0) : i - 1])
        return actor and (found_after or found_before)

    def may_be_misread(self, form: str, pos: str, role: Role, *, before: str, above: str, root: str) -> bool:
        """Whether `after_parse` may change a present verb.

        `before`, `above` and `root` are the parts of speech of the word before it, of its governor and of
        the root of its sentence.
        """
        if before == "PRON" and pos not in _VERBAL:
            return True
        if form in self._doubtful:
            return root not in _VERBAL and before in (*_NOMINAL, "ADJ", "PUNCT")
        joined = role is Role.CONJUNCT and above in _NOMINAL
        return pos not in _VERBAL or joined or role in _DEPENDENT

    def after_parse(self, tree: Tree) -> list[str]:
        """The words of a parse, with a plain verb for each that the parser took for something else.

        A form that is nothing but a verb is read as one wherever it was not; one that is a noun or an
        adjective too, behind "se", and where the main clause has no verb and the form stands as its would.
        """
        plain = [word.text for word in tree]
        for first, last in tree.sentences:
            verbless = _is_verbless(tree[first:last])
            for word in tree[first + 1 : last]:
                if word.lower not in self.present or not word.text[0].islower():
                    continue
                if word.pos not in _VERBAL and tree[word.index - 1].lower in self.words.reflexive:
                    misread = True
                elif word.lower in self._doubtful:
                    misread = verbless and self._is_predicate(tree, word, last)
                else:
                    misread = not self._is_introduced(tree[word.index - 1]) and _is_misread(tree, word)
                if misread:
                    plain[word.index] = self.present[word.lower]
        return plain

    def _is_introduced(self, before: Word) -> bool:
        """Whether a word is one that a noun stands behind: an article that is no pronoun, a preposition."""
        pronoun = before.lower in self.words.direct_clitic
        return before.pos == "ADP" or (before.pos == "DET" and not pronoun)

    def _is_predicate(self, tree: Tree, word: Word, last: int) -> bool:
        """Whether a word stands behind a noun phrase, with what follows a verb behind it."""
        before = tree[word.index - 1]
        nominal = before.pos in _NOMINAL or (before.pos == "ADJ" and tree[before.head].index < before.index)
        nominal |= _closes_apposition(tree, before)
        behind = next((w for w in tree[word.index + 1 : last] if w.pos != "ADV"), None)
        if not nominal or behind is None:
            return False
        if behind.lower in self.words.object_determiners or behind.pos == "PROPN":
            return True
        under = self.words.contractions.get(behind.lower, behind.lower)
        partners = {p for verb in self.verbs[word.lower] for p in self._prepositions.get(verb, ())}
        partitive = behind.lower in self.words.plural_partitive
        return word.lower in self.words.present_nouns and (partitive or under in partners)


def _closes_apposition(tree: Tree, mark: Word) -> bool:
    """Whether a comma is the second one of "X, journaliste du Times, …"."""
    first = tree.sentence_of(mark.index)[0]
    return mark.text == "," and any(word.text == "," for word in tree[first + 1 : mark.index])


def _is_verbless(sentence: Sequence[Word]) -> bool:
    """Whether the main clause of a sentence has neither verb nor copula."""
    roots = [word for word in sentence if word.head == word.index]
    helped = {word.head for word in sentence if word.pos in _VERBAL and word.role in _HELPERS}
    return all(root.pos not in _VERBAL and root.index not in helped for root in roots)


def _is_misread(tree: Tree, word: Word) -> bool:
    """Whether a finite verb is a noun to the parser, or depends on a noun as no finite verb does."""
    if word.pos not in _VERBAL:
        return True
    if tree.children(word.index, *_OWN):
        return False
    joined = word.role is Role.CONJUNCT and tree[word.head].pos in _NOMINAL
    return joined or word.role in _DEPENDENT
