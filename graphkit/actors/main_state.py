"""Which state a text is about: the one that most of what it names points to, if one stands out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from graphkit.actors.names import Hit, Knows
from graphkit.records import ActorType

# A text is about one state when at least this share of what points to a state points to it, so
# many times the second's, and so often. Of 30 annotated articles, those plainly about one state
# have it at 0.42 to 1.0 and at twice the second or more; three about two states lead by 1.2 to
# 1.4 only, and one about a meeting of many has its first at 0.33. The least number keeps single
# sentences open: "la Turquie ne soutient plus les rebelles" does not say whose.
ABOUT_SHARE, ABOUT_LEAD, ABOUT_LEAST = 0.4, 2, 3

# Known actors of these types are of the state that a text is about more often than not.
_BODIES = (ActorType.PARTY, ActorType.ORG, ActorType.GOVERNMENT, ActorType.MILITARY)
# A text names the ministers of a state without saying whose where it is plainly about that state alone:
# it points there so many times as often as to the second. Those about a state and its guest lead by less.
PLAIN_LEAD = 3


def states_of_text(hits: Iterable[Hit]) -> Counter[str]:
    """How often the forms found in a text point to each state (ISO code): by name, adjective, seat or place.

    Forms of several states ("congolais") count for none.
    """
    counts: Counter[str] = Counter()
    for hit in hits:
        states = {entry.iso for entry in hit.entries if entry.iso and entry.knows is not Knows.ACTOR}
        if len(states) == 1:
            counts[states.pop()] += 1
    return counts


def states_of_actors(hits: Iterable[Hit]) -> Counter[str]:
    """The states (ISO codes) of the actors that a text names in forms of no other one -> how many actors."""
    found = ({(e.id, e.iso) for e in hit.entries if e.knows is Knows.ACTOR} for hit in hits)
    clear = {actor for actors in found if len(actors) == 1 for actor in actors}
    return Counter(iso for _, iso in clear if iso)


def states_of_bodies(hits: Iterable[Hit]) -> Counter[str]:
    """How often the forms found in a text are those of parties, unions and public bodies of each state.

    Companies and media are left out: they are named in news of every country.
    """
    counts: Counter[str] = Counter()
    for hit in hits:
        found = {(e.iso, e.type) for e in hit.entries if e.knows is Knows.ACTOR and not e.source_only}
        if len(found) == 1 and len(hit.entries) == 1:
            iso, actor_type = found.pop()
            counts[iso] += bool(iso) and actor_type in _BODIES
    return +counts


def main_state(counts: Counter[str]) -> str:
    """The state that a text is about, or an empty string where none stands out."""
    ranked = counts.most_common(2)
    if not ranked:
        return ""
    state, most = ranked[0]
    second = ranked[1][1] if len(ranked) > 1 else 0
    clear = most >= ABOUT_SHARE * counts.total() and most >= ABOUT_LEAD * second
    return state if clear and most >= ABOUT_LEAST else ""


def plain_state(counts: Counter[str]) -> str:
    """The state that a text is about and no other one, or an empty string: whose ministers it names."""
    state = main_state(counts)
    others = max((count for other, count in counts.items() if other != state), default=0)
    return state if counts[state] >= PLAIN_LEAD * others else ""
