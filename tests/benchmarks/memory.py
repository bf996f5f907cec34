"""Memory of a build over its articles, sampled from outside, as figures and as a picture (Linux).

    python tests/benchmarks/memory.py FOLDER [NUMBER] [WORKERS]

makes NUMBER articles (20,000) under FOLDER, builds them, and writes FOLDER/memory.svg and FOLDER/memory.csv.
What is sampled is the resident memory of the largest process of the build, once a second.
"""

from __future__ import annotations

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
MANY = 20_000


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


def watch(command: list[str], store: Path, log: Path) -> list[Sample]:
    """Run a build and sample it until it ends; the samples are written as they come."""
    samples, began = [], time.monotonic()
    with (
        subprocess.Popen(command, stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL) as process,
        log.open("w", encoding="utf-8", buffering=1) as rows,
    ):
        rows.write("seconds,articles,megabytes\n")
        while process.poll() is None:
            s = Sample(time.monotonic() - began, stored(store), resident(process.pid))
            samples.append(s)
            rows.write(f"{s.seconds:.0f},{s.articles},{s.megabytes:.0f}\n")
            time.sleep(1)
    if process.returncode:
        raise SystemExit(f"{' '.join(command)}: exit code {process.returncode}")
    return samples


def picture(samples: list[Sample], number: int) -> str:
    """An SVG line of memory over time, with a mark where the last article was stored."""
    end, top = samples[-1].seconds, 100 * (1 + max(s.megabytes for s in samples) // 100)
    low, right = HEIGHT - BOTTOM, WIDTH - 10

    def at(s: Sample) -> tuple[float, float]:
        return LEFT + s.seconds / end * (right - LEFT), low - s.megabytes / top * (low - 10)

    read = at(next(s for s in samples if s.articles >= number))[0]
    thin = samples[:: max(1, len(samples) // WIDTH)]
    line = " ".join(f"{x:.1f},{y:.1f}" for x, y in map(at, thin))
    words = (
        (LEFT - 5, 20, "end", f"{top:.0f} MB"),
        (LEFT - 5, low, "end", "0"),
        (LEFT, low + 16, "start", "0"),
        (right, low + 16, "end", f"{end / 60:.0f} min"),
        (read - 5, low - 8, "end", f"{number:,} articles are read"),
    )
    texts = [f'<text x="{x:.0f}" y="{y}" text-anchor="{side}">{text}</text>' for x, y, side, text in words]
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}">',
            '<g font-family="sans-serif" font-size="12">',
            f'<rect width="{WIDTH}" height="{HEIGHT}" fill="white"/>',
            f'<path d="M{LEFT},10 V{low} H{right}" fill="none" stroke="#888"/>',
            f'<path d="M{read:.0f},10 V{low}" stroke="#888" stroke-dasharray="4"/>',
            *texts,
            f'<polyline fill="none" stroke="#1f5fa8" stroke-width="1.5" points="{line}"/>',
            "</g></svg>\n",
        ]
    )


def main(folder: Path, number: int = MANY, workers: int = 0) -> None:
    """Make, build, sample, and say."""
    articles, out = folder / "articles", folder / "out"
    articles.mkdir(parents=True, exist_ok=True)
    for n, text in enumerate(volume.articles(number)):
        (articles / f"{n:06}.txt").write_text(text, encoding="utf-8")
    command = [sys.executable, "-m", "graphkit", "build", str(articles), "-o", str(out)]
    samples = watch([*command, "--workers", str(workers)], out / STORE_NAME, folder / "memory.csv")
    (folder / "memory.svg").write_text(picture(samples, number), encoding="utf-8")
    write = sys.stdout.write
    for count in sorted({number // 10, number // 2, number}):
        near = next(s for s in samples if s.articles >= count)
        write(f"article {count:>7,}: {near.megabytes:.0f} MB after {near.seconds:.0f} s\n")
    most = max(s.megabytes for s in samples)
    write(f"whole build: {most:.0f} MB at most, {samples[-1].seconds:.0f} s\n")
    size = (out / STORE_NAME).stat().st_size / number / 1000
    write(f"store: {size:.1f} MB per 1,000 articles\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]), *map(int, sys.argv[2:4]))
