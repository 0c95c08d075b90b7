"""Overdue needs of the demonstration that a city has put under supervision."""

from datetime import datetime, timedelta

from django.utils import timezone

from hongmajia.needs.models import Need
from hongmajia.needs.reminders import HELD_BY_UNION
from hongmajia.supervision.actions import answer, order
from hongmajia.unions.enums import UnionKind
from hongmajia.unions.models import Union

from .clock import clock_at
from .tree import Tree

DEMAND = "请答复：能办的写明哪位师傅、哪天上门；办不了的写明要市里帮什么。（演示）"
ANSWER = "联络员已经去厂里看过，差一份参数，补齐以后请师傅上门。（演示）"
MOST = 2


def add_supervisions(tree: Tree, now: datetime) -> None:
    """The cities supervise what their counties are late with; the second one is answered."""
    late = Need.objects.filter(
        state__in=HELD_BY_UNION, union__kind=UnionKind.COUNTY, due_at__lt=now - timedelta(hours=3)
    )
    for number, need in enumerate(late.select_related("union").order_by("due_at", "pk")[:MOST]):
        city = Union.objects.get(path=need.union.path[: -Union.steplen])
        with clock_at(now - timedelta(hours=2)):
            made = order(
                need=need, actor=tree.cadres[city.pk], demand=DEMAND,
                answer_by=timezone.localdate(now) + timedelta(days=1),
            )  # fmt: skip
        if number:
            with clock_at(now - timedelta(hours=1)):
                answer(supervision=made, actor=tree.cadres[need.union_id], text=ANSWER)
