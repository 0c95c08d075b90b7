"""The headings of both tables with their Chinese names, and the words for fixed values."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from hongmajia.engine.facts import Kind, Mode
from hongmajia.match_command import reading
from hongmajia.match_command.faults import Fault, Row, TableError
from hongmajia.match_command.reading import Tell, tell_nobody
from hongmajia.sheets import Wanted, normal_heading

NEED_HEADINGS = {
    "id": "编号 需求编号 问题编号 序号 number",
    "title": "标题 需求标题 问题标题 需求名称 问题名称 名称",
    "text": "内容 需求内容 问题内容 问题描述 需求描述 描述 详情 问题 problem",
    "industry": "行业 所属行业 行业类别",
    "category": "类别 需求类别 问题类别 分类",
    "region": "地区 所在地区 所在地 区域 地址 place",
    "adcode": "行政区划代码 区划代码",
    "lon": "经度",
    "lat": "纬度",
    "mode": "方式 服务方式 how",
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
    "unit_type": "单位性质 单位类型 单位类别",
    "grade": "技能等级 职业技能等级 等级",
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
    Mode.EITHER: "either any both on-site-or-online 均可 都可以 不限 现场或在线 现场、在线",
    Mode.ONSITE: "onsite on-site 现场 上门 线下",
    Mode.ONLINE: "online 在线 线上 远程",
}
KINDS = {
    Kind.ARTISAN: "artisan 个人 师傅 工匠 劳模 劳模工匠",
    Kind.TEAM: "team 服务队 团队 队 专业组 集体",
}
YES_NO = {True: "true yes 1 是 可 可以 能", False: "false no 0 否 不可 不可以 不能 不"}


def _named(
    path: Path,
    headings: Mapping[str, str],
    required: Sequence[str],
    tell: Tell = tell_nobody,
    sheet: str = "",
) -> list[tuple[int, Row, dict[str, str]]]:
    """Rows with their number, under our names of the columns, and the names the file uses (our
    name → theirs).

    Unknown columns are dropped. Raises `TableError` if a required column is missing.
    """
    columns = (((name, *words.split()), name in required) for name, words in headings.items())
    rows = reading.read(path, Wanted.of(columns), tell, sheet)
    spelt = _spellings(rows, headings)
    shown = {name: key for key, name in reversed(spelt.items())}
    for name in required:
        if name not in shown:
            wanted = f"{name}（{headings[name].split()[0]}）"
            raise TableError([Fault(path.name, "column_missing", 1, wanted)])
    return [(number, _renamed(row, spelt, shown), shown) for number, row in rows]


def _spellings(rows: Sequence[tuple[int, Row]], headings: Mapping[str, str]) -> dict[str, str]:
    """Our name of each known column, by the name that the file uses."""
    known = {
        normal_heading(alias): name
        for name, words in headings.items()
        for alias in (name, *words.split())
    }
    keys = {
        key: normal_heading(key) for key in dict.fromkeys(key for _, row in rows for key in row)
    }
    return {key: known[bare] for key, bare in keys.items() if bare in known}


def _renamed(row: Row, spelt: Mapping[str, str], shown: Mapping[str, str]) -> Row:
    """The row under our names; if two columns mean the same, the first one counts."""
    return {
        spelt[key]: value for key, value in row.items() if key in spelt and shown[spelt[key]] == key
    }
