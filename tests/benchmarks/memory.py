"""Memory of a build over its articles, sampled from outside, as figures and as a picture (Linux).

    python tests/benchmarks/memory.py FOLDER [NUMBER] [WORKERS]

makes NUMBER articles (20,000) under FOLDER, builds them, and writes FOLDER/memory.svg and FOLDER/memory.csv. What is
sampled is the resident memory of the largest process of the build, once a second.
"""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import time
from contextlib import closing, suppress
from pathlib import Path
from typing import NamedTuple

import volume

from graphkit.store import STORE_NAME

WIDTH, HEIGHT, LEFT, BOTTOM = 720, 300, 60, 40
FEW, MANY = 2_000, 20_000


class Sample(NamedTuple):
    """Seconds since the start, articles stored, and the largest process in MB."""

    seconds: float
    articles: int
    megabytes: float


def resident(process: int) -> float:
    """MB of the largest of a process and its descendants; 0 where they have ended."""
    with suppress(OSError):
        children = Path(f"/proc/{process}/task/{process}/children").read_text(encoding="ascii").split()
        status = Path(f"/proc/{process}/status").read_text(encoding="ascii", errors="replace")
        own = next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmRSS"))
        return max(own / 1024, *(resident(int(child)) for child in children), 0.0)
    return 0.0


def stored(store: Path) -> int:
    """How many articles a store holds that is being written."""
    with (
        suppress(sqlite3.Error),
        closing(sqlite3.connect(f"{store.absolute().as_uri()}?mode=ro", uri=True)) as connection,
    ):
        return int(connection.execute("SELECT count(*) FROM documents").fetchone()[0])
    return 0


def watch(command: list[str], store: Path) -> list[Sample]:
    """Run a build and sample it until it ends."""
    samples, began = [], time.monotonic()
    with subprocess.Popen(command, stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL) as process:
        while process.poll() is None:
            samples.append(Sample(time.monotonic() - began, stored(store), resident(process.pid)))
            time.sleep(1)
    if process.returncode:
        raise SystemExit(f"{' '.join(command)}: exit code {process.returncode}")
    return samples


def picture(samples: list[Sample], number: int) -> str:
    """An SVG line of memory over time, with a mark where the last article was stored."""
    end, top = samples[-1].seconds, 100 * (1 + max(s.megabytes for s in samples) // 100)

    def at(s: Sample) -> str:
        x = LEFT + s.seconds / end * (WIDTH - LEFT - 10)
        return f"{x:.1f},{10 + (1 - s.megabytes / top) * (HEIGHT - BOTTOM - 10):.1f}"

    read = next(s for s in samples if s.articles >= number)
    x = at(read).split(",")[0]
    thin = samples[:: max(1, len(samples) // WIDTH)]
    low = HEIGHT - BOTTOM
    return f"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" font-family="sans-serif" font-size="12">
<rect width="{WIDTH}" height="{HEIGHT}" fill="white"/>
<path d="M{LEFT},10 V{low} H{WIDTH - 10}" fill="none" stroke="#888"/>
<path d="M{x},10 V{low}" stroke="#888" stroke-dasharray="4"/>
<text x="{float(x) - 5}" y="{low - 8}" text-anchor="end">{number:,} articles read; linking and exports</text>
<text x="{LEFT - 5}" y="20" text-anchor="end">{top:.0f} MB</text><text x="{LEFT - 5}" y="{low}" text-anchor="end">0</text>
<text x="{LEFT}" y="{low + 16}">0</text><text x="{WIDTH - 10}" y="{low + 16}" text-anchor="end">{end / 60:.0f} min</text>
<polyline fill="none" stroke="#1f5fa8" stroke-width="1.5" points="{" ".join(map(at, thin))}"/>
</svg>
"""


def main(folder: Path, number: int, workers: int) -> None:
    """Make, build, sample, and say."""
    articles, out = folder / "articles", folder / "out"
    articles.mkdir(parents=True, exist_ok=True)
    for n, text in enumerate(volume.articles(number)):
        (articles / f"{n:06}.txt").write_text(text, encoding="utf-8")
    command = [
        sys.executable,
        "-m",
        "graphkit",
        "build",
        str(articles),
        "-o",
        str(out),
        "--workers",
        str(workers),
    ]
    samples = watch(command, out / STORE_NAME)
    (folder / "memory.svg").write_text(picture(samples, number), encoding="utf-8")
    rows = "".join(f"{s.seconds:.0f},{s.articles},{s.megabytes:.0f}\n" for s in samples)
    (folder / "memory.csv").write_text(f"seconds,articles,megabytes\n{rows}", encoding="utf-8")
    for count in sorted({number // 10, FEW, number // 2, min(MANY, number)}):
        near = next((s for s in samples if s.articles >= count), samples[-1])
        print(f"article {count:>7,}: {near.megabytes:.0f} MB after {near.seconds:.0f} s")
    print(f"whole build: {max(s.megabytes for s in samples):.0f} MB at most, {samples[-1].seconds:.0f} s")
    print(f"store: {os.path.getsize(out / STORE_NAME) / number / 1000:.2f} MB per 1,000 articles")


if __name__ == "__main__":
    main(
        Path(sys.argv[1]),
        int(sys.argv[2]) if len(sys.argv) > 2 else MANY,
        int(sys.argv[3]) if len(sys.argv) > 3 else 0,
    )
