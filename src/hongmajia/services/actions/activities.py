"""Arranging a visit or an activity, changing it, calling it off."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Unpack

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hongmajia.core.actors import Actor, account_of
from hongmajia.core.acts import field_labels, record
from hongmajia.core.deadlines import Deadline
from hongmajia.core.enums import Audience
from hongmajia.core.errors import Refused, require_reason
from hongmajia.core.states import move
from hongmajia.core.withholding import save_public
from hongmajia.engagements.actions import DAYS_TO_RECORD, schedule, unschedule
from hongmajia.engagements.enums import EngagementState
from hongmajia.engagements.models import Engagement
from hongmajia.notices.enums import Kind
from hongmajia.offers.enums import OfferKind
from hongmajia.unions.enums import Stage
from hongmajia.unions.models import Enterprise, Union
from hongmajia.unions.stages import refuse_before_first, seasons_for

from ..bookings import FIRST_WORD, SecondWord, refuse_unfit_time
from ..enums import ActivityForm, ActivityState, ServiceVerb
from ..facts import ActivityFacts, VisitFacts
from ..models import Activity
from ..parties import audience_of
from ..states import TRANSITIONS
from ..told import (
    ARRANGED,
    CALLED_OFF,
    CAME,
    HELPER_ARRANGED,
    HELPER_ASKED,
    MOVED,
    SIGN_UP_CALLED_OFF,
    SIGN_UP_MOVED,
)
from .notifying import notify_askers, notify_cadres, notify_helpers, tell_signed_up, when_of

LONGEST_AHEAD = timedelta(days=366)
"""How far in the future an activity may start."""

LONGEST_BEHIND = timedelta(days=60)
"""How long ago an activity may have started when it is entered afterwards."""


@transaction.atomic
def schedule_visit(
    *,
    engagement: Engagement,
    actor: Actor,
    word: SecondWord = FIRST_WORD,
    **facts: Unpack[VisitFacts],
) -> Activity:
    """Create the visit of an engagement, to come or entered afterwards; the need is in service.

    A later visit for a long-term problem (攻关) is another activity. Raises ``Refused`` while
    another visit of the engagement is still planned, ``ValidationError`` for invalid facts, and
    ``Doubtful`` for a time that takes a second word (``bookings``).
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
    _save(activity, [engagement], actor)
    activity.engagements.add(engagement)
    when = when_of(activity)
    schedule(engagement=engagement, actor=actor, starts_at=activity.starts_at, when=when)
    refuse_unfit_time(activity, actor, word)
    if activity.starts_at <= timezone.now():
        notify_askers(activity, CAME, actor, when=when)
        notify_helpers(activity, gettext_lazy("%(title)s：%(when)s去过"), actor, when=when)
        return activity
    notify_askers(activity, ARRANGED, actor, when=when)
    notify_helpers(activity, HELPER_ARRANGED, actor, when=when)
    return activity


def form_of(engagement: Engagement) -> ActivityForm:
    """The form of a visit: a lecture if a course was ordered, otherwise guidance."""
    offer = engagement.offer
    is_course = offer is not None and offer.kind == OfferKind.COURSE
    return ActivityForm.LECTURE if is_course else ActivityForm.GUIDANCE


@transaction.atomic
def plan_activity(
    *,
    union: Union,
    actor: Actor,
    engagements: Iterable[Engagement] = (),
    enterprises: Iterable[Enterprise] = (),
    word: SecondWord = FIRST_WORD,
    **facts: Unpack[ActivityFacts],
) -> Activity:
    """Create an activity for many people, such as a lecture, an exchange meeting or a clinic.

    The ``engagements`` that it serves are scheduled with it; ``enterprises`` are to
    be visited. ``is_open`` allows public sign-up.
    Raises ``ValidationError`` for invalid facts, ``Doubtful`` for a time that takes a second word,
    ``Refused`` before the first season has begun.
    """
    seasons = seasons_for(union)
    season = refuse_before_first(seasons.current(), seasons)
    activity = Activity(season=season, union=union, opened_by=account_of(actor), **facts)
    engagements = list(engagements)
    _save(activity, engagements, actor)
    activity.enterprises.set(enterprises)
    when = when_of(activity)
    for engagement in engagements:
        activity.engagements.add(engagement)
        schedule(engagement=engagement, actor=actor, starts_at=activity.starts_at, when=when)
    refuse_unfit_time(activity, actor, word)
    notify_helpers(activity, HELPER_ASKED, actor, when=when)
    return activity


@transaction.atomic
def move_activity(
    *,
    activity: Activity,
    actor: Actor,
    word: SecondWord = FIRST_WORD,
    **facts: Unpack[ActivityFacts],
) -> Activity:
    """Change an activity; a new start is a logged move and both sides are notified of it.

    Raises ``ValidationError`` for invalid facts, ``WrongState`` for a new start once it was held,
    ``Doubtful`` for a new time that takes a second word.
    """
    activity = locked_activity(activity)
    before = {field: getattr(activity, field) for field in facts}
    for field, value in facts.items():
        setattr(activity, field, value)
    changed = [field for field in facts if getattr(activity, field) != before[field]]
    _check(activity, activity.engagements.select_related("need"))
    if activity.state == ActivityState.PLANNED:
        _set_clock(activity)
    save_public(activity, audience_of(activity.engagements.all()))
    if "starts_at" in changed:
        _reschedule_engagements(activity, actor, word)
    elif changed:
        labels = field_labels(Activity, changed)
        record(actor, ServiceVerb.CHANGED, activity, data={"fields": labels})
        if {"ends_at", "mode"} & set(changed):
            refuse_unfit_time(activity, actor, word)
    return activity


