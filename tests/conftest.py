"""Fixtures for all tests.

1. Only tests marked `model` load the shipped pipeline; all others use `fake_components`,
   which finds a few fixed actors and verbs in plain text, or records made by hand.
2. Only tests marked `browser` start a browser; they are skipped where there is none.
3. A test writes under `tmp_path` only.
4. No test reaches the network: a connection beyond this machine is an error.
5. Sentences are read from parses that were written down (`tests/parses`); only
   `pytest --update-expected` writes those, with the shipped pipeline.
"""

from __future__ import annotations

import re
import shutil
import socket
import sys
import tomllib
import types
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from hashlib import blake2b
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from graphs_by_hand import graph_from
from hypothesis import settings

import graphkit
from graphkit import cli, fingerprint, processing
from graphkit import language as languages
from graphkit.actors.candidate import Candidate
from graphkit.actors.names import Gazetteer
from graphkit.language.schema.cues import Cue
from graphkit.language.schema.folder import LanguageData
from graphkit.language.schema.grammar import Role
from graphkit.preparing import Block
from graphkit.records import (
    Actor,
    ActorType,
    Alias,
    Document,
    Evidence,
    Extraction,
    Mention,
    MentionKind,
    Modality,
    Place,
    Relation,
    RelationType,
)
from graphkit.syntax import Tree, Word

ROOT = Path(__file__).parent.parent

# A property that holds is no matter of how busy the machine is.
settings.register_profile("graphkit", deadline=None)
settings.load_profile("graphkit")

ACTORS = {
    "Iran": (ActorType.STATE, None),
    "Russie": (ActorType.STATE, None),
    "Syrie": (ActorType.STATE, None),
    "armée syrienne": (ActorType.MILITARY, "Syrie"),
    "gouvernement syrien": (ActorType.GOVERNMENT, "Syrie"),
    "Bachar al-Assad": (ActorType.PERSON, "gouvernement syrien"),
    "HTS": (ActorType.ARMED_GROUP, None),
    "Mohammad al-Bachir": (ActorType.PERSON, "HTS"),
}
VERBS = {
    "soutient": (RelationType.ALLIANCE, True),
    "attaque": (RelationType.OPPOSITION, True),
    "combat": (RelationType.OPPOSITION, False),
    "rencontre": (RelationType.DIPLOMACY, False),
}
NAMES = re.compile("|".join(sorted(map(re.escape, ACTORS), key=len, reverse=True)))


@pytest.fixture
def root() -> Path:
    """The checkout."""
    return ROOT


class NetworkError(Exception):
    """A test asked for the network."""


@pytest.fixture(scope="session", autouse=True)
def _no_network() -> Iterator[None]:
    """Nothing may reach beyond this machine, in any test: graphkit works offline."""
    connect, resolve = socket.socket.connect, socket.getaddrinfo

    def is_here(host: object) -> bool:
        return host in {"127.0.0.1", "::1", "localhost", None}

    def guarded_connect(self: socket.socket, address: Any) -> None:
        if self.family is not socket.AF_UNIX and not is_here(address[0]):
            raise NetworkError(f"a connection to {address}")
        connect(self, address)

    def guarded_resolve(host: Any, *arguments: Any, **options: Any) -> Any:
        if not is_here(host):
            raise NetworkError(f"a look-up of {host}")
        return resolve(host, *arguments, **options)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", guarded_connect)
        patch.setattr(socket, "getaddrinfo", guarded_resolve)
        yield


class FakeComponents(types.ModuleType):
    """Stands in for `graphkit.components`: "X soutient Y" without a parser."""

    def __init__(self) -> None:
        super().__init__("graphkit.components")
        self.extracted: list[str] = []
        self.version = "fake-1"
        self.own: dict[str, object] = {}

    def load(self, language: str, model: str | Path | None = None, **own: object) -> types.SimpleNamespace:
        self.own = {kind: path for kind, path in own.items() if path is not None}
        return types.SimpleNamespace(memory_zone=nullcontext)

    def fingerprint(self, language: str, model: str | Path | None = None, **own: str | Path | None) -> str:
        files = [Path(path).read_text(encoding="utf-8") for path in own.values() if path is not None]
        return "-".join([language, self.version, *files])

    def check_examples(self, nlp: object, cues: Iterable[Cue]) -> Iterator[tuple[Cue, str]]:
        for cue in cues:
            yield cue, "" if cue.head in cue.example else "the cue does not fire"

    def extract(self, nlp: object, document: Document, blocks: Sequence[Block]) -> Extraction:
        if "PANNE" in document.text:
            raise ValueError("a text that breaks the parser")
        self.extracted.append(document.id)
        return extract_by_pattern(document, blocks)

    def explain(self, nlp: object, text: str) -> types.SimpleNamespace:
        return types.SimpleNamespace(
            lines=lambda: [f"text: {text}", "cue: none"], to_dict=lambda: {"text": text}
        )


