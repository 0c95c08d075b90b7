"""Calls: whom to telephone, and what to say."""

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils import timezone

from hongmajia.core.models import Counted

from ..querysets import CallQuerySet
from ..sides import directory_of
from .sentences import texts_of


class Call(Counted):
    """A telephone call to make: what acts had to tell somebody whom no channel reaches.

    ``callee`` is the row that has the number, which is not stored here. What later acts have to
    tell joins the ``lines`` of a call that nobody has made yet, so that one call tells all.
    """

    union = models.ForeignKey("unions.Union", on_delete=models.PROTECT, related_name="+")
    callee_type = models.ForeignKey(ContentType, on_delete=models.PROTECT, related_name="+")
    callee_id = models.PositiveBigIntegerField()
    callee = GenericForeignKey("callee_type", "callee_id")
    story = models.CharField(max_length=40, blank=True)
    url = models.CharField(max_length=200)
    lines = models.JSONField(default=list)
    opened_at = models.DateTimeField(default=timezone.now)
    due_at = models.DateTimeField()
    made_at = models.DateTimeField(null=True, blank=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    objects = CallQuerySet.as_manager()

    class Meta:
        ordering = ["due_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["callee_type", "callee_id", "story"],
                condition=models.Q(made_at=None),
                name="one_open_call",
            )
        ]
        indexes = [models.Index(fields=["union", "due_at"], name="calls_of_union")]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """The name of the person to call."""
        return directory_of(self.callee).name(self.callee)

    @property
    def texts(self) -> list[str]:
        """What to say, in the active language, the earliest first and nothing twice."""
        return texts_of(self.lines)
