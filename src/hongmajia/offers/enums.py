"""Enumerations of the offers room: kinds, modes and verbs."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class OfferKind(TextChoices):
    """Kinds of offers; courses are those that can be held for many people."""

    TECHNIQUE = "technique", _("技术")
    COURSE = "course", _("课程")
    CLINIC = "clinic", _("义诊")
    CONSULTATION = "consultation", _("咨询")


class OfferMode(TextChoices):
    """How an offer is provided, and how a need may be served."""

    ON_SITE = "on_site", _("现场")
    ONLINE = "online", _("在线")
    BOTH = "both", _("现场、在线")


class OfferVerb(TextChoices):
    """Verbs of events on offers, each with the sentence that describes the event."""

    LISTED = "offer.listed", _("%(actor)s列出服务“%(title)s”")
    CHANGED = "offer.changed", _("%(actor)s修改服务“%(title)s”：%(fields)s")
    UNLISTED = "offer.unlisted", _("%(actor)s撤下服务“%(title)s”")
    RELISTED = "offer.relisted", _("%(actor)s重新列出服务“%(title)s”")
