"""What each reader costs beside reading plain text: compare the rows of one run.

    pytest tests/benchmarks/test_reading_speed.py --benchmark-enable --benchmark-only

One article in each format; in a plain run each function is called once, which shows that it works.
"""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from graphkit.reading import read

if TYPE_CHECKING:
    from pytest_benchmark.fixture import BenchmarkFixture

SEEDS = Path(__file__).parent.parent.parent / "seeds"
TEXTS = [path.read_text(encoding="utf-8") for path in sorted(SEEDS.glob("*.txt"))]


def page_of(text: str) -> str:
    paragraphs = "".join(f"<p>{line}</p>" for line in text.splitlines() if line.strip())
    menu = "".join(f'<li><a href="/{n}">Rubrique {n}</a></li>' for n in range(60))
    head = '<meta charset="utf-8"><title>Un titre</title><meta name="date" content="2024-12-02">'
    return f"<html><head>{head}</head><body><ul>{menu}</ul><article>{paragraphs}</article></body></html>"


def write(folder: Path, kind: str) -> None:
    """All seeds as files of one kind; tables hold each of them as a row."""
    rows = [{"id": str(n), "text": text, "date": "2024-12-02"} for n, text in enumerate(TEXTS)]
    if kind == "jsonl":
        (folder / "t.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    elif kind == "csv":
        import csv

        with (folder / "t.csv").open("w", encoding="utf-8", newline="") as file:
            table = csv.DictWriter(file, list(rows[0]))
            table.writeheader()
            table.writerows(rows)
    elif kind == "parquet":
        arrow, parquet = pytest.importorskip("pyarrow"), pytest.importorskip("pyarrow.parquet")
        parquet.write_table(arrow.Table.from_pylist(rows), folder / "t.parquet")
    else:
        for n, text in enumerate(TEXTS):
            data = {"txt": text, "html": page_of(text), "cp1252.txt": text, "txt.gz": text}[kind]
            encoded = data.encode("cp1252", "replace") if kind.startswith("cp1252") else data.encode()
            packed = gzip.compress(encoded) if kind.endswith("gz") else encoded
            (folder / f"{n}.{kind}").write_bytes(packed)


@pytest.mark.benchmark(group="five articles")
@pytest.mark.parametrize("kind", ["txt", "cp1252.txt", "txt.gz", "html", "csv", "jsonl", "parquet"])
def test_reading(benchmark: BenchmarkFixture, tmp_path: Path, kind: str) -> None:
    write(tmp_path, kind)
    assert benchmark(lambda: len(list(read([tmp_path])))) == len(TEXTS)


@pytest.mark.benchmark(group="five articles")
def test_reading_pdf(benchmark: BenchmarkFixture, tmp_path: Path) -> None:
    pytest.importorskip("pypdfium2")
    from files_by_hand import pdf

    for n, text in enumerate(TEXTS):
        lines = [line[i : i + 90] for line in text.splitlines() for i in range(0, len(line), 90)]
        latin = [line.encode("cp1252", "replace").decode("cp1252") for line in lines]
        (tmp_path / f"{n}.pdf").write_bytes(pdf([latin[i : i + 50] for i in range(0, len(latin), 50)]))
    assert benchmark(lambda: len(list(read([tmp_path])))) == len(TEXTS)
