"""Enumerations of online guidance (在线指导)."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Side(TextChoices):
    """The two sides of an engagement who write to each other."""

    HELPER = "helper", _("师傅")
    ASKER = "asker", _("企业")


class GuidanceVerb(TextChoices):
    """Verbs of the logged events; each label is the sentence that timelines show."""

    MESSAGE_TAKEN_BACK = "message.taken_back", _("%(actor)s撤回一条消息")
