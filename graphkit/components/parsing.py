"""The parts of a text, each parsed alone and so that the parser reads what it was trained on."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc

from graphkit.components.pipes import ACTORS, RELATIONS, actors_pipe, state_of
from graphkit.language.schema.folder import LanguageData

# What a parse adds to the words of a Doc; the heads part the sentences.
_ANNOTATIONS: list[int | str] = ["HEAD", "DEP", "POS", "LEMMA", "MORPH", "ENT_IOB", "ENT_TYPE"]
# No sentence ends behind a word or one of these: small parsers part "Marine | Le Pen" at the start of a text.
_INSIDE = frozenset(",'’(«“[")
_ENDING = frozenset(".!?…")
# Letters of a word that is no abbreviation before its full stop. In 8,140 sentences of treebanks and news,
# set end to end, 4,646 full stops have such a word before and a capital behind: each ends a sentence.
_NO_ABBREVIATION = 5
# A tokenizer's time grows with the square of an unbroken run: 20,000 brackets would take it half a minute.
_VISIBLE = re.compile(r"\S{1,400}")


def parse(nlp: Language, text: str, spans: Sequence[tuple[int, int]]) -> Doc | None:
    """One Doc of the given parts of a text, with what both components find; None where there are no parts.

    ``doc._.graphkit["shifts"]`` maps tokens to the text.
    """
    parts, starts = parsed_parts(nlp, text, spans)
    if not parts:
        return None
    doc = Doc.from_docs(parts, ensure_whitespace=True)
    places = doc.to_array("IDX").tolist()
    state_of(doc, text, [start - place for start, place in zip(starts, places, strict=True)])
    for name in (ACTORS, RELATIONS):
        doc = nlp.get_pipe(name)(doc)
    return doc


def parsed_parts(nlp: Language, text: str, spans: Sequence[tuple[int, int]]) -> tuple[list[Doc], list[int]]:
    """The given parts of a text, each parsed alone, and where each of their words stands in the text.

    A parser takes a newline for a word, and a heading for the start of the next sentence:
    parts never share a sentence.
    """
    spans = [span for span in spans if text[span[0] : span[1]].strip()]
    if not spans:
        return [], []
    actors = actors_pipe(nlp)
    weekday = _weekdays(actors.data)
    plain, origins = zip(*(_single_spaced(text[start:end]) for start, end in spans), strict=True)
    made = [nlp.make_doc(weekday.sub(_lower, actors.lower_openings(part))) for part in plain]
    written = [_words_of(doc) for doc in made]
    marks = [_marks(words, doc, part) for words, doc, part in zip(written, made, plain, strict=True)]
    read = [actors.plain_verbs.before_parse(words) for words in written]
    with nlp.select_pipes(disable=[ACTORS, RELATIONS]):
        asked = (
            doc if words == own else _of_words(doc, words)
            for doc, own, words in zip(made, written, read, strict=True)
        )
        parts = list(nlp.pipe(map(_marked, asked, marks)))
        again: list[tuple[int, int, int]] = []
        for i, part in enumerate(parts):
            if (words := actors.reread(part, read[i])) is not None:
                again += [(i, first, last) for first, last in _changed_sentences(part, read[i], words)]
                read[i] = words
        asked = (
            _marked(_of_words(made[i], read[i], first, last), [1, *marks[i][first + 1 : last]])
            for i, first, last in again
        )
        for (i, first, _), sentences in zip(again, nlp.pipe(asked), strict=True):
            _put_parse(parts[i], first, sentences)
    for part, doc, own, words in zip(parts, made, written, read, strict=True):
        if words != own:
            _take_parse(doc, own, part, words)
    starts = [
        start + origin[place]
        for doc, (start, _), origin in zip(made, spans, origins, strict=True)
        for place in doc.to_array("IDX").tolist()
    ]
    return made, starts


def _words_of(doc: Doc) -> list[str]:
    """The words of a Doc, from a column of numbers: a Token object for each takes longer."""
    strings = doc.vocab.strings
    return [strings[key] for key in doc.to_array("ORTH").tolist()]


def _of_words(doc: Doc, words: list[str], first: int = 0, last: int | None = None) -> Doc:
    """A Doc of other words with the same blanks; of the words [first, last) alone."""
    spaces = doc.to_array("SPACY").astype(bool).tolist()
    return Doc(doc.vocab, words=words[first:last], spaces=spaces[first:last])


def _changed_sentences(part: Doc, words: Sequence[str], changed: Sequence[str]) -> list[tuple[int, int]]:
    """The sentences of a parse with other words than it read, as (first, end).

    Only a full stop surely ends one: "La Commission | enquête sur X" may have been parted at its verb.
    """
    differ = [i for i, (word, other) in enumerate(zip(words, changed, strict=True)) if word != other]
    found, first = [], 0
    for sentence in part.sents:
        if words[sentence.end - 1] in _ENDING or sentence.end == len(part):
            if any(first <= i < sentence.end for i in differ):
                found.append((first, sentence.end))
            first = sentence.end
    return found


def _marks(words: Sequence[str], doc: Doc, written: str) -> list[int]:
    """For each word of a Doc 1 if a sentence begins at it without doubt, -1 if none does, else 0.

    A parser reads on behind a full stop now and then, more so where the capital was made small for it:
    `written` is the text with its own capitals.
    """
    marks = [1]
    for index in range(1, len(words)):
        before = words[index - 1]
        if before == "." and index > 1 and _begins(index, words, doc, written):
            marks.append(1)
        else:
            marks.append(-1 if before[-1].isalnum() or before[-1] in _INSIDE else 0)
    return marks


def _begins(index: int, words: Sequence[str], doc: Doc, written: str) -> bool:
    """Whether a sentence begins without doubt at the word behind a full stop."""
    last, first = words[index - 2], doc[index]
    if not doc[index - 1].whitespace_ or not written[first.idx].isupper():
        return False
    return (last.isalpha() and len(last) >= _NO_ABBREVIATION) or not first.text[0].isupper()


def _marked(doc: Doc, marks: Sequence[int]) -> Doc:
    """The Doc, told which words begin a sentence, and where none begins."""
    column: Any = doc.to_array("SENT_START")
    column.view("int64")[:] = marks  # spaCy passes signed numbers as unsigned ones
    return doc.from_array(["SENT_START"], column)


def _take_parse(doc: Doc, words: Sequence[str], parsed: Doc, read: Sequence[str]) -> None:
    """Give the `words` of one Doc the parse of another, in which as many were read."""
    columns: Any = parsed.to_array(_ANNOTATIONS)
    doc.from_array(_ANNOTATIONS, columns)
    for i, (word, other) in enumerate(zip(words, read, strict=True)):
        if word != other:
            doc[i].lemma_ = word
    doc.tensor = parsed.tensor


def _put_parse(part: Doc, first: int, sentences: Doc) -> None:
    """Replace what a parse says of some whole sentences, from their first word on."""
    last = first + len(sentences)
    columns: Any = part.to_array(_ANNOTATIONS)
    columns[first:last] = sentences.to_array(_ANNOTATIONS)
    part.from_array(_ANNOTATIONS, columns)
    part.tensor[first:last] = sentences.tensor


def _single_spaced(text: str) -> tuple[str, Sequence[int]]:
    """A text with one plain space for each run of white space, and where each of its characters was.

    "«\u00a0pays\u00a0»": a tokenizer takes any other space for a word, and the parser attaches it.
    """
    pieces = list(_VISIBLE.finditer(text))
    plain = " ".join(piece.group() for piece in pieces)
    if plain == text:  # as most are
        return text, range(len(text))
    origin: list[int] = []
    for piece in pieces:
        origin += [*([piece.start() - 1] if origin else []), *range(piece.start(), piece.end())]
    return plain, origin


def _weekdays(data: LanguageData) -> re.Pattern[str]:
    """Weekdays with a capital: the parser takes "Mercredi, …" at the start of a sentence for a name."""
    names = "|".join(sorted(data.dates.weekdays))
    return re.compile(rf"\b(?:{names.title()})\b")


def _lower(match: re.Match[str]) -> str:
    return match.group().lower()
