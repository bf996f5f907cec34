"""Whatever the bytes: no crash, no hang, and every offset is valid."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from types import SimpleNamespace

import pytest
from files_by_hand import OTHER, SENTENCE, page, pdf
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graphkit.language import get
from graphkit.preparing import clean
from graphkit.reading import Options, read
from graphkit.records import Document, Skipped

SOUND: dict[str, bytes] = {
    "a.txt": f"Un titre\n\n{SENTENCE}\n{OTHER}\n© Le Journal 2024".encode(),
    "a.html": page(head='<meta name="date" content="2024-12-02">').encode(),
    "a.pdf": pdf([[SENTENCE, OTHER], [OTHER]]),
    "a.csv": f'id,titre,texte,date\n1,Un titre,"{SENTENCE}",2024\n2,,"{OTHER}\n{SENTENCE}",\n'.encode(),
    "a.tsv": f"id\ttexte\n1\t{SENTENCE}\n".encode("utf-16"),
    "a.jsonl": "\n".join(json.dumps({"id": n, "text": SENTENCE, "date": "2024"}) for n in range(3)).encode(),
    "b.jsonl": json.dumps({"text": page(), "date": "2024"}).encode(),
    "a.txt.gz": gzip.compress(SENTENCE.encode()),
    "a.parquet": b"PAR1" + SENTENCE.encode() + b"PAR1",
    "a": page().encode("cp1252"),
}

EDITS = st.lists(
    st.tuples(st.floats(0, 1), st.sampled_from(["cut", "put", "drop", "turn"]), st.binary(max_size=12)),
    max_size=6,
)


def edited(data: bytes, edits: list[tuple[float, str, bytes]]) -> bytes:
    """Bytes with a few faults: cut off, put in, left out, turned into others."""
    for place, kind, piece in edits:
        at = int(place * len(data))
        if kind == "cut":
            data = data[: max(at, 1)]
        elif kind == "drop":
            data = data[:at] + data[at + len(piece) :]
        else:
            data = data[:at] + piece + data[at + (len(piece) if kind == "turn" else 0) :]
    return data


def check(path: Path, data: bytes, extraction: Callable[..., object]) -> None:
    """Read a file of these bytes, and look at all that comes out."""
    path.write_bytes(data)
    for item in read([path], options=Options(any_language=True, max_chars=20_000)):
        if isinstance(item, Skipped):
            assert item.reason
            continue
        check_document(item, extraction)


def check_document(document: Document, extraction: Callable[..., object]) -> None:
    text = document.text
    text.encode()
    assert text.strip()
    assert "\x00" not in text
    assert document.date is None or document.date_from
    blocks = clean(text, get("fr").boilerplate)
    assert all(0 <= block.start < block.end <= len(text) for block in blocks)
    assert all(one.end <= two.start for one, two in pairwise(blocks))
    assert "".join("".join(text[b.start : b.end] for b in blocks).split()) == "".join(text.split())
    found = extraction(document, blocks)
    assert isinstance(found, object)
    for mention in found.mentions:  # type: ignore[attr-defined]
        assert text[mention.start : mention.end] == mention.text
    for relation in found.relations:  # type: ignore[attr-defined]
        assert text[relation.evidence.start : relation.evidence.end] == relation.evidence.sentence


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("fuzz")


FUZZ = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@FUZZ
@given(name=st.sampled_from(sorted(SOUND)), edits=EDITS)
def test_files_with_faults(
    folder: Path, make: SimpleNamespace, name: str, edits: list[tuple[float, str, bytes]]
) -> None:
    check(folder / name, edited(SOUND[name], edits), make.extraction)


@FUZZ
@given(name=st.sampled_from(sorted(SOUND)), data=st.binary(max_size=400))
def test_any_bytes_under_any_name(folder: Path, make: SimpleNamespace, name: str, data: bytes) -> None:
    check(folder / name, data, make.extraction)


@FUZZ
@given(
    st.lists(
        st.one_of(
            st.text(), st.sampled_from([SENTENCE, "\u202e", "«\u00a0oui\u00a0»", "\ud800", "l\u00ad’é\u200b"])
        )
    )
)
def test_any_text(folder: Path, make: SimpleNamespace, pieces: list[str]) -> None:
    check(folder / "a.txt", "\n".join(pieces).encode("utf-8", "surrogatepass"), make.extraction)
