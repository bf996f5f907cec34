"""`build` and `explain`: the only module that knows the order of the steps.

read -> clean -> extract (per document, stored) -> near copies -> link -> graph -> files.
"""

from __future__ import annotations

import contextlib
import json
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from graphkit import reading
from graphkit.corpus import Corpus, corrections_of
from graphkit.corrections import FILE_NAME as CORRECTIONS_NAME
from graphkit.corrections import Corrections
from graphkit.errors import EmptyCorpusError, FolderError, GraphkitError
from graphkit.export import FILES as GRAPH_FILES
from graphkit.export import write_all
from graphkit.export.jsonl import write_actors, write_relations
from graphkit.language import extended, get
from graphkit.language.extension import opposite, own_cues
from graphkit.preparing import Sentence, Told, clean, find_repeats, title
from graphkit.records import Document, Skipped
from graphkit.report import input_facts
from graphkit.store import STORE_NAME, Entry, Store, digest

if TYPE_CHECKING:
    from spacy.language import Language

    from graphkit.components import Explanation
    from graphkit.language.schema import Cue

BATCH = 100
"""Inputs and articles per transaction: a kill loses at most so many, and one disk flush serves them all."""

REPORT_NAME = "report.json"

FILES = (STORE_NAME, "actors.jsonl", "relations.jsonl", *GRAPH_FILES, REPORT_NAME)
"""What a build folder holds."""

Progress = Callable[[int, int], None]
"""Called after each input with the number done and their total."""


def build(
    inputs: str | Path | Iterable[str | Path],
    out: str | Path | None = None,
    *,
    language: str = "fr",
    model: str | Path | None = None,
    actors: str | Path | None = None,
    lexicon: str | Path | None = None,
    corrections: str | Path | None = None,
    any_language: bool = False,
    max_document_chars: int = reading.MAX_CHARS,
    text_column: str | None = None,
    date_column: str | None = None,
    outlet_column: str | None = None,
    id_column: str | None = None,
    progress: Progress | None = None,
) -> Corpus:
    """Build the corpus of the articles under `inputs` (files or folders).

    With `out`, everything is kept in that folder and exported there. On an existing build folder
    only what is new, or was changed, or was made with other language data is extracted again; the
    result is the same as that of a build from nothing. `model` is another spaCy pipeline than the
    shipped one: an installed package or a folder. `actors` and `lexicon` are files of your own names and
    cues over the shipped ones; a folder is built with what this call gives, not with what an earlier one
    gave. `corrections` is a file of corrections: it is kept in the folder, and applied by every later build
    too; one with a fault is a `CorrectionsError`.

    An input is a file or folder, or ``-`` for standard input. An article in another language is skipped, but
    with `any_language`; so is one of more than `max_document_chars` characters. The columns are those of
    tables (CSV, TSV, JSONL, Parquet); without them, they are found by common names. An input without any
    usable article is an `EmptyCorpusError` and leaves no folder behind.
    """
    paths = [inputs] if isinstance(inputs, str | Path) else list(inputs)
    options = reading.Options(
        language=language,
        any_language=any_language,
        max_chars=max_document_chars,
        text_column=text_column,
        date_column=date_column,
        outlet_column=outlet_column,
        id_column=id_column,
    )
    found = reading.find(paths)
    folder = Path(out) if out is not None else None
    if folder is not None:
        _check_apart(paths, folder)
    total = reading.count(paths) if progress is not None else 0
    corrected = corrections_of(folder, corrections)  # a fault in them is said before any work
    extract = _Extractor(language, model, actors, lexicon)
    if model is not None:
        extract.load()  # what it lacks is said before any work
    if actors is not None or lexicon is not None:
        _ = extract.fingerprint  # a fault in them is said before any work
    with _workspace(folder, language) as store:
        ids = reading.Ids(store.origins(), store.document)
        items = _read(
            found, options, ids, lambda done: progress(done, max(done, total)) if progress else None
        )
        _store_outcomes(_outcomes(items, store, extract), store, extract, ids)
        store.set_origins(ids.settled)
        _mark_copies(store, language)
        name = (folder or Path(paths[0])).resolve().name if paths else ""
        corpus = Corpus.from_store(store, title=name, corrections=corrected)
        if not corpus.documents:
            raise EmptyCorpusError(_nothing_usable(paths, corpus.skipped))
        if folder is not None:
            write_files(corpus, folder, corrected if corrections is not None else None)
    return corpus


