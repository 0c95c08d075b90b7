"""The two sides of services: whom the texts about them may give away, and who may be named."""

from collections.abc import Iterable

from hongmajia.core.withholding import BY_OFFICES, Whose
from hongmajia.engagements.models import Engagement
from hongmajia.needs.asking import askers_of
from hongmajia.people.models import Helper

from .models import Activity, Attendance


def parties_of(engagements: Iterable[Engagement]) -> Whose:
    """Return the askers of ``engagements``, and their helpers by their public names."""
    engagements = list(engagements)
    helpers = {each.helper.public_name for each in engagements}
    return askers_of((each.need for each in engagements), helpers)


def parties_at(activity: Activity) -> Whose:
    """Return the askers whom the activity serves, and all helpers who were there."""
    rows = activity.engagements.select_related("need__enterprise", "helper__artisan")
    return _with_those_at(parties_of(rows), [activity])


def parties_to(engagement: Engagement) -> Whose:
    """Return the asker of the engagement, and all helpers who came to its activities."""
    return _with_those_at(parties_of([engagement]), engagement.activities.all())


def audience_of(engagements: Iterable[Engagement]) -> Whose:
    """Return whom the announcement of an activity may give away; its office may be named."""
    return parties_of(engagements)._replace(shown=BY_OFFICES)


def _with_those_at(parties: Whose, activities: Iterable[Activity]) -> Whose:
    """Return the parties, with the public names of those who attended ``activities``."""
    seats = Attendance.objects.filter(activity__in=activities, helper__isnull=False)
    there = Helper.objects.filter(pk__in=seats.values("helper")).select_related("artisan")
    names = {*parties.public_names, *(helper.public_name for helper in there)}
    return parties._replace(public_names=tuple(sorted(names)))
