"""Users with their roles, and the enterprises for which some of them act."""

from functools import cached_property
from typing import ClassVar, NamedTuple

from django.contrib.auth.models import AbstractUser
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from hongmajia.core.encrypted_phones import EncryptedPhoneField, PhoneDigest
from hongmajia.core.name_fields import NameField, NameKeyField

from ..enums import Role, Scale, Section
from ..industries import Division
from ..querysets import EnterpriseManager, EnterpriseQuerySet, MembershipQuerySet, UserManager
from ..validators import validate_credit_code
from .key_industries import KeyIndustry
from .seasons import Season
from .unions import Region, Union

WHOSE = ("deputises__name", "deputises__username")


class Held(NamedTuple):
    """A role in a union, and the key and name of the user as whose deputy it is held, if any."""

    role: str
    path: str
    union: str
    deputises: int | None
    whom: str


class User(AbstractUser):
    """Anybody who signs in.

    Their rights follow from their memberships, and from being a contact of an enterprise or
    the account of a helper.
    """

    name = NameField(_("姓名"), max_length=30)
    phone = EncryptedPhoneField(_("手机号"), blank=True)
    signs_in_by_phone = models.BooleanField(_("用手机号登录"), default=False)
    """Whether the user signs in by phone number; ``username`` is then random and not shown."""
    phone_proved_at = models.DateTimeField(null=True, blank=True)
    """When the user last entered a code that was sent to ``phone``."""
    must_change_password = models.BooleanField(default=False)
    sessions_ended = models.PositiveIntegerField(default=0)
    """How often all sessions of the account were ended; part of what a session has to know."""
    program_of = models.ForeignKey(
        Union, null=True, blank=True, on_delete=models.PROTECT, related_name="programs"
    )
    """Of a program (a service account of the interface): the union in which it acts."""
    program_role = models.CharField(max_length=10, blank=True, choices=Role.choices)
    """Of a program: the role that it has there, without a membership (ADR 74)."""
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
    def is_program(self) -> bool:
        """Whether this is a program and no person: it asks for others, and is told nothing."""
        return self.program_of_id is not None

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

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        """Django's hash, which sessions keep; another one after all sessions were ended."""
        known: str = super()._get_session_auth_hash(secret=secret)  # type: ignore[misc]
        return f"{known}{self.sessions_ended or ''}"

    @cached_property
    def _held(self) -> list[Held]:
        """The roles of today, the highest union first; read once in the life of this object."""
        if self.program_of:
            union = self.program_of
            return [Held(self.program_role, union.path, union.name, None, "")]
        found = self.memberships.today().order_by("union__depth", "pk")
        columns = ("role", "union__path", "union__name", "deputises", *WHOSE)
        return [
            Held(role, path, union, deputises, name or login or "")
            for role, path, union, deputises, name, login in found.values_list(*columns)
        ]

    @cached_property
    def seats(self) -> list[tuple[str, str, str]]:
        """(role, path and name of the union) of each role held today, the highest union first.

        Among them those held as a deputy. Read once in the life of this object.
        """
        return list(dict.fromkeys((held.role, held.path, held.union) for held in self._held))

    @cached_property
    def grants(self) -> list[tuple[str, str]]:
        """(role, path of the union) of each role held today, as ``seats``."""
        return [(role, path) for role, path, _name in self.seats]

    @property
    def own_roles(self) -> set[str]:
        """The roles that the user holds today in their own right."""
        return {held.role for held in self._held if not held.deputises}

    @property
    def stands_in(self) -> set[int]:
        """The keys of those whose deputy the user is today."""
        return {held.deputises for held in self._held if held.deputises}

    def acts_for(self, path: str) -> str:
        """For whom the user acts as deputy in the union at ``path``; ``""`` in their own right.

        Without ``path`` (an act outside all unions) for the first whose deputy they are, if they
        have no role of their own.
        """
        here = [held for held in self._held if path.startswith(held.path)] if path else self._held
        own = {held.role for held in here if not held.deputises}
        return next((held.whom for held in here if held.deputises and held.role not in own), "")

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

        Before the first season, whether the user is a cadre at all. Asked once for each object.
        """
        return self._hosts_seasons

    @cached_property
    def _hosts_seasons(self) -> bool:
        paths = tuple(self.scope(Role.CADRE))
        hosts = Season.objects.host_paths() if paths else []
        return bool(paths) and (not hosts or any(host.startswith(paths) for host in hosts))

    @cached_property
    def home_union(self) -> "Union | None":
        """The highest union in which the user has a role, or ``None``; shown beside their name."""
        if self.program_of:
            return self.program_of
        held = self.memberships.today().select_related("union")
        first = held.order_by("union__depth", "pk").first()
        return first.union if first else None


class Membership(models.Model):
    """A user's role in a union, who granted it, and its first and last day.

    Outside these days it gives no rights; nothing has to happen at midnight. With ``deputises`` it
    is held as the deputy of that user, whose role it is.
    """

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="memberships")
    union = models.ForeignKey(Union, on_delete=models.PROTECT, related_name="memberships")
    role = models.CharField(_("角色"), max_length=10, choices=Role.choices)
    granted_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    granted_at = models.DateTimeField(default=timezone.now)
    starts_on = models.DateField(_("从"), null=True, blank=True)
    ends_on = models.DateField(_("到"), null=True, blank=True)
    deputises = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.CASCADE, related_name="deputies"
    )

    objects = MembershipQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user", "union", "role"],
                condition=models.Q(deputises=None),
                name="one_role_once",
            ),
            models.CheckConstraint(
                condition=models.Q(starts_on=None)
                | models.Q(ends_on=None)
                | models.Q(ends_on__gte=models.F("starts_on")),
                name="role_ends_after_its_start",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} {self.get_role_display()} {self.union}"

    @property
    def is_over(self) -> bool:
        """Whether its last day has passed."""
        return self.ends_on is not None and self.ends_on < timezone.localdate()

    @property
    def is_to_come(self) -> bool:
        """Whether its first day is still to come."""
        return self.starts_on is not None and self.starts_on > timezone.localdate()


class Enterprise(models.Model):
    """An enterprise that belongs to a union; its contacts act for it.

    One that was registered twice is merged into the other row (``merged_into``) and stays only to
    be found by its former name and code: ``objects`` leaves it out, ``everything`` has it.
    """

    name = NameField(_("企业名称"), max_length=80)
    name_key = NameKeyField()
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
    key_industry = models.ForeignKey(
        KeyIndustry, null=True, blank=True, on_delete=models.PROTECT, related_name="enterprises",
        verbose_name=_("重点产业"),
    )  # fmt: skip
    """Its own choice, beside those that follow from its industry."""
    merged_into = models.ForeignKey(
        "self", null=True, blank=True, editable=False, on_delete=models.PROTECT,
        related_name="merged",
    )  # fmt: skip
    history = HistoricalRecords(excluded_fields=["name_key"])

    objects = EnterpriseManager()
    everything = EnterpriseQuerySet.as_manager()

    def __str__(self) -> str:
        return self.name

    @property
    def story(self) -> str:
        """The key under which the events of this enterprise are logged."""
        return f"enterprise-{self.pk}"

    @property
    def key_industries(self) -> "list[KeyIndustry]":
        """Its key industries: by its industry, and its own choice. Asks the database."""
        codes = filter(None, (self.section, self.division))
        of_industry = models.Q(codes__code__in=[*codes]) | models.Q(pk=self.key_industry_id)
        of_province = KeyIndustry.objects.filter(province=self.region.province_id)
        return list(of_province.filter(of_industry).distinct())

    def clean(self) -> None:
        """Refuse a key industry of another province than the one in which it is."""
        chosen = self.key_industry
        if chosen is None or not self.region_id:
            return
        here = self.region.province
        if chosen.province_id != here.pk:
            words = {"industry": chosen.name, "there": chosen.province, "here": here}
            said = _now("%(industry)s是%(there)s的重点产业，这家企业在%(here)s。请另选，或者空着。")
            raise ValidationError({"key_industry": said % words})

    @property
    def industry(self) -> str:
        """The name of the division or, if that is not known, of the section."""
        return self.get_division_display() or self.get_section_display()
