"""The cases of the demonstration, about services that were confirmed.

The texts are in ``data/cases.csv`` and contain no more than the published reports, which give no
measurements. The cases are made by the actions of the cases room, each at its day (``clock.py``).
"""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta

from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from hongmajia.cases.actions import (
    answer_case,
    ask_enterprise,
    ask_reviewers,
    draft_case,
    give_review,
    nominate_case,
    open_notice,
    publish_notice,
    rewrite_case,
    select_case,
)
from hongmajia.cases.actions.hearing import text_mark
from hongmajia.cases.actions.publishing import MIN_NOTICE_DAYS
from hongmajia.cases.enums import Reply
from hongmajia.cases.models import Case, Review
from hongmajia.core.clocks import workdays_between
from hongmajia.engagements.enums import EngagementState
from hongmajia.engagements.models import Engagement
from hongmajia.needs.enums import Visibility
from hongmajia.services.models import (
    Confirmation,
    RecordPhoto,
    ServiceRecord,
)
from hongmajia.unions.enums import Role
from hongmajia.unions.models import Membership, User

from .clock import clock_at
from .drawings import tank_ring, weld_seam, workshop
from .facts import rows_of, table
from .histories import in_office_hours
from .tree import Tree

MARK = "（演示材料，依公开报道写成）"
POINTS = {"problem": 23, "practice": 22, "result": 20, "writing": 22}
DRAWN = (weld_seam, tank_ring, workshop)
DAY = timedelta(days=1)


def add_cases(tree: Tree, now: datetime) -> None:
    """Add the cases of ``cases.csv``, each in the state that its column ``stand`` names.

    A row without a stand is a service that may become a case. The first cases are published after a
    public notice that ended the day before yesterday.
    """
    appoint_reviewers(tree)
    titles = {row["id"]: row["title"] for row in rows_of("needs")}
    rows = [(row, confirmed(titles[row["need"]])) for row in table("cases")]
    for number, (_row, engagement) in enumerate(rows):
        allow_case(engagement, number)
    closes = timezone.localdate(now) - 2 * DAY
    opens = start_of_notice(closes)
    for row, engagement in rows:
        if row["stand"]:
            until = at_nine(opens) if row["stand"] == "published" else now - DAY
            take_case(tree, engagement, row, until)
    publish(tree, opens, closes)


def take_case(tree: Tree, engagement: Engagement, row: dict[str, str], until: datetime) -> None:
    """Draft the case and take it the steps of its stand, from the confirmation to ``until``."""
    steps = STEPS[row["stand"]]
    begun = engagement.confirmation.confirmed_at
    pace = (until - begun) / (len(steps) + 1)
    with clock_at(in_office_hours(begun + pace / 2)):
        case = draft(tree, engagement, row)
    for number, step in enumerate(steps, start=1):
        moment = begun + pace * (number + 0.5)
        with clock_at(min(in_office_hours(moment), until)):
            case = step(tree, case)


def confirmed(title: str) -> Engagement:
    """The confirmed engagement of the need with this title."""
    found = Engagement.objects.select_related(
        "need__season", "helper__artisan", "need__region", "confirmation"
    )
    return found.get(need__title=title, state=EngagementState.CONFIRMED)


def appoint_reviewers(tree: Tree) -> None:
    """Add two reviewers from two cities, besides the account ``reviewer``."""
    for adcode, name in (("330100", "杭同志"), ("331000", "台同志")):
        user = User.objects.create(username=f"reviewer-{adcode}", name=name)
        union = tree.by_adcode[adcode]
        Membership.objects.create(user=user, union=union, role=Role.REVIEWER)


def allow_case(engagement: Engagement, number: int) -> None:
    """Add the enterprise's consent to a case, and a drawing in place of a photograph."""
    Confirmation.objects.filter(engagement=engagement).update(case_consent=True)
    record = ServiceRecord.objects.filter(activity__engagements=engagement).earliest("pk")
    drawn = DRAWN[number % len(DRAWN)]()
    caption = "示意图，不是照片（演示）"
    RecordPhoto.objects.create(record=record, image=drawn, caption=caption, shows_faces=False)


