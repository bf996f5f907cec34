"""Other names and verbs in a sentence, and other ways to write it.

A recogniser that has seen 9,000 names learns the names. One that sees in their places names from all parts
of the world, another each time, has to learn what stands around them. Names are swapped where the words
around allow it: the article or elision before a name decides by which it may be replaced, and in a sentence
with a tree a name of several words must hang together.

Verbs are swapped for the same reason: transitive ones for each other, ending for ending ("condamnait",
"licenciait"), because a treebank knows few verbs and a tagger takes the others for nouns and adjectives.

Spelling is varied as the press varies it: typographic apostrophes and quotes, capitals without accents,
lines all in capitals, no full stop under a heading.
"""

from __future__ import annotations

import random
import tomllib
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from graphkit.errors import TrainingError
from graphkit.language.fr.training.corpora import Sentence, Word

_GENDERS = frozenset({"feminine", "masculine", "vowel", "plural", "bare"})
_WITHOUT_ARTICLE = {
    "LOC": ("places.cities",),
    "ORG": (
        "organisations.acronyms",
        "organisations.companies",
        "organisations.media",
        "organisations.clubs",
    ),
}
_ACRONYMS = "organisations.acronyms"
_PEOPLES = "miscellaneous.peoples_plural"
_LINE = 14  # words; longer texts are no headings


@dataclass(frozen=True, slots=True, kw_only=True)
class Rates:
    """How often a text is varied: probabilities, from the ``[augmentation]`` block of the configuration."""

    names: float
    """That names of a sentence are swapped."""
    each_name: float
    """That one of them is, where they are."""
    verbs: float
    """That a transitive verb is swapped."""
    apostrophes: float
    """That straight apostrophes become typographic, or the other way."""
    quotes: float
    """That straight quotes become guillemets, or the other way."""
    plain_capitals: float
    """That capitals lose their accents (``Etat``)."""
    no_accents: float
    """That all letters do."""
    capitals: float
    """That a short text is all in capitals."""
    no_full_stop: float
    """That a text ends without its full stop."""


@dataclass(frozen=True, slots=True)
class Names:
    """Names to put in, read from `names.toml`."""

    persons: tuple[Mapping[str, Sequence[str]], ...]
    kinds: Mapping[str, tuple[str, ...]]
    """Kind (``places.cities``, ``organisations.feminine``) -> names."""
    kind_of: Mapping[str, str]
    """Name that takes an article -> its kind."""
    context: Mapping[str, frozenset[str]]
    """``articles``, ``plural_articles``, and ``before_consonant``: words that are elided before a vowel."""

    @classmethod
    def read(cls, path: Path) -> Names:
        """The names of a file."""
        data = tomllib.loads(path.read_text(encoding="utf-8"))
        tables = ("places", "organisations", "miscellaneous")
        try:
            kinds = {
                f"{table}.{kind}": tuple(names) for table in tables for kind, names in data[table].items()
            }
            context = {
                name: frozenset(data["context"][name])
                for name in ("articles", "plural_articles", "before_consonant")
            }
            persons = tuple(data["persons"].values())
        except KeyError as error:
            raise TrainingError(f"{path}: {error} is missing") from None
        missing = {kind for kinds_ in _WITHOUT_ARTICLE.values() for kind in kinds_} - kinds.keys()
        if missing:
            raise TrainingError(f"{path}: {min(missing)} is missing")
        kind_of = {n: kind for kind, ns in kinds.items() if kind.rsplit("_", 1)[-1] in _GENDERS for n in ns}
        kind_of |= {n: kind for kind, ns in kinds.items() if kind.rsplit(".", 1)[-1] in _GENDERS for n in ns}
        return cls(persons, kinds, kind_of, context)

    def person(self, rng: random.Random, *, full: bool) -> str:
        """A name of a person from anywhere: given and family name, or only one of them."""
        region = rng.choice(self.persons)
        family = rng.choice(region["family"])
        given = rng.choice(region[rng.choice(("given_feminine", "given_masculine"))])
        if not full:
            return family if rng.random() < 0.8 else given
        return f"{family} {given}" if region.get("order") == "family-given" else f"{given} {family}"

    def other(self, name: str, label: str, before: str, rng: random.Random, *, words: int) -> str | None:
        """Another name that may stand in the place of one, or None where none is sure to fit.

        Args:
            name: the name that stands there.
            label: PER, LOC, ORG or MISC.
            before: the word before it, empty at the start of a sentence.
            rng: the source of chance.
            words: how many words the name has.

        """
        before = before.lower().replace("’", "'")
        if label == "PER":
            return self._fitting(before, lambda: self.person(rng, full=words > 1))
        kinds: tuple[str, ...]
        kind = self.kind_of.get(name)
        if kind and (kind != _PEOPLES or before in self.context["plural_articles"]):
            kinds = (kind,)
        elif label in _WITHOUT_ARTICLE and before not in self.context["articles"]:
            kinds = _WITHOUT_ARTICLE[label]
        elif label == "ORG" and name.isupper():
            kinds = (_ACRONYMS,)
        else:
            return None
        return self._fitting(before, lambda: rng.choice(self.kinds[rng.choice(kinds)]))

    def _fitting(self, before: str, draw: Callable[[], str]) -> str | None:
        """A drawn name that fits behind a word; None after twenty draws without one."""
        return next((name for name in (draw() for _ in range(20)) if self.fits(name, before)), None)

    def fits(self, name: str, before: str) -> bool:
        """Whether a name may follow a word: ``d'Alep`` and ``de Paris``, not ``d'Paris`` or ``de Alep``."""
        before = before.lower().replace("’", "'")
        first = without_accents(name)[0].lower()
        if before.endswith("'"):
            return first in "aeiou"
        return before not in self.context["before_consonant"] or first not in "aeiouh"


