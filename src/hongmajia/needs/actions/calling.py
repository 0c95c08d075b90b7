"""What is done for somebody who telephones: look up, write, tell the code, note what they said."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Unpack

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hongmajia.core.acts import record
from hongmajia.core.enums import Audience
from hongmajia.core.errors import Refused, require_reason
from hongmajia.notices.telling import tell
from hongmajia.unions.enums import KEEPERS
from hongmajia.unions.models import User

from ..enums import Channel, NeedVerb
from ..facts import Facts
from ..models import Need
from ..queries import union_side
from .shared import lock_need, office_data, office_or_asker, page_of
from .submitting import submit_need

EARLIEST = timedelta(days=60)
"""How long before its entry a need may have been told; visits are recorded as far back."""


@transaction.atomic
def note_lookup(*, needs: Iterable[Need], actor: User) -> None:
    """Log that these needs were found and shown for a caller."""
    for need in needs:
        record(actor, NeedVerb.LOOKED_UP, need)


@transaction.atomic
def tell_code(*, need: Need, actor: User, phone: str) -> str:
    """The tracking code, to be read out to a caller who gave ``phone``; each time is logged.

    Whoever has the code acts as the asker, so the number must be the whole one of this need;
    raises ``Refused`` for another.
    """
    if not phone or phone != need.contact_phone:
        raise Refused(_("手机号对不上，不能报追踪码。请来电人报提需求时留的完整手机号，重新查。"))
    record(actor, NeedVerb.CODE_TOLD, need)
    return need.tracking_code


@transaction.atomic
def note_call(*, need: Need, actor: User, said: str) -> None:
    """Write down what a caller said about the need, for the parties; the union is told.

    The room ``engagements`` hears of the event and tells the helpers.
    """
    need = lock_need(need)
    data = office_or_asker(need, actor)
    record(actor, NeedVerb.CALLER_SAID, need, note=said, audience=Audience.PARTIES, data=data)
    sentence = gettext_lazy("%(title)s：提出人来电说了情况，请看")
    tell(union_side(need.union), sentence, page_of(need), actor, title=need)


@transaction.atomic
def note_telling(*, need: Need, actor: User, told_on: date, reason: str) -> Need:
    """Note that the need was told on a day before it was entered; visits may be from then on.

    ``reason`` (who told it to whom, and why it was entered later) stands in the story. Raises
    ``Refused`` without one, for a day after that of the entry, and for one more than ``EARLIEST``
    before it.
    """
    require_reason(reason, _("请写明是谁在电话里说的、为什么当时没有录入。"))
    need = lock_need(need)
    entered = timezone.localdate(need.submitted_at)
    if told_on > entered:
        day = date_format(entered, "DATE_FORMAT")
        raise Refused(_("%(day)s就录入了，请选这一天或更早的日子。") % {"day": day})
    if told_on < entered - EARLIEST:
        raise Refused(_("早于录入60天以上，请核对日期。"))
    need.told_on = told_on
    need.save(update_fields=["told_on"])
    data = {**office_data(need), "day": told_on.isoformat()}
    record(actor, NeedVerb.TOLD_BEFORE, need, note=reason, audience=Audience.PARTIES, data=data)
    return need


def submit_for_caller(*, actor: User, tracking_code: str, **facts: Unpack[Facts]) -> Need:
    """Submit the need that ``actor`` wrote down for a caller; raises as ``submit_need``.

    The asker is the contact of the enterprise who has this number, else nobody with an account.
    """
    enterprise = facts.get("enterprise")
    contacts = enterprise.contacts.filter(is_active=True) if enterprise else ()
    asker = next((each for each in contacts if each.phone == facts["contact_phone"]), None)
    offices = [name for role, _path, name in actor.seats if role in KEEPERS]
    return submit_need(
        actor=actor,
        asker=asker,
        channel=Channel.LIAISON,
        tracking_code=tracking_code,
        office=offices[-1],
        **facts,
    )
