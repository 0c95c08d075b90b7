"""Reminding the unions that have still to read or to answer a circular."""

from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hongmajia.core.actors import Actor
from hongmajia.core.acts import record
from hongmajia.core.errors import Refused
from hongmajia.notices.actions import notify_each
from hongmajia.notices.enums import Kind

from ..enums import CircularVerb
from ..models import Circular, Receipt
from ..queries import cadres_by_union, not_reminded_today
from .shared import lock_circular, page_of

MISSING = {
    True: gettext_lazy("通知“%(title)s”，%(union)s还没有回"),
    False: gettext_lazy("通知“%(title)s”，%(union)s还没有签收"),
}
"""What a union is reminded of, by whether the circular wants an answer."""


@transaction.atomic
def remind_open(*, circular: Circular, actor: Actor) -> int:
    """Remind the unions that have still to do something and were not reminded today.

    Returns how many unions that were reached. Raises ``Refused`` if there are none.
    """
    circular = lock_circular(circular)
    told = remind_open_of(not_reminded_today(circular.receipts.open()))
    if not told:
        raise Refused(_("没有还要提醒的：没回、没签收的今天都提醒过了，或者没有干部账号。"))
    record(actor, CircularVerb.REMINDED, circular, data={"n": told})
    return told


@transaction.atomic
def remind_open_of(receipts: Iterable[Receipt]) -> int:
    """Remind the cadres of the unions of these receipts; returns of how many there are any."""
    found = list(receipts)
    by_union = cadres_by_union(receipt.union_id for receipt in found)
    reached = [receipt for receipt in found if by_union.get(receipt.union_id)]
    for wants_answer, sentence in MISSING.items():
        told = [
            (user, page_of(receipt.circular), {"title": receipt.circular, "union": receipt.union})
            for receipt in reached
            if receipt.circular.wants_answer == wants_answer
            for user in by_union[receipt.union_id]
        ]
        if told:
            notify_each(sentence, told, kind=Kind.ACT)
    keys = [receipt.pk for receipt in reached]
    Receipt.objects.filter(pk__in=keys).update(reminded_at=timezone.now())
    return len(reached)
