"""What django-allauth asks of us: accounts by number, codes by text message, our words."""

from datetime import timedelta
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from hongmajia.core.fields import PhoneField
from hongmajia.core.visitors import visitor_address
from hongmajia.notices.texting import can_text, send_sms
from hongmajia.unions.models import User

from . import actions


def _wrong() -> str:
    """What a wrong password is told, with the way on that is there."""
    if can_text():
        return gettext("登录账号和密码对不上，请再看一遍。忘了密码，可以用验证码登录后重设。")
    return gettext("登录账号和密码对不上，请再看一遍。忘了密码，请找您的工会重设。")


WRONG = lazy(_wrong, str)()


class AccountAdapter(DefaultAccountAdapter):
    """Accounts come with the people whom a union registers; nobody signs up."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "username_password_mismatch": WRONG,
        "phone_password_mismatch": WRONG,
        "incorrect_code": _("验证码不对，请再看一遍短信。"),
        "too_many_login_attempts": _("验证码错了三次，已经作废，请重新获取。"),
        "incorrect_password": _("密码不对，请再输一遍。"),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody signs up."""
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        """The visitor's address behind the proxies."""
        return visitor_address(request)

    def get_login_stages(self) -> list[str]:
        """A code by text message, and the second factor.

        Numbers come from the unions, so an account without a proved one is not held up. Whether to
        trust the browser is asked on the page of the second factor, not on one of its own.
        """
        return [
            "allauth.account.stages.LoginByCodeStage",
            "allauth.mfa.stages.AuthenticateStage",
        ]

    def get_reauthentication_methods(self, user: Any) -> list[dict[str, Any]]:
        """By password, or by a code to the number, where one can be sent.

        Whoever has a second factor is asked for that alone (``views/proving.py``).
        """
        methods = []
        if user.has_usable_password():
            methods.append({"id": "reauthenticate", "url": reverse("account_reauthenticate")})
        if user.phone and can_text():
            address = reverse("account_request_reauthentication_code")
            methods.append({"id": "reauthenticate_by_code", "url": address})
        return [{**each, "description": ""} for each in methods]

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """For second factors our own decorator asks (``views/proving.py``)."""
        needed: bool = super().is_reauthentication_required(app=app, **kwargs)
        return app != "allauth.mfa" and needed

    def add_message(self, *args: Any, **kwargs: Any) -> None:
        """Say nothing: our pages say what happened."""

    def phone_form_field(self, **kwargs: Any) -> PhoneField:
        """Our field for numbers, in any usual spelling."""
        return PhoneField(autocomplete="tel", **kwargs)

    def get_user_by_phone(self, phone: str) -> User | None:
        """The active account that signs in with this number."""
        return User.objects.with_number(phone).filter(is_active=True).first()

    def get_phone(self, user: User) -> tuple[str, bool] | None:
        """The number of the account. That it was never proved lets nobody be refused."""
        return (user.phone, True) if user.phone else None

    def set_phone(self, user: User, phone: str, verified: bool) -> None:
        """Change the number that the account signs in with."""
        actions.prove_number(user=user, phone=phone)

    def set_phone_verified(self, user: User, phone: str) -> None:
        """Note that the user reads messages to this number; a new one replaces the old.

        What was asked with the number becomes the user's.
        """
        if phone != user.phone:
            actions.prove_number(user=user, phone=phone)
        User.objects.filter(pk=user.pk).update(phone_proved_at=timezone.now())
        actions.adopt_needs(user=user)

    def send_verification_code_sms(
        self, user: User | None, phone: str, code: str, **kwargs: Any
    ) -> None:
        """Queue the code. How often is limited by the page that asks for it (``limits``)."""
        minutes = settings.ACCOUNT_LOGIN_BY_CODE_TIMEOUT // 60
        send_sms(
            "sign_in_code",
            phone,
            user=user,
            expires_in=timedelta(minutes=minutes),
            code=code,
            minutes=str(minutes),
        )

    def send_unknown_account_sms(self, phone: str, **kwargs: Any) -> None:
        """``newcomers.begin_sign_in`` sends a code to whoever may get one, or pretends to."""

    def send_account_already_exists_sms(self, phone: str) -> None:
        """Nobody signs up, so this is never asked for."""
