"""Forms of kinds of problems: confirming one, changing it, its needs."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from hongmajia.core.actors import SignedIn
from hongmajia.core.fields import RowsField
from hongmajia.core.forms import FactsForm
from hongmajia.needs.models import Need
from hongmajia.unions.fields import UnionField
from hongmajia.unions.queries import manageable

from ..facts import KIND_FACTS
from ..models import ProblemKind


class NeedsField(RowsField):
    """A choice of needs, each with its number, place and how far it is."""

    def __init__(self, **options: Any) -> None:
        widget = forms.CheckboxSelectMultiple
        super().__init__(**{"queryset": Need.objects.none(), "widget": widget, **options})

    def label_from_instance(self, need: Need) -> str:
        words = {"number": need.number, "title": need.title, "place": need.region.place}
        words["state"] = need.get_state_display()
        return _t("%(title)s（%(number)s，%(place)s，%(state)s）") % words


class KindForm(FactsForm, forms.ModelForm):
    """A kind of problem, as a cadre confirms it from a common problem."""

    fact_set = KIND_FACTS
    union = UnionField(label=_("哪个工会认定"))
    needs = NeedsField(label=_("哪些需求是这一类"))
    field_order = ["title", "gist", "category", "union", "needs"]

    class Meta:
        model = ProblemKind
        fields = ("title", "gist", "category")
        help_texts = {
            "title": _("如“不锈钢薄板焊接变形”。公开，不写企业和人名。"),
            "gist": _("如“1至4mm的薄板焊完翘起或者呈波浪”。公开。"),
        }

    def __init__(self, *args: Any, user: SignedIn, needs: list[Need], **options: Any) -> None:
        super().__init__(*args, **options)
        unions: Any = self.fields["union"]
        unions.queryset = manageable(user).by_path()
        unions.initial = unions.queryset.first()
        offer_needs(self, needs)

    def _post_clean(self) -> None:
        """The action validates the model."""


class KindChangeForm(FactsForm, forms.ModelForm):
    """What is said of a kind of problem."""

    fact_set = KIND_FACTS

    class Meta(KindForm.Meta):
        pass

    def _post_clean(self) -> None:
        """The action validates the model."""


class JoinForm(forms.Form):
    """More needs of a kind."""

    needs = NeedsField(label=_("哪些也是这一类"))

    def __init__(self, *args: Any, needs: list[Need], **options: Any) -> None:
        super().__init__(*args, **options)
        offer_needs(self, needs)


def offer_needs(form: forms.BaseForm, needs: list[Need]) -> None:
    """Let the form offer these needs; without any the field is gone."""
    if not needs:
        del form.fields["needs"]
        return
    field: Any = form.fields["needs"]
    rows = Need.objects.filter(pk__in=[need.pk for need in needs])
    field.queryset = rows.select_related("season", "region__parent").order_by("-pk")
