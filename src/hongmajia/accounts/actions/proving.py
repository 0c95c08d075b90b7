"""Proving a second factor: by a code, or by a security key."""

from typing import Any

from allauth.core.internal.cryptokit import normalize_user_code
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.internal import auth as webauthn
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hongmajia.core.acts import record
from hongmajia.core.enums import Audience
from hongmajia.core.errors import Refused, TooOften
from hongmajia.core.limits import number_of
from hongmajia.notices.actions import notify
from hongmajia.notices.enums import Kind
from hongmajia.unions.models import User

from ..enums import AccountVerb, Factor
from ..limits import FACTOR_HERE, FACTOR_IN_ALL, FACTOR_TOLD, FACTOR_USED


class WrongCode(Refused):
    """No factor of the account gives this code now."""


def prove_by_code(*, user: User, code: str, visitor: str) -> Authenticator:
    """The app or the recovery codes to which ``code`` belongs; it cannot be used again.

    ``visitor`` is the network that it comes from. Raises ``WrongCode``, and ``TooOften`` after too
    many; the owner of the account is told of that: whoever guesses has passed the first step.
    """
    _count(user, visitor)
    code = normalize_user_code(code)
    kinds = (Factor.APP, Factor.CODES)
    for factor in Authenticator.objects.filter(user=user, type__in=kinds).order_by("-type"):
        if factor.wrap().validate_code(code) and is_first_use(user, code):
            return factor
    raise WrongCode(_("这个数不对，或已经用过了。请等它换一个再输。"))


def prove_by_key(*, user: User, credential: Any) -> Authenticator:
    """The security key that gave this answer to the challenge of the session.

    Raises ``ValidationError`` for any other answer. Nothing is counted: a signature cannot be
    guessed, and so the owner of a key is never shut out.
    """
    webauthn.parse_authentication_response(credential)
    return webauthn.complete_authentication(user, credential)


def is_first_use(user: User, code: str) -> bool:
    """Note that a code was used; whether it was not before, in any process."""
    return FACTOR_USED.allows(number_of(f"{user.pk} {normalize_user_code(code)}"))


def _count(user: User, visitor: str) -> None:
    try:
        FACTOR_HERE.take(f"{user.pk}-{visitor}")
        FACTOR_IN_ALL.take(str(user.pk))
    except TooOften:
        _tell_of_guessing(user)
        raise


def _tell_of_guessing(user: User) -> None:
    if not FACTOR_TOLD.allows(str(user.pk)):
        return
    with transaction.atomic():
        person = {"person": user.display_name}
        record(None, AccountVerb.FACTOR_GUESSED, user, audience=Audience.UNIONS, data=person)
        sentence = gettext_lazy("有人试错了很多次您的二次验证。不是您，请马上改密码")
        notify([user], sentence, reverse("change_password"), kind=Kind.SECURITY)
