"""Who says what in a table of articles: `python examples/own_corpus.py [TABLE.csv]`.

The table has a row for each article and a header. Columns are found by common names, in French or
English; `graphkit.build` takes others by name (`date_column="Parution"`). Without a table, one is made
of the seed articles, to show the form.
"""

import csv
import sys
import tempfile
from pathlib import Path

import graphkit

SEEDS = Path(__file__).parent.parent / "seeds"
COLUMNS = ("id", "date", "outlet", "text")
SIGNS = {1: "with", -1: "against"}


def write_seeds(path: Path) -> None:
    """The seed articles as a table; their file names hold the dates, and no outlet is known."""
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file)
        table.writerow(COLUMNS)
        for number, article in enumerate(sorted(SEEDS.glob("*.txt")), start=1):
            date = article.stem.split("_")[1]
            table.writerow([article.stem, date, f"outlet {number}", article.read_text(encoding="utf-8")])


def main(table: Path) -> None:
    """Build the table, and print each signed statement with who makes it."""
    corpus = graphkit.build(table)
    documents = {document.id: document for document in corpus.documents}
    label = {actor.id: actor.label for actor in corpus.actors}

    print(f"{'date':10}  {'outlet':8}  {'who says so':24}  statement")
    for relation in sorted(corpus.relations, key=lambda relation: relation.date or ""):
        if relation.sign == 0:  # meetings and memberships, and what is denied
            continue
        outlet = documents[relation.evidence.doc].outlet or "unknown"
        speaker = label[relation.attributed_to] if relation.attributed_to else "the article"
        said = f"{label[relation.source]} {SIGNS[relation.sign]} {label[relation.target]}"
        print(f"{relation.date or '':10}  {outlet:8}  {speaker[:24]:24}  {said} ({relation.modality})")

    print("\nClaimed by one side only:")
    graph = corpus.graph()
    for tie in graphkit.voices(graph).one_sided:
        speakers = ", ".join(label[speaker] for speaker in tie.speakers)
        print(f"{label[tie.one]} {SIGNS[tie.sign]} {label[tie.other]}: {speakers}")


if __name__ == "__main__":
    if len(sys.argv) > 1:
        main(Path(sys.argv[1]))
    else:
        with tempfile.TemporaryDirectory() as folder:
            write_seeds(Path(folder) / "articles.csv")
            main(Path(folder) / "articles.csv")
