"""Those whom a union chose by a recruiting call: the list, and the notice as PDF and Word."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from docx.shared import Mm

from hongmajia.core.acts import in_chinese
from hongmajia.papers import chinese_date, typeset
from hongmajia.papers.word import CENTRE, RIGHT, add_text, as_bytes, new_paper
from hongmajia.unions.mastheads import masthead_of

from .models import Application, RecruitingCall

TEMPLATE = Path(__file__).parent / "papers/notice.typ"
SONG, HEI = "宋体", "黑体"


@dataclass(frozen=True)
class Group:
    """A group with those chosen for it; without a name those of a call that has no groups."""

    name: str
    places: int | None
    people: list[Application]


def chosen_of(call: RecruitingCall) -> list[Group]:
    """Those chosen, by group in the order of the call; three queries at most."""
    rows = call.applications.chosen().order_by("pk")
    by_group: dict[int | None, list[Application]] = {}
    for row in rows:
        by_group.setdefault(row.wanted_id, []).append(row)
    groups = [Group(one.name, one.places, by_group.get(one.pk, [])) for one in call.groups.all()]
    return groups + ([Group("", None, by_group[None])] if None in by_group else [])


def notice_facts(call: RecruitingCall) -> dict[str, Any]:
    """What the notice says, in Chinese, as both papers print it."""
    groups = chosen_of(call)
    assert call.notice_opens_on
    assert call.notice_closes_on
    return {
        "title": call.title,
        "union": call.union.name,
        "total": sum(len(group.people) for group in groups),
        "from": chinese_date(call.notice_opens_on),
        "to": chinese_date(call.notice_closes_on),
        "contact": call.notice_contact,
        "groups": [
            {"name": group.name, "people": [_facts_of(one) for one in group.people]}
            for group in groups
            if group.people
        ],
    }


def _facts_of(one: Application) -> dict[str, str]:
    grade = in_chinese(one.get_skill_grade_display() or "")
    return {"name": in_chinese(one.name_in_public), "trade": one.trade, "grade": grade,
            "workplace": one.workplace_in_public}  # fmt: skip


def notice_pdf(call: RecruitingCall) -> bytes:
    """The notice as PDF."""
    masthead = masthead_of(call.union)
    return typeset(TEMPLATE, {**notice_facts(call), **masthead.facts}, masthead.pictures)


def notice_word(call: RecruitingCall) -> bytes:
    """The notice as a Word document that the office can go on editing."""
    facts = notice_facts(call)
    paper = new_paper(top=Mm(30), bottom=Mm(26), inner=Mm(28), outer=Mm(28), face=SONG, size=14)
    add_text(paper, f"“{facts['title']}”拟录用人员公示", face=HEI, size=20, align=CENTRE)
    add_text(paper, lead_of(facts), face=SONG, size=14)
    for group in facts["groups"]:
        if group["name"]:
            heading = f"{group['name']}（{len(group['people'])}人）"
            add_text(paper, heading, face=HEI, size=14)
        for person in group["people"]:
            words = [person["name"], person["trade"], person["grade"], person["workplace"]]
            add_text(paper, "　".join(filter(None, words)), face=SONG, size=14)
    add_text(paper, facts["union"], face=SONG, size=14, align=RIGHT)
    add_text(paper, facts["from"], face=SONG, size=14, align=RIGHT)
    return as_bytes(paper)


def lead_of(facts: dict[str, Any]) -> str:
    """The first paragraph of the notice."""
    return (
        f"经本人申请、工会核对，拟录用下列{facts['total']}人，现予公示。公示期从{facts['from']}到"
        f"{facts['to']}。有意见请向{facts['contact']}反映。"
    )
