"""Forms of the days of a role, and of deputies."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hongmajia.core.fields import DayField, PhoneField
from hongmajia.core.forms import date_input

from .models import User
from .queries import colleagues_of


class TermForm(forms.Form):
    """The last day of a role."""

    ends_on = DayField(
        label=_("最后一天"), required=False, widget=date_input(),
        help_text=_("当天24点自动结束。留空就没有期限。"),
    )  # fmt: skip


class SomebodyForm(forms.Form):
    """A colleague from a list, or somebody by name and number."""

    colleague = forms.ModelChoiceField(
        label=_("同事"), queryset=User.objects.none(), required=False, empty_label=_("不在名单里"),
        help_text=_("名单里是本会和下级工会有角色的人。"),
    )  # fmt: skip
    name = forms.CharField(label=_("姓名"), max_length=30, required=False)
    phone = PhoneField(
        required=False,
        help_text=_("不在名单里的，填姓名和手机号；没有账号的当场开通，并发出邀请。"),
    )

    def __init__(self, *args: Any, user: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["colleague"].queryset = colleagues_of(user)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Require one of the two ways; whoever is chosen has their name and number."""
        data = super().clean() or {}
        if chosen := data.get("colleague"):
            data["name"], data["phone"] = chosen.name, chosen.phone
        for name in ("name", "phone"):
            if not data.get(name) and name not in self.errors:
                self.add_error(name, _("请选一位同事，或填姓名和手机号。"))
        return data


class DeputyForm(SomebodyForm):
    """The deputy, and from when to when."""

    starts_on = DayField(label=_("从"), widget=date_input())
    ends_on = DayField(
        label=_("到"), widget=date_input(), help_text=_("当天24点自动结束，不用再来办。")
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["starts_on"].initial = timezone.localdate()
