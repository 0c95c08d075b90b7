"""Asking unions to be partners of a campaign, and their answers (ADR 99)."""

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hongmajia.core.actors import Actor
from hongmajia.core.acts import record
from hongmajia.core.errors import Refused, WrongState, require_reason
from hongmajia.core.states import move
from hongmajia.notices.actions import notify, others
from hongmajia.notices.enums import Kind
from hongmajia.unions.models import Union
from hongmajia.unions.queries import cadres_of

from .enums import AskState, CampaignVerb
from .models import Campaign, PartnerAsk
from .states import PARTNERS


def wanted_as_partners(campaign: Campaign) -> list[Union]:
    """The unions that agreed, and those that have not answered yet."""
    asks = campaign.asks.filter(state=AskState.OPEN).select_related("union")
    return [*campaign.partners.all(), *(ask.union for ask in asks)]


def want_partners(campaign: Campaign, partners: Sequence[Union], actor: Actor) -> bool:
    """Ask those that are new, let go those that are not wanted; whether there was a difference.

    The host and the unions below it take part anyway. Who declined before is asked again. The
    caller has locked the campaign.
    """
    path = campaign.union.path
    wanted = {union.pk: union for union in partners if not union.path.startswith(path)}
    before = {union.pk: union for union in wanted_as_partners(campaign)}
    if wanted.keys() == before.keys():
        return False
    campaign.asks.filter(union__in=before.keys() - wanted.keys()).delete()
    campaign.partners.remove(*(before.keys() - wanted.keys()))
    for key, union in wanted.items():
        if key not in before:
            _ask(campaign, union, actor)
    return True


def _ask(campaign: Campaign, union: Union, actor: Actor) -> None:
    ask = campaign.asks.filter(union=union).first()
    verb, data = CampaignVerb.PARTNER_ASKED, {"union": union.name}
    if ask is None:
        ask = PartnerAsk.objects.create(campaign=campaign, union=union)
        record(actor, verb, ask, to_state=ask.state, data=data)
    else:
        again: dict[str, Any] = {"asked_at": timezone.now(), "answered_at": None, "reason": ""}
        move(ask, PARTNERS, verb, actor=actor, data=data, **again)
    sentence = gettext_lazy("%(union)s请您的工会联办“%(name)s”，请答复")
    words = {"union": campaign.union.name, "name": campaign.name}
    page = reverse("campaign_partner", args=[ask.pk])
    notify(others(cadres_of(union), actor), sentence, page, kind=Kind.ACT, **words)


@transaction.atomic
def agree_to_partner(*, ask: PartnerAsk, actor: Actor) -> PartnerAsk:
    """Become a partner: from now on records of the union and those below it may belong.

    Raises ``WrongState`` if it was answered before, ``Refused`` for a campaign called off.
    """
    ask = _waiting(ask)
    ask.campaign.partners.add(ask.union)
    _answer(ask, CampaignVerb.PARTNER_AGREED, actor, gettext_lazy("%(union)s同意联办“%(name)s”"))
    return ask


@transaction.atomic
def decline_to_partner(*, ask: PartnerAsk, actor: Actor, reason: str) -> PartnerAsk:
    """Decline, with a reason that the host reads. Raises as ``agree_to_partner`` does.

    Raises ``Refused`` also without a reason.
    """
    require_reason(reason, _("请写明为什么不联办，主办工会会看到。"))
    ask = _waiting(ask)
    sentence = gettext_lazy("%(union)s没有同意联办“%(name)s”：%(reason)s")
    _answer(ask, CampaignVerb.PARTNER_DECLINED, actor, sentence, reason.strip())
    return ask


def _waiting(ask: PartnerAsk) -> PartnerAsk:
    """Lock the campaign and the ask that waits, in the order of ``want_partners``."""
    campaign = Campaign.objects.select_for_update().get(pk=ask.campaign_id)
    rows = PartnerAsk.objects.select_for_update(of=("self",))
    found = rows.select_related("union", "campaign__union").filter(pk=ask.pk).first()
    if found is None or found.state != AskState.OPEN:
        raise WrongState(_("这件已经答复过了，或者主办工会不再邀请了。"))
    if campaign.called_off_at:
        raise Refused(_("“%(name)s”已经取消，不能再改。") % {"name": campaign.name})
    return found


def _answer(
    ask: PartnerAsk, verb: CampaignVerb, actor: Actor, sentence: object, reason: str = ""
) -> None:
    """Store the answer and tell the host."""
    campaign, words = ask.campaign, {"union": ask.union.name, "name": ask.campaign.name}
    move(
        ask, PARTNERS, verb, actor=actor, note=reason, data={"union": ask.union.name},
        reason=reason, answered_at=timezone.now(),
    )  # fmt: skip
    page = reverse("campaign", args=[campaign.pk])
    told = others(cadres_of(campaign.union), actor)
    notify(told, sentence, page, reason=" ".join(ask.reason.split()), **words)
