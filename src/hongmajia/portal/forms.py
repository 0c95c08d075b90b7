"""The portal's forms."""

import secrets
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hongmajia.cases.models import Case
from hongmajia.core.fields import PhoneField
from hongmajia.core.hotline import hotline_here
from hongmajia.needs.forms import CompleteForm
from hongmajia.needs.models import Need


class TrackingForm(forms.Form):
    """A tracking code, accepted without dashes, in small letters and with spaces too."""

    code = forms.CharField(
        label=_("追踪码"),
        max_length=20,
        help_text=_("提需求时给您的，形如HM-7K3Q-2D9F。"),
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}
        ),
    )

    def clean_code(self) -> str:
        """The code in its standard form: ``hm7k3q2d9f`` → ``HM-7K3Q-2D9F``."""
        letters = "".join(filter(str.isalnum, self.cleaned_data["code"].upper()))
        letters = letters.removeprefix("HM")
        if len(letters) != 8:
            raise forms.ValidationError(_("追踪码是HM加8位字母和数字，请再核对一遍。"))
        return f"HM-{letters[:4]}-{letters[4:]}"


class UsedForm(forms.Form):
    """Which case an enterprise put to use, and what that brought."""

    case = forms.ModelChoiceField(Case.objects.none(), label=_("哪个案例"), empty_label=_("请选择"))
    text = forms.CharField(
        label=_("带来了什么"), max_length=200,
        help_text=_("一句话，如“照着改了工装，每月少返工十几件”。工会看得到。"),
    )  # fmt: skip

    def __init__(self, *args: Any, cases: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        choice: Any = self.fields["case"]
        choice.queryset = cases


class CompleteByCodeForm(CompleteForm):
    """What whoever has the tracking code can add; the number is changed by ``NumberForm``."""

    contact_phone = None  # type: ignore[assignment]

    class Meta(CompleteForm.Meta):
        fields = [name for name in CompleteForm.Meta.fields if name != "contact_phone"]


class NumberForm(forms.Form):
    """A new telephone number; the end of the old one shows that the asker is writing."""

    old_end = forms.CharField(
        label=_("原来手机号的后四位"),
        max_length=4,
        widget=forms.TextInput({"inputmode": "numeric", "autocomplete": "off"}),
    )
    phone = PhoneField(autocomplete="tel", label=_("新手机号"))

    def __init__(self, *args: Any, need: Need, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.need = need

    def clean_old_end(self) -> str:
        end = str(self.cleaned_data["old_end"])
        if not secrets.compare_digest(end.encode(), self.need.contact_phone[-4:].encode()):
            words = _("和留的号码对不上。忘了原来的号码，请打%(hotline)s，请工会改。")
            raise forms.ValidationError(words, params={"hotline": hotline_here()})
        return end


class CallForm(forms.Form):
    """What to note of a call that was made."""

    note = forms.CharField(
        label=_("对方怎么说"),
        required=False,
        max_length=300,
        widget=forms.Textarea({"rows": 2}),
        help_text=_("只有工会看得见。没打通就先别点，过后再打。"),
    )


class RobotForm(forms.Form):
    """The address of a group chat's robot, and what signs its messages."""

    address = forms.CharField(
        label=_("机器人地址"),
        max_length=300,
        help_text=_("钉钉：群设置、机器人、自定义，选“加签”。企业微信：群设置、添加群机器人。"),
        widget=forms.TextInput({"autocomplete": "off", "inputmode": "url"}),
    )
    secret = forms.CharField(
        label=_("加签密钥"),
        max_length=100,
        required=False,
        help_text=_("钉钉的机器人选了“加签”就有，以SEC开头。企业微信没有。"),
        widget=forms.TextInput({"autocomplete": "off"}),
    )
