"""Verbs of calls, kinds of notices, and of deliveries the states and why one did not arrive."""

from django.db.models import TextChoices
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _


class CallVerb(TextChoices):
    """Each label is the sentence that a timeline shows for the event."""

    MADE = "call.made", _("%(actor)s打过电话，告诉了%(whom)s")


class RobotVerb(TextChoices):
    """Verbs of the events on robots of group chats."""

    SET = "robot.set", _("%(actor)s给%(union)s的工作群设了机器人")
    REMOVED = "robot.removed", _("%(actor)s去掉了%(union)s工作群的机器人")


class Kind(TextChoices):
    """What a notice is about, by which people choose how they hear of it."""

    ACT = "act", _("要我办的")
    NEWS = "news", _("告诉我一声")
    CHANGED = "changed", _("上门改期、取消")
    SECURITY = "security", _("账号安全")


URGENT = (Kind.CHANGED, Kind.SECURITY)
"""Kinds that wait neither for the morning nor for a digest, and that somebody must get."""


class Rhythm(TextChoices):
    """Whether what need not be acted on comes one by one or together."""

    EACH = "each", _("来一条发一条")
    DAILY = "daily", _("要我办的马上发，其余工作日8:30合成一条")


class DeliveryState(TextChoices):
    """Where a message is; the last four are the end of it."""

    QUEUED = "queued", _("等着发")
    SENDING = "sending", _("正在发")
    FAILED = "failed", _("没发出去，还会再试")
    SENT = "sent", _("已发出")
    GAVE_UP = "gave_up", _("没发出去")
    UNKNOWN = "unknown", _("不知道发出去没有")
    NEEDLESS = "needless", _("不用发了")


WAITING = (DeliveryState.QUEUED, DeliveryState.FAILED)
"""A message in these states may be sent."""
NOT_ARRIVED = (DeliveryState.GAVE_UP, DeliveryState.UNKNOWN)
"""Ends of a message that did not arrive, or may not have."""


class Reason(TextChoices):
    """Why a message did not arrive, or may not have."""

    NUMBER_REFUSED = "number_refused", _("对方平台不给这个号码或账号发")
    THROTTLED = "throttled", _("对方平台说现在太忙")
    UNREACHABLE = "unreachable", _("连不上对方平台")
    ANSWERED_NO = "answered_no", _("对方平台没有接受")
    NO_TEMPLATE = "no_template", _("这种短信没有设模板号")
    ANSWER_LOST = "answer_lost", _("没等到对方平台的回答，可能发出去了，也可能没有")
    ANSWER_UNCLEAR = "answer_unclear", _("看不懂对方平台的回答，可能发出去了，也可能没有")
    INTERRUPTED = "interrupted", _("发的时候程序中断了，可能发出去了，也可能没有")
    EXPIRED = "expired", _("过了有效的时间，不再发")
    NOT_SUBSCRIBED = "not_subscribed", _("本人没有订阅，或者退订了")
    NO_ADDRESS = "no_address", _("没有能用的号码、邮箱或账号")
    NOT_WANTED = "not_wanted", _("本人不要这样发")
    READ = "read", _("发之前已经看过了")
    NOT_CONFIGURED = "not_configured", _("没有接通这种方式")

    def in_words(self, detail: str = "") -> str:
        """The reason with some characters of the vendor's, in the active language."""
        said = {"reason": self.label, "detail": detail}
        return gettext("%(reason)s（%(detail)s）") % said if detail else str(self.label)
