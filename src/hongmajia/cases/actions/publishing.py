"""The public notice of selected cases (公示), publishing, and withdrawing a case."""

from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hongmajia.core.actors import Actor, user_of
from hongmajia.core.clocks import closing_of, counted, workdays_between
from hongmajia.core.enums import Audience
from hongmajia.core.errors import Refused, TooLate
from hongmajia.core.states import move
from hongmajia.unions.models import Season, Union

from ..enums import CaseState, CaseVerb
from ..models import Case, PublicNotice
from ..queries import why_not_public
from ..states import TRANSITIONS
from .notifying import notify_cadres, notify_parties
from .writing import locked

MIN_NOTICE_DAYS = 5

DAYS_TO_PUBLISH = 5
"""Working days after the end of a notice within which its cases are to be published."""
"""Minimum length of a public notice in working days, as usual for selections by merit."""


@transaction.atomic
def open_notice(
    *, season: Season, union: Union, actor: Actor, opens_on: date, closes_on: date, office: str,
    phone: str,
) -> PublicNotice:  # fmt: skip
    """Put all selected cases of the season on public notice, so that anybody can object.

    Raises ``Refused`` if no case is selected, the enterprise of one has not agreed (and is not
    silent either), the notice begins in the past or is too short.
    """
    _refuse_wrong_period(opens_on, closes_on)
    cases = _selected_cases(season, union)
    notice = PublicNotice.objects.create(
        season=season, union=union, opens_on=opens_on, closes_on=closes_on, office=office,
        phone=phone, opened_by=user_of(actor),
    )  # fmt: skip
    for case in cases:
        _put_on_notice(locked(case), notice, actor)
    return notice


def _refuse_wrong_period(opens_on: date, closes_on: date) -> None:
    """Raise ``Refused`` for a notice that begins in the past or is too short."""
    if opens_on < timezone.localdate():
        raise Refused(_("公示不能从过去的日子开始。"))
    if workdays_between(opens_on - timedelta(days=1), closes_on) < MIN_NOTICE_DAYS:
        raise Refused(_("公示至少%(n)s个工作日，请把结束日子往后放。") % {"n": MIN_NOTICE_DAYS})


def _selected_cases(season: Season, union: Union) -> list[Case]:
    """Return the selected cases; raises ``Refused`` if there are none."""
    here = Case.objects.consented().filter(season=season, union=union, state=CaseState.SELECTED)
    cases = list(here.with_details())
    if not cases:
        raise Refused(_("还没有选定的案例，没有可公示的。"))
    _refuse_unheard(cases)
    return cases


def _refuse_unheard(cases: list[Case]) -> None:
    """Raise ``Refused`` with the cases whose enterprise does not let them be public, and why."""
    told = [
        _("“%(title)s”%(why)s") % {"title": case.title, "why": why}
        for case in cases
        if (why := why_not_public(case))
    ]
    if told:
        raise Refused(_("还不能公开：%(what)s。") % {"what": _("；").join(told)})


def _put_on_notice(case: Case, notice: PublicNotice, actor: Actor) -> None:
    until = f"{notice.closes_on:%Y-%m-%d}"
    due_at = counted(closing_of(notice.closes_on), DAYS_TO_PUBLISH)
    data = {"until": until}
    move(case, TRANSITIONS, CaseVerb.NOTICED, actor=actor, due_at=due_at, data=data, notice=notice)
    notify_parties(case, gettext_lazy("案例“%(title)s”开始公示，到%(until)s"), until=until)


@transaction.atomic
def publish_notice(*, notice: PublicNotice, actor: Actor) -> int:
    """Publish the cases still on a notice that is over; returns their number.

    Raises ``Refused`` before the notice is over or if an enterprise objects, ``TooLate`` if no case
    is left on it.
    """
    if not notice.is_over:
        day = f"{notice.closes_on:%Y-%m-%d}"
        raise Refused(_("公示到%(day)s，第二天才能发布。") % {"day": day})
    cases = list(notice.cases.filter(state=CaseState.ON_NOTICE).with_details())
    if not cases:
        raise TooLate(_("这次公示的案例都已发布或撤下。"))
    cases = [locked(case) for case in cases]
    _refuse_unheard(cases)
    for case in cases:
        move(case, TRANSITIONS, CaseVerb.PUBLISHED, actor=actor, published_at=timezone.now())
        notify_parties(case, gettext_lazy("案例“%(title)s”发布了"))
    return len(cases)


@transaction.atomic
def drop_case(*, case: Case, actor: Actor, reason: str) -> Case:
    """Withdraw a case from its notice or after publication; only unions see the reason."""
    case = locked(case)
    move(case, TRANSITIONS, CaseVerb.DROPPED, actor=actor, note=reason, audience=Audience.UNIONS)
    notify_cadres(case, gettext_lazy("案例“%(title)s”撤下：%(reason)s"), reason=reason)
    notify_parties(case, gettext_lazy("案例“%(title)s”不再公开"))
    return case
