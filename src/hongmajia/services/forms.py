"""Forms for arranging, recording and confirming a service, and for calling back."""

from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any, cast

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hongmajia.core.fields import PhoneField
from hongmajia.core.forms import FactsForm, ReasonForm, date_input
from hongmajia.engagements.models import Engagement
from hongmajia.needs.fields import PhotosField
from hongmajia.offers.enums import OfferMode
from hongmajia.people.models import Helper

from .enums import ActivityForm as Form
from .enums import (
    ActivityKind,
    Adoption,
    Lasting,
    Outcome,
    Result,
    Satisfaction,
)
from .facts import (
    ACTIVITY_FACTS,
    CONFIRMATION_FACTS,
    RECORD_FACTS,
    SUGGESTION_FACTS,
    TRAINING_FACTS,
    VISIT_FACTS,
    Party,
    SuggestionFacts,
    TrainingFacts,
)
from .models import Activity, Confirmation, Milestone, ServiceRecord

HOURS = [
    ("2", gettext_lazy("2小时")),
    ("4", gettext_lazy("半天")),
    ("8", gettext_lazy("1天")),
    ("", gettext_lazy("自己填")),
]


class ServedChoice(forms.ModelMultipleChoiceField):
    """Choice of the engagements that an activity will serve."""

    def label_from_instance(self, engagement: Engagement) -> str:
        return f"{engagement.need.title} · {engagement.helper.public_name}"


