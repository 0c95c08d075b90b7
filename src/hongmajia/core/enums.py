"""Words of the ground."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Audience(TextChoices):
    """Who may read the note of an event; the fact of the event everybody on the story sees."""

    EVERYONE = "everyone", _("大家可见")
    PARTIES = "parties", _("双方和工会可见")
    UNIONS = "unions", _("只有工会看得见")
