"""What is known after an event: heads by group, questions, photographs and feedback."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from hongmajia.core.consent import FiledConsentPhoto
from hongmajia.core.models import Withholding
from hongmajia.needs.models import Need
from hongmajia.people.models import Helper
from hongmajia.services.enums import Attendee
from hongmajia.services.models import Activity

from ..enums import Usefulness
from .planned import AgendaItem

MOST_HEADS = 20000
"""How many people of one group may be counted by hand."""


class Headcount(models.Model):
    """How many people of a group came without a sign-up or the code at the door."""

    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="headcounts")
    group = models.CharField(max_length=10, choices=Attendee.choices)
    heads = models.PositiveIntegerField(
        validators=[MinValueValidator(1), MaxValueValidator(MOST_HEADS)]
    )
    history = HistoricalRecords()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["activity", "group"], name="one_headcount_a_group")
        ]

    def __str__(self) -> str:
        return f"{self.get_group_display()} {self.heads}"


class Question(Withholding):
    """A question that was raised at an event, with its answer.

    ``asked_by`` says what the asker is (``一位队员``); ``answered_by`` an artisan on the roll or,
    in ``answerer``, somebody else.
    """

    PUBLIC_TEXTS = ("text", "answer", "asked_by", "answerer")

    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="questions")
    text = models.CharField(_("问题"), max_length=300)
    asked_by = models.CharField(_("谁问的"), max_length=40, blank=True)
    answer = models.TextField(_("怎么答的"), max_length=2000, blank=True)
    answered_by = models.ForeignKey(
        Helper, null=True, blank=True, on_delete=models.SET_NULL, related_name="event_answers",
        verbose_name=_("哪位师傅答的"),
    )  # fmt: skip
    answerer = models.CharField(_("谁答的"), max_length=40, blank=True)
    noted_at = models.DateTimeField(default=timezone.now)
    history = HistoricalRecords()

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return self.text


class EventPhoto(FiledConsentPhoto):
    """A photograph of an event, re-encoded without metadata such as the place."""

    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="event_photos")
    image = models.ImageField(_("照片"), upload_to="events")
    caption = models.CharField(_("说明"), max_length=60, blank=True)
    added_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return self.caption or str(self.image.name)


class Feedback(models.Model):
    """What somebody who scanned the code says to an event; nothing tells who it was.

    ``need`` is set for those who left a telephone number because of a problem at their plant.
    """

    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="said")
    useful = models.PositiveSmallIntegerField(_("对您的工作"), choices=Usefulness.choices)
    helped = models.ManyToManyField(
        AgendaItem, blank=True, related_name="helped", verbose_name=_("哪一段最有用")
    )
    words = models.CharField(_("想说一句"), max_length=200, blank=True)
    need = models.ForeignKey(
        Need, null=True, blank=True, on_delete=models.SET_NULL, related_name="event_feedback"
    )
    said_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-said_at", "-id"]

    def __str__(self) -> str:
        return str(self.get_useful_display())