def relink(out: str | Path, *, corrections: str | Path | None = None) -> Corpus:
    """Link what a build folder holds again, and write its exports anew; no article is read.

    This is how corrections that were changed come into the exports. With `corrections`, that file is kept
    in the folder as by `build`.
    """
    folder = Path(out)
    with Store.open(folder) as store:
        corrected = corrections_of(folder, corrections)
        corpus = Corpus.from_store(store, title=folder.resolve().name, corrections=corrected)
    _make_writable(folder)
    write_files(corpus, folder, corrected if corrections is not None else None)
    return corpus


def explain(
    text: str,
    language: str = "fr",
    model: str | Path | None = None,
    *,
    actors: str | Path | None = None,
    lexicon: str | Path | None = None,
) -> Explanation:
    """How a text is read: parse, mentions, cues that fired, why a pair was kept or refused."""
    from graphkit import components

    return components.explain(components.load(language, model, actors=actors, lexicon=lexicon), text)


def check_lexicon(
    lexicon: str | Path | None = None, language: str = "fr", model: str | Path | None = None
) -> Iterator[tuple[Cue, str]]:
    """Each cue of a file (or of the language) with an empty text, or with what is wrong with it.

    A cue is wrong if its example sentence is not read as `expect` says, or if the language has one of the
    opposite sign in its frame.
    """
    from graphkit import components

    data = get(language)
    cues = data.cues if lexicon is None else own_cues(data, Path(lexicon))
    every = extended(data, lexicon=lexicon).cues
    nlp = components.load(language, model, lexicon=lexicon)
    for cue, fault in components.check_examples(nlp, cues):
        yield cue, fault or opposite(cue, every)


def write_files(corpus: Corpus, folder: Path, corrections: Corrections | None = None) -> None:
    """Write every export of a build, and the corrections that are to be kept with it.

    All of them are renamed into place, or none is touched.
    """
    from graphkit.analysis.blocs import set_blocs

    with tempfile.TemporaryDirectory(prefix=".graphkit-", dir=folder) as name:
        new = Path(name)
        write_actors(new / "actors.jsonl", corpus.actors)
        write_relations(new / "relations.jsonl", corpus.relations)
        graph = corpus.graph()
        set_blocs(graph)
        write_all(graph, new)
        facts = json.dumps(input_facts(corpus), ensure_ascii=False, indent=2)
        (new / REPORT_NAME).write_text(facts + "\n", encoding="utf-8")
        if corrections is not None:
            (new / CORRECTIONS_NAME).write_bytes(corrections.text.encode())
        for path in sorted(new.iterdir()):
            path.replace(folder / path.name)


class _Extractor:
    """Extraction of single documents; the model is loaded when the first one needs it."""

    def __init__(
        self,
        language: str,
        model: str | Path | None,
        actors: str | Path | None,
        lexicon: str | Path | None,
    ) -> None:
        self._language = language
        self._model = model
        self._actors = actors
        self._lexicon = lexicon

    @cached_property
    def fingerprint(self) -> str:
        """Changes with whatever changes the result: model, language data, the user's own files, code."""
        from graphkit import components

        return components.fingerprint(self._language, self._model, actors=self._actors, lexicon=self._lexicon)

    @cached_property
    def _nlp(self) -> Language:
        from graphkit import components

        return components.load(self._language, self._model, actors=self._actors, lexicon=self._lexicon)

    def load(self) -> None:
        """Load the pipeline now; a `ModelError` if graphkit cannot work with it."""
        _ = self._nlp

    def __call__(self, document: Document) -> Entry | Skipped:
        """The document with its extraction; a text on which the extraction fails is skipped, not the run."""
        from graphkit import components

        nlp = self._nlp
        blocks = clean(document.text, get(self._language).boilerplate)
        document = replace(
            document, title=document.title or title(document.text, blocks), copy_of=None, retells=None
        )
        try:
            return Entry(document, components.extract(nlp, document, blocks))
        except GraphkitError:  # a fault in the language data: every document would fail
            raise
        except Exception as error:  # noqa: BLE001  # one odd text must not end the run
            reason = f"extraction failed: {type(error).__name__}: {error}"
            path = document.path or document.id
            is_file = path.endswith(document.id)  # else it is a row of a table, and the others stay
            return Skipped(path=path, reason=reason, place="" if is_file else document.id)


def _read(
    found: Iterable[reading.Source | Skipped],
    options: reading.Options,
    ids: reading.Ids,
    advance: Callable[[int], None],
) -> Iterator[Document | Skipped | reading.Source]:
    """Each input that is read, then what it gives; the inputs that are not, as they were found."""
    for done, item in enumerate(found, 1):
        yield item
        if isinstance(item, reading.Source):
            yield from reading.load(item, options, ids)
        advance(done)


