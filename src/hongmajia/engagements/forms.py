"""Forms for answering, bidding, inviting, ordering and opening a need to bids."""

from typing import Any

from django import forms
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hongmajia.core.fields import DayField
from hongmajia.core.forms import ReasonForm, date_input
from hongmajia.needs.forms import AskForm
from hongmajia.needs.models import Need
from hongmajia.offers.enums import OfferKind
from hongmajia.offers.models import Offer
from hongmajia.people.models import Helper

from .enums import DeclineReason, EngagementState
from .models import Engagement


class DeclineForm(forms.Form):
    """Why a helper declines; only the unions can read it."""

    why = forms.ChoiceField(
        label=gettext_lazy("为什么来不了"),
        choices=DeclineReason.choices,
        widget=forms.RadioSelect,
        help_text=gettext_lazy("只有工会看得见，企业看不到。"),
        error_messages={"required": gettext_lazy("请选一个原因，只有工会看得见。")},
    )
    words = forms.CharField(
        label=gettext_lazy("补一句"),
        required=False,
        max_length=200,
        help_text=gettext_lazy("如“月底回来可以再找我”。"),
    )

    def clean(self) -> dict[str, Any]:
        written = super().clean() or self.cleaned_data
        if written.get("why") == DeclineReason.OTHER and not written.get("words"):
            self.add_error("words", _("选了“其他”，请写一句是什么原因。"))
        return written

    @property
    def reason(self) -> str:
        """The reason as one line for the event log, in Chinese."""
        why, words = self.cleaned_data["why"], self.cleaned_data["words"]
        if why == DeclineReason.OTHER:
            return str(words)
        with translation.override("zh-hans"):
            label = str(DeclineReason(why).label)
        return f"{label}：{words}" if words else label


def release_form(data: Any = None) -> ReasonForm:
    """Return the form for giving up an agreed engagement."""
    return ReasonForm(data, label=_("为什么不能来"), help_text=_("企业和工会会看到。"))


def cancel_form(data: Any = None) -> ReasonForm:
    """Return the form for cancelling an invitation or rejecting a bid."""
    return ReasonForm(data, label=_("为什么"), help_text=_("这位师傅会看到。"))


class BidsRefusedForm(forms.Form):
    """Why bids are rejected, once for all that are ticked."""

    reason = forms.CharField(
        label=gettext_lazy("为什么回绝"), max_length=300,
        help_text=gettext_lazy("勾选的几位都会看到这句话。"),
        error_messages={"required": gettext_lazy("请写明为什么回绝，勾选的师傅会看到。")},
        widget=forms.Textarea({"rows": 2}),
    )  # fmt: skip


class BidsChosenForm(forms.Form):
    """Why bids are chosen, once for all that are ticked; others who bid are to hear it."""

    reason = forms.CharField(
        label=gettext_lazy("为什么选他们"), max_length=300, required=False,
        help_text=gettext_lazy("没选上的师傅会看到。一件有几位揭榜的要写。"),
        widget=forms.Textarea({"rows": 2}),
    )  # fmt: skip


def has_other_bids(chosen: Engagement) -> bool:
    """Whether others bid for the same need, who are to hear why they were not chosen."""
    others = chosen.need.engagements.filter(state=EngagementState.OFFERED)
    return others.exclude(pk=chosen.pk).exists()


def choose_form(chosen: Engagement, data: Any = None) -> ReasonForm:
    """Return the form for choosing a bid; others who bid are to hear the reason."""
    hint, must = _("没选上的师傅会看到。"), has_other_bids(chosen)
    return ReasonForm(data, label=_("为什么选他"), help_text=hint, required=must)


class ContactedForm(forms.Form):
    """What was agreed at the first contact."""

    note = forms.CharField(
        label=gettext_lazy("说好了什么"),
        required=False,
        max_length=300,
        widget=forms.Textarea({"rows": 2}),
        help_text=gettext_lazy("如“周四上午到车间看工装”。双方和工会看得见。"),
    )


class HelperChoice(forms.ModelChoiceField):
    """A choice among the helpers a person answers for."""

    def label_from_instance(self, helper: Helper) -> str:
        return helper.public_name


class ClaimForm(forms.Form):
    """For whom a person claims a need: themselves, or a team they lead."""

    helper = HelperChoice(
        label=gettext_lazy("谁来办"),
        queryset=Helper.objects.none(),
        empty_label=None,
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, helpers: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["helper"]
        assert isinstance(field, HelperChoice)
        field.queryset = helpers
        field.initial = helpers[0].pk if helpers else None
        if len(helpers) == 1:
            field.widget = forms.HiddenInput()


class BidForm(ClaimForm):
    """A helper's bid for a need that is open to bids."""

    pitch = forms.CharField(
        label=gettext_lazy("准备怎么解决"),
        max_length=300,
        widget=forms.Textarea({"rows": 4}),
        help_text=gettext_lazy("做过什么类似的、打算怎么做、几天能来。工会据此来选。"),
        error_messages={"required": gettext_lazy("请写几句准备怎么解决，工会才好选。")},
    )


class CallForm(forms.Form):
    """The last day on which a need is open to bids."""

    until = DayField(
        label=gettext_lazy("揭榜截止"),
        widget=date_input(),
        help_text=gettext_lazy("到这一天为止师傅都可以揭榜，之后由您来选。"),
        error_messages={"invalid": gettext_lazy("请选一个日子，如2026-06-01。")},
    )


class InviteForm(forms.Form):
    """The message of an invitation, and the reason for inviting against the helper's limits.

    ``against`` lists those limits in words; without any the reason is not asked for.
    """

    message = forms.CharField(
        label=gettext_lazy("带一句话"),
        required=False,
        max_length=300,
        widget=forms.Textarea({"rows": 2}),
        help_text=gettext_lazy("如“企业急，最好这周能去看看”。"),
    )
    overrule = forms.CharField(
        label=gettext_lazy("为什么还是请他"),
        max_length=200,
        help_text=gettext_lazy("记在经过里，只有工会看得见。"),
        error_messages={"required": gettext_lazy("他自己设的条件不合适，一定要请他，请写明原因。")},
    )

    def __init__(self, *args: Any, against: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not against:
            del self.fields["overrule"]


class OrderForm(AskForm):
    """What an order is about; the helper is known from the offer."""

    field_order = [
        "text", "goal", "photos", "enterprise_name", "region", "mode", "wanted_by", "times",
        "dangers", "needs_doctor", "contact_name", "contact_phone", "visibility",
    ]  # fmt: skip

    class Meta(AskForm.Meta):
        model = Need
        fields = [
            "text", "goal", "region", "mode", "wanted_by", "times", "dangers", "needs_doctor",
            "contact_name", "contact_phone", "visibility",
        ]  # fmt: skip

    def __init__(self, *args: Any, offer: Offer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["region"].help_text = _("企业登记过的可以不选。")
        self.fields["text"].widget.attrs["rows"] = 4
        if offer.kind == OfferKind.COURSE:
            self.fields["text"].label = _("想学什么，讲给谁听")
            self.fields["wanted_by"].label = _("希望几时前来讲")
            del self.fields["goal"]
