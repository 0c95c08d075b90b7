"""浙能: four groups get flags, 47 masters come by a call, 29 enterprises report 62 needs."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.utils import timezone

from hongmajia.people.models import Helper
from tests.actors import Province, credit_code
from tests.cases.conftest import photograph
from tests.retold.desk import Desk, an_event, days_ago, having, new_cadre, tell, words_of

GROUPS = {"电气": 12, "热动": 11, "集控环化": 14, "综合": 10}
TEAM = "浙能劳模工匠志愿服务队"
TROUBLES = ("锅炉结垢以后热效率低", "风机轴承振动大，查不出原因", "脱硫废水处理费用高")


def apply_all(call: str) -> None:
    """As many people as are wanted apply by the page of the call, each for one group."""
    choices = {
        group: Desk()
        .page(f"{call}apply/")
        .xpath(f"//label[contains(normalize-space(.), '{group}')]//input/@value")[0]
        for group in GROUPS
    }
    wanted = [group for group, n in GROUPS.items() for _n in range(n)]
    for n, group in enumerate(wanted):
        Desk(ip=f"10.0.0.{n}").send(
            f"{call}apply/", contact_name=f"王{group[0]}{chr(0x4E00 + n)}",
            phone=f"137001{n:05}", region="330100", wanted=choices[group], trade=group,
            skill_grade="6", workplace="浙能电厂", evidence=photograph(),
        )  # fmt: skip


def take_on_all(cadre: Any, call: str, days: int) -> None:
    """Choose all once the call is over, make them known, and take them on after ``days``."""
    over = timezone.now() + timedelta(days=1)
    with time_machine.travel(over):
        desk = Desk(cadre)
        chosen = desk.page(f"{call}applicants/").xpath("//input[@name='chosen']/@value")
        desk.send(f"{call}applicants/", chosen=chosen)
        desk.send(f"{call}notice/", contact="集团工会 0571-12351")
    with time_machine.travel(over + timedelta(days=days)):
        Desk(cadre).press(f"{call}applicants/", "公示期满")


@pytest.fixture
def cadre(province: Province) -> Any:
    """The cadre of the group's union, appointed by Fang."""
    return new_cadre(province, province.group)


def test_zheneng_recruits_47_and_flags_four_groups(
    province: Province, cadre: Any, work: Any, django_capture_on_commit_callbacks: Any
) -> None:
    desk, union = Desk(cadre), province.group
    team = {"队名": TEAM, "所属工会": "浙能集团工会", "工种、专业": "综合", "成立日期": days_ago(0)}
    desk.bring("teams", [team], work, django_capture_on_commit_callbacks)
    helper = Helper.objects.get(name=TEAM)
    call = desk.send(
        "/recruiting/new/", union=union.pk, title="招募志愿服务队队员", wanted="电力行业的工匠",
        groups="\n".join(f"{group} {n}" for group, n in GROUPS.items()), team=helper.pk,
        until=timezone.localdate().isoformat(), text="到企业去，解难题。",
    )  # fmt: skip
    apply_all(call)
    take_on_all(cadre, call, days=7)
    with time_machine.travel(timezone.now() + timedelta(days=9)):
        desk, today = Desk(cadre), timezone.localdate().isoformat()
        assert desk.figure(union, "recruited") == ("47", 47)
        event = an_event(
            desk, title="首届工匠节", union=union.pk, region="330102", place="集团礼堂",
            day=today, time="08:30", hours="1",
        )  # fmt: skip
        flags = [f"{TEAM}/{group}" for group in GROUPS]
        desk.send(f"{event}ceremony/plan/", flags="\n".join(flags))
        desk.send(f"{event}ceremony/", on=today)
        tell(desk, event, "服务队成立，四个组授旗。")
        assert desk.figure(union, "flags") == ("4", 4)
        given = having(Desk().page(f"{event}event/"), "ev-flags", "/li[@class='given']/a")
        assert [words_of(one) for one in given] == [f"{TEAM}，{group}" for group in GROUPS]
        page = words_of(Desk().page(f"/helpers/{helper.pk}/"))
        assert "4个小组，47人" in page


def test_29_enterprises_of_zheneng_report_62_needs(
    province: Province, cadre: Any, work: Any, django_capture_on_commit_callbacks: Any
) -> None:
    desk, union, commits = Desk(cadre), province.group, django_capture_on_commit_callbacks
    firms = [
        {"企业名称": f"浙能第{n}发电有限公司", "统一社会信用代码": credit_code(100 + n),
         "行业": "电力、热力生产和供应业", "地区": "德清县", "所属工会": "浙能集团工会",
         "联系人姓名": "钱女士", "联系人手机号": f"137002{n:05}"}
        for n in range(29)
    ]  # fmt: skip
    desk.bring("enterprises", firms, work, commits)
    needs = [
        {"企业": firms[n % 29]["企业名称"], "问题": TROUBLES[n // 29]} for n in range(62)
    ]  # each enterprise two, four of them three
    desk.bring("needs", needs, work, commits)
    assert desk.figure(union, "needs_collected") == ("62", 62)
    assert desk.figure(union, "firms_asked") == ("29", 29)
