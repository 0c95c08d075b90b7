"""Helpers in the interface: artisans and teams, their licences, insurances, pairings."""

from .helpers import router as helpers
from .pairings import router as pairings
from .safety import router as safety

__all__ = ["helpers", "pairings", "safety"]
