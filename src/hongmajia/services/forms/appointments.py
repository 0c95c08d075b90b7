"""The time of one visit among many that are noted together."""

from datetime import timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hongmajia.core.fields import MomentField
from hongmajia.engagements.models import Engagement
from hongmajia.offers.enums import OfferMode

LASTS = timedelta(hours=4)
"""How long such a visit is taken to last, as on the page of one visit; it can be changed there."""


class AppointmentForm(forms.Form):
    """When helper and asker meet; all else is as usual, and can be changed on the visit's page."""

    starts_at = MomentField(
        label=_("约好的时间"),
        widget=forms.DateTimeInput({"type": "datetime-local", "form": "ticked"}),
        error_messages={
            "required": _("请写约好的时间。"),
            "invalid": _("请写约好的时间。"),
        },
    )

    def __init__(self, data: Any, engagement: Engagement, *, prefix: str) -> None:
        super().__init__(data, prefix=prefix)
        is_online = engagement.need.mode == OfferMode.ONLINE
        self.mode = OfferMode.ONLINE if is_online else OfferMode.ON_SITE

    def clean(self) -> dict[str, Any]:
        """Add when it ends, and whether they meet on site."""
        facts = super().clean() or self.cleaned_data
        if begin := facts.get("starts_at"):
            facts = {**facts, "ends_at": begin + LASTS, "mode": self.mode}
        return facts
