"""Opening an engagement by dispatch, order, claim or pairing; bids are in ``bids``."""

from collections.abc import Iterable
from typing import Any, Unpack

from django.core.files import File
from django.db import transaction
from django.utils.translation import gettext_lazy

from hongmajia.core.actors import Actor
from hongmajia.core.acts import record
from hongmajia.core.deadlines import Deadline
from hongmajia.core.enums import Audience
from hongmajia.core.states import move
from hongmajia.needs.actions import submit_need
from hongmajia.needs.enums import Channel
from hongmajia.needs.facts import Facts
from hongmajia.needs.models import Need
from hongmajia.offers.models import Offer
from hongmajia.people.models import Helper
from hongmajia.unions.enums import Stage

from ..enums import EngagementState as S
from ..enums import EngagementVerb, Origin
from ..fitness import refuse_unlicensed
from ..models import Engagement
from ..states import TRANSITIONS
from ..told import CLAIMED, PAIRED
from .answers import accept
from .lifecycle import (
    announce_agreement,
    free_slot,
    lock_need,
    open_engagement,
    place_fields,
    tell_the_chosen,
)
from .limits import (
    refuse_beyond_proposal_limit,
    refuse_order,
    refuse_unless_seeking,
    refuse_unsuitable,
    refuse_while_open_for_bids,
)
from .notifying import act_data, helper_data, notify_invited, office_data


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
    """Invite a helper (派单), who can then see the need and has ``accept_days`` to answer.

    ``score`` and ``reasons`` come from matching; ``reasons`` are ``engine.Reason.as_dict()``.
    Raises ``Unsuitable`` if the helper's own limits exclude the need and ``overrule`` gives no
    reason to invite them anyway; ``Refused`` with ``MAX_PROPOSALS`` unanswered invitations;
    ``WrongState`` or ``TooLate`` for a need that does not look for a helper.
    """
    need = lock_need(need)
    refuse_unless_seeking(need)
    free_slot(need)
    refuse_beyond_proposal_limit(need)
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
    notify_invited(asked, gettext_lazy("%(union)s请您帮忙：%(title)s"))
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
    """Order from the service list (点单): submit a need and invite the offer's helper to it.

    The union verifies the need as usual; the helper need not wait for that (ADR 7). ``actor`` may
    be an anonymous visitor. Raises ``ValidationError`` for invalid facts, ``Refused`` for an offer
    that cannot be ordered now.
    """
    refuse_order(offer, actor, facts.get("contact_phone", ""))
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
    data = {**helper_data(asked), "actor": need.contact_name}
    record(actor, EngagementVerb.ORDERED, asked, to_state=asked.state, data=data)
    notify_invited(asked, gettext_lazy("有人点了您的单：%(title)s"))
    return asked


@transaction.atomic
def claim_need(*, need: Need, helper: Helper, actor: Actor) -> Engagement:
    """Claim a listed need (认领), for oneself or for the team one leads.

    Of simultaneous claims as many succeed as the need has places; the others raise ``TooLate``. A
    helper who was invited to the need accepts that invitation instead. Raises ``Refused`` while the
    need is open to bids.
    """
    need = lock_need(need)
    if asked := need.engagements.filter(helper=helper, state=S.PROPOSED).first():
        return accept(engagement=asked, actor=actor)
    refuse_unless_seeking(need)
    refuse_while_open_for_bids(need)
    claimed = open_engagement(
        need, helper, Origin.CLAIM, actor, state=S.ACCEPTED, **place_fields(need)
    )
    data = act_data(claimed, EngagementVerb.CLAIMED, actor)
    record(actor, EngagementVerb.CLAIMED, claimed, to_state=claimed.state, data=data)
    announce_agreement(claimed, actor, CLAIMED)
    return claimed


@transaction.atomic
def pair(
    *, need: Need, helper: Helper, actor: Actor, message: str = "", overrule: str = ""
) -> Engagement:
    """Record a pairing (一对一) that both sides agreed to beforehand; it is accepted at once.

    An open invitation or bid of the same helper becomes the pairing. Raises ``Unsuitable`` as
    ``propose`` does.
    """
    need = lock_need(need)
    refuse_unless_seeking(need)
    paired = need.engagements.filter(helper=helper).asked().first()
    if paired:
        refuse_unlicensed(need, helper)
        move(
            paired,
            TRANSITIONS,
            EngagementVerb.PAIRED,
            actor=actor,
            data=office_data(paired),
            note=overrule,
            audience=Audience.UNIONS,
            **place_fields(need),
        )
    else:
        refuse_unsuitable(need, helper, overrule)
        place = place_fields(need)
        paired = open_engagement(
            need, helper, Origin.PAIRING, actor, state=S.ACCEPTED, message=message, **place
        )
        _record_asking(actor, EngagementVerb.PAIRED, paired, overrule)
    tell_the_chosen(paired, actor)
    announce_agreement(paired, actor, PAIRED)
    return paired


def _record_asking(
    actor: Actor | None, verb: EngagementVerb, engagement: Engagement, overrule: str
) -> None:
    record(
        actor,
        verb,
        engagement,
        to_state=engagement.state,
        data=office_data(engagement),
        note=overrule,
        audience=Audience.UNIONS if overrule else Audience.EVERYONE,
    )


def _answer_by(need: Need) -> Deadline:
    return need.season.deadline(Stage.MATCH, need.days_for(need.season.accept_days))
