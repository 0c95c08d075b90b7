"""The demonstration season: real problems, real helpers by surname, a province in mid-service."""

import re
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from hongmajia.needs.enums import NeedState, Visibility
from hongmajia.needs.models import Need
from hongmajia.offers.enums import OfferKind, OfferMode
from hongmajia.offers.models import Offer, offer_search
from hongmajia.people.enums import HelperKind, HonourLevel, SkillGrade, TeamRole
from hongmajia.people.models import (
    Artisan,
    Helper,
    Honour,
    Team,
    TeamGroup,
    TeamMembership,
)
from hongmajia.unions.enums import Section, UnionKind
from hongmajia.unions.models import Enterprise, Region

from . import biography
from .accounts import open_accounts
from .biography import Life
from .codes import credit_code, phone
from .facts import Placed, placed_needs, rows_of
from .tree import Tree, plant_tree

SECTIONS = {"农": Section.A, "渔": Section.A, "畜": Section.A, "电力": Section.D, "修理": Section.O}
YEARS = re.compile(r"(\d+)年")
LIMITS = {
    NeedState.SUBMITTED: 2,
    NeedState.ESCALATED: 2,
    NeedState.LISTED: 5,
    NeedState.REOPENED: 5,
    NeedState.SOLVED: 5,
}


@transaction.atomic
def load_season(now: datetime | None = None) -> None:
    """Fill an empty database; every date is counted back from ``now``."""
    now = now or timezone.now()
    tree = plant_tree(timezone.localtime(now).date())
    helpers = {row["id"]: add_helper(tree, row) for row in rows_of("helpers")}
    fill_teams(tree, helpers)
    lives = [make_life(tree, helpers, placed, n, now) for n, placed in enumerate(placed_needs())]
    biography.write(lives)
    merge_twins(lives)
    show_to_helpers(lives)
    open_accounts(tree, helpers)


# --- who helps


def add_helper(tree: Tree, facts: dict) -> Helper:
    """An artisan or a team of ``helpers.jsonl`` with its honours and what it offers."""
    region = region_named(facts["region"])
    helper = Helper.objects.create(
        kind=HelperKind(facts["kind"]),
        name=facts["name"],
        union=tree.by_adcode[region.pk] if region else tree.province,
        region=region,
        place_text="" if region else facts["region"],
        trade=facts["trade"],
        specialities=facts["specialities"],
        bio=facts["text"],
        weekly_capacity=3 if facts["kind"] == "artisan" else 6,
        radius_km=100,
    )
    if helper.kind == HelperKind.TEAM:
        Team.objects.create(helper=helper)
    else:
        Artisan.objects.create(
            helper=helper,
            skill_grade=skill_grade(facts),
            trade_since=trade_since(facts["text"]),
        )
    Honour.objects.bulk_create(
        Honour(helper=helper, title=title, level=honour_level(title)) for title in facts["honours"]
    )
    add_offers(helper, facts["specialities"])
    return helper


def region_named(place: str) -> Region | None:
    """``浙江湖州德清`` → 德清县; ``浙江湖州`` → 湖州市; outside Zhejiang ``None``."""
    if not place.startswith("浙江"):
        return None
    found = [r for r in Region.objects.select_related("parent") if r.place == place[2:]]
    return found[0] if found else None


def skill_grade(facts: dict) -> int | None:
    said = facts["text"] + "".join(facts["honours"])
    for grade in reversed(SkillGrade):
        if SkillGrade.TECHNICIAN < grade and str(grade.label) in said:
            return int(grade)
    return SkillGrade.CHIEF_TECHNICIAN if "首席技师" in said else None


def trade_since(text: str) -> int | None:
    years = YEARS.search(text)
    return timezone.localdate().year - int(years.group(1)) if years else None


def honour_level(title: str) -> int:
    """The rung of the ladder a title stands on (domain sheet, “Honours ladder”)."""
    ladder = (
        (("全国劳动模范", "全国劳模", "全国先进工作者"), HonourLevel.NATIONAL_MODEL),
        (("全国五一", "大国工匠"), HonourLevel.NATIONAL_MEDAL),
        (("省劳动模范", "省先进"), HonourLevel.PROVINCE_MODEL),
        (("浙江工匠", "省五一", "江苏工匠", "荆楚工匠", "浙江省", "省数字工匠"), HonourLevel.PROVINCE_MEDAL),
        (("市劳模", "市劳动模范", "州市劳动模范"), HonourLevel.CITY_MODEL),
        (("工匠", "市五一", "市工会", "市级"), HonourLevel.CITY_ARTISAN),
        (("县",), HonourLevel.COUNTY),
    )
    fits = (level for words, level in ladder if any(word in title for word in words))
    return int(next(fits, HonourLevel.OTHER))


def add_offers(helper: Helper, specialities: list[str]) -> None:
    """The first speciality as a technique; what a trainer teaches as a course."""
    offers = [
        Offer(
            helper=helper,
            kind=OfferKind.COURSE if "培训" in said else OfferKind.TECHNIQUE,
            title=f"{said}实操课" if "培训" in said else f"{said}：看现场、出办法",
            text=f"{helper.trade}。{helper.bio}。",
            mode=OfferMode.BOTH if helper.region_id else OfferMode.ONLINE,
        )
        for said in specialities[:2]
    ]
    Offer.objects.bulk_create(offers)
    offer_search.put((offer.pk, f"{offer.title}\n{offer.text}") for offer in offers)


