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
    "家数": "家", "件数": "件", "条数": "条", "对数": "对", "个数": "个", "场次": "场",
    "场数": "场", "人次": "人次", "人次数": "人次",
}  # fmt: skip
"""Headings that name no more than what is counted → the unit of the indicator."""
COUNTED = re.compile("(?:[家件条对个场]?数)$")
"""What stands behind the name of an indicator: 征集件数."""
LOOSE = ("志愿", "企业", "合理化")
"""Words of a group that the name of an indicator need not have: 志愿服务, 企业需求."""
MEASURES = {
    str(label): measure for measure in ALL for label in (measure.label, measure.short) if str(label)
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
    unit = UNITS.get(_bare(text))
    return any(unit == str(one.unit) for one in ALL if one.name == measure)


def period_of(text: str) -> str:
    """The period that a heading means; the year where it says none."""
    return next((period for word, period in TIMES.items() if word in text), Period.YEAR)


def _bare(text: str) -> str:
    heading = REMARK.sub("", text)
    for word in TIMES:
        heading = heading.replace(word, "")
    return heading.strip("_-")


def _called(heading: str) -> str:
    """The indicator of this name, with or without what is counted behind it."""
    found = MEASURES.get(heading) or MEASURES.get(COUNTED.sub("", heading))
    return found.name if found else ""


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
            yield f"{COUNTED.sub('', low)}{bare}"
