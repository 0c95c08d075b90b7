"""More of the demonstration after the press: what 省总, 婺城 and 浙能 did besides their events.

Numbers of projects, teams, firms and needs are those of the press; names and texts are invented.
"""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django.utils import timezone

from hongmajia.insights.reporting import report_total
from hongmajia.needs.enums import NeedState, Visibility
from hongmajia.needs.models import Need
from hongmajia.people.actions import create_team, name_sender, register_artisan
from hongmajia.publicity.actions import register_project
from hongmajia.publicity.enums import ProjectLevel, ProjectStatus
from hongmajia.unions.models import Enterprise, Region, Union

from .codes import credit_code, phone
from .facts import table
from .histories import NeedHistory, days_before, write_histories
from .tree import Tree

ASSOCIATION = "浙江省劳模协会"
PROJECTS = (
    ("330100", "数字车间巡诊（演示）", "数控设备、产线数据"),
    ("330200", "模具精度攻关（演示）", "模具、注塑"),
    ("330300", "电气安全进小微园（演示）", "低压电气、用电安全"),
    ("", "电厂节能降耗一对一（演示）", "锅炉、汽轮机、环保设备"),
)
"""Exemplary projects of the province beside that of 湖州: city (none: the group), name, trade."""
TEAMS = (("2019-03-12", "机械技术服务队", "邵师傅"), ("2019-05-20", "养殖技术服务队", "盛师傅"))
"""The teams of 婺城: founded on, name, leader."""
REPORTED = {"sessions": 90, "visits": 500, "needs_solved": 100}
"""What 婺城 reported of 2020; each was “more than”."""
FIRMS = 29
"""The firms of 浙能 that reported needs; ``group.csv`` has the 62 needs."""
LIMIT = 2
"""Working days in which a need is verified."""


def add_told_places(tree: Tree, now: datetime) -> None:
    """Add the projects, the teams and totals of 婺城, and the needs of the group."""
    today = timezone.localdate(now)
    for adcode, name, trade in PROJECTS:
        add_project(tree, tree.by_adcode[adcode] if adcode else tree.group, name, trade, today)
    add_wucheng(tree)
    add_needs_of_group(tree, now)


def add_project(tree: Tree, host: Union, name: str, trade: str, today: date) -> None:
    """A project of the province in a city or group, with a team that the association sends."""
    union = tree.province
    cadre = tree.cadres[union.pk]
    place = host.region.short_name if host.region else "直属企业"
    team = create_team(
        actor=cadre, name=f"省劳模协会志愿服务组（{place}，演示）", union=union,
        region=host.region or Region.objects.get(pk="330100"), trade=trade.split("、")[0],
        specialities=trade.split("、"), bio="省劳模协会派出。（演示）", weekly_capacity=4,
    )  # fmt: skip
    name_sender(team=team, actor=cadre, sender=ASSOCIATION)
    register_project(
        union=union, actor=cadre, name=name, level=ProjectLevel.PROVINCE,
        status=ProjectStatus.ACTIVE, started_on=today - timedelta(days=20), team=team, hosts=[host],
        text=f"省劳模协会派一个组，和当地的师傅一起到企业看{trade}，当场能解决的当场解决。（演示）",
    )  # fmt: skip


def add_wucheng(tree: Tree) -> None:
    """Two teams since 2019, each with a leader, and the totals of 2020 with their source."""
    union = tree.by_adcode["330702"]
    cadre = tree.cadres[union.pk]
    for n, (founded, name, leader) in enumerate(TEAMS):
        trade = name.removesuffix("技术服务队")
        facts: dict[str, Any] = {"union": union, "region": union.region, "trade": trade}
        master = register_artisan(
            actor=cadre, name=leader, phone=phone(7900 + n), specialities=[trade],
            bio="带队到企业。（演示）", **facts,
        )  # fmt: skip
        create_team(
            actor=cadre, leader=master, name=f"婺城{name}（演示）", specialities=[trade],
            founded_on=date.fromisoformat(founded), bio="2019年成立。（演示）", weekly_capacity=4,
            **facts,
        )  # fmt: skip
    for indicator, amount in REPORTED.items():
        report_total(
            actor=cadre, union=union, year=2020, indicator=indicator, amount=Decimal(amount),
            source="2020年服务报道，均为“超过”（演示）",
        )  # fmt: skip


def add_needs_of_group(tree: Tree, now: datetime) -> None:
    """29 firms of 浙能 report 62 needs, which the group's union verifies."""
    cadre = tree.cadres[tree.group.pk]
    firms = list(firms_of_group(tree.group))
    asked = days_before(now, 1)
    histories = [
        NeedHistory(need_of(tree, firms[n % FIRMS], n, row), asked, asked, now, cadre, cadre,
                    limit=LIMIT)
        for n, row in enumerate(table("group"))
    ]  # fmt: skip
    write_histories(histories)


def firms_of_group(group: Union) -> Iterator[Enterprise]:
    """The group's firms, spread over the cities."""
    cities = list(Region.objects.filter(parent=None).order_by("pk"))
    for n in range(FIRMS):
        place = cities[n % len(cities)].children.order_by("pk")[n // len(cities)]
        yield Enterprise.objects.create(
            name=f"{place.short_name}某发电企业{n + 1}（演示）", section="D", region=place,
            credit_code=credit_code(place.pk, 900_300 + n), union=group, employees=180 + 20 * n,
        )  # fmt: skip


def need_of(tree: Tree, firm: Enterprise, number: int, row: dict[str, str]) -> Need:
    """A need of the group, which only its unions see."""
    return Need(
        season=tree.season, state=NeedState.SUBMITTED, title=row["title"],
        text=f"{row['title']}。", industry="电力、热力生产和供应业",
        suggested_category=int(row["kind"]), enterprise=firm, region=firm.region,
        contact_name=f"{'钱孙李周吴郑'[number % 6]}{'女士' if number % 2 else '先生'}",
        contact_phone=phone(8000 + number), visibility=Visibility.UNIONS, union=tree.group,
        home_union=tree.group,
    )  # fmt: skip
