"""A meeting for many in the demonstration: one master answers four firms with one problem.

Afterwards two say that it helped, one that it did not, one has not answered yet. All is invented.
"""

from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from hongmajia.engagements.models import Engagement
from hongmajia.meetings.actions import call_meeting
from hongmajia.meetings.models import Meeting
from hongmajia.needs.enums import NeedState, Visibility
from hongmajia.needs.models import Need
from hongmajia.people.actions import register_artisan
from hongmajia.people.models import Helper
from hongmajia.services.actions import confirm_service, record_service
from hongmajia.unions.models import Enterprise, Region

from .clock import clock_at
from .codes import credit_code, phone
from .events import WORD, at
from .histories import NeedHistory, days_before, write_histories
from .tree import Tree

CITY = "331000"
INDUSTRY = "橡胶和塑料制品业"
ASKED = (
    ("331003", "注塑机液压油温高", "一到下午油温就过六十度，压力上不去。"),
    ("331004", "注塑机夏天油温报警停机", "夏天每班停两三次，冷却水已经开到最大。"),
    ("331081", "液压站油温降不下来", "换了冷却器，油温还是降不下来。"),
    ("331002", "油温高，密封圈老得快", "油缸密封圈三个月换一次，师傅说是油温的事。"),
)
"""County, title and text of the needs that the meeting answers."""
HEARD = ("331082", "液压油温高、保压不稳", "保压时压力往下掉，油箱烫手。")
"""The same of a need that is not verified yet; its asker is asked to listen."""
DONE = (
    "先查溢流阀和卸荷是不是一直在节流，再查冷却器水垢和油箱油位；保压用变量泵或者蓄能器，"
    "不要靠溢流。三家当场算了发热量。（演示）"
)
SAID: tuple[tuple[str, int, str], ...] = (
    ("solved", 4, "回去调了卸荷，油温降了十五度。（演示）"),
    ("solved", 3, "冷却器清了水垢，不停机了。（演示）"),
    ("unsolved", 3, "照着查了一遍，还是高，想请师傅来看看。（演示）"),
)
"""Outcome, satisfaction and words of those who have answered; the fourth has not."""


def add_meeting(tree: Tree, now: datetime) -> None:
    """Add the needs, the meeting of six days ago, and what the askers said since."""
    city = tree.by_adcode[CITY]
    cadre = tree.cadres[city.pk]
    needs = add_needs(tree, now)
    begins = at(timezone.localdate(now) - timedelta(days=6), 14)
    with clock_at(begins - timedelta(days=5)):
        region = Region.objects.get(pk="331003")
        speaker = register_artisan(
            actor=cadre, name="项师傅", union=city, region=region, trade="液压",
            specialities=["液压系统", "注塑机维修"], bio="修了二十多年注塑机。（演示）",
            phone=phone(7800),
        )  # fmt: skip
        meeting = call_meeting(
            union=city, actor=cadre, speaker=speaker, needs=needs[:-1], listening=needs[-1:],
            word=WORD, title="注塑机油温高交流会（演示）", kind="tackling", form="exchange",
            mode="on_site", region=region, place="模具行业职工之家（演示）", starts_at=begins,
            ends_at=begins + timedelta(hours=2), is_open=False,
            text="同样的问题，几家一起说，师傅当场答。（演示）",
        )  # fmt: skip
    hold(meeting, speaker, tree)
    say_all(meeting)


def add_needs(tree: Tree, now: datetime) -> list[Need]:
    """The listed needs, and last the one that waits for verification; as rows with their past."""
    histories = []
    for n, (adcode, title, text) in enumerate((*ASKED, HEARD)):
        union, region = tree.by_adcode[adcode], Region.objects.get(pk=adcode)
        is_listed = n < len(ASKED)
        firm = Enterprise.objects.create(
            name=f"{region.short_name}某塑料制品企业{n + 1}（演示）", section="C", region=region,
            credit_code=credit_code(adcode, 900_200 + n), union=union, employees=60 + 40 * n,
        )  # fmt: skip
        need = Need(
            season=tree.season, title=title, text=text, industry=INDUSTRY, enterprise=firm,
            state=NeedState.LISTED if is_listed else NeedState.SUBMITTED,
            category=3 if is_listed else None, suggested_category=3, region=region, union=union,
            home_union=union, visibility=Visibility.MASKED, contact_phone=phone(7801 + n),
            contact_name=f"{'王陈林金郑'[n]}{'女士' if n % 2 else '先生'}",
        )  # fmt: skip
        cadre = tree.cadres[union.pk]
        asked = days_before(now, 17 if is_listed else 1)
        since = days_before(now, 15 if is_listed else 1)
        histories.append(NeedHistory(need, asked, since, now, cadre, cadre))
    write_histories(histories)
    return [history.need for history in histories]


def hold(meeting: Meeting, speaker: Helper, tree: Tree) -> None:
    """The meeting takes place; the union writes the record for the speaker."""
    activity = meeting.activity
    party: Any = {"helpers": [speaker], "companions": []}
    with clock_at(activity.ends_at + timedelta(hours=1)):
        record_service(
            activity=activity, actor=tree.cadres[activity.union_id], party=party, done=DONE,
            result="solved", hours=Decimal(2), visitors=9,
        )  # fmt: skip


def say_all(meeting: Meeting) -> None:
    """Each asker answers for themselves, as by the code, a day or more after the meeting."""
    rows = Engagement.objects.with_details().filter(activities=meeting.activity).order_by("pk")
    for n, (row, (outcome, satisfaction, words)) in enumerate(zip(rows, SAID, strict=False)):
        with clock_at(meeting.activity.ends_at + timedelta(days=1 + n, hours=1)):
            confirm_service(
                engagement=row, actor=AnonymousUser(), name=row.need.contact_name,
                outcome=outcome, satisfaction=satisfaction, words=words,
            )  # fmt: skip
