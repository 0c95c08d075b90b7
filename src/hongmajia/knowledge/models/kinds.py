"""A kind of problem (一类问题), and the needs that are of it."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hongmajia.core.models import Withholding
from hongmajia.matching.models import CommonProblem
from hongmajia.needs.enums import Category
from hongmajia.needs.models import Need
from hongmajia.unions.models import Union, User

from ..querysets import KindQuerySet


class ProblemKind(Withholding):
    """Needs of whatever season that ask much the same, as a cadre confirmed.

    ``problem`` is the common problem from which it grew, which may be gone when its needs are
    solved; ``words`` are those that most of its needs shared then.
    """

    PUBLIC_TEXTS = ("title", "gist")

    union = models.ForeignKey(
        Union, on_delete=models.PROTECT, related_name="problem_kinds", verbose_name=_("哪个工会的")
    )
    problem = models.ForeignKey(
        CommonProblem, null=True, blank=True, on_delete=models.SET_NULL, related_name="kinds"
    )
    words = models.JSONField(default=list, blank=True)
    title = models.CharField(_("叫什么"), max_length=40)
    gist = models.CharField(_("一句话说清是什么问题"), max_length=100)
    category = models.PositiveSmallIntegerField(_("问题类别"), choices=Category.choices)
    confirmed_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    confirmed_at = models.DateTimeField(default=timezone.now)
    dropped_at = models.DateTimeField(null=True, blank=True)

    objects = KindQuerySet.as_manager()

    class Meta:
        ordering = ["-confirmed_at", "-pk"]

    def __str__(self) -> str:
        return self.title

    @property
    def story(self) -> str:
        """The key under which its events are logged, and those of its answers."""
        return f"kind-{self.pk}"


class KindNeed(models.Model):
    """A need of a kind of problem; a need is of one kind at most."""

    kind = models.ForeignKey(ProblemKind, on_delete=models.CASCADE, related_name="members")
    need = models.OneToOneField(Need, on_delete=models.CASCADE, related_name="problem_kind")
    joined_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-need"]

    def __str__(self) -> str:
        return str(self.need)
