"""`build` and `explain`: the only module that knows the order of the steps.

read -> clean -> extract (per document, stored) -> near copies -> link -> graph -> files.
"""

from __future__ import annotations

import contextlib
import json
import shutil
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING

from graphkit import __version__, reading
from graphkit.corpus import Corpus, corrections_of
from graphkit.corrections import FILE_NAME as CORRECTIONS_NAME
from graphkit.corrections import Corrections
from graphkit.errors import EmptyCorpusError, FolderError
from graphkit.export import FILES as GRAPH_FILES
from graphkit.export import write_all
from graphkit.export.jsonl import write_actors, write_relations
from graphkit.language import extended, get
from graphkit.language.extension import opposite, own_cues
from graphkit.locking import exclusive
from graphkit.preparing import Sentence, Told, find_repeats
from graphkit.processing import Settings
from graphkit.report import input_facts
from graphkit.sharding import Crew, Inline
from graphkit.store import STORE_NAME, Store
from graphkit.update import Progress, Update
from graphkit.workers import WorkerPool

if TYPE_CHECKING:
    from graphkit.components import Explanation
    from graphkit.language.schema.cues import Cue

UNFINISHED = ".graphkit-"
"""Begins the names of folders in which exports are written before they are renamed into place."""

REPORT_NAME = "report.json"

