"""Names of persons: which two are spellings of one, and which is short for another.

Newspapers write one person's name in several ways because it comes from another script:
"Bachar al-Assad", "Bashar el-Assad". What may differ between such spellings is known (how a
sound is written), so names are compared by *sound keys*, not by how many letters they share:
"Poutine" and "Putin" have one key, "Durand" and "Durant" have two.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import groupby, product

from graphkit.actors.names import REMEMBERED, fold, pieces

# Particles of Arabic names. A name that has one was written in another script before.
_FROM_ARABIC = frozenset({"al", "el", "ben", "bin", "ibn", "abou", "abu", "ould"})
# Particles of Arabic, French, Dutch, German, Italian and Portuguese names: no surname by themselves.
PARTICLES = _FROM_ARABIC | {
    "de", "du", "des", "le", "la", "van", "von", "der", "den", "ter", "da", "di", "del", "della", "dos",
    "das",
}  # fmt: skip

# "Abdel Fattah", "Abdelfattah", "Abd al-Fattah", "Abdul Fattah": the same two words.
_ABD = re.compile(r"abd(?:(?:[aeo]|o?u)l)?")
_ABD_AND_NAME = re.compile(r"abd(?:[aeo]|o?u)l(?=..)")

# Ways of writing one sound, in the order in which they are tried. What is left out on purpose: d and t,
# l and r, and letters that are silent in French ("Arnault", "Arnaud"), which tell names apart.
_SOUNDS = (
    ("tsch|tch|sch|sh|ch", "S"),
    ("ph", "f"),
    ("dj|zh", "j"),
    ("gu(?=[eiy])", "g"),
    ("ck", "k"),
    ("c(?=[eiy])", "s"),
    ("c", "k"),
    ("x", "ks"),
    (r"(?<=[^aeiouyw])e$", ""),
    (r"(?<=[^aeiouyw])h|h$", ""),  # kh, gh, dh, th; "Charaa", "Chareh"
    ("^[iy](?=e)", ""),  # "Ieltsine", "Eltsine"
    ("ou|[ouw]", "U"),
    ("[iy]", "I"),
)
_RULES = [(re.compile(pattern), sound) for pattern, sound in _SOUNDS]
# A vowel that some spellings put between the two first consonants: "Dmitri", "Dimitri". Only in names
# of so many sounds: "Brel" and "Borel" are two.
_CLUSTER = re.compile(r"[^aeIU]{2}")
_CLUSTER_LEAST = 6
# Louis and Louise, Emmanuel and Emmanuelle, Christian and Christiane sound alike and are two persons.
_FEMININE = ("e", "le", "ne", "te")
# Pieces of so few letters have no spellings: "Xi", "Li", "Jo", "Kim".
_SHORT = 3

Words = tuple[tuple[str, ...], ...]


def person_pieces(name: str) -> tuple[str, ...]:
    """The pieces of a person's name without particles."""
    found = pieces(name)
    return tuple(piece for piece in found if piece not in PARTICLES) or found


@lru_cache(maxsize=REMEMBERED)
def name_words(name: str) -> Words:
    """The words of a person's name as their pieces, particles put to the word behind them.

    >>> name_words("Marion Maréchal-Le Pen")
    (('marion',), ('marechal', 'pen'))
    >>> name_words("Bachar al Assad"), name_words("Abdel Fattah al-Sissi")
    ((('bachar',), ('assad',)), (('abdelfattah',), ('sissi',)))
    """
    words: list[tuple[str, ...]] = []
    open_word: list[str] = []
    for word in name.split():
        found = pieces(word)
        if not found:
            continue
        open_word.extend(found)
        if found[-1] not in PARTICLES and not _ABD.fullmatch(found[-1]):
            words.append(_without_particles(open_word))
            open_word = []
    if open_word:
        words.append(_without_particles(open_word))
    return tuple(words)


def _without_particles(found: Sequence[str]) -> tuple[str, ...]:
    kept: list[str] = []
    for piece in found:
        if kept and _ABD.fullmatch(kept[-1]) and piece not in PARTICLES:
            kept[-1] = ("abdel" if kept[-1] == "abd" else kept[-1]) + piece
        elif piece not in PARTICLES:
            kept.append(piece)
    return tuple(kept or found)


def is_full_name(name: str) -> bool:
    """Whether a name has a given name and a surname, as far as its words tell: "Strauss-Kahn" has not."""
    return len(name_words(name)) > 1


def same_person(one: str, other: str) -> bool:
    """Whether two *full* names are spellings of one name (transliteration, particles, case).

    Every piece must agree with its counterpart: a shared surname or given name alone never
    makes two names one. A letter alone, inside a name, agrees with what it begins.

    >>> same_person("Bachar al-Assad", "Bashar el-Assad")
    True
    >>> same_person("Emmanuel Macron", "Brigitte Macron")
    False
    >>> same_person("Bernard Arnault", "Bernard Arnaud")
    False
    """
    if not (is_full_name(one) and is_full_name(other)):
        return False
    a, b = _flat(one), _flat(other)
    if len(a) != len(b):
        return False
    inside = range(1, len(a) - 1)
    pairs = [
        (x, y) for i, (x, y) in enumerate(zip(a, b, strict=True)) if not (i in inside and _is_initial(x, y))
    ]
    if not all(similar(x, y) for x, y in pairs):
        return False
    arabic = not _FROM_ARABIC.isdisjoint((*pieces(one), *pieces(other)))
    changed = [x != y and not _is_feminine(x, y) for x, y in pairs]
    for i, (x, y) in enumerate(pairs):
        foreign = arabic or any(changed[:i]) or any(changed[i + 1 :])
        if not foreign and (_is_feminine(x, y) or (i == len(pairs) - 1 and not _same_vowels(x, y))):
            return False
    return True


