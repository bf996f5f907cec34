"""What the French data know of the world: complete, agreeing with public lists, and with itself."""

from __future__ import annotations

import tomllib
from collections import defaultdict
from pathlib import Path
from typing import Any

import pycountry
import pytest
from babel import Locale

from graphkit.actors.names import Gazetteer, pieces, slug
from graphkit.language.schema.folder import LanguageData
from graphkit.language.schema.knowledge import KnownActor, State
from graphkit.records import ActorType

# Members of the United Nations, and what news treats as states beside them.
NOT_MEMBERS = {"PSE", "VAT", "TWN", "XKX", "ESH"}
GONE = {"SUN", "DDR", "YUG", "CSK"}
MEMBERS = 193
WANTED: dict[str, Any] = tomllib.loads(Path(__file__).with_name("wanted.toml").read_text(encoding="utf-8"))
DEPENDENT = set(WANTED["territories"]["codes"].split())
OLD_NAMES = {
    "URSS": "SUN",
    "Union soviétique": "SUN",
    "RDA": "DDR",
    "Allemagne de l'Est": "DDR",
    "Yougoslavie": "YUG",
    "Tchécoslovaquie": "CSK",
    "Zaïre": "COD",
    "Birmanie": "MMR",
    "Myanmar": "MMR",
    "Haute-Volta": "BFA",
    "Swaziland": "SWZ",
    "Macédoine": "MKD",
    "Ceylan": "LKA",
    "Dahomey": "BEN",
    "Rhodésie": "ZWE",
    "Siam": "THA",
    "Saint-Siège": "VAT",
}
# Mixed case is how these acronyms are written; others have a form in capitals beside it.
MIXED_CASE = {"AfD", "BAsD", "BIsD", "BoE", "BoJ", "CiU", "FdI", "Fed", "JeM", "LeT", "PiS", "BfV", "PvdA"}


@pytest.fixture(scope="module")
def states(french: LanguageData) -> dict[str, State]:
    return {state.iso: state for state in french.places.state}


def test_every_state_is_in(states: dict[str, State]) -> None:
    known = {country.alpha_3 for country in pycountry.countries} - DEPENDENT
    assert len(known - NOT_MEMBERS) == MEMBERS
    assert (known | NOT_MEMBERS | GONE) - states.keys() == set()
    assert states.keys() - known - NOT_MEMBERS - GONE == set()


def test_names_agree_with_the_territories_of_babel(states: dict[str, State]) -> None:
    territories = Locale("fr").territories
    missed = []
    for country in pycountry.countries:
        if country.alpha_3 in states:
            state = states[country.alpha_3]
            # "Myanmar (Birmanie)" gives two names.
            names = [name.strip(" )") for name in territories[country.alpha_2].split("(")]
            forms = {pieces(form) for form in (state.name, *state.names)}
            missed += [(state.iso, name) for name in names if pieces(name) not in forms]
    assert missed == []


def test_every_state_has_a_seat_and_forms_that_differ(states: dict[str, State]) -> None:
    # The capital of a state that is gone is another's; Brussels, Monaco and the Vatican are named as more.
    assert [iso for iso, state in states.items() if not (state.capital or state.government)] == sorted(
        GONE - {"DDR"}
    )
    for iso, state in states.items():
        masculine, feminine, plural, feminine_plural = state.adjectives
        assert plural in {masculine, masculine + "s", masculine[:-1] + "ux"}, iso
        assert feminine_plural in {feminine, feminine + "s"}, iso
        # Further adjectives come in fours too.
        assert len(state.other_adjectives) % 4 == 0, iso


@pytest.mark.parametrize(("name", "iso"), OLD_NAMES.items())
def test_old_and_other_names_still_name_a_state(gazetteer: Gazetteer, name: str, iso: str) -> None:
    assert iso in {entry.iso for entry in gazetteer.lookup(name)}


def test_a_seat_belongs_to_one_state(states: dict[str, State]) -> None:
    owners = defaultdict(set)
    for state in states.values():
        for form in (*state.capital, *state.government):
            owners[pieces(form)].add(state.iso)
    assert {form: isos for form, isos in owners.items() if len(isos) > 1} == {}


