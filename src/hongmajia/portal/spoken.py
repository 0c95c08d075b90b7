"""Where a need stands and what comes next, as it is read out to its asker on the telephone."""

from collections.abc import Mapping, Sequence

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hongmajia.core.templatetags.ui import month_day, stamp
from hongmajia.engagements.models import Engagement
from hongmajia.needs.enums import WITH_UNION
from hongmajia.needs.enums import NeedState as S
from hongmajia.needs.models import Need
from hongmajia.services.models import Activity

STANDS = {
    S.SUBMITTED: gettext_lazy("已经交给%(union)s核实，可能打电话问您；列入清单以后找师傅。"),
    S.RETURNED: gettext_lazy("%(union)s请您再补充情况，补充了才能往下办。"),
    S.LISTED: gettext_lazy("已经核实，%(union)s正在找合适的师傅。"),
    S.ESCALATED: gettext_lazy("已经提请%(union)s协调，由他们继续找师傅。"),
    S.REOPENED: gettext_lazy("已经重新打开，%(union)s正在重新找师傅。"),
    S.MATCHED: gettext_lazy("%(helper)s答应来帮忙，接下来和您约时间。"),
    S.IN_SERVICE: gettext_lazy("%(helper)s正在帮您解决，做完了请您确认。"),
    S.TACKLING: gettext_lazy("%(helper)s正在攻关，要分几步做，每一步都会记下来。"),
    S.SOLVED: gettext_lazy("%(helper)s服务完了，请您确认解决了没有。"),
    S.CONFIRMED: gettext_lazy("您已经确认解决，这件办结了。"),
    S.UNSOLVED: gettext_lazy("这次没能解决，已经结束。"),
    S.MERGED: gettext_lazy("和编号%(other)s的同样问题并在一起办，那一件现在是“%(state)s”。"),
    S.WITHDRAWN: gettext_lazy("已经撤回，不再办。"),
}
"""State → what is said of it, and of the next step."""


def spoken(
    need: Need,
    helpers: Sequence[Engagement],
    visits: Mapping[int, Activity],
    other: Need | None = None,
) -> list[str]:
    """The sentences to read out; ``helpers`` have agreed, ``other`` is the need it is merged into.

    ``visits`` has the next visit of an engagement by its key.
    """
    words = {
        "day": month_day(need.submitted_at),
        "title": need.title,
        "number": need.number,
        "union": need.union.name,
        "helper": _("、").join(str(one.helper) for one in helpers) or _("来帮忙的师傅"),
        "other": other.number if other else "",
        "state": other.get_state_display() if other else "",
    }
    begins = _("您%(day)s提的“%(title)s”，编号%(number)s。") % words
    stands = str(STANDS[S(need.state)]) % words
    agreed = [_visit(one, visits[one.pk]) for one in helpers if one.pk in visits]
    return [each for each in (begins, stands, *agreed, _time_limit(need)) if each]


def _visit(engagement: Engagement, visit: Activity) -> str:
    """When and where a helper comes; empty once the time has passed."""
    if visit.is_over:
        return ""
    words = {"helper": str(engagement.helper), "when": stamp(visit.starts_at)}
    if visit.mode == "online":
        return _("%(helper)s约在%(when)s，在线上。") % words
    return _("%(helper)s约在%(when)s，%(place)s。") % {**words, "place": visit.full_place}


def _time_limit(need: Need) -> str:
    """By when the union has to act, or that it should have."""
    if need.state not in WITH_UNION or need.due_at is None:
        return ""
    day = {"by": month_day(need.due_at)}
    if need.due_at < timezone.now():
        return _("这一步按规定%(by)s前要办，现在超过了。") % day
    return _("这一步按规定%(by)s前要办。") % day
