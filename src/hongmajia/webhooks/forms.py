"""The form of a subscription."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hongmajia.unions.models import Union
from hongmajia.unions.queries import OFFICES

from .enums import Subject
from .models import Subscription
from .types import offered_types


class SubscriptionForm(forms.ModelForm):
    """Where to, of which unions, and what."""

    union = forms.ModelChoiceField(
        Union.objects.none(),
        label=gettext_lazy("哪个工会和它下面的"),
        empty_label=gettext_lazy("请选择"),
    )
    kinds = forms.MultipleChoiceField(
        label=gettext_lazy("哪些事"),
        choices=Subject.choices,
        widget=forms.CheckboxSelectMultiple,
    )
    only = forms.CharField(
        label=gettext_lazy("只要这几种"),
        required=False,
        max_length=2000,
        help_text=gettext_lazy(
            "写事件的类型，用空格隔开，如need.listed need.matched；不写就全要。"
        ),
        widget=forms.Textarea({"rows": 2}),
    )

    class Meta:
        model = Subscription
        fields = ["name", "url", "union", "kinds", "only", "is_personal"]
        help_texts = {
            "url": gettext_lazy("https开头的公网地址。单位内网的，要先由系统管理员放行。"),
            "is_personal": gettext_lazy("不勾就只送编号和地址，没有人名、留言。"),
        }

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        offices = Union.objects.open().filter(kind__in=OFFICES).by_path()
        self.fields["union"].queryset = offices  # type: ignore[attr-defined]

    def clean_only(self) -> list[str]:
        """The types; raises ``ValidationError`` for one that is not offered."""
        types = self.cleaned_data["only"].split()
        if unknown := sorted(set(types) - set(offered_types())):
            words = {"types": _("、").join(unknown)}
            raise forms.ValidationError(_("没有这样的事件：%(types)s。") % words)
        return types

    def clean_url(self) -> str:
        """The address, without a password in it."""
        url = str(self.cleaned_data["url"])
        if "@" in url.partition("//")[2]:
            raise forms.ValidationError(_("地址里不要写账号和密码。"))
        return url
