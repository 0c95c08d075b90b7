"""What a user has dealt with themselves, counted from the event log."""

from typing import Any

from hongmajia.core.models import Event

from .queries import monday


def handled_this_week(user: Any) -> int:
    """Needs, engagements, cases … of which the user changed the state since Monday."""
    steps = Event.objects.filter(actor=user, at__gte=monday()).exclude(to_state="").order_by()
    return steps.values("story").distinct().count()
