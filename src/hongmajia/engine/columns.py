"""From rows of a table to needs and helpers: headings in two languages, every cell checked.

All faults of a file are gathered, so that they can be mended in one go.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeVar

from hongmajia.engine import tables
from hongmajia.engine.facts import Helper, Kind, Mode, Need
from hongmajia.engine.tables import Fault, Row, TableError

LONGEST_TEXT = 20_000
"""Most characters in one cell: some twenty pages; more is a mistake."""
MOST_FAULTS = 20
"""Faults listed before reading stops."""

NEED_HEADINGS = {
    "id": "编号 需求编号 问题编号 序号",
    "title": "标题 需求标题 问题标题 需求名称 问题名称 名称",
    "text": "内容 需求内容 问题内容 问题描述 需求描述 描述 详情 问题",
    "industry": "行业 所属行业 行业类别",
    "category": "类别 需求类别 分类",
    "region": "地区 所在地区 所在地 区域 地址",
    "adcode": "行政区划代码 区划代码",
    "lon": "经度",
    "lat": "纬度",
    "mode": "方式 服务方式",
    "helpers_wanted": "所需人数 需要人数 人数 需要几位",
    "excluded": "回避 排除 不请",
    "urgency": "紧急程度 紧急",
}
HELPER_HEADINGS = {
    "id": "编号 师傅编号 工号 序号",
    "name": "姓名 名称 队名",
    "kind": "类型 类别",
    "text": "简介 介绍 个人简介 内容 事迹",
    "trade": "工种 职业 专业 职业工种",
    "specialities": "专长 特长 擅长 技术专长",
    "honours": "荣誉 荣誉称号 称号",
    "industry": "行业 所属行业",
    "categories": "服务类别",
    "region": "地区 所在地区 所在地 区域 地址",
    "adcode": "行政区划代码 区划代码",
    "lon": "经度",
    "lat": "纬度",
    "capacity": "可接单数 还可接 可接数量 容量 接单上限",
    "weekly": "每周可接 每周可接单数",
    "radius_km": "服务半径 半径 愿走公里",
    "online_ok": "可在线 在线指导 可在线指导",
    "solved": "解决过的问题 解决过",
}
MODES = {
    Mode.EITHER: "either any 均可 都可以 不限 现场或在线",
    Mode.ONSITE: "onsite on-site 现场 上门 线下",
    Mode.ONLINE: "online 在线 线上 远程",
}
KINDS = {
    Kind.ARTISAN: "artisan 个人 师傅 工匠 劳模 劳模工匠",
    Kind.TEAM: "team 服务队 团队 队 专业组 集体",
}
YES_NO = {True: "true yes 1 是 可 可以 能", False: "false no 0 否 不可 不可以 不能 不"}

_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
"""What no table can hold; it is left out."""

T = TypeVar("T")


def read_needs(path: Path) -> list[Need]:
    """The needs in a file, or `TableError` with every fault found."""
    return _read(path, NEED_HEADINGS, ("id", "text"), _need)


def read_helpers(path: Path, capacity: int) -> list[Helper]:
    """The helpers in a file; ``capacity`` is meant where none is given."""
    return _read(path, HELPER_HEADINGS, ("id", "name"), lambda cells: _helper(cells, capacity))


def read_pairs(path: Path) -> list[tuple[str, str]]:
    """(need id, helper id) of an earlier plan; lines without a helper are left out."""
    headings = {"need": "需求 需求编号", "helper": "师傅 师傅编号"}
    rows = _named(path, headings, ("need",))
    pairs = [(_text(row.get("need")), _text(row.get("helper"))) for _, row, _ in rows]
    return [(need, helper) for need, helper in pairs if helper]


def _read(
    path: Path, headings: Mapping[str, str], required: Sequence[str], make: Callable[[Cells], T]
) -> list[T]:
    """Every row made into a fact, all faults gathered, no id twice."""
    made: list[T] = []
    faults: list[Fault] = []
    first_seen: dict[str, int] = {}
    for number, row, shown in _named(path, headings, required):
        cells = Cells(path.name, number, row, shown)
        made.append(make(cells))
        cells.require_new(first_seen)
        faults += cells.faults
        if len(faults) >= MOST_FAULTS:
            break
    if faults:
        raise TableError(faults[:MOST_FAULTS])
    return made


def _named(
    path: Path, headings: Mapping[str, str], required: Sequence[str]
) -> list[tuple[int, Row, dict[str, str]]]:
    """Rows under our names, with the names the file uses; unknown columns are left out."""
    rows = tables.read(path)
    known = {alias: name for name, words in headings.items() for alias in (name, *words.split())}
    spelt = {
        key: known[key.strip().lower()]
        for _, row in rows
        for key in row
        if key.strip().lower() in known
    }
    shown = {name: key for key, name in reversed(spelt.items())}
    for name in required:
        if name not in shown:
            wanted = f"{name}（{headings[name].split()[0]}）"
            raise TableError([Fault(path.name, "column_missing", 1, wanted)])
    return [(number, _renamed(row, spelt, shown), shown) for number, row in rows]


def _renamed(row: Row, spelt: Mapping[str, str], shown: Mapping[str, str]) -> Row:
    """The row under our names; of two columns that mean the same, the first counts."""
    return {
        spelt[key]: value for key, value in row.items() if key in spelt and shown[spelt[key]] == key
    }


class Cells:
    """One row being read: asks for values by name and keeps the faults met on the way."""

    def __init__(self, file: str, number: int, row: Row, shown: Mapping[str, str]) -> None:
        self.faults: list[Fault] = []
        self._file, self._number, self._row, self._shown = file, number, row, shown

    def fault(self, name: str, code: str, **params: Any) -> None:
        """Note what is wrong with a cell."""
        column = self._shown.get(name, name)
        self.faults.append(Fault(self._file, code, self._number, column, params))

    def text(self, name: str, required: bool = False) -> str:
        """A text; too long, or not a value at all, is a fault."""
        faults_before = len(self.faults)
        found = self._checked(name, self._row.get(name))
        if required and not found and len(self.faults) == faults_before:
            self.fault(name, "empty")
        return found

    def texts(self, name: str) -> tuple[str, ...]:
        """A list: a JSON list, or words with 、 or ; or , between them."""
        raw = self._row.get(name)
        if isinstance(raw, str) and raw.lstrip().startswith("["):
            raw = _listed(raw)
        if not isinstance(raw, list):
            raw = re.split(r"[、,，;；|\n]", self._checked(name, raw))
        found = (self._checked(name, each) for each in raw)
        return tuple(each for each in found if each)

    def _checked(self, name: str, raw: Any) -> str:
        """A value as text, unless it is none or too long."""
        if _is_nan(raw) or isinstance(raw, (dict, list)):
            self.fault(name, "not_a_value")
            return ""
        found = _text(raw)
        if len(found) > LONGEST_TEXT:
            self.fault(name, "too_long", length=len(found), most=LONGEST_TEXT)
            return ""
        return found

    def number(self, name: str, low: float, high: float) -> float | None:
        """A number between two bounds, or nothing."""
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
        """A whole number between two bounds, or nothing."""
        value = self.number(name, low, high)
        if value is not None and not value.is_integer():
            self.fault(name, "not_whole", value=value)
            return None
        return None if value is None else int(value)

    def one_of(self, name: str, meanings: Mapping[T, str], otherwise: T) -> T:
        """A word from a short list; nothing means ``otherwise``."""
        found = self.text(name).lower()
        if not found:
            return otherwise
        for meaning, words in meanings.items():
            if found in words.split():
                return meaning
        self.fault(
            name,
            "not_one_of",
            value=found[:30],
            words="、".join(" ".join(meanings.values()).split()),
        )
        return otherwise

    def category(self) -> int | None:
        """One of the official categories, by its number or words that begin with it."""
        found = self.text("category")
        if found and not re.match(r"[1-7](?!\d)", found):
            self.fault("category", "not_one_of", value=found[:30], words="1、2、3、4、5、6、7")
            return None
        return int(found[0]) if found else None

    def point(self) -> tuple[float | None, float | None]:
        """Longitude and latitude: both or neither."""
        lon, lat = self.number("lon", -180, 180), self.number("lat", -90, 90)
        if (lon is None) != (lat is None) and not self.faults:
            self.fault("lon" if lon is None else "lat", "half_a_point")
        return (lon, lat) if lon is not None and lat is not None else (None, None)

    def require_new(self, seen: dict[str, int]) -> None:
        """No id may come twice."""
        name = _text(self._row.get("id"))
        if name and name in seen:
            self.fault("id", "id_twice", id=name, first=seen[name])
        seen.setdefault(name, self._number)


def _need(cells: Cells) -> Need:
    """A need from its row."""
    lon, lat = cells.point()
    return Need(
        id=cells.text("id", required=True),
        text=cells.text("text", required=True),
        title=cells.text("title"),
        industry=cells.text("industry"),
        category=cells.category(),
        region=cells.text("region"),
        adcode=cells.text("adcode"),
        lon=lon,
        lat=lat,
        mode=cells.one_of("mode", MODES, Mode.EITHER),
        helpers_wanted=cells.whole("helpers_wanted", 1, 100) or 1,
        excluded=frozenset(cells.texts("excluded")),
        urgency=cells.whole("urgency", 0, 9) or 0,
    )


def _helper(cells: Cells, capacity: int) -> Helper:
    """A helper from its row; something must be said of what he can do."""
    lon, lat = cells.point()
    given = cells.whole("capacity", 0, 10_000)
    helper = Helper(
        id=cells.text("id", required=True),
        name=cells.text("name", required=True),
        kind=cells.one_of("kind", KINDS, Kind.ARTISAN),
        text=cells.text("text"),
        trade=cells.text("trade"),
        specialities=cells.texts("specialities"),
        honours=cells.texts("honours"),
        industry=cells.text("industry"),
        categories=frozenset(
            int(each) for each in cells.texts("categories") if each in set("1234567")
        ),
        region=cells.text("region"),
        adcode=cells.text("adcode"),
        lon=lon,
        lat=lat,
        capacity=capacity if given is None else given,
        weekly=cells.whole("weekly", 0, 10_000),
        radius_km=cells.number("radius_km", 0, 20_000),
        online_ok=cells.one_of("online_ok", YES_NO, True),
        solved=cells.texts("solved"),
    )
    if not (helper.text or helper.trade or helper.specialities) and not cells.faults:
        cells.fault("text", "nothing_known")
    return helper


def _text(value: Any) -> str:
    """A cell as text."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return _UNPRINTABLE.sub("", str(value)).strip()


def _is_nan(value: Any) -> bool:
    """What spreadsheets and data frames leave where a value got lost."""
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
    """A JSON list written into a cell, else the text as it is."""
    try:
        return json.loads(raw)
    except ValueError:
        return raw
