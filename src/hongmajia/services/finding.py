"""What the search finds among activities."""

from typing import Any

from django.template.defaultfilters import date
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hongmajia.core.search import SearchIndex
from hongmajia.core.search_kinds import Hit, SearchKind
from hongmajia.unions.years import label_of

from .models import Activity

activity_search = SearchIndex("services_search")


def words_of(activity: Activity) -> str:
    """The words by which an activity is found."""
    return "\n".join((activity.title, activity.theme, activity.text))


def hit(activity: Activity, reader: Any) -> Hit:
    """An activity as it is found: when and where, who holds it, which year."""
    day = date(timezone.localdate(activity.starts_at), "DATE_FORMAT")
    facts = (
        day,
        activity.region.place,
        activity.union.name,
        str(activity.get_state_display()),
        label_of(activity.season.year),
    )
    address = reverse("activity", args=[activity.pk])
    return Hit(activity.title, address, (activity.theme, activity.text), facts)


ACTIVITIES = SearchKind(
    name="activity",
    label=_("服务活动"),
    index=activity_search,
    visible_to=lambda reader: Activity.objects.visible_to(reader).select_related(
        "season", "union", "region__parent"
    ),
    hit=hit,
    season="season",
    union="union",
    dated="starts_at",
)
