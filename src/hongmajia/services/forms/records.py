"""Forms for writing the record of a service."""

import re
from decimal import Decimal
from typing import Any, cast

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hongmajia.core.fields import RowsField
from hongmajia.core.forms import FactsForm, ReasonForm, SeenBy, show_readers
from hongmajia.needs.fields import EvidenceField
from hongmajia.people.models import Helper

from ..enums import Adoption, Result
from ..facts import (
    RECORD_FACTS,
    SUGGESTION_FACTS,
    TRAINING_FACTS,
    Party,
    SuggestionFacts,
    TrainingFacts,
)
from ..fields import FirmsField, MastersField
from ..models import ServiceRecord

NOBODY = gettext_lazy("请写谁去了，至少一位。")
PEOPLE = re.compile(r"(\d{1,3})[人位名]?")
"""A number of people in place of a name."""

HOURS = [
    ("2", gettext_lazy("2小时")),
    ("4", gettext_lazy("半天")),
    ("8", gettext_lazy("1天")),
    ("", gettext_lazy("自己填")),
]


def withdraw_form(data: Any = None) -> ReasonForm:
    """The form that asks why a record is withdrawn."""
    return ReasonForm(
        data, label=_("为什么撤回"), help_text=_("双方和工会会看到；数字会跟着减下来。")
    )


class PartyChoice(RowsField):
    """Choice of the artisans who attended."""

    def label_from_instance(self, helper: Helper) -> str:
        return helper.public_name


