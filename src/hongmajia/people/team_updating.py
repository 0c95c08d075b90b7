"""Which team on the roll a row of an import is, and what the row changes."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from django.core.exceptions import ValidationError
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from hongmajia.core.actors import SignedIn
from hongmajia.core.cells import Change
from hongmajia.spelling import name_key

from .enums import HelperKind, TeamRole
from .models import Helper, Team
from .rosters import Member


class Seat(NamedTuple):
    """An artisan's place in a team."""

    artisan: Helper
    group: str
    role: str


def seats_of(leader: Helper | None, members: Iterable[tuple[Member, Helper]]) -> list[Seat]:
    """The seats that a row names; the leader may also stand among the members."""
    seats = {leader.pk: Seat(leader, "", TeamRole.LEADER)} if leader else {}
    for member, artisan in members:
        role = TeamRole.GROUP_LEADER if member.is_group_leader else TeamRole.MEMBER
        role = TeamRole.LEADER if artisan == leader else role
        seats[artisan.pk] = Seat(artisan, member.group, role)
    return [*seats.values()]


class KnownTeams:
    """The teams on the actor's rolls that rows may mean; a few queries for all rows."""

    def __init__(self, actor: SignedIn, names: Collection[str]) -> None:
        mine = Helper.objects.filter(kind=HelperKind.TEAM, is_active=True).on_rolls_of(actor)
        found = mine.filter(name_key__in=names)
        found = found.select_related("team__flag_awarded_by", "union", "region__parent")
        seats = ("team__memberships__group", "team__memberships__artisan__helper")
        self.by_name = defaultdict(list)
        for helper in found.prefetch_related("honours", *seats):
            self.by_name[helper.name_key, helper.union_id].append(helper)

    def team_of(self, facts: Mapping[str, Any]) -> Helper | None:
        """The team of this name in this union, of several the one of this trade; ``None`` if it is
        new. Raises ``ValidationError`` if it is not clear which one is meant.
        """
        found: list[Helper] = self.by_name.get((name_key(facts["name"]), facts["union"].pk), [])
        same = [one for one in found if one.trade == facts["trade"]] if len(found) > 1 else found
        if len(same) > 1 or (found and not same):
            said = _("名册上有%(n)s支“%(name)s”，分不清是哪一支，请先在服务队的页面上改名。")
            raise ValidationError(said % {"n": len(found), "name": facts["name"]})
        return same[0] if same else None


def new_seats(team: Team, seats: Sequence[Seat]) -> list[Seat]:
    """Those of ``seats`` that differ from where people sit.

    The leader stays leader where no other is named, and in a group where none is.
    """
    known = _places_in(team)
    names_leader = any(seat.role == TeamRole.LEADER for seat in seats)
    wanted = []
    for seat in seats:
        group, role = known.get(seat.artisan.pk, ("", ""))
        if role == TeamRole.LEADER and (seat.role == role or not names_leader):
            seat = Seat(seat.artisan, seat.group or group, TeamRole.LEADER)
        if (seat.group, seat.role) != (group, role):
            wanted.append(seat)
    return wanted


def _places_in(team: Team) -> dict[int, tuple[str, str]]:
    """Key of each member → group and role."""
    return {
        seat.artisan_id: (seat.group.name if seat.group else "", seat.role)
        for seat in team.memberships.all()
    }


def team_changes(team: Team, seats: Sequence[Seat], flag: tuple[Any, Any] | None) -> list[Change]:
    """What seating people and awarding a flag would change, in words for the preview."""
    known = _places_in(team)
    changes = []
    for artisan, group, role in new_seats(team, seats):
        before = _seat_in_words(artisan.name, *known[artisan.pk]) if artisan.pk in known else ""
        changes.append(Change(_("队员"), before, _seat_in_words(artisan.name, group, role)))
    if flag and flag != (team.flag_awarded_on, team.flag_awarded_by):
        old = _flag_in_words(team.flag_awarded_on, team.flag_awarded_by)
        changes.append(Change(_("授旗"), old, _flag_in_words(*flag)))
    return changes


def _seat_in_words(name: str, group: str, role: str) -> str:
    return " ".join(filter(None, (name, group, str(TeamRole(role).label))))


def _flag_in_words(on: Any, by: Any) -> str:
    return f"{date_format(on)} {by}" if on else ""
