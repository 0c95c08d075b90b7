"""Naming the enterprises that an activity visited, and those whose people signed up."""

from collections import Counter
from collections.abc import Iterable, Iterator

from django.db import transaction
from django.db.models import Q

from hongmajia.core.actors import Actor
from hongmajia.core.acts import record
from hongmajia.core.enums import Audience
from hongmajia.unions.models import Enterprise
from hongmajia.unions.queries import ways_to_name

from ..enums import ServiceVerb
from ..models import Activity, SignUp
from .activities import locked_activity
from .signing_up import firm_of

KEYS_AT_ONCE = 500
"""Names that are looked for in one query."""


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
def take_up_sign_ups(enterprises: Iterable[Enterprise], *, actor: Actor | None) -> int:
    """Let sign-ups count for enterprises that were registered after them; returns how many.

    Only those that name one of ``enterprises``, each decided as when somebody signs up
    (``firm_of``): where others have the name as well, none is guessed. Closed years stay.
    """
    keys = {way for firm in enterprises for way in ways_to_name(firm)}
    taken: Counter[tuple[Activity, Enterprise]] = Counter()
    for signed in _waiting(keys):
        if (firm := firm_of(signed)) is not None:
            rows = SignUp.objects.filter(pk=signed.pk, enterprise=None)
            taken[signed.activity, firm] += rows.update(enterprise=firm)
    for (activity, firm), n in taken.items():
        data = {"n": n, "enterprise": firm.name}
        verb = ServiceVerb.SIGN_UPS_TAKEN_UP
        record(actor, verb, activity, audience=Audience.UNIONS, data=data)
    return taken.total()


def _waiting(keys: set[str]) -> Iterator[SignUp]:
    """The sign-ups of open years that count for no enterprise and name one of ``keys``."""
    ordered = sorted(keys)
    for start in range(0, len(ordered), KEYS_AT_ONCE):
        named = Q(workplace_key__in=ordered[start : start + KEYS_AT_ONCE])
        rows = SignUp.objects.filter(named, enterprise=None).order_by("pk")
        rows = rows.select_related("activity__season", "user")
        yield from (signed for signed in rows if not signed.activity.season.is_closed)
