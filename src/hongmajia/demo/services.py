"""The services of the demonstration: visits held and planned, their records and confirmations.

They are written in bulk like the histories of needs (``histories.py``), with the data that the
actions would have written. What was done is described in general terms, marked as demonstration.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from decimal import Decimal
from random import Random

from django.core.files.storage import default_storage
from django.utils import timezone

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
    Suggestion,
    Training,
)

from .drawings import sheet_of_figures
from .histories import in_office_hours
from .service_rows import ServiceRows, log_time, save_rows
from .tree import SURNAMES

DONE = (
    "到现场看了，问清前后情况，和企业的师傅一起试，把办法写下来照着做。（演示）",
    "先看后问，找出最可能的原因，当面做了对比，企业照着改。（演示）",
    "一段一段排查，找到毛病在哪里，教班组平时怎么看、怎么防。（演示）",
)
SUGGESTIONS = (
    "把这次的办法做成一页卡片，贴在干活的地方。（演示）",
    "用得快的东西定期换，备一套在现场。（演示）",
    "每天开工前看五分钟，记在一张表上。（演示）",
    "请带班师傅每月练一次，新人跟着学。（演示）",
)
TOPICS = ("操作要点", "日常点检", "识图和量具", "安全操作")
KINDS = {
    ActivityKind.TACKLING: 42, ActivityKind.ASSISTANCE: 28, ActivityKind.INSPECTION: 18,
    ActivityKind.PUBLIC_GOOD: 12,
}  # fmt: skip
"""Kinds of visits and their shares in percent."""
RESULTS = {NeedState.TACKLING: Result.TACKLING, NeedState.UNSOLVED: Result.UNSOLVED}
WRITTEN = (NeedState.SOLVED, NeedState.CONFIRMED, NeedState.TACKLING)
"""States of needs that have had a visit with a record."""
V, E = ServiceVerb, EngagementVerb


def write_services(
    engagements: Iterable[Engagement], dice: Random, now: datetime, batch: int = 2000
) -> None:
    """Add a planned visit to each scheduled engagement, and held visits to each served one.

    ``batch`` is the number of rows of one insert.
    """
    rows = ServiceRows()
    for engagement in engagements:
        if engagement.state == EngagementState.SCHEDULED:
            _plan_visit(rows, engagement, dice, now)
        if engagement.slot and engagement.need.state in WRITTEN:
            _add_held_visits(rows, engagement, dice, now)
    save_rows(rows, batch)


def _add_held_visits(
    rows: ServiceRows, engagement: Engagement, dice: Random, now: datetime
) -> None:
    """One or two visits, between the agreement and the last step of the need, with what followed.

    Adds the confirmation of a confirmed need and a milestone of one that is being tackled.
    """
    need = engagement.need
    agreed, over = engagement.held_since, max(need.held_since, engagement.held_since)
    for visit in range(2 if dice.random() < 0.2 else 1):
        begins = in_office_hours(agreed + (over - agreed) * (0.75 - 0.4 * visit))
        begins = min(begins, now - timedelta(hours=5))
        activity = _visit(engagement, begins, ActivityState.HELD, dice)
        _add_record(rows, activity, engagement, dice)
        _add_visit_events(rows, activity, engagement)
    if need.state == NeedState.CONFIRMED:
        _add_confirmation(rows, engagement, need.held_since, dice)
    if need.state == NeedState.TACKLING:
        due = (timezone.localtime(now) + timedelta(days=dice.randint(7, 40))).date()
        rows.parts.append(Milestone(engagement=engagement, title="做出样件", due_on=due))


def _plan_visit(rows: ServiceRows, engagement: Engagement, dice: Random, now: datetime) -> None:
    begins = in_office_hours(now + timedelta(hours=dice.randint(2, 240)))
    if begins <= now:
        begins += timedelta(days=1)
    activity = _visit(engagement, begins, ActivityState.PLANNED, dice)
    rows.activities.append(activity)
    rows.served.append((activity, engagement))
    agreed = engagement.held_since
    rows.events.append((agreed, engagement.opened_by, V.PLANNED, activity, {}))
    rows.events.append((agreed, None, E.SCHEDULED, engagement, {"when": log_time(begins)}))


def _visit(
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


def _add_record(
    rows: ServiceRows, activity: Activity, engagement: Engagement, dice: Random
) -> None:
    visitors = dice.randint(2, 12)
    record = ServiceRecord(
        activity=activity, visitors=visitors, learners=dice.randint(0, visitors),
        done=dice.choice(DONE), written_at=activity.ends_at, known_since=activity.ends_at,
        result=RESULTS.get(NeedState(engagement.need.state), Result.SOLVED),
        hours=Decimal(dice.choice((2, 3, 4, 6))),
    )  # fmt: skip
    rows.activities.append(activity)
    rows.served.append((activity, engagement))
    rows.parts.append(record)
    for helper in _attendants(engagement.helper):
        rows.parts.append(Attendance(activity=activity, helper=helper))
    if dice.random() < 0.25:
        rows.parts.append(Attendance(activity=activity, name=f"{dice.choice(SURNAMES)}师傅"))
    for text in dice.sample(SUGGESTIONS, dice.choice((0, 1, 1, 2, 3))):
        adoption = dice.choices(Adoption.values, (55, 35, 10))[0]
        rows.parts.append(Suggestion(record=record, text=text, adoption=adoption))
    if dice.random() < 0.4:
        people = dice.randint(5, 40)
        rows.parts.append(Training(record=record, topic=dice.choice(TOPICS), people=people))


def _attendants(helper: Helper) -> list[Helper]:
    """Who attends a visit: the artisan, or the first two members of a team.

    A team without members attends as a team.
    """
    if helper.kind != HelperKind.TEAM:
        return [helper]
    members = helper.team.memberships.select_related("artisan__helper")[:2]
    return [member.artisan.helper for member in members] or [helper]


def _add_visit_events(rows: ServiceRows, activity: Activity, engagement: Engagement) -> None:
    """The events of a visit that was planned and held."""
    result = str(RESULTS.get(NeedState(engagement.need.state), Result.SOLVED).label)
    verb = E.TACKLED if engagement.need.state == NeedState.TACKLING else E.SERVED
    agreed, cadre = engagement.held_since, engagement.opened_by
    rows.events += [
        (agreed, cadre, V.PLANNED, activity, {}),
        (agreed, None, E.SCHEDULED, engagement, {"when": log_time(activity.starts_at)}),
        (activity.ends_at, None, V.HELD, activity, {}),
        (activity.ends_at, None, verb, engagement, {"result": result}),
    ]


def _add_confirmation(
    rows: ServiceRows, engagement: Engagement, when: datetime, dice: Random
) -> None:
    benefit = Decimal(dice.randint(5, 400)) / 10 if dice.random() < 0.45 else None
    confirmation = Confirmation(
        engagement=engagement, outcome=Outcome.SOLVED, name=engagement.need.contact_name,
        satisfaction=dice.choices(Satisfaction.values, (1, 2, 27, 70))[0], benefit_wan=benefit,
        benefit_basis="按少返工的工时算，一年的数。（演示）" if benefit else "",
        case_consent=dice.random() < 0.5, confirmed_at=when,
    )  # fmt: skip
    rows.parts.append(confirmation)
    if benefit and dice.random() < 0.8:
        rows.parts.append(
            Evidence(confirmation=confirmation, image=evidence_image(), added_at=when)
        )
    for days in CALL_BACK_DAYS:
        due = when + timedelta(days=days)
        rows.parts.append(CallBack(confirmation=confirmation, days=days, due_at=due))
    data = {"actor": engagement.need.contact_name, "outcome": str(Outcome.SOLVED.label)}
    rows.events.append((when, None, E.CONFIRMED, engagement, data))


def evidence_image() -> str:
    """The file name of the one drawing that is used as evidence everywhere; saved if missing."""
    name = "evidence/demonstration.jpg"
    if not default_storage.exists(name):
        default_storage.save(name, sheet_of_figures())
    return name
