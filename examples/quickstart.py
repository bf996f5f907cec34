"""Who stands with whom in a folder of articles: `python examples/quickstart.py [FOLDER]`."""

import sys
from pathlib import Path

import graphkit

folder = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent.parent / "seeds"
corpus = graphkit.build([folder])
graph = corpus.graph(types=["alliance", "opposition"])

for source, target, edge in sorted(graph.edges(data=True), key=lambda e: -e[2]["weight"])[:10]:
    sign = {1: "with", -1: "against"}[edge["sign"]]
    relation = graph.graph["relations"][edge["relations"][0]]
    print(f"{graph.nodes[source]['label']} {sign} {graph.nodes[target]['label']} ({edge['modality']})")
    print(f"    {relation.evidence.sentence}")