@dataclass(frozen=True, slots=True)
class Verbs:
    """Regular transitive verbs by the ending of their infinitive, read from `verbs.toml`."""

    by_ending: Mapping[str, tuple[str, ...]]
    endings: Mapping[str, frozenset[str]]
    """Ending of the infinitive -> what regular forms have behind the stem."""
    before_consonant: frozenset[str]
    """Words that lose their vowel before one (``ne``)."""

    @classmethod
    def read(cls, path: Path, names: Names) -> Verbs:
        """The verbs of a file; the words before which elision counts are those of the names."""
        data = tomllib.loads(path.read_text(encoding="utf-8"))
        infinitives = {ending: tuple(verbs) for ending, verbs in data["infinitives"].items()}
        endings = {ending: frozenset(forms) for ending, forms in data["endings"].items()}
        return cls(infinitives, endings, names.context["before_consonant"])

    def other(self, word: Word, before: str, rng: random.Random) -> Word | None:
        """The same form of another verb, or None where the form is not regular or none fits."""
        for ending, verbs in self.by_ending.items():
            stem = word.lemma.removesuffix(ending)
            regular = ending != "ir" or word.lemma in verbs
            if not word.lemma.endswith(ending) or not regular or not word.text.startswith(stem):
                continue
            form = word.text[len(stem) :]
            if form not in self.endings[ending]:
                return None
            for _ in range(20):
                lemma = rng.choice(verbs)
                other = lemma.removesuffix(ending)
                if _keeps_its_sound(other, form) and self._follows(other, before):
                    return word._replace(text=other + form, lemma=lemma)
        return None

    def _follows(self, stem: str, before: str) -> bool:
        before = before.lower().replace("’", "'")
        vowel = without_accents(stem)[0] in "aeiouh"
        return vowel if before.endswith("'") else not (vowel and before in self.before_consonant)


def _keeps_its_sound(stem: str, form: str) -> bool:
    """Whether a stem is written the same before a form: "lanç-ait" and "chang-eons" are not."""
    return stem[-1] not in "cg" or not form or without_accents(form)[0] in "ei"


def other_verbs(sentence: Sentence, verbs: Verbs, rate: float, rng: random.Random) -> Sentence:
    """The sentence with some of its transitive verbs swapped, each in the same form.

    Transitive is a verb with an object, a passive, or a participle behind its noun. Reflexive verbs are left.
    """
    words = list(sentence.words)
    children: dict[int, list[str]] = {}
    for word in words:
        children.setdefault(word.head, []).append(word.dep)
    for i, word in enumerate(words):
        if word.pos != "VERB" or rng.random() >= rate:
            continue
        below = children.get(i, [])
        transitive = any(dep.split(":")[0] == "obj" or dep.endswith(":pass") for dep in below)
        participle = word.dep == "acl" and "VerbForm=Part" in word.morph and "Tense=Past" in word.morph
        if (transitive or participle) and not any(dep.startswith("expl") for dep in below):
            words[i] = verbs.other(word, words[i - 1].text if i else "", rng) or word
    return replace(sentence, words=tuple(words))


class Augmenter:
    """Varies runs of sentences, at given rates, with given names and verbs."""

    def __init__(
        self, rates: Rates, names: Names, verbs: Verbs, tokenize: Callable[[str], Sequence[str]]
    ) -> None:
        self.rates = rates
        self.names = names
        self.verbs = verbs
        self.tokenize = tokenize

    def __call__(self, run: Sequence[Sentence], rng: random.Random) -> list[Sentence]:
        """The same sentences, some with other names, some in other spelling."""
        rates = self.rates
        varied = list(run)
        if rng.random() < rates.names:
            chosen: dict[str, str] = {}
            varied = [self._renamed(sentence, rng, chosen) for sentence in varied]
        if rates.verbs:
            varied = [other_verbs(sentence, self.verbs, rates.verbs, rng) for sentence in varied]
        if rng.random() < rates.no_full_stop:
            varied[-1] = without_full_stop(varied[-1])
        if rng.random() < rates.quotes:
            varied = [other_quotes(sentence) for sentence in varied]
        if rng.random() < rates.apostrophes:
            varied = [other_apostrophes(sentence) for sentence in varied]
        if rng.random() < rates.no_accents:
            varied = [rewritten(sentence, without_accents) for sentence in varied]
        elif rng.random() < rates.plain_capitals:
            varied = [rewritten(sentence, plain_capitals) for sentence in varied]
        if sum(len(s.words) for s in varied) <= _LINE and rng.random() < rates.capitals:
            varied = [rewritten(sentence, str.upper) for sentence in varied]
        return varied

    def _renamed(self, sentence: Sentence, rng: random.Random, chosen: dict[str, str]) -> Sentence:
        """The sentence with other names; the same name becomes the same other one all through a text."""
        for start, end, label in reversed(entity_spans(sentence)):
            if rng.random() >= self.rates.each_name:
                continue
            text = "".join(w.text + " " * w.space for w in sentence.words[start:end]).strip()
            before = sentence.words[start - 1].text if start else ""
            other = chosen.get(text)
            if other is None or not self.names.fits(other, before):
                other = self.names.other(text, label, before, rng, words=end - start)
            if other is not None:
                chosen[text] = other
                sentence = renamed(sentence, start, end, label, self.tokenize(other), other)
        return sentence


