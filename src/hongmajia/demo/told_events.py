"""More of the demonstration after the press: a meeting and a class in 建德, 浙能's 47 recruits.

Everything is written by the actions, under a set clock; persons are surnames, firms are invented.
"""

from datetime import date, datetime, timedelta
from decimal import Decimal
from io import BytesIO
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.core.files.base import ContentFile
from django.utils import timezone

from hongmajia.accounts import actions as accounts
from hongmajia.accounts.models import RecruitingCall
from hongmajia.classes.actions import enroll, open_class, plan_session, tick_attendance
from hongmajia.events import actions
from hongmajia.events.actions import FlagPlan
from hongmajia.people.models import Helper
from hongmajia.services.actions import plan_activity, record_service
from hongmajia.services.models import Activity
from hongmajia.unions.models import Enterprise, Region, Union

from .clock import clock_at
from .codes import credit_code, phone
from .drawings import workshop
from .events import PLANNED, WORD, at, region_of
from .tree import Tree

GROUPS = (("电气组", 12), ("热动组", 11), ("集控环化组", 14), ("综合组", 10))
"""The groups of 浙能's team, and how many were recruited for each: 47."""

SURNAMES = (
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛奚范彭"
)
"""One for each of the 47."""

LEARNERS = "陈叶徐胡方洪汪"


def add_told_events(tree: Tree, now: datetime) -> None:
    """Add the meeting of six days ago, the class of last week, and the founding of three ago."""
    today = timezone.localtime(now).date()
    add_exchange(tree, at(today - timedelta(days=6), 9))
    add_class(tree, at(today - timedelta(days=7), 14))
    add_health(tree, today)
    add_founding(tree, at(today - timedelta(days=3), 9))


# --- 建德 -----------------------------------------------------------------------------------


def add_exchange(tree: Tree, begins: datetime) -> None:
    """Masters of chemical firms exchange what they know; 63 delegates come."""
    union = tree.by_adcode["330182"]
    with clock_at(begins - PLANNED):
        host = Enterprise.objects.create(
            name="梅城某化工（演示）", credit_code=credit_code("330182", 900_100), section="C",
            region=region_of(union), union=union, employees=260,
        )  # fmt: skip
        activity = _plan(
            tree, union, begins, title="双极膜处理含盐废水交流会（演示）", form="exchange",
            kind="tackling", venue_kind="firm", place="职工之家（演示）", host=host,
            text="化工企业的师傅一起交流，谁有办法谁讲。（演示）",
        )  # fmt: skip
    _tell(tree, activity, "看了装置，交流了双极膜的用法和清洗。（演示）", {"delegate": 63})


def add_health(tree: Tree, today: date) -> None:
    """The hospital's team lectures in a village in the morning and treats in a square after it."""
    union = tree.by_adcode["330182"]
    day = today - timedelta(days=5)
    told: tuple[tuple[int, str, str, str, str, int, str], ...] = (
        (9, "lecture", "健康讲座：高血压怎么防（演示）", "village", "村文化礼堂（演示）", 40,
         "讲了高血压、心脏病的预防和康复。（演示）"),
        (14, "clinic", "义诊进广场（演示）", "square", "镇广场（演示）", 85,
         "给老人量血压、看心脏。（演示）"),
    )  # fmt: skip
    for hour, form, title, kind, place, heads, done in told:
        begins = at(day, hour)
        with clock_at(begins - PLANNED):
            activity = _plan(
                tree, union, begins, title=title, form=form, kind="public_good", venue_kind=kind,
                place=place, text=done,
            )  # fmt: skip
        _tell(tree, activity, done, {"public": heads})


def add_class(tree: Tree, begins: datetime) -> None:
    """A class for doctors and nurses: its first afternoon, seven of whom all came."""
    union = tree.by_adcode["330182"]
    cadre = tree.cadres[union.pk]
    with clock_at(begins - PLANNED):
        made = open_class(
            union=union, actor=cadre, title="专业技术人才知识更新班（演示）", trade="医疗健康",
            region=region_of(union), teacher_name="陈医师", place="医院会议室（演示）",
            hours_needed=Decimal(4), text="急救、慢性病预防。（演示）",
        )  # fmt: skip
        people: list[Any] = [
            {"name": f"{surname}女士", "workplace": "某医院（演示）", "phone": phone(7600 + n)}
            for n, surname in enumerate(LEARNERS)
        ]
        learners = enroll(made=made, actor=cadre, learners=people)
        session = plan_session(
            made=made, actor=cadre, starts_at=begins, ends_at=begins + timedelta(hours=3),
            hours=Decimal(4), word=WORD,
        )  # fmt: skip
    with clock_at(begins + timedelta(hours=4)):
        present = dict.fromkeys(learners, Decimal(4))
        tick_attendance(session=session, actor=cadre, present=present, taught="讲了急救。（演示）")


