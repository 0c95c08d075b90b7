"""婺城: two teams since 2019 with founding date and leader; what 2020 did as reported totals."""

from typing import Any

from hongmajia.people.models import Helper
from tests.actors import Province
from tests.retold.desk import Desk, an_event, having, words_of


def test_wucheng_has_two_teams_since_2019_each_with_its_leader(
    province: Province, work: Any, django_capture_on_commit_callbacks: Any
) -> None:
    wu = Desk(province.wu)
    leader = {"姓名": "方师傅", "所属工会": "婺城区总工会", "工种、专业": "机械维修"}
    wu.bring("artisans", [leader], work, django_capture_on_commit_callbacks)
    team = {
        "队名": "婺城机械技术服务队", "所属工会": "婺城区总工会", "工种、专业": "机械维修",
        "队长": "方师傅", "成立日期": "2019-05-20",
    }  # fmt: skip
    wu.bring("teams", [team], work, django_capture_on_commit_callbacks)
    wu.send(f"/helpers/{province.team.pk}/edit/", founded_on="2019-03-12")

    listed = wu.page(f"/teams/?union={province.wucheng.pk}")
    pages = sorted({
        link for link in listed.xpath("//main//a/@href")
        if link.startswith("/helpers/") and link.count("/") == 3
    })  # fmt: skip
    facts = sorted(words_of(having(wu.page(page), "facts")[0]) for page in pages)
    assert len(facts) == 2
    assert "2019年3月12日成立" in facts[0]
    assert "队长：周师傅" in facts[0]
    assert "2019年5月20日成立" in facts[1]
    assert "队长：方师傅" in facts[1]


def test_the_services_of_2020_are_reported_totals_with_their_source(province: Province) -> None:
    wu = Desk(province.wu)
    told = {"sessions": "90", "visits": "500", "needs_solved": "100"}
    for indicator, amount in told.items():
        wu.send(
            f"/figures/reported/{province.wucheng.pk}/", year="2020", indicator=indicator,
            amount=amount, source="2020年服务统计，均为“超过”",
        )  # fmt: skip
    page = wu.page(f"/figures/years/?union={province.wucheng.pk}")
    rows = [[words_of(cell) for cell in row] for row in having(page, "stk", "/tbody/tr")]
    assert sorted(row[:3] for row in rows) == [
        ["2020", "服务人次", "500 人次"],
        ["2020", "活动场次", "90 场"],
        ["2020", "解决需求", "100 件"],
    ]
    assert {row[3] for row in rows} == {"2020年服务统计，均为“超过”"}


def test_masters_of_two_trades_exchange_and_it_counts_for_each(province: Province) -> None:
    """Exchange within and across trades: the event and its hours stand on each master's page."""
    wu = Desk(province.wu)
    for name, trade in (("戴建", "焊工"), ("邵平", "电工")):
        wu.send(
            "/artisans/new/", name=name, union=province.wucheng.pk, trade=trade,
            region="330702", weekly_capacity="2", radius_km="50",
        )  # fmt: skip
    event = an_event(
        wu, title="焊接、电气师傅交流会", union=province.wucheng.pk, region="330702",
        form="exchange", kind="tackling", place="职工之家",
    )  # fmt: skip
    wu.send(
        f"{event}record/", masters="戴建\n邵平", companions="", length="4", done="互相看活。",
        result="solved",
    )  # fmt: skip
    assert wu.figure(province.wucheng, "sessions") == ("1", 1)
    assert wu.figure(province.wucheng, "visits") == ("2", 2)
    for master in Helper.objects.filter(name__in=["戴建", "邵平"]):
        years = words_of(wu.page(f"/helpers/{master.pk}/years/"))
        assert "焊接、电气师傅交流会" in years
