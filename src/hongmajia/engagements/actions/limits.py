"""Conditions for a new engagement; each refusal tells the person what to do instead."""

from django.utils.translation import gettext as _

from hongmajia.core.actors import Actor
from hongmajia.core.errors import Refused, TooLate, WrongState
from hongmajia.needs.enums import AT_WORK, OVER, SEEKING
from hongmajia.needs.models import Need
from hongmajia.offers.models import Offer
from hongmajia.people.models import Helper
from hongmajia.unions.stages import refuse_before_matching

from ..enums import MAX_OPEN_ORDERS, MAX_PROPOSALS
from ..enums import EngagementState as S
from ..queries import is_open_for_bids, objections, open_orders


class Unsuitable(Refused):
    """The helper's own limits exclude the need; a cadre may invite them anyway with a reason."""


def refuse_unless_seeking(need: Need) -> None:
    """Raise unless the need is listed, looks for a helper, and the matching stage has begun.

    ``TooLate`` if it has its helpers or is over, ``WrongState`` if it is not listed yet,
    ``Refused`` before the stage.
    """
    if need.state in (*AT_WORK, *OVER):
        raise TooLate(too_late_message(need))
    if need.state not in SEEKING or need.listed_at is None:
        raise WrongState(_("这件还没有列入清单，先核实再请师傅。"))
    refuse_before_matching(need.season)


def refuse_before_listing(need: Need) -> None:
    """Raise ``WrongState`` if the need is not verified yet: no visit, no record (ADR 24)."""
    if not need.is_verified:
        words = {"union": need.union.name}
        raise WrongState(
            _("这件还没有列入清单，等%(union)s核实以后再约时间、写记录；可以先和企业联系。") % words
        )


def refuse_to_tackle(need: Need) -> None:
    """Raise ``TooLate`` for a need that is over: there is nothing to be tackled any more."""
    if need.state in OVER:
        raise TooLate(_("这件已经办结，不用再攻关，请选别的结果。"))


def refuse_while_agreed(need: Need) -> None:
    """Raise ``Refused`` if a helper has agreed to come and the service is not over."""
    if need.engagements.filter(state__in=(S.ACCEPTED, S.SCHEDULED, S.SERVED)).exists():
        raise Refused(_("已经有师傅在办，不能撤下清单。要重新来，先请师傅退出。"))


def too_late_message(need: Need) -> str:
    """Return what to tell somebody who wanted to help but comes too late."""
    if need.state in OVER:
        return _("这件已经办结了，谢谢您愿意帮忙。清单上还有别的需求等着您。")
    return _("这件刚有别的师傅接了，谢谢您愿意帮忙。清单上还有别的需求等着您。")


def refuse_while_open_for_bids(need: Need) -> None:
    """Raise ``Refused`` if the need can only be bid for, not claimed."""
    if is_open_for_bids(need):
        raise Refused(_("这件正在张榜，请揭榜，由工会来选。"))


def refuse_beyond_proposal_limit(need: Need) -> None:
    """Raise ``Refused`` with ``MAX_PROPOSALS`` unanswered invitations (docs/domain.md, rule 3)."""
    if need.engagements.filter(state=S.PROPOSED).count() >= MAX_PROPOSALS:
        words = {"n": MAX_PROPOSALS}
        raise Refused(_("已经有%(n)s位师傅还没答复，请等他们答复，或先取消一份邀请。") % words)


def refuse_unsuitable(need: Need, helper: Helper, overrule: str) -> None:
    """Raise ``Unsuitable`` if the helper's limits exclude the need and ``overrule`` is empty.

    The limits: docs/domain.md, rule 5; overruling them with a reason: rule 8.
    """
    if not overrule.strip() and (against := objections(need, helper)):
        words = {"why": _("；").join(against)}
        raise Unsuitable(_("%(why)s。一定要请他，请写明原因。") % words)


def refuse_order(offer: Offer, actor: Actor, phone: str) -> None:
    """Raise if ``actor`` with this telephone number cannot order the offer now.

    ``TooLate`` for an offer that is not listed any more, ``Refused`` for a paused helper and for a
    number with ``MAX_OPEN_ORDERS`` unanswered orders.
    """
    helper = offer.helper
    if not (offer.is_listed and helper.is_active):
        raise TooLate(_("这项服务已经下架，请看看清单上别的。"))
    if helper.is_paused:
        words = {"helper": helper.public_name, "until": f"{helper.paused_until:%Y-%m-%d}"}
        raise Refused(_("%(helper)s暂停接单到%(until)s，请另选一位，或者直接提需求。") % words)
    if open_orders(actor, phone) >= MAX_OPEN_ORDERS:
        raise Refused(_("您已经有%(n)s单在等答复，等有了回音再点。") % {"n": MAX_OPEN_ORDERS})
