"""Pages of events."""

from django.http import HttpRequest
from django.urls import reverse

from hongmajia.core.form_pages import Link
from hongmajia.core.gate import get_for
from hongmajia.services.models import Activity


def load(request: HttpRequest, pk: int, right: str | None = "services.plan") -> Activity:
    """The activity; 404 if the user may not see it, 403 without ``right``."""
    visible = Activity.objects.visible_to(request.user)
    visible = visible.select_related("season", "union", "region__parent", "host", "ceremony__photo")
    return get_for(request.user, visible, right, pk=pk)


def back_to(activity: Activity) -> Link:
    """The page of the activity, from which the person came."""
    return reverse("activity", args=[activity.pk]), activity.title
