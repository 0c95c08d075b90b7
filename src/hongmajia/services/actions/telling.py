"""Whom the acts of a service tell."""

from typing import Any

from django.urls import reverse
from django.utils.timezone import localtime

from hongmajia.core.actors import Actor
from hongmajia.engagements.models import Engagement
from hongmajia.needs.queries import cadres_of, followers
from hongmajia.notices.actions import notify, others

from ..models import Activity


def engagements_of(activity: Activity) -> list[Engagement]:
    return list(activity.engagements.with_details().order_by("pk"))


def when_of(activity: Activity) -> str:
    """``2026-05-18 14:00``, as the log and the notices keep it; each reader has it written out."""
    return f"{localtime(activity.starts_at):%Y-%m-%d %H:%M}"


def tell_askers(activity: Activity, sentence: Any, actor: Actor, **words: Any) -> None:
    """Each asker hears it of his own need, with the page of that need."""
    for engagement in engagements_of(activity):
        need = engagement.need
        who = others(followers(need), actor)
        page = reverse("need", args=[need.pk])
        notify(who, sentence, page, title=need, helper=engagement.helper, **words)


def tell_helpers(activity: Activity, sentence: Any, actor: Actor, **words: Any) -> None:
    who = {engagement.helper.answerer for engagement in engagements_of(activity)}
    who |= {row.helper.answerer for row in activity.attendances.all() if row.helper}
    notify(others(who, actor), sentence, page_of(activity), title=activity, **words)


def tell_cadres(activity: Activity, sentence: Any, actor: Actor, **words: Any) -> None:
    who = others(cadres_of(activity.union), actor)
    notify(who, sentence, page_of(activity), title=activity, **words)


def page_of(activity: Activity) -> str:
    return reverse("activity", args=[activity.pk])
