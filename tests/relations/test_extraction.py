"""From cues and mentions to relations, on trees by hand: which ends are taken, which refused."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import pytest

from graphkit.actors.candidate import Candidate
from graphkit.actors.names import slug
from graphkit.language.schema.cues import CueKind
from graphkit.language.schema.folder import LanguageData
from graphkit.records import ActorType, MentionKind, Modality, RelationType
from graphkit.relations.arguments import Structure
from graphkit.relations.cues import Lexicon
from graphkit.relations.extraction import Extractor
from graphkit.relations.found import Found, Refused
from graphkit.syntax import Tree

By_Hand = Callable[[str], Tree]
Extract = Callable[..., tuple[list[Found], list[Refused]]]

ACTIVE = """
Iran      Iran      PROPN subject 2
soutient  soutenir  VERB  root    0 VerbForm=Fin|Mood=Ind
Hezbollah Hezbollah PROPN object  2
"""


def mention(tree: Tree, form: str, **changes: object) -> Candidate:
    """A name of one word; `changes` make it something else."""
    index = next(word.index for word in tree if word.text == form)
    fields = {
        "start": index, "end": index + 1, "head": index, "id": slug(form), "label": form,
        "type": ActorType.STATE, "kind": MentionKind.NAME, "rule": "gazetteer:state",
    }  # fmt: skip
    return Candidate(**(fields | changes))  # type: ignore[arg-type]


@pytest.fixture
def extract(by_hand: By_Hand, french: LanguageData) -> Extract:
    """Relations of a tree in which the given forms are actors; a form may come with changes."""

    def run(
        table: str, *forms: str | tuple[str, dict[str, Any]], language: LanguageData = french
    ) -> tuple[list[Found], list[Refused]]:
        tree = by_hand(table)
        pairs = [(form, {}) if isinstance(form, str) else form for form in forms]
        mentions = [mention(tree, form, **changes) for form, changes in pairs]
        return Extractor(language).extract(Structure(tree, language.grammar), mentions)

    return run


def lines(found: Sequence[Found]) -> list[str]:
    return sorted(
        f"{f.source.mention.id} {'>' if f.directed else '<>'} {f.target.mention.id} {f.type}" for f in found
    )


def test_a_verb_with_both_ends_is_a_relation(extract: Extract) -> None:
    found, refused = extract(ACTIVE, "Iran", "Hezbollah")
    assert lines(found) == ["iran > hezbollah alliance"]
    assert (found[0].words, found[0].cue.lemma) == ((1,), "soutenir")
    assert found[0].rule == "alliance:soutenir verb subject>object"
    assert found[0].judgement.modality is Modality.ASSERTED
    assert refused == []


@pytest.mark.parametrize(
    ("forms", "reason"), [(["Hezbollah"], "no actor as source"), (["Iran"], "no actor as target")]
)
def test_a_cue_without_an_end_is_refused_with_the_reason(
    forms: list[str], reason: str, extract: Extract
) -> None:
    found, refused = extract(ACTIVE, *forms)
    assert found == []
    assert [(r.cue, r.text, r.reason) for r in refused] == [("alliance:soutenir", "soutient", reason)]


def test_an_actor_has_no_relation_to_itself(extract: Extract) -> None:
    found, refused = extract(ACTIVE, "Iran", ("Hezbollah", {"id": "iran"}))
    assert found == []
    assert refused[0].reason == "source and target are the same actor"


def test_a_government_does_not_help_its_own_state(extract: Extract) -> None:
    government = {"type": ActorType.GOVERNMENT, "country": "IRN", "id": "irn-government"}
    found, _ = extract(ACTIVE, ("Iran", government), ("Hezbollah", {"id": "irn", "country": "IRN"}))
    assert found == []


def test_all_coordinated_ends_make_relations(extract: Extract) -> None:
    found, _ = extract(
        """
        Iran      Iran      PROPN subject  4
        et        et        CCONJ other    3
        Syrie     Syrie     PROPN conjunct 1
        soutiennent soutenir VERB root     0 VerbForm=Fin|Mood=Ind
        Hezbollah Hezbollah PROPN object   4
        et        et        CCONJ other    7
        Hamas     Hamas     PROPN conjunct 5
        """,
        "Iran", "Syrie", "Hezbollah", "Hamas",
    )  # fmt: skip
    assert lines(found) == [
        f"{source} > {target} alliance" for source in ("iran", "syrie") for target in ("hamas", "hezbollah")
    ]


def test_a_cue_inside_a_name_says_nothing(extract: Extract) -> None:
    """ "Front de libération", "Union européenne" hold words of the lexicon."""
    table = ACTIVE.replace("soutient  soutenir  VERB", "soutien   soutien   NOUN")
    found, refused = extract(table, "Iran", "Hezbollah", "soutien")
    assert found == []
    assert {r.reason for r in refused} == {"inside a name"}


def test_helping_against_somebody_is_opposition_of_both(extract: Extract) -> None:
    found, _ = extract(
        """
        Iran      Iran      PROPN subject 2
        aide      aider     VERB  root    0 VerbForm=Fin|Mood=Ind
        Hezbollah Hezbollah PROPN object  2
        contre    contre    ADP   case    5
        Daech     Daech     PROPN oblique 2
        """,
        "Iran", "Hezbollah", "Daech",
    )  # fmt: skip
    assert lines(found) == [
        "hezbollah > daech opposition",
        "iran > daech opposition",
        "iran > hezbollah alliance",
    ]


def test_two_reciprocal_subjects_are_related_to_each_other(extract: Extract) -> None:
    found, _ = extract(
        """
        Kiev        Kiev      PROPN subject   5
        et          et        CCONJ other     3
        Moscou      Moscou    PROPN conjunct  1
        s'          se        PRON  reflexive 5
        affrontent  affronter VERB  root      0 VerbForm=Fin|Mood=Ind
        """,
        "Kiev",
        "Moscou",
    )
    assert lines(found) == ["kiev <> moscou opposition"]


def test_one_cue_that_gives_both_signs_gives_none(extract: Extract, french: LanguageData) -> None:
    cue = next(cue for cue in french.cues if cue.id == "alliance:soutenir")
    both = replace(french, cues=(cue, replace(cue, type=RelationType.OPPOSITION)))
    found, refused = extract(ACTIVE, "Iran", "Hezbollah", language=both)
    assert found == []
    assert {r.reason for r in refused} == {"the cue gives both signs"}


def test_two_words_may_give_two_signs(extract: Extract) -> None:
    found, _ = extract(
        ACTIVE
        + """et        et        CCONJ other    5
        attaque  attaquer  VERB  conjunct 2 VerbForm=Fin|Mood=Ind
        Hezbollah2 Hezbollah PROPN object 5
        """,
        "Iran",
        "Hezbollah",
        ("Hezbollah2", {"id": "hezbollah"}),
    )
    assert lines(found) == ["iran > hezbollah alliance", "iran > hezbollah opposition"]


def test_a_denied_cue_keeps_type_and_loses_sign(extract: Extract, make: SimpleNamespace) -> None:
    found, _ = extract(ACTIVE + "ne ne ADV adverb 2\npas pas ADV adverb 2", "Iran", "Hezbollah")
    assert lines(found) == ["iran > hezbollah alliance"]
    assert found[0].judgement.negated
    relation = make.relation("Iran", "Hezbollah", found[0].type, negated=found[0].judgement.negated)
    assert relation.sign == 0


def test_of_a_former_minister_only_the_office_is_past(extract: Extract) -> None:
    (acts,), _ = extract(ACTIVE, ("Iran", {"past": True}), "Hezbollah")
    assert acts.judgement.modality is Modality.ASSERTED
    leads = ACTIVE.replace("soutient  soutenir", "dirige    diriger")
    group = ("Hezbollah", {"type": ActorType.ARMED_GROUP})
    (office,), _ = extract(leads, ("Iran", {"past": True}), group)
    assert (office.type, office.judgement.modality) == (RelationType.AFFILIATION, Modality.PAST)


def test_an_agency_that_only_reports_is_no_end(extract: Extract) -> None:
    assert extract(ACTIVE, ("Iran", {"source_only": True}), "Hezbollah")[0] == []


def test_a_town_is_not_bombed_as_a_government(extract: Extract) -> None:
    town = {"weak": True, "capital": True, "kind": MentionKind.METONYM, "type": ActorType.GOVERNMENT}
    attack = ACTIVE.replace("soutient  soutenir", "bombarde  bombarder")
    assert extract(attack, "Iran", ("Hezbollah", town))[0] == []
    assert lines(extract(ACTIVE, "Iran", ("Hezbollah", town))[0]) == ["iran > hezbollah alliance"]


STRIKES = """
frappes   frappe   NOUN  subject   4
russes    russe    ADJ   modifier  1
ont       avoir    AUX   auxiliary 4
visé      viser    VERB  root      0 VerbForm=Part|Tense=Past
positions position NOUN  object    4
rebelles  rebelle  ADJ   modifier  5
"""


def test_an_adjective_names_whose_the_noun_is(extract: Extract) -> None:
    found, _ = extract(
        """
        soutien  soutien   NOUN  root     0
        russe    russe     ADJ   modifier 1
        à        à         ADP   case     4
        Damas    Damas     PROPN oblique  1
        """,
        ("russe", {"kind": MentionKind.ADJECTIVE, "weak": True, "id": "rus"}),
        "Damas",
    )
    assert lines(found) == ["rus > damas alliance"]


def test_what_is_hit_stands_for_its_owner(extract: Extract) -> None:
    table = STRIKES.replace("visé      viser ", "détruit   bombarder")
    adjective = {"kind": MentionKind.ADJECTIVE, "weak": True}
    found, _ = extract(
        table, ("russes", adjective | {"id": "rus"}), ("rebelles", adjective | {"id": "syr-rebelles"})
    )
    assert lines(found) == ["rus > syr-rebelles opposition"]


def test_trust_depends_on_how_an_end_was_reached(extract: Extract) -> None:
    direct, _ = extract(ACTIVE, "Iran", "Hezbollah")
    table = ACTIVE.replace(
        "Hezbollah Hezbollah PROPN object  2", "positions position NOUN object 2\nkurdes kurde ADJ modifier 3"
    )
    through, _ = extract(
        table.replace("soutient  soutenir", "bombarde  bombarder"),
        "Iran",
        ("kurdes", {"kind": MentionKind.ADJECTIVE, "weak": True}),
    )
    assert direct[0].confidence != through[0].confidence
    assert {0 < f.confidence < 1 for f in (*direct, *through)} == {True}


def test_an_office_and_a_bracket_are_affiliations(extract: Extract) -> None:
    found, _ = extract(
        "François François PROPN root 0\nPS PS PROPN apposition 1",
        ("François", {"type": ActorType.PERSON, "parent": "ps", "office": "bracket"}),
        ("PS", {"type": ActorType.PARTY}),
    )
    assert lines(found) == ["francois > ps affiliation"]


# -- where a cue fires


def fired(by_hand: By_Hand, french: LanguageData, table: str) -> list[str]:
    structure = Structure(by_hand(table), french.grammar)
    return [
        f.cue.id for readings in Lexicon(french).fired(structure) for reading in readings for f in reading
    ]


def test_a_longer_cue_overrules_a_shorter_one(by_hand: By_Hand, french: LanguageData) -> None:
    table = """
    Kurdes    Kurde    NOUN  subject    3
    ont       avoir    AUX   auxiliary  3
    livré     livrer   VERB  root       0 VerbForm=Part|Tense=Past
    bataille  bataille NOUN  object     3
    """
    cues = fired(by_hand, french, table)
    assert "opposition:livrer bataille" in cues
    assert "alliance:livrer" not in cues


def test_a_reflexive_cue_needs_its_clitic(by_hand: By_Hand, french: LanguageData) -> None:
    plain = "Iran Iran PROPN subject 2\nallie allier VERB root 0 VerbForm=Fin"
    assert "alliance:s'allier" not in fired(by_hand, french, plain)
    assert "alliance:s'allier" in fired(by_hand, french, plain + "\ns' se PRON reflexive 2")


def test_an_inflected_adjective_is_found_without_its_lemma(by_hand: By_Hand, french: LanguageData) -> None:
    assert fired(by_hand, french, "hostiles hostiles ADJ root 0") == ["opposition:hostile"]


def test_a_compound_preposition_is_a_cue(by_hand: By_Hand, french: LanguageData) -> None:
    table = """
    combat combattre VERB root    0 VerbForm=Fin
    aux    à         ADP  case    3
    côtés  côté      NOUN oblique 1
    de     de        ADP  case    5
    Damas  Damas     PROPN oblique 3
    """
    assert "alliance:aux côtés de" in fired(by_hand, french, table)


def test_every_cue_is_found_by_its_own_lemma(french: LanguageData) -> None:
    lexicon = Lexicon(french)
    prepositions = {cue.lemma for cue in french.cues if cue.pos is CueKind.PREPOSITION}
    assert set(lexicon.prepositions) >= prepositions
    assert set(lexicon.cues) == set(french.cues)
