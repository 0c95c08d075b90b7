"""The cases of the demonstration, about services that were confirmed.

The texts are in ``data/cases.csv`` and contain no more than the published reports, which give no
measurements. The cases are made by the actions of the cases room.
"""

from datetime import date, timedelta

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
from hongmajia.cases.enums import Reply
from hongmajia.cases.models import Case, PublicNotice
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

from .drawings import tank_ring, weld_seam, workshop
from .facts import rows_of, table
from .tree import Tree

MARK = "（演示材料，依公开报道写成）"
POINTS = {"problem": 23, "practice": 22, "result": 20, "writing": 22}
DRAWN = (weld_seam, tank_ring, workshop)


def add_cases(tree: Tree) -> list[Case]:
    """Add the cases of ``cases.csv``, each in the state that its column ``stand`` names.

    Some are published, one is under review, one is a draft. Returns them.
    """
    appoint_reviewers(tree)
    titles = {row["id"]: row["title"] for row in rows_of("needs")}
    rows = [(row, confirmed(titles[row["need"]])) for row in table("cases")]
    for number, (_row, engagement) in enumerate(rows):
        allow_case(engagement, number)
    cases = [
        (row["stand"], draft(tree, engagement, row)) for row, engagement in rows if row["stand"]
    ]
    publish(tree, [case for stand, case in cases if stand == "published"])
    for stand, case in cases:
        if stand == "nominated":
            start_review(tree, case)
    return [case for _stand, case in cases]


def confirmed(title: str) -> Engagement:
    """The confirmed engagement of the need with this title."""
    found = Engagement.objects.select_related("need__season", "helper__artisan", "need__region")
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


def nominate_to_host(tree: Tree, case: Case) -> Case:
    """Nominate the case from union to union, up to the one that runs the season."""
    while case.union_id != tree.season.union_id:
        case = nominate_case(case=case, actor=tree.cadres[case.union_id])
    return case


def publish(tree: Tree, cases: list[Case]) -> None:
    """Select the cases and publish them after a public notice that ended yesterday."""
    cadre = tree.cadres[tree.province.pk]
    for case in cases:
        agree(tree, case)
        select_case(case=nominate_to_host(tree, case), actor=cadre)
    today = timezone.localdate()
    notice = open_notice(
        season=tree.season, union=tree.province, actor=cadre, opens_on=today,
        closes_on=today + timedelta(days=20), office="省总工会经济工作部（演示）", phone="12351",
    )  # fmt: skip
    publish_notice(notice=backdated(notice, today), actor=cadre)


def backdated(notice: PublicNotice, today: date) -> PublicNotice:
    """The notice with its period moved three weeks back, so that it is over."""
    notice.opens_on = today - timedelta(days=21)
    notice.closes_on = today - timedelta(days=1)
    notice.save()
    return notice


def agree(tree: Tree, case: Case) -> Case:
    """The enterprise has read the case and agrees to it, with its name if its need has it."""
    need = case.engagement.need
    asked = ask_enterprise(case=case, actor=tree.cadres[case.union_id])
    reply = Reply.NAMED if need.visibility == Visibility.OPEN else Reply.MASKED
    return answer_case(
        case=asked,
        actor=need.asker or AnonymousUser(),
        name=need.contact_name,
        reply=reply,
        seen=text_mark(asked),
    )


def start_review(tree: Tree, case: Case) -> None:
    """Ask two reviewers; the account ``reviewer`` still has to give their review."""
    cadre = tree.cadres[tree.province.pk]
    asked = ask_reviewers(case=nominate_to_host(tree, case), actor=cadre, count=2)
    for review in asked:
        if review.reviewer.username != "reviewer":
            give_review(review=review, actor=review.reviewer, points=POINTS, comment="写得实在。")
