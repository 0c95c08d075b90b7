"""Forms with several rows: guests, agenda, stops, pairs and criteria."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from hongmajia.core.actors import SignedIn
from hongmajia.core.fields import DayField
from hongmajia.core.forms import FactsForm, date_input
from hongmajia.people.facts import PAIR_FACTS
from hongmajia.people.forms import PairForm
from hongmajia.services.fields import FirmField

from ..enums import AgendaKind
from ..facts import AGENDA_FACTS, GUEST_FACTS, STOP_FACTS
from .fields import ArtisanField

PAIR_ROWS = 20
"""Rows of the sheet on which pairs are registered."""


def time_field(label: Any, **options: Any) -> forms.TimeField:
    """A time of day."""
    widget = forms.TimeInput({"type": "time"}, format="%H:%M")
    return forms.TimeField(label=label, widget=widget, **options)


class Rows(forms.BaseFormSet[Any]):
    """Rows of a sheet; empty ones are left out, those ticked under 删去 as well."""

    def filled(self) -> list[Any]:
        """The valid forms in which something stands."""
        gone = {form.prefix for form in self.deleted_forms} if self.can_delete else set()
        return [f for f in self.forms if f.cleaned_data and f.prefix not in gone and f.is_filled]


class SheetRow(forms.Form):
    """A row; ``needed`` is the field without which it is empty."""

    needed = ""

    @property
    def is_filled(self) -> bool:
        """Whether the row has its main field."""
        return self.cleaned_data.get(self.needed) not in (None, "")


class GuestRow(FactsForm, SheetRow):
    """A guest or speaker."""

    fact_set = GUEST_FACTS
    needed = "name"

    name = forms.CharField(label=_("姓名"), max_length=30, required=False)
    post = forms.CharField(label=_("职务"), max_length=60, required=False)
    consent_note = forms.CharField(
        label=_("本人同意公开姓名，存在哪里"), max_length=200, required=False
    )


class AgendaRow(FactsForm, SheetRow):
    """One point of the agenda."""

    fact_set = AGENDA_FACTS
    needed = "at"

    pk = forms.IntegerField(required=False, widget=forms.HiddenInput)
    at = time_field(_("几点"), required=False)
    kind = forms.ChoiceField(
        label=_("做什么"), choices=AgendaKind.choices, initial=AgendaKind.OTHER
    )
    title = forms.CharField(label=_("题目"), max_length=60, required=False)
    note = forms.CharField(label=_("说明"), max_length=120, required=False)
    speaker = forms.CharField(label=_("谁来讲"), max_length=30, required=False)

    def clean(self) -> dict[str, Any]:
        """Something without a time would be dropped, so it is refused."""
        said = super().clean() or self.cleaned_data
        if (said.get("title") or said.get("note")) and not said.get("at"):
            self.add_error("at", _now("请写几点。"))
        return said


class StopRow(FactsForm, SheetRow):
    """A firm to which the event goes."""

    fact_set = STOP_FACTS
    needed = "enterprise"

    enterprise = FirmField(label=_("企业"))
    at = time_field(_("几点"), required=False)
    note = forms.CharField(label=_("看什么"), max_length=120, required=False)
    is_named = forms.BooleanField(label=_("企业同意公开名字"), required=False)


class CriterionRow(SheetRow):
    """A criterion of the evaluation."""

    needed = "name"

    name = forms.CharField(label=_("看什么"), max_length=60, required=False)
    most = forms.IntegerField(label=_("满分"), min_value=1, max_value=100, required=False)

    def clean(self) -> dict[str, Any]:
        """A criterion needs its most marks."""
        said = super().clean() or self.cleaned_data
        if said.get("name") and not said.get("most") and "most" not in self.errors:
            self.add_error("most", _now("请写满分。"))
        return said


class PairRow(FactsForm, SheetRow):
    """A master and an apprentice; term and goals are those of the whole sheet."""

    fact_set = PAIR_FACTS
    needed = "apprentice_name"

    master = ArtisanField(label=_("师傅"), required=False)
    apprentice_name = forms.CharField(label=_("徒弟姓名"), max_length=30, required=False)
    workplace = forms.CharField(label=_("徒弟单位"), max_length=80, required=False)
    skill = forms.CharField(label=_("学什么"), max_length=60, required=False)

    def __init__(self, *args: Any, actor: SignedIn, **options: Any) -> None:
        super().__init__(*args, **options)
        field: Any = self.fields["master"]
        field.actor = actor

    def clean(self) -> dict[str, Any]:
        """A row is whole or empty."""
        said = super().clean() or self.cleaned_data
        if any(said.values()):
            for name in ("master", "apprentice_name", "workplace", "skill"):
                if not said.get(name) and name not in self.errors:
                    self.add_error(name, _now("请填写。"))
        return said


class TermForm(FactsForm, forms.Form):
    """What all pairs of a sheet share."""

    fact_set = PAIR_FACTS

    starts_on = DayField(label=_("从哪天起"), widget=date_input())
    ends_on = DayField(label=_("到哪天为止"), widget=date_input())
    goals = forms.CharField(
        label=_("学到什么程度"), max_length=600, widget=forms.Textarea({"rows": 3}),
        help_text=PairForm.Meta.help_texts["goals"],
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """The term has to be longer than nothing."""
        said = super().clean() or self.cleaned_data
        begin, end = said.get("starts_on"), said.get("ends_on")
        if begin and end and end <= begin:
            self.add_error("ends_on", _now("期限的结束要晚于开始。"))
        return said


def _sheet(row: type[forms.Form], *, extra: int, most: int, can_delete: bool = True) -> Any:
    return forms.formset_factory(
        row, formset=Rows, extra=extra, max_num=most, absolute_max=most, can_delete=can_delete,
        validate_max=True,
    )  # fmt: skip


GuestRows = _sheet(GuestRow, extra=5, most=60)
AgendaRows = _sheet(AgendaRow, extra=6, most=40)
StopRows = _sheet(StopRow, extra=3, most=20)
CriterionRows = _sheet(CriterionRow, extra=3, most=20)
PairRows = _sheet(PairRow, extra=PAIR_ROWS, most=PAIR_ROWS, can_delete=False)


def criteria_in(rows: Any) -> dict[str, int]:
    """Name → most marks of the rows."""
    return {f.cleaned_data["name"]: f.cleaned_data["most"] for f in rows.filled()}
