"""Enumerations of an engagement (对接单)."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from hongmajia.core.marks import Colour, Mark, Marks


class Origin(TextChoices):
    """How an engagement arises (docs/domain.md, “Origins of an engagement”)."""

    ORDER = "order", _("点单")
    CLAIM = "claim", _("认领")
    DISPATCH = "dispatch", _("派单")
    BID = "bid", _("揭榜")
    PAIRING = "pairing", _("一对一")
    MEETING = "meeting", _("交流会")


class EngagementState(TextChoices):
    """The states of an engagement; ``states`` holds the transitions."""

    OFFERED = "offered", _("等工会选定")
    PROPOSED = "proposed", _("等师傅答复")
    ACCEPTED = "accepted", _("已接单")
    SCHEDULED = "scheduled", _("已约时间")
    SERVED = "served", _("已服务")
    CONFIRMED = "confirmed", _("企业已确认")
    DECLINED = "declined", _("已谢绝")
    EXPIRED = "expired", _("没有答复")
    CANCELLED = "cancelled", _("已取消")


ENGAGEMENT_MARKS: Marks = {
    EngagementState.OFFERED: Mark("clock-hour-4", Colour.AMBER),
    EngagementState.PROPOSED: Mark("clock-hour-4", Colour.AMBER),
    EngagementState.ACCEPTED: Mark("arrows-right-left", Colour.BLUE),
    EngagementState.SCHEDULED: Mark("calendar", Colour.BLUE),
    EngagementState.SERVED: Mark("clock-hour-4", Colour.AMBER),
    EngagementState.CONFIRMED: Mark("circle-check-filled", Colour.GREEN),
    EngagementState.DECLINED: Mark("circle-x", Colour.GREY),
    EngagementState.EXPIRED: Mark("hourglass", Colour.GREY),
    EngagementState.CANCELLED: Mark("circle-x", Colour.GREY),
}


E = EngagementState
ASKED = (E.OFFERED, E.PROPOSED)
"""Not agreed: an open bid or an unanswered invitation."""

AGREED = (E.ACCEPTED, E.SCHEDULED, E.SERVED, E.CONFIRMED)
"""Agreed, and neither given up nor cancelled since."""

WORKING = (E.ACCEPTED, E.SCHEDULED)
"""Agreed and not served yet: the helper still has to come or to report."""

FINISHED = (E.SERVED, E.CONFIRMED)
"""Served: a record says how it ended."""

URGED_IN = (E.PROPOSED, E.ACCEPTED)
"""States in which the union may urge the helper: to answer, to call, to agree on a time."""

LIVE = (*ASKED, E.ACCEPTED, E.SCHEDULED, E.SERVED)
"""Not over; a pair of need and helper has at most one such engagement (a database constraint)."""


OPEN = (*ASKED, E.ACCEPTED, E.SCHEDULED)
"""Before the service: an answer, a choice, a contact or a visit is awaited."""

MAX_PROPOSALS = 3
"""Unanswered proposals a need may have at a time (docs/domain.md, rule 3)."""

MAX_OPEN_ORDERS = 3
"""Unanswered orders one telephone number may have at a time."""


class EngagementVerb(TextChoices):
    """Verbs of the events of an engagement; the labels are sentences of the need's timeline."""

    PROPOSED = "engagement.proposed", _("%(actor)s邀请%(helper)s")
    ORDERED = "engagement.ordered", _("%(actor)s点单，请%(helper)s")
    CLAIMED = "engagement.claimed", _("%(helper)s认领")
    PAIRED = "engagement.paired", _("%(actor)s安排%(helper)s一对一帮助")
    MEETING = "engagement.meeting", _("%(actor)s请%(helper)s在交流会上解答")
    LEFT_MEETING = "engagement.left_meeting", _("%(helper)s的交流会不解答这件了")
    BID = "engagement.bid", _("%(helper)s揭榜")
    CHOSEN = "engagement.chosen", _("%(actor)s选定%(helper)s的揭榜")
    ACCEPTED = "engagement.accepted", _("%(helper)s接单")
    DECLINED = "engagement.declined", _("%(helper)s谢绝邀请")
    EXPIRED = "engagement.expired", _("%(helper)s没有答复，邀请自动失效")
    CANCELLED = "engagement.cancelled", _("对%(helper)s的邀请已取消")
    NOT_CHOSEN = "engagement.not_chosen", _("这次没有选中%(helper)s的揭榜")
    BID_WITHDRAWN = "engagement.bid_withdrawn", _("%(helper)s撤回揭榜")
    CONTACTED = "engagement.contacted", _("%(helper)s已和企业联系")
    RELEASED = "engagement.released", _("%(helper)s不能来了，已说明原因")
    SCHEDULED = "engagement.scheduled", _("%(helper)s和企业约好%(when)s")
    VISITED = "engagement.visited", _("%(helper)s去过了：%(when)s")
    UNSCHEDULED = "engagement.unscheduled", _("约好的时间取消了，%(helper)s会再和企业约")
    TACKLED = "engagement.tackled", _("%(helper)s去过了，转为攻关")
    SERVED = "engagement.served", _("%(helper)s写好服务记录：%(result)s")
    UNSERVED = "engagement.unserved", _("%(actor)s撤回%(helper)s的服务记录")
    CONFIRMED = "engagement.confirmed", _("%(actor)s确认%(helper)s的服务：%(outcome)s")
    ENDED = "engagement.ended", _("需求不再办，%(helper)s不用去了")
    URGED = "engagement.urged", _("%(actor)s催了%(helper)s")
    OVERDUE = "engagement.overdue", _("%(helper)s超过时限还没联系企业")


DONE_FOR = (
    EngagementVerb.ACCEPTED,
    EngagementVerb.DECLINED,
    EngagementVerb.CLAIMED,
    EngagementVerb.BID,
    EngagementVerb.BID_WITHDRAWN,
    EngagementVerb.SCHEDULED,
    EngagementVerb.SERVED,
)
"""Acts of a helper that a union can carry out for them."""

NOTED_FOR = (
    EngagementVerb.CONTACTED,
    EngagementVerb.RELEASED,
    EngagementVerb.VISITED,
    EngagementVerb.TACKLED,
)
"""Acts of a helper that a union can only write down for them."""


class DeclineReason(TextChoices):
    """Reasons to choose from when declining; only the unions can read them."""

    BUSY = "busy", _("这段时间太忙")
    FAR = "far", _("路太远")
    TRADE = "trade", _("不是我的专长")
    PRIVATE = "private", _("身体或家里的原因")
    OTHER = "other", _("其他，写在下面")


class Stand(TextChoices):
    """Groups of states by which the list of engagements is filtered."""

    WAITING = "waiting", _("等答复")
    WORKING = "working", _("在办")
    DONE = "done", _("已服务")
    OFF = "off", _("没成")


STATES_OF = {
    Stand.WAITING: ASKED,
    Stand.WORKING: (E.ACCEPTED, E.SCHEDULED),
    Stand.DONE: (E.SERVED, E.CONFIRMED),
    Stand.OFF: (E.DECLINED, E.EXPIRED, E.CANCELLED),
}
