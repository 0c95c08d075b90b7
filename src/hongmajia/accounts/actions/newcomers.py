"""People who asked for help without an account and sign in by a code later: it is made then."""

from django.db import transaction
from django.utils.translation import gettext as _

from hongmajia.core.acts import record
from hongmajia.core.enums import Audience
from hongmajia.core.errors import Refused
from hongmajia.needs.enums import NeedState
from hongmajia.needs.models import Need
from hongmajia.needs.querysets import NeedQuerySet
from hongmajia.unions.actions.accounts import save_account
from hongmajia.unions.models import User

from ..enums import AccountVerb
from .inviting import note_account


def unclaimed_needs(phone: str) -> NeedQuerySet:
    """The needs with this number whose asker has no account."""
    found: NeedQuerySet = Need.objects.filter(contact_phone=phone, asker=None)
    return found.exclude(state=NeedState.DRAFT)


@transaction.atomic
def open_account(*, phone: str) -> User:
    """Make the account of somebody who has just proved their number; its needs become theirs.

    They get the name that they gave with their last need; its union answers for them from now on:
    it changes their number, resets their sign-in and merges what turns out to be the same person.
    Raises ``Refused`` where no need has the number.
    """
    last = unclaimed_needs(phone).order_by("-pk").first()
    if not phone or last is None:
        raise Refused(_("这个号码没有账号，请核对。"))
    user = save_account(name=last.contact_name, phone=phone)
    note_account(user=user, union=last.home_union)
    record(user, AccountVerb.OPENED, user, audience=Audience.UNIONS, data={"person": user.name})
    adopt_needs(user=user)
    return user


@transaction.atomic
def adopt_needs(*, user: User) -> int:
    """Make the needs that were asked with the user's proved number theirs; how many there were."""
    n = unclaimed_needs(user.phone).update(asker=user) if user.phone else 0
    if n:
        data = {"person": user.display_name, "n": n}
        record(user, AccountVerb.NEEDS_FOUND, user, audience=Audience.UNIONS, data=data)
    return n
