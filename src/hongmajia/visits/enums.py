"""Enumerations of itineraries (行程)."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class ItineraryState(TextChoices):
    """The states of an itinerary; ``states`` holds the transitions."""

    COMPUTING = "computing", _("正在排")
    READY = "ready", _("排好了")
    FAILED = "failed", _("没排成")


class ItineraryVerb(TextChoices):
    """Verbs of the events of an itinerary."""

    STARTED = "itinerary.started", _("%(actor)s开始排行程")
    COMPUTED = "itinerary.computed", _("行程排好了")
    FAILED = "itinerary.failed", _("行程没排成")
