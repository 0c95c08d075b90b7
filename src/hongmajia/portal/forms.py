"""The portal's forms."""

from django import forms
from django.contrib.auth.forms import AuthenticationForm, PasswordChangeForm
from django.utils.translation import gettext_lazy as _


class SignInForm(AuthenticationForm):
    """User name and password; its errors say what to do."""

    error_messages = {
        "invalid_login": _("用户名和密码对不上，请再看一遍。忘了密码，请找您的工会重设。"),
        "inactive": _("这个账号停用了，请找您的工会。"),
    }


class PasswordForm(PasswordChangeForm):
    """Changes the password: the present one and, twice, the new one."""

    error_messages = {
        "password_incorrect": _("现在的密码不对，请再输一遍。"),
        "password_mismatch": _("两次输的新密码不一样。"),
    }


class TrackingForm(forms.Form):
    """A tracking code, accepted without dashes, in small letters and with spaces too."""

    code = forms.CharField(
        label=_("追踪码"),
        max_length=20,
        help_text=_("提需求时给您的，形如 HM-7K3Q-2D9F。"),
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


class CallForm(forms.Form):
    """What to note of a call that was made."""

    note = forms.CharField(
        label=_("对方怎么说"),
        required=False,
        max_length=300,
        widget=forms.Textarea({"rows": 2}),
        help_text=_("只有工会看得见。没打通就先别点，过后再打。"),
    )