def test_a_place_lies_in_one_state(states: dict[str, State]) -> None:
    owners = defaultdict(set)
    for state in states.values():
        for form in state.places:
            owners[pieces(form)].add(state.iso)
    assert {form: isos for form, isos in owners.items() if len(isos) > 1} == {}


def owners_of(actors: tuple[KnownActor, ...]) -> dict[str, list[tuple[str, bool]]]:
    """Form -> (actor, whether it is ambiguous there); an acronym counts in its exact spelling only."""
    owners: dict[str, list[tuple[str, bool]]] = defaultdict(list)
    for actor in actors:
        exact = set(actor.acronyms)
        keys = {form if form in exact or form.isupper() else slug(form): form for form in actor.forms}
        for key, form in keys.items():
            owners[key].append((actor.id, form in actor.ambiguous))
    return owners


def test_no_form_belongs_to_two_actors_unless_it_is_marked_ambiguous(french: LanguageData) -> None:
    owners = owners_of(french.actors.actor)
    assert {form: who for form, who in owners.items() if sum(not a for _, a in who) > 1} == {}


def test_no_actor_has_the_name_of_a_state_or_seat(french: LanguageData, gazetteer: Gazetteer) -> None:
    states = {
        pieces(form)
        for state in french.places.state
        for form in (state.name, *state.names, *state.adjectives)
    }
    clashes = [
        (actor.id, form)
        for actor in french.actors.actor
        for form in (actor.name, *actor.names)
        if pieces(form) in states
    ]
    assert clashes == []


def test_an_ambiguous_actor_does_not_share_its_id_with_an_unknown_name(french: LanguageData) -> None:
    """An unknown "Orange" gets the id "orange"; the company must have another."""
    shared = [a.id for a in french.actors.actor if a.id in {slug(form) for form in a.ambiguous}]
    assert shared == []


def test_an_acronym_is_in_capitals_or_declared(french: LanguageData) -> None:
    odd = [
        (actor.id, acronym)
        for actor in french.actors.actor
        for acronym in actor.acronyms
        if not acronym.isupper() and acronym not in MIXED_CASE
        if acronym.upper() not in {slug(a).upper() for a in actor.acronyms if a != acronym}
    ]
    assert odd == []


def test_a_word_in_capitals_is_an_acronym_and_no_name(french: LanguageData) -> None:
    """A name is found with its first capital only: "SUD" among the names would find "le Sud"."""
    known_twice = {"SYRIZA", "CENTCOM", "AFRICOM", "NEOS"}
    found = [
        (actor.id, name)
        for actor in french.actors.actor
        for name in actor.names
        if name.isupper() and " " not in name and name not in known_twice
    ]
    assert found == []


def test_parents_exist_and_make_no_circle(french: LanguageData) -> None:
    parents = {actor.id: actor.parent for actor in french.actors.actor}
    known = parents.keys() | {state.iso.lower() for state in french.places.state}
    assert {id_: parent for id_, parent in parents.items() if parent and parent not in known} == {}
    for id_ in parents:
        seen = [id_]
        while parents.get(seen[-1]):
            assert parents[seen[-1]] not in seen, seen
            seen.append(parents[seen[-1]])


def test_armies_belong_to_their_state_and_missions_to_nobody(french: LanguageData) -> None:
    for actor in french.actors.actor:
        if actor.type is ActorType.MILITARY and actor.country:
            assert actor.parent, actor.id
    missions = {"minusma", "monusco", "finul", "kfor", "isaf", "amisom", "eulex"}
    assert {a.country for a in french.actors.actor if a.id in missions} == {""}


def test_forms_are_clean_and_can_be_found(french: LanguageData) -> None:
    """A comma or a bracket parts two names: a form with one is never found."""
    forms = [form for actor in french.actors.actor for form in actor.forms]
    forms += [
        f for s in french.places.state for f in (s.name, *s.names, *s.capital, *s.government, *s.places)
    ]
    assert [form for form in forms if form != " ".join(form.split()) or not form] == []
    assert [form for form in forms if set(form) & set(',;()«»"')] == []


