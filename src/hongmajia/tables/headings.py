"""Which indicator a heading of a superior's table means, alone or with the groups above it."""

import re
from collections.abc import Iterator, Sequence

from hongmajia.insights.measures import ALL

from .enums import Period

REMARK = re.compile(r"[（(][^（()）]*[)）]|\s")
"""A unit or a remark in a heading: ``活动场次（场）``."""
TIMES = {
    "上年": Period.BEFORE, "去年": Period.BEFORE, "上一年": Period.BEFORE, "同期": Period.BEFORE,
    "累计": Period.ALL, "历年": Period.ALL, "三年": Period.ALL, "报告期": Period.DAYS,
    "本月": Period.DAYS, "本期": Period.DAYS, "本季": Period.DAYS,
}  # fmt: skip
"""Words in a heading → the period that they mean."""
UNITS = {
    "家数": "家", "家": "家", "件数": "件", "件": "件", "项数": "件 个", "项": "件 个",
    "条数": "条", "条": "条", "对数": "对", "对": "对", "个数": "个 件", "个": "个 件",
    "场次": "场", "场数": "场", "场": "场", "支数": "面", "面数": "面", "人次": "人次",
    "人次数": "人次", "万元": "万元", "金额": "万元",
}  # fmt: skip
"""Headings that name no more than what is counted → the units that it may mean."""
LEADS = re.compile("^(?:组织|开展|举办|提出|产生|创造|实现|完成|共|总)+")
"""Verbs in front of the name of an indicator: 开展活动场次."""
COUNTED = (re.compile("数$"), re.compile("(?:[家件条对个场项支面位]|人次)数$"))
"""What stands behind the name of an indicator: 征集件数. 师徒结对数 ends in the shorter one."""
LOOSE = ("志愿", "企业", "合理化")
"""Words of a group that the name of an indicator need not have: 志愿服务, 企业需求."""
ALSO = {
    "needs_collected": "征集问题 收集需求 收集问题 企业需求 需求征集 问题征集 征集技术难题",
    "needs_matched": "对接成功 成功对接 需求对接",
    "needs_solved": "解决难题 解决技术难题 解决问题 解决技术问题 办结需求 需求办结 攻克难题",
    "sessions": "活动 服务活动 服务活动场次 服务场次 志愿服务场次 志愿服务活动 志愿服务活动场次",
    "enterprises": "走访企业 帮扶企业 走进企业 受益企业",
    "visits": "参与劳模工匠 劳模工匠 参加劳模工匠",
    "suggestions": "建议",
    "adopted": "采纳合理化建议 建议采纳 合理化建议采纳",
    "trained": "培训职工 职工培训 技能培训 培训",
    "skilled": "技能提升 提升技能",
    "pairs": "结对 结对拜师 拜师结对 师带徒 签订师徒协议",
    "cases": "案例 典型案例",
    "benefit": "增加效益 节约成本",
    "satisfaction": "满意率",
}
"""Indicator → other names by which the tables of offices call it."""
MEASURES = {
    str(label): measure for measure in ALL for label in (measure.label, measure.short) if str(label)
}
CALLED = {name: measure for measure, names in ALSO.items() for name in names.split()} | {
    label: measure.name for label, measure in MEASURES.items()
}


def measure_of(text: str) -> str:
    """The name of the indicator that a heading is called by; empty if it is none."""
    return _called(_bare(text))


def measure_of_last(texts: Sequence[str]) -> str:
    """The indicator that the last heading means, alone or with one of the groups before it.

    So do 需求 over 征集件数, and 培训 over 人次.
    """
    *groups, own = texts
    together = (_with(group, own) for group in reversed(groups))
    return measure_of(own) or next(filter(None, together), "")


def measure_in(texts: Sequence[str]) -> str:
    """The indicator of the nearest heading that means one; ``texts`` from the farthest."""
    found = (measure_of_last(texts[:n]) for n in range(len(texts), 0, -1))
    return next(filter(None, found), "")


def is_unit_of(text: str, measure: str) -> bool:
    """Whether a heading names the unit of this indicator, and no more: 件数."""
    units = UNITS.get(_bare(text), "").split()
    return any(str(one.unit) in units for one in ALL if one.name == measure)


def period_of(text: str) -> str:
    """The period that a heading means; the year where it says none."""
    return next((period for word, period in TIMES.items() if word in text), Period.YEAR)


def _bare(text: str) -> str:
    heading = REMARK.sub("", text)
    for word in TIMES:
        heading = heading.replace(word, "")
    return heading.strip("_-")


def _called(heading: str) -> str:
    """The indicator of this name, with or without a verb before and what is counted behind it."""
    plain = (heading, LEADS.sub("", heading))
    shorter = (ending.sub("", words) for words in plain for ending in COUNTED)
    return next((CALLED[words] for words in (*plain, *shorter) if words in CALLED), "")


def _with(group: str, own: str) -> str:
    """The indicator that a heading means below a group; empty if none."""
    whole, low = _bare(group), _bare(own)
    if low in UNITS and (found := _called(whole)) and is_unit_of(own, found):
        return found
    return next(filter(None, map(_called, _together(whole, low))), "")


def _together(group: str, low: str) -> Iterator[str]:
    """Names that the two may make: 需求 and 征集数 make 征集需求."""
    if not group or not low:
        return
    for word in ("", *LOOSE):
        if bare := group.replace(word, "") if word else group:
            yield f"{bare}{low}"
            yield from (f"{ending.sub('', low)}{bare}" for ending in COUNTED)
