"""Services of the demonstration: sessions held and to come, their records, what was confirmed.

Written in bulk beside the lives of ``biography``, in the order in which the actions would have
written them. What is said to have been done is of a general kind and marked as demonstration.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from decimal import Decimal
from random import Random
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.files.storage import default_storage
from django.db.models import Model
from django.utils import timezone

from hongmajia.core.models import Event
from hongmajia.engagements.enums import EngagementState, EngagementVerb
from hongmajia.engagements.models import Engagement
from hongmajia.needs.enums import NeedState
from hongmajia.people.enums import HelperKind
from hongmajia.people.models import Helper
from hongmajia.services.enums import (
    CALL_BACK_DAYS,
    ActivityForm,
    ActivityKind,
    ActivityState,
    Adoption,
    Outcome,
    Result,
    Satisfaction,
    ServiceVerb,
)
from hongmajia.services.models import (
    Activity,
    Attendance,
    CallBack,
    Confirmation,
    Evidence,
    Milestone,
    ServiceRecord,
    SignUp,
    Suggestion,
    Training,
)
from hongmajia.unions.models import User

from .biography import by_day
from .codes import phone
from .drawings import sheet_of_figures
from .facts import table
from .tree import SURNAMES, Tree

DONE = (
    "看现场、量数据，和企业师傅一起试做，把参数写进作业指导书。（演示）",
    "先查工装和备件，再调工艺顺序，当场做了样件对比。（演示）",
    "把故障分段排查，换了薄弱的一处，教班组怎么点检。（演示）",
)
SUGGESTIONS = (
    "把这道工序的参数做成一页卡片，贴在机台旁边。（演示）",
    "易损件定期更换，备一套在现场。（演示）",
    "班前五分钟点检，记在一张表上。（演示）",
    "请带班师傅每月练一次，新人跟着学。（演示）",
)
TOPICS = ("操作要点", "日常点检", "识图和量具", "安全操作")
KINDS = {
    ActivityKind.TACKLING: 42, ActivityKind.ASSISTANCE: 28, ActivityKind.INSPECTION: 18,
    ActivityKind.PUBLIC_GOOD: 12,
}  # fmt: skip
"""How often a visit is of a kind, in percent."""
RESULTS = {NeedState.TACKLING: Result.TACKLING, NeedState.UNSOLVED: Result.UNSOLVED}
WRITTEN = (NeedState.SOLVED, NeedState.CONFIRMED, NeedState.TACKLING)
"""States of needs for which somebody was there and wrote it down."""
V, E = ServiceVerb, EngagementVerb


@dataclass
class Written:
    """The rows to be written, each list in one go, and what happened when."""

    activities: list[Activity] = field(default_factory=list)
    served: list[tuple[Activity, Engagement]] = field(default_factory=list)
    parts: list[Model] = field(default_factory=list)
    """all that hangs on activities, in any order but records before their own parts"""
    acts: list[tuple[datetime, User | None, str, Any, dict[str, Any]]] = field(default_factory=list)


def write_services(
    engagements: Iterable[Engagement], dice: Random, now: datetime, batch: int = 2000
) -> None:
    """Activities for all engagements that were agreed and have come as far as a visit."""
    written = Written()
    for engagement in engagements:
        if engagement.state == EngagementState.SCHEDULED:
            _to_come(written, engagement, dice, now)
        if engagement.slot and engagement.need.state in WRITTEN:
            _held(written, engagement, dice, now)
    _save(written, batch)


def _held(written: Written, engagement: Engagement, dice: Random, now: datetime) -> None:
    """One visit, sometimes two; the last one between the agreement and the need's last step."""
    need = engagement.need
    agreed, over = engagement.held_since, max(need.held_since, engagement.held_since)
    for visit in range(2 if dice.random() < 0.2 else 1):
        begins = by_day(agreed + (over - agreed) * (0.75 - 0.4 * visit))
        begins = min(begins, now - timedelta(hours=5))
        activity = _activity(engagement, begins, ActivityState.HELD, dice)
        _record(written, activity, engagement, dice)
        _tell(written, activity, engagement)
    if need.state == NeedState.CONFIRMED:
        _confirmation(written, engagement, need.held_since, dice)
    if need.state == NeedState.TACKLING:
        due = (timezone.localtime(now) + timedelta(days=dice.randint(7, 40))).date()
        written.parts.append(Milestone(engagement=engagement, title="做出样件", due_on=due))


