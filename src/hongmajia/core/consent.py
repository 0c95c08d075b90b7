"""Photographs of people: published only with the consent of those whose faces they show."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from .errors import Refused


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


class FiledConsentPhoto(ConsentedPhoto):
    """Abstract: with a note of where the consent of the people on it is filed."""

    consent_note = models.CharField(_("本人同意存在哪里"), max_length=200, blank=True)

    class Meta:
        abstract = True

    def agree(self, note: str) -> None:
        """Note that the people on it have agreed. Raises ``Refused`` without a note."""
        if not note.strip():
            raise Refused(gettext("请写明本人的书面同意存在哪里。"))
        self.consent_note, self.consented_at = note.strip(), timezone.now()
        self.save(update_fields=["consent_note", "consented_at"])
