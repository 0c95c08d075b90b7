"""Inviting helpers for ticked needs."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hongmajia.core.ticking import TickedAct, TickedList
from hongmajia.needs.models import Need
from hongmajia.needs.ticking import QUEUE
from hongmajia.notices.saying import told_after
from hongmajia.people.models import Helper
from hongmajia.people.naming import name_for

from .actions import invite_helper
from .forms import InvitationForm

TO_INVITE = TickedList(
    address="invite_many_act",
    page="invite_many",
    row_page="need",
    section="desk",
    load=QUEUE.load,
    name_of=QUEUE.name_of,
)


def _has_somebody(user: Any, need: Need) -> bool:
    return bool(getattr(need, "offered", ()))


def _invite(need: Need, actor: Any, helper: Helper) -> str:
    done = _("已请%(helper)s。") % {"helper": name_for(actor, helper)}
    return told_after(done, lambda: invite_helper(need=need, helper=helper, actor=actor))


INVITING = TickedAct(
    name="invite",
    label=gettext_lazy("发出邀请"),
    right="needs.match",
    fits=_has_somebody,
    do=_invite,
    form=InvitationForm,
)
