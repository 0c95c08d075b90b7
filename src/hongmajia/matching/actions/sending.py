"""Sending the invitations of a plan, or setting the plan aside."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hongmajia.core.actors import Actor, account_of
from hongmajia.core.errors import Refused
from hongmajia.core.states import move
from hongmajia.engagements.actions import propose
from hongmajia.needs.models import Need
from hongmajia.notices.actions import notify

from ..enums import RoundState, RoundVerb, RulingKind
from ..models import PlanRow, Round, Ruling
from ..queries import to_send
from ..states import TRANSITIONS
from .shared import has_enough_asked, open_round, page_of


@transaction.atomic
def shelve_round(*, round: Round, actor: Actor) -> Round:
    """Set the plan aside; it can still be sent."""
    round = open_round(round)
    move(round, TRANSITIONS, RoundVerb.SHELVED, actor=actor)
    return round


@transaction.atomic
def send_round(*, round: Round, actor: Actor) -> int:
    """Start sending the plan's invitations, which the worker does; return how many will be sent.

    Rows that wait for a new computation are left out. A sending that was interrupted continues
    where it stopped. Raises ``Refused`` if there is nothing to send.
    """
    round = open_round(round, also=RoundState.SENDING if round.is_stuck else "")
    count: int = to_send(round).count()
    if not count:
        raise Refused(_("没有可以发出的邀请，请先按您的调整重算。"))
    sender = account_of(actor)
    move(round, TRANSITIONS, RoundVerb.SENDING, actor=actor, sent_by=sender, finished_at=None)
    return count


def invite(*, row: PlanRow, actor: Actor) -> PlanRow:
    """Send one invitation of the plan; if it is refused, save the reason in the row."""
    try:
        with transaction.atomic():
            _refuse_if_asked_meanwhile(row.need)
            row.engagement = propose(
                need=row.need,
                helper=row.helper,
                actor=actor,
                score=row.score,
                reasons=row.reasons,
                overrule=_why_pinned(row),
            )
            row.save(update_fields=["engagement"])
    except Refused as refusal:
        row.engagement, row.refusal = None, str(refusal)[:200]
        row.save(update_fields=["refusal"])
    return row


def _refuse_if_asked_meanwhile(need: Need) -> None:
    """Raise ``Refused`` if enough helpers were invited since the plan was computed."""
    if has_enough_asked(need):
        raise Refused(_("这件已经请了师傅，不用再请。"))


def _why_pinned(row: PlanRow) -> str:
    """Return why a pinned helper is invited against their own limits; empty without a pin."""
    pin = Ruling.objects.filter(need=row.need, helper=row.helper, kind=RulingKind.PIN)
    ruling = pin.select_related("ruled_by").first()
    if ruling is None:
        return ""
    words = {"who": ruling.ruled_by, "reason": ruling.reason or _("没有写原因")}
    return _("%(who)s锁定：%(reason)s") % words


@transaction.atomic
def close_sending(*, round: Round) -> Round:
    """Record that every row was tried, and notify whoever sent the plan."""
    figures = round.rows.figures()
    count = {"n": figures["sent"], "refused": figures["refused"]}
    now = timezone.now()
    move(round, TRANSITIONS, RoundVerb.SENT, actor=None, data=count, sent_at=now, finished_at=now)
    sentence = gettext_lazy("第%(number)s轮发出%(n)s份邀请，%(refused)s份没发出去")
    if not count["refused"]:
        sentence = gettext_lazy("第%(number)s轮发出%(n)s份邀请")
    notify([round.sent_by], sentence, page_of(round), number=round.number, **count)
    return round


def notify_unfinished(*, round: Round) -> None:
    """Notify whoever sent the plan that sending was interrupted repeatedly.

    What was sent stays valid; the rest can be sent later.
    """
    sentence = gettext_lazy("第%(number)s轮的邀请没有发完，已发的不受影响；过十分钟可以接着发")
    notify([round.sent_by], sentence, page_of(round), number=round.number)