def entity_spans(sentence: Sentence) -> list[tuple[int, int, str]]:
    """(first word, word after the last, label) of the entities of a sentence."""
    spans: list[tuple[int, int, str]] = []
    for i, word in enumerate(sentence.words):
        if word.entity.startswith("B-"):
            spans.append((i, i + 1, word.entity[2:]))
        elif word.entity.startswith("I-") and spans:
            spans[-1] = (spans[-1][0], i + 1, spans[-1][2])
    return spans


def renamed(
    sentence: Sentence, start: int, end: int, label: str, parts: Sequence[str], name: str
) -> Sentence:
    """The sentence with another name at words ``[start, end)``; the same sentence where the tree forbids it.

    In a sentence with a tree the old name must hang together under one of its words, and a new one of
    several words becomes a flat name under its first (Universal Dependencies, ``flat:name``).
    """
    words = sentence.words
    top = start
    if sentence.has_tree:
        tops = [i for i in range(start, end) if words[i].head == i or not start <= words[i].head < end]
        if len(tops) != 1:
            return sentence
        top = tops[0]
        inner = set(range(start, end)) - {top}
        if any(word.head in inner for i, word in enumerate(words) if not start <= i < end):
            return sentence
        if end - start > 1 and any(not words[i].dep.startswith("flat") for i in inner):
            return sentence

    shift = len(parts) - (end - start)

    def moved(i: int) -> int:
        return start if start <= i < end else i + shift if i >= end else i

    at = 0
    new: list[Word] = []
    for k, part in enumerate(parts):
        at = name.index(part, at) + len(part)
        space = words[end - 1].space if k == len(parts) - 1 else name[at : at + 1] == " "
        tag = f"{'I' if k else 'B'}-{label}"
        if not sentence.has_tree:
            new.append(Word(part, space, entity=tag))
        elif k == 0:
            old = words[top]
            new.append(Word(part, space, "PROPN", old.morph, part, moved(old.head), old.dep, tag))
        else:
            new.append(Word(part, space, "PROPN", "", part, start, "flat:name", tag))
    outside = [word._replace(head=moved(word.head)) for word in (*words[:start], *words[end:])]
    return replace(sentence, words=(*outside[:start], *new, *outside[start:]))


def rewritten(sentence: Sentence, rewrite: Callable[[str], str]) -> Sentence:
    """The sentence with each word written in another way."""
    return replace(sentence, words=tuple(w._replace(text=rewrite(w.text) or w.text) for w in sentence.words))


def without_accents(text: str) -> str:
    """``état`` -> ``etat``."""
    return "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))


def plain_capitals(text: str) -> str:
    """``État`` -> ``Etat``; small letters keep their accents."""
    return "".join(without_accents(c) if c.isupper() else c for c in text)


def other_apostrophes(sentence: Sentence) -> Sentence:
    """Straight apostrophes become typographic; where there is none, the other way."""
    straight = any("'" in word.text for word in sentence.words)
    table = str.maketrans("'", "’") if straight else str.maketrans("’", "'")
    return rewritten(sentence, lambda text: text.translate(table))


def other_quotes(sentence: Sentence) -> Sentence:
    """Straight quotes become guillemets with their spaces; guillemets become straight quotes."""
    words = list(sentence.words)
    is_open = False
    for i, word in enumerate(words):
        if word.text == '"':
            is_open = not is_open
            words[i] = word._replace(text="«" if is_open else "»", space=is_open or word.space)
            if not is_open and i:
                words[i - 1] = words[i - 1]._replace(space=True)
        elif word.text == "«":
            words[i] = word._replace(text='"', space=False)
        elif word.text == "»":
            words[i] = word._replace(text='"')
            if i:
                words[i - 1] = words[i - 1]._replace(space=False)
    return replace(sentence, words=tuple(words))


def without_full_stop(sentence: Sentence) -> Sentence:
    """The sentence without its last full stop, as under a heading."""
    words = sentence.words
    last = len(words) - 1
    if last < 1 or words[last].text != "." or any(w.head == last for w in words if sentence.has_tree):
        return sentence
    return replace(sentence, words=words[:last])
