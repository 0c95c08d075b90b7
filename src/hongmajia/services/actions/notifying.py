"""Notices about an activity to askers, helpers and cadres; the actor gets none."""

from typing import Any

from django.urls import reverse
from django.utils.timezone import localtime

from hongmajia.core.actors import Actor
from hongmajia.engagements.models import Engagement
from hongmajia.needs.queries import asker_sides, union_side
from hongmajia.notices.sides import Callee, Side
from hongmajia.notices.telling import tell
from hongmajia.people.queries import helper_side

from ..models import Activity


def engagements_of(activity: Activity) -> list[Engagement]:
    """The engagements that the activity serves, with their details."""
    return list(activity.engagements.with_details().order_by("pk"))


def when_of(activity: Activity) -> str:
    """The start in local time as the log and notices store it, such as ``2026-05-18 14:00``.

    It is formatted in the reader's language when it is shown.
    """
    return f"{localtime(activity.starts_at):%Y-%m-%d %H:%M}"


def notify_askers(activity: Activity, sentence: Any, actor: Actor, **words: Any) -> None:
    """Notify the followers of each need served, with a link to their own need."""
    for engagement in engagements_of(activity):
        need = engagement.need
        words |= {"title": need, "helper": engagement.helper}
        page = reverse("need", args=[need.pk])
        tell(asker_sides(need), sentence, page, actor, story=need.story, **words)


def notify_helpers(activity: Activity, sentence: Any, actor: Actor, **words: Any) -> None:
    """Notify those who answer for the engaged helpers and for the artisans attending."""
    stories = {row.helper: activity.story for row in activity.attendances.all() if row.helper}
    stories |= {each.helper: each.story for each in engagements_of(activity)}
    for helper, story in stories.items():
        side, page = helper_side(helper), page_of(activity)
        tell(side, sentence, page, actor, story=story, title=activity, **words)


def tell_signed_up(activity: Activity, sentence: Any, actor: Actor, **words: Any) -> None:
    """Tell everybody who has signed up and not come yet, by SMS or telephone without account."""
    page = page_of(activity)
    for signed in activity.sign_ups.filter(came_at=None).select_related("user"):
        users = (signed.user,) if signed.user else ()
        side = Side(signed.name, users, Callee(signed.name, signed, activity.union))
        tell(side, sentence, page, actor, story=activity.story, title=activity, **words)


def notify_cadres(activity: Activity, sentence: Any, actor: Actor, **words: Any) -> None:
    """Notify the cadres of the organising union."""
    tell(union_side(activity.union), sentence, page_of(activity), actor, title=activity, **words)


def page_of(activity: Activity) -> str:
    """The address of the activity's page."""
    return reverse("activity", args=[activity.pk])
