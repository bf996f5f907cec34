"""``python -m graphkit.language.fr.training CORPORA OUT``."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from graphkit.errors import GraphkitError
from graphkit.language.fr.training.recipe import CONFIG, make


def main(
    corpora: Annotated[Path, typer.Argument(help="Folder with ud/*.conllu and ner/*.jsonl; see README.md.")],
    out: Annotated[Path, typer.Argument(help="Folder for checkpoints, log.jsonl and the result, model/.")],
    config: Annotated[Path, typer.Option(help="Another configuration than the shipped one.")] = CONFIG,
) -> None:
    """Train the French pipeline; called again, go on where it stopped.

    Example: python -m graphkit.language.fr.training corpora out
    """
    try:
        typer.echo(make(corpora, out, config=config, say=lambda line: typer.echo(line, err=True)))
    except (GraphkitError, OSError) as error:
        typer.echo(f"training: {error}", err=True)
        sys.exit(2)


if __name__ == "__main__":
    typer.run(main)
