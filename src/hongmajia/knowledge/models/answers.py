"""The standard answer to a kind of problem, one row for each version."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hongmajia.core.models import Clocked, Withholding
from hongmajia.engagements.models import Engagement
from hongmajia.people.models import Helper
from hongmajia.unions.models import User

from ..enums import UNDER_WAY, AnswerState
from ..querysets import AnswerQuerySet
from .kinds import ProblemKind

TEXTS = ("signs", "steps", "target", "limits", "sources", "changes")
"""What the writer writes."""


class Answer(Clocked, Withholding):
    """A standard answer: who writes and who reviews it, its text, and until when it is valid.

    ``number`` is given when it is published. It rests on the services ``basis``: while one of them
    may not be read by everybody any more, the answer is not shown (``AnswerQuerySet.standing``).
    """

    PUBLIC_TEXTS = TEXTS

    kind = models.ForeignKey(ProblemKind, on_delete=models.CASCADE, related_name="answers")
    writer = models.ForeignKey(
        Helper, on_delete=models.PROTECT, related_name="answers", verbose_name=_("执笔")
    )
    reviewer = models.ForeignKey(
        Helper, on_delete=models.PROTECT, related_name="answers_reviewed", verbose_name=_("审稿")
    )
    state = models.CharField(max_length=10, choices=AnswerState.choices, default=AnswerState.ASKED)
    number = models.PositiveSmallIntegerField(null=True, blank=True)
    signs = models.TextField(_("先看是不是这种"), max_length=600, blank=True)
    steps = models.TextField(_("怎么做"), max_length=2000, blank=True)
    target = models.TextField(_("做到什么样算成"), max_length=400, blank=True)
    limits = models.TextField(_("什么时候不管用"), max_length=600, blank=True)
    sources = models.TextField(_("依据"), max_length=600, blank=True)
    changes = models.CharField(_("这一版改了什么"), max_length=100, blank=True)
    basis = models.ManyToManyField(
        Engagement, blank=True, related_name="answers", verbose_name=_("从哪几次服务整理")
    )
    asked_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(default=timezone.now)
    agreed_at = models.DateTimeField(null=True, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    valid_until = models.DateField(_("到哪天要再审"), null=True, blank=True)
    digested_on = models.DateField(null=True, blank=True)

    objects = AnswerQuerySet.as_manager()

    class Meta:
        ordering = ["-asked_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind"], condition=Q(state__in=UNDER_WAY), name="one_answer_under_way"
            ),
            models.UniqueConstraint(
                fields=["kind"],
                condition=Q(state=AnswerState.PUBLISHED),
                name="one_answer_published",
            ),
            models.UniqueConstraint(fields=["kind", "number"], name="one_answer_a_number"),
        ]

    def __str__(self) -> str:
        return self.kind.title

    @property
    def story(self) -> str:
        """Its events are told in the story of its kind of problem."""
        return self.kind.story

    @property
    def step_lines(self) -> list[str]:
        """The steps, a line each."""
        return [line.strip() for line in self.steps.splitlines() if line.strip()]

    @property
    def source_lines(self) -> list[str]:
        """What it rests on beside services: standards, books, a line each."""
        return [line.strip() for line in self.sources.splitlines() if line.strip()]

    @property
    def is_expired(self) -> bool:
        """Whether the day has passed by which it is to be reviewed again."""
        return self.valid_until is not None and self.valid_until < timezone.localdate()
