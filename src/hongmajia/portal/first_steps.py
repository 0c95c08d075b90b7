"""The first steps of a union that is still empty: what is set up, what comes next, and where."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, Q, QuerySet
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from hongmajia.people.models import Helper
from hongmajia.unions.divisions import DIVIDED
from hongmajia.unions.enums import Role, Stage, UnionKind
from hongmajia.unions.models import Enterprise, Membership, Season, Union
from hongmajia.unions.queries import OFFICES, paths_above
from hongmajia.unions.querysets import held_today

BEGINNERS = (*DIVIDED, UnionKind.COUNTY)
"""Kinds of union that keep rolls of their own, so that their new cadres are led to them."""

Door = tuple[str, str]
"""The words and the address of a link."""


@dataclass
class Step:
    """One step; ``state`` is ``done``, ``now`` (the first that is not done) or ``later``."""

    title: str
    said: str
    is_done: bool
    doors: list[Door]
    state: str = "later"


def heading(steps: list[Step]) -> str:
    """What stands above the steps."""
    of = {3: _("先办这三件事"), 4: _("先办这四件事"), 5: _("先办这五件事")}
    return of[len(steps)] if steps else ""


def first_steps(user: Any) -> list[Step]:
    """The steps of a cadre's highest union until all are done; then none.

    Whoever may open seasons founds one first. Whose union has none below of a region, such as a
    county, has no step for unions.
    """
    path = min(user.scope(Role.CADRE), key=len, default="")
    home = Union.objects.filter(path=path).first()
    hosts = user.hosts_seasons()
    if home is None or not (hosts or home.kind in BEGINNERS) or _is_set_up(user, home, hosts):
        return []
    season = _seasons(path).first()
    steps = [_season(home, season)] if hosts else []
    steps += [_unions(home)] if hosts or home.kind in DIVIDED else []
    steps += [_people(user, home), _rolls(path), _collecting(season, hosts)]
    return _in_order(steps)


def _in_order(steps: list[Step]) -> list[Step]:
    """The steps, the first that is not done marked; none when all are."""
    for step in steps:
        step.state = "done" if step.is_done else "later"
    if waiting := [step for step in steps if not step.is_done]:
        waiting[0].state = "now"
    return steps if waiting else []


def _is_set_up(user: Any, home: Union, hosts: bool) -> bool:
    """Whether there is something of everything; one query, since an empty desk always asks.

    A county below the host may well have one cadre alone.
    """
    path = home.path
    needed = [_seasons(path).opened(Stage.COLLECT), _enterprises(path), _helpers(path)]
    if home.kind in DIVIDED:
        needed += [_below(path), _manned(path)]
    elif hosts:
        needed.append(_others(user, path))
    wanted = Q()
    for rows in needed:
        wanted &= Q(Exists(rows.order_by()))
    return Union.objects.filter(wanted, pk=home.pk).exists()


def _seasons(path: str) -> Any:
    """The seasons in which the union at ``path`` takes part."""
    return Season.objects.filter(union__path__in=paths_above(path))


def _below(path: str) -> QuerySet[Union]:
    offices = Union.objects.open().filter(path__startswith=path, kind__in=OFFICES)
    return offices.exclude(path=path)


def _others(user: Any, path: str) -> QuerySet[Membership]:
    """The seats in the union at ``path`` and below that others than ``user`` have."""
    held = Membership.objects.today().filter(union__path__startswith=path, user__is_active=True)
    return held.exclude(user=user)


def _manned(path: str) -> QuerySet[Union]:
    """The unions below that have a cadre."""
    seats = {"memberships__role": Role.CADRE, "memberships__user__is_active": True}
    return _below(path).filter(held_today("memberships__"), **seats).distinct()


def _enterprises(path: str) -> QuerySet[Enterprise]:
    return Enterprise.objects.filter(union__path__startswith=path)


def _helpers(path: str) -> QuerySet[Helper]:
    return Helper.objects.filter(union__path__startswith=path)


def _season(home: Union, season: Season | None) -> Step:
    page = reverse("season")
    if season is None:
        doors = [(_("设立年度活动"), reverse("season_new", args=[home.pk]))]
        said = _("日期会替您排好，改一改就行。")
    else:
        targets = reverse("season_targets", args=[season.pk, season.union_id])
        doors = [(_("看日期和时限"), page), (_("定目标"), targets)]
        said = season.name
    doors.append((_("工作日历"), reverse("holidays")))
    return Step(_("设立年度活动"), said, season is not None, doors)


def _unions(home: Union) -> Step:
    n = _below(home.path).count()
    doors = [(_("从表格导入"), reverse("import_upload", args=["unions"]))]
    if home.kind in DIVIDED:
        doors.insert(0, (_("按行政区划一次建"), reverse("union_regions", args=[home.pk])))
    said = _("已有%(n)s个下级工会。") % {"n": n} if n else _("下级工会还一个都没有。")
    is_done = n > 0 or home.kind not in DIVIDED  # a county may well work alone
    return Step(_("建工会"), said, is_done, [*doors, (_("看工会"), reverse("union_list"))])


def _people(user: Any, home: Union) -> Step:
    """Done when a union below has a cadre or, where there need be none below, anybody is here."""
    people = _others(user, home.path).values("user").distinct().count()
    manned = _manned(home.path).count()
    divided = home.kind in DIVIDED
    said = _("请了%(people)s人。") % {"people": people}
    if divided:
        said = _("请了%(people)s人，%(n)s个下级工会有了干部。") % {"people": people, "n": manned}
    if not people:
        said = _("除了您还没有别人。没有干部的工会，需求会交给上一级。")
    grant = (_("给本会请人"), reverse("role_grant", args=[home.pk]))
    below = (_("到下级工会请干部"), reverse("union_list"))
    doors = [below, grant] if divided else [grant]
    return Step(_("请人"), said, bool(manned if divided else people), doors)


def _rolls(path: str) -> Step:
    firms, masters = _enterprises(path).count(), _helpers(path).count()
    said = _("企业%(firms)s家，师傅和服务队%(masters)s个。") % {"firms": firms, "masters": masters}
    kinds = (("enterprises", _("企业")), ("artisans", _("师傅")), ("needs", _("需求")))
    doors = [
        (_("导入%(what)s") % {"what": label}, reverse("import_upload", args=[kind]))
        for kind, label in kinds
    ]
    is_done = bool(firms and masters)
    return Step(_("导入企业、师傅、需求"), f"{said}{_('需求到了征集期才能导入。')}", is_done, doors)


def _collecting(season: Season | None, hosts: bool) -> Step:
    """Those who host seasons set its day, all others wait for it."""
    title, page = _("开始征集"), reverse("season")
    if season is None:
        said = _("先设立年度活动。") if hosts else _("年度活动由上级工会设立，还没有设立。")
        return Step(title, said, False, [])
    if season.has_opened(Stage.COLLECT):
        return Step(
            title,
            _("正在征集，企业可以提需求了。"),
            True,
            [(_("看问题清单"), reverse("need_list"))],
        )
    opens = season.opening(Stage.COLLECT)
    day = date_format(opens, "DATE_FORMAT") if opens else "—"
    doors = [(_("改日期"), reverse("season_change", args=[season.pk]))] if hosts else []
    doors.append((_("看年度活动"), page))
    return Step(title, _("%(day)s开始，到那天自动打开。") % {"day": day}, False, doors)
