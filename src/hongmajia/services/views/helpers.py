"""The artisan whose papers a page shows."""

from django.http import HttpRequest

from hongmajia.core.gate import get_for
from hongmajia.people.models import Helper


def artisan_for(request: HttpRequest, pk: int) -> Helper:
    """The artisan, for themselves and those who manage their entry; else 404 or 403."""
    visible = Helper.objects.visible_to(request.user).artisans().with_details()
    helper: Helper = get_for(request.user, visible, "people.change", pk=pk)
    return helper
