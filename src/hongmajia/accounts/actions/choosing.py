"""Choosing among those who answered a recruiting call, making them known, and taking them on."""

from collections import Counter
from collections.abc import Iterable
from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from hongmajia.core.actors import Actor
from hongmajia.core.acts import record
from hongmajia.core.enums import Audience
from hongmajia.core.errors import Refused, WrongState

from ..chosen_clocks import set_clock_of_others, set_clocks
from ..enums import ClaimState, RecruitingVerb
from ..models import Application, RecruitingCall
from .enrolling import accept_application
from .recruiting import locked_call

LEAST_NOTICE = 5
"""Days for which those chosen are made known at least."""


@transaction.atomic
def choose_applicants(
    *, actor: Actor, call: RecruitingCall, chosen: Iterable[Application]
) -> RecruitingCall:
    """Let ``chosen`` be those that the union takes, instead of those chosen before.

    Raises ``Refused`` for more than a group wants and for an application that is not of this call
    or decided already, ``WrongState`` once they are on notice.
    """
    call = locked_call(call)
    _refuse_on_notice(call)
    waiting = call.applications.filter(state=ClaimState.SUBMITTED).select_related("wanted")
    rows = {row.pk: row for row in waiting}
    keys = {application.pk for application in chosen}
    if keys - rows.keys():
        raise Refused(_("有的申请已经办了或者撤回了，请刷新再选。"))
    _refuse_crowded(rows[key] for key in keys)
    dropped = call.applications.chosen().filter(pk__in=rows.keys() - keys)
    set_clock_of_others(dropped)
    dropped.update(chosen_at=None)
    fresh = call.applications.filter(pk__in=keys, chosen_at=None)
    fresh.update(chosen_at=timezone.now())
    set_clocks(call)
    data = {"n": len(keys)}
    record(actor, RecruitingVerb.CHOSEN, call, audience=Audience.UNIONS, data=data)
    return call


@transaction.atomic
def put_on_notice(
    *, actor: Actor, call: RecruitingCall, opens_on: date, closes_on: date, contact: str
) -> RecruitingCall:
    """Make those chosen known to everybody from one day to another; ``contact`` hears objections.

    Raises ``Refused`` if nobody is chosen, for less than ``LEAST_NOTICE`` days, for a begin in the
    past, while one can still apply, and without a contact.
    """
    call = locked_call(call)
    n = call.applications.chosen().count()
    if not n:
        raise Refused(_("还没有选定的人。"))
    if call.is_open:
        raise Refused(_("还在报名。过了最后一天，或者先撤下招募令，再公示。"))
    if opens_on < timezone.localdate():
        raise Refused(_("公示从今天或以后的日子开始。"))
    if closes_on < opens_on + timedelta(days=LEAST_NOTICE - 1):
        raise Refused(_("公示至少%(n)s天。") % {"n": LEAST_NOTICE})
    if not contact.strip():
        raise Refused(_("请写明有意见找谁、打什么电话。"))
    call.notice_opens_on, call.notice_closes_on = opens_on, closes_on
    call.notice_contact = contact.strip()
    call.full_clean(exclude=["until"])
    call.save()
    set_clocks(call)
    data = {"n": n, "until": closes_on.isoformat()}
    record(actor, RecruitingVerb.NOTICE, call, data=data)
    return call


@transaction.atomic
def withdraw_notice(*, actor: Actor, call: RecruitingCall) -> RecruitingCall:
    """Take the notice back, for example to choose anew; raises ``WrongState`` without one."""
    call = locked_call(call)
    if call.notice_closes_on is None:
        raise WrongState(_("没有公示。"))
    call.notice_opens_on = call.notice_closes_on = None
    call.save(update_fields=["notice_opens_on", "notice_closes_on"])
    set_clocks(call)
    record(actor, RecruitingVerb.NOTICE_WITHDRAWN, call)
    return call


def take_on_chosen(*, actor: Actor, call: RecruitingCall) -> tuple[int, list[str]]:
    """Put all who were chosen onto the roll, and into the call's team under their groups.

    Returns how many, and why others could not be: each is taken on for itself. Raises
    ``WrongState`` before the notice is over.
    """
    with transaction.atomic():
        call = locked_call(call)
    if not call.notice_is_over:
        raise WrongState(_("公示期还没过，过了再录用。"))
    taken, faults = 0, []
    rows = call.applications.chosen().filter(state=ClaimState.SUBMITTED)
    for application in rows.select_related("wanted").order_by("pk"):
        try:
            _take_on(application, call, actor)
        except (Refused, WrongState, ValidationError) as error:
            why = "".join(error.messages) if isinstance(error, ValidationError) else str(error)
            faults.append(_("%(person)s：%(why)s") % {**application.words, "why": why})
        else:
            taken += 1
    return taken, faults


def _take_on(application: Application, call: RecruitingCall, actor: Actor) -> None:
    team = call.team.helper if call.team else None
    group = application.wanted.name if team and application.wanted else ""
    with transaction.atomic():
        accept_application(actor=actor, application=application, team=team, group=group)


def _refuse_on_notice(call: RecruitingCall) -> None:
    if call.notice_closes_on is not None:
        raise WrongState(_("选定的人已经公示。要改，先撤下公示。"))


def _refuse_crowded(chosen: Iterable[Application]) -> None:
    """Raise ``Refused`` for a group of which more are chosen than are wanted."""
    for group, n in Counter(row.wanted for row in chosen if row.wanted).items():
        if n > group.places:
            words = {"group": group.name, "places": group.places, "n": n}
            raise Refused(_("%(group)s要%(places)s人，选了%(n)s人。") % words)
