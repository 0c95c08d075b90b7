"""The need (服务需求): a problem that an enterprise or worker cannot solve alone."""

import secrets
from datetime import date

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from hongmajia.core.encrypted_phones import EncryptedPhoneField, PhoneDigest
from hongmajia.core.masking import mask_phone
from hongmajia.core.models import COUNTED, Clocked, Withholding
from hongmajia.core.name_fields import NameField
from hongmajia.core.search import SearchIndex
from hongmajia.offers.enums import OfferMode
from hongmajia.people.enums import LicenceKind
from hongmajia.unions.models import Enterprise, Region, Season, Union, User
from hongmajia.unions.validators import validate_credit_code

from .enums import (
    ON_LIST,
    OVER,
    PUBLIC,
    UNVERIFIED,
    Category,
    Channel,
    NeedState,
    Urgency,
    Visibility,
)
from .querysets import NeedQuerySet
from .safety import labels_of, licences_for, validate_dangers

need_search = SearchIndex("needs_search")

CODE_ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
"""Digits and letters that are not mistaken for one another."""


def new_tracking_code() -> str:
    """Return a random code as ``HM-7K3Q-2D9F``, one of 31⁸.

    As ``portal`` limits how many wrong codes a visitor may try, guessing one is not feasible.
    """
    letters = "".join(secrets.choice(CODE_ALPHABET) for _ in range(8))
    return f"HM-{letters[:4]}-{letters[4:]}"


PART_WORDS = {
    NeedState.SOLVED: _("部分解决"),
    NeedState.CONFIRMED: _("企业确认部分解决"),
}
"""The states in words where only a part is solved."""


