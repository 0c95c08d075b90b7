"""The time in which a server that failed is left alone."""

import time

from hongmajia.core.backoff import Backoff


class Rest:
    """The time in which this process leaves a server alone: 30 s, then up to ``longest``."""

    def __init__(self, longest: float = 900) -> None:
        self._backoff, self._until = Backoff(first=30, longest=longest), 0.0

    def is_on(self) -> bool:
        """Whether nothing is handed to it now."""
        return time.monotonic() < self._until

    def begin(self) -> None:
        """The server failed: each rest in a row is longer."""
        self._until = time.monotonic() + self._backoff.after(0)

    def end(self) -> None:
        """The server took something."""
        self._backoff.failures, self._until = 0, 0.0
