"""Names: folding, slugs, acronyms, and the gazetteer index.

Matching works on *pieces* (runs of letters and digits with accents folded), so that
"États-Unis" and "Etats-Unis", "al-Assad" and "al Assad" meet without any rule of their own.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache
from itertools import pairwise

from graphkit.language.schema.folder import LanguageData
from graphkit.language.schema.knowledge import KnownActor
from graphkit.records import ActorType, MentionKind

_PIECE = re.compile(r"[^\W_]+")
# A body's name of a common noun, *de* and a word or two is also an everyday phrase: "le parti du peuple".
_LEAST_WORDS = 4
_GAP = re.compile(r"[^\S\n]?[-‐‑'’.&/+]?[^\S\n]?")
_LIGATURES = str.maketrans(
    {"œ": "oe", "Œ": "OE", "æ": "ae", "Æ": "AE", "ß": "ss", "ł": "l", "Ł": "L", "ø": "o", "Ø": "O"}
    | {"đ": "d", "Đ": "D", "ı": "i"}
)


REMEMBERED = 1 << 13
"""Texts of which a function of this package remembers the result. Texts repeat within some articles; with
eight times as many, a process grew by 1 kB for each article that it read."""


@lru_cache(maxsize=REMEMBERED)
def fold(text: str) -> str:
    """Lower case without accents and ligatures; ``"Élysée"`` -> ``"elysee"``."""
    decomposed = unicodedata.normalize("NFKD", text.translate(_LIGATURES))
    return "".join(c for c in decomposed if not unicodedata.combining(c)).lower()


@lru_cache(maxsize=REMEMBERED)
def pieces(text: str) -> tuple[str, ...]:
    """Folded runs of letters and digits; ``"l'État islamique"`` -> ``("l", "etat", "islamique")``."""
    return tuple(fold(match.group()) for match in _PIECE.finditer(text))


def slug(text: str) -> str:
    """An id made of a name: ``"Bachar al-Assad"`` -> ``"bachar-al-assad"``."""
    return "-".join(pieces(text)) or "x" + "".join(f"{ord(c):x}" for c in text[:8])


def is_acronym_of(acronym: str, name: str) -> bool:
    """Whether the letters of an acronym are initials of the name's words, in order.

    >>> is_acronym_of("OSDH", "Observatoire syrien des droits de l'homme")
    True
    >>> is_acronym_of("HTS", "Hayat Tahrir al-Cham")
    False
    """
    letters = iter(piece[0] for piece in pieces(name))
    return 2 <= len(acronym) <= 8 and acronym.isupper() and all(letter in letters for letter in fold(acronym))


class Knows(StrEnum):
    """What the gazetteer says a form is."""

    STATE = "state"
    GOVERNMENT = "government"
    PLACE = "place"
    PART = "part"
    NATIONALITY = "nationality"
    PEOPLE = "people"
    ACTOR = "actor"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One reading of a form. `iso` is the state, `id` the actor it stands for.

    An `ambiguous` one holds only where the text says so (see `KnownActor`). One with `inner` capitals
    ("Le Monde") is not meant without them ("Le monde entier"); only one that begins with a `small`
    letter ("l'Humanité") may do so in a text, or with a `common` noun behind a definite article ("le parti
    socialiste"). A `contracted` one stands behind its first word: "[du] Monde".
    """

    knows: Knows
    id: str
    label: str
    type: ActorType | None
    iso: str = ""
    kind: MentionKind = MentionKind.NAME
    exact: str = ""
    lower: bool = False
    small: bool = False
    common: bool = False
    capital: bool = False
    source_only: bool = False
    lowercase_noun: bool = False
    parent: str = ""
    ambiguous: bool = False
    inner: bool = False
    contracted: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A form of the gazetteer in a text: character offsets and its readings."""

    start: int
    end: int
    text: str
    entries: tuple[Entry, ...]


def state_id(iso: str) -> str:
    """Id of a state."""
    return iso.lower()


def government_id(iso: str) -> str:
    """Id of a state's government."""
    return f"{iso.lower()}-government"


