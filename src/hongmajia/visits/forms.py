"""The form for an itinerary."""

from datetime import date, time
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from .models import Itinerary

MONTHS = 3
"""How many months can be planned, the current one included."""


def months_ahead() -> list[date]:
    """Return the first day of each month that can be planned."""
    today = timezone.localdate()
    counted = [today.year * 12 + today.month - 1 + n for n in range(MONTHS)]
    return [date(n // 12, n % 12 + 1, 1) for n in counted]


class ItineraryForm(forms.ModelForm):
    """The month, the working hours of its days, and the visits of a day.

    ``before`` is the last itinerary of the month, from which the form takes its initial values.
    """

    month = forms.ChoiceField(label=_("哪个月"))

    class Meta:
        model = Itinerary
        fields = ["month", "day_begins", "day_ends", "minutes_each", "most_a_day"]
        widgets = {
            "day_begins": forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
            "day_ends": forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        }

    def __init__(self, data: Any = None, *, month: date, before: Itinerary | None = None) -> None:
        defaults = {
            "day_begins": time(8, 30),
            "day_ends": time(17, 30),
            "minutes_each": 180,
            "most_a_day": 2,
        }
        known = {key: getattr(before, key) for key in defaults} if before else defaults
        super().__init__(data, initial={**known, "month": f"{month:%Y-%m-%d}"})
        self.fields["month"].choices = [  # type: ignore[attr-defined]
            (f"{day:%Y-%m-%d}", date_format(day, "YEAR_MONTH_FORMAT")) for day in months_ahead()
        ]

    def clean_month(self) -> date:
        """Return the first day of the month."""
        return date.fromisoformat(self.cleaned_data["month"])

    def clean(self) -> dict[str, Any]:
        """A day must end after it begins."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        begins, ends = cleaned.get("day_begins"), cleaned.get("day_ends")
        if begins and ends and begins >= ends:
            raise ValidationError({"day_ends": _("回到家要晚于出门。")})
        return cleaned
