"""Builds with patterns instead of the parser, for `test_crash` to kill.

Each line of standard input, ``INPUT OUT WORKERS``, is a build in a new process. Its id is printed when it
begins, and how it ended afterwards.
"""

from __future__ import annotations

import os
import sys
import tempfile
import traceback
from pathlib import Path

import worker_calls

from graphkit import pipeline, sharding


def build(articles: str, out: str, workers: str) -> None:
    sharding.SHARD = 4  # so that there are many moments between two commits
    pipeline.Crew = worker_calls.FakeCrew if int(workers) else sharding.Crew  # type: ignore[misc]
    pipeline.build(Path(articles), Path(out), workers=int(workers), prune=True)


if __name__ == "__main__":
    worker_calls.install()
    with tempfile.TemporaryDirectory() as folder:  # all that a build imports, before the first fork
        article = Path(folder) / "a.txt"
        article.write_text("L'Iran soutient la Syrie.", encoding="utf-8")
        pipeline.build(article, Path(folder) / "out")
    for line in sys.stdin:
        process = os.fork()
        if not process:
            status = 1
            try:
                build(*line.split())
                status = 0
            except Exception:  # noqa: BLE001  # this copy of the parent must end here, whatever happens
                traceback.print_exc()
            os._exit(status)
        print(process, flush=True)  # noqa: T201  # the test reads it
        status = os.waitpid(process, 0)[1]
        print("done" if status == 0 else f"ended with {status}", flush=True)  # noqa: T201
