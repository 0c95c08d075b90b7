"""Service teams (服务队) with their groups and members."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from hongmajia.unions.models import Union

from ..enums import TeamRole
from ..validators import validate_past
from .helpers import Artisan, Helper


class Team(models.Model):
    """What only a helper that is a service team (服务队) has: leader, members, groups and flag."""

    helper = models.OneToOneField(Helper, primary_key=True, on_delete=models.CASCADE)
    leader = models.ForeignKey(
        Artisan,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="led_teams",
        verbose_name=_("队长"),
    )
    founded_on = models.DateField(_("成立日期"), null=True, blank=True, validators=[validate_past])
    flag_awarded_on = models.DateField(_("授旗日期"), null=True, blank=True)
    flag_awarded_by = models.ForeignKey(
        Union,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="flags",
        verbose_name=_("授旗单位"),
    )
    sent_by = models.CharField(
        _("派出单位"), max_length=60, blank=True, db_index=True,
        help_text="The association that sends the team, such as 浙江省劳模协会.",
    )  # fmt: skip
    members = models.ManyToManyField(Artisan, through="TeamMembership", related_name="teams")
    history = HistoricalRecords()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(flag_awarded_on__isnull=True) | Q(flag_awarded_by__isnull=False),
                name="a_flag_has_a_giver",
            )
        ]

    def __str__(self) -> str:
        return self.helper.name


class TeamGroup(models.Model):
    """A professional group (专业组) within a team."""

    team = models.ForeignKey(Team, on_delete=models.CASCADE, related_name="groups")
    name = models.CharField(_("小组"), max_length=40)

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["team", "name"], name="one_group_name_once")]

    def __str__(self) -> str:
        return self.name


class TeamMembership(models.Model):
    """An artisan as a member of a team, with group and role."""

    team = models.ForeignKey(Team, on_delete=models.CASCADE, related_name="memberships")
    artisan = models.ForeignKey(Artisan, on_delete=models.CASCADE, related_name="memberships")
    group = models.ForeignKey(
        TeamGroup, null=True, blank=True, on_delete=models.SET_NULL, related_name="memberships"
    )
    role = models.CharField(max_length=12, choices=TeamRole.choices, default=TeamRole.MEMBER)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["team", "artisan"], name="one_seat_in_a_team")
        ]

    def __str__(self) -> str:
        return f"{self.artisan} {self.team}"