def _to_come(written: Written, engagement: Engagement, dice: Random, now: datetime) -> None:
    begins = by_day(now + timedelta(hours=dice.randint(2, 240)))
    if begins <= now:
        begins += timedelta(days=1)
    activity = _activity(engagement, begins, ActivityState.PLANNED, dice)
    written.activities.append(activity)
    written.served.append((activity, engagement))
    agreed = engagement.held_since
    written.acts.append((agreed, engagement.opened_by, V.PLANNED, activity, {}))
    written.acts.append((agreed, None, E.SCHEDULED, engagement, {"when": _said(begins)}))


def _activity(
    engagement: Engagement, begins: datetime, state: ActivityState, dice: Random
) -> Activity:
    need = engagement.need
    return Activity(
        season=need.season, union=need.union, state=state, title=need.title,
        kind=dice.choices(list(KINDS), list(KINDS.values()))[0], form=ActivityForm.GUIDANCE,
        mode="on_site" if dice.random() < 0.8 else "online", starts_at=begins,
        ends_at=begins + timedelta(hours=dice.choice((2, 3, 4))), region_id=need.region_id,
        opened_by=engagement.opened_by, opened_at=engagement.held_since,
        held_since=begins if state == ActivityState.HELD else engagement.held_since,
    )  # fmt: skip


def _record(written: Written, activity: Activity, engagement: Engagement, dice: Random) -> None:
    visitors = dice.randint(2, 12)
    record = ServiceRecord(
        activity=activity, visitors=visitors, learners=dice.randint(0, visitors),
        done=dice.choice(DONE), written_at=activity.ends_at,
        result=RESULTS.get(NeedState(engagement.need.state), Result.SOLVED),
        hours=Decimal(dice.choice((2, 3, 4, 6))),
    )  # fmt: skip
    written.activities.append(activity)
    written.served.append((activity, engagement))
    written.parts.append(record)
    for helper in _party(engagement.helper):
        written.parts.append(Attendance(activity=activity, helper=helper))
    if dice.random() < 0.25:
        written.parts.append(Attendance(activity=activity, name=f"{dice.choice(SURNAMES)}师傅"))
    for text in dice.sample(SUGGESTIONS, dice.choice((0, 1, 1, 2, 3))):
        adoption = dice.choices(Adoption.values, (55, 35, 10))[0]
        written.parts.append(Suggestion(record=record, text=text, adoption=adoption))
    if dice.random() < 0.4:
        people = dice.randint(5, 40)
        written.parts.append(Training(record=record, topic=dice.choice(TOPICS), people=people))


def _party(helper: Helper) -> list[Helper]:
    """Of a team, its first two; a team nobody sits in goes as itself."""
    if helper.kind != HelperKind.TEAM:
        return [helper]
    seats = helper.team.memberships.select_related("artisan__helper")[:2]
    return [seat.artisan.helper for seat in seats] or [helper]


def _tell(written: Written, activity: Activity, engagement: Engagement) -> None:
    """What the log says of a visit that was made."""
    result = str(RESULTS.get(NeedState(engagement.need.state), Result.SOLVED).label)
    verb = E.TACKLED if engagement.need.state == NeedState.TACKLING else E.SERVED
    agreed, cadre = engagement.held_since, engagement.opened_by
    written.acts += [
        (agreed, cadre, V.PLANNED, activity, {}),
        (agreed, None, E.SCHEDULED, engagement, {"when": _said(activity.starts_at)}),
        (activity.ends_at, None, V.HELD, activity, {}),
        (activity.ends_at, None, verb, engagement, {"result": result}),
    ]


