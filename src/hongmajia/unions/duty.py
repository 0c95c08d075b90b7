"""The telephone of a union: on pages of askers, and out of hours where one asks."""

from dataclasses import dataclass

from django.utils import timezone

from hongmajia.core.clocks import is_office_time
from hongmajia.core.hotline import HOTLINE

from .models import Union
from .queries import paths_above
from .served import province_at
from .visiting import province_here


@dataclass(frozen=True)
class OnDuty:
    """Whom to telephone now; ``union`` is empty for the hotline."""

    union: str
    phone: str


def on_duty(union: Union | None) -> OnDuty | None:
    """Return whom to telephone out of hours (``telephone_of``); ``None`` in hours."""
    return None if is_office_time(timezone.now()) else telephone_of(union)


def telephone_of(union: Union | None) -> OnDuty:
    """The nearest union with a telephone, from ``union`` upward, or the hotline."""
    line = Union.objects.open().filter(path__in=paths_above(union.path) if union else [])
    found = line.exclude(duty_phone="").order_by("-depth").first()
    return OnDuty(found.name, found.duty_phone) if found else OnDuty("", hotline_of(union))


def hotline_of(union: Union | None) -> str:
    """The hotline of the union's province; without a union that of the present page."""
    province = province_at(union.path) if union else province_here()
    return province.hotline if province and province.hotline else HOTLINE