def fill_teams(tree: Tree, helpers: dict[str, Helper]) -> None:
    """Three teams of the domain sheet, led by those the reports name."""
    huzhou, wucheng = tree.by_adcode["330500"], tree.by_adcode["330702"]
    add_team(
        tree, huzhou, "湖州市工会金牌技术服务队（焊接）", "焊接", "到企业现场会诊，也带一线职工练手。",
        {"焊接工艺组": [helpers["H-018"], helpers["H-016"]], "工装与检测组": [helpers["H-005"]]},
    )  # fmt: skip
    add_team(
        tree, wucheng, "婺城劳模（工匠）技术服务队", "综合", "技术攻关、技术帮扶、技术培训、协作服务。",
        {"设备组": [helpers["H-121"], helpers["H-142"]], "养殖组": [helpers["H-011"]]},
    )  # fmt: skip
    group = add_team(
        tree, tree.group, "浙能集团工匠服务队", "电力", "47名工匠分四个专业组，一对一帮助企业。", {}
    )
    TeamGroup.objects.bulk_create(
        TeamGroup(team=group, name=name) for name in ("电气组", "热动组", "集控环化组", "综合组")
    )


def add_team(
    tree: Tree, union, name: str, trade: str, bio: str, groups: dict[str, list[Helper]]
) -> Team:
    helper = Helper.objects.create(
        kind=HelperKind.TEAM, name=name, union=union, region=union.region, trade=trade,
        specialities=[trade], bio=bio, weekly_capacity=6,
    )  # fmt: skip
    team = Team.objects.create(
        helper=helper,
        flag_awarded_on=tree.season.stages.get(stage="serve").starts,
        flag_awarded_by=union,
    )
    for title, members in groups.items():
        group = TeamGroup.objects.create(team=team, name=title)
        for member in members:
            seat(team, group, member)
    return team


def seat(team: Team, group: TeamGroup, member: Helper) -> None:
    """The first to be seated leads the team, the first of a further group that group."""
    first = not team.memberships.exists()
    leads_group = not group.memberships.exists()
    role = TeamRole.LEADER if first else TeamRole.GROUP_LEADER if leads_group else TeamRole.MEMBER
    TeamMembership.objects.create(team=team, group=group, artisan=member.artisan, role=role)
    if first:
        team.leader = member.artisan
        team.save()


# --- what is asked


def make_life(
    tree: Tree, helpers: dict[str, Helper], placed: Placed, number: int, now: datetime
) -> Life:
    """One placed need as a life to be written."""
    home = tree.county_of(placed.adcode)
    holder = home if placed.holder == "county" else tree.city_of(placed.adcode)
    enterprise = demo_enterprise(tree, placed, number)
    need = Need(
        season=tree.season,
        state=placed.state,
        title=placed.facts["title"],
        text=placed.facts["text"],
        industry=placed.facts["industry"],
        category=None if placed.state in ("submitted", "draft", "returned") else placed.category,
        suggested_category=placed.category,
        visibility=(Visibility.MASKED, Visibility.MASKED, Visibility.OPEN, Visibility.UNIONS)[
            number % 4
        ],
        enterprise=enterprise,
        region_id=placed.adcode,
        contact_name=f"{'沈陈徐王李林'[number % 6]}{'女士' if number % 2 else '先生'}",
        contact_phone=phone(number),
        union=holder,
        home_union=home,
    )
    return Life(
        need=need,
        asked=back(now, placed.asked_days),
        since=back(now, placed.since_days),
        cadre=tree.cadres[holder.pk],
        asked_helpers=[(helpers[key], state) for key, state in placed.asked_helpers],
        limit=LIMITS.get(NeedState(placed.state)),
    )


def back(now: datetime, days: float) -> datetime:
    """Whole days ago in the morning; parts of a day simply that much earlier."""
    if days < 1:
        return now - timedelta(days=days)
    local = timezone.localtime(now) - timedelta(days=days)
    return local.replace(hour=9 + int(days) % 7, minute=int(days * 7) % 60, second=0)


def demo_enterprise(tree: Tree, placed: Placed, number: int) -> Enterprise:
    """The asking firm, unnamed in the reports: called after its place and industry."""
    county = tree.county_of(placed.adcode)
    industry = placed.facts["industry"].split("/")[0]
    sections = [section for word, section in SECTIONS.items() if word in industry]
    union = county
    if number == 0:
        union = county.add_child(
            name=f"{county.region.short_name}某企业工会（演示）",
            kind=UnionKind.ENTERPRISE,
            region=county.region,
        )
    return Enterprise.objects.create(
        name=f"{county.region.short_name}某{industry}企业{number + 1}（演示）",
        credit_code=credit_code(placed.adcode, number),
        section=sections[0] if sections else Section.C,
        region_id=placed.adcode,
        union=union,
        employees=20 + number * 7,
        is_specialised=number % 5 == 0,
    )


def merge_twins(lives: list[Life]) -> None:
    """A merged need follows the earlier one with the same title."""
    first = {life.need.title: life.need for life in reversed(lives)}
    for life in lives:
        if life.need.state == NeedState.MERGED:
            Need.objects.filter(pk=life.need.pk).update(merged_into=first[life.need.title])


def show_to_helpers(lives: list[Life]) -> None:
    """Whoever was asked sees the need, as after an ordinary invitation."""
    for life in lives:
        users = [helper.answerer for helper, _ in life.asked_helpers]
        life.need.shown_to.add(*(user for user in users if user))