def draft(tree: Tree, engagement: Engagement, row: dict[str, str]) -> Case:
    """A draft of the case, written by the cadre of the union that holds the need."""
    cadre = tree.cadres[engagement.need.union_id]
    case = draft_case(engagement=engagement, actor=cadre)
    words = {name: row[name] for name in ("title", "gist") if row[name]}
    words["practice"] = f"{row['diagnosis']}\n{row['done']}"
    if row["lesson"]:
        words["lesson"] = f"{row['lesson']}\n{MARK}"
    return rewrite_case(case=case, actor=cadre, **words)


def nominate(tree: Tree, case: Case) -> Case:
    """Nominate the case to the next union up."""
    return nominate_case(case=case, actor=tree.cadres[case.union_id])


def select(tree: Tree, case: Case) -> Case:
    """Select the case for the book."""
    return select_case(case=case, actor=tree.cadres[tree.province.pk])


def start_of_notice(closes: date) -> date:
    """The latest day from which a notice up to ``closes`` is long enough."""
    opens = closes
    while workdays_between(opens - DAY, closes) < MIN_NOTICE_DAYS:
        opens -= DAY
    return opens


def at_nine(day: date) -> datetime:
    """9 o'clock of ``day``, local time."""
    return timezone.make_aware(datetime.combine(day, time(9)))


def publish(tree: Tree, opens: date, closes: date) -> None:
    """Put the selected cases on public notice from ``opens`` to ``closes``; publish them then."""
    cadre = tree.cadres[tree.province.pk]
    with clock_at(at_nine(opens)):
        notice = open_notice(
            season=tree.season, union=tree.province, actor=cadre, opens_on=opens,
            closes_on=closes, office="省总工会经济工作部（演示）", phone="12351",
        )  # fmt: skip
    with clock_at(at_nine(closes + DAY)):
        publish_notice(notice=notice, actor=cadre)


def ask(tree: Tree, case: Case) -> Case:
    """Ask the enterprise about the case."""
    return ask_enterprise(case=case, actor=tree.cadres[case.union_id])


def agree(_tree: Tree, case: Case) -> Case:
    """The enterprise has read the case and agrees to it, with its name if its need has it."""
    need = case.engagement.need
    return answer_case(
        case=case,
        actor=need.asker or AnonymousUser(),
        name=need.contact_name,
        reply=Reply.NAMED if need.visibility == Visibility.OPEN else Reply.MASKED,
        seen=text_mark(case),
    )


def review(tree: Tree, case: Case) -> Case:
    """Ask two reviewers, who hand in at once."""
    for asked in ask_two(tree, case):
        hand_in(asked)
    return case


def start_review(tree: Tree, case: Case) -> Case:
    """Ask two reviewers; the account ``reviewer`` still has to give their review."""
    for asked in ask_two(tree, case):
        if asked.reviewer.username != "reviewer":
            hand_in(asked)
    return case


def ask_two(tree: Tree, case: Case) -> list[Review]:
    """Two reviews of the case, not given yet."""
    return ask_reviewers(case=case, actor=tree.cadres[tree.province.pk], count=2)


def hand_in(asked: Review) -> None:
    """The reviewer gives their review."""
    give_review(review=asked, actor=asked.reviewer, points=POINTS, comment="写得实在。")


TO_HOST = (ask, agree, nominate, nominate)
"""The enterprise agrees; the case goes from the county to the city, and on to the province."""
STEPS: dict[str, tuple[Callable[[Tree, Case], Case], ...]] = {
    "draft": (),
    "at_city": (nominate,),
    "nominated": (*TO_HOST, start_review),
    "reviewed": (*TO_HOST, review),
    "published": (*TO_HOST, select),
}
"""Stand of a case → the steps by which it came there after its draft."""
