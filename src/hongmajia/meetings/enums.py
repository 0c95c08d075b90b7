"""Choices of the meetings room: verbs of its events."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class MeetingVerb(TextChoices):
    """Verbs of the logged events; each label is the sentence that a timeline shows."""

    CALLED = "meeting.called", _("%(actor)s请%(n)s件需求的提出人来交流会，由%(helper)s解答")
    ATTACHED = "meeting.attached", _("%(actor)s把%(title)s加进交流会")
    DETACHED = "meeting.detached", _("%(actor)s把%(title)s拿出交流会")
    INVITED = "meeting.invited", _("%(actor)s请提出人去听%(helper)s的交流会")
