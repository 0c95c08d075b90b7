"""What a security administrator does with service accounts and their tokens."""

import secrets
from collections.abc import Iterable
from datetime import date, timedelta
from hashlib import sha256

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hongmajia.accounts.duties import secures
from hongmajia.accounts.duty_enums import DutyKind
from hongmajia.accounts.models import Duty
from hongmajia.core.actors import Actor, user_of
from hongmajia.core.acts import in_chinese, record
from hongmajia.core.enums import Audience
from hongmajia.core.errors import Refused, WrongState
from hongmajia.core.scopes import Scope
from hongmajia.notices.actions import notify
from hongmajia.notices.enums import Kind
from hongmajia.unions.enums import Role
from hongmajia.unions.models import Union, User

from .enums import InterfaceVerb
from .models import ServiceAccount, Token

ENDING = gettext_lazy("接口账号“%(name)s”的口令%(day)s到期，请先发新口令，交给对方换上")
PREFIX = "hm_"
"""How a token begins, so that scanners for leaked secrets recognise one."""
SHOWN = 10
"""Characters by which a token is recognised on pages and in the log: 42 of its 258 bits."""
LONGEST = timedelta(days=366)
"""How long a token may be valid."""


@transaction.atomic
def open_account(
    *, actor: Actor, union: Union, name: str, purpose: str, scopes: Iterable[str]
) -> ServiceAccount:
    """Open an account for a program that asks for ``union`` and all below it.

    Raises ``Refused`` for anybody but a security administrator, without a scope, and for a union
    that is closed.
    """
    _refuse_others(actor)
    wanted = _checked(scopes)
    if union.closed_at:
        raise Refused(_("%(union)s已经撤销。") % {"union": union})
    user = User(username=f"program-{secrets.token_hex(8)}", name=name, program_of=union)
    user.program_role = _role_for(wanted)
    user.set_unusable_password()
    user.save()
    made = ServiceAccount.objects.create(
        user=user, purpose=purpose, scopes=wanted, made_by=user_of(actor)
    )
    data = {"union": union.name, "scopes": _in_words(wanted)}
    _note(actor, InterfaceVerb.OPENED, made, **data)
    return made


@transaction.atomic
def change_account(
    *, actor: Actor, account: ServiceAccount, purpose: str, scopes: Iterable[str]
) -> ServiceAccount:
    """Change what an account is for and what its tokens allow, from their next request on.

    Raises ``Refused`` as ``open_account`` does, and ``WrongState`` for an account that has ended.
    """
    _refuse_others(actor)
    account = _locked(account)
    account.purpose, account.scopes = purpose, _checked(scopes)
    account.save(update_fields=["purpose", "scopes"])
    User.objects.filter(pk=account.user_id).update(program_role=_role_for(account.scopes))
    _note(actor, InterfaceVerb.CHANGED, account, scopes=_in_words(account.scopes))
    return account


@transaction.atomic
def end_account(*, actor: Actor, account: ServiceAccount, reason: str) -> None:
    """End an account for good: none of its tokens is valid from now on.

    Raises ``Refused`` for anybody but a security administrator, ``WrongState`` if it has ended.
    """
    _refuse_others(actor)
    account = _locked(account)
    account.ended_at = timezone.now()
    account.save(update_fields=["ended_at"])
    User.objects.filter(pk=account.user_id).update(is_active=False)
    _note(actor, InterfaceVerb.ENDED, account, note=reason)


@transaction.atomic
def issue_token(*, actor: Actor, account: ServiceAccount, expires_on: date) -> tuple[Token, str]:
    """Issue a token that is valid up to and including ``expires_on``; returns it in clear, too.

    The clear text is not stored and cannot be shown again. Raises ``Refused`` for anybody but a
    security administrator and for a day that has passed or is too far off, ``WrongState`` for an
    account that has ended.
    """
    _refuse_others(actor)
    today = timezone.localdate()
    if not today <= expires_on <= today + LONGEST:
        raise Refused(_("口令最多用一年，请选今天到一年以内的日子。"))
    account = _locked(account)
    clear = PREFIX + secrets.token_urlsafe(32)
    made = Token.objects.create(
        account=account,
        prefix=clear[:SHOWN],
        digest=digest_of(clear),
        expires_on=expires_on,
        made_by=user_of(actor),
    )
    data = {"prefix": made.prefix, "day": expires_on.isoformat()}
    _note(actor, InterfaceVerb.TOKEN_ISSUED, account, **data)
    return made, clear


@transaction.atomic
def revoke_token(*, actor: Actor, token: Token) -> None:
    """Revoke a token; its next request is refused.

    Raises ``Refused`` for anybody but a security administrator, ``WrongState`` if it is revoked.
    """
    _refuse_others(actor)
    rows = Token.objects.filter(pk=token.pk, revoked_at=None)
    if not rows.update(revoked_at=timezone.now()):
        raise WrongState(_("这个口令已经作废了。"))
    _note(actor, InterfaceVerb.TOKEN_REVOKED, token.account, prefix=token.prefix)


@transaction.atomic
def warn_of_ending(token: Token) -> None:
    """Tell the security administrators, once, that a token ends soon."""
    rows = Token.objects.filter(pk=token.pk, warned_at=None)
    if not rows.update(warned_at=timezone.now()):
        return
    duties = Duty.objects.open().filter(kind=DutyKind.SECURITY).select_related("user")
    page = reverse("service_account", args=[token.account_id])
    words = {"name": token.account, "day": token.expires_on.isoformat()}
    notify([duty.user for duty in duties], ENDING, page, kind=Kind.ACT, **words)


def digest_of(clear: str) -> str:
    """The hash by which a token is found: SHA-256, because 256 random bits need no slow one."""
    return sha256(clear.encode()).hexdigest()


def _refuse_others(actor: Actor) -> None:
    if not secures(actor):
        raise Refused(_("只有安全管理员能办这件事。"))


def _checked(scopes: Iterable[str]) -> list[str]:
    """The scopes that are known, in their order."""
    given = set(scopes)
    wanted = [scope.value for scope in Scope if scope in given]
    if not wanted:
        raise Refused(_("请至少选一项权限。"))
    return wanted


def _role_for(scopes: Iterable[str]) -> Role:
    """The least role with which a program can do what its scopes allow."""
    wanted = set(scopes)
    if wanted & {Scope.MATCH, Scope.SERVE}:
        return Role.CADRE
    return Role.LIAISON if wanted - {Scope.READ} else Role.LEADER


def _locked(account: ServiceAccount) -> ServiceAccount:
    rows = ServiceAccount.objects.select_for_update(of=("self",)).select_related("user")
    found: ServiceAccount = rows.get(pk=account.pk)
    if found.ended_at:
        raise WrongState(_("这个接口账号已经停用了。"))
    return found


def _in_words(scopes: Iterable[str]) -> list[str]:
    return [in_chinese(Scope(scope).label) for scope in scopes]


def _note(
    actor: Actor, verb: InterfaceVerb, account: ServiceAccount, note: str = "", **data: object
) -> None:
    words = {"program": account.user.display_name, **data}
    record(actor, verb, account, note=note, audience=Audience.UNIONS, data=words)