FILES = (STORE_NAME, "actors.jsonl", "relations.jsonl", *GRAPH_FILES, REPORT_NAME)
"""What a build folder holds."""


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
    prune: bool = False,
    workers: int = 0,
    cluster: str | None = None,
    shared: str | Path | None = None,
    timeout: float | None = None,
    retry: bool = False,
    wait: bool = False,
    progress: Progress | None = None,
) -> Corpus:
    """Build the corpus of the articles under `inputs` (files or folders).

    With `out`, everything is kept in that folder and exported there. On an existing build folder
    only what is new, or was changed, or was made with other language data is extracted again; the
    result is the same as that of a build from nothing, and a build that was interrupted goes on. An input
    without any usable article is an `EmptyCorpusError` and leaves no folder behind.

    Args:
        inputs: files or folders of articles; ``-`` is standard input.
        out: the build folder; without it, the corpus stays in memory.
        language: a code, or a folder laid out like ``graphkit/language/fr``.
        model: another spaCy pipeline than the shipped one: an installed package or a folder.
        actors: a file of your own names over the shipped ones. A folder is built with what this call gives,
            not with what an earlier one gave.
        lexicon: a file of your own cues over the shipped ones, likewise.
        corrections: a file of corrections: it is kept in the folder, and applied by every later build too.
        any_language: keep articles in other languages, which are skipped otherwise.
        max_document_chars: skip articles of more characters.
        text_column: column of tables (CSV, TSV, JSONL, Parquet); without it, found by common names.
        date_column: likewise.
        outlet_column: likewise.
        id_column: likewise.
        prune: drop the articles that are no longer among the inputs; else they are kept.
        workers: processes that read side by side; 0 reads in this one. With any, a text that crashes or
            hangs the parser costs only itself; a script calls this under ``if __name__ == "__main__"``.
        cluster: address of a Dask scheduler whose workers read instead (the extra ``cluster``).
        shared: a folder that the cluster's workers see under the same path: they leave there what they find,
            so that a build that is killed finds it. Without it, they send it.
        timeout: seconds for an article of up to 100,000 characters, where there are worker processes.
        retry: try those articles again that an earlier build could not work on.
        wait: where another process builds in the folder, wait for it to end.
        progress: called with the number of inputs done and their total.

    Raises:
        CorrectionsError: a fault in the corrections.
        FolderError: a folder that cannot be written; a `BusyError` where another process builds in it.
        LanguageError: an unknown language, or a fault in one of the files.
        ModelError: the pipeline is missing, or lacks something.
        WorkerError: worker processes, or a cluster, that cannot be used.

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
    settings = Settings.of(language, model, actors, lexicon, timeout)
    if model is not None:
        settings.load()  # what it lacks is said before any work
    if actors is not None or lexicon is not None:
        _ = settings.fingerprint  # a fault in them is said before any work
    title = (folder or Path(paths[0])).resolve().name if paths else ""
    with _workspace(folder, language, wait=wait) as store:
        update = Update(store, settings, options, prune=prune, retry=retry)
        with _crew(workers, cluster, shared) as crew:
            update.run(found, crew, progress=progress, total=total)
        _mark_copies(store, language)
        if store.is_empty():
            raise EmptyCorpusError(_nothing_usable(paths, store))
        corpus = Corpus.from_store(store, title=title, corrections=corrected)
        if folder is None:
            return corpus
        _write_if_needed(corpus, store, folder, corrected if corrections is not None else None)
    return Corpus.open(folder)


def relink(out: str | Path, *, corrections: str | Path | None = None, wait: bool = False) -> Corpus:
    """Link what a build folder holds again, and write its exports anew; no article is read.

    This is how corrections that were changed come into the exports. With `corrections`, that file is kept
    in the folder as by `build`.
    """
    folder = Path(out)
    Store.open(folder).close()  # a folder that is none is said before anything is written
    corrected = corrections_of(folder, corrections)
    _make_writable(folder)
    with exclusive(folder, wait=wait), Store.create(folder) as store:
        corpus = Corpus.from_store(store, title=folder.resolve().name, corrections=corrected)
        corpus.link()
        write_files(corpus, folder, corrected if corrections is not None else None)
        store.set_meta(exported=_export_state(corpus))
    return Corpus.open(folder)


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

    with tempfile.TemporaryDirectory(prefix=UNFINISHED, dir=folder) as name:
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


def _write_if_needed(corpus: Corpus, store: Store, folder: Path, corrections: Corrections | None) -> None:
    """Write the exports, unless they are there already from the same documents, corrections and code."""
    state = _export_state(corpus)
    written = store.meta().get("exported") == state and all((folder / name).is_file() for name in FILES)
    if not written or corrections is not None:
        write_files(corpus, folder, corrections)
        store.set_meta(exported=state)


def _export_state(corpus: Corpus) -> str:
    """What the exports depend on: what is linked, what was left out, the code, the title."""
    left_out = blake2b(repr((corpus.skipped, corpus.failures)).encode(), digest_size=8).hexdigest()
    code = _code("graph.py", "co_mentions.py", "report.py", "export", "analysis")
    return f"{corpus.state} {left_out} {code} {corpus.title}"


@cache
def _code(*names: str) -> str:
    """Changes with the code, and the templates, of some parts of the package."""
    here = Path(__file__).parent
    found = blake2b(digest_size=8)
    for name in names:
        part = here / name
        files = [part] if part.is_file() else sorted(p for p in part.rglob("*") if p.is_file())
        for path in files:
            if path.suffix != ".pyc":
                found.update(path.read_bytes())
    return found.hexdigest()


def _mark_copies(store: Store, language: str) -> None:
    """Find what is said twice in the whole store, so that adding gives the same as building anew.

    Nothing is looked for where the documents are those among which it was found.
    """
    code = _code("preparing", "language")
    if store.meta().get("copies") == f"{store.changes} {code}":
        return
    data = get(language)
    told = (
        Told(
            id=document.id,
            date=document.date,
            sentences=[Sentence(start, document.text[start:end]) for start, end in spans],
        )
        for document, spans in store.sentences()
    )
    repeats = find_repeats(told, data.input.function_words.get(data.grammar.code, ()))
    store.set_copies(
        ((id_, copy.of, copy.rule) for id_, copy in repeats.copies.items()),
        ((id_, copy.of, copy.rule) for id_, copy in repeats.retellings.items()),
    )
    store.set_repeats(repeats.sentences)
    store.set_meta(copies=f"{store.changes} {code}")


@contextmanager
def _crew(workers: int, cluster: str | None, shared: str | Path | None) -> Iterator[Crew]:
    if cluster is not None:
        from graphkit.cluster import connect

        folder = Path(shared).absolute() if shared is not None else None
        with connect(cluster) as (executor, size):
            yield Crew(executor=executor, size=size, disposable=True, elsewhere=True, shared=folder)
    elif workers:
        with WorkerPool(workers) as pool:
            yield Crew(executor=pool, size=workers, disposable=True)
    else:
        yield Crew(executor=Inline())


@contextmanager
def _workspace(folder: Path | None, language: str, *, wait: bool) -> Iterator[Store]:
    """The store to build in. A folder that cannot be written, or is being built, is refused before any work.

    Where the build fails before anything is stored, what was made here is removed again.
    """
    if folder is None:
        yield Store.in_memory()  # lives as long as the corpus that it becomes
        return
    is_new = _make_writable(folder)
    is_empty = True
    try:
        with exclusive(folder, wait=wait):
            had_store = (folder / STORE_NAME).exists()
            try:
                with Store.create(folder) as store:
                    _check_language(store, folder, language)
                    _remove_unfinished(folder)
                    try:
                        yield store
                    finally:
                        is_empty = store.is_empty()
                    store.set_meta(language=language, version=__version__)
            except BaseException:
                if not had_store and is_empty:
                    (folder / STORE_NAME).unlink(missing_ok=True)
                raise
    except BaseException:
        if is_new and is_empty:
            with contextlib.suppress(OSError):
                folder.rmdir()
        raise


def _remove_unfinished(folder: Path) -> None:
    """Remove exports that a killed build had not yet renamed into place."""
    for path in folder.glob(f"{UNFINISHED}*"):
        shutil.rmtree(path, ignore_errors=True)


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


def _nothing_usable(paths: Sequence[str | Path], store: Store) -> str:
    found = [f"skipped: {item.reason}" for item in store.skipped()]
    found += [f"failed: {item.reason}" for item in store.failures()]
    reasons = Counter(found).most_common(3)
    why = "; ".join(f"{count} {reason}" for reason, count in reasons) or "no file there"
    known = ", ".join(sorted(reading.READERS))
    return f"no usable article in {', '.join(map(str, paths))} ({why}); graphkit reads {known}"
