"""The agreement that both sides sign before the service (志愿服务意向书), as a Word document."""

from typing import Any

from django.utils import timezone

from hongmajia.engagements.enums import AGREED
from hongmajia.engagements.models import Engagement
from hongmajia.engagements.naming import helper_name
from hongmajia.papers import chinese_date
from hongmajia.papers.official import (
    add_body,
    add_heading,
    add_signature,
    add_title,
    official_paper,
)
from hongmajia.papers.word import as_bytes

from .models import Activity

TERMS = (
    "甲方如实说明情况，安排人员配合，提供必要的安全防护和工作条件。",
    "乙方利用业余时间义务服务，不收取报酬；对甲方的技术资料和商业秘密保密。",
    "服务结束后，乙方如实填写服务记录，甲方在时限内确认结果；照片、姓名经本人同意后才公开。",
    "未尽事宜，双方协商；协商不成的，由主办工会协调。",
)


def agreement_of(engagement: Engagement, reader: Any) -> bytes:
    """The agreement of one engagement as .docx bytes, filled in from the need and the helper.

    Both sides sign it, so from their consent on it has the full name for every reader.
    """
    need, helper = engagement.need, engagement.helper
    name = helper.name if engagement.state in AGREED else helper_name(reader, engagement)
    paper = official_paper()
    add_title(paper, "志愿服务意向书")
    add_body(paper, f"甲方（企业）：{need.asker_label or need.contact_name}")
    add_body(paper, f"乙方（劳模工匠）：{name}")
    add_body(paper, f"主办工会：{need.union.name}　　编号：{need.number}")
    add_heading(paper, "一、要解决的问题")
    add_body(paper, f"{need.title}。{need.text}")
    add_heading(paper, "二、做到什么样算解决")
    add_body(paper, need.goal or "由双方到现场看过后商定：")
    add_heading(paper, "三、怎么服务")
    add_body(paper, f"方式：{need.get_mode_display()}。时间地点：{_when_and_where(engagement)}。")
    add_heading(paper, "四、双方约定")
    for number, term in enumerate(TERMS, start=1):
        add_body(paper, f"{number}.{term}")
    add_body(paper, "甲方（签字）：　　　　　　　　乙方（签字）：")
    add_signature(paper, need.union.name, chinese_date(timezone.localdate()))
    return as_bytes(paper)


def _when_and_where(engagement: Engagement) -> str:
    visit: Activity | None = (
        engagement.activities.planned().select_related("region__parent").first()
    )
    if visit is None:
        return "由双方另行约定"
    begin = timezone.localtime(visit.starts_at)
    return f"{chinese_date(begin.date())}{begin:%H:%M}，{visit.full_place}"
