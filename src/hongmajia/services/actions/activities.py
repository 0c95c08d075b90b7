"""Arranging a visit or an activity, moving it, calling it off."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Unpack

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hongmajia.core.actors import Actor, account_of
from hongmajia.core.acts import field_labels, record
from hongmajia.core.enums import Audience
from hongmajia.core.errors import Refused
from hongmajia.core.states import move
from hongmajia.engagements.actions import schedule, unschedule
from hongmajia.engagements.enums import EngagementState
from hongmajia.engagements.models import Engagement
from hongmajia.needs.queries import open_season
from hongmajia.offers.enums import OfferKind
from hongmajia.unions.models import Union

from ..enums import ActivityForm, ServiceVerb
from ..facts import ActivityFacts, VisitFacts
from ..models import Activity
from ..states import TRANSITIONS
from .telling import tell_askers, tell_cadres, tell_helpers, when_of

LONGEST_AHEAD = timedelta(days=366)
LONGEST_BEHIND = timedelta(days=60)
"""A visit that was made before anybody wrote it down may be entered so long afterwards."""


@transaction.atomic
def schedule_visit(
    *, engagement: Engagement, actor: Actor, **facts: Unpack[VisitFacts]
) -> Activity:
    """The two sides have agreed on a time and a place, or have met there before they wrote it down.
    The need is in service from now.

    A second visit of a longer 攻关 is one more activity. Raises ``Refused`` while another visit of
    the engagement is still to come.
    """
    if engagement.activities.planned().exists():
        raise Refused(_("已经约好了一次，还没办。要改时间，请在那一次上改。"))
    need = engagement.need
    activity = Activity(
        season=need.season,
        union=need.union,
        title=need.title,
        region=need.region,
        form=form_of(engagement),
        opened_by=account_of(actor),
        **facts,
    )
    _save(activity, actor)
    activity.engagements.add(engagement)
    when = when_of(activity)
    schedule(engagement=engagement, actor=actor, starts_at=activity.starts_at, when=when)
    if activity.starts_at <= timezone.now():
        tell_askers(activity, gettext_lazy("%(title)s：%(helper)s%(when)s来过"), actor, when=when)
        tell_helpers(activity, gettext_lazy("%(title)s：%(when)s去过"), actor, when=when)
        return activity
    tell_askers(activity, gettext_lazy("%(title)s：和%(helper)s约好了%(when)s"), actor, when=when)
    tell_helpers(activity, gettext_lazy("%(title)s：约好了%(when)s"), actor, when=when)
    return activity


def form_of(engagement: Engagement) -> ActivityForm:
    """A course that was ordered is a lecture; all else is guidance."""
    offer = engagement.offer
    is_course = offer is not None and offer.kind == OfferKind.COURSE
    return ActivityForm.LECTURE if is_course else ActivityForm.GUIDANCE


@transaction.atomic
def plan_activity(
    *,
    union: Union,
    actor: Actor,
    engagements: Iterable[Engagement] = (),
    **facts: Unpack[ActivityFacts],
) -> Activity:
    """A lecture, an exchange meeting, a clinic: one session for many, with sign-up if it is open.

    Engagements that it serves are scheduled with it.
    """
    activity = Activity(
        season=open_season(union), union=union, opened_by=account_of(actor), **facts
    )
    _save(activity, actor)
    when = when_of(activity)
    for engagement in engagements:
        activity.engagements.add(engagement)
        schedule(engagement=engagement, actor=actor, starts_at=activity.starts_at, when=when)
    tell_helpers(activity, gettext_lazy("%(title)s：请您来，%(when)s"), actor, when=when)
    return activity


@transaction.atomic
def move_activity(*, activity: Activity, actor: Actor, **facts: Unpack[ActivityFacts]) -> Activity:
    """Another time or place, or other words about it; both sides are told of a new time."""
    activity = locked_activity(activity)
    before = {field: getattr(activity, field) for field in facts}
    for field, value in facts.items():
        setattr(activity, field, value)
    changed = [field for field in facts if getattr(activity, field) != before[field]]
    _check(activity)
    activity.save()
    if "starts_at" in changed:
        _follow(activity, actor)
    elif changed:
        labels = field_labels(Activity, changed)
        record(actor, ServiceVerb.CHANGED, activity, data={"fields": labels})
    return activity


def _follow(activity: Activity, actor: Actor) -> None:
    """A new time: the engagements' clocks and the people follow it."""
    when = when_of(activity)
    move(activity, TRANSITIONS, ServiceVerb.MOVED, actor=actor, data={"when": when})
    for engagement in activity.engagements.filter(state=EngagementState.SCHEDULED):
        schedule(engagement=engagement, actor=actor, starts_at=activity.starts_at, when=when)
    sentence = gettext_lazy("%(title)s：时间改到%(when)s")
    tell_askers(activity, sentence, actor, when=when)
    tell_helpers(activity, sentence, actor, when=when)


@transaction.atomic
def call_off(*, activity: Activity, actor: Actor, reason: str) -> Activity:
    """It will not be. Its engagements wait for a new appointment; everybody hears why."""
    if not reason.strip():
        raise Refused(_("请写明为什么取消，大家会看到。"))
    activity = locked_activity(activity)
    move(
        activity,
        TRANSITIONS,
        ServiceVerb.CALLED_OFF,
        actor=actor,
        note=reason,
        audience=Audience.PARTIES,
    )
    for engagement in activity.engagements.filter(state=EngagementState.SCHEDULED):
        unschedule(engagement=engagement, actor=actor, reason=reason)
    sentence = gettext_lazy("%(title)s：约好的这次取消了（%(why)s）")
    for tell_them in (tell_askers, tell_helpers, tell_cadres):
        tell_them(activity, sentence, actor, why=reason)
    return activity


def locked_activity(activity: Activity) -> Activity:
    """The activity as it is now; nobody else moves it until the transaction ends."""
    found: Activity = (
        Activity.objects.select_for_update(of=("self",))
        .select_related("season", "union", "region")
        .get(pk=activity.pk)
    )
    return found


def _save(activity: Activity, actor: Actor) -> None:
    _check(activity)
    activity.save()
    record(actor, ServiceVerb.PLANNED, activity, data={"title": activity.title})


def _check(activity: Activity) -> None:
    """Raises ``ValidationError`` for what cannot be."""
    activity.full_clean(exclude=["opened_by"])
    now = timezone.now()
    if not now - LONGEST_BEHIND <= activity.starts_at <= now + LONGEST_AHEAD:
        words = _("请选最近60天到一年以内的日子。")
        raise ValidationError({"starts_at": words})
