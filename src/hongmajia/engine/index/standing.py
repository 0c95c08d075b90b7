"""What a helper's workplace, grade and honours say, whatever the need: weak priors.

Who teaches or does research at a university, or leads a union's service team, is asked about
many subjects; a craftsman of a works about one. Grades and honours say that a helper is good, but
not at what.
"""

from __future__ import annotations

import re

from hongmajia.engine.facts import Helper, Kind

TEACHES = re.compile("高校|大学|学院|科研|研究院|研究所|院校|教授|院士|博士|科技副总|科技特派")
"""Who teaches or does research."""
GATHERS = re.compile("总工会|市总|县总|区总|省总|跨地区|服务队|智囊团|专家组|顾问团|联盟|工作站")
"""Who gathers helpers of many crafts."""
GENERAL = re.compile("综合|多工种|各行业|产学研|技术服务")
"""Trades that name no craft."""
GATHERED = 0.7
"""What gathering counts, where teaching counts 1."""
GRADES = ("首席技师", "特级技师", "正高级", "高级技师", "副高级", "技师", "高级工")
"""Grades that count, the highest first."""
HONOURS = (
    ("大国工匠|全国劳动模范|全国劳模|院士|国家级|中华技能大奖", 1.0),
    ("全国|国家", 0.8),
    ("省|自治区|工匠", 0.6),
    ("市|县|劳模|劳动模范|标兵|能手|技师", 0.4),
)
"""Honours by what they contain, and what they count."""


def breadth(helper: Helper) -> float:
    """How much a helper is a generalist by where they work, 0…1."""
    about = " ".join((helper.unit_type, helper.trade, helper.name, *helper.honours, helper.text))
    if TEACHES.search(about):
        return 1.0
    gathers = GENERAL.search(helper.trade) or GATHERS.search(f"{helper.unit_type} {helper.name}")
    return GATHERED if gathers or helper.kind is Kind.TEAM else 0.0


def standing(helper: Helper) -> float:
    """How high a helper's grade and honours are, 0…1."""
    said = " ".join((helper.grade, *helper.honours))
    grade = next((rank for rank, name in enumerate(GRADES) if name in said), len(GRADES))
    by_grade = 1 - grade / len(GRADES)
    by_honour = max((_honour(title) for title in helper.honours), default=0.0)
    return max(by_grade, by_honour)


def _honour(title: str) -> float:
    """What one honour counts."""
    return next((value for words, value in HONOURS if re.search(words, title)), 0.2)
