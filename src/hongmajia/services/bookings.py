"""Whether a time may be fixed: no day off without a second word, no helper in two places at once.

Every action that fixes a time asks ``refuse_unfit_time`` before it tells anybody.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from hongmajia.core.actors import Actor
from hongmajia.core.acts import record
from hongmajia.core.clocks import is_workday
from hongmajia.core.enums import Audience
from hongmajia.engagements.enums import AGREED
from hongmajia.engagements.models import Engagement
from hongmajia.people.models import Helper, Team, TeamMembership

from .enums import ActivityState, ServiceVerb
from .fitness import Doubtful, refuse_unfit
from .models import Activity


@dataclass(frozen=True)
class SecondWord:
    """What a person says to a warning.

    The day off is meant; why a helper is booked twice; why one without insurance goes to a
    dangerous place, which only a cadre may say.
    """

    free_day: bool = False
    doubled: str = ""
    uninsured: str = ""


FIRST_WORD = SecondWord()
"""Nothing was said yet: a doubtful time is refused."""


def refuse_unfit_time(activity: Activity, actor: Actor, word: SecondWord) -> None:
    """Raise ``Doubtful`` for a day off to come, and for a helper who is elsewhere at the time.

    For a visit to come the helper must also be fit for the place (``fitness.refuse_unfit``).
    With a reason in ``word.doubled`` the second booking stands, and the reason is logged with each
    engagement. Locks the helpers, so that two bookings at once do not pass each other by; call it
    after the needs are locked.
    """
    _refuse_free_day(activity, word)
    engagements = list(
        activity.engagements.filter(state__in=AGREED).select_related("helper", "need__union")
    )
    helpers = {pk for engagement in engagements for pk in same_people(engagement.helper)}
    list(Helper.objects.select_for_update(of=("self",)).filter(pk__in=helpers).order_by("pk"))
    for engagement in engagements:
        elsewhere = booked(engagement.helper, activity.starts_at, activity.ends_at)
        if other := elsewhere.exclude(pk=activity.pk).select_related("union").first():
            _overrule(engagement, other, actor, word)
        refuse_unfit(activity, engagement, actor, word.uninsured)


def booked(helper: Helper, begins: datetime, ends: datetime) -> QuerySet[Activity]:
    """The activities, held or planned, for which the helper is needed between the two times.

    A team is needed where one of its members is, and a member where their team is.
    """
    people = same_people(helper)
    standing = Activity.objects.exclude(state=ActivityState.CALLED_OFF).order_by("starts_at", "pk")
    agreed = Engagement.objects.filter(helper__in=people, state__in=AGREED).order_by()
    there = Q(engagements__in=agreed.values("pk")) | Q(attendances__helper__in=people)
    found = Activity.objects.filter(there, starts_at__lt=ends, ends_at__gt=begins).order_by()
    answer: QuerySet[Activity] = standing.filter(pk__in=found.values("pk"))
    return answer


def same_people(helper: Helper) -> set[int]:
    """Keys of the helper, of the members of a team, and of the teams of a member."""
    seats = TeamMembership.objects.filter(Q(team=helper.pk) | Q(artisan=helper.pk))
    leading = Team.objects.filter(Q(pk=helper.pk) | Q(leader=helper.pk), leader__isnull=False)
    pairs = [*seats.values_list("team", "artisan"), *leading.values_list("pk", "leader")]
    return {helper.pk, *(pk for pair in pairs for pk in pair)}


def free_parts(
    begins: datetime, ends: datetime, taken: Iterable[tuple[datetime, datetime]]
) -> list[tuple[datetime, datetime]]:
    """What is left of the time from ``begins`` to ``ends`` outside the times ``taken``."""
    left, now = [], begins
    for start, end in sorted(taken):
        if start > now:
            left.append((now, min(start, ends)))
        now = max(now, end)
    return [part for part in [*left, (now, ends)] if part[0] < part[1]]


def _refuse_free_day(activity: Activity, word: SecondWord) -> None:
    """What has taken place already is not doubted."""
    day = timezone.localdate(activity.starts_at)
    if word.free_day or activity.starts_at <= timezone.now() or is_workday(day):
        return
    words = {"day": date_format(day, "DATE_FORMAT"), "weekday": date_format(day, "l")}
    says = _("%(day)s（%(weekday)s）不是工作日。确实要定在这天，请勾选“就定这一天”再提交。")
    raise Doubtful(says % words, asks="free_day")


def _overrule(engagement: Engagement, other: Activity, actor: Actor, word: SecondWord) -> None:
    """Log the reason for the second booking; raise ``Doubtful`` without one."""
    if not word.doubled.strip():
        words = {
            "helper": _booked_there(engagement.helper, other).public_name,
            "begin": date_format(timezone.localtime(other.starts_at), "SHORT_DATETIME_FORMAT"),
            "end": date_format(timezone.localtime(other.ends_at), "SHORT_DATETIME_FORMAT"),
            "union": other.union,
        }
        says = _(
            "%(helper)s%(begin)s到%(end)s已经另有安排（%(union)s）。"
            "请换个时间；一定要同时安排，请写明原因。"
        )
        raise Doubtful(says % words, asks="doubled")
    record(
        actor,
        ServiceVerb.DOUBLED,
        engagement,
        note=word.doubled.strip(),
        audience=Audience.PARTIES,
        data={"helper": engagement.helper.public_name},
    )


def _booked_there(helper: Helper, other: Activity) -> Helper:
    """Whom the other activity needs: the helper, a member of theirs, or their team."""
    agreed = other.engagements.filter(state__in=AGREED).order_by().values("helper")
    there = Q(pk__in=agreed) | Q(pk__in=other.attendances.order_by().values("helper"))
    found = Helper.objects.filter(there, pk__in=same_people(helper)).select_related("artisan")
    return min(found, key=lambda one: one.pk != helper.pk, default=helper)