@pytest.fixture
def fake_components(monkeypatch: pytest.MonkeyPatch) -> Iterator[FakeComponents]:
    """`graphkit.components` replaced by patterns; `.extracted` lists the documents it was given."""
    fake = FakeComponents()
    processing._pipeline.cache_clear()
    monkeypatch.setattr(cli, "WORKERS", 0)  # other processes would not see the fake
    monkeypatch.setitem(sys.modules, "graphkit.components", fake)
    monkeypatch.setattr(graphkit, "components", fake, raising=False)
    monkeypatch.setattr(fingerprint, "of", fake.fingerprint)
    yield fake
    processing._pipeline.cache_clear()


class Result(NamedTuple):
    status: int
    out: str
    err: str


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], fake_components: FakeComponents) -> Callable[..., Result]:
    """Runs the command line in this process, without the model."""

    from graphkit.cli import main

    def call(*arguments: object) -> Result:
        with pytest.raises(SystemExit) as exit_:
            main([str(argument) for argument in arguments])
        captured = capsys.readouterr()
        return Result(exit_.value.code or 0, captured.out, captured.err)  # type: ignore[arg-type]

    return call


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    """A folder of three small articles and two files that are none."""
    folder = tmp_path / "articles"
    folder.mkdir()
    texts = {
        "a.txt": "2 décembre 2024\n\nL'Iran soutient la Syrie. HTS attaque l'armée syrienne.",
        "b.txt": "La Russie soutient Bachar al-Assad. La Russie rencontre l'Iran.",
        "c.txt": "Il pleut sur la ville.",
        "README.md": "# About these articles",
        "scan.pdf": "%PDF-1.4",
    }
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def extract_by_pattern(document: Document, blocks: Sequence[Block]) -> Extraction:
    """All fixed actors of a text, and a relation for each "X verb Y" of one sentence."""
    text = document.text
    sentences = [
        (block.start + found.start(), block.start + found.end())
        for block in blocks
        if block.parsed
        for found in re.finditer(r"[^.\s][^.]*\.?", text[block.start : block.end])
    ]
    mentions: list[Mention] = []
    relations: list[Relation] = []
    for start, end in sentences:
        found = [(m.start() + start, m.group()) for m in NAMES.finditer(text[start:end])]
        mentions += [make_mention(document.id, at, name) for at, name in found]
        for (one_at, one), (two_at, two) in pairwise(found):
            between = text[one_at + len(one) : two_at].split()
            verb = next((v for v in VERBS if v in between), None)
            if verb:
                relations.append(
                    make_relation(
                        one,
                        two,
                        VERBS[verb][0],
                        doc=document.id,
                        sentence=text[start:end],
                        start=start,
                        cue=verb,
                        directed=VERBS[verb][1],
                        negated="pas" in between,
                        date=document.date,
                    )
                )
    return Extraction(
        doc=document.id,
        actors=tuple(make_actor(name, mentions) for name in sorted({m.text for m in mentions})),
        mentions=tuple(mentions),
        relations=tuple(relations),
        sentences=tuple(sentences),
        places=(Place(name="Alep", country="SYR", docs=(document.id,), count=2),) if mentions else (),
    )


def make_actor(name: str, mentions: Sequence[Mention] = (), **changes: object) -> Actor:
    """One of the fixed actors, with an alias for its mentions."""
    kind, parent = ACTORS.get(name, (ActorType.ORG, None))
    mine = [m for m in mentions if m.text == name]
    alias = Alias(
        form=name,
        kind=MentionKind.NAME,
        docs=tuple(sorted({m.doc for m in mine})),
        count=len(mine),
        rule="fixed name",
    )
    fields = {"id": name, "label": name, "type": kind, "parent": parent, "aliases": (alias,) if mine else ()}
    return Actor(**(fields | changes))  # type: ignore[arg-type]


