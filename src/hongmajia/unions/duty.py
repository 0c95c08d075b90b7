"""The telephone of the union on duty, for pages that are read out of hours."""

from dataclasses import dataclass

from django.utils import timezone

from hongmajia.core.clocks import is_office_time

from .models import Union
from .queries import paths_above

HOTLINE = "12351"
"""The hotline of the unions, which is answered at all hours."""


@dataclass(frozen=True)
class OnDuty:
    """Whom to telephone now; ``union`` is empty for the hotline."""

    union: str
    phone: str


def on_duty(union: Union | None) -> OnDuty | None:
    """Return whom to telephone out of hours; ``None`` in hours.

    It is the nearest union with a telephone on duty, from ``union`` upward, or the hotline.
    """
    if is_office_time(timezone.now()):
        return None
    line = Union.objects.open().filter(path__in=paths_above(union.path) if union else [])
    found = line.exclude(duty_phone="").order_by("-depth").first()
    return OnDuty(found.name, found.duty_phone) if found else OnDuty("", HOTLINE)
