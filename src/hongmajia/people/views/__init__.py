"""Pages of artisans and teams: load, call, render."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from hongmajia.core.gate import get_for

from ..models import Helper


def load(request: HttpRequest, pk: int, right: str | None = None) -> Helper:
    """The helper, if the user may see him and has the ``right``."""
    visible = Helper.objects.visible_to(request.user).with_details()
    return get_for(request.user, visible, right, pk=pk)


def form_page(request: HttpRequest, form: Any, **words: Any) -> HttpResponse:
    """A page that is one form; ``words`` are its ``title``, ``submit``, ``back`` and ``lead``."""
    return render(request, "people/form.html", {"form": form, "section": "people", **words})
