"""States of subscriptions and of what is offered to them, and the verbs of their events."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class HookState(TextChoices):
    """Whether events are offered to a subscription."""

    ON = "on", pgettext_lazy("webhook", "在用")
    OFF = "off", pgettext_lazy("webhook", "停用")
    FAILED = "failed", _("一直送不到，已停")


class EventOfferState(TextChoices):
    """Where the offer of one event to one subscription stands."""

    WAITING = "waiting", pgettext_lazy("webhook", "等着送")
    SENDING = "sending", pgettext_lazy("webhook", "正在送")
    SENT = "sent", pgettext_lazy("webhook", "送到了")
    GAVE_UP = "gave_up", pgettext_lazy("webhook", "没送到")


UNFINISHED = (EventOfferState.WAITING, EventOfferState.SENDING)


class Subject(TextChoices):
    """The kinds of things whose events are offered: the first part of an event's type."""

    NEED = "need", _("需求")
    ENGAGEMENT = "engagement", _("对接")
    ACTIVITY = "activity", _("活动")
    RECORD = "record", _("服务记录")
    SUGGESTION = "suggestion", _("合理化建议")
    CONFIRMATION = "confirmation", _("企业确认")
    CALL_BACK = "call_back", _("回访")
    CASE = "case", _("案例")
    NEWS = "news", _("动态")
    ENTERPRISE = "enterprise", pgettext_lazy("many", "企业")
    HELPER = "helper", _("师傅和团队")
    OFFER = "offer", _("服务清单")
    UNION = "union", pgettext_lazy("many", "工会")
    CIRCULAR = "circular", _("通知")
    SUPERVISION = "supervision", _("督办")


class HookVerb(TextChoices):
    """Verbs of the events of subscriptions."""

    ADDED = "webhook.added", _("%(actor)s加了事件推送“%(name)s”")
    SWITCHED_OFF = "webhook.switched_off", _("%(actor)s停了事件推送“%(name)s”")
    SWITCHED_ON = "webhook.switched_on", _("%(actor)s恢复了事件推送“%(name)s”")
    RENEWED = "webhook.renewed", _("%(actor)s换了事件推送“%(name)s”的密钥")
    REPLAYED = "webhook.replayed", _("%(actor)s重送了事件推送“%(name)s”的一件")
    FAILED = "webhook.failed", _("事件推送“%(name)s”一直送不到，已停")
