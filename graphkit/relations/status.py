"""Is it so? Negation, possibility, past and attribution of what a predicate says."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from functools import cache

from graphkit.language.schema.folder import LanguageData
from graphkit.language.schema.grammar import Role
from graphkit.records import Modality
from graphkit.relations.arguments import Structure
from graphkit.syntax import Tree, Word

_CHAIN = 8  # governors followed upwards; deeper embedding was not seen in the development articles


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """What the text makes of a statement.

    `speaker` is the word that names who claims it (None: nobody in the text). `reasons`
    are the rules that fired, for `explain`.
    """

    negated: bool
    modality: Modality
    speaker: int | None
    reasons: tuple[str, ...]


class StatusReader:
    """Reads the status of predicates from the structure and the language's closed classes."""

    def __init__(self, language: LanguageData) -> None:
        self.status = language.status
        self.quotes = language.grammar.quotes
        self._verb_forms = language.verb_forms()
        self._reflexive = language.grammar.words.reflexive
        attribution = self.status.attribution
        self._quoting_verbs = attribution.verbs | attribution.quoting_verbs

    def judge(
        self, structure: Structure, index: int, *, modality: str = "", stance: bool = False
    ) -> Judgement:
        """The status of the predicate at a word; `modality` is what the cue itself says.

        A `stance` is taken by who calls for it: "X appelle à voter contre Y" is no mere possibility.
        """
        reasons: list[str] = []
        above = list(self._chain(structure, index))
        chain = self._carried(structure, index) or above
        negated, doubted, reach, cleared = self._negated(structure, chain, reasons, stance=stance)
        if stance:
            cleared |= self._own_calls(structure, chain)
        possible = self._possible(structure, chain[:reach], cleared, reasons) or doubted
        past = modality == Modality.PAST or self._past(structure, chain, reasons)
        claimed, speaker = self._claimed(structure, [*chain, *above[1:]], index, reasons)
        if possible or modality == Modality.POSSIBLE:
            result = Modality.POSSIBLE
        elif claimed:
            result = Modality.CLAIMED
        else:
            result = Modality.PAST if past else Modality.ASSERTED
        return Judgement(
            negated=negated, modality=result, speaker=speaker if claimed else None, reasons=tuple(reasons)
        )

    @staticmethod
    def _carried(structure: Structure, index: int) -> list[tuple[Word, Word | None]]:
        """An event noun and the verb of its relative clause: "le soutien [que X n'apporte plus] à Y".

        What is said of such a noun takes for granted what its clause says.
        """
        verb, noun = structure.light_relative(index), structure.tree[index]
        if verb is None:
            return []
        return [(noun, None), (structure.tree[verb], replace(noun, role=Role.OBJECT, head=verb))]

    def _chain(self, structure: Structure, index: int) -> Iterator[tuple[Word, Word | None]]:
        """The predicate and its governors as long as they decide whether it is so: (word, governed)."""
        tree, below, word = structure.tree, None, structure.tree[index]
        for _ in range(_CHAIN):
            yield word, below
            above = tree.head(word.index)
            if above is None or not self._decides(structure, word, above):
                return
            below, word = word, above

    def _decides(self, structure: Structure, word: Word, above: Word) -> bool:
        """Whether a governor's status reaches what it governs; a modifier's clause has its own."""
        if word.role in (Role.OPEN_COMPLEMENT, Role.CLAUSAL_COMPLEMENT) or self._is_loose_clause(
            structure.tree, word
        ):
            return True
        if self._is_clause(word) and structure.tree.children(above.index, Role.COPULA):
            return True  # "il est temps que X soutienne Y", with the clause as the subject
        if word.role is Role.RELATIVE:
            return structure.is_cleft(above.index)
        if word.role is Role.PARTICIPIAL:
            return structure.is_infinitive_of_noun(word.index)
        if word.role is Role.ADVERBIAL:
            return word.morph.get("VerbForm") == "Inf" or self._marks(
                structure, word, self.status.possible.conditions
            )
        if word.role is Role.CONJUNCT:
            that = structure.words.relative_object  # "dit que … et [que …]"
            again = any(mark.lower in that for mark in structure.tree.children(word.index, Role.MARK))
            own = structure.tree.children(word.index, Role.SUBJECT) and not again
            return above.pos == word.pos and not own
        if word.pos in ("NOUN", "ADJ", "PROPN") and above.pos in ("VERB", "AUX"):
            return word.role in (
                Role.OBJECT,
                Role.OBLIQUE,
                Role.AGENT,
                Role.SUBJECT,
                Role.PASSIVE_SUBJECT,
                Role.OPEN_COMPLEMENT,
            )
        if word.pos == "NOUN" and word.role is Role.OBLIQUE:
            if above.lemma in structure.words.victim_nouns | structure.words.undergoing_objects:
                return True  # "n'ont pas été victimes de frappes", "ne fait pas l'objet de critiques"
            negation = self.status.negation
            nouns = negation.reversing_nouns | negation.evidence_nouns | self.status.possible.nouns
            return above.pos == "NOUN" and _is_noun(above, nouns)
        return False

    def _is_loose_clause(self, tree: Tree, word: Word) -> bool:
        """Whether a clause with a conjunction hangs on its governor without a role: "craint que X …"."""
        verbal = word.pos == "VERB" or bool(tree.children(word.index, Role.COPULA))
        return word.role is Role.OTHER and verbal and bool(tree.children(word.index, Role.MARK))

    @staticmethod
    def _is_clause(word: Word) -> bool:
        """Whether a verb completes a governor, or is the subject of one with a copula."""
        return word.role is Role.CLAUSAL_COMPLEMENT or (word.pos == "VERB" and word.role is Role.SUBJECT)

    def _lemmas(self, word: Word) -> set[str]:
        """The lemma of a governor, and the verbs whose form it is where the tagger did not know it."""
        unknown = word.pos in ("ADJ", "X") or word.lemma == word.lower
        return {word.lemma, *(self._verb_forms.get(word.lower, ()) if unknown else ())}

    # -- negation

    def _negated(
        self,
        structure: Structure,
        chain: list[tuple[Word, Word | None]],
        reasons: list[str],
        *,
        stance: bool,
    ) -> tuple[bool, bool, int, set[int]]:
        """(denied, left open, how far up the chain what leaves it open counts, governors that do not).

        A denied reversal is none: who does not stop doing something does it, who does not rule it out may.
        What somebody is called on to stop takes place. A `stance` that has come to an end is none; talks that
        have were held.
        """
        tree, negation = structure.tree, self.status.negation
        doubted, cleared = False, set[int]()
        for place, (word, below) in enumerate(chain):
            if below is not None and self.is_one_of(tree, word, negation.presupposing_verbs):
                return False, doubted, place, cleared
            denied = self._has_negation(tree, word, below)
            reversal = self._reverses(tree, word, below) or (stance and self._fades(tree, word, below))
            insists = below is not None and self.is_one_of(tree, word, negation.insisting_verbs)
            doubts = below is not None and (
                self.is_one_of(tree, word, negation.doubting_verbs)
                or _is_noun(below, negation.evidence_nouns)
            )
            if denied and (reversal or insists or doubts):
                reasons.append(f"denied reversal: {word.text}")
                cleared.add(word.index)
                doubted = doubted or not insists
                continue
            if reversal and self._is_ending(tree, word) and self._is_called_for(tree, chain[place + 1 :]):
                reasons.append(f"called on to end: {word.text}")
                return False, doubted, place, cleared
            if denied:
                reasons.append(f"negation: {word.text}")
            elif reversal:
                reasons.append(f"reversal: {word.text}")
            elif structure.preposition(word.index) in negation.without or self._marks(
                structure, word, negation.without
            ):
                reasons.append(f"without: {word.text}")
            else:
                continue
            return True, doubted, len(chain), cleared
        return False, doubted, len(chain), cleared

    def is_slight(self, structure: Structure, index: int) -> bool:
        """Whether an adverb says that it is hardly so: "a peu goûté"."""
        little = self.status.negation.little
        return any(c.lower in little for c in structure.tree.children(index, Role.ADVERB))

    def _is_ending(self, tree: Tree, word: Word) -> bool:
        """Whether a reversal presupposes what it ends: "cesser" does, "refuser" does not."""
        negation = self.status.negation
        if word.pos == "NOUN":
            return word.lemma in negation.ending_nouns
        return self.is_one_of(tree, word, negation.ending_verbs)

    def _is_called_for(self, tree: Tree, above: list[tuple[Word, Word | None]]) -> bool:
        negation = self.status.negation
        return any(
            word.lemma in negation.calling_nouns
            if word.pos == "NOUN"
            else self.is_one_of(tree, word, negation.calling_verbs)
            for word, _ in above
        )

    def _has_negation(self, tree: Tree, word: Word, below: Word | None) -> bool:
        """*ne* with a word of negation, or a negative determiner; *ne … que* and lone *ne* are none.

        Nor is "ne … pas seulement" one; with a few verbs *ne* denies alone ("ne peut", "ne cesse").
        """
        negation, children = self.status.negation, tree.children(word.index)
        if any(c.role is Role.DETERMINER and c.lower in negation.determiners for c in children):
            return True
        if below is not None and word.pos == "NOUN" and not tree.children(word.index, Role.COPULA):
            return False
        particle = any(c.lower in negation.particle for c in children)
        limited = any(c.lower in negation.limits for c in children)
        # A denied verb above ("X n'a pas dit que …") counts too: what it leaves open is no plain edge.
        denied = any(c.lower in negation.words and c.index != word.index for c in children)
        if particle and denied:
            return not limited
        if particle and not limited and self.is_one_of(tree, word, negation.alone):
            return not any(tree[i].lower in negation.restriction for i in tree.subtree(word.index))
        if particle and not limited and self._is_denied_before(tree, word):
            return True
        below_arguments = (g for c in children for g in tree.children(c.index))
        if particle and any(g.lower in negation.coordinators for g in below_arguments):
            return True
        if particle and any(
            g.lower in negation.determiners for c in children for g in tree.children(c.index, Role.DETERMINER)
        ):
            return True
        # "non soutenu", "pas encore allié": without *ne* only certain words right before deny, and not where
        # they are part of another adverbial: "plus [que] jamais soutenu".
        before = tree[word.index - 1] if word.index else None
        joined = word.index > 1 and tree[word.index - 2].lower in negation.bare_not_after
        return (
            before is not None
            and not joined
            and before.lower in negation.bare
            and before.sentence == word.sentence
            and before.head == word.index
        )

    def _is_denied_before(self, tree: Tree, verb: Word) -> bool:
        """Whether the other half of a *ne* stands with something else: "X, pas plus que Y, ne …"."""
        if verb.head != verb.index:
            return False
        before = tree[tree.sentence_of(verb.index)[0] : verb.index]
        return any(word.lower in self.status.negation.words for word in before)

    def is_one_of(self, tree: Tree, word: Word, verbs: frozenset[str]) -> bool:
        """Whether a verb is one of a list that also holds reflexives and verbs with a noun: "mettre fin"."""
        found = self._lemmas(word)
        if found & verbs:
            return True
        children = tree.children(word.index)
        reflexive = any(c.lower in self._reflexive for c in children)
        for parts in _of_several_words(verbs):
            verb, *rest = parts[1:] if parts[0] in self._reflexive else parts
            if (
                verb in found
                and (reflexive or parts[0] not in self._reflexive)
                and all(any(part in (c.lemma, c.lower) for c in children) for part in rest)
            ):
                return True
        return False

    def _reverses(self, tree: Tree, word: Word, below: Word | None) -> bool:
        if below is None:
            return False
        if word.pos == "NOUN":
            reversed_by = below.role in (Role.OBLIQUE, Role.PARTICIPIAL)
            return _is_noun(word, self.status.negation.reversing_nouns) and reversed_by
        negation = self.status.negation
        false = word.lower in negation.reversing_adjectives and self._is_clause(below)
        if not false and not self.is_one_of(tree, word, negation.reversing_verbs):
            return False
        return self._is_loose_clause(tree, below) or below.role in (
            Role.OPEN_COMPLEMENT,
            Role.CLAUSAL_COMPLEMENT,
            Role.OBJECT,
            Role.OBLIQUE,
            Role.PASSIVE_SUBJECT,
        )

    def _fades(self, tree: Tree, word: Word, below: Word | None) -> bool:
        """Whether a verb says that its subject has come to an end: "le soutien de X à Y [a pris fin]"."""
        subject = below is not None and below.role in (Role.SUBJECT, Role.PASSIVE_SUBJECT)
        return subject and self.is_one_of(tree, word, self.status.negation.fading_verbs)

    # -- possibility and past

    def _possible(
        self,
        structure: Structure,
        chain: list[tuple[Word, Word | None]],
        cleared: Collection[int],
        reasons: list[str],
    ) -> bool:
        tree, possible = structure.tree, self.status.possible
        for word, below in chain:
            auxiliaries = tree.children(word.index, Role.AUXILIARY, Role.PASSIVE_AUXILIARY, Role.COPULA)
            for form in (word, *auxiliaries):
                tagged = form.lower.endswith(possible.tagged_endings) and (
                    form.morph.get("Mood") in possible.moods or form.morph.get("Tense") in possible.tenses
                )
                if tagged or self._has_open_ending(form):
                    reasons.append(f"mood or tense: {form.text}")
                    return True
            governed = below is not None and (
                below.role in (Role.OPEN_COMPLEMENT, Role.CLAUSAL_COMPLEMENT, Role.ADVERBIAL)
                or self._is_loose_clause(tree, below)
            )
            # An oblique behind the verb only: "dans un discours devant X, Y a appelé …" was held.
            wished = (
                below is not None
                and below.pos == "NOUN"
                and (below.role is Role.OBJECT or (below.role is Role.OBLIQUE and below.index > word.index))
            )
            modal = (governed or wished) and word.index not in cleared
            if modal and self.is_one_of(tree, word, possible.verbs):
                reasons.append(f"modal: {word.text}")
                return True
            if governed and word.lower in possible.adjectives:
                reasons.append(f"adjective: {word.text}")
                return True
            if any(a.lemma in possible.verbs for a in auxiliaries):
                reasons.append("modal auxiliary")
                return True
            completed = below is not None and below.role is Role.PARTICIPIAL  # "la décision de soutenir Y"
            thought = (  # "l'idée que X attaque Y"; also where the parser took the verb for a name
                below is not None
                and self._is_clause(below)
                and (word.pos in ("NOUN", "PROPN") or bool(tree.children(word.index, Role.COPULA)))
                and word.lemma not in possible.factive
            )
            if thought or completed or (below and word.pos == "NOUN" and _is_noun(word, possible.nouns)):
                reasons.append(f"{word.pos.lower()}: {word.text}")
                return True
            reason = self._opened_beside(structure, word) or self._doubt_between(structure.tree, word, below)
            if reason:
                reasons.append(reason)
                return True
        first, last = tree.sentence_of(chain[0][0].index)
        if last > first and tree[last - 1].text in possible.questions:
            reasons.append("question")
            return True
        return False

    def _own_calls(self, structure: Structure, chain: list[tuple[Word, Word | None]]) -> set[int]:
        """The verbs of calling by which a speaker calls on nobody in particular."""
        return {
            word.index
            for word, below in chain
            if below is not None
            and word.lemma in self.status.possible.siding_verbs
            and structure.is_own_call(below.index)
        }

    def _opened_beside(self, structure: Structure, word: Word) -> str:
        """What leaves open what a word says, beside its governors: an adverb, a condition, a purpose."""
        possible = self.status.possible
        if self._has_adverb(structure.tree, word, possible.adverbs):
            return "adverb"
        modifiers = structure.tree.children(word.index, Role.MODIFIER, Role.PARTICIPIAL)
        if word.pos == "NOUN" and any({m.lemma, m.lower} & possible.doubtful for m in modifiers):
            return "adjective of doubt"
        purposes = frozenset() if word.lemma in possible.fulfilled else possible.purposes
        opened = self._marks(structure, word, possible.conditions | purposes)
        if opened and not self._marks(structure, word, possible.concessions):
            return "condition or purpose"
        return ""

    def _doubt_between(self, tree: Tree, word: Word, below: Word | None) -> str:
        """A noun of doubt between a verb and its clause: "il y a peu [de chances] que X soutienne Y"."""
        clause = below is not None and below.role in (Role.CLAUSAL_COMPLEMENT, Role.OPEN_COMPLEMENT)
        if below is None or not clause or word.pos not in ("VERB", "AUX"):
            return ""
        mark = next((c.index for c in tree.children(below.index, Role.MARK, Role.OBJECT)), below.index)
        between = tree[word.index + 1 : min(mark, below.index)]
        nouns = self.status.possible.nouns
        return next((f"noun: {w.text}" for w in between if w.pos == "NOUN" and _is_noun(w, nouns)), "")

    def _has_open_ending(self, word: Word) -> bool:
        """Whether a finite verb ends as a conditional or a future does."""
        possible = self.status.possible
        if word.pos not in ("VERB", "AUX") or not word.lower.endswith(possible.endings):
            return False
        ending = next((e for e in possible.infinitives if word.lemma.endswith(e)), "")
        return bool(ending) and not word.lemma.removesuffix(ending).endswith(possible.stem_end)

    def _marks(self, structure: Structure, word: Word, forms: frozenset[str]) -> bool:
        """Whether one of these forms opens a clause; of a noun only those of several words count."""
        if word.pos not in ("VERB", "AUX", "ADJ", "NOUN"):
            return False
        tree, verbal = structure.tree, word.pos in ("VERB", "AUX")
        first = tree.sentence_of(word.index)[0]
        for child in tree.children(word.index, Role.MARK, Role.CASE):
            before = [structure.plain(w.lower) for w in tree[first : child.index + 1]]
            for form in forms:
                parts = _words(form)
                one = len(parts) == 1
                if one and not verbal and child.role is Role.CASE:
                    continue
                if before[-len(parts) :] == [structure.plain(part) for part in parts]:
                    return True
        return False

    def _has_adverb(self, tree: Tree, word: Word, forms: frozenset[str]) -> bool:
        """Whether an adverb stands with a word, or an adverbial of several words: "sans doute"."""
        for child in tree.children(word.index, Role.ADVERB, Role.OBLIQUE, Role.ADVERBIAL):
            inside = tuple(tree[i].lower for i in tree.subtree(child.index) if tree[i].pos != "PUNCT")
            if inside in _phrases(forms):
                return True
        return False

    def _past(self, structure: Structure, chain: list[tuple[Word, Word | None]], reasons: list[str]) -> bool:
        past, tree = self.status.past, structure.tree
        word = chain[0][0]
        near = [*tree.children(word.index, Role.MODIFIER), *([tree[word.index - 1]] if word.index else [])]
        if any(c.lower in past.adjectives or c.lower.rstrip("-") in past.prefixes for c in near):
            reasons.append("former")
            return True
        if any(word.lower.startswith(prefix) for prefix in past.prefixes if prefix.endswith("-")):
            reasons.append("former")
            return True
        if word.morph.get("Tense") != "Pres" and any(
            self._has_adverb(tree, form, past.adverbs) for form, _ in chain[:2]
        ):
            reasons.append("adverb of the past")
            return True
        for form, _ in chain[:2]:
            auxiliaries = tree.children(form.index, Role.AUXILIARY, Role.PASSIVE_AUXILIARY)
            if form.pos in ("VERB", "AUX") and any(
                a.morph.get("Tense") in past.auxiliary_tenses for a in auxiliaries
            ):
                reasons.append("pluperfect")
                return True
        return False

    # -- attribution

    def _claimed(
        self, structure: Structure, chain: list[tuple[Word, Word | None]], index: int, reasons: list[str]
    ) -> tuple[bool, int | None]:
        """Whether somebody is said to say it, and the word that names them."""
        for word, below in chain:
            source = self._source(structure, word) or self._reporter(structure, word, below)
            if source is not None:
                reason, speaker = source
                reasons.append(reason)
                return True, speaker
        if self._quoted(structure.tree, index):
            reasons.append("quotation")
            return True, self._quoting(structure, index)
        return False, None

    def _source(self, structure: Structure, word: Word) -> tuple[str, int | None] | None:
        """The source that an adverbial of a word names: "selon X", "de source militaire", "à en croire X"."""
        for clause in structure.tree.children(word.index, Role.ADVERBIAL):
            if clause.lemma in self.status.attribution.opening_verbs and structure.opens_sentence(
                clause.index
            ):
                named = structure.tree.children(clause.index, Role.OBJECT)
                return f"attribution: {clause.text}", next((c.index for c in named), None)
        for child in structure.tree.children(word.index, Role.OBLIQUE):
            preposition = structure.preposition(child.index)
            if child.lemma in self.status.attribution.nouns and preposition:
                return f"attribution: {child.text}", None
            sourced = preposition in self.status.attribution.prepositions or (
                preposition in self.status.attribution.opening_prepositions
                and child.lemma not in self.status.attribution.no_openings
                and structure.opens_sentence(child.index)
            )
            says = (
                word.pos in ("VERB", "AUX", "ADJ")
                or word.lemma in structure.words.victim_nouns
                or bool(structure.tree.children(word.index, Role.COPULA))
            )
            if sourced and says:
                return f"attribution: {preposition}", child.index
        return None

    def _reporter(
        self, structure: Structure, word: Word, below: Word | None
    ) -> tuple[str, int | None] | None:
        """Who reports a clause: by a verb that governs it, or by one that stands beside it."""
        tree, verbs = structure.tree, self.status.attribution.verbs
        governed = below is not None and below.role in (Role.CLAUSAL_COMPLEMENT, Role.OPEN_COMPLEMENT)
        reported = governed or (below is not None and self._is_loose_clause(tree, below))
        if reported and self.is_one_of(tree, word, verbs):
            return f"reported: {word.text}", next(iter(structure.subjects(word.index)), None)
        beside = [c for c in tree.children(word.index, Role.PARATAXIS) if c.index > word.index]
        above = tree.head(word.index)
        if word.role is Role.PARATAXIS and above is not None and above.index > word.index:
            beside.insert(0, above)  # "X soutient Y, a déclaré Z" with the reporting verb as head
        for verb in beside:
            # "…, a annoncé l'armée": the subject behind its verb is often taken for an object.
            speakers = structure.subjects(verb.index) or structure.objects(verb.index)
            if self.is_one_of(tree, verb, self._quoting_verbs) and (speakers or verb is not above):
                return f"reported: {verb.text}", next(iter(speakers), None)
        return None

    def _quoted(self, tree: Tree, index: int) -> bool:
        """Whether a word stands between quotation marks that open in its sentence."""
        first, last = tree.sentence_of(index)
        depth, straight = 0, False
        for word in tree[first:index]:
            if word.text in self.quotes.open and word.text in self.quotes.close:
                straight = not straight
            elif word.text in self.quotes.open:
                depth += 1
            elif word.text in self.quotes.close:
                depth -= 1
        closes = any(word.text in self.quotes.close for word in tree[index:last])
        return (depth > 0 or straight) and closes

    def _quoting(self, structure: Structure, index: int) -> int | None:
        """Who says a quotation: the subject of the reporting verb outside the marks nearest to them."""
        tree = structure.tree
        first, last = tree.sentence_of(index)
        marks = self.quotes.open | self.quotes.close
        opened = next((i for i in range(index, first, -1) if tree[i].text in marks), first)
        closed = next((i for i in range(index, last) if tree[i].text in marks), index)
        found = [
            (min(abs(opened - word.index), abs(word.index - closed)), subjects[0])
            for word in tree[first:last]
            if word.pos in ("VERB", "ADJ")  # "s'[indigne] X" was taken for an adjective
            and self.is_one_of(tree, word, self._quoting_verbs)
            and not self._quoted(tree, word.index)
            and (subjects := structure.subjects(word.index))
        ]
        return min(found)[1] if found else None


def _is_noun(word: Word, nouns: frozenset[str]) -> bool:
    """Whether a noun is one of a list; small lemmatizers give "menace" the lemma of a verb."""
    return not nouns.isdisjoint((word.lemma, word.lower, word.lower.removesuffix("s")))


def _words(form: str) -> list[str]:
    """The words of a form as a tokenizer cuts them: "à l'époque" is three."""
    return form.replace("'", "' ").split()


@cache
def _phrases(forms: frozenset[str]) -> frozenset[tuple[str, ...]]:
    return frozenset(tuple(_words(form)) for form in forms)


@cache
def _of_several_words(verbs: frozenset[str]) -> tuple[tuple[str, ...], ...]:
    """The verbs of a list that have a pronoun or a noun, as words."""
    return tuple(tuple(parts) for parts in map(_words, sorted(verbs)) if len(parts) > 1)
