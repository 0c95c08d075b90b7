"""Regions, the tree of unions, users and their roles, enterprises and seasons."""

from datetime import date
from functools import cached_property
from typing import ClassVar

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords
from treebeard.mp_tree import MP_Node

from hongmajia.core.encrypted_phones import EncryptedPhoneField, PhoneDigest

from .enums import Indicator, Role, Scale, Section, Stage, UnionKind
from .industries import Division
from .querysets import EnterpriseQuerySet, SeasonQuerySet, UnionManager, UserManager
from .validators import validate_credit_code


class Region(models.Model):
    """A city or county, by its GB/T 2260 code.

    ``lon`` and ``lat`` are a rounded centroid in degrees; ``tile_x`` and ``tile_y`` the place of
    its tile on the schematic map (``tiles.py``), in tiles.
    """

    adcode = models.CharField(primary_key=True, max_length=6)
    name = models.CharField(max_length=20)
    parent = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="children"
    )
    lon = models.FloatField()
    lat = models.FloatField()
    tile_x = models.PositiveSmallIntegerField(null=True)
    tile_y = models.PositiveSmallIntegerField(null=True)

    class Meta:
        ordering = ["adcode"]

    def __str__(self) -> str:
        return self.name

    @property
    def short_name(self) -> str:
        """``德清县`` → ``德清``; a name of which one character would remain is not shortened."""
        for ending in ("畲族自治县", "市", "区", "县"):
            if self.name.endswith(ending) and len(self.name) - len(ending) >= 2:
                return self.name.removesuffix(ending)
        return self.name

    @property
    def place(self) -> str:
        """``湖州德清`` for a county, ``湖州`` for a city; reads ``parent``."""
        return f"{self.parent.short_name if self.parent else ''}{self.short_name}"


class Union(MP_Node):
    """A trade union in the tree of unions (django-treebeard, materialized paths).

    Its ``path`` starts with the path of each union above it; rights are granted by path.
    """

    name = models.CharField(_("名称"), max_length=60)
    kind = models.CharField(_("层级"), max_length=12, choices=UnionKind.choices)
    region = models.ForeignKey(
        Region,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="unions",
        verbose_name=_("地区"),
    )

    objects = UnionManager()

    def __str__(self) -> str:
        return self.name

    @property
    def story(self) -> str:
        """The key under which the events of this union are logged."""
        return f"union-{self.pk}"

    @cached_property
    def parent(self) -> "Union | None":
        """The union directly above, or ``None`` for the topmost."""
        return Union.objects.get_parent(self)


class User(AbstractUser):
    """Anybody who signs in.

    Their rights follow from their memberships, and from being a contact of an enterprise or
    the account of a helper.
    """

    name = models.CharField(_("姓名"), max_length=30)
    phone = EncryptedPhoneField(_("手机号"), blank=True)
    signs_in_by_phone = models.BooleanField(_("用手机号登录"), default=False)
    """Whether the user signs in by phone number; ``username`` is then random and not shown."""
    must_change_password = models.BooleanField(default=False)
    unions = models.ManyToManyField(
        Union, through="Membership", through_fields=("user", "union"), related_name="users"
    )

    objects: ClassVar[UserManager] = UserManager()

    class Meta(AbstractUser.Meta):
        constraints = [
            models.UniqueConstraint(
                PhoneDigest("phone"),
                condition=models.Q(signs_in_by_phone=True),
                name="one_account_a_number",
            )
        ]

    def __str__(self) -> str:
        return self.display_name

    @property
    def sign_in_name(self) -> str:
        """The phone number or user name with which the user signs in."""
        return self.phone if self.signs_in_by_phone else self.username

    @property
    def display_name(self) -> str:
        """The name to show for the user."""
        return self.name or self.username

    def set_password(self, raw_password: str | None) -> None:
        """Set the password; a user who chooses one need not change it at the next sign-in."""
        super().set_password(raw_password)
        self.must_change_password = False

    @cached_property
    def grants(self) -> list[tuple[str, str]]:
        """(role, path of the union) of each membership; cached for the life of this object."""
        return list(self.memberships.values_list("role", "union__path"))

    def scope(self, *roles: str) -> list[str]:
        """Paths of the unions in which the user has one of ``roles``.

        A role applies to all unions below too, so compare by ``startswith``.
        """
        return [path for role, path in self.grants if role in roles]

    def holds(self, path: str, *roles: str) -> bool:
        """Whether the user has one of ``roles`` in the union at ``path`` or in one above it."""
        return any(path.startswith(above) for above in self.scope(*roles))

    def hosts_seasons(self) -> bool:
        """Whether the user is a cadre of a union that runs seasons, or of a union above one.

        Before the first season, whether the user is a cadre at all.
        """
        paths = tuple(self.scope(Role.CADRE))
        hosts = Season.objects.host_paths() if paths else []
        return bool(paths) and (not hosts or any(host.startswith(paths) for host in hosts))

    @cached_property
    def home_union(self) -> "Union | None":
        """The highest union in which the user has a role, or ``None``; shown beside their name."""
        first = self.memberships.select_related("union").order_by("union__depth", "pk").first()
        return first.union if first else None


