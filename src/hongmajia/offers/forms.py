"""Forms of an offer, and the filter of the service list."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hongmajia.core.forms import FactsForm, ListFilter, SearchField
from hongmajia.people.fields import RegionFilter
from hongmajia.people.models import Helper

from .enums import OfferKind, OfferMode
from .facts import OFFER_FACTS
from .models import Offer


class OfferForm(FactsForm, forms.ModelForm):
    """The facts of an offer."""

    fact_set = OFFER_FACTS

    kind = forms.ChoiceField(
        label=_("种类"),
        choices=OfferKind.choices,
        widget=forms.RadioSelect,
        initial=OfferKind.TECHNIQUE,
    )

    class Meta:
        model = Offer
        fields = ["kind", "title", "text", "mode", "duration", "max_people"]
        widgets = {"text": forms.Textarea(attrs={"rows": 4})}
        help_texts = {
            "title": _("说清一件事，如“不锈钢焊接变形控制与现场辅导”。"),
            "text": _("怎么看、怎么教、要准备什么。"),
            "duration": _("如“半天到一天”“2小时”。"),
        }


class NewOfferForm(OfferForm):
    """A new offer of one of ``helpers``."""

    helper = forms.ModelChoiceField(Helper.objects.none(), label=_("谁来做"), empty_label=None)

    field_order = ["helper"]

    def __init__(self, *args: Any, helpers: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["helper"].queryset = helpers  # type: ignore[attr-defined]


class OfferFilter(ListFilter):
    """Search words and filters of the service list; all are optional."""

    q = SearchField()
    kind = forms.ChoiceField(required=False, choices=[("", ""), *OfferKind.choices])
    region = RegionFilter()
    mode = forms.ChoiceField(
        label=_("方式"),
        required=False,
        choices=[
            ("", _("现场、在线")),
            (OfferMode.ON_SITE, OfferMode.ON_SITE.label),
            (OfferMode.ONLINE, OfferMode.ONLINE.label),
        ],
    )
    helper = forms.IntegerField(required=False, min_value=1, widget=forms.HiddenInput)
