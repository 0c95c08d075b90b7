"""What can be done with ticked rows of the queue of needs."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hongmajia.core.ticking import TickedAct, TickedList
from hongmajia.notices.saying import told_after
from hongmajia.unions.enums import KEEPERS
from hongmajia.unions.facts import EnterpriseFacts
from hongmajia.unions.models import Enterprise
from hongmajia.unions.queries import manageable

from .actions import list_need, take_over_need
from .enums import NeedState
from .listing_forms import CategoryForm
from .models import Need

QUEUE = TickedList(
    address="need_queue_act",
    page="need_queue",
    row_page="need",
    section="desk",
    load=lambda user: Need.objects.visible_to(user).with_details(),
    name_of=lambda _user, need: f"{need.number} {need.title}",
)


def _waits_for_category(user: Any, need: Need) -> bool:
    return need.state == NeedState.SUBMITTED


def _can_be_taken_over(user: Any, need: Need) -> bool:
    return need.state == NeedState.ESCALATED and need.category is not None


def _list(
    need: Need, actor: Any, category: int, firm: str = "", new: EnterpriseFacts | None = None
) -> str:
    done = _("已列入清单。")
    enterprise = Enterprise.objects.filter(pk=firm).first() if firm else None
    if enterprise:
        done = _("已列入清单，记在%(enterprise)s名下。") % {"enterprise": enterprise.name}
    if new:
        _refuse_to_register(need, actor)
        done = _("%(enterprise)s已登记，需求已列入清单，记在它名下。") % {"enterprise": new["name"]}
    facts: dict[str, Any] = {
        "category": category, "enterprise": enterprise, "new_enterprise": new,
    }  # fmt: skip
    return told_after(done, lambda: list_need(need=need, actor=actor, **facts))


def _refuse_to_register(need: Need, actor: Any) -> None:
    """Raise ``PermissionDenied`` for who may register no enterprises of the need's union."""
    here = manageable(actor, *KEEPERS).filter(pk=need.home_union_id)
    if not (actor.has_perm("unions.register_enterprises") and here.exists()):
        raise PermissionDenied("unions.register_enterprises")


def _take_over(need: Need, actor: Any) -> str:
    return told_after(_("已接手。"), lambda: take_over_need(need=need, actor=actor))


LISTING = TickedAct(
    name="list",
    label=gettext_lazy("列入清单"),
    right="needs.verify",
    fits=_waits_for_category,
    do=_list,
    form=CategoryForm,
)
TAKING_OVER = TickedAct(
    name="take-over",
    label=gettext_lazy("接手"),
    right="needs.verify",
    fits=_can_be_taken_over,
    do=_take_over,
)
