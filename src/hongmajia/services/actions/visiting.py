"""Naming the enterprises that an activity visited, and those whose people signed up."""

from collections.abc import Iterable

from django.db import transaction

from hongmajia.core.actors import Actor
from hongmajia.core.acts import record
from hongmajia.core.closed_years import seasons_of
from hongmajia.core.enums import Audience
from hongmajia.spelling import name_key, read_code
from hongmajia.unions.models import Enterprise, Season

from ..enums import ServiceVerb
from ..models import Activity, SignUp
from .activities import locked_activity


@transaction.atomic
def name_firms(*, activity: Activity, actor: Actor, enterprises: Iterable[Enterprise]) -> None:
    """Say which registered enterprises the activity visited, instead of those named before.

    They count as served once it was held. Nothing is written where nothing changes; raises
    ``YearClosed`` in a closed year.
    """
    activity = locked_activity(activity)
    wanted, known = set(enterprises), set(activity.enterprises.all())
    if wanted == known:
        return
    activity.enterprises.set(wanted)
    data = {"n": len(wanted)}
    record(actor, ServiceVerb.FIRMS_NAMED, activity, audience=Audience.UNIONS, data=data)


@transaction.atomic
def take_up_sign_ups(enterprises: Iterable[Enterprise]) -> int:
    """Let sign-ups count for enterprises that were registered after them; returns how many.

    Those whose 单位 is the name or the code of exactly one of ``enterprises``. Closed years stay.
    """
    names: dict[str, list[Enterprise]] = {}
    for firm in enterprises:
        for word in (name_key(firm.name), firm.credit_code):
            names.setdefault(word, []).append(firm)
    waiting = SignUp.objects.filter(enterprise=None).exclude(workplace="")
    closed = Season.objects.filter(pk__in=seasons_of(waiting), closed_at__isnull=False)
    waiting = waiting.exclude(activity__season__in=[one.pk for one in closed if one.is_closed])
    taken = 0
    for pk, workplace in waiting.order_by().values_list("pk", "workplace").iterator():
        found = names.get(name_key(workplace)) or names.get(read_code(workplace)) or []
        if len(found) == 1:
            taken += SignUp.objects.filter(pk=pk).update(enterprise=found[0])
    return taken
