"""Actions on lasting pairings of a helper with an enterprise."""

from typing import Unpack

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hongmajia.core.actors import Actor
from hongmajia.core.acts import record
from hongmajia.core.errors import Refused, WrongState, require_reason
from hongmajia.notices.actions import notify, others

from ..enums import HelperVerb
from ..facts import TieFacts
from ..models import FirmTie, Helper
from .steps import locked, notify_answerer


@transaction.atomic
def tie_firm(*, helper: Helper, actor: Actor, **facts: Unpack[TieFacts]) -> FirmTie:
    """Note that the helper looks after the enterprise from the day ``since`` on; both are told.

    Raises ``Refused`` for a day to come, for a helper who is off the roll, and if the two are
    paired already; ``ValidationError`` without an aim.
    """
    helper, enterprise = locked(helper), facts["enterprise"]
    if not helper.is_active:
        raise Refused(_("已经移出名册，不能再结对。"))
    if facts["since"] > timezone.localdate():
        raise Refused(_("日期还没到。"))
    if helper.firm_ties.filter(enterprise=enterprise, ended_on=None).exists():
        raise Refused(_("他们已经长期结对了。"))
    tie = FirmTie(helper=helper, **{**facts, "aim": facts["aim"].strip()})
    tie.full_clean()
    tie.save()
    words = {"firm": enterprise.name, "helper": helper}
    record(actor, HelperVerb.TIED, helper, data={"firm": enterprise.name})
    sentence = gettext_lazy("您和%(firm)s长期结对")
    notify_answerer(helper, actor, sentence, firm=enterprise.name)
    contacts = enterprise.contacts.filter(is_active=True)
    said = gettext_lazy("%(helper)s和%(firm)s长期结对，有难题可以直接找")
    notify(others(contacts, actor), said, reverse("helper", args=[helper.pk]), **words)
    return tie


@transaction.atomic
def end_tie(*, tie: FirmTie, actor: Actor, reason: str) -> FirmTie:
    """End a pairing today, with a reason. Raises ``Refused`` without one, ``WrongState`` twice."""
    require_reason(reason, _("请写明为什么结束。"))
    rows = FirmTie.objects.select_for_update(of=("self",)).select_related("helper", "enterprise")
    tie = rows.get(pk=tie.pk)
    if tie.ended_on:
        raise WrongState(_("已经结束了。"))
    tie.ended_on, tie.end_reason = timezone.localdate(), reason.strip()
    tie.save(update_fields=["ended_on", "end_reason"])
    firm = tie.enterprise.name
    record(actor, HelperVerb.UNTIED, tie.helper, note=reason, data={"firm": firm})
    sentence = gettext_lazy("您和%(firm)s的长期结对结束了：%(reason)s")
    notify_answerer(tie.helper, actor, sentence, firm=firm, reason=reason)
    return tie
