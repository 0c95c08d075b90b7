"""What is planned for an event: units, guests, agenda, stops, and whom it invited."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hongmajia.core.models import Withholding
from hongmajia.services.models import Activity
from hongmajia.unions.models import Enterprise, Union

from ..enums import AgendaKind, UnitRole


class Part(Withholding):
    """A unit in its role: a union, an enterprise, or one known only by ``name``.

    The union that holds the activity is no row here: it is the activity's ``union``.
    """

    PUBLIC_TEXTS = ("name",)

    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="parts")
    role = models.CharField(max_length=8, choices=UnitRole.choices)
    union = models.ForeignKey(
        Union, null=True, blank=True, on_delete=models.PROTECT, related_name="parts"
    )
    enterprise = models.ForeignKey(
        Enterprise, null=True, blank=True, on_delete=models.PROTECT, related_name="parts"
    )
    name = models.CharField(_("单位"), max_length=80)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["activity", "role", "name"], name="one_part_a_role_and_unit"
            ),
            models.CheckConstraint(
                condition=Q(union__isnull=True) | Q(enterprise__isnull=True),
                name="a_part_is_of_one_unit",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Guest(models.Model):
    """A speaker or guest; the name is public only once their consent is noted.

    ``consent_note`` says where the consent is filed.
    """

    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="guests")
    name = models.CharField(_("姓名"), max_length=30)
    post = models.CharField(_("职务"), max_length=60, blank=True)
    consent_note = models.CharField(_("本人同意存在哪里"), max_length=200, blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["activity", "name"], name="one_guest_a_name")
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_described(self) -> bool:
        """Whether more than the name is known."""
        return bool(self.post or self.consent_note)

    @property
    def public_words(self) -> str:
        """Name and post with consent; without it only the post, which may be empty."""
        return f"{self.post} {self.name}".strip() if self.consent_note else self.post


class AgendaItem(Withholding):
    """One point of the agenda. ``speaker`` is named to the public as ``Guest`` says."""

    PUBLIC_TEXTS = ("title", "note")

    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="agenda")
    at = models.TimeField(_("几点"))
    kind = models.CharField(
        _("做什么"), max_length=10, choices=AgendaKind.choices, default=AgendaKind.OTHER
    )
    title = models.CharField(_("题目"), max_length=60, blank=True)
    note = models.CharField(_("说明"), max_length=120, blank=True)
    speaker = models.ForeignKey(
        Guest, null=True, blank=True, on_delete=models.SET_NULL, related_name="items"
    )

    class Meta:
        ordering = ["at", "id"]

    def __str__(self) -> str:
        return str(self.title or self.get_kind_display())

    @property
    def heading(self) -> str:
        """The kind and the title, such as ``讲座：焊接与切割安全``."""
        kind = str(self.get_kind_display())
        if self.kind == AgendaKind.OTHER:
            return self.title or kind
        return f"{kind}：{self.title}" if self.title else kind


class Stop(Withholding):
    """A firm to which the event goes afterwards, in order; its visit has a record of its own.

    The public reads its name only if the firm agreed to that (``is_named``).
    """

    PUBLIC_TEXTS = ("note",)

    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="stops")
    enterprise = models.ForeignKey(Enterprise, on_delete=models.PROTECT, related_name="stops")
    at = models.TimeField(_("几点"), null=True, blank=True)
    note = models.CharField(_("看什么"), max_length=120, blank=True)
    is_named = models.BooleanField(_("企业同意公开名字"), default=False)
    visit = models.OneToOneField(
        Activity, null=True, blank=True, on_delete=models.PROTECT, related_name="stop_of"
    )

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["activity", "enterprise"], name="one_stop_a_firm")
        ]

    def __str__(self) -> str:
        return str(self.enterprise)


class Invited(models.Model):
    """An enterprise whose contacts were invited; it is invited to an event once."""

    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="invited")
    enterprise = models.ForeignKey(Enterprise, on_delete=models.CASCADE, related_name="invited_to")
    people = models.PositiveSmallIntegerField()
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["activity", "enterprise"], name="invited_once")
        ]

    def __str__(self) -> str:
        return f"{self.activity} {self.enterprise}"
