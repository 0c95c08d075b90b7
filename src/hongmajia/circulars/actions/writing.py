"""Writing, sending and withdrawing a circular."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, TypedDict, Unpack

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hongmajia.core.actors import Actor, account_of
from hongmajia.core.acts import field_labels, record
from hongmajia.core.enclosing import MAX_ENCLOSURES, Cleaned
from hongmajia.core.errors import Refused, WrongState, require_reason
from hongmajia.core.states import move
from hongmajia.notices.actions import notify_each
from hongmajia.notices.enums import Kind
from hongmajia.unions.models import Union

from ..enums import OPEN, CircularState, CircularVerb
from ..models import Circular, Receipt
from ..queries import cadres_by_union, receivers_of
from ..states import CIRCULAR_STEPS, RECEIPT_STEPS
from .shared import attach, lock_circular, lock_receipts, page_of

MOST_RECEIVERS = 2000


class CircularFacts(TypedDict, total=False):
    """What a person fills in."""

    title: str
    text: str
    wants_answer: bool
    questions: str
    figure: str
    answer_by: datetime
    kinds: list[str]


@transaction.atomic
def write_circular(
    *,
    union: Union,
    actor: Actor,
    chosen: Iterable[Union] = (),
    files: Iterable[Cleaned] = (),
    **facts: Unpack[CircularFacts],
) -> Circular:
    """Create a draft, which only the staff of ``union`` and above see."""
    circular = Circular.objects.create(union=union, written_by=account_of(actor), **facts)
    circular.chosen.set(chosen)
    attach(files, circular=circular)
    record(actor, CircularVerb.WRITTEN, circular, data={"title": circular.title})
    return circular


@transaction.atomic
def change_circular(
    *,
    circular: Circular,
    actor: Actor,
    chosen: Iterable[Union] | None = None,
    files: Iterable[Cleaned] = (),
    dropped: Iterable[int] = (),
    **facts: Unpack[CircularFacts],
) -> Circular:
    """Change a draft. ``files`` are added, attachments with the keys ``dropped`` are deleted.

    Raises ``WrongState`` once it was sent: whoever has read it would not know of the change.
    """
    circular = lock_circular(circular)
    refuse_sent(circular)
    circular.attachments.filter(pk__in=list(dropped)).delete()
    files = list(files)
    _refuse_many(circular.attachments.count() + len(files))
    changed = [name for name, value in facts.items() if getattr(circular, name) != value]
    for name in changed:
        setattr(circular, name, facts[name])  # type: ignore[literal-required]
    circular.save()
    if chosen is not None:
        circular.chosen.set(chosen)
    attach(files, circular=circular)
    if changed:
        data = {"fields": field_labels(Circular, changed)}
        record(actor, CircularVerb.CHANGED, circular, data=data)
    return circular


def refuse_sent(circular: Circular) -> None:
    """Raise ``WrongState`` unless the circular is a draft."""
    if circular.state != CircularState.DRAFT:
        raise WrongState(_("通知已经发出，不能再改。要改，请收回后重新发。"))


def _refuse_many(n: int) -> None:
    if n > MAX_ENCLOSURES:
        raise Refused(_("附件最多%(n)s个。") % {"n": MAX_ENCLOSURES})


@transaction.atomic
def send_circular(*, circular: Circular, actor: Actor) -> Circular:
    """Send a draft to its receivers: each gets a receipt, and their cadres a notice.

    Raises ``Refused`` without a receiver, for more than ``MOST_RECEIVERS``, and if the time to
    answer has passed meanwhile.
    """
    circular = lock_circular(circular)
    if circular.answer_by <= timezone.now():
        raise Refused(_("要回的时间已经过了，请先改一个以后的日子。"))
    unions = list(receivers_of(circular)[: MOST_RECEIVERS + 1])
    if not unions:
        raise Refused(_("没有选出要发的工会，请先选发给谁。"))
    if len(unions) > MOST_RECEIVERS:
        raise Refused(_("一次最多发给%(n)s个工会，请分几次发。") % {"n": MOST_RECEIVERS})
    move(
        circular,
        CIRCULAR_STEPS,
        CircularVerb.SENT,
        actor=actor,
        data={"office": circular.union.name, "n": len(unions)},
        sent_at=timezone.now(),
        sent_by=account_of(actor),
    )
    due = circular.answer_by
    Receipt.objects.bulk_create(
        Receipt(circular=circular, union=union, due_at=due) for union in unions
    )
    words = {"union": circular.union, "title": circular}
    _tell(unions, gettext_lazy("%(union)s来了通知：%(title)s"), circular, words)
    return circular


@transaction.atomic
def withdraw_circular(*, circular: Circular, actor: Actor, reason: str) -> Circular:
    """Withdraw a circular, or discard a draft. Nobody has to answer any more; all are told why.

    Raises ``Refused`` without a reason.
    """
    require_reason(reason, _("请写明为什么收回，收到通知的工会会看到。"))
    circular = lock_circular(circular)
    move(circular, CIRCULAR_STEPS, CircularVerb.WITHDRAWN, actor=actor, note=reason)
    receipts = lock_receipts(circular=circular)
    for receipt in receipts:
        if receipt.state in OPEN:
            data = {"union": receipt.union.name}
            move(receipt, RECEIPT_STEPS, CircularVerb.RELEASED, actor=actor, data=data)
    words = {"union": circular.union, "title": circular, "reason": " ".join(reason.split())}
    sentence = gettext_lazy("%(union)s收回了通知“%(title)s”：%(reason)s")
    _tell([receipt.union for receipt in receipts], sentence, circular, words)
    return circular


def _tell(unions: list[Any], sentence: Any, circular: Circular, words: dict[str, Any]) -> None:
    """Notify the cadres of all ``unions``, each once."""
    by_union = cadres_by_union(union.pk for union in unions)
    people = {user.pk: user for users in by_union.values() for user in users}
    told = [(user, page_of(circular), words) for user in people.values()]
    notify_each(sentence, told, kind=Kind.ACT)
