"""Which names of a text are one person's: surnames, initials and spellings go to the fullest name.

A name that fits two persons stays apart.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from graphkit.actors.candidate import WITH_HOLDER, Candidate, replace
from graphkit.actors.names import pieces, slug
from graphkit.actors.persons import (
    abbreviates,
    has_initials,
    has_particle,
    is_full_name,
    is_short_for,
    name_words,
    opens,
    same_person,
    sound_keys,
)
from graphkit.language.schema.folder import LanguageData
from graphkit.records import ActorType, MentionKind

# Rules of merges, and of names that were left apart because two persons fit.
SPELLING = "spelling of a name"
SEVERAL_PERSONS, SEVERAL_SPELLINGS = "surname of several persons", "spelling of several names"

# Two letters are too many persons' initials.
_LEAST_INITIALS = 3


def join_persons(candidates: Sequence[Candidate], language: LanguageData) -> list[Candidate]:
    """Give all names of a person one id: the fullest spelling's."""
    candidates = _spelled_out(_titled(candidates))
    named = [c for c in candidates if c.type is ActorType.PERSON and c.kind is MentionKind.NAME]
    names = Counter(c.label for c in named)
    leader_of = _full_names(names)
    people = _People(
        genders={name: _gender(name, language) for name, (leader, _) in leader_of.items() if name == leader},
        shorts=sorted(names.keys() - leader_of.keys(), key=lambda n: (-len(n), n)),
        family_names_first=language.titles.family_names_first,
    )
    return [
        _renamed(c, leader_of.get(c.label) or _owner(c.label, c.gender, people))
        if c.type is ActorType.PERSON and c.label in names
        else c
        for c in candidates
    ]


def _titled(candidates: Sequence[Candidate]) -> list[Candidate]:
    """Names that are persons' whatever the model took them for.

    Those that an office stands beside; and surnames with a particle ("Le Drian") of a person whom the
    text names in full. A surname without one may as well be a company's: "Henry Ford", "Ford".
    """
    titled = {c.id for c in candidates if c.rule == WITH_HOLDER}
    full = {c.label for c in candidates if c.type is ActorType.PERSON and is_full_name(c.label)}
    return [
        replace(c, type=ActorType.PERSON)
        if c.rule.startswith("entity:")
        and (c.id in titled or (has_particle(c.label) and any(is_short_for(c.label, name) for name in full)))
        else c
        for c in candidates
    ]


def _spelled_out(candidates: Sequence[Candidate]) -> list[Candidate]:
    """Initials as the person's whom the text names in full: "Ibrahim Boubacar Keïta … IBK"."""
    full: dict[str, set[str]] = defaultdict(set)
    for c in candidates:
        if c.type is ActorType.PERSON and c.kind is MentionKind.NAME and is_full_name(c.label):
            full["".join(piece[0] for piece in pieces(c.label)).upper()].add(c.label)
    return [
        replace(c, type=ActorType.PERSON, label=next(iter(owners)), rule="initials in the same text")
        if len(c.label) >= _LEAST_INITIALS
        and c.label.isupper()
        and c.rule.startswith("entity:")
        and len(owners := full.get(c.label, set())) == 1
        else c
        for c in candidates
    ]


def _full_names(names: Mapping[str, int]) -> dict[str, tuple[str, str]]:
    """Full name -> (the spelling that leads, the rule); a name that fits two leaders stays apart.

    Names with initials come last, for they may be short for another: "A. Montebourg".
    """
    leaders: list[str] = []
    near: dict[tuple[str, str], list[str]] = defaultdict(list)
    leader_of: dict[str, tuple[str, str]] = {}
    full = (name for name in names if is_full_name(name))
    for name in sorted(full, key=lambda n: (has_initials(n), -names[n], -len(n), n)):
        # All pairs of a list of thousands of names are too many: only those that may sound alike.
        keys = list(sound_keys(name))
        fitting = [n for n in dict.fromkeys(n for key in keys for n in near[key]) if same_person(name, n)]
        if has_initials(name):
            fitting = [n for n in leaders if n in fitting or abbreviates(name, n)]
        if len(fitting) == 1:
            leader_of[name] = (fitting[0], SPELLING)
        else:
            leaders.append(name)
            for key in keys:
                near[key].append(name)
            leader_of[name] = (name, SEVERAL_SPELLINGS if fitting else "")
    return leader_of


@dataclass(frozen=True, slots=True, kw_only=True)
class _People:
    """The persons of a text: full names with the gender that they show, short ones, and which words open."""

    genders: Mapping[str, str]
    shorts: Sequence[str]
    family_names_first: AbstractSet[str]


def _gender(name: str, language: LanguageData) -> str:
    """The gender that a full name's given name shows ("Fem", "Masc"), or nothing."""
    given = name.split(maxsplit=1)[0]
    if given in language.given_names.feminine:
        return "Fem"
    return "Masc" if given in language.given_names.masculine else ""


def _owner(name: str, gender: str, people: _People) -> tuple[str, str]:
    """(whose name a short form is, the rule); itself where nobody or more than one fits."""
    fits = opens if name in people.family_names_first else is_short_for
    # "Mme Macron" is not Emmanuel Macron.
    fitting = [full for full, shown in people.genders.items() if not (gender and shown and gender != shown)]
    owners = [full for full in fitting if is_short_for(name, full) or fits(name, full)]
    rule = "surname in the same text"
    if not owners and len(fitting) == len(people.genders):
        # "Assad" beside "al-Assad", in a text that gives no full name
        longer = [n for n in people.shorts if len(n) > len(name) and name_words(n) == name_words(name)]
        owners, rule = longer[:1], "surname without its particle"
    if len(owners) > 1:
        return name, SEVERAL_PERSONS  # the short form stays apart, no one guesses
    return (owners[0], rule) if owners else (name, "")


def _renamed(candidate: Candidate, leader: tuple[str, str]) -> Candidate:
    label, rule = leader
    return replace(candidate, id=slug(label), label=label, rule=rule or candidate.rule)
