"""The forms of a pair of enterprises, and of the key industries."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from .enums import Scale
from .forms import set_queryset
from .industries import industry_choices
from .models import Enterprise, FirmPair, KeyIndustry, Province


class FirmMergeForm(forms.Form):
    """Which of the two rows stays, and why they are one enterprise."""

    kept = forms.ModelChoiceField(
        label=_("保留哪一家"), queryset=Enterprise.objects.none(), widget=forms.RadioSelect,
        empty_label=None,
        help_text=_("资料以保留的为准，空着的用另一家的补上。另一家的名称、代码以后也查得到这一家。"),
    )  # fmt: skip
    scale = forms.ChoiceField(
        label=_("规模"), choices=Scale.choices, widget=forms.RadioSelect,
        help_text=_("两家登记的不一样，请选一个。"),
    )  # fmt: skip
    is_specialised = forms.TypedChoiceField(
        label=_("专精特新"), choices=[("1", _("是")), ("0", _("否"))], widget=forms.RadioSelect,
        coerce=lambda said: said == "1",
        help_text=_("两家登记的不一样，请选一个。"),
    )  # fmt: skip
    reason = forms.CharField(
        label=_("凭什么说是同一家"), max_length=300, widget=forms.Textarea({"rows": 2}),
        help_text=_("如“打电话问过，旧代码已注销”。本级和上级的干部看得到。"),
    )  # fmt: skip

    def __init__(self, data: Any = None, *, pair: FirmPair) -> None:
        super().__init__(data)
        field = self.fields["kept"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = Enterprise.objects.filter(pk__in=(pair.first_id, pair.second_id))
        field.label_from_instance = lambda firm: f"{firm.name}　{firm.credit_code}"  # type: ignore[method-assign,assignment]
        for name in [name for name in CHOSEN if _same(pair, name)]:
            del self.fields[name]

    def chosen(self) -> dict[str, Any]:
        """What was chosen where the two differ."""
        return {name: self.cleaned_data[name] for name in CHOSEN if name in self.fields}


CHOSEN = ("scale", "is_specialised")


def _same(pair: FirmPair, name: str) -> bool:
    return bool(getattr(pair.first, name) == getattr(pair.second, name))


class KeyIndustryForm(forms.Form):
    """The name of a key industry, and the industries that it takes in.

    For a new one ``provinces`` are those whose lists the user may change; with one nothing is
    asked.
    """

    province = forms.ModelChoiceField(
        Province.objects.none(), label=_("哪个省的"), empty_label=_("请选择")
    )
    name = forms.CharField(label=_("名称"), max_length=20)
    codes = forms.MultipleChoiceField(
        label=_("包括哪些行业"), choices=lambda: industry_choices()[1:], required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("选了门类，门类里的大类都算。一家企业可以同时算几个重点产业。"),
    )  # fmt: skip

    def __init__(
        self, data: Any = None, *, industry: KeyIndustry | None = None,
        provinces: Sequence[Province] = (),
    ) -> None:  # fmt: skip
        known = {} if industry is None else {
            "name": industry.name, "codes": [one.code for one in industry.codes.all()],
        }  # fmt: skip
        super().__init__(data, initial=known)
        if len(provinces) > 1:
            mine = Province.objects.filter(pk__in=[one.pk for one in provinces])
            set_queryset(self, "province", mine)
        else:
            del self.fields["province"]
