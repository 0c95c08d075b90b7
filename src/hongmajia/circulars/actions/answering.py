"""What the unions do that a circular was sent to: reading and answering it."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hongmajia.core.actors import Actor, SignedIn, account_of
from hongmajia.core.acts import record
from hongmajia.core.enclosing import Cleaned
from hongmajia.core.errors import Refused, WrongState
from hongmajia.core.states import move
from hongmajia.notices.actions import notify, others
from hongmajia.unions.enums import KEEPERS
from hongmajia.unions.models import Union
from hongmajia.unions.queries import cadres_of

from ..enums import CircularState, CircularVerb, ReceiptState
from ..models import Answer, Circular, Receipt
from ..states import RECEIPT_STEPS
from .shared import attach, lock_circular, lock_receipts, page_of


@transaction.atomic
def note_read(*, circular: Circular, reader: SignedIn) -> int:
    """Note that a cadre or liaison of receiving unions has opened it; returns for how many.

    Those of unions above have read it for nobody.
    """
    unread = lock_receipts(
        circular=circular, state=ReceiptState.UNREAD, union__path__in=reader.scope(*KEEPERS)
    )
    for receipt in unread:
        move(
            receipt,
            RECEIPT_STEPS,
            CircularVerb.READ,
            actor=reader,
            due_at=receipt.due_at,
            data={"union": receipt.union.name},
            read_at=timezone.now(),
            read_by=account_of(reader),
        )
    return len(unread)


@transaction.atomic
def sign_for(*, receipt: Receipt, actor: SignedIn) -> Receipt:
    """Sign for a circular (签收): the union has it and knows what it says.

    One that wants no answer is done with it, any other waits for the answer. Raises ``WrongState``
    once it is withdrawn, signed for or answered, ``Refused`` for anybody but a cadre or liaison of
    the receiving union.
    """
    circular = lock_circular(receipt.circular)
    (receipt,) = lock_receipts(pk=receipt.pk)
    if circular.state != CircularState.SENT:
        raise WrongState(_("通知已经收回，不用签收了。"))
    if receipt.union.path not in actor.scope(*KEEPERS):
        raise Refused(_("由收通知的工会自己签收。"))
    if not receipt.is_to_be_signed:
        raise WrongState(_("已经签收了，或者已经回了。"))
    words = {"union": receipt.union.name}
    if circular.wants_answer:
        return _signed_before_the_answer(receipt, actor, words)
    read: dict[str, Any] = {} if receipt.read_at else _read_now(actor)
    signed = {"signed_at": timezone.now(), **read}
    move(receipt, RECEIPT_STEPS, CircularVerb.SIGNED, actor=actor, data=words, **signed)
    return receipt


def _signed_before_the_answer(receipt: Receipt, actor: SignedIn, words: dict[str, Any]) -> Receipt:
    """Note the time; the receipt stays open until the union has answered."""
    note_read(circular=receipt.circular, reader=actor)
    receipt.refresh_from_db()
    receipt.signed_at = timezone.now()
    receipt.save(update_fields=["signed_at"])
    record(actor, CircularVerb.SIGNED, receipt, data=words)
    return receipt


@transaction.atomic
def answer_circular(
    *,
    receipt: Receipt,
    actor: SignedIn,
    text: str,
    figure: int | None = None,
    files: Iterable[Cleaned] = (),
) -> Answer:
    """Answer for the receiving union, also anew, late, or noting what it said on the telephone.

    Raises ``WrongState`` once the circular is withdrawn, ``Refused`` if it wants no answer or a
    figure that is missing.
    """
    circular = lock_circular(receipt.circular)
    (receipt,) = lock_receipts(pk=receipt.pk)
    _refuse(circular, figure)
    noted = None if receipt.union.path in actor.scope(*KEEPERS) else _noting(circular, actor)
    answer = Answer.objects.create(
        receipt=receipt, text=text.strip(), figure=figure, by=account_of(actor), noted_by=noted
    )
    attach(files, answer=answer)
    data = {"union": receipt.union.name, "who": "" if noted else actor.display_name}
    if noted:
        data["noted_by"] = noted.name
    read: dict[str, Any] = {} if receipt.read_at or noted else _read_now(actor)
    move(receipt, RECEIPT_STEPS, CircularVerb.ANSWERED, actor=actor, note=text, data=data, **read)
    _tell_sender(circular, receipt, actor)
    return answer


def _refuse(circular: Circular, figure: int | None) -> None:
    if circular.state != CircularState.SENT:
        raise WrongState(_("通知已经收回，不用回了。"))
    if not circular.wants_answer:
        raise Refused(_("这份通知签收就行，不用回。"))
    if circular.figure and figure is None:
        raise Refused(_("请填“%(figure)s”，没有就填0。") % {"figure": circular.figure})


def _read_now(actor: Actor) -> dict[str, Any]:
    return {"read_at": timezone.now(), "read_by": account_of(actor)}


def _noting(circular: Circular, actor: SignedIn) -> Union:
    """The union above for which the actor notes the answer: the sender, or one between."""
    here = [path for path in actor.scope(*KEEPERS) if path.startswith(circular.union.path)]
    found = Union.objects.filter(path__in=here).order_by("depth").first()
    return found or circular.union


def _tell_sender(circular: Circular, receipt: Receipt, actor: Actor) -> None:
    """Tell the sender's cadres once all have answered; single answers stand on the page."""
    if circular.receipts.open().exists():
        return
    sentence = gettext_lazy("通知“%(title)s”都回齐了")
    people = others(cadres_of(circular.union), actor)
    notify(people, sentence, page_of(circular), title=circular)
