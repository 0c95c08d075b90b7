"""Lasting pairings of a master or team with an enterprise (长期结对)."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from hongmajia.unions.models import Enterprise

from .helpers import Helper


class FirmTie(models.Model):
    """That a helper keeps looking after an enterprise, whatever needs come and go (ADR 117).

    It lasts until ``ended_on``. The public reads how many a helper has, not which.
    """

    helper = models.ForeignKey(Helper, on_delete=models.PROTECT, related_name="firm_ties")
    enterprise = models.ForeignKey(Enterprise, on_delete=models.PROTECT, related_name="firm_ties")
    aim = models.CharField(_("长期帮什么"), max_length=120)
    since = models.DateField(_("从哪天起"))
    ended_on = models.DateField(_("到哪天为止"), null=True, blank=True)
    end_reason = models.CharField(_("为什么结束"), max_length=300, blank=True)

    class Meta:
        ordering = ["-since", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["helper", "enterprise"], condition=Q(ended_on=None), name="one_lasting_tie"
            )
        ]

    def __str__(self) -> str:
        return f"{self.helper} — {self.enterprise}"
