"""Forms of the publicity plan."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hongmajia.core.fields import DayField
from hongmajia.core.forms import FactsForm, date_input
from hongmajia.unions.fields import UnionField

from ..facts import PLAN_FACTS
from ..models import PlanEntry


class PlanForm(FactsForm, forms.ModelForm):
    """The fields of a row."""

    fact_set = PLAN_FACTS

    class Meta:
        model = PlanEntry
        fields = ["what", "medium", "due_on", "who"]
        field_classes = {"due_on": DayField}
        widgets = {"due_on": date_input()}
        help_texts = {"medium": _("如：公众号、工人日报、县电视台、厂区橱窗。")}

    def _post_clean(self) -> None:
        """Skip the validation of the model, which the action does; the form checks its fields."""


class NewPlanForm(PlanForm):
    """A new row, for which the union can be chosen."""

    union = UnionField(label=_("哪个工会的"))
    field_order = ["union"]

    def __init__(self, *args: Any, unions: Any, own: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        field: Any = self.fields["union"]
        field.queryset = unions
        field.initial = unions.filter(pk=getattr(own, "pk", None)).first()


class DoneForm(forms.Form):
    """Where it can be seen."""

    link = forms.URLField(
        label=_("网址"), required=False, max_length=300, assume_scheme="https",
        help_text=_("登出来的网址。橱窗、广播没有网址的不用填。"),
    )  # fmt: skip
