"""A sequence of helpers of which a subclass makes one at a time."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence
from typing import overload

from hongmajia.engine.facts import Helper


class HelperRows(Sequence[Helper]):
    """Helpers that are made when they are accessed; ``ids`` are known without that."""

    ids: tuple[str, ...]

    @abstractmethod
    def helper_at(self, row: int) -> Helper:
        """The helper of a row."""

    def __len__(self) -> int:
        """The number of helpers."""
        return len(self.ids)

    @overload
    def __getitem__(self, row: int) -> Helper: ...
    @overload
    def __getitem__(self, row: slice) -> Sequence[Helper]: ...
    def __getitem__(self, row: int | slice) -> Helper | Sequence[Helper]:
        """The helper of a row, or the helpers of a slice."""
        if isinstance(row, slice):
            return [self.helper_at(each) for each in range(*row.indices(len(self)))]
        return self.helper_at(row)
