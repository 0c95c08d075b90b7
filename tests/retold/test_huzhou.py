"""湖州: six branch teams get their flags in 德清, a question is answered, three years are told."""

from typing import Any

from tests.actors import Province, credit_code
from tests.retold.desk import Desk, an_event, having, tell, words_of

TRADES = ("焊接", "装备", "锻造", "钢结构", "机电", "检测")


def test_huzhou_flags_six_teams_and_keeps_the_question_of_the_day(
    province: Province, work: Any, django_capture_on_commit_callbacks: Any
) -> None:
    shen = Desk(province.shen)
    teams = [f"金牌技术服务队{trade}分队" for trade in TRADES]
    rows = [
        {"队名": team, "所属工会": "湖州市总工会", "工种、专业": trade}
        for team, trade in zip(teams, TRADES, strict=True)
    ]
    shen.bring("teams", rows, work, django_capture_on_commit_callbacks)
    event = an_event(
        shen, title="劳模工匠走进德清", union=province.huzhou.pk, region="330521",
        place="钟管镇工业园区", venue_kind="park",
    )  # fmt: skip
    shen.send(
        f"{event}units/edit/", guides="浙江省总工会", carries="德清县总工会", assists="钟管镇总工会"
    )
    shen.send(f"{event}ceremony/plan/", flags="\n".join(teams))
    shen.send(f"{event}ceremony/", on="2026-11-20")
    asked = "如何减少或避免不锈钢的焊接变形？"
    answer = "对称分段退焊，加反变形垫板。"
    shen.send(f"{event}questions/new/", text=asked, asked_by="一位队员", answer=answer)
    tell(shen, event, "授旗，走进三家企业会诊。")

    assert shen.figure(province.huzhou, "flags") == ("6", 6)
    assert shen.figure(province.huzhou, "asked") == ("1", 1)
    assert shen.figure(province.huzhou, "answered") == ("1", 1)
    page = Desk().page(f"{event}event/")
    assert [words_of(row) for row in having(page, "ev-flags", "/li[@class='given']/a")] == teams
    (qa,) = having(page, "ev-qa")
    assert asked in words_of(qa)
    assert answer in words_of(qa)
    side = words_of(Desk().page(f"{event}units/"))
    for unit in ("浙江省总工会", "湖州市总工会", "德清县总工会", "钟管镇总工会"):
        assert unit in side


def test_three_years_of_huzhou_are_reported_totals_in_no_sum(province: Province) -> None:
    shen = Desk(province.shen)
    for indicator, amount in (("sessions", "5315"), ("suggestions", "50000")):
        shen.send(
            f"/figures/reported/{province.huzhou.pk}/", first_year="2019", year="2021",
            indicator=indicator, amount=amount, source="百名技术能手进千家企业三年统计",
        )  # fmt: skip
    page = shen.page(f"/figures/years/?union={province.huzhou.pk}")
    rows = [[words_of(cell) for cell in row] for row in having(page, "stk", "/tbody/tr")]
    assert [row[:4] for row in rows] == [
        ["2019—2021", "活动场次", "5,315 场", "百名技术能手进千家企业三年统计"],
        ["2019—2021", "合理化建议", "50,000 条", "百名技术能手进千家企业三年统计"],
    ]
    counted = [words_of(one) for one in having(page, "whole-of", "/b")]
    assert "5,315" not in counted
    assert "50,000" not in counted


def test_three_firms_of_deqing_are_visited_each_with_a_record_of_its_own(
    province: Province, work: Any, django_capture_on_commit_callbacks: Any
) -> None:
    """走进三家企业: a maker of equipment, a forge and a maker of steel structures."""
    shen = Desk(province.shen)
    firms = [f"德清某某{trade}有限公司" for trade in ("装备", "锻造", "钢结构")]
    rows = [
        {
            "企业名称": firm, "统一社会信用代码": credit_code(910 + n), "地区": "德清县",
            "行业": "通用设备制造业", "所属工会": "德清县总工会",
        }
        for n, firm in enumerate(firms)
    ]  # fmt: skip
    shen.bring("enterprises", rows, work, django_capture_on_commit_callbacks)
    event = an_event(
        shen, title="劳模工匠走进三家企业", union=province.huzhou.pk, region="330521",
        place="钟管镇工业园区", venue_kind="park",
    )  # fmt: skip
    sheet = {
        f"form-{n}-{name}": value
        for n, firm in enumerate(firms)
        for name, value in (("enterprise", firm), ("at", f"{13 + n}:30"), ("note", "看焊缝"))
    }
    shen.send(f"{event}stops/", **sheet)
    tell(shen, event, "分三路去企业。")
    for _stop in firms:
        side = shen.page(f"{event}units/")
        (form, *_others) = [f for f in side.forms if "/stops/" in (f.action or "")]
        answer = shen.client.post(form.action, dict(form.form_values()))
        assert answer.status_code == 302
        visit = str(answer.headers["Location"])
        tell(shen, visit, "看了焊接工装，讲了反变形。")

    assert shen.figure(province.huzhou, "sessions") == ("4", 4)
    assert shen.figure(province.huzhou, "firms_present") == ("3", 3)
    served = shen.records(shen.link_of(province.huzhou, "enterprises"))
    assert sorted(name for name in firms if any(name in line for line in served)) == sorted(firms)
    public = words_of(Desk().page(f"{event}units/"))
    assert "装备" not in public, "no firm has agreed to be named"


def test_a_master_looks_after_a_firm_for_good(province: Province) -> None:
    """The pairing outlasts a need; firm and master read it, the public only how many there are."""
    shen, helper = Desk(province.shen), province.dong_helper
    shen.send(
        f"/helpers/{helper.pk}/firms/new/", enterprise=province.mogan.name,
        aim="焊接工艺，每月去一次", since="2026-05-20",
    )  # fmt: skip
    beside = words_of(Desk(province.contact).page(f"/enterprises/{province.mogan.pk}/masters/"))
    assert "焊接工艺，每月去一次 ， 2026年5月20日起" in beside.replace("次，", "次 ， ")
    public = words_of(Desk().page(f"/helpers/{helper.pk}/"))
    assert "长期结对的企业 1家" in public
    assert province.mogan.name not in public
    assert shen.figure(province.huzhou, "ties") == ("1", 1)
