"""Sayings put into words, in Chinese and English: the one place where the engine's sentences stand.

Web, spreadsheet and command line all call `say`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from hongmajia.engine.facts import EngineError
from hongmajia.engine.reasons import Saying

Sentence = str | Callable[[Mapping[str, Any]], str]

CATEGORIES = {
    1: ("创新发展", "innovation and quality"),
    2: ("绿色生产", "green production"),
    3: ("设备改造与维护", "equipment and maintenance"),
    4: ("日常经营管理", "management"),
    5: ("技能与职业发展", "skills and careers"),
    6: ("职业保障", "safety, health and training"),
    7: ("生活服务", "everyday services"),
}
"""The seven official categories, in short."""


def _online(p: Mapping[str, Any], yes: str, no: str) -> str:
    """The ending that depends on whether online guidance is open."""
    return yes if p["online"] else no


def _beyond_zh(p: Mapping[str, Any]) -> str:
    """How far it is and how far he goes, as far as both are known."""
    known = (
        f"距{p['km']}公里，愿走{p['radius']}公里内"
        if None not in (p["km"], p["radius"])
        else "到不了现场"
    )
    return known + _online(p, "，可在线指导", "")


def _beyond_en(p: Mapping[str, Any]) -> str:
    """The same in English."""
    known = (
        f"{p['km']} km away, travels up to {p['radius']} km"
        if None not in (p["km"], p["radius"])
        else "cannot come on site"
    )
    return known + _online(p, ", can guide online", "")


CHINESE: dict[str, Sentence] = {
    # reasons
    "speciality": "专长就是{speciality}",
    "near_speciality": "专长{speciality}，与此相近",
    "shared_words": lambda p: f"都提到{'、'.join(p['words'])}",
    "no_shared_words": "用词没有对上，要先问清楚",
    "same_craft": "同属{craft}",
    "other_craft": "本行是{trade}，不太一样",
    "near": "距{km}公里",
    "near_about": "距约{km}公里",
    "same_region": "同在{region}",
    "far": lambda p: f"距{p['km']}公里" + _online(p, "，宜在线指导", "，路远"),
    "other_province": lambda p: f"在{p['region']}，跨省" + _online(p, "，宜在线指导", "，路远"),
    "other_city": lambda p: f"在{p['region']}，不在本地" + _online(p, "，宜在线指导", ""),
    "beyond_radius": _beyond_zh,
    "not_online": "{helper}不做在线指导",
    "place_unknown": "地区不明，没算距离",
    "solved_similar": "解决过{count}个同类问题",
    "same_category": lambda p: f"服务清单里有“{CATEGORIES[p['category']][0]}”",
    "free": "还可接{capacity}单",
    "full": "已经排满",
    "excluded": "{helper}已被禁配或回避",
    "unknown_subject": "看不出{helper}懂这一行",
    # causes
    "nobody_knows": lambda p: f"没有懂{p['craft']}的师傅" if p["craft"] else "没有师傅懂这一行",
    "nobody_in_reach": lambda p: (
        f"懂行的{p['count']}位师傅都到不了现场"
        if p["km"] is None
        else (f"懂行的{p['count']}位师傅都到不了现场，最近的{p['helper']}距{p['km']}公里")
    ),
    "nobody_online": "懂行的{count}位师傅都不做在线指导",
    "only_excluded": "合适的只有{helper}，但已被禁配或回避",
    "all_full": lambda p: (
        f"合适的{p['count']}位师傅都排满了" if p["count"] > 1 else f"合适的{p['helper']}已经排满"
    ),
    # remedies
    "escalate": "提请上级工会协调，或补充师傅",
    "allow_online": "改为也可在线指导，{helper}就能帮",
    "allow_onsite": "改为也可现场服务，{helper}就能帮",
    "extend_radius": "请{helper}多走{km}公里，就能安排",
    "ask_exception": "请{helper}破例一次",
    "lift_exclusion": "解除对{helper}的禁配，就能安排",
    "add_capacity": "请{helper}多接1单，就能安排",
    # contradictions
    "duplicate_id": "编号{id}出现了两次",
    "negative_capacity": "{id}的可接单数是{capacity}，不能小于0",
    "negative_wanted": "{id}要的人数是{wanted}，至少为1",
    "unknown_need": "没有编号为{id}的需求",
    "unknown_helper": "没有编号为{id}的师傅",
    "pinned_and_banned": "{need}与{helper}既锁定又禁配，请先解除一个",
    "pins_over_capacity": "{helper}被锁定{pinned}单，只能接{capacity}单",
}

ENGLISH: dict[str, Sentence] = {
    "speciality": "speciality is just this: {speciality}",
    "near_speciality": "related speciality: {speciality}",
    "shared_words": lambda p: f"both speak of {', '.join(p['words'])}",
    "no_shared_words": "the texts share no word; ask first",
    "same_craft": "same field: {english}",
    "other_craft": "trade differs: {trade}",
    "near": "{km} km away",
    "near_about": "about {km} km away",
    "same_region": "both in {region}",
    "far": lambda p: f"{p['km']} km away" + _online(p, ", better online", ", far"),
    "other_province": lambda p: (
        f"in another province ({p['region']})" + _online(p, ", better online", ", far")
    ),
    "other_city": lambda p: f"not local ({p['region']})" + _online(p, ", better online", ""),
    "beyond_radius": _beyond_en,
    "not_online": "{helper} does not guide online",
    "place_unknown": "place unknown, distance not counted",
    "solved_similar": lambda p: (
        f"solved {p['count']} similar problem" + ("s" if p["count"] > 1 else "")
    ),
    "same_category": lambda p: f"offers services of this kind: {CATEGORIES[p['category']][1]}",
    "free": "can take {capacity} more",
    "full": "fully booked",
    "excluded": "{helper} is excluded",
    "unknown_subject": "nothing says that {helper} knows the subject",
    "nobody_knows": lambda p: (
        f"no helper knows {p['english']}" if p["english"] else "no helper knows the subject"
    ),
    "nobody_in_reach": lambda p: (
        f"none of the {p['count']} who know it can come on site"
        + ("" if p["km"] is None else f"; the nearest, {p['helper']}, is {p['km']} km away")
    ),
    "nobody_online": "none of the {count} who know it guides online",
    "only_excluded": "only {helper} would suit, but is excluded",
    "all_full": lambda p: (
        f"all {p['count']} suitable helpers are full"
        if p["count"] > 1
        else "{helper} is full".format(**p)
    ),
    "escalate": "ask the union above, or find more helpers",
    "allow_online": "allow online guidance and {helper} can help",
    "allow_onsite": "allow a visit and {helper} can help",
    "extend_radius": "if {helper} travels {km} km further, it can be served",
    "ask_exception": "ask {helper} to make an exception",
    "lift_exclusion": "lift the exclusion of {helper} and it can be served",
    "add_capacity": "one more for {helper} would serve it",
    "duplicate_id": "id {id} appears twice",
    "negative_capacity": "capacity of {id} is {capacity}, must not be below 0",
    "negative_wanted": "{id} wants {wanted} helpers, must be at least 1",
    "unknown_need": "no need has the id {id}",
    "unknown_helper": "no helper has the id {id}",
    "pinned_and_banned": "{need} and {helper} are both pinned and banned; lift one of them",
    "pins_over_capacity": "{helper} is pinned to {pinned} needs but can take {capacity}",
}


def say(saying: Saying | EngineError, lang: str = "zh") -> str:
    """The sentence for a reason, cause, remedy or contradiction; Chinese unless ``lang`` begins with “en”."""
    sentence = (ENGLISH if lang.startswith("en") else CHINESE)[saying.code]
    return sentence(saying.params) if callable(sentence) else sentence.format(**saying.params)


def say_all(sayings: Iterable[Saying], lang: str = "zh") -> str:
    """Several sayings in one line."""
    return ("; " if lang.startswith("en") else "；").join(say(saying, lang) for saying in sayings)
