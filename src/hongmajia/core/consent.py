"""Photographs of people: published only with the consent of those whose faces they show."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ConsentedPhoto(models.Model):
    """Abstract: whether a photograph shows faces, and when those people agreed to publication.

    ``shows_faces`` is what the uploader says; until they say otherwise it does.
    """

    shows_faces = models.BooleanField(_("有人脸"), default=True)
    consented_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        abstract = True

    @property
    def may_be_published(self) -> bool:
        """No faces, or those people have agreed."""
        return not self.shows_faces or self.consented_at is not None