class Membership(models.Model):
    """A user's role in a union, and who granted it."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="memberships")
    union = models.ForeignKey(Union, on_delete=models.PROTECT, related_name="memberships")
    role = models.CharField(_("角色"), max_length=10, choices=Role.choices)
    granted_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    granted_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "union", "role"], name="one_role_once")
        ]

    def __str__(self) -> str:
        return f"{self.user} {self.get_role_display()} {self.union}"


class Enterprise(models.Model):
    """An enterprise that belongs to a union; its contacts act for it."""

    name = models.CharField(_("企业名称"), max_length=80)
    credit_code = models.CharField(
        _("统一社会信用代码"), max_length=18, unique=True, validators=[validate_credit_code]
    )
    section = models.CharField(_("行业门类"), max_length=1, choices=Section.choices)
    division = models.CharField(_("行业大类"), max_length=2, blank=True, choices=Division.choices)
    scale = models.CharField(_("规模"), max_length=6, choices=Scale.choices, default=Scale.SMALL)
    employees = models.PositiveIntegerField(_("职工人数"), null=True, blank=True)
    is_specialised = models.BooleanField(_("专精特新"), default=False)
    region = models.ForeignKey(Region, on_delete=models.PROTECT, verbose_name=_("地区"))
    union = models.ForeignKey(
        Union, on_delete=models.PROTECT, related_name="enterprises", verbose_name=_("所属工会")
    )
    address = models.CharField(_("地址"), max_length=120, blank=True)
    contacts = models.ManyToManyField(User, blank=True, related_name="enterprises")
    history = HistoricalRecords()

    objects = EnterpriseQuerySet.as_manager()

    def __str__(self) -> str:
        return self.name

    @property
    def story(self) -> str:
        """The key under which the events of this enterprise are logged."""
        return f"enterprise-{self.pk}"

    @property
    def industry(self) -> str:
        """The name of the division or, if that is not known, of the section."""
        return self.get_division_display() or self.get_section_display()


class Season(models.Model):
    """The yearly 志愿服务月 of a union and all unions below it.

    It has dated stages and time limits; the fields ``…_days`` are in working days.
    """

    name = models.CharField(_("名称"), max_length=60)
    year = models.PositiveSmallIntegerField(_("年度"))
    union = models.ForeignKey(
        Union, on_delete=models.PROTECT, related_name="seasons", verbose_name=_("主办工会")
    )
    number_prefix = models.CharField(_("编号字头"), max_length=10)
    verify_days = models.PositiveSmallIntegerField(_("核实时限（工作日）"), default=2)
    match_days = models.PositiveSmallIntegerField(_("对接时限（工作日）"), default=5)
    accept_days = models.PositiveSmallIntegerField(_("答复时限（工作日）"), default=3)
    contact_days = models.PositiveSmallIntegerField(_("首次联系时限（工作日）"), default=2)
    confirm_days = models.PositiveSmallIntegerField(_("确认时限（工作日）"), default=5)
    history = HistoricalRecords()

    objects = SeasonQuerySet.as_manager()

    class Meta:
        ordering = ["-year", "-id"]
        constraints = [models.UniqueConstraint(fields=["union", "year"], name="one_season_a_year")]

    def __str__(self) -> str:
        return self.name

    @property
    def story(self) -> str:
        """The key under which the events of this season are logged."""
        return f"season-{self.pk}"

    def is_open(self, stage: Stage, day: date | None = None) -> bool:
        """Whether what belongs to ``stage`` may be done on ``day`` (by default today).

        A stage opens on its first day and stays open until the last stage ends: new needs may be
        collected while others are served. Its own last day matters only for the statistics.
        """
        day = day or timezone.localdate()
        dates = {s.stage: s for s in self.stages.all()}
        return stage in dates and dates[stage].starts <= day <= max(s.ends for s in dates.values())


class SeasonStage(models.Model):
    """The first and last day of one stage."""

    season = models.ForeignKey(Season, on_delete=models.CASCADE, related_name="stages")
    stage = models.CharField(max_length=8, choices=Stage.choices)
    starts = models.DateField(_("开始"))
    ends = models.DateField(_("结束"))

    class Meta:
        ordering = ["starts", "id"]
        constraints = [
            models.UniqueConstraint(fields=["season", "stage"], name="one_stage_once"),
            models.CheckConstraint(
                condition=models.Q(ends__gte=models.F("starts")), name="stage_ends_after_start"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.season} {self.get_stage_display()}"


class Target(models.Model):
    """The target of one union in a season, for one indicator."""

    season = models.ForeignKey(Season, on_delete=models.CASCADE, related_name="targets")
    union = models.ForeignKey(Union, on_delete=models.CASCADE, related_name="targets")
    indicator = models.CharField(max_length=20, choices=Indicator.choices)
    amount = models.PositiveIntegerField(_("目标"))

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["season", "union", "indicator"], name="one_target_once")
        ]

    def __str__(self) -> str:
        return f"{self.union} {self.get_indicator_display()} {self.amount}"
