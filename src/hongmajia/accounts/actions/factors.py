"""Second factors: adding and removing one's own, and dropping those of somebody locked out."""

from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from allauth.mfa.webauthn.internal.auth import WebAuthn
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hongmajia.core.actors import Actor
from hongmajia.core.acts import in_chinese, record
from hongmajia.core.enums import Audience
from hongmajia.core.errors import WrongState
from hongmajia.notices.actions import notify
from hongmajia.notices.enums import Kind
from hongmajia.unions.models import User

from ..enums import AccountVerb, Factor
from ..factors import main_factors, must_have_factor

MOST_KEYS = 10
"""Security keys of one account."""


@transaction.atomic
def add_app(*, user: User, secret: str) -> Authenticator:
    """Ask for codes of the authenticator app with this secret from the next sign-in on.

    Recovery codes are made if there are none. Raises ``WrongState`` when there is an app already.
    """
    _lock(user)
    if main_factors(user).filter(type=Factor.APP).exists():
        raise WrongState(_("已经设过身份验证器了。要换手机，先去掉原来的。"))
    added: Authenticator = TOTP.activate(user, secret).instance
    _tell_added(user, Factor.APP)
    return added


@transaction.atomic
def add_key(*, user: User, name: str, credential: dict[str, Any]) -> Authenticator:
    """Let the user confirm sign-ins with this security key; recovery codes as with ``add_app``.

    Raises ``WrongState`` beyond ``MOST_KEYS``.
    """
    _lock(user)
    if main_factors(user).filter(type=Factor.KEY).count() >= MOST_KEYS:
        raise WrongState(_("安全密钥最多%(most)s把，请先去掉不用的。") % {"most": MOST_KEYS})
    added: Authenticator = WebAuthn.add(user, name, credential).instance
    _tell_added(user, Factor.KEY)
    return added


@transaction.atomic
def remove_factor(*, user: User, factor: Authenticator) -> None:
    """Remove one's own app or key, with the last one the recovery codes, too.

    Raises ``WrongState`` for the last one of somebody who must have one.
    """
    _lock(user)
    is_last = not main_factors(user).exclude(pk=factor.pk).exists()
    if is_last and must_have_factor(user):
        raise WrongState(_("您的职务要有二次验证。请先加上另一样，再去掉这一样。"))
    kind = Factor(factor.type)
    (Authenticator.objects.filter(user=user) if is_last else factor).delete()
    _note(user, AccountVerb.FACTOR_REMOVED, kind)
    sentence = gettext_lazy("您登录用的%(factor)s去掉了；不是您去掉的，请马上改密码")
    notify(
        [user], sentence, reverse("mfa_index"), factor=in_chinese(kind.label), kind=Kind.SECURITY
    )


@transaction.atomic
def renew_codes(*, user: User) -> None:
    """Make new recovery codes; those of before are void. ``WrongState`` without a factor."""
    _lock(user)
    if not main_factors(user).exists():
        raise WrongState(_("请先设身份验证器或安全密钥，备用码跟着就有。"))
    Authenticator.objects.filter(user=user, type=Factor.CODES).delete()
    RecoveryCodes.activate(user)
    _note(user, AccountVerb.CODES_RENEWED)
    sentence = gettext_lazy("您换了一套备用码；不是您换的，请马上改密码")
    notify([user], sentence, reverse("mfa_index"), kind=Kind.SECURITY)


@transaction.atomic
def drop_factors(*, actor: Actor, user: User) -> bool:
    """Remove all second factors of somebody who is locked out; whether there were any."""
    found, _each = Authenticator.objects.filter(user=user).delete()
    if found:
        person = {"person": user.display_name}
        verb = AccountVerb.FACTORS_DROPPED
        record(actor, verb, user, audience=Audience.UNIONS, data=person)
    return bool(found)


def _lock(user: User) -> None:
    """One change of a person's factors at a time."""
    User.objects.select_for_update().get(pk=user.pk)


def _tell_added(user: User, kind: Factor) -> None:
    RecoveryCodes.activate(user)
    _note(user, AccountVerb.FACTOR_ADDED, kind)
    sentence = gettext_lazy("您的登录加了%(factor)s；不是您加的，请马上改密码")
    notify(
        [user], sentence, reverse("mfa_index"), factor=in_chinese(kind.label), kind=Kind.SECURITY
    )


def _note(user: User, verb: AccountVerb, kind: Factor | None = None) -> None:
    words = {"person": user.display_name}
    if kind:
        words["factor"] = in_chinese(kind.label)
    record(user, verb, user, audience=Audience.UNIONS, data=words)
