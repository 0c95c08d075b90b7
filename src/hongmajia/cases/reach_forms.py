"""Forms of uses of cases, and of copies handed out."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hongmajia.core.fields import DayField
from hongmajia.core.forms import date_input
from hongmajia.services.models import Activity
from hongmajia.unions.enums import Role
from hongmajia.unions.fields import UnionField
from hongmajia.unions.models import Enterprise
from hongmajia.unions.queries import manageable
from hongmajia.unions.querysets import under

ACTIVITIES = 50
"""How many of the latest activities the form on copies offers."""


class UseForm(forms.Form):
    """Which enterprise put a case to use, and what that brought."""

    enterprise = forms.ModelChoiceField(
        Enterprise.objects.none(), label=_("哪家企业"), empty_label=None
    )
    text = forms.CharField(
        label=_("带来了什么"), max_length=200,
        help_text=_("一句话，如“照着改了工装，每月少返工十几件”。工会看得到。"),
    )  # fmt: skip

    def __init__(self, *args: Any, enterprises: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        field: Any = self.fields["enterprise"]
        field.queryset = enterprises


class HandoutForm(forms.Form):
    """Copies of a book that a union handed out."""

    union = UnionField(label=_("哪个工会发的"))
    activity = forms.ModelChoiceField(
        Activity.objects.none(), label=_("在哪场活动上"), required=False,
        empty_label=_("不是在活动上"),
    )  # fmt: skip
    day = DayField(label=_("哪天"), widget=date_input())
    copies = forms.IntegerField(label=_("发了几本"), min_value=1, max_value=100_000)

    def __init__(self, *args: Any, user: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        unions: Any = self.fields["union"]
        unions.queryset = manageable(user).by_path()
        unions.initial = user.home_union
        activities: Any = self.fields["activity"]
        here = Activity.objects.held().filter(under(user.scope(Role.CADRE)))
        latest = here.order_by("-starts_at", "-pk").values_list("pk", flat=True)[:ACTIVITIES]
        activities.queryset = Activity.objects.filter(pk__in=list(latest)).order_by("-starts_at")
