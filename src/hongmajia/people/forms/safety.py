"""Forms of licences and insurances."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hongmajia.core.fields import DayField
from hongmajia.core.forms import FactsForm, date_input

from ..facts import INSURANCE_FACTS, LICENCE_FACTS
from ..fields import PhotoField
from ..models import Insurance, Licence


class LicenceForm(FactsForm, forms.ModelForm):
    """A licence of an artisan; one of the same kind is replaced."""

    fact_set = LICENCE_FACTS

    number = forms.CharField(label=_("证号"), max_length=40, required=False)
    evidence = PhotoField(
        label=_("证书照片"), required=False, help_text=_("只有本人和管名册的工会看得见。")
    )

    class Meta:
        model = Licence
        fields = ["kind", "name", "number", "issuer", "valid_until", "evidence"]
        field_classes = {"valid_until": DayField}
        widgets = {"valid_until": date_input()}
        help_texts = {
            "name": _("选“其他证书”的，写证书的名称。"),
            "valid_until": _("长期有效的空着。"),
        }

    def clean(self) -> dict[str, Any]:
        """A name belongs to other licences only."""
        facts = super().clean() or self.cleaned_data
        if facts.get("kind") and facts["kind"] != "other":
            facts["name"] = ""
        return facts

    def facts(self) -> dict[str, Any]:
        """All fields, an empty day too: a licence that is renewed may have no end."""
        return {name: self.cleaned_data[name] for name in self.fields}


class InsuranceForm(FactsForm, forms.ModelForm):
    """An insurance of volunteers."""

    fact_set = INSURANCE_FACTS

    number = forms.CharField(label=_("保险单号"), max_length=40)

    class Meta:
        model = Insurance
        fields = ["number", "insurer", "valid_from", "valid_until"]
        field_classes = {"valid_from": DayField, "valid_until": DayField}
        widgets = {"valid_from": date_input(), "valid_until": date_input()}
