"""Filters of the pages of figures, and the form of a bulletin."""

from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from hongmajia.core.fields import DayField
from hongmajia.core.forms import date_input
from hongmajia.needs.enums import Category
from hongmajia.services.enums import ActivityKind
from hongmajia.unions.enums import Section
from hongmajia.unions.models import Province, Region

from .measures import TOTALS
from .models import Bulletin, ReportedTotal


def categories() -> list[tuple[Any, Any]]:
    """Choices of the category filter with their short names."""
    return [("", _("全部类别")), *((str(c.value), c.short) for c in Category)]


class ScopeForm(forms.Form):
    """Filters of the figures. Season and union are read and checked in ``choosing``."""

    category = forms.TypedChoiceField(
        label=_("问题类别"), choices=categories, coerce=int, empty_value=None, required=False
    )
    section = forms.ChoiceField(
        label=_("行业"), choices=[("", _("全部行业")), *Section.choices], required=False
    )
    since = DayField(label=_("从"), widget=date_input(), required=False)
    until = DayField(label=_("到"), widget=date_input(), required=False)
    place = forms.CharField(required=False)
    kind = forms.ChoiceField(choices=[("", ""), *ActivityKind.choices], required=False)

    def clean_place(self) -> str:
        """A known region code, the first four digits of a city's or two of a province's.

        Anything else is ignored.
        """
        place: str = self.cleaned_data["place"]
        if not place.isdigit() or len(place) not in (2, 4, 6):
            return ""
        rows = Province.objects.all() if len(place) == 2 else Region.objects.all()
        return place if rows.filter(pk=place.ljust(6, "0")).exists() else ""

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        since, until = data.get("since"), data.get("until")
        if since and until and until < since:
            raise ValidationError(_now("“到”早于“从”，请核对日期。"))
        return data

    def choices(self) -> dict[str, Any]:
        """The filters chosen; none if the form has errors."""
        return self.cleaned_data if self.is_valid() else {}


class BulletinForm(forms.ModelForm):
    """The fields of an issue that its editor fills in; the rest is drafted from the figures."""

    class Meta:
        model = Bulletin
        fields = ["number", "title", "opening", "distribution"]
        help_texts = {
            "opening": _("可以不填。正文从数据和解决的问题起草，下载后在Word里接着改。"),
            "distribution": _("一行一个，如“报：省总工会领导”“发：各市总工会”。"),
        }
        widgets = {
            "opening": forms.Textarea(attrs={"rows": 3}),
            "distribution": forms.Textarea(attrs={"rows": 3}),
        }


class ReportedTotalForm(forms.ModelForm[ReportedTotal]):
    """The total of one indicator in a year before this system."""

    class Meta:
        model = ReportedTotal
        fields = ["year", "first_year", "indicator", "amount", "source"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        sums = [(m.name, f"{m.label}（{m.unit}）") for m in TOTALS]
        self.fields["indicator"] = forms.ChoiceField(label=_("指标"), choices=sums)

    def clean_first_year(self) -> int | None:
        """The first of several years lies before the last."""
        first, last = self.cleaned_data["first_year"], self.cleaned_data.get("year")
        if first and last and first >= last:
            raise ValidationError(_now("要比上面的年度早；只是一年的数，这里不填。"))
        return cast("int | None", first)
