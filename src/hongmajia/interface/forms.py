"""Forms of the pages on service accounts."""

from datetime import timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hongmajia.core.fields import DayField
from hongmajia.core.forms import date_input
from hongmajia.core.scopes import Scope
from hongmajia.unions.fields import UnionField
from hongmajia.unions.forms import set_queryset
from hongmajia.unions.models import Union
from hongmajia.unions.queries import OFFICES

USUAL = timedelta(days=180)
"""How long a token is valid that the form proposes."""


class AccountForm(forms.Form):
    """What a service account is for, and what its tokens allow."""

    purpose = forms.CharField(
        label=_("用途"), max_length=200, widget=forms.Textarea({"rows": 2}),
        help_text=_("谁的系统，为什么要接，找谁联系。"),
    )  # fmt: skip
    scopes = forms.MultipleChoiceField(
        label=_("权限"), choices=Scope.choices, widget=forms.CheckboxSelectMultiple,
        help_text=_("只勾用得到的。"),
    )  # fmt: skip


class NewAccountForm(AccountForm):
    """A new service account: also its name and its union, which stay."""

    name = forms.CharField(
        label=_("名称"), max_length=30, help_text=_("如“产业大脑”。日志里写这个名称。")
    )
    union = UnionField(
        label=_("哪个工会"), help_text=_("它只看得到这个工会和下级工会的，别处公开的也看不到。")
    )
    field_order = ["name", "union", "purpose", "scopes"]

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        offices = Union.objects.open().filter(kind__in=OFFICES)
        set_queryset(self, "union", offices.by_path())


class TokenForm(forms.Form):
    """Until when a token is valid."""

    expires_on = DayField(
        label=_("用到哪天"), widget=date_input(), help_text=_("最多一年。到期前发一个新的换上。")
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.initial["expires_on"] = timezone.localdate() + USUAL
