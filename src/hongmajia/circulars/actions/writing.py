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
from hongmajia.notices.actions import notify, notify_each, others
from hongmajia.notices.enums import Kind
from hongmajia.notices.models.sentences import line_of
from hongmajia.unions.models import Union

from ..enums import OPEN, CircularState, CircularVerb
from ..models import Circular, Receipt
from ..queries import cadres_by_union, must_be_signed_by_another, receivers_of, signers_of
from ..states import CIRCULAR_STEPS, RECEIPT_STEPS
from .calling import call_those_without_cadre
from .shared import attach, lock_circular, lock_receipts, page_of

CAME = gettext_lazy("%(union)s来了通知：%(title)s")
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
    if circular.state == CircularState.PENDING:
        raise WrongState(_("通知在等签发，不能改。要改，请先拿回来。"))
    if circular.state != CircularState.DRAFT:
        raise WrongState(_("通知已经发出，不能再改。要改，请收回后重新发。"))


def _refuse_many(n: int) -> None:
    if n > MAX_ENCLOSURES:
        raise Refused(_("附件最多%(n)s个。") % {"n": MAX_ENCLOSURES})


@transaction.atomic
def hand_in_circular(*, circular: Circular, actor: Actor) -> Circular:
    """Have another cadre of the union sign a draft, which cannot be changed meanwhile.

    Raises ``Refused`` where there is no other.
    """
    circular = lock_circular(circular)
    signers = signers_of(circular)
    if not signers:
        raise Refused(_("%(union)s没有别的干部，可以自己发出。") % {"union": circular.union})
    move(circular, CIRCULAR_STEPS, CircularVerb.HANDED_IN, actor=actor)
    sentence = gettext_lazy("通知“%(title)s”请您签发")
    notify(others(signers, actor), sentence, page_of(circular), kind=Kind.ACT, title=circular)
    return circular


@transaction.atomic
def take_back_circular(*, circular: Circular, actor: Actor) -> Circular:
    """Make one that waits for being signed a draft again; its writer is told by others' act."""
    circular = lock_circular(circular)
    move(circular, CIRCULAR_STEPS, CircularVerb.TAKEN_BACK, actor=actor)
    sentence = gettext_lazy("通知“%(title)s”没有签发，请再改一改")
    writer = others([circular.written_by], actor)
    notify(writer, sentence, page_of(circular), kind=Kind.ACT, title=circular)
    return circular


@transaction.atomic
def send_circular(*, circular: Circular, actor: Actor) -> Circular:
    """Sign and send it to its receivers: each gets a receipt, and their cadres a notice.

    Unions without a cadre are telephoned by the union above. Raises ``Refused`` for its writer
    where another cadre can sign it, without a receiver, for more than ``MOST_RECEIVERS``, and if
    the time to answer has passed meanwhile.
    """
    circular = lock_circular(circular)
    if must_be_signed_by_another(circular, actor):
        raise Refused(_("通知要另一位干部签发，请先送签发。"))
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
    _tell(unions, CAME, circular, words)
    call_those_without_cadre(circular, line_of(CAME, words))
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
