"""Who did as others had done, and whether it worked for them (照着做)."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from hongmajia.core.models import Withholding
from hongmajia.engagements.models import Engagement
from hongmajia.needs.enums import Category
from hongmajia.unions.models import Enterprise, Region, Season, Union, User

from ..querysets import TrialQuerySet
from .answers import Answer


class Trial(Withholding):
    """Somebody did as one service had done, or as an answer says; ``worked`` is what came of it.

    Counted by itself (自助解决), never as a need: nobody asked and nobody came. ``user`` is empty
    for a visitor. ``is_shown`` lets the words stand in public, under the place alone.
    """

    PUBLIC_TEXTS = ("words",)
    SEASON = "season"

    season = models.ForeignKey(Season, on_delete=models.PROTECT, related_name="trials")
    union = models.ForeignKey(Union, on_delete=models.PROTECT, related_name="trials")
    region = models.ForeignKey(
        Region, null=True, blank=True, on_delete=models.PROTECT, verbose_name=_("在哪里")
    )
    category = models.PositiveSmallIntegerField(null=True, blank=True, choices=Category.choices)
    engagement = models.ForeignKey(
        Engagement, null=True, blank=True, on_delete=models.PROTECT, related_name="trials"
    )
    answer = models.ForeignKey(
        Answer, null=True, blank=True, on_delete=models.PROTECT, related_name="trials"
    )
    worked = models.BooleanField()
    before = models.CharField(_("原来"), max_length=20, blank=True)
    after = models.CharField(_("现在"), max_length=20, blank=True)
    words = models.CharField(_("和他的做法有哪里不同"), max_length=200, blank=True)
    is_shown = models.BooleanField(default=False)
    user = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.SET_NULL, related_name="trials"
    )
    enterprise = models.ForeignKey(
        Enterprise, null=True, blank=True, on_delete=models.SET_NULL, related_name="trials"
    )
    said_at = models.DateTimeField(default=timezone.now)

    objects = TrialQuerySet.as_manager()

    class Meta:
        ordering = ["-said_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(engagement=None, answer__isnull=False)
                | Q(engagement__isnull=False, answer=None),
                name="trial_of_a_way_or_an_answer",
            ),
            models.UniqueConstraint(
                fields=["user", "engagement"],
                condition=Q(user__isnull=False),
                name="one_trial_of_a_way",
            ),
            models.UniqueConstraint(
                fields=["user", "answer"],
                condition=Q(user__isnull=False),
                name="one_trial_of_an_answer",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        """What was done: the need that was solved so, or the kind of problem."""
        return self.answer.kind.title if self.answer else self.engagement.need.title  # type: ignore[union-attr]

    @property
    def story(self) -> str:
        """Told in the story of the need that was solved so, or of the kind of problem."""
        return self.answer.story if self.answer else self.engagement.need.story  # type: ignore[union-attr]

    @property
    def label(self) -> str:
        """Who it was, as everybody may read it: where they are, if they said so."""
        if self.region is None:
            return gettext("一家企业")
        return gettext("%(place)s一家企业") % {"place": self.region.place}
