"""What an asker does while others have the next step: asking to hurry, changing the number."""

from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hongmajia.core.actors import Actor
from hongmajia.core.acts import record
from hongmajia.core.errors import Refused, WrongState
from hongmajia.core.models import Event
from hongmajia.notices.actions import notify, others
from hongmajia.notices.telling import tell

from ..enums import NUDGEABLE, WITH_UNION, NeedVerb
from ..models import Need
from ..queries import followers, union_side
from .shared import asker_data, lock_need, page_of, verify_page_of
from .submitting import correct_need


@transaction.atomic
def nudge_need(*, need: Need, actor: Actor) -> Need:
    """Ask whoever has the next step to hurry: the union here, helpers in the room ``engagements``.

    Raises ``Refused`` if it was done today already, ``WrongState`` if nobody else has to act.
    """
    need = lock_need(need)
    if need.state not in NUDGEABLE:
        raise WrongState(_("现在不用催，下一步不在工会和师傅手里。"))
    if was_nudged_today(need):
        raise Refused(_("今天已经催过了。明天还没动静，再来催。"))
    record(actor, NeedVerb.NUDGED, need, data=asker_data(need, actor))
    if need.state in WITH_UNION:
        page = page_of(need) if need.is_verified else verify_page_of(need)
        sentence = gettext_lazy("%(title)s：提出人在催，请尽快办")
        tell(union_side(need.union), sentence, page, actor, title=need)
    return need


def was_nudged_today(need: Need) -> bool:
    """Whether the asker has asked to hurry on this day."""
    return bool(nudged_today([need]))


def nudged_today(needs: Iterable[Need]) -> set[str]:
    """The stories of those needs whose asker has asked to hurry on this day, in one query."""
    midnight = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    nudged = Event.objects.filter(verb=NeedVerb.NUDGED, at__gte=midnight)
    return set(nudged.filter(story__in=[n.story for n in needs]).values_list("story", flat=True))


@transaction.atomic
def change_number(*, need: Need, actor: Actor, phone: str) -> Need:
    """Replace the telephone number of the asker; the union and the asker's accounts are told.

    The caller has checked that the actor knows the old number. Raises ``WrongState`` for a need
    that is over.
    """
    was = need.contact_phone
    need = correct_need(need=need, actor=actor, contact_phone=phone)
    if need.contact_phone != was:
        sentence = gettext_lazy("%(title)s：提出人换了手机号")
        tell(union_side(need.union), sentence, page_of(need), actor, title=need)
        notify(others(followers(need), actor), sentence, page_of(need), title=need)
    return need