def military_id(iso: str) -> str:
    """Id of a state's armed forces."""
    return f"{iso.lower()}-military"


class Gazetteer:
    """Known forms -> readings, with longest match over a text."""

    def __init__(self, language: LanguageData) -> None:
        self.language = language
        self._forms: dict[tuple[str, ...], list[Entry]] = defaultdict(list)
        self._read = lru_cache(maxsize=REMEMBERED)(self._readings)
        self._lengths: dict[str, list[int]] = {}
        self.states = {state.iso: state for state in language.places.state}
        self.people = {people.id: people for people in language.places.people}
        self.known = {actor.id: actor for actor in language.actors.actor}
        words = language.grammar.words
        definite = {*words.article, *words.contractions} - words.indefinite_article - words.genitive
        self._definite = {found[0] for form in definite if len(found := pieces(form)) == 1}
        self._parties: dict[str, list[KnownActor]] = defaultdict(list)
        for actor in language.actors.actor:
            for form in actor.adherents:
                self._parties[form].append(actor)
        self._add_states()
        self._add_peoples()
        for region in language.places.region:
            for form in (region.name, *region.names):
                self._add(form, Entry(knows=Knows.PLACE, id=slug(region.name), label=region.name, type=None))
        self._add_known_actors()
        lengths: dict[str, set[int]] = defaultdict(set)
        for key in self._forms:
            lengths[key[0]].add(len(key))
        self._lengths = {start: sorted(found, reverse=True) for start, found in lengths.items()}

    def _add(self, form: str, entry: Entry) -> None:
        key = pieces(form)
        if key and entry not in self._forms[key]:
            self._forms[key].append(entry)

    def _add_states(self) -> None:
        for state in self.states.values():
            iso = state.iso
            for form in (state.name, *state.names):
                exact = form if form.isupper() else ""
                entry = Entry(
                    knows=Knows.STATE,
                    id=state_id(iso),
                    label=state.name,
                    type=ActorType.STATE,
                    iso=iso,
                    exact=exact,
                    lower=form[0].islower(),
                )
                self._add(form, entry)
            for form in (*state.capital, *state.government):
                entry = Entry(
                    knows=Knows.GOVERNMENT,
                    id=government_id(iso),
                    label=self.government_label(iso),
                    type=ActorType.GOVERNMENT,
                    iso=iso,
                    kind=MentionKind.METONYM,
                    capital=form in state.capital,
                )
                self._add(form, entry)
            for form in state.places:
                self._add(form, Entry(knows=Knows.PLACE, id=slug(form), label=form, type=None, iso=iso))
            for form in state.parts:
                entry = Entry(
                    knows=Knows.PART,
                    id=slug(form),
                    label=form,
                    type=ActorType.STATE,
                    kind=MentionKind.METONYM,
                    capital=True,
                    parent=state_id(iso),
                )
                self._add(form, entry)
            for form in {*state.adjectives, *state.other_adjectives}:
                entry = Entry(
                    knows=Knows.NATIONALITY,
                    id=state_id(iso),
                    label=state.name,
                    type=ActorType.STATE,
                    iso=iso,
                    kind=MentionKind.ADJECTIVE,
                    lower=True,
                )
                self._add(form, entry)

    def _add_peoples(self) -> None:
        for people in self.language.places.people:
            for form in {*people.adjectives, people.name, *people.names}:
                entry = Entry(
                    knows=Knows.PEOPLE,
                    id=people.id,
                    label=people.name,
                    type=ActorType.POPULATION,
                    iso=people.country,
                    kind=MentionKind.ADJECTIVE,
                    lower=True,
                    lowercase_noun=people.lowercase_noun,
                )
                self._add(form, entry)

    def _add_known_actors(self) -> None:
        for actor in self.known.values():
            forms = [(form, MentionKind.NAME) for form in (actor.name, *actor.names)]
            forms += [(form, MentionKind.ACRONYM) for form in actor.acronyms]
            forms += [(form, MentionKind.METONYM) for form in actor.metonyms]
            for form, kind in forms:
                entry = Entry(
                    knows=Knows.ACTOR,
                    id=actor.id,
                    label=actor.name,
                    type=actor.type,
                    iso=actor.country,
                    kind=kind,
                    exact=form if kind is MentionKind.ACRONYM or form.isupper() else "",
                    # Some names are written without a capital in running text: "les talibans".
                    lower=form.islower(),
                    small=form[0].islower(),
                    common=self._begins_with_noun(form),
                    capital=kind is MentionKind.METONYM,
                    source_only=actor.source_only,
                    parent=actor.parent,
                    ambiguous=form in actor.ambiguous,
                    inner=_has_inner_capital(form),
                )
                self._add(form, entry)
                self._add_contracted(form, entry)

    def _begins_with_noun(self, form: str) -> bool:
        """Whether a name is a common noun and what tells it apart: "Parti vert", not "Parti de gauche"."""
        noun, *rest = _words(form)
        words = self.language.grammar.words
        told = len(rest) >= _LEAST_WORDS or (
            bool(rest) and rest[0] not in words.genitive | set(words.article)
        )
        return noun in words.naming_nouns and told

    def _add_contracted(self, form: str, entry: Entry) -> None:
        """A name with an article also where a preposition takes the article up: "du Monde", "aux Échos"."""
        article, _, rest = form.partition(" ")
        if rest[:1].isupper() and article[:1].isupper():
            for contracted in self.language.grammar.words.contracted_articles.get(article.lower(), ()):
                self._add(f"{contracted} {rest}", replace(entry, contracted=True, inner=False))

    def state_label(self, template: str, iso: str, *, noun: str = "") -> str:
        """A label made from one of the language's templates for a state."""
        state = self.states[iso]
        m, f, mp, fp = state.adjectives
        return template.format(m=m, f=f, mp=mp, fp=fp, state=state.name, noun=noun)

    def government_label(self, iso: str) -> str:
        """Label of a state's government."""
        return self.state_label(self.language.grammar.templates.government, iso)

    def parties(self, form: str) -> Sequence[KnownActor]:
        """The parties whose people a lower-case form calls: "socialiste"."""
        return self._parties.get(form, ())

    def lookup(self, form: str) -> tuple[Entry, ...]:
        """The readings of exactly this form."""
        return self._read(form)

    def _readings(self, form: str) -> tuple[Entry, ...]:
        return tuple(self._forms.get(pieces(form), ()))

    def part_of_state(self, form: str) -> Entry | None:
        """The part of a state, with a government of its own, that a form names: "Texas"."""
        return first(self.lookup(form), Knows.PART)

    def hits(self, text: str) -> Iterator[Hit]:
        """Longest known forms in a text, left to right, that capitals and context do not rule out."""
        places = [match.span() for match in _PIECE.finditer(text)]
        folded = [fold(text[start:end]) for start, end in places]
        hits = list(self._scan(text, places, folded, None))
        if any(entry.ambiguous for hit in hits for entry in hit.entries):
            bracketed = {e.id for hit in hits if _is_bracketed(text, hit) for e in hit.entries}
            hits = list(self._scan(text, places, folded, self._told(hits, set(folded), bracketed)))
        yield from hits

    def _scan(
        self,
        text: str,
        places: Sequence[tuple[int, int]],
        folded: Sequence[str],
        told: Mapping[str, int] | None,
    ) -> Iterator[Hit]:
        i = 0
        while i < len(folded):
            opens = folded[i] in self._lengths  # few pieces do
            hit = self._longest(text, places, folded, i, told) if opens else None
            if hit is None:
                i += 1
                continue
            yield hit[0]
            i += hit[1]

    def _told(
        self, hits: Iterable[Hit], words: AbstractSet[str], bracketed: AbstractSet[str]
    ) -> dict[str, int]:
        """Actor id -> how strongly a text says that a form which others bear too means that actor.

        Its other forms, its context words and brackets behind a name ("X (Horizons)") say so for certain, its
        country as often as it is spoken of; 0 is not at all.
        """
        asked: set[str] = set()
        sure = {id_ for id_ in bracketed if self.known[id_].context} if bracketed else set()
        states: Counter[str] = Counter()
        for hit in hits:
            if any(entry.ambiguous for entry in hit.entries):
                asked.update(entry.id for entry in hit.entries)
                continue
            sure.update(entry.id for entry in hit.entries)
            countries = {entry.iso for entry in hit.entries if entry.iso}
            if len(countries) == 1:
                states.update(countries)
        certain = states.total() + 1
        told = {}
        for id_ in asked:
            actor = self.known.get(id_)
            context = actor.context if actor else ()
            if id_ in sure or any(fold(word) in words for word in context):
                told[id_] = certain
            elif actor and actor.ambiguous and not context:
                told[id_] = states[actor.country]
            else:
                told[id_] = 0
        return told

    def _longest(
        self,
        text: str,
        places: Sequence[tuple[int, int]],
        folded: Sequence[str],
        i: int,
        told: Mapping[str, int] | None,
    ) -> tuple[Hit, int] | None:
        for length in self._lengths[folded[i]]:
            entries = self._forms.get(tuple(folded[i : i + length]))
            window = places[i : i + length]
            if not entries or len(window) < length or not _contiguous(text, window):
                continue
            start, end = window[1 if entries[0].contracted else 0][0], window[-1][1]
            surface = text[start:end]
            definite = i > 0 and folded[i - 1] in self._definite and _contiguous(text, places[i - 1 : i + 1])
            fitting = tuple(entry for entry in entries if _fits(entry, surface, definite=definite))
            if told is not None:
                fitting = _meant(fitting, told)
            if fitting:
                return Hit(start=start, end=end, text=surface, entries=fitting), length
        return None


