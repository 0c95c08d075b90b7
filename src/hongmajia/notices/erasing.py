"""Nothing is sent any more to somebody who is erased."""

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q
from django.dispatch import receiver

from hongmajia.core.signals import person_leaves
from hongmajia.core.whose_rows import TheirRows

from .enums import WAITING, DeliveryState
from .models import Call, Delivery


@receiver(person_leaves)
def send_no_more(rows: TheirRows, **rest: Any) -> None:
    """What waits to be sent to them is not sent, and nobody has to telephone them."""
    waiting = Delivery.objects.filter(pk__in=rows.of(Delivery), state__in=WAITING)
    waiting.update(state=DeliveryState.NEEDLESS, due_at=None, gathers_until=None)
    models = list({entry.model for entry, keys in rows.by_entry if keys})
    kinds = ContentType.objects.get_for_models(*models)
    theirs = Q(pk__in=[])
    for model, kind in kinds.items():
        theirs |= Q(callee_type=kind, callee_id__in=[key for key in rows.of(model) if _is(key)])
    Call.objects.filter(theirs, made_at=None).delete()


def _is(key: Any) -> bool:
    return isinstance(key, int)
