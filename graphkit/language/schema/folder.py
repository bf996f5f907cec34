"""All data of one language, read from its folder and checked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from graphkit.errors import LanguageError
from graphkit.language.conjugation import form_table
from graphkit.language.schema.anaphora import AnaphoraWords, GivenNames
from graphkit.language.schema.cues import Cue, CueKind, load_cues
from graphkit.language.schema.documents import Boilerplate, Dates, InputWords
from graphkit.language.schema.grammar import Grammar, Role
from graphkit.language.schema.knowledge import KnownActors, Places, check_actors
from graphkit.language.schema.opinions import Opinions
from graphkit.language.schema.reader import load_file
from graphkit.language.schema.status import Status
from graphkit.language.schema.titles import Titles


@dataclass(frozen=True, kw_only=True)
class LanguageData:
    """All data of one language."""

    folder: Path
    grammar: Grammar
    status: Status
    opinions: Opinions
    places: Places
    actors: KnownActors
    titles: Titles
    cues: tuple[Cue, ...]
    boilerplate: Boilerplate
    dates: Dates
    input: InputWords
    anaphora: AnaphoraWords
    given_names: GivenNames

    @property
    def model(self) -> Path:
        """Folder of the spaCy pipeline."""
        return self.folder / self.grammar.model

    def verb_forms(self) -> dict[str, tuple[str, ...]]:
        """Form -> infinitives, for all verbs that this language's data names."""
        return self._verb_forms

    def present_forms(self) -> dict[str, str]:
        """Form of the present -> the verb that it is read as, for the same verbs."""
        return self._present_forms

    @cached_property
    def _verb_forms(self) -> dict[str, tuple[str, ...]]:
        endings = {family: endings.split() for family, endings in self.grammar.conjugation.items()}
        table = self._form_table(endings)
        for cue in self.cues:
            if cue.pos is CueKind.VERB and cue.participle:
                for ending in ("", "e", "s", "es"):
                    table.setdefault(cue.participle + ending, (cue.head,))
        return table

    @cached_property
    def _present_forms(self) -> dict[str, str]:
        words = self.grammar.words
        columns = {family: line.split("|") for family, line in self.grammar.present.items()}
        made: dict[str, str] = {}
        for i, plain in enumerate(words.plain_verb):
            endings = {family: own[i].split() for family, own in columns.items()}
            made |= dict.fromkeys(self._form_table(endings), plain)
        return {form: plain for form, plain in made.items() if form not in words.present_prepositions}

    def _form_table(self, endings: Mapping[str, Sequence[str]]) -> dict[str, tuple[str, ...]]:
        """Form -> infinitives, of the forms that known verbs have with these endings of their family."""
        grammar, status, opinions = self.grammar, self.status, self.opinions
        verbs = {cue.head for cue in self.cues if cue.pos is CueKind.VERB}.union(
            grammar.words.light_verbs,
            grammar.words.undergoing_verbs,
            grammar.words.harming_verbs,
            grammar.words.dying_verbs,
            grammar.words.object_control,
            grammar.words.etre_verbs,
            grammar.words.state_verbs,
            status.negation.reversing_verbs,
            status.negation.insisting_verbs,
            status.negation.fading_verbs,
            status.negation.doubting_verbs,
            status.negation.calling_verbs,
            status.negation.alone,
            status.possible.verbs,
            status.attribution.verbs,
            status.attribution.quoting_verbs,
            opinions.with_adjective,
            opinions.seeing,
            opinions.feeling,
            opinions.blaming_acts,
            opinions.praising_acts,
            opinions.owed_acts,
            opinions.supposing,
            opinions.imputing,
            opinions.due_blame,
            opinions.due_praise,
            *opinions.calling.values(),
            *opinions.mentioning.values(),
        )
        spelling = grammar.spelling
        return form_table(
            (verb for verb in verbs if " " not in verb),
            endings,
            change={
                (stem, before): new for stem, new in spelling.change.items() for before in spelling.before
            },
            stems=spelling.stems,
            silent=spelling.silent,
        )


def model_of(folder: Path) -> Path:
    """Folder of the spaCy pipeline of a language folder, of which only one file is read."""
    return folder / load_file(folder / "language.toml", Grammar).model


def load_folder(folder: Path) -> LanguageData:
    """Read and check every file of a language folder."""
    grammar = load_file(folder / "language.toml", Grammar)
    unknown = sorted(set(grammar.labels) - set(Role))
    if unknown:
        raise LanguageError(
            f"unknown role {unknown[0]!r} in {folder / 'language.toml'}; known: {', '.join(Role)}"
        )
    cues: list[Cue] = []
    for path in sorted((folder / "cues").glob("*.toml")):
        cues.extend(load_cues(path, grammar))
    places = load_file(folder / "places.toml", Places)
    actors = load_file(folder / "actors.toml", KnownActors)
    check_actors(folder / "actors.toml", actors.actor, actors.actor, places)
    return LanguageData(
        folder=folder,
        grammar=grammar,
        status=load_file(folder / "status.toml", Status),
        opinions=load_file(folder / "opinions.toml", Opinions),
        places=places,
        actors=actors,
        titles=load_file(folder / "titles.toml", Titles),
        cues=tuple(cues),
        boilerplate=load_file(folder / "boilerplate.toml", Boilerplate),
        dates=load_file(folder / "dates.toml", Dates),
        input=load_file(folder / "input.toml", InputWords),
        anaphora=load_file(folder / "anaphora.toml", AnaphoraWords),
        given_names=load_file(folder / "given_names.toml", GivenNames),
    )
