"""Taking back what a union decided by mistake: a merge, and the listing of a need."""

from django.db import transaction
from django.utils.translation import gettext as _

from hongmajia.core.actors import Actor
from hongmajia.core.acts import record
from hongmajia.core.enums import Audience
from hongmajia.core.errors import Refused, require_reason
from hongmajia.core.models import Event
from hongmajia.core.states import move

from ..enums import WORKED_ON, NeedVerb
from ..models import Need
from ..states import TRANSITIONS
from ..told import PARTED, UNLISTED
from .shared import lock_need, lock_pair, office_data, tell_askers, verify_by


@transaction.atomic
def unmerge_need(*, need: Need, actor: Actor, reason: str) -> Need:
    """Part a need from the one it was merged into; it is to be verified anew.

    Needs that came along with it follow it again. Raises ``Refused`` without a reason, and while
    a helper works on the other: for them it is one problem.
    """
    require_reason(reason, _("请写明为什么分开，提出人会看到。"))
    if need.merged_into is None:
        raise Refused(_("这件没有并入别的需求。"))
    into, need = lock_pair(need.merged_into, need)
    if need.merged_into_id != into.pk:
        raise Refused(_("刚才有人先办了一步，请刷新看看最新情况。"))
    if into.state in WORKED_ON:
        says = _("%(number)s已经有师傅在办，这时不能分开。等办完，或者师傅退出以后再分。")
        raise Refused(says % {"number": into.number})
    Need.objects.filter(pk__in=_brought_along(need), merged_into=into).update(merged_into=need)
    _back_to_verify(need, NeedVerb.UNMERGED, actor, reason, number=into.number, into=into.pk)
    data = {**office_data(need), "number": need.number}
    record(actor, NeedVerb.PARTED, into, note=reason, audience=Audience.PARTIES, data=data)
    tell_askers(need, actor, PARTED, title=need, number=into.number, reason=_one_line(reason))
    return need


@transaction.atomic
def unlist_need(*, need: Need, actor: Actor, reason: str) -> Need:
    """Take a need off the 企业问题清单, to be verified anew; open invitations are cancelled.

    Raises ``Refused`` without a reason, and once a helper has agreed.
    """
    require_reason(reason, _("请写明为什么撤下来重新核实，提出人会看到。"))
    need = lock_need(need)
    if need.state in WORKED_ON:
        raise Refused(_("已经有师傅在办，不能撤下清单。要重新来，先请师傅退出。"))
    _back_to_verify(need, NeedVerb.UNLISTED, actor, reason)
    tell_askers(need, actor, UNLISTED, title=need, reason=_one_line(reason))
    return need


def _one_line(reason: str) -> str:
    return " ".join(reason.split())


def _back_to_verify(
    need: Need, verb: NeedVerb, actor: Actor, reason: str, **data: str | int
) -> None:
    """Move the need to ``SUBMITTED``, as if it had not been listed, with a new time limit."""
    move(
        need,
        TRANSITIONS,
        verb,
        actor=actor,
        due_at=verify_by(need),
        note=reason,
        audience=Audience.PARTIES,
        data={**office_data(need), **data},
        listed_at=None,
        bid_until=None,
        merged_into=None,
    )


def _brought_along(need: Need) -> list[int]:
    """Keys of the needs that had been merged into this one when it was merged itself."""
    merges = Event.objects.filter(story=need.story, verb=NeedVerb.MERGED)
    last = merges.order_by("-at", "-pk").first()
    return last.data.get("along", []) if last else []
