"""建德: an exchange meeting of more than 60 delegates, a health lecture and a clinic, a class."""

from typing import Any

import pytest

from hongmajia.unions.models import Union
from tests.actors import Province, credit_code
from tests.retold.desk import Desk, an_event, having, new_union, tell, words_of

UNION = "建德市总工会"
FIRM = "建德某某化工有限公司"


@pytest.fixture
def jiande(province: Province, work: Any, django_capture_on_commit_callbacks: Any) -> Any:
    """The union of 建德 below 杭州, and the desk of its cadre; a chemical firm is registered."""
    city, _cadre = new_union(province, province.province, "杭州市总工会", "city", "330100")
    union, cadre = new_union(province, city, UNION, "county", "330182")
    desk = Desk(cadre)
    firm = {
        "企业名称": FIRM, "统一社会信用代码": credit_code(900), "地区": "建德市",
        "行业": "化学原料和化学制品制造业", "所属工会": UNION,
    }  # fmt: skip
    desk.bring("enterprises", [firm], work, django_capture_on_commit_callbacks)
    return union, desk


def held(desk: Desk, union: Union, done: str, heads: dict[str, str], **facts: str) -> str:
    """An event of Friday that took place, with heads by group; returns its address."""
    event = an_event(desk, union=union.pk, region="330182", **facts)
    desk.send(f"{event}heads/", **heads)
    tell(desk, event, done)
    return event


def test_masters_of_firms_exchange_and_more_than_60_delegates_come(jiande: Any) -> None:
    union, desk = jiande
    event = held(
        desk, union, "交流双极膜处理含盐废水。", {"delegate": "63"}, title="双极膜应用技术交流会",
        form="exchange", kind="tackling", place="职工之家", venue_kind="firm", host=FIRM,
    )  # fmt: skip
    assert desk.figure(union, "heads_delegate") == ("63", 1), "one meeting"
    assert desk.figure(union, "firms_present") == ("1", 1)
    (line,) = desk.records(desk.link_of(union, "heads_delegate"))
    assert "双极膜应用技术交流会" in line
    page = Desk().page(f"{event}event/")
    came = [[words_of(cell) for cell in row] for row in having(page, "nums", "/tbody/tr")]
    assert [(row[0], row[2]) for row in came] == [("代表", "63"), ("合计", "63")]


def test_the_hospitals_team_lectures_in_a_village_and_treats_in_a_square(jiande: Any) -> None:
    union, desk = jiande
    village = {"place": "村文化礼堂", "venue_kind": "village", "time": "09:00"}
    square = {"place": "镇广场", "venue_kind": "square", "time": "14:00"}
    held(desk, union, "讲了高血压的预防。", {"public": "40"}, title="健康讲座", form="lecture",
         **village)  # fmt: skip
    held(desk, union, "量血压、看心脏。", {"public": "85"}, title="义诊", form="clinic",
         **square)  # fmt: skip
    assert desk.figure(union, "sessions") == ("2", 2)
    assert desk.figure(union, "heads_public") == ("125", 2)


def test_a_class_of_the_hospital_opens_and_its_hours_count(jiande: Any) -> None:
    union, desk = jiande
    made = desk.send(
        "/classes/new/", title="专业技术人才知识更新班", union=union.pk, taught_by="陈医师",
        region="330182", place="医院会议室", hours_needed="2",
    )  # fmt: skip
    for n, name in enumerate("赵钱孙"):
        desk.send(f"{made}learners/new/", name=f"{name}护士", phone=f"1370030000{n}")
    desk.send(f"{made}sessions/new/", day="2026-11-20", time="18:30", until="20:30", hours="2")
    (attendance,) = set(desk.page(made).xpath("//a[contains(@href, '/attendance/')]/@href"))
    ticked = {
        name: "on" for name in desk.page(attendance).xpath("//input/@name")
        if name.startswith("came-")
    }  # fmt: skip
    desk.send(attendance, taught="讲了急救。", **ticked)
    assert desk.figure(union, "class_learners") == ("3", 3)
    assert desk.figure(union, "class_hours")[0] == "6"
