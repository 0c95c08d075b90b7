"""Roads into an engagement: dispatch, order, claim, pairing."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, Unpack

from django.core.files import File
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy

from hongmajia.core.actors import Actor
from hongmajia.core.acts import record
from hongmajia.core.clocks import due_after
from hongmajia.core.enums import Audience
from hongmajia.core.states import move
from hongmajia.needs.actions import submit_need
from hongmajia.needs.enums import Channel
from hongmajia.needs.facts import Facts
from hongmajia.needs.models import Need
from hongmajia.offers.models import Offer
from hongmajia.people.models import Helper

from ..enums import EngagementState as S
from ..enums import EngagementVerb, Origin
from ..models import Engagement
from ..states import TRANSITIONS
from .answers import accept
from .joining import agree, agreed_place, free_slot, locked, open_engagement
from .limits import (
    refuse_a_fourth,
    refuse_order,
    refuse_unless_seeking,
    refuse_unsuitable,
    refuse_while_called,
)
from .telling import ask, named, office


@transaction.atomic
def propose(
    *,
    need: Need,
    helper: Helper,
    actor: Actor | None,
    message: str = "",
    score: float | None = None,
    reasons: Iterable[dict[str, Any]] = (),
    overrule: str = "",
) -> Engagement:
    """Ask a helper (派单); he has the season's ``accept_days`` to answer, and sees the need.

    ``reasons`` are the engine's sayings as ``as_dict`` stores them. Raises ``Unsuitable`` where
    his pause, his week or the distance speak against it, unless ``overrule`` says why to ask
    nevertheless; ``Refused`` with ``MAX_PROPOSALS`` unanswered invitations out.
    """
    need = locked(need)
    refuse_unless_seeking(need)
    free_slot(need)
    refuse_a_fourth(need)
    refuse_unsuitable(need, helper, overrule)
    asked = open_engagement(
        need,
        helper,
        Origin.DISPATCH,
        actor,
        state=S.PROPOSED,
        due_at=_answer_by(need),
        message=message,
        score=score,
        reasons=list(reasons),
    )
    _record_asking(actor, EngagementVerb.PROPOSED, asked, overrule)
    ask(asked, gettext_lazy("%(union)s请您帮忙：%(title)s"))
    return asked


@transaction.atomic
def order_offer(
    *,
    offer: Offer,
    actor: Actor,
    photos: Iterable["File[Any]"] = (),
    tracking_code: str = "",
    **facts: Unpack[Facts],
) -> Engagement:
    """Order from the service list (点单): a need born with its helper, who is asked at once.

    The union verifies the need as it does any other; the helper need not wait for that (ADR 7).
    ``actor`` may be the anonymous visitor. Raises ``ValidationError`` for facts that cannot be,
    ``Refused`` for an offer that is not to be had now.
    """
    refuse_order(offer, facts.get("contact_phone", ""))
    facts["text"] = facts.get("text") or offer.title
    need = submit_need(
        actor=actor, channel=Channel.ORDER, photos=photos, tracking_code=tracking_code, **facts
    )
    asked = open_engagement(
        need,
        offer.helper,
        Origin.ORDER,
        actor,
        state=S.PROPOSED,
        due_at=_answer_by(need),
        offer=offer,
    )
    data = {**named(asked), "actor": need.contact_name}
    record(actor, EngagementVerb.ORDERED, asked, to_state=asked.state, data=data)
    ask(asked, gettext_lazy("有人点了您的单：%(title)s"))
    return asked


@transaction.atomic
def claim_need(*, need: Need, helper: Helper, actor: Actor) -> Engagement:
    """Take on a listed need (认领), for oneself or for the team one leads.

    Of many at once as many win as the need wants; the others get ``TooLate``. Who was invited
    already accepts that invitation.
    """
    need = locked(need)
    if asked := need.engagements.filter(helper=helper, state=S.PROPOSED).first():
        return accept(engagement=asked, actor=actor)
    refuse_unless_seeking(need)
    refuse_while_called(need)
    claimed = open_engagement(
        need, helper, Origin.CLAIM, actor, state=S.ACCEPTED, **agreed_place(need)
    )
    data = named(claimed)
    record(actor, EngagementVerb.CLAIMED, claimed, to_state=claimed.state, data=data)
    agree(claimed, actor, gettext_lazy("%(title)s：%(helper)s认领了"))
    return claimed


@transaction.atomic
def pair(
    *, need: Need, helper: Helper, actor: Actor, message: str = "", overrule: str = ""
) -> Engagement:
    """One to one (一对一), agreed beforehand: accepted at once. A standing invitation or bid of
    the same helper becomes it. ``Unsuitable`` as with ``propose``."""
    need = locked(need)
    refuse_unless_seeking(need)
    paired = need.engagements.filter(helper=helper).asked().first()
    if paired:
        move(
            paired,
            TRANSITIONS,
            EngagementVerb.PAIRED,
            actor=actor,
            data=office(paired),
            note=overrule,
            audience=Audience.UNIONS,
            **agreed_place(need),
        )
    else:
        refuse_unsuitable(need, helper, overrule)
        place = agreed_place(need)
        paired = open_engagement(
            need, helper, Origin.PAIRING, actor, state=S.ACCEPTED, message=message, **place
        )
        _record_asking(actor, EngagementVerb.PAIRED, paired, overrule)
    agree(paired, actor, gettext_lazy("%(title)s：说好由%(helper)s一对一帮助"))
    return paired


def _record_asking(
    actor: Actor | None, verb: EngagementVerb, engagement: Engagement, overrule: str
) -> None:
    record(
        actor,
        verb,
        engagement,
        to_state=engagement.state,
        data=office(engagement),
        note=overrule,
        audience=Audience.UNIONS if overrule else Audience.EVERYONE,
    )


def _answer_by(need: Need) -> datetime:
    return due_after(timezone.now(), need.season.accept_days)
