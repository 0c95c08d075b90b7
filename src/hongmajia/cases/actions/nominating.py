"""Nominating cases to the next union up (county, city, province) within quotas; returning them."""

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hongmajia.core.actors import Actor, account_of
from hongmajia.core.acts import record
from hongmajia.core.closed_years import refuse_if_closed
from hongmajia.core.errors import Refused
from hongmajia.core.states import check, move
from hongmajia.needs.queries import next_tier
from hongmajia.unions.models import Season, Union

from ..enums import CaseVerb
from ..models import Case, Nomination, Quota
from ..queries import faults, quota_of
from ..states import TRANSITIONS
from .asking import ask_if_unasked
from .notifying import notify_cadres
from .writing import locked


@transaction.atomic
def nominate_case(*, case: Case, actor: Actor) -> Case:
    """Hand the case to the next union up.

    The enterprise is asked about its case if nobody has asked it yet. Raises ``Refused`` if the
    season's own union holds the case, the quota is used up, the text is incomplete, or the
    enterprise objects to it, or if another union holds it than when the actor's page read it.
    """
    holder = Union.objects.select_for_update().get(pk=case.union_id)
    case = locked(case)
    if case.union_id != holder.pk:  # two at once would send it up two tiers
        raise Refused(_("这个案例刚刚推荐或退回过，请刷新页面再看。"))
    check(case, TRANSITIONS, CaseVerb.NOMINATED)
    refuse_unready(case)
    ask_if_unasked(case, actor)
    target = next_up(case)
    _refuse_over_quota(case)
    by = case.union
    Nomination.objects.create(case=case, by=by, to=target, actor=account_of(actor))
    words = {"union": target.name}
    move(case, TRANSITIONS, CaseVerb.NOMINATED, actor=actor, data=words, union=target)
    notify_cadres(case, gettext_lazy("%(by)s推荐案例“%(title)s”"), by=by)
    return case


@transaction.atomic
def return_case(*, case: Case, actor: Actor, reason: str) -> Case:
    """Return a case to the union that nominated it for correction, which frees its quota.

    Raises ``Refused`` for a case drafted by the union that holds it.
    """
    case = locked(case)
    last = case.nominations.filter(to=case.union).last()
    if last is None:
        raise Refused(_("这个案例是本级起草的，直接修改就好。"))
    nominator = last.by
    data = {"union": nominator.name}
    move(case, TRANSITIONS, CaseVerb.RETURNED, actor=actor, note=reason, data=data, union=nominator)
    last.delete()
    notify_cadres(case, gettext_lazy("案例“%(title)s”退回修改：%(reason)s"), reason=reason)
    return case


@transaction.atomic
def set_quota(*, season: Season, union: Union, amount: int | None, actor: Actor) -> None:
    """Set how many cases ``union`` may nominate in the season; ``None`` removes the limit.

    Raises ``YearClosed`` (the event is on the union, so this is asked here).
    """
    refuse_if_closed(season, actor)
    quotas = Quota.objects.filter(season=season, union=union)
    if amount is None:
        quotas.delete()
    else:
        Quota.objects.update_or_create(season=season, union=union, defaults={"amount": amount})
    words = {"union": union.name, "amount": _("不限") if amount is None else amount}
    record(actor, CaseVerb.QUOTA_SET, union, data=words)


def next_up(case: Case) -> Union:
    """The union to which the case would go next. Raises ``Refused`` at the top of the season."""
    if case.union_id == case.season.union_id:
        raise Refused(_("已经到主办工会了，可以评审、选定。"))
    return next_tier(case.union)


def refuse_unready(case: Case) -> None:
    """Raise ``Refused`` with the faults of an incomplete case."""
    if missing := faults(case):
        raise Refused(_("还不能往上报：%(what)s。") % {"what": _("；").join(missing)})


def _refuse_over_quota(case: Case) -> None:
    quota = quota_of(case.season, case.union)
    if quota.left == 0:
        words = _("今年%(union)s的推荐名额是%(n)s个，已经用完。")
        raise Refused(words % {"union": case.union, "n": quota.amount})
