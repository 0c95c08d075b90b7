"""Verbs of the events on calls."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class CallVerb(TextChoices):
    """Each label is the sentence that a timeline shows for the event."""

    MADE = "call.made", _("%(actor)s打过电话，告诉了%(whom)s")
