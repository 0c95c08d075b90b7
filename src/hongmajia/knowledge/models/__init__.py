"""Kinds of problems, their standard answers, and trials of what others did."""

from .answers import TEXTS, Answer
from .kinds import KindNeed, ProblemKind
from .trials import Trial

__all__ = ["TEXTS", "Answer", "KindNeed", "ProblemKind", "Trial"]
