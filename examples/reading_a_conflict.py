"""Camps, who stands between them, and what changed: `python examples/reading_a_conflict.py [FOLDER]`.

A tie is a pair of actors with asserted alliances or oppositions, whatever their direction. States are
rolled up: a state is read with its government, its army and its office-holders.
"""

import sys
from collections.abc import Mapping
from pathlib import Path

import graphkit
from graphkit.analysis.blocs import Blocs

SIGNS = {1: "allied with", -1: "opposed to", 0: "both with and against"}


def main(folder: Path) -> None:
    """Build the folder in memory, and print its camps, its brokers and its changes, with sentences."""
    corpus = graphkit.build(folder)
    graph = corpus.graph(roll_up=True)
    label = dict(graph.nodes(data="label"))
    print_camps(graphkit.blocs(graph), label)

    balance = graphkit.balance(graph)
    print(f"\nTies that no two camps can explain: {balance.frustration} of {balance.ties}")

    print("\nWho joins allies that are not tied to each other")
    between = [broker for broker in graphkit.brokers(graph).brokers if broker.betweenness]
    for broker in between:
        print(f"  {label[broker.actor]}: {broker.allies} allies, betweenness {broker.betweenness:.2f}")

    print("\nWhat changed from year to year")
    for change in graphkit.changes(graph, window="year").ties:
        tie = change.tie
        print(
            f"  {change.earlier} > {change.later} {change.kind}: "
            f"{label[tie.one]} {SIGNS[tie.sign]} {label[tie.other]}"
        )
        relation = graph.graph["relations"][tie.relations[0]]
        print(f"      {relation.date} {relation.evidence.sentence}")


def print_camps(partition: Blocs, label: Mapping[str, str]) -> None:
    """Each camp by its groups of allies, and the ties that contradict the partition."""
    print("Camps (groups parted by | have an enemy in common, no more)")
    for bloc in partition.blocs:
        groups = (", ".join(label[actor] for actor in group) for group in bloc.groups)
        print(f"  {bloc.id}  {' | '.join(groups)}")
    for tie in partition.contradictions:
        print(f"  contradicted: {label[tie.one]} {SIGNS[tie.sign]} {label[tie.other]}")
    if partition.is_best:
        print("  no other partition into two camps contradicts less")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent.parent / "seeds")
