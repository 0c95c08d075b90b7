"""What is chosen in a row of the queue: the category of the need, and the enterprise it is from."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hongmajia.core.fields import CodeField
from hongmajia.unions.enums import Section
from hongmajia.unions.validators import validate_credit_code

from .enums import Category
from .firm_forms import (
    NEW,
    chosen_first,
    division_of,
    firm_choices,
    new_facts,
)
from .firms import proposed_for
from .models import Need
from .suggesting import sure_category


class CategoryForm(forms.Form):
    """The category of one need among many that are listed together."""

    category = forms.TypedChoiceField(
        label=gettext_lazy("问题类别"),
        coerce=int,
        widget=forms.Select({"class": "pick", "form": "ticked"}),
        error_messages={"required": gettext_lazy("请选问题类别。")},
    )
    firm = forms.ChoiceField(
        label=gettext_lazy("是哪家企业提的"),
        required=False,
        widget=forms.Select({"class": "pick", "form": "ticked"}),
    )

    code = CodeField(
        label=gettext_lazy("统一社会信用代码"),
        required=False,
        validators=[validate_credit_code],
        widget=forms.TextInput({"class": "pick", "form": "ticked", "size": 20}),
    )
    industry = forms.ChoiceField(
        label=gettext_lazy("新企业的行业"),
        required=False,
        widget=forms.Select({"class": "pick", "form": "ticked"}),
    )

    def __init__(self, data: Any, need: Need, *, prefix: str) -> None:
        chosen = need.category or sure_category(need)
        super().__init__(data, initial={"category": chosen}, prefix=prefix)
        field = self.fields["category"]
        assert isinstance(field, forms.ChoiceField)
        self.need = need
        field.choices = [("", _("选类别")), *((each.value, each.short) for each in Category)]
        self._offer_firms(need)

    def _offer_firms(self, need: Need) -> None:
        """Offer the enterprises that the need may be from, if there are any."""
        field = self.fields["firm"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = firm_choices(need, was_offered=self.is_bound)
        field.initial = chosen_first(proposed_for(need))
        if not field.choices:
            del self.fields["firm"]
        self._ask_of_new(need)

    def _firms(self) -> Any:
        """The choices of enterprises; empty where none is asked for."""
        field: Any = self.fields.get("firm")
        return field.choices if field else ()

    def _ask_of_new(self, need: Need) -> None:
        """Ask for what the asker did not write of an enterprise that can be registered."""
        is_open = NEW in dict(self._firms())
        if not is_open or need.credit_code:
            del self.fields["code"]
        if not is_open or division_of(need):
            del self.fields["industry"]
            return
        field = self.fields["industry"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", _("新企业的行业")), *Section.choices]

    def clean(self) -> dict[str, Any]:
        """Put the facts of an enterprise to register under ``new``."""
        said = super().clean() or self.cleaned_data
        code, industry = said.pop("code", ""), said.pop("industry", "")
        if said.get("firm") == NEW:
            said["firm"] = self._registered_meanwhile(self.need.credit_code or code)
            if not said["firm"]:
                self._require(code=code, industry=industry)
                said["new"] = new_facts(self.need, code, industry)
        return said

    def _registered_meanwhile(self, code: str) -> str:
        """The key of the enterprise, if a row above or a colleague has registered it; else empty.

        One of the same name with another code is an error.
        """
        sure = [one.enterprise for one in proposed_for(self.need) if one.is_sure]
        same = [firm for firm in sure if firm.credit_code == code]
        if sure and not same:
            said = _("名单里已经有叫这个名字的企业，代码是%(code)s。请选它，或者打开这件单独核实。")
            self.add_error("firm", said % {"code": sure[0].credit_code})
        return str(same[0].pk) if same else ""

    def _require(self, **values: str) -> None:
        missing = {"code": _("要登记新企业，请填统一社会信用代码。"),
                   "industry": _("要登记新企业，请选行业。")}  # fmt: skip
        for name, value in values.items():
            if name in self.fields and not value and name not in self.errors:
                self.add_error(name, missing[name])
