"""Cases of the demonstration, out of confirmed services: what was solved, by whom, how.

The words stand in ``data/cases.csv`` and say no more than the reports do; nothing is measured
there, for nobody published a measure. They go the way of every case, by the acts themselves.
"""

from datetime import date, timedelta

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
from hongmajia.engagements.enums import EngagementState
from hongmajia.engagements.models import Engagement
from hongmajia.services.models import (
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


def tell_cases(tree: Tree) -> list[Case]:
    """Cases of confirmed services: some published, one being judged, one in the making."""
    appoint_reviewers(tree)
    titles = {row["id"]: row["title"] for row in rows_of("needs")}
    rows = [(row, confirmed(titles[row["need"]])) for row in table("cases")]
    for number, (_row, engagement) in enumerate(rows):
        let_be_told(engagement, number)
    told = [
        (row["stand"], draft(tree, engagement, row)) for row, engagement in rows if row["stand"]
    ]
    publish(tree, [case for stand, case in told if stand == "published"])
    for stand, case in told:
        if stand == "nominated":
            judge(tree, case)
    return [case for _stand, case in told]


def confirmed(title: str) -> Engagement:
    found = Engagement.objects.select_related("need__season", "helper__artisan", "need__region")
    return found.get(need__title=title, state=EngagementState.CONFIRMED)


def appoint_reviewers(tree: Tree) -> None:
    """Two more reviewers beside the account of the same name, from two cities."""
    for adcode, name in (("330100", "杭同志"), ("331000", "台同志")):
        user = User.objects.create(username=f"reviewer-{adcode}", name=name)
        union = tree.by_adcode[adcode]
        Membership.objects.create(user=user, union=union, role=Role.REVIEWER)


def let_be_told(engagement: Engagement, number: int) -> None:
    """The enterprise agrees; a drawing stands where a photograph would."""
    Confirmation.objects.filter(engagement=engagement).update(case_consent=True)
    record = ServiceRecord.objects.filter(activity__engagements=engagement).earliest("pk")
    drawn = DRAWN[number % len(DRAWN)]()
    caption = "示意图，不是照片（演示）"
    RecordPhoto.objects.create(record=record, image=drawn, caption=caption, shows_faces=False)


def draft(tree: Tree, engagement: Engagement, row: dict[str, str]) -> Case:
    """As the cadre who holds the need writes it."""
    cadre = tree.cadres[engagement.need.union_id]
    case = draft_case(engagement=engagement, actor=cadre)
    words = {name: row[name] for name in ("title", "gist") if row[name]}
    words["practice"] = f"{row['diagnosis']}\n{row['done']}"
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
