"""Ceremonies: planning flags and pairs, recording that they took place, taking that back.

What a ceremony writes is done by the actions of people (``award_flag``, ``sign_agreement``) and
undone by theirs; nothing else is touched.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, NamedTuple

from django.core.files import File
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from hongmajia.core.actors import Actor
from hongmajia.core.acts import record
from hongmajia.core.errors import Refused, require_reason
from hongmajia.core.uploads import delete_file
from hongmajia.people.actions import award_flag, sign_agreement, take_flag_back, unsign_agreement
from hongmajia.people.enums import LIVE, ApprenticeshipState
from hongmajia.people.models import Apprenticeship, Helper, TeamGroup
from hongmajia.services.models import Activity

from ..enums import EventVerb
from ..models import Ceremony, EventPhoto, Flag, Seal
from .planning import locked


class FlagPlan(NamedTuple):
    """A flag for a team or a group of it, and whether it is made."""

    team: Helper
    group: TeamGroup | None = None
    is_made: bool = False


@transaction.atomic
def plan_ceremony(
    *,
    activity: Activity,
    actor: Actor,
    flags: Sequence[FlagPlan] = (),
    pairs: Iterable[Apprenticeship] = (),
) -> Activity:
    """Replace the planned flags and pairs of an activity.

    Raises ``Refused`` once the ceremony was recorded, for a team that is not of the activity's
    union or below it, or a pair that is over or sealed at another activity.
    """
    activity = locked(activity)
    _refuse_recorded(activity)
    pairs = list(pairs)
    for plan in flags:
        _refuse_stranger(plan.team, activity)
    for pair in pairs:
        _refuse_pair(pair, activity)
    _replace_flags(activity, flags)
    activity.seals.exclude(apprenticeship__in=pairs).delete()
    for pair in pairs:
        activity.seals.get_or_create(apprenticeship=pair)
    words = {"flags": len(flags), "pairs": len(pairs)}
    record(actor, EventVerb.CEREMONY_PLANNED, activity, data=words)
    return activity


@transaction.atomic
def plan_pairs(*, activity: Activity, actor: Actor, pairs: Iterable[Apprenticeship]) -> None:
    """Add pairs to the planned ones, such as those that were registered just now."""
    activity = locked(activity)
    _refuse_recorded(activity)
    for pair in pairs:
        _refuse_pair(pair, activity)
        activity.seals.get_or_create(apprenticeship=pair)
    words = {"flags": activity.flags.count(), "pairs": activity.seals.count()}
    record(actor, EventVerb.CEREMONY_PLANNED, activity, data=words)


def _replace_flags(activity: Activity, flags: Sequence[FlagPlan]) -> None:
    kept = []
    for plan in flags:
        name = plan.group.name if plan.group else ""
        flag, _new = activity.flags.update_or_create(
            team=plan.team, group_name=name,
            defaults={"group": plan.group, "is_made": plan.is_made},
        )  # fmt: skip
        kept.append(flag.pk)
    activity.flags.exclude(pk__in=kept).delete()


@transaction.atomic
def hold_ceremony(
    *,
    activity: Activity,
    actor: Actor,
    on: date,
    flags: Iterable[Flag],
    seals: Iterable[Seal],
    signed: Iterable[Seal] = (),
    photo: "File[Any] | None" = None,
    shows_faces: bool = True,
    consent_note: str = "",
) -> Ceremony:
    """Record that planned flags were handed over and pairs sealed on the day ``on``.

    A team gets its flag by ``award_flag`` of people; of the ``signed`` pairs the agreement was
    signed there, too (``sign_agreement``). ``photo`` is a cleaned file. Raises ``Refused`` before
    the activity has begun, for a day on which it did not take place, without a flag or pair, or
    if it is recorded already.
    """
    activity = locked(activity)
    _refuse_recorded(activity)
    _refuse_day(activity, on)
    flags, seals = list(flags), list(seals)
    if not flags and not seals:
        raise Refused(_("请至少选一支授旗的队或者一对师徒。"))
    ceremony = Ceremony.objects.create(activity=activity, on=on)
    for flag in flags:
        _hand_over(flag, ceremony, actor)
    to_sign = {seal.pk for seal in signed}
    for seal in seals:
        _seal(seal, ceremony, actor, signs=seal.pk in to_sign)
    if photo is not None:
        _picture(ceremony, photo, shows_faces=shows_faces, consent_note=consent_note)
    words = {"flags": len(flags), "pairs": len(seals), "on": on.isoformat()}
    record(actor, EventVerb.CEREMONY_HELD, activity, data=words)
    return ceremony


def _hand_over(flag: Flag, ceremony: Ceremony, actor: Actor) -> None:
    if not flag.group_name:
        team = flag.team.team
        flag.before_on, flag.before_by = team.flag_awarded_on, team.flag_awarded_by
        award_flag(team=flag.team, actor=actor, on=ceremony.on, by=ceremony.activity.union)
    flag.ceremony = ceremony
    flag.is_made = True
    flag.save()


def _seal(seal: Seal, ceremony: Ceremony, actor: Actor, *, signs: bool) -> None:
    pair = seal.apprenticeship
    if pair.state not in LIVE:
        raise Refused(_("%(pair)s已经不在结对中，不能记。") % {"pair": pair})
    if signs and pair.state == ApprenticeshipState.AGREED:
        sign_agreement(apprenticeship=pair, actor=actor, on=ceremony.on)
        seal.has_signed = True
    seal.ceremony = ceremony
    seal.save()


def _picture(
    ceremony: Ceremony, photo: "File[Any]", *, shows_faces: bool, consent_note: str
) -> None:
    agreed = timezone.now() if shows_faces and consent_note else None
    ceremony.photo = EventPhoto.objects.create(
        activity=ceremony.activity, image=photo, caption=_("仪式"), shows_faces=shows_faces,
        consent_note=consent_note, consented_at=agreed,
    )  # fmt: skip
    ceremony.save(update_fields=["photo"])


@transaction.atomic
def take_ceremony_back(*, activity: Activity, actor: Actor, reason: str) -> Activity:
    """Undo what recording the ceremony wrote, and only that; flags and pairs are planned again.

    Raises ``Refused`` without a reason, or where something rests on it: a later flag of a team, an
    assessment or the end of a pair whose agreement was signed there.
    """
    require_reason(reason, _("请写明为什么撤回。"))
    activity = locked(activity)
    ceremony = Ceremony.objects.filter(activity=activity).first()
    if ceremony is None:
        raise Refused(_("这里没有记下的仪式。"))
    for flag in ceremony.flags.select_related("team__team", "team__union", "before_by"):
        if not flag.group_name:
            take_flag_back(
                team=flag.team, actor=actor, reason=reason, given_on=ceremony.on,
                given_by=activity.union, before=(flag.before_on, flag.before_by),
            )  # fmt: skip
        _plan_again(flag, before_on=None, before_by=None)
    for seal in ceremony.seals.select_related("apprenticeship"):
        if seal.has_signed:
            unsign_agreement(apprenticeship=seal.apprenticeship, actor=actor, reason=reason)
        _plan_again(seal, has_signed=False)
    if picture := ceremony.photo:
        delete_file(picture.image)
        picture.delete()
        ceremony.photo = None
    ceremony.delete()
    record(actor, EventVerb.CEREMONY_UNDONE, activity, note=reason)
    return activity


def _plan_again(row: Any, **values: Any) -> None:
    for field, value in {"ceremony": None, **values}.items():
        setattr(row, field, value)
    row.save()


def _refuse_recorded(activity: Activity) -> None:
    if Ceremony.objects.filter(activity=activity).exists():
        raise Refused(_("仪式已经记下了。要改，请先撤回。"))


def _refuse_day(activity: Activity, on: date) -> None:
    first, last = (timezone.localdate(at) for at in (activity.starts_at, activity.ends_at))
    if not activity.is_over:
        raise Refused(_("活动还没开始，办了再记。"))
    if not first <= on <= last:
        raise Refused(_("这场活动不在这一天，请核对日期。"))


def _refuse_stranger(team: Helper, activity: Activity) -> None:
    if not team.union.path.startswith(activity.union.path):
        said = _("%(team)s不是%(union)s和它下面的队，不能在这里授旗。")
        raise Refused(said % {"team": team, "union": activity.union})


def _refuse_pair(pair: Apprenticeship, activity: Activity) -> None:
    if pair.state not in LIVE:
        raise Refused(_("%(pair)s已经不在结对中。") % {"pair": pair})
    if pair.seals.exclude(activity=activity).exclude(ceremony=None).exists():
        raise Refused(_("%(pair)s已经在别的仪式上结过对。") % {"pair": pair})
