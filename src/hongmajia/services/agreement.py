"""The agreement that both sides sign before the service (志愿服务意向书): Word, and PDF/A."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.utils import timezone

from hongmajia.engagements.enums import AGREED
from hongmajia.engagements.models import Engagement
from hongmajia.engagements.naming import helper_name
from hongmajia.papers import chinese_date, typeset
from hongmajia.papers.official import (
    add_body,
    add_heading,
    add_signature,
    add_title,
    official_paper,
)
from hongmajia.papers.word import as_bytes

from .measures import measures_of
from .models import Activity
from .safety_shown import Safety, safety_of

TEMPLATE = Path(__file__).parent / "papers/agreement.typ"
TITLE = "志愿服务意向书"
SIGNATURES = "甲方（签字）：　　　　　　　　乙方（签字）："
PRINTED = "归档时按系统登记的内容排印；签字的原件由双方和主办工会保存。"
TERMS = (
    "甲方如实说明情况，安排人员配合，提供必要的安全防护和工作条件。",
    "乙方利用业余时间义务服务，不收取报酬；对甲方的技术资料和商业秘密保密。",
    "服务结束后，乙方如实填写服务记录，甲方在时限内确认结果；照片、姓名经本人同意后才公开。",
    "未尽事宜，双方协商；协商不成的，由主办工会协调。",
)


@dataclass(frozen=True)
class Agreement:
    """The words of an agreement: who agrees, sections with their paragraphs, whose union."""

    parties: list[str]
    sections: list[tuple[str, list[str]]]
    union: str


def content_of(engagement: Engagement, reader: Any) -> Agreement:
    """The words of the agreement of one engagement, filled in from the need and the helper.

    Both sides sign it, so from their consent on it has the full name for every reader.
    """
    need, helper = engagement.need, engagement.helper
    name = helper.name if engagement.state in AGREED else helper_name(reader, engagement)
    parties = [
        f"甲方（企业）：{need.asker_label or need.contact_name}",
        f"乙方（劳模工匠）：{name}",
        f"主办工会：{need.union.name}　　编号：{need.number}",
    ]
    how = f"方式：{need.get_mode_display()}。时间地点：{_when_and_where(engagement)}。"
    sections = [
        ("一、要解决的问题", [f"{need.title}。{need.text}"]),
        ("二、做到什么样算解决", [need.goal or "由双方到现场看过后商定："]),
        ("三、怎么服务", [how]),
        ("四、安全", _safety(engagement)),
        ("五、双方约定", [f"{number}.{term}" for number, term in enumerate(TERMS, start=1)]),
    ]
    return Agreement(parties, sections, need.union.name)


def agreement_of(engagement: Engagement, reader: Any) -> bytes:
    """The agreement of one engagement as .docx bytes, to be signed."""
    words = content_of(engagement, reader)
    paper = official_paper()
    add_title(paper, TITLE)
    for line in words.parties:
        add_body(paper, line)
    for heading, paragraphs in words.sections:
        add_heading(paper, heading)
        for line in paragraphs:
            add_body(paper, line)
    add_body(paper, SIGNATURES)
    add_signature(paper, words.union, chinese_date(timezone.localdate()))
    return as_bytes(paper)


def agreement_for_archive(engagement: Engagement, reader: Any) -> bytes:
    """The same words as a PDF/A; it says that it is no signed one."""
    words = content_of(engagement, reader)
    facts = {
        "title": TITLE, "parties": words.parties, "union": words.union,
        "sections": [{"heading": h, "lines": lines} for h, lines in words.sections],
        "note": f"{chinese_date(timezone.localdate())}{PRINTED}",
    }  # fmt: skip
    return typeset(TEMPLATE, facts)


def _safety(engagement: Engagement) -> list[str]:
    """Dangers, measures and insurance; an overrule is printed with its reason."""
    shown = safety_of(engagement, _next_visit(engagement))
    dangers = "、".join(shown.dangers)
    lines = [f"现场的危险作业：{dangers or '甲方说明没有'}。"]
    measures = measures_of(engagement).splitlines()
    lines += [f"{number}.{line}" for number, line in enumerate(filter(None, measures), start=1)]
    lines.append(f"志愿者保险：{_insured(shown)}")
    lines += [f"没有保险仍安排，工会的理由：{reason}" for reason in shown.overrules[:1]]
    return lines


def _insured(shown: Safety) -> str:
    one = shown.insurance
    if one is None:
        return "未投保。"
    until = chinese_date(one.valid_until)
    return f"已投保（{one.insurer}，保险单号{one.number}，保到{until}）。"


def _next_visit(engagement: Engagement) -> Activity | None:
    planned = engagement.activities.planned().select_related("region__parent")
    return planned.first()


def _when_and_where(engagement: Engagement) -> str:
    visit = _next_visit(engagement)
    if visit is None:
        return "由双方另行约定"
    begin = timezone.localtime(visit.starts_at)
    return f"{chinese_date(begin.date())}{begin:%H:%M}，{visit.full_place}"