def _flat(name: str) -> tuple[str, ...]:
    return tuple(piece for word in name_words(name) for piece in word)


def _is_initial(one: str, other: str) -> bool:
    """Whether one piece is the other's first letter: "John F. Kennedy", "John Fitzgerald Kennedy"."""
    short, long = sorted((one, other), key=len)
    return len(short) == 1 and long.startswith(short)


def _is_feminine(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    return any(long == short + ending for ending in _FEMININE)


def _same_vowels(one: str, other: str) -> bool:
    """Whether surnames that sound alike agree in a and e too: "Meyer" and "Mayer" do not."""
    return not _keys(one, open_vowels=False).isdisjoint(_keys(other, open_vowels=False))


def similar(one: str, other: str) -> bool:
    """Whether two folded name pieces may be spellings of one piece.

    >>> similar("poutine", "putin"), similar("araghchi", "araqchi"), similar("marine", "marion")
    (True, True, False)
    """
    if one == other:
        return True
    return min(len(one), len(other)) > _SHORT and not _keys(one).isdisjoint(_keys(other))


@lru_cache(maxsize=REMEMBERED)
def _keys(piece: str, *, open_vowels: bool = True) -> frozenset[str]:
    """The sound keys of a piece; several where a letter may stand for several sounds.

    q is k or g, j inside a piece is j or i ("Benjamin", "Benyamin"). With `open_vowels`, a and e are one.
    """
    piece = _ABD_AND_NAME.sub("abdl", piece)
    readings = {piece.replace("q", "k"), piece.replace("q", "g")}
    readings |= {reading[:1] + reading[1:].replace("j", "i") for reading in readings}
    found = {_key(reading, open_vowels=open_vowels) for reading in readings}
    clusters = {key for key in found if len(key) >= _CLUSTER_LEAST and _CLUSTER.match(key)}
    return frozenset(found | {key[0] + vowel + key[1:] for key in clusters for vowel in "aeIU"})


def _key(piece: str, *, open_vowels: bool) -> str:
    for pattern, sound in _RULES:
        piece = pattern.sub(sound, piece)
    if open_vowels:
        piece = piece.replace("e", "a")
    return "".join(letter for letter, _ in groupby(piece))


def sound_keys(name: str) -> Iterator[tuple[str, str]]:
    """Keys of the first and last piece of a name; two names that `same_person` joins share one."""
    found = _flat(name)
    first, last = (_keys(piece) for piece in (found[0], found[-1]))
    return product(sorted(first), sorted(last))


def is_short_for(short: str, full: str) -> bool:
    """Whether a short form is what a full name ends with: the surname, or more.

    Whole words only; a particle that stands apart must be the full name's too ("Al Gore" is not
    short for "Tipper Gore").

    >>> is_short_for("M. Assad", "Bachar al-Assad"), is_short_for("Kahn", "Dominique Strauss-Kahn")
    (False, False)
    >>> is_short_for("Assad", "Bachar al-Assad"), is_short_for("Strauss-Kahn", "Dominique Strauss-Kahn")
    (True, True)
    >>> is_short_for("Messina", "Messina Le")  # a particle that a model took with the name
    False
    """
    a, b = name_words(short), name_words(full)
    parts = person_pieces(full)
    if min(len(b), len(parts)) > 1 and a == (parts[-1:],) and _ABD.fullmatch(parts[-2]):
        return True  # "Rahman" for "Rami Abd al-Rahman"
    if not 0 < len(a) < len(b) or a != b[-len(a) :]:
        return False
    return not has_particle(short) or _shares_particle(fold(short.split(maxsplit=1)[0]), full)


def has_particle(name: str) -> bool:
    """Whether a name begins with a particle that stands apart: "Le Pen", not "al-Assad"."""
    return fold(name.split(maxsplit=1)[0]) in PARTICLES if name.strip() else False


def _shares_particle(particle: str, name: str) -> bool:
    found = set(pieces(name)[1:])
    return particle in found or (particle in _FROM_ARABIC and not found.isdisjoint(_FROM_ARABIC))


def abbreviates(short: str, full: str) -> bool:
    """Whether a name has initials where a full name has its given name.

    >>> abbreviates("A. Montebourg", "Arnaud Montebourg"), abbreviates("J.-L. Borloo", "Jean-Louis Borloo")
    (True, True)
    """
    a, b = name_words(short), name_words(full)
    if not has_initials(short) or len(a) != len(b) or a[1:] != b[1:] or len(a[0]) != len(b[0]):
        return False
    return all(piece.startswith(letter) for letter, piece in zip(a[0], b[0], strict=True))


def has_initials(name: str) -> bool:
    """Whether a full name begins with initials only."""
    words = name_words(name)
    return len(words) > 1 and all(len(piece) == 1 for piece in words[0])


def opens(short: str, full: str) -> bool:
    """Whether a form of one word is the first word of a full name, as "Xi" is of "Xi Jinping"."""
    a, b = name_words(short), name_words(full)
    return len(a) == 1 < len(b) and a[0] == b[0]


def leaves_out(short: str, full: str) -> bool:
    """Whether a full name is a longer one without some of its words, the last one apart.

    >>> leaves_out("George Bush", "George W. Bush"), leaves_out("George Bush", "Barbara Bush")
    (True, False)
    """
    a, b = name_words(short), name_words(full)
    if not 1 < len(a) < len(b) or a[-1] != b[-1]:
        return False
    rest = iter(b)
    return all(word in rest for word in a)
