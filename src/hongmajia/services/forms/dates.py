"""The form in which an asker says which date suits."""

from datetime import date
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hongmajia.core.fields import DayField
from hongmajia.core.forms import date_input


class DateForm(forms.Form):
    """A day, perhaps with a time, and a few words; one of them is needed."""

    day = DayField(label=gettext_lazy("哪一天方便"), required=False, widget=date_input())
    time = forms.TimeField(
        label=gettext_lazy("几点"), required=False, widget=forms.TimeInput({"type": "time"})
    )
    note = forms.CharField(
        label=gettext_lazy("想说的"),
        required=False,
        max_length=200,
        widget=forms.Textarea({"rows": 2}),
        help_text=gettext_lazy("如“那天停电检修，下周都行”。师傅和工会看得见。"),
    )

    def clean_day(self) -> date | None:
        day: date | None = self.cleaned_data["day"]
        if day and day < timezone.localdate():
            raise forms.ValidationError(_("这一天已经过了，请选今天以后的日子。"))
        return day

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("time") and not cleaned.get("day") and "day" not in self.errors:
            self.add_error("day", _("写了几点，请也选哪一天。"))
        return cleaned

    def said(self) -> dict[str, str]:
        """The wish as events store it, and the words."""
        day, at = self.cleaned_data["day"], self.cleaned_data["time"]
        parts = (f"{day:%Y-%m-%d}" if day else "", f"{at:%H:%M}" if at else "")
        return {"wish": " ".join(filter(None, parts)), "note": self.cleaned_data["note"]}
