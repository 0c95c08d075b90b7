"""Actions on service teams: creating one, its members and its flag."""

from collections.abc import Iterable
from datetime import date
from typing import Unpack

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hongmajia.core.actors import Actor
from hongmajia.core.acts import in_chinese, record
from hongmajia.core.errors import Refused, WrongState
from hongmajia.unions.models import Union

from ..enums import HelperKind, HelperVerb, TeamRole
from ..facts import HonourFacts, TeamFacts
from ..models import Helper, Team, TeamGroup, TeamMembership
from .steps import (
    lock_roll,
    locked,
    names,
    notify_answerer,
    refuse_duplicate,
    save_common,
    save_honours,
    save_team,
    set_fields,
)


@transaction.atomic
def create_team(
    *,
    actor: Actor,
    leader: Helper | None = None,
    honours: Iterable[HonourFacts] = (),
    **facts: Unpack[TeamFacts],
) -> Helper:
    """Put a service team on the roll of ``union``, with ``leader`` as its first member.

    Raises ``ValidationError`` for invalid facts, ``Refused`` if the team is on that roll already or
    ``leader`` is not an active artisan.
    """
    lock_roll(facts.get("union"))
    helper = Helper(kind=HelperKind.TEAM)
    save_common(helper, facts)
    refuse_duplicate(helper)
    save_team(Team(helper=helper), facts)
    save_honours(helper, honours)
    record(actor, HelperVerb.REGISTERED, helper, data=names(helper))
    if leader:
        set_team_member(team=helper, artisan=leader, role=TeamRole.LEADER, actor=actor)
    return locked(helper)


@transaction.atomic
def set_team_member(
    *,
    team: Helper,
    artisan: Helper,
    actor: Actor,
    group: str = "",
    role: str = TeamRole.MEMBER,
) -> TeamMembership:
    """Add an artisan to a team, or change their group and role there; notify them.

    A group is created if it does not exist, and deleted when nobody is left in it. A team has one
    leader and a group one group leader; the former one becomes a member. Raises ``Refused`` for an
    inactive artisan, a group leader without a group, or a leader who would be replaced by nobody.
    """
    team = locked(team)
    _refuse_membership(team, artisan, group.strip(), role)
    place = (
        TeamGroup.objects.get_or_create(team=team.team, name=group.strip())[0] if group else None
    )
    _replace_leader(team.team, place, role, artisan)
    membership, _new = team.team.memberships.update_or_create(
        artisan=artisan.artisan, defaults={"group": place, "role": role}
    )
    _drop_empty_groups(team.team)
    words = {"member": in_chinese(artisan), "role": in_chinese(TeamRole(role).label)}
    record(actor, HelperVerb.SEATED, team, data=words)
    notify_answerer(artisan, actor, gettext_lazy("您加入了%(team)s"), team, team=team)
    return membership


@transaction.atomic
def remove_team_member(*, team: Helper, artisan: Helper, actor: Actor) -> None:
    """Remove an artisan from a team and notify them.

    Raises ``Refused`` for the team's leader, ``WrongState`` for somebody who is not a member.
    """
    team = locked(team)
    if team.team.leader_id == artisan.pk:
        raise Refused(_("他是队长，请先让别人任队长。"))
    gone, _rows = team.team.memberships.filter(artisan=artisan.artisan).delete()
    if not gone:
        raise WrongState(_("他已经不在队里了。"))
    _drop_empty_groups(team.team)
    record(actor, HelperVerb.UNSEATED, team, data={"member": in_chinese(artisan)})
    notify_answerer(artisan, actor, gettext_lazy("您已离开%(team)s"), team, team=team)


@transaction.atomic
def award_flag(*, team: Helper, actor: Actor, on: date, by: Union) -> Helper:
    """Record that the union ``by`` awarded the team its flag (授旗) on the day ``on``; notify it.

    Raises ``Refused`` for a day in the future, or unless ``by`` is the team's union or one above.
    """
    if on > timezone.localdate():
        raise Refused(_("授旗日期还没到，请授旗以后再登记。"))
    if not team.union.path.startswith(by.path):
        raise Refused(_("授旗单位是队伍所属的工会或者它的上级。"))
    team = locked(team)
    set_fields(team.team, flag_awarded_on=on, flag_awarded_by=by)
    record(actor, HelperVerb.FLAG_AWARDED, team, data={"union": by.name, "on": on.isoformat()})
    sentence = gettext_lazy("%(union)s给%(team)s授旗，祝贺各位")
    notify_answerer(team, actor, sentence, union=by, team=team)
    return team


@transaction.atomic
def name_sender(*, team: Helper, actor: Actor, sender: str) -> Helper:
    """Record which association (such as a 劳模协会) sends the team; empty for none."""
    team, sender = locked(team), sender.strip()
    if team.team.sent_by != sender:
        set_fields(team.team, sent_by=sender)
        record(actor, HelperVerb.SENT, team, data={"sender": sender or in_chinese(_NOBODY)})
    return team


_NOBODY = gettext_lazy("没有")


@transaction.atomic
def take_flag_back(
    *,
    team: Helper,
    actor: Actor,
    reason: str,
    given_on: date,
    given_by: Union,
    before: tuple[date | None, Union | None],
) -> Helper:
    """Undo ``award_flag``: the team has again the flag that it had ``before``, or none.

    Raises ``Refused`` if the team's flag is by now another than the one of ``given_on``.
    """
    team = locked(team)
    now = (team.team.flag_awarded_on, team.team.flag_awarded_by_id)
    if now != (given_on, given_by.pk):
        said = _("%(team)s后来又授过旗，这次授旗撤不回。请先更正后来的那次。")
        raise Refused(said % {"team": team})
    set_fields(team.team, flag_awarded_on=before[0], flag_awarded_by=before[1])
    words = {"on": given_on.isoformat()}
    record(actor, HelperVerb.FLAG_TAKEN_BACK, team, note=reason, data=words)
    notify_answerer(team, actor, gettext_lazy("%(team)s的授旗登记撤回了"), team=team)
    return team


def _refuse_membership(team: Helper, artisan: Helper, group: str, role: str) -> None:
    if artisan.kind != HelperKind.ARTISAN or not artisan.is_active:
        raise Refused(_("只有在册的师傅可以入队。"))
    if role == TeamRole.GROUP_LEADER and not group:
        raise Refused(_("任组长请写明是哪个小组。"))
    if role != TeamRole.LEADER and team.team.leader_id == artisan.pk:
        raise Refused(_("他是队长，请先让别人任队长。"))


def _replace_leader(team: Team, group: TeamGroup | None, role: str, artisan: Helper) -> None:
    others = team.memberships.exclude(artisan=artisan.artisan)
    if role == TeamRole.LEADER:
        others.filter(role=TeamRole.LEADER).update(role=TeamRole.MEMBER)
        set_fields(team, leader=artisan.artisan)
    if role == TeamRole.GROUP_LEADER:
        others.filter(role=role, group=group).update(role=TeamRole.MEMBER)


def _drop_empty_groups(team: Team) -> None:
    team.groups.filter(memberships__isnull=True).delete()