def make_mention(doc: str, start: int, name: str) -> Mention:
    """A mention of an actor by its full name."""
    return Mention(
        doc=doc,
        start=start,
        end=start + len(name),
        text=name,
        kind=MentionKind.NAME,
        actor=name,
        rule="fixed name",
    )


def make_relation(
    source: str,
    target: str,
    type_: RelationType,
    *,
    doc: str = "a.txt",
    sentence: str | None = None,
    start: int = 0,
    cue: str = "verb",
    directed: bool = True,
    negated: bool = False,
    modality: Modality = Modality.ASSERTED,
    date: str | None = None,
    event: str = "",
    intensity: float = 1.0,
    confidence: float = 0.9,
) -> Relation:
    """A relation with evidence, by hand."""
    sentence = sentence if sentence is not None else f"{source} {cue} {target}."
    cue_start = start + max(sentence.find(cue), 0)
    evidence = Evidence(
        doc=doc,
        start=start,
        end=start + len(sentence),
        sentence=sentence,
        cue=cue,
        cue_start=cue_start,
        cue_end=cue_start + len(cue),
        source_mention=source,
        source_start=start,
        source_end=start + len(source),
        target_mention=target,
        target_start=start,
        target_end=start + len(target),
    )
    key = f"{doc}/{start}/{cue_start}/{source}/{target}/{type_}"
    return Relation(
        id=blake2b(key.encode(), digest_size=8).hexdigest(),
        source=source,
        target=target,
        type=type_,
        event=event or type_.value.upper(),
        intensity=intensity,
        directed=directed,
        negated=negated,
        modality=modality,
        attributed_to=None,
        date=date,
        confidence=confidence,
        evidence=evidence,
        rule="by hand",
    )


@pytest.fixture
def make() -> types.SimpleNamespace:
    """Makes records by hand: `make.relation(...)`, `.actor(...)`, `.mention(...)`, `.extraction(...)`."""
    return types.SimpleNamespace(
        relation=make_relation, actor=make_actor, mention=make_mention, extraction=extract_by_pattern
    )


# -- the extraction side: parses that were written down, trees by hand, the shipped pipeline


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-expected",
        action="store_true",
        help="parse the sentences of tests/cases anew with the shipped model and rewrite tests/parses",
    )


@pytest.fixture(scope="session")
def french() -> LanguageData:
    """The data of `graphkit/language/fr`."""
    return languages.get("fr")


@pytest.fixture(scope="session")
def gazetteer(french: LanguageData) -> Gazetteer:
    """The French names, adjectives and places."""
    return Gazetteer(french)


@pytest.fixture(scope="session")
def nlp() -> Any:
    """The shipped pipeline, loaded once; for tests marked `model`."""
    from graphkit import components

    return components.load("fr")


@dataclass(frozen=True, slots=True, kw_only=True)
class FrozenWord:
    """One line of a CoNLL-U file. `head` counts from 0 in the whole text; a root is its own head."""

    text: str
    lemma: str
    pos: str
    morph: str
    head: int
    dep: str
    space: bool
    entity: str

    def line(self, number: int, first: int) -> str:
        """This word as CoNLL-U, `first` being the index of its sentence's first word."""
        head = 0 if self.head == first + number - 1 else self.head - first + 1
        misc = [] if self.space else ["SpaceAfter=No"]
        misc += [f"Entity={self.entity}"] if self.entity else []
        fields = (number, self.text, self.lemma, self.pos, "_", self.morph or "_", head, self.dep, "_")
        return "\t".join([*map(str, fields), "|".join(misc) or "_"])


