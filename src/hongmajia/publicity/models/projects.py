"""Exemplary projects (示范项目), with what is entered on the way."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from hongmajia.core.consent import ConsentedPhoto
from hongmajia.core.models import Withholding
from hongmajia.needs.models import Need
from hongmajia.people.models import Helper
from hongmajia.services.models import Activity
from hongmajia.unions.models import Union

from ..enums import ProjectLevel, ProjectStatus
from ..querysets import ProjectQuerySet


class Project(Withholding):
    """An exemplary project (示范项目) of a union.

    ``hosts`` are unions below it in whose cities and groups it takes place. Its figures are those
    of the ``needs`` and ``activities`` that were added (``campaigns.project_figures``).
    """

    PUBLIC_TEXTS = ("name", "text", "results")

    union = models.ForeignKey(
        Union, on_delete=models.PROTECT, related_name="projects", verbose_name=_("哪个工会的")
    )
    name = models.CharField(_("名称"), max_length=60)
    level = models.PositiveSmallIntegerField(
        _("级别"), choices=ProjectLevel.choices, default=ProjectLevel.CITY
    )
    status = models.CharField(
        _("到哪一步"),
        max_length=10,
        choices=ProjectStatus.choices,
        default=ProjectStatus.NURTURED,
    )
    team = models.ForeignKey(
        Helper,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="projects",
        verbose_name=_("哪支队在做"),
    )
    hosts = models.ManyToManyField(
        Union, blank=True, related_name="hosted_projects", verbose_name=_("在哪里做")
    )
    needs = models.ManyToManyField(Need, blank=True, related_name="projects")
    activities = models.ManyToManyField(Activity, blank=True, related_name="projects")
    text = models.TextField(_("做什么"), max_length=2000)
    results = models.TextField(_("做成了什么"), max_length=1000, blank=True)
    started_on = models.DateField(_("从哪天起"), null=True, blank=True)
    registered_at = models.DateTimeField(default=timezone.now)
    history = HistoricalRecords()

    objects = ProjectQuerySet.as_manager()

    class Meta:
        ordering = ["level", "-registered_at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["union", "name"], name="one_project_name_a_union")
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def story(self) -> str:
        """The timeline of the project's events."""
        return f"project-{self.pk}"


class ProjectStep(ConsentedPhoto, Withholding):
    """What was done in a project on a day, in words, with one photograph at most.

    ``consent_note`` says where the consent of the people on it is filed.
    """

    PUBLIC_TEXTS = ("text", "caption")

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="steps")
    dated = models.DateField(_("日期"), default=timezone.localdate)
    text = models.TextField(_("做了什么"), max_length=1000)
    image = models.ImageField(_("照片"), upload_to="projects", blank=True)
    caption = models.CharField(_("照片说明"), max_length=60, blank=True)
    consent_note = models.CharField(_("本人同意存在哪里"), max_length=200, blank=True)
    entered_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-dated", "-id"]

    def __str__(self) -> str:
        return f"{self.project} {self.dated}"