class VisitForm(FactsForm, forms.ModelForm):
    """Time, duration and place of a visit."""

    fact_set = VISIT_FACTS

    day = forms.DateField(label=gettext_lazy("哪一天"), widget=date_input())
    time = forms.TimeField(
        label=gettext_lazy("几点"), widget=forms.TimeInput({"type": "time"}), initial="09:00"
    )
    hours = forms.DecimalField(
        label=gettext_lazy("大约几个小时"),
        min_value=Decimal("0.5"),
        max_value=Decimal(240),
        decimal_places=1,
        initial=4,
        widget=forms.NumberInput({"inputmode": "decimal", "step": "0.5"}),
    )
    mode = forms.ChoiceField(
        label=gettext_lazy("怎么服务"),
        choices=[
            (OfferMode.ON_SITE, OfferMode.ON_SITE.label),
            (OfferMode.ONLINE, OfferMode.ONLINE.label),
        ],
        widget=forms.RadioSelect,
        initial=OfferMode.ON_SITE,
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("算哪一类活动"),
        choices=ActivityKind.choices,
        widget=forms.RadioSelect,
        initial=ActivityKind.ASSISTANCE,
    )
    meeting_link = forms.URLField(
        label=gettext_lazy("会议链接"),
        required=False,
        max_length=300,
        assume_scheme="https",
        help_text=gettext_lazy("在线的填会议链接，双方都能点开。"),
    )
    field_order = ["day", "time", "hours", "mode", "place", "meeting_link", "kind"]

    class Meta:
        model = Activity
        fields = ["place"]
        help_texts = {"place": gettext_lazy("如“二号车间”。在线的可以不填。")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self._show_current_values()

    def _show_current_values(self) -> None:
        activity, begin = self.instance, timezone.localtime(self.instance.starts_at)
        length = activity.ends_at - activity.starts_at
        current = {"day": begin.date(), "time": begin.time(), "mode": activity.mode}
        current |= {"meeting_link": activity.meeting_link}
        current |= {"hours": Decimal(length.total_seconds()) / 3600, "kind": activity.kind}
        self.initial.update(current)

    def _post_clean(self) -> None:
        """Skip the validation of the model, which the action does; the form checks its fields."""

    def begin(self) -> datetime:
        """The start: day and time combined, in the current time zone."""
        cleaned = self.cleaned_data
        return timezone.make_aware(datetime.combine(cleaned["day"], cleaned["time"]))

    def facts(self) -> dict[str, Any]:
        begin, hours = self.begin(), float(self.cleaned_data["hours"])
        return {**super().facts(), "starts_at": begin, "ends_at": begin + timedelta(hours=hours)}


class PastVisitForm(VisitForm):
    """Time and place of a visit that took place already."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["meeting_link"]
        self.initial["day"] = timezone.localdate()
        self.fields["day"].widget.attrs["max"] = timezone.localdate().isoformat()

    def clean(self) -> dict[str, Any]:
        """Reject a start in the future."""
        cleaned = super().clean() or self.cleaned_data
        if not self.errors.keys() & {"day", "time"} and self.begin() > timezone.now():
            self.add_error("day", _("还没到这个时间。还没去的，请先约时间。"))
        return cleaned


class ActivityForm(VisitForm):
    """An activity for many people: a lecture, an exchange meeting, a clinic."""

    fact_set = ACTIVITY_FACTS

    form = forms.ChoiceField(label=gettext_lazy("形式"), choices=Form.choices)
    sign_up_until = forms.DateField(
        label=gettext_lazy("报名截止"),
        required=False,
        widget=date_input(),
        help_text=gettext_lazy("不填就到开始为止。"),
    )
    served = ServedChoice(
        label=gettext_lazy("为哪些需求办"),
        queryset=Engagement.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("已对接、还没约时间的。选上的一起约好。"),
    )
    field_order = [
        "title", "union", "form", "kind", "day", "time", "hours", "mode", "region", "place",
        "meeting_link", "text", "is_open", "places", "sign_up_until", "served",
    ]  # fmt: skip

    class Meta(VisitForm.Meta):
        fields = [
            "title", "union", "region", "place", "meeting_link", "text", "is_open", "places",
        ]  # fmt: skip
        widgets = {"text": forms.Textarea({"rows": 4})}
        help_texts = {
            **VisitForm.Meta.help_texts,
            "is_open": gettext_lazy("公开在活动页上，谁都可以报名。"),
        }

    def __init__(self, *args: Any, unions: Any, served: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice = self.fields["union"]
        assert isinstance(choice, forms.ModelChoiceField)
        choice.queryset, choice.empty_label = unions, None
        engagements = self.fields["served"]
        assert isinstance(engagements, ServedChoice)
        engagements.queryset = served

    def facts(self) -> dict[str, Any]:
        return {**super().facts(), "sign_up_until": end_of(self.cleaned_data["sign_up_until"])}


def end_of(day: date | None) -> datetime | None:
    """The last moment of ``day``; ``None`` without a day."""
    return timezone.make_aware(datetime.combine(day, time.max)) if day else None


class SignUpForm(forms.Form):
    """Sign-up for an open activity."""

    name = forms.CharField(label=gettext_lazy("姓名"), max_length=30)
    phone = PhoneField(autocomplete="tel")
    workplace = forms.CharField(label=gettext_lazy("单位"), max_length=80, required=False)


class DoorForm(forms.Form):
    """Arrival at an activity; the name is needed only from those who have not signed up."""

    phone = PhoneField(autocomplete="tel")
    name = forms.CharField(
        label=gettext_lazy("姓名"),
        max_length=30,
        required=False,
        help_text=gettext_lazy("没报过名的请填。"),
    )


def call_off_form(data: Any = None) -> ReasonForm:
    """The form that asks why an activity is called off."""
    return ReasonForm(data, label=_("为什么取消"), help_text=_("双方和工会会看到。"))


def withdraw_form(data: Any = None) -> ReasonForm:
    """The form that asks why a record is withdrawn."""
    return ReasonForm(
        data, label=_("为什么撤回"), help_text=_("双方和工会会看到；数字会跟着减下来。")
    )


def relapse_form(data: Any = None) -> ReasonForm:
    """The form that asks the asker how the problem came back."""
    return ReasonForm(data, label=_("又出现了什么问题"), help_text=_("师傅和工会会看到。"))


class PartyChoice(forms.ModelMultipleChoiceField):
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
    )
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
    photos = PhotosField(label=gettext_lazy("照片"), required=False)

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

    def __init__(self, *args: Any, party: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        helpers = self.fields["helpers"]
        assert isinstance(helpers, PartyChoice)
        helpers.queryset = party
        result = self.fields["result"]
        assert isinstance(result, forms.ChoiceField)
        result.choices = Result.choices
        if self.instance.pk:
            self._show_current_values()

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
        if not cleaned.get("helpers") and not cleaned.get("companions"):
            self.add_error("helpers", _("请选谁去了，至少一位。"))
        if (cleaned.get("learners") or 0) > (cleaned.get("visitors") or 0):
            self.add_error("learners", _("跟着学的不会比来的人多，请核对人数。"))
        return cleaned

    def _post_clean(self) -> None:
        """Skip the validation of the model, which the action does; the form checks its fields."""

    def party(self) -> Party:
        """The artisans chosen and the companions named, which may be separated by any comma."""
        words = self.cleaned_data["companions"].replace("，", "、").replace(",", "、")
        names = [name.strip()[:30] for name in words.split("、") if name.strip()]
        return {"helpers": list(self.cleaned_data["helpers"]), "companions": names}

    def facts(self) -> dict[str, Any]:
        cleaned = self.cleaned_data
        hours = Decimal(cleaned["length"]) if cleaned["length"] else cleaned["hours"]
        return {**super().facts(), "hours": hours}


class SuggestionForm(FactsForm, forms.Form):
    """One suggestion for improvement (合理化建议)."""

    fact_set = SUGGESTION_FACTS

    text = forms.CharField(label=gettext_lazy("建议"), required=False, max_length=200)
    adoption = forms.ChoiceField(
        label=gettext_lazy("企业怎么说"),
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


class ConfirmForm(FactsForm, forms.ModelForm):
    """The enterprise's confirmation of a service."""

    fact_set = CONFIRMATION_FACTS

    outcome = forms.ChoiceField(
        label=gettext_lazy("问题解决了吗？"),
        choices=Outcome.choices,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("请选问题解决了没有。")},
    )
    satisfaction = forms.TypedChoiceField(
        label=gettext_lazy("您满意吗"),
        choices=Satisfaction.choices,
        coerce=int,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("请选满意不满意。")},
    )
    evidence = PhotosField(label=gettext_lazy("附上依据"), required=False)

    class Meta:
        model = Confirmation
        fields = [
            "outcome", "satisfaction", "benefit_wan", "benefit_basis", "words", "case_consent",
        ]  # fmt: skip
        widgets = {
            "words": forms.Textarea({"rows": 2}),
            "benefit_wan": forms.NumberInput({"inputmode": "decimal", "step": "0.01", "min": 0}),
        }
        help_texts = {
            "benefit_basis": gettext_lazy("如：校平工时每件少1.5小时，一年1,600件。"),
            "case_consent": gettext_lazy("先给您看，您同意了才公开。"),
        }

    def _post_clean(self) -> None:
        """Skip the validation of the model, which the action does; the form checks its fields."""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("benefit_wan") and not cleaned.get("benefit_basis"):
            self.add_error("benefit_basis", _("填了省下的钱，请写一句怎么算的。"))
        if cleaned.get("outcome") == Outcome.UNSOLVED and not cleaned.get("words"):
            self.add_error("words", _("请写一句还有什么问题，工会好接着找人。"))
        return cleaned


class MilestoneForm(forms.ModelForm):
    """A milestone in the work on a long-term problem (攻关)."""

    class Meta:
        model = Milestone
        fields = ["title", "due_on"]
        widgets = {"due_on": date_input()}
        help_texts = {"title": gettext_lazy("如“做出第一件样品，平面度2mm以内”。")}


class CallBackForm(forms.Form):
    """The enterprise's answer to a call-back."""

    lasting = forms.ChoiceField(
        label=gettext_lazy("还管用吗"),
        choices=Lasting.choices,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("请选企业怎么说。")},
    )
    note = forms.CharField(
        label=gettext_lazy("企业怎么说"),
        required=False,
        max_length=300,
        widget=forms.Textarea({"rows": 3}),
        help_text=gettext_lazy("问题又出现了的，请写清楚，会重新打开这件需求。"),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("lasting") == Lasting.RELAPSED and not cleaned.get("note"):
            self.add_error("note", _("请写一句又出现了什么问题。"))
        return cleaned
