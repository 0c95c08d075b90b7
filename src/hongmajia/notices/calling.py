"""Planning telephone calls."""

from django.contrib.contenttypes.models import ContentType
from django.utils import timezone

from hongmajia.core.clocks import counted

from .enums import DeliveryState
from .models import Call, Delivery, Notice
from .models.sentences import Line
from .sides import Callee, directory_of

DAYS_TO_CALL = 1
"""Working days within which a call is to be made."""
MAY_ARRIVE = (
    DeliveryState.QUEUED, DeliveryState.SENDING, DeliveryState.FAILED, DeliveryState.SENT,
)  # fmt: skip


def plan_call(callee: Callee, lines: list[Line], url: str, story: str) -> Call:
    """Add lines to the open call to the same person about the same story, or open one."""
    call, _made = Call.objects.select_for_update(of=("self",)).get_or_create(
        callee_type=ContentType.objects.get_for_model(callee.subject),
        callee_id=callee.subject.pk,
        story=story,
        made_at=None,
        defaults={
            "union": callee.union, "url": url, **counted(timezone.now(), DAYS_TO_CALL).fields(),
        },
    )  # fmt: skip
    call.union, call.url = callee.union, url
    call.lines = [*call.lines, *lines]
    call.save(update_fields=["union", "url", "lines"])
    return call


def call_instead(delivery: Delivery) -> None:
    """Plan the call for a message that did not arrive, where its person must be told.

    Not where they have read what it says, or another channel may still tell them, or they are gone.
    """
    if delivery.union is None or delivery.callee is None or delivery.call_id:
        return
    notices = list(delivery.notices.all())
    if notices and _was_told(notices, delivery):
        return
    told = [{"sentence": each.sentence, "params": each.params} for each in reversed(notices)]
    name = directory_of(delivery.callee).name(delivery.callee)
    callee = Callee(name, delivery.callee, delivery.union)
    delivery.call = plan_call(callee, [*delivery.lines, *told], delivery.url, delivery.story)
    delivery.save(update_fields=["call"])


def _was_told(notices: list[Notice], delivery: Delivery) -> bool:
    if all(notice.read_at for notice in notices):
        return True
    others = Delivery.objects.filter(notices__in=notices, state__in=MAY_ARRIVE)
    return others.exclude(pk=delivery.pk).exists()