def _confirmation(written: Written, engagement: Engagement, when: datetime, dice: Random) -> None:
    benefit = Decimal(dice.randint(5, 400)) / 10 if dice.random() < 0.45 else None
    word = Confirmation(
        engagement=engagement, outcome=Outcome.SOLVED, name=engagement.need.contact_name,
        satisfaction=dice.choices(Satisfaction.values, (1, 2, 27, 70))[0], benefit_wan=benefit,
        benefit_basis="按少返工的工时算，一年的数。（演示）" if benefit else "",
        case_consent=dice.random() < 0.5, confirmed_at=when,
    )  # fmt: skip
    written.parts.append(word)
    if benefit and dice.random() < 0.8:
        written.parts.append(Evidence(confirmation=word, image=evidence_image(), added_at=when))
    for days in CALL_BACK_DAYS:
        due = when + timedelta(days=days)
        written.parts.append(CallBack(confirmation=word, days=days, due_at=due))
    data = {"actor": engagement.need.contact_name, "outcome": str(Outcome.SOLVED.label)}
    written.acts.append((when, None, E.CONFIRMED, engagement, data))


def evidence_image() -> str:
    """One drawn sheet of figures stands for every evidence; it is kept once."""
    name = "evidence/demonstration.jpg"
    if not default_storage.exists(name):
        default_storage.save(name, sheet_of_figures())
    return name


# --- activities for many --------------------------------------------------------------------


def add_open_activities(tree: Tree, dice: Random, now: datetime) -> None:
    """The meetings, lectures and clinics of ``activities.csv``: held, and to come."""
    written = Written()
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
        written.activities.append(activity)
        written.acts.append((activity.opened_at, activity.opened_by, V.PLANNED, activity, {}))
        came = begins if state == ActivityState.HELD else None
        for n in range(int(row["people"]) if came else 3):
            written.parts.append(_sign_up(activity, n, came, dice))
        if came:
            _record_of_many(written, activity, int(row["people"]), dice)
    _save(written, 500)


def _sign_up(activity: Activity, n: int, came: datetime | None, dice: Random) -> SignUp:
    return SignUp(
        activity=activity, name=f"{dice.choice(SURNAMES)}{dice.choice(('女士', '先生'))}",
        phone=phone(5000 + n), workplace="某企业（演示）", came_at=came,
        signed_up_at=activity.opened_at + timedelta(hours=n % 48),
    )  # fmt: skip


def _record_of_many(written: Written, activity: Activity, people: int, dice: Random) -> None:
    record = ServiceRecord(
        activity=activity, visitors=people, learners=people // 2, result=Result.SOLVED,
        done="讲了要点，现场答疑，带着练了一遍。（演示）", written_at=activity.ends_at,
        hours=Decimal(2),
    )  # fmt: skip
    written.parts += [
        record,
        Training(record=record, topic=activity.title[:60], people=people),
        Attendance(activity=activity, name=f"{dice.choice(SURNAMES)}师傅"),
        Attendance(activity=activity, name=f"{dice.choice(SURNAMES)}老师"),
    ]
    written.acts.append((activity.ends_at, None, V.HELD, activity, {}))


# --- writing --------------------------------------------------------------------------------


def _save(written: Written, batch: int) -> None:
    """Each table in one go, those that others point to first."""
    Activity.objects.bulk_create(written.activities, batch_size=batch)
    through = Activity.engagements.through
    through.objects.bulk_create(
        (through(activity=a, engagement=e) for a, e in written.served), batch_size=batch
    )
    kinds: tuple[type[Any], ...] = (
        ServiceRecord, Attendance, SignUp, Suggestion, Training, Milestone, Confirmation,
        Evidence, CallBack,
    )  # fmt: skip
    for kind in kinds:
        rows = [part for part in written.parts if isinstance(part, kind)]
        kind._default_manager.bulk_create(rows, batch_size=batch)
    _write_events(written, batch)


def _write_events(written: Written, batch: int) -> None:
    types = {kind: ContentType.objects.get_for_model(kind) for kind in (Activity, Engagement)}
    events = [
        Event(
            at=at, actor=actor, verb=verb, subject_type=types[type(subject)],
            subject_id=subject.pk, story=subject.story, data={**_named(subject), **data},
        )
        for at, actor, verb, subject, data in written.acts
    ]  # fmt: skip
    Event.objects.bulk_create(sorted(events, key=lambda event: event.at), batch_size=batch)


def _named(subject: Activity | Engagement) -> dict[str, Any]:
    if isinstance(subject, Engagement):
        return {"helper": subject.helper.public_name}
    return {"title": subject.title, "office": subject.union.name}


def _said(moment: datetime) -> str:
    """As the log keeps it."""
    return f"{timezone.localtime(moment):%Y-%m-%d %H:%M}"
