"""Forms of the second factor: proving it, setting one up, and confirming who is there."""

from typing import Any

from allauth.account.forms import ReauthenticateForm
from django import forms
from django.utils.translation import gettext_lazy as _

from .forms import CodeForm

CODE_INPUT = {"autocomplete": "one-time-code", "spellcheck": "false", "class": "code-in"}


class FactorForm(forms.Form):
    """A code, or what a security key answers, which a script puts into ``credential``."""

    code = forms.CharField(
        label=_("身份验证器上的6位数"),
        help_text=_("在手机的“验证器”里看，30秒换一次。"),
        max_length=30,
        error_messages={"required": _("请输入这个数。")},
        widget=forms.TextInput({**CODE_INPUT, "inputmode": "numeric"}),
    )
    credential = forms.JSONField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, by_recovery_code: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        code = self.fields["code"]
        code.required = not self.data.get("credential")
        if by_recovery_code:
            code.label, code.help_text = _("备用码"), _("8位数，每个只能用一次。")


class SignInFactorForm(FactorForm):
    """The same at sign-in, where the device can be trusted for a while."""

    trust = forms.BooleanField(
        label=_("这台设备30天内不再问"), help_text=_("公用电脑不要勾"), required=False
    )


class AppForm(forms.Form):
    """The first code of an authenticator app, which shows that it was set up well."""

    code = forms.CharField(
        label=_("验证器上现在的6位数"),
        max_length=12,
        widget=forms.TextInput({**CODE_INPUT, "inputmode": "numeric"}),
    )


class KeyForm(forms.Form):
    """A new security key: the name that its owner gives it, and what it answered."""

    name = forms.CharField(
        label=_("叫它什么"),
        max_length=40,
        initial=_("安全密钥"),
        help_text=_("有几把的时候好认。"),
    )
    credential = forms.JSONField(
        widget=forms.HiddenInput, error_messages={"required": _("密钥还没有应答，请再试一次。")}
    )


class PasswordAgainForm(ReauthenticateForm):
    """The present password, before something of the sign-in is changed."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password"] = forms.CharField(
            label=_("现在的密码"),
            strip=False,
            widget=forms.PasswordInput({"autocomplete": "current-password"}),
        )


class CodeAgainForm(CodeForm):
    """The code from the text message, before something of the sign-in is changed."""
