"""Open activities: signing up, cancelling a sign-up, recording an arrival at the door.

The QR code at the door is optional and nobody's service is proven by it (docs/domain.md, rule 2).
"""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Sum
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hongmajia.core.actors import Actor, account_of, own_account
from hongmajia.core.acts import in_chinese, record
from hongmajia.core.closed_years import refuse_if_closed
from hongmajia.core.enums import Audience
from hongmajia.core.errors import Refused, TooLate
from hongmajia.unions.models import Enterprise
from hongmajia.unions.queries import enterprises_called

from ..enums import ActivityState, ServiceVerb
from ..models import Activity, SignUp
from ..told import SIGN_UP_MOVED_UP
from .activities import locked_activity
from .notifying import tell_one_signed_up


@transaction.atomic
def sign_up(
    *,
    activity: Activity,
    actor: Actor,
    name: str,
    phone: str,
    workplace: str = "",
    heads: int = 1,
    group: str = "",
    access_needs: str = "",
) -> SignUp:
    """Reserve places, with an account or without; one sign-up for each telephone number.

    ``workplace`` is where the person works, as written; a registered enterprise of that name or
    code is served once they come. A sign-up for more ``heads`` than there are places left waits,
    and moves up when enough people withdraw.

    Raises ``TooLate`` when the time limit has passed, ``Refused`` for a number signed up already,
    an activity without public sign-up, or more heads than it has places in all.
    """
    activity = locked_activity(activity)
    refuse_if_closed(activity.season, actor)
    _refuse_unless_open(activity)
    if activity.places is not None and heads > activity.places:
        raise Refused(_("一共只有%(n)s个名额。") % {"n": activity.places})
    if activity.sign_ups.filter(phone=phone).exists():
        raise Refused(_("这个手机号已经报过名了。"))
    user = own_account(actor)
    signed = SignUp(
        activity=activity, name=name, phone=phone, workplace=workplace, user=user,
        heads=heads, group=group, access_needs=access_needs,
    )  # fmt: skip
    left = places_left(activity)
    signed.waits = left is not None and heads > left
    signed.enterprise = firm_of(signed)
    signed.full_clean(exclude=["activity", "user", "enterprise"])
    signed.save()
    return signed


@transaction.atomic
def cancel_sign_up(*, signed: SignUp) -> None:
    """Delete a sign-up, which frees its place; ``Refused`` if it is gone or the person came."""
    activity = locked_activity(signed.activity)
    if not activity.sign_ups.filter(pk=signed.pk, came_at__isnull=True).delete()[0]:
        raise Refused(_("这份报名已经取消，或者人已经到场，不能再取消。"))
    _move_up(activity)


def places_left(activity: Activity) -> int | None:
    """How many places nobody has reserved; ``None`` where there is no limit."""
    if activity.places is None:
        return None
    taken = activity.sign_ups.filter(waits=False).aggregate(n=Sum("heads"))["n"] or 0
    return max(activity.places - taken, 0)


def _move_up(activity: Activity) -> None:
    """Give free places to those who wait, in their order; who asks for more than are left waits on.

    Nobody moves up once the activity has begun, or was called off.
    """
    left = places_left(activity)
    if activity.state != ActivityState.PLANNED or activity.is_over or left is None:
        return
    moved = []
    for signed in activity.sign_ups.filter(waits=True).select_related("user"):
        if signed.heads <= left:
            left -= signed.heads
            moved.append(signed)
    activity.sign_ups.filter(pk__in=[signed.pk for signed in moved]).update(waits=False)
    for signed in moved:
        record(None, ServiceVerb.MOVED_UP, activity, audience=Audience.UNIONS,
               data={"n": signed.heads, "sign_up": signed.pk})  # fmt: skip
        tell_one_signed_up(activity, signed, SIGN_UP_MOVED_UP, None)


@transaction.atomic
def give_feedback(*, signed: SignUp, actor: Actor, feedback: str) -> None:
    """Keep what somebody who came says to the activity; the union reads it.

    The event tells that something was said, and for which sign-up, but neither what nor the name.

    Raises ``Refused`` for somebody who did not come, or before the activity is recorded.
    """
    activity = locked_activity(signed.activity)
    refuse_if_closed(activity.season, actor)
    came = activity.sign_ups.filter(pk=signed.pk).exclude(came_at=None)
    if activity.state != ActivityState.HELD or not came.update(feedback=feedback):
        raise Refused(_("来过的人，在活动办完以后可以说一句。"))
    words = {} if account_of(actor) else {"actor": in_chinese(gettext_lazy("来过的人"))}
    data = {"sign_up": signed.pk, **words}
    record(actor, ServiceVerb.FEEDBACK_GIVEN, activity, audience=Audience.UNIONS, data=data)


@transaction.atomic
def record_arrival(
    *,
    activity: Activity,
    actor: Actor,
    phone: str,
    name: str = "",
    workplace: str = "",
    group: str = "",
    heads: int | None = None,
) -> SignUp:
    """Note that people have arrived, whether signed up or not; repeating it changes nothing.

    ``name`` and ``workplace`` are those of a person who has not signed up. ``heads`` is how many
    came, by default those signed up; a later, other number corrects it.

    Raises ``Refused`` for a person who has not signed up and gives no ``name``.
    """
    activity = locked_activity(activity)
    refuse_if_closed(activity.season, actor)
    signed = activity.sign_ups.filter(phone=phone).first()
    if signed is None:
        if not name.strip():
            raise Refused(_("没有找到这个手机号的报名，请写上姓名。"))
        signed = SignUp(
            activity=activity, name=name.strip(), phone=phone, workplace=workplace.strip(),
            heads=heads or 1,
        )  # fmt: skip
        signed.enterprise = firm_of(signed)
    signed.group = group or signed.group
    signed.waits = False
    signed.came_heads = heads or signed.came_heads or signed.heads
    try:
        signed.full_clean(exclude=["activity", "user", "enterprise"])
    except ValidationError as error:
        raise Refused(" ".join(error.messages)) from error
    signed.came_at = signed.came_at or timezone.now()
    signed.save()
    return signed


@transaction.atomic
def reveal_sign_up(*, signed: SignUp, actor: Actor) -> str:
    """The telephone number of somebody who signed up; the access is logged, with the key of the
    sign-up: an event outlives it, and goes to the archive, which has no names of visitors.
    """
    words = {"sign_up": signed.pk}
    verb = ServiceVerb.SIGN_UP_REVEALED
    record(actor, verb, signed.activity, audience=Audience.UNIONS, data=words)
    phone: str = signed.phone
    return phone


def firm_of(signed: SignUp) -> Enterprise | None:
    """The registered enterprise for which a sign-up counts.

    It is the one that the person named; only who names none counts for the one whose contact they
    are. ``None`` for a name that nobody, or several have.
    """
    if not signed.workplace:
        return signed.user.enterprises.order_by("pk").first() if signed.user else None
    region = signed.activity.region_id
    found = enterprises_called(Enterprise.objects.all(), signed.workplace, region)
    return found[0] if len(found) == 1 else None


def _refuse_unless_open(activity: Activity) -> None:
    until = activity.sign_up_until or activity.starts_at
    if not activity.is_open or activity.state != ActivityState.PLANNED:
        raise Refused(_("这次活动不公开报名。"))
    if timezone.now() > until:
        raise TooLate(_("报名已经截止了。"))
