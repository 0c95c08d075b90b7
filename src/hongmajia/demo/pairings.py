"""Lasting pairings of the demonstration, and enterprises that put a case to use."""

from datetime import datetime, timedelta

from django.utils import timezone

from hongmajia.cases.actions.reach import say_used
from hongmajia.cases.models import Case
from hongmajia.people.actions import tie_firm
from hongmajia.people.models import Helper
from hongmajia.unions.models import Enterprise

from .clock import clock_at
from .event_facts import FIRMS
from .tree import Tree

HUZHOU = "330500"
AIMS = (
    "焊接工艺，每月去一次（演示）",
    "模具寿命，每季度看一回（演示）",
    "切割安全，每月查一次（演示）",
)
"""What each team looks after."""
BEGAN = timedelta(days=4)
"""How long ago: the day after they came."""
USED = "照着做了，返工少了一半。（演示）"


def add_pairings(tree: Tree, now: datetime) -> None:
    """Pair branch teams of Huzhou for good with the three firms to which they went."""
    union = tree.by_adcode[HUZHOU]
    cadre, day = tree.cadres[union.pk], timezone.localdate(now - BEGAN)
    teams = Helper.objects.teams().filter(union=union, name__contains="分队").order_by("pk")
    firms = firms_of_the_day()
    with clock_at(now - BEGAN):
        for team, firm, aim in zip(teams, firms, AIMS, strict=False):
            tie_firm(helper=team, actor=cadre, enterprise=firm, aim=aim, since=day)


def firms_of_the_day() -> list[Enterprise]:
    """The firms to which the event of Huzhou went, in their order."""
    names = [f"{name}（演示）" for name, _note in FIRMS[HUZHOU]]
    found = {firm.name: firm for firm in Enterprise.objects.filter(name__in=names)}
    return [found[name] for name in names]


def add_uses(tree: Tree, now: datetime) -> None:
    """Two of these firms say that they put a published case to use."""
    cadre = tree.cadres[tree.by_adcode[HUZHOU].pk]
    cases = Case.objects.published().order_by("pk")
    with clock_at(now - timedelta(days=1)):
        for case, firm in zip(cases, firms_of_the_day()[:2], strict=False):
            say_used(case=case, enterprise=firm, actor=cadre, text=USED)
