"""How good a build is: its edges against a hand-made gold, and floors that keep the figures up."""

from graphkit.evaluation.gate import GateResult, gate
from graphkit.evaluation.scoring import Evaluation, evaluate

__all__ = ["Evaluation", "GateResult", "evaluate", "gate"]
