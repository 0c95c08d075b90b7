"""Exponential backoff: the wait before each retry doubles, and is short again after success."""

from dataclasses import dataclass

STABLE = 30
"""Seconds of running after which an earlier failure is forgotten."""


@dataclass
class Backoff:
    """Waits of ``first``, 2 × ``first``, 4 × ``first`` … seconds, never more than ``longest``."""

    first: float
    longest: float
    failures: int = 0

    def after(self, ran: float) -> float:
        """Return the seconds to wait after a try that ran for ``ran`` seconds and then failed."""
        if ran >= STABLE:
            self.failures = 0
        wait = min(self.first * 2.0**self.failures, self.longest)
        self.failures += 1
        return wait
