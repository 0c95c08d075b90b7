"""What a person decides: a round's range, his word on a pair, how a month is laid out."""

from datetime import date, time
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from hongmajia.needs.models import Need
from hongmajia.people.models import Helper
from hongmajia.unions.enums import Role, UnionKind
from hongmajia.unions.models import Union
from hongmajia.unions.querysets import under

from .enums import Reach, RulingKind
from .models import Itinerary, Round
from .queries import needs_of


class RoundForm(forms.Form):
    """The subtree whose needs are planned, and whose helpers may be asked."""

    union = forms.ModelChoiceField(
        label=_("范围"),
        queryset=Union.objects.none(),
        empty_label=None,
        help_text=_("这个工会和下属工会手里等对接的需求，都放进这一轮。"),
    )
    reach = forms.ChoiceField(
        label=_("请哪里的师傅"),
        choices=Reach.choices,
        initial=Reach.EVERYONE,
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        mine = under(user.scope(Role.CADRE), "path")
        unions = Union.objects.filter(mine).exclude(kind=UnionKind.ENTERPRISE).order_by("path")
        self.fields["union"].queryset = unions  # type: ignore[attr-defined]


class RulingForm(forms.Form):
    """Pin or ban one pair of a round."""

    need = forms.ModelChoiceField(
        queryset=Need.objects.none(),
        error_messages={"invalid_choice": _("这件需求不在这一轮里。")},
    )
    helper = forms.ModelChoiceField(
        queryset=Helper.objects.filter(is_active=True).select_related("artisan")
    )
    kind = forms.ChoiceField(choices=RulingKind.choices)
    reason = forms.CharField(label=_("原因"), max_length=200, required=False)

    def __init__(self, *args: Any, round: Round, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["need"].queryset = needs_of(round)  # type: ignore[attr-defined]


MONTHS = 3
"""How far ahead a month may be laid out."""


def months_ahead() -> list[date]:
    """The first days of this month and of those after it."""
    today = timezone.localdate()
    counted = [today.year * 12 + today.month - 1 + n for n in range(MONTHS)]
    return [date(n // 12, n % 12 + 1, 1) for n in counted]


class ItineraryForm(forms.ModelForm):
    """The month, and how its days look."""

    month = forms.ChoiceField(label=_("哪个月"))

    class Meta:
        model = Itinerary
        fields = ["month", "day_begins", "day_ends", "minutes_each", "most_a_day"]
        widgets = {
            "day_begins": forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
            "day_ends": forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        }

    def __init__(self, data: Any = None, *, month: date, before: Itinerary | None = None) -> None:
        wont = {
            "day_begins": time(8, 30),
            "day_ends": time(17, 30),
            "minutes_each": 180,
            "most_a_day": 2,
        }
        known = {key: getattr(before, key) for key in wont} if before else wont
        super().__init__(data, initial={**known, "month": f"{month:%Y-%m-%d}"})
        self.fields["month"].choices = [  # type: ignore[attr-defined]
            (f"{day:%Y-%m-%d}", date_format(day, "YEAR_MONTH_FORMAT")) for day in months_ahead()
        ]

    def clean_month(self) -> date:
        return date.fromisoformat(self.cleaned_data["month"])

    def clean(self) -> dict[str, Any]:
        """A day must have some length."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        begins, ends = cleaned.get("day_begins"), cleaned.get("day_ends")
        if begins and ends and begins >= ends:
            raise ValidationError({"day_ends": _("回到家要晚于出门。")})
        return cleaned