def _outcomes(
    items: Iterable[Document | Skipped | reading.Source], store: Store, extract: _Extractor
) -> Iterator[Entry | Skipped | reading.Source]:
    """What is to be written: inputs that are new or changed, then stored documents made with other data."""
    stored = store.fingerprints()
    seen = set()
    for item in items:
        if not isinstance(item, Document):
            yield item
            continue
        seen.add(item.id)
        if stored.get(item.id) != (digest(item), extract.fingerprint):
            yield extract(item)
    for id_, (_, fingerprint) in sorted(stored.items()):
        if id_ not in seen and fingerprint != extract.fingerprint:
            document = store.document(id_)
            if document is not None:  # else an input that is now skipped has dropped it
                yield extract(document)


def _store_outcomes(
    outcomes: Iterable[Entry | Skipped | reading.Source],
    store: Store,
    extract: _Extractor,
    ids: reading.Ids,
) -> None:
    batch: list[Entry | Skipped | reading.Source] = []

    def flush() -> None:
        entries = [item for item in batch if isinstance(item, Entry)]
        store.add(
            entries,
            [item for item in batch if isinstance(item, Skipped)],
            fingerprint=extract.fingerprint if entries else "",
            origins={entry.document.id: ids.origin(entry.document.id) for entry in entries},
            reread=[item.name for item in batch if isinstance(item, reading.Source)],
        )
        batch.clear()

    try:
        for outcome in outcomes:
            batch.append(outcome)
            if len(batch) >= BATCH:
                flush()
    finally:  # what is done is kept, also when the user interrupts
        flush()


def _mark_copies(store: Store, language: str) -> None:
    """Find what is said twice in the whole store, so that adding gives the same as building anew."""
    data = get(language)
    told = (
        Told(
            id=document.id,
            date=document.date,
            sentences=[Sentence(start, document.text[start:end]) for start, end in extraction.sentences],
        )
        for document, extraction in store.entries()
    )
    repeats = find_repeats(told, data.input.function_words.get(data.grammar.code, ()))
    store.set_copies(
        ((id_, copy.of, copy.rule) for id_, copy in repeats.copies.items()),
        ((id_, copy.of, copy.rule) for id_, copy in repeats.retellings.items()),
    )
    store.set_repeats(repeats.sentences)


@contextmanager
def _workspace(folder: Path | None, language: str) -> Iterator[Store]:
    """The store to build in. A folder that cannot be written is refused before any work.

    Where the build fails before anything is stored, what was made here is removed again.
    """
    if folder is None:
        with Store.in_memory() as store:
            yield store
        return
    is_new = _make_writable(folder)
    had_store = (folder / STORE_NAME).exists()
    is_empty = True
    try:
        with Store.create(folder) as store:
            _check_language(store, folder, language)
            try:
                yield store
            finally:
                is_empty = not store.fingerprints()
            store.set_meta(language=language)
    except BaseException:
        if not had_store and is_empty:
            (folder / STORE_NAME).unlink(missing_ok=True)
            if is_new:
                with contextlib.suppress(OSError):
                    folder.rmdir()
        raise


def _check_language(store: Store, folder: Path, language: str) -> None:
    built_with = store.meta().get("language", language)
    if built_with != language:
        raise FolderError(f"{folder} was built with language {built_with!r}; give another output folder")


def _check_apart(paths: Sequence[str | Path], folder: Path) -> None:
    """Refuse to write among the articles: the next build would find a build folder for an input."""
    if any(Path(path).is_dir() and Path(path).resolve() == folder.resolve() for path in paths):
        raise FolderError(f"{folder} is the folder of the articles; give another one for the result")


def _make_writable(folder: Path) -> bool:
    """Make the folder where needed and try to write into it; True where it was made."""
    is_new = not folder.exists()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            pass
    except OSError as error:
        raise FolderError(f"cannot write to {folder}: {error.strerror or error}") from error
    return is_new


def _nothing_usable(paths: Sequence[str | Path], skipped: Sequence[Skipped]) -> str:
    reasons = Counter(item.reason for item in skipped).most_common(3)
    why = "; ".join(f"{count} skipped: {reason}" for reason, count in reasons) or "no file there"
    known = ", ".join(sorted(reading.READERS))
    return f"no usable article in {', '.join(map(str, paths))} ({why}); graphkit reads {known}"
