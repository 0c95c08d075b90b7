"""The engine's error, and the check for unique ids."""

from __future__ import annotations

from collections.abc import Iterable


class EngineError(ValueError):
    """Facts or requests that are invalid or contradict each other.

    ``code`` and ``params`` say what and where; `messages.sentences.describe` words it for people.
    """

    def __init__(self, code: str, **params: object) -> None:
        super().__init__(code, params)
        self.code = code
        self.params = params


def require_distinct(ids: Iterable[str]) -> None:
    """Raise `EngineError` (``duplicate_id``) for the first id that occurs twice."""
    seen: set[str] = set()
    for name in ids:
        if name in seen:
            raise EngineError("duplicate_id", id=name)
        seen.add(name)
