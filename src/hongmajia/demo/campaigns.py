"""Campaigns of the demonstration: unions of real cities, records of the invented season."""

from datetime import date, datetime, timedelta

from django.utils import timezone

from hongmajia.campaigns.actions import add_record, start_campaign
from hongmajia.campaigns.enums import CampaignKind
from hongmajia.campaigns.kinds import KINDS
from hongmajia.campaigns.lecturing import answer_lecturing
from hongmajia.campaigns.models import Campaign
from hongmajia.needs.models import Need
from hongmajia.offers.enums import OfferKind
from hongmajia.people.models import Helper
from hongmajia.publicity.models import NewsItem
from hongmajia.services.models import Activity
from hongmajia.unions.models import Union

from .tree import Tree

HELD = 12
"""How many activities belong to a campaign."""
CAMPAIGNS = (
    ("330500", CampaignKind.ACTION, "百名技术能手进千家企业（演示）", "一年到头，进车间会诊", 200),
    ("330800", CampaignKind.THEME, "“劳动创造幸福”主题宣传月（演示）", "劳动创造幸福", 20),
    ("330500", CampaignKind.THEME, "“我为群众办实事”（演示）", "为企业解难题，为基层减负担", 60),
    ("330182", CampaignKind.THEME, "“三服务”（演示）", "服务企业、群众、基层", 60),
    ("330702", CampaignKind.THEME, "党建+技能（演示）", "你来点课、我来讲", 60),
    ("330702", CampaignKind.POST, "党员先锋岗（演示）", "难题面前有党员", 200),
)
TARGETS = {"masters": 100, "enterprises": 1000, "sessions": 300, "suggestions": 500}
TEXT = (
    "技术能手到园区、企业、车间去，看设备、问难题，当场能解决的当场解决，解决不了的带回来攻关。"
    "每去一次都写服务记录，企业确认。（演示）"
)


def add_campaigns(tree: Tree, now: datetime) -> None:
    """Add campaigns with their records, from those of a month to those all year round."""
    today = timezone.localdate(now)
    for adcode, kind, name, theme, days in CAMPAIGNS:
        union = tree.by_adcode[adcode]
        made = start_campaign(
            union=union, actor=tree.cadres[union.pk], kind=kind, name=name, theme=theme, text=TEXT,
            starts=today - timedelta(days=days), ends=today + timedelta(days=days),
            targets=TARGETS if kind == CampaignKind.ACTION else {},
        )  # fmt: skip
        _add_records(made, union, tree)
    add_lecturers(tree, today)


def add_lecturers(tree: Tree, today: date) -> None:
    """Found a lecturers' group: helpers with courses are asked, all but one agree."""
    union = tree.province
    actor = tree.cadres[union.pk]
    group = start_campaign(
        union=union, actor=actor, kind=CampaignKind.LECTURES, name="劳模工匠讲师团（演示）",
        theme="", text="企业点课，师傅去讲；讲什么看师傅的课程。（演示）",
        starts=today - timedelta(days=200), ends=today + timedelta(days=200),
    )  # fmt: skip
    teaching = Helper.objects.filter(
        union__path__startswith=union.path, offers__kind=OfferKind.COURSE, is_active=True
    )
    for helper in teaching.distinct().order_by("pk")[:4]:
        add_record(campaign=group, kind=KINDS["helpers"], thing=helper, actor=actor)
    for ask in group.lecturers.all()[1:]:
        note = "演示，没有真的同意书"
        answer_lecturing(ask=ask, actor=actor, agrees=True, consent_note=note)


def _add_records(made: Campaign, union: Union, tree: Tree) -> None:
    """Add the latest activities held, some needs, the teams and the news of the union."""
    here = {"union__path__startswith": union.path}
    days = (made.starts, made.ends)
    held = Activity.objects.held().filter(**here, starts_at__date__range=days)
    records = {
        "activities": held.order_by("-starts_at", "pk")[:HELD],
        "needs": Need.objects.public().filter(**here).order_by("pk")[: HELD // 2],
        "helpers": Helper.objects.teams().filter(**here).order_by("pk")[:3],
        "news": NewsItem.objects.published().filter(**here).order_by("pk")[:2],
    }
    for name, rows in records.items():
        for row in rows:
            actor = tree.cadres[union.pk]
            add_record(campaign=made, kind=KINDS[name], thing=row, actor=actor)
