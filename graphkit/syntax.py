"""A parsed text as words with grammatical roles: what actors and relations work on.

The labels of a parser are turned into the roles of `language.schema.Role` once, here,
so that nothing after this module knows a label. Words are plain objects that need no
spaCy, which is what lets tests run on parses that were written down.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from graphkit.language.schema import Grammar, Role, Words


@dataclass(slots=True, kw_only=True)
class Word:
    """One token. `head` is the index of the governor, the word's own index at a root.

    `start` and `end` are offsets into the source document. `children` are indexes in
    text order. Trees are rewritten (`attach`) where a name or a compound preposition
    should act as one word, hence not frozen.
    """

    index: int
    text: str
    lemma: str
    pos: str
    role: Role
    head: int
    start: int
    end: int
    sentence: int
    morph: Mapping[str, str] = field(default_factory=dict)
    children: list[int] = field(default_factory=list)

    @property
    def lower(self) -> str:
        """The form in lower case with straight apostrophes."""
        return self.text.lower().replace("’", "'")


class Tree(Sequence[Word]):
    """The words of one text and the dependency edges between them.

    `sentences` are (first, end) word indexes; `entities` are (first, end, label) of the
    named entities that the model found; `joins` are the spans made one word so far.
    """

    def __init__(
        self,
        words: Iterable[Word],
        *,
        sentences: Sequence[tuple[int, int]],
        entities: Sequence[tuple[int, int, str]] = (),
    ) -> None:
        self._words = list(words)
        self.sentences = tuple(sentences)
        self.entities = tuple(entities)
        self.joins: list[tuple[int, int]] = []
        for word in self._words:
            word.children = []
        for word in self._words:
            if word.head != word.index:
                self._words[word.head].children.append(word.index)

    def __len__(self) -> int:
        return len(self._words)

    def __getitem__(self, index: Any) -> Any:
        return self._words[index]

    def __iter__(self) -> Iterator[Word]:
        return iter(self._words)

    def children(self, index: int, *roles: Role) -> list[Word]:
        """Dependents of a word in text order, of the given roles if any are given."""
        found = (self._words[child] for child in self._words[index].children)
        return [word for word in found if not roles or word.role in roles]

    def head(self, index: int) -> Word | None:
        """The governor of a word, or None at the root of a sentence."""
        word = self._words[index]
        return None if word.head == index else self._words[word.head]

    def ancestors(self, index: int) -> Iterator[Word]:
        """The governor, its governor and so on to the root."""
        above = self.head(index)
        while above is not None:
            yield above
            above = self.head(above.index)

    def subtree(self, index: int) -> list[int]:
        """Indexes of a word and all below it, in text order."""
        found, stack = [], [index]
        while stack:
            current = stack.pop()
            found.append(current)
            stack.extend(self._words[current].children)
        return sorted(found)

    def attach(self, index: int, head: int, role: Role) -> None:
        """Hang a word under another governor, unless that would close a circle."""
        if index == head or any(word.index == index for word in self.ancestors(head)):
            return
        word = self._words[index]
        if word.head != index:
            self._words[word.head].children.remove(index)
        word.head, word.role = head, role
        if head != index:
            self._words[head].children.append(index)
            self._words[head].children.sort()

    def make_root(self, index: int) -> None:
        """Cut a word from its governor, so that it governs its sentence."""
        word = self._words[index]
        if word.head != index:
            self._words[word.head].children.remove(index)
        word.head, word.role = index, Role.ROOT

    def sentence_of(self, index: int) -> tuple[int, int]:
        """(first, end) word indexes of the sentence that holds a word."""
        return self.sentences[self._words[index].sentence]

    def copy(self) -> Tree:
        """An independent copy, for a step that rewrites the tree."""
        words = (dataclasses.replace(word, children=[]) for word in self._words)
        return Tree(words, sentences=self.sentences, entities=self.entities)


def role_table(grammar: Grammar) -> dict[str, Role]:
    """Dependency label -> role."""
    return {label: Role(role) for role, labels in grammar.labels.items() for label in labels}


def tree_of(
    doc: Any,
    grammar: Grammar,
    *,
    shifts: Sequence[int] | None = None,
    verbs: Mapping[str, Sequence[str]] | None = None,
) -> Tree:
    """The tree of a spaCy Doc (anything that iterates tokens like one).

    `shifts[i]` is added to the offsets of token i, for a Doc that was put together
    from parts of a longer text. `verbs` maps forms to infinitives that are surer than
    the lemmatizer's.
    """
    roles = role_table(grammar)
    sentences: list[tuple[int, int]] = []
    words: list[Word] = []
    parted: list[tuple[int, int]] = []
    for sentence in doc.sents:
        if words and words[-1].text == ",":
            # "X aide Y, | a dit Z": no sentence ends in a comma.
            sentences[-1] = (sentences[-1][0], sentence.end)
            parted.append((sentence.root.i, sentences[-1][0]))
        else:
            sentences.append((sentence.start, sentence.end))
        number = len(sentences) - 1
        for token in sentence:
            start = token.idx + (shifts[token.i] if shifts else 0)
            words.append(
                Word(
                    index=token.i,
                    text=token.text,
                    lemma=_lemma(token, verbs or {}),
                    pos=token.pos_,
                    role=roles.get(token.dep_, Role.OTHER),
                    head=token.head.i,
                    start=start,
                    end=start + len(token.text),
                    sentence=number,
                    morph=token.morph.to_dict(),
                )
            )
    labels = {label: kind for kind, names in grammar.entities.items() for label in names}
    entities = [(e.start, e.end, labels[e.label_]) for e in doc.ents if e.label_ in labels]
    tree = Tree(words, sentences=sentences, entities=entities)
    for second, first in parted:
        root = next(word for word in tree[first:second] if word.head == word.index)
        tree.attach(second, root.index, Role.PARATAXIS)
    find_verbs(tree, verbs or {})
    mend(tree, grammar.words)
    return tree


def find_verbs(tree: Tree, verbs: Mapping[str, Sequence[str]]) -> None:
    """Take known verb forms for verbs that stand as verbs do, whatever the tagger made of them.

    A form with an auxiliary of its own ("a [licencié] des salariés") is a participle, one with a subject in a
    relative clause ("qui [arment] X") is finite, and an infinitive that completes a verb ("va [trahir] le
    président") takes the object behind it.
    """
    for word in tree:
        known = verbs.get(word.lower)
        if not known or word.pos in ("VERB", "AUX"):
            continue
        if tree.children(word.index, Role.AUXILIARY, Role.PASSIVE_AUXILIARY):
            word.pos, word.lemma = "VERB", known[0]
            word.morph = {**word.morph, "VerbForm": "Part", "Tense": "Past"}
        elif word.role is Role.RELATIVE and tree.children(word.index, Role.SUBJECT):
            word.pos, word.lemma = "VERB", known[0]
        elif (
            word.role is Role.OPEN_COMPLEMENT
            and tree[word.head].pos == "AUX"
            and word.lower not in known
            and not tree.children(word.head, Role.OBJECT)
        ):
            _join_auxiliary(tree, word, known[0])
        elif word.role is Role.OPEN_COMPLEMENT and word.lower in known:
            _take_object(tree, word)
        elif word.role is Role.OTHER and word.head > word.index:
            _find_governor(tree, word, known[0])


def _take_object(tree: Tree, infinitive: Word) -> None:
    above = tree[infinitive.head]
    infinitive.pos, infinitive.lemma, infinitive.morph = "VERB", infinitive.lower, {"VerbForm": "Inf"}
    if not tree.children(infinitive.index, Role.OBJECT):
        for behind in tree.children(above.index, Role.OBJECT):
            if behind.index > infinitive.index > above.index:
                tree.attach(behind.index, infinitive.index, Role.OBJECT)


def _join_auxiliary(tree: Tree, participle: Word, lemma: str) -> None:
    """For "X n'a pas exclu de …" with "a" as the verb: the participle is, and takes what hangs on "a"."""
    auxiliary = tree[participle.head]
    head, role = auxiliary.head, auxiliary.role
    if head == auxiliary.index:
        tree.make_root(participle.index)
    else:
        tree.attach(participle.index, head, role)
    participle.pos, participle.lemma = "VERB", lemma
    participle.morph = {**participle.morph, "VerbForm": "Part", "Tense": "Past"}
    for child in tree.children(auxiliary.index):
        tree.attach(child.index, participle.index, child.role)
    tree.attach(auxiliary.index, participle.index, Role.AUXILIARY)


def _find_governor(tree: Tree, word: Word, lemma: str) -> None:
    """For "X nie soutenir Y" with the infinitive as root: the known form before it governs it."""
    infinitive = tree[word.head]
    subjects = [s for s in tree.children(infinitive.index, Role.SUBJECT) if s.index < word.index]
    if infinitive.head != infinitive.index or infinitive.morph.get("VerbForm") != "Inf" or not subjects:
        return
    word.pos, word.lemma, word.morph = "VERB", lemma, {"VerbForm": "Fin"}
    tree.make_root(word.index)
    tree.attach(infinitive.index, word.index, Role.OPEN_COMPLEMENT)
    for subject in subjects:
        tree.attach(subject.index, word.index, Role.SUBJECT)


def mend(tree: Tree, words: Words) -> None:
    """Undo frequent errors of small parsers, each recognised by a structure that no sentence has."""
    for first, last in tree.sentences:
        for word in tree[first:last]:
            _mend_function_word(tree, word)
            if word.head == word.index:
                _mend_root(tree, word)
            if word.role is Role.APPOSITION and _mend_dated(tree, word, words.partitives):
                continue
            if word.role is Role.APPOSITION or _is_loose(tree, word):
                if not _mend_list(tree, word):
                    _mend_apposition(tree, word)
            elif word.index > first and tree[word.index - 1].lower in words.partitives:
                _mend_partitive(tree, word)
            elif word.pos in ("NOUN", "PROPN") and word.role in (Role.OBJECT, Role.CLAUSAL_COMPLEMENT):
                _mend_complement(tree, word, words)
            elif word.pos in ("VERB", "NOUN"):
                _mend_predicate(tree, word, words)


def _mend_complement(tree: Tree, noun: Word, words: Words) -> None:
    if noun.role is Role.OBJECT:
        _mend_apposed_object(tree, noun, words.indefinite_article)
    else:
        _mend_restriction(tree, noun)


def _mend_predicate(tree: Tree, word: Word, words: Words) -> None:
    if word.morph.get("VerbForm") == "Inf" and word.role in (Role.OBLIQUE, Role.OPEN_COMPLEMENT):
        _mend_infinitive(tree, word, words.object_control)
    _mend_clause(tree, word, words.relative_object)
    if word.role is Role.PARTICIPIAL and word.morph.get("Tense") == "Pres":
        _mend_gerund(tree, word, words.participles_of_nouns)
    _mend_subjects(tree, word)
    _mend_some(tree, word, words.partitives)
    _mend_neither(tree, word)
    _mend_object(tree, word)
    _mend_second_object(tree, word)
    _mend_comma_object(tree, word)


def _mend_root(tree: Tree, root: Word) -> None:
    """Find the verb that is the root where a participle or a noun was taken for it."""
    if root.pos in ("VERB", "ADJ") and root.morph.get("VerbForm") != "Fin":
        _mend_participle(tree, root)
    elif root.pos in ("NOUN", "PROPN"):
        _mend_coordination(tree, root)
        _mend_fronted(tree, root)


def _mend_coordination(tree: Tree, root: Word) -> None:
    """For "X et Y font …" with X as root and the verb hung on it: the verb becomes root, X its subject."""
    for verb in tree.children(root.index, Role.CONJUNCT):
        subjects = tree.children(verb.index, Role.SUBJECT, Role.PASSIVE_SUBJECT)
        finite = verb.pos == "VERB" and (
            verb.morph.get("VerbForm") == "Fin" or tree.children(verb.index, Role.AUXILIARY)
        )
        if finite and subjects and root.index < subjects[0].index < verb.index:
            tree.make_root(verb.index)
            tree.attach(root.index, verb.index, Role.SUBJECT)
            tree.attach(subjects[0].index, root.index, Role.CONJUNCT)
            return


def _mend_fronted(tree: Tree, root: Word) -> None:
    """For "Grande alliée de X, Y surveille …" with the noun as root: the verb is, the noun before it."""
    if root.head != root.index or tree.children(root.index, Role.SUBJECT, Role.COPULA):
        return
    if any(c.pos == "DET" for c in tree.children(root.index, Role.DETERMINER)):
        return
    for verb in tree.children(root.index, Role.PARATAXIS):
        if verb.pos == "VERB" and verb.index > root.index and tree.children(verb.index, Role.SUBJECT):
            tree.make_root(verb.index)
            tree.attach(root.index, verb.index, Role.ADVERBIAL)
            return


def _mend_participle(tree: Tree, root: Word) -> None:
    """For a participle as root where a finite verb stands behind it: that verb is the root.

    "Appuyée par X, l'armée avance"; "X et Y, appuyés par Z, ont …" with X under the participle.
    """
    if tree.children(root.index, Role.AUXILIARY, Role.PASSIVE_AUXILIARY, Role.COPULA):
        return
    subjects = tree.children(root.index, Role.SUBJECT, Role.PASSIVE_SUBJECT)
    for verb in tree.children(root.index, Role.ADVERBIAL, Role.PARATAXIS, Role.CONJUNCT, Role.OTHER):
        own = [s for s in tree.children(verb.index, Role.SUBJECT) if s.index < verb.index]
        finite = verb.morph.get("VerbForm") == "Fin" or bool(tree.children(verb.index, Role.AUXILIARY))
        if verb.pos != "VERB" or verb.index < root.index or not finite or bool(own) == bool(subjects):
            continue
        tree.make_root(verb.index)
        if own:
            tree.attach(root.index, verb.index, Role.ADVERBIAL)
        else:
            tree.attach(subjects[0].index, verb.index, Role.SUBJECT)
            listed = [c for c in tree.children(subjects[0].index, Role.CONJUNCT) if c.index < root.index]
            tree.attach(root.index, (listed or subjects)[-1].index, Role.PARTICIPIAL)
        return


def _mend_partitive(tree: Tree, participle: Word) -> None:
    """For "X et Y, certains appuyés par Z, font …": X and Y do it, the participle speaks of some of Y."""
    above = tree.head(participle.index)
    if above is None:
        return
    if participle.role is Role.SUBJECT:
        subjects = tree.children(participle.index, Role.SUBJECT, Role.PASSIVE_SUBJECT)
        if not subjects or subjects[0].index > participle.index:
            return
        tree.attach(subjects[0].index, above.index, Role.SUBJECT)
        above = subjects[0]
    elif participle.role is not Role.PARTICIPIAL:
        return
    before = [c for c in tree.children(above.index, Role.CONJUNCT) if c.index < participle.index]
    tree.attach(participle.index, before[-1].index if before else above.index, Role.PARTICIPIAL)


def _is_loose(tree: Tree, word: Word) -> bool:
    """Whether a noun or adjective hangs on a verb as a clause does, without what makes a clause."""
    clause = word.role in (Role.OPEN_COMPLEMENT, Role.ADVERBIAL) and word.pos in ("NOUN", "ADJ")
    return clause and not tree.children(word.index, Role.SUBJECT, Role.COPULA, Role.MARK, Role.CASE)


def _mend_list(tree: Tree, noun: Word) -> bool:
    """For "61 civils, 137 soldats" with the second as apposition: what is counted apart is a list."""
    counted = [any(c.pos == "NUM" for c in tree.children(w.index)) for w in (noun, tree[noun.head])]
    if all(counted):
        noun.role = Role.CONJUNCT
    return all(counted)


def _mend_apposition(tree: Tree, noun: Word) -> None:
    """For "une trêve entre X et Y, un allié de Z": an apposition is of the name before its comma."""
    start = min(tree.subtree(noun.index))
    comma = start if tree[start].text == "," else start - 1
    before = comma - 1
    if noun.pos not in ("NOUN", "ADJ") or before < tree.sentence_of(noun.index)[0] or tree[comma].text != ",":
        return
    name = tree[before]
    while name.head < name.index and name.pos != "PROPN" and name.head != name.index:
        name = tree[name.head]
    while tree[name.head].pos == "PROPN" and name.role is Role.NAME_PART:
        name = tree[name.head]
    above = tree[noun.head]
    # "X et Y, un allié": one ally is Y alone.
    listed = name.head == above.index and name.role is Role.CONJUNCT and noun.morph.get("Number") != "Plur"
    apart = above.pos in ("NOUN", "VERB") or listed
    if name.pos == "PROPN" and above.index < name.index and apart:
        tree.attach(noun.index, name.index, Role.APPOSITION)


def _mend_dated(tree: Tree, noun: Word, partitives: frozenset[str]) -> bool:
    """For "Mercredi, X …, certains appuyés par Z, ont lancé …" with X hung on the date: the subject."""
    date, first = tree[noun.head], tree.sentence_of(noun.index)[0]
    verb = tree[date.head]
    bare = date.index == first and date.pos == "NOUN" and not tree.children(date.index, Role.DETERMINER)
    if not bare or verb.pos != "VERB" or verb.index < noun.index or tree[first + 1].text != ",":
        return False
    subjects = tree.children(verb.index, Role.SUBJECT, Role.PASSIVE_SUBJECT)
    if any(tree[s.index - 1].lower not in partitives for s in subjects):
        return False
    tree.attach(noun.index, verb.index, Role.SUBJECT)
    last = [noun, *tree.children(noun.index, Role.CONJUNCT)][-1]
    for participle in subjects:
        tree.attach(participle.index, last.index, Role.PARTICIPIAL)
    return True


def _mend_restriction(tree: Tree, noun: Word) -> None:
    """For "X ne soutient que Y" with Y as a clause: a noun without verb or copula is the object."""
    if not tree.children(noun.index, Role.COPULA, Role.SUBJECT) and tree.children(noun.index, Role.ADVERB):
        noun.role = Role.OBJECT


def _mend_subjects(tree: Tree, verb: Word) -> None:
    """For "X, une milice, et ses alliés avancent" with two subjects: they are coordinated."""
    subjects = [s for s in tree.children(verb.index, Role.SUBJECT) if s.index < verb.index]
    for one, other in pairwise(subjects):
        start = min(tree.subtree(other.index))
        joint = tree[start - 1] if start > one.index + 1 else None
        if joint is not None and joint.pos == "CCONJ":
            tree.attach(other.index, one.index, Role.CONJUNCT)


def _mend_some(tree: Tree, verb: Word, partitives: frozenset[str]) -> None:
    """For "X soutient certains des Y" with "certains" hung loosely: the object, if there is no other."""
    if verb.pos != "VERB" or tree.children(verb.index, Role.OBJECT):
        return
    for some in tree.children(verb.index, Role.PARATAXIS, Role.OTHER):
        if some.index == verb.index + 1 and some.lower in partitives and some.pos in ("PRON", "DET"):
            some.role = Role.OBJECT


def _mend_neither(tree: Tree, verb: Word) -> None:
    """For "X ne soutient ni Y ni Z" with Y coordinated to the verb: a noun is no conjunct of a verb."""
    if verb.pos != "VERB" or tree.children(verb.index, Role.OBJECT):
        return
    for noun in tree.children(verb.index, Role.CONJUNCT):
        if (
            noun.pos in ("NOUN", "PROPN")
            and noun.index > verb.index
            and not tree.children(noun.index, Role.SUBJECT, Role.COPULA)
        ):
            noun.role = Role.OBJECT
            return


def _mend_object(tree: Tree, verb: Word) -> None:
    """Two subjects, one before and one behind, and no object: the one behind is the object."""
    subjects = tree.children(verb.index, Role.SUBJECT)
    if len(subjects) == 2 and not tree.children(verb.index, Role.OBJECT):
        before, behind = subjects
        if before.index < verb.index < behind.index and behind.index == _first_noun(tree, verb.index + 1):
            behind.role = Role.OBJECT
            verb.pos = "VERB"


def _mend_clause(tree: Tree, verb: Word, that: frozenset[str]) -> None:
    """For "craint que X attaque" as a relative clause, "capable d'attaquer" as a subject: complements."""
    marks = tree.children(verb.index, Role.MARK)
    if verb.role is Role.RELATIVE and any(m.lower in that and m.pos == "SCONJ" for m in marks):
        verb.role = Role.CLAUSAL_COMPLEMENT
    elif verb.role is Role.SUBJECT and marks and tree[verb.head].pos == "ADJ":
        others = [s for s in tree.children(verb.head, Role.SUBJECT) if s.index < verb.head < verb.index]
        if others:
            verb.role = Role.OPEN_COMPLEMENT


def _mend_infinitive(tree: Tree, verb: Word, object_control: frozenset[str]) -> None:
    """For "confirme [son refus de soutenir Y]" with the infinitive as any other role: the noun governs it."""
    above, before = tree[verb.head], tree[max(min(tree.subtree(verb.index)) - 1, 0)]
    if not tree.children(verb.index, Role.MARK, Role.CASE) or before.pos != "NOUN":
        return
    own = before.index == above.index and verb.role is Role.OBLIQUE
    beside = before.role is Role.OBJECT and before.head == above.index and above.lemma not in object_control
    if own or beside:
        tree.attach(verb.index, before.index, Role.PARTICIPIAL)


def _mend_gerund(tree: Tree, verb: Word, of_nouns: frozenset[str]) -> None:
    """For "X a reconnu Y, provoquant Z" hung on Y: behind a comma it says what the clause's subject does."""
    above = tree[verb.head]
    if verb.index == 0 or tree[verb.index - 1].text != "," or verb.lower in of_nouns:
        return
    clause = next((a for a in tree.ancestors(verb.index) if a.pos == "VERB"), None)
    if clause is not None and above.pos in ("NOUN", "PROPN") and clause.index < above.index < verb.index:
        tree.attach(verb.index, clause.index, Role.ADVERBIAL)


def _mend_function_word(tree: Tree, word: Word) -> None:
    """For "X a nié" with X hung on the auxiliary, which governs nothing; for a preposition as article."""
    if word.role is Role.DETERMINER and word.pos == "ADP":
        word.role = Role.CASE
    elif word.role in (Role.AUXILIARY, Role.PASSIVE_AUXILIARY):
        for child in tree.children(word.index):
            tree.attach(child.index, word.head, child.role)


def _mend_second_object(tree: Tree, verb: Word) -> None:
    """For "X soutient Y et critique Z" with both Y and Z under the first verb: Z is the second verb's."""
    objects = tree.children(verb.index, Role.OBJECT)
    for second in tree.children(verb.index, Role.CONJUNCT):
        behind = [o for o in objects if o.index > second.index]
        if len(objects) > len(behind) > 0 and second.pos in ("VERB", "ADJ", "NOUN"):
            second.pos = "VERB"
            for word in behind:
                tree.attach(word.index, second.index, Role.OBJECT)
            return


def _mend_comma_object(tree: Tree, verb: Word) -> None:
    """For "Si X soutient Y, Z proteste" with Z as a second object: behind a comma a new clause begins."""
    for other in tree.children(verb.index, Role.OBJECT)[1:]:
        start = other.index
        while (
            start > 0 and tree[start - 1].pos in ("DET", "ADJ") and tree[start - 1].sentence == other.sentence
        ):
            start -= 1
        if start > 0 and tree[start - 1].text == ",":
            other.role = Role.OTHER


def _mend_apposed_object(tree: Tree, noun: Word, indefinite: frozenset[str]) -> None:
    """For "combat le M23, un mouvement …" with the second as object: behind a name it says who that is.

    A name between commas ("a lancé, selon Kiev, une offensive") is not what it speaks of.
    """
    start = min(tree.subtree(noun.index))
    start += tree[start].text == ","
    before = start - 2
    first = tree.sentence_of(noun.index)[0]
    if before < first or tree[start - 1].text != "," or tree[start].lower not in indefinite:
        return
    name = tree[before]
    while name.role is Role.NAME_PART:
        name = tree[name.head]
    opening = min(tree.subtree(name.index)) - 1
    apart = opening < first or tree[opening].text == ","
    if name.pos == "PROPN" and name.head != name.index and noun.head < name.index and not apart:
        tree.attach(noun.index, name.index, Role.APPOSITION)


def attach_relatives(tree: Tree, words: Words, actors: Collection[int]) -> None:
    """Hang relative clauses behind a comma on the actor before it, where they hang on what is none.

    "les sanctions contre la Russie, qu'il accuse" speaks of Russia; small parsers choose by chance. `actors`
    are the words that mentions have as heads.
    """
    pronouns = words.relative_subject | words.relative_object
    for verb in tree:
        if verb.role not in (Role.RELATIVE, Role.ADVERBIAL) or verb.pos not in ("VERB", "AUX"):
            continue
        pronoun = next(
            (c for c in tree.children(verb.index) if c.lower in pronouns and c.pos == "PRON"), None
        )
        if pronoun is None or pronoun.index < 2 or tree[pronoun.index - 1].text != ",":
            continue
        above, name = tree[verb.head], tree[pronoun.index - 2]
        while name.role is Role.NAME_PART:
            name = tree[name.head]
        if verb.role is Role.RELATIVE and above.index in actors:
            continue
        subject = pronoun.role in (Role.SUBJECT, Role.PASSIVE_SUBJECT)
        numbers = {verb.morph.get("Number"), name.morph.get("Number")} if subject else set()
        if name.index in actors and not {"Sing", "Plur"} <= numbers and name.index != verb.index:
            tree.attach(verb.index, name.index, Role.RELATIVE)


def _first_noun(tree: Tree, start: int) -> int:
    """The first noun from a word on, articles and adjectives passed."""
    last = tree.sentence_of(start - 1)[1]
    return next((i for i in range(start, last) if tree[i].pos not in ("DET", "ADJ", "NUM", "ADV")), last)


def _lemma(token: Any, verbs: Mapping[str, Sequence[str]]) -> str:
    """The lemmatizer's lemma unless it is no known infinitive of a form that known verbs have."""
    lemma: str = (token.lemma_ or token.text).replace("’", "'")
    verbal = token.pos_ in ("VERB", "AUX") or (
        token.pos_ in ("ADJ", "ADV", "NOUN") and token.dep_ in ("ROOT", "conj")
    )
    known = verbs.get(token.text.lower(), ()) if verbal else ()
    return lemma if not known or lemma in known else known[0]


def join_span(tree: Tree, start: int, end: int) -> int:
    """Make words [start, end) act as one: its head takes over what hangs on the others.

    Returns the index of the head: the word whose governor lies outside. A parser splits
    foreign names ("Hayat Tahrir al-Cham") over several governors; as one word they keep
    only the first one's.
    """
    heads = [i for i in range(start, end) if not start <= tree[i].head < end or tree[i].head == i]
    head = heads[0] if heads else start
    for i in range(start, end):
        if i != head:
            for child in list(tree[i].children):
                if not start <= child < end:
                    tree.attach(child, head, tree[child].role)
    for i in range(start, end):
        if i != head and tree[i].head != head:
            tree.attach(i, head, Role.NAME_PART)
        elif i != head:
            tree[i].role = Role.NAME_PART
    tree[head].pos = "PROPN"
    tree.joins.append((start, end))
    return head