def _reschedule_engagements(activity: Activity, actor: Actor, word: SecondWord) -> None:
    """Log the new start, reschedule the engagements and notify both sides."""
    when = when_of(activity)
    due_at = record_by(activity)
    move(activity, TRANSITIONS, ServiceVerb.MOVED, actor=actor, due_at=due_at, data={"when": when})
    for engagement in activity.engagements.filter(state=EngagementState.SCHEDULED):
        schedule(engagement=engagement, actor=actor, starts_at=activity.starts_at, when=when)
    refuse_unfit_time(activity, actor, word)
    notify_askers(activity, MOVED, actor, kind=Kind.CHANGED, when=when)
    notify_helpers(activity, MOVED, actor, kind=Kind.CHANGED, when=when)
    tell_signed_up(activity, SIGN_UP_MOVED, actor, kind=Kind.CHANGED, when=when)


@transaction.atomic
def call_off(*, activity: Activity, actor: Actor, reason: str) -> Activity:
    """Call off an activity and notify everybody of the reason.

    Its engagements are accepted again, without an appointment. Raises ``Refused`` without a reason.
    """
    require_reason(reason, _("请写明为什么取消，大家会看到。"))
    activity = locked_activity(activity)
    _call_off(activity, actor, reason)
    for engagement in activity.engagements.filter(state=EngagementState.SCHEDULED):
        unschedule(engagement=engagement, actor=actor, reason=reason)
    for notify_group in (notify_askers, notify_helpers, notify_cadres):
        notify_group(activity, CALLED_OFF, actor, kind=Kind.CHANGED, why=reason)
    tell_signed_up(activity, SIGN_UP_CALLED_OFF, actor, kind=Kind.CHANGED, why=reason)
    return activity


@transaction.atomic
def drop_visits(*, engagement: Engagement, actor: Actor | None, reason: str) -> None:
    """Call off the visits to come of an engagement that has ended.

    Nobody is notified: who takes part is told of the end itself. An activity that serves others as
    well, or is open to the public, takes place without it. The need is locked by now and activities
    are locked before needs elsewhere, so one that somebody else has locked is left to them.
    """
    ahead = engagement.activities.planned().filter(is_open=False, starts_at__gt=timezone.now())
    for activity in ahead.select_for_update(of=("self",), skip_locked=True):
        if not activity.engagements.live().exists():
            _call_off(activity, actor, reason)


def _call_off(activity: Activity, actor: Actor | None, reason: str) -> None:
    move(
        activity,
        TRANSITIONS,
        ServiceVerb.CALLED_OFF,
        actor=actor,
        note=reason,
        audience=Audience.PARTIES,
    )


def locked_activity(activity: Activity) -> Activity:
    """The activity read again and locked until the transaction ends."""
    found: Activity = (
        Activity.objects.select_for_update(of=("self",))
        .select_related("season", "union", "region")
        .get(pk=activity.pk)
    )
    return found


def record_by(activity: Activity) -> Deadline:
    """When the record of the activity is due."""
    return activity.season.deadline(Stage.SERVE, DAYS_TO_RECORD, activity.ends_at)


def _save(activity: Activity, engagements: Iterable[Engagement], actor: Actor) -> None:
    _check(activity, engagements)
    _set_clock(activity)
    save_public(activity, audience_of(engagements))
    record(actor, ServiceVerb.PLANNED, activity, data={"title": activity.title})


def _set_clock(activity: Activity) -> None:
    for name, value in record_by(activity).fields().items():
        setattr(activity, name, value)


def _check(activity: Activity, engagements: Iterable[Engagement]) -> None:
    """Raise ``ValidationError`` for invalid fields or a start that cannot be.

    It is too far in the past or future, or before the day on which a need it serves was asked
    (``Need.known_since``).
    """
    activity.full_clean(exclude=["opened_by"])
    now = timezone.now()
    if not now - LONGEST_BEHIND <= activity.starts_at <= now + LONGEST_AHEAD:
        words = _("请选最近60天到一年以内的日子。")
        raise ValidationError({"starts_at": words})
    begins = timezone.localdate(activity.starts_at)
    asked = max((e.need.known_since for e in engagements), default=begins)
    if begins < asked:
        day = date_format(asked, "DATE_FORMAT")
        words = _(
            "%(day)s才提出需求，不能早于这一天。电话里更早说过的，"
            "请工会先在这件需求的“更多”里写明哪天说的。"
        )
        words %= {"day": day}
        raise ValidationError({"starts_at": words})
