"""Verbs of the events on calls; states of deliveries, and why one did not arrive."""

from django.db.models import TextChoices
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _


class CallVerb(TextChoices):
    """Each label is the sentence that a timeline shows for the event."""

    MADE = "call.made", _("%(actor)s打过电话，告诉了%(whom)s")


class DeliveryState(TextChoices):
    """Where a message is; the last three are the end of it."""

    QUEUED = "queued", _("等着发")
    SENDING = "sending", _("正在发")
    FAILED = "failed", _("没发出去，还会再试")
    SENT = "sent", _("已发出")
    GAVE_UP = "gave_up", _("没发出去")
    UNKNOWN = "unknown", _("不知道发出去没有")


WAITING = (DeliveryState.QUEUED, DeliveryState.FAILED)
"""A message in these states may be sent."""


class Reason(TextChoices):
    """Why a message did not arrive, or may not have."""

    NUMBER_REFUSED = "number_refused", _("短信平台不给这个号码发")
    THROTTLED = "throttled", _("短信平台说现在太忙")
    UNREACHABLE = "unreachable", _("连不上短信平台")
    ANSWERED_NO = "answered_no", _("短信平台没有接受")
    NO_TEMPLATE = "no_template", _("这种短信没有设模板号")
    ANSWER_LOST = "answer_lost", _("没等到短信平台的回答，可能发出去了，也可能没有")
    ANSWER_UNCLEAR = "answer_unclear", _("看不懂短信平台的回答，可能发出去了，也可能没有")
    INTERRUPTED = "interrupted", _("发的时候程序中断了，可能发出去了，也可能没有")
    EXPIRED = "expired", _("过了有效的时间，不再发")
    NOT_CONFIGURED = "not_configured", _("没有设短信平台")

    def in_words(self, detail: str = "") -> str:
        """The reason with some characters of the vendor's, in the active language."""
        said = {"reason": self.label, "detail": detail}
        return gettext("%(reason)s（%(detail)s）") % said if detail else str(self.label)
