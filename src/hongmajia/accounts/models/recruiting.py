"""Recruiting calls of unions (招募令), and applications for their rolls."""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from hongmajia.core.encrypted_files import EncryptedStorage
from hongmajia.core.models import Withholding
from hongmajia.people.encoders import PlainJSONEncoder
from hongmajia.people.enums import SkillGrade
from hongmajia.people.facts import HonourFacts
from hongmajia.people.honours import read_honours
from hongmajia.people.models import Team
from hongmajia.people.validators import validate_specialities
from hongmajia.unions.models import Region, Union

from ..querysets import AskedQuerySet, RecruitingCallQuerySet
from .asked import Asked


class RecruitingCall(Withholding):
    """A public call of a union for masters, into its roll or one of its teams."""

    PUBLIC_TEXTS = ("title", "wanted", "text")

    union = models.ForeignKey(
        Union, on_delete=models.PROTECT, related_name="recruiting_calls",
        verbose_name=_("哪个工会的"),
    )  # fmt: skip
    team = models.ForeignKey(
        Team, null=True, blank=True, on_delete=models.SET_NULL, related_name="recruiting_calls",
        verbose_name=_("招进哪支队"),
    )  # fmt: skip
    title = models.CharField(_("标题"), max_length=40)
    wanted = models.CharField(_("招什么人"), max_length=120)
    text = models.TextField(_("正文"), max_length=2000)
    until = models.DateField(_("招到哪一天"))
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    published_at = models.DateTimeField(default=timezone.now)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    notice_opens_on = models.DateField(_("公示从哪天起"), null=True, blank=True)
    notice_closes_on = models.DateField(_("公示到哪天为止"), null=True, blank=True)
    notice_contact = models.CharField(_("有意见找谁"), max_length=80, blank=True)
    """The office and its telephone for objections."""

    objects = RecruitingCallQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return self.title

    @property
    def story(self) -> str:
        """The key under which its events are logged."""
        return f"recruiting-{self.pk}"

    @property
    def is_open(self) -> bool:
        """Whether one can apply today; ``until`` is the last day."""
        return self.withdrawn_at is None and timezone.localdate() <= self.until

    @property
    def is_on_notice(self) -> bool:
        """Whether those chosen are made known today."""
        if self.notice_opens_on is None or self.notice_closes_on is None:
            return False
        return self.notice_opens_on <= timezone.localdate() <= self.notice_closes_on

    @property
    def notice_is_over(self) -> bool:
        """Whether those chosen were made known for all its days."""
        return self.notice_closes_on is not None and timezone.localdate() > self.notice_closes_on


class Wanted(models.Model):
    """A group for which a call wants people, and how many: 电气 12."""

    call = models.ForeignKey(RecruitingCall, on_delete=models.CASCADE, related_name="groups")
    name = models.CharField(_("哪一组"), max_length=40)
    places = models.PositiveSmallIntegerField(
        _("要几个人"), validators=[MinValueValidator(1), MaxValueValidator(500)]
    )

    class Meta:
        ordering = ["pk"]
        verbose_name_plural = "wanted"
        constraints = [models.UniqueConstraint(fields=["call", "name"], name="one_wanted_a_name")]

    def __str__(self) -> str:
        return self.name


class Application(Asked):
    """A master's or skilled worker's application for the roll of ``union``."""

    ADDRESS = "application"

    call = models.ForeignKey(
        RecruitingCall, null=True, blank=True, on_delete=models.PROTECT,
        related_name="applications",
    )  # fmt: skip
    """The call that is answered, if any."""
    wanted = models.ForeignKey(
        Wanted, null=True, blank=True, on_delete=models.PROTECT, related_name="applications",
        verbose_name=_("申请哪一组"),
    )  # fmt: skip
    chosen_at = models.DateTimeField(null=True, blank=True)
    """When the union chose it among those of the call; the roll has it once it is accepted."""
    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="+")
    trade = models.CharField(_("工种、专业"), max_length=40)
    specialities = models.JSONField(
        _("专长"), default=list, blank=True, encoder=PlainJSONEncoder,
        validators=[validate_specialities],
    )  # fmt: skip
    skill_grade = models.PositiveSmallIntegerField(
        _("技能等级"), null=True, blank=True, choices=SkillGrade.choices
    )
    workplace = models.CharField(_("单位"), max_length=80, blank=True)
    honours = models.TextField(_("荣誉"), max_length=1000, blank=True)
    """As written, one a line; ``honours_read`` understands them."""
    show_name = models.BooleanField(_("同意公开我的姓名"), default=False)
    show_photo = models.BooleanField(_("同意公开我的照片"), default=False)
    claimant = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL,
        related_name="applications",
    )  # fmt: skip
    """Who was signed in when applying."""
    union = models.ForeignKey(Union, on_delete=models.PROTECT, related_name="applications")
    evidence = models.FileField(upload_to="evidence/%Y/%m/", storage=EncryptedStorage, blank=True)
    """A photograph of certificates; empty once it is deleted."""

    objects = AskedQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return self.contact_name

    @property
    def name_in_public(self) -> str:
        """The name with consent of somebody who proved the number, else as 王师傅."""
        if self.show_name and self.phone_proved_at:
            return str(self.contact_name)
        return _now("%(surname)s师傅") % {"surname": self.contact_name[:1]}

    @property
    def workplace_in_public(self) -> str:
        """Where they work, which would give them away without a consent."""
        return self.workplace if self.show_name and self.phone_proved_at else ""

    @property
    def honours_read(self) -> list[HonourFacts]:
        """The honours, as the import reads them."""
        return read_honours(self.honours)
