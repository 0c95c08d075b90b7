"""A matrix of values in NumPy's .npz format, as published assignment instances come.

``affinity`` (needs × helpers) is required: finite and ≥ 0, NaN for a pair that is not allowed.
Optional: ``needs`` and ``helpers`` (ids), ``wanted`` (helpers per need), ``room`` (needs per
helper).
"""

from __future__ import annotations

import zipfile
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from hongmajia.engine.arrays import Floats, Ints
from hongmajia.engine.facts import EngineError, Helper, Need, require_distinct
from hongmajia.match_command.faults import Fault, TableError

LARGEST = 20_000_000
"""Most pairs in a matrix."""


@dataclass(frozen=True, slots=True)
class Matrix:
    """Values of all pairs, the ids of its rows and columns, and the limits."""

    affinity: Floats
    needs: tuple[str, ...]
    helpers: tuple[str, ...]
    wanted: Ints
    capacity: Ints

    def with_facts(
        self, needs: Sequence[Need], helpers: Sequence[Helper], per_need: int | None
    ) -> Matrix:
        """The matrix with ids, limits and exclusions of these needs (rows) and helpers (columns).

        Raises `EngineError` (``matrix_shape``) if their numbers differ.
        """
        if self.affinity.shape != (len(needs), len(helpers)):
            raise EngineError("matrix_shape", shape=" × ".join(map(str, self.affinity.shape)))
        affinity, column = self.affinity.copy(), {h.id: at for at, h in enumerate(helpers)}
        for row, need in enumerate(needs):
            affinity[row, [column[name] for name in need.excluded if name in column]] = np.nan
        return replace(
            self,
            affinity=affinity,
            needs=tuple(need.id for need in needs),
            helpers=tuple(helper.id for helper in helpers),
            wanted=np.array([per_need or need.helpers_wanted for need in needs], dtype=np.int64),
            capacity=np.array([helper.capacity for helper in helpers], dtype=np.int64),
        )


def read_matrix(path: Path, per_need: int | None, capacity: int) -> Matrix:
    """The matrix in a file; ``per_need`` overrides the wanted helpers, ``capacity`` applies if
    the file has none. Raises `TableError` for anything invalid.
    """
    arrays = _arrays(path)
    affinity = _affinity(path, arrays)
    rows, columns = affinity.shape
    wanted = arrays.get("wanted", np.full(rows, per_need or 1))
    return Matrix(
        affinity,
        _ids(path, "needs", arrays, "N", rows),
        _ids(path, "helpers", arrays, "H", columns),
        _limits(path, "wanted", wanted if per_need is None else np.full(rows, per_need), rows),
        _limits(path, "room", arrays.get("room", np.full(columns, capacity)), columns),
    )


def _affinity(path: Path, arrays: dict[str, Any]) -> Floats:
    if "affinity" not in arrays:
        raise TableError([Fault(path.name, "column_missing", 1, "affinity")])
    affinity: Floats = _numbers(path, "affinity", arrays["affinity"], float)
    if affinity.ndim != 2 or not 0 < affinity.size <= LARGEST:
        shape = " × ".join(map(str, affinity.shape))
        raise TableError([Fault(path.name, "matrix_shape", params={"shape": shape})])
    return affinity


def _arrays(path: Path) -> dict[str, Any]:
    """The arrays of the file; pickled objects, which could run code, are refused."""
    try:
        with np.load(path, allow_pickle=False) as found:
            return {name: found[name] for name in found.files}
    except FileNotFoundError as error:
        raise TableError([Fault(path.name, "no_such_file")]) from error
    except (OSError, ValueError, AttributeError, zipfile.BadZipFile) as error:
        raise TableError([Fault(path.name, "not_npz")]) from error


def _numbers(path: Path, name: str, array: Any, kind: type) -> Any:
    """The array as numbers of a type."""
    if array.dtype.kind not in "fiub":
        raise TableError([Fault(path.name, "not_a_value", 1, name)])
    return np.asarray(array, dtype=kind)


def _limits(path: Path, name: str, array: Any, length: int) -> Ints:
    """An array of whole numbers of at least 0, of this length."""
    numbers = _numbers(path, name, array, float)
    if numbers.shape != (length,):
        raise TableError([Fault(path.name, "matrix_shape", params={"shape": name})])
    for row, value in enumerate(numbers.tolist(), 1):
        if not value >= 0 or value != int(value):
            faulty = {"value": str(value), "low": 0, "high": length}
            raise TableError([Fault(path.name, "out_of_bounds", row, name, faulty)])
    return np.asarray(numbers, dtype=np.int64)


def _ids(
    path: Path, name: str, arrays: dict[str, Any], letter: str, length: int
) -> tuple[str, ...]:
    """The ids in the file, or consecutive numbers after ``letter``."""
    if name not in arrays:
        return tuple(f"{letter}{number}" for number in range(1, length + 1))
    ids = tuple(str(each) for each in np.ravel(arrays[name]).tolist())
    if len(ids) != length:
        raise TableError([Fault(path.name, "matrix_shape", params={"shape": name})])
    require_distinct(ids)
    return ids
