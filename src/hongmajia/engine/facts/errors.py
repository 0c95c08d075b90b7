"""TODO."""

from __future__ import annotations

from collections.abc import Iterable


class EngineError(ValueError):
    """The facts or the wishes contradict themselves; the text says where.

    ``code`` and ``params`` let `words.say` render it for the user.
    """

    def __init__(self, code: str, **params: object) -> None:
        super().__init__(code, params)
        self.code = code
        self.params = params


def require_distinct(ids: Iterable[str]) -> None:
    """Raise `EngineError` for the first id that comes twice."""
    seen: set[str] = set()
    for name in ids:
        if name in seen:
            raise EngineError("duplicate_id", id=name)
        seen.add(name)
