"""What a union writes on safety into the agreement of an engagement."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hongmajia.engagements.models import Engagement
from hongmajia.unions.models import User


class SafetyMeasures(models.Model):
    """The safety measures in the agreement of an engagement, instead of the standard text."""

    engagement = models.OneToOneField(Engagement, on_delete=models.CASCADE, related_name="measures")
    text = models.TextField(_("安全措施"), max_length=2000)
    written_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return self.text