@dataclass(frozen=True, slots=True, kw_only=True)
class FrozenParse:
    """What the shipped pipeline made of a text, without its model."""

    words: tuple[FrozenWord, ...]
    sentences: tuple[tuple[int, int], ...]

    @property
    def text(self) -> str:
        return "".join(word.text + " " * word.space for word in self.words).strip()

    def doc(self) -> Any:
        """A spaCy Doc with these annotations; needs no model."""
        from spacy.tokens import Doc
        from spacy.vocab import Vocab

        return Doc(
            Vocab(),
            words=[w.text for w in self.words],
            spaces=[w.space for w in self.words],
            heads=[w.head for w in self.words],
            deps=[w.dep for w in self.words],
            pos=[w.pos for w in self.words],
            lemmas=[w.lemma for w in self.words],
            morphs=[w.morph for w in self.words],
            ents=[w.entity or "O" for w in self.words],
        )

    def lines(self, case: str) -> list[str]:
        """These words as CoNLL-U, one block per sentence."""
        found = []
        for number, (first, end) in enumerate(self.sentences, start=1):
            words = self.words[first:end]
            text = "".join(word.text + " " * word.space for word in words).strip()
            found += [f"# sent_id = {case}-{number}", f"# text = {text}"]
            found += [word.line(n, first) for n, word in enumerate(words, start=1)]
            found.append("")
        return found

    @classmethod
    def of_doc(cls, doc: Any) -> FrozenParse:
        """The annotations of a parsed Doc."""
        words = tuple(
            FrozenWord(
                text=t.text,
                lemma=t.lemma_ or t.text,
                pos=t.pos_,
                morph=str(t.morph),
                head=t.head.i,
                dep=t.dep_ or "dep",
                space=bool(t.whitespace_),
                entity=f"{t.ent_iob_}-{t.ent_type_}" if t.ent_type_ else "",
            )
            for t in doc
        )
        return cls(words=words, sentences=tuple((s.start, s.end) for s in doc.sents))


def read_conllu(path: Path) -> dict[str, FrozenParse]:
    """Case id -> parse, from a file that `write_conllu` made."""
    words: dict[str, list[FrozenWord]] = {}
    sentences: dict[str, list[tuple[int, int]]] = {}
    for block in path.read_text(encoding="utf-8").split("\n\n"):
        lines = block.strip().split("\n")
        if lines == [""]:
            continue
        case = lines[0].removeprefix("# sent_id = ").rpartition("-")[0]
        known = words.setdefault(case, [])
        first = len(known)
        rows = [line.split("\t") for line in lines if not line.startswith("#")]
        for number, text, lemma, pos, _, morph, head, dep, _, misc in rows:
            extras = dict(part.split("=", 1) for part in misc.split("|") if part != "_")
            known.append(
                FrozenWord(
                    text=text,
                    lemma=lemma,
                    pos=pos,
                    morph="" if morph == "_" else morph,
                    head=first + (int(head) or int(number)) - 1,
                    dep=dep,
                    space="SpaceAfter" not in extras,
                    entity=extras.get("Entity", ""),
                )
            )
        sentences.setdefault(case, []).append((first, len(known)))
    return {
        case: FrozenParse(words=tuple(found), sentences=tuple(sentences[case]))
        for case, found in words.items()
    }


def write_conllu(path: Path, parses: Mapping[str, FrozenParse]) -> None:
    """One CoNLL-U file of the parses of all cases of a file."""
    path.parent.mkdir(exist_ok=True)
    lines = [line for case, parse in parses.items() for line in parse.lines(case)]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def parse_live(nlp: Any, text: str) -> FrozenParse:
    """The parse that the shipped pipeline gives a text today."""
    from graphkit import components

    return FrozenParse.of_doc(components.parse(nlp, text, [(0, len(text))]))


@pytest.fixture(scope="session")
def parses(request: pytest.FixtureRequest) -> dict[tuple[str, str], FrozenParse]:
    """(file of cases, case id) -> frozen parse; `--update-expected` writes them first."""
    folder = ROOT / "tests"
    found = {}
    for path in sorted((folder / "cases").glob("*.toml")):
        frozen = folder / "parses" / f"{path.stem}.conllu"
        if request.config.getoption("--update-expected"):
            pipeline = request.getfixturevalue("nlp")
            cases = tomllib.loads(path.read_text(encoding="utf-8"))["case"]
            write_conllu(frozen, {case["id"]: parse_live(pipeline, case["sentence"]) for case in cases})
        if frozen.exists():
            found |= {(path.stem, case): parse for case, parse in read_conllu(frozen).items()}
    return found