def ids(gazetteer: Gazetteer, text: str) -> dict[str, str]:
    """Form -> id of its first reading, for the actors of a text."""
    return {hit.text: hit.entries[0].id for hit in gazetteer.hits(text) if hit.entries[0].type}


@pytest.mark.parametrize(
    ("text", "form", "actor"),
    [
        ("Orange a perdu 30 000 abonnés, a dit l'opérateur.", "Orange", "groupe-orange"),
        ("La ville d'Orange a élu son maire.", "Orange", None),
        ("Total exploite des raffineries.", "Total", "totalenergies"),
        ("Total des voix : trois millions.", "Total", None),
        ("Casino vend ses supermarchés.", "Casino", "distributeur-casino"),
        ("Le Casino de Deauville a fermé.", "Casino", None),
        ("Carrefour ferme vingt magasins.", "Carrefour", "groupe-carrefour"),
        ("Horizons et le MoDem votent le texte.", "Horizons", "parti-horizons"),
        ("Horizons lointains", "Horizons", None),
        ("La Renaissance italienne", "Renaissance", None),
        ("Les macronistes de Renaissance", "Renaissance", "parti-renaissance"),
        ("Wagner a composé Parsifal.", "Wagner", None),
        ("Les mercenaires de Wagner au Mali", "Wagner", "groupe-wagner"),
        ("Libération des otages à Gaza", "Libération", None),
        ("selon le quotidien Libération", "Libération", "journal-liberation"),
        ("Le monde entier regarde.", "Le monde", None),
        ("selon Le Monde", "Le Monde", "le-monde"),
        ("20 minutes plus tard", "20 minutes", None),
        ("dans le Sud de la France", "Sud", None),
    ],
)
def test_a_common_word_needs_a_capital_and_a_context(
    gazetteer: Gazetteer, text: str, form: str, actor: str | None
) -> None:
    assert ids(gazetteer, text).get(form) == actor


@pytest.mark.parametrize(
    ("text", "form", "actor"),
    [
        ("Le PS a voté contre.", "PS", "parti-socialiste"),
        ("À Paris, le PS a voté contre le budget de la France.", "PS", "ps-france"),
        ("À Lisbonne, le PS d'Antonio Costa a gagné, au Portugal.", "PS", "ps-portugal"),
        ("En Belgique, le PS d'Elio Di Rupo", "PS", "ps-belgique"),
        ("L'UMP et le PS", "PS", "ps-france"),
        ("La France et le Portugal parlent du PS.", "PS", "parti-socialiste"),
        ("En Roumanie, le PSD a gagné.", "PSD", "psd-roumanie"),
        ("Le Parti communiste chinois siège à Pékin.", "Parti communiste chinois", "pcc-chine"),
        (
            "À Pékin, le Parti communiste chinois siège. Le Parti communiste a dit.",
            "Parti communiste",
            "pcc-chine",
        ),
        ("Le Parti communiste a voté.", "Parti communiste", "parti-communiste"),
        ("Le Front national a voté.", "Front national", "front-national"),
        ("En France, le Front national progresse.", "Front national", "fn-france"),
        ("En Israël, le Parti travailliste recule.", "Parti travailliste", "parti-travailliste-israel"),
        ("Le Likoud gouverne.", "Likoud", "likoud"),
        (
            "Au Maroc, le Parti de la justice et du développement a gagné.",
            "Parti de la justice et du développement",
            "pjd",
        ),
        ("Les FDS du Niger, au Niger", "FDS", None),
        ("En Syrie, les FDS avancent.", "FDS", "fds-syrie"),
        ("La CAF verse l'APL en France.", "APL", None),
        ("Les républicains du Congrès américain", "Les républicains", None),
    ],
)
def test_a_name_of_several_countries_needs_evidence(
    gazetteer: Gazetteer, text: str, form: str, actor: str | None
) -> None:
    assert ids(gazetteer, text).get(form) == actor


def test_what_news_names_most_is_known(gazetteer: Gazetteer) -> None:
    forms = [form for field in WANTED.values() if isinstance(field, str) for form in field.split()]
    missed = [
        form for form in forms if not any(e.type and e.knows == "actor" for e in gazetteer.lookup(form))
    ]
    assert missed == []
