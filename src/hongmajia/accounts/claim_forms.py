"""Forms of claiming an enterprise and of proving a telephone number."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hongmajia.core.fields import CodeField, PhoneField
from hongmajia.people.fields import PhotoField
from hongmajia.spelling import tidy_name
from hongmajia.unions.fields import RegionField
from hongmajia.unions.industries import industry_choices, split
from hongmajia.unions.validators import validate_credit_code

from .enums import Post


class FindForm(forms.Form):
    """The credit code by which an enterprise is found."""

    code = CodeField(
        label=_("统一社会信用代码"),
        max_length=40,
        validators=[validate_credit_code],
        help_text=_("18位，在营业执照右上角。"),
        widget=forms.TextInput(
            {"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}
        ),
    )


class NumberForm(forms.Form):
    """The number to which a code is sent."""

    phone = PhoneField(autocomplete="tel", help_text=_("批了以后，用它登录、收消息。"))


class NumberCodeForm(forms.Form):
    """The code from the text message."""

    code = forms.CharField(
        label=_("验证码"),
        max_length=8,
        widget=forms.TextInput({"autocomplete": "one-time-code", "inputmode": "numeric"}),
    )


class ResubmitForm(forms.Form):
    """Who claims, and the licence, which may stay the one that was sent."""

    contact_name = forms.CharField(
        label=_("姓名"), max_length=30, widget=forms.TextInput({"autocomplete": "name"})
    )
    post = forms.ChoiceField(label=_("做什么"), choices=[("", _("请选择")), *Post.choices])
    licence = PhotoField(
        label=_("营业执照照片"),
        required=False,
        help_text=_("拍清楚名称和代码。只给核对的工会看，办完7天删掉。"),
    )

    def clean_contact_name(self) -> str:
        """The name without needless blanks."""
        return tidy_name(self.cleaned_data["contact_name"])

    def facts(self) -> dict[str, Any]:
        """The facts as ``submit_claim`` takes them."""
        return dict(self.cleaned_data)


class ClaimForm(ResubmitForm):
    """Who claims; also their number where it is not proved, and the enterprise where it is new."""

    enterprise_name = forms.CharField(label=_("企业名称"), max_length=80)
    region = RegionField(label=_("在哪"))
    industry = forms.ChoiceField(
        label=_("行业"), choices=industry_choices, help_text=_("分不清大类，就选门类。")
    )
    phone = PhoneField(autocomplete="tel", help_text=_("工会打这个电话核对。"))
    field_order = ["enterprise_name", "region", "industry", "contact_name", "post", "phone"]

    def __init__(self, *args: Any, is_new: bool, is_proved: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["licence"].required = True
        if not is_new:
            for name in ("enterprise_name", "region", "industry"):
                del self.fields[name]
        if is_proved:
            del self.fields["phone"]

    def clean_enterprise_name(self) -> str:
        """The name without needless blanks."""
        return tidy_name(self.cleaned_data["enterprise_name"])

    def facts(self) -> dict[str, Any]:
        """The facts, with section and division in place of the industry."""
        facts = super().facts()
        if "industry" in facts:
            facts["section"], facts["division"] = split(facts.pop("industry"))
        return facts


class PassOnForm(forms.Form):
    """Where the enterprise is, whose union is to decide."""

    region = RegionField(
        label=_("转给哪里的工会"), help_text=_("交给当地工会，两个工作日从今天重新算。")
    )
