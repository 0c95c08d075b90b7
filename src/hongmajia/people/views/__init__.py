"""Pages of artisans and teams: load, call, render."""

from django.http import HttpRequest
from django.urls import reverse

from hongmajia.core.form_pages import Link
from hongmajia.core.gate import get_for

from ..models import Helper


def load(request: HttpRequest, pk: int, right: str | None = None) -> Helper:
    """The helper ``pk``; 404 if the user may not see it, 403 if they do not have the ``right``."""
    visible = Helper.objects.visible_to(request.user).with_details()
    return get_for(request.user, visible, right, pk=pk)


def page_of(helper: Helper) -> Link:
    """The link back to the page of ``helper``."""
    return reverse("helper", args=[helper.pk]), helper.public_name
