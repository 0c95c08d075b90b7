"""The confirmed services of the season as records, and what became of them: cases in every state.

What was done stands in ``data/told.csv``, no more than the reports say; nothing is measured there,
for nobody published a measure.
"""

from datetime import date, datetime, timedelta
from decimal import Decimal

from django.utils import timezone

from hongmajia.cases.actions import (
    ask_reviewers,
    draft_case,
    give_review,
    nominate_case,
    open_notice,
    publish_notice,
    rewrite_case,
    select_case,
)
from hongmajia.cases.models import Case, PublicNotice
from hongmajia.core.acts import record
from hongmajia.engagements.enums import EngagementState
from hongmajia.engagements.models import Engagement
from hongmajia.offers.enums import OfferMode
from hongmajia.people.enums import HelperKind
from hongmajia.services.enums import ActivityState, Outcome, Result, Satisfaction, ServiceVerb
from hongmajia.services.models import (
    Activity,
    Attendance,
    CallBack,
    Confirmation,
    RecordPhoto,
    ServiceRecord,
)
from hongmajia.unions.enums import Role
from hongmajia.unions.models import Membership, User

from .drawings import tank_ring, weld_seam, workshop
from .facts import rows_of, table
from .tree import Tree

MARK = "（演示材料，依公开报道写成）"
POINTS = {"problem": 23, "practice": 22, "result": 20, "writing": 22}
DRAWN = (weld_seam, tank_ring, workshop)


def tell_services(tree: Tree) -> list[Case]:
    """Write the records of the confirmed services, and the cases that came of them."""
    appoint_reviewers(tree)
    titles = {row["id"]: row["title"] for row in rows_of("needs")}
    told = [(row, confirmed(titles[row["need"]])) for row in table("told")]
    for number, (row, engagement) in enumerate(told):
        write_record(engagement, row, number)
    cases = {row["need"]: draft(tree, engagement, row) for row, engagement in told if row["stand"]}
    stands = {row["need"]: row["stand"] for row, _engagement in told}
    published = [cases[need] for need, stand in stands.items() if stand == "published"]
    publish(tree, published)
    for need, stand in stands.items():
        if stand == "nominated":
            judge(tree, cases[need])
    return list(cases.values())


def confirmed(title: str) -> Engagement:
    found = Engagement.objects.select_related("need__season", "helper__artisan", "need__region")
    return found.get(need__title=title, state=EngagementState.CONFIRMED)


def appoint_reviewers(tree: Tree) -> None:
    """Two more reviewers beside the account of the same name, from two cities."""
    for adcode, name in (("330100", "杭同志"), ("331000", "台同志")):
        user = User.objects.create(username=f"reviewer-{adcode}", name=name)
        union = tree.by_adcode[adcode]
        Membership.objects.create(user=user, union=union, role=Role.REVIEWER)


# --- records ----------------------------------------------------------------------------------


def write_record(engagement: Engagement, row: dict[str, str], number: int) -> None:
    """One visit, its record, the enterprise's word and the call-backs to come."""
    ended = engagement.need.held_since
    activity = write_activity(engagement, ended - timedelta(days=3))
    result = {"result": Result.SOLVED, "hours": Decimal(4), "visitors": 4, "learners": 2}
    written = ServiceRecord.objects.create(
        activity=activity, diagnosis=row["diagnosis"], done=row["done"],
        written_at=activity.ends_at, **result,
    )  # fmt: skip
    drawn = DRAWN[number % len(DRAWN)]()
    RecordPhoto.objects.create(
        record=written, image=drawn, caption="示意图，不是照片", shows_faces=False
    )
    confirm(engagement, ended)


def write_activity(engagement: Engagement, day: datetime) -> Activity:
    begins = timezone.localtime(day).replace(hour=9, minute=0, second=0, microsecond=0)
    need = engagement.need
    is_remote = "远程" in engagement.helper.bio
    activity = Activity.objects.create(
        season=need.season, union=need.union, region=need.region, title=need.title,
        mode=OfferMode.ONLINE if is_remote else OfferMode.ON_SITE, state=ActivityState.HELD,
        starts_at=begins, ends_at=begins + timedelta(hours=4), held_since=begins,
    )  # fmt: skip
    activity.engagements.add(engagement)
    if engagement.helper.kind == HelperKind.ARTISAN:
        Attendance.objects.create(activity=activity, helper=engagement.helper)
    else:
        Attendance.objects.create(activity=activity, name="服务队队员")
    record(None, ServiceVerb.PLANNED, activity, data={"title": activity.title})
    record(None, ServiceVerb.HELD, activity)
    return activity


def confirm(engagement: Engagement, moment: datetime) -> None:
    said = Confirmation.objects.create(
        engagement=engagement, outcome=Outcome.SOLVED, satisfaction=Satisfaction.VERY_GOOD,
        case_consent=True, name=engagement.need.contact_name, confirmed_at=moment,
    )  # fmt: skip
    CallBack.objects.bulk_create(
        CallBack(confirmation=said, days=days, due_at=moment + timedelta(days=days))
        for days in (30, 90)
    )


# --- cases ------------------------------------------------------------------------------------


def draft(tree: Tree, engagement: Engagement, row: dict[str, str]) -> Case:
    """As the cadre who holds the need writes it."""
    cadre = tree.cadres[engagement.need.union_id]
    case = draft_case(engagement=engagement, actor=cadre)
    words = {name: row[name] for name in ("title", "gist", "lesson") if row[name]}
    if row["lesson"]:
        words["lesson"] = f"{row['lesson']}\n{MARK}"
    return rewrite_case(case=case, actor=cadre, **words)


def bring_up(tree: Tree, case: Case) -> Case:
    """To the union that runs the season."""
    while case.union_id != tree.season.union_id:
        case = nominate_case(case=case, actor=tree.cadres[case.union_id])
    return case


def publish(tree: Tree, cases: list[Case]) -> None:
    """Chosen, put up for notice three weeks ago, published since."""
    cadre = tree.cadres[tree.province.pk]
    for case in cases:
        select_case(case=bring_up(tree, case), actor=cadre)
    today = timezone.localdate()
    notice = open_notice(
        season=tree.season, union=tree.province, actor=cadre, opens_on=today,
        closes_on=today + timedelta(days=20), office="省总工会经济工作部（演示）", phone="12351",
    )  # fmt: skip
    publish_notice(notice=backdated(notice, today), actor=cadre)


def backdated(notice: PublicNotice, today: date) -> PublicNotice:
    notice.opens_on = today - timedelta(days=21)
    notice.closes_on = today - timedelta(days=1)
    notice.save()
    return notice


def judge(tree: Tree, case: Case) -> None:
    """Two are asked; one has given, the account ``reviewer`` still has to."""
    cadre = tree.cadres[tree.province.pk]
    asked = ask_reviewers(case=bring_up(tree, case), actor=cadre, count=2)
    for review in asked:
        if review.reviewer.username != "reviewer":
            give_review(review=review, actor=review.reviewer, points=POINTS, comment="写得实在。")
