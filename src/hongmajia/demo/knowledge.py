"""Kinds of problems of the demonstration: one with a standard answer, one that is being written.

The texts say that they are invented; they are general practice of the trade, no firm's measures.
"""

from datetime import datetime, timedelta

from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from hongmajia.engagements.enums import EngagementState
from hongmajia.engagements.models import Engagement
from hongmajia.knowledge.actions import (
    accept_answer,
    agree_to_answer,
    ask_for_answer,
    confirm_kind,
    hand_in_answer,
    publish_answer,
    say_trial,
    tell_of_trial,
    write_answer,
)
from hongmajia.knowledge.models import Answer, ProblemKind
from hongmajia.needs.models import Need
from hongmajia.people.models import Helper
from hongmajia.services.models import Confirmation, ServiceRecord
from hongmajia.unions.models import Region

from .clock import clock_at
from .tree import Tree

WELDING = (
    "减少不锈钢焊接变形", "不锈钢罐体焊后翘曲", "不锈钢箱体焊接变形", "不锈钢薄板焊接变形怎么控制",
)  # fmt: skip
PACKING = ("茶叶真空包装机卡料", "包装机封口线偏移", "包装淀粉胶发霉开裂")
EVERY_FOURTH = 4
"""Every fourth enterprise does not let others read how its problem was solved."""
RECORDS = (
    ("一头焊到底，热量都堆在后半段；点固间距太大，拉不住。（演示）",
     "点固加密，从中间往两头点\n分段退焊，跳着焊\n背面垫铜板带走热量", "6", "1.8"),
    ("先焊了长缝，两边先后差得太多。（演示）",
     "两人对称，同时焊\n先短缝后长缝\n焊前往反方向弯一点", "8", "2.5"),
)  # fmt: skip
"""What was seen and done at the services for welded tanks, and the flatness before and after."""
ANSWER = {
    "signs": "薄板的不锈钢，焊完翘起或者呈波浪，冷下来更明显。只在焊缝边上鼓一条的不是。（演示）",
    "steps": "点固加密，从中间往两头点\n改焊接顺序：分段退焊，跳着焊，不从一头焊到底\n"
    "把热带走：背面垫紫铜板，垫不了整块就用铜排\n电流降一点，焊前往反方向弯一点，先焊三件再调",
    "target": "按图纸的平面度；没有要求的，量焊前焊后各一次，记下来比。",
    "limits": "厚板效果小；接触食品、药品的面，铜不能留在上面，焊后要清理。",
    "sources": "焊工的常规做法，本页内容是编写的演示",
}


def add_knowledge(tree: Tree, helpers: dict[str, Helper], now: datetime) -> None:
    """Add both kinds, and let most enterprises agree that others read how it was done."""
    agree(Confirmation.objects.filter(engagement__state=EngagementState.CONFIRMED))
    write_records(helpers["H-018"])
    huzhou = tree.by_adcode["330500"]
    with clock_at(now - timedelta(days=12)):
        welding = confirm_kind(
            union=huzhou, actor=tree.cadres[huzhou.pk], needs=needs_called(*WELDING), category=1,
            title="不锈钢薄板焊接变形", gist="薄板焊完翘起或者呈波浪，校平费时间",
        )  # fmt: skip
        packing = confirm_kind(
            union=huzhou, actor=tree.cadres[huzhou.pk], needs=needs_called(*PACKING), category=3,
            title="包装机卡料、封口跑偏", gist="包装机卡料，封口偏移或者开裂",
        )  # fmt: skip
    publish(tree, welding, helpers, now)
    with clock_at(now - timedelta(days=2)):
        ask_for_answer(
            kind=packing, writer=helpers["H-075"], reviewer=helpers["H-142"],
            actor=tree.cadres[huzhou.pk],
        )  # fmt: skip
    add_trials(tree, welding, now)


def agree(confirmations: object) -> None:
    """Give the consent to all but every fourth, without a step in the log."""
    keys = [one.pk for one in confirmations.order_by("pk")]  # type: ignore[attr-defined]
    kept = [key for number, key in enumerate(keys) if number % EVERY_FOURTH != 1]
    Confirmation.objects.filter(pk__in=kept).update(way_consent=True)


def write_records(welder: Helper) -> None:
    """Say what the welder saw and did at the tanks of earlier years, and what was measured."""
    tanks = ServiceRecord.objects.filter(
        activity__engagements__need__title=WELDING[1], activity__engagements__helper=welder,
        activity__engagements__state=EngagementState.CONFIRMED,
    )  # fmt: skip
    for number, record in enumerate(tanks.order_by("-pk")):
        diagnosis, done, before, after = RECORDS[number % len(RECORDS)]
        ServiceRecord.objects.filter(pk=record.pk).update(
            diagnosis=diagnosis, done=done, measure="平面度", before=before, after=after, unit="mm"
        )
        Confirmation.objects.filter(engagement__activities=record.activity_id).update(
            way_consent=True
        )


def needs_called(*titles: str) -> list[Need]:
    """The needs of these titles that a union has verified, of all years."""
    found = Need.objects.verified().filter(title__in=titles, merged_into=None)
    return list(found.order_by("pk"))


def publish(tree: Tree, kind: ProblemKind, helpers: dict[str, Helper], now: datetime) -> Answer:
    """The welder writes, another one reviews, the city publishes, each on a day of its own."""
    cadre, writer = tree.cadres[kind.union_id], helpers["H-018"]
    welder = writer.answerer or cadre
    with clock_at(now - timedelta(days=11)):
        answer = ask_for_answer(kind=kind, writer=writer, reviewer=helpers["H-069"], actor=cadre)
    with clock_at(now - timedelta(days=10)):
        accept_answer(answer=answer, actor=welder)
    with clock_at(now - timedelta(days=7)):
        basis = services_of(kind, writer)
        write_answer(answer=answer, actor=welder, basis=basis, **ANSWER)
        hand_in_answer(answer=answer, actor=welder)
    with clock_at(now - timedelta(days=5)):
        agree_to_answer(answer=answer, actor=cadre)
    with clock_at(now - timedelta(days=4)):
        until = timezone.localdate() + timedelta(days=365)
        return publish_answer(answer=answer, actor=cadre, valid_until=until)


def services_of(kind: ProblemKind, helper: Helper) -> list[Engagement]:
    """The helper's services for needs of the kind that everybody may read."""
    return list(
        Engagement.objects.filter(
            need__problem_kind__kind=kind, helper=helper, state=EngagementState.CONFIRMED,
            confirmation__way_consent=True,
        )
    )  # fmt: skip


def add_trials(tree: Tree, kind: ProblemKind, now: datetime) -> None:
    """Three visitors did as the answer says: it worked for two of them."""
    answer = kind.answers.get()
    said = (
        (3, True, "330681", "没请师傅，照着做的，校平省了一半时间。（演示）"),
        (2, True, "330113", "罐体垫不了铜板，用的铜排。（演示）"),
        (1, False, "331081", "板厚6毫米，变形没见小。（演示）"),
    )
    visitor = AnonymousUser()
    for days, worked, adcode, words in said:
        with clock_at(now - timedelta(days=days)):
            trial = say_trial(season=tree.season, actor=visitor, worked=worked, answer=answer)
            region = Region.objects.get(pk=adcode)
            tell_of_trial(trial=trial, actor=visitor, words=words, region=region, is_shown=True)
