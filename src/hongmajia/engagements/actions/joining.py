"""Opening, agreeing and ending: what the roads, the answers and the need's own fate share."""

from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hongmajia.core.actors import Actor, account_of
from hongmajia.core.clocks import due_after
from hongmajia.core.enums import Audience
from hongmajia.core.errors import Refused, TooLate
from hongmajia.core.states import move
from hongmajia.needs.actions import match_need, show_need_to
from hongmajia.needs.enums import SEEKING
from hongmajia.needs.models import Need
from hongmajia.people.models import Helper

from ..enums import EngagementState as S
from ..enums import EngagementVerb, Origin
from ..models import Engagement
from ..states import TRANSITIONS
from .limits import gone
from .telling import named, office, tell_asker, tell_cadres, tell_helper


def locked(need: Need) -> Need:
    rows = Need.objects.select_for_update(of=("self",))
    return rows.select_related("season", "union", "region").get(pk=need.pk)


def relocked(engagement: Engagement) -> Engagement:
    """The engagement as it is now, its need locked before it."""
    need = locked(engagement.need)
    fresh: Engagement = Engagement.objects.with_details().get(pk=engagement.pk)
    fresh.need = need
    return fresh


def open_engagement(
    need: Need, helper: Helper, origin: Origin, actor: Actor | None, **fields: Any
) -> Engagement:
    """A new engagement, and the helper may see the need. One live engagement a pair, one a slot:
    what the rules before let slip the database refuses."""
    if not helper.is_active:
        raise Refused(_("%(helper)s已不在名册上，请另请一位。") % {"helper": helper.public_name})
    if need.engagements.filter(helper=helper).live().exists():
        raise Refused(_("%(helper)s已经在这件上了，不用再请。") % {"helper": helper.public_name})
    who = account_of(actor)
    opened = Engagement(need=need, helper=helper, origin=origin, opened_by=who, **fields)
    try:
        with transaction.atomic():
            opened.save()
    except IntegrityError:
        raise TooLate(gone(need)) from None
    show_need_to(need, [helper.answerer])
    return opened


def free_slot(need: Need) -> int:
    """The first place of the need that nobody has; ``TooLate`` when all are taken."""
    taken = set(need.engagements.filter(slot__isnull=False).values_list("slot", flat=True))
    for slot in range(1, need.helpers_wanted + 1):
        if slot not in taken:
            return slot
    raise TooLate(gone(need))


def agreed_place(need: Need) -> dict[str, Any]:
    """Fields of an engagement that takes a place now: the clock of the first contact starts."""
    return {"slot": free_slot(need), "due_at": contact_by(need)}


def contact_by(need: Need) -> datetime:
    """Until when the two have to have been in touch, from now on."""
    return due_after(timezone.now(), need.season.contact_days)


def agree(engagement: Engagement, actor: Actor, sentence: Any, why: str = "") -> None:
    """Tell all sides, and settle the need."""
    tell_asker(engagement, sentence, actor)
    tell_cadres(engagement, sentence, actor)
    tell_helper(engagement, gettext_lazy("%(title)s：由您来办，请和企业联系"), actor)
    settle(need=engagement.need, actor=actor, why=why)


@transaction.atomic
def settle(*, need: Need, actor: Actor | None, why: str = "") -> None:
    """With all places taken a listed need is matched, and who was asked besides is thanked."""
    need = locked(need)
    agreed = list(need.engagements.placed().with_details().order_by("slot"))
    if len(agreed) < need.helpers_wanted:
        return
    for other in need.engagements.asked().with_details():
        thank(other, actor, why)
    if need.state in SEEKING and need.listed_at:
        names = "、".join(named(engagement)["helper"] for engagement in agreed)
        match_need(need=need, actor=actor, helper=names, due_at=contact_by(need))


def thank(engagement: Engagement, actor: Actor | None, why: str) -> None:
    """End what was asked or offered; the reason is his to read."""
    offered = engagement.state == S.OFFERED
    verb = EngagementVerb.NOT_CHOSEN if offered else EngagementVerb.CANCELLED
    data = office(engagement)
    move(engagement, TRANSITIONS, verb, actor=actor, data=data, note=why, audience=Audience.PARTIES)
    sentence = gettext_lazy("%(title)s：这次没有请您去，谢谢您愿意帮忙")
    if why:
        sentence = gettext_lazy("%(title)s：这次没有请您去（%(why)s），谢谢您愿意帮忙")
    tell_helper(engagement, sentence, actor, why=why)


@transaction.atomic
def end_all(*, need: Need, actor: Actor | None) -> None:
    """The need is withdrawn or merged: nobody has to come, and everybody is thanked."""
    for engagement in need.engagements.filter(state__in=TRANSITIONS[EngagementVerb.ENDED].sources):
        ended = relocked(engagement)
        data = named(ended)
        move(ended, TRANSITIONS, EngagementVerb.ENDED, actor=actor, slot=None, data=data)
        tell_helper(ended, gettext_lazy("%(title)s：需求不再办了，不用您去了，谢谢您"), actor)