class RecordForm(FactsForm, forms.ModelForm):
    """The record of a service, short enough to be written on a phone."""

    fact_set = RECORD_FACTS

    helpers = PartyChoice(
        label=gettext_lazy("谁去了"),
        queryset=Helper.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    companions = forms.CharField(
        label=gettext_lazy("还有谁"),
        required=False,
        max_length=200,
        help_text=gettext_lazy("不在名册上的，如“徒弟小吴、工程师小李”，用顿号隔开。"),
        error_messages={"required": NOBODY},
    )
    masters = MastersField()
    length = forms.ChoiceField(
        label=gettext_lazy("服务时长"),
        choices=HOURS,
        widget=forms.RadioSelect,
        required=False,
        initial="4",
    )
    hours = forms.DecimalField(
        label=gettext_lazy("几个小时"),
        required=False,
        min_value=Decimal("0.5"),
        max_value=Decimal(240),
        decimal_places=1,
        widget=forms.NumberInput({"inputmode": "decimal", "step": "0.5"}),
    )
    firms = FirmsField(
        label=gettext_lazy("还走访了哪些企业"),
        help_text=gettext_lazy("一行一家，写登记过的全称或统一社会信用代码。提需求的那家不用写。"),
    )
    photos = EvidenceField(label=gettext_lazy("照片、PDF"), required=False)

    class Meta:
        model = ServiceRecord
        fields = [
            "visitors", "learners", "diagnosis", "done", "result", "measure", "before", "after",
            "unit",
        ]  # fmt: skip
        widgets = {
            "diagnosis": forms.Textarea({"rows": 3}),
            "done": forms.Textarea({"rows": 3}),
            "result": forms.RadioSelect,
            "visitors": forms.NumberInput({"inputmode": "numeric", "min": 0}),
            "learners": forms.NumberInput({"inputmode": "numeric", "min": 0}),
        }
        error_messages = {
            "done": {"required": gettext_lazy("请写几句怎么办的，企业要看着确认。")},
            "result": {"required": gettext_lazy("请选结果怎么样。")},
        }

    def __init__(self, *args: Any, party: Any, keeper: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        masters: Any = self.fields["masters"]
        masters.actor = keeper
        if keeper is None:
            del self.fields["masters"]
        helpers = self.fields["helpers"]
        assert isinstance(helpers, PartyChoice)
        helpers.queryset = party
        show_readers(self, **dict.fromkeys(("diagnosis", "done", "photos"), SeenBy.BOTH))
        if not party:
            self._ask_for_names()
        result = self.fields["result"]
        assert isinstance(result, forms.ChoiceField)
        result.choices = Result.choices
        if self.instance.pk:
            self._show_current_values()

    def _ask_for_names(self) -> None:
        """Nobody of the helper is on the roll: who went is written, or how many."""
        del self.fields["helpers"]
        names = self.fields["companions"]
        names.label, names.required = _("谁去了"), "masters" not in self.fields
        names.help_text = _(
            "名册上没有可选的人：写名字，用顿号隔开，或者写几个人，如“3人”。不在名册上的不算服务人次。"
        )

    @property
    def offers_somebody(self) -> bool:
        """Whether somebody on the roll can be chosen."""
        return "helpers" in self.fields

    def _show_current_values(self) -> None:
        there = self.instance.activity.attendances.all()
        names = "、".join(row.name for row in there if not row.helper_id)
        hours = f"{self.instance.hours.normalize():f}"
        known = hours in dict(HOURS)
        current = {
            "helpers": [row.helper_id for row in there if row.helper_id],
            "companions": names,
            "length": hours if known else "",
            "hours": None if known else self.instance.hours,
        }
        self.initial.update(current)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not cleaned.get("length") and not cleaned.get("hours"):
            self.add_error("hours", _("请选或填服务了几个小时。"))
        party = self.party()
        asked_again = self.errors.keys() & {"companions", "masters"}
        if not (party["helpers"] or party["companions"] or asked_again):
            self.add_error("helpers" if self.offers_somebody else "companions", NOBODY)
        if (cleaned.get("learners") or 0) > (cleaned.get("visitors") or 0):
            self.add_error("learners", _("跟着学的不会比来的人多，请核对人数。"))
        return cleaned

    def _post_clean(self) -> None:
        """Skip the validation of the model, which the action does; the form checks its fields."""

    def party(self) -> Party:
        """The artisans chosen and the companions named, which may be separated by any comma."""
        words = self.cleaned_data.get("companions", "").replace("，", "、").replace(",", "、")
        names = [_person_or_number(name.strip()[:30]) for name in words.split("、")]
        chosen = self.cleaned_data.get("helpers") or ()
        written = self.cleaned_data.get("masters") or ()
        there = list(dict.fromkeys([*chosen, *written]))
        return {"helpers": there, "companions": [name for name in names if name]}

    def facts(self) -> dict[str, Any]:
        cleaned = self.cleaned_data
        hours = Decimal(cleaned["length"]) if cleaned["length"] else cleaned["hours"]
        return {**super().facts(), "hours": hours}


def _person_or_number(written: str) -> str:
    """The name as written, or ``队员3人`` for a number of people; empty for none."""
    found = PEOPLE.fullmatch(written)
    if not found:
        return written
    return f"队员{int(found[1])}人" if int(found[1]) else ""


class SuggestionForm(FactsForm, forms.Form):
    """One suggestion for improvement (合理化建议)."""

    fact_set = SUGGESTION_FACTS

    text = forms.CharField(label=gettext_lazy("建议"), required=False, max_length=200)
    adoption = forms.ChoiceField(
        label=gettext_lazy("企业反馈"),
        choices=Adoption.choices,
        initial=Adoption.CONSIDERED,
    )


class TrainingForm(FactsForm, forms.Form):
    """One training given during the service."""

    fact_set = TRAINING_FACTS

    topic = forms.CharField(label=gettext_lazy("教了什么"), required=False, max_length=60)
    people = forms.IntegerField(
        label=gettext_lazy("几个人"), required=False, min_value=1, max_value=5000
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("topic") and not cleaned.get("people"):
            self.add_error("people", _("请填教了几个人。"))
        return cleaned


SuggestionForms = forms.formset_factory(SuggestionForm, extra=1, max_num=20)
TrainingForms = forms.formset_factory(TrainingForm, extra=1, max_num=20)


def suggestions_in(forms_: Any) -> list[SuggestionFacts]:
    """The suggestions of a form set, without its empty forms."""
    return [cast(SuggestionFacts, form.facts()) for form in forms_ if form.cleaned_data.get("text")]


def trainings_in(forms_: Any) -> list[TrainingFacts]:
    """The trainings of a form set, without its empty forms."""
    return [cast(TrainingFacts, form.facts()) for form in forms_ if form.cleaned_data.get("topic")]
