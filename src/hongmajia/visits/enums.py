"""Enumerations of itineraries (行程)."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class ItineraryState(TextChoices):
    """The states of an itinerary; ``states`` holds the transitions."""

    COMPUTING = "computing", _("正在排")
    READY = "ready", _("排好了")
    FAILED = "failed", _("没排成")


class FeedVerb(TextChoices):
    """Verbs of the events of private calendar addresses."""

    MADE = "calendar_feed.made", _("%(actor)s生成了自己的日历订阅地址")
    RENEWED = "calendar_feed.renewed", _("%(actor)s换了自己的日历订阅地址")
    REVOKED = "calendar_feed.revoked", _("%(actor)s停用了自己的日历订阅地址")


class ItineraryVerb(TextChoices):
    """Verbs of the events of an itinerary."""

    STARTED = "itinerary.started", _("%(actor)s开始排行程")
    COMPUTED = "itinerary.computed", _("行程排好了")
    FAILED = "itinerary.failed", _("行程没排成")
