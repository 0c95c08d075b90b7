"""The unions of the demonstration, their cadres and the season."""

from dataclasses import dataclass, field
from datetime import date, timedelta

from django.contrib.auth.hashers import make_password

from hongmajia.unions.actions import serve_province
from hongmajia.unions.enums import Role, Stage, UnionKind
from hongmajia.unions.models import (
    Membership,
    Region,
    Season,
    SeasonStage,
    Union,
    User,
)

PASSWORD = "hongmajia"
SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡林郭何高罗郑梁谢宋唐许韩冯邓曹彭曾肖田"
    "董潘袁蔡蒋余于杜叶程魏苏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白"
    "邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严"
)
STAGE_DAYS = {
    Stage.COLLECT: 31,
    Stage.MATCH: 30,
    Stage.SERVE: 31,
    Stage.REVIEW: 30,
    Stage.PROMOTE: 31,
}


@dataclass
class Tree:
    """The unions of the demonstration: by region code, and with a cadre for each."""

    season: Season
    province: Union
    group: Union
    by_adcode: dict[str, Union] = field(default_factory=dict)
    cadres: dict[int, User] = field(default_factory=dict)
    """Primary key of a union → its cadre."""

    def county_of(self, adcode: str) -> Union:
        """The union of the region ``adcode``."""
        return self.by_adcode[adcode]

    def city_of(self, adcode: str) -> Union:
        """The union of the city to which the region ``adcode`` belongs."""
        return self.by_adcode[f"{adcode[:4]}00"]


def build_tree(today: date) -> Tree:
    """Add the unions, their cadres and the season.

    The unions are 全国, 浙江, 11 cities and 90 counties, a group and an industrial union.
    """
    national = Union.objects.add_root({"name": "全国总工会", "kind": UnionKind.NATIONAL})
    province = add_union(national, "浙江省总工会", UnionKind.PROVINCE)
    serve_province(province)
    group = add_union(province, "浙能集团工会", UnionKind.GROUP)
    add_union(province, "浙江省机械产业工会（演示）", UnionKind.INDUSTRY)
    tree = Tree(season=open_season(province, today), province=province, group=group)
    _add_cities_and_counties(tree)
    appoint_cadres(tree)
    return tree


def _add_cities_and_counties(tree: Tree) -> None:
    for city in Region.objects.filter(parent=None):
        above = add_union(tree.province, f"{city.name}总工会", UnionKind.CITY, city)
        tree.by_adcode[city.pk] = above
        for county in city.children.all():
            tree.by_adcode[county.pk] = add_union(
                above, f"{county.name}总工会", UnionKind.COUNTY, county
            )


def add_union(above: Union, name: str, kind: UnionKind, region: Region | None = None) -> Union:
    """Add a union directly below ``above``."""
    values = {"name": name, "kind": kind, "region": region}
    below: Union = Union.objects.add_child(above, values)
    return below


def appoint_cadres(tree: Tree) -> None:
    """Add a cadre to every union but the national one, who also is in charge of its service.

    They have no usable password.
    """
    unions = [tree.province, tree.group, *tree.by_adcode.values()]
    users = User.objects.bulk_create(
        User(
            username=f"cadre-{union.pk}",
            name=f"{SURNAMES[union.pk % len(SURNAMES)]}同志",
            password=make_password(None),
        )
        for union in unions
    )
    Membership.objects.bulk_create(
        Membership(user=user, union=union, role=Role.CADRE)
        for user, union in zip(users, unions, strict=True)
    )
    tree.cadres = {union.pk: user for union, user in zip(unions, users, strict=True)}
    for union in unions:
        union.in_charge = tree.cadres[union.pk].name
    Union.objects.bulk_update(unions, ["in_charge"])


def open_season(union: Union, today: date) -> Season:
    """Add a season that is in the middle of its service stage on ``today``."""
    season = Season.objects.create(
        name=f"{today.year}年劳模工匠志愿服务月",
        year=today.year,
        union=union,
        number_prefix=f"浙{today.year}",
    )
    begins = today - timedelta(days=STAGE_DAYS[Stage.COLLECT] + STAGE_DAYS[Stage.MATCH] + 13)
    for stage, days in STAGE_DAYS.items():
        ends = begins + timedelta(days=days - 1)
        SeasonStage.objects.create(season=season, stage=stage, starts=begins, ends=ends)
        begins = ends + timedelta(days=1)
    return season
