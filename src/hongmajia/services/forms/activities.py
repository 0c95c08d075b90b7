"""Forms for arranging visits and activities, signing up and arriving."""

from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hongmajia.core.fields import DayField, PhoneField, RowsField
from hongmajia.core.forms import FactsForm, ReasonForm, SeenBy, date_input, show_readers
from hongmajia.core.themes import ThemeField, keep_theme
from hongmajia.engagements.models import Engagement
from hongmajia.offers.enums import OfferMode

from ..enums import ActivityForm as Form
from ..enums import ActivityKind, Attendee
from ..facts import ACTIVITY_FACTS, VISIT_FACTS
from ..fields import FirmField, FirmsField
from ..models import MOST_HEADS, Activity
from .second_word import SecondWordMixin

FIRMS_HELP = gettext_lazy("一行一家，写登记过的全称或统一社会信用代码。到过的算服务企业。")


class ServedChoice(RowsField):
    """Choice of the engagements that an activity will serve."""

    def label_from_instance(self, engagement: Engagement) -> str:
        return f"{engagement.need.title} · {engagement.helper.public_name}"


class VisitForm(SecondWordMixin, FactsForm, forms.ModelForm):
    """Time, duration and place of a visit."""

    fact_set = VISIT_FACTS

    day = DayField(label=gettext_lazy("哪一天"), widget=date_input())
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
    sign_up_until = DayField(
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
    firms = FirmsField(label=gettext_lazy("走访哪些企业"), help_text=FIRMS_HELP)
    host = FirmField(
        label=gettext_lazy("东道企业"),
        help_text=gettext_lazy("在哪家企业办，写登记过的全称或统一社会信用代码。"),
    )
    field_order = [
        "title", "theme", "union", "form", "kind", "day", "time", "hours", "mode", "region",
        "place", "venue_kind", "host", "meeting_link", "text", "is_open", "places",
        "sign_up_until", "served", "firms",
    ]  # fmt: skip

    class Meta(VisitForm.Meta):
        fields = [
            "title", "theme", "union", "region", "place", "venue_kind", "meeting_link", "text",
            "is_open", "places",
        ]  # fmt: skip
        widgets = {"text": forms.Textarea({"rows": 4})}
        help_texts = {
            **VisitForm.Meta.help_texts,
            "theme": gettext_lazy("如“劳动创造幸福”主题宣传月暨志愿服务月启动仪式。"),
            "is_open": gettext_lazy("公开在活动页上，谁都可以报名。"),
        }

    campaign = ThemeField()

    def __init__(self, *args: Any, user: Any, unions: Any, served: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        keep_theme(self, "activities", user)
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


class FirmsForm(forms.Form):
    """The enterprises that an activity visited."""

    firms = FirmsField(label=gettext_lazy("走访的企业"), help_text=FIRMS_HELP)


class SignUpForm(forms.Form):
    """Sign-up for an open activity."""

    name = forms.CharField(label=gettext_lazy("姓名"), max_length=30)
    phone = PhoneField(autocomplete="tel")
    workplace = forms.CharField(
        label=gettext_lazy("单位"), max_length=80, required=False,
        help_text=gettext_lazy("企业的请写全称，到场的算服务了这家企业。"),
    )  # fmt: skip

    heads = forms.IntegerField(
        label=gettext_lazy("几个人来"), min_value=1, max_value=MOST_HEADS, required=False,
        help_text=gettext_lazy("连您自己。一个单位的，一个人报就行。不填算1个人。"),
    )  # fmt: skip
    group = forms.ChoiceField(
        label=gettext_lazy("您是"), required=False,
        choices=[("", gettext_lazy("请选择")), *Attendee.choices],
    )  # fmt: skip
    access_needs = forms.CharField(
        label=gettext_lazy("要照顾什么"), max_length=100, required=False,
        help_text=gettext_lazy("如轮椅位、手语。"),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        show_readers(self, **dict.fromkeys(self.fields, SeenBy.UNIONS))

    def clean_heads(self) -> int:
        """One person where nothing is said."""
        return self.cleaned_data["heads"] or 1


class FeedbackForm(forms.Form):
    """What somebody who came says to the activity."""

    feedback = forms.CharField(
        label=gettext_lazy("用得上吗，还想学什么"),
        max_length=200,
        widget=forms.Textarea({"rows": 3}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        show_readers(self, feedback=SeenBy.UNIONS)


class DoorForm(forms.Form):
    """Arrival at an activity; the name is needed only from those who have not signed up."""

    phone = PhoneField(autocomplete="tel")
    name = forms.CharField(
        label=gettext_lazy("姓名"),
        max_length=30,
        required=False,
        help_text=gettext_lazy("没报过名的请填。"),
    )
    workplace = forms.CharField(
        label=gettext_lazy("单位"), max_length=80, required=False,
        help_text=gettext_lazy("没报过名的，企业的请写全称。"),
    )  # fmt: skip
    group = forms.ChoiceField(
        label=gettext_lazy("您是"), required=False,
        choices=[("", gettext_lazy("请选择")), *Attendee.choices],
    )  # fmt: skip
    heads = forms.IntegerField(
        label=gettext_lazy("来了几个人"), min_value=1, max_value=MOST_HEADS, required=False,
        help_text=gettext_lazy("和您一起的都算上。不填，按报名的人数算。"),
    )  # fmt: skip


def call_off_form(data: Any = None) -> ReasonForm:
    """The form that asks why an activity is called off."""
    return ReasonForm(data, label=_("为什么取消"), help_text=_("双方和工会会看到。"))
