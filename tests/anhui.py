"""A second province: the union of Anhui, with a season and twelve actors of its own."""

from django.utils import timezone

from hongmajia.people.enums import HelperKind
from hongmajia.people.models import Artisan, Helper, Team
from hongmajia.unions import actions
from hongmajia.unions.enums import Role, Stage, UnionKind
from hongmajia.unions.models import Enterprise, Region, Season, SeasonStage, Union, User
from tests.actors import Province

WITH_A_ROLE = {
    "cadre": ("安徽省总工会", Role.CADRE), "city_cadre": ("合肥市总工会", Role.CADRE),
    "county_cadre": ("巢湖市总工会", Role.CADRE), "liaison": ("巢湖精工工会", Role.LIAISON),
    "leader": ("合肥市总工会", Role.LEADER), "neighbour": ("芜湖市总工会", Role.CADRE),
    "reviewer": ("安徽省总工会", Role.REVIEWER),
}  # fmt: skip
WITHOUT_A_ROLE = ("contact", "artisan", "team_leader", "stranger")
ACTORS = (*WITH_A_ROLE, *WITHOUT_A_ROLE, "nobody")
"""The counterparts in Anhui of the twelve actors of ``access_table``."""


def build_anhui(province: Province) -> Union:
    """The union of Anhui, with a season of its own that collects needs."""
    union = actions.add_union(
        actor=province.fang, parent=province.national, name="安徽省总工会",
        kind=UnionKind.PROVINCE,
    )  # fmt: skip
    today = timezone.localdate()
    season = Season.objects.create(
        name="安徽志愿服务月", year=today.year, union=union, number_prefix="皖"
    )
    SeasonStage.objects.create(season=season, stage=Stage.COLLECT, starts=today, ends=today)
    return union


def build_chaohu(anhui: Union) -> Union:
    """The union of 巢湖市, directly below that of the province."""
    (made,) = actions.add_unions_of(
        actor=None, host=anhui, regions=[Region.objects.get(name="巢湖市")]
    )
    return made


def build_actors(anhui: Union, chaohu: Union) -> dict[str, User]:
    """Everybody of ``ACTORS`` but the visitor without an account."""
    own = _unions_of_actors(anhui, chaohu)
    users = {
        name: User.objects.create(username=f"anhui-{name}", name=name)
        for name in (*WITH_A_ROLE, *WITHOUT_A_ROLE)
    }
    for name, (union, role) in WITH_A_ROLE.items():
        there = Union.objects.get(name=union)
        actions.grant_role(actor=None, union=there, user=users[name], role=role)
    firm = Enterprise.objects.create(
        name="巢湖精工", credit_code="91340181MA0000001X", region=chaohu.region, union=own,
        section="C",
    )  # fmt: skip
    firm.contacts.add(users["contact"])
    for name in ("artisan", "team_leader"):
        helper = Helper.objects.create(kind=HelperKind.ARTISAN, name=name, union=chaohu)
        Artisan.objects.create(helper=helper, user=users[name])
    team = Helper.objects.create(kind=HelperKind.TEAM, name="巢湖服务队", union=chaohu)
    Team.objects.create(helper=team, leader=users["team_leader"].artisan)
    return users


def _unions_of_actors(anhui: Union, chaohu: Union) -> Union:
    """The unions of two cities and, returned, that of an enterprise."""
    for name in ("合肥市", "芜湖市"):
        region = Region.objects.get(name=name)
        actions.add_union(
            actor=None, parent=anhui, name=f"{name}总工会", kind=UnionKind.CITY, region=region
        )
    return actions.add_union(
        actor=None, parent=chaohu, name="巢湖精工工会", kind=UnionKind.ENTERPRISE,
        region=chaohu.region,
    )  # fmt: skip
