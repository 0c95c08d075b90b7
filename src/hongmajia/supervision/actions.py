"""Actions on supervisions. The caller checks rights through the access gate.

Each locks the need first, as the actions of needs do, and then the supervision.
"""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hongmajia.core.actors import Actor, SignedIn, account_of
from hongmajia.core.acts import record
from hongmajia.core.clocks import closing_of
from hongmajia.core.enums import Audience
from hongmajia.core.errors import Refused, require_reason
from hongmajia.core.states import move
from hongmajia.needs.actions.shared import lock_need
from hongmajia.needs.models import Need
from hongmajia.needs.queries import union_side
from hongmajia.needs.reminders import HELD_BY_UNION
from hongmajia.notices.telling import tell
from hongmajia.unions.models import Union

from .enums import SupervisionVerb as V
from .models import Supervision
from .queries import supervising_union
from .states import TRANSITIONS


@transaction.atomic
def order(*, need: Need, actor: SignedIn, demand: str, answer_by: date) -> Supervision:
    """Put an overdue need under supervision by the nearest union above with the actor as cadre.

    The holding union is to answer by 17:30 of ``answer_by``. Raises ``Refused`` unless a union is
    late with the need, if it is under supervision already, and for a day in the past.
    """
    need = lock_need(need)
    if need.state not in HELD_BY_UNION or not need.is_overdue:
        raise Refused(_("这件没有超期，不用督办。"))
    if need.supervisions.open().exists():
        raise Refused(_("这件已经在督办。"))
    due = _closing(answer_by)
    assert need.due_at is not None
    made = Supervision.objects.create(
        need=need, union=supervising_union(actor, need.union), to_union=need.union,
        demand=demand.strip(), due_at=due, need_state=need.state, need_due_at=need.due_at,
        ordered_by=account_of(actor),
    )  # fmt: skip
    data = {"office": made.union.name, "union": need.union.name, "day": answer_by.isoformat()}
    record(actor, V.ORDERED, made, note=demand, audience=Audience.UNIONS, data=data)
    words = gettext_lazy("%(union)s督办：%(title)s，请在%(day)s前答复")
    _tell(made.to_union, made, actor, words, union=made.union, day=answer_by.isoformat())
    return made


@transaction.atomic
def answer(
    *, supervision: Supervision, actor: Actor, text: str, promised_on: date | None = None
) -> Supervision:
    """Answer for the union that holds the need; the asker reads the answer in the story too."""
    found = _locked(supervision)
    day = {"promised": promised_on.isoformat()} if promised_on else {}
    move(
        found, TRANSITIONS, V.ANSWERED, actor=actor, note=text, audience=Audience.PARTIES,
        data={"office": found.to_union.name, **day},
        answer=text.strip(), promised_on=promised_on, answered_at=timezone.now(),
        answered_by=account_of(actor),
    )  # fmt: skip
    words = gettext_lazy("%(union)s答复了督办：%(title)s")
    _tell(found.union, found, actor, words, union=found.to_union)
    return found


@transaction.atomic
def accept(*, supervision: Supervision, actor: Actor) -> Supervision:
    """Accept the answer, which ends the supervision; the need goes on as it stands."""
    found = _locked(supervision)
    move(found, TRANSITIONS, V.ACCEPTED, actor=actor, data={"office": found.union.name})
    words = gettext_lazy("%(union)s认可答复，督办销号：%(title)s")
    _tell(found.to_union, found, actor, words, union=found.union)
    return found


@transaction.atomic
def reject(*, supervision: Supervision, actor: Actor, reason: str, answer_by: date) -> Supervision:
    """Ask for another answer by ``answer_by``. Raises ``Refused`` without a reason."""
    require_reason(reason, _("请写明哪里还不行，下级才知道怎么改。"))
    return _ask_again(V.REJECTED, supervision, actor, reason, answer_by)


@transaction.atomic
def extend(*, supervision: Supervision, actor: Actor, reason: str, answer_by: date) -> Supervision:
    """Give more time, once. Raises ``Refused`` without a reason, and the second time."""
    require_reason(reason, _("请写明为什么宽限。"))
    if _locked(supervision).is_extended:
        raise Refused(_("已经宽限过一次，不能再宽限。"))
    return _ask_again(V.EXTENDED, supervision, actor, reason, answer_by, is_extended=True)


@transaction.atomic
def recall(*, supervision: Supervision, actor: Actor, reason: str) -> Supervision:
    """End a supervision that was ordered by mistake. Raises ``Refused`` without a reason."""
    require_reason(reason, _("请写明为什么撤销。"))
    found = _locked(supervision)
    data = {"office": found.union.name}
    move(
        found,
        TRANSITIONS,
        V.RECALLED,
        actor=actor,
        note=reason,
        audience=Audience.UNIONS,
        data=data,
    )
    words = gettext_lazy("%(union)s撤销督办：%(title)s（%(reason)s）")
    _tell(found.to_union, found, actor, words, union=found.union, reason=" ".join(reason.split()))
    return found


def end_for_need(need: Need) -> None:
    """End the open supervision of a need that has moved on; called inside that act."""
    rows = Supervision.objects.select_for_update(of=("self",)).open()
    for found in rows.select_related("union", "to_union").filter(need=need):
        found.need = need
        move(found, TRANSITIONS, V.MOVED, actor=None, data={"union": found.union.name})
        words = gettext_lazy("需求往前办了，督办结束：%(title)s")
        for union in (found.union, found.to_union):
            _tell(union, found, None, words)


def _ask_again(
    verb: V, supervision: Supervision, actor: Actor, reason: str, day: date, **changes: Any
) -> Supervision:
    found = _locked(supervision)
    data = {"office": found.union.name, "day": day.isoformat()}
    move(
        found, TRANSITIONS, verb, actor=actor, due_at=_closing(day), note=reason,
        audience=Audience.UNIONS, data=data, **changes,
    )  # fmt: skip
    words = gettext_lazy("督办“%(title)s”：请在%(day)s前答复（%(reason)s）")
    why = " ".join(reason.split())
    _tell(found.to_union, found, actor, words, day=day.isoformat(), reason=why)
    return found


def _locked(supervision: Supervision) -> Supervision:
    """Lock need and supervision until the transaction ends, and return it as it is now."""
    need = lock_need(supervision.need)
    rows = Supervision.objects.select_for_update(of=("self",)).select_related("union", "to_union")
    found = rows.get(pk=supervision.pk)
    found.need = need
    return found


def _closing(day: date) -> datetime:
    closing = closing_of(day)
    if closing <= timezone.now():
        raise Refused(_("这个时间已经过了，请选以后的日子。"))
    return closing


def _tell(
    whom: Union, about: Supervision, actor: Actor | None, sentence: Any, /, **words: Any
) -> None:
    """Notify the cadres of ``whom``, with a link to the page of the supervision."""
    page = reverse("supervision", args=[about.pk])
    tell(union_side(whom), sentence, page, actor, title=about.need, **words)
