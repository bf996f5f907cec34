"""Who stands with whom in a folder of articles: `python examples/quickstart.py [FOLDER]`."""

import sys
from collections import Counter
from pathlib import Path

import graphkit

SIGNS = {1: "with", -1: "against"}


def main(folder: Path) -> None:
    """Build the folder in memory, and print its ten best attested edges with a sentence each."""
    corpus = graphkit.build(folder)
    print(f"{corpus.number_of_documents} articles, {corpus.number_of_actors} actors\n")

    graph = corpus.graph(types=["alliance", "opposition"])  # a networkx.MultiDiGraph
    label = graph.nodes(data="label")
    edges = sorted(graph.edges(data=True), key=lambda edge: (-edge[2]["sources"], -edge[2]["weight"]))
    for source, target, edge in edges[:10]:
        count = f"{edge['sources']} independent source" + "s" * (edge["sources"] > 1)
        print(f"{label[source]} {SIGNS[edge['sign']]} {label[target]} ({edge['modality']}, {count})")
        relation = graph.graph["relations"][edge["relations"][0]]
        print(f"    {relation.date} {relation.evidence.doc}: {relation.evidence.sentence}")

    modalities = Counter("denied" if r.negated else r.modality for r in corpus.relations)
    counts = ", ".join(f"{count} {modality}" for modality, count in modalities.most_common())
    print(f"\n{len(corpus.relations)} statements: {counts}; what is denied makes no edge")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent.parent / "seeds")
