"""What can be done with ticked campaigns: agreeing to run them together, and calling them off."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hongmajia.core.ticking import TickedAct, TickedList
from hongmajia.notices.saying import told_after
from hongmajia.unions.enums import Role

from .actions import call_off_campaign
from .enums import AskState
from .models import Campaign
from .partnering import agree_to_partner

CAMPAIGNS = TickedList(
    address="campaign_act",
    page="campaign_list",
    row_page="campaign",
    section="news",
    load=lambda user: Campaign.objects.visible_to(user).with_asks(),
    name_of=lambda _user, campaign: campaign.name,
)


class CallOffForm(forms.Form):
    """Why a campaign is called off."""

    reason = forms.CharField(
        label=gettext_lazy("为什么取消"), required=False, max_length=300,
        widget=forms.TextInput({"form": "ticked"}),
    )  # fmt: skip

    def __init__(self, data: Any, campaign: Campaign, prefix: str) -> None:
        super().__init__(data, prefix=prefix)


def _is_standing(user: Any, campaign: Campaign) -> bool:
    return bool(user.pk) and campaign.called_off_at is None


def _is_own(user: Any, campaign: Campaign) -> bool:
    return _is_standing(user, campaign) and campaign.union.path in user.scope(Role.CADRE)


def _agree(campaign: Campaign, actor: Any) -> str:
    """Answer for each union of the actor's that was asked."""
    asks = campaign.asks.filter(state=AskState.OPEN).select_related("union")
    mine = [ask for ask in asks if actor.holds(ask.union.path, Role.CADRE)]
    return told_after(
        _("已同意联办。"), lambda: [agree_to_partner(ask=ask, actor=actor) for ask in mine]
    )


def _call_off(campaign: Campaign, actor: Any, reason: str) -> str:
    return told_after(
        _("已取消。"), lambda: call_off_campaign(campaign=campaign, actor=actor, reason=reason)
    )


AGREEING = TickedAct(
    name="agree", label=gettext_lazy("同意联办"), right="campaigns.agree",
    fits=_is_standing, do=_agree,
)  # fmt: skip
CALLING_OFF = TickedAct(
    name="call-off", label=gettext_lazy("取消"), right="campaigns.keep",
    fits=_is_own, do=_call_off, form=CallOffForm,
)  # fmt: skip