def _is_bracketed(text: str, hit: Hit) -> bool:
    """Whether brackets hold a known actor alone, behind a word with a capital."""
    before, behind = text[: hit.start], text[hit.end : hit.end + 1]
    words = before[:-1].split() if before.endswith("(") else []
    known = all(entry.knows is Knows.ACTOR for entry in hit.entries)
    return known and bool(words) and words[-1][0].isupper() and behind == ")"


def _meant(entries: tuple[Entry, ...], told: Mapping[str, int]) -> tuple[Entry, ...]:
    """The readings that hold in a text: the ambiguous one that it tells most of, and the plain ones.

    Where it tells as much of two, or of a plain one, no ambiguous one holds: nobody guesses.
    """
    if not any(entry.ambiguous for entry in entries):
        return entries
    most = max(told.get(entry.id, 0) for entry in entries)
    leading = {entry.id for entry in entries if told.get(entry.id, 0) == most}
    plain = tuple(entry for entry in entries if not entry.ambiguous)
    if not most or len(leading) > 1:
        return plain
    return (*(entry for entry in entries if entry.id in leading and entry.ambiguous), *plain)


def _contiguous(text: str, window: Sequence[tuple[int, int]]) -> bool:
    """Whether only blanks, hyphens, apostrophes and points stand between the pieces."""
    gaps = (text[a[1] : b[0]] for a, b in pairwise(window))
    return all(_GAP.fullmatch(gap) is not None for gap in gaps)


def _fits(entry: Entry, surface: str, *, definite: bool) -> bool:
    if entry.exact:
        return surface.replace(".", "") == entry.exact.replace(".", "")
    if entry.lower:
        return True
    if entry.inner and not _has_inner_capital(surface):
        return False
    named = entry.small or surface[0].isupper() or surface[0].isdigit()
    return named or (entry.common and definite)


def _words(form: str) -> list[str]:
    return [match.group().lower() for match in _PIECE.finditer(form)]


def _has_inner_capital(form: str) -> bool:
    """Whether a word after the first has a capital."""
    return any(match.group()[0].isupper() for match in list(_PIECE.finditer(form))[1:])


def first(entries: Iterable[Entry], *kinds: Knows) -> Entry | None:
    """The first reading of one of the given kinds, in the order of the kinds."""
    by_kind = {entry.knows: entry for entry in reversed(list(entries))}
    return next((by_kind[kind] for kind in kinds if kind in by_kind), None)
