"""Notices about an activity to askers, helpers and cadres; the actor gets none."""

from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.timezone import localtime

from hongmajia.core.actors import Actor
from hongmajia.engagements.models import Engagement
from hongmajia.needs.queries import asker_sides, union_side
from hongmajia.notices.actions import notify
from hongmajia.notices.sides import Callee, Side
from hongmajia.notices.telling import tell, text
from hongmajia.people.queries import helper_side

from ..models import Activity, SignUp
from ..told import SIGN_UP_THANKED


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
    for signed in activity.sign_ups.filter(came_at=None).select_related("user"):
        tell_one_signed_up(activity, signed, sentence, actor, **words)


def tell_one_signed_up(
    activity: Activity, signed: SignUp, sentence: Any, actor: Actor | None, **words: Any
) -> None:
    """Tell one of them."""
    users = (signed.user,) if signed.user else ()
    side = Side(signed.name, users, Callee(signed.name, signed, activity.union))
    page = page_of(activity)
    tell(side, sentence, page, actor, story=activity.story, title=activity, **words)


def thank_those_who_came(activity: Activity) -> None:
    """Thank everybody who came to an open activity, once, and ask what they say to it.

    By SMS or on their page; nobody is telephoned to be thanked. Whoever did not come hears nothing.
    """
    came = activity.sign_ups.filter(thanked_at=None).exclude(came_at=None)
    for signed in came.select_related("user"):
        page = reverse("sign_up", args=[signed.code])
        if signed.user:
            notify([signed.user], SIGN_UP_THANKED, page, title=activity)
            continue
        side = Side(signed.name, callee=Callee(signed.name, signed, activity.union))
        text(side, SIGN_UP_THANKED, page, story=activity.story, title=activity)
    came.update(thanked_at=timezone.now())


def notify_cadres(activity: Activity, sentence: Any, actor: Actor, **words: Any) -> None:
    """Notify the cadres of the organising union."""
    tell(union_side(activity.union), sentence, page_of(activity), actor, title=activity, **words)


def page_of(activity: Activity) -> str:
    """The address of the activity's page."""
    return reverse("activity", args=[activity.pk])
