"""The one small page of an act: its form, and what speaks against it beside the button."""

from collections.abc import Callable
from typing import Any

from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from hongmajia.core.forms import refusal_shown_on


def act(
    request: HttpRequest,
    form: BaseForm,
    do: Callable[[], HttpResponse],
    *,
    title: str,
    submit: str,
    back: tuple[str, str],
    template: str = "unions/act.html",
    **context: Any,
) -> HttpResponse:
    """Show ``form``; when it is sent and right, ``do`` the act. A refusal stands in the form.

    ``back`` is the address and the name of the page one came from.
    """
    if request.method == "POST" and form.is_valid():
        with refusal_shown_on(form):
            return do()
    shown = {"form": form, "title": title, "submit": submit, "back": back, "section": "unions"}
    status = 422 if form.errors else 200
    return render(request, template, {**shown, **context}, status=status)


def show_password(
    request: HttpRequest, person: Any, password: str, *, back: tuple[str, str]
) -> HttpResponse:
    """Tell a one-time password, once: nothing keeps it."""
    context = {"person": person, "password": password, "back": back, "section": "unions"}
    response = render(request, "unions/password.html", context)
    response["Cache-Control"] = "no-store"
    return response
