"""The navigation bars, for visitors and for each role."""

from typing import Any, NamedTuple

import rules
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from hongmajia.accounts.duties import duty_of
from hongmajia.accounts.duty_enums import DutyKind
from hongmajia.unions.enums import OVERSEERS, STAFF_AND_REVIEWERS, Role


class Place(NamedTuple):
    """An entry of a navigation bar.

    A page that passes the same ``section`` to its template is marked as being there. ``waiting`` is
    the number of open tasks to show beside the label.
    """

    section: str
    label: str
    url: str
    icon: str = ""
    waiting: int = 0


def places(user: Any, waiting: int) -> list[Place]:
    """The main bar: the public lists for visitors, the work by role for signed-in users."""
    if not user.is_authenticated:
        return [
            Place("ask", _("提需求"), reverse("ask")),
            Place("needs", _("企业问题清单"), reverse("need_list")),
            Place("offers", _("技术服务清单"), reverse("offer_list")),
            Place("people", pgettext("place", "劳模工匠"), reverse("artisan_list")),
            Place("activities", _("服务活动"), reverse("activity_list")),
            Place("cases", _("优秀案例"), reverse("case_list")),
            Place("news", _("动态"), reverse("news_list")),
        ]
    if duty := duty_place(user):
        return [duty, Place("me", _("我的"), reverse("me"))]
    return [
        Place("desk", pgettext("tab", "待我办"), reverse("desk"), waiting=waiting),
        Place("needs", _("问题清单"), reverse("need_list")),
        Place("offers", _("服务清单"), reverse("offer_list")),
        matching_place(user),
        Place("activities", pgettext("place", "服务记录"), reverse("activity_list")),
        Place("people", pgettext("place", "劳模工匠"), reverse("artisan_list")),
        case_place(user),
        Place("news", _("动态"), reverse("news_list")),
        *figure_places(user),
        *union_places(user),
    ]


def duty_place(user: Any) -> Place | None:
    """The page of a duty of the installation, for whoever has one."""
    known = {
        DutyKind.SYSTEM: ("system", _("系统"), "settings"),
        DutyKind.SECURITY: ("security", _("账号安全"), "lock"),
        DutyKind.AUDITOR: ("audit", _("日志"), "list-details"),
    }
    duty = duty_of(user)
    if not duty:
        return None
    name, label, icon = known[DutyKind(duty)]
    return Place(name, label, reverse(name), icon)


def matching_place(user: Any) -> Place:
    """Matching rounds for cadres and leaders, their own engagements for everybody else."""
    if user.scope(*OVERSEERS):
        return Place("rounds", _("对接"), reverse("round_list"))
    return Place("engagements", _("我的对接"), reverse("engagement_list"))


def case_place(user: Any) -> Place:
    """The cases a cadre, leader or reviewer works on; published cases for everybody else."""
    if user.scope(*OVERSEERS):
        return Place("cases", _("案例"), reverse("case_work"))
    if user.scope(Role.REVIEWER):
        return Place("cases", _("案例"), reverse("case_reviews"))
    return Place("cases", _("案例"), reverse("case_list"))


def figure_places(user: Any) -> list[Place]:
    """The figures, for users who may read those of their union."""
    if not rules.has_perm("insights.read", user):  # a "no" that asks no table of permissions
        return []
    return [Place("figures", _("数据"), reverse("figures"))]


def union_places(user: Any) -> list[Place]:
    """The tree of unions, for users with a role in a union."""
    if not user.scope(*STAFF_AND_REVIEWERS):
        return []
    return [Place("unions", pgettext("many", "工会"), reverse("union_list"))]


def first_page(user: Any) -> str:
    """Where the user comes in.

    Leaders, who only read, at the figures; holders of a duty at its page; others at their desk.
    """
    if user.is_authenticated and (duty := duty_place(user)):
        return duty.url
    roles = {role for role, _path in user.grants} if user.is_authenticated else set()
    return reverse("figures" if roles == {Role.LEADER} else "desk")


def tabs(user: Any) -> list[Place]:
    """The bar at the bottom of a phone's screen, for signed-in users."""
    last = [
        Place("notices", _("消息"), reverse("notices"), "message"),
        Place("me", _("我的"), reverse("me"), "user"),
    ]
    if user.is_authenticated and (duty := duty_place(user)):
        return [duty, *last]
    return [
        Place("desk", pgettext("tab", "待我办"), reverse("desk"), "checklist"),
        Place("needs", _("清单"), reverse("need_list"), "list-details"),
        Place("ask", _("提需求"), reverse("ask"), "plus"),
        *last,
    ]
