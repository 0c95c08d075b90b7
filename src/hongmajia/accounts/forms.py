"""Forms of signing in and of accepting an invitation."""

from typing import Any

from allauth.account.forms import ConfirmLoginCodeForm, LoginForm, RequestLoginCodeForm
from django import forms
from django.conf import settings
from django.contrib.auth.forms import SetPasswordMixin
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from hongmajia.core.fields import CodeField, PhoneField
from hongmajia.core.masking import mask_phone
from hongmajia.unions.models import User

from .actions.inviting import LENGTH
from .policy import idle_seconds


class SignInForm(LoginForm):
    """User name or telephone number, and password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].label = _("登录账号")
        self.fields["login"].help_text = _("手机号，或工会给您的账号名。")
        self.fields["login"].max_length = 150
        self.fields["login"].widget = forms.TextInput({"autocomplete": "username"})
        self.fields["password"].label = _("密码")
        self.fields["password"].help_text = ""
        self.fields["password"].widget = forms.PasswordInput({"autocomplete": "current-password"})
        explain_remembering(self.fields["remember"])


def explain_remembering(field: forms.Field) -> None:
    """Say how long the browser of somebody's own is remembered, and that of a union's people."""
    days = settings.SESSION_COOKIE_AGE // 86400
    field.label = _("这是我自己的设备，%(n)s天内不用再登录") % {"n": days}
    minutes = idle_seconds() // 60
    field.help_text = _("工会的同志不论勾没勾，%(n)s分钟不动就要再登录。") % {"n": minutes}


class AskCodeForm(RequestLoginCodeForm):
    """The number to which a code is sent."""


class CodeForm(ConfirmLoginCodeForm):
    """The code from the text message."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].label = _("验证码")
        self.fields["code"].widget = forms.TextInput(
            {"autocomplete": "one-time-code", "inputmode": "numeric", "maxlength": "8"}
        )
        self.fields["remember"] = forms.BooleanField(required=False)
        explain_remembering(self.fields["remember"])


class JoinCodeForm(forms.Form):
    """The code of an invitation, as it is printed on the slip."""

    code = CodeField(
        label=_("邀请码"),
        max_length=30,
        help_text=_("在邀请单上，12位字母和数字。"),
        widget=forms.TextInput(
            {"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}
        ),
    )

    def clean_code(self) -> str:
        """The code without dashes and blanks, in capitals."""
        code = "".join(filter(str.isalnum, self.cleaned_data["code"].upper()))
        if len(code) != LENGTH:
            raise forms.ValidationError(_("邀请码是12位字母和数字，请再核对一遍。"))
        return code


class ChoosePasswordForm(SetPasswordMixin, forms.Form):
    """The new password, twice; the rules are those of ``AUTH_PASSWORD_VALIDATORS``."""

    error_messages = {"password_mismatch": _("两次输的密码不一样。")}
    new_password1, new_password2 = SetPasswordMixin.create_password_fields(
        label1=_("新密码"), label2=_("再输一遍")
    )

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        self.fields["new_password2"].help_text = ""

    def clean(self) -> dict[str, Any]:
        self.validate_passwords("new_password1", "new_password2")
        self.validate_password_for_user(self.user, "new_password1")
        return super().clean() or self.cleaned_data


class ChangePasswordForm(ChoosePasswordForm):
    """The present password and, twice, the new one.

    Without a present one, or right after signing in by code, it is not asked for.
    """

    old_password = forms.CharField(
        label=_("现在的密码"),
        strip=False,
        widget=forms.PasswordInput({"autocomplete": "current-password"}),
    )
    field_order = ["old_password", "new_password1", "new_password2"]

    def __init__(self, *args: Any, user: Any, asks_old: bool, **kwargs: Any) -> None:
        super().__init__(*args, user=user, **kwargs)
        if not asks_old:
            del self.fields["old_password"]

    def clean_old_password(self) -> str:
        """The present password; an error if it is wrong."""
        old = str(self.cleaned_data["old_password"])
        if not self.user.check_password(old):
            raise forms.ValidationError(_("现在的密码不对，请再输一遍。"))
        return old


class NumberForm(forms.Form):
    """A new number, and why the union enters it."""

    phone = PhoneField(label=_("新手机号"))
    reason = forms.CharField(
        label=_("为什么改"),
        max_length=300,
        widget=forms.Textarea({"rows": 2}),
        help_text=_("先核对是不是本人。会记入日志，也告诉本人。"),
    )


class MergeForm(forms.Form):
    """Which of two accounts of one person is kept, and why."""

    kept = forms.ModelChoiceField(
        label=_("留下哪个账号"), queryset=User.objects.none(), widget=forms.RadioSelect
    )
    reason = forms.CharField(
        label=_("怎么知道是同一个人"),
        max_length=300,
        widget=forms.Textarea({"rows": 2}),
        help_text=_("会记入日志，也告诉本人。并了以后不能分开。"),
    )

    def __init__(self, *args: Any, pair: QuerySet[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["kept"]
        field.queryset = pair
        field.empty_label = None
        field.label_from_instance = lambda user: f"{user}　{mask_phone(user.phone)}"


class OwnNumberForm(forms.Form):
    """One's own new number; a code is sent to it."""

    phone = PhoneField(label=_("新手机号"), autocomplete="tel")


class JoinForm(ChoosePasswordForm):
    """What whoever accepts an invitation enters."""

    has_read = forms.BooleanField(
        label=_("看过隐私说明：电话只给经手的工会和来帮忙的师傅看，看一次记一次。"),
        error_messages={"required": _("请先看隐私说明，再勾上。")},
    )
