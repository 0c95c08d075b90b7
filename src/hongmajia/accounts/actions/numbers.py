"""Changing the number that a person signs in with: by a code to the new one, or by their union."""

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hongmajia.core.actors import Actor
from hongmajia.core.acts import record
from hongmajia.core.enums import Audience
from hongmajia.core.errors import Refused
from hongmajia.core.masking import mask_phone
from hongmajia.notices.actions import notify
from hongmajia.notices.enums import Kind
from hongmajia.people.models import Artisan
from hongmajia.unions.actions.saving import refuse_duplicate
from hongmajia.unions.models import User

from ..enums import AccountVerb
from ..models import Invitation
from .inviting import invite


@transaction.atomic
def prove_number(*, user: User, phone: str) -> None:
    """Replace the number by one to which the user has just been sent a code.

    Raises ``Refused`` when it is another account's.
    """
    _replace(user, phone)
    record(user, AccountVerb.NUMBER_CHANGED, user, data=_words(user))


@transaction.atomic
def change_number(*, actor: Actor, invitation: Invitation, phone: str, reason: str) -> None:
    """Replace the number of somebody who cannot prove it; ``invitation`` is their last one.

    They are told. Whoever has never been in is invited anew. Raises ``Refused`` when the number is
    theirs already or another account's.
    """
    user = User.objects.select_for_update().get(pk=invitation.user_id)
    if phone == user.phone:
        raise Refused(_("这就是现在的号码。"))
    _replace(user, phone)
    words = _words(user)
    record(
        actor, AccountVerb.NUMBER_REPLACED, user, note=reason, audience=Audience.UNIONS, data=words
    )
    notify(
        [user],
        gettext_lazy("您的手机号由工会改为%(phone)s"),
        reverse("me"),
        kind=Kind.SECURITY,
        **words,
    )
    if not invitation.accepted_at:
        invite(actor=actor, user=user, union=invitation.union)


def _replace(user: User, phone: str) -> None:
    """The number of the account, and on the roll where it was the same."""
    Artisan.objects.filter(user=user, phone=user.phone).update(phone=phone)
    user.phone, user.signs_in_by_phone, user.phone_proved_at = phone, True, None
    with refuse_duplicate(_("这个手机号已经有账号了，请核对姓名和号码。")):
        user.save(update_fields=["phone", "signs_in_by_phone", "phone_proved_at"])


def _words(user: User) -> dict[str, str]:
    return {"person": user.display_name, "phone": mask_phone(user.phone)}
