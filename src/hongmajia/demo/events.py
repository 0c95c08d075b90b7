"""Two events of the demonstration, told after the press, and one to come; all of it marked.

The opening in 衢州 and the day in 德清钟管镇 took place much as here; persons are surnames, firms
and numbers of heads are invented. Everything is written by the actions, under a set clock.
"""

from datetime import datetime, time, timedelta
from decimal import Decimal
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from hongmajia.events import actions
from hongmajia.events.actions import FlagPlan
from hongmajia.people.actions import create_team, pair_apprentice, register_artisan
from hongmajia.people.models import Helper
from hongmajia.services.actions import (
    move_activity,
    plan_activity,
    record_arrival,
    record_service,
    sign_up,
)
from hongmajia.services.bookings import SecondWord
from hongmajia.services.models import Activity
from hongmajia.unions.models import Enterprise, Region, Union, User

from .clock import clock_at
from .codes import credit_code, phone
from .drawings import weld_seam, workshop
from .event_facts import (
    CAME,
    CONSENT,
    CRITERIA,
    FIRMS,
    GROUPS,
    HUZHOU_AGENDA,
    HUZHOU_TEAMS,
    PAIRS,
    QUZHOU_AGENDA,
    QUZHOU_GUESTS,
    QUZHOU_TEAMS,
    SAID,
)
from .tree import Tree

PROBLEM: Any = {
    "problem": "包装线封口热合不牢，一换膜就漏，温度怎么调都不对。（演示）", "name": "余女士",
    "phone": phone(7399),
}  # fmt: skip
"""What two of those who said something left with a telephone number."""
WORD = SecondWord(free_day=True, doubled="分路走访")
PLANNED = timedelta(days=7)
"""How long before it an event is planned."""


def add_events(tree: Tree, now: datetime) -> None:
    """Add the opening two days ago, the day of 德清 five days ago, and one in four days."""
    today = timezone.localtime(now).date()
    fang = tree.cadres[tree.province.pk]
    actions.set_criteria(season=tree.season, actor=fang, criteria=CRITERIA)
    begins = {n: at(today + timedelta(days=n), 9) for n in (-2, -5, 4)}
    opening = add_opening(tree, begins[-2])
    deqing = add_day_of_deqing(tree, begins[-5])
    with clock_at(begins[-2] + timedelta(days=1)):
        evaluate(opening, tree.province, fang)
        evaluate(deqing, tree.province, fang)
    add_coming(tree, begins[4], now)


def at(day: Any, hour: int) -> datetime:
    """An hour of a day, in local time."""
    return timezone.make_aware(datetime.combine(day, time(hour)))


def region_of(union: Union) -> Region:
    """The city or county of a union that has one."""
    assert union.region is not None
    return union.region


def plan(tree: Tree, union: Union, begins: datetime, **facts: Any) -> Activity:
    """Plan an open event of two and a half hours."""
    return plan_activity(
        union=union, actor=tree.cadres[union.pk], word=WORD, kind="public_good", mode="on_site",
        region=region_of(union), starts_at=begins, ends_at=begins + timedelta(hours=2, minutes=30),
        is_open=True, **facts,
    )  # fmt: skip


# --- 衢州 -----------------------------------------------------------------------------------


def add_opening(tree: Tree, begins: datetime) -> Activity:
    """The opening in a vocational school: nine flags, twenty pairs, more than 160 people."""
    union = tree.by_adcode["330800"]
    cadre = tree.cadres[union.pk]
    with clock_at(begins - PLANNED):
        activity = plan(
            tree, union, begins, title="让劳模精神传递下去（演示）", form="ceremony",
            theme="“劳动创造幸福”主题宣传月暨衢州市劳模工匠志愿服务月启动仪式",
            venue_kind="school", place="第二中专报告厅（演示）", places=180,
            text="授旗、结对、讲一课，会后到企业看难题。（演示）",
        )  # fmt: skip
        prepare(activity, tree, cadre, QUZHOU_AGENDA, carries="第二中专工会（演示）")
        actions.name_guests(activity=activity, actor=cadre, guests=guests_of(QUZHOU_GUESTS))
        teams = [add_team(union, cadre, name) for name in QUZHOU_TEAMS]
        pairs = add_pairs(union, cadre, begins)
        flags = [FlagPlan(team, is_made=True) for team in teams]
        actions.plan_ceremony(activity=activity, actor=cadre, flags=flags, pairs=pairs)
        sign_all_up(activity)
    hold(activity, cadre, done="给9支服务队授旗，20对师徒结对，讲了一课，会后分路去企业。（演示）")
    with clock_at(begins + timedelta(days=1)):
        actions.hold_ceremony(
            activity=activity, actor=cadre, on=timezone.localdate(begins),
            flags=activity.flags.all(), seals=activity.seals.all(),
            signed=activity.seals.all()[:18], photo=workshop(), shows_faces=False,
        )  # fmt: skip
        actions.count_heads(activity=activity, actor=cadre, heads={"leader": 8, "public": 18})
        say_all(activity)
    return activity