@pytest.fixture(scope="session")
def read_actors(french: LanguageData) -> Callable[[FrozenParse], list[Candidate]]:
    """The settled mentions of a frozen parse."""
    from graphkit.components import ActorsPipe, mentions_on

    pipe = ActorsPipe(french)
    return lambda parse: mentions_on(pipe(parse.doc()))


@pytest.fixture(scope="session")
def read_text(french: LanguageData) -> Callable[[FrozenParse], dict[str, Any]]:
    """Mentions, relations and refusals of a frozen parse, as the two components leave them on the Doc."""
    from graphkit.components import ActorsPipe, RelationsPipe

    actors, relations = ActorsPipe(french), RelationsPipe(french)

    def read(parse: FrozenParse) -> dict[str, Any]:
        doc = relations(actors(parse.doc()))
        words = [(token.idx, token.idx + len(token)) for token in doc]
        state: dict[str, Any] = doc._.graphkit
        spans = [(words[m["start"]][0], words[m["end"] - 1][1]) for m in state["mentions"]]
        return state | {"spans": spans, "text": doc.text}

    return read


def tree_by_hand(table: str) -> Tree:
    """A tree from lines "form lemma POS role head [features]".

    Heads count from 1 in the whole text, 0 is a root. Blank lines part sentences. Offsets are those
    of the forms with one blank between them.
    """
    blocks = [[line.split() for line in block.strip().splitlines()] for block in table.strip().split("\n\n")]
    words: list[Word] = []
    sentences = []
    position = 0
    for number, block in enumerate(blocks):
        first = len(words)
        for text, lemma, pos, role, head, *features in block:
            index = len(words)
            words.append(
                Word(
                    index=index,
                    text=text,
                    lemma=lemma,
                    pos=pos,
                    role=Role(role),
                    head=int(head) - 1 if int(head) else index,
                    start=position,
                    end=position + len(text),
                    sentence=number,
                    morph=dict(part.split("=") for part in "|".join(features).split("|") if part),
                )
            )
            position += len(text) + 1
        sentences.append((first, len(words)))
    return Tree(words, sentences=sentences)


@pytest.fixture(scope="session")
def by_hand() -> Callable[[str], Tree]:
    """Makes a tree from a table of words; see `tree_by_hand`."""
    return tree_by_hand


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """A headless Chromium without a graphics card."""
    playwright = pytest.importorskip(
        "playwright.sync_api", reason="playwright is not installed (extra: browser)"
    )
    names = ("chromium", "chromium-browser", "google-chrome")
    path = next(filter(None, map(shutil.which, names)), None)
    if path is None:
        pytest.skip("no chromium on the path")
    with playwright.sync_playwright() as driver:
        arguments = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
        chromium = driver.chromium.launch(executable_path=path, args=arguments)
        yield chromium
        chromium.close()


@pytest.fixture
def open_page(browser: Any) -> Iterator[Callable[[str], Any]]:
    """Open a page; at the end, it must have asked nothing of the network and complained of nothing."""
    context = browser.new_context(
        viewport={"width": 1400, "height": 900}, offline=True, accept_downloads=True
    )
    faults: list[str] = []

    def check_request(request: Any) -> None:
        if not request.url.startswith(("file:", "blob:", "data:")):
            faults.append(f"request: {request.url}")

    def open_(uri: str) -> Any:
        page = context.new_page()
        page.on("request", check_request)
        page.on("pageerror", lambda error: faults.append(f"error: {error}"))
        page.on("console", lambda m: faults.append(m.text) if m.type in ("error", "warning") else None)
        page.goto(uri)
        page.wait_for_function("window.graphkit !== undefined")
        return page

    yield open_
    context.close()
    assert faults == []


@pytest.fixture
def analysed_graph(make: types.SimpleNamespace) -> Any:
    """A graph as `Corpus.graph` makes it, from relations made by hand."""

    def build(
        *relations: Relation,
        copies: dict[str, str] | None = None,
        outlets: dict[str, str] | None = None,
        **view: Any,
    ) -> Any:
        names = sorted({end for r in relations for end in (r.source, r.target)})
        docs = sorted({r.evidence.doc for r in relations})
        documents = [
            Document(id=doc, text="x" * 100, copy_of=(copies or {}).get(doc), outlet=(outlets or {}).get(doc))
            for doc in docs
        ]
        return graph_from([make.actor(name) for name in names], relations, (), {}, documents, **view)

    return build
