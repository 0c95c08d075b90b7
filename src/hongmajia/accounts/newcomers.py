"""Signing in by code with a number that has no account yet, but with which somebody asked for help.

Whoever asks for a code sees the same, whether the number has an account, a need or neither. The
account is made when the right code is entered, not before.
"""

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login_by_code import LoginCodeVerificationProcess
from allauth.account.internal.userkit import user_id_to_str
from django.db import transaction
from django.http import HttpRequest

from hongmajia.unions.models import User

from .actions import open_account, unclaimed_needs
from .limits import pretend_to_send


@transaction.atomic
def begin_sign_in(request: HttpRequest, user: User | None, phone: str) -> None:
    """Send a code to the number if it has an account or a need; else do the same work for nothing.

    Raises ``TooOften``. Needs are looked for whether there is an account or not.
    """
    asked = unclaimed_needs(phone).exists()
    taken = User.objects.with_number(phone).exists()
    process = LoginCodeVerificationProcess.initiate(request=request, user=user, phone=phone)
    if user is None and asked and not taken:
        adapter = get_adapter(request)
        code = adapter.generate_phone_verification_code(user=None, phone=phone)
        adapter.send_verification_code_sms(None, phone, code)
        process.state["code"] = code
        process.persist()
    elif user is None:
        pretend_to_send(phone)


def welcome(process: Any) -> None:
    """Make the account of whoever has entered the right code; raises ``Refused``."""
    user = open_account(phone=process.state["phone"])
    process._user = process.stage.login.user = user
    process.state["user_id"] = user_id_to_str(user)