# --- 浙能 -----------------------------------------------------------------------------------


def add_founding(tree: Tree, begins: datetime) -> None:
    """47 masters recruited by a call; the four groups of the team get their flags."""
    union = tree.group
    cadre = tree.cadres[union.pk]
    team = Helper.objects.teams().get(union=union)
    recruit(tree, team, begins - timedelta(days=20))
    with clock_at(begins - timedelta(days=2)):
        activity = _plan(
            tree, union, begins, title="首届工匠节：志愿服务队授旗（演示）", form="ceremony",
            kind="public_good", venue_kind="firm", place="集团礼堂（演示）",
            text="四个专业组授旗。（演示）", region=Region.objects.get(pk="330102"),
        )  # fmt: skip
        flags = [FlagPlan(team, group, is_made=True) for group in team.team.groups.all()]
        actions.plan_ceremony(activity=activity, actor=cadre, flags=flags)
    _tell(tree, activity, "给四个专业组授旗。（演示）", {"leader": 9, "member": 47})
    with clock_at(begins + timedelta(days=1)):
        actions.hold_ceremony(
            activity=activity, actor=cadre, on=timezone.localdate(begins),
            flags=activity.flags.all(), seals=(), photo=workshop(), shows_faces=False,
        )  # fmt: skip


def recruit(tree: Tree, team: Helper, begins: datetime) -> None:
    """The call, the applications, the choice, seven days of notice, and the roll."""
    union = tree.group
    cadre = tree.cadres[union.pk]
    with clock_at(begins):
        call = accounts.publish_call(
            actor=cadre, union=union, title="招募志愿服务队队员（演示）", groups=GROUPS,
            wanted="电力行业的工匠、技术能手", text="一对一帮助企业。（演示）", team=team.team,
            until=timezone.localdate(begins) + timedelta(days=3),
        )  # fmt: skip
        apply_all(call)
    with clock_at(begins + timedelta(days=5)):
        chosen = list(call.applications.all())
        accounts.choose_applicants(actor=cadre, call=call, chosen=chosen)
        opens = timezone.localdate()
        accounts.put_on_notice(
            actor=cadre, call=call, opens_on=opens, closes_on=opens + timedelta(days=6),
            contact="集团工会 0571-12351",
        )  # fmt: skip
    with clock_at(begins + timedelta(days=13)):
        accounts.take_on_chosen(actor=cadre, call=call)


def apply_all(call: RecruitingCall) -> None:
    """One person for each place of each group."""
    wanted = [group for group in call.groups.all() for _n in range(group.places)]
    region, drawing = Region.objects.get(pk="330102"), BytesIO(workshop().read())
    for n, (surname, group) in enumerate(zip(SURNAMES, wanted, strict=True)):
        accounts.submit_application(
            actor=AnonymousUser(), code=f"HM-DEM0-{n:04}", evidence=ContentFile(drawing.getvalue()),
            proved_at=None, call=call, wanted=group, contact_name=f"{surname}师傅",
            phone=phone(7700 + n), region=region, trade=group.name.removesuffix("组"),
            skill_grade=4, specialities=[], workplace="某电厂（演示）", honours="",
        )  # fmt: skip


# --- what all share -------------------------------------------------------------------------


def _plan(tree: Tree, union: Union, begins: datetime, **facts: Any) -> Activity:
    values = {"region": union.region, **facts}
    return plan_activity(
        union=union, actor=tree.cadres[union.pk], word=WORD, mode="on_site", is_open=True,
        starts_at=begins, ends_at=begins + timedelta(hours=2, minutes=30), **values,
    )  # fmt: skip


def _tell(tree: Tree, activity: Activity, done: str, heads: dict[str, int]) -> None:
    """The record of an event, and its heads by group."""
    cadre = tree.cadres[activity.union_id]
    party: Any = {"helpers": [], "companions": ["某师傅"]}
    with clock_at(activity.ends_at + timedelta(hours=3)):
        facts: dict[str, Any] = {"result": "solved", "hours": Decimal(3)}
        record_service(activity=activity, actor=cadre, party=party, done=done, **facts)
        actions.count_heads(activity=activity, actor=cadre, heads=heads)
