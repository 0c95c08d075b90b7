"""The cells of one row, read and checked one by one; faults are collected, not raised."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Mapping
from typing import Any, TypeVar

from hongmajia.match_command.faults import Fault, Row
from hongmajia.spelling import folded, says_nothing

T = TypeVar("T")

LONGEST_TEXT = 20_000
"""Most characters in one cell: about twenty pages; more is a mistake."""

_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
"""Characters that no spreadsheet can contain; they are removed."""


class Cells:
    """One row being read: returns values by name and collects the faults found on the way."""

    def __init__(self, file: str, number: int, row: Row, shown: Mapping[str, str]) -> None:
        self.faults: list[Fault] = []
        self._file, self._number, self._row, self._shown = file, number, row, shown

    def fault(self, name: str, code: str, **params: Any) -> None:
        """Record what is wrong with a cell."""
        column = self._shown.get(name, name)
        self.faults.append(Fault(self._file, code, self._number, column, params))

    def text(self, name: str, required: bool = False) -> str:
        """The text of a cell; a fault if it is too long, is not a value, or is ``required`` and
        empty.
        """
        faults_before = len(self.faults)
        found = self._checked(name, self._row.get(name))
        if required and not found and len(self.faults) == faults_before:
            self.fault(name, "empty")
        return found

    def texts(self, name: str) -> tuple[str, ...]:
        """The items of a cell: a JSON list, or words separated by 、 or , or ; or |."""
        raw = self._row.get(name)
        if isinstance(raw, str) and raw.lstrip().startswith("["):
            raw = _listed(raw)
        if not isinstance(raw, list):
            raw = re.split(r"[、,，;；|\n]", self._checked(name, raw))
        found = (self._checked(name, each) for each in raw)
        return tuple(each for each in found if each)

    def words(self, name: str) -> tuple[str, ...]:
        """The items of a cell without 无 and other words for nothing."""
        return tuple(each for each in self.texts(name) if not says_nothing(each))

    def _checked(self, name: str, raw: Any) -> str:
        """A value as text; empty, with a fault, if it is not a value or too long."""
        if _is_nan(raw) or isinstance(raw, (dict, list)):
            self.fault(name, "not_a_value")
            return ""
        found = _text(raw)
        if len(found) > LONGEST_TEXT:
            self.fault(name, "too_long", length=len(found), most=LONGEST_TEXT)
            return ""
        return found

    def number(self, name: str, low: float, high: float) -> float | None:
        """A number within two bounds, or ``None`` for an empty or faulty cell."""
        found = self.text(name)
        if not found:
            return None
        try:
            value = float(found)
        except ValueError:
            self.fault(name, "not_a_number", value=found[:30])
            return None
        if not low <= value <= high:
            self.fault(name, "out_of_bounds", value=found[:30], low=low, high=high)
            return None
        return value

    def whole(self, name: str, low: int, high: int) -> int | None:
        """A whole number within two bounds, or ``None`` for an empty or faulty cell."""
        value = self.number(name, low, high)
        if value is not None and not value.is_integer():
            self.fault(name, "not_whole", value=value)
            return None
        return None if value is None else int(value)

    def one_of(self, name: str, meanings: Mapping[T, str], otherwise: T) -> T:
        """The meaning of a word from a short list; ``otherwise`` for an empty or faulty cell."""
        found = self.text(name)
        if not found:
            return otherwise
        for meaning, words in meanings.items():
            if _bare(found) in map(_bare, words.split()):
                return meaning
        self.fault(
            name,
            "not_one_of",
            value=found[:30],
            words="、".join(" ".join(meanings.values()).split()),
        )
        return otherwise

    def category(self) -> int | None:
        """One of the official categories, by its number or by words that begin with it."""
        found = self.text("category")
        number = re.match(r"(?:第|category)?([1-7])(?!\d)", folded(found))
        if found and not number:
            self.fault("category", "not_one_of", value=found[:30], words="1、2、3、4、5、6、7")
        return int(number[1]) if number else None

    def point(self) -> tuple[float | None, float | None]:
        """Longitude and latitude in degrees: both or neither."""
        lon, lat = self.number("lon", -180, 180), self.number("lat", -90, 90)
        if (lon is None) != (lat is None) and not self.faults:
            self.fault("lon" if lon is None else "lat", "half_a_point")
        return (lon, lat) if lon is not None and lat is not None else (None, None)

    def require_new(self, seen: dict[str, int]) -> None:
        """Record a fault if the id of this row is in ``seen`` (id → row number), and add it
        there.
        """
        name = _text(self._row.get("id"))
        if name and name in seen:
            self.fault("id", "id_twice", id=name, first=seen[name])
        seen.setdefault(name, self._number)


def _bare(word: str) -> str:
    """A word as it is compared: ``On site``, ``on_site`` and ``onsite`` are one."""
    return re.sub("[-_]", "", folded(word))


def _text(value: Any) -> str:
    """A cell as text; a float without fraction as a whole number."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return _UNPRINTABLE.sub("", str(value)).strip()


def _is_nan(value: Any) -> bool:
    """Whether a value is what spreadsheets and data frames contain where a value got lost."""
    if isinstance(value, float):
        return not math.isfinite(value)
    return isinstance(value, str) and value.strip().lower() in (
        "nan",
        "#n/a",
        "#value!",
        "#ref!",
        "#name?",
        "#div/0!",
    )


def _listed(raw: str) -> Any:
    """The JSON list in a cell, else the text as it is."""
    try:
        return json.loads(raw)
    except ValueError:
        return raw
