"""Helpers in the interface: artisans and teams, their licences and insurances."""

from .helpers import router as helpers
from .safety import router as safety

__all__ = ["helpers", "safety"]
