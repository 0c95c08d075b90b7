"""The helpers of the demonstration: artisans and teams from published reports, by surname only."""

import re
from typing import Any

from django.utils import timezone

from hongmajia.core.indexes import put_words
from hongmajia.offers.enums import OfferKind, OfferMode
from hongmajia.offers.models import Offer
from hongmajia.people.enums import HelperKind, SkillGrade, TeamRole
from hongmajia.people.honours import level_of
from hongmajia.people.models import (
    Artisan,
    Helper,
    Honour,
    Team,
    TeamGroup,
    TeamMembership,
)
from hongmajia.unions.models import Region, Union

from .tree import Tree

YEARS = re.compile(r"(\d+)年")
TEAMS: tuple[tuple[str, str, str, str, dict[str, list[str]]], ...] = (
    (
        "330500",
        "湖州市工会金牌技术服务队（焊接）",
        "焊接",
        "到企业现场会诊，也带一线职工练手。",
        {"焊接工艺组": ["H-018", "H-016"], "工装与检测组": ["H-005"]},
    ),
    (
        "330702",
        "婺城劳模（工匠）技术服务队",
        "综合",
        "技术攻关、技术帮扶、技术培训、协作服务。",
        {"设备组": ["H-121", "H-142"], "养殖组": ["H-011"]},
    ),
    (
        "group",
        "浙能集团工匠服务队",
        "电力",
        "电气、热动、集控环化、综合四个专业组，一对一帮助企业。",
        {"电气组": [], "热动组": [], "集控环化组": [], "综合组": []},
    ),
)
"""Teams: region code of the union (or ``group``), name, trade, description, groups with members.

See docs/domain.md, “Demonstration teams”.
"""


def add_helper(tree: Tree, facts: dict[str, Any]) -> Helper:
    """Add an artisan or a team of ``helpers.jsonl`` with honours and offers."""
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
            volunteer_number=f"YS{facts['id'].removeprefix('H-'):>08}",
        )
    Honour.objects.bulk_create(
        Honour(helper=helper, title=title, level=level_of(title)) for title in facts["honours"]
    )
    put_words(Helper, [helper.pk])
    add_offers(helper, facts["specialities"])
    return helper


def region_named(place: str) -> Region | None:
    """The region with this name: ``浙江湖州德清`` → 德清县, ``浙江湖州`` → 湖州市.

    ``None`` for a place outside Zhejiang.
    """
    if not place.startswith("浙江"):
        return None
    found = [r for r in Region.objects.select_related("parent") if r.place == place[2:]]
    return found[0] if found else None


def skill_grade(facts: dict[str, Any]) -> int | None:
    """The ``SkillGrade`` that the text or the honours name, or ``None``."""
    words = facts["text"] + "".join(facts["honours"])
    for grade in reversed(SkillGrade):
        if grade > SkillGrade.TECHNICIAN and str(grade.label) in words:
            return int(grade)
    return SkillGrade.CHIEF_TECHNICIAN if "首席技师" in words else None


def trade_since(text: str) -> int | None:
    """The year in which the helper began their trade, from “n年” in ``text``; else ``None``."""
    years = YEARS.search(text)
    return timezone.localdate().year - int(years.group(1)) if years else None


def add_offers(helper: Helper, specialities: list[str]) -> None:
    """Add an offer of the specialities and, for a helper who trains people, a course."""
    here = helper.region_id is not None
    skills = [speciality for speciality in specialities if "培训" not in speciality]
    offers = [
        Offer(
            helper=helper,
            kind=OfferKind.TECHNIQUE,
            title=f"{'、'.join(skills[:2])}{'：到现场看，也可在线' if here else '：在线指导'}",
            text=f"{helper.trade}。{helper.bio}。",
            mode=OfferMode.BOTH if here else OfferMode.ONLINE,
        )
    ]
    if "培训" in helper.bio + "".join(specialities) or "讲师" in helper.bio or "教" in helper.bio:
        offers.append(
            Offer(
                helper=helper,
                kind=OfferKind.COURSE,
                title=f"{helper.trade}一线职工课",
                text=f"您来点课，我来讲：{'、'.join(skills[:3])}。",
                mode=OfferMode.BOTH,
                duration="2小时",
                max_people=30,
            )
        )
    Offer.objects.bulk_create(offers)
    put_words(Offer, (offer.pk for offer in offers))


def fill_teams(tree: Tree, helpers: dict[str, Helper]) -> None:
    """Add the teams of ``TEAMS`` with their flags, groups and members."""
    for place, name, trade, bio, groups in TEAMS:
        union = tree.group if place == "group" else tree.by_adcode[place]
        team = add_team(tree, union, name, trade, bio)
        for title, members in groups.items():
            group = TeamGroup.objects.create(team=team, name=title)
            for key in members:
                add_member(team, group, helpers[key])


def add_team(tree: Tree, union: Union, name: str, trade: str, bio: str) -> Team:
    """Add a team that received its flag from ``union`` on the first day of the service stage."""
    helper = Helper.objects.create(
        kind=HelperKind.TEAM,
        name=name,
        union=union,
        region=union.region,
        trade=trade,
        specialities=[trade],
        bio=bio,
        weekly_capacity=6,
    )
    return Team.objects.create(
        helper=helper,
        flag_awarded_on=tree.season.stages.get(stage="serve").starts,
        flag_awarded_by=union,
    )


def add_member(team: Team, group: TeamGroup, member: Helper) -> None:
    """Add ``member`` to a group.

    The first member of the team leads the team, the first member of any further group the group.
    """
    first = not team.memberships.exists()
    leads_group = not group.memberships.exists()
    role = TeamRole.LEADER if first else TeamRole.GROUP_LEADER if leads_group else TeamRole.MEMBER
    TeamMembership.objects.create(team=team, group=group, artisan=member.artisan, role=role)
    if first:
        team.leader = member.artisan
        team.save()
