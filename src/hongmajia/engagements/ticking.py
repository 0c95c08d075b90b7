"""What can be done with ticked rows of the list of engagements."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hongmajia.core.errors import Refused
from hongmajia.core.ticking import TickedAct, TickedList
from hongmajia.notices.saying import told_after
from hongmajia.unions.enums import STAFF

from .actions import accept, cancel, choose_bid, urge
from .enums import URGED_IN, EngagementState
from .forms import BidsChosenForm, BidsRefusedForm, has_other_bids
from .models import Engagement
from .naming import helper_name
from .rules import answers_on_behalf

ENGAGEMENTS = TickedList(
    address="engagement_list_act",
    page="engagement_list",
    row_page="engagement",
    section="engagements",
    load=lambda user: Engagement.objects.visible_to(user).with_details(),
    name_of=lambda user, one: f"{one.need} – {helper_name(user, one)}",
    export="engagement_export",
    may_export=lambda user, one: bool(user.pk) and bool(user.scope(*STAFF)),
)


def _waits_for_word(user: Any, engagement: Engagement) -> bool:
    return engagement.state == EngagementState.PROPOSED and answers_on_behalf(user, engagement)


def _is_bid(user: Any, engagement: Engagement) -> bool:
    return engagement.state == EngagementState.OFFERED


def _can_be_urged(user: Any, engagement: Engagement) -> bool:
    return engagement.state in URGED_IN and engagement.helper.answerer != user


def _accept(engagement: Engagement, actor: Any) -> str:
    return told_after(_("已代记接单。"), lambda: accept(engagement=engagement, actor=actor))


def _choose(engagement: Engagement, actor: Any, reason: str) -> str:
    if not reason and has_other_bids(engagement):
        raise Refused(_("这件还有别的师傅揭榜，请写为什么选他，没选上的师傅会看到。"))
    done = _("已选定。")
    return told_after(done, lambda: choose_bid(engagement=engagement, actor=actor, reason=reason))


def _urge(engagement: Engagement, actor: Any) -> str:
    return told_after(_("已催。"), lambda: urge(engagement=engagement, actor=actor))


def _refuse(engagement: Engagement, actor: Any, reason: str) -> str:
    done = _("已回绝，师傅会看到原因。")
    return told_after(done, lambda: cancel(engagement=engagement, actor=actor, reason=reason))


ACCEPTING = TickedAct(
    name="accept",
    label=gettext_lazy("代记接单"),
    right="engagements.answer",
    fits=_waits_for_word,
    do=_accept,
)
CHOOSING = TickedAct(
    name="choose",
    label=gettext_lazy("选定揭榜"),
    right="engagements.choose",
    fits=_is_bid,
    do=_choose,
    form_of_all=BidsChosenForm,
)
REFUSING = TickedAct(
    name="refuse",
    label=gettext_lazy("回绝揭榜"),
    right="engagements.cancel",
    fits=_is_bid,
    do=_refuse,
    form_of_all=BidsRefusedForm,
)
URGING = TickedAct(
    name="urge",
    label=gettext_lazy("催一催"),
    right="engagements.urge",
    fits=_can_be_urged,
    do=_urge,
)
