"""Forms of campaigns, and of the records that belong to them."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hongmajia.core.fields import DayField
from hongmajia.core.forms import FactsForm, date_input
from hongmajia.unions.fields import UnionField
from hongmajia.unions.names_field import UnionNamesField, names_of
from hongmajia.unions.target_grid import target_field

from .facts import CAMPAIGN_FACTS
from .figures import TARGETED
from .models import Campaign
from .partnering import wanted_as_partners

TARGET = "target_"
"""The fields of targets have this before the name of the indicator."""


class CampaignForm(FactsForm, forms.ModelForm):
    """The fields of a campaign, its partners and its targets."""

    fact_set = CAMPAIGN_FACTS

    partners = UnionNamesField(
        label=_("联办工会"),
        required=False,
        help_text=_(
            "和您一起办的工会，写全称，一行一个。它们同意以后才算联办。您下面的工会不用写。"
        ),
    )

    class Meta:
        model = Campaign
        fields = ["kind", "name", "theme", "starts", "ends", "text", "partners"]
        field_classes = {"starts": DayField, "ends": DayField}
        widgets = {
            "starts": date_input(),
            "ends": date_input(),
            "text": forms.Textarea({"rows": 5}),
        }
        help_texts = {
            "name": _("如“百名技术能手进千家企业”。"),
            "theme": _("如“劳动创造幸福”“三服务”，可以不填。"),
            "ends": _("可以跨年。活动按这些日期算。"),
        }

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if self.instance.pk:
            self.initial["partners"] = names_of(wanted_as_partners(self.instance))
            for target in self.instance.targets.all():
                self.initial[f"{TARGET}{target.indicator}"] = target.amount

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        starts, ends = data.get("starts"), data.get("ends")
        if starts and ends and ends < starts:
            self.add_error("ends", _("“到哪天为止”早于“从哪天起”，请核对日期。"))
        return data

    def facts(self) -> dict[str, Any]:
        """As of every form, with the targets in one."""
        facts = super().facts()
        targets = {m.name: self.cleaned_data.get(f"{TARGET}{m.name}") for m in TARGETED}
        return {**facts, "targets": targets}

    def _post_clean(self) -> None:
        """Skip the validation of the model, which the action does; the form checks its fields."""


for measure in TARGETED:
    aim = {f"{TARGET}{measure.name}": target_field(measure.label)}
    CampaignForm.base_fields |= aim
    CampaignForm.declared_fields |= aim


class NewCampaignForm(CampaignForm):
    """A new campaign, for which the union can be chosen."""

    union = UnionField(label=_("主办工会"))
    field_order = ["union"]

    def __init__(self, *args: Any, unions: Any, own: Any, **options: Any) -> None:
        """``own`` is the union of the reader, which is chosen first if it is one of ``unions``."""
        super().__init__(*args, **options)
        field: Any = self.fields["union"]
        field.queryset = unions
        field.initial = unions.filter(pk=getattr(own, "pk", None)).first()


class JoinForm(forms.Form):
    """The campaign to which a record is to be added."""

    campaign = forms.ModelChoiceField(
        Campaign.objects.none(), label=_("加入哪个专项行动"), empty_label=_("请选择")
    )

    def __init__(self, *args: Any, campaigns: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        field: Any = self.fields["campaign"]
        field.queryset = campaigns