class Need(Clocked, Withholding):
    """One problem, from submission to the enterprise's confirmation.

    ``season`` is the one in which it is worked on. ``union`` holds the need now; ``home_union`` is
    the enterprise's own union, or without a registered enterprise the one that received the need.
    """

    PUBLIC_TEXTS = ("title", "text", "equipment", "conditions", "tried", "goal", "times")
    SEASON = "season"

    season = models.ForeignKey(Season, on_delete=models.PROTECT, related_name="needs")
    asked_in = models.ForeignKey(
        Season, null=True, blank=True, on_delete=models.PROTECT, related_name="needs_carried_on"
    )
    """The season in which it was asked, of one that was carried on into a later ``season``."""
    asked_prefix = models.CharField(max_length=10, blank=True)
    """Of such a need: what its number begins with, as long as the need exists."""
    state = models.CharField(max_length=12, choices=NeedState.choices, default=NeedState.DRAFT)
    tracking_code = models.CharField(max_length=12, unique=True, default=new_tracking_code)
    channel = models.CharField(max_length=8, choices=Channel.choices, default=Channel.WEB)

    title = models.CharField(_("标题"), max_length=60)
    text = models.TextField(_("遇到了什么问题"), max_length=2000)
    equipment = models.CharField(_("设备、材料"), max_length=300, blank=True)
    conditions = models.CharField(_("工况、条件"), max_length=300, blank=True)
    tried = models.CharField(_("试过什么办法"), max_length=300, blank=True)
    goal = models.CharField(_("做到什么样算解决"), max_length=300, blank=True)
    times = models.CharField(_("方便的时间"), max_length=60, blank=True)
    mode = models.CharField(
        _("方式"), max_length=8, choices=OfferMode.choices, default=OfferMode.BOTH
    )
    urgency = models.CharField(
        _("急不急"), max_length=8, choices=Urgency.choices, default=Urgency.NORMAL
    )
    wanted_by = models.DateField(_("希望几时前解决"), null=True, blank=True)
    helpers_wanted = models.PositiveSmallIntegerField(_("要几位师傅"), default=1)
    dangers = models.JSONField(
        _("现场有哪些危险作业"), default=list, blank=True, validators=[validate_dangers]
    )
    needs_doctor = models.BooleanField(_("要医师诊疗、义诊"), default=False)
    industry = models.CharField(_("行业"), max_length=30, blank=True)
    category = models.PositiveSmallIntegerField(
        _("问题类别"), null=True, blank=True, choices=Category.choices
    )
    suggested_category = models.PositiveSmallIntegerField(
        null=True, blank=True, choices=Category.choices
    )
    category_chances = models.JSONField(default=list, blank=True)
    """Categories suggested by the engine: [category, probability 0…1], likeliest first."""
    visibility = models.CharField(
        _("谁能看见"), max_length=8, choices=Visibility.choices, default=Visibility.MASKED
    )

    enterprise = models.ForeignKey(
        Enterprise, null=True, blank=True, on_delete=models.PROTECT, related_name="needs"
    )
    enterprise_name = NameField(_("企业"), max_length=80, blank=True)
    credit_code = models.CharField(
        _("统一社会信用代码"), max_length=18, blank=True, validators=[validate_credit_code]
    )
    """As the asker gave it, of an enterprise that was not registered then; so is its name, which
    stays beside ``enterprise`` once the need is linked."""
    region = models.ForeignKey(Region, on_delete=models.PROTECT, verbose_name=_("在哪里"))
    contact_name = NameField(_("联系人"), max_length=30)
    contact_phone = EncryptedPhoneField(_("手机号"))
    asker = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.SET_NULL, related_name="needs"
    )

    union = models.ForeignKey(
        Union, on_delete=models.PROTECT, related_name="needs", verbose_name=_("现在在谁手里")
    )
    home_union = models.ForeignKey(Union, on_delete=models.PROTECT, related_name="home_needs")
    submitted_at = models.DateTimeField(default=timezone.now)
    told_on = models.DateField(_("哪天说的"), null=True, blank=True)
    """The day on which it was told by telephone, if it was entered on a later one."""
    listed_at = models.DateTimeField(null=True, blank=True)
    is_part_solved = models.BooleanField(
        default=False, help_text="The last record or confirmation says that only a part is solved."
    )
    bid_until = models.DateField(_("揭榜截止"), null=True, blank=True)
    merged_into = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="merged"
    )
    shown_to = models.ManyToManyField(
        User,
        blank=True,
        related_name="needs_shown",
        help_text="People a union invited to this need; they see it even where the public may not.",
    )
    is_public = models.GeneratedField(
        expression=models.Q(visibility__in=PUBLIC, state__in=ON_LIST),  # type: ignore[arg-type]
        output_field=models.BooleanField(),
        db_persist=True,
        help_text="On the public list; one column, so that one index finds and sorts the list.",
    )
    history = HistoricalRecords(excluded_fields=["reminded_at", "is_public", *COUNTED])

    objects = NeedQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["is_public", "-listed_at", "-id"], name="need_newest"),
            models.Index(fields=["is_public", "-held_since", "-id"], name="need_moved_last"),
            models.Index(fields=["region", "-listed_at"], name="need_place_newest"),
            models.Index(fields=["union", "state", "due_at"], name="need_queue"),
            models.Index(fields=["season", "home_union"], name="need_counted"),
            models.Index(fields=["asked_in", "home_union"], name="need_counted_asked"),
            models.Index(fields=["season", "due_at"], name="need_overdue"),
            models.Index(PhoneDigest("contact_phone"), name="need_phone"),
            models.Index(fields=["contact_name"], name="need_contact"),
            models.Index(
                fields=["enterprise_name"],
                name="need_typed_firm",
                condition=~models.Q(enterprise_name=""),
            ),
            models.Index(
                fields=["is_public", "season", "state", "region", "category", "mode"],
                name="need_facets",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_state_display(self) -> str:  # type: ignore[no-redef]  # the plugin declares it too
        """The state in words; “solved” is not said of what is solved in part."""
        if self.is_part_solved and self.state in PART_WORDS:
            return str(PART_WORDS[NeedState(self.state)])
        return str(NeedState(self.state).label)

    @property
    def number(self) -> str:
        """The number people use, as ``浙2026-0418``. Select ``season`` with the need."""
        return f"{self.asked_prefix or self.season.number_prefix}-{self.pk:04d}"

    @property
    def is_urgent(self) -> bool:
        """Whether the asker's production stands still; it comes first everywhere."""
        return self.urgency == Urgency.URGENT

    def days_for(self, workdays: int) -> int:
        """The time limit of a step that takes others ``workdays``. Select ``season`` with it."""
        return min(workdays, self.season.urgent_days) if self.is_urgent else workdays

    @property
    def asker_label(self) -> str:
        """The enterprise's name, for readers with the right ``needs.names``."""
        return self.enterprise.name if self.enterprise else self.enterprise_name

    @property
    def masked_label(self) -> str:
        """The asker without a name: where they are and what they make."""
        words = {"place": self.region.place, "industry": self.industry_name}
        return gettext("%(place)s一家%(industry)s企业") % words

    @property
    def category_label(self) -> str:
        """As ``第1类 工艺、设计、质量``; empty before a cadre has confirmed the category."""
        if self.category is None:
            return ""
        short = Category(self.category).short
        return gettext("第%(n)s类 %(short)s") % {"n": self.category, "short": short}

    @property
    def industry_name(self) -> str:
        """``industry`` in the reader's language if it is one of GB/T 4754, else as typed."""
        return gettext(self.industry) if self.industry else ""

    @property
    def danger_labels(self) -> list[str]:
        """The dangers of the place in words."""
        return labels_of(self.dangers)

    @property
    def licences(self) -> list[LicenceKind]:
        """The licences that a helper must hold on the day (``safety.licences_for``)."""
        return licences_for(self.dangers, needs_doctor=self.needs_doctor, mode=self.mode)

    @property
    def licence_labels(self) -> list[str]:
        """These licences in words."""
        return [str(kind.label) for kind in self.licences]

    @property
    def is_verified(self) -> bool:
        """Whether a union has verified and listed the need, and has not sent it back since."""
        return self.listed_at is not None and self.state not in UNVERIFIED

    @property
    def can_be_shared(self) -> bool:
        """Whether others may say that they have the same problem: public, and not solved yet."""
        return self.is_public and self.state not in OVER

    @property
    def masked_phone(self) -> str:
        """The telephone number with its middle digits hidden."""
        return mask_phone(self.contact_phone)

    @property
    def known_since(self) -> date:
        """The day on which it was asked: told by telephone, else handed in."""
        return self.told_on or timezone.localdate(self.submitted_at)

    @property
    def search_text(self) -> str:
        """The text that search uses: the problem and its industry, never the asker."""
        return "\n".join(filter(None, (self.own_words, self.industry)))

    @property
    def own_words(self) -> str:
        """The problem as it was put: what matching compares, and what tells the category."""
        parts = (self.title, self.text, self.goal, self.equipment, self.conditions)
        return "\n".join(filter(None, parts))


class NeedPhoto(models.Model):
    """A photograph of the problem, re-encoded, without its metadata (such as the place)."""

    need = models.ForeignKey(Need, on_delete=models.CASCADE, related_name="photos")
    image = models.ImageField(upload_to="needs")
    added_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return str(self.image.name)


from .same import SameProblem as SameProblem  # noqa: E402  # a model stands in its room's models
