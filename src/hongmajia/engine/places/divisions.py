"""The administrative divisions of the country, by their GB/T 2260 codes.

``data/regions.csv`` holds provinces, cities and counties with the position of their seat (in
Zhejiang of their middle), ``data/former.csv`` the names that they had since 1990 and what became
of divisions that were merged. `scripts/divisions.py` writes both; docs/adr/0092 names the sources.
"""

import csv
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from .names import short_name

DIRECTLY = "90"
"""Third and fourth digit of counties that stand under no city, such as 济源市 (419001)."""
MUNICIPALITIES = frozenset({"11", "12", "31", "50"})
"""The first two digits of the provinces that are a city: 北京, 天津, 上海, 重庆."""


@dataclass(frozen=True, slots=True)
class Division:
    """A province, city or county; ``lon`` and ``lat`` in degrees, ``None`` if not known."""

    adcode: str
    name: str
    lon: float | None
    lat: float | None

    @property
    def is_province(self) -> bool:
        """Whether it is a province, an autonomous region or a municipality."""
        return self.adcode.endswith("0000")

    @property
    def is_county(self) -> bool:
        """Whether it is a county, a district or a city of the county level."""
        return not self.adcode.endswith("00")

    @property
    def short_name(self) -> str:
        """The name as people say it."""
        return short_name(self.name)

    @property
    def has_no_city(self) -> bool:
        """Whether it is a county under no city: directly under its province."""
        return self.is_county and is_directly_under(self.adcode)


def is_directly_under(adcode: str) -> bool:
    """Whether a county of this code stands under its province and under no city."""
    return adcode[2:4] == DIRECTLY or adcode[:2] in MUNICIPALITIES


@cache
def divisions() -> dict[str, Division]:
    """All divisions by code, in the order of the codes."""
    return {
        row["adcode"]: Division(
            row["adcode"], row["name"],
            float(row["lon"]) if row["lon"] else None, float(row["lat"]) if row["lat"] else None,
        )
        for row in _rows("regions.csv")
    }  # fmt: skip


@cache
def provinces() -> tuple[Division, ...]:
    """The 34 provinces, in the order of their codes."""
    return tuple(one for one in divisions().values() if one.is_province)


def in_province(province: str) -> list[Division]:
    """The cities and counties of a province (its code, of which two digits count)."""
    return [
        one
        for code, one in divisions().items()
        if code.startswith(province[:2]) and not one.is_province
    ]


def former_names() -> Iterator[tuple[str, str]]:
    """Code of today and former name, the latest change first."""
    rows = sorted(_rows("former.csv"), key=lambda row: row["until"], reverse=True)
    return ((row["adcode"], row["name"]) for row in rows)


SIGNS = {
    "11": "京", "12": "津", "13": "冀", "14": "晋", "15": "蒙", "21": "辽", "22": "吉", "23": "黑",
    "31": "沪", "32": "苏", "33": "浙", "34": "皖", "35": "闽", "36": "赣", "37": "鲁", "41": "豫",
    "42": "鄂", "43": "湘", "44": "粤", "45": "桂", "46": "琼", "50": "渝", "51": "川", "52": "贵",
    "53": "云", "54": "藏", "61": "陕", "62": "甘", "63": "青", "64": "宁", "65": "新", "71": "台",
    "81": "港", "82": "澳",
}  # fmt: skip
"""First two digits of a code → the one character that stands for the province (简称)."""


def sign_of(adcode: str) -> str:
    """湘 for any code in Hunan; empty outside the provinces."""
    return SIGNS.get(adcode[:2], "")


@cache
def labels() -> dict[str, str]:
    """Code → short name; the full one where two of a city would be called the same (井陉)."""
    known = divisions().values()
    shared = Counter((one.adcode[:4], one.is_county, one.short_name) for one in known)
    return {
        one.adcode: one.name
        if shared[one.adcode[:4], one.is_county, one.short_name] > 1
        else one.short_name
        for one in known
    }


def is_shared(adcode: str) -> bool:
    """Whether the short name of a county is that of its city or of another county there too."""
    return adcode in _shared()


@cache
def _shared() -> frozenset[str]:
    known = divisions().values()
    names = Counter((one.adcode[:4], one.short_name) for one in known)
    return frozenset(
        one.adcode for one in known if one.is_county and names[one.adcode[:4], one.short_name] > 1
    )


def _rows(name: str) -> list[dict[str, str]]:
    with files(__package__).joinpath("data", name).open(encoding="utf-8") as lines:
        return list(csv.DictReader(lines))
