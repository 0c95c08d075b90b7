"""Accounts elsewhere: linked to an account, and unlinked."""

from typing import Any

from allauth.socialaccount.models import SocialAccount
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hongmajia.core.acts import in_chinese, record
from hongmajia.core.errors import Refused
from hongmajia.notices.actions import notify
from hongmajia.notices.enums import Kind
from hongmajia.notices.texting import can_text
from hongmajia.unions.models import User

from ..enums import AccountVerb


@transaction.atomic
def link_identity(*, user: User, provider: str, uid: str, name: Any) -> None:
    """Let the person ``uid`` of ``provider``, which is called ``name``, sign in as ``user``.

    The person is told. Raises ``Refused`` if that identity is linked to somebody else.
    """
    row, is_new = SocialAccount.objects.get_or_create(
        provider=provider, uid=uid, defaults={"user": user}
    )
    if row.user_id != user.pk:
        raise Refused(
            _("这个%(provider)s账号已经连着别人的账号，没有连上。是您本人的，请找您的工会。")
            % {"provider": name}
        )
    if is_new:
        _tell(user, AccountVerb.LINKED, name, LINKED)


@transaction.atomic
def unlink_identity(*, user: User, identity: SocialAccount, name: Any) -> None:
    """Let nobody sign in with this identity any more; the person is told.

    Raises ``Refused`` if they could not get in otherwise.
    """
    user = User.objects.select_for_update(of=("self",)).get(pk=user.pk)
    others = SocialAccount.objects.filter(user=user).exclude(pk=identity.pk).exists()
    by_code = can_text() and user.signs_in_by_phone
    if not (others or by_code or user.has_usable_password()):
        raise Refused(_("断开以后您就进不来了，请先设一个密码。"))
    if SocialAccount.objects.filter(pk=identity.pk).delete()[0]:
        _tell(user, AccountVerb.UNLINKED, name, UNLINKED)


LINKED = gettext_lazy("您的账号连上了%(provider)s，可以用它登录。不是您连的，请断开并马上改密码")
UNLINKED = gettext_lazy("您的账号断开了%(provider)s。不是您断开的，请马上改密码")


def _tell(user: User, verb: AccountVerb, name: Any, sentence: Any) -> None:
    data = {"person": user.display_name, "provider": in_chinese(name)}
    record(user, verb, user, data=data)
    notify([user], sentence, reverse("sign_in_ways"), provider=name, kind=Kind.SECURITY)
