"""Coming to an open activity: signing up, taking it back, being there.

The QR code at the door is a convenience, never a duty: nothing is counted by it but who came.
"""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from hongmajia.core.actors import Actor, account_of
from hongmajia.core.errors import Refused, TooLate

from ..enums import ActivityState
from ..models import Activity, SignUp
from .activities import locked_activity


@transaction.atomic
def sign_up(
    *, activity: Activity, actor: Actor, name: str, phone: str, workplace: str = ""
) -> SignUp:
    """Reserve a place; anybody may, with an account or without. Once for a telephone number.

    Raises ``TooLate`` when the places are taken or the time is over.
    """
    activity = locked_activity(activity)
    _refuse_unless_open(activity)
    if activity.places is not None and activity.sign_ups.count() >= activity.places:
        raise TooLate(_("名额已经满了，下次早点来。"))
    if activity.sign_ups.filter(phone=phone).exists():
        raise Refused(_("这个手机号已经报过名了。"))
    user = account_of(actor)
    enterprise = user.enterprises.order_by("pk").first() if user else None
    signed = SignUp(
        activity=activity, name=name, phone=phone, workplace=workplace, user=user,
        enterprise=enterprise,
    )  # fmt: skip
    signed.full_clean(exclude=["activity", "user", "enterprise"])
    signed.save()
    return signed


@transaction.atomic
def sign_off(*, activity: Activity, phone: str) -> None:
    """Not coming after all: the place is free for another."""
    activity = locked_activity(activity)
    if not activity.sign_ups.filter(phone=phone, came_at__isnull=True).delete()[0]:
        raise Refused(_("没有找到这个手机号的报名。"))


@transaction.atomic
def come(*, activity: Activity, phone: str, name: str = "") -> SignUp:
    """At the door: the one who signed up is there; who did not gives his name and is there too."""
    activity = locked_activity(activity)
    signed = activity.sign_ups.filter(phone=phone).first()
    if signed is None:
        if not name.strip():
            raise Refused(_("没有找到这个手机号的报名，请写上姓名。"))
        signed = SignUp(activity=activity, name=name.strip(), phone=phone)
        try:
            signed.full_clean(exclude=["activity", "user", "enterprise"])
        except ValidationError as error:
            raise Refused(" ".join(error.messages)) from error
    signed.came_at = signed.came_at or timezone.now()
    signed.save()
    return signed


def _refuse_unless_open(activity: Activity) -> None:
    until = activity.sign_up_until or activity.starts_at
    if not activity.is_open or activity.state != ActivityState.PLANNED:
        raise Refused(_("这次活动不公开报名。"))
    if timezone.now() > until:
        raise TooLate(_("报名已经截止了。"))
