"""Import of teams with their members and flags; those on the roll are changed, not added again."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from hongmajia.core.actors import SignedIn
from hongmajia.core.cells import Change, KnownName
from hongmajia.core.fields import DayField
from hongmajia.core.import_rows import written_in
from hongmajia.core.name_fields import NameInput
from hongmajia.unions.enums import Role
from hongmajia.unions.queries import manageable, unions_by_name

from .actions import award_flag, change_helper, create_team, set_team_member
from .imports import HelperImport, HelperRow
from .meant import artisans_meant, the_artisan
from .models import Helper
from .rosters import Member, names_in, read_person, read_roster
from .team_updating import KnownTeams, Seat, new_seats, seats_of, team_changes
from .updating import changes_of
from .validators import validate_past


class TeamRow(HelperRow):
    """The row of one service team with its members and its flag."""

    field_order = [
        "name",
        "union",
        "trade",
        "leader",
        "members",
        "founded_on",
        "flag_on",
        "flag_by",
    ]

    name = NameInput(label=_("队名"), max_length=60)
    leader = forms.CharField(
        label=_("队长"), required=False, help_text=_("先登记师傅；同名的写手机号或后四位")
    )
    members = forms.CharField(
        label=_("队员"),
        required=False,
        help_text=_("小组名后面写冒号，人之间用顿号，组之间用分号；不分组就只写人"),
    )
    founded_on = DayField(label=_("成立日期"), required=False, validators=[validate_past])
    flag_on = DayField(label=_("授旗日期"), required=False)
    flag_by = KnownName(label=_("授旗单位"), required=False, help_text=_("您是干部的工会"))

    def __init__(self, data: Any, **options: Any) -> None:
        super().__init__(data, **options)
        self.fields["flag_by"].known = self.shared["givers"]  # type: ignore[attr-defined]

    def clean_leader(self) -> Helper | None:
        """The artisan who leads the team."""
        name = read_person(self.cleaned_data["leader"])
        return self._artisan(name) if name else None

    def clean_members(self) -> list[tuple[Member, Helper]]:
        """Each member as written, and the artisan who is meant."""
        members = read_roster(self.cleaned_data["members"])
        return [(member, self._artisan(member.name)) for member in members]

    def _artisan(self, name: str) -> Helper:
        return the_artisan(self.shared["people"], name)

    def clean(self) -> dict[str, Any]:
        facts = self.cleaned_data
        on, by = facts.get("flag_on"), facts.get("flag_by")
        if bool(on) != bool(by) and not {"flag_on", "flag_by"} & self.errors.keys():
            self.add_error("flag_on", _now("授旗日期和授旗单位要么都填，要么都空着。"))
        if on and on > timezone.localdate():
            self.add_error("flag_on", _now("授旗日期还没到，请授旗以后再登记。"))
        if by and "union" in facts and not facts["union"].path.startswith(by.path):
            self.add_error("flag_by", _now("授旗单位是队伍所属的工会或者它的上级。"))
        if {"name", "union", "trade"} <= facts.keys() and not self.errors:
            try:
                self.existing = self.shared["known"].team_of(facts)
            except forms.ValidationError as error:
                self.add_error("name", error)
        return facts

    def seats(self) -> list[Seat]:
        """Who is to sit where: the leader first, as far as the row names anybody."""
        return seats_of(self.cleaned_data["leader"], self.cleaned_data["members"])

    def flag(self) -> tuple[Any, Any] | None:
        """Day and union of the flag, if the row names them."""
        on, by = self.cleaned_data["flag_on"], self.cleaned_data["flag_by"]
        return (on, by) if on and by else None

    def changes(self) -> list[Change]:
        facts = changes_of(self.existing, self.new_facts(), self.new_honours())
        return [*facts, *team_changes(self.existing.team, self.seats(), self.flag())]


class TeamImport(HelperImport):
    """The import of teams with their members."""

    kind = "teams"
    title = _("服务队")
    measure = _("支")
    form = TeamRow
    most_rows = 300
    list_url = "team_list"
    kept_model = Helper
    parts = frozenset(("people.Team", "people.TeamGroup", "people.TeamMembership", "people.Honour"))
    examples = {
        **HelperImport.examples,
        "name": "某某市工会金牌技术服务队（焊接）",
        "leader": "董建国",
        "members": "焊接工艺组：丁卫东、李明；检测组：陈平",
        "founded_on": "2019-05-20",
        "flag_on": "2026-05-01",
        "flag_by": "某某市总工会",
    }

    def shared(self, actor: SignedIn, rows: Sequence[Mapping[str, str]]) -> dict[str, Any]:
        names = {read_person(row.get("leader", "")) for row in rows}
        for row in rows:
            names |= names_in(row.get("members", ""))
        return {
            **super().shared(actor, rows),
            "givers": unions_by_name(manageable(actor, Role.CADRE), written_in(rows, "flag_by")),
            "known": KnownTeams(actor, written_in(rows, "name")),
            "people": artisans_meant(names - {""}, actor),
        }

    def apply(self, row: TeamRow, actor: SignedIn) -> Helper:
        """Create or change the team, seat those who sit elsewhere so far, and award its flag.

        Nobody leaves a team because a file does not name them.
        """
        team: Helper | None = row.existing
        if team is None:
            honours = row.cleaned_data["honours"]
            team = create_team(actor=actor, honours=honours, **row.first_facts())
        else:
            facts = {"actor": actor, "honours": row.new_honours(), **row.new_facts()}
            team = change_helper(helper=team, **facts)
        for artisan, group, role in new_seats(team.team, row.seats()):
            set_team_member(team=team, artisan=artisan, actor=actor, group=group, role=role)
        flag = row.flag()
        if flag and flag != (team.team.flag_awarded_on, team.team.flag_awarded_by):
            award_flag(team=team, actor=actor, on=flag[0], by=flag[1])
        return team
