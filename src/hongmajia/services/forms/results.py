"""Forms for confirming a service, calling back, and setting milestones."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hongmajia.core.actors import Actor
from hongmajia.core.fields import DayField
from hongmajia.core.forms import FactsForm, ReasonForm, date_input
from hongmajia.engagements.models import Engagement
from hongmajia.needs.actions import deputy_of_asker
from hongmajia.needs.fields import EvidenceField

from ..enums import Lasting, Outcome, Satisfaction
from ..facts import CONFIRMATION_FACTS
from ..models import Confirmation, Milestone


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
    evidence = EvidenceField(
        label=gettext_lazy("附上依据（照片、PDF）"),
        required=False,
        help_text=gettext_lazy("省下的钱，附了依据才算进经济效益；没有附，只留作记录。"),
    )

    def proof(self) -> dict[str, Any]:
        """What proves a confirmation for somebody else; none for one's own."""
        return {}

    class Meta:
        model = Confirmation
        fields = [
            "outcome", "satisfaction", "benefit_wan", "benefit_basis", "words", "case_consent",
            "way_consent",
        ]  # fmt: skip
        widgets = {
            "words": forms.Textarea({"rows": 2}),
            "benefit_wan": forms.NumberInput({"inputmode": "decimal", "step": "0.01", "min": 0}),
        }
        help_texts = {
            "benefit_basis": gettext_lazy("如：校平工时每件少1.5小时，一年1,600件。"),
            "case_consent": gettext_lazy("先给您看：您不同意就不公开，不答复就不写企业名。"),
            "way_consent": gettext_lazy("只给看毛病、做法和量到的数，不写企业名。以后可以收回。"),
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


class DeputyConfirmForm(ConfirmForm):
    """A union confirms for the enterprise; what may be public, only the enterprise says."""

    behalf_reason = forms.CharField(
        label=gettext_lazy("为什么代为确认"),
        required=False,
        max_length=300,
        widget=forms.Textarea({"rows": 2}),
        help_text=gettext_lazy("如“电话里说的，不会上网”。和下面的单子至少有一样。"),
    )
    slip = EvidenceField(label=gettext_lazy("拍下企业签字的单子"), required=False)

    class Meta(ConfirmForm.Meta):
        fields = [name for name in ConfirmForm.Meta.fields if not name.endswith("_consent")]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if not cleaned.get("behalf_reason") and not cleaned.get("slip"):
            said = _("代企业确认，请写明为什么，或者拍下企业签字的单子。")
            self.add_error("behalf_reason", said)
        return cleaned

    def proof(self) -> dict[str, Any]:
        """The reason and the slip, of which one photograph is kept."""
        return {
            "behalf_reason": self.cleaned_data["behalf_reason"],
            "slip": next(iter(self.cleaned_data["slip"]), None),
        }


def confirm_form(engagement: Engagement, actor: Actor, *posted: Any) -> ConfirmForm:
    """The form with which ``actor`` confirms; ``posted`` are the data and the files."""
    kind = DeputyConfirmForm if deputy_of_asker(engagement.need, actor) else ConfirmForm
    return kind(*posted)


def relapse_form(data: Any = None) -> ReasonForm:
    """The form that asks the asker how the problem came back."""
    return ReasonForm(data, label=_("又出现了什么问题"), help_text=_("师傅和工会会看到。"))


class CallBackForm(forms.Form):
    """The enterprise's answer to a call-back."""

    lasting = forms.ChoiceField(
        label=gettext_lazy("还管用吗"),
        choices=Lasting.choices,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("请选一项。")},
    )
    note = forms.CharField(
        label=gettext_lazy("企业反馈"),
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


class MilestoneForm(forms.ModelForm):
    """A milestone in the work on a long-term problem (攻关)."""

    class Meta:
        model = Milestone
        fields = ["title", "due_on"]
        field_classes = {"due_on": DayField}
        widgets = {"due_on": date_input()}
        help_texts = {"title": gettext_lazy("如“做出第一件样品，平面度2mm以内”。")}