def add_pairs(union: Union, cadre: User, begins: datetime) -> list[Any]:
    """Twenty masters of the city, each with an apprentice."""
    day = timezone.localdate(begins)
    masters = [
        register_artisan(
            actor=cadre, name=f"{surname}师傅", union=union, region=union.region, trade=skill,
            specialities=[skill], bio="带徒弟，也到企业解难题。（演示）", phone=phone(7100 + n),
        )
        for n, (surname, _apprentice, skill) in enumerate(PAIRS)
    ]  # fmt: skip
    return [
        pair_apprentice(
            master=master, actor=cadre, apprentice_name=f"小{apprentice}（演示）",
            workplace="某企业（演示）", skill=skill, goals="独立完成一件合格的活。（演示）",
            starts_on=day, ends_on=day + timedelta(days=365),
        )
        for master, (_surname, apprentice, skill) in zip(masters, PAIRS, strict=True)
    ]  # fmt: skip


def add_team(union: Union, cadre: User, name: str) -> Helper:
    """A team that has no flag yet."""
    return create_team(
        actor=cadre, name=f"{region_of(union).short_name}{name}（演示）", union=union,
        region=union.region, trade=trade_of(name), specialities=[trade_of(name)],
        bio="今年成立。（演示）", weekly_capacity=6,
    )  # fmt: skip


def trade_of(team: str) -> str:
    """What a team is called after: 焊接 of 金牌技术服务队焊接分队."""
    return team.removeprefix("金牌技术服务队").removesuffix("队").removesuffix("分")


# --- 湖州德清 -------------------------------------------------------------------------------


def add_day_of_deqing(tree: Tree, begins: datetime) -> Activity:
    """An industrial zone: four roles, six branch teams flagged, a seminar with its answer."""
    union = tree.by_adcode["330500"]
    cadre, county = tree.cadres[union.pk], tree.by_adcode["330521"]
    with clock_at(begins - PLANNED):
        activity = plan(
            tree, union, begins, title="百名技术能手进企业：德清钟管镇（演示）", form="exchange",
            theme="“我为群众办实事”劳模工匠志愿服务月", venue_kind="park",
            place="钟管镇工业园区（演示）",
            text="授旗以后分路到企业会诊，职工不出厂就能问。（演示）",
        )  # fmt: skip
        move_activity(activity=activity, actor=cadre, region=region_of(county))
        prepare(
            activity, tree, cadre, HUZHOU_AGENDA, carries=county, assists="钟管镇总工会（演示）",
            guides=tree.province,
        )  # fmt: skip
        teams = [add_team(union, cadre, name) for name in HUZHOU_TEAMS]
        flags = [FlagPlan(team, is_made=True) for team in teams]
        actions.plan_ceremony(activity=activity, actor=cadre, flags=flags)
    hold(
        activity, cadre, done="给6支分队授旗，分路到企业会诊，座谈焊接变形，讲了焊割安全。（演示）"
    )
    with clock_at(begins + timedelta(days=1)):
        actions.hold_ceremony(
            activity=activity, actor=cadre, on=timezone.localdate(begins),
            flags=activity.flags.all(), seals=(), photo=workshop(), shows_faces=False,
        )  # fmt: skip
        actions.count_heads(
            activity=activity, actor=cadre, heads={"leader": 12, "member": 36, "worker": 45}
        )
        welder = Helper.objects.artisans().filter(trade__contains="焊").order_by("pk").first()
        actions.note_question(
            activity=activity, actor=cadre, text="如何减少或避免不锈钢的焊接变形？",
            asked_by="一位队员", answered_by=welder,
            answer="先定位，再对称、分段退焊；薄板加铜垫板散热，厚的预留反变形；"
            "焊后趁热校平，别一次焊满。（演示）",
        )  # fmt: skip
        actions.add_event_photo(
            activity=activity, actor=cadre, image=weld_seam(), caption="样件（画的，演示）",
            shows_faces=False,
        )  # fmt: skip
    return activity


# --- what both share ------------------------------------------------------------------------


def prepare(activity: Activity, tree: Tree, cadre: User, agenda: Any, **units: Union | str) -> None:
    """Name the units, set the agenda, and arrange the visits to the firms."""
    named: dict[str, Any] = {"guides": [tree.province]}
    named |= {role: [unit] for role, unit in units.items()}
    named.setdefault("assists", ["市劳模协会（演示）"])
    actions.name_units(activity=activity, actor=cadre, units=named)
    items: list[Any] = [
        {"at": time(*when), "kind": kind, "title": title, "note": note, "speaker": ""}
        for when, kind, title, note in agenda
    ]
    actions.set_agenda(activity=activity, actor=cadre, items=items)
    firms = [
        add_firm(activity, tree, n, *facts) for n, facts in enumerate(FIRMS[cadre_of(activity)])
    ]
    stops: list[Any] = [
        {"enterprise": firm, "at": time(11, 30 + 10 * n), "note": note, "is_named": True}
        for n, (firm, note) in enumerate(firms)
    ]
    actions.set_stops(activity=activity, actor=cadre, stops=stops)
    for stop in activity.stops.all():
        actions.arrange_stop(stop=stop, actor=cadre, word=WORD)


