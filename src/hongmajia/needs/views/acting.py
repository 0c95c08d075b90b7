"""The one small page of an act: its form, and what speaks against it beside the button."""

from collections.abc import Callable

from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from hongmajia.core.forms import refusal_shown_on

from ..models import Need


def act(
    request: HttpRequest,
    need: Need,
    form: BaseForm,
    do: Callable[[], HttpResponse],
    *,
    title: str,
    submit: str,
    template: str = "needs/act.html",
) -> HttpResponse:
    """Show ``form``; when it is sent and right, ``do`` the act. A refusal stands in the form."""
    if request.method == "POST" and form.is_valid():
        with refusal_shown_on(form):
            return do()
    context = {"need": need, "form": form, "title": title, "submit": submit, "section": "needs"}
    return render(request, template, context)
