"""Activities for many people in the demonstration: held, and to come."""

from datetime import datetime, time, timedelta
from decimal import Decimal
from random import Random

from django.utils import timezone

from hongmajia.services.enums import (
    ActivityForm,
    ActivityState,
    Result,
    ServiceVerb,
)
from hongmajia.services.models import (
    Activity,
    Attendance,
    ServiceRecord,
    SignUp,
    Training,
)

from .codes import phone
from .facts import table
from .service_rows import ServiceRows, save_rows
from .tree import SURNAMES, Tree

V = ServiceVerb
TEACHING = (ActivityForm.EXCHANGE, ActivityForm.LECTURE, ActivityForm.TRAINING)
"""Forms of activities from which people go home with something learnt."""


def add_open_activities(tree: Tree, dice: Random, now: datetime) -> None:
    """Add the meetings, lectures and clinics of ``activities.csv``, with sign-ups and records."""
    rows = ServiceRows()
    for row in table("activities"):
        day = timezone.localtime(now).date() + timedelta(days=int(row["day"]))
        begins = timezone.make_aware(datetime.combine(day, time(int(row["hour"]), 30)))
        union = tree.by_adcode[row["adcode"]]
        state = ActivityState.HELD if begins < now else ActivityState.PLANNED
        activity = Activity(
            season=tree.season, union=union, state=state, title=row["title"], kind=row["kind"],
            form=row["form"], mode="on_site", starts_at=begins, region_id=row["adcode"],
            ends_at=begins + timedelta(hours=2), place=row["place"], text=row["text"],
            is_open=True, places=80, opened_by=tree.cadres[union.pk],
            opened_at=begins - timedelta(days=7), held_since=min(begins, now),
        )  # fmt: skip
        rows.activities.append(activity)
        rows.events.append((activity.opened_at, activity.opened_by, V.PLANNED, activity, {}))
        came = begins if state == ActivityState.HELD else None
        for n in range(int(row["people"]) if came else 3):
            rows.parts.append(_sign_up(activity, n, came, dice))
        if came:
            _add_record(rows, activity, int(row["people"]), dice)
    save_rows(rows, 500)


def _sign_up(activity: Activity, n: int, came: datetime | None, dice: Random) -> SignUp:
    return SignUp(
        activity=activity, name=f"{dice.choice(SURNAMES)}{dice.choice(('女士', '先生'))}",
        phone=phone(5000 + n), workplace="某企业（演示）", came_at=came,
        signed_up_at=activity.opened_at + timedelta(hours=n % 48),
    )  # fmt: skip


def _add_record(rows: ServiceRows, activity: Activity, people: int, dice: Random) -> None:
    teaches = activity.form in TEACHING
    record = ServiceRecord(
        activity=activity, visitors=people, learners=people // 2 if teaches else 0,
        result=Result.SOLVED, done=f"{activity.text}（演示）", written_at=activity.ends_at,
        known_since=activity.ends_at, hours=Decimal(2),
    )  # fmt: skip
    rows.parts += [
        record,
        Attendance(activity=activity, name=f"{dice.choice(SURNAMES)}师傅"),
        Attendance(activity=activity, name=f"{dice.choice(SURNAMES)}老师"),
    ]
    if teaches:
        rows.parts.append(Training(record=record, topic=activity.title[:60], people=people))
    rows.events.append((activity.ends_at, None, V.HELD, activity, {}))