def guests_of(people: Any) -> Any:
    """Guests by surname and post; who agreed is named in public."""
    return [
        {"name": f"{name}（演示）", "post": post, "consent_note": CONSENT if agreed else ""}
        for name, post, agreed in people
    ]


def cadre_of(activity: Activity) -> str:
    """The region code of the union that holds it."""
    return str(activity.union.region_id)


def add_firm(
    activity: Activity, tree: Tree, number: int, name: str, note: str
) -> tuple[Enterprise, str]:
    """An enterprise with an invented name, and what is looked at there."""
    region = activity.region
    firm = Enterprise.objects.create(
        name=f"{name}（演示）", credit_code=credit_code(region.pk, 900_000 + number), section="C",
        region=region, union=tree.by_adcode[region.pk], employees=120,
    )  # fmt: skip
    return firm, note


def sign_all_up(activity: Activity) -> None:
    """Each group signs up by a few units, with heads; some firms by their full names."""
    firms = [stop.enterprise.name for stop in activity.stops.select_related("enterprise")]
    for n, (group, heads, _came) in enumerate(GROUPS):
        workplace = firms[n % len(firms)] if group == "worker" else "某单位（演示）"
        sign_up(
            activity=activity, actor=AnonymousUser(), name=f"{group_name(n)}女士",
            phone=phone(7300 + n), workplace=workplace, heads=heads, group=group,
        )  # fmt: skip


def group_name(number: int) -> str:
    """A surname."""
    return "郑江余胡叶方毛徐祝柴"[number % 10]


def hold(activity: Activity, cadre: User, *, done: str) -> None:
    """People arrive, and the record is written; the visits afterwards as well."""
    with clock_at(activity.starts_at):
        for n, (_group, _heads, came) in enumerate(GROUPS):
            if activity.sign_ups.exists():
                record_arrival(
                    activity=activity, actor=AnonymousUser(), phone=phone(7300 + n), heads=came
                )
    masters = list(Helper.objects.artisans().filter(union=activity.union).order_by("pk")[:3])
    party: Any = {"helpers": masters, "companions": [] if masters else ["某师傅"]}
    with clock_at(activity.ends_at + timedelta(hours=5)):
        facts: dict[str, Any] = {"result": "solved", "hours": Decimal(3), "visitors": CAME}
        record_service(activity=activity, actor=cadre, party=party, done=done, **facts)
        for stop in activity.stops.select_related("visit"):
            visit: Any = stop.visit
            record_service(
                activity=visit, actor=cadre, party=party, result="solved", hours=Decimal(2),
                done=f"{stop.note}：看了现场，说了办法。（演示）",
            )  # fmt: skip


def say_all(activity: Activity) -> None:
    """What people said by the code."""
    items = list(activity.agenda.all())
    for useful, times, words in SAID:
        for n in range(times):
            actions.say(
                activity=activity, actor=AnonymousUser(), useful=useful,
                helped=items[n % 3 + 2 : n % 3 + 3],
                words=words if n == 0 else "",
                **(PROBLEM if useful == 2 and n == 0 else {}),
            )  # fmt: skip


def evaluate(activity: Activity, union: Union, cadre: User) -> None:
    """Marks a little under the most."""
    activity.refresh_from_db()
    marks = {one: one.most - 2 - n for n, one in enumerate(activity.season.criteria.all())}
    actions.evaluate(
        activity=activity, actor=cadre, by=union, marks=marks,
        words="准备充分，会后走访落到难题上。（演示）",
    )  # fmt: skip


def add_coming(tree: Tree, begins: datetime, now: datetime) -> None:
    """An event in four days: its agenda, units and two planned flags."""
    union = tree.by_adcode["330702"]
    cadre = tree.cadres[union.pk]
    with clock_at(now - timedelta(days=1)):
        activity = plan(
            tree, union, begins, title="党建+技能：讲师团成立（演示）", form="ceremony",
            theme="“你来点课、我来讲”", venue_kind="firm", place="职工学校（演示）", places=80,
            text="给讲师团授旗，当场点课。（演示）",
        )  # fmt: skip
        items: list[Any] = [
            {"at": time(9), "kind": "flags", "title": "", "note": "给两支队授旗", "speaker": ""},
            {
                "at": time(9, 30),
                "kind": "talk",
                "title": "一线的课怎么讲",
                "note": "",
                "speaker": "",
            },
        ]
        actions.set_agenda(activity=activity, actor=cadre, items=items)
        teams = [add_team(union, cadre, name) for name in ("党建技能讲师队", "岗位练兵队")]
        flags = [FlagPlan(teams[0], is_made=True), FlagPlan(teams[1])]
        actions.plan_ceremony(activity=activity, actor=cadre, flags=flags)
